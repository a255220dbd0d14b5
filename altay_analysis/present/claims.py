"""The claims of an audit as a page words them: titles, figures, bounds, gap and power as runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from altay_analysis import wording
from altay_analysis.audit import as_json
from altay_analysis.audit.judgements import judgements
from altay_analysis.present.claim_words import KINDS, VERDICTS
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
        self.judged = judgements(catalogue.findings)

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
        """Name a claim: its indicator and its kind."""
        kind = str(self.text(*KINDS[claim["kind"]])["text"])
        held = self.claimed(claim)
        if not held:
            return {"text": kind}
        name = self.name(held)
        return name_run(f"{name}: {kind.lower()}" if self.is_english else f"{name}：{kind}")

    def verdict(self, claim: Claim) -> Run:
        """Name a verdict; that figures do not agree stands out."""
        run = self.text(*VERDICTS[claim["verdict"]])
        return run | {"strong": True} if claim["verdict"] == "broken" else run

    def claimed(self, claim: Claim) -> str:
        """Id of the claimed figure; of the first one where none is claimed."""
        held = self.found[claim["id"]].claim.readings[0].get("claimed")
        if held is not None and held.id:
            return held.id
        return str(claim["figures"][0]["observation"]) if claim["figures"] else ""

    def claimed_figure(self, claim: Claim) -> Run:
        """Return the claimed figure as printed."""
        held = self.claimed(claim)
        return self.token(next(f for f in claim["figures"] if f["observation"] == held))

    def token(self, figure: Mapping[str, Any]) -> Run:
        """Return a figure as printed, in its own script, with its reference."""
        script = str(self.catalogue.sources.at[figure["source"], "script"]) or "zh-Hant"
        return {"text": figure["as_printed"], "lang": script, "ref": figure["observation"]}

    def name(self, observation: str) -> str:
        """Name the indicator of a figure."""
        return self.catalogue.name("indicators", self.observed[observation].indicator, self.lang)

    def period(self, observation: str) -> str:
        """Word the period of a figure."""
        base = "en" if self.is_english else "zh-Hans"
        return wording.period(self.observed[observation].period, base)

    def bounds(self, holder: Mapping[str, Any], key: str) -> Run | None:
        """Word what is claimed or computed; None where it has no end."""
        quantity = quantity_of(holder.get(key))
        if quantity is None:
            return None
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
        # Shares lie points apart, not percent.
        unit = "percentage_point" if unit == "percent" else unit
        least = Quantity(None, Bounds(gap, None), unit)
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
