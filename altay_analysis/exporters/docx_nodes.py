"""Nodes of pandoc's tree as Word needs them: styles, bookmarks, links, languages, tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from altay_analysis.exporters.docx_widths import shares

__all__ = [
    "Node",
    "bookmark",
    "field",
    "grid",
    "inline",
    "language_of",
    "link",
    "openxml",
    "runs",
    "span",
    "styled",
    "text",
    "whole",
]

Node = dict[str, Any]
Runs = Sequence[dict[str, Any]]

_TAGS = {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "en": "en-GB"}
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,39}")
_SECTION = re.compile(r"(Section |第 )([\d.]+)((?: [节節])?)")
_ORDINAL = re.compile("(?<=第)[ \u00a0]|[ \u00a0](?=[节節条條])")
_EQUALS = re.compile(r"(?<=\bn) = ")
_QUANTITY = re.compile(r"(?=.{,24}$)(?:[a-z]+ )*[−-]?[\d.,]+[%‰]?(?: [a-z]+)+")
"""A number with its unit in words, short enough to stay on one line."""
_JOINT = "\u00a0"
_LOOK = '<w:rPr><w:rStyle w:val="InnerLink"/></w:rPr>'
_BEGIN, _SEPARATE, _END = (
    f'<w:r>{_LOOK}<w:fldChar w:fldCharType="{kind}"/></w:r>'
    for kind in ("begin", "separate", "end")
)
_NOT_IN_NAME = re.compile(r"[^A-Za-z0-9]+")
_MARKS = {"broken": ("Broken Mark", "≠"), "ambiguous": ("Ambiguous Mark", "?")}
_ROOM = {"Table": (55.3, 1.06), "Evidence Table": (67.2, 0.86)}
"""Width of the text, and what a cell keeps free at its sides, in em of each kind of table."""


def language_of(tag: str) -> str:
    """Return a language as Word names it."""
    return _TAGS.get(tag, tag)


def bookmark(anchor: str) -> str:
    """Return an anchor as Word allows a bookmark's name: a letter first, 40 signs at most.

    Examples
    --------
    >>> bookmark("fig-growth"), bookmark("ev-s1.income")
    ('fig_growth', 'ev_s1_income_4e6b8915')
    """
    name = _NOT_IN_NAME.sub("_", anchor)
    if _PLAIN.fullmatch(anchor):
        return name
    return f"{name[:30]}_{sha256(anchor.encode()).hexdigest()[:8]}"


def text(words: str) -> Node:
    """Return words as one node; what breaks a line is a space, and `n = 3` stays on one."""
    spaced = re.sub(r"[\n\t]", " ", words)
    return {"t": "Str", "c": _EQUALS.sub(f"{_JOINT}={_JOINT}", spaced)}


def whole(label: str) -> str:
    r"""Return the name of a place in the report so that no line breaks it.

    Between 第 and its number Word sets a gap itself, and its settings keep the two together.

    Examples
    --------
    >>> whole("Table 1"), whole("第 9 节")
    ('Table\xa01', '第9节')
    """
    return _ORDINAL.sub("", label).replace(" ", _JOINT)


def span(held: list[Node], *, name: str = "", style: str = "", lang: str = "") -> Node:
    """Return inlines with a bookmark, a character style or a language."""
    keys = [["custom-style", style]] if style else []
    keys += [["lang", language_of(lang)]] if lang else []
    return {"t": "Span", "c": [[bookmark(name) if name else "", [], keys], held]}


def styled(style: str, held: list[Node], *, name: str = "") -> Node:
    """Return inlines as one paragraph of a style."""
    attributes = [bookmark(name) if name else "", [], [["custom-style", style]]]
    return {"t": "Div", "c": [attributes, [{"t": "Para", "c": held}]]}


def link(held: list[Node], anchor: str) -> Node:
    """Return inlines that lead to an anchor of the same document."""
    return {"t": "Link", "c": [["", [], []], held, [f"#{bookmark(anchor)}", ""]]}


def openxml(markup: str) -> Node:
    """Return markup of Word's own; never made from what a notebook holds."""
    return {"t": "RawInline", "c": ["openxml", markup]}


def field(instruction: str, shown: int, style: str) -> Node:
    """Return a field with the number that it shows until Word counts again."""
    run = f'<w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr><w:t>{shown}</w:t></w:r>'
    return openxml(f'<w:fldSimple w:instr=" {instruction} ">{run}</w:fldSimple>')


def _reference(run: dict[str, Any]) -> list[Node]:
    """Return a reference that Word counts anew: to a caption's label, or a section's number."""
    before, label, after, switch = "", run["text"], "", ""
    if run["xref"].startswith("sec:"):
        found = _SECTION.fullmatch(label)
        if found is None:  # a section without a number
            return [link([text(label)], run["target"])]
        (before, label, after), switch = found.groups(), "\\r "
    instruction = f" REF {bookmark(run['target'])} {switch}\\h \\* MERGEFORMAT "
    opened = f'<w:r>{_LOOK}<w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
    shown = [openxml(f"{_BEGIN}{opened}{_SEPARATE}"), span([text(label)], style="Inner Link")]
    return [text(whole(before)), *shown, openxml(_END),
            text(whole(after))]  # fmt: skip


def runs(held: Runs, *, joined: bool = True) -> list[Node]:
    """Return runs as inlines; joined, a number that leads somewhere stays on the line of its unit.

    In a cell it is not: a column is as wide as its words.
    """
    return [node for run in held for node in inline(run, joined=joined)]


def inline(run: dict[str, Any], *, joined: bool = True) -> list[Node]:
    """Return one run: its words in their style and language, linked, with its bookmark and mark."""
    words = run["text"]
    if joined and "target" in run and "lang" not in run and _QUANTITY.fullmatch(words):
        words = words.replace(" ", _JOINT)
    nodes = [text(words)]
    if run.get("code"):
        nodes = [{"t": "Code", "c": [["", [], []], run["text"]]}]
    for flag, kind in (("em", "Emph"), ("strong", "Strong")):
        nodes = [{"t": kind, "c": nodes}] if run.get(flag) else nodes
    nodes = [span(nodes, lang=run["lang"])] if run.get("lang") else nodes
    if run.get("xref"):
        nodes = _reference(run)
    elif run.get("target"):
        nodes = [link(nodes, run["target"])]
    nodes = [span(nodes, name=run["anchor"])] if run.get("anchor") else nodes
    if run.get("mark"):
        style, sign = _MARKS[run["mark"]]
        marked = [span([text(sign)], style=style)]
        nodes += [link(marked, run["mark_target"])] if run.get("mark_target") else marked
    return nodes


def grid(
    heads: Sequence[list[Node]],
    rows: Sequence[Sequence[list[Node]]],
    alignments: Sequence[str],
    *,
    style: str = "Table",
    row_headers: bool = False,
) -> Node:
    """Return a table of cells that are inlines, with a head that repeats over pages.

    Parameters
    ----------
    alignments : sequence of str
        left, right or center, a column each.
    """
    aligned = [{"t": f"Align{name.capitalize()}"} for name in alignments]
    held = [[_words(cell) for cell in row] for row in (heads, *rows)]
    widths = [{"t": "ColWidth", "c": share} for share in shares(held, *_ROOM[style])]
    columns = [list(pair) for pair in zip(aligned, widths, strict=True)]
    bare: list[Any] = ["", [], []]
    head = [bare, [_row(heads)]]
    body = [bare, 1 if row_headers else 0, [], [_row(row) for row in rows]]
    attributes = ["", [], [["custom-style", style.replace(" ", "")]]]
    return {"t": "Table", "c": [attributes, [None, []], columns, head, [body], [bare, []]]}


def _row(cells: Sequence[list[Node]]) -> list[Any]:
    bare: list[Any] = ["", [], []]
    default = {"t": "AlignDefault"}
    return [bare, [[bare, default, 1, 1, [{"t": "Plain", "c": cell}]] for cell in cells]]


def _words(value: Any) -> str:
    if isinstance(value, list):
        return "".join(map(_words, value))
    if value.get("t") == "Str":
        return str(value["c"])
    if value.get("t") == "Code":
        return str(value["c"][1])
    held = {"Link": 1, "Span": 1}.get(value.get("t", ""))
    if held is not None:
        return _words(value["c"][held])
    return _words(value["c"]) if value.get("t") in ("Emph", "Strong") else ""
