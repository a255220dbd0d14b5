"""Numbers with bounds and a unit, and named formulas evaluated over the bounds.

Everything here is exact: values are `fractions.Fraction`. A derived quantity is a formula over
operands, each operand once, evaluated at the corners of the box that their bounds span.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product

from altay_analysis.errors import UsageError

__all__ = ["END_KINDS", "Bounds", "Far", "Quantity", "Unit", "box_bounds", "convert"]

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
        A conventional end is a usage of the language (300余 is under 400), not a statement.
    """

    low: Fraction | None
    high: Fraction | None
    low_end: str = "closed"
    high_end: str = "closed"

    def __post_init__(self) -> None:
        if {self.low_end, self.high_end} - set(END_KINDS):
            raise ValueError(
                f"ends {self.low_end}, {self.high_end}: not among {END_KINDS}"
            )
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"bounds run backwards: {self.low} > {self.high}")

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
            self.low is None
            or value > self.low
            or (value == self.low and self.low_end != "open")
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
        return self.meet(other) is not None

    def meet(self, other: Bounds) -> Bounds | None:
        """Return the bounds of the values that lie in both, or None where there are none."""
        low = max(self, other, key=_low_key)
        high = min(self, other, key=_high_key)
        if low.low is not None and high.high is not None:
            if low.low > high.high:
                return None
            if low.low == high.high and "open" in (low.low_end, high.high_end):
                return None
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
                f"bounds {self.low} to {self.high} lie outside {low} to {high}"
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
            raise UsageError(f"no whole number lies in {self.low} to {self.high}")
        return Bounds(low, high, low_end, high_end)

    def scaled(self, factor: Fraction) -> Bounds:
        """Multiply by a factor above zero."""
        low = None if self.low is None else self.low * factor
        high = None if self.high is None else self.high * factor
        return replace(self, low=low, high=high)


def _low_key(bounds: Bounds) -> tuple[int, Fraction, int]:
    if bounds.low is None:
        return (0, Fraction(0), 0)
    return (1, bounds.low, int(bounds.low_end == "open"))


def _high_key(bounds: Bounds) -> tuple[int, Fraction, int]:
    if bounds.high is None:
        return (1, Fraction(0), 0)
    return (0, bounds.high, -int(bounds.high_end == "open"))


@dataclass(frozen=True)
class Unit:
    """A unit as data: its dimension, and its factor to the dimension's base unit."""

    id: str
    dimension: str
    factor: Fraction = Fraction(1)


@dataclass(frozen=True)
class Quantity:
    """A number as printed or derived: value, bounds and unit.

    Parameters
    ----------
    value : Fraction or None
        The number that stands in the text, or what the formula gives for the printed values;
        None where only bounds are known.
    bounds : Bounds
        What the number can be, in the same unit.
    unit : str
        Id in `units.csv`.
    """

    value: Fraction | None
    bounds: Bounds
    unit: str


def convert(quantity: Quantity, to: str, units: Mapping[str, Unit]) -> Quantity:
    """Express a quantity in another unit of its dimension.

    Raises
    ------
    UsageError
        Where the dimensions differ: persons are not person-times.
    """
    if quantity.unit == to:
        return quantity
    old, new = units[quantity.unit], units[to]
    if old.dimension != new.dimension:
        raise UsageError(
            f"unit {old.id} ({old.dimension}) cannot be given in {new.id} ({new.dimension}); "
            "compare figures of one dimension only"
        )
    factor = old.factor / new.factor
    value = None if quantity.value is None else quantity.value * factor
    return Quantity(value, quantity.bounds.scaled(factor), to)


@dataclass(frozen=True, order=False)
class Far:
    """Plus or minus infinity at a corner without an end; what has no limit raises."""

    sign: int

    def __add__(self, other: Far | Fraction | int) -> Far:
        if isinstance(other, Far) and other.sign != self.sign:
            raise ZeroDivisionError("infinity less infinity")
        return self

    __radd__ = __add__

    def __neg__(self) -> Far:
        return Far(-self.sign)

    def __sub__(self, other: Far | Fraction | int) -> Far:
        return self + (-other)

    def __rsub__(self, other: Far | Fraction | int) -> Far:
        return (-self) + other

    def __mul__(self, other: Far | Fraction | int) -> Far:
        sign = other.sign if isinstance(other, Far) else (other > 0) - (other < 0)
        if not sign:
            raise ZeroDivisionError("nothing times infinity")
        return Far(self.sign * sign)

    __rmul__ = __mul__

    def __truediv__(self, other: Far | Fraction | int) -> Far:
        if isinstance(other, Far):
            raise ZeroDivisionError("infinity by infinity")
        return self * other

    def __rtruediv__(self, other: Fraction | int) -> Fraction:
        return Fraction(0)


Number = Fraction | Far


@dataclass(frozen=True)
class _Corner:
    result: Number
    ends: tuple[str, ...] = ()

    @property
    def rank(self) -> tuple[bool, bool]:
        """Whether the corner is excluded, and whether it rests on convention."""
        return "open" in self.ends, "conventional" in self.ends


def box_bounds(
    formula: Callable[..., Number],
    operands: Sequence[Bounds],
    *,
    low: Fraction | None = None,
    high: Fraction | None = None,
    whole: bool = False,
) -> Bounds:
    """Bounds of a formula over the box of its operands.

    Parameters
    ----------
    formula : callable
        Takes one number an operand; monotone in each of them over the box, so that its
        extremes are at corners.
    operands : sequence of Bounds
        One an operand, in the formula's order and in base units.
    low, high : Fraction, optional
        Closed constraints that hold for the result.
    whole : bool
        Whether the result is a whole number of things.

    Returns
    -------
    Bounds
        An end that needs a conventional end of an operand is conventional, else one that needs
        an open end is open. A corner without a limit leaves the result without ends, but for the
        constraints.

    Raises
    ------
    UsageError
        Where the constraints leave nothing.
    """
    corners = list(_corners(formula, operands))
    known = [corner for corner in corners if corner is not None]
    raw = _hull(known) if len(known) == len(corners) else Bounds(None, None)
    cut = raw.clip(low, high)
    cut = cut.whole() if whole else cut
    return replace(
        cut,
        low_end=_flagged(cut.low_end, raw.low, low, known),
        high_end=_flagged(cut.high_end, raw.high, high, known),
    )


def _corners(
    formula: Callable[..., Number], operands: Sequence[Bounds]
) -> Iterable[_Corner | None]:
    sides = [_sides(bounds) for bounds in operands]
    for corner in product(*sides):
        try:
            result = formula(*(number for number, _ in corner))
        except ZeroDivisionError:
            yield None
        else:
            yield _Corner(result, tuple(end for _, end in corner))


def _sides(bounds: Bounds) -> list[tuple[Number, str]]:
    if bounds.is_point and bounds.low is not None:
        return [(bounds.low, bounds.low_end)]
    low = (Far(-1), "open") if bounds.low is None else (bounds.low, bounds.low_end)
    high = (Far(1), "open") if bounds.high is None else (bounds.high, bounds.high_end)
    return [low, high]


def _hull(corners: Sequence[_Corner]) -> Bounds:
    finite = [c for c in corners if isinstance(c.result, Fraction)]
    signs = {c.result.sign for c in corners if isinstance(c.result, Far)}
    low = None if -1 in signs or not finite else min(_value(c) for c in finite)
    high = None if 1 in signs or not finite else max(_value(c) for c in finite)
    return Bounds(low, high, _end_at(finite, low), _end_at(finite, high))


def _value(corner: _Corner) -> Fraction:
    assert isinstance(corner.result, Fraction)
    return corner.result


def _end_at(corners: Sequence[_Corner], extreme: Fraction | None) -> str:
    return "open" if _rank_at(corners, extreme)[0] else "closed"


def _rank_at(corners: Sequence[_Corner], extreme: Fraction | None) -> tuple[bool, bool]:
    """Rank of the most inclusive corner that reaches an extreme."""
    reached = [corner.rank for corner in corners if corner.result == extreme]
    return min(reached, default=(False, False))


def _flagged(
    end: str,
    extreme: Fraction | None,
    constraint: Fraction | None,
    corners: Sequence[_Corner],
) -> str:
    """Flag an end that rests on convention, unless a constraint set it."""
    if extreme is None or extreme == constraint:
        return end
    return "conventional" if _rank_at(corners, extreme)[1] else end
