"""How wide the columns of a Word table are, by what their cells hold."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from unicodedata import east_asian_width

__all__ = ["lines", "shares"]

_NARROW = frozenset("fijlrt.,;:'|!()[]- \u00a0")
_BROAD = frozenset("mwMW%‰@—…≈")
_CJK = "\u2e80-\u9fff\uff00-\uffef"
# A Chinese character breaks on both sides, unless a space that does not break joins it.
_PART = re.compile(
    rf"(?:[{_CJK}](?=\u00a0))?(?:[^ \n{_CJK}-]|-(?![A-Za-z]))+-?(?:(?<=\u00a0)[{_CJK}])?"
)
_QUANTITY = re.compile(rf"[{_CJK}]{{0,2}}\d[\d,.]*[%‰]?(?:[{_CJK}]{{1,3}}| [a-z]+)?[≠?]?")
_GAP = re.compile(rf"[{_CJK}](?=[0-9A-Za-z])|[0-9A-Za-z%](?=[{_CJK}])")
_WHOLE = 8.0
"""A cell of no more (em) is not wrapped, where there is room."""
_SHORT = 4.0
"""One of no more never is, which in Chinese would break anywhere."""
_BREAKS = 13.0
"""A longer word, an identifier or a hash, is broken."""
_LOST = 1.5
"""What a line that is broken leaves empty at its end, in em."""
_SLACK = 0.3
"""What a column is wider than its words, for a font that is wider still."""
_STEPS = (0.5, 1.5, 4.0)
_MOVES = 30
_SHORTER = 0.9
"""Text in the fonts that are usual, as a part of what the widest of them take."""


def lines(words: str, room: float) -> int:
    """Return about how many lines words take in so many em."""
    return math.ceil(_width(words) * _SHORTER / room)


def shares(rows: Sequence[Sequence[str]], room: float, side: float) -> list[float]:
    """Return the share of the text's width of each column of a table; its first row is its head.

    A column of short cells is as wide as they are; columns of text share the rest by how much
    they hold. A table that needs less than the text's width is narrower.

    Parameters
    ----------
    room : float
        Width of the text, in em of the table.
    side : float
        What a cell keeps free at its sides, in em.

    Examples
    --------
    >>> shares([["No.", "Figure"], ["1", "Party members"]], 50.0, 1.0)
    [0.058, 0.178]
    """
    columns, side = list(zip(*rows, strict=True)), side + _SLACK
    free = room - side * len(columns)
    held = [[_width(cell) for cell in row] for row in rows]
    kept = [[_kept(cell, _WHOLE if at else _SHORT) for cell in row] for at, row in enumerate(rows)]
    least = [max(map(_least, column)) for column in columns]
    given = _Columns(held, kept, least, free).widths()
    whole = max(sum(given) + side * len(columns), room)
    return [round((width + side) / whole, 4) for width in given]


@dataclass(frozen=True)
class _Columns:
    """Columns that share a width, in em; `held` and `kept` are of each cell, row by row."""

    held: list[list[float]]
    kept: list[list[float]]
    least: list[float]
    free: float

    def widths(self) -> list[float]:
        """Return a width for each column with which the rows take fewest lines.

        Each is its least where those alone fill what is free, its most where all of them fit.
        Otherwise the widths are as what is held, and then some goes where it saves lines.
        """
        most = self._widest(self.held)
        if sum(self.least) >= self.free:
            return self.least
        if sum(most) <= self.free:
            return most
        whole = self._widest(self.kept)
        given = min((self._shared(self.least, most), self._shared(whole, most)), key=self._lines)
        for _ in range(_MOVES):
            moved = min(self._moves(given, whole, most), key=self._lines, default=given)
            if self._lines(moved) >= self._lines(given):
                break
            given = moved
        return given

    def _widest(self, cells: list[list[float]]) -> list[float]:
        return [max(column) for column in zip(self.least, *cells, strict=True)]

    def _shared(self, least: list[float], most: list[float]) -> list[float]:
        """Return widths as what the columns hold, none under its least or over its most."""
        least = least if sum(least) < self.free else self.least
        parts = [math.hypot(*column) for column in zip(*self.held, strict=True)]
        low, high = 0.0, self.free
        for _ in range(40):
            part = (low + high) / 2
            given = [
                min(max(hold * part, floor), top)
                for hold, floor, top in zip(parts, least, most, strict=True)
            ]
            low, high = (part, high) if sum(given) <= self.free else (low, part)
        return given

    def _moves(self, given: list[float], *wanted: list[float]) -> Iterator[list[float]]:
        """Yield the widths with some of one column given to another: a step, or what it lacks."""
        for giver, taker in permutations(range(len(given)), 2):
            lacking = [widths[taker] - given[taker] for widths in wanted]
            for step in (*_STEPS, *lacking):
                if 0 < step <= min(given[giver] - self.least[giver], lacking[-1]):
                    moved = list(given)
                    moved[giver] -= step
                    moved[taker] += step
                    yield moved

    def _lines(self, widths: list[float]) -> float:
        """Return about how many lines the rows take, and one for each cell torn apart."""
        taken = 0.0
        for row, whole in zip(self.held, self.kept, strict=True):
            taken += max(map(_taken, row, widths))
            taken += sum(keep > width for keep, width in zip(whole, widths, strict=True))
        return taken


def _taken(held: float, width: float) -> int:
    return 1 if held <= width else math.ceil(held / max(width - _LOST, 1.0))


def _width(words: str) -> float:
    """Return the width of words in em, in the widest of the usual fonts."""
    return sum(map(_sign, words)) + len(_GAP.findall(words)) / 4


def _sign(sign: str) -> float:
    if east_asian_width(sign) in "WF":
        return 1.0
    return 0.4 if sign in _NARROW else 0.9 if sign in _BROAD else 0.6


def _least(words: str) -> float:
    """Return the width of the longest part that a line is never to break."""
    whole = _width(words)
    if whole <= _SHORT:
        return whole
    return max(1.0, min(max(map(_width, _PART.findall(words)), default=0.0), _BREAKS))


def _kept(words: str, most: float) -> float:
    """Return the width that keeps a short cell, or a number and its unit, on one line."""
    whole = _width(words)
    return whole if whole <= most else max(map(_width, _QUANTITY.findall(words)), default=0.0)
