"""The report on primary organisations: its sentences, tables and figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altay_analysis.errors import UsageError
from altay_analysis.present.bars import Bar, draw_bars
from altay_analysis.present.beside import BesidePage
from altay_analysis.present.display import Display
from altay_analysis.present.runs import Runs
from altay_analysis.present.style import ACCENT, INK, MUTED, PALE

if TYPE_CHECKING:
    from altay_analysis.areas.analysis import Analysis
    from altay_analysis.catalogue import Catalogue

__all__ = ["PrimaryOrganisationsPage"]

_NAMES = {
    "not_rated": (
        "Eligible and not rated five-good, if each rated branch is one eligible organisation",
        "符合参评条件而未获评“五个好”（若每个获评支部即一个基层党组织）",
    ),
    "share_between": ("Rated by eligible", "获评数与符合参评条件数之比"),
    "before_points": (
        "Share of the year before, if points are meant",
        "上年占比（按百分点读）",
    ),
    "before_relative": (
        "Share of the year before, if a relative rise is meant",
        "上年占比（按相对增幅读）",
    ),
    "before_count": (
        "Branches of the year before, if growth of the count is meant",
        "上年获评数（按个数增幅读）",
    ),
    "needed_points": ("Points to the target (what-if)", "距目标的百分点（假设）"),
    "needed_pace": (
        "Points a year to the target (what-if)",
        "达到目标每年所需百分点（假设）",
    ),
    "needed_rated": (
        "Branches that the target asks for (what-if)",
        "目标所需获评数（假设）",
    ),
}


class PrimaryOrganisationsPage(BesidePage):
    """Display objects of the report on primary organisations."""

    def __init__(self, catalogue: Catalogue, analysis: Analysis, lang: str) -> None:
        super().__init__(catalogue, analysis, lang, _NAMES)

    def answer(self) -> Display:
        """Answer the question of the report in a few sentences."""
        return self.sentences(
            [
                self.say(
                    "In {period}, {rated} Party branches of {region} were rated five-good, printed as "
                    "{share} of the {eligible} Party organisations eligible; the two counts give "
                    "{share_between}.",
                    "{period}，{region}{rated}党支部获评“五个好”，原文称占{eligible}符合参评条件的基层党组织的"
                    "{share}，按两数计算为{share_between}。",
                ),
                self.say(
                    "The rise of {rise} on the year before is printed without saying of what: the "
                    "share before was {before_points:range} if points are meant, {before_relative:range} if a "
                    "relative rise is.",
                    "原文称较上年提升{rise}，未说明指什么：若指百分点，上年占比为{before_points:range}；"
                    "若指相对增幅，则为{before_relative:range}。",
                ),
            ],
            kind="answer",
        )

    def key_figures(self) -> Display:
        """Show what a reader is to take away."""
        return self.tiles(
            (
                "share",
                "Share rated five-good",
                "“五个好”占比",
                self.say("as printed", "原文"),
            ),
            (
                "rated",
                "Branches rated five-good",
                "获评“五个好”的党支部",
                self.say("of {eligible} eligible", "符合参评条件的{eligible}"),
            ),
            (
                "before_points:range",
                "Share the year before",
                "上年占比",
                self.say("if points are meant", "若指百分点"),
            ),
            (
                "sites_city",
                "Demonstration sites",
                "示范点",
                self.say("at city level", "市级"),
            ),
        )

    def rated(self) -> Display:
        """Say how many were rated and how many not."""
        return self.sentences(
            [
                self.say(
                    "{rated} Party branches were rated five-good, beside {eligible} Party organisations "
                    "eligible for rating. If each rated branch is one eligible organisation, "
                    "{not_rated} were not rated five-good.",
                    "获评“五个好”的党支部{rated}，符合参评条件的基层党组织{eligible}。"
                    "若每个获评支部即一个基层党组织，则{not_rated}未获评“五个好”。",
                ),
                self.say(
                    "The printed share, {share}, agrees with the two counts ({share_between}).",
                    "原文占比{share}与按两数计算的结果（{share_between}）一致。",
                )
                if self._agrees("share", "share_between")
                else self.say(
                    "The printed share, {share}, does not agree with the two counts ({share_between}).",
                    "原文占比{share}与按两数计算的结果（{share_between}）不一致。",
                ),
                self.say(
                    "The source counts branches beside organisations and does not say that every "
                    "organisation is one branch; whether there are organisations beyond the "
                    "{eligible} eligible is not stated either.",
                    "原文以支部与组织并列计数，未说明一个组织即一个支部；"
                    "符合条件的{eligible}之外是否另有组织，原文也未说明。",
                ),
            ]
        )

    def before(self) -> Display:
        """Work the rise on the year before reading by reading."""
        return self.sentences(
            [
                self.say(
                    "“Rose by {rise}” can mean three things; {table:before} works each.",
                    "“提升{rise}”可有三种含义，{table:before}逐一推算。",
                ),
                self._count_sentence(),
            ]
        )

    def _count_sentence(self) -> Runs | None:
        if "before_count" not in self.analysis or self._has_whole_count():
            return None
        return self.say(
            "Growth of the count would ask for {before_count:range} the year before; no whole number "
            "lies there, so the figures exclude that reading.",
            "若指个数增幅，上年应为{before_count:range}；该范围内没有整数，故这一读法可以排除。",
        )

    def _has_whole_count(self) -> bool:
        try:
            self.analysis.quantity("before_count").bounds.whole()
        except UsageError:
            return False
        return True

    def before_table(self) -> Display | None:
        """Set the readings of the rise side by side."""
        if "before_points" not in self.analysis:
            return None
        unknown = [self.text("needs the counts of the year before", "需上年两项个数")]
        excluded = [self.text("excluded: no whole number", "排除：无整数")]
        count = unknown if self._has_whole_count() else excluded
        rows: list[list[Runs]] = [
            [[self.text("Points", "百分点")], [self.number("before_points", "range")], unknown],
            [
                [self.text("Relative", "相对增幅")],
                [self.number("before_relative", "range")],
                unknown,
            ],
            [
                [self.text("Growth of the count", "个数增幅")],
                [self.number("before_count", "range")],
                count,
            ],
        ]
        heads = (
            ("Reading", "读法", "left"),
            ("The year before", "上年", "right"),
            ("Can it be checked?", "能否核对", "left"),
        )
        caption = self.say(
            "What a rise of {rise} would mean for the year before {period}.",
            "“提升{rise}”在三种理解下的上年数值。",
        )
        return self.table("before", caption or [], heads, rows)

    def sites(self) -> Display:
        """Say what the three levels of demonstration sites do and do not tell."""
        return self.sentences(
            [
                self.say(
                    "Demonstration sites number {sites_city} at city level, {sites_prefecture} at "
                    "prefecture level and {sites_region} at the level of the autonomous region.",
                    "示范点市级{sites_city}、地区级{sites_prefecture}、自治区级{sites_region}。",
                ),
                self.say(
                    "Whether a site of a higher level is counted at the lower ones too is not stated, so "
                    "the three are not added; the number at city level before the rise is not "
                    "printed ({sites_city} is the level reached).",
                    "上级示范点是否同时计入下级，原文未说明，故三者不相加；市级增加之前的个数原文未给出"
                    "（{sites_city}为达到的水平）。",
                ),
            ]
        )

    def sites_figure(self) -> Display | None:
        """Draw rated and not rated of all eligible, and the sites on the same axis from zero."""
        keys = (
            "eligible",
            "rated",
            "not_rated",
            "sites_city",
            "sites_prefecture",
            "sites_region",
        )
        if any(key not in self.analysis for key in keys):
            return None
        labels = self._labels()
        bars = [
            Bar(label, float(self.analysis.quantity(key).value or 0), self._pictured(key, "bare"),
                colour)
            for label, key, colour in zip(labels, keys, (PALE, ACCENT, MUTED, *3 * [INK]), strict=True)
        ]  # fmt: skip
        unit = str(self.text("number", "个")["text"])
        svg = draw_bars("organisations", bars, unit, height=2.1, thick=0.62, room=1.1)
        caption = self.say(
            "Party organisations eligible, branches rated, and demonstration sites, {region}, {period}. Exact "
            "counts, but for those not rated five-good, which hold only if each rated branch is one eligible "
            "organisation; the axis begins at zero. Source: {sources}.",
            "{region}{period}符合参评条件的组织、获评党支部与示范点数。除未获评数以每个获评支部即一个基层党组织"
            "为前提外，均为精确计数；横轴从零开始。来源：{sources}。",
        )
        alt = self.say(
            "Bars from zero: {eligible} eligible, {rated} rated five-good, {not_rated} not rated five-good, and "
            "far shorter ones for {sites_city}, {sites_prefecture} and {sites_region} sites.",
            "自零起的横条：符合参评条件{eligible}，获评{rated}，未获评{not_rated}；"
            "示范点{sites_city}、{sites_prefecture}、{sites_region}的横条短得多。",
        )
        rows = [[[self.text(n, n)], [self.number(k)]] for n, k in zip(labels, keys, strict=True)]
        return self.drawing("organisations", caption, alt, rows, svg)

    def _labels(self) -> list[str]:
        pairs = (
            ("Organisations eligible", "符合参评条件的组织"),
            ("Branches rated five-good", "获评党支部"),
            ("Not rated five-good", "未获评“五个好”"),
            ("Sites: city", "示范点：市级"),
            ("Sites: prefecture", "示范点：地区级"),
            ("Sites: region", "示范点：自治区级"),
        )
        return [str(self.text(en, zh)["text"]) for en, zh in pairs]

    def moved_up(self) -> Display:
        """Say what the share of weaker branches that moved up can and cannot tell."""
        return self.sentences(
            [
                self.say(
                    "Of the Party branches rated three-good or lower, {moved_up} are said to have moved up. "
                    "How many such branches there were is not printed, so no count follows from it.",
                    "“三个好”及以下党支部中，据称{moved_up}进位升级。此类支部的个数原文未给出，故无法由此得出个数。",
                ),
                self.say(
                    "Nor does it say how far they moved: a branch that moved up is not thereby "
                    "rated five-good, and if each rated branch is one eligible organisation, {not_rated} "
                    "are not.",
                    "原文也未说明升了几级：进位升级并不等于获评“五个好”；若每个获评支部即一个基层党组织，"
                    "则有{not_rated}未获评。",
                ),
            ]
        )

    def what_if(self) -> Display | None:
        """Say what pace a target would need, not a figure of the source; None without a target."""
        target = self.say(
            "This is a what-if: no source prints a target. A share of {target} by {year} is {needed_points} "
            "from the printed share: {needed_pace} a year. Of as many organisations as now ({eligible}), it "
            "asks for {needed_rated} branches.",
            "本节为假设推算，原文没有任何目标。到{year}年达到{target}，与原文占比相差{needed_points}，"
            "即每年{needed_pace}。若符合参评条件的组织仍为{eligible}，则需{needed_rated}获评。",
        )
        return self.sentences([target]) if target else None

    def missing(self) -> Display:
        """Name what is not published and would be needed."""
        return self.sentences(
            [
                [
                    self.text(
                        "The source does not print: the two counts of the year before, which would settle what the "
                        "rise means; the number of branches rated three-good or lower, needed for the share "
                        "that moved up; the numbers with ratings between three-good and five-good; all primary organisations, eligible or "
                        "not; and whether the levels of demonstration sites are nested.",
                        "原文未给出：上年的两项个数（可判定“提升”指什么）；“三个好”及以下党支部的个数"
                        "（进位升级率所需）；“三个好”与“五个好”之间各等次的个数；全部基层党组织数（无论是否符合条件）；"
                        "以及各级示范点是否相互包含。",
                    )
                ]
            ]
        )

    def _agrees(self, first: str, second: str) -> bool:
        if first not in self.analysis or second not in self.analysis:
            return False
        return self.analysis.quantity(first).bounds.meets(self.analysis.quantity(second).bounds)
