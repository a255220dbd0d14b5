"""The report on livelihood: its sentences, tables and figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altay_analysis.present.beside import BesidePage
from altay_analysis.present.display import Display
from altay_analysis.present.runs import Runs
from altay_analysis.present.style import ACCENT, MUTED, PALE, canvas, to_svg

if TYPE_CHECKING:
    from altay_analysis.areas.analysis import Analysis
    from altay_analysis.catalogue import Catalogue

__all__ = ["LivelihoodPage"]

_NAMES = {
    "completed": ("Projects completed", "完成的实事"),
    "open": ("Projects not completed", "未完成的实事"),
}
_LEVELS = {
    "national": ("national level", "国家级"),
    "autonomous_region": ("autonomous-region level", "自治区级"),
    "prefecture": ("prefecture level", "地区级"),
    "city": ("city level", "市级"),
}


class LivelihoodPage(BesidePage):
    """Display objects of the report on livelihood."""

    def __init__(self, catalogue: Catalogue, analysis: Analysis, lang: str) -> None:
        super().__init__(catalogue, analysis, lang, _NAMES)

    def answer(self) -> Display:
        """Answer the question of the report in a few sentences."""
        return self.sentences(
            [
                self.say(
                    "The four leading bodies of {region} are said to have led {projects:bare} livelihood "
                    "projects, with {completion} completed; that would be {completed:lower} and, with "
                    "the next hundred as the most by convention, {open} open.",
                    "据原文，{region}四套班子带头领办民生实事{projects:bare}件，完成率{completion}；"
                    "据此推算完成{completed:lower}；按惯例以下一个整百为件数上限，则未完成{open}。",
                ),
                self.say(
                    "{budget_share} of general public budget revenue is printed as spent on livelihood; the "
                    "base printed is revenue, so it cannot be set beside a share of expenditure.",
                    "原文称一般公共预算收入的{budget_share}用于民生；原文以收入为基数，不能与支出占比并列比较。",
                ),
                self.say(
                    "Registered volunteers are printed as {volunteers}: the noun counts persons, the unit "
                    "does not.",
                    "原文称实名注册志愿者{volunteers}：志愿者应以人计，原文单位却是人次。",
                ),
            ],
            kind="answer",
        )

    def key_figures(self) -> Display:
        """Show what a reader is to take away."""
        return self.tiles(
            (
                "completed:lower",
                "Projects completed",
                "完成的实事",
                self.say(
                    "{completion} of {projects:bare}",
                    "{projects:bare}件，完成率{completion}",
                ),
            ),
            (
                "budget_share",
                "Budget revenue spent on livelihood",
                "一般公共预算收入用于民生的比重",
                self.say("of general public budget revenue, as printed", "原文以收入为口径"),
            ),
            (
                "volunteers",
                "Registered volunteers",
                "实名注册志愿者",
                self.say("unit as printed", "原文单位"),
            ),
        )

    def projects(self) -> Display:
        """Say how many projects were completed at least and are open at most."""
        return self.sentences(
            [
                self.say(
                    "The number of projects is printed as {projects:bare}: the lower end is "
                    "printed, the upper end, the next hundred, rests on convention.",
                    "实事件数原文为{projects}：下限依据原文，上限（下一个整百）按惯例。",
                ),
                self.say(
                    "With {completion} completed, {completed:lower} were, which rests on what is printed "
                    "alone; {open} are open, which rests on the convention too.",
                    "完成率{completion}，则完成{completed:lower}，这一下限只依据原文；未完成{open}，这一上限还依据惯例。",
                ),
            ]
        )

    def projects_figure(self) -> Display | None:
        """Draw the number of projects and of completed ones with both ends."""
        if "completed" not in self.analysis:
            return None
        keys = ("projects", "completed")
        pairs = (("Projects", "领办实事"), ("Completed", "已完成"))
        labels = [str(self.text(en, zh)["text"]) for en, zh in pairs]
        with canvas(1.4, "projects") as (figure, axes):
            for place, (key, colour) in enumerate(zip(keys, (MUTED, ACCENT), strict=True)):
                bounds = self.analysis.quantity(key).bounds
                low, high = float(bounds.low or 0), float(bounds.high or 0)
                axes.barh(1 - place, low, height=0.5, color=colour)
                axes.barh(
                    1 - place,
                    high - low,
                    left=low,
                    height=0.5,
                    color=PALE,
                    hatch="///",
                    edgecolor=MUTED,
                )
                words = self._pictured(key, "bare")
                axes.annotate(
                    words, (high, 1 - place), (5, 0), textcoords="offset points", va="center"
                )
            axes.set(yticks=[1, 0], yticklabels=labels, ylim=(-0.5, 1.5))
            axes.margins(x=0.16)
            axes.set_xlabel(str(self.text("projects", "件")["text"]))
            svg = to_svg(figure)
        caption = self.say(
            "Livelihood projects led by leaders, {region}: at least (filled), and up to what convention "
            "allows (hatched). The axis begins at zero. Source: {sources}.",
            "{region}四套班子领办的民生实事：至少（实色）与按惯例的上限（斜线）。横轴从零开始。来源：{sources}。",
        )
        alt = self.say(
            "Two bars from zero, each with a filled part for the least and a hatched part for the most: "
            "{projects:bare} projects, {completed:bare} completed.",
            "自零起的两段横条，实色为下限，斜线为上限：实事{projects:bare}件，完成{completed:bare}件。",
        )
        return self.drawing("projects", caption, alt, [], svg)

    def budget(self) -> Display:
        """Say what base the budget share is printed on."""
        return self.sentences(
            [
                self.say(
                    "The base as printed is general public budget revenue: {budget_share}. A remark of this report, "
                    "not of the source: budgets also spend transfers and debt, so a share of revenue "
                    "says little about the share of expenditure.",
                    "原文以一般公共预算收入为基数：{budget_share}。以下为本报告的说明，并非原文："
                    "预算支出还来自转移支付和债务，因此收入的比重难以说明支出的比重。",
                ),
                self.say(
                    "The year of the share is not printed, nor the amounts behind it.",
                    "该比重所属年份及所据金额，原文均未给出。",
                )
                if "budget_share" in self.analysis
                else None,
            ]
        )

    def designations_table(self) -> Display | None:
        """List the designations by the level that grants them."""
        indicators = self.catalogue.indicators
        keys = [k for k, o in self.analysis.observed.items() if o.qualifier == "designation"]
        if not keys:
            return None
        levels = list(_LEVELS)
        granted = {key: str(indicators.at[key, "granted_by"]) for key in keys}
        keys.sort(key=lambda key: levels.index(granted[key]))
        rows: list[list[Runs]] = [
            [
                [{"text": self.catalogue.name("indicators", key, self.lang)}],
                [self.text(*_LEVELS[granted[key]])],
                [self._token(key)],
            ]
            for key in keys
        ]
        heads = (
            ("Designation", "称号", "left"),
            ("Level in the title", "称号所示级别", "left"),
            ("As printed", "原文", "left"),
        )
        caption = self.say(
            "Designations that {region} is said to have won.",
            "原文所称{region}获得的称号。",
        )
        return self.table("designations", caption or [], heads, rows)

    def _token(self, key: str) -> dict[str, object]:
        observation = self.analysis.observed[key]
        script = self.catalogue.sources.at[observation.source, "script"]
        return {"text": observation.as_printed, "lang": script, "ref": observation.id}

    def volunteers(self) -> Display:
        """Say what the unit of the volunteers leaves open."""
        return self.sentences(
            [
                self.say(
                    "Registered volunteers are printed as {volunteers}: a register holds persons, and "
                    "person-times (attendances) count deeds. Whether the number of volunteers or of their services is meant cannot "
                    "be told, and it is not set beside numbers of volunteers elsewhere.",
                    "实名注册志愿者{volunteers}：注册以人计，人次则计次数。所指是志愿者人数还是服务次数，"
                    "无从得知，故不与他处的志愿者人数并列。",
                )
            ]
        )

    def missing(self) -> Display:
        """Name what is not published and would be needed."""
        return self.sentences(
            [
                [
                    self.text(
                        "The source does not print: the exact number of projects and of those completed; revenue and "
                        "spending in yuan, and their year; the years of the designations; the number of "
                        "volunteers in persons, and the population that a share needs.",
                        "原文未给出：实事的确切件数与完成件数；收入与支出的金额及年份；各称号的获得年份；"
                        "以人计的志愿者数，以及计算比重所需的人口数。",
                    )
                ]
            ]
        )
