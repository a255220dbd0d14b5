"""What an area's analysis is made of: observations of one place and period, and what follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from altay_analysis.formulas import Estimate, derive
from altay_analysis.numerals import fold
from altay_analysis.quantity import Bounds, Quantity, Unit

if TYPE_CHECKING:
    from altay_analysis.catalogue import Catalogue, Observation

__all__ = ["Analysis", "Gathering", "Scope", "counter_of"]

_STANDINGS = ("official", "press", "repost")


@dataclass(frozen=True)
class Scope:
    """What an analysis is about: a place, a period and the period that it is set against."""

    region: str
    period: str
    baseline_period: str = ""


@dataclass(frozen=True)
class Analysis:
    """The figures of one area, for one place and period.

    Attributes
    ----------
    area : str
        Id of the area, as in `indicators.csv`.
    scope : Scope
        What it is about.
    observed : mapping of str to Observation
        Key -> the printed figure; a figure that is not published has no key.
    derived : mapping of str to Estimate
        Key -> what follows from the printed figures; without its operands it has no key.
    assumed : mapping of str to str
        Key -> what a what-if assumes, as it is shown; no source prints it.
    """

    area: str
    scope: Scope
    observed: Mapping[str, Observation]
    derived: Mapping[str, Estimate]
    assumed: Mapping[str, str] = field(default_factory=dict)

    def __contains__(self, key: object) -> bool:
        return key in self.observed or key in self.derived

    def quantity(self, key: str) -> Quantity:
        """Quantity of an observed or derived figure."""
        found = self.derived.get(key)
        return self.observed[key].quantity if found is None else found.quantity

    def counter(self, key: str) -> str:
        """Classifier behind a printed count of things: 件 of 1222件.

        That of its first operand for a derived figure; empty where the token ends in none.
        """
        found = self.observed.get(key)
        if found is None:
            first = self.derived[key].operands[0][1]
            found = next((o for o in self.observed.values() if o.id == first), None)
        return "" if found is None else counter_of(found)

    def reference(self, key: str) -> str:
        """Id under which the evidence lists a figure."""
        found = self.derived.get(key)
        return self.observed[key].id if found is None else found.id


_COUNTERS = frozenset("个件家部座条项户所处")


def counter_of(observation: Observation) -> str:
    """Classifier behind a printed count of things; empty where the token ends in none."""
    last = fold(observation.as_printed)[-1:]
    return last if last in _COUNTERS else ""


@dataclass
class Gathering:
    """Gathers the figures of one area; what is not published is left out, with all it carries."""

    catalogue: Catalogue
    area: str
    scope: Scope
    observed: dict[str, Observation] = field(default_factory=dict)
    derived: dict[str, Estimate] = field(default_factory=dict)
    assumed: dict[str, Quantity] = field(default_factory=dict)

    def assume(self, key: str, value: Fraction, unit: str) -> None:
        """Take a value of a what-if, which no source prints."""
        self.assumed[key] = Quantity(value, Bounds(value, value), unit)

    def observe(self, indicator: str, *, at: str = "", key: str = "") -> None:
        """Take an indicator's observation for a period, or for an interval that ends with it."""
        found = self.catalogue.figures(indicator=indicator, region=self.scope.region)
        fits = _fits([each.period for each in found], at or self.scope.period)
        ids = [each.id for each, is_fit in zip(found, fits, strict=True) if is_fit]
        if ids:
            best = min(ids, key=self._standing)
            self.observed[key or indicator] = self.catalogue.observation(best)

    def derive(self, key: str, formula: str, **operands: str | int) -> None:
        """Derive a figure; an operand is the key of a figure or a whole number."""
        needed = [operand for operand in operands.values() if isinstance(operand, str)]
        if not self._known().issuperset(needed):
            return
        given = {role: self._operand(operand) for role, operand in operands.items()}
        self.derived[key] = derive(f"{self.area}.{key}", formula, given, self._units())

    def finish(self) -> Analysis:
        """Return what was gathered."""
        shown = {key: self._shown(key) for key in self.assumed}
        return Analysis(self.area, self.scope, dict(self.observed), dict(self.derived), shown)

    def _shown(self, key: str) -> str:
        assumed = self.assumed[key]
        unit = "%" if assumed.unit == "percent" else ""
        return f"{float(assumed.bounds.low or 0):g}{unit}"

    def _known(self) -> set[str]:
        return {*self.observed, *self.derived, *self.assumed}

    def _operand(self, operand: str | int) -> tuple[str, Quantity]:
        if isinstance(operand, int):
            exact = Fraction(operand)
            return f"#{operand}", Quantity(exact, Bounds(exact, exact), "number")
        if operand in self.assumed:
            return f"#{self._shown(operand)}", self.assumed[operand]
        if operand in self.observed:
            return self.observed[operand].id, self.observed[operand].quantity
        return self.derived[operand].id, self.derived[operand].quantity

    def _standing(self, observation: str) -> tuple[int, str]:
        source = self.catalogue.observations.at[observation, "source"]
        return _STANDINGS.index(self.catalogue.sources.at[source, "standing"]), observation

    def _units(self) -> dict[str, Unit]:
        frame = self.catalogue.units
        return {
            unit: Unit(unit, dimension, Fraction(factor))
            for unit, dimension, factor in zip(
                frame.index, frame["dimension"], frame["factor"], strict=True
            )
        }


def _fits(periods: list[str], wanted: str) -> list[bool]:
    exact = [period == wanted for period in periods]
    return exact if any(exact) else [period.endswith(f"/{wanted}") for period in periods]
