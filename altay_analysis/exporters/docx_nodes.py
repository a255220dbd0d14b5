"""Nodes of pandoc's tree as Word needs them: styles, bookmarks, links, languages, tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256
from typing import Any
from unicodedata import east_asian_width

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
]

Node = dict[str, Any]
Runs = Sequence[dict[str, Any]]

_TAGS = {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "en": "en-GB"}
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,39}")
_NOT_IN_NAME = re.compile(r"[^A-Za-z0-9]+")
_WORD = re.compile(r"[!-~\u00a0-\u2e7f]+")
_MARKS = {"broken": ("Broken Mark", "≠"), "ambiguous": ("Ambiguous Mark", "?")}
_ROOM = {"Table": 96, "Evidence Table": 116}
"""Half-width signs on a line of each kind of table, in the widest of the usual fonts."""
_MOST = 60
"""Signs of a cell that a column is made wide enough for, before its text wraps."""
_SHORT = 14
"""A cell of no more signs is never wrapped."""


def language_of(tag: str) -> str:
    """Return a language as Word names it."""
    return _TAGS.get(tag, tag)


def bookmark(anchor: str) -> str:
    """Return an anchor as Word allows a bookmark's name: a letter first, 40 signs at most.

    Examples
    --------
    >>> bookmark("fig-growth"), bookmark("ev-s1.income")
    ('fig_growth', 'ev_s1_income_7a09bf20')
    """
    name = _NOT_IN_NAME.sub("_", anchor)
    if _PLAIN.fullmatch(anchor):
        return name
    return f"{name[:30]}_{sha256(anchor.encode()).hexdigest()[:8]}"


def text(words: str) -> Node:
    """Return words as one node; what breaks a line is a space."""
    return {"t": "Str", "c": re.sub(r"[\n\t]", " ", words)}


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


def runs(held: Runs) -> list[Node]:
    """Return runs as inlines."""
    return [node for run in held for node in inline(run)]


def inline(run: dict[str, Any]) -> list[Node]:
    """Return one run: its words in their style and language, linked, with its bookmark and mark."""
    nodes = [text(run["text"])]
    if run.get("code"):
        nodes = [{"t": "Code", "c": [["", [], []], run["text"]]}]
    for flag, kind in (("em", "Emph"), ("strong", "Strong")):
        nodes = [{"t": kind, "c": nodes}] if run.get(flag) else nodes
    nodes = [span(nodes, lang=run["lang"])] if run.get("lang") else nodes
    if run.get("target"):
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
    shares = _shares([heads, *rows], _ROOM[style])
    columns = [
        [at, {"t": "ColWidth", "c": share}] for at, share in zip(aligned, shares, strict=True)
    ]
    bare: list[Any] = ["", [], []]
    head = [bare, [_row(heads)]]
    body = [bare, 1 if row_headers else 0, [], [_row(row) for row in rows]]
    attributes = ["", [], [["custom-style", style.replace(" ", "")]]]
    return {"t": "Table", "c": [attributes, [None, []], columns, head, [body], [bare, []]]}


def _row(cells: Sequence[list[Node]]) -> list[Any]:
    bare: list[Any] = ["", [], []]
    default = {"t": "AlignDefault"}
    return [bare, [[bare, default, 1, 1, [{"t": "Plain", "c": cell}]] for cell in cells]]


def _shares(rows: Sequence[Sequence[list[Node]]], room: int) -> list[float]:
    """Return the share of the text's width of each column, by what its cells hold.

    Parameters
    ----------
    room : int
        In half-width signs.
    """
    columns = [[_words(cell) for cell in column] for column in zip(*rows, strict=True)]
    least = [max(map(_longest, column)) + 3 for column in columns]
    wanted = [
        max(low, min(max(map(_width, column)), _MOST) + 3)
        for low, column in zip(least, columns, strict=True)
    ]
    spare, more = max(room - sum(least), 0), sum(wanted) - sum(least)
    part = min(spare / more, 1.0) if more else 0.0
    given = [low + part * (high - low) for low, high in zip(least, wanted, strict=True)]
    whole = max(sum(given), room)
    return [round(width / whole, 4) for width in given]


def _width(words: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in words)


def _longest(words: str) -> int:
    """Signs of the longest part that a line is not to break."""
    if _width(words) <= _SHORT:
        return _width(words)
    return max((len(found) for found in _WORD.findall(words)), default=4)


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
