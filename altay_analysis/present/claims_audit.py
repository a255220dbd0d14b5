"""The report of the audit: how every claim fared, by source and by kind, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from altay_analysis import wording
from altay_analysis.areas.analysis import Analysis, Scope
from altay_analysis.audit import flips
from altay_analysis.present.claim_item import ClaimItem
from altay_analysis.present.claim_tables import AGREEING, BOUNDS_HEADS, ClaimTables, table_of
from altay_analysis.present.claim_words import ADVICE, POWER, VERDICTS
from altay_analysis.present.claims import Claim, Claims, anchor
from altay_analysis.present.claims_answer import ClaimsAnswerPage
from altay_analysis.present.claims_figure import draw, span
from altay_analysis.present.display import Display
from altay_analysis.present.runs import Run, Runs, date_run, plain

if TYPE_CHECKING:
    from altay_analysis.audit import AuditResult
    from altay_analysis.catalogue import Catalogue

__all__ = ["Claim", "ClaimsAuditPage"]

_FEW = 24
"""Claims up to which a figure shows all of them; of more it shows those that do not agree."""


_EVIDENCE = (
    (
        "The figures of the relations that are shown in full; those of the relations that agree stand in "
        "the tables above."
    ),
    "逐项列出的关系所涉的数字；相符或相容的关系所涉的数字，见上文各表。",
)


class ClaimsAuditPage(ClaimsAnswerPage):
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

    def masthead(self) -> Display:
        """Say what the page is about; many sources are named at its end."""
        if len(self.tables.sources) < 2:
            return super().masthead()
        periods = [end for each in self.audit.observed.values() for end in each.period.split("/")]
        first, last = min(periods)[:4], max(periods)[:4]
        base = "en" if self.is_english else "zh-Hans"
        every = self.text("; every place in it that figures are at hand for", "（有数据的各地）")
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

    def terms(self) -> Runs:
        """Say what the verdicts of the page mean that are no plain words, and what power is."""
        met = [verdict for verdict in AGREEING[::-1] if self.of(verdict)]
        runs = self._defined(met)
        return [*runs, *([{"text": " "}] if runs and self.is_english else []), self.text(*POWER)]

    def power(self) -> Display:
        """Say what power is, and over which values it is counted."""
        return self.sentences([[self.text(*POWER)]])

    def _defined(self, verdicts: Sequence[str]) -> Runs:
        runs: Runs = []
        for verdict in verdicts:
            english, chinese = VERDICTS[verdict]
            name = self.text(english.capitalize(), chinese) | {"strong": True}
            runs += [{"text": " "}] if runs and self.is_english else []
            runs += [name, self.text(": ", "："), self.text(*ADVICE[verdict])]
        return runs

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
        if len(verdicts) > 1:
            return self.sentences([self._defined(found)], [self._ordered()])
        return self.sentences([[self.text(*ADVICE[found[0]])]])

    def _ordered(self) -> Runs | None:
        """Say what stands in the table for a relation of order."""
        held = self.audit.of(*AGREEING)
        if not any(claim["kind"] == "order" for claim in held):
            return None
        return [self.text("For an order of size, what is worked out is the difference, of several figures the "
                          "smallest; it must not be below nought.",
                          "大小关系的推算结果为差额，有多项时为最小差额，应不小于零。")]  # fmt: skip

    def group(self, verdict: str) -> Display | None:
        """Show the claims with a verdict in full, each with its working."""
        titles = self.audit.named(self.of(verdict), placed=True)
        items = [
            ClaimItem(self.audit, claim, titles[claim["id"]]).content()
            for claim in self.of(verdict)
        ]
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
        rows = self.tables.rows(source)
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
        titles = self.audit.named(drawn, placed=True)
        labels = [self._short(claim) for claim in drawn]
        worded = [
            {key: str((self.audit.bounds(each, key, with_ends=False) or {})["text"])
             for key in ("claimed", "computed")}
            for each in drawn
        ]  # fmt: skip
        powers = ["" if c["power"] is None else str(self.audit.power(c)["text"]) for c in drawn]
        svg = draw(drawn, labels, worded, powers, str(self.text("power", "检验功效")["text"]))
        parted = [label for label, c in zip(labels, drawn, strict=True) if c["verdict"] == "broken"]
        heads = (("Relation", "关系", "left"), *BOUNDS_HEADS)
        data = self.frame(heads, [self._row(claim, titles[claim["id"]]) for claim in drawn])
        caption, alt = self._drawn_words(parted)
        content = {"id": "audit", "caption": caption, "alt": plain(alt), "data": data}
        return Display("figure", self.lang, content, svg)

    def _drawn_words(self, parted: list[str]) -> tuple[Runs, Runs]:
        """Return caption and alt text of the picture; the latter names what does not agree."""
        caption = [
            self.text(
                "What each figure must be by the relation (upper, dark) and what the figures give (lower, in "
                "colour), each claim on a scale of its own; an arrow is a side without an end. Of an order "
                "it is the smallest difference, which must not be negative; of a rate of which the base is not said, the "
                "base that it implies, from half to twice the one that the source prints. At the right, the power of the check.",
                "各项关系要求的应有范围（上，深色）与推算结果（下，彩色），每项各用一尺度；箭头表示该侧无界。"
                "大小关系比较的是最小差额，差额应不小于零；原文未说明基数的比率，比较的是所隐含的基数，以原文所载基数的一半至两倍为限。"
                "右侧为检验功效。",
            )
        ]
        alt = [
            self.text(
                "For each claim two bars, which meet except where the figures do not agree: ",
                "每项两段横条，除不相符者外均相交。不相符者：",
            ),
            {"text": "; ".join(parted) or str(self.text("none", "无")["text"])},
        ]
        return caption, alt

    def _short(self, claim: Claim) -> str:
        """Name a claim in a picture: its figure, and the place where there are several."""
        name, region = self.audit.name(self.audit.claimed(claim)), self._region_of(claim)
        place = self.catalogue.name("regions", region, self.lang)
        if not self.audit.has_places:
            return str(self.audit.title(claim)["text"])
        return f"{name} ({place})" if self.is_english else f"{name}（{place}）"

    def _row(self, claim: Claim, title: Run) -> list[Runs]:
        claimed, computed = (self.audit.bounds(claim, key) for key in ("claimed", "computed"))
        return [[title], [claimed or {"text": "—"}], [computed or {"text": "—"}]]

    def verdicts_table(self) -> Display | None:
        """Put every verdict in one table, those that do not agree first."""
        order = list(VERDICTS)
        claims = sorted(self.claims, key=lambda claim: order.index(claim["verdict"]))
        if not claims:
            return None
        titles = self.audit.named(claims)
        rows = [self._verdict_row(claim, titles[claim["id"]]) for claim in claims]
        heads = (
            ("Relation", "关系", "left"),
            ("As printed", "原文", "left"),
            ("Verdict", "判定", "left"),
            ("Power", "检验功效", "right"),
        )
        caption = [
            self.text("Every relation checked, and its verdict.", "核对的每项关系及其判定。")
        ]
        return self.table("verdicts", caption, heads, rows)

    def _verdict_row(self, claim: Claim, title: Run) -> list[Runs]:
        audit = self.audit
        return [[title], audit.printed(claim), [audit.verdict(claim)], [audit.power(claim)]]

    def figure_of(self, anchored: str) -> str:
        """Id of the figure that a claim, named by its anchor, is about."""
        return next(self.audit.claimed(each) for each in self.claims if anchor(each) == anchored)

    def coverage(self) -> Display:
        """Say how many checks could not have failed, and which no change of one figure can flip."""
        said = [self._blind_counted("table:blind")]
        # Each flip is a search: of all the sources it would take longer than the report.
        if len(self.claims) <= _FEW:
            opening = (
                "Verdicts that no change of one figure was found to flip: ",
                "改动任何一个数字都未能使判定翻转的关系：",
            )
            said.append(self._listed(self._fixed(), opening, (".", "。")))
        return self.sentences(*([each] for each in said))

    def blind_table(self) -> Display | None:
        """List the checks that could not have failed."""
        blind = [claim for claim in self.claims if claim["power"] == 0]
        if not blind:
            return None
        titles = self.audit.named(blind, placed=True)
        rows: list[list[Runs]] = [
            [[titles[each["id"]] | {"ref": anchor(each)}],
             [run | ({"ref": anchor(each)} if "ref" in run else {}) for run in self.audit.printed(each)]]
            for each in blind
        ]  # fmt: skip
        heads = (("Relation", "关系", "left"), ("As printed", "原文", "left"))
        caption = [
            self.text(
                "Checks without power.",
                "功效为零的核对。",
            )
        ]
        return self.table("blind", caption, heads, rows)

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
        titles = self.audit.named(claims, placed=True)
        shown = [[titles[claim["id"]] | {"ref": anchor(claim)}] for claim in claims]
        return [self.text(*opening), *self.audit.listed(shown), self.text(*end)]

    def _whole(self) -> Analysis:
        """Return the figures of the claims that are shown in full; the others have their rows."""
        full = [verdict for verdict in VERDICTS if verdict not in AGREEING]
        wanted = {f["observation"] for claim in self.audit.of(*full) for f in claim["figures"]}
        observed = {name: each for name, each in self.audit.observed.items() if name in wanted}
        return replace(self.analysis, observed=observed)

    def evidence(self) -> Display:
        """List the figures of the claims that are shown in full."""
        listed = super().evidence()
        listed.content["caption"] = [self.text(*_EVIDENCE)]
        return listed
