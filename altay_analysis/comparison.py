"""Figures of other places, years and sources: which can stand beside each other, and which not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from altay_analysis.interval import Bounds
from altay_analysis.quantity import Unit, convert
from altay_analysis.refusals import REFUSALS, Refusal, refuse, units_of

if TYPE_CHECKING:
    from altay_analysis.catalogue import Catalogue, Observation

__all__ = [
    "REFUSALS",
    "Comparison",
    "Entry",
    "Ranks",
    "Refusal",
    "compare",
    "groups",
    "rank",
    "refuse",
]


@dataclass(frozen=True)
class Entry:
    """One figure of a comparison.

    Attributes
    ----------
    observation : Observation
        The figure as printed.
    bounds : Bounds
        What it can be, in the unit of the comparison.
    standing : str
        How its source stands: official, press or repost.
    text_seen : str
        Whether the whole text was seen, or only its beginning: whole or cut.
    """

    observation: Observation
    bounds: Bounds
    standing: str
    text_seen: str


@dataclass(frozen=True)
class Comparison:
    """Figures of one indicator that can stand on one axis, the greatest first.

    Attributes
    ----------
    unit : str
        Unit of all bounds: the indicator's.
    refused : tuple of Refusal
        Why each of the other figures of the indicator cannot stand here.
    """

    indicator: str
    unit: str
    entries: tuple[Entry, ...]
    refused: tuple[Refusal, ...] = ()

    @property
    def periods(self) -> tuple[str, ...]:
        """Periods of the figures, the earliest first."""
        return tuple(sorted({each.observation.period for each in self.entries}))

    @property
    def places(self) -> tuple[str, ...]:
        """Places of the figures, each once, in their order here."""
        return tuple(dict.fromkeys(each.observation.region for each in self.entries))

    @property
    def is_ranked(self) -> bool:
        """Whether a rank means something: one period, and one figure a place, of two or more."""
        one_each = len(self.places) == len(self.entries) > 1
        return one_each and len(self.periods) == 1


@dataclass(frozen=True)
class Ranks:
    """Ranks that a figure can have, 1 being the greatest; figures that tie share a rank."""

    observation: str
    low: int
    high: int


def compare(
    catalogue: Catalogue,
    indicator: str,
    *,
    regions: Collection[str] | None = None,
    period: str | None = None,
    beside: str = "",
) -> Comparison:
    """Set the figures of an indicator beside each other, as far as they can be compared.

    Parameters
    ----------
    regions : collection of str, optional
        Codes of the places; all where none are given.
    period : str, optional
        The period; all where none is given.
    beside : str, optional
        Id of a figure that the others are to stand beside. Without one the largest group of
        figures that can be compared is taken, the first in the file among equals.

    Returns
    -------
    Comparison
        A source that prints a figure twice for one place and period counts once, by the one
        with the narrower bounds.

    Raises
    ------
    UsageError
        Where the indicator is not known.
    """
    found = groups(catalogue, indicator, regions=regions, period=period)
    if not found:
        return Comparison(indicator, str(catalogue.indicators.at[indicator, "unit"]), ())
    holding = [each for each in found if beside in _ids(each)]
    chosen = holding[0] if holding else max(found, key=lambda each: len(each.entries))
    by_id = {name: catalogue.observation(name) for each in found for name in _ids(each)}
    first = by_id[beside] if holding else chosen.entries[0].observation
    others = [by_id[name] for each in found if each is not chosen for name in _ids(each)]
    refused = [refuse(catalogue, first, other) for other in others]
    return replace(chosen, refused=tuple(each for each in refused if each is not None))


def groups(
    catalogue: Catalogue,
    indicator: str,
    *,
    regions: Collection[str] | None = None,
    period: str | None = None,
) -> tuple[Comparison, ...]:
    """Part the figures of an indicator into those that can be compared, none left out.

    Parameters and errors as in `compare`; a group may hold one figure alone.
    """
    figures = catalogue.figures(indicator=indicator, period=period)
    if regions is not None:
        wanted = {str(region) for region in regions}
        figures = [each for each in figures if each.region in wanted]
    parted: list[list[Observation]] = []
    for figure in figures:
        group = next((g for g in parted if refuse(catalogue, g[0], figure) is None), None)
        if group is None:
            parted.append([figure])
        else:
            group.append(figure)
    units = units_of(catalogue)
    unit = str(catalogue.indicators.at[indicator, "unit"])
    return tuple(_comparison(catalogue, indicator, unit, units, group) for group in parted)


def _comparison(
    catalogue: Catalogue,
    indicator: str,
    unit: str,
    units: Mapping[str, Unit],
    group: Sequence[Observation],
) -> Comparison:
    entries = list(_once([_entry(catalogue, unit, units, figure) for figure in group]))
    entries.sort(key=lambda each: _height(each.bounds), reverse=True)
    return Comparison(indicator, unit, tuple(entries))


def _entry(
    catalogue: Catalogue, unit: str, units: Mapping[str, Unit], figure: Observation
) -> Entry:
    standing, seen = (
        str(catalogue.sources.at[figure.source, name]) for name in ("standing", "text_seen")
    )
    # A designation stands alone in its group and has no size.
    same = units[figure.unit].dimension == units[unit].dimension
    bounds = convert(figure.quantity, unit, units).bounds if same else figure.bounds
    return Entry(figure, bounds, standing, seen)


def _once(group: Sequence[Entry]) -> Iterator[Entry]:
    """Leave out a figure that its source prints more exactly, or before, for the same period."""
    for place, entry in enumerate(group):
        others = [
            (at, other.bounds)
            for at, other in enumerate(group)
            if at != place and _mark(other) == _mark(entry)
        ]
        if not any(
            other.within(entry.bounds) and (at < place or not entry.bounds.within(other))
            for at, other in others
        ):
            yield entry


def _mark(entry: Entry) -> tuple[str, str, str]:
    return entry.observation.source, entry.observation.region, entry.observation.period


def _height(bounds: Bounds) -> tuple[Fraction, Fraction]:
    """Where a figure stands in an order: by the middle of its bounds, or by its one end."""
    ends = [end for end in (bounds.low, bounds.high) if end is not None]
    middle = sum(ends, Fraction(0)) / len(ends) if ends else Fraction(0)
    return middle, bounds.low if bounds.low is not None else middle


def rank(comparison: Comparison) -> tuple[Ranks, ...]:
    """Say which ranks the bounds leave open to each figure; no rank rests on convention.

    Examples
    --------
    Of two figures whose bounds meet, each can be the first or the second.
    """
    firm = [(each.observation.id, _firm(each.bounds)) for each in comparison.entries]
    found = []
    for name, bounds in firm:
        others = [other for held, other in firm if held != name]
        surely = sum(_exceeds(other, bounds, surely=True) for other in others)
        possibly = sum(_exceeds(other, bounds, surely=False) for other in others)
        found.append(Ranks(name, 1 + surely, 1 + possibly))
    return tuple(found)


def _firm(bounds: Bounds) -> Bounds:
    """Leave out the ends that rest on convention."""
    low = None if bounds.low_end == "conventional" else bounds.low
    high = None if bounds.high_end == "conventional" else bounds.high
    return Bounds(low, high, bounds.low_end, bounds.high_end)


def _exceeds(other: Bounds, own: Bounds, *, surely: bool) -> bool:
    """Whether the other figure is greater for every, or for some, value of both."""
    if not surely:
        return other.high is None or own.low is None or other.high > own.low
    if other.low is None or own.high is None:
        return False
    apart = "open" in (other.low_end, own.high_end)
    return other.low > own.high or (other.low == own.high and apart)


def _ids(comparison: Comparison) -> list[str]:
    return [each.observation.id for each in comparison.entries]
