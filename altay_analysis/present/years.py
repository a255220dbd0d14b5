"""Small multiples: one small panel an indicator, the years from left to right."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from altay_analysis.interval import Bounds
from altay_analysis.present.style import ACCENT, INK, MUTED, PALE, canvas, to_svg

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Point", "Years", "draw"]

_COLUMNS = 3
_SHAPES = {"official": "o", "press": "D", "repost": "s"}
_SIGNS = 34  # a line of a title; a Chinese sign takes two


@dataclass(frozen=True)
class Point:
    """One year's figure: its label under the axis, its value as worded above the dot.

    Attributes
    ----------
    bounds : Bounds
        In the unit of the panel.
    is_own : bool
        Whether it is of the period that the report is about.
    """

    label: str
    worded: str
    bounds: Bounds
    standing: str
    text_seen: str
    is_own: bool


@dataclass(frozen=True)
class Years:
    """One panel, its points from the earliest; zero stands on its axis."""

    title: str
    points: tuple[Point, ...]
    factor: Fraction = Fraction(1)


def draw(panels: Sequence[Years], name: str) -> str:
    """Draw panels in rows of three, each on an axis of its own, and return the SVG."""
    rows = -(-len(panels) // _COLUMNS)
    with canvas(1.75 * rows, name) as (figure, first):
        first.remove()
        drawn = figure.subplots(rows, _COLUMNS, squeeze=False)
        for place, axes in enumerate(drawn.flat):
            if place < len(panels):
                _panel(axes, panels[place])
            else:
                axes.remove()
        return to_svg(figure)


def _panel(axes: Axes, panel: Years) -> None:
    for place, point in enumerate(panel.points):
        _point(axes, place, point, panel)
    low, high = _reach(panel)
    room = (high - low) or 1.0
    axes.axhline(0, color=MUTED, linewidth=0.6)
    axes.set(xlim=(-0.6, len(panel.points) - 0.4), ylim=(low - 0.12 * room, high + 0.34 * room))
    axes.set_xticks(range(len(panel.points)), [point.label for point in panel.points])
    axes.set_yticks([])
    axes.tick_params(axis="x", length=0)
    axes.spines["bottom"].set_visible(False)
    axes.set_title(_wrapped(panel.title), fontsize=8.5, color=INK, loc="left")


def _reach(panel: Years) -> tuple[float, float]:
    """Ends of all figures of a panel and nought, in the axis' unit."""
    ends = [
        float(end * panel.factor)
        for point in panel.points
        for end in (point.bounds.low, point.bounds.high)
        if end is not None
    ]
    return min([0.0, *ends]), max([0.0, *ends]) or 1.0


def _point(axes: Axes, x: int, point: Point, panel: Years) -> None:
    colour = ACCENT if point.is_own else MUTED
    low, high = (
        None if end is None else float(end * panel.factor)
        for end in (point.bounds.low, point.bounds.high)
    )
    bottom, top = _reach(panel)
    room = 0.15 * (top - bottom)
    shown = [end for end in (low, high) if end is not None]
    middle = sum(shown) / len(shown) if shown else 0.0
    under = middle - room if low is None else low
    over = middle + room if high is None else high
    axes.plot([x, x], [0, middle], color=PALE, linewidth=1)
    axes.plot([x, x], [under, over], color=colour, linewidth=2.2, solid_capstyle="butt")
    for end, at, shape in ((low, under, "v"), (high, over, "^")):
        if end is None:
            axes.plot([x], [at], marker=shape, markersize=5, color=colour)
    fill = colour if point.text_seen == "whole" else "white"
    axes.plot(
        [x], [middle], marker=_SHAPES[point.standing], markersize=6,
        markerfacecolor=fill, markeredgecolor=colour, markeredgewidth=1.3,
    )  # fmt: skip
    axes.annotate(
        point.worded, (x, max(over, middle)), (0, 7), textcoords="offset points", ha="center",
        va="bottom", fontsize=6.5, color=INK, annotation_clip=False,
    )  # fmt: skip


def _wrapped(title: str) -> str:
    """Break a title into lines, the last two of a long one joined no further."""
    if any(ord(sign) > 0x2E80 for sign in title):
        step = _SIGNS // 2
        return "\n".join(title[at : at + step] for at in range(0, len(title), step))
    return "\n".join(textwrap.wrap(title, _SIGNS))
