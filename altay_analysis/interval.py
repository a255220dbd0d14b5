"""Bounds: what a number can be, with closed, open and conventional ends. All exact."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from altay_analysis.errors import UsageError

__all__ = ["END_KINDS", "Bounds", "digits"]

END_KINDS = ("closed", "conventional", "open")
"""Kinds of end, the most inclusive first; a conventional end is included, but rests on usage."""


@dataclass(frozen=True)
class Bounds:
    """What a number can be: an interval whose ends are closed, open or conventional.

    Parameters
    ----------
    low, high : Fraction or None
        The ends; None where there is no end on that side.
    low_end, high_end : {"closed", "open", "conventional"}
        A conventional end is a usage of the language (300余 is under 400), not a statement. Where
        there is no end, its kind is closed.
    """

    low: Fraction | None
    high: Fraction | None
    low_end: str = "closed"
    high_end: str = "closed"

    def __post_init__(self) -> None:
        if self.low_end not in END_KINDS or self.high_end not in END_KINDS:
            raise ValueError(f"ends {self.low_end}, {self.high_end}: not among {END_KINDS}")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"bounds run backwards: {self.low} > {self.high}")
        # A missing end has no kind of its own, so that equal bounds are equal records.
        if self.low is None:
            object.__setattr__(self, "low_end", "closed")
        if self.high is None:
            object.__setattr__(self, "high_end", "closed")

    def __str__(self) -> str:
        """Write the bounds as `docs/figures.md` does; a point as its number.

        Digits that do not end are cut outward after six places; ≈ says so of a point.

        Examples
        --------
        >>> print(Bounds(Fraction(300), Fraction(400), "open", "conventional"))
        (300, 400~]
        >>> print(Bounds(Fraction(98), None), Bounds(Fraction(1, 3), Fraction(1, 3)))
        [98, ∞) ≈0.333333
        """
        if self.low is not None and self.is_point:
            return f"{'' if _is_short(self.low) else '≈'}{digits(self.low)}"
        left = "(" if self.low is None or self.low_end == "open" else "["
        right = ")" if self.high is None or self.high_end == "open" else "]"
        low = "-∞" if self.low is None else digits(self.low) + _mark(self.low_end)
        high = "∞" if self.high is None else digits(self.high, up=True) + _mark(self.high_end)
        return f"{left}{low}, {high}{right}"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """Answer readably in a notebook; `repr` stays exact."""
        printer.text("…" if cycle else f"Bounds {self}")

    @property
    def is_point(self) -> bool:
        """Whether the bounds admit one value only."""
        return self.low is not None and self.low == self.high

    @property
    def is_empty(self) -> bool:
        """Whether the ends meet at one value that an open end excludes."""
        return self.is_point and "open" in (self.low_end, self.high_end)

    @property
    def is_conventional(self) -> bool:
        """Whether an end rests on convention."""
        return "conventional" in (self.low_end, self.high_end)

    def contains(self, value: Fraction) -> bool:
        """Whether the value lies within, open ends excluded, conventional ends included."""
        above = (
            self.low is None or value > self.low or (value == self.low and self.low_end != "open")
        )
        below = (
            self.high is None
            or value < self.high
            or (value == self.high and self.high_end != "open")
        )
        return above and below

    def within(self, other: Bounds) -> bool:
        """Whether every value of these bounds lies in the other bounds."""
        return _low_key(self) >= _low_key(other) and _high_key(self) <= _high_key(other)

    def meets(self, other: Bounds) -> bool:
        """Whether some value lies in both."""
        if self.is_empty or other.is_empty:
            return False
        return _reaches(self, other) and _reaches(other, self)

    def meet(self, other: Bounds) -> Bounds | None:
        """Return the bounds of the values that lie in both, or None where there are none.

        Where a closed and a conventional end fall together, the end is closed: it holds without
        the convention.
        """
        if not self.meets(other):
            return None
        low, high = _higher_low(self, other), _lower_high(self, other)
        return Bounds(low.low, high.high, low.low_end, high.high_end)

    def clip(self, low: Fraction | None, high: Fraction | None) -> Bounds:
        """Cut the bounds to a closed interval that is known to hold.

        Raises
        ------
        UsageError
            Where no value of the bounds lies in that interval.
        """
        met = self.meet(Bounds(low, high))
        if met is None:
            raise UsageError(
                f"bounds {_shown(self)} lie outside {_shown(Bounds(low, high))}; "
                "mend the figure or the constraint"
            )
        return met

    def whole(self) -> Bounds:
        """Cut the bounds to the whole numbers inside them.

        Raises
        ------
        UsageError
            Where no whole number lies inside.
        """
        low = None if self.low is None else Fraction(math.ceil(self.low))
        high = None if self.high is None else Fraction(math.floor(self.high))
        low_end, high_end = self.low_end, self.high_end
        if low is not None and low_end == "open":
            low, low_end = (low + 1 if low == self.low else low), "closed"
        if high is not None and high_end == "open":
            high, high_end = (high - 1 if high == self.high else high), "closed"
        if low is not None and high is not None and low > high:
            raise UsageError(
                f"no whole number lies in {_shown(self)}; mend the figure, or say that parts count"
            )
        return Bounds(low, high, low_end, high_end)

    def scaled(self, factor: Fraction) -> Bounds:
        """Multiply by a factor above zero.

        Raises
        ------
        ValueError
            Where the factor is not above zero: it would swap the ends.
        """
        if factor <= 0:
            raise ValueError(f"factor {factor} is not above zero")
        if factor == 1:
            return self
        low = None if self.low is None else self.low * factor
        high = None if self.high is None else self.high * factor
        return Bounds(low, high, self.low_end, self.high_end)


def _shown(bounds: Bounds) -> str:
    left, right = (
        "(" if bounds.low_end == "open" else "[",
        ")" if bounds.high_end == "open" else "]",
    )
    low = "-∞" if bounds.low is None else f"{float(bounds.low):g}"
    high = "∞" if bounds.high is None else f"{float(bounds.high):g}"
    return f"{left}{low}, {high}{right}"


def _reaches(lower: Bounds, upper: Bounds) -> bool:
    """Whether the high end of one lies at the low end of the other, or above."""
    if lower.high is None or upper.low is None:
        return True
    if lower.high == upper.low:
        return "open" not in (lower.high_end, upper.low_end)
    return lower.high > upper.low


_STRICTEST = ("conventional", "closed", "open")


def _higher_low(one: Bounds, other: Bounds) -> Bounds:
    if one.low is None or other.low is None:
        return one if other.low is None else other
    if one.low == other.low:
        return max(one, other, key=lambda each: _STRICTEST.index(each.low_end))
    return one if one.low > other.low else other


def _lower_high(one: Bounds, other: Bounds) -> Bounds:
    if one.high is None or other.high is None:
        return one if other.high is None else other
    if one.high == other.high:
        return max(one, other, key=lambda each: _STRICTEST.index(each.high_end))
    return one if one.high < other.high else other


def _low_key(bounds: Bounds) -> tuple[int, Fraction, int]:
    if bounds.low is None:
        return (0, Fraction(0), 0)
    return (1, bounds.low, int(bounds.low_end == "open"))


def _high_key(bounds: Bounds) -> tuple[int, Fraction, int]:
    if bounds.high is None:
        return (1, Fraction(0), 0)
    return (0, bounds.high, -int(bounds.high_end == "open"))


_PLACES = 6


def digits(value: Fraction, *, up: bool = False) -> str:
    """Write a number out; digits that do not end are cut after six places, downward or upward.

    Examples
    --------
    >>> digits(Fraction(2800, 61)), digits(Fraction(2800, 61), up=True), digits(Fraction(7, 2))
    ('45.901639', '45.90164', '3.5')
    """
    scaled = value * 10**_PLACES
    whole = math.ceil(scaled) if up else math.floor(scaled)
    sign, held = "-" if whole < 0 else "", f"{abs(whole):0{_PLACES + 1}d}"
    shown = f"{held[:-_PLACES]}.{held[-_PLACES:]}".rstrip("0").rstrip(".")
    return sign + shown


def _mark(end: str) -> str:
    return "~" if end == "conventional" else ""


def _is_short(value: Fraction) -> bool:
    scaled: Fraction = value * 10**_PLACES
    return scaled.denominator == 1
