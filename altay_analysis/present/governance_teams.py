"""The report on the governance teams: its sentences, tables and figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altay_analysis.present.bars import Bar, draw_bars
from altay_analysis.present.beside import BesidePage
from altay_analysis.present.display import Display
from altay_analysis.present.runs import Runs
from altay_analysis.present.style import ACCENT, PALE

if TYPE_CHECKING:
    from altay_analysis.areas.analysis import Analysis
    from altay_analysis.catalogue import Catalogue

__all__ = ["GovernanceTeamsPage"]

_NAMES = {
    "party_members": ("Party members among the teams", "队伍中的党员"),
    "others": ("Members who are not in the Party", "队伍中的非党员"),
    "returnee_ratio": ("Returnees for each member", "返乡人才与队伍人数之比"),
    "reserve_ratio": (
        "Entered village leadership bodies, for each in reserve",
        "进入村级班子与储备之比",
    ),
    "joined_ratio": (
        "Became Party members, for each in reserve",
        "发展为党员与储备之比",
    ),
    "reach_per_tour": (
        "Person-times reached for each touring talk",
        "每场巡回宣讲覆盖人次",
    ),
    "completed": ("Matters completed", "办结件数"),
    "open": ("Matters not completed", "未办结件数"),
}


class GovernanceTeamsPage(BesidePage):
    """Display objects of the report on the governance teams."""

    def __init__(self, catalogue: Catalogue, analysis: Analysis, lang: str) -> None:
        super().__init__(catalogue, analysis, lang, _NAMES)

    def answer(self) -> Display:
        """Answer the question of the report in a few sentences."""
        return self.sentences(
            [
                self.say(
                    "The five teams of {region} are said to have {members:bare} members, {party_share} of "
                    "them in the Party: {party_members}. Which five teams, the source does not say.",
                    "据原文，{region}“五支队伍”共{members}，党员占{party_share}，即{party_members}；原文未说明是哪五支。",
                ),
                self.say(
                    "{committee:bare} people entered village leadership bodies and {joined:bare} joined the Party, "
                    "beside {reserve:bare} in reserve; of which groups these are parts is not stated.",
                    "{committee}进入村级班子，{joined}发展为党员，另储备{reserve}；各以哪个群体为基数，原文未说明。",
                ),
                self.say(
                    "Of {matters:bare} residents' matters handled, {completion} are printed as completed: "
                    "rounding leaves room for {open} open ones.",
                    "派单领单办理的{matters:bare}件民生实事，原文称办结率为{completion}：按四舍五入计，未办结{open}。",
                ),
            ],
            kind="answer",
        )

    def key_figures(self) -> Display:
        """Show what a reader is to take away."""
        return self.tiles(
            ("members", "Members of the five teams", "“五支队伍”人数", None),
            (
                "party_members",
                "Party members",
                "党员",
                self.say("{party_share} as printed", "原文占比{party_share}"),
            ),
            (
                "matters",
                "Residents' matters handled",
                "派单领单办理的民生实事",
                self.say("cumulative", "累计"),
            ),
            (
                "loans",
                "Farm loans",
                "惠农贷款",
                self.say("paid out to members", "向成员放款"),
            ),
        )

    def makeup(self) -> Display:
        """Say which whole numbers of Party members the share allows."""
        return self.sentences(
            [
                self.say(
                    "{party_share} of {members} is {party_members}; the rest, {others}, are not Party "
                    "members.",
                    "{members}的{party_share}为{party_members}；其余{others}为非党员。",
                ),
                self.say(
                    "With a total of {members:bare}, every share with one decimal could have come from "
                    "some whole number of people. This check could not have failed, so it confirms "
                    "nothing.",
                    "总数为{members}时，任何一位小数的占比都有相应的整数人数，"
                    "因此这一核对必然通过，不能证明什么。",
                )
                if self._is_blind()
                else None,
                self.say(
                    "{returnees:bare} returnees are printed beside the teams ({returnee_ratio:short} for each "
                    "member); that all of them are members is not stated, so this is a ratio and not a "
                    "share.",
                    "另有吸纳返乡人才{returnees}（与队伍人数之比为{returnee_ratio:short}）；"
                    "未说明其均为队伍成员，故为比率而非占比。",
                ),
            ]
        )

    def _is_blind(self) -> bool:
        """Whether the whole is so large that any share with one decimal comes from whole people."""
        if "members" not in self.analysis or "party_members" not in self.analysis:
            return False
        places = len(self.analysis.observed["party_share"].value.partition(".")[2])
        least = self.analysis.quantity("members").bounds.low
        return places == 1 and least is not None and least >= 1000

    def pipeline(self) -> Display:
        """Say how the pipeline's flows stand beside its stock."""
        return self.sentences(
            [
                self.say(
                    "{committee:bare} people entered village leadership bodies and {joined:bare} joined the "
                    "Party: flows, over a time that is not printed. {reserve:bare} are held in reserve: "
                    "a stock.",
                    "{committee}进入村级班子，{joined}发展为党员，均为流量，时期原文未注明；"
                    "储备{reserve}，为存量。",
                ),
                self.say(
                    "For each one in reserve that is {reserve_ratio:short} and {joined_ratio:short}: ratios, not "
                    "shares, because those who entered need not be counted in the reserve.",
                    "与储备之比分别为{reserve_ratio:short}和{joined_ratio:short}：是比率而非占比，因为已进入者未必计入储备。",
                ),
            ]
        )

    def pipeline_figure(self) -> Display | None:
        """Draw stock and flows on one axis of persons, told apart by fill and hatch."""
        keys = ("reserve", "committee", "joined", "returnees")
        if any(key not in self.analysis for key in keys):
            return None
        pairs = (
            ("Held in reserve (stock)", "储备（存量）"),
            ("Entered village leadership (flow)", "进入村级班子（流量）"),
            ("Became Party members (flow)", "发展为党员（流量）"),
            ("Returnees taken in (flow)", "吸纳返乡人才（流量）"),
        )
        labels = [str(self.text(en, zh)["text"]) for en, zh in pairs]
        bars = [
            Bar(label, float(self.analysis.quantity(key).value or 0), self._pictured(key),
                PALE if at else ACCENT, hatched=at > 0)
            for at, (label, key) in enumerate(zip(labels, keys, strict=True))
        ]  # fmt: skip
        unit = str(self.text("persons", "人")["text"])
        svg = draw_bars("pipeline", bars, unit, height=1.7, thick=0.6, room=1.2)
        caption = self.say(
            "The pipeline of {region}: a stock (filled) beside flows (hatched). Exact counts; whether the "
            "groups overlap is not stated. Source: {sources}.",
            "{region}后备梯队：存量（实色）与流量（斜线）。均按精确计数处理；各群体是否重叠未予说明。来源：{sources}。",
        )
        alt = self.say(
            "Four bars from zero: {reserve} in reserve, {committee} entered village leadership bodies, "
            "{joined} became Party members, {returnees} returnees.",
            "自零起的四段横条：储备{reserve}，进入村级班子{committee}，发展为党员{joined}，返乡人才{returnees}。",
        )
        rows = [[[self.text(n, n)], [self.number(k)]] for n, k in zip(labels, keys, strict=True)]
        return self.drawing("pipeline", caption, alt, rows, svg)

    def sessions(self) -> Display:
        """Say what was held, and what reach means."""
        return self.sentences(
            [
                self.say(
                    "The source prints {talks:bare} talks in pastoral areas, {tours:bare} touring talks and "
                    "{works:bare} works created; whether the former talks are among the latter is not stated.",
                    "原文称牧区宣讲{talks}、巡回宣讲{tours}，创作文艺作品{works:bare}部；"
                    "两类宣讲是否重叠，原文未说明。",
                ),
                self.say(
                    "The reach is {reach} (attendances): one person counts as often as reached, so it is "
                    "not a number of people. If it is that of the touring talks alone, it is {reach_per_tour} for each.",
                    "覆盖群众{reach}：同一人参加几次计几次，故非人数。若仅指巡回宣讲，则每场{reach_per_tour}。",
                ),
                self.say(
                    "The lower end of that rests on convention: {tours} is read as at most the next hundred.",
                    "该下限还依据惯例：“{tours}”的上限取下一个整百。",
                ),
            ]
        )

    def matters(self) -> Display:
        """Say how many matters were completed, and how many can be open."""
        return self.sentences(
            [
                self.say(
                    "{matters:bare} residents' matters were handled and {completion} completed. Printed to a whole "
                    "percent, that is {completed:bare} completed and {open} open; all of them would be "
                    "{matters:bare}, but the text does not say all.",
                    "派单领单办理民生实事{matters:bare}件，办结率{completion}。按整数百分比的四舍五入，办结{completed:bare}件，"
                    "未办结{open}；若全部办结则为{matters:bare}件，但原文未称全部。",
                ),
                self.say(
                    "Farm loans of {loans} were paid out to members; the source also prints {households:bare} "
                    "model households, {points:bare} practice points and {commended:bare} people commended.",
                    "惠农贷款向成员放款{loans}；另有示范户{households:bare}家、实践点{points:bare}个、表扬先进{commended}。",
                ),
            ]
        )

    def missing_table(self) -> Display | None:
        """Name for each figure without a denominator the one that it would need."""
        lines = (
            (
                "returnees",
                "all who returned, or were eligible",
                "全部返乡者或符合条件者",
            ),
            (
                "committee",
                "all seats, or all who entered",
                "村级班子职数或全部新进人数",
            ),
            ("joined", "all who became Party members", "同期全部新发展党员"),
            ("reach", "the population, and sessions by kind", "人口数及分类场次"),
            ("matters", "matters of earlier years, or residents", "往年件数或居民数"),
            ("loans", "borrowers, and loans outstanding", "借款户数及贷款余额"),
            ("households", "all households", "全部户数"),
            ("commended", "members, or those proposed", "队伍人数或推荐人数"),
        )
        rows: list[list[Runs]] = [
            [[self._name(key)], [self.number(key)], [self.text(en, zh)]]
            for key, en, zh in lines
            if key in self.analysis
        ]
        if not rows:
            return None
        heads = (
            ("Figure", "指标", "left"),
            ("Value", "数值", "right"),
            ("Would need", "所需的基数", "left"),
        )
        caption = [self.text("Figures without a base.", "缺少基数的数字。")]
        return self.table("denominators", caption, heads, rows)

    def missing(self) -> Display:
        """Name what is not published and would be needed."""
        return self.sentences(
            [
                [
                    self.text(
                        "The source does not print: who makes up each of the five teams; which of the groups of the "
                        "pipeline overlap; how sessions and reach divide between kinds of talk; matters "
                        "by year; borrowers; and the totals of which each count would be a share.",
                        "原文未给出：“五支队伍”各自的构成；后备梯队各群体是否重叠；各类宣讲的场次与覆盖人次；"
                        "逐年办理件数；借款户数；以及将各项计数换算为占比所需的总数。",
                    )
                ]
            ]
        )

    def _name(self, key: str) -> dict[str, object]:
        indicator = self.analysis.observed[key].indicator
        return {"text": self.catalogue.name("indicators", indicator, self.lang)}
