"""Numbers without a reference, which the body of a report of ours may not hold.

A number of a report leads to its line of evidence (`ref`), to where what it counts is listed
(`listed`), or is the number of a section, figure or table (`xref`). Other digits are no figures:
those of a date (`date`), of a name (`name`), and what stands in the list of parameters. In a
markdown cell, where no run can say so, dates and the names of standards are known by their form,
and code and formulas are not prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from unicodedata import category

from altay_analysis.exporters.blocks import Runs, spots

__all__ = ["digits_left", "unreferenced"]

Block = dict[str, Any]

_YEAR = r"(?:1[89]|20|21)\d{2}"
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DATE = re.compile(
    rf"""{_YEAR}年(?:\d{{1,2}}月(?:\d{{1,2}}日)?)?
    | (?<![\w.,])(?:
        {_YEAR}-\d{{2}}(?:-\d{{2}})?
      | (?:\d{{1,2}}\ )?{_MONTH}\ {_YEAR}
      | (?:Q[1-4]|H[12])\ {_YEAR}
      | {_YEAR}
    )(?![\d%‰]|[.,]\d)""",
    re.VERBOSE,
)
_STANDARD = re.compile(
    r"(?<!\w)(?:GB(?:/T)?|ISO(?:/IEC)?|RFC|SHA|UTF|PDF/A|PDF/UA|WCAG|CC BY)"
    r"[- ]?\d+(?:[-.]\d+)*[a-z]?"
)
_EXCUSES = ("ref", "xref", "listed")
_PLAIN_CODE = ("Code", "CodeBlock", "Math", "RawInline", "RawBlock")
_SHOWN = 40


def unreferenced(document: Block) -> Iterator[str]:
    """Yield a line for each block of a document that holds a number which nothing vouches for.

    Parameters
    ----------
    document : dict
        As `document.document` makes it, of a notebook of ours.
    """
    facts = {"kind": "facts", "cell": document["facts_cell"], "items": document["facts"]}
    for block in [facts, *document["blocks"]]:
        found = next(_in_block(block), None)
        if found is not None:
            yield f"{block['cell']}: {found}"


def digits_left(text: str, *forms: re.Pattern[str]) -> str:
    """Return the text if a digit stands in it outside of some forms; else an empty text.

    Digits are those of every script, with 〇 and fractions; words for numbers (five, 两, 百) are
    words, and the 2 of km² is its unit's.

    Examples
    --------
    >>> digits_left("rose to 46"), digits_left("四套班子"), digits_left("since 2020", _DATE)
    ('rose to 46', '', '')
    """
    for form in forms:
        text = form.sub("", text)
    unit = re.sub(r"(?<=[^\W\d_])[²³₀-₉]+", "", text)
    return text if any(category(sign) in ("Nd", "Nl", "No") for sign in unit) else ""


def _in_block(block: Block) -> Iterator[str]:
    kind = block["kind"]
    if kind in ("heading", "title"):
        yield from _in_prose(block["text"])
    elif kind == "prose":
        for text in _texts(block["tree"]):
            yield from _in_prose(text)
    elif kind == "text":
        if digits_left(block["text"]):
            yield _fault(block["text"], "clear the output, or hand it over as a display object")
    elif kind != "parameters":
        # A row with an id is a line of evidence itself: its numbers stand where they come from.
        held = {**block, "rows": _without_lines(block)} if "row_ids" in block else block
        for runs, _ in spots(held):
            yield from _in_runs(runs)


def _without_lines(block: Block) -> list[list[Runs]]:
    ids = block["row_ids"] or [""] * len(block["rows"])
    return [row for row, name in zip(block["rows"], ids, strict=True) if not name]


def _in_runs(runs: Runs) -> Iterator[str]:
    for run in runs:
        if any(key in run for key in _EXCUSES) or not digits_left(run["text"], _STANDARD):
            continue
        if run.get("date"):
            if digits_left(run["text"], _DATE):
                yield _fault(run["text"], "it is flagged as a date and does not read as one")
        elif run.get("name"):
            if not any(sign.isalpha() for sign in run["text"]):
                yield _fault(run["text"], "it is flagged as a name and has no letter")
        else:
            remedy = "give its run a ref (or listed, or flag it as date or name)"
            yield _fault(run["text"], remedy)


def _in_prose(text: str) -> Iterator[str]:
    if digits_left(text, _STANDARD, _DATE):
        yield _fault(text, "let a display object say it, with its ref")


def _fault(text: str, remedy: str) -> str:
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return f"{shown!r} holds a number without a reference; {remedy}"


def _texts(tree: Any) -> Iterator[str]:
    """Yield the text of each run of inlines of a pandoc tree, without code and formulas."""
    if isinstance(tree, list):
        words = "".join(_word(node) for node in tree if isinstance(node, dict))
        if words.strip():
            yield words
        for node in tree:
            yield from _texts(node)
    elif isinstance(tree, dict) and tree.get("t") not in _PLAIN_CODE and not _is_address(tree):
        yield from _texts(tree.get("c"))


def _is_address(node: dict[str, Any]) -> bool:
    """Return whether a node is a link that shows its own address."""
    return node.get("t") == "Link" and "".join(map(_word, node["c"][1])) == node["c"][2][0]


def _word(node: dict[str, Any]) -> str:
    if node.get("t") == "Str":
        return str(node["c"])
    # What is emphasised or linked is looked at for itself; here it only parts words.
    return " "
