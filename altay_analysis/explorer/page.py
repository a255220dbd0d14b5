"""What is shown of a choice: figures with their bounds, the claims on them, the evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from altay_analysis import wording
from altay_analysis.areas.analysis import Analysis, Scope
from altay_analysis.explorer.choice import COLUMNS, Choice, rows
from altay_analysis.explorer.words import WORDS, in_language, word
from altay_analysis.periods import named
from altay_analysis.present.claim_words import VERDICTS
from altay_analysis.present.claims_audit import ClaimsAuditPage
from altay_analysis.present.display import Display
from altay_analysis.present.dots import Dot, Panel, axis, draw_at_once
from altay_analysis.present.evidence import SEEN, STANDING, counted
from altay_analysis.present.page import Page
from altay_analysis.present.runs import Run, Runs
from altay_analysis.present.style import to_png, to_svg
from altay_analysis.quantity import Unit, convert
from altay_analysis.refusals import units_of

if TYPE_CHECKING:
    from altay_analysis.audit import AuditResult
    from altay_analysis.catalogue import Catalogue, Observation
    from altay_analysis.formulas import Estimate

__all__ = ["DRAWN", "ChoicePage", "scope_of"]

DRAWN = 24
"""Figures that are drawn at the most; the table has all of them."""

_LONGEST = 44
_HEADS = (
    ("Figure", "数字", "left"),
    ("Place", "地区", "left"),
    ("Period", "时期", "left"),
    ("As printed", "原文所载", "left"),
    ("Can be", "可取范围", "right"),
    ("Source", "来源", "left"),
)


def scope_of(catalogue: Catalogue, choice: Choice) -> Scope:
    """Return the first place and the last period of what a choice holds."""
    found = rows(catalogue, choice)
    regions = choice.regions or tuple(found["region"]) or (str(catalogue.regions.index[0]),)
    ends = [period.rpartition("/")[2] for period in choice.periods or tuple(found["period"])]
    return Scope(regions[0], max(ends, default=catalogue.data_date[:4]))


class ChoicePage(Page):
    """Display objects of a choice.

    Parameters
    ----------
    choice : Choice
        What is chosen; its figures are `chosen`, in the order of the file.
    found : AuditResult
        The claims that any of the figures stands in.
    what_ifs : sequence of Analysis
        Estimates that the evidence lists too, with their figures.
    names : mapping of str to (str, str)
        Names of those estimates, by key.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        choice: Choice,
        found: AuditResult,
        lang: str,
        what_ifs: tuple[Analysis, ...] = (),
        names: Mapping[str, tuple[str, str]] | None = None,
    ) -> None:
        self.choice = choice
        self.chosen = {name: catalogue.observation(name) for name in rows(catalogue, choice).index}
        scope = scope_of(catalogue, choice)
        self.audit = ClaimsAuditPage(catalogue, found, scope, lang)
        observed = dict(self.chosen) | dict(self.audit.analysis.observed)
        derived: dict[str, Estimate] = {}
        assumed: dict[str, str] = {}
        for each in what_ifs:
            observed |= {figure.id: figure for figure in each.observed.values()}
            derived |= each.derived
            assumed |= each.assumed
        super().__init__(
            catalogue, Analysis("explore", scope, observed, derived, assumed), lang, names or {}
        )

    def masthead(self) -> Display:
        """Say what is chosen, and the date of the data."""
        facts = [
            self._fact("Area", "领域", [{"text": word(self.choice.area, self.lang)}]),
            self._fact("Places", "地区", self._listed("regions")),
            self._fact("Periods", "时期", self._listed("periods")),
            self._fact("Indicators", "指标", self._listed("indicators")),
        ]
        content = {"facts": facts, "data_date": self.catalogue.data_date, "contact": ""}
        return Display("masthead", self.lang, content)

    def _listed(self, name: str) -> Runs:
        held = getattr(self.choice, name) or ()
        shown = [self.label(name, each) for each in held] or [in_language(WORDS["all"], self.lang)]
        return [{"text": (", " if self.is_english else "、").join(shown)}]

    def label(self, name: str, value: str) -> str:
        """Name what can be chosen: an area, an indicator, a place or a period."""
        if name == "periods":
            return str(self._worded(*(named(value, lang) for lang in ("en", "zh-Hans")))["text"])
        if name == "area":
            return word(value, self.lang)
        return self.catalogue.name(name, value, self.lang)

    def _worded(self, en: str, zh: str) -> Run:
        return self.text(en, zh)

    def figure_runs(self, figure: Observation) -> Run:
        """Return a figure as worded, leading to its evidence."""
        held = (figure.value, figure.unit, figure.qualifier)
        return self._worded(*(wording.printed(*held, lang) for lang in ("en", "zh-Hans"))) | {
            "ref": figure.id
        }

    def table_of_figures(self) -> Display:
        """Set each figure beside what it can be, and where it is printed."""
        lines = [self._row(figure) for figure in self.chosen.values()]
        if not lines:
            return self.sentences([[self.text(*WORDS["none"])]])
        caption = [self.text("The figures chosen.", "所选数字。")]
        return self.table("chosen-figures", caption, _HEADS, lines)

    def _row(self, figure: Observation) -> list[Runs]:
        script = str(self.catalogue.sources.at[figure.source, "script"]) or "zh-Hant"
        return [
            [{"text": self.catalogue.name("indicators", figure.indicator, self.lang)}],
            [{"text": self.catalogue.name("regions", figure.region, self.lang)}],
            [{"text": self.label("periods", figure.period), "date": True}],
            [{"text": figure.as_printed, "lang": script, "ref": figure.id}],
            [self.extent(figure)],
            [self._standing(figure) | {"ref": figure.id}],
        ]

    def extent(self, figure: Observation) -> Run:
        """Say what a figure can be, in its printed unit."""
        if figure.qualifier == "designation":
            return self.text("awarded", "获评")
        worded = (wording.extent(figure.quantity, lang) for lang in ("en", "zh-Hans"))
        return self._worded(*worded) | {"ref": figure.id}

    def _standing(self, figure: Observation) -> Run:
        row = self.catalogue.sources.loc[figure.source]
        (en, zh), cut = STANDING[str(row["standing"])], SEEN["cut"]
        if row["text_seen"] == "cut":
            en, zh = f"{en}, {cut[0]}", f"{zh}，{cut[1]}"
        place, (one, sign) = figure.locator, counted(self.catalogue, figure.source)
        return self.text(
            f"{figure.source}, {one} {place} ({en})", f"{figure.source}第{place}{sign}（{zh}）"
        )

    def figure(self) -> Display:
        """Draw what the figures can be, one axis a unit, each from nought."""
        drawn = self._drawn()
        if not drawn:
            return self.sentences([[self.text(*WORDS["none"])]])
        alt: Runs = [self.text("Dots with bounds: ", "带范围的点：")]
        for place, figure in enumerate(drawn):
            alt += [self.text("; ", "；")] if place else []
            alt += [{"text": f"{self._dot_label(figure)} "}, self.figure_runs(figure)]
        lines = [
            [
                [{"text": self._dot_label(figure), "date": True}],
                [self.figure_runs(figure)],
                [self.extent(figure)],
            ]
            for figure in drawn
        ]
        return self.drawing("chosen", self.caption(), alt, lines, self.svg())

    def caption(self) -> Runs:
        """Say how the drawing is read."""
        return [
            self.text(
                "What each figure can be, one axis a kind of unit, each from zero; an arrow is a side "
                "without an end. A circle is an official text, a diamond a press account, a square a "
                "repost; hollow where only the beginning of the text was seen.",
                "各数字可取的范围，每类单位一轴，各轴均从零开始；箭头表示该侧无界。圆点为官方文本，"
                "菱形为媒体报道，方形为转载；仅见文本开头者为空心。",
            )
        ]

    def svg(self) -> str:
        """Return the drawing alone, empty where nothing can be drawn."""
        return draw_at_once(list(self._panels()), "chosen", to_svg) if self._drawn() else ""

    def png(self) -> bytes:
        """Return the drawing alone as a picture of dots."""
        return draw_at_once(list(self._panels()), "chosen", to_png)

    def _drawn(self) -> list[Observation]:
        """Return the figures that have a size, as many as are drawn."""
        sized = [each for each in self.chosen.values() if each.qualifier != "designation"]
        return sized[:DRAWN]

    def more(self) -> str:
        """Say how many figures are drawn, where not all of them are."""
        if len(self.chosen) <= DRAWN:
            return ""
        return word("more", self.lang).format(count=DRAWN, all=len(self.chosen))

    def _panels(self) -> Iterator[Panel]:
        """Yield the figures by dimension, each brought to the unit that the first is printed in."""
        units = units_of(self.catalogue)
        groups: dict[str, list[Observation]] = {}
        for figure in self._drawn():
            groups.setdefault(units[figure.unit].dimension, []).append(figure)
        for figures in groups.values():
            unit = figures[0].unit
            symbol = str(
                self.catalogue.units.at[unit, "symbol_en" if self.is_english else "symbol_zh"]
            )
            name = self.catalogue.name("units", unit, self.lang)
            dots = tuple(self._dot(figure, unit, units) for figure in figures)
            ends = (end for dot in dots for end in (dot.bounds.low, dot.bounds.high))
            most = max((end for end in ends if end is not None), default=None)
            factor, words = axis(unit, symbol or name, self.lang, most)
            yield Panel("", in_language((words, words), self.lang), dots, factor)

    def _dot(self, figure: Observation, unit: str, units: Mapping[str, Unit]) -> Dot:
        source = self.catalogue.sources.loc[figure.source]
        return Dot(
            _shortened(self._dot_label(figure)),
            str(self.figure_runs(figure)["text"]),
            convert(figure.quantity, unit, units).bounds,
            str(source["standing"]),
            str(source["text_seen"]),
            is_own=True,
        )

    def _dot_label(self, figure: Observation) -> str:
        """Name a figure by what tells it from the others: place and period where they differ."""
        said = [self.catalogue.name("indicators", figure.indicator, self.lang)]
        for name in ("regions", "periods"):
            values = {getattr(each, COLUMNS[name]) for each in self._drawn()}
            if len(values) > 1:
                said.append(self.label(name, getattr(figure, COLUMNS[name])))
        return (", " if self.is_english else "，").join(said)

    def definitions(self) -> Display:
        """Say what each of the indicators chosen means, and what a share is of."""
        frame = self.catalogue.indicators
        side = "en" if self.is_english else "zh"
        names = dict.fromkeys(each.indicator for each in self.chosen.values())
        heads = (
            ("Indicator", "指标", "left"),
            ("Definition", "定义", "left"),
            ("Of", "基数", "left"),
        )
        lines: list[list[Runs]] = [
            [
                [{"text": self.catalogue.name("indicators", name, self.lang)}],
                [self._own(str(frame.at[name, f"definition_{side}"]))],
                [self._own(str(frame.at[name, f"base_{side}"]) or "—")],
            ]
            for name in names
        ]
        caption = [self.text("What the indicators chosen mean.", "所选指标的定义。")]
        return self.table("codebook", caption, heads, lines)

    def _own(self, text: str) -> Run:
        # A definition names its indicator: a threshold in it is no figure of the page.
        return self.text(text, text) | {"name": True}

    def claims(self) -> Display:
        """Tell the claims that the figures stand in, those that do not agree first."""
        items = [
            item
            for verdict in VERDICTS
            if (group := self.audit.group(verdict)) is not None
            for item in group.content["items"]
        ]
        if not items:
            return self.sentences([[self.text(*WORDS["claims_none"])]])
        return Display("claims", self.lang, {"items": items})


def _shortened(label: str) -> str:
    """Cut a label that would leave a drawing no room; the table has it whole."""
    width = 0
    for place, sign in enumerate(label):
        width += 2 if ord(sign) > 0x2E80 else 1
        if width > _LONGEST:
            return f"{label[:place]}…"
    return label
