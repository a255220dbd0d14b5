"""The page of an inventory: the figures of any area, to begin a report of one's own with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altay_analysis.present.display import Display
from altay_analysis.present.page import Page
from altay_analysis.present.runs import Runs

if TYPE_CHECKING:
    from altay_analysis.areas.analysis import Analysis
    from altay_analysis.catalogue import Catalogue

__all__ = ["InventoryPage"]

_ANSWERED = 3
_TILES = 4
_HEADS = (
    ("Figure", "指标", "left"),
    ("As printed", "原文", "right"),
    ("Read as", "取值范围", "right"),
)


class InventoryPage(Page):
    """Display objects of a report that lists the figures of an area."""

    def __init__(self, catalogue: Catalogue, analysis: Analysis, lang: str) -> None:
        super().__init__(catalogue, analysis, lang, {})

    def _keys(self) -> list[str]:
        """Keys of the figures that are numbers: a designation is none."""
        observed = self.analysis.observed
        return [key for key, each in observed.items() if each.kind != "designation"]

    def _name(self, key: str) -> str:
        return self.catalogue.name("indicators", key, self.lang)

    def answer(self) -> Display:
        """Give the first figures of the area, each with its name."""
        said: Runs = []
        for key in self._keys()[:_ANSWERED]:
            said += [self.text("; ", "；")] if said else []
            said += [{"text": self._name(key)}, self.text(": ", "："), self.number(key)]
        if not said:
            return self.sentences(kind="answer")
        lead = self.say("{region}, {period}. ", "{region}，{period}：") or []
        return self.sentences([[*lead, *said, self.text(".", "。")]], kind="answer")

    def key_figures(self) -> Display:
        """Show the first figures as tiles."""
        names = {key: self.catalogue.indicators.loc[key] for key in self._keys()[:_TILES]}
        return self.tiles(
            *((key, str(row["name_en"]), str(row["name_zh"]), None) for key, row in names.items())
        )

    def figures(self) -> Display:
        """List every figure: as printed, and as it is read."""
        rows = [self._row(key) for key in self.analysis.observed]
        caption = self.say("Figures of {region}, {period}.", "{region}{period}的数字。") or []
        return self.table("figures", caption, _HEADS, rows)

    def _row(self, key: str) -> list[Runs]:
        observation = self.analysis.observed[key]
        script = str(self.catalogue.sources.at[observation.source, "script"]) or "zh-Hant"
        read = (
            [self.number(key, "range")] if key in self._keys() else [self.text("awarded", "获评")]
        )
        printed = {"text": observation.as_printed, "lang": script, "ref": observation.id}
        return [[{"text": self._name(key)}], [printed], read]

    def missing(self) -> Display:
        """Name the indicators of the area without a figure for the place and period."""
        frame = self.catalogue.indicators
        of_area = frame.index[frame["area"] == self.analysis.area]
        names = [self._name(str(key)) for key in of_area if key not in self.analysis.observed]
        if not names:
            return self.sentences([[self.text("None of the area.", "本领域各项均有数字。")]])
        listed = ("; " if self.is_english else "；").join(names)
        return self.sentences([[{"text": listed}, self.text(".", "。")]])
