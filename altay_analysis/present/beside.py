"""The section “Beside other places” of an area's report: dot plots, sentences and a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from altay_analysis import wording
from altay_analysis.areas.analysis import counter_of
from altay_analysis.areas.elsewhere import Topic, gather
from altay_analysis.comparison import Comparison, Entry, rank
from altay_analysis.periods import named
from altay_analysis.present.display import Display
from altay_analysis.present.dots import Dot, Panel, axis, draw
from altay_analysis.present.evidence import SEEN, STANDING
from altay_analysis.present.page import FIGURE_HEADS, Page
from altay_analysis.present.runs import Run, Runs, name_run, plain

if TYPE_CHECKING:
    from altay_analysis.catalogue import Observation
    from altay_analysis.refusals import Refusal

__all__ = ["SHAPES", "BesidePage"]

_HEADS = (
    ("Place", "地区", "left"),
    ("Period", "时期", "left"),
    ("As printed", "原文所载", "left"),
    ("Can be", "可取范围", "right"),
    ("Source", "来源", "left"),
)
SHAPES = (
    "A circle is an official text, a diamond a press account, a square a repost; hollow where only the beginning of the text was seen. The line through it is what the figure can be, an arrow a side without an end.",
    "圆点为官方文本，菱形为媒体报道，方形为转载；仅见文本开头者为空心。横线为该数字可取的范围，箭头表示该侧无界。",
)
"""What the marks of a figure mean, in English and simplified Chinese."""

_OWN = (
    "Zero stands on each axis. The place in question is in colour and marked “→”.",
    "各轴均含零点。本报告所涉地区以彩色和“→”标出。",
)


class BesidePage(Page):
    """A page with a section on what other places and years print."""

    @cached_property
    def _topics(self) -> tuple[Topic, ...]:
        """What both the place and others print something on."""
        return gather(self.catalogue, self.analysis.area, self.analysis.scope)

    def beside(self) -> Display | None:
        """Say what can be compared, what rank the bounds allow, and why the rest cannot."""
        if not self._topics:
            nothing = (
                "No figure of another place or year stands beside those of this report.",
                "没有可与本报告数字并列的其他地区或年份的数字。",
            )
            return self.sentences([[self.text(*nothing)]])
        return self.sentences(*(list(self._said(topic)) for topic in self._topics))

    def _said(self, topic: Topic) -> Iterator[Runs]:
        yield self._range(topic)
        if topic.level:
            yield self._passed(topic.level)
        if topic.refusal:
            yield self._refused(topic.refusal)
        yield from self._ranks(topic.groups[0])
        for refusal in {each.kind: each for each in topic.parted}.values():
            yield self._refused(refusal)

    def _refused(self, refusal: Refusal) -> Runs:
        """Say why figures stand apart: its digits are those of names and years."""
        return [name_run(str(self.text(refusal.en, refusal.zh)["text"]))]

    def _range(self, topic: Topic) -> Runs:
        """Say what the others print: one figure, or the greatest and the least."""
        entries = topic.groups[0].entries
        name = self.catalogue.name("indicators", topic.indicator, self.lang)
        ends = [entries[0], entries[-1]] if len(entries) > 1 else [entries[0]]
        shown = [self._placed(each.observation) for each in ends]
        runs = [self.text(f"{name}: ", f"{name}：")]
        if len(shown) == 1:
            return [*runs, *shown[0], self.text(".", "。")]
        count = self._count(len(entries))
        runs += [self.text("of ", ""), count, self.text(" figures, the greatest is ",
                                                        "个数字中，最大为")]  # fmt: skip
        return [*runs, *shown[0], self.text(", the least ", "，最小为"), *shown[1],
                self.text(".", "。")]  # fmt: skip

    def _placed(self, figure: Observation) -> Runs:
        place = self.catalogue.name("regions", figure.region, self.lang)
        when = self._when(figure)
        number = self._figure(figure)
        if self.is_english:
            return [number, self.text(f" ({place}, {when})", "") | {"date": True}]
        return [{"text": place}, self.text("", f"（{when}）的") | {"date": True}, number]

    def _count(self, count: int) -> Run:
        """Return a number of figures, which leads to the table that lists them."""
        return {"text": str(count), "listed": "table:beside"}

    def _when(self, figure: Observation) -> str:
        return named(figure.period, "en" if self.is_english else "zh-Hans")

    def _figure(self, figure: Observation) -> Run:
        """Return any figure of the catalogue as a run that leads to its evidence."""
        base = "en" if self.is_english else "zh-Hans"
        counter = counter_of(figure)
        words = wording.printed(figure.value, figure.unit, figure.qualifier, base, counter=counter)
        return self.text(words, words) | {"ref": figure.id}

    def _passed(self, level: Observation) -> Runs:
        return [
            self.text("Each village of ", ""),
            {"text": self.catalogue.name("regions", level.region, self.lang)},
            self.text(" is said to have passed a level, and so has their mean: ",
                      "各行政村据称均已超过某一水平，村均水平亦然："),
            self._figure(level),
            self.text("; what the mean is, is not published.", "；村均数本身未公布。"),
        ]  # fmt: skip

    def _ranks(self, group: Comparison) -> Iterator[Runs]:
        """Say the rank of the place where the bounds allow it, or why none is said."""
        own = [each for each in group.entries if each.observation.region == self._region]
        if len(group.entries) < 2:
            return
        if not group.is_ranked:
            yield [self.text("They are put in order, not ranked: their years are not the same.",
                             "以上仅按大小排列，不作排名：年份不尽相同。")]  # fmt: skip
        elif own:
            yield self._rank(group, own[0])

    def _rank(self, group: Comparison, own: Entry) -> Runs:
        ranks = next(each for each in rank(group) if each.observation == own.observation.id)
        ref = {"ref": own.observation.id}
        place = self.catalogue.name("regions", self._region, self.lang)
        low, high = str(ranks.low), str(ranks.high)
        runs = [self.text(f"{place} stands at rank ", f"{place}居第"), {"text": low} | ref]
        if low != high:
            runs += [self.text(" to ", "至"), {"text": high} | ref]
        return [*runs, self.text(" of ", "位，共"), self._count(len(group.entries)),
                self.text(" that print it, counted from the greatest.", "个，自大至小。")]  # fmt: skip

    @property
    def _region(self) -> str:
        return self.analysis.scope.region

    def beside_figure(self) -> Display | None:
        """Draw each group of comparable figures on an axis of its own; what is refused, apart."""
        panels = [panel for topic in self._topics for panel in self._panels(topic)]
        if not panels:
            return None
        shown = [topic for topic in self._topics if any(self._panels(topic))]
        caption = [
            self.text("Beside other places. ", "与其他地区并列。"),
            *(run for panel in panels for run in self._titled(panel, panel is panels[-1])),
            self.text(f"{SHAPES[0]} {_OWN[0]}", f"{SHAPES[1]}{_OWN[1]}"),
        ]
        alt = [
            self.text("Dots with bounds, from the greatest down. ", "带界限的圆点，自大至小。"),
            *(run for panel in panels for run in self._seen(panel)),
        ]
        figures = [each for topic in shown for each in self._figures_of(topic)]
        rows: list[list[Runs]] = [
            [[self._label(each)], [self._figure(each)], [self._extent(each)]] for each in figures
        ]
        svg = draw(panels, f"beside-{self.analysis.area}")
        if len({each.indicator for each in figures}) < 2:
            return self.drawing("beside", caption, alt, rows, svg)
        # Figures of several panels stand in one list: each says of what it is.
        names = [self.catalogue.name("indicators", each.indicator, self.lang) for each in figures]
        named = [[[name_run(name)], *row] for name, row in zip(names, rows, strict=True)]
        place = ("Place and period", "地区与时期", "left")
        heads = (FIGURE_HEADS[0], place, *FIGURE_HEADS[1:])
        return self.drawing("beside", caption, alt, named, svg, heads)

    def _figures_of(self, topic: Topic) -> Sequence[Observation]:
        """Figures of a topic that its panels show."""
        return topic.figures

    def _titled(self, panel: Panel, is_last: bool) -> Runs:
        """Return the title of a panel as runs: the number of its figures leads to their table."""
        name, count, years = panel.title.partition(f"n = {len(panel.dots)}")
        end = self.text(". ", "。") if is_last else self.text("; ", "；")
        if not count:
            return [name_run(name), end]
        equals = {"text": "n = "}
        return [
            name_run(name),
            equals,
            {"text": str(len(panel.dots)), "listed": "fig:beside"},
            {"text": years, "date": True},
            end,
        ]

    def _seen(self, panel: Panel) -> Runs:
        dots = [f"{dot.label} {dot.worded}" for dot in panel.dots]
        english, chinese = (
            f"{panel.title}: {'; '.join(dots)}. ",
            f"{panel.title}：{'；'.join(dots)}。",
        )
        return [self.text(english, chinese)]

    def _panels(self, topic: Topic) -> list[Panel]:
        """Panels of the groups that hold two figures, and of the place's own figure apart."""
        held = [self._panel(each) for each in topic.groups if len(each.entries) > 1]
        if held and topic.level:
            value = topic.level.bounds.low
            words = plain([self._figure(topic.level), self.text(": each village of ", "："),
                           {"text": self.catalogue.name("regions", self._region, self.lang)},
                           self.text("", "各村")])  # fmt: skip
            held[0] = replace(held[0], level=None if value is None else (value, words))
        if held and topic.own and topic.refusal:
            held.append(self._apart(topic.own))
        return held

    def _panel(self, group: Comparison) -> Panel:
        shown = [self._year(period) for period in group.periods]
        few = ", " if self.is_english else "、"
        dash = "–" if self.is_english else "—"
        years = few.join(shown) if len(shown) < 4 else f"{shown[0]}{dash}{shown[-1]}"
        title = f"{self.catalogue.name('indicators', group.indicator, self.lang)}"
        part = f", n = {len(group.entries)}, {years}" if self.is_english else (
            f"，n = {len(group.entries)}，{years}")  # fmt: skip
        dots = tuple(self._dot(each) for each in group.entries)
        return self._axis(title + part, group.unit, dots)

    def _year(self, period: str) -> str:
        """A year by its number, a part of one in words."""
        base = "en" if self.is_english else "zh-Hans"
        return period if len(period) == 4 else self._own_text(named(period, base))

    def _own_text(self, words: str) -> str:
        return str(self.text(words, words)["text"])

    def _apart(self, own: Observation) -> Panel:
        row = self.catalogue.sources.loc[own.source]
        name = self.catalogue.name("indicators", own.indicator, self.lang)
        title = self._own_text(f"Apart: {name}" if self.is_english else f"另列：{name}")
        entry = Entry(own, own.bounds, str(row["standing"]), str(row["text_seen"]))
        return self._axis(title, own.unit, (self._dot(entry),))

    def _axis(self, title: str, unit: str, dots: tuple[Dot, ...]) -> Panel:
        side = "en" if self.is_english else "zh"
        row = self.catalogue.units.loc[unit]
        symbol = str(row[f"symbol_{side}"]) or str(row[f"name_{side}"])
        factor, words = axis(unit, symbol, self.lang)
        return Panel(title, self._own_text(words), dots, factor)

    def _dot(self, entry: Entry) -> Dot:
        figure = entry.observation
        is_own = figure.region == self._region
        label = ("→ " if is_own else "") + str(self._label(figure)["text"])
        worded = str(self._figure(figure)["text"])
        return Dot(label, worded, entry.bounds, entry.standing, entry.text_seen, is_own)

    def _label(self, figure: Observation) -> Run:
        place = self.catalogue.name("regions", figure.region, self.lang)
        joint = ", " if self.is_english else "，"
        return {"text": f"{place}{joint}{self._year(figure.period)}", "date": True}

    def _extent(self, figure: Observation) -> Run:
        base = "en" if self.is_english else "zh-Hans"
        words = wording.extent(figure.quantity, base, counter=counter_of(figure))
        return self.text(words, words) | {"ref": figure.id}

    def beside_table(self) -> Display | None:
        """List every figure of the section with its place, period, source and standing."""
        rows = [row for topic in self._topics for row in self._rows(topic)]
        if not rows:
            return None
        caption = [self.text("What other places and years print, and how each source stands; figures "
                             "of different kinds stand in the same list, not on one scale.",
                             "其他地区与年份所载数字及各来源的性质；不同口径的数字列于同表，并非同一尺度。")]  # fmt: skip
        heads = (("Figure", "数字", "left"), *_HEADS)
        return self.table("beside", caption, heads, rows)

    def _rows(self, topic: Topic) -> Iterator[list[Runs]]:
        for figure in topic.figures:
            name = self.catalogue.name("indicators", figure.indicator, self.lang)
            yield [[{"text": name}], *self._cells(figure)]

    def _cells(self, figure: Observation) -> list[Runs]:
        """Return a figure as cells: place, period, as printed, what it can be, source."""
        place = {"text": self.catalogue.name("regions", figure.region, self.lang)}
        when = self.text(*[self._when(figure)] * 2) | {"date": True}
        return [[place], [when], [self._as_printed(figure)],
                [self._extent(figure)], [self._stands(figure.source)]]  # fmt: skip

    def _as_printed(self, figure: Observation) -> Run:
        """Return what was printed, in its own script."""
        script = str(self.catalogue.sources.at[figure.source, "script"]) or "zh-Hant"
        return {"text": figure.as_printed, "lang": script, "ref": figure.id}

    def _stands(self, source: str) -> Run:
        """Name a source shortly: its id, how it stands, and how much of it was seen."""
        row = self.catalogue.sources.loc[source]
        standing, seen = STANDING[str(row["standing"])], SEEN[str(row["text_seen"])]
        words = self.text(
            f"{source} ({standing[0]}, {seen[0]})", f"{source}（{standing[1]}，{seen[1]}）"
        )
        return name_run(str(words["text"]))

    def evidence(self) -> Display:
        """List every figure of the page, those of other places behind its own."""
        held = {each.id for each in self.analysis.observed.values()}
        figures = (each for topic in self._topics for each in topic.figures)
        others = {each.id: each for each in figures if each.id not in held}
        whole = replace(self.analysis, observed={**self.analysis.observed, **others})
        return self._listed_evidence(whole)

    def _figure_ids(self) -> set[str]:
        others = {each.id for topic in self._topics for each in topic.figures}
        return super()._figure_ids() | others
