"""What a notebook calls: load the data, check its parameters, and return the page of an area."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from altay_analysis.areas import collective_economy as collective
from altay_analysis.areas.analysis import Scope
from altay_analysis.errors import UsageError
from altay_analysis.present.collective_economy import CollectiveEconomyPage
from altay_analysis.wording import LANGUAGES

if TYPE_CHECKING:
    from altay_analysis.catalogue import Catalogue

__all__ = ["collective_economy"]

_PERIOD = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


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
        Code by GB/T 2260, as in `regions.csv`.
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
    """
    from altay_analysis.loading import load

    _check_language(lang)
    scope = Scope(
        str(region),
        _period("period", period),
        _period("baseline_period", baseline_period),
    )
    if scope.baseline_period >= scope.period:
        raise UsageError(
            f"baseline_period {scope.baseline_period} is not before period {scope.period}; "
            "give an earlier one"
        )
    catalogue = load(Path(data_dir))
    _check_region(catalogue, scope.region)
    return CollectiveEconomyPage(catalogue, collective.analyse(catalogue, scope), lang)


def _check_language(lang: str) -> None:
    if lang not in LANGUAGES:
        raise UsageError(
            f"lang {lang!r} is not known; give one of {', '.join(LANGUAGES)}"
        )


def _period(name: str, value: str | int) -> str:
    text = str(value)
    if not _PERIOD.fullmatch(text):
        raise UsageError(f"{name} {text!r} is not a period; give it as 2025 or 2025-06")
    return text


def _check_region(catalogue: Catalogue, region: str) -> None:
    if region not in catalogue.regions.index:
        raise UsageError(
            f"region {region!r} is not in regions.csv; give a code by GB/T 2260 that is, "
            "such as 654301 (Altay City)"
        )
