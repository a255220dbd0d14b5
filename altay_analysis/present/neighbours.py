"""The section on what the places around one print: a table, what it finds, and why it is apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from altay_analysis.areas.neighbours import gather
from altay_analysis.present.beside import BesidePage
from altay_analysis.present.runs import Run, Runs, name_run

if TYPE_CHECKING:
    from altay_analysis.areas.analysis import Analysis
    from altay_analysis.areas.neighbours import Neighbour, Neighbours
    from altay_analysis.catalogue import Observation
    from altay_analysis.present.display import Display

__all__ = ["NeighboursPage"]

_KINDS = {
    "gdp": ("GDP", "地区生产总值"),
    "growth": ("Real growth", "实际增幅"),
    "per_head": ("GDP per head", "人均地区生产总值"),
    "population": ("Population", "人口"),
    "revenue": ("Budget revenue", "一般公共预算收入"),
    "livelihood": ("Livelihood share of expenditure", "民生支出占比"),
}
"""Names of the kinds; in a sentence the first letter is made small, where it may be."""

_POPULATIONS = {
    "resident_population": ("resident", "常住"),
    "total_population": ("total", "总人口"),
    "registered_population": ("registered", "户籍"),
}
"""Which population a cell has: the three are not one figure."""


class NeighboursPage(BesidePage):
    """A page with a section on the other places of the province."""

    @cached_property
    def _around(self) -> Neighbours | None:
        return gather(self.catalogue, self.analysis.scope)

    def neighbours(self) -> Display | None:
        """Say what the places around print, what of it the place prints, and why it is apart."""
        around = self._around
        if around is None:
            return None
        return self.sentences(
            [self._printed(around), self._own(around)],
            list(self._parted(around)),
            [self._silent(around)],
        )

    def _printed(self, around: Neighbours) -> Runs:
        """Say how many main figures are printed, and of which places."""
        enclosing = [place for place in around.within if place in around.places]
        others = len(around.places) - len(enclosing)
        runs: Runs = [self.text("On ", "关于"), {"text": self._names(enclosing)}]
        if others:
            runs += [self.text(" and ", "及") if enclosing else self.text("", ""),
                     self.text("", "同一省级行政区内的" + "另外" * bool(enclosing)),
                     self._listed(others),
                     self.text(f"{' other' * bool(enclosing)} place{'s' * (others > 1)} of the same "
                               "province or region", "个地区")]  # fmt: skip
        return [*runs, self.text(", ", "，各文本共载有"), self._listed(len(around.figures)),
                self.text(" main figure is printed (" if len(around.figures) == 1 else
                          " main figures are printed (", "个主要数字（见"),
                {"text": "neighbours", "xref": "table:neighbours"},
                self.text(").", "）。")]  # fmt: skip

    def _listed(self, count: int) -> Run:
        """Return a number that leads to the table of the section."""
        return {"text": str(count), "listed": "table:neighbours"}

    def _names(self, codes: Sequence[str]) -> str:
        names = [self.catalogue.name("regions", code, self.lang) for code in codes]
        return (", " if self.is_english else "、").join(names)

    def _own(self, around: Neighbours) -> Runs:
        """Say which of these kinds are printed of the place itself, if any."""
        held = [kind for kind in around.kinds if kind in around.own]
        lacking = [kind for kind in around.kinds if kind not in around.own]
        place = self.catalogue.name("regions", self._region, self.lang)
        source: Run = name_run((", " if self.is_english else "、").join(around.sources))
        if not around.sources:
            source = self.text("no text", "各文本")
        verb = "print" if len(around.sources) > 1 else "prints"
        if not held:
            none = "none" if around.sources else "any"
            return [self.text("Of these kinds, ", "下列指标，"), source,
                    self.text(f" {verb} {none} for {place}: {self._kinds(lacking, ' or ')}.",
                              f"均未载有{place}的数字：{self._kinds(lacking, '、')}。")]  # fmt: skip
        behind = self._kinds(lacking, " or ")
        return [self.text("Of these kinds, ", "下列指标中，"), source,
                self.text(f" {verb} for {place} {self._kinds(held, ' and ')}",
                          f"载有{place}的{self._kinds(held, '、')}"),
                self.text(f"; not {behind}." if lacking else ".",
                          f"；未载{behind}。" if lacking else "。")]  # fmt: skip

    def _kinds(self, kinds: Sequence[str], last: str) -> str:
        """Name kinds in a sentence."""
        names = [_KINDS[kind][0 if self.is_english else 1] for kind in kinds]
        if not self.is_english:
            return "、".join(names)
        names = [name if name.startswith("GDP") else name[0].lower() + name[1:] for name in names]
        return last.join(filter(None, [", ".join(names[:-1]), *names[-1:]]))

    def _parted(self, around: Neighbours) -> Iterator[Runs]:
        """Say why a figure of the place stands on no axis with those of the table."""
        for each in around.beside:
            if each.refusals:
                yield self._refused(each.refusals[0])
            else:
                name = self.catalogue.name("indicators", each.own.indicator, self.lang)
                yield [name_run(name), self.text(" can stand beside theirs: ", "可与之并列："),
                       self._figure(each.own), self.text(".", "。")]  # fmt: skip
        held = {*around.own, *(each.kind for each in around.beside)}
        if set(around.kinds) - held:
            place = self.catalogue.name("regions", self._region, self.lang)
            other = "other " if held else ""
            yield [self.text(f"For the {other}kinds there is no figure of {place} to stand beside theirs, "
                             "and one of another place does not stand in for it.",
                             f"{'其余' if held else '上述'}指标没有{place}的数字可与之并列，"
                             "他处的数字也不能代替。")]  # fmt: skip

    def _silent(self, around: Neighbours) -> Runs | None:
        """Name the places of which other figures than these are printed."""
        if not around.silent:
            return None
        sources = sorted(self._named_only(), key=list(self.catalogue.sources.index).index)
        listed = (", " if self.is_english else "、").join(sources)
        return [
            self.text("Only figures of other kinds are printed on ", "同一省级行政区内，"),
            {"text": self._names(around.silent)}, self.text(" (", "的文本（"), name_run(listed),
            self.text(").", "）只载有其他指标。"),
        ]  # fmt: skip

    def _named_only(self) -> set[str]:
        """Texts on the places of which no main figure is printed."""
        places = () if self._around is None else self._around.silent
        return {str(name) for code in places for name in self.catalogue.pick(region=code)["source"]}

    def neighbours_table(self) -> Display | None:
        """List the main figures of each place and period, with how their source stands."""
        around = self._around
        if around is None:
            return None
        heads = (
            ("Place, period", "地区，时期", "left"),
            ("Main figures", "主要数字", "left"),
            ("Source", "来源", "left"),
        )
        caption = [
            self.text("Main figures that the texts print on the places around. They are of different "
                      "years and of places of different levels: listed, not ranked.",
                      "各文本所载上级及周边地区的主要数字。年份与行政层级不尽相同，仅作列举，不作排名。")]  # fmt: skip
        return self.table("neighbours", caption, heads, [self._row(each) for each in around.found])

    def _row(self, each: Neighbour) -> list[Runs]:
        sources = dict.fromkeys(figure.source for figure in each.figures.values())
        stands = [[self._stands(source)] for source in sources]
        main = [self._main(kind, each.figures[kind]) for kind in each.figures]
        first = main[0][0]
        main[0][0] = {**first, "text": first["text"][:1].upper() + first["text"][1:]}
        return [[self._label(next(iter(each.figures.values())))],
                self._joined_by("; ", "；", main), self._joined_by("; ", "；", stands)]  # fmt: skip

    def _joined_by(self, en: str, zh: str, parts: Sequence[Runs]) -> Runs:
        joint = self.text(en, zh)
        return [run for at, part in enumerate(parts) for run in ([joint] * (at > 0) + part)]

    def _main(self, kind: str, figure: Observation) -> Runs:
        """Name a figure of a kind, and which population it is."""
        counted = _POPULATIONS.get(figure.indicator)
        behind = [self.text(f" ({counted[0]})", f"（{counted[1]}）")] if counted else []
        name = self._kinds([kind], "")
        return [self.text(f"{name} ", name), self._figure(figure), *behind]

    def _whole(self) -> Analysis:
        """Return the analysis with the figures of the places around behind its own."""
        whole = super()._whole()
        held = {each.id for each in whole.observed.values()}
        around = {each.id: each for each in self._figures_around() if each.id not in held}
        return replace(whole, observed={**whole.observed, **around})

    def _figure_ids(self) -> set[str]:
        return super()._figure_ids() | {each.id for each in self._figures_around()}

    def _figures_around(self) -> tuple[Observation, ...]:
        return () if self._around is None else self._around.figures
