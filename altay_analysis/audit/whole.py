"""Whole things: what shares, means and growth can be when counts are whole numbers.

A share of N whole things is one of 0/N, 1/N, … N/N; a mean of N whole numbers is one of k/N
(GRIM; Source: Brown & Heathers 2017, doi:10.1177/1948550616673876).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from altay_analysis.audit.records import Solution
from altay_analysis.interval import Bounds

__all__ = ["fewest_and_most", "fractions_of", "nearest_fraction", "wholes"]


def fewest_and_most(bounds: Bounds, times: int = 1) -> tuple[int | None, int | None]:
    """First and last whole number within bounds times a number; they cross where there is none."""
    low, high = bounds.low, bounds.high
    least = most = None
    if low is not None:
        least, rest = divmod(low.numerator * times, low.denominator)
        least += bool(rest) or bounds.low_end == "open"
    if high is not None:
        most, rest = divmod(high.numerator * times, high.denominator)
        most -= not rest and bounds.high_end == "open"
    return least, most


def fractions_of(share: Bounds, whole: int, *, capped: bool) -> Solution | None:
    """Numerators that a fraction of a whole can have to lie within bounds.

    Parameters
    ----------
    capped : bool
        Whether a numerator is at most the whole (a share), or any number from 0 (a mean).
    """
    low, high = fewest_and_most(share, whole)
    fewest = max(0, low) if low is not None else 0
    most = high if high is not None else max(whole, fewest)
    most = min(most, whole) if capped else most
    return Solution(whole, fewest, most) if fewest <= most else None


def nearest_fraction(share: Bounds, whole: int, *, capped: bool) -> Fraction:
    """The fraction of a whole that is nearest to bounds which none lies in."""
    ends = [end * whole for end in (share.low, share.high) if end is not None]
    near = {n for end in ends for n in (math.floor(end), math.ceil(end))}
    allowed = {min(max(n, 0), whole) if capped else max(n, 0) for n in near}

    def distance(number: int) -> Fraction:
        return min(abs(number - end) for end in ends)

    return Fraction(min(sorted(allowed), key=distance), whole)


def wholes(share: Bounds, whole: Bounds, *, capped: bool) -> tuple[Solution, ...]:
    """Solutions for the wholes within bounds; the first alone where they run on without end.

    A share of more than 1 ÷ width things always has one, so the search ends there.
    """
    return tuple(_search(share, whole, capped))


def _search(share: Bounds, whole: Bounds, capped: bool) -> Iterator[Solution]:
    first, last = fewest_and_most(whole)
    first = max(first or 1, 1)
    stop = last if last is not None else first + _enough(share)
    shown = 0
    for number in range(first, min(stop, first + _enough(share)) + 1):
        found = fractions_of(share, number, capped=capped)
        if found is not None:
            yield found
            shown += 1
            if shown == _MOST_SHOWN or last is None:
                return


_MOST_SHOWN = 1000


def _enough(share: Bounds) -> int:
    """How many wholes in a row are enough to try: at that many, one has a solution or none."""
    if share.low is None or share.high is None or share.low == share.high:
        return 100_000
    return min(2 * math.ceil(1 / (share.high - share.low)) + 1, 100_000)
