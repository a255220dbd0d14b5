"""The signs between the figures of a relation, as people type them: = / + - × -> and their like.

Signs are looked for in folded text, where each character has the place that it has in the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from altay_analysis.numerals import fold

__all__ = ["NAMES", "Sign", "signs"]

NAMES = {
    "equals": "=",
    "by": "/",
    "plus": "+",
    "minus": "-",
    "times": "×",
    "to": "->",
    "of": "of",
    "whose": "的",
    "at_least": ">=",
    "at_most": "<=",
}
"""How a message shows each sign."""

_ALWAYS = {
    "at_least": ">= ≥ 大于等于",
    "at_most": "<= ≤ 小于等于",
    "to": "-> → ⇒ => ➜",
    "equals": "= ≈ 等于",
    "by": "÷ 除以",
    "times": "× * 乘以",
}
"""Signs that stand in no token."""

_BEHIND_A_FIGURE = {
    "plus": "+ 加上 加",
    "minus": "- 减去 减",
    "by": "/",
    "times": "乘 x",
    "of": "of 占",
    "whose": "的",
}
"""Signs that are part of a token (+5%, 减5%, 占5%) unless a figure stands before them."""

_FIGURE = re.compile("[0-9零一二三四五六七八九十百千两半番]")
_PER_100K = re.compile("/(?:10|十)万")


def _forms(table: dict[str, str]) -> list[tuple[str, str]]:
    pairs = [(form, name) for name, forms in table.items() for form in forms.split()]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


_FIRM, _LOOSE = _forms(_ALWAYS), _forms(_BEHIND_A_FIGURE)


@dataclass(frozen=True)
class Sign:
    """A sign between two figures.

    Attributes
    ----------
    start, end : int
        Its place in the line.
    tight : bool
        Whether it is a hyphen or a slash without a space on either side, which a token may
        hold too (10-15, 1/3).
    """

    name: str
    start: int
    end: int
    tight: bool = False


def signs(line: str) -> list[Sign]:
    """Return every sign of a line, in order; the doubtful ones marked as tight."""
    return list(_signs(fold(line)))


def _signs(text: str) -> Iterator[Sign]:
    place = begin = 0
    while place < len(text):
        found = _at(text, place, begin)
        if found is None:
            place += 1
            continue
        yield found
        place = begin = found.end


def _at(text: str, place: int, begin: int) -> Sign | None:
    for form, name in _FIRM:
        if text.startswith(form, place):
            return Sign(name, place, place + len(form))
    if not _FIGURE.search(text, begin, place):
        return None
    for form, name in _LOOSE:
        if text.startswith(form, place):
            return _loose(text, place, form, name)
    return None


def _loose(text: str, place: int, form: str, name: str) -> Sign | None:
    end = place + len(form)
    spaced = text[place - 1 : place].isspace() or text[end : end + 1].isspace()
    if form == "of" and not spaced:
        return None
    tight = form in "-/" and not spaced
    if tight and form == "/" and _PER_100K.match(text, place):
        return None
    return Sign(name, place, end, tight)
