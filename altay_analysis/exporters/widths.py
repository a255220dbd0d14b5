"""Widths of a table's columns on paper: room for what is not parted, then as even as can be."""

from __future__ import annotations

import re
from fractions import Fraction
from math import ceil
from typing import Any
from unicodedata import east_asian_width

__all__ = ["KEPT", "SHORT", "TOKEN", "columns", "set_widths"]

Block = dict[str, Any]
Runs = list[dict[str, Any]]
Cell = tuple[int, int, int]
"""Width of a cell on one line, of its longest part that does not break, of its longest word."""

_SMALL = 7.6
_ONE, _WORD = 9, 10  # a head, and a cell, of no more are on one line
_SHORT = 12  # a column of no more is as wide as its text
_FITS = 0.97  # a table of no more of the room is so in all its columns
_LINE = 98 * 8.6  # digits across the page, the gaps between columns among them, by size of type
_WIDE, _BETWEEN = Fraction(9, 5), Fraction(1, 2)  # of a Chinese sign, beside a digit: in digits
_GAP = 2.4  # as many stand for the gap of a column
_NUMBER = 6  # as many stand for the number of a line of evidence
_MANY = 8  # columns, beyond which they are set closer
_PARTS = ((1, 22, 0.8), (1, 15, 0.95), (2, 22, 1.0))
"""What a column holds unbroken, how much of it, and how much of the room that may take."""
_FIGURE = r"[≈−+]?\d[\d.,]*"
KEPT = (
    r"第[ \u00a0]?\d+[ \u00a0]?[条條行节節段]|\d+—\d+[ \u00a0]?[岁歲]"
    rf"|(?:[至到] ?)?{_FIGURE}[ \u00a0]?(?:[%‰]"
    r"|[十百千万萬亿億]*(?:[个個](?:百分[点點]|村|社[区區])|人次|[场場]次|小[时時]"
    r"|[元人个個件户戶名次亩畝项項倍成家部条條行年月日级級场場])|[万萬亿億])"
    rf"|(?:\bto )?{_FIGURE}%? (?:yuan|person-times|persons?|sessions|villages|mu|hours|times)\b"
    rf"|{_FIGURE} (?:million|billion|thousand)(?: (?:yuan|persons|person-times|mu|hours))?\b"
    rf"|\bto {_FIGURE}%|\b(?:lines?|paragraphs?|No\.|Table|Figure) \d+"
)
"""What is not parted over two lines: numbers with their units."""
TOKEN = 12
"""Characters of a printed token that is not parted either."""
SHORT = 8
"""Characters of any number that leads to its source that is not parted either."""
_KEPT = re.compile(KEPT)
_BESIDE = re.compile(r"[\u2e80-\u9fff](?=[A-Za-z0-9])|[A-Za-z0-9%](?=[\u2e80-\u9fff])")
_STOPS = re.compile(r"(?<=[./_])")
_WORDS = re.compile(r"[^ \n\u2e80-\u9fff\uff00-\uffef]+")  # a space that does not break is part


def set_widths(block: Block, used: str) -> None:
    """Note in a table, or in the data of a figure, how large its type and how wide its columns are.

    Parameters
    ----------
    block : dict
        Of kind figure, table or evidence. Gets `widths`, in evidence with one for the places
        that use a line, and the `size` of its type.
    used : str
        The head of those places.
    """
    grid = block.get("data", block)
    heads, rows = [column["label"] for column in grid["columns"]], grid["rows"]
    number = 0
    if block["kind"] == "evidence":
        places = [
            ", ".join(place["label"].replace(" ", "\u00a0") for place in row["used"])
            for row in rows
        ]
        rows = [[*row["cells"], [{"text": at}]] for row, at in zip(rows, places, strict=True)]
        heads, number = [*heads, [{"text": used}]], _NUMBER
    size = _size(len(heads) + bool(number), small=grid is not block or bool(number))
    sizes = [size, _SMALL] if size > _SMALL else [size]
    widths = {each: columns(heads, rows, _LINE / each - number) for each in sizes}
    # Smaller where each row is then on one line, and no last number alone on the next.
    grid["size"] = next((each for each in sizes if not any(widths[each])), size)
    grid["widths"] = widths[grid["size"]]


def _size(many: int, *, small: bool) -> float:
    if many > _MANY:
        return 7.0
    return 6.8 if small and many > 6 else _SMALL if small or many > 5 else 8.6


def columns(heads: list[Runs], rows: list[list[Runs]], room: float) -> list[float]:
    """Return a share of the width for each column, 0 for one as wide as its text.

    Parameters
    ----------
    heads, rows : lists of runs
        The words of the table.
    room : float
        Digits that stand across the page.
    """
    lines = [[_head(head) for head in heads], *([_cell(runs) for runs in row] for row in rows)]
    bodies = [max(cell[0] for cell in column[1:] or column) for column in zip(*lines, strict=True)]
    whole = [max(line[0] // 2, body) for line, body in zip(lines[0], bodies, strict=True)]
    gap = _GAP if len(heads) <= _MANY else _GAP / 2
    needed = max(sum(whole), sum(cell[0] for cell in lines[0])) + gap * len(heads)
    if needed <= _FITS * room:
        return [0.0 for _ in whole]
    fixed = [
        body <= _SHORT and head[0] <= max(body, 4)
        for head, body in zip(lines[0], bodies, strict=True)
    ]
    room -= sum(max(b, 4) + gap if f else gap for b, f in zip(bodies, fixed, strict=True))
    free = [at for at, is_fixed in enumerate(fixed) if not is_fixed]
    given = _shared([[line[at] for at in free] for line in lines], int(room))
    shares = [0.0] * len(heads)
    for at, width in zip(free, given, strict=True):
        shares[at] = round(width + gap, 1)
    return shares


def _shared(lines: list[list[Cell]], room: int) -> list[int]:
    """Return widths that hold the longest parts, at which no column alone makes rows tall."""
    across = range(len(lines[0])) if lines else range(0)
    for part, longest, most_of_it in _PARTS:
        widths = [max(min(line[at][part], longest) for line in lines) for at in across]
        if sum(widths) <= most_of_it * room:
            break
    most = [max(line[at][0] for line in lines) for at in across]
    while (spare := room - sum(widths)) > 0:
        wanted = _wanted(lines, widths, most)
        if wanted is None:
            break
        widths[wanted] += max(spare // 16, 1)
    return widths


def _wanted(lines: list[list[Cell]], widths: list[int], most: list[int]) -> int | None:
    """Return the column for whose sake rows are tall, if it can grow."""
    gains = [0.0] * len(widths)
    for line in lines:
        tall = [max(cell[0] / width, 1.0) for cell, width in zip(line, widths, strict=True)]
        tallest = tall.index(max(tall))
        second = max((each for at, each in enumerate(tall) if at != tallest), default=1.0)
        # A digit more takes as much off the row, as long as no other column holds it up.
        less = tall[tallest] / widths[tallest] if tall[tallest] > 1 else 0.0
        gains[tallest] += min(less, tall[tallest] - second) + 0.1 * less
    growing = [at for at, width in enumerate(widths) if width < most[at] and gains[at] > 0]
    return max(growing, key=lambda at: gains[at], default=None)


def _head(runs: Runs) -> Cell:
    """A head has two lines at the most, if its words allow; a short one has one."""
    text = _text(runs)
    least = _width(text) if _width(text) <= _ONE else max(_longest(text), -(-_width(text) // 2))
    return _width(text), least, least


def _cell(runs: Runs) -> Cell:
    text = "".join(_STOPS.sub(" ", r["text"]) if r.get("code") else r["text"] for r in runs)
    tokens = [
        _width(run["text"])
        for run in runs
        if ("lang" in run and len(run["text"]) <= TOKEN)
        or ("ref" in run and len(run["text"]) <= SHORT)
    ]
    kept = [_width(part) for part in _KEPT.findall(text)]
    width, longest = _width(_text(runs)), _longest(text)
    unbroken = width if width <= _WORD else longest
    return width, max([unbroken, *tokens, *kept]), longest


def _longest(text: str) -> int:
    """Width of the longest word that does not break; Chinese breaks anywhere."""
    return max((_width(word) for word in _WORDS.findall(text)), default=0)


def _text(runs: Runs) -> str:
    return "".join(run["text"] for run in runs)


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    wide = sum(east_asian_width(sign) in "WF" for sign in text)
    return len(text) - wide + ceil(wide * _WIDE + len(_BESIDE.findall(text)) * _BETWEEN)
