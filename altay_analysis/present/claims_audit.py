"""The report of the audit: how every claim fared, by source and by kind, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from altay_analysis import wording
from altay_analysis.areas.analysis import Analysis, Scope
from altay_analysis.audit import flips
from altay_analysis.present.claim_item import ClaimItem
from altay_analysis.present.claim_tables import AGREEING, ClaimTables, table_of
from altay_analysis.present.claim_words import ADVICE, VERDICTS
from altay_analysis.present.claims import Claim, Claims, anchor
from altay_analysis.present.claims_figure import draw, span
from altay_analysis.present.display import Display
from altay_analysis.present.evidence import evidence
from altay_analysis.present.page import Page
from altay_analysis.present.runs import Run, Runs, date_run, plain

if TYPE_CHECKING:
    from altay_analysis.audit import AuditResult
    from altay_analysis.catalogue import Catalogue

__all__ = ["Claim", "ClaimsAuditPage"]

_FEW = 24
"""Claims up to which a figure shows all of them; of more it shows those that do not agree."""
_NAMED = 3
"""Broken claims up to which the answer says each in a sentence of its own; of more it names all in one."""


class ClaimsAuditPage(Page):
    """Display objects of the audit.

    Parameters
    ----------
    catalogue : Catalogue
        Names and figures.
    result : AuditResult
        What was found.
    scope : Scope
        The place whose claims they are, with all divisions in it.
    lang : str
        Language of the page.
    """

    def __init__(self, catalogue: Catalogue, result: AuditResult, scope: Scope, lang: str) -> None:
        self.audit = Claims(catalogue, result, lang)
        self.tables = ClaimTables(self.audit)
        analysis = Analysis("claims_audit", scope, self.audit.observed, {})
        super().__init__(catalogue, analysis, lang, {})

    @property
    def claims(self) -> list[Claim]:
        """Every claim of the page."""
        return self.audit.all

    def of(self, verdict: str) -> list[Claim]:
        """Return the claims with a verdict."""
        return self.audit.of(verdict)

    def masthead(self) -> Display:
        """Say what the page is about; many sources are named at its end."""
        if len(self.tables.sources) < 2:
            return super().masthead()
        periods = [end for each in self.audit.observed.values() for end in each.period.split("/")]
        first, last = min(periods)[:4], max(periods)[:4]
        base = "en" if self.is_english else "zh-Hans"
        every = self.text("; every place in it that figures are at hand for", "；其中有数据的各地")
        when = date_run(wording.period(f"{first}/{last}", base), self.lang)
        texts: Runs = [
            self._counted(len(self.tables.sources), "table:by-source"),
            self.text(" texts, named in ", "篇，见"),
            {"text": "", "xref": "sec:evidence"},
        ]
        facts = [
            self._fact("Place", "地区", [*self._place(), every]),
            self._fact("Period", "时期", [when]),
            self._fact("Sources", "来源", texts),
        ]
        content = {"facts": facts, "data_date": self.catalogue.data_date, "contact": ""}
        return Display("masthead", self.lang, content)

    def answer(self, listed: str = "") -> Display:
        """Say how the claims fared, and name those that do not agree.

        Parameters
        ----------
        listed : str
            The table to which the counts lead, on a page that is not the audit's own.
        """
        if not self.claims:
            return self.sentences([], kind="answer")
        counts = [self._count(verdict, listed) for verdict in VERDICTS if self.of(verdict)]
        texts = len(self.tables.sources)
        of_texts: Runs = [
            self.text(" relations between the printed figures of ", "项数字间的关系，出自"),
            self._counted(texts, listed or "table:by-source"),
            self.text(" texts: ", "篇文本："),
        ]
        alone = [self.text(" relations between the printed figures: ", "项数字间的关系：")]
        said = [
            self.text("Of ", "共核对"),
            self._counted(len(self.claims), listed or "sec:overview"),
            *(of_texts if texts > 1 else alone),
            *self.audit.listed(counts, ", ", "、"),
            self.text(".", "。"),
        ]
        broken = self.of("broken")
        if len(broken) <= _NAMED:
            return self.sentences([said, *map(self._named, broken)], kind="answer")
        return self.sentences([said], [self._all_named(broken)], kind="answer")

    def _counted(self, count: int, listed: str) -> Run:
        return {"text": str(count), "listed": listed}

    def _count(self, verdict: str, listed: str) -> Runs:
        section = "agreeing" if verdict in AGREEING else verdict.replace(" ", "-")
        number = self._counted(len(self.of(verdict)), listed or f"sec:{section}")
        english, chinese = VERDICTS[verdict]
        english = "where the figures do not agree" if verdict == "broken" else english
        return [number, self.text(f" {english}", f"项{chinese}")]

    def _all_named(self, broken: Sequence[Claim]) -> Runs:
        """Name what is broken in one sentence."""
        shown = [self._named_shortly(claim) for claim in broken]
        opening = self.text("The figures do not agree in: ", "数字不相符的是：")
        return [opening, *self.audit.listed(shown), self.text(".", "。")]

    def _named_shortly(self, claim: Claim) -> Runs:
        place = self.catalogue.name("regions", self._region_of(claim), self.lang)
        title = self.audit.title(claim) | {"ref": anchor(claim)}
        gap = self.audit.gap(claim)
        apart = [self.text(", apart by at least ", "，至少相差"), gap] if gap else []
        return [title, self.text(f" ({place})", f"（{place}）"), *apart]

    def _region_of(self, claim: Claim) -> str:
        return self.audit.observed[self.audit.claimed(claim)].region

    def _named(self, claim: Claim) -> Runs:
        """Name a claim that is broken, with the gap between what is printed and computed."""
        figure, gap = self.audit.claimed_figure(claim), self.audit.gap(claim)
        runs = [self.text("The figures behind “", "“"), self.audit.title(claim)]
        runs += [self.text("” do not agree: printed ", "”所涉数字不相符：原文"), figure]
        computed = self.audit.bounds(claim, "computed")
        runs += [self.text(*self._computed_is(claim)), computed] if computed else []
        runs += self._apart(claim, gap) if gap else []
        return [*runs, self.text(".", "。")]

    def _apart(self, claim: Claim, gap: Run) -> Runs:
        """Say from what the computed lies apart: the figure, or half or twice the printed base."""
        outcome = self.audit.found[claim["id"]].readings[0].outcome
        if not outcome.implied:
            return [self.text(", apart by at least ", "，至少相差"), gap]
        if outcome.comparisons[0].side < 0:
            side, end = "，比所载基数的一半至少小", " below half the printed one"
        else:
            side, end = "，比所载基数的两倍至少大", " above twice the printed one"
        return [self.text(", at least ", side), gap, self.text(end, "")]

    def _computed_is(self, claim: Claim) -> tuple[str, str]:
        """Say what is computed: the figure, or the base or the difference that it is judged by."""
        if self.audit.found[claim["id"]].readings[0].outcome.implied:
            return ", the base that it implies ", "，其隐含的基数为"
        if claim["kind"] == "order":
            return ", the difference computed ", "，两数之差推算为"
        return ", computed ", "，推算为"

    def key_figures(self) -> Display:
        """Count the claims by verdict."""
        items = [
            {"label": [self.text(*names)], "value": self._count(verdict, "")[:1], "detail": []}
            for verdict, names in VERDICTS.items()
            if self.of(verdict)
        ]
        return Display("key_figures", self.lang, {"items": items})

    def by_source(self) -> Display | None:
        """Count the verdicts of each source, and say what power the checks had."""
        caption = [
            self.text(
                "Verdicts by source. A count leads to the relations that it counts.",
                "各来源的判定。点击数字可见所计的关系。",
            )
        ]
        rows = list(self.tables.by_source())
        return self.table("by-source", caption, self.tables.BY_SOURCE, rows) if rows else None

    def by_kind(self) -> Display | None:
        """Count the verdicts of each kind of relation, with its formula."""
        caption = [self.text("Verdicts by kind of relation.", "各类关系的判定。")]
        rows = list(self.tables.by_kind())
        return self.table("by-kind", caption, self.tables.BY_KIND, rows) if rows else None

    def advice(self, *verdicts: str) -> Display:
        """Say what a reader should do about some verdicts."""
        found = [verdict for verdict in verdicts if self.of(verdict)]
        if not found:
            return self.sentences([[self.text("There are none.", "没有此类关系。")]])
        return self.sentences([[self.text(*ADVICE[verdict])] for verdict in found])

    def group(self, verdict: str) -> Display | None:
        """Show the claims with a verdict in full, each with its working."""
        items = [ClaimItem(self.audit, claim).content() for claim in self.of(verdict)]
        return Display("claims", self.lang, {"items": items}) if items else None

    def agreeing(self) -> list[Display]:
        """List the claims that agree: a table a source, a row a claim."""
        return [
            self._agreeing(source) for source in self.tables.sources if self.tables.agreeing(source)
        ]

    def _agreeing(self, source: str) -> Display:
        caption = [
            *self.tables.source(source),
            self.text(": relations that agree.", "：相符或相容的关系。"),
        ]
        rows = self.tables.rows(self.tables.agreeing(source))
        grid = self.frame(self.tables.ROW_HEADS, []) | {"rows": rows}
        return Display("table", self.lang, {"id": table_of(source), "caption": caption, **grid})

    def overview_figure(self) -> Display | None:
        """Draw printed and computed bounds of claims on one axis, power beside them."""
        drawn = [claim for claim in self.claims if span(claim) is not None]
        if len(drawn) > _FEW:
            drawn = [claim for claim in drawn if claim["verdict"] == "broken"]
        if not drawn:
            return None
        drawn.sort(key=lambda claim: list(VERDICTS).index(claim["verdict"]))
        labels = [str(self.audit.title(claim)["text"]) for claim in drawn]
        powers = ["" if c["power"] is None else str(self.audit.power(c)["text"]) for c in drawn]
        svg = draw(drawn, labels, powers, str(self.text("power", "检验力")["text"]))
        caption = [
            self.text(
                "What each figure can be as printed (upper, dark) and from the other figures "
                "(lower, in colour), each claim on a scale of its own; an arrow is a side without "
                "an end. Of an order it is the difference, which must not be negative; of a rate "
                "whose base is not printed, the base. At the right, the power of the check.",
                "各数字按原文可取的范围（上，深色）与按其余数字推算的范围（下，彩色），每项各用一尺度；"
                "箭头表示该侧无界。次序关系比较的是差额，差额不应为负；原文未载基数的比率，比较的是基数。"
                "右侧为检验力。",
            )
        ]
        parted = [label for label, c in zip(labels, drawn, strict=True) if c["verdict"] == "broken"]
        alt = [
            self.text(
                "For each claim two bars, which meet except where the figures do not agree: ",
                "每项两段横条，除不相符者外均相交。不相符者：",
            ),
            {"text": "; ".join(parted) or str(self.text("none", "无")["text"])},
        ]
        heads = (
            ("Relation", "关系", "left"),
            ("As printed", "原文", "right"),
            ("From the others", "按其余数字推算", "right"),
        )
        data = self.frame(heads, [self._row(claim) for claim in drawn])
        content = {"id": "audit", "caption": caption, "alt": plain(alt), "data": data}
        return Display("figure", self.lang, content, svg)

    def _row(self, claim: Claim) -> list[Runs]:
        claimed, computed = (self.audit.bounds(claim, key) for key in ("claimed", "computed"))
        title = self.audit.title(claim)
        return [[title], [claimed or {"text": "—"}], [computed or {"text": "—"}]]

    def verdict_row(self, claim: Claim) -> list[Runs]:
        """Return a claim as a row: relation, claimed figure, verdict, power."""
        audit = self.audit
        return [
            [audit.title(claim)],
            [audit.claimed_figure(claim)],
            [audit.verdict(claim)],
            [audit.power(claim)],
        ]

    def figure_of(self, anchored: str) -> str:
        """Id of the figure that a claim, named by its anchor, is about."""
        return next(self.audit.claimed(each) for each in self.claims if anchor(each) == anchored)

    def coverage(self) -> Display:
        """Say which checks could not have failed, and which no change of one figure can flip."""
        blind = [claim for claim in self.claims if claim["power"] == 0]
        opening = ("Checks that no printed value could have failed: ", "任何取值都能通过的核对：")
        said = [self._listed(blind, opening, (". They prove nothing.", "。这些核对不能证明什么。"))]
        # Each flip is a search: of all the sources it would take longer than the report.
        if len(self.claims) <= _FEW:
            opening = (
                "Verdicts that no change of one figure was found to flip: ",
                "改动任何一个数字都未能使判定翻转的关系：",
            )
            said.append(self._listed(self._fixed(), opening, (".", "。")))
        return self.sentences(*([each] for each in said))

    def _fixed(self) -> list[Claim]:
        found = self.audit.found
        return [
            claim
            for claim in self.claims
            if all(flip.to is None for flip in flips(found[claim["id"]].claim))
        ]

    def _listed(
        self, claims: Sequence[Claim], opening: tuple[str, str], end: tuple[str, str]
    ) -> Runs | None:
        if not claims:
            return None
        shown = [[self.audit.title(claim) | {"ref": anchor(claim)}] for claim in claims]
        return [self.text(*opening), *self.audit.listed(shown), self.text(*end)]

    def evidence(self) -> Display:
        """List the figures of the claims that are shown in full; the others stand in their rows."""
        full = [verdict for verdict in VERDICTS if verdict not in AGREEING]
        wanted = {f["observation"] for claim in self.audit.of(*full) for f in claim["figures"]}
        observed = {name: each for name, each in self.audit.observed.items() if name in wanted}
        return evidence(self.catalogue, replace(self.analysis, observed=observed), {}, self.lang)
