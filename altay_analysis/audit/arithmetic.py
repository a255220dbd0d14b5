"""Bounds of sums, quotients and products, each figure once however often it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import count

from altay_analysis.audit.figures import Figure
from altay_analysis.interval import Bounds
from altay_analysis.quantity import Number, box_bounds

__all__ = [
    "NOUGHT",
    "ONE",
    "above_nought",
    "box",
    "grown",
    "kept",
    "point",
    "quotient",
    "ratio",
    "total",
]

ONE, NOUGHT = Fraction(1), Fraction(0)

_ABOVE = Bounds(Fraction(0), None, low_end="open")


def total(terms: Iterable[tuple[int, Figure]]) -> Bounds:
    """Bounds of a sum with signs; x − x is 0."""
    weights: dict[str, tuple[int, Bounds]] = {}
    fresh = count()
    for sign, figure in terms:
        key = figure.id or f"#{next(fresh)}"
        weights[key] = (weights.get(key, (0, figure.bounds))[0] + sign, figure.bounds)
    parts = [_times(bounds, weight) for weight, bounds in weights.values() if weight]
    low, low_end = _end([(each.low, each.low_end) for each in parts])
    high, high_end = _end([(each.high, each.high_end) for each in parts])
    return Bounds(low, high, low_end, high_end)


def _times(bounds: Bounds, weight: int) -> Bounds:
    if weight > 0:
        return bounds.scaled(Fraction(weight))
    low = None if bounds.high is None else bounds.high * weight
    high = None if bounds.low is None else bounds.low * weight
    return Bounds(low, high, bounds.high_end, bounds.low_end)


def _end(ends: Sequence[tuple[Fraction | None, str]]) -> tuple[Fraction | None, str]:
    """Sum of ends on one side: it is as loose as the loosest of them."""
    if any(number is None for number, _ in ends):
        return None, "closed"
    kinds = {kind for _, kind in ends}
    kind = next((each for each in ("conventional", "open") if each in kinds), "closed")
    return sum((number for number, _ in ends if number is not None), Fraction(0)), kind


def box(formula: Callable[..., Number], figures: Sequence[Figure]) -> Bounds:
    """Bounds of a formula that is monotone in each figure; an id that stands twice is one."""
    keys = [figure.id or f"#{place}" for place, figure in enumerate(figures)]
    distinct = list(dict.fromkeys(keys))
    boxes = [figures[keys.index(key)].bounds for key in distinct]
    places = [distinct.index(key) for key in keys]
    return box_bounds(lambda *numbers: formula(*(numbers[place] for place in places)), boxes)


def above_nought(bounds: Bounds) -> Bounds | None:
    """Cut to what can be divided by: a base is above nought. None where nothing is left."""
    return bounds.meet(_ABOVE)


def kept(bounds: Bounds, low: Fraction | None, high: Fraction | None = None) -> Bounds:
    """Cut to what must hold (part ≤ whole); left as it is where that would leave nothing."""
    return bounds.meet(Bounds(low, high)) or bounds


def point(value: Fraction) -> Bounds:
    """Bounds of one value."""
    return Bounds(value, value)


def ratio(
    formula: Callable[..., Number], over: Figure, under: Figure, low: Fraction | None
) -> Bounds | None:
    """Bounds of a quotient whose base is above nought; None where it cannot be."""
    base = above_nought(under.bounds)
    if base is None:
        return None
    based = replace(under, bounds=base)
    first = based if over.id and over.id == under.id else over
    found = box(formula, [first, based])
    if found.low is None and first.bounds.low is not None and first.bounds.low >= 0:
        # Over and under without an end have no corner there, yet no quotient below nought.
        least = formula(NOUGHT, ONE)
        found = kept(found, least if isinstance(least, Fraction) else low)
    return kept(found, low)


def quotient(a: Number, b: Number) -> Number:
    """A part by its whole."""
    return a / b


def grown(b: Number, a: Number) -> Number:
    """What b is more than a, as a share of a."""
    return b / a - 1
