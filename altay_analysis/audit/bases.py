"""Formulas of rates and of figures that rest on one base."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from altay_analysis.audit.arithmetic import NOUGHT, ONE, above_nought, point, quotient, ratio, total
from altay_analysis.audit.figures import Figure
from altay_analysis.audit.levels import compared, lacking
from altay_analysis.audit.records import Comparison, Outcome, Reading
from altay_analysis.interval import Bounds
from altay_analysis.quantity import Unit

__all__ = ["groups", "without_index", "work_base", "work_rate"]

_LEAST, _MOST = Fraction(1, 2), Fraction(2)
_INDEX = re.compile(r"_[0-9]+$")


def without_index(role: str) -> str:
    """Role without the number that pairs it with others: part of part_1."""
    return _INDEX.sub("", role)


def work_rate(reading: Reading) -> Outcome:
    """Claimed = part ÷ whole, or the base that it implies is near the printed one."""
    if needs := lacking(reading, "claimed", "part"):
        return needs
    part, whole, near = reading.one("part"), reading.get("whole"), reading.get("near")
    if whole is not None:
        computed = ratio(quotient, part, whole, None)
        return Outcome(needs=("whole",)) if computed is None else compared(reading, computed)
    implied = ratio(quotient, part, reading.one("claimed"), None)
    printed = None if near is None else above_nought(near.bounds)
    if near is None or implied is None or printed is None:
        return Outcome(needs=("whole",), implied=implied)
    ends = printed.scaled(_LEAST).low, printed.scaled(_MOST).high
    span = Bounds(*ends, "conventional", "conventional")
    return Outcome(
        (Comparison(span, implied, near.unit),), ("whole",), provable=False, implied=implied
    )


def work_base(reading: Reading) -> Outcome:
    """The bases that the figures imply meet."""
    printed = reading.get("base")
    bases = list(_implied_bases(reading))
    unit = printed.unit if printed is not None else _base_unit(reading)
    if unit is None or len(bases) + (printed is not None) < 2:
        return Outcome(needs=("base",))
    pairs = [Comparison(a, b, unit, decides=False) for a, b in combinations(bases, 2)]
    if printed is not None:
        pairs = [Comparison(printed.bounds, each, unit) for each in bases] + pairs
    return Outcome(tuple(pairs), provable=printed is not None)


def _base_unit(reading: Reading) -> Unit | None:
    for term in reading.terms:
        if without_index(term.role) in ("part", "after", "change"):
            return term.figure.unit
    return None


def groups(reading: Reading) -> tuple[Mapping[str, Figure], ...]:
    """Figures that belong together, by role without the index that pairs them."""
    found: dict[str, dict[str, Figure]] = {}
    for term in reading.terms:
        role = without_index(term.role)
        found.setdefault(term.role[len(role) :], {})[role] = term.figure
    return tuple(found.values())


def _implied_bases(reading: Reading) -> Iterator[Bounds]:
    for group in groups(reading):
        yield from (found for found in _bases_of(group) if found is not None)


def _bases_of(group: Mapping[str, Figure]) -> Iterable[Bounds | None]:
    part, share = group.get("part"), group.get("share")
    after, change, growth = group.get("after"), group.get("change"), group.get("growth")
    if part is not None and share is not None:
        yield ratio(quotient, part, share, NOUGHT)
    if after is not None and change is not None:
        yield total([(1, after), (-1, change)])
    if after is not None and growth is not None:
        factor = replace(
            growth, bounds=total([(1, growth), (1, replace(growth, id="", bounds=point(ONE)))])
        )
        yield ratio(quotient, after, factor, None)
    if change is not None and growth is not None:
        yield _either_sign(change, growth)


def _either_sign(change: Figure, growth: Figure) -> Bounds | None:
    """A change by its growth; a fall by a fall is a base above nought too."""
    if growth.bounds.high is not None and growth.bounds.high < 0:
        change, growth = (
            replace(each, id="", bounds=total([(-1, each)])) for each in (change, growth)
        )
    return ratio(quotient, change, growth, None)
