"""The report on any place and period: its themes, each opened by what it finds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from altay_analysis import wording
from altay_analysis.areas.elsewhere import gather_place
from altay_analysis.areas.place import SECTORS
from altay_analysis.periods import named
from altay_analysis.present.claim_titles import small
from altay_analysis.present.display import Display
from altay_analysis.present.evidence import SEEN, STANDING
from altay_analysis.present.pivot import HEADS, Line, aspects, lines
from altay_analysis.present.place_audit import PlaceAuditPage
from altay_analysis.present.place_beside import PlaceBesidePage
from altay_analysis.present.place_figures import PlaceFiguresPage, table_id
from altay_analysis.present.place_years import PlaceYearsPage
from altay_analysis.present.runs import Runs, compose, name_run
from altay_analysis.present.sources import titled
from altay_analysis.present.themes import HEADLINES, LEADS, SENTENCES, THEMES, TILES

if TYPE_CHECKING:
    from altay_analysis.areas.analysis import Analysis
    from altay_analysis.areas.elsewhere import Topic
    from altay_analysis.catalogue import Catalogue, Observation
    from altay_analysis.present.claims_audit import ClaimsAuditPage
    from altay_analysis.present.runs import Run

__all__ = ["ElsewherePage"]

OTHER = "other"
"""The last section: areas that have none of their own."""

_POPULATIONS = frozenset({"registered_population", "resident_population", "total_population"})
_FEW = 4
_MOST_TILES = 6
_NAMES = {
    **{f"{sector}_share": (f"{sector.capitalize()} industry in GDP, worked out", f"第{sign}产业占比（推算）")
       for sector, sign in zip(SECTORS, "一二三", strict=True)},
    "revenue_cover": ("Budget revenue to expenditure", "预算收入与支出之比"),
    "income_ratio": ("Urban to rural income per head", "城乡居民人均收入之比"),
}  # fmt: skip


class ElsewherePage(PlaceAuditPage, PlaceBesidePage, PlaceYearsPage, PlaceFiguresPage):
    """Display objects of the report on a place and period.

    Parameters
    ----------
    checked : ClaimsAuditPage
        The page of the audit of the claims on the figures shown.
    """

    def __init__(
        self, catalogue: Catalogue, analysis: Analysis, lang: str, checked: ClaimsAuditPage
    ) -> None:
        super().__init__(catalogue, analysis, lang, _NAMES)
        self.checked = checked

    @cached_property
    def _topics(self) -> tuple[Topic, ...]:
        return gather_place(self.catalogue, self.analysis)

    def _fill(self, name: str, form: str) -> Runs:
        if name == "period":
            return [self._dated(self.analysis.scope.period)]
        if name == "age":
            return [name_run(str(self.text(form, form)["text"]))]
        if form in ("moved", "priced"):
            return self._moved(name, form)
        return super()._fill(name, form)

    def _dated(self, period: str) -> Run:
        return self.text(*[self._word(period)] * 2) | {"date": True}

    def _word(self, period: str) -> str:
        return named(period, "en" if self.is_english else "zh-Hans")

    def _moved(self, key: str, form: str) -> Runs:
        """Word a growth as a rise or a fall."""
        figure = self.analysis.observed[key]
        if figure.qualifier not in ("rounded", "exact"):
            return [self.number(key)]
        return self._turned(figure, form)

    def _turned(self, figure: Observation, form: str) -> Runs:
        rises = not figure.value.startswith("-")
        words = {
            ("moved", True): ("up ", "增长"),
            ("moved", False): ("down ", "下降"),
            ("priced", True): ("rose by ", "上涨"),
            ("priced", False): ("fell by ", "下降"),
        }[form, rises]
        base = "en" if self.is_english else "zh-Hans"
        size = wording.printed(figure.value.lstrip("-"), figure.unit, figure.qualifier, base)
        return [self.text(*words), self.text(size, size) | {"ref": figure.id}]

    def masthead(self) -> Display:
        """Say what the page is about, in its title too."""
        made = super().masthead()
        place = self.catalogue.name("regions", self.analysis.scope.region, self.lang)
        when = str(self._fill("period", "")[0]["text"])
        joined = f"{place}, {when}" if self.is_english else f"{place}，{when}"
        return Display("masthead", self.lang, {**made.content, "about": joined, "place": ""})

    def _source(self, source: str) -> Runs:
        """Name a source by its title, with how it stands and how much of it was seen."""
        row = {str(k): str(v) for k, v in self.catalogue.sources.loc[source].items()}
        standing, seen = STANDING[row["standing"]], SEEN[row["text_seen"]]
        parts = ", ".join(filter(None, (row["publisher"], row["host"], row["published"])))
        about = str(self.text(parts, parts.replace(", ", "，"))["text"])
        how = self.text(f" ({standing[0]}, {seen[0]}", f"（{standing[1]}，{seen[1]}")
        sign = "; " if self.is_english else "；"
        behind = f"{sign}{about}" if about else ""
        return [name_run(f"{source}: " if self.is_english else f"{source}："),
                *titled(self.catalogue, source, self.lang),
                name_run(f"{how['text']}{behind}"),
                self.text(")", "）")]  # fmt: skip

    def answer(self) -> Display:
        """Say how many figures are printed, what the first of them are, and whether they agree."""
        leads = [theme for theme in LEADS if any(self._templated(theme))][:2]
        said = [self._counted(), *(next(self._templated(theme)) for theme in leads)]
        return self.sentences(said, [self._agreement()], kind="answer")

    def _counted(self) -> Runs:
        """Say which texts print how many figures, and how many of these are of the period."""
        figures, texts = list(self.analysis.observed.values()), self._sources()
        own = sum(each.period == self.analysis.scope.period for each in figures)
        counts = {"count": len(figures), "own": own}

        def fill(name: str, form: str) -> Runs:
            if name in counts:
                return [{"text": str(counts[name]), "listed": "table:evidence"}]
            if name == "texts":
                most, last = ", ".join(texts[:-1]), texts[-1]
                both = f"{most} and {last}" if most else last
                return [name_run(both if self.is_english else "、".join(texts))]
            return self._fill(name, form)

        prints = "print" if len(texts) > 1 else "prints"
        figure = "figures" if len(figures) > 1 else "figure"
        of_period = " for {period}." if own == len(figures) else ", {own} of them for {period}."
        english = f"{{texts}} {prints} {{count}} {figure} on {{region}}{of_period}"
        chinese = (
            "关于{region}（{period}），{texts}载有{count}个数字。"
            if own == len(figures)
            else "关于{region}，{texts}载有{count}个数字，其中{period}的{own}个。"
        )
        return compose(english if self.is_english else chinese, self.lang, fill)

    def key_figures(self) -> Display:
        """Show what a reader is to take away: six figures at the most."""
        found = [self._tile(*tile) for tile in TILES]
        items = [item for item in found if item][:_MOST_TILES]
        if not items:
            keys = dict.fromkeys(each.indicator for each in self.analysis.observed.values())
            items = [item for key in list(keys)[:3] if (item := self._tile(key, "", "", ""))]
        return Display("key_figures", self.lang, {"items": items})

    def _tile(self, key: str, growth: str, en: str, zh: str) -> dict[str, Runs] | None:
        """Return a figure of the period, or the latest of another, as a key figure."""
        held = [each for each in self.analysis.observed.values() if each.indicator == key]
        if not held:
            return None
        figure = self.analysis.observed.get(key) or max(held, key=lambda each: each.period)
        label = [name_run(self.catalogue.name("indicators", key, self.lang))]
        detail = self._detail(growth, en, zh) or []
        if figure.period != self.analysis.scope.period:
            detail = [self._dated(figure.period)]
        return {"label": label, "value": [self._figure(figure)], "detail": detail}

    def _detail(self, growth: str, en: str, zh: str) -> Runs | None:
        if growth not in self.analysis:
            return None
        said = self._moved(growth, "moved")
        return [*said, self.text(f" {en}", f"（{zh}）")] if en else said

    def _of_theme(self, theme: str) -> list[Observation]:
        """Figures of an area; of all areas without a section for the last one."""
        area = self.catalogue.indicators["area"]
        figures = self.analysis.observed.values()
        if theme == OTHER:
            return [each for each in figures if area[each.indicator] not in THEMES]
        return [each for each in figures if area[each.indicator] == theme]

    def theme(self, theme: str) -> Display | None:
        """Say what is printed on a theme; None where nothing is."""
        figures = self._of_theme(theme)
        if not figures:
            return None
        said: list[Runs | None] = list(self._templated(theme)) or [self._headless(theme)]
        used = {str(run.get("ref", "")) for runs in said for run in runs or ()}
        extreme = self._extremes(figures) if theme == "prices" else None
        told = {_content(each) for each in figures if each.id in used}
        rest = [each for each in figures if each.id not in used and _content(each) not in told]
        if self._tabled(theme):
            rest = []
        return self.sentences([*said, extreme, self._noted(figures)], [self._listed(rest)])

    def _noted(self, figures: Sequence[Observation]) -> Runs | None:
        """Keep apart what a reader could take for one: counts of a population, a target, a result."""
        held = [each.indicator for each in figures]
        if len(_POPULATIONS.intersection(held)) > 1:
            return [self.text("Registered, resident and total population are not one count.",
                              "户籍人口、常住人口和总人口口径不同。")]  # fmt: skip
        targets = {each.period for each in figures if each.indicator.endswith("_target")}
        if len(targets) == 1:
            return [self.text("A figure of ", ""), self._dated(*targets),
                    self.text(" is a target, not a result.", "的数字为目标，不是结果。")]  # fmt: skip
        return [self.text("A target is no result.", "目标不是结果。")] if targets else None

    def _headless(self, theme: str) -> Runs | None:
        """Say of a theme without its main figures that they are not printed, and where the rest is."""
        if not self._tabled(theme):
            return None
        drawn = self._is_drawn_whole(theme)
        place = f"fig:theme-{theme}" if drawn else f"table:{table_id(theme)}"
        count = {"text": str(len(self._of_theme(theme))), "listed": place}
        names = [
            self.catalogue.name("indicators", key, self.lang) for key in HEADLINES.get(theme, ())
        ]
        lacking: Runs = []
        if names:
            if self.is_english and len(names) > 1:
                names = [small(name) for name in names]
            joined = (" nor " if self.is_english else "和").join(names)
            lead = ("Neither ", " is printed; ") if len(names) > 1 else ("", " is not printed; ")
            lacking = [self.text(lead[0], "原文未载"), name_run(joined), self.text(lead[1], "；")]
        return [*lacking, self.text(f"{'the' if names else 'The'} ", "所载的"), count,
                self.text(" figures on this that are printed stand in ", "个有关数字见"),
                {"text": "", "xref": place}, self.text(".", "。")]  # fmt: skip

    def _templated(self, theme: str) -> Iterator[Runs]:
        for choice in SENTENCES.get(theme, ()):
            filled = (self.say(*template) for template in choice)
            if found := next((runs for runs in filled if runs), None):
                yield found

    def _extremes(self, figures: Sequence[Observation]) -> Runs | None:
        """Name the greatest rise and the greatest fall, or the least rise, of prices."""
        parts = [
            each
            for each in figures
            if re.match("cpi_.+_change", each.indicator) and not self._is_disputed(each)
        ]
        if len(parts) < _FEW:
            return None
        parts.sort(key=lambda each: each.bounds.low or 0)
        first, last = parts[-1], parts[0]
        if first.value.startswith("-"):
            # Where none rose, the two ends are of falls.
            first, last = last, first
        alike = first.value.startswith("-") == last.value.startswith("-")
        end = ("least", "最小") if alike else ("most", "降幅最大")
        kind = "降幅" if first.value.startswith("-") else "涨幅"
        return [
            self.text("Of the kinds printed, prices of ", f"所载各类中，{kind}最大的是"),
            name_run(self._short(first)),
            self.text(" ", "，"),
            *self._turned(first, "priced"),
            self.text(", the most; those of ", f"；{end[1]}的是"),
            name_run(self._short(last)),
            self.text(" ", "，"),
            *self._turned(last, "priced"),
            self.text(f", the {end[0]}.", "。"),
        ]

    def _short(self, figure: Observation) -> str:
        name = self.catalogue.name("indicators", figure.indicator, self.lang)
        name = name.removeprefix("Consumer prices of ").removesuffix(", change")
        return name.removesuffix(self._own_text("价格涨跌幅"))

    def _listed(self, figures: Sequence[Observation]) -> Runs | None:
        """List figures by name, with their period where it is another than the report's."""
        if not figures:
            return None
        runs: Runs = [self.text("Also printed: ", "另载：")]
        for place, figure in enumerate(figures):
            name = self.catalogue.name("indicators", figure.indicator, self.lang)
            when = self._word(figure.period)
            is_own = figure.period == self.analysis.scope.period
            dated = "" if is_own else f" ({when})" if self.is_english else f"（{when}）"
            runs += [self.text("; ", "；")] if place else []
            bare = re.sub(f"(增幅|{self._own_text('涨跌幅')})$", "", name)
            if bare != name and figure.qualifier in ("rounded", "exact"):
                said = self._turned(figure, "moved" if name.endswith("增幅") else "priced")
            else:
                bare, verb = name, "" if re.search("就[业業]$", name) else "为"
                said = [self.text(": ", verb), self._figure(figure)]
            runs += [name_run(bare), self.text(dated, dated) | {"date": True}, *said]
        return [*runs, self.text(".", "。")]

    def _tabled(self, theme: str) -> bool:
        """Whether a theme has so many figures that sentences would not hold them."""
        return len(self._of_theme(theme)) >= _FEW

    def theme_table(self, theme: str) -> Display | None:
        """List every figure of a theme; None where its sentences or its picture hold them all."""
        if not self._tabled(theme) or self._is_drawn_whole(theme):
            return None
        found = lines(self.catalogue, self._of_theme(theme))
        columns, dated = aspects(found), len({line.period for line in found}) > 1
        heads = [("Figure", "指标", "left")]
        heads += [("Period", "时期", "left")] if dated else []
        heads += [(*self._head(column, found), "right") for column in columns]
        rows = [self._row(line, columns, dated=dated) for line in found]
        title = THEMES.get(theme, ("Other figures", "其他数字"))
        sources = dict.fromkeys(each.source for each in self._of_theme(theme))
        caption = [
            self.text(
                f"{title[0]}: what is printed. Source: ", f"{title[1]}：原文所载数字。来源："
            ),
            *self._named_sources(list(sources)),
            self.text(".", "。"),
        ]
        italic = any(run.get("em") for row in rows for cell in row for run in cell)
        if italic:
            caption.append(self.text(" In italics: worked out.", "斜体为推算值。"))
        return self.table(table_id(theme), caption, heads, rows)

    def _named_sources(self, sources: Sequence[str]) -> Runs:
        stands = [self._stands(source) for source in sources]
        joint = self.text(", ", "、")
        return [
            run for place, each in enumerate(stands) for run in ([joint] * (place > 0) + [each])
        ]

    def _head(self, column: str, found: Sequence[Line]) -> tuple[str, str]:
        """Name a column; where all that is printed itself is changes, it is one of changes."""
        figures = [each for line in found for each in line.cells.get(column, ())]
        if column == "level" and all(each.kind == "growth" for each in figures):
            return ("Change on the year before", "较上年涨跌幅")
        return HEADS[column]

    def _row(self, line: Line, columns: Sequence[str], *, dated: bool) -> list[Runs]:
        name = self.catalogue.name("indicators", line.indicator, self.lang)
        when = [[self._dated(line.period)]] if dated else []
        return [[name_run(name)], *when, *(self._cell(line, column) for column in columns)]

    def _cell(self, line: Line, column: str) -> Runs:
        runs: Runs = []
        for figure in line.cells.get(column, ()):
            run = self._figure(figure)
            if run["text"] in [each["text"] for each in runs]:
                continue
            runs += [self.text("; ", "；")] if runs else []
            runs.append(run)
        if not runs and column == "share":
            runs = [self.number(key) | {"em": True} for key in self._worked([line])]
        return runs or [{"text": "—"}]

    def _worked(self, found: Sequence[Line]) -> list[str]:
        """Keys of the shares that were worked out for lines of sectors."""
        stems = {f"{sector}_value_added": f"{sector}_share" for sector in SECTORS}
        keys = [stems.get(line.indicator, "") for line in found]
        return [key for key in keys if key in self.analysis.derived]

    def _shown(self) -> dict[str, Observation]:
        """Figures of other places, and those that the verdicts need."""
        further = {each.id: each for each in self._further()}
        return {**super()._shown(), **further}

    def missing(self) -> Display | None:  # type: ignore[override]
        """Name what a check lacks, and what two other places of the level print."""
        return self.gaps()


def _content(figure: Observation) -> tuple[str, str, str]:
    """Return what makes a figure another than one that is printed twice."""
    return figure.indicator, figure.period, figure.value
