"""Numbers with bounds and a unit, and named formulas evaluated over the bounds.

Everything here is exact: values are `fractions.Fraction`. A derived quantity is a formula over
operands, each operand once, evaluated at the corners of the box that their bounds span.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from typing import Any, Self

from altay_analysis.errors import UsageError
from altay_analysis.interval import END_KINDS, Bounds, digits

__all__ = ["END_KINDS", "Bounds", "Far", "Number", "Quantity", "Unit", "box_bounds", "convert"]


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

    def __str__(self) -> str:
        return f"{self.bounds} {self.unit}"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """Answer readably in a notebook; `repr` stays exact."""
        value = "" if self.value is None else f"{digits(self.value)} in "
        printer.text("…" if cycle else f"Quantity {value}{self}")


def convert(quantity: Quantity, to: str, units: Mapping[str, Unit]) -> Quantity:
    """Express a quantity in another unit of its dimension.

    Raises
    ------
    UsageError
        Where the dimensions differ (persons are not person-times), or a unit is not known.
    """
    if quantity.unit == to:
        return quantity
    missing = [unit for unit in (quantity.unit, to) if unit not in units]
    if missing:
        raise UsageError(f"unit {missing[0]!r} is not in units.csv; add it there, or mend it")
    old, new = units[quantity.unit], units[to]
    if old.dimension != new.dimension:
        raise UsageError(
            f"unit {old.id} ({old.dimension}) cannot be given in {new.id} ({new.dimension}); "
            "compare figures of one dimension only"
        )
    factor = old.factor / new.factor
    value = None if quantity.value is None else quantity.value * factor
    return Quantity(value, quantity.bounds.scaled(factor), to)


class _Beside(Fraction):
    """Nought as the end of an operand that lies on one side of it: what it divides goes far."""

    side: int

    def __new__(cls, side: int) -> Self:
        made = super().__new__(cls, 0)
        made.side = side
        return made

    def __rtruediv__(self, other: Fraction | int) -> Far:  # type: ignore[misc, override]
        if not other:
            raise ZeroDivisionError("nothing by nothing")
        return Far(self.side if other > 0 else -self.side)


@dataclass(frozen=True)
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
        if isinstance(other, _Beside):
            return Far(self.sign * other.side)
        return self * other

    def __rtruediv__(self, other: Fraction | int) -> Fraction:
        return Fraction(0)


Number = Fraction | Far
Corner = tuple[int, ...]
"""Side taken of each operand: 0 its lower end, 1 its upper end, 2 nought between them."""


@dataclass(frozen=True)
class _Side:
    number: Number
    end: str


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
        extremes are at corners. A pole at nought inside an operand's bounds is found too.
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
    sides = [_sides(bounds) for bounds in operands]
    results = _results(formula, sides)
    reach = Bounds(None, None)
    flagged = (False, False)
    if results is not None:
        reach, flagged = _hull(results, sides)
    cut = reach.clip(low, high)
    rests = (flagged[0] and cut.low != low, flagged[1] and cut.high != high)
    cut = cut.whole() if whole else cut
    return replace(
        cut,
        low_end="conventional" if rests[0] else cut.low_end,
        high_end="conventional" if rests[1] else cut.high_end,
    )


def _sides(bounds: Bounds) -> list[_Side]:
    low, high = bounds.low, bounds.high
    if low is not None and low == high:
        return [_Side(low, "conventional" if bounds.is_conventional else bounds.low_end)]
    first = _Side(Far(-1), "open") if low is None else _Side(low, bounds.low_end)
    last = _Side(Far(1), "open") if high is None else _Side(high, bounds.high_end)
    if low == 0:
        first = replace(first, number=_Beside(1))
    if high == 0:
        last = replace(last, number=_Beside(-1))
    if (low is None or low < 0) and (high is None or high > 0):
        return [first, last, _Side(Fraction(0), "closed")]
    return [first, last]


def _results(
    formula: Callable[..., Number], sides: Sequence[Sequence[_Side]]
) -> dict[Corner, Number] | None:
    """Result at each corner, or None where one has no limit."""
    results: dict[Corner, Number] = {}
    for corner in product(*(range(len(each)) for each in sides)):
        try:
            found = formula(*(each[i].number for each, i in zip(sides, corner, strict=True)))
        except ZeroDivisionError:
            return None
        results[corner] = found if isinstance(found, Far) else Fraction(found)
    return results


def _hull(
    results: Mapping[Corner, Number], sides: Sequence[Sequence[_Side]]
) -> tuple[Bounds, tuple[bool, bool]]:
    """Bounds that the corners span, and whether each end rests on convention."""
    finite = [number for number in results.values() if not isinstance(number, Far)]
    signs = {number.sign for number in results.values() if isinstance(number, Far)}
    low = None if -1 in signs or not finite else min(finite)
    high = None if 1 in signs or not finite else max(finite)
    (low_open, low_usage), (high_open, high_usage) = (
        _rank(end, results, sides) for end in (low, high)
    )
    reach = Bounds(low, high, "open" if low_open else "closed", "open" if high_open else "closed")
    return reach, (low_usage, high_usage)


def _rank(
    extreme: Fraction | None, results: Mapping[Corner, Number], sides: Sequence[Sequence[_Side]]
) -> tuple[bool, bool]:
    """Whether an extreme is excluded, and whether it rests on convention, where least so.

    Where both sides of an operand reach the extreme, every value between them does: on such
    a face the operand's own ends do not matter.
    """
    if extreme is None:
        return False, False
    faces = _faces({corner for corner, number in results.items() if number == extreme})
    ends = [
        {each[i].end for each, i in zip(sides, face, strict=True) if i is not None}
        for face in faces
    ]
    return min(("open" in kinds, "conventional" in kinds) for kinds in ends)


def _faces(corners: Iterable[Corner]) -> set[tuple[int | None, ...]]:
    """Corners, and the faces of the box all of whose corners are among them; None is either."""
    found: set[tuple[int | None, ...]] = set(corners)
    newest = found
    while newest:
        newest = {
            (*face[:place], None, *face[place + 1 :])
            for face in newest
            for place, side in enumerate(face)
            if side == 0 and (*face[:place], 1, *face[place + 1 :]) in newest
        }
        found = found | newest
    return found
