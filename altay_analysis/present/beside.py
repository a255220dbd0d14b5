"""The section “Beside other places” of an area's report: dot plots, sentences and a table."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from altay_analysis import wording
from altay_analysis.areas.analysis import counter_of
from altay_analysis.areas.elsewhere import Topic, gather
from altay_analysis.comparison import Comparison, Entry, rank
from altay_analysis.periods import named
from altay_analysis.present.display import Display
from altay_analysis.present.dots import Dot, Panel, draw, legend, side_of
from altay_analysis.present.evidence import SEEN, STANDING
from altay_analysis.present.measure import measure
from altay_analysis.present.page import FIGURE_HEADS, Page
from altay_analysis.present.runs import Run, Runs, name_run, plain
from altay_analysis.present.verdicts import SYMBOLS, differences
from altay_analysis.quantity import convert
from altay_analysis.refusals import is_total, units_of

if TYPE_CHECKING:
    from altay_analysis.areas.analysis import Analysis
    from altay_analysis.catalogue import Observation
    from altay_analysis.refusals import Refusal

__all__ = ["BOUNDS_ALONE", "BesidePage"]

_HEADS = (
    ("Place", "地区", "left"),
    ("Period", "时期", "left"),
    ("As printed", "原文所载", "left"),
    ("Can be", "取值范围", "right"),
    ("Source", "来源", "left"),
)
_FEWEST_MARKS = 4
"""An axis of fewer figures says no more than their list."""

_LISTED = 3
"""Figures up to which a sentence names all of them."""

BOUNDS_ALONE = (": bounds alone, which tell no order", "，均只载界限，无法比较高低")
_OWN = (
    "The place in question is in colour and marked “→”.",
    "本报告所涉地区以彩色和“→”标出。",
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

    def _said(self, topic: Topic) -> Iterator[Runs | None]:
        group = self._firm(topic.groups[0])
        yield self._range(group)
        if topic.level:
            yield self._passed(topic.level)
        if topic.refusal:
            yield self._refused(topic.refusal)
        yield self._rank(group)
        for refusal in {each.kind: each for each in topic.parted}.values():
            yield self._refused(refusal)
        yield from self._left_off([topic])

    def _firm(self, group: Comparison) -> Comparison:
        """Leave out what stands in a relation that does not agree, and what follows from it."""
        kept = tuple(each for each in group.entries if not self._is_disputed(each.observation))
        return replace(group, entries=kept)

    def _is_disputed(self, figure: Observation) -> bool:
        return self._marks.get(figure.id) == "broken" or figure.id in self._differences

    @cached_property
    def _differences(self) -> frozenset[str]:
        return differences(self.catalogue, self._marks)

    def _left_off(self, topics: Sequence[Topic]) -> Iterator[Runs]:
        """Name what is set beside nothing: what does not agree with what it is printed with."""
        figures = [each.observation for topic in topics for each in topic.groups[0].entries]
        broken = [each for each in figures if self._marks.get(each.id) == "broken"]
        follow = [each for each in figures if each.id in self._differences]
        why = ("they stand in relations that do" if len(broken) > 1
               else "it stands in a relation that does")  # fmt: skip
        if broken:
            yield self._named(f"Left out, since {why} not agree: ",
                              "下列数字所涉关系不相符，未列入比较：", broken)  # fmt: skip
        if follow:
            yield self._named("Left out, as the difference of figures that do not agree with others: ",
                              "下列数字为不相符数字之差，亦未列入比较：", follow)  # fmt: skip

    def _named(self, en: str, zh: str, figures: Sequence[Observation]) -> Runs:
        """List figures with their names, places and periods behind a lead."""
        runs: Runs = [self.text(en, zh)]
        for place, figure in enumerate(figures):
            name = self.catalogue.name("indicators", figure.indicator, self.lang)
            runs += [self.text("; ", "；")] if place else []
            runs += [name_run(name), self.text(", ", "，"), *self._placed(figure)]
        return [*runs, self.text(".", "。")]

    def _refused(self, refusal: Refusal) -> Runs:
        """Say why figures stand apart: its digits are those of names and years."""
        return [name_run(str(self.text(refusal.en, refusal.zh)["text"]))]

    def _range(self, group: Comparison) -> Runs | None:
        """Say what the others print: each figure of a few or of bounds, else from where to where."""
        entries = group.entries
        if not entries:
            return None
        name = self.catalogue.name("indicators", group.indicator, self.lang)
        runs = [name_run(name), self.text(": ", "：")]
        bounds = [each for each in entries if side_of(each.bounds)]
        alike = self._alike(entries, group.unit)
        if len(entries) <= _LISTED or bounds:
            for place, each in enumerate(entries):
                runs += [self.text("; ", "；")] if place else []
                runs += self._placed(each.observation, "为", alike)
            if len(entries) > 1 and len(bounds) == len(entries):
                runs.append(self.text(*BOUNDS_ALONE))
            return [*runs, self.text(".", "。")]
        runs += [self._count(len(entries)), *self._between(group), self.text(".", "。")]
        return runs

    def _between(self, group: Comparison, alike: Mapping[str, Run] | None = None) -> Runs:
        """Say from where to where figures reach."""
        ends = [group.entries[-1], group.entries[0]]
        alike = alike or self._alike(ends, group.unit)
        first, last = (self._placed(each.observation, alike=alike) for each in ends)
        return [self.text(" figures, from ", "个数字，自"), *first, self.text(" to ", "至"), *last]

    def _alike(self, entries: Sequence[Entry], unit: str) -> dict[str, Run]:
        """Word figures of one sentence in one unit, in Chinese, where 万元 and 亿元 are printed."""
        if self.is_english or len({each.observation.unit for each in entries}) < 2:
            return {}
        found = measure(self.catalogue, entries, unit, "zh-Hans")
        ids = [each.observation.id for each in entries]
        return {
            name: self.text(words, words) | {"ref": name}
            for name, words in zip(ids, found.worded, strict=True)
        }

    def _placed(
        self, figure: Observation, verb: str = "的", alike: Mapping[str, Run] | None = None
    ) -> Runs:
        """Name a figure with its place and period; in Chinese a particle or a verb joins them."""
        place = self.catalogue.name("regions", figure.region, self.lang)
        when = self._when(figure)
        number = (alike or {}).get(figure.id) or self._figure(figure)
        verb = "" if verb == "为" and side_of(figure.bounds) else verb
        if self.is_english:
            return [number, self.text(f" ({place}, {when})", "") | {"date": True}]
        return [{"text": place}, self.text("", f"（{when}）{verb}") | {"date": True}, number]

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
                      "各行政村据称均已超过某一水平，故村均也"),
            self._figure(level),
            self.text("; what the mean is, is not printed.", "，但村均数未载。"),
        ]  # fmt: skip

    def _rank(self, group: Comparison) -> Runs | None:
        """Say the rank of the place where one year and the bounds allow it; totals have none."""
        own = [each for each in group.entries if each.observation.region == self._region]
        if not own or not group.is_ranked or is_total(self.catalogue, own[0].observation):
            return None
        ranks = next(each for each in rank(group) if each.observation == own[0].observation.id)
        ref = {"ref": own[0].observation.id, "aside": True}
        place = self.catalogue.name("regions", self._region, self.lang)
        low, high = str(ranks.low), str(ranks.high)
        count = self._count(len(group.entries))
        ranks_in_words: Runs = [{"text": low} | ref]
        if low != high:
            ranks_in_words += [self.text(" to ", "至"), {"text": high} | ref]
        if not self.is_english:
            return [self.text("", f"{place}在"), count, self.text("", "个同年数字中，自大至小居第"),
                    *ranks_in_words, self.text("", "位。")]  # fmt: skip
        return [self.text(f"{place} stands at rank ", ""), *ranks_in_words, self.text(" of ", ""), count,
                self.text(" that print it for the year, counted from the greatest.", "")]  # fmt: skip

    @property
    def _region(self) -> str:
        return self.analysis.scope.region

    def beside_figure(self) -> Display | None:
        """Draw each group of comparable figures on an axis; None where all groups are small."""
        panels = [panel for topic in self._topics for panel in self._panels(topic)]
        if not panels:
            return None
        is_own = any(dot.is_own for panel in panels for dot in panel.dots)
        caption = [
            self.text("Beside other places. ", "与其他地区并列。"),
            *(run for panel in panels for run in self._titled(panel, panel is panels[-1])),
            self.text(*legend(panels)),
            self.text(f" {_OWN[0]}", _OWN[1]) if is_own else {"text": ""},
        ]
        alt = [
            self.text("Dots with bounds, from the greatest down. ", "带界限的圆点，自大至小。"),
            *(run for panel in panels for run in self._seen(panel)),
        ]
        svg = draw(panels, f"beside-{self.analysis.area}")
        heads, rows = self._beside_data()
        if not rows:
            caption += [self.text(" The figures stand in ", "数字见"),
                        {"text": "", "xref": "table:beside"}, self.text(".", "。")]  # fmt: skip
        return self.drawing("beside", caption, alt, rows, svg, heads)

    def _beside_data(self) -> tuple[Sequence[tuple[str, str, str]], list[list[Runs]]]:
        """Heads and rows of the data under the figure: none, where a table has them all."""
        return FIGURE_HEADS, []

    def _titled(self, panel: Panel, is_last: bool) -> Runs:
        """Return the title of a panel as runs: the number of its figures leads to their table."""
        count = str(len(panel.dots))
        sign = f"{count} figures" if self.is_english else self._own_text(f"{count}个数字")
        name, found, years = panel.title.partition(sign)
        end = self.text(". ", "。") if is_last else self.text("; ", "；")
        if not found:
            return [name_run(name), end]
        before, _, behind = sign.partition(count)
        counted: Runs = [
            {"text": before},
            {"text": count, "listed": "fig:beside"},
            {"text": behind},
            {"text": years, "date": True},
        ]
        return [name_run(name), *(run for run in counted if run["text"]), end]

    def _seen(self, panel: Panel) -> Runs:
        dots = [f"{dot.label} {dot.worded}" for dot in panel.dots]
        english, chinese = (
            f"{panel.title}: {'; '.join(dots)}. ",
            f"{panel.title}：{'；'.join(dots)}。",
        )
        return [self.text(english, chinese)]

    def _panels(self, topic: Topic) -> list[Panel]:
        """Panels of the groups that are worth an axis, with the level on the first."""
        level = topic.level
        firm = [self._firm(each) for each in topic.groups]
        held = [
            self._panel(group)
            for place, group in enumerate(firm)
            if len(group.entries) + bool(level and not place) >= _FEWEST_MARKS
        ]
        if held and level and level.bounds.low is not None:
            words = plain([self._figure(level), self.text(": each village of ", "："),
                           {"text": self.catalogue.name("regions", self._region, self.lang)},
                           self.text("", "各村")])  # fmt: skip
            held[0] = replace(held[0], level=(level.bounds.low, words))
        return held

    def _panel(self, group: Comparison) -> Panel:
        shown = [self._year(period) for period in group.periods]
        dash = "–" if self.is_english else "—"
        listed = ", ".join(shown[:-1]) + " and " + shown[-1] if shown[1:] else shown[0]
        few = listed if self.is_english else "、".join(shown)
        years = few if len(shown) < 4 else f"{shown[0]}{dash}{shown[-1]}"
        title = f"{self.catalogue.name('indicators', group.indicator, self.lang)}"
        count = len(group.entries)
        behind = "年" if len(group.periods[-1]) == 4 else ""
        part = (
            f", {count} figures, {years}"
            if self.is_english
            else f"（{count}个数字，{years}{behind}）"
        )
        labels = [str(self._label(each.observation)["text"]) for each in group.entries]
        own = {e.observation.id for e in group.entries if e.observation.region == self._region}
        return self._axis(title + self._own_text(part), group, labels, own)

    def _year(self, period: str) -> str:
        """A year by its number, a part of one in words."""
        base = "en" if self.is_english else "zh-Hans"
        return period if len(period) == 4 else self._own_text(named(period, base))

    def _own_text(self, words: str) -> str:
        return str(self.text(words, words)["text"])

    def _axis(
        self, title: str, group: Comparison, labels: Sequence[str], own: Collection[str]
    ) -> Panel:
        """Set the entries of a group on an axis, each with its label; own ones stand out."""
        base = "en" if self.is_english else "zh-Hans"
        found = measure(self.catalogue, group.entries, group.unit, base)
        dots = tuple(
            self._dot(entry, label, self._own_text(words), is_own=entry.observation.id in own)
            for entry, label, words in zip(group.entries, labels, found.worded, strict=True)
        )
        return Panel(title, self._own_text(found.unit), dots, found.factor, scale=group.indicator)

    def _dot(self, entry: Entry, label: str, words: str, *, is_own: bool) -> Dot:
        sign = SYMBOLS.get(self._marks.get(entry.observation.id, ""), "")
        label = f"→ {label}" if is_own else label
        return Dot(label, words + sign, entry.bounds, entry.standing, entry.text_seen, is_own)

    def _label(self, figure: Observation) -> Run:
        place = self.catalogue.name("regions", figure.region, self.lang)
        joint = ", " if self.is_english else "，"
        return {"text": f"{place}{joint}{self._year(figure.period)}", "date": True}

    def _extent(self, figure: Observation, unit: str = "") -> Run:
        """Word what a figure can be, in another unit than its own where one is given."""
        base = "en" if self.is_english else "zh-Hans"
        held = figure.quantity
        held = convert(held, unit, units_of(self.catalogue)) if unit else held
        words = wording.extent(held, base, counter=counter_of(figure))
        return self.text(words, words) | {"ref": figure.id}

    def beside_table(self) -> Display | None:
        """List every figure of the section with its place, period, source and standing."""
        figures = {each.id: each for topic in self._topics for each in topic.figures}
        rows = [self._table_row(each) for each in figures.values()]
        if not rows:
            return None
        caption = [self.text("What this place and others print, and how each source stands; figures "
                             "of different kinds stand in the same list, not on one scale.",
                             "本地与其他地区所载数字及各来源的性质；不同口径的数字列于同表，并非同一尺度。")]  # fmt: skip
        heads = (("Figure", "指标", "left"), *_HEADS)
        return self.table("beside", caption, heads, rows)

    def _table_row(self, figure: Observation) -> list[Runs]:
        name = self.catalogue.name("indicators", figure.indicator, self.lang)
        return [[name_run(name)], *self._cells(figure)]

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

    def _shown(self) -> dict[str, Observation]:
        """Figures of other places and years that the page shows, by id."""
        return {each.id: each for topic in self._topics for each in topic.figures}

    def _whole(self) -> Analysis:
        """Return the analysis with the figures of other places behind its own."""
        whole = super()._whole()
        held = {each.id for each in whole.observed.values()}
        others = {key: each for key, each in self._shown().items() if key not in held}
        return replace(whole, observed={**whole.observed, **others})

    def _figure_ids(self) -> set[str]:
        return super()._figure_ids() | set(self._shown())
