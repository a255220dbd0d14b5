"""Every unit that a token can name, without a data folder: dimension and factor by its id."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

from altay_analysis.errors import UsageError
from altay_analysis.numerals import MULTIPLIERS
from altay_analysis.quantity import Unit

__all__ = ["NUMBER", "base_of", "known_unit", "prefix_of"]

NUMBER = "number"
"""Unit of a figure that names none."""

_BASES = {
    "percent": ("share", "1/100"),
    "permille": ("share", "1/1000"),
    "permyriad": ("share", "1/10000"),
    "per_100k": ("share", "1/100000"),
    "percentage_point": ("share", "1/100"),
    "tenth": ("share", "1/10"),
    "fraction": ("share", "1"),
    "times": ("multiple", "1"),
    "ratio": ("ratio", "1"),
    "designation": ("designation", "1"),
    "yuan": ("money", "1"),
    "usd": ("us_dollar", "1"),
    "community": ("item", "1"),
    "mu": ("land", "1"),
    "hectare": ("land", "15"),
    "square_kilometre": ("land", "1500"),
    "kilometre": ("length", "1"),
    "square_metre": ("floor_space", "1"),
    "ton": ("mass", "1"),
    "kilogram": ("mass", "1/1000"),
    "cubic_metre": ("volume", "1"),
    "kilowatt_hour": ("energy", "1"),
    "hour": ("time", "1"),
}
"""Dimension and factor by id; a unit that is not here is a dimension of its own (person)."""

_PREFIXES = sorted(MULTIPLIERS.values(), key=lambda pair: -len(pair[0]))
_SELF = (
    "person",
    "person_time",
    "session",
    "village",
    "city",
    "household",
    "head",
    "day",
    "month",
    "year",
    "item",
    "number",
)


def prefix_of(unit: str) -> str:
    """Multiplier of a unit's id; empty where it has none.

    Examples
    --------
    >>> prefix_of("10k_yuan"), prefix_of("per_100k")
    ('10k_', '')
    """
    return next((prefix for prefix, _ in _PREFIXES if unit.startswith(prefix)), "")


def base_of(unit: str) -> str:
    """Unit without its multiplier: yuan of `10k_yuan`."""
    return unit.removeprefix(prefix_of(unit))


@cache
def known_unit(id: str) -> Unit:
    """Return a unit that `printed.read` can give.

    Raises
    ------
    UsageError
        Where no token names such a unit.

    Examples
    --------
    >>> known_unit("10k_yuan")
    Unit(id='10k_yuan', dimension='money', factor=Fraction(10000, 1))
    """
    base = base_of(id)
    if base not in _BASES and base not in _SELF:
        raise UsageError(f"unit {id!r} is none that a token can name; give one of units.csv")
    dimension, factor = _BASES.get(base, (base, "1"))
    times = dict(MULTIPLIERS.values()).get(prefix_of(id), 1)
    return Unit(id, dimension, Fraction(factor) * times)
