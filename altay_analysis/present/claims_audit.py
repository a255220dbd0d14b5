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
from altay_analysis.present.claims_figure import draw, span
from altay_analysis.present.display import Display
from altay_analysis.present.page import Page
from altay_analysis.present.runs import Run, Runs, date_run, name_run, plain

if TYPE_CHECKING:
    from altay_analysis.audit import AuditResult
    from altay_analysis.catalogue import Catalogue

__all__ = ["Claim", "ClaimsAuditPage"]

_FEW = 24
"""Claims up to which a figure shows all of them; of more it shows those that do not agree."""
_NAMED = 3
"""Broken claims up to which the answer says them in one paragraph; of more each has its own."""

_ALONE = {"broken": ("the figures do not agree", "不相符")}
"""Words for the verdict of the one relation of a page."""

_EVIDENCE = (
    (
        "The figures of the relations that are shown in full; those of the relations that agree stand in "
        "the tables above."
    ),
    "逐项列出的关系所涉的数字；相符或相容的关系所涉的数字，见上文各表。",
)


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
                self._counted(1, where),
                self.text(" relation between the printed figures was checked: ", "项数字间的关系经核对："),
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
        """Say how many of the checks could not have failed."""
        blind = sum(claim["power"] == 0 for claim in self.claims)
        if not blind:
            return None
        one = blind == 1
        return [
            self.text("Of the checks, ", "其中"),
            self._counted(blind, listed or "sec:coverage"),
            self.text(f" could not have failed, whatever was printed, and prove{'s' * one} nothing.",
                      "项无论原文写出何值均能通过，不能证明什么。"),
        ]  # fmt: skip

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
        token = self._quoted(self.audit.token_of(self.audit.claimed(claim)))
        reading = self.audit.found[claim["id"]].readings[0]
        near = reading.reading.get("near")
        if reading.outcome.implied and near and computed:
            return [self.text("printed ", "原文"), *token,
                    self.text(", which implies a base of ", "，由此推得的基数为"), computed,
                    self.text("; ", "，而所载"), self.audit.within(near.id),
                    self.text(" is printed as ", "为"), *self._quoted(self.audit.token_of(near.id))]  # fmt: skip
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
            self.text("printed ", "原文"), *self._quoted(self.audit.token_of(upper)),
            self.text(", at least ", "，比"), *([gap] if self.is_english else []),
            self.text(" below ", ""), self.audit.within(lower),
            self.text(", ", ""), *self._quoted(self.audit.token_of(lower)),
            self.text(", than which it cannot be less", "至少少"),
            *([] if self.is_english else [gap, self.text("", "，而前者应不小于后者")]),
        ]  # fmt: skip

    def _quoted(self, token: Run) -> Runs:
        """Put a token into the quotation marks of Chinese; in English its script sets it apart."""
        return [token] if self.is_english else [self.text("", "“"), token, self.text("", "”")]

    def terms(self) -> Runs:
        """Say what the verdicts of the page mean that are no plain words, and what power is."""
        met = [verdict for verdict in AGREEING[::-1] if self.of(verdict)]
        runs = self._defined(met)
        return [*runs, *([{"text": " "}] if runs and self.is_english else []), self.text(*POWER)]

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
            return self.sentences([self._defined(found)])
        return self.sentences([[self.text(*ADVICE[found[0]])]])

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
        titles = self.audit.named(drawn, placed=True)
        labels = [self._short(claim) for claim in drawn]
        worded = [
            {key: str((self.audit.bounds(each, key, with_ends=False) or {})["text"])
             for key in ("claimed", "computed")}
            for each in drawn
        ]  # fmt: skip
        powers = ["" if c["power"] is None else str(self.audit.power(c)["text"]) for c in drawn]
        svg = draw(drawn, labels, worded, powers, str(self.text("power", "检验功效")["text"]))
        caption = [
            self.text(
                "What each figure must be by the relation (upper, dark) and what the figures give (lower, in "
                "colour), each claim on a scale of its own; an arrow is a side without an end. Of an order "
                "it is the difference, which must not be negative; of a rate whose base is not printed, "
                "the base, from half to twice the printed one. At the right, the power of the check.",
                "各项关系要求的应有范围（上，深色）与推算结果（下，彩色），每项各用一尺度；箭头表示该侧无界。"
                "大小关系比较的是差额，差额应不小于零；原文未载基数的比率，比较的是基数，以所载的一半至两倍为限。"
                "右侧为检验功效。",
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
            *BOUNDS_HEADS,
        )
        data = self.frame(heads, [self._row(claim, titles[claim["id"]]) for claim in drawn])
        content = {"id": "audit", "caption": caption, "alt": plain(alt), "data": data}
        return Display("figure", self.lang, content, svg)

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
        """Say which checks could not have failed, and which no change of one figure can flip."""
        blind = [claim for claim in self.claims if claim["power"] == 0]
        opening = ("Checks that no printed value could have failed: ", "任何取值都能通过的核对：")
        said = [self._listed(blind, opening, (".", "。"))]
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
