"""The claims of an audit as a page words them: titles, figures, bounds, gap and power as runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any

from altay_analysis import wording
from altay_analysis.audit import as_json
from altay_analysis.audit.judgements import judgements
from altay_analysis.periods import named
from altay_analysis.present.claim_titles import Titles, about, small
from altay_analysis.present.claim_words import VERDICTS
from altay_analysis.present.claims_figure import quantity_of
from altay_analysis.present.runs import Run, Runs, name_run, text_run
from altay_analysis.quantity import Bounds, Quantity

if TYPE_CHECKING:
    from altay_analysis.audit import AuditResult, ClaimResult
    from altay_analysis.catalogue import Catalogue

__all__ = ["Claim", "Claims", "anchor"]

Claim = Mapping[str, Any]
"""A claim as `altay audit --json` has it."""

_SURE = Fraction(9995, 10000)
_POINTS = {"percent": "percentage_point"}
"""Unit in which two figures of a unit differ: shares lie points apart, not percent."""


class Claims:
    """What was found of some claims, in the words of one language.

    Parameters
    ----------
    catalogue : Catalogue
        Names and figures.
    result : AuditResult
        What was found.
    lang : str
        Language of the page.
    """

    def __init__(self, catalogue: Catalogue, result: AuditResult, lang: str) -> None:
        self.catalogue, self.lang = catalogue, lang
        self.is_english = lang == "en"
        self.found = {found.id: found for found in result.claims}
        self.all = [_with_whole(claim, self.found) for claim in as_json(result)["claims"]]
        ids = dict.fromkeys(f["observation"] for claim in self.all for f in claim["figures"])
        self.observed = {name: catalogue.observation(name) for name in ids}
        self.refuting = result.refuting
        self.judged = judgements(catalogue.findings)
        self.titles = Titles(catalogue, lang, self._when)

    def of(self, *verdicts: str) -> list[Claim]:
        """Return the claims with one of some verdicts."""
        return [claim for claim in self.all if claim["verdict"] in verdicts]

    def source(self, claim: Claim) -> str:
        """Id of the source that prints the claimed figure; empty where a claim has no figure."""
        held = self.claimed(claim)
        return self.observed[held].source if held else ""

    def text(self, en: str, zh: str) -> Run:
        """Return a run of our own text in the page's language."""
        return text_run(en if self.is_english else zh, self.lang)

    def listed(self, parts: Sequence[Runs], en: str = "; ", zh: str = "；") -> Runs:
        """Join runs with a sign between each two."""
        runs: Runs = []
        for part in parts:
            runs += [self.text(en, zh), *part] if runs else part
        return runs

    def title(self, claim: Claim) -> Run:
        """Name a claim by the figure that it is about and what that is held against."""
        return name_run(self.titles.of(self.found[claim["id"]].claim))

    @property
    def has_places(self) -> bool:
        """Whether the claims are of several places."""
        held = filter(None, map(self.claimed, self.all))
        return len({self.observed[each].region for each in held}) > 1

    def named(
        self, claims: Sequence[Claim], *, placed: bool = False, home: str = ""
    ) -> Mapping[str, Run]:
        """Name claims that stand together so that no two have one title, by id.

        Parameters
        ----------
        placed : bool
            Whether each title names the place, where the claims of the page are of several.
        home : str
            The place that what stands above the claims names, and no title does.
        """
        held = [self.found[each["id"]].claim for each in claims]
        found = self.titles.apart(held, placed=placed and self.has_places, home=home)
        return {id: name_run(title) for id, title in found.items()}

    def verdict(self, claim: Claim) -> Run:
        """Name a verdict; that figures do not agree stands out."""
        run = self.text(*VERDICTS[claim["verdict"]])
        return run | {"strong": True} if claim["verdict"] == "broken" else run

    def claimed(self, claim: Claim) -> str:
        """Id of the figure that a claim is about; empty where it has none."""
        held = about(self.found[claim["id"]].claim)
        return held.id if held else ""

    def printed(self, claim: Claim) -> Runs:
        """Return the claimed figure as printed; where none is, all figures of the claim."""
        alone = claim["kind"] not in ("order", "structure", "base")
        shown = [[self.token(figure)] for figure in claim["figures"]
                 if not alone or figure["observation"] == self.claimed(claim)]  # fmt: skip
        return self.listed(shown)

    def token(self, figure: Mapping[str, Any]) -> Run:
        """Return a figure as printed, in its own script, with its reference."""
        script = str(self.catalogue.sources.at[figure["source"], "script"]) or "zh-Hant"
        return {"text": figure["as_printed"], "lang": script, "ref": figure["observation"]}

    def token_of(self, observation: str) -> Run:
        """Return an observation as printed."""
        held = self.observed[observation]
        return self.token(vars(held) | {"observation": held.id})

    def pair(self, claim: Claim) -> tuple[str, str]:
        """Return the two figures of an order between which there is least: the upper and the lower."""
        result = self.found[claim["id"]].readings[0]
        chain = list(pairwise(result.reading.all("item")))
        pairs = chain + list(product(result.reading.all("upper"), result.reading.all("lower")))
        worst = result.outcome.worst
        at = next(at for at, each in enumerate(result.outcome.comparisons) if each is worst)
        upper, lower = pairs[at]
        return upper.id, lower.id

    def name(self, observation: str) -> str:
        """Name the indicator of a figure."""
        return self.catalogue.name("indicators", self.observed[observation].indicator, self.lang)

    def within(self, observation: str) -> Run:
        """Name the indicator of a figure within a sentence."""
        name = self.name(observation)
        return name_run(small(name) if self.is_english else name)

    def period(self, observation: str) -> str:
        """Word the period of a figure."""
        return self._when(self.observed[observation].period)

    def _when(self, period: str) -> str:
        words = named(period, "en" if self.is_english else "zh-Hans")
        return str(self.text(words, words)["text"])

    def bounds(self, holder: Mapping[str, Any], key: str, *, with_ends: bool = True) -> Run | None:
        """Word what is claimed or computed, and of which kind its ends are; None without any."""
        quantity = quantity_of(holder.get(key))
        if quantity is None:
            return None
        if holder.get("kind") == "order":
            quantity = replace(quantity, unit=_POINTS.get(quantity.unit, quantity.unit))
        if not with_ends:
            quantity = replace(quantity, bounds=Bounds(quantity.bounds.low, quantity.bounds.high))
        text = wording.extent(quantity, "en" if self.is_english else "zh-Hans")
        return self.text(text, text) | reference(holder)

    def gap(self, claim: Claim) -> Run | None:
        """Word the distance between printed and computed bounds; None where there is none.

        It is said to be the least, so its digits are cut, never rounded up.
        """
        gap = self.found[claim["id"]].gap
        if gap is None or claim["claimed"] is None:
            return None
        unit = str(claim["claimed"]["unit"])
        least = Quantity(None, Bounds(gap, None), _POINTS.get(unit, unit))
        text = wording.derived(least, "en" if self.is_english else "zh-Hans")
        text = text.removeprefix("at least ").removeprefix("至少")
        return self.text(text, text) | reference(claim)

    def power(self, claim: Claim) -> Run:
        """Word a power to three digits, a dash where there is none."""
        if claim["power"] is None:
            return {"text": "—"}
        return self.power_text(Fraction(str(claim["power"]))) | reference(claim)

    def power_text(self, power: Fraction) -> Run:
        """Word a power to three digits, never as one where it is less."""
        if _SURE <= power < 1:
            return self.text("over 0.999", "超0.999")
        return {"text": wording.number(power, 3 if power else 0, self.lang)}


def anchor(claim: Claim) -> str:
    """Return the id under which a page lists a claim, apart from those of the figures."""
    return f"claim.{claim['id']}"


def reference(holder: Mapping[str, Any]) -> dict[str, str]:
    """Reference of a number that the audit computed: the claim, or its last figure."""
    if "id" in holder:
        return {"ref": anchor(holder)}
    figures: Sequence[Mapping[str, Any]] = holder.get("figures", ())
    return {"ref": str(figures[-1]["observation"])} if figures else {}


def _with_whole(claim: dict[str, Any], found: Mapping[str, ClaimResult]) -> Claim:
    """Put in what whole numbers of things allow, where a percentage must come from some."""
    solutions = found[claim["id"]].readings[0].outcome.solutions
    if claim["kind"] != "whole" or not solutions:
        return claim
    scale = 1000 if claim["claimed"]["unit"] == "permille" else 100
    low = min(Fraction(each.fewest, each.whole) for each in solutions) * scale
    high = max(Fraction(each.most, each.whole) for each in solutions) * scale
    ends = {"low": float(low), "high": float(high), "low_end": "closed", "high_end": "closed"}
    return claim | {"computed": ends | {"unit": claim["claimed"]["unit"]}}
