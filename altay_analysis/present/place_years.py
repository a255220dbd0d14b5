"""What the texts on a place print for several years: a table, and what changed."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from altay_analysis import wording
from altay_analysis.areas.elsewhere import grown, over_years
from altay_analysis.present.beside import BesidePage
from altay_analysis.present.display import Display
from altay_analysis.present.evidence import evidence
from altay_analysis.present.runs import Runs, name_run

if TYPE_CHECKING:
    from altay_analysis.areas.analysis import Analysis
    from altay_analysis.comparison import Comparison, Entry
    from altay_analysis.formulas import Estimate

__all__ = ["PlaceYearsPage"]

_SAID = 3
"""Indicators up to which sentences name every figure; more stand in a table."""


class PlaceYearsPage(BesidePage):
    """A page with a section on the years of its place."""

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
        listed = self._series if len(self._series) <= _SAID else self._series[:1]
        note = [self.text("A later text may have revised what an earlier one printed.",
                          "后来的文本可能已修订先前所载的数字。")]  # fmt: skip
        texts = {e.observation.source for s in self._series for e in s.entries}
        return self.sentences(list(map(self._course, listed)), [note if len(texts) > 1 else None])

    def _course(self, series: Comparison) -> Runs:
        """Name an indicator's figures from the earliest, and its growth where it is an amount."""
        name = self.catalogue.name("indicators", series.indicator, self.lang)
        runs: Runs = [self.text(f"{name}: ", f"{name}：")]
        for place, entry in enumerate(_in_order(series)):
            when = self._when(entry.observation)
            runs += [self.text(", ", "，")] if place else []
            dated = self.text(f" ({when})", f"（{when}）") | {"date": True}
            runs += [self._figure(entry.observation), dated]
        return [*runs, *self._rise(series.indicator), self.text(".", "。")]

    def _rise(self, indicator: str) -> Runs:
        if indicator not in self._grown:
            return []
        estimate = self._grown[indicator]
        words = wording.derived(estimate.quantity, "en" if self.is_english else "zh-Hans")
        rose = (estimate.quantity.bounds.low or 0) > 0
        said = (
            self.text("; at the prices of each year it grew by ", "；按现价计算增长")
            if rose
            else self.text("; the change at the prices of each year is ", "；按现价计算，变化为")
        )
        return [said, self.text(words, words) | {"ref": estimate.id}]

    def years_table(self) -> Display | None:
        """List each indicator with a column a period; None where sentences name them all."""
        if len(self._series) <= _SAID:
            return None
        periods = sorted({period for series in self._series for period in series.periods})
        words = [self._year(period) for period in periods]
        rows = [self._years_row(series, periods) for series in self._series]
        caption = [self.text("What is printed for several years.", "各年份所载数字。")]
        frame = self.frame(
            [("Figure", "指标", "left"), *((each, each, "right") for each in words)], rows
        )
        for column in frame["columns"][1:]:  # type: ignore[index]
            column["label"] = [column["label"][0] | {"date": True}]
        return Display("table", self.lang, {"id": "years", "caption": caption, **frame})

    def _years_row(self, series: Comparison, periods: list[str]) -> list[Runs]:
        name = self.catalogue.name("indicators", series.indicator, self.lang)
        cells: list[Runs] = []
        for period in periods:
            held = [e.observation for e in series.entries if e.observation.period == period]
            joint = self.text("; ", "；")
            runs = [run for at, each in enumerate(held)
                    for run in ([joint] * (at > 0) + [self._figure(each)])]  # fmt: skip
            cells.append(runs or [{"text": "—"}])
        return [[name_run(name)], *cells]

    def _whole(self) -> Analysis:
        """Return the analysis with the figures of other years, and the growth between them."""
        whole = super()._whole()
        held = {each.id for each in whole.observed.values()}
        figures = [each.observation for series in self._series for each in series.entries]
        more = {each.id: each for each in figures if each.id not in held}
        grown_too = {f"grown_{key}": each for key, each in self._grown.items()}
        return replace(
            whole,
            observed={**whole.observed, **more},
            derived={**whole.derived, **grown_too},
        )

    def evidence(self) -> Display:
        """List every figure of the page: its own, those of other places and years, what follows."""
        named = {f"grown_{key}": self._grown_name(key) for key in self._grown}
        return evidence(self.catalogue, self._whole(), {**self.names, **named}, self.lang)

    def _grown_name(self, indicator: str) -> tuple[str, str]:
        row = self.catalogue.indicators.loc[indicator]
        return f"{row['name_en']}, change worked out", f"{row['name_zh']}变化（推算）"


def _in_order(series: Comparison) -> list[Entry]:
    return sorted(series.entries, key=lambda entry: entry.observation.period)
