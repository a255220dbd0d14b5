"""The report on a place: how its figures stand among those of other places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from altay_analysis.present.beside import BOUNDS_ALONE, BesidePage
from altay_analysis.present.dots import height, side_of
from altay_analysis.present.page import FIGURE_HEADS
from altay_analysis.present.runs import Run, Runs, name_run

if TYPE_CHECKING:
    from altay_analysis.areas.elsewhere import Topic
    from altay_analysis.catalogue import Observation
    from altay_analysis.comparison import Entry
    from altay_analysis.present.display import Display
    from altay_analysis.present.dots import Panel
    from altay_analysis.refusals import Refusal

__all__ = ["PlaceBesidePage"]

_TALLEST = 5.0
"""Inches that the panels of one figure may take: a taller one leaves a hole on the page before."""

_OPENING = 2
_RANKS = 3
_FEW = 2
"""Others up to which a sentence names all of them."""


class PlaceBesidePage(BesidePage):
    """A page that sets its place among those that print the same."""

    @cached_property
    def _compared(self) -> list[Topic]:
        """Topics on which another place can stand beside this one, whose own figure is firm."""
        return [
            topic
            for topic in self._topics
            if self._others(topic) and not self._is_disputed(self._own(topic))
        ]

    @property
    def _alone(self) -> list[Topic]:
        """Topics on which others print something that cannot stand beside this place's."""
        return [topic for topic in self._topics if len(topic.groups[0].places) == 1]

    def _others(self, topic: Topic) -> list[Entry]:
        """Figures of other places that nothing disputes."""
        entries = self._firm(topic.groups[0]).entries
        return [each for each in entries if each.observation.region != self._region]

    def beside(self) -> Display | None:
        """Say how the place stands among others, what is left off, and what is refused."""
        if not self._topics:
            return None
        opening = [self._among(topic) for topic in self._compared[:_OPENING]]
        ranks = [self._ranked(topic) for topic in self._compared]
        parted = [(topic, each) for topic in self._alone for each in topic.parted]
        kinds = {each.kind: (topic, each) for topic, each in reversed(parted)}
        refused = [self._why(*each) for each in reversed(kinds.values())]
        left = list(self._left_off(self._topics_with_places))
        return self.sentences(
            opening, [each for each in ranks if each][:_RANKS], left, *([r] for r in refused)
        )

    def _why(self, topic: Topic, refusal: Refusal) -> Runs:
        """Say of which figures a refusal is, where it names places and periods alone."""
        if refusal.kind not in ("period", "level"):
            return self._refused(refusal)
        name = self.catalogue.name("indicators", topic.indicator, self.lang)
        return [name_run(name), self.text(": ", "："), *self._refused(refusal)]

    @property
    def _topics_with_places(self) -> list[Topic]:
        return [topic for topic in self._topics if len(topic.groups[0].places) > 1]

    def _among(self, topic: Topic) -> Runs:
        """Say the place's own figure, and what the others print."""
        name = self.catalogue.name("indicators", topic.indicator, self.lang)
        own = self._own(topic)
        number = self._alike_here(topic).get(own.id) or self._figure(own)
        runs = [name_run(name), self.text(": ", "："), number]
        # The table of comparisons has a line for each, where it is shown.
        runs += [self.text("; elsewhere ", "；其他地区：")]
        runs += self._elsewhere(topic, "beside" if self._is_tabled else "evidence")
        shown = [own.bounds, *(each.bounds for each in self._others(topic))]
        runs += [self.text(*BOUNDS_ALONE)] if all(map(side_of, shown)) else []
        return [*runs, self.text(".", "。")]

    def _elsewhere(self, topic: Topic, table: str) -> Runs:
        """List what the others print, where they are few or bounds; else say from where to where."""
        others, alike = self._others(topic), self._alike_here(topic)
        runs: Runs = []
        if len(others) <= _FEW or any(side_of(each.bounds) for each in others):
            for place, each in enumerate(others):
                runs += [self.text(", ", "，")] if place else []
                runs += self._placed(each.observation, "为", alike)
            return runs
        count = {"text": str(len(others)), "listed": f"table:{table}"}
        return [count, *self._between(replace(topic.groups[0], entries=tuple(others)), alike)]

    def _alike_here(self, topic: Topic) -> dict[str, Run]:
        """Word the place's own figure and those of others in one unit."""
        group = topic.groups[0]
        return self._alike([e for e in group.entries if e.observation.id == self._own(topic).id]
                           + self._others(topic), group.unit)  # fmt: skip

    def _ranked(self, topic: Topic) -> Runs | None:
        """Say of what the place has a rank, and which."""
        group = self._firm(topic.groups[0])
        said = self._rank(group) if len(group.entries) > _FEW else None
        name = self.catalogue.name("indicators", topic.indicator, self.lang)
        return said and [name_run(name), self.text(": ", "："), *said]

    def _own(self, topic: Topic) -> Observation:
        """Return the figure of the place: of the report's period, or its latest."""
        entries = topic.groups[0].entries
        own = [e.observation for e in entries if e.observation.region == self._region]
        period = self.analysis.scope.period
        return max(own, key=lambda each: (each.period == period, each.period))

    def _panels(self, topic: Topic) -> list[Panel]:
        return self._drawn_panels.get(topic.indicator, [])

    @cached_property
    def _drawn_panels(self) -> dict[str, list[Panel]]:
        """Panels by indicator, of the first group alone, as many as a page holds."""
        found: dict[str, list[Panel]] = {}
        room = _TALLEST
        for topic in self._compared:
            panels = super()._panels(replace(topic, groups=topic.groups[:1]))
            needed = sum(height(len(panel.dots)) for panel in panels)
            if panels and needed <= room:
                found[topic.indicator], room = panels, room - needed
        return found

    def _drawn(self, topic: Topic) -> list[Observation]:
        """Figures of a topic that the page shows: those drawn or named, or the ends and its own."""
        own, entries = self._own(topic), topic.groups[0].entries
        if len(topic.groups[0].places) == 1:
            return [own]
        others = [] if self._is_disputed(own) else self._others(topic)
        named = len(others) <= _FEW or any(side_of(each.bounds) for each in others)
        shown = others if named else [others[0], others[-1]]
        if topic.indicator in self._drawn_panels:
            shown = [*self._firm(topic.groups[0]).entries]
        left = [each for each in entries if self._is_disputed(each.observation)]
        held = {each.observation.id: each.observation for each in (*shown, *left)}
        return list({**held, own.id: own}.values())

    def _beside_data(self) -> tuple[Sequence[tuple[str, str, str]], list[list[Runs]]]:
        """Rows of the figures drawn; those of several panels say of what each is."""
        shown = [
            entry.observation
            for topic in self._compared
            if topic.indicator in self._drawn_panels
            for entry in self._firm(topic.groups[0]).entries
        ]
        rows: list[list[Runs]] = [
            [[self._label(each)], [self._figure(each)], [self._extent(each)]] for each in shown
        ]
        place = ("Place and period", "地区与时期", "left")
        if len(self._drawn_panels) < 2:
            return (place, *FIGURE_HEADS[1:]), rows
        names = [self.catalogue.name("indicators", each.indicator, self.lang) for each in shown]
        named = [[[name_run(name)], *row] for name, row in zip(names, rows, strict=True)]
        return (FIGURE_HEADS[0], place, *FIGURE_HEADS[1:]), named

    @property
    def _is_tabled(self) -> bool:
        """Whether more can be compared than sentences say."""
        return len(self._compared) > _OPENING

    def beside_table(self) -> Display | None:
        """List what can be compared: own figure, and what the others print."""
        if not self._is_tabled:
            return None
        heads = (
            ("Figure", "指标", "left"),
            ("Here", "本地", "right"),
            ("Elsewhere", "其他地区", "left"),
        )
        rows: list[list[Runs]] = [
            [[name_run(self.catalogue.name("indicators", topic.indicator, self.lang))],
             [self._alike_here(topic).get(self._own(topic).id) or self._figure(self._own(topic))],
             self._elsewhere(topic, "evidence")]
            for topic in self._compared
        ]  # fmt: skip
        caption = [self.text("What is printed here and elsewhere, whatever the year.",
                             "本地与其他地区所载数字，年份见括号。")]  # fmt: skip
        return self.table("beside", caption, heads, rows)

    def _shown(self) -> dict[str, Observation]:
        """Figures of other places that the page shows."""
        return {each.id: each for topic in self._topics for each in self._drawn(topic)}
