"""What other places and years print on the questions of an area, and what stands apart from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from altay_analysis.areas.analysis import Analysis, Gathering, Scope
from altay_analysis.comparison import Comparison, Entry, Refusal, groups, refuse
from altay_analysis.formulas import Estimate, derive
from altay_analysis.refusals import units_of

if TYPE_CHECKING:
    from altay_analysis.catalogue import Catalogue, Observation

__all__ = ["TOPICS", "Topic", "gather", "gather_place", "grown", "over_years", "own_figure"]

TOPICS: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "primary_organisations": (("party_organisations", "eligible_organisations", ""),),
    "collective_economy": (
        ("village_income_mean", "village_income", "village_income_floor"),
        ("village_income_floor", "village_income_floor", ""),
    ),
    "governance_teams": (("party_recruits", "party_entrants", ""),),
    "livelihood": (
        ("livelihood_expenditure_share", "livelihood_revenue_share", ""),
        ("livelihood_projects", "leaders_projects", ""),
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
        ours = own_figure(catalogue, own, scope), own_figure(catalogue, level, scope)
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


def own_figure(catalogue: Catalogue, indicator: str, scope: Scope) -> Observation | None:
    """Return the place's figure for the period, or for an interval that ends with it."""
    if indicator not in catalogue.indicators.index:
        return None
    found = Gathering(catalogue, "", scope)
    found.observe(indicator)
    return found.observed.get(indicator)


PREFERRED = (
    "gdp_growth_real",
    "primary_share_of_gdp",
    "secondary_share_of_gdp",
    "tertiary_share_of_gdp",
    "gdp_per_head",
    "cpi_change",
    "agricultural_output_growth_real",
    "urbanisation_rate",
    "birth_rate",
    "new_urban_jobs",
    "livelihood_expenditure_share",
    "gpb_revenue_growth",
    "village_income_mean",
    "registered_volunteers",
)
"""What a reader looks for first, where it can be compared; the rest by how many print it."""

_MOST_ALONE = 5
"""Topics without a place to compare: what they can say is why."""


def gather_place(catalogue: Catalogue, analysis: Analysis) -> tuple[Topic, ...]:
    """Return what a place prints and others print too, the most shared first.

    The first group of a topic is the one that holds the place's own figure: that of its period,
    or else of the latest. Topics without a place to compare stand last: all that they can say
    is why.
    """
    own = sorted(analysis.observed.items(), key=lambda item: item[1].period)
    latest = {each.indicator: each for _, each in own}
    latest |= {key: each for key, each in own if key == each.indicator}
    found = [
        _beside(catalogue, latest[name]) for name in dict.fromkeys(o.indicator for _, o in own)
    ]
    topics = sorted(filter(None, found), key=_preference)
    held = [topic for topic in topics if len(topic.groups[0].places) > 1]
    alone = [topic for topic in topics if len(topic.groups[0].places) == 1]
    return (*held, *alone[:_MOST_ALONE])


def _preference(topic: Topic) -> tuple[int, int]:
    known = topic.indicator in PREFERRED
    place = PREFERRED.index(topic.indicator) if known else len(PREFERRED)
    return place, -len(topic.groups[0].places)


def _beside(catalogue: Catalogue, figure: Observation) -> Topic | None:
    found = groups(catalogue, figure.indicator)
    if figure.kind == "designation" or not {p for g in found for p in g.places} - {figure.region}:
        return None
    mark = (figure.region, figure.period)
    own = next(g for g in found if mark in map(_mark, g.entries))
    others = tuple(g for g in found if g is not own)
    parted = [refuse(catalogue, figure, each.entries[0].observation) for each in others]
    kept = tuple(each for each in parted if each is not None)
    return Topic(figure.indicator, (own, *others), kept, None, None, None)


def _mark(entry: Entry) -> tuple[str, str]:
    return entry.observation.region, entry.observation.period


def over_years(catalogue: Catalogue, analysis: Analysis) -> tuple[Comparison, ...]:
    """Return each indicator that the place's texts print for two comparable periods or more."""
    found = []
    region = analysis.scope.region
    for indicator in dict.fromkeys(each.indicator for each in analysis.observed.values()):
        for group in groups(catalogue, indicator, regions=[region]):
            shown = {each.id for each in analysis.observed.values()}
            if len(group.periods) > 1 and any(e.observation.id in shown for e in group.entries):
                found.append(group)
    return tuple(found)


def grown(catalogue: Catalogue, series: Comparison) -> Estimate | None:
    """Return by how much an amount of money grew between the first and the last year printed.

    In percent, at the prices of each year; None for what is no amount of money, or is one per
    head or of a base.
    """
    units = units_of(catalogue)
    row = catalogue.indicators.loc[series.indicator]
    if units[series.unit].dimension != "money" or row["kind"] != "amount" or row["base_en"]:
        return None
    ordered = sorted((each.observation for each in series.entries), key=lambda each: each.period)
    before, after = ordered[0], ordered[-1]
    given = {"after": (after.id, after.quantity), "before": (before.id, before.quantity)}
    return derive(f"elsewhere.grown.{series.indicator}", "growth", given, units)
