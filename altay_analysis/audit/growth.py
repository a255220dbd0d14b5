"""Formulas of growth: by two levels, by a change, or by the whole numbers of a year before."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from altay_analysis.audit.arithmetic import NOUGHT, ONE, grown, point, quotient, ratio, total
from altay_analysis.audit.figures import Figure
from altay_analysis.audit.levels import compared, lacking
from altay_analysis.audit.records import Comparison, Outcome, Reading, Solution
from altay_analysis.audit.whole import fractions_of, nearest_fraction
from altay_analysis.interval import Bounds

__all__ = ["always_whole", "work_growth"]


def work_growth(reading: Reading) -> Outcome:
    """Claimed = what after is more than before, as a share of it."""
    after, before, change = (reading.get(role) for role in ("after", "before", "change"))
    if (needs := lacking(reading, "claimed")) or (after is None and change is None):
        return needs or Outcome(needs=("after",))
    if reading.name == "points":
        if after is not None and before is not None:
            return compared(reading, total([(1, after), (-1, before)]))
    elif computed := _growth_of(after, before, change):
        return compared(reading, computed)
    if after is not None and before is None and change is None:
        return _year_before(reading, after)
    return Outcome(needs=("before",))


def _growth_of(after: Figure | None, before: Figure | None, change: Figure | None) -> Bounds | None:
    if after is not None and before is not None:
        return ratio(grown, after, before, -ONE)
    if change is not None and before is not None:
        return ratio(quotient, change, before, -ONE)
    if change is not None and after is not None:
        return _from_rest(ratio(quotient, change, after, None), after)
    return None


def _from_rest(share: Bounds | None, after: Figure) -> Bounds | None:
    """Growth by the share r of the change in the level after it: r ÷ (1 − r) is 1 ÷ (1 − r) − 1."""
    if share is None:
        return None
    one = replace(after, id="", bounds=point(ONE))
    rest = replace(after, id="", bounds=total([(1, one), (-1, replace(one, bounds=share))]))
    return ratio(grown, one, rest, -ONE)


def _year_before(reading: Reading, after: Figure) -> Outcome:
    """Work a rise whose earlier figure is not printed by the whole numbers that would do."""
    claimed, fewest, most = (reading.get(role) for role in ("claimed", "fewest", "most"))
    assert claimed is not None
    earlier = _earlier(reading, after, claimed.bounds)
    if fewest is not None and most is not None:
        window, capped = range(max(_first(fewest), 1), _first(most) + 1), True
    elif after.kind == "count" and reading.name != "points":
        window, capped = range(1, 2), False
    else:
        return Outcome(needs=("before",))
    found = [each for n in window if (each := fractions_of(earlier, n, capped=capped))]
    # What grew, grew from something: the nearest that could have been is above nought.
    near = [] if found else [
        max(nearest_fraction(earlier, n, capped=capped), Fraction(1, n)) for n in window
    ]  # fmt: skip
    if not window:
        return Outcome(needs=("before",))
    return _by_whole_numbers(reading, after, found, near)


def always_whole(reading: Reading) -> bool:
    """Whether a whole number lies before this rise, and before every smaller one.

    What the earlier figure can be is after ÷ (1 + rise): the smaller the rise, the wider. Where
    it is wider than 1 there is a whole number in it. False where that is not known.
    """
    claimed, after = reading.get("claimed"), reading.get("after")
    others = ("before", "change", "fewest", "most")
    if claimed is None or after is None or any(reading.get(role) for role in others):
        return False
    if after.kind != "count" or reading.name == "points":
        return False
    earlier = _earlier(reading, after, claimed.bounds)
    return earlier.low is None or earlier.high is None or earlier.high - earlier.low > 1


def _first(figure: Figure) -> int:
    return int(figure.bounds.low or 0)


def _earlier(reading: Reading, after: Figure, rise: Bounds) -> Bounds:
    """Bounds of the figure before the rise, by after − rise or after ÷ (1 + rise)."""
    risen = replace(after, id="", bounds=rise)
    if reading.name == "points":
        return total([(1, after), (-1, risen)])
    grown = replace(
        risen, bounds=total([(1, risen), (1, replace(after, id="", bounds=point(ONE)))])
    )
    return ratio(quotient, after, grown, NOUGHT) or Bounds(NOUGHT, None)


def _by_whole_numbers(
    reading: Reading, after: Figure, found: list[Solution], near: list[Fraction]
) -> Outcome:
    before = [Fraction(n, each.whole) for each in found for n in (each.fewest, each.most)]
    rises = [
        _rise(reading, after, earlier)
        for earlier in ((min(before), max(before)) if before else near)
    ]
    claimed = reading.one("claimed")
    if before:
        computed = _hull(rises)
    else:
        offers = [Comparison(claimed.bounds, each, claimed.unit) for each in rises]
        computed = min(offers, key=lambda each: each.gap).computed
    comparison = Comparison(claimed.bounds, computed, claimed.unit)
    return Outcome((comparison,), ("before",), provable=False, solutions=tuple(found))


def _rise(reading: Reading, after: Figure, earlier: Fraction) -> Bounds:
    before = replace(after, id="", bounds=point(earlier))
    if reading.name == "points":
        return total([(1, after), (-1, before)])
    return ratio(grown, after, before, -ONE) or Bounds(None, None)


def _hull(every: list[Bounds]) -> Bounds:
    low = (
        None
        if any(b.low is None for b in every)
        else min(b.low for b in every if b.low is not None)
    )
    high = (
        None
        if any(b.high is None for b in every)
        else max(b.high for b in every if b.high is not None)
    )
    return Bounds(low, high)
