"""Formulas of the kinds that compare levels: each works one reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from altay_analysis.audit.arithmetic import (
    NOUGHT,
    ONE,
    box,
    grown,
    kept,
    point,
    quotient,
    ratio,
    total,
)
from altay_analysis.audit.figures import Figure
from altay_analysis.audit.records import Comparison, Outcome, Reading
from altay_analysis.audit.whole import nearest_fraction, wholes
from altay_analysis.interval import Bounds
from altay_analysis.quantity import Number

__all__ = [
    "compared",
    "lacking",
    "work_difference",
    "work_multiple",
    "work_order",
    "work_product",
    "work_share",
    "work_structure",
    "work_sum",
    "work_threshold",
    "work_unit",
    "work_whole",
]


def lacking(reading: Reading, *roles: str) -> Outcome | None:
    """What a formula needs, where a figure of these roles is not published."""
    needs = tuple(role for role in roles if reading.get(role) is None)
    return Outcome(needs=needs) if needs else None


def compared(reading: Reading, computed: Bounds) -> Outcome:
    """The printed figure beside what is computed."""
    claimed = reading.one("claimed")
    return Outcome((Comparison(claimed.bounds, computed, claimed.unit),))


def work_share(reading: Reading) -> Outcome:
    """Claimed = part ÷ whole."""
    if needs := lacking(reading, "claimed", "part", "whole"):
        return needs
    computed = ratio(quotient, reading.one("part"), reading.one("whole"), None)
    if computed is None:
        return Outcome(needs=("whole",))
    return compared(reading, kept(computed, NOUGHT, ONE))


def work_sum(reading: Reading) -> Outcome:
    """Claimed = the sum of the parts."""
    if needs := lacking(reading, "claimed", "part"):
        return needs
    return compared(reading, total((1, part) for part in reading.all("part")))


def work_difference(reading: Reading) -> Outcome:
    """Claimed = after − before."""
    if needs := lacking(reading, "claimed", "after", "before"):
        return needs
    return compared(reading, total([(1, reading.one("after")), (-1, reading.one("before"))]))


def work_multiple(reading: Reading) -> Outcome:
    """Claimed = after ÷ before, less 1 where it grew by that."""
    if needs := lacking(reading, "claimed", "after", "before"):
        return needs
    formula, low = (grown, -ONE) if reading.name == "by" else (quotient, NOUGHT)
    computed = ratio(formula, reading.one("after"), reading.one("before"), low)
    return Outcome(needs=("before",)) if computed is None else compared(reading, computed)


def work_threshold(reading: Reading) -> Outcome:
    """Claimed holds each value, or the number of those at or under a limit."""
    if reading.get("each") is not None or reading.get("limit") is not None:
        return lacking(reading, "claimed", "each", "limit") or _under_limit(reading)
    if needs := lacking(reading, "claimed", "value"):
        return needs
    claimed = reading.one("claimed")
    return Outcome(
        tuple(
            Comparison(claimed.bounds, each.bounds, claimed.unit) for each in reading.all("value")
        )
    )


def _under_limit(reading: Reading) -> Outcome:
    """How many are at or under a limit, where one bound is said of each of them."""
    each, limit = reading.one("each").bounds, reading.one("limit").bounds
    under = Bounds(None, limit.high)
    if not each.meets(under):
        return compared(reading, point(NOUGHT))
    return compared(reading, Bounds(ONE if each.within(under) else NOUGHT, None))


def work_order(reading: Reading) -> Outcome:
    """Each upper is at least its lower."""
    chain = list(pairwise(reading.all("item")))
    below = [(upper, lower) for upper in reading.all("upper") for lower in reading.all("lower")]
    if not chain + below:
        return Outcome(needs=("lower",) if reading.get("upper") else ("upper",))
    at_least = Bounds(NOUGHT, None)
    return Outcome(
        tuple(
            Comparison(at_least, total([(1, upper), (-1, lower)]), upper.unit)
            for upper, lower in chain + below
        )
    )


def work_whole(reading: Reading) -> Outcome:
    """Claimed is a whole number of things by their number."""
    if needs := lacking(reading, "claimed", "whole"):
        return needs
    claimed, things = reading.one("claimed"), reading.one("whole").bounds
    if things.high is not None and things.high < 1:
        return Outcome(needs=("whole",))
    capped = claimed.unit.dimension == "share"
    found = wholes(claimed.bounds, things, capped=capped)
    if found:
        computed = Bounds(NOUGHT, ONE if capped else None)
    else:
        first = max(int(things.low or 1), 1)
        computed = point(nearest_fraction(claimed.bounds, first, capped=capped))
    return Outcome(
        (Comparison(claimed.bounds, computed, claimed.unit),), provable=False, solutions=found
    )


def work_structure(reading: Reading) -> Outcome:
    """The parts make one, or the whole."""
    if needs := lacking(reading, "part"):
        return needs
    parts = [piece for part in reading.all("part") for piece in _pieces(part)]
    whole = reading.get("whole")
    claimed = whole.bounds if whole is not None else point(ONE)
    return Outcome((Comparison(claimed, total((1, part) for part in parts), parts[0].unit),))


def _pieces(part: Figure) -> Iterator[Figure]:
    """A figure, or the parts of a ratio printed as one (8.4:40.9:50.7), in per cent."""
    if ":" not in part.value:
        yield part
        return
    for number in part.value.split(":"):
        half = Fraction(1, 2 * 10 ** len(number.partition(".")[2]))
        value, percent = Fraction(number), Fraction(1, 100)
        bounds = Bounds(value - half, value + half).scaled(percent)
        yield replace(
            part, id="", value=number, bounds=bounds, unit=replace(part.unit, factor=percent)
        )


def work_product(reading: Reading) -> Outcome:
    """Claimed = the product of the factors."""
    if needs := lacking(reading, "claimed", "factor"):
        return needs
    factors = reading.all("factor")
    if len(factors) < 2:
        return Outcome(needs=("factor",))
    return compared(reading, box(_multiplied, factors))


def _multiplied(*factors: Number) -> Number:
    product: Number = ONE
    for factor in factors:
        product = product * factor
    return product


def work_unit(reading: Reading) -> Outcome:
    """The unit has the dimension that the reading names."""
    claimed = reading.one("claimed")
    if reading.name and reading.name not in (claimed.unit.dimension, claimed.unit.id):
        return Outcome(needs=(reading.name,))
    return compared(reading, claimed.bounds)
