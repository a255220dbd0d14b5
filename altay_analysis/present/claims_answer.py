"""The answer of the audit: how the relations fared, and each that does not agree by its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altay_analysis import wording
from altay_analysis.present.claim_tables import AGREEING
from altay_analysis.present.claim_words import VERDICTS
from altay_analysis.present.claims import anchor
from altay_analysis.present.page import Page
from altay_analysis.present.runs import Run, Runs, date_run, name_run

if TYPE_CHECKING:
    from altay_analysis.present.claim_tables import ClaimTables
    from altay_analysis.present.claims import Claim, Claims
    from altay_analysis.present.display import Display

__all__ = ["ClaimsAnswerPage"]

_NAMED = 3
"""Broken claims up to which the answer says them in one paragraph; of more each has its own."""

_ALONE = {"broken": ("the figures do not agree", "不相符")}
"""Words for the verdict of the one relation of a page."""


class ClaimsAnswerPage(Page):
    """A page that answers how the relations between some figures fared."""

    audit: Claims
    tables: ClaimTables

    @property
    def claims(self) -> list[Claim]:
        """Every claim of the page."""
        return self.audit.all

    def of(self, verdict: str) -> list[Claim]:
        """Return the claims with a verdict."""
        return self.audit.of(verdict)

    def answer(self, listed: str = "") -> Display:
        """Say how the claims fared, and name those that do not agree.

        Parameters
        ----------
        listed : str
            The table to which the counts lead, on a page that is not the audit's own.
        """
        if not self.claims:
            return self.sentences([], kind="answer")
        said = [self._summary(listed), self._blind_counted(listed)]
        named = [self._named(claim) for claim in self.of("broken")]
        if len(named) <= _NAMED:
            return self.sentences([*said, *named], kind="answer")
        return self.sentences(said, *([each] for each in named), kind="answer")

    def _summary(self, listed: str) -> Runs:
        """Count the claims by verdict, and say whose figures they are about."""
        where, texts = listed or "sec:overview", len(self.tables.sources)
        if len(self.claims) == 1:
            alone = self.claims[0]["verdict"]
            return [
                self.text("", "共核对"),
                self._counted(1, where),
                self.text(" relation between the printed figures was checked: ", "项数字间的关系："),
                self.text(*_ALONE.get(alone, VERDICTS[alone])),
                self.text(".", "。"),
            ]  # fmt: skip
        counts = [self._count(verdict, listed) for verdict in VERDICTS if self.of(verdict)]
        of_texts: Runs = [
            self.text(" relations between the printed figures of ", "项数字间的关系，出自"),
            self._counted(texts, listed or "table:by-source"),
            self.text(" texts: ", "篇文本："),
        ]
        alone_runs = [self.text(" relations between the printed figures: ", "项数字间的关系：")]
        return [
            self.text("Of ", "共核对"),
            self._counted(len(self.claims), where),
            *(of_texts if texts > 1 else alone_runs),
            *self.audit.listed(counts, ", ", "、"),
            self.text(".", "。"),
        ]

    def _blind_counted(self, listed: str) -> Runs | None:
        """Say how many of the checks have no power."""
        blind = sum(claim["power"] == 0 for claim in self.claims)
        if not blind:
            return None
        one = blind == 1
        return [
            self.text("Of the checks, ", "所作核对中，有"),
            self._counted(blind, listed or "sec:coverage"),
            self.text(f" ha{'s' if one else 've'} no power: at least one figure in {'it' if one else 'each'} could "
                      "have been any value of the range that is counted.",
                      "项功效为零：其中至少有一个数字，在所计范围内无论取何值均能通过。"),
        ]  # fmt: skip

    def counts(self, listed: str) -> list[Runs | None]:
        """Count the relations by verdict, and those without power."""
        return [self._summary(listed), self._blind_counted(listed)]

    def _counted(self, count: int, listed: str) -> Run:
        return {"text": str(count), "listed": listed}

    def _count(self, verdict: str, listed: str) -> Runs:
        section = "agreeing" if verdict in AGREEING else verdict.replace(" ", "-")
        number = self._counted(len(self.of(verdict)), listed or f"sec:{section}")
        english, chinese = VERDICTS[verdict]
        english = "where the figures do not agree" if verdict == "broken" else english
        return [number, self.text(f" {english}", f"项{chinese}")]

    def _region_of(self, claim: Claim) -> str:
        return self.audit.observed[self.audit.claimed(claim)].region

    def _named(self, claim: Claim) -> Runs:
        """Name a claim that is broken: what is printed, and what it does not agree with."""
        held = self.audit.claimed(claim)
        place = self.catalogue.name("regions", self._region_of(claim), self.lang)
        about = name_run(self.audit.name(held)) | {"ref": anchor(claim)}
        if claim["kind"] in ("structure", "base"):
            about = self.audit.title(claim) | {"ref": anchor(claim)}
        runs = [about, self.text(" (", "（")]
        runs += [self.text(f"{place}, ", f"{place}，")] if self.audit.has_places else []
        runs += [date_run(self.audit.period(held), self.lang), self.text("): ", "）：")]
        return [*runs, *self._apart(claim), self.text(".", "。")]

    def _apart(self, claim: Claim) -> Runs:
        """Say what does not agree with what, like beside like."""
        computed, gap = self.audit.bounds(claim, "computed"), self.audit.gap(claim)
        token = self._quoted(self.audit.claimed(claim))
        reading = self.audit.found[claim["id"]].readings[0]
        near = reading.reading.get("near")
        if reading.outcome.implied and near and computed:
            return [self.text("printed ", "原文"), *token,
                    self.text(", which implies a base of ", "，由此推得的基数为"), computed,
                    self.text("; ", "，而所载"), self.audit.within(near.id),
                    self.text(" is printed as ", "为"), *self._quoted(near.id)]  # fmt: skip
        if claim["kind"] == "order" and gap:
            return self._below(claim, gap)
        if claim["kind"] in ("structure", "base"):
            token, lead = [], self.text("the figures", "所涉数字")
        else:
            lead = self.text("printed ", "原文")
        runs = [lead, *token]
        if computed:
            runs += [self.text("; the other figures give ", "，按其余数字推算为"), computed]
        if gap:
            runs += [self.text(", apart by at least ", "，至少相差"), gap]
        return runs

    def _below(self, claim: Claim, gap: Run) -> Runs:
        """Say by how much a figure is below another that it must not be below."""
        upper, lower = self.audit.pair(claim)
        return [
            self.text("printed ", "原文"), *self._quoted(upper),
            self.text(", at least ", "，比"), *([gap] if self.is_english else []),
            self.text(" below ", ""), self.audit.within(lower),
            self.text(", ", ""), *self._quoted(lower),
            self.text(", though the former must not be less", "至少低"),
            *([] if self.is_english else [gap, self.text("", "，而前者应不小于后者")]),
        ]  # fmt: skip

    def _quoted(self, observation: str) -> Runs:
        """Return a figure as printed: in Chinese quoted, in English with what 万 and 亿 make of it."""
        token = self.audit.token_of(observation)
        if not self.is_english:
            return [self.text("", "“"), token, self.text("", "”")]
        held = self.audit.observed[observation]
        if not held.unit.startswith(("10k_", "100m_")):
            return [token]
        words = wording.printed(held.value, held.unit, held.qualifier, "en")
        return [
            token,
            {"text": " ("},
            {"text": words, "ref": observation, "aside": True},
            {"text": ")"},
        ]
