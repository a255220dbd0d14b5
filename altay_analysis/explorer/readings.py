"""A claim whose words admit several meanings, read in one of them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from altay_analysis.areas.analysis import Gathering, Scope
from altay_analysis.explorer.choice import Choice, rows
from altay_analysis.periods import year
from altay_analysis.present.claim_words import READINGS, ROLES, VERDICTS
from altay_analysis.present.dots import Dot, Panel, draw_at_once
from altay_analysis.present.page import Page
from altay_analysis.present.runs import Runs
from altay_analysis.present.style import to_svg

if TYPE_CHECKING:
    from altay_analysis.audit import ClaimResult
    from altay_analysis.catalogue import Catalogue, Observation

__all__ = ["READING_NAMES", "ReadingPage", "claims_read_several_ways", "reading_name"]

_BEFORE = {"points": "before_points", "relative": "before_relative", "count": "before_growth"}
"""Formula that gives the year before, by the meaning of a rise."""

READING_NAMES = {
    "before_points": ("The year before, read as points", "上年（按百分点）"),
    "before_relative": ("The year before, read as a relative change", "上年（按相对变化）"),
    "before_count": ("The year before, read as growth of the count", "上年（按个数增长）"),
}
"""Names of what a reading implies, by key."""

_EXCLUDED = ("excluded by the figures", "为数字所排除")


def claims_read_several_ways(catalogue: Catalogue, choice: Choice) -> list[str]:
    """Return ids of the claims with several readings: those on figures of the choice first."""
    terms = catalogue.claim_terms
    many = terms.groupby("claim", sort=False)["reading"].nunique()
    own = set(terms[terms["observation"].isin(rows(catalogue, choice).index)]["claim"])
    return sorted(
        (str(claim) for claim in many.index[many > 1]), key=lambda claim: claim not in own
    )


def reading_name(name: str) -> tuple[str, str]:
    """Name a reading in both languages."""
    return READINGS.get(name, (f"as {name}", name))


class ReadingPage(Page):
    """What one reading of a claim says: its verdict, what it implies, and what it lacks."""

    def __init__(self, catalogue: Catalogue, found: ClaimResult, name: str, lang: str) -> None:
        self.found = found
        self.result = next(each for each in found.readings if each.reading.name == name)
        held = {
            term.role: catalogue.observation(term.figure.id)
            for term in self.result.reading.terms
            if term.figure.id
        }
        first = next(iter(held.values()))
        gathered = Gathering(catalogue, "explore", Scope(first.region, year(first.period)))
        gathered.observed.update(held)
        self.key = f"before_{name}"
        if found.claim.kind == "growth" and name in _BEFORE and {"after", "claimed"} <= set(held):
            gathered.derive(self.key, _BEFORE[name], level="after", rise="claimed")
        super().__init__(catalogue, gathered.finish(), lang, READING_NAMES)

    @property
    def _excluded(self) -> bool:
        return self.result.verdict == "broken" and self.found.verdict != "broken"

    def said(self) -> Runs:
        """Say it in a few sentences."""
        return self._joined(
            [each for each in (self._verdict(), self._implied(), self._needs()) if each]
        )

    def _verdict(self) -> Runs:
        words = _EXCLUDED if self._excluded else VERDICTS[self.result.verdict]
        name = reading_name(self.result.reading.name)
        return [self.text(f"Read {name[0]}: {words[0]}.", f"{name[1]}：{words[1]}。")]

    def _implied(self) -> Runs | None:
        if self.key not in self.analysis:
            return None
        both = f"{{{self.key}:range}}"
        if self._excluded:
            return self.say(
                f"With {{after}} in {{period}} and a rise of {{claimed}}, the year before would have had {both}: no whole number lies there.",
                f"{{period}}为{{after}}，提升{{claimed}}，则上年应为{both}：该范围内没有整数。",
            )
        return self.say(
            f"With {{after}} in {{period}} and a rise of {{claimed}}, the year before would have had {both}.",
            f"{{period}}为{{after}}，提升{{claimed}}，则上年应为{both}。",
        )

    def _needs(self) -> Runs | None:
        roles = [ROLES.get(role, (role, role)) for role in self.result.outcome.needs]
        if not roles or self._excluded:
            return None
        en, zh = " and ".join(each[0] for each in roles), "和".join(each[1] for each in roles)
        return [self.text(f"To settle it, {en} would be needed; it is not published.",
                          f"若要判定，尚需{zh}，而来源未公布。")]  # fmt: skip

    def svg(self) -> str:
        """Draw the year before beside the printed figure; empty where nothing is implied."""
        if self.key not in self.analysis:
            return ""
        after = self.analysis.observed["after"]
        labels = [(self.names[self.key], self.key), (("As printed", "原文"), "after")]
        dots = tuple(self._dot(words, key, after) for words, key in labels)
        side = "symbol_en" if self.is_english else "symbol_zh"
        unit = str(self.catalogue.units.at[after.unit, side]).strip()
        return draw_at_once(
            [Panel("", str(self.text(unit, unit)["text"]), dots)], "reading", to_svg
        )

    def _dot(self, words: tuple[str, str], key: str, after: Observation) -> Dot:
        source = self.catalogue.sources.loc[after.source]
        quantity = self.analysis.quantity(key)
        factor = self._factor(quantity.unit, after.unit)
        return Dot(
            str(self.text(*words)["text"]),
            str(self.number(key, "range")["text"]),
            quantity.bounds.scaled(factor),
            str(source["standing"]),
            str(source["text_seen"]),
            is_own=key != "after",
        )

    def _factor(self, unit: str, to: str) -> Fraction:
        factors = self.catalogue.units["factor"]
        return Fraction(str(factors[unit])) / Fraction(str(factors[to]))
