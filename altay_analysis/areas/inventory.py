"""Inventory: every figure of an area for a place and a period, with nothing derived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altay_analysis.areas.analysis import Analysis, Gathering, Scope

if TYPE_CHECKING:
    from altay_analysis.catalogue import Catalogue

__all__ = ["analyse", "areas"]


def analyse(catalogue: Catalogue, area: str, scope: Scope) -> Analysis:
    """Gather what is printed on an area, a key an indicator, in the order of indicators.csv.

    Raises
    ------
    UsageError
        Where the area is not known.
    """
    catalogue.pick(area=area)  # refuses an area that is not known
    found = Gathering(catalogue, area, scope)
    of_area = catalogue.indicators["area"] == area
    for indicator in catalogue.indicators.index[of_area]:
        found.observe(str(indicator))
    return found.finish()


def areas(catalogue: Catalogue, scope: Scope) -> list[str]:
    """Return the areas that have figures for a place and a period, the first indicator's first."""
    rows = catalogue.pick(region=scope.region, period=scope.period)
    held = set(catalogue.indicators.loc[rows["indicator"].unique(), "area"])
    return [area for area in catalogue.indicators["area"].unique() if area in held]
