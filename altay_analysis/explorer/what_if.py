"""What-ifs, none a forecast: a target to reach, a number of villages, growth that goes on."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from altay_analysis.areas.analysis import Analysis, Gathering, Scope
from altay_analysis.explorer.choice import Choice, rows
from altay_analysis.explorer.path import Path, Point, draw_path
from altay_analysis.interval import Bounds
from altay_analysis.periods import year
from altay_analysis.present.dots import axis
from altay_analysis.present.page import Page
from altay_analysis.present.runs import Runs

if TYPE_CHECKING:
    from altay_analysis.catalogue import Catalogue, Observation

__all__ = ["NAMES", "Growth", "Target", "Villages", "WhatIf", "WhatIfPage", "figures_for"]

NAMES = {
    "needed_points": ("Points to the target", "距目标的百分点"),
    "needed_pace": ("Points a year to the target", "达到目标每年所需百分点"),
    "needed_count": ("Number that the target needs", "达到目标所需个数"),
    "mean_income": ("Mean per village, if so many", "假设村数下的村均收入"),
    "target": ("Target of the what-if", "假设的目标"),
    "year": ("Year of the what-if", "假设的年份"),
    "number": ("Number of villages of the what-if", "假设的村数"),
    "rate": ("Growth a year of the what-if", "假设的年增速"),
    "span": ("Years of the what-if", "假设的年数"),
    "grown": ("Reached, if growth goes on", "假设增速下达到的水平"),
}
"""Names of what the what-ifs derive, in both languages."""

_UNKNOWN_MOST = 500


@dataclass(frozen=True)
class Target:
    """A share that is to reach a level, in percent, by a year."""

    figure: str
    share: Fraction
    by: int


@dataclass(frozen=True)
class Villages:
    """A total that is spread over a number of villages."""

    figure: str
    number: int


@dataclass(frozen=True)
class Growth:
    """A level that grows by so many percent a year, for so many years."""

    figure: str
    rate: Fraction
    years: int


WhatIf = Target | Villages | Growth


def figures_for(catalogue: Catalogue, choice: Choice, kind: type[WhatIf]) -> list[str]:
    """Return ids of the figures of the chosen places that a what-if can start from.

    Figures that are firm come first, of them those of the choice, of them the latest.
    """
    frame = catalogue.observations
    regions = list(choice.regions) or list(rows(catalogue, choice)["region"].unique())
    here = frame[frame["region"].isin(regions)]
    fit = [str(name) for name in here.index if _fits(catalogue.observation(str(name)), kind)]
    own = set(rows(catalogue, choice).index)
    latest = sorted(fit, key=lambda name: year(str(frame.at[name, "period"])), reverse=True)
    return sorted(latest, key=lambda name: (_is_open(catalogue, name), name not in own))


def _fits(figure: Observation, kind: type[WhatIf]) -> bool:
    if kind is Target:
        return figure.kind == "share" and figure.unit == "percent"
    if kind is Villages:
        return figure.indicator == "village_income"
    return figure.kind in ("amount", "count") and figure.qualifier != "range"


def _is_open(catalogue: Catalogue, name: str) -> bool:
    """Whether a figure has no end on a side, or is capped there: one that is rounded goes first."""
    figure = catalogue.observation(name)
    return figure.qualifier not in ("exact", "rounded") or figure.value in ("100", "0")


class WhatIfPage(Page):
    """What a what-if comes to, as sentences with their evidence, and as a drawing."""

    def __init__(self, catalogue: Catalogue, what_if: WhatIf, lang: str) -> None:
        self.what_if = what_if
        self.held = catalogue.observation(what_if.figure)
        super().__init__(catalogue, _analysed(catalogue, what_if, self.held), lang, NAMES)

    def said(self) -> list[Runs]:
        """Say what it comes to; the first words say that it is a what-if."""
        name = self.catalogue.name("indicators", self.held.indicator, self.lang)
        opening: Runs = [{"text": name}, self.text(": ", "：")]
        told: list[Runs | None] = []
        if isinstance(self.what_if, Target):
            told = self._target()
        elif isinstance(self.what_if, Villages):
            told = self._villages()
        else:
            told = [
                self.say(
                    "What if it grew by {rate} a year from {period} ({base}), for {span} years? It would be {grown}.",
                    "假设自{period}（{base}）起每年增长{rate}，持续{span}年，则为{grown}。",
                )
            ]
        return [[*opening, *self._joined([each for each in told if each])]]

    def _target(self) -> list[Runs | None]:
        return [
            self.say(
                "What if {target} were to be reached by {year}? The printed share is {share}: that is "
                "{needed_points} away, {needed_pace} a year.",
                "假设到{year}年达到{target}：原文占比为{share}，相差{needed_points}，即每年{needed_pace}。",
            ),
            self.say(
                "Of {whole} as now, it asks for {needed_count:bare}.",
                "若总数仍为{whole}，则需{needed_count}。",
            ),
        ]

    def _villages(self) -> list[Runs | None]:
        return [
            self.say(
                "What if there were {number} villages? The total of {total} would be {mean_income:range} a "
                "village.",
                "假设有{number}个村：总额{total}，村均{mean_income:range}。",
            ),
            self._floor(),
        ]

    def _floor(self) -> Runs | None:
        """Say whether so many villages can all have passed the level that is printed."""
        if "floor" not in self.analysis:
            return None
        mean, floor = (self.analysis.quantity(key).bounds for key in ("mean_income", "floor"))
        if mean.high is not None and floor.low is not None and mean.high <= floor.low:
            return self.say(
                "So many cannot be: each village is said to have {floor}.",
                "不可能有这么多：原文称每个村均{floor}。",
            )
        return self.say(
            "So many can be: each village is said to have {floor}.",
            "可以有这么多：原文称每个村均{floor}。",
        )

    def path(self) -> Path:
        """Return what is drawn."""
        if isinstance(self.what_if, Target):
            return self._target_path(self.what_if)
        if isinstance(self.what_if, Villages):
            return self._villages_path(self.what_if)
        return self._growth_path(self.what_if)

    def svg(self) -> str:
        """Draw it."""
        return draw_path(self.path(), type(self.what_if).__name__.lower())

    def _target_path(self, asked: Target) -> Path:
        start = int(year(self.held.period))
        points = (
            Point(start, self.held.bounds),
            Point(asked.by, Bounds(asked.share, asked.share)),
        )
        return Path(points, points[-1], "", "%", Fraction(1))

    def _growth_path(self, asked: Growth) -> Path:
        start = int(year(self.held.period))
        points = tuple(Point(start + n, self._grown(asked.rate, n)) for n in range(asked.years + 1))
        return self._scaled(points, points[-1], "")

    def _grown(self, rate: Fraction, years: int) -> Bounds:
        factor = (1 + rate / 100) ** years
        return self.held.bounds.scaled(factor)

    def _villages_path(self, asked: Villages) -> Path:
        most = max(most_villages(self.catalogue, asked.figure), asked.number)
        steps = sorted({1 + (most - 1) * n // 40 for n in range(41)} | {asked.number})
        points = tuple(
            Point(n, self.held.bounds.scaled(Fraction(1, n))) for n in steps if n * 40 >= most
        )
        chosen = Point(asked.number, self.held.bounds.scaled(Fraction(1, asked.number)))
        words = self.text("villages", "村数")["text"]
        return self._scaled(points, chosen, str(words))

    def _scaled(self, points: Sequence[Point], chosen: Point, below: str) -> Path:
        unit = self.held.unit
        side = "symbol_en" if self.is_english else "symbol_zh"
        symbol = str(self.catalogue.units.at[unit, side]) or self.catalogue.name(
            "units", unit, self.lang
        )
        factor, words = axis(unit, symbol, self.lang, chosen.bounds.high)
        level = None
        if "floor" in self.analysis:
            level = self.analysis.quantity("floor").bounds.low
        return Path(tuple(points), chosen, below, words, factor, level)


def most_villages(catalogue: Catalogue, figure: str) -> int:
    """Return how many villages there can be at the most, by what each is said to have passed."""
    total = catalogue.observation(figure)
    floor = _floor_of(catalogue, total)
    if floor is None or not floor.bounds.low or total.bounds.high is None:
        return _UNKNOWN_MOST
    return max(math.floor(total.bounds.high / floor.bounds.low), 1)


def _floor_of(catalogue: Catalogue, total: Observation) -> Observation | None:
    """What each village is said to have passed, of the place and period of a total."""
    held = catalogue.indicators.index
    if "village_income_floor" not in held:
        return None
    found = catalogue.pick(
        indicator="village_income_floor", region=total.region, period=total.period
    )
    same = [catalogue.observation(str(name)) for name in found.index]
    return next((each for each in same if each.unit == total.unit), None)


def _analysed(catalogue: Catalogue, asked: WhatIf, held: Observation) -> Analysis:
    scope = Scope(held.region, year(held.period))
    found = Gathering(catalogue, "explore", scope)
    if isinstance(asked, Target):
        _aim(found, asked, held)
    elif isinstance(asked, Villages):
        found.observed["total"] = held
        floor = _floor_of(catalogue, held)
        if floor is not None:
            found.observed["floor"] = floor
        found.assume("number", Fraction(asked.number), "number")
        found.derive("mean_income", "mean", total="total", number="number")
    else:
        found.observed["base"] = held
        found.assume("rate", asked.rate, "percent")
        found.assume("span", Fraction(asked.years), "number")
        found.derive("grown", "grown", before="base", rate="rate", years="span")
    return found.finish()


def _aim(found: Gathering, asked: Target, held: Observation) -> None:
    found.observed["share"] = held
    found.assume("target", asked.share, "percent")
    found.assume("year", Fraction(asked.by), "number")
    years = asked.by - int(found.scope.period)
    found.derive("needed_points", "points_between", after="target", before="share")
    found.derive("needed_pace", "points_a_year", after="target", before="share", years=years)
    whole = _whole_of(found.catalogue, held.id)
    if whole is not None:
        found.observed["whole"] = whole
        found.derive("needed_count", "needed", whole="whole", share="target")


def _whole_of(catalogue: Catalogue, share: str) -> Observation | None:
    """What a share is of, where a claim says so."""
    terms = catalogue.claim_terms
    kinds = catalogue.claims["kind"]
    held = terms[(terms["role"] == "claimed") & (terms["observation"] == share)]["claim"]
    about = [claim for claim in held if kinds[claim] == "share"]
    wholes = terms[terms["claim"].isin(about) & (terms["role"] == "whole")]["observation"]
    known = [str(name) for name in wholes if name]
    return catalogue.observation(known[0]) if known else None
