"""Power: of the values that could have been printed, the share that the test would call broken.

The values run, at the printed precision, from 0 to 100 % for a share, else from 0 to the next
power of ten above the printed value; growth begins at −100 %, and a fall that is no growth
mirrors a rise. Both ends count. A value that could not be printed (over 100 %) does not.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from altay_analysis.audit.figures import Figure, relaxed
from altay_analysis.audit.growth import always_whole
from altay_analysis.audit.records import REMEMBERED, Claim, Reading, Term
from altay_analysis.audit.spans import is_scattered, span
from altay_analysis.audit.verdict import sides

__all__ = ["power"]

_OF_ALL = ("order", "structure", "base")
_SHARES = ("share", "whole", "structure")
_MOST_TRIED = 20_001


@lru_cache(maxsize=REMEMBERED)
def power(claim: Claim, reading: Reading) -> Fraction | None:
    """Power of the rounding test on one reading; None where there is none.

    For orders, structures and bases it is the least over their figures. Thresholds in words
    (翻兩番, a zero in words) and units have none.
    """
    if claim.kind == "unit" or reading.get("each") is not None:
        return None
    if claim.kind in _OF_ALL:
        figures = {t.figure.id: t.figure for t in reading.terms if t.figure.id}.values()
        found = [_of_figure(claim.kind, reading, each) for each in figures]
        return min((each for each in found if each is not None), default=None)
    claimed = reading.one("claimed")
    if claimed.qualifier == "times_at_least":
        return None
    if claim.kind == "whole":
        return _of_wholes(claimed, reading.one("whole"))
    return _of_figure(claim.kind, reading, claimed)


def _of_figure(kind: str, reading: Reading, figure: Figure) -> Fraction | None:
    if not figure.id or not figure.is_decimal:
        return None
    first, last = _steps(kind, figure)
    if is_scattered(kind, reading):
        return _tried(kind, reading, figure, range(first, last + 1))
    run = span(kind, reading, figure)
    held = 0 if run is None else max(0, min(run.last, last) - max(run.first, first) + 1)
    return 1 - Fraction(held, last - first + 1)


def _steps(kind: str, figure: Figure) -> tuple[int, int]:
    """First and last step, from the printed value, of the values that could have been printed."""
    low, high = _range(kind, figure)
    value = Fraction(figure.value)
    first, last = int((low - value) / figure.place), int((high - value) / figure.place)
    first += figure.stepped(first) is None
    last -= figure.stepped(last) is None
    return first, last


def _range(kind: str, figure: Figure) -> tuple[Fraction, Fraction]:
    value = Fraction(figure.value)
    if figure.unit.dimension == "share" and (kind in _SHARES or figure.kind == "share"):
        return Fraction(0), 1 / figure.unit.factor
    top = _next_power(abs(value))
    if kind == "growth" or figure.kind == "growth":
        if figure.unit.dimension == "share":
            return -1 / figure.unit.factor, top
        return Fraction(-1), top
    return (-top, Fraction(0)) if value < 0 else (Fraction(0), top)


def _next_power(value: Fraction) -> Fraction:
    """Next power of ten above a value, 1 at the least."""
    power = Fraction(1)
    while power <= value:
        power *= 10
    return power


def _tried(kind: str, reading: Reading, figure: Figure, steps: range) -> Fraction | None:
    if len(steps) > _MOST_TRIED:
        return None
    left = steps[_wide(reading, figure, steps) :] if kind == "growth" else steps
    broken = sum(any(each) for each in _sides_at(kind, reading, figure, left))
    return Fraction(broken, len(steps))


def _wide(reading: Reading, figure: Figure, steps: range) -> int:
    """How many of the first steps of a rise hold because a whole number must lie before them."""

    def is_narrow(step: int) -> bool:
        other = figure.stepped(step)
        if other is None:
            return False
        return not always_whole(reading.putting({figure.id: other}).mapped(relaxed))

    return bisect_left(steps, True, key=is_narrow) if figure == reading.get("claimed") else 0


def _sides_at(
    kind: str, reading: Reading, figure: Figure, steps: range
) -> Iterator[tuple[int, ...]]:
    for other in filter(None, map(figure.stepped, steps)):
        yield sides(kind, reading.putting({other.id: other}))


def _of_wholes(claimed: Figure, whole: Figure) -> Fraction | None:
    """Power of GRIM: of shares as fine as the printed one, those that no k ÷ N rounds to.

    Closed for rounded figures of an exact number N of things with 1 ÷ N over the last place:
    each k serves one value, or two where it falls on the border between them.
    """
    if not claimed.is_decimal:
        return None
    first, last = _steps("whole" if claimed.unit.dimension == "share" else "mean", claimed)
    values, things = last - first + 1, relaxed(whole).bounds
    place = claimed.place * claimed.unit.factor
    if not things.is_point or claimed.qualifier != "rounded":
        return _tried("whole", _pair(claimed, whole), claimed, range(first, last + 1))
    assert things.low is not None
    number = int(things.low)
    if number < 1 or place * number >= 1:
        return Fraction(0) if number else None
    top = (Fraction(claimed.value) + last * claimed.place) * claimed.unit.factor
    hit = math.floor(top * number) + 1 + _borders(place, number, math.floor(top * number))
    return 1 - Fraction(hit, values)


def _pair(claimed: Figure, whole: Figure) -> Reading:
    return Reading("", (Term("claimed", claimed), Term("whole", whole)))


def _borders(place: Fraction, number: int, most: int) -> int:
    """How many of k = 0 … most have k ÷ N half way between two values of the grid."""
    # k ÷ N = (m + ½) · place is k · p ÷ q odd, with p ÷ q = 2 ÷ (N · place).
    ratio = 2 / (number * place)
    if ratio.numerator % 2 == 0:
        return 0
    return (most // ratio.denominator + 1) // 2
