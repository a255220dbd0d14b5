"""The evidence table: every figure of a report, as printed and as read, or how it was derived."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from altay_analysis import wording
from altay_analysis.errors import TokenError
from altay_analysis.formulas import FORMULAS, Estimate
from altay_analysis.periods import named
from altay_analysis.present.display import Display
from altay_analysis.present.runs import Run, Runs, compose, text_run
from altay_analysis.present.spreadsheet import inert
from altay_analysis.printed import read

if TYPE_CHECKING:
    from altay_analysis.areas.analysis import Analysis
    from altay_analysis.catalogue import Catalogue, Observation

__all__ = ["SEEN", "STANDING", "assumption", "counted", "evidence", "stands"]

_HEADS = {
    "en": ("Figure", "As printed, or formula", "Read as", "Period", "Source"),
    "zh": ("指标", "原文或算式", "取值范围", "时期", "来源"),
}
_ALONE = {
    "printed": {"en": "As printed", "zh": "原文"},
    "derived": {"en": "Formula", "zh": "算式"},
}
"""Heads of the second column, where a line is shown alone."""
_CAPTION = {
    "en": "Every figure of this report: as printed and as read, or how it was derived.",
    "zh": "本报告的每一个数字：原文与读法，或推算方法。",
}
STANDING = {
    "official": ("official", "官方"),
    "press": ("press", "媒体"),
    "repost": ("repost", "转载"),
}
"""How a source stands, in English and simplified Chinese."""

SEEN = {"whole": ("seen whole", "全文"), "cut": ("beginning seen", "仅存开头部分")}
"""How much of a source was seen, in both languages."""
_QUALIFIERS = {
    "rounded": ("rounded", "舍入"),
    "over": ("over", "超"),
    "at_least": ("at least", "至少"),
    "under": ("under", "不足"),
    "at_most": ("at most", "至多"),
    "and_more": ("and more", "余"),
    "about": ("about", "约"),
    "just_under": ("nearly", "近"),
    "range": ("range", "区间"),
}
"""What qualifies a printed figure, said before bounds that do not say it themselves."""
_BASIS = {"printed": (" (printed)", "（原文）"), "inferred": (" (inferred)", "（推定）")}
_ASSUMED = {
    "target": ("Share to be reached (what-if)", "要达到的占比（假设）"),
    "year": ("Year to reach it by (what-if)", "达到该占比的年份（假设）"),
}
_BOUNDING = ("over", "at_least", "under", "at_most")
_CSV_FIELDS = [
    "id",
    "figure",
    "as_printed",
    "value",
    "unit",
    "qualifier",
    "low",
    "low_end",
    "high",
    "high_end",
    "period",
    "period_basis",
    "region",
    "source",
    "standing",
    "text_seen",
    "locator",
    "formula",
    "operands",
    "note",
]


def evidence(
    catalogue: Catalogue,
    analysis: Analysis,
    names: Mapping[str, tuple[str, str]],
    lang: str,
) -> Display:
    """List every figure of an analysis.

    Parameters
    ----------
    catalogue : Catalogue
        For names and sources.
    analysis : Analysis
        Its observed figures are listed first, then the derived ones.
    names : mapping of str to (str, str)
        Key of a derived figure -> its name in English and simplified Chinese.
    lang : str
        Language of the report.
    """
    listing = _Listing(catalogue, analysis, names, lang)
    zh = "en" if lang == "en" else "zh"
    columns = [{"label": [text_run(head, lang)], "align": "left"} for head in _HEADS[zh]]
    content = {
        "id": "evidence",
        "caption": [text_run(_CAPTION[zh], lang)],
        "columns": columns,
        "rows": listing.rows(),
        "row_headers": True,
        "csv": listing.csv(),
    }
    return Display("evidence", lang, content)


def assumption(key: str) -> str:
    """Id of the line of what a what-if assumes."""
    return f"assumed.{key}"


def counted(catalogue: Catalogue, source: str) -> tuple[str, str]:
    """Return what a locator counts, in both languages: lines of a file that is at hand.

    Of a text of which no copy is kept, about as many paragraphs.
    """
    has_file = bool(catalogue.sources.at[source, "sha256"])
    return ("line", "行") if has_file else ("paragraph", "段")


def stands(standing: str, seen: str) -> tuple[str, str]:
    """Say how a source stands, and where only its beginning was seen, in both languages."""
    en, zh = STANDING[standing]
    return (f"{en}, {SEEN['cut'][0]}", f"{zh}，{SEEN['cut'][1]}") if seen == "cut" else (en, zh)


class _Listing:
    def __init__(
        self,
        catalogue: Catalogue,
        analysis: Analysis,
        names: Mapping[str, tuple[str, str]],
        lang: str,
    ) -> None:
        self.catalogue, self.analysis, self.names, self.lang = (
            catalogue,
            analysis,
            names,
            lang,
        )
        ids = [o.id for o in analysis.observed.values()] + [e.id for e in analysis.derived.values()]
        self.numbers = {name: place for place, name in enumerate(dict.fromkeys(ids), start=1)}

    def rows(self) -> list[dict[str, object]]:
        found = [self._observation(o) for o in self.analysis.observed.values()]
        found += [self._derived(k, e) for k, e in self.analysis.derived.items()]
        return found + [self._assumed(k, shown) for k, shown in self.analysis.assumed.items()]

    def _say(self, en: str, zh: str) -> Run:
        return text_run(en if self.lang == "en" else zh, self.lang)

    def _observation(self, observation: Observation) -> dict[str, object]:
        script = self.catalogue.sources.at[observation.source, "script"] or "zh-Hant"
        name = self.catalogue.name("indicators", observation.indicator, self.lang)
        cells = [
            [{"text": name}, *self._elsewhere(observation)],
            [{"text": observation.as_printed, "lang": script}],
            self._read_as(observation),
            self._period(observation),
            self._source(observation),
        ]
        return {"id": observation.id, "cells": cells, "labels": self._labels("printed")}

    def _labels(self, kind: str) -> list[Runs]:
        """Return the heads of a line's cells, where it is shown alone."""
        zh = "en" if self.lang == "en" else "zh"
        first, _, *rest = _HEADS[zh]
        return [[text_run(head, self.lang)] for head in (first, _ALONE[kind][zh], *rest)]

    def _assumed(self, key: str, shown: str) -> dict[str, object]:
        cells = [
            [self._say(*(self.names.get(key) or _ASSUMED[key]))],
            [self._say("set by a parameter of this report", "由本报告的参数设定")],
            [{"text": shown}],
            [{"text": "—"}],
            [self._say("assumed", "假设")],
        ]
        return {"id": assumption(key), "cells": cells}

    def _elsewhere(self, observation: Observation) -> Runs:
        """Name the place of a figure that is not of the place that the report is about."""
        if observation.region == self.analysis.scope.region:
            return []
        place = self.catalogue.name("regions", observation.region, self.lang)
        return [self._say(", ", "，"), {"text": place}]

    def _read_as(self, observation: Observation) -> Runs:
        if observation.qualifier == "designation":
            return [self._say("awarded", "获评")]
        base = "en" if self.lang == "en" else "zh-Hans"
        key = next(k for k, o in self.analysis.observed.items() if o.id == observation.id)
        counter = self.analysis.counter(key)
        text = wording.extent(observation.quantity, base, counter=counter)
        runs = [
            *self._qualifier(observation),
            text_run(text, self.lang),
            *self._unsaid(observation),
        ]
        if observation.qualifier == "exact" and observation.value[1:].endswith("0"):
            runs.append(
                self._say(" (ends in zero: exact by assumption)", "（尾数为零，假定为精确值）")
            )
        return runs

    def _unsaid(self, observation: Observation) -> Runs:
        """Say where the word that makes a figure a bound is no part of its token."""
        if observation.qualifier not in _BOUNDING:
            return []
        try:
            said = read(observation.as_printed).qualifier
        except TokenError:
            return []
        if said not in ("exact", "rounded"):
            return []
        return [self._say(" (the word for the bound stands outside the words quoted)",
                          "（表示界限的词在所摘字样之外）")]  # fmt: skip

    def _qualifier(self, observation: Observation) -> Runs:
        """Say how a figure is qualified, before bounds with two ends: one end says it itself."""
        bounds = observation.quantity.bounds
        words = _QUALIFIERS.get(observation.qualifier)
        if words is None or bounds.is_point or bounds.low is None or bounds.high is None:
            return []
        return [self._say(f"{words[0]}: ", f"{words[1]}：")]

    def _period(self, observation: Observation) -> Runs:
        said = self._say(*_both(named, observation.period))
        return [said, self._say(*_BASIS[observation.period_basis])]

    def _source(self, observation: Observation) -> Runs:
        row = self.catalogue.sources.loc[observation.source]
        en, zh = stands(str(row["standing"]), str(row["text_seen"]))
        place, (one, sign) = observation.locator, counted(self.catalogue, observation.source)
        return [
            self._say(
                f"{observation.source}, {one} {place} ({en})",
                f"{observation.source}第{place}{sign}（{zh}）",
            )
        ]

    def _derived(self, key: str, estimate: Estimate) -> dict[str, object]:
        base = "en" if self.lang == "en" else "zh-Hans"
        counter = self.analysis.counter(key)
        text = wording.extent(estimate.quantity, base, counter=counter)
        cells = [
            [self._say(*self.names[key])],
            self._formula(estimate),
            [text_run(text, self.lang)],
            self._derived_period(estimate),
            [self._say("derived", "推算")],
        ]
        return {"id": estimate.id, "cells": cells, "labels": self._labels("derived")}

    def _span(self, estimate: Estimate) -> str:
        """Period of a derived figure: all that its operands cover, or the year before."""
        if estimate.formula.startswith("before_"):
            return str(int(self.analysis.scope.period[:4]) - 1)
        periods = [part for o in self._operands(estimate) for part in o.period.split("/")]
        if not periods:
            return self.analysis.scope.period
        first, last = min(periods), max(periods)
        return first if first == last else f"{first}/{last}"

    def _operands(self, estimate: Estimate) -> list[Observation]:
        """Return the observations that a derived figure comes from, through others too."""
        found: list[Observation] = []
        for _, name in estimate.operands:
            found += [o for o in self.analysis.observed.values() if o.id == name]
            for other in self.analysis.derived.values():
                if other.id == name:
                    found += self._operands(other)
        return found

    def _derived_period(self, estimate: Estimate) -> Runs:
        runs = [self._say(*_both(named, self._span(estimate)))]
        if any(o.period_basis == "inferred" for o in self._operands(estimate)):
            runs.append(self._say(*_BASIS["inferred"]))
        return runs

    def _formula(self, estimate: Estimate) -> Runs:
        """Return the formula with the figures put in, each leading to its own line."""
        operands = dict(estimate.operands)
        shown = FORMULAS[estimate.formula].shown
        units = {
            o.unit
            for o in self.analysis.observed.values()
            if o.id in operands.values() and o.unit not in _BEHIND
        }
        # Figures of one multiplier stand as printed; else 10 (of 10万) would stand beside 700.
        spelt = len({unit.startswith("10k_") for unit in units}) > 1
        return compose(shown, self.lang, lambda role, _: [self._operand(operands[role], spelt)])

    def _operand(self, operand: str, spelt: bool) -> Run:
        if operand.startswith("#"):
            given = operand[1:]
            keys = [key for key, shown in self.analysis.assumed.items() if shown == given]
            return {"text": given} | ({"ref": assumption(keys[0])} if keys else {})
        for observation in self.analysis.observed.values():
            if observation.id == operand:
                return {"text": self._as_operand(observation, spelt=spelt), "ref": operand}
        return {"text": f"[{self.numbers[operand]}]", "ref": operand}

    def _as_operand(self, observation: Observation, *, spelt: bool) -> str:
        """Write a printed figure inside a formula, with a sign for what qualifies it."""
        value, qualifier = observation.value.partition("/")[0], observation.qualifier
        if qualifier != "and_more":
            value = observation.value
        behind = _BEHIND.get(observation.unit, "")
        if spelt and observation.unit.startswith("10k_"):
            scaled = wording.number(Fraction(value) * 10_000, 0, "en")
            value, behind = (scaled, "") if self.lang == "en" else (value, self._trad("万"))
        if qualifier == "and_more":
            behind = "+" if self.lang == "en" else self._trad("余") + behind
        return f"{_SIGNS.get(qualifier, '')}{value}{behind}"

    def _trad(self, text: str) -> str:
        return str(self._say(text, text)["text"])

    def csv(self) -> str:
        """Return the evidence as CSV, one row a figure, in the units printed."""
        out = io.StringIO()
        writer = csv.DictWriter(out, _CSV_FIELDS, restval="", lineterminator="\r\n")
        writer.writeheader()
        for observation in self.analysis.observed.values():
            writer.writerow({k: inert(v) for k, v in self._printed_row(observation).items()})
        for key, estimate in self.analysis.derived.items():
            writer.writerow({k: inert(v) for k, v in self._derived_row(key, estimate).items()})
        return out.getvalue()

    def _printed_row(self, observation: Observation) -> dict[str, str]:
        names = "value unit qualifier as_printed period period_basis region source locator note"
        row = {name: str(getattr(observation, name)) for name in names.split()}
        row["figure"] = self.catalogue.name("indicators", observation.indicator, self.lang)
        for column in ("standing", "text_seen"):
            row[column] = str(self.catalogue.sources.at[observation.source, column])
        return {"id": observation.id, **row, **_ends(observation)}

    def _derived_row(self, key: str, estimate: Estimate) -> dict[str, str]:
        return {
            "id": estimate.id,
            "figure": str(self._say(*self.names[key])["text"]),
            "unit": estimate.quantity.unit,
            "period": self._span(estimate),
            "region": self.analysis.scope.region,
            "formula": FORMULAS[estimate.formula].shown,
            "operands": "; ".join(f"{role}={name}" for role, name in estimate.operands),
            **_ends(estimate),
        }


def _both(word: Callable[[str, str], str], text: str) -> tuple[str, str]:
    return word(text, "en"), word(text, "zh-Hans")


_SIGNS = {"over": ">", "at_least": "≥", "times_at_least": "≥", "under": "<", "at_most": "≤",
          "about": "≈", "just_under": "≈"}  # fmt: skip
_BEHIND = {"percent": "%", "permille": "‰"}


def _ends(figure: Observation | Estimate) -> dict[str, str]:
    bounds = figure.quantity.bounds
    return {
        "low": "" if bounds.low is None else repr(float(bounds.low)),
        "high": "" if bounds.high is None else repr(float(bounds.high)),
        "low_end": bounds.low_end,
        "high_end": bounds.high_end,
    }
