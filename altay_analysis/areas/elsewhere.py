"""What other places and years print on the questions of an area, and what stands apart from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from altay_analysis.areas.analysis import Gathering, Scope
from altay_analysis.comparison import Comparison, Refusal, groups, refuse

if TYPE_CHECKING:
    from altay_analysis.catalogue import Catalogue, Observation

__all__ = ["TOPICS", "Topic", "gather"]

TOPICS: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "primary_organisations": (("party_organisations", "eligible_organisations", ""),),
    "collective_economy": (("village_income_mean", "village_income", "village_income_floor"),),
    "governance_teams": (("party_recruits", "party_entrants", ""),),
    "livelihood": (
        ("livelihood_expenditure_share", "livelihood_revenue_share", ""),
        ("registered_volunteers", "volunteers", ""),
    ),
}
"""By area: the indicator that others print, the place's own figure that a reader would set beside
it, and a level that each thing of the place is said to have passed."""


@dataclass(frozen=True)
class Topic:
    """What is printed elsewhere on one question, and the place's own figure on it.

    Attributes
    ----------
    indicator : str
        What others print.
    groups : tuple of Comparison
        Its figures, parted into those that can be compared; the largest group first.
    parted : tuple of Refusal
        Why each further group stands apart from the first.
    own : Observation or None
        The place's figure that a reader would set beside them.
    refusal : Refusal or None
        Why it cannot stand there.
    level : Observation or None
        A level that each thing of the place is said to have passed, so that their mean has too.
    """

    indicator: str
    groups: tuple[Comparison, ...]
    parted: tuple[Refusal, ...]
    own: Observation | None
    refusal: Refusal | None
    level: Observation | None

    @property
    def figures(self) -> tuple[Observation, ...]:
        """Every figure of the topic once: the place's own, then the others."""
        own = [each for each in (self.own, self.level) if each is not None]
        others = [entry.observation for group in self.groups for entry in group.entries]
        return tuple({each.id: each for each in (*own, *others)}.values())


def gather(catalogue: Catalogue, area: str, scope: Scope) -> tuple[Topic, ...]:
    """Return the topics of an area on which both the place and another print something."""
    return tuple(_topics(catalogue, area, scope))


def _topics(catalogue: Catalogue, area: str, scope: Scope) -> Iterator[Topic]:
    for indicator, own, level in TOPICS.get(area, ()):
        if indicator not in catalogue.indicators.index:
            continue
        found = sorted(groups(catalogue, indicator), key=lambda each: -len(each.entries))
        ours = _own(catalogue, own, scope), _own(catalogue, level, scope)
        places = {place for group in found for place in group.places}
        if places - {scope.region} and (any(ours) or scope.region in places):
            yield _topic(catalogue, indicator, tuple(found), *ours)


def _topic(
    catalogue: Catalogue,
    indicator: str,
    found: tuple[Comparison, ...],
    own: Observation | None,
    level: Observation | None,
) -> Topic:
    first = found[0].entries[0].observation
    others = [group.entries[0].observation for group in found[1:]]
    parted = [refuse(catalogue, first, other) for other in others]
    refusal = None if own is None else refuse(catalogue, own, first)
    kept = tuple(each for each in parted if each is not None)
    return Topic(indicator, found, kept, own, refusal, level)


def _own(catalogue: Catalogue, indicator: str, scope: Scope) -> Observation | None:
    """Return the place's figure for the period, or for an interval that ends with it."""
    if indicator not in catalogue.indicators.index:
        return None
    found = Gathering(catalogue, "", scope)
    found.observe(indicator)
    return found.observed.get(indicator)
