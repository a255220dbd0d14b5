"""Primary organisations: the five-good rating, and what its change can mean."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from altay_analysis.areas.analysis import Analysis, Gathering, Scope

if TYPE_CHECKING:
    from altay_analysis.catalogue import Catalogue

__all__ = ["AREA", "analyse"]

AREA = "primary_organisations"


def analyse(
    catalogue: Catalogue,
    scope: Scope,
    target_share: Fraction | None = None,
    target_year: int | None = None,
) -> Analysis:
    """Derive what the printed figures on primary organisations say.

    Parameters
    ----------
    catalogue : Catalogue
        The data.
    scope : Scope
        Place and period; no baseline.
    target_share : Fraction, optional
        A share in percent to be reached: a what-if, not a figure of the source.
    target_year : int, optional
        The year by which it is to be reached, after the period.

    Returns
    -------
    Analysis
        Observed: `eligible`, `rated`, `share` (percent of `eligible`), `rise` (on the year
        before, of a meaning that is not printed), `moved_up` (percent of a number that is not
        printed), `sites_city`, `sites_prefecture`, `sites_region`. Derived: `not_rated`,
        `share_between` (of the two counts), `before_points`, `before_relative` (share of the
        year before, percent, under two readings), `before_count` (branches of the year before
        under the third: between whole numbers where no count fits), and with a target
        `needed_points`, `needed_pace` (points in all and a year), `needed_rated` (branches, of
        as many organisations as now).
    """
    found = Gathering(catalogue, AREA, scope)
    found.observe("eligible_organisations", key="eligible")
    found.observe("five_good_branches", key="rated")
    found.observe("five_good_share", key="share")
    found.observe("five_good_share_rise", key="rise")
    found.observe("moved_up_rate", key="moved_up")
    for level in ("city", "prefecture", "region"):
        found.observe(f"demonstration_sites_{level}", key=f"sites_{level}")
    found.derive("not_rated", "rest", whole="eligible", part="rated")
    found.derive("share_between", "share", part="rated", whole="eligible")
    found.derive("before_points", "before_points", level="share", rise="rise")
    found.derive("before_relative", "before_relative", level="share", rise="rise")
    found.derive("before_count", "before_growth", level="rated", rise="rise")
    _what_if(found, scope, target_share, target_year)
    return found.finish()


def _what_if(
    found: Gathering,
    scope: Scope,
    target_share: Fraction | None,
    target_year: int | None,
) -> None:
    if target_share is None or target_year is None:
        return
    found.assume("target", target_share, "percent")
    found.assume("year", Fraction(target_year), "number")
    years = target_year - int(scope.period[:4])
    found.derive("needed_points", "points_between", after="target", before="share")
    found.derive("needed_pace", "points_a_year", after="target", before="share", years=years)
    found.derive("needed_rated", "needed", whole="eligible", share="target")
