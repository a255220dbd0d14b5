"""Pictures of the report on a place: themes that print many figures on one axis."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from altay_analysis.comparison import Comparison, Entry, groups
from altay_analysis.present.beside import BesidePage
from altay_analysis.present.display import Display
from altay_analysis.present.dots import Panel, draw, legend
from altay_analysis.present.runs import Runs, name_run

if TYPE_CHECKING:
    from altay_analysis.catalogue import Observation

__all__ = ["PlaceFiguresPage", "table_id"]

_FEWEST_DOTS = 4
_WIDE = 34
_FAMILIES = {
    "prices": (
        (r"cpi_\w+", ("Consumer prices, change on the year before", "居民消费价格较上年涨跌幅"),
         (r"^Consumer prices of |, change$", r"(?<!消费)价格涨跌幅$|涨跌幅$")),
    ),
    "agriculture": (
        (r"\w+_output_growth_real", ("Gross output, real growth", "产值实际增幅"),
         (r"^Real growth: gross output of ", r"(总?产值)?实际增幅$")),
        (r"\w+_area_growth", ("Sown area, growth", "播种面积增幅"),
         (r"^Growth: sown area, ", r"(总?播种面积)增幅$")),
    ),
    "budget": (
        (r"(?!gpb_)\w+_expenditure", ("Expenditure by item", "各项支出"),
         (r"^Expenditure on (the )?", r"支出$")),
        (r"(?!gpb_)\w+_expenditure_growth", ("Expenditure by item, growth at current prices",
                                             "各项支出名义增幅"),
         (r"^Growth: expenditure on (the )?", r"支出增幅$")),
    ),
}  # fmt: skip
"""By theme: which indicators are drawn on one axis, its title, and what their names share."""

_TOTALS = ("cpi_change", "agricultural_output_growth_real", "sown_area_growth")


class PlaceFiguresPage(BesidePage):
    """A page that draws what a theme holds many of."""

    def theme_figure(self, theme: str) -> Display | None:
        """Draw the figures of a theme that share an axis; None where they are few."""
        panels = list(self._families(theme))
        if not panels:
            return None
        shown = [figure for _, figures in panels for figure in figures]
        titles = ("; " if self.is_english else "；").join(panel.title for panel, _ in panels)
        total = any(figure.indicator in _TOTALS for figure in shown)
        own = (
            ("The whole is in colour and marked “→”. ", "总计以彩色和“→”标出。")
            if total
            else ("", "")
        )
        marks = legend([panel for panel, _ in panels])
        caption = [
            self.text(
                f"{titles}. {own[0]}{marks[0]} Source: ", f"{titles}。{own[1]}{marks[1]}来源："
            ),
            *self._sources_of(shown),
            self.text(".", "。"),
        ]
        rows = [row for _, figures in panels for row in self._data(figures)]
        if not self._is_drawn_whole(theme):
            rows = []
            caption += [self.text(" The figures stand in ", "数字见"),
                        {"text": "", "xref": f"table:{table_id(theme)}"}, self.text(".", "。")]  # fmt: skip
        alt = [
            self.text("Dots with bounds, from the greatest down. ", "带界限的圆点，自大至小。"),
            *(run for panel, _ in panels for run in self._seen(panel)),
        ]
        svg = draw([panel for panel, _ in panels], f"theme-{theme}")
        return self.drawing(f"theme-{theme}", caption, alt, rows, svg)

    def _is_drawn_whole(self, theme: str) -> bool:
        """Whether every figure of a theme stands in its picture, and so in the picture's data."""
        drawn = {each.id for _, figures in self._families(theme) for each in figures}
        return {each.id for each in self._of_theme(theme)} <= drawn

    def _of_theme(self, theme: str) -> list[Observation]:
        """Figures of a theme; the page on a place has them."""
        raise NotImplementedError

    def _sources_of(self, figures: Sequence[Observation]) -> Runs:
        names = dict.fromkeys(each.source for each in figures)
        return [name_run((", " if self.is_english else "、").join(names))]

    def _data(self, figures: Sequence[Observation]) -> list[list[Runs]]:
        """Rows of a panel's data, in the unit of its axis."""
        unit = str(self.catalogue.indicators.at[figures[0].indicator, "unit"])
        alike = self._alike([self._entry(each) for each in figures], unit)
        factor = self.catalogue.units["factor"]
        wide = max((each.unit for each in figures), key=lambda name: Fraction(str(factor[name])))
        return [
            [[name_run(self.catalogue.name("indicators", each.indicator, self.lang))],
             [alike.get(each.id) or self._figure(each)],
             [self._extent(each, wide if alike else "")]]
            for each in figures
        ]  # fmt: skip

    def _families(self, theme: str) -> Iterator[tuple[Panel, list[Observation]]]:
        for pattern, title, shared in _FAMILIES.get(theme, ()):
            own = {each.id for each in self._of_theme(theme)}
            figures = [
                each for key, each in self.analysis.observed.items()
                if key == each.indicator and each.id in own and re.fullmatch(pattern, key)
            ]  # fmt: skip
            if len(figures) >= _FEWEST_DOTS:
                unit = str(self.catalogue.indicators.at[figures[0].indicator, "unit"])
                entries = tuple(sorted(map(self._entry, figures), key=_middle, reverse=True))
                held = [each.observation for each in entries]
                labels = [self._item(each.indicator, shared) for each in held]
                group = Comparison(title[0], unit, entries)
                totals = {each.id for each in held if each.indicator in _TOTALS}
                words = str(self.text(*title)["text"])
                yield self._axis(words, group, labels, totals), held

    def _entry(self, figure: Observation) -> Entry:
        """Return a figure as an entry, in the unit of its indicator."""
        return next(
            entry
            for group in groups(self.catalogue, figure.indicator, regions=[self._region])
            for entry in group.entries
            if entry.observation.id == figure.id
        )

    def _item(self, indicator: str, shared: tuple[str, str]) -> str:
        """Name a part by what its name does not share with the others."""
        name = self.catalogue.name("indicators", indicator, self.lang)
        common = shared[0] if self.is_english else str(self.text("", shared[1])["text"])
        return _lines(re.sub(common, "", name))


def table_id(theme: str) -> str:
    """Return the id of a theme's table."""
    return f"theme-{theme.replace('_', '-')}"


def _middle(entry: Entry) -> float:
    ends = [float(end) for end in (entry.bounds.low, entry.bounds.high) if end is not None]
    return sum(ends) / len(ends) if ends else 0.0


def _lines(name: str) -> str:
    """Begin a name with a capital, and break it where it is long."""
    return "\n".join(textwrap.wrap(name[:1].upper() + name[1:], _WIDE)) or name
