"""Livelihood: the leaders' projects, the budget share, designations and volunteers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altay_analysis.areas.analysis import Analysis, Gathering, Scope

if TYPE_CHECKING:
    from altay_analysis.catalogue import Catalogue

__all__ = ["AREA", "analyse"]

AREA = "livelihood"


def analyse(catalogue: Catalogue, scope: Scope) -> Analysis:
    """Derive what the printed figures on livelihood say.

    Parameters
    ----------
    catalogue : Catalogue
        The data.
    scope : Scope
        Place and period; no baseline.

    Returns
    -------
    Analysis
        Observed: `projects`, `completion` (percent of `projects`), `budget_share` (percent of
        general public budget revenue), `volunteers` (in the unit printed), and a designation a
        key of its indicator. Derived: `completed` and `open` (whole projects; an upper end
        rests on what 余 means).
    """
    found = Gathering(catalogue, AREA, scope)
    found.observe("leaders_projects", key="projects")
    found.observe("leaders_projects_completion", key="completion")
    found.observe("livelihood_revenue_share", key="budget_share")
    found.observe("volunteers")
    indicators = catalogue.indicators
    awarded = (indicators["area"] == AREA) & (indicators["kind"] == "designation")
    for indicator in indicators.index[awarded]:
        found.observe(indicator)
    found.derive("completed", "whole_part", whole="projects", share="completion")
    found.derive("open", "open", whole="projects", share="completion")
    return found.finish()
