"""The main figures of the places in the province of one, and what parts its own from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from altay_analysis.areas.elsewhere import TOPICS, own_figure
from altay_analysis.areas.place import firmest
from altay_analysis.comparison import refuse

if TYPE_CHECKING:
    from altay_analysis.areas.analysis import Scope
    from altay_analysis.catalogue import Catalogue, Observation
    from altay_analysis.comparison import Refusal

__all__ = ["MAIN", "Beside", "Neighbour", "Neighbours", "gather"]

MAIN: Mapping[str, tuple[str, ...]] = {
    "gdp": ("gdp",),
    "growth": ("gdp_growth_real",),
    "per_head": ("gdp_per_head",),
    "population": ("resident_population", "total_population", "registered_population"),
    "revenue": ("gpb_revenue",),
    "livelihood": ("livelihood_expenditure_share",),
}
"""Main figures, in their order; of several indicators the first that is printed is taken."""


@dataclass(frozen=True)
class Neighbour:
    """What is printed of a place for one period: kind of `MAIN` -> figure, never empty."""

    region: str
    period: str
    figures: Mapping[str, Observation]


@dataclass(frozen=True)
class Beside:
    """A figure of the place that a reader would set beside those of a kind of `MAIN`.

    Attributes
    ----------
    refusals : tuple of Refusal
        Why it can stand beside none of them, the nearest first; empty where it can beside one.
    """

    kind: str
    own: Observation
    refusals: tuple[Refusal, ...]


@dataclass(frozen=True)
class Neighbours:
    """The other places of a province, and the province itself.

    Attributes
    ----------
    province : str
        Code of the province that the place lies in.
    within : tuple of str
        Codes of the divisions between the place and the country, the nearest first.
    found : tuple of Neighbour
        A place and period each: the divisions that the place lies in, then the others by code.
    silent : tuple of str
        Codes of the places of which something is printed, but none of the main figures.
    own : tuple of str
        Kinds of `MAIN` of which a figure of the place itself is printed, for any period.
    sources : tuple of str
        Texts that print anything of the place itself.
    beside : tuple of Beside
        What of the place itself a reader would set beside the main figures.
    """

    province: str
    within: tuple[str, ...]
    found: tuple[Neighbour, ...]
    silent: tuple[str, ...]
    own: tuple[str, ...]
    sources: tuple[str, ...]
    beside: tuple[Beside, ...]

    @property
    def places(self) -> tuple[str, ...]:
        """Codes of the places with main figures, each once."""
        return tuple(dict.fromkeys(each.region for each in self.found))

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of `MAIN` that a place prints."""
        return tuple(kind for kind in MAIN if any(kind in each.figures for each in self.found))

    @property
    def figures(self) -> tuple[Observation, ...]:
        """Every main figure, in the order of the places."""
        return tuple(figure for each in self.found for figure in each.figures.values())


def gather(catalogue: Catalogue, scope: Scope) -> Neighbours | None:
    """Return what the other places of the province print; None where there is nothing."""
    chain = tuple(_chain(catalogue, scope.region))
    province = next((c for c in chain if catalogue.regions.at[c, "level"] == "province"), None)
    if province is None:
        return None
    inside = sorted(catalogue.within(province) - {scope.region}, key=_nearest(chain))
    printed = [code for code in inside if len(catalogue.pick(region=code))]
    found = tuple(each for code in printed for each in _of_place(catalogue, code))
    if not found:
        return None
    here = catalogue.pick(region=scope.region)
    named = set(here["indicator"])
    return Neighbours(
        province,
        within=tuple(code for code in chain[1:] if code in inside),
        found=found,
        silent=tuple(code for code in printed if code not in {each.region for each in found}),
        own=tuple(kind for kind, choice in MAIN.items() if named & set(choice)),
        sources=tuple(dict.fromkeys(here["source"])),
        beside=tuple(_beside(catalogue, scope, found)),
    )


def _chain(catalogue: Catalogue, region: str) -> Iterator[str]:
    """Yield a place and the divisions that it lies in, the nearest first."""
    while region:
        yield region
        region = str(catalogue.regions.at[region, "parent"])


def _nearest(chain: tuple[str, ...]) -> Callable[[str], tuple[int, str]]:
    """Order codes: divisions that the place lies in, the nearest first, then the rest."""
    return lambda code: (chain.index(code) if code in chain else len(chain), code)


def _of_place(catalogue: Catalogue, region: str) -> Iterator[Neighbour]:
    held = catalogue.figures(region=region)
    for period in sorted({each.period for each in held}):
        printed = firmest(catalogue, [each for each in held if each.period == period])
        figures = {
            kind: printed[taken]
            for kind, choice in MAIN.items()
            if (taken := next((each for each in choice if each in printed), None))
        }
        if figures:
            yield Neighbour(region, period, figures)


def _beside(catalogue: Catalogue, scope: Scope, found: tuple[Neighbour, ...]) -> Iterator[Beside]:
    asked = {theirs: own for topics in TOPICS.values() for theirs, own, _ in topics}
    figures = [figure for each in found for figure in each.figures.values()]
    for kind, theirs in ((kind, name) for kind, choice in MAIN.items() for name in choice):
        others = [figure for figure in figures if figure.indicator == theirs]
        for own in _owned(catalogue, scope, theirs, asked.get(theirs, "")) if others else ():
            parted = [refuse(catalogue, own, other) for other in others]
            yield Beside(kind, own, () if None in parted else tuple(filter(None, parted)))


def _owned(catalogue: Catalogue, scope: Scope, *indicators: str) -> Iterator[Observation]:
    for indicator in indicators:
        if (own := own_figure(catalogue, indicator, scope)) is not None:
            yield own
