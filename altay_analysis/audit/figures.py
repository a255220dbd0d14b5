"""Figures as an audit sees them: bounds in base units, and what else the digits could have been."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from altay_analysis.errors import TokenError
from altay_analysis.interval import Bounds
from altay_analysis.numerals import fold
from altay_analysis.precision import bounds
from altay_analysis.quantity import Unit

__all__ = ["PURE", "Figure", "as_over", "based", "cut_off", "relaxed", "shown"]

PURE = Unit("number", "number")
"""Unit of a constant that is a number of things, or a factor."""

_DECIMAL = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_OVER = re.compile("超|突破|逾")


@dataclass(frozen=True)
class Figure:
    """A printed figure, or a constant, that stands in a claim.

    Attributes
    ----------
    id : str
        Id of the observation; empty for a constant.
    value : str
        As the column `value` writes it, in `unit`.
    kind : str
        Kind of the indicator; empty for a constant.
    bounds : Bounds
        What the figure can be, in the base unit of its dimension.
    """

    id: str
    value: str
    unit: Unit
    qualifier: str
    kind: str
    bounds: Bounds
    indicator: str = ""
    region: str = ""
    period: str = ""
    source: str = ""
    locator: int = 0
    as_printed: str = ""

    @property
    def is_decimal(self) -> bool:
        """Whether the value is digits that can be stepped and exchanged."""
        return bool(_DECIMAL.fullmatch(self.value))

    @property
    def center(self) -> Fraction | None:
        """The printed number in base units; None where more than one number stands there."""
        return Fraction(self.value) * self.unit.factor if self.is_decimal else None

    @property
    def place(self) -> Fraction:
        """One unit of the last printed digit, in the printed unit."""
        return Fraction(1, 10 ** len(self.value.partition(".")[2]))

    def at(self, value: str) -> Figure | None:
        """The same figure with another value; None where no such figure could be printed."""
        try:
            read = bounds(value, self.unit.id, self.qualifier, self.kind)
        except TokenError:
            return None
        changed = {"value": value, "bounds": read.scaled(self.unit.factor)}
        # `replace` asks for each field by name, and an audit steps some ten thousand times.
        return Figure(**{**vars(self), **changed})

    def stepped(self, steps: int) -> Figure | None:
        """The same figure so many units of its last digit away."""
        places = len(self.value.partition(".")[2])
        return self.at(shown(int(self.value.replace(".", "")) + steps, places))


def shown(digits: int, places: int) -> str:
    """Write a whole number of last places as a decimal, trailing zeros kept.

    Examples
    --------
    >>> shown(4590, 2)
    '45.90'
    """
    text = str(abs(digits)).rjust(places + 1, "0")
    sign = "-" if digits < 0 else ""
    return f"{sign}{text[:-places]}.{text[-places:]}" if places else f"{sign}{text}"


def based(figure: Figure, read: Bounds) -> Figure:
    """The figure with other bounds, given in its printed unit and kept to what its kind allows."""
    wide = bounds("0", figure.unit.id, "at_least", figure.kind)
    limits = wide if figure.kind in ("share", "count", "amount", "threshold", "multiple") else None
    met = read.meet(limits) if limits else read
    return replace(figure, bounds=(met or read).scaled(figure.unit.factor))


def relaxed(figure: Figure) -> Figure:
    """The figure without the ends that rest on convention: nothing breaks on those alone."""
    if not figure.bounds.is_conventional:
        return figure
    printed = figure.bounds.scaled(1 / figure.unit.factor)
    low = None if printed.low_end == "conventional" else printed.low
    high = None if printed.high_end == "conventional" else printed.high
    return based(figure, Bounds(low, high, printed.low_end, printed.high_end))


def cut_off(figure: Figure) -> Figure:
    """A rounded figure, read as cut off after its last digit: towards nought, half open."""
    if figure.qualifier != "rounded" or not figure.is_decimal:
        return figure
    value, place = Fraction(figure.value), figure.place
    low = value if value > 0 or figure.value[0] != "-" else value - place
    high = value if figure.value[0] == "-" else value + place
    ends = ("closed", "open") if figure.value[0] != "-" else ("open", "closed")
    if value == 0:
        low, high, ends = -place, place, ("open", "open")
    return based(figure, Bounds(low, high, *ends))


def as_over(figure: Figure) -> Figure | None:
    """A figure in full precision behind 突破 or 超, read as what it is over; None for others."""
    if figure.qualifier != "rounded" or not _OVER.search(fold(figure.as_printed)):
        return None
    return based(figure, Bounds(Fraction(figure.value), None, low_end="open"))
