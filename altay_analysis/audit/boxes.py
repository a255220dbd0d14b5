"""Bounds as columns: float64 ends, each with what it may be off by, so that no doubt is lost.

The true end lies within `err` of the number; `err` is 0 where the number is exact. Sums and
quotients carry it on, rounded outward, so a comparison is sure, or goes to the exact path.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Boxes", "Ends", "Floats", "Mask"]

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
_EXACT = 2.0**53
_SLACK = 1 + 2.0**-40
"""What the sums of errors are widened by: they are rounded too."""


@dataclass(frozen=True)
class Ends:
    """One side of many bounds: the numbers, their errors, and where the end is open."""

    at: Floats
    err: Floats
    is_open: Mask

    def take(self, rows: NDArray[np.int64]) -> Ends:
        """The ends of some rows."""
        return Ends(self.at[rows], self.err[rows], self.is_open[rows])

    def negated(self) -> Ends:
        """The ends of −x."""
        return Ends(-self.at, self.err, self.is_open)

    def scaled(self, factor: Floats) -> Ends:
        """The ends times a number above nought."""
        at = self.at * factor
        return Ends(at, _off(at, self.err * factor, (self.err == 0) & _whole(factor)), self.is_open)

    def plus(self, other: Ends) -> Ends:
        """The ends of a sum."""
        at = self.at + other.at
        err = _off(at, self.err + other.err, (self.err == 0) & (other.err == 0))
        return Ends(at, err, self.is_open | other.is_open)

    def over(self, other: Ends) -> Ends:
        """The ends of a quotient; the divisors are above nought, or infinite."""
        with np.errstate(divide="ignore", invalid="ignore"):
            at = self.at / other.at
            part = (self.err + np.abs(at) * other.err) / np.maximum(other.at - other.err, 0)
        at = np.where(np.isinf(other.at), np.where(np.isinf(self.at), np.nan, 0.0), at)
        err = np.where(np.isinf(other.at), 0.0, _off(at, part, np.zeros(len(at), np.bool_)))
        return Ends(at, err, self.is_open | other.is_open | np.isinf(other.at))

    def summed(self, groups: NDArray[np.int64], size: int) -> Ends:
        """The sum of the ends of each group; errors grow with the magnitude of the parts."""
        at: Floats = np.bincount(groups, self.at, size).astype(np.float64)
        with np.errstate(invalid="ignore"):
            many = np.bincount(groups, minlength=size)
            rough = np.bincount(groups, np.abs(self.at), size) * many * np.finfo(np.float64).eps
            err = np.bincount(groups, self.err, size)
            exact = (err == 0) & (np.bincount(groups, ~_whole(self.at), size) == 0)
            err = np.where(exact & (rough < 1), 0.0, (err + rough) * _SLACK)
        is_open = np.bincount(groups, self.is_open, size) > 0
        return Ends(at, np.where(np.isinf(at), 0.0, err), is_open)


def _whole(numbers: Floats) -> Mask:
    """Numbers that add and multiply without error as long as they are small."""
    found: Mask = (numbers * 2 == np.floor(numbers * 2)) & (np.abs(numbers) < _EXACT)
    return found


def _off(at: Floats, err: Floats, exact: Mask) -> Floats:
    """Error of a result: that of its operands and one rounding, outward."""
    sure = exact & _whole(at)
    with np.errstate(invalid="ignore"):
        wide = np.nextafter(err * _SLACK, np.inf) + 2 * np.spacing(np.abs(at))
    return np.where(sure | np.isinf(at), 0.0, wide)


@dataclass(frozen=True)
class Boxes:
    """Many bounds, one a row, none of them resting on convention."""

    low: Ends
    high: Ends

    def take(self, rows: NDArray[np.int64]) -> Boxes:
        """The bounds of some rows."""
        return Boxes(self.low.take(rows), self.high.take(rows))

    def negated(self) -> Boxes:
        """Bounds of −x."""
        return Boxes(self.high.negated(), self.low.negated())

    def plus(self, other: Boxes) -> Boxes:
        """Bounds of a sum."""
        return Boxes(self.low.plus(other.low), self.high.plus(other.high))

    def over(self, other: Boxes) -> Boxes:
        """Bounds of a quotient by what is above nought."""
        low = _pick(self.low.at < 0, self.low.over(other.low), self.low.over(other.high))
        high = _pick(self.high.at < 0, self.high.over(other.high), self.high.over(other.low))
        return Boxes(low, high)

    def shifted(self, by: float) -> Boxes:
        """Bounds moved by a number."""
        point = _points(by, len(self.low.at))
        return Boxes(self.low.plus(point), self.high.plus(point))

    def scaled(self, low: float, high: float) -> Boxes:
        """Bounds with the lower end times one number above nought, the upper times another."""
        size = len(self.low.at)
        return Boxes(self.low.scaled(np.full(size, low)), self.high.scaled(np.full(size, high)))

    def kept(self, low: float, high: float) -> Boxes:
        """Bounds cut to what must hold; left as they are where that would leave nothing."""
        size = len(self.low.at)
        some = ~((self.low.at > high) | (self.high.at < low))
        return Boxes(
            _pick(some & (self.low.at < low), _points(low, size), self.low),
            _pick(some & (self.high.at > high), _points(high, size), self.high),
        )

    def summed(self, groups: NDArray[np.int64], size: int) -> Boxes:
        """Bounds of the sum of each group."""
        return Boxes(self.low.summed(groups, size), self.high.summed(groups, size))

    def parted(self, other: Boxes) -> tuple[Mask, Mask]:
        """Rows that surely do not meet, and rows that surely do."""
        first, second = _gap(self.high, other.low), _gap(other.high, self.low)
        return first[0] | second[0], first[1] & second[1]

    def inside(self, other: Boxes) -> tuple[Mask, Mask]:
        """Rows that surely do not lie inside the other's bounds, and rows that surely do."""
        low_out, low_in = _gap(self.low, other.low, of_one_side=True)
        high_out, high_in = _gap(other.high, self.high, of_one_side=True)
        return low_out | high_out, low_in & high_in


def _points(at: float, size: int) -> Ends:
    return Ends(np.full(size, at), np.zeros(size), np.zeros(size, np.bool_))


def _pick(which: Mask, yes: Ends, no: Ends) -> Ends:
    return Ends(
        np.where(which, yes.at, no.at),
        np.where(which, yes.err, no.err),
        np.where(which, yes.is_open, no.is_open),
    )


def _gap(first: Ends, second: Ends, *, of_one_side: bool = False) -> tuple[Mask, Mask]:
    """Rows where `first` is surely below `second`, and rows where it surely is not.

    Exact and equal ends are apart where one is open; ends of one side reach equally far where
    neither is. What remains is in neither answer.
    """
    with np.errstate(invalid="ignore"):
        err = (first.err + second.err) * _SLACK
        below, above = first.at + err < second.at, first.at - err > second.at
    equal = (first.at == second.at) & ((err == 0) | np.isinf(first.at))
    shut = ~(first.is_open | second.is_open)
    if of_one_side:
        return below, above | (equal & (shut | np.isinf(first.at)))
    return below | (equal & ~shut), above | (equal & shut)
