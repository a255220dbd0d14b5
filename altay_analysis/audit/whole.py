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

    At most a thousand are given.
    """
    return tuple(_search(share, whole, capped))


def _search(share: Bounds, whole: Bounds, capped: bool) -> Iterator[Solution]:
    shown = 0
    for number in _worth_trying(share, whole):
        found = fractions_of(share, number, capped=capped)
        if found is not None:
            yield found
            shown += 1
            if shown == _MOST_SHOWN or whole.high is None:
                return


def _worth_trying(share: Bounds, whole: Bounds) -> range:
    """Wholes to try: of those that are more than 1 ÷ width some always have a solution."""
    first, last = fewest_and_most(whole)
    first = max(first or 1, 1)
    if share.low is not None and share.low == share.high:
        # A single fraction p ÷ q is one of the multiples of q alone.
        step = share.low.denominator
        first += -first % step
        return range(first, (first if last is None else last) + 1, step)
    enough = 1 if share.low is None or share.high is None else 1 / (share.high - share.low)
    most = first + math.ceil(enough) + _MOST_SHOWN
    return range(first, (most if last is None else min(most, last)) + 1)


_MOST_SHOWN = 1000
