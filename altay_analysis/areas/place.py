"""What the texts print on one place and period, whatever it is, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from altay_analysis.areas.analysis import Analysis, Gathering, Scope
from altay_analysis.errors import UsageError
from altay_analysis.periods import fullest

if TYPE_CHECKING:
    import pandas as pd

    from altay_analysis.catalogue import Catalogue, Observation

__all__ = ["AREA", "SECTORS", "analyse", "aspect", "firmest", "together", "usual"]

AREA = "elsewhere"
SECTORS = ("primary", "secondary", "tertiary")

_STANDINGS = ("official", "press", "repost")
_SUFFIXES = (
    ("_share_of_gdp_change", "share_change"),
    ("_share_change", "share_change"),
    ("_growth_change", "growth_change"),
    ("_share_of_gdp", "share"),
    ("_share", "share"),
    ("_contribution_rate", "contribution"),
    ("_pull", "pull"),
    ("_growth_real", "real"),
    ("_growth", "growth"),
    ("_change", "change"),
)
"""What an indicator says of another one, by how its id ends."""

_FULL = ("", "_value_added", "_revenue")
"""What the other one's id can end in: `tax_share` is the share of `tax_revenue`."""

_USUAL = 2
_TOGETHER = {
    "social_security_health_expenditure": ("social_security_expenditure", "health_expenditure"),
}
"""What some texts print as one figure, of which others print the parts."""


def analyse(catalogue: Catalogue, scope: Scope) -> Analysis:
    """Gather every figure of a place and period, with what its texts print for other periods.

    A text counts with the period of which it prints most figures of the place; what it prints
    for others stands in the same analysis.

    Returns
    -------
    Analysis
        Observed: each indicator's figure of the period by the indicator, the one with the
        narrowest bounds where a text prints several; every other figure by its own id. Derived:
        the sectors' shares of GDP where none is printed (percent), `revenue_cover` (general
        public budget revenue as a share of expenditure, as a ratio) and `income_ratio` (urban
        income per head as a multiple of rural).

    Raises
    ------
    UsageError
        Where nothing is printed for the place and period.
    """
    here = catalogue.pick(region=scope.region)
    if not (here["period"] == scope.period).any():
        known = ", ".join(sorted(set(here["period"]))) or "none"
        raise UsageError(
            f"period {scope.period!r} has no figures of region {scope.region}; "
            f"those with figures: {known}"
        )
    keys = zip(here["source"], here["period"], strict=True)
    own = {source for source, best in fullest(keys).items() if best == scope.period}
    shown = here[(here["period"] == scope.period) | here["source"].isin(list(own))]
    gathered = Gathering(catalogue, AREA, scope, observed=_observed(catalogue, scope, shown))
    _follow(gathered)
    return gathered.finish()


def _observed(catalogue: Catalogue, scope: Scope, rows: pd.DataFrame) -> dict[str, Observation]:
    found = [catalogue.observation(str(name)) for name in rows.index]
    first = firmest(catalogue, [each for each in found if each.period == scope.period])
    taken = {each.id for each in first.values()}
    keys = {each.id: each.indicator if each.id in taken else each.id for each in found}
    return {keys[each.id]: each for each in found}


def firmest(catalogue: Catalogue, figures: Iterable[Observation]) -> dict[str, Observation]:
    """Return by indicator the figure with the narrowest bounds, of equals the best standing."""
    first: dict[str, Observation] = {}
    for each in sorted(figures, key=lambda each: _order(catalogue, each)):
        first.setdefault(each.indicator, each)
    return first


def _order(catalogue: Catalogue, figure: Observation) -> tuple[float, int, str]:
    """Put the figure with the narrowest bounds first, then the one that stands best."""
    bounds = figure.bounds
    known = bounds.low is not None and bounds.high is not None
    width = float((bounds.high or 0) - (bounds.low or 0)) if known else float("inf")
    standing = str(catalogue.sources.at[figure.source, "standing"])
    return width, _STANDINGS.index(standing), figure.id


def _follow(gathered: Gathering) -> None:
    for sector in SECTORS:
        if f"{sector}_share_of_gdp" not in gathered.observed:
            part = f"{sector}_value_added"
            gathered.derive(f"{sector}_share", "share", part=part, whole="gdp")
    revenue, expenditure = "gpb_revenue", "gpb_expenditure"
    gathered.derive("revenue_cover", "ratio", over=revenue, under=expenditure)
    incomes = {"after": "urban_income_per_head", "before": "rural_income_per_head"}
    gathered.derive("income_ratio", "multiple", **incomes)


def aspect(catalogue: Catalogue, indicator: str) -> tuple[str, str]:
    """Return which indicator another one says something of, and what.

    Returns
    -------
    (str, str)
        Id of the indicator itself with `level`, or of the one that it is a share, a change or a
        growth of with one of share, share_change, change, real, nominal, growth, growth_change,
        contribution, pull.
    """
    for suffix, found in _SUFFIXES:
        stem = indicator.removesuffix(suffix)
        if stem == indicator:
            continue
        for end in _FULL:
            if stem + end in catalogue.indicators.index:
                return stem + end, _priced(catalogue, indicator, found)
    return indicator, "level"


def _priced(catalogue: Catalogue, indicator: str, found: str) -> str:
    base = str(catalogue.indicators.at[indicator, "base_en"])
    return "nominal" if found == "growth" and "current prices" in base else found


def usual(catalogue: Catalogue, analysis: Analysis) -> Mapping[str, tuple[str, ...]]:
    """Return what two or more other places of the level print, and this one does not, by area.

    Only indicators that are no change, growth or share of another one are named, and none that
    the place prints in one figure with another.
    """
    level = catalogue.regions.at[analysis.scope.region, "level"]
    rows = catalogue.observations
    alike = catalogue.regions.index[catalogue.regions["level"] == level]
    others = rows[rows["region"].isin(alike) & (rows["region"] != analysis.scope.region)]
    counts = others.groupby("indicator")["region"].nunique()
    printed = {aspect(catalogue, each.indicator)[0] for each in analysis.observed.values()}
    printed |= {part for whole in printed for part in _TOGETHER.get(whole, ())}
    wanted = [
        str(indicator)
        for indicator in catalogue.indicators.index
        if counts.get(indicator, 0) >= _USUAL
        and aspect(catalogue, str(indicator)) == (indicator, "level")
        and indicator not in printed
    ]
    return _by_area(catalogue, wanted)


def together(analysis: Analysis) -> Mapping[str, tuple[str, ...]]:
    """Return what the place prints as one figure only, with the parts that others print."""
    printed = {each.indicator for each in analysis.observed.values()}
    return {
        whole: parts
        for whole, parts in _TOGETHER.items()
        if whole in printed and not printed.intersection(parts)
    }


def _by_area(catalogue: Catalogue, indicators: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for indicator in indicators:
        area = str(catalogue.indicators.at[indicator, "area"])
        found[area] = (*found.get(area, ()), indicator)
    return found
