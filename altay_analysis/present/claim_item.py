"""One claim in full: what was checked, with which figures, what came out, and what would mend it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from altay_analysis import wording
from altay_analysis.audit import working
from altay_analysis.present.claim_words import (
    FORMULAS,
    READINGS,
    ROLES,
    SLIPS,
    STATUSES,
    VERDICTS,
)
from altay_analysis.present.claims import Claim, Claims, anchor, reference
from altay_analysis.present.evidence import stands
from altay_analysis.present.runs import Run, Runs, date_run, name_run

if TYPE_CHECKING:
    from altay_analysis.audit.judgements import Judgement

__all__ = ["ClaimItem"]

_ASSERTED = {
    "source": ("The source says so", "此关系为原文所述"),
    "suite": ("Not said by the source; checked by this suite", "此关系原文未述，由本报告核对"),
}
_PROVES = (
    ": the part of the values that could have been printed that would have failed.",
    "：原文可能写出的各个数值中，不能通过此项核对的比例。",
)
_PROVES_NOTHING = (
    ": no value that could have been printed here would have failed the check.",
    "：原文写出任何数值，均能通过此项核对。",
)


_COMPARED = (("Printed: ", "原文："), ("; from the other figures: ", "；按其余数字推算："))
_ORDERED = (
    ("The difference must be: ", "两数之差应为："),
    ("; from the figures: ", "；按原文数字推算："),
)
_BASE = (
    (
        "The base is not printed; from half to twice the one that is: ",
        "原文未载计算所用的基数；所载基数的一半至两倍：",
    ),
    ("; the base that the rate implies: ", "；该比率所隐含的基数："),
)


class ClaimItem:
    """A claim as an item of a `claims` object.

    Parameters
    ----------
    claims : Claims
        The claims of the page, in its language.
    claim : Claim
        One of them.
    """

    def __init__(self, claims: Claims, claim: Claim) -> None:
        self.claims, self.claim = claims, claim
        self.text = claims.text
        self.found = claims.found[claim["id"]]

    def content(self) -> dict[str, object]:
        """Return the item: title, badge, working, and the figures whose verdict it is."""
        claim, text = self.claim, self.text
        paragraphs = [
            self._formula(),
            self._figures(),
            self._stands(),
            self._compared(),
            self._needed(),
            self._whole_numbers(),
            *self._readings(),
            self._power(),
            self._mends(),
            self._diagnosis(),
            *map(self.judged, self.claims.judged.get(claim["id"], ())),
        ]
        code = name_run(claim["id"]) | {"code": True}
        return {
            "id": anchor(claim),
            "title": [self.claims.title(claim), {"text": "  "}, code],
            "verdict": claim["verdict"],
            "badge": [text(*VERDICTS[claim["verdict"]])],
            "paragraphs": [runs for runs in paragraphs if runs],
            "figures": [figure["observation"] for figure in claim["figures"]],
        }

    def _formula(self) -> Runs:
        put_in = self._put_in()
        return [
            self.text("Checked: ", "核对："),
            name_run(str(self.text(*FORMULAS[self.claim["kind"]])["text"])),
            *([self.text(": ", "："), put_in] if put_in else []),
            self.text(". ", "。"),
            self.text(*_ASSERTED[self.claim["asserted"]]),
            self.text(".", "。"),
        ]

    def _put_in(self) -> Run | None:
        """Return the formula with the figures put in, where there is one reading to put them in."""
        shown = [step.text for step in working(self.found) if step.key == "put_in" and step.text]
        if len(shown) != 1 or "{" in shown[0] or not any(sign in shown[0] for sign in "÷×−+"):
            return None
        return {"text": shown[0], "ref": anchor(self.claim)}

    def _figures(self) -> Runs:
        if not self.claim["figures"]:
            return []
        shown = [self._figure(figure) for figure in self.claim["figures"]]
        opening = self.text("Figures: ", "数字：")
        return [opening, *self.claims.listed(shown), self.text(".", "。")]

    def _figure(self, figure: Mapping[str, Any]) -> Runs:
        name = figure["observation"]
        return [
            name_run(self.claims.name(name)),
            self.text(", ", "，"),
            date_run(self.claims.period(name), self.claims.lang),
            self.text(": ", "："),
            self.claims.token(figure),
        ]

    def _stands(self) -> Runs:
        """Say which source prints the figures, and how it stands."""
        source = self.claims.source(self.claim)
        if not source:
            return []
        row = self.claims.catalogue.sources.loc[source]
        lines = map(str, sorted({int(figure["locator"]) for figure in self.claim["figures"]}))
        english, chinese = stands(str(row["standing"]), str(row["text_seen"]))
        return [
            self.text("Source: ", "来源："),
            name_run(source),
            self.text(f" ({english}), line ", f"（{chinese}），第"),
            *self.claims.listed([[{"text": line} | reference(self.claim)] for line in lines],
                                ", ", "、"),
            self.text(".", "行。"),
        ]  # fmt: skip

    def _whole_numbers(self) -> Runs:
        """Say which whole numbers give the percentage, for each whole that is known."""
        found = self.found.readings[0].outcome.solutions
        if self.claim["kind"] != "whole" or not found:
            return []
        first, last = found[0], found[-1]
        few, many = self._count(first.fewest), self._count(last.most)
        end = self.text(".", "。")
        if first.fewest == last.most:
            alone = self.text("The only whole number that gives it: ", "可得出该比重的唯一整数：")
            return [alone, few, end]
        named = self.text("Whole numbers that give it: from ", "可得出该比重的整数：")
        return [named, few, self.text(" to ", "至"), many, end]

    def _count(self, whole: int) -> Run:
        text = wording.number(Fraction(whole), 0, self.claims.lang)
        return {"text": text} | reference(self.claim)

    def _compared(self) -> Runs:
        claimed, computed = (self.claims.bounds(self.claim, key) for key in ("claimed", "computed"))
        if claimed is None or computed is None or len(self.claim["readings"]) > 1:
            return []
        printed, others = self._compared_words()
        runs = [self.text(*printed), claimed, self.text(*others), computed]
        gap = self.claims.gap(self.claim)
        runs += [self.text("; apart by at least ", "；至少相差"), gap] if gap else []
        return [*runs, self.text(".", "。")]

    def _compared_words(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """Return what leads to either side; of an order it is a difference that is compared."""
        if self.found.readings[0].outcome.implied:
            return _BASE
        return _ORDERED if self.claim["kind"] == "order" else _COMPARED

    def _readings(self) -> list[Runs]:
        if len(self.claim["readings"]) < 2:
            return []
        return [self._reading(reading) for reading in self.claim["readings"]]

    def _reading(self, reading: Mapping[str, Any]) -> Runs:
        name = READINGS.get(reading["reading"], (f"as {reading['reading']}", reading["reading"]))
        excluded = ("excluded by the figures", "与数字不符，已排除")
        verdict = excluded if reading["verdict"] == "broken" else VERDICTS[reading["verdict"]]
        return [
            self.text("Read ", ""),
            self.text(*name),
            self.text(": ", "："),
            self.text(*verdict),
            *self._needs(reading["needs"], ("; needs ", "；需要"), (" and ", "和")),
            *self._window(reading["reading"]),
            self.text(".", "。"),
        ]

    def _needs(
        self, roles: Sequence[str], opening: tuple[str, str], between: tuple[str, str]
    ) -> Runs:
        shown = [[self.text(*ROLES.get(role, (role, role)))] for role in roles]
        return [self.text(*opening), *self.claims.listed(shown, *between)] if shown else []

    def _needed(self) -> Runs:
        """Say which figure is not published, of a claim that cannot be checked."""
        if self.claim["verdict"] != "not checkable" or len(self.claim["readings"]) > 1:
            return []
        needs = self.claim["readings"][0]["needs"]
        runs = self._needs(needs, ("Not published: ", "未公布："), ("; ", "；"))
        return [*runs, self.text(".", "。")] if runs else []

    def _window(self, name: str) -> Runs:
        """Say for how many wholes of the stated window a whole number of things would do."""
        result = next(each for each in self.found.readings if each.reading.name == name)
        fewest, most = result.reading.get("fewest"), result.reading.get("most")
        if fewest is None or most is None:
            return []
        found = {solution.whole for solution in result.outcome.solutions}
        numbers = [str(len(found)), fewest.value, most.value]
        count, low, high = ({"text": number} | reference(self.claim) for number in numbers)
        return [
            self.text("; of ", "；上年组织数在"),
            *([low, self.text(" to ", "至"), high]),
            self.text(" organisations the year before, ", "之间时，有"),
            count,
            self.text(" would give it by whole numbers", "个组织数可由整数得出该占比"),
        ]

    def _power(self) -> Runs:
        if self.claim["power"] is None:
            return []
        proves = _PROVES if self.claim["power"] else _PROVES_NOTHING
        return [self.text("Power ", "检验力"), self.claims.power(self.claim), self.text(*proves)]

    def _mends(self) -> Runs:
        if not self.claim["mends"]:
            return []
        return [
            self.text("Would agree with any one of: ", "只改下列任何一个数字，即可相符："),
            *self._changes(self.claim["mends"]),
            self.text("; none is preferred.", "；应改哪一个，本报告不作判断。"),
        ]

    def _changes(self, changes: Sequence[Mapping[str, Any]]) -> Runs:
        """List changes of figures, those of one figure together."""
        names = dict.fromkeys(change["observation"] for change in changes)
        return self.claims.listed([self._change(name, changes) for name in names])

    def _change(self, name: str, changes: Sequence[Mapping[str, Any]]) -> Runs:
        values = [str(change["to"]) for change in changes if change["observation"] == name]
        changed = str(self.text(" or ", "或")["text"]).join(values)
        return [
            name_run(self.claims.name(name)),
            self.text(" (", "（"),
            date_run(self.claims.period(name), self.claims.lang),
            self.text(") ", "）"),
            {"text": f"{self.claims.observed[name].value} → {changed}", "ref": name},
        ]

    def _diagnosis(self) -> Runs:
        """Name the usual slips that would account for it, fewest candidates first."""
        slips = dict.fromkeys(found["slip"] for found in self.claim["diagnosis"])
        if not slips:
            return []
        return [
            self.text("Usual slips that would account for it: ", "可解释这一差异的常见笔误："),
            *self.claims.listed([self._slip(slip) for slip in slips]),
            self.text(".", "。"),
        ]

    def _slip(self, slip: str) -> Runs:
        found = [each for each in self.claim["diagnosis"] if each["slip"] == slip]
        return [
            self.text(*SLIPS[slip]),
            self.text(" (of ", "（共试"),
            {"text": str(found[0]["tried"])} | reference(self.claim),
            self.text(" tried): ", "种）："),
            *self._changes(found),
        ]

    def judged(self, judgement: Judgement) -> Runs:
        """Say what a person using the suite decided, in that person's words."""
        own = reference(self.claim)
        reason = f" ({judgement.reason})" if self.claims.is_english else f"（{judgement.reason}）"
        return [
            self.text("Decided on ", ""),
            date_run(judgement.date, self.claims.lang),
            self.text(": ", "判断："),
            {"text": judgement.judgement + (reason if judgement.reason else "")} | own,
            self.text("; ", "；"),
            self.text(*STATUSES[judgement.status]),
            self.text(".", "。"),
        ]
