"""The village collective economy: totals, growth, and what the printed figures leave open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altay_analysis.areas.analysis import Analysis, Gathering, Scope

if TYPE_CHECKING:
    from altay_analysis.catalogue import Catalogue

__all__ = ["AREA", "analyse"]

AREA = "collective_economy"


def analyse(catalogue: Catalogue, scope: Scope) -> Analysis:
    """Derive what the printed figures on the village collective economy say.

    Parameters
    ----------
    catalogue : Catalogue
        The data.
    scope : Scope
        Place, period, and the baseline period of the growth; years for both.

    Returns
    -------
    Analysis
        Observed: `income` (total of the period), `baseline_income`, `increase`, `growth`,
        `multiple` (as printed, between the two), `floor` (that every village passed),
        `weak_villages`, `operating_share`. Derived: `increase_between` (difference of the
        totals), `increase_gap` (that difference less the printed increase), `growth_between`,
        `multiple_between`, `annual_growth`, `operating_income`, `most_villages`.
    """
    found = Gathering(catalogue, AREA, scope)
    span = f"{scope.baseline_period}/{scope.period}"
    found.observe("village_income", key="income")
    found.observe("village_income", at=scope.baseline_period, key="baseline_income")
    for key in ("increase", "growth", "multiple"):
        found.observe(f"village_income_{key}", at=span, key=key)
    found.observe("village_income_floor", key="floor")
    found.observe("weak_villages")
    found.observe("operating_income_share", key="operating_share")
    _derive(found, scope)
    return found.finish()


def _derive(found: Gathering, scope: Scope) -> None:
    totals = {"after": "income", "before": "baseline_income"}
    found.derive("increase_between", "difference", **totals)
    found.derive("increase_gap", "gap", **totals, printed="increase")
    found.derive("growth_between", "growth", **totals)
    found.derive("multiple_between", "multiple", **totals)
    years = int(scope.period[:4]) - int(scope.baseline_period[:4])
    if years > 0:
        found.derive("annual_growth", "annual_growth", **totals, years=years)
    found.derive("operating_income", "part", whole="income", share="operating_share")
    found.derive("most_villages", "most_villages", total="income", floor="floor")
