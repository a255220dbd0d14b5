"""A page: what the notebooks of all areas hand over, in one language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from altay_analysis import wording
from altay_analysis.present.claim_words import POWER
from altay_analysis.present.display import Display
from altay_analysis.present.evidence import assumption, evidence
from altay_analysis.present.runs import Run, Runs, compose, date_run, name_run, plain, text_run
from altay_analysis.present.sources import cited
from altay_analysis.present.verdicts import (
    SYMBOLS,
    is_of,
    mark_words,
    marks,
    open_claims,
    shown_in_full,
)

if TYPE_CHECKING:
    from altay_analysis.areas.analysis import Analysis
    from altay_analysis.catalogue import Catalogue
    from altay_analysis.present.claims import Claims

__all__ = ["FIGURE_HEADS", "Page"]

FIGURE_HEADS = (
    ("Figure", "指标", "left"),
    ("Value", "数值", "right"),
    ("Can be", "取值范围", "right"),
)
"""Heads of the table under a figure: as many as it has columns."""

_NOT_PUBLISHED = (
    "The data hold nothing on this for the place and period chosen.",
    "现有数据中没有所选地区和时期的这项数字。",
)
_OF_OTHERS = (
    (
        "Relations of other places stand last, each headed with its place; no count of this "
        "report includes them."
    ),
    "其他地区数字所涉的关系列于最后，标题注明地区，不计入本报告的项数。",
)
_UNKNOWN = {
    "title": ("title", "标题"),
    "publisher": ("publisher", "发布者"),
    "published": ("date", "日期"),
    "address": ("address", "网址"),
}
_STANDING = {
    "official": ("official text", "官方文本"),
    "press": ("press account", "媒体报道"),
    "repost": ("text reposted on {host}", "转载于{host}的文本"),
}


class Page:
    """Display objects of one analysis in one language.

    Parameters
    ----------
    catalogue : Catalogue
        Names of places, indicators and sources.
    analysis : Analysis
        The figures; a sentence that needs one that is not there is left out.
    lang : str
        One of `wording.LANGUAGES`.
    names : mapping of str to (str, str)
        Key of each derived figure -> its name in English and simplified Chinese.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        analysis: Analysis,
        lang: str,
        names: Mapping[str, tuple[str, str]],
    ) -> None:
        self.catalogue, self.analysis, self.lang, self.names = (
            catalogue,
            analysis,
            lang,
            names,
        )
        self.is_english = lang == "en"

    def text(self, en: str, zh: str) -> Run:
        """Return a run of our own text in the page's language."""
        return text_run(en if self.is_english else zh, self.lang)

    def number(self, key: str, form: str = "") -> Run:
        """Return a figure as a run that leads to its evidence.

        Parameters
        ----------
        key : str
            Key in the analysis.
        form : str
            `bare` without its unit, `lower` or `upper` for one end alone in words, `top` for
            the upper end's number alone, `range` for both ends, `short` for three digits; else
            as printed or as its bounds allow.
        """
        base = "en" if self.is_english else "zh-Hans"
        found, quantity = self.analysis.observed.get(key), self.analysis.quantity(key)
        counted: dict[str, Any] = {
            "with_unit": form != "bare",
            "counter": self.analysis.counter(key),
        }
        if form == "top":
            text = wording.number(quantity.bounds.high or Fraction(0), 0, base)
        elif form in ("range", "short"):
            text = (wording.extent if form == "range" else wording.short)(quantity, base)
        elif form in ("lower", "upper"):
            text = getattr(wording, form)(quantity, base, **counted)
        elif found is None:
            text = wording.derived(quantity, base, **counted)
        else:
            text = wording.printed(found.value, found.unit, found.qualifier, base, **counted)
        return text_run(text, self.lang) | {"ref": self.analysis.reference(key)}

    def _pictured(self, key: str, form: str = "") -> str:
        """Return a figure as a picture words it: with its mark, which no exporter can set there."""
        return f"{self.number(key, form)['text']}{self._symbol(key)}"

    def _symbol(self, key: str) -> str:
        """Return the mark of a figure; empty where it has none."""
        return SYMBOLS.get(self._marks.get(self.analysis.reference(key), ""), "")

    def say(self, en: str, zh: str) -> Runs | None:
        """Fill a sentence; None where a figure that it needs is not published.

        `{region}`, `{period}` and `{baseline}` are the scope, `{table:ID}` and `{fig:ID}`
        cross references, every other name the key of a figure.
        """
        template = en if self.is_english else zh
        names = re.findall(r"\{(\w+)", template)
        known = {
            *self.analysis.assumed,
            "region",
            "period",
            "baseline",
            "sources",
            "fig",
            "table",
            "sec",
            "age",
        }
        if any(name not in known and name not in self.analysis for name in names):
            return None
        return compose(template, self.lang, self._fill)

    def _fill(self, name: str, form: str) -> Runs:
        scope = self.analysis.scope
        base = "en" if self.is_english else "zh-Hans"
        if name in ("fig", "table", "sec"):
            return [{"text": form, "xref": f"{name}:{form}"}]
        if name in self.analysis.assumed:
            return [{"text": self.analysis.assumed[name], "ref": assumption(name)}]
        if name == "region":
            return [{"text": self.catalogue.name("regions", scope.region, self.lang)}]
        if name == "period":
            return [date_run(wording.period(scope.period, base), self.lang)]
        if name == "sources":
            return [name_run((", " if self.is_english else "、").join(self._sources()))]
        if name == "baseline":
            return [date_run(wording.period(scope.baseline_period, base), self.lang)]
        return [self.number(name, form)]

    def sentences(self, *paragraphs: Sequence[Runs | None], kind: str = "sentences") -> Display:
        """Join sentences to paragraphs; what is not published is left out, or said so."""
        joined = [self._joined(paragraph) for paragraph in paragraphs]
        kept = [paragraph for paragraph in joined if paragraph]
        return Display(kind, self.lang, {"paragraphs": kept or [[self.text(*_NOT_PUBLISHED)]]})

    def _joined(self, sentences: Sequence[Runs | None]) -> Runs:
        runs: Runs = []
        for sentence in sentences:
            if sentence:
                runs += [{"text": " "}] if runs and self.is_english else []
                runs += sentence
        return runs

    def tiles(self, *tiles: tuple[str, str, str, Runs | None]) -> Display:
        """Key figures: key, label in both languages, and a line of detail for each.

        The key may carry a form: `operating_income:lower`.
        """
        items = []
        for name, en, zh, detail in tiles:
            key, _, form = name.partition(":")
            if key in self.analysis:
                value = [self.number(key, form)]
                label = [self.text(en, zh)]
                items.append({"label": label, "value": value, "detail": detail or []})
        return Display("key_figures", self.lang, {"items": items})

    def answer(self) -> Display:
        """Answer the question of the report; each area has its own."""
        raise NotImplementedError

    def key_figures(self) -> Display:
        """Show what a reader is to take away; each area has its own."""
        raise NotImplementedError

    def missing(self) -> Display:
        """Name what is not published; each area has its own."""
        raise NotImplementedError

    def masthead(self) -> Display:
        """Say what the page is about: place, period, sources and the date of the data."""
        scope = self.analysis.scope
        facts = [
            self._fact("Place", "地区", self._place()),
            self._fact("Period", "时期", self._fill("period", "") + self._intervals()),
        ]
        if scope.baseline_period:
            facts.append(self._fact("Set against", "对比时期", self._fill("baseline", "")))
        sources = dict.fromkeys(o.source for o in self.analysis.observed.values())
        facts += [self._fact("Source", "来源", self._source(source)) for source in sources]
        content = {
            "facts": facts,
            "about": self.catalogue.name("regions", scope.region, self.lang),
            "against": plain(self._fill("baseline", "")) if scope.baseline_period else "",
            "data_date": self.catalogue.data_date,
            "contact": "",
        }
        return Display("masthead", self.lang, content)

    def _place(self) -> Runs:
        """Name the place with the divisions that it lies in, in the order of the language."""
        regions = self.catalogue.regions
        chain = [self.analysis.scope.region]
        while parent := str(regions.at[chain[-1], "parent"]):
            chain.append(parent)
        names = [self.catalogue.name("regions", code, self.lang) for code in chain]
        if not self.is_english:
            return [{"text": "".join(reversed(names))}]
        own = self.catalogue.name("regions", chain[0], "zh-Hans")
        first = [{"text": f"{names[0]} ("}, {"text": own, "lang": "zh-Hans"}]
        return [*first, {"text": "".join([")", *(f", {name}" for name in names[1:])])}]

    def _intervals(self) -> Runs:
        """Name the intervals that figures sum over, where the period is not theirs."""
        scope = self.analysis.scope
        usual = {scope.period, scope.baseline_period, f"{scope.baseline_period}/{scope.period}"}
        found = {o.period for o in self.analysis.observed.values()} - usual
        if not found:
            return []
        base = "en" if self.is_english else "zh-Hans"
        listed = [wording.period(each, base) for each in sorted(found)]
        return [
            self.text("; of some figures ", "；部分数字为"),
            date_run((", " if self.is_english else "、").join(listed), self.lang),
        ]

    def sources(self) -> Display:
        """Describe every source that the page cites, its own first, with the file that was read."""
        own = self._sources()
        shown = {each.source for each in self._whole().observed.values()} | self._named_only()
        known = list(self.catalogue.sources.index)
        others = sorted(shown - set(own), key=known.index)
        paragraphs = cited(self.catalogue, own, others, self.lang)
        return self.sentences(*([runs] for runs in paragraphs))

    def _named_only(self) -> set[str]:
        """Sources that a sentence names, though no figure of theirs is shown."""
        return set()

    def _sources(self) -> list[str]:
        return list(dict.fromkeys(o.source for o in self.analysis.observed.values()))

    def _fact(self, en: str, zh: str, value: Runs) -> dict[str, Runs]:
        return {"label": [self.text(en, zh)], "value": value}

    def _source(self, source: str) -> Runs:
        """Name a source with how it stands and what is not known of it."""
        row = {str(k): str(v) for k, v in self.catalogue.sources.loc[source].items()}
        side = 0 if self.is_english else 1
        kind = _STANDING[row["standing"]][side].format(host=_host(row["host"], side))
        unknown = [names[side] for key, names in _UNKNOWN.items() if not row[key]]
        title = name_run(f"《{row['title']}》") | {"lang": row["script"] or "zh-Hans"}
        runs = [
            name_run(source),
            self.text(": ", "："),
            title if row["title"] else name_run(str(self.text(kind, kind)["text"])),
        ]
        if unknown and self.is_english:
            runs.append({"text": f"; not known: {', '.join(unknown)}"})
        elif unknown:
            runs.append(self.text("", f"；{'、'.join(unknown)}不详"))
        return runs

    @cached_property
    def _open(self) -> Claims:
        """Claims on the figures of the page that do not agree, or that are ambiguous."""
        return open_claims(self.catalogue, self._figure_ids(), self.lang)

    @cached_property
    def _marks(self) -> Mapping[str, str]:
        """Verdict on each figure of the data that one marks."""
        return marks(self.catalogue)

    def _figure_ids(self) -> set[str]:
        return {each.id for each in self.analysis.observed.values()}

    _is_power_said = False
    """Whether a section before the marks says what power is."""

    def marks(self) -> Display | None:
        """Say what the marks on figures of the page mean; None where there is none."""
        if not self._open.all:
            return None
        powers = any(claim["power"] is not None for claim in self._open.all)
        powers = powers and not self._is_power_said
        region = self.analysis.scope.region
        others = any(not is_of(self._open, claim, region) for claim in self._open.all)
        said = [mark_words(self._open), [self.text(*POWER)] if powers else None]
        return self.sentences(said, [[self.text(*_OF_OTHERS)] if others else None])

    def verdicts(self) -> Display | None:
        """Show in full the verdicts that mark figures of the page; None where there is none."""
        return shown_in_full(self._open, self.analysis.scope.region)

    def evidence(self) -> Display:
        """List every figure of the page, as printed and as read, or how it was derived."""
        return evidence(self.catalogue, self._whole(), self.names, self.lang)

    def _whole(self) -> Analysis:
        """Return the analysis with all that the page shows: figures of verdicts too."""
        held = {each.id for each in self.analysis.observed.values()}
        more = {key: each for key, each in self._open.observed.items() if key not in held}
        return replace(self.analysis, observed={**self.analysis.observed, **more})

    def table(
        self,
        name: str,
        caption: Runs,
        heads: Sequence[tuple[str, str, str]],
        rows: Sequence[list[Runs]],
    ) -> Display:
        """Make a table; a head is its label in both languages and how its column is aligned."""
        content = {"id": name, "caption": caption, **self.frame(heads, rows)}
        return Display("table", self.lang, content)

    def drawing(
        self,
        name: str,
        caption: Runs | None,
        alt: Runs | None,
        rows: Sequence[list[Runs]],
        svg: str,
        heads: Sequence[tuple[str, str, str]] = FIGURE_HEADS,
    ) -> Display:
        """Make a figure with its caption, what is seen on it, and the data behind it, if given."""
        content = {
            "id": name,
            "caption": caption or [],
            "alt": plain(alt or []),
            "data": self.frame(heads[: len(rows[0])], rows) if rows else None,
        }
        return Display("figure", self.lang, content, svg)

    def frame(
        self, heads: Sequence[tuple[str, str, str]], rows: Sequence[list[Runs]]
    ) -> dict[str, object]:
        """Return columns and rows as a table or a figure's data has them."""
        columns = [{"label": [self.text(en, zh)], "align": align} for en, zh, align in heads]
        return {"columns": columns, "rows": list(rows), "row_headers": True}


def _host(host: str, side: int) -> str:
    """Pick the name of a host in a language: `网易号 (NetEase Hao)` holds both."""
    found = re.fullmatch(r"(.+?) \((.+)\)", host)
    return host if found is None else found.group(2 if side == 0 else 1)
