"""Why two printed figures cannot stand beside each other, in a sentence that a reader can use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from altay_analysis.periods import named, span
from altay_analysis.quantity import Unit

if TYPE_CHECKING:
    from altay_analysis.catalogue import Catalogue, Observation

__all__ = ["REFUSALS", "Refusal", "is_total", "refuse", "units_of"]

REFUSALS = ("designation", "unit", "price", "base", "indicator", "period", "level")
"""What keeps figures apart, in the order in which it is looked for; the first found is said."""

_PARTS_OF_ONE = ("share", "multiple", "ratio")
_SIZES = ("count", "amount")
_PRICES = {
    "real": re.compile(r"\b(constant prices|comparable prices|real terms)\b"),
    "nominal": re.compile(r"\b(current prices|nominal)\b"),
}
_LEVELS = {
    "country": ("is the whole country", "为全国"),
    "province": ("has the rank of a province", "为省级"),
    "prefecture": ("has the rank of a prefecture", "为地级"),
    "county": ("has the rank of a county", "为县级"),
}
_LISTED = {
    "660000": (
        "is listed with units of the rank of a province, though it is no administrative division",
        "并非行政区，另按省级统计单位列出",
    ),
}
"""What statistics list at a level, though it is no place of that rank, by code."""

_INNER = str.maketrans("“”", "‘’")

Pair = tuple[str, str]


@dataclass(frozen=True)
class Refusal:
    """Why two figures cannot be compared.

    Attributes
    ----------
    kind : str
        One of `REFUSALS`.
    a, b : str
        Ids of the figures.
    en, zh : str
        The sentence in English and in simplified Chinese; no figure stands in it.
    """

    kind: str
    a: str
    b: str
    en: str
    zh: str


def refuse(catalogue: Catalogue, a: Observation, b: Observation) -> Refusal | None:
    """Return why two figures cannot stand on one axis; None where they can.

    Sizes (counts, amounts and their changes) are compared between places of one level only;
    shares, rates and growth between all. Periods must be of one length, and where they are
    parts of a year, the same part.
    """
    for kind, sentence in _reasons(catalogue, a, b):
        return Refusal(kind, a.id, b.id, *sentence)
    return None


def _reasons(catalogue: Catalogue, a: Observation, b: Observation) -> Iterator[tuple[str, Pair]]:
    pair = _Two(catalogue, a, b)
    if "designation" in (a.kind, b.kind):
        yield "designation", pair.designation()
    if pair.differ("dimension"):
        yield "unit", pair.unit()
    if a.indicator != b.indicator:
        if a.kind == b.kind == "growth" and {pair.prices(a), pair.prices(b)} == {"real", "nominal"}:
            yield "price", pair.price()
        if pair.differ("base") and all(map(pair.has_base, (a, b))):
            yield "base", pair.base()
        yield "indicator", pair.indicator()
    if span(a.period) != span(b.period):
        yield "period", pair.period()
    if pair.differ("level") and pair.is_size():
        yield "level", pair.level()


def is_total(catalogue: Catalogue, figure: Observation) -> bool:
    """Whether a figure is a size that grows with its place, and no share, rate or growth."""
    return _Two(catalogue, figure, figure).is_size()


def units_of(catalogue: Catalogue) -> dict[str, Unit]:
    """Return the units of a catalogue, by id."""
    frame = catalogue.units
    return {
        str(unit): _unit(str(unit), str(dimension), str(factor))
        for unit, dimension, factor in zip(
            frame.index, frame["dimension"], frame["factor"], strict=True
        )
    }


@lru_cache(maxsize=1024)
def _unit(unit: str, dimension: str, factor: str) -> Unit:
    return Unit(unit, dimension, Fraction(factor))


@dataclass(frozen=True)
class _Two:
    """Two figures, and the sentences on what parts them."""

    catalogue: Catalogue
    a: Observation
    b: Observation

    def differ(self, what: str) -> bool:
        return len({getattr(self, f"_{what}_of")(each) for each in (self.a, self.b)}) > 1

    def prices(self, figure: Observation) -> str:
        """Whether growth is real or nominal, by its own words; empty where none do."""
        row = self.catalogue.indicators.loc[figure.indicator]
        said = f"{row['definition_en']} {row['base_en']}"
        return next((name for name, words in _PRICES.items() if words.search(said)), "")

    def has_base(self, figure: Observation) -> bool:
        return bool(self._base_of(figure))

    def is_size(self) -> bool:
        if self._dimension_of(self.a) in _PARTS_OF_ONE:
            return False
        # An amount on a base is one per something; a change of a size is a size.
        return self.a.kind == "change" or (self.a.kind in _SIZES and not self.has_base(self.a))

    def designation(self) -> Pair:
        return (
            "A designation is awarded or not; it has no size to compare.",
            "称号只有获得与否，没有可比较的大小。",
        )

    def unit(self) -> Pair:
        (one, eins), (two, zwei) = (self._noun(each) for each in (self.a, self.b))
        en, zh = self._named()
        return self._because(
            f"{en[0]} is counted in {one}, {en[1]} in {two}: the units do not measure one thing.",
            f"{zh[0]}以{eins}计，{zh[1]}以{zwei}计：计量单位不同。",
        )

    def price(self) -> Pair:
        en, zh = self._named()
        real = 0 if self.prices(self.a) == "real" else 1
        english = (
            f"{en[real]} is growth in real terms, {en[1 - real]} at the prices of each year: "
            "real and nominal growth are not comparable."
        )
        chinese = f"{zh[real]}为实际增长，{zh[1 - real]}按当年价格计算：实际增长与名义增长不可比。"
        return english, chinese

    def base(self) -> Pair:
        en, zh = self._named()
        one, two = (self._base_words(each) for each in (self.a, self.b))
        return self._because(
            f"{en[0]} is relative to {one[0]}, {en[1]} to {two[0]}: the bases are not the same.",
            f"{zh[0]}以{one[1]}为基数，{zh[1]}以{two[1]}为基数：基数不同。",
        )

    def indicator(self) -> Pair:
        en, zh = self._named()
        return self._because(
            f"{en[0]} and {en[1]} are not figures of the same thing.",
            f"{zh[0]}与{zh[1]}不是同一指标。",
        )

    def period(self) -> Pair:
        months, others = (span(each.period)[0] for each in (self.a, self.b))
        lengths = {months, others}
        why = ("spans of different length are not comparable", "时段长短不同，不可比")
        if months == others:
            why = ("they are different parts of a year", "二者为一年中的不同时段")
        elif 0 in lengths:
            en, zh = self._dated()
            return f"{en}: the dates differ.", f"{zh}时点不同，不予并列。"
        elif 12 in lengths and min(lengths) < 12:
            return self._parted()
        en, zh = self._dated()
        return f"{en}: {why[0]}.", f"{zh}：{why[1]}。"

    def _parted(self) -> Pair:
        """Say which of two figures is of part of a year alone."""
        part, whole = sorted((self.a, self.b), key=lambda each: span(each.period)[0])
        place, other = self._place(part)[1], self._place(whole)[1]
        when, then = (named(each.period, "zh-Hans") for each in (part, whole))
        behind = "" if place == other else other
        dated = self._dated()[0]
        return (
            f"{dated}: a figure of part of a year cannot stand beside one of a whole year.",
            f"{place}{when}的数字不足一年，不与{behind}{then}全年的数字并列。",
        )

    def level(self) -> Pair:
        one, two = (self._rank(each) for each in (self.a, self.b))
        english = f"{one[0]} and {two[0]}: totals of places of different rank are not comparable."
        chinese = f"{one[1]}；{two[1]}。不同层级地区的总量不可比。"
        return english, chinese

    def _rank(self, figure: Observation) -> Pair:
        """Say which rank a place has, or what it is listed with."""
        en, zh = self._place(figure)
        words = _LISTED.get(figure.region, _LEVELS[self._level_of(figure)])
        return f"{en} {words[0]}", f"{zh}{words[1]}"

    def _because(self, en: str, zh: str) -> Pair:
        """Put the first indicator's own reason behind a sentence, or else the second's."""
        rows = [self.catalogue.indicators.loc[each.indicator] for each in (self.a, self.b)]
        english, chinese = (
            next(filter(None, (str(row[f"not_comparable_because_{side}"]) for row in rows)), "")
            for side in ("en", "zh")
        )
        return f"{en} {english}".rstrip(), f"{zh}{chinese}"

    def _named(self) -> tuple[Pair, Pair]:
        """Name both figures by place and indicator, in English and in Chinese."""
        pairs = []
        for each in (self.a, self.b):
            en, zh = self._place(each)
            row = self.catalogue.indicators.loc[each.indicator]
            name = str(row["name_zh"]).translate(_INNER)
            pairs.append((f"“{row['name_en']}” of {en}", f"{zh}的“{name}”"))
        return (pairs[0][0], pairs[1][0]), (pairs[0][1], pairs[1][1])

    def _dated(self) -> Pair:
        """Name both figures by place and period, a place of both once."""
        (en, zh), (other, another) = (self._place(each) for each in (self.a, self.b))
        when, then = (
            [named(each.period, lang) for lang in ("en", "zh-Hans")] for each in (self.a, self.b)
        )
        if en == other:
            english = f"Of {en}, one figure is of {when[0]}, the other of {then[0]}"
        else:
            english = f"The figure of {en} is of {when[0]}, that of {other} of {then[0]}"
        behind = "" if zh == another else another
        return english, f"{zh}{when[1]}的数字与{behind}{then[1]}的数字"

    def _place(self, figure: Observation) -> Pair:
        row = self.catalogue.regions.loc[figure.region]
        return str(row["name_en"]), str(row["name_zh"])

    def _noun(self, figure: Observation) -> Pair:
        """Name of what a unit counts: the unit of its dimension without a multiplier."""
        frame = self.catalogue.units
        if self._dimension_of(figure) == "share":
            return "a percentage", "百分比"
        plain = frame[(frame["dimension"] == self._dimension_of(figure)) & (frame["factor"] == "1")]
        row = plain.iloc[0] if len(plain) else frame.loc[figure.unit]
        return str(row["name_en"]), str(row["name_zh"])

    def _base_words(self, figure: Observation) -> Pair:
        row = self.catalogue.indicators.loc[figure.indicator]
        return str(row["base_en"]), str(row["base_zh"])

    def _base_of(self, figure: Observation) -> str:
        return str(self.catalogue.indicators.at[figure.indicator, "base_en"])

    def _level_of(self, figure: Observation) -> str:
        return str(self.catalogue.regions.at[figure.region, "level"])

    def _dimension_of(self, figure: Observation) -> str:
        return str(self.catalogue.units.at[figure.unit, "dimension"])
