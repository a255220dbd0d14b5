"""Figures of a theme as a table: a line an indicator, beside it what is printed of its change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from altay_analysis.areas.place import aspect

if TYPE_CHECKING:
    from altay_analysis.catalogue import Catalogue, Observation

__all__ = ["HEADS", "Line", "aspects", "lines"]

HEADS: Mapping[str, tuple[str, str]] = {
    "level": ("As printed", "数值"),
    "share": ("Share", "占比"),
    "share_change": ("Change of share", "占比增减"),
    "change": ("Change", "增减"),
    "real": ("Real growth", "实际增幅"),
    "nominal": ("Nominal growth", "名义增幅"),
    "growth": ("Growth", "增幅"),
    "growth_change": ("Change of growth", "增幅较上年变化"),
    "contribution": ("Contribution to GDP growth", "对经济增长的贡献率"),
    "pull": ("Percentage points contributed", "拉动增长"),
}
"""What a column holds, in the order of the columns, in both languages."""


@dataclass(frozen=True)
class Line:
    """What is printed of one indicator for one period.

    Attributes
    ----------
    indicator : str
        The indicator itself; its own figure need not be printed.
    cells : mapping of str to tuple of Observation
        Key of `HEADS` -> its figures, as many as the texts print.
    """

    indicator: str
    period: str
    cells: Mapping[str, tuple[Observation, ...]]


def lines(catalogue: Catalogue, figures: Iterable[Observation]) -> list[Line]:
    """Put figures in lines, in the order of `indicators.csv`, the latest period first."""
    found: dict[tuple[str, str], dict[str, tuple[Observation, ...]]] = {}
    for figure in figures:
        indicator, column = aspect(catalogue, figure.indicator)
        cells = found.setdefault((indicator, figure.period), {})
        cells[column] = (*cells.get(column, ()), figure)
    places = {str(name): place for place, name in enumerate(catalogue.indicators.index)}
    latest = sorted(found.items(), key=lambda item: item[0][1], reverse=True)
    ordered = sorted(latest, key=lambda item: places[item[0][0]])
    return [Line(indicator, period, cells) for (indicator, period), cells in ordered]


def aspects(found: Iterable[Line]) -> list[str]:
    """Return the columns that any line fills, in their order."""
    filled = {column for line in found for column in line.cells}
    return [column for column in HEADS if column in filled]
