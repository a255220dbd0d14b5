"""What the audit says of a place, and what is not printed there that a reader would ask for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from altay_analysis.areas.place import together, usual
from altay_analysis.present.claim_words import ROLES
from altay_analysis.present.display import Display
from altay_analysis.present.page import Page
from altay_analysis.present.runs import Runs, name_run
from altay_analysis.present.themes import THEMES
from altay_analysis.present.verdicts import mark_words, of_another

if TYPE_CHECKING:
    from altay_analysis.catalogue import Observation
    from altay_analysis.present.claims_audit import Claim, ClaimsAuditPage

__all__ = ["PlaceAuditPage"]

_SHOWN = ("broken", "ambiguous")
"""Verdicts whose claims stand on the page with their whole working."""


_NO_RELATION = (
    "No relation between these figures was checked.",
    "本报告未核对这些数字之间的关系。",
)


class PlaceAuditPage(Page):
    """A page with the verdicts of the audit on its own figures."""

    checked: ClaimsAuditPage

    def _agreement(self) -> Runs:
        """Say how the relations between the figures fared, or that there is none."""
        if not self.checked.claims:
            return [self.text(*_NO_RELATION)]
        return self._kept(self.checked.answer("table:verdicts").content["paragraphs"])[0]

    def audit(self) -> Display | None:
        """Say how the relations fared, and name those that do not agree."""
        if not self.checked.claims:
            return self.sentences([[self.text(*_NO_RELATION)]], [mark_words(self._open)])
        paragraphs = self._kept(self.checked.answer("table:verdicts").content["paragraphs"])
        marks = mark_words(self._open)
        said = [*paragraphs, self._joined([marks, self.checked.terms()])]
        return self.sentences(*([runs] for runs in said))

    def audit_table(self) -> Display | None:
        """List every relation with its verdict, those that do not agree first."""
        table = self.checked.verdicts_table()
        for row in table.content["rows"] if table else ():
            self._kept(row)
        return table

    def audit_claims(self, verdict: str) -> Display | None:
        """List the claims with a verdict, each with its working; None where there is none."""
        return self.checked.group(verdict) if verdict in _SHOWN else None

    @property
    def _of_others(self) -> list[Claim]:
        """Claims that mark figures of other places on the page."""
        held = {each["id"] for each in self.checked.claims}
        return [each for each in self._open.of(*_SHOWN) if each["id"] not in held]

    def others(self) -> Display | None:
        """Introduce the claims of other places; None where there is none."""
        if not self._of_others:
            return None
        return self.sentences([[self.text(
            "The figures of other places that are marked stand in these relations, which are not "
            "counted above.",
            "所引其他地区带标记的数字涉及下列关系，不计入上述项数。")]])  # fmt: skip

    def others_claims(self) -> Display | None:
        """List the claims of other places shortly; None where there is none."""
        items = [
            of_another(self._open, each)
            for verdict in _SHOWN
            for each in self._of_others
            if each["verdict"] == verdict
        ]
        return Display("claims", self.lang, {"items": items}) if items else None

    def _kept(self, paragraphs: Sequence[Runs]) -> list[Runs]:
        """Lead what is said of a claim to the claim where the page has it, else to its figure."""
        listed = {
            f"claim.{each['id']}" for each in self.checked.claims if each["verdict"] in _SHOWN
        }
        for runs in paragraphs:
            for run in runs:
                ref = str(run.get("ref", ""))
                if ref.startswith("claim.") and ref not in listed:
                    # What is said about the figure is not the figure: its mark stays with it.
                    run |= {"ref": self.checked.figure_of(ref), "aside": True}
        return list(paragraphs)

    def _further(self) -> Sequence[Observation]:
        """Figures that the claims need beside those of the page."""
        return list(self.checked.analysis.observed.values())

    def gaps(self) -> Display | None:
        """Name what a check lacks, and what two other places of the level print; None for neither."""
        paragraphs = [*self._lacking(), *self._unprinted(), self._cut()]
        kept = [runs for runs in paragraphs if runs]
        return self.sentences(*([runs] for runs in kept)) if kept else None

    def _lacking(self) -> list[Runs]:
        """Say which figure each relation that cannot be checked needs."""
        return [self._needed(claim) for claim in self.checked.of("not checkable")]

    def _needed(self, claim: Claim) -> Runs:
        figure = claim["figures"][0]["observation"]
        indicator = self.checked.analysis.observed[figure].indicator
        name = self.catalogue.name("indicators", indicator, self.lang)
        roles = dict.fromkeys(role for each in claim["readings"] for role in each["needs"])
        joined = (" and " if self.is_english else "和").join(
            self._role(r, indicator) for r in roles
        )
        return [
            self.text("Needed to check “", "核对“"),
            name_run(name) | {"ref": figure, "aside": True},
            self.text("” and not printed here: ", "”还需"),
            name_run(joined),
            self.text(".", "，原文未载。"),
        ]

    def _role(self, role: str, indicator: str) -> str:
        """Name what is needed: what the figure is of, where that is the whole or the base."""
        side = "en" if self.is_english else "zh"
        base = str(self.catalogue.indicators.at[indicator, f"base_{side}"])
        if role in ("whole", "base") and base:
            return str(self.text(base, base)["text"])
        return str(self.text(*ROLES.get(role, (role, role)))["text"])

    def _unprinted(self) -> list[Runs]:
        """Name by theme what two or more other places of the level print and this one does not."""
        listed = usual(self.catalogue, self.analysis)
        areas = self.catalogue.indicators["area"]
        touched = {str(areas[each.indicator]) for each in self.analysis.observed.values()}
        paragraphs = [
            self._named_gap(area, names) for area, names in listed.items() if area in touched
        ]
        silent = [THEMES.get(area, (area, area)) for area in listed if area not in touched]
        if silent:
            english = ", ".join(title[0].lower().removeprefix("the ") for title in silent)
            chinese = "、".join(title[1] for title in silent)
            paragraphs.append([self.text(
                f"Nothing is printed here on: {english}; two or more places of the same rank print figures on each.",
                f"本地区原文未载、其他同级地区至少两处载有的领域有：{chinese}。")])  # fmt: skip
        return [*paragraphs, *(self._joint(*each) for each in together(self.analysis).items())]

    def _joint(self, whole: str, parts: Sequence[str]) -> Runs:
        """Say what is printed in one figure alone."""
        names = [self.catalogue.name("indicators", each, self.lang) for each in parts]
        figure = {"ref": self.analysis.observed[whole].id, "aside": True}
        return [
            self.text("Printed in one figure, not apart (", "原文合并为一个数字（"),
            name_run(self.catalogue.name("indicators", whole, self.lang)) | figure,
            self.text("): ", "），未分列："),
            name_run(("; " if self.is_english else "；").join(names)), self.text(".", "。"),
        ]  # fmt: skip

    def _named_gap(self, area: str, indicators: Sequence[str]) -> Runs:
        title = THEMES.get(area, (area, area))
        names = [self.catalogue.name("indicators", each, self.lang) for each in indicators]
        joined = ("; " if self.is_english else "；").join(names)
        return [
            self.text(*title) | {"strong": True},
            self.text(". Printed by two or more places of the same rank, and not here: ",
                      "。本地区原文未载、其他同级地区至少两处载有的指标有："),
            name_run(joined), self.text(".", "。"),
        ]  # fmt: skip

    def _cut(self) -> Runs | None:
        """Say that a text of which only the beginning was seen can print more."""
        seen = self.catalogue.sources["text_seen"]
        cut = [name for name in self._sources() if seen[name] == "cut"]
        if not cut:
            return None
        joined = (", " if self.is_english else "、").join(cut)
        return [self.text("Only the beginning of ", ""), name_run(joined),
                self.text(" was seen: what is missing here may stand in the rest.",
                          "仅存开头部分，所缺数字可能在未存部分。")]  # fmt: skip
