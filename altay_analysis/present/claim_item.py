"""One claim in full: what was checked, with which figures, what came out, and what would mend it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from altay_analysis import wording
from altay_analysis.audit import working
from altay_analysis.audit.verdict import cut_would_do
from altay_analysis.present.claim_mends import ClaimMends
from altay_analysis.present.claim_text import formula_of
from altay_analysis.present.claim_words import READINGS, ROLES, STATUSES, VERDICTS
from altay_analysis.present.claims import Claim, Claims, anchor, reference
from altay_analysis.present.evidence import counted, stands
from altay_analysis.present.runs import Run, Runs, date_run, name_run

if TYPE_CHECKING:
    from altay_analysis.audit.judgements import Judgement

__all__ = ["ClaimItem"]

_ASSERTED = {
    "source": ("The source says so", "此关系为原文所述"),
    "suite": ("Not said by the source; checked for this report", "此关系原文未述，由本报告核对"),
}
_UNSAID = (
    "The source does not say what is meant: each meaning is worked",
    "原文未说明所指，以下逐一推算",
)
_PROVES_NOTHING = (
    ": no value that could have been printed here would have failed the check.",
    "：原文写出任何数值，均能通过此项核对。",
)
_EXCLUDED = ("excluded by the figures", "与数字不符，予以排除")
_FITS = (
    "fits the unit printed; nothing to check it against",
    "与所载计量单位一致，无其他数字可供核对",
)
_NO_WHOLE = (
    "excluded, as no whole number fits the year before",
    "上年个数不为整数，予以排除",
)


class ClaimItem:
    """A claim as an item of a `claims` object.

    Parameters
    ----------
    claims : Claims
        The claims of the page, in its language.
    claim : Claim
        One of them.
    title : Run, optional
        Its title, where it has to be told from others.
    """

    def __init__(self, claims: Claims, claim: Claim, title: Run | None = None) -> None:
        self.claims, self.claim = claims, claim
        self.title = title or claims.title(claim)
        self.text = claims.text
        self.found = claims.found[claim["id"]]

    def content(self) -> dict[str, object]:
        """Return the item: title, badge, working, and the figures whose verdict it is."""
        claim, text, mends = self.claim, self.text, ClaimMends(self.claims, self.claim)
        paragraphs = [
            self._formula(),
            self._figures(),
            self._stands(),
            self._compared(),
            self._cut_off(),
            self._needed(),
            self._whole_numbers(),
            *self._readings(),
            self._power(),
            mends.nearest(),
            mends.slips(),
            *map(self.judged, self.claims.judged.get(claim["id"], ())),
        ]
        code = name_run(claim["id"]) | {"code": True}
        return {
            "id": anchor(claim),
            "title": [self.title, {"text": "  "}, code],
            "verdict": claim["verdict"],
            "badge": [text(*VERDICTS[claim["verdict"]])],
            "paragraphs": [runs for runs in paragraphs if runs],
            "figures": [figure["observation"] for figure in claim["figures"]],
        }

    def found_shortly(self) -> list[Runs]:
        """Return what was checked, with which figures, and what came out."""
        said = (self._formula(), self._figures(), self._stands(), self._compared())
        return [runs for runs in said if runs]

    def _formula(self) -> Runs:
        if len(self.claim["readings"]) > 1:
            return [self.text(*_UNSAID), self.text(".", "。")]
        put_in = self._put_in()
        return [
            self.text("Checked: ", "核对："),
            name_run(str(self.text(*formula_of(self.found))["text"])),
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
            self.text(": ", "：“"),
            self.claims.token(figure),
            self.text("", "”"),
        ]

    def _stands(self) -> Runs:
        """Say which source prints the figures, and how it stands."""
        source = self.claims.source(self.claim)
        if not source:
            return []
        row = self.claims.catalogue.sources.loc[source]
        lines = [str(n) for n in sorted({int(f["locator"]) for f in self.claim["figures"]})]
        english, chinese = stands(str(row["standing"]), str(row["text_seen"]))
        one, sign = counted(self.claims.catalogue, source)
        one = one if len(lines) == 1 else f"{one}s"
        return [
            self.text("Source: ", "来源："),
            name_run(source),
            self.text(f" ({english}), {one} ", f"（{chinese}），第"),
            *self.claims.listed([[{"text": line} | reference(self.claim)] for line in lines],
                                ", ", "、"),
            self.text(".", f"{sign}。"),
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
        if self.found.readings[0].outcome.implied:
            return self._implied(computed)
        if self.claim["kind"] == "order":
            return self._ordered(computed)
        runs = [self.text("As printed it can be: ", "按原文可取："), claimed]
        runs += [self.text("; the others give: ", "；按其余数字推算："), computed]
        gap = self.claims.gap(self.claim)
        runs += [self.text("; apart by at least ", "；至少相差"), gap] if gap else []
        return [*runs, self.text(".", "。")]

    def _implied(self, computed: Run) -> Runs:
        """Set the base that a rate implies beside the printed one, and say what is allowed."""
        near = next(
            (t.figure for t in self.found.readings[0].reading.terms if t.role == "near"), None
        )
        allowed = self.claims.bounds(self.claim, "claimed", with_ends=False)
        if near is None or allowed is None:
            return []
        return [
            self.text("The source does not say on what base the rate was worked out. It implies a base of ",
                      "原文未载明计算所用的基数。由该比率推得的基数为"),
            computed,
            self.text("; ", "，所载"),
            self.claims.within(near.id),
            self.text(" is printed as ", "为“"),
            self.claims.token_of(near.id),
            self.text(". From half to twice that number is allowed here, a convention of these reports: ",
                      "”。以后者的一半至两倍为容许范围（本报告的惯例）："),
            allowed,
            self.text(".", "。"),
        ]  # fmt: skip

    def _ordered(self, computed: Run) -> Runs:
        upper, lower = self.claims.pair(self.claim)
        return [
            name_run(self.claims.name(upper)),
            self.text(" less ", "减去"),
            self.claims.within(lower),
            self.text(" is ", "，差为"),
            computed,
            *self._smallest(),
            self.text("; it must not be below nought.", "，应不小于零。"),
        ]

    def _smallest(self) -> Runs:
        """Say that of several differences the one shown is the smallest."""
        several = len(self.found.readings[0].outcome.comparisons) > 1
        return [self.text(", the smallest difference", "（最小差额）")] if several else []

    def _cut_off(self) -> Runs:
        """Say of what does not agree whether cutting digits off would help, and what refutes it."""
        outcome = self.found.readings[0].outcome
        if self.claim["verdict"] != "broken" or outcome.implied or self.claim["kind"] == "order":
            return []
        if not cut_would_do(self.found.claim):
            return [self.text("Nor would they agree if digits had been cut off in place of rounding.",
                              "即使原文采用截尾而非四舍五入，仍不相符。")]  # fmt: skip
        sources = {figure.source for figure in self.found.claim.figures}
        refuting = [id for source in sources for id in self.claims.refuting.get(source, ())]
        return [
            self.text("They would agree if digits had been cut off in place of rounding; but the same source "
                      "has relations that hold if rounded, and not if cut off: ",
                      "若原文采用截尾而非四舍五入，则可相符；但同一来源的下列关系仅在四舍五入时成立，截尾则不成立："),
            *self.claims.listed([self._other(id) for id in sorted(refuting)]),
            self.text(".", "。"),
        ]  # fmt: skip

    def _other(self, id: str) -> Runs:
        """Name another claim by its title, where the page has it, and by its id."""
        code = name_run(id) | {"code": True}
        if id not in self.claims.found:
            return [code]
        return [name_run(self.claims.titles.of(self.claims.found[id].claim)), {"text": " "}, code]

    def _readings(self) -> list[Runs]:
        if len(self.claim["readings"]) < 2:
            return []
        return [self._reading(reading) for reading in self.claim["readings"]]

    def _reading(self, reading: Mapping[str, Any]) -> Runs:
        name = READINGS.get(reading["reading"], (f"as {reading['reading']}", reading["reading"]))
        out = _NO_WHOLE if reading["reading"] == "count" else _EXCLUDED
        is_out = reading["verdict"] == "broken"
        fits = self.claim["kind"] == "unit" and reading["verdict"] == "confirmed"
        held = _FITS if fits else VERDICTS[reading["verdict"]]
        verdict = out if is_out else held
        lacks = "，但缺" if reading["verdict"] == "compatible" else "，缺"
        needs = () if is_out else reading["needs"]
        return [
            self.text("Read ", ""),
            self.text(*name),
            self.text(": ", "："),
            self.text(*verdict),
            *self._needs(needs, ("; needs ", lacks), (" and ", "和")),
            *self._window(reading["reading"]),
            self.text(".", "。"),
        ]

    def _needs(
        self, roles: Sequence[str], opening: tuple[str, str], between: tuple[str, str]
    ) -> Runs:
        shown = [[self.text(*ROLES.get(role, (role, role)))] for role in roles]
        return [self.text(*opening), *self.claims.listed(shown, *between)] if shown else []

    def _needed(self) -> Runs:
        """Say which figure was not found in the source, of a claim that cannot be checked."""
        if self.claim["verdict"] != "not checkable" or len(self.claim["readings"]) > 1:
            return []
        source = self.claims.source(self.claim)
        cut = bool(source) and self.claims.catalogue.sources.at[source, "text_seen"] == "cut"
        english = f"Not in the part of {source} that was seen: " if cut else f"Not in {source}: "
        chinese = f"{source}仅存开头部分，未见：" if cut else f"{source}未载："
        shown = [[self._lacking(role)] for role in self.claim["readings"][0]["needs"]]
        opening = name_run(str(self.text(english, chinese)["text"]))
        return [opening, *self.claims.listed(shown), self.text(".", "。")] if shown else []

    def _lacking(self, role: str) -> Run:
        """Name what is needed: what the figure is of, where that is the whole or a factor."""
        held = self.claims.observed[self.claims.claimed(self.claim)].indicator
        if role == "factor":
            held = self.found.readings[0].reading.one("factor").indicator
        side = "en" if self.claims.is_english else "zh"
        base = str(self.claims.catalogue.indicators.at[held, f"base_{side}"])
        if role == "whole" and base:
            return self.text(base, base)
        if role == "factor" and base:
            return self.text(f"the number of {base}", f"{base}个数")
        return self.text(*ROLES.get(role, (role, role)))

    def _window(self, name: str) -> Runs:
        """Say for how many wholes of the stated window a whole number of things would do."""
        result = next(each for each in self.found.readings if each.reading.name == name)
        fewest, most = result.reading.get("fewest"), result.reading.get("most")
        if fewest is None or most is None:
            return []
        found = {solution.whole for solution in result.outcome.solutions}
        numbers = [str(len(found)), fewest.value, most.value]
        count, low, high = ({"text": number} | reference(self.claim) for number in numbers)
        span: Runs = [low, self.text(" to ", "至"), high]
        if self.claims.is_english:
            return [{"text": "; "}, count, {"text": " of the totals from "}, *span,
                    {"text": " (a tenth either side of this year's) would give it"}]  # fmt: skip
        return [self.text("", "；上年组织数若在"), *span, self.text("", "之间（本年个数上下一成），有"), count,
                self.text("", "个取值能得出该占比")]  # fmt: skip

    def _power(self) -> Runs:
        """Give the power; what it means stands once on the page, and what nought means here."""
        if self.claim["power"] is None:
            return []
        end = (".", "。") if self.claim["power"] else _PROVES_NOTHING
        return [self.text("Power ", "检验功效"), self.claims.power(self.claim), self.text(*end)]

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
