"""The report on the village collective economy: its sentences, tables and figures."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from altay_analysis.present.beside import BesidePage
from altay_analysis.present.collective_economy_figures import Mark, ladder, ranges_apart
from altay_analysis.present.display import Display
from altay_analysis.present.page import FIGURE_HEADS
from altay_analysis.present.runs import Runs, plain
from altay_analysis.wording import bounds_text

if TYPE_CHECKING:
    from altay_analysis.areas.analysis import Analysis
    from altay_analysis.catalogue import Catalogue

__all__ = ["CollectiveEconomyPage"]

_NAMES = {
    "increase_between": ("Difference of the two totals", "两个总额之差"),
    "increase_gap": (
        "Difference of the totals less the printed increase",
        "总额之差减去所载净增额",
    ),
    "growth_between": ("Growth from one total to the other", "由两个总额计算的增幅"),
    "multiple_between": ("Later total by earlier total", "后期总额与前期总额之比"),
    "annual_growth": ("Growth a year, compound", "年均复合增长"),
    "operating_income": ("Operating income", "经营收入"),
    "most_villages": ("Number of villages that the total allows", "总额所容许的村数"),
}


class CollectiveEconomyPage(BesidePage):
    """Display objects of the report on the village collective economy."""

    def __init__(self, catalogue: Catalogue, analysis: Analysis, lang: str) -> None:
        super().__init__(catalogue, analysis, lang, _NAMES)

    def answer(self) -> Display:
        """Answer the question of the report in a few sentences."""
        return self.sentences(
            [
                self.say(
                    "The collective income of the villages of {region} was {income} in {period}, "
                    "{multiple_between:short} the {baseline_income} of {baseline}.",
                    "{period}，{region}村集体经济总收入为{income}，是{baseline}{baseline_income}的"
                    "{multiple_between:short}。",
                ),
                self._multiple_sentence(),
                self._gap_sentence(),
                self.say(
                    "Operating income is printed as {operating_share}: {operating_income:lower}, if that is "
                    "its share of the total or in every village.",
                    "原文称经营收入占比{operating_share}：若指总额或每个村的占比，"
                    "则经营收入{operating_income:lower}。",
                ),
            ],
            kind="answer",
        )

    def _multiple_sentence(self) -> Runs | None:
        if "multiple" not in self.analysis or "multiple_between" not in self.analysis:
            return None
        asked = self.analysis.quantity("multiple").bounds
        if self.analysis.quantity("multiple_between").bounds.within(asked):
            return self.say(
                "That bears out the printed words, “doubled twice” (quadrupled): {multiple}.",
                "这与原文“翻两番”（{multiple}）相符。",
            )
        return self.say(
            "That does not reach the printed words, “doubled twice” (quadrupled): {multiple}.",
            "这未达到原文“翻两番”（{multiple}）。",
        )

    def _gap_sentence(self) -> Runs | None:
        if "increase_gap" not in self.analysis:
            return None
        if self.analysis.quantity("increase_gap").bounds.contains(Fraction(0)):
            return self.say(
                "The printed increase of {increase} agrees with the difference of the two totals.",
                "原文的净增额{increase}与两个总额之差相符。",
            )
        return self.say(
            "The printed increase of {increase} does not agree with the difference of the two "
            "totals, {increase_between:range}: they differ by {increase_gap:range}.",
            "原文的净增额{increase}与两个总额之差{increase_between:range}不相符，相差{increase_gap:range}。",
        )

    def key_figures(self) -> Display:
        """Show what a reader is to take away, each with what it rests on."""
        return self.tiles(
            (
                "income",
                "Total collective income",
                "村集体经济总收入",
                self.say("in {period}, all villages together", "{period}，各村合计"),
            ),
            (
                "growth_between",
                "Growth of collective income",
                "村集体经济总收入增幅",
                self.say("since {baseline}", "较{baseline}"),
            ),
            (
                "annual_growth:short",
                "Growth a year",
                "年均增长",
                self.say("compound, {baseline} to {period}", "按复合增长，{baseline}至{period}"),
            ),
            (
                "operating_income:lower",
                "Operating income",
                "经营收入",
                self.say("if the printed share is one of the total", "假定所载占比就总额而言"),
            ),
        )

    def growth(self) -> Display:
        """Say how far income grew, and what the multiple in words asks for."""
        return self.sentences(
            [
                self.say(
                    "From {baseline_income} in {baseline} to {income} in {period}, income grew by "
                    "{growth_between}; the source prints {growth}.",
                    "从{baseline}的{baseline_income}到{period}的{income}，收入增长{growth_between}；"
                    "原文的增幅为{growth}。",
                ),
                self._multiple_sentence(),
                self.say(
                    "Spread evenly over the years between, that is {annual_growth:short} a year; how it "
                    "came about year by year is not printed.",
                    "按复合增长计算，年均增长{annual_growth:short}；各年的实际数字原文未给出。",
                ),
            ]
        )

    def growth_figure(self) -> Display | None:
        """Draw both totals against twice and four times the earlier one."""
        if "multiple_between" not in self.analysis:
            return None
        factor, unit = self._scale()
        keys = ("baseline_income", "income")
        labels = [self._period_label("baseline"), self._period_label("period")]
        first, last = (
            Mark(label, self._pictured(key), value, value)
            for label, key in zip(labels, keys, strict=True)
            for value in [self._value(key) * factor]
        )
        svg = ladder(first, last, self._doublings(), unit)
        caption = self.say(
            "Collective income of all villages of {region}, with what doubling once and twice "
            "asks for. The rounding of the printed totals is narrower than a dot. Source: {sources}.",
            "{region}各村集体经济总收入，及翻一番、翻两番所需水平。总额四舍五入的误差小于圆点。"
            "来源：{sources}。",
        )
        alt = self.say(
            "Two dots on an axis of money from zero: {baseline_income} in {baseline} and {income} in "
            "{period}, with lines at twice and four times the earlier total.",
            "自零起的金额轴上有两点：{baseline}为{baseline_income}，{period}为{income}，"
            "另有前期总额两倍和四倍的标线。",
        )
        return self.drawing("growth", caption, alt, [], svg)

    def _doublings(self) -> list[tuple[int, str]]:
        """Return what doubling once and twice asks for, as times the earlier total, and its label."""
        pairs = (
            (2, "doubled once: 2×", "翻一番：2倍"),
            (4, "doubled twice: 4×", "翻两番：4倍"),
        )
        return [(times, str(self.text(en, zh)["text"])) for times, en, zh in pairs]

    def increase(self) -> Display:
        """Say where the printed increase and the difference of the totals part."""
        return self.sentences(
            [
                self.say(
                    "{table:agreement} sets what the source prints beside what its two totals give.",
                    "{table:agreement}将原文数字与按两个总额推算的数字并列。",
                ),
                self._gap_sentence(),
                self.say(
                    "Rounding cannot account for it: {fig:increase} shows that the two ranges do "
                    "not meet. Which of the three figures is off cannot be told from them.",
                    "四舍五入无法解释这一差额：{fig:increase}显示两个区间不相交。三个数字中哪一个有出入，"
                    "仅凭这些数字无法判断。",
                )
                if self._is_parted()
                else None,
            ]
        )

    def _is_parted(self) -> bool:
        if "increase_gap" not in self.analysis:
            return False
        return not self.analysis.quantity("increase_gap").bounds.contains(Fraction(0))

    def agreement_table(self) -> Display | None:
        """Set the printed increase, growth and multiple beside what the totals give."""
        lines = (
            ("increase", "increase_between", "Increase", "净增额"),
            ("growth", "growth_between", "Growth", "增幅"),
            ("multiple", "multiple_between", "Multiple", "倍数"),
        )
        rows: list[list[Runs]] = [
            [
                [self.text(en, zh)],
                [self.number(said)],
                [self.number(found, "range")],
                [self._agree(said, found)],
            ]
            for said, found, en, zh in lines
            if said in self.analysis and found in self.analysis
        ]
        if not rows:
            return None
        heads = (
            FIGURE_HEADS[0],
            ("As printed", "原文数字", "right"),
            ("From the totals", "按总额推算", "right"),
            ("Agree", "是否相符", "left"),
        )
        caption = [
            self.text(
                "As printed, and as the two totals give it.",
                "原文数字与按两个总额推算的数字。",
            )
        ]
        return self.table("agreement", caption, heads, rows)

    def _agree(self, said: str, found: str) -> dict[str, object]:
        meets = self.analysis.quantity(said).bounds.meets(self.analysis.quantity(found).bounds)
        return self.text("yes", "相符") if meets else self.text("no", "不相符")

    def increase_figure(self) -> Display | None:
        """Draw the bounds of the printed increase and of the difference on one axis."""
        if not self._is_parted():
            return None
        factor, unit = self._scale()
        labels = [
            self.text("As printed", "原文"),
            self.text("Difference of totals", "总额之差"),
        ]
        printed, computed = (
            Mark.of(
                str(label["text"]),
                self._spanned(key),
                self.analysis.quantity(key).bounds,
                factor,
            )
            for label, key in zip(labels, ("increase", "increase_between"), strict=True)
        )
        gap = "{increase_gap:lower}"
        apart = plain(self.say(f"{gap} apart", f"相差{gap}") or [])
        svg = ranges_apart(printed, computed, apart, unit)
        caption = self.say(
            "Increase of collective income, {baseline} to {period}: each bar spans what the figure "
            "can be, given how it was printed; the figures stand in {table:agreement}. The axis does not begin "
            "at zero. Source: {sources}.",
            "{baseline}至{period}村集体经济收入净增额：横条为该数字按原文精度可取的范围，数字见{table:agreement}。"
            "横轴不从零开始。来源：{sources}。",
        )
        alt = self.say(
            "Two bars on one axis that do not meet: the printed increase, {increase}, and "
            "the difference of the totals, {increase_between:range}; between them a gap of "
            "{increase_gap:range}.",
            "同一轴上两段横条不相交：原文净增额{increase}与总额之差{increase_between:range}，"
            "相差{increase_gap:range}。",
        )
        return self.drawing("increase", caption, alt, [], svg)

    def _spanned(self, key: str) -> str:
        bounds = self.analysis.quantity(key).bounds
        factor = Fraction(1, 100) if self.is_english else Fraction(1)
        text = bounds_text(bounds.scaled(factor), "en" if self.is_english else "zh-Hans")
        return f"{text}{self._symbol(key)}"

    def operating(self) -> Display:
        """Say what operating income comes to at least, under either reading of the share."""
        return self.sentences(
            [
                self.say(
                    "A share of {operating_share} of {income} is {operating_income:lower}.",
                    "总额为{income}，占比{operating_share}，即{operating_income:lower}。",
                ),
                self.say(
                    "The source does not say whether the share is that of the total or holds in "
                    "every village; if it holds in every one, it holds for the total, so the least "
                    "is the same. A plain average over villages would not bound the total.",
                    "原文未说明该占比是就总额而言，还是每个村均如此；若每个村均如此，则总额亦然，"
                    "故下限相同。若指各村占比的简单平均，则不能据以推断总额。",
                )
                if "operating_share" in self.analysis
                else None,
                self.say(
                    "How much above that it was, and what the rest consists of, is not printed.",
                    "超出多少、其余部分由何构成，原文均未给出。",
                )
                if "operating_share" in self.analysis
                else None,
            ]
        )

    def villages(self) -> Display:
        """Say what the floor of every village allows for their number."""
        return self.sentences(
            [
                self.say(
                    "The collective income of every administrative village is said to be {floor}, and "
                    "{weak_villages:bare} under that threshold are said to be left: the two say the same.",
                    "原文称所有行政村收入均{floor}，且该门槛以下的薄弱村为{weak_villages:bare}个："
                    "两者所言一致。",
                ),
                self.say(
                    "With a total of {income}, there can then be at most {most_villages:top} villages; how many "
                    "there are is not printed, nor is the income of any one of them.",
                    "总额为{income}，则至多有{most_villages:top}个村；实有村数及任一村的收入原文均未给出。",
                ),
            ]
        )

    def missing(self) -> Display:
        """Name what is not published and would be needed."""
        return self.sentences(
            [
                self.say(
                    "The source does not print: the number of administrative villages, needed for a "
                    "mean per village; the totals of the years between, needed for the path; the "
                    "index of prices, needed for growth in real terms; income by kind (contracting "
                    "out, renting, returns on investment), needed for shares; and how income is "
                    "spread over the villages.",
                    "原文未给出：行政村个数（计算村均收入所需）；其间各年的总额（判断走势所需）；"
                    "价格指数（计算实际增长所需）；分来源的收入（发包、出租、投资收益，计算构成所需）；"
                    "以及收入在各村间的分布。",
                )
            ]
        )

    def _value(self, key: str) -> float:
        value = self.analysis.quantity(key).value
        assert value is not None
        return float(value)

    def _scale(self) -> tuple[float, str]:
        """Factor from the printed unit to the axis, and the label of the axis."""
        return (0.01, "million yuan") if self.is_english else (1.0, self.text("", "万元")["text"])

    def _period_label(self, which: str) -> str:
        return plain(self.say(f"{{{which}}}", f"{{{which}}}") or [])
