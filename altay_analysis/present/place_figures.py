"""Pictures of the report on a place: themes with many figures, other places, and the years."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from altay_analysis.areas.elsewhere import grown, over_years
from altay_analysis.comparison import Comparison, Entry, rank
from altay_analysis.periods import year
from altay_analysis.present.beside import SHAPES, BesidePage
from altay_analysis.present.display import Display
from altay_analysis.present.dots import Dot, Panel, axis, draw, height
from altay_analysis.present.evidence import evidence
from altay_analysis.present.runs import Run, Runs, name_run
from altay_analysis.present.years import Point, Years
from altay_analysis.present.years import draw as draw_years

if TYPE_CHECKING:
    from altay_analysis.areas.elsewhere import Topic
    from altay_analysis.catalogue import Observation
    from altay_analysis.formulas import Estimate

__all__ = ["PlaceFiguresPage", "table_id"]

_FEWEST_DOTS = 4
_MOST_YEARS = 9
_WIDE = 34
_FAMILIES = {
    "prices": (
        (r"cpi_\w+|\w+_price_change", ("Prices, change on the year before", "价格较上年涨幅"),
         (r"^(Consumer p|P)rices of |, change$", r"价格涨幅$")),
    ),
    "agriculture": (
        (r"\w+_output_growth_real", ("Gross output, real growth", "产值实际增幅"),
         (r"^Real growth: gross output of ", r"(总?产值)?实际增幅$")),
        (r"\w+_area_growth", ("Sown area, growth", "播种面积增幅"),
         (r"^Growth: sown area, ", r"(总?播种面积)增幅$")),
    ),
    "budget": (
        (r"(?!gpb_)\w+_expenditure", ("Expenditure by item", "各项支出"),
         (r"^Expenditure on (the )?", r"支出$")),
        (r"(?!gpb_)\w+_expenditure_growth", ("Expenditure by item, growth at current prices",
                                             "各项支出名义增幅"),
         (r"^Growth: expenditure on (the )?", r"支出增幅$")),
    ),
}  # fmt: skip
"""By theme: which indicators are drawn on one axis, its title, and what their names share."""

_TALLEST = 7.2
"""Inches that the panels of one figure may take, so that its caption stands on the same page."""

_TOTALS = ("cpi_change", "agricultural_output_growth_real", "sown_area_growth")


class PlaceFiguresPage(BesidePage):
    """A page that draws what it holds many of, what others print, and what several years print."""

    def theme_figure(self, theme: str) -> Display | None:
        """Draw the figures of a theme that share an axis; None where they are few."""
        panels = list(self._families(theme))
        if not panels:
            return None
        shown = [figure for _, figures in panels for figure in figures]
        titles = ("; " if self.is_english else "；").join(panel.title for panel, _ in panels)
        total = any(figure.indicator in _TOTALS for figure in shown)
        own = (
            ("The total is in colour and marked “→”. ", "总体以彩色和“→”标出。")
            if total
            else ("", "")
        )
        caption = [
            self.text(
                f"{titles}. {own[0]}{SHAPES[0]} Source: ", f"{titles}。{own[1]}{SHAPES[1]}来源："
            ),
            *self._sources_of(shown),
            self.text(".", "。"),
        ]
        rows = self._data(shown)
        if not self._is_drawn_whole(theme):
            rows = []
            caption += [self.text(" The figures stand in ", "数字见"),
                        {"text": "", "xref": f"table:{table_id(theme)}"}, self.text(".", "。")]  # fmt: skip
        alt = [
            self.text("Dots with bounds, from the greatest down. ", "带界限的圆点，自大至小。"),
            *(run for panel, _ in panels for run in self._seen(panel)),
        ]
        svg = draw([panel for panel, _ in panels], f"theme-{theme}")
        return self.drawing(f"theme-{theme}", caption, alt, rows, svg)

    def _is_drawn_whole(self, theme: str) -> bool:
        """Whether every figure of a theme stands in its picture, and so in the picture's data."""
        drawn = {each.id for _, figures in self._families(theme) for each in figures}
        return {each.id for each in self._of_theme(theme)} <= drawn

    def _of_theme(self, theme: str) -> list[Observation]:
        """Figures of a theme; the page on a place has them."""
        raise NotImplementedError

    def _sources_of(self, figures: Sequence[Observation]) -> Runs:
        names = dict.fromkeys(each.source for each in figures)
        return [name_run((", " if self.is_english else "、").join(names))]

    def _data(self, figures: Sequence[Observation]) -> list[list[Runs]]:
        return [
            [[name_run(self.catalogue.name("indicators", each.indicator, self.lang))],
             [self._figure(each)], [self._extent(each)]]
            for each in figures
        ]  # fmt: skip

    def _families(self, theme: str) -> Iterator[tuple[Panel, list[Observation]]]:
        for pattern, title, shared in _FAMILIES.get(theme, ()):
            own = {each.id for each in self._of_theme(theme)}
            figures = [
                each for key, each in self.analysis.observed.items()
                if key == each.indicator and each.id in own and re.fullmatch(pattern, key)
            ]  # fmt: skip
            if len(figures) >= _FEWEST_DOTS:
                unit = str(self.catalogue.indicators.at[figures[0].indicator, "unit"])
                entries = sorted(map(self._entry, figures), key=_middle, reverse=True)
                dots = tuple(self._item(each, shared) for each in entries)
                held = [each.observation for each in entries]
                yield self._axis(str(self.text(*title)["text"]), unit, dots), held

    def _entry(self, figure: Observation) -> Entry:
        """Return a figure as an entry, in the unit of its indicator."""
        group = next(
            group for group in self._groups(figure.indicator)
            if any(each.observation.id == figure.id for each in group.entries)
        )  # fmt: skip
        return next(each for each in group.entries if each.observation.id == figure.id)

    def _item(self, entry: Entry, shared: tuple[str, str]) -> Dot:
        name = self.catalogue.name("indicators", entry.observation.indicator, self.lang)
        short = re.sub(
            shared[0] if self.is_english else str(self.text("", shared[1])["text"]), "", name
        )
        is_total = entry.observation.indicator in _TOTALS
        label = str(self.text("→ all together", "→ 总体")["text"]) if is_total else _lines(short)
        worded = str(self._figure(entry.observation)["text"])
        return Dot(label, worded, entry.bounds, entry.standing, entry.text_seen, is_total)

    def _groups(self, indicator: str) -> tuple[Comparison, ...]:
        from altay_analysis.comparison import groups

        return groups(self.catalogue, indicator, regions=[self._region])

    @property
    def _compared(self) -> list[Topic]:
        """Topics on which another place can stand beside this one."""
        return [topic for topic in self._topics if len(topic.groups[0].places) > 1]

    @property
    def _alone(self) -> list[Topic]:
        """Topics on which others print something that cannot stand beside this place's."""
        return [topic for topic in self._topics if len(topic.groups[0].places) == 1]

    def beside(self) -> Display | None:
        """Say how the place stands among others, where no rank can be said, and what is refused."""
        if not self._topics:
            return None
        first = self._compared[:2]
        opening = [self._among(topic.groups[0]) for topic in first]
        unranked = [t for t in self._compared if not t.groups[0].is_ranked]
        note = self.text("Where their years are not the same, figures are put in order, not ranked.",
                         "年份不尽相同的，仅按大小排列，不作排名。")  # fmt: skip
        kinds = {each.kind: each for topic in self._alone for each in topic.parted}
        refused = [self._refused(each) for each in kinds.values()]
        return self.sentences([*opening, [note] if unranked else None], *([r] for r in refused))

    def _among(self, group: Comparison) -> Runs:
        """Say the place's own figure and the ends of the group that it stands in."""
        own = self._own_entry(group).observation
        name = self.catalogue.name("indicators", group.indicator, self.lang)
        runs = [name_run(name), self.text(": ", "："), self._figure(own)]
        # The table of comparisons is shown for two or more.
        count = self._number_of(group, "beside" if len(self._compared) > 1 else "evidence")
        runs += [self.text("; of ", "；"), count,
                 self.text(" figures, the greatest is ", "个数字中，最大为")]  # fmt: skip
        runs += self._placed(group.entries[0].observation)
        runs += [
            self.text(", the least ", "，最小为"),
            *self._placed(group.entries[-1].observation),
        ]
        return [*runs, self.text(".", "。")]

    @staticmethod
    def _number_of(group: Comparison, table: str) -> Run:
        return {"text": str(len(group.entries)), "listed": f"table:{table}"}

    def _own_entry(self, group: Comparison) -> Entry:
        """Return the entry of the place: of the report's period, or its latest."""
        own = [each for each in group.entries if each.observation.region == self._region]
        period = self.analysis.scope.period
        return max(own, key=lambda e: (e.observation.period == period, e.observation.period))

    def _panels(self, topic: Topic) -> list[Panel]:
        """Panel of the place among others; where only periods part them, both kinds apart."""
        return [self._panel(group) if group else self._apart(self._own_entry(topic.groups[0]).observation)
                for group in self._drawn_groups.get(topic.indicator, ())]  # fmt: skip

    @cached_property
    def _drawn_groups(self) -> dict[str, list[Comparison | None]]:
        """By indicator, the groups that are drawn, as many as a page holds; None: own apart."""
        wanted: list[tuple[str, list[Comparison | None]]] = [
            (topic.indicator, [topic.groups[0]]) for topic in self._compared
        ]
        wanted += [(topic.indicator, list(self._parted(topic))) for topic in self._alone[:1]]
        found: dict[str, list[Comparison | None]] = {}
        room = _TALLEST
        for indicator, held in wanted:
            sizes = [1 if group is None else len(group.entries) for group in held]
            needed = sum(height(size) for size in sizes)
            if held and needed <= room:
                found[indicator], room = held, room - needed
        return found

    @staticmethod
    def _parted(topic: Topic) -> Iterator[Comparison | None]:
        """Yield the others' largest group and the place's own figure, where periods part them."""
        largest = max(topic.groups[1:], key=lambda group: len(group.entries))
        if topic.parted[0].kind == "period" and len(largest.entries) > 1:
            yield largest
            yield None

    def _drawn(self, topic: Topic) -> list[Observation]:
        """Figures of a topic that the page shows: those drawn, or the ends and its own."""
        drawn = [
            group for group in self._drawn_groups.get(topic.indicator, ()) if group is not None
        ]
        entries = [each for group in drawn for each in group.entries]
        own = topic.groups[0]
        shown = (
            [own.entries[0], own.entries[-1], self._own_entry(own)] if len(own.places) > 1 else []
        )
        return [each.observation for each in (*entries, *shown, self._own_entry(own))]

    def _figures_of(self, topic: Topic) -> Sequence[Observation]:
        return list({each.id: each for each in self._drawn(topic)}.values())

    def beside_table(self) -> Display | None:
        """List what can be compared: own figure, how many there are, their ends, the rank."""
        if len(self._compared) < 2:
            return None
        heads = (
            ("Figure", "数字", "left"),
            ("Here", "本地", "right"),
            ("n", "个数", "right"),
            ("Greatest", "最大", "left"),
            ("Least", "最小", "left"),
            ("Rank", "位次", "right"),
        )
        ranked = any(topic.groups[0].is_ranked for topic in self._compared)
        width = len(heads) if ranked else len(heads) - 1
        rows = [self._compared_row(topic.groups[0])[:width] for topic in self._compared]
        caption = [self.text("What this place and others print, as far as it can be compared.",
                             "本地与其他地区所载、可以比较的数字。")]  # fmt: skip
        if ranked:
            caption.append(self.text(" A rank counts from the greatest and is said only within one year.",
                                     "位次自大至小，仅限同一年份。"))  # fmt: skip
        return self.table("beside", caption, heads[:width], rows)

    def _compared_row(self, group: Comparison) -> list[Runs]:
        own = self._own_entry(group).observation
        name = self.catalogue.name("indicators", group.indicator, self.lang)
        count = self._number_of(group, "evidence")
        ends = [self._placed_short(group.entries[at].observation) for at in (0, -1)]
        rank_run = self._rank_run(group, own)
        return [[name_run(name)], [self._figure(own)], [count], *ends, [rank_run]]

    def _placed_short(self, figure: Observation) -> Runs:
        label = self._label(figure)["text"]
        around = f" ({label})" if self.is_english else f"（{label}）"
        return [self._figure(figure), {"text": around, "date": True}]

    def _rank_run(self, group: Comparison, own: Observation) -> Run:
        if not group.is_ranked:
            return {"text": "—"}
        ranks = next(each for each in rank(group) if each.observation == own.id)
        ends = dict.fromkeys((str(ranks.low), str(ranks.high)))
        return {"text": "–".join(ends), "ref": own.id}

    @cached_property
    def _series(self) -> tuple[Comparison, ...]:
        """What the place's texts print for several years."""
        return over_years(self.catalogue, self.analysis)

    @cached_property
    def _grown(self) -> dict[str, Estimate]:
        found = {series.indicator: grown(self.catalogue, series) for series in self._series[:1]}
        return {key: each for key, each in found.items() if each is not None}

    def years(self) -> Display | None:
        """Say what changed between the years that are printed; None where there is one alone."""
        if not self._series:
            return None
        listed = self._series if len(self._series) <= 3 else self._series[:1]
        note = [self.text("A later text can have revised what an earlier one printed.",
                          "后来的文本可能已修订先前所载的数字。")]  # fmt: skip
        texts = {e.observation.source for s in self._series for e in s.entries}
        return self.sentences(list(map(self._course, listed)), [note if len(texts) > 1 else None])

    def _course(self, series: Comparison) -> Runs:
        """Name an indicator's figures from the earliest, and its growth where it is an amount."""
        name = self.catalogue.name("indicators", series.indicator, self.lang)
        runs: Runs = [self.text(f"{name}: ", f"{name}：")]
        for place, entry in enumerate(self._in_order(series)):
            when = self._when(entry.observation)
            runs += [self.text(", ", "，")] if place else []
            dated = self.text(f" ({when})", f"（{when}）") | {"date": True}
            runs += [self._figure(entry.observation), dated]
        return [*runs, *self._rise(series.indicator), self.text(".", "。")]

    def _rise(self, indicator: str) -> Runs:
        if indicator not in self._grown:
            return []
        from altay_analysis import wording

        base = "en" if self.is_english else "zh-Hans"
        estimate = self._grown[indicator]
        words = wording.derived(estimate.quantity, base)
        return [self.text("; the change at the prices of each year, worked out: ",
                          "；按各年价格推算的变化："),
                self.text(words, words) | {"ref": estimate.id}]  # fmt: skip

    @staticmethod
    def _in_order(series: Comparison) -> list[Entry]:
        return sorted(series.entries, key=lambda entry: entry.observation.period)

    def years_figure(self) -> Display | None:
        """Draw each indicator that has several years in a small panel; None for one or two."""
        panels = [self._small(series) for series in self._series[:_MOST_YEARS]]
        if len(panels) < 3:
            return None
        shown = [e.observation for s in self._series[:_MOST_YEARS] for e in self._in_order(s)]
        span = sorted({year(each.period) for each in shown})
        caption = [
            self.text("What is printed for several years, ", "多个年份所载数字，"),
            self.text(f"{span[0]} to {span[-1]}", f"{span[0]}—{span[-1]}") | {"date": True},
            self.text(", n = ", "，n = "),
            {"text": str(len(panels)), "listed": "fig:years"},
            self.text(
                " indicators, each on an axis of its own with zero on it; the year in question is "
                f"in colour. {SHAPES[0]}",
                f"个指标，各用一轴，均含零点；所述年份以彩色标出。{SHAPES[1].replace('横线', '竖线')}",
            ),
        ]
        told = ["; ".join(f"{p.label} {p.worded}" for p in panel.points) for panel in panels]
        alt = [self.text("Small panels, the years from left to right. ", "小图，年份自左至右。")]
        alt += [
            {"text": f"{panel.title}: {words}. "} for panel, words in zip(panels, told, strict=True)
        ]
        rows: list[list[Runs]] = [
            [[*self._named(each)], [self._figure(each)], [self._extent(each)]] for each in shown
        ]
        return self.drawing("years", caption, alt, rows, draw_years(panels, "years"))

    def _named(self, figure: Observation) -> Runs:
        name = self.catalogue.name("indicators", figure.indicator, self.lang)
        when = self.text(f", {figure.period}", f"，{figure.period}") | {"date": True}
        return [name_run(name), when]

    def _small(self, series: Comparison) -> Years:
        row = self.catalogue.units.loc[series.unit]
        side = "en" if self.is_english else "zh"
        factor, _ = axis(series.unit, str(row[f"symbol_{side}"]), self.lang)
        own = self.analysis.scope.period
        points = tuple(
            Point(self._year(e.observation.period), str(self._figure(e.observation)["text"]).replace(" yuan", ""),
                  e.bounds, e.standing, e.text_seen, e.observation.period == own)
            for e in self._in_order(series)
        )  # fmt: skip
        name = self.catalogue.name("indicators", series.indicator, self.lang)
        # A panel is narrow: English money says its unit once, behind the name.
        unit = ", yuan" if self.is_english and series.unit.endswith("yuan") else ""
        return Years(name + unit, points, factor)

    def evidence(self) -> Display:
        """List every figure of the page: its own, those of other places and years, what follows."""
        held = {each.id for each in self.analysis.observed.values()}
        others = [each for topic in self._topics for each in self._drawn(topic)]
        others += [each.observation for series in self._series for each in series.entries]
        others += self._further()
        more = {each.id: each for each in others if each.id not in held}
        derived = dict(self.analysis.derived)
        for key, estimate in self._grown.items():
            derived[f"grown_{key}"] = estimate
        whole = replace(self.analysis, observed={**self.analysis.observed, **more}, derived=derived)
        names = dict(self.names) | {f"grown_{key}": self._grown_name(key) for key in self._grown}
        return evidence(self.catalogue, whole, names, self.lang)

    def _grown_name(self, indicator: str) -> tuple[str, str]:
        row = self.catalogue.indicators.loc[indicator]
        return f"{row['name_en']}, change worked out", f"{row['name_zh']}变化（推算）"

    def _further(self) -> Sequence[Observation]:
        """Figures of the page that stand in none of its pictures."""
        return ()


def table_id(theme: str) -> str:
    """Return the id of a theme's table."""
    return f"theme-{theme.replace('_', '-')}"


def _middle(entry: Entry) -> float:
    ends = [float(end) for end in (entry.bounds.low, entry.bounds.high) if end is not None]
    return sum(ends) / len(ends) if ends else 0.0


def _lines(name: str) -> str:
    """Begin a name with a capital, and break it where it is long."""
    return "\n".join(textwrap.wrap(name[:1].upper() + name[1:], _WIDE)) or name
