"""The report of the audit: every claim with its verdict, its working and its figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from altay_analysis import wording
from altay_analysis.areas.analysis import Analysis, Scope
from altay_analysis.audit import as_json, flips, working
from altay_analysis.present.claim_words import (
    ADVICE,
    FORMULAS,
    KINDS,
    READINGS,
    ROLES,
    SLIPS,
    VERDICTS,
)
from altay_analysis.present.claims_figure import draw, quantity_of, span
from altay_analysis.present.display import Display
from altay_analysis.present.page import Page
from altay_analysis.present.runs import Run, Runs, plain
from altay_analysis.quantity import Bounds, Quantity

if TYPE_CHECKING:
    from altay_analysis.audit import AuditResult, ClaimResult
    from altay_analysis.catalogue import Catalogue

__all__ = ["ClaimsAuditPage"]

Claim = Mapping[str, Any]


class ClaimsAuditPage(Page):
    """Display objects of the audit.

    Parameters
    ----------
    catalogue : Catalogue
        Names and figures.
    result : AuditResult
        What was found.
    scope : Scope
        The place whose claims they are.
    lang : str
        Language of the page.
    """

    def __init__(self, catalogue: Catalogue, result: AuditResult, scope: Scope, lang: str) -> None:
        self.found = {found.id: found for found in result.claims}
        self.claims = [_with_whole(claim, self.found) for claim in as_json(result)["claims"]]
        ids = dict.fromkeys(f["observation"] for c in self.claims for f in c["figures"])
        observed = {name: catalogue.observation(name) for name in ids}
        super().__init__(catalogue, Analysis("claims_audit", scope, observed, {}), lang, {})

    def of(self, verdict: str) -> list[Claim]:
        """Return the claims with a verdict."""
        return [claim for claim in self.claims if claim["verdict"] == verdict]

    def answer(self) -> Display:
        """Say how the claims fared, and name those that do not agree."""
        if not self.claims:
            return self.sentences([], kind="answer")
        counts = [self._count(verdict) for verdict in VERDICTS if self.of(verdict)]
        listed: Runs = []
        for place, count in enumerate(counts):
            listed += [self.text(", ", "、")] if place else []
            listed += count
        said = [
            self.text("Of ", "共核对"),
            self._total(),
            self.text(" relations between the printed figures: ", "项数字间的关系："),
            *listed,
            self.text(".", "。"),
        ]
        return self.sentences([said, *map(self._named, self.of("broken"))], kind="answer")

    def _total(self) -> Run:
        return {"text": str(len(self.claims)), "ref": anchor(self.claims[0])}

    def _count(self, verdict: str) -> Runs:
        claims = self.of(verdict)
        number = {"text": str(len(claims)), "ref": anchor(claims[0])}
        english, chinese = VERDICTS[verdict]
        english = "where the figures do not agree" if verdict == "broken" else english
        return [number, self.text(f" {english}", f"项{chinese}")]

    def _named(self, claim: Claim) -> Runs:
        """Name a claim that is broken, with the gap between what is printed and computed."""
        figure = self._claimed_figure(claim)
        gap = self._gap(claim)
        runs = [self.text("The figures behind “", "“"), self._title(claim)]
        runs += [self.text("” do not agree: printed ", "”所涉数字不相符：原文"), figure]
        computed = self._bounds_run(claim, "computed")
        runs += [self.text(", computed ", "，推算为"), computed] if computed else []
        runs += [self.text(", apart by at least ", "，至少相差"), gap] if gap else []
        return [*runs, self.text(".", "。")]

    def key_figures(self) -> Display:
        """Count the claims by verdict."""
        items = [
            {
                "label": [self.text(*names)],
                "value": [{"text": str(len(self.of(verdict))), "ref": anchor(self.of(verdict)[0])}],
                "detail": [],
            }
            for verdict, names in VERDICTS.items()
            if self.of(verdict)
        ]
        return Display("key_figures", self.lang, {"items": items})

    def advice(self, verdict: str) -> Display:
        """Say what a reader should do about a verdict."""
        if not self.of(verdict):
            return self.sentences([[self.text("There are none.", "没有此类关系。")]])
        return self.sentences([[self.text(*ADVICE[verdict])]])

    def group(self, verdict: str) -> Display | None:
        """List the claims with a verdict, each with its working."""
        claims = self.of(verdict)
        if not claims:
            return None
        return Display("claims", self.lang, {"items": [self._item(claim) for claim in claims]})

    def _item(self, claim: Claim) -> dict[str, object]:
        paragraphs = [
            self._formula(claim),
            self._figures(claim),
            self._compared(claim),
            self._needed(claim),
            self._whole_numbers(claim),
            *self._readings(claim),
            self._power(claim),
            self._mends(claim),
            self._diagnosis(claim),
        ]
        return {
            "id": anchor(claim),
            "title": [self._title(claim), {"text": "  "}, {"text": claim["id"], "code": True}],
            "verdict": claim["verdict"],
            "badge": [self.text(*VERDICTS[claim["verdict"]])],
            "paragraphs": [runs for runs in paragraphs if runs],
        }

    def _title(self, claim: Claim) -> Run:
        kind = str(self.text(*KINDS[claim["kind"]])["text"])
        if not claim["figures"]:
            return {"text": kind}
        indicator = self.analysis.observed[self._claimed(claim)].indicator
        name = self.catalogue.name("indicators", indicator, self.lang)
        joined = f"{name}: {kind.lower()}" if self.is_english else f"{name}：{kind}"
        return {"text": joined}

    def _claimed(self, claim: Claim) -> str:
        """Id of the claimed figure; of the first one where none is claimed."""
        reading = self.found[claim["id"]].claim.readings[0]
        held = reading.get("claimed")
        return held.id if held and held.id else str(claim["figures"][0]["observation"])

    def _claimed_figure(self, claim: Claim) -> Run:
        held = self._claimed(claim)
        return self._token(next(f for f in claim["figures"] if f["observation"] == held))

    def _token(self, figure: Mapping[str, Any]) -> Run:
        script = str(self.catalogue.sources.at[figure["source"], "script"]) or "zh-Hant"
        return {"text": figure["as_printed"], "lang": script, "ref": figure["observation"]}

    def _formula(self, claim: Claim) -> Runs:
        who = {
            "source": ("The source says so", "来源所称"),
            "suite": ("Not said by the source; checked by this suite", "来源未称，由本套件核对"),
        }[claim["asserted"]]
        put_in = self._put_in(claim)
        return [
            self.text("Checked: ", "核对："),
            self.text(*FORMULAS[claim["kind"]]),
            *([self.text(": ", "："), put_in] if put_in else []),
            self.text(". ", "。"),
            self.text(*who),
            self.text(".", "。"),
        ]

    def _put_in(self, claim: Claim) -> Run | None:
        """Return the formula with the figures put in, where there is one reading to put them in."""
        steps = working(self.found[claim["id"]])
        shown = [step.text for step in steps if step.key == "put_in" and step.text]
        if len(shown) != 1 or "{" in shown[0] or not any(sign in shown[0] for sign in "÷×−+"):
            return None
        return {"text": shown[0], "ref": anchor(claim)}

    def _figures(self, claim: Claim) -> Runs:
        runs: Runs = [self.text("Figures: ", "数字：")]
        for place, figure in enumerate(claim["figures"]):
            observation = self.analysis.observed[figure["observation"]]
            name = self.catalogue.name("indicators", observation.indicator, self.lang)
            base = "en" if self.is_english else "zh-Hans"
            period = wording.period(observation.period, base)
            runs += [self.text("; ", "；")] if place else []
            runs += [
                {"text": name},
                self.text(f", {period}: ", f"，{period}："),
                self._token(figure),
            ]
        return [*runs, self.text(".", "。")] if claim["figures"] else []

    def _whole_numbers(self, claim: Claim) -> Runs:
        """Say which whole numbers give the percentage, for each whole that is known."""
        found = self.found[claim["id"]].readings[0].outcome.solutions
        if claim["kind"] != "whole" or not found:
            return []
        first, last = found[0], found[-1]
        few = {"text": wording.number(Fraction(first.fewest), 0, self.lang)} | _ref(claim)
        many = {"text": wording.number(Fraction(last.most), 0, self.lang)} | _ref(claim)
        end = self.text(".", "。")
        if first.fewest == last.most:
            alone = self.text("The only whole number that gives it: ", "可得出该比重的唯一整数：")
            return [alone, few, end]
        named = self.text("Whole numbers that give it: from ", "可得出该比重的整数：")
        return [named, few, self.text(" to ", "至"), many, end]

    def _compared(self, claim: Claim) -> Runs:
        claimed, computed = (self._bounds_run(claim, key) for key in ("claimed", "computed"))
        if claimed is None or computed is None or len(claim["readings"]) > 1:
            return []
        runs = [self.text("Printed: ", "原文："), claimed]
        runs += [self.text("; from the other figures: ", "；按其余数字推算："), computed]
        gap = self._gap(claim)
        runs += [self.text("; apart by at least ", "；至少相差"), gap] if gap else []
        return [*runs, self.text(".", "。")]

    def _bounds_run(self, holder: Mapping[str, Any], key: str) -> Run | None:
        quantity = quantity_of(holder.get(key))
        if quantity is None:
            return None
        text = wording.extent(quantity, "en" if self.is_english else "zh-Hans")
        return self.text(text, text) | _ref(holder)

    def _gap(self, claim: Claim) -> Run | None:
        if claim["gap"] is None or claim["claimed"] is None:
            return None
        gap = Fraction(str(claim["gap"]))
        quantity = Quantity(gap, Bounds(gap, gap), claim["claimed"]["unit"])
        text = wording.derived(quantity, "en" if self.is_english else "zh-Hans")
        return self.text(text, text) | _ref(claim)

    def _readings(self, claim: Claim) -> list[Runs]:
        if len(claim["readings"]) < 2:
            return []
        return [self._reading(claim, reading) for reading in claim["readings"]]

    def _reading(self, claim: Claim, reading: Mapping[str, Any]) -> Runs:
        name = READINGS.get(reading["reading"], (f"as {reading['reading']}", reading["reading"]))
        excluded = ("excluded by the figures", "为数字所排除")
        verdict = excluded if reading["verdict"] == "broken" else VERDICTS[reading["verdict"]]
        runs = [
            self.text("Read ", ""),
            self.text(*name),
            self.text(": ", "："),
            self.text(*verdict),
        ]
        runs += self._needs(reading["needs"])
        runs += self._window(claim, reading["reading"])
        return [*runs, self.text(".", "。")]

    def _needs(self, roles: Sequence[str]) -> Runs:
        if not roles:
            return []
        runs: Runs = [self.text("; needs ", "；需要")]
        for place, role in enumerate(roles):
            runs += [self.text(" and ", "和")] if place else []
            runs.append(self.text(*ROLES.get(role, (role, role))))
        return runs

    def _needed(self, claim: Claim) -> Runs:
        """Say which figure is not published, of a claim that cannot be checked."""
        if claim["verdict"] != "not checkable" or len(claim["readings"]) > 1:
            return []
        roles = claim["readings"][0]["needs"]
        runs: Runs = [self.text("Not published: ", "未公布：")]
        for place, role in enumerate(roles):
            runs += [self.text("; ", "；")] if place else []
            runs.append(self.text(*ROLES.get(role, (role, role))))
        return [*runs, self.text(".", "。")] if roles else []

    def _window(self, claim: Claim, name: str) -> Runs:
        """Say for how many wholes of the stated window a whole number of things would do."""
        results = self.found[claim["id"]].readings
        result = next(each for each in results if each.reading.name == name)
        fewest, most = result.reading.get("fewest"), result.reading.get("most")
        if fewest is None or most is None:
            return []
        found = {solution.whole for solution in result.outcome.solutions}
        numbers = [str(len(found)), fewest.value, most.value]
        count, low, high = ({"text": number} | _ref(claim) for number in numbers)
        return [
            self.text("; of ", "；上年组织数在"),
            *([low, self.text(" to ", "至"), high]),
            self.text(" organisations the year before, ", "之间时，有"),
            count,
            self.text(" would give it by whole numbers", "个数可由整数得出"),
        ]

    def _power(self, claim: Claim) -> Runs:
        if claim["power"] is None:
            return []
        power = self._power_run(claim)
        if not claim["power"]:
            return [
                self.text("Power ", "检验力"),
                power,
                self.text(
                    ": no value that could have been printed here would have failed the check.",
                    "：此处可能印出的任何数值都能通过核对。",
                ),
            ]
        return [
            self.text("Power ", "检验力"),
            power,
            self.text(
                ": the part of the values that could have been printed that would have failed.",
                "：可能印出的数值中，无法通过核对者所占的比例。",
            ),
        ]

    def _power_run(self, claim: Claim) -> Run:
        power = Fraction(str(claim["power"]))
        if Fraction(9995, 10000) <= power < 1:
            return self.text("over 0.999", "超0.999") | _ref(claim)
        return {"text": wording.number(power, 3 if power else 0, self.lang)} | _ref(claim)

    def _mends(self, claim: Claim) -> Runs:
        if not claim["mends"]:
            return []
        runs: Runs = [self.text("Would agree with any one of: ", "改动下列任一数字即可相符：")]
        runs += self._changes(claim["mends"])
        return [*runs, self.text("; none is preferred.", "；不偏向其中任何一个。")]

    def _changes(self, changes: Sequence[Mapping[str, Any]]) -> Runs:
        """List changes of figures, those of one figure together."""
        runs: Runs = []
        for name in dict.fromkeys(change["observation"] for change in changes):
            observation = self.analysis.observed[name]
            title = self.catalogue.name("indicators", observation.indicator, self.lang)
            period = wording.period(observation.period, "en" if self.is_english else "zh-Hans")
            runs += [self.text("; ", "；")] if runs else []
            runs += [self.text(f"{title} ({period}) ", f"{title}（{period}）")]
            runs += [{"text": observation.value, "ref": name}, {"text": " → "}]
            values = [change["to"] for change in changes if change["observation"] == name]
            for place, value in enumerate(values):
                runs += [self.text(" or ", "或")] if place else []
                runs += [{"text": str(value), "ref": name}]
        return runs

    def _diagnosis(self, claim: Claim) -> Runs:
        """Name the usual slips that would account for it, fewest candidates first."""
        runs: Runs = []
        for slip in dict.fromkeys(found["slip"] for found in claim["diagnosis"]):
            found = [each for each in claim["diagnosis"] if each["slip"] == slip]
            opening = ("Usual slips that would account for it: ", "可以解释的常见笔误：")
            runs += [self.text("; ", "；") if runs else self.text(*opening)]
            tried = {"text": str(found[0]["tried"])} | _ref(claim)
            runs += [
                self.text(*SLIPS[slip]),
                self.text(" (", "（"),
                self.text("of ", "共试"),
                tried,
            ]
            runs += [self.text(" tried): ", "种）：")]
            runs += self._changes(found)
        return [*runs, self.text(".", "。")] if runs else []

    def overview_figure(self) -> Display | None:
        """Draw printed and computed bounds of each claim on one axis, power beside it."""
        drawn = [claim for claim in self.claims if span(claim) is not None]
        if not drawn:
            return None
        drawn.sort(key=lambda claim: list(VERDICTS).index(claim["verdict"]))
        labels = [str(self._title(claim)["text"]) for claim in drawn]
        powers = [
            "" if claim["power"] is None else str(self._power_run(claim)["text"]) for claim in drawn
        ]
        svg = draw(drawn, labels, powers, str(self.text("power", "检验力")["text"]))
        caption = [
            self.text(
                "What each figure can be as printed (upper, dark) and from the other figures "
                "(lower, in colour), each claim on a scale of its own; an arrow is a side without "
                "an end. At the right, the power of the check.",
                "各数字按原文可取的范围（上，深色）与按其余数字推算的范围（下，彩色），每项各用一尺度；"
                "箭头表示该侧无界。右侧为检验力。",
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
        claimed, computed = (self._bounds_run(claim, key) for key in ("claimed", "computed"))
        return [[self._title(claim)], [claimed or {"text": "—"}], [computed or {"text": "—"}]]

    def verdict_row(self, claim: Claim) -> list[Runs]:
        """Return a claim as a row: relation, claimed figure, verdict, power."""
        verdict = self.text(*VERDICTS[claim["verdict"]])
        if claim["verdict"] == "broken":
            verdict |= {"strong": True}
        power = [{"text": "—"}] if claim["power"] is None else [self._power_run(claim)]
        return [[self._title(claim)], [self._claimed_figure(claim)], [verdict], power]

    def figure_of(self, anchored: str) -> str:
        """Id of the figure that a claim, named by its anchor, is about."""
        return next(self._claimed(claim) for claim in self.claims if anchor(claim) == anchored)

    def coverage(self) -> Display:
        """Say which checks could not have failed, and which no change of one figure can flip."""
        blind = [claim for claim in self.claims if claim["power"] == 0]
        fixed = [
            claim
            for claim in self.claims
            if all(flip.to is None for flip in flips(self.found[claim["id"]].claim))
        ]
        return self.sentences(
            [
                self._listed(
                    blind,
                    (
                        "Checks that no printed value could have failed: ",
                        "任何取值都能通过的核对：",
                    ),
                    (". They prove nothing.", "。它们什么也证明不了。"),
                )
            ],
            [
                self._listed(
                    fixed,
                    (
                        "Verdicts that no change of one figure was found to flip: ",
                        "改动任何一个数字都未能使判定翻转的关系：",
                    ),
                    (".", "。"),
                )
            ],
        )

    def _listed(
        self, claims: Sequence[Claim], opening: tuple[str, str], end: tuple[str, str]
    ) -> Runs | None:
        if not claims:
            return None
        listed: Runs = [self.text(*opening)]
        for place, claim in enumerate(claims):
            listed += [self.text("; ", "；")] if place else []
            listed += [self._title(claim) | {"ref": anchor(claim)}]
        return [*listed, self.text(*end)]


def anchor(claim: Claim) -> str:
    """Return the id under which a page lists a claim, apart from those of the figures."""
    return f"claim.{claim['id']}"


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


def _ref(holder: Mapping[str, Any]) -> dict[str, str]:
    """Reference of a number that the audit computed: the claim, or its last figure."""
    if "id" in holder:
        return {"ref": anchor(holder)}
    figures: Sequence[Mapping[str, Any]] = holder.get("figures", ())
    return {"ref": str(figures[-1]["observation"])} if figures else {}
