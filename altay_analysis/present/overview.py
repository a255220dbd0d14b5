"""The overview: key figures of all areas, how firm the figures are, the verdicts and the gaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from altay_analysis.areas.analysis import Analysis
from altay_analysis.present.claims import anchor
from altay_analysis.present.claims_audit import ClaimsAuditPage
from altay_analysis.present.display import Display
from altay_analysis.present.neighbours import NeighboursPage
from altay_analysis.present.runs import Run, Runs
from altay_analysis.present.verdicts import MARKED

if TYPE_CHECKING:
    from altay_analysis.areas.analysis import Scope
    from altay_analysis.catalogue import Catalogue
    from altay_analysis.present.page import Page

__all__ = ["OverviewPage"]

_AREAS = {
    "primary_organisations": ("Primary Party organisations", "基层党组织"),
    "collective_economy": ("Village collective economy", "村集体经济"),
    "governance_teams": ("Governance teams", "治理队伍"),
    "livelihood": ("Livelihood", "民生"),
}
_FIRMNESS = {
    "exact": ("exact", "精确"),
    "rounded": ("rounded", "四舍五入"),
    "bounds": ("bounds only", "仅有界限"),
    "designation": ("designations", "称号"),
}
_TILES_EACH = 2


class OverviewPage(NeighboursPage):
    """Display objects of the overview, written from the pages of the areas and of the audit.

    Parameters
    ----------
    areas : mapping of str to Page
        Id of each area -> its page, in the order of the report.
    audit : ClaimsAuditPage
        The page of the audit of the same place.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        scope: Scope,
        lang: str,
        areas: Mapping[str, Page],
        audit: ClaimsAuditPage,
    ) -> None:
        self.areas, self.audit = areas, audit
        observed = {
            observation.id: observation
            for page in (*areas.values(), audit)
            for observation in page.analysis.observed.values()
        }
        derived = {e.id: e for page in areas.values() for e in page.analysis.derived.values()}
        names = {
            page.analysis.derived[key].id: name
            for page in areas.values()
            for key, name in page.names.items()
            if key in page.analysis.derived
        }
        self.used: set[str] = set()
        super().__init__(catalogue, Analysis("overview", scope, observed, derived), lang, names)

    def answer(self) -> Display:
        """Say how many figures there are, how firm they are, and whether they agree."""
        figures = self.catalogue.pick(region=self.analysis.scope.region)
        if not len(figures):
            return self.sentences([], kind="answer")
        counts = self._firmness(figures["qualifier"].tolist())
        listed: Runs = []
        for place, (key, count) in enumerate(counts.items()):
            english, chinese = _FIRMNESS[key]
            listed += [self.text(", ", "、")] if place else []
            number = self._count(count)
            listed += [self.text("", chinese), number, self.text(f" {english}", "个")]
        said = [
            self.text("On ", "关于"),
            *self._fill("region", ""),
            self.text(", ", "共有"),
            self._count(len(figures)),
            self.text(" figures are published: ", "个公开数字："),
            *listed,
            self.text(".", "。"),
        ]
        verdicts = Display("answer", self.lang, self.audit.answer("table:verdicts").content)
        self._keep(verdicts.content["paragraphs"])
        return self.sentences([said], *([p] for p in verdicts.content["paragraphs"]), kind="answer")

    def _count(self, count: int, listed: str = "table:firmness") -> Run:
        return {"text": str(count), "listed": listed}

    def _firmness(self, qualifiers: Sequence[str]) -> dict[str, int]:
        """Count figures by how firm they are, leaving out what there is none of."""
        kinds = [q if q in _FIRMNESS else "bounds" for q in qualifiers]
        return {kind: kinds.count(kind) for kind in _FIRMNESS if kind in kinds}

    def key_figures(self) -> Display:
        """Show the first key figures of each area."""
        items = []
        for page in self.areas.values():
            items += page.key_figures().content["items"][:_TILES_EACH]
        for item in items:
            self._keep([item["label"], item["value"], item["detail"]])
        return Display("key_figures", self.lang, {"items": items})

    def area(self, name: str) -> Display:
        """Repeat the answer of an area's report, from its own result."""
        answer = self.areas[name].answer()
        self._keep(answer.content["paragraphs"])
        return Display("sentences", self.lang, answer.content)

    def firmness_table(self) -> Display | None:
        """Count the figures of each area by how firm they are."""
        rows: list[list[Runs]] = []
        for name, title in _AREAS.items():
            figures = self.catalogue.pick(area=name, region=self.analysis.scope.region)
            if len(figures):
                counts = self._firmness(figures["qualifier"].tolist())
                numbers = [*(counts.get(kind, 0) for kind in _FIRMNESS), len(figures)]
                cells = [[self._count(number, "table:evidence")] for number in numbers]
                rows.append([[self.text(*title)], *cells])
        if not rows:
            return None
        heads = (
            ("Area", "领域", "left"),
            *((english, chinese, "right") for english, chinese in _FIRMNESS.values()),
            ("all", "合计", "right"),
        )
        caption = [self.text("Figures by how firm they are.", "各领域数字的确定程度。")]
        return self.table("firmness", caption, heads, rows)

    def verdicts_table(self) -> Display | None:
        """Put every verdict of the audit in one table, those that do not agree first."""
        table = self.audit.verdicts_table()
        for row in table.content["rows"] if table else ():
            self._keep(row)
        return table

    @property
    def _is_power_said(self) -> bool:  # type: ignore[override]
        return bool(self.audit.claims)

    def verdict_counts(self) -> Display | None:
        """Say how the checks came out."""
        return self.sentences(self.audit.counts("table:verdicts")) if self.audit.claims else None

    def verdict_terms(self) -> Display | None:
        """Say what the verdicts of the table mean."""
        return self.sentences([self.audit.terms()]) if self.audit.claims else None

    def _keep(self, paragraphs: Sequence[Runs]) -> None:
        """Lead what the audit says to its verdict, or to the figure, whose evidence stands here too."""
        shown = {anchor(claim) for claim in self._open.of(*MARKED)}
        for runs in paragraphs:
            for run in runs:
                ref = str(run.get("ref", ""))
                if ref.startswith("claim.") and ref not in shown:
                    # What is said about a figure is not the figure: its mark stays with it.
                    run |= {"ref": self.audit.figure_of(ref), "aside": True}
                if ref and not str(run["ref"]).startswith("claim."):
                    self.used.add(str(run["ref"]))

    def gaps(self) -> Display:
        """Name what is not published, area by area."""
        paragraphs: list[Runs] = []
        for name, page in self.areas.items():
            if page.analysis.observed:
                title = self.text(*_AREAS[name]) | {"strong": True}
                lead: Runs = [title, self.text(". ", "。")]
                paragraphs += [lead + runs for runs in page.missing().content["paragraphs"]]
        self._keep(paragraphs)
        return self.sentences(*([runs] for runs in paragraphs))

    def _whole(self) -> Analysis:
        """Return every figure of the place, and what the overview derives from them."""
        wanted = self.used | set(self.catalogue.pick(region=self.analysis.scope.region).index)
        for estimate in self.analysis.derived.values():
            if estimate.id in wanted:
                wanted |= {operand for _, operand in estimate.operands}
        whole = super()._whole()
        left = {each.id for each in self.analysis.observed.values()} - wanted
        return replace(
            whole,
            observed={key: each for key, each in whole.observed.items() if each.id not in left},
            derived={key: each for key, each in whole.derived.items() if each.id in wanted},
        )
