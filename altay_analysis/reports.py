"""What a notebook calls: load the data, check its parameters, and return the page of an area."""

from __future__ import annotations

import re
from collections.abc import Collection
from fractions import Fraction
from typing import TYPE_CHECKING

from altay_analysis.areas import collective_economy as collective
from altay_analysis.areas import governance_teams as teams
from altay_analysis.areas import inventory as inventories
from altay_analysis.areas import livelihood as lives
from altay_analysis.areas import place
from altay_analysis.areas import primary_organisations as organisations
from altay_analysis.areas.analysis import Scope
from altay_analysis.audited import audited, claims_on
from altay_analysis.errors import UsageError
from altay_analysis.present.claims_audit import ClaimsAuditPage
from altay_analysis.present.collective_economy import CollectiveEconomyPage
from altay_analysis.present.elsewhere import ElsewherePage
from altay_analysis.present.governance_teams import GovernanceTeamsPage
from altay_analysis.present.inventory import InventoryPage
from altay_analysis.present.livelihood import LivelihoodPage
from altay_analysis.present.overview import OverviewPage
from altay_analysis.present.page import Page
from altay_analysis.present.primary_organisations import PrimaryOrganisationsPage
from altay_analysis.wording import LANGUAGES

if TYPE_CHECKING:
    from altay_analysis.catalogue import Catalogue

__all__ = [
    "audited",
    "claims_audit",
    "collective_economy",
    "elsewhere",
    "governance_teams",
    "inventory",
    "livelihood",
    "overview",
    "primary_organisations",
]

_PERIOD = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_SPAN = re.compile(rf"{_PERIOD.pattern}(/{_PERIOD.pattern})?")


def primary_organisations(
    region: str | int,
    period: str | int,
    *,
    target_share: str | float = 0,
    target_year: str | int = 0,
    lang: str = "en",
    data_dir: str = "data",
) -> PrimaryOrganisationsPage:
    """Return the page on the primary organisations of a place.

    Parameters
    ----------
    region, period, lang, data_dir
        As in `collective_economy`.
    target_share : str or float
        A share in percent for the what-if; 0 for none. Goes with `target_year`.
    target_year : str or int
        The year to reach it by, after the period; 0 for none.

    Raises
    ------
    UsageError
        Where a parameter is not of its kind; DataError where the data do not hold.

    Examples
    --------
    >>> import altay_analysis as aa
    >>> page = aa.primary_organisations("654301", "2025", target_share=60, target_year=2027)
    >>> page.answer().kind
    'answer'
    """
    catalogue, scope = _open(region, period, "", lang, data_dir)
    share, year = _target(_given(target_share), _given(target_year), scope.period)
    analysis = organisations.analyse(catalogue, scope, share, year)
    return PrimaryOrganisationsPage(catalogue, analysis, lang)


def collective_economy(
    region: str | int,
    period: str | int,
    baseline_period: str | int,
    *,
    lang: str = "en",
    data_dir: str = "data",
) -> CollectiveEconomyPage:
    """Return the page on the village collective economy of a place.

    Parameters
    ----------
    region : str or int
        Code in `regions.csv`, by GB/T 2260 where that has one.
    period, baseline_period : str or int
        ISO 8601; the baseline is the earlier one.
    lang : str
        `en`, `zh-Hans` or `zh-Hant`.
    data_dir : str
        Folder of the tables.

    Raises
    ------
    UsageError
        Where a parameter is not of its kind; DataError where the data do not hold.

    Examples
    --------
    >>> import altay_analysis as aa
    >>> page = aa.collective_economy("654301", "2025", "2020")
    >>> page.key_figures().kind
    'key_figures'
    """
    catalogue, scope = _open(region, period, baseline_period, lang, data_dir)
    return CollectiveEconomyPage(catalogue, collective.analyse(catalogue, scope), lang)


def claims_audit(region: str | int, *, lang: str = "en", data_dir: str = "data") -> ClaimsAuditPage:
    """Return the page of the audit: every claim on the figures of a place and its divisions.

    Parameters
    ----------
    region : str or int
        Code in `regions.csv`; 100000, the country, for every place that there are figures of.
    lang, data_dir
        As in `collective_economy`; claims of all periods are audited.

    Raises
    ------
    UsageError
        Where a parameter is not of its kind; DataError where the data do not hold.

    Examples
    --------
    >>> import altay_analysis as aa
    >>> aa.claims_audit("654301", lang="zh-Hans").answer().lang
    'zh-Hans'
    """
    _check_language(lang)
    catalogue = _loaded(data_dir)
    _check_region(catalogue, str(region))
    years = catalogue.observations["period"].str.rpartition("/")[2].str[:4]
    scope = Scope(str(region), max(years, default=""))
    return _audit_page(catalogue, scope, lang, catalogue.within(scope.region))


def _audit_page(
    catalogue: Catalogue, scope: Scope, lang: str, regions: Collection[str]
) -> ClaimsAuditPage:
    """Return the page of the claims whose figures are all of some places."""
    places = catalogue.observations["region"]
    chosen = claims_on(catalogue, places.index[places.isin(regions)], every=True)
    found = audited(catalogue, chosen)
    return ClaimsAuditPage(catalogue, found, scope, lang)


def overview(
    region: str | int,
    period: str | int,
    baseline_period: str | int,
    *,
    lang: str = "en",
    data_dir: str = "data",
) -> OverviewPage:
    """Return the overview of a place, written from the pages of all areas and of the audit.

    Parameters and errors as in `collective_economy`.

    Examples
    --------
    >>> import altay_analysis as aa
    >>> aa.overview("654301", "2025", "2020").masthead().content["data_date"] > "2026"
    True
    """
    catalogue, scope = _open(region, period, baseline_period, lang, data_dir)
    pages: dict[str, Page] = {
        organisations.AREA: PrimaryOrganisationsPage(
            catalogue, organisations.analyse(catalogue, scope), lang
        ),
        collective.AREA: CollectiveEconomyPage(
            catalogue, collective.analyse(catalogue, scope), lang
        ),
        teams.AREA: GovernanceTeamsPage(catalogue, teams.analyse(catalogue, scope), lang),
        lives.AREA: LivelihoodPage(catalogue, lives.analyse(catalogue, scope), lang),
    }
    audit_page = _audit_page(catalogue, scope, lang, {scope.region})
    return OverviewPage(catalogue, scope, lang, pages, audit_page)


def elsewhere(
    region: str | int, period: str | int, *, lang: str = "en", data_dir: str = "data"
) -> ElsewherePage:
    """Return the page on any place and period of which something is printed.

    Parameters
    ----------
    region, lang, data_dir
        As in `collective_economy`.
    period : str or int
        ISO 8601; an interval too, such as 2014-01/2014-06.

    Raises
    ------
    UsageError
        Where a parameter is not of its kind, or nothing is printed for the place and period;
        DataError where the data do not hold.

    Examples
    --------
    >>> import altay_analysis as aa
    >>> aa.elsewhere("654300", "2018", lang="zh-Hans").answer().lang
    'zh-Hans'
    """
    catalogue, scope = _open(region, period, "", lang, data_dir, _SPAN)
    analysis = place.analyse(catalogue, scope)
    shown = {each.id for each in analysis.observed.values()}
    places = catalogue.observations["region"]
    here = claims_on(catalogue, places.index[places == scope.region], every=True)
    found = audited(catalogue, here & claims_on(catalogue, shown))
    checked = ClaimsAuditPage(catalogue, found, scope, lang)
    return ElsewherePage(catalogue, analysis, lang, checked)


def governance_teams(
    region: str | int, period: str | int, *, lang: str = "en", data_dir: str = "data"
) -> GovernanceTeamsPage:
    """Return the page on the governance teams of a place; parameters as in `livelihood`.

    Examples
    --------
    >>> import altay_analysis as aa
    >>> aa.governance_teams("654301", "2025").evidence().kind
    'evidence'
    """
    catalogue, scope = _open(region, period, "", lang, data_dir)
    return GovernanceTeamsPage(catalogue, teams.analyse(catalogue, scope), lang)


def inventory(
    region: str | int, period: str | int, area: str, *, lang: str = "en", data_dir: str = "data"
) -> InventoryPage:
    """Return a page of every figure of an area, to begin a report of one's own with.

    Parameters
    ----------
    area : str
        An area of indicators.csv.
    region, period, lang, data_dir
        As in `collective_economy`.

    Raises
    ------
    UsageError
        Where a parameter is not of its kind; DataError where the data do not hold.

    Examples
    --------
    >>> import altay_analysis as aa
    >>> page = aa.inventory("654301", "2025", "livelihood")
    >>> len(page.figures().content["rows"])
    7
    """
    catalogue, scope = _open(region, period, "", lang, data_dir)
    return InventoryPage(catalogue, inventories.analyse(catalogue, area, scope), lang)


def livelihood(
    region: str | int, period: str | int, *, lang: str = "en", data_dir: str = "data"
) -> LivelihoodPage:
    """Return the page on the livelihood projects of a place.

    Parameters
    ----------
    region, period, lang, data_dir
        As in `collective_economy`.

    Raises
    ------
    UsageError
        Where a parameter is not of its kind; DataError where the data do not hold.

    Examples
    --------
    >>> import altay_analysis as aa
    >>> print(aa.livelihood("654301", "2025").key_figures())
    Projects completed: at least 295: over 98% of more than 300
    Budget revenue spent on livelihood: 75%: of general public budget revenue, as printed
    Registered volunteers: 27,000 person-times: unit as printed
    """
    catalogue, scope = _open(region, period, "", lang, data_dir)
    return LivelihoodPage(catalogue, lives.analyse(catalogue, scope), lang)


def _open(
    region: str | int,
    period: str | int,
    baseline: str | int,
    lang: str,
    data_dir: str,
    form: re.Pattern[str] = _PERIOD,
) -> tuple[Catalogue, Scope]:
    """Check the parameters that all reports share, then load the data, then look up the place."""
    _check_language(lang)
    earlier = _period("baseline_period", baseline) if baseline else ""
    scope = Scope(str(region), _period("period", period, form), earlier)
    if scope.baseline_period >= scope.period:
        raise UsageError(
            f"baseline_period {scope.baseline_period} is not before period {scope.period}; "
            "give an earlier one"
        )
    catalogue = _loaded(data_dir)
    _check_region(catalogue, scope.region)
    return catalogue, scope


def _loaded(data_dir: str) -> Catalogue:
    from altay_analysis.loading import load
    from altay_analysis.loading.folders import found_folder

    return load(found_folder("data_dir", data_dir))


def _given(value: str | float) -> str:
    """Text of a parameter, empty where it is left at 0."""
    return "" if str(value) in ("", "0", "0.0") else str(value)


def _target(share: str, year: str, period: str) -> tuple[Fraction | None, int | None]:
    if not share and not year:
        return None, None
    if not share or not year:
        given, other = ("target_share", "target_year") if share else ("target_year", "target_share")
        raise UsageError(f"{given} was given without {other}; give both, or neither")
    try:
        wanted = Fraction(share)
    except (ValueError, ZeroDivisionError):
        raise UsageError(f"target_share {share!r} is not a number; give a percentage") from None
    if not 0 <= wanted <= 100:
        raise UsageError(f"target_share {share} is not within 0 to 100; give a percentage")
    if not re.fullmatch(r"\d{4}", year) or year <= period[:4]:
        raise UsageError(f"target_year {year!r} is not a year after {period[:4]}; give a later one")
    return wanted, int(year)


def _check_language(lang: str) -> None:
    if lang not in LANGUAGES:
        raise UsageError(f"lang {lang!r} is not known; give one of {', '.join(LANGUAGES)}")


def _period(name: str, value: str | int, form: re.Pattern[str] = _PERIOD) -> str:
    text = str(value)
    if not form.fullmatch(text):
        raise UsageError(f"{name} {text!r} is not a period; give it as 2025 or 2025-06")
    return text


def _check_region(catalogue: Catalogue, region: str) -> None:
    if region not in catalogue.regions.index:
        raise UsageError(
            f"region {region!r} is not in regions.csv; give a code that is, "
            "such as 654301 (Altay City)"
        )
