"""What a researcher chooses: an area, indicators, places and periods, among what has figures."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from altay_analysis.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

    from altay_analysis.catalogue import Catalogue

__all__ = ["COLUMNS", "Choice", "Offer", "chosen", "offer", "rows", "settled"]

COLUMNS = {"indicators": "indicator", "regions": "region", "periods": "period"}
"""What can be chosen several times over, and its column in the observations."""


@dataclass(frozen=True)
class Choice:
    """An area, and what is chosen in it; nothing chosen of a kind leaves all of it."""

    area: str
    indicators: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()


@dataclass(frozen=True)
class Offer:
    """What there is to choose, in the order of the tables; periods with the latest first.

    Attributes
    ----------
    indicators, regions, periods : tuple of str
        Those that have figures in the area, given what is chosen of the other two.
    """

    areas: tuple[str, ...]
    indicators: tuple[str, ...]
    regions: tuple[str, ...]
    periods: tuple[str, ...]


def chosen(
    catalogue: Catalogue,
    area: str,
    indicators: Iterable[str] = (),
    regions: Iterable[str | int] = (),
    periods: Iterable[str | int] = (),
) -> Choice:
    """Return a choice whose every name is known; a code or a year may come as a whole number.

    Raises
    ------
    UsageError
        Where an area, indicator or place is not known, or no figure is of a period.
    """
    catalogue.pick(area=area)
    made = Choice(area, _texts(indicators), _texts(regions), _texts(periods))
    for indicator in made.indicators:
        catalogue.pick(indicator=indicator)
    for region in made.regions:
        catalogue.pick(region=region)
    known = sorted(set(catalogue.observations["period"]))
    for period in made.periods:
        if period not in known:
            raise UsageError(f"no figure is of period {period!r}; there are {', '.join(known)}")
    return made


def _texts(given: Iterable[str | int]) -> tuple[str, ...]:
    held = [given] if isinstance(given, str | int) else given
    return tuple(dict.fromkeys(str(each) for each in held))


def rows(catalogue: Catalogue, choice: Choice, *, leaving: str = "") -> pd.DataFrame:
    """Return the observations of a choice, in the order of the file.

    Parameters
    ----------
    leaving : str
        A key of `COLUMNS` whose choice does not count.
    """
    found = catalogue.pick(area=choice.area)
    for name, column in COLUMNS.items():
        held = getattr(choice, name)
        if held and name != leaving:
            found = found[found[column].isin(held)]
    return found


def offer(catalogue: Catalogue, choice: Choice) -> Offer:
    """Say what there is to choose, given a choice: only what has figures."""
    used = catalogue.indicators.loc[catalogue.observations["indicator"].unique(), "area"]
    areas = [area for area in catalogue.indicators["area"].unique() if area in set(used)]
    indicators, regions, periods = (
        set(rows(catalogue, choice, leaving=name)[column]) for name, column in COLUMNS.items()
    )
    return Offer(
        tuple(areas),
        tuple(each for each in catalogue.indicators.index if each in indicators),
        tuple(each for each in catalogue.regions.index if each in regions),
        tuple(sorted(periods, key=_latest, reverse=True)),
    )


def _latest(period: str) -> tuple[str, str]:
    first, _, last = period.partition("/")
    return last or first, first


def settled(catalogue: Catalogue, choice: Choice) -> Choice:
    """Leave out of a choice what has no figure in the area, then what has none beside the rest."""
    here = offer(catalogue, Choice(choice.area))
    for name in COLUMNS:
        choice = _keeping(choice, name, getattr(here, name))
    for name in ("periods", "regions", "indicators"):
        choice = _keeping(choice, name, getattr(offer(catalogue, choice), name))
    return choice


def _keeping(choice: Choice, name: str, there: Collection[str]) -> Choice:
    held = {kind: getattr(choice, kind) for kind in COLUMNS}
    held[name] = tuple(each for each in held[name] if each in there)
    return Choice(choice.area, **held)
