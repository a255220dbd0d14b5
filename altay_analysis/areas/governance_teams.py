"""The five governance teams: their make-up, the pipeline, and what they did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altay_analysis.areas.analysis import Analysis, Gathering, Scope

if TYPE_CHECKING:
    from altay_analysis.catalogue import Catalogue

__all__ = ["AREA", "analyse"]

AREA = "governance_teams"

_OBSERVED = {
    "members": "team_members",
    "party_share": "team_party_share",
    "returnees": "returnees",
    "committee": "committee_entrants",
    "joined": "party_entrants",
    "reserve": "reserve",
    "talks": "talks",
    "works": "works",
    "tours": "tours",
    "reach": "reach",
    "matters": "matters",
    "completion": "matters_completion",
    "loans": "farm_loans",
    "households": "model_households",
    "points": "practice_points",
    "commended": "commended",
}


def analyse(catalogue: Catalogue, scope: Scope) -> Analysis:
    """Derive what the printed figures on the governance teams say.

    Parameters
    ----------
    catalogue : Catalogue
        The data.
    scope : Scope
        Place and period; no baseline.

    Returns
    -------
    Analysis
        Observed: the sixteen figures printed. Derived: `party_members` and `others` (whole
        persons), `reserve_ratio` and `joined_ratio` (people who entered village committees or
        the Party, for each one in reserve: flows beside a stock, so ratios and not shares),
        `returnee_ratio` (for each member), `reach_per_tour` (person-times a touring talk),
        `completed` and `open` (matters).
    """
    found = Gathering(catalogue, AREA, scope)
    for key, indicator in _OBSERVED.items():
        found.observe(indicator, key=key)
    found.derive("party_members", "whole_part", whole="members", share="party_share")
    found.derive("others", "open", whole="members", share="party_share")
    found.derive("returnee_ratio", "ratio", over="returnees", under="members")
    found.derive("reserve_ratio", "ratio", over="committee", under="reserve")
    found.derive("joined_ratio", "ratio", over="joined", under="reserve")
    found.derive("reach_per_tour", "reach_a_session", reach="reach", sessions="tours")
    found.derive("completed", "whole_part", whole="matters", share="completion")
    found.derive("open", "open", whole="matters", share="completion")
    return found.finish()
