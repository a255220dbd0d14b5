"""Dot plots of what can be compared: bounds, how each source stands, and the place in question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from altay_analysis.interval import Bounds
from altay_analysis.present.style import ACCENT, INK, MUTED, PALE, WIDTH, canvas, to_svg

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["Dot", "Panel", "axis", "draw", "draw_at_once", "height"]

Picture = TypeVar("Picture", str, bytes)

_SHAPES = {"official": "o", "press": "D", "repost": "s"}
_SCALES = {
    "10k_yuan": (Fraction(10), "thousand yuan"),
    "100m_yuan": (Fraction(1, 10), "billion yuan"),
    "10k_person": (Fraction(1, 100), "million persons"),
    "10k_person_time": (Fraction(10), "thousand person-times"),
    "10k_item": (Fraction(10), "thousand"),
}
"""English reports count in thousands and millions: by unit, the factor and the words."""


_MANY = 10_000
"""From here on the numbers of an axis have separators."""


@dataclass(frozen=True)
class Dot:
    """One figure: its label at the left, its value as worded at the right.

    Attributes
    ----------
    bounds : Bounds
        In the unit of the panel.
    standing, text_seen : str
        Of its source: the shape of the dot, and whether it is filled.
    is_own : bool
        Whether it is of the place in question.
    """

    label: str
    worded: str
    bounds: Bounds
    standing: str
    text_seen: str
    is_own: bool


@dataclass(frozen=True)
class Panel:
    """One axis: a title, its figures from the top, and a level to mark, if any."""

    title: str
    unit: str
    dots: tuple[Dot, ...]
    factor: Fraction = Fraction(1)
    level: tuple[Fraction, str] | None = None


def axis(unit: str, symbol: str, lang: str, most: Fraction | None = None) -> tuple[Fraction, str]:
    """Return the factor from a unit to its axis, and the words on the axis.

    Parameters
    ----------
    most : Fraction, optional
        The greatest end, in the unit: amounts of many millions of yuan are told in millions.
    """
    if lang == "en" and unit == "10k_yuan" and (most or 0) >= 1000:
        return Fraction(1, 100), "million yuan"
    return _SCALES[unit] if lang == "en" and unit in _SCALES else (Fraction(1), symbol.strip())


def height(rows: float) -> float:
    """Inches that a panel of so many rows takes."""
    return 0.24 * rows + 0.66


def draw(panels: Sequence[Panel], name: str) -> str:
    """Draw panels one below the other, each on an axis of its own, and return the SVG."""
    rows = _rows(panels)
    with canvas(sum(map(height, rows)), name) as (figure, first):
        first.remove()
        ratios = [row + 0.8 for row in rows]
        drawn = figure.subplots(len(panels), 1, squeeze=False, height_ratios=ratios)
        for panel, (axes,) in zip(panels, drawn, strict=True):
            _panel(axes, panel)
        return to_svg(figure)


def draw_at_once(
    panels: Sequence[Panel], name: str, render: Callable[[Figure], Picture]
) -> Picture:
    """Draw the same with places that are reckoned, not solved for: in half the time.

    Parameters
    ----------
    render : callable
        `style.to_svg` or `style.to_png`.
    """
    rows = _rows(panels)
    heights = [0.26 * row + 0.72 for row in rows]
    with canvas(sum(heights), name) as (figure, first):
        first.remove()
        figure.set_layout_engine("none")
        widest = max((_width(dot.label) for panel in panels for dot in panel.dots), default=0)
        left = min(0.5, (widest * 0.066 + 0.12) / WIDTH)
        top = 1.0
        for panel, row, tall in zip(panels, rows, heights, strict=True):
            part = tall / sum(heights)
            inner = 0.26 * row / tall * part
            axes = figure.add_axes((left, top - inner - 0.24 / sum(heights), 0.98 - left, inner))
            _panel(axes, panel)
            top -= part
        return render(figure)


def _rows(panels: Sequence[Panel]) -> list[float]:
    """Heights of panels in rows; a level takes room above the dots."""
    return [len(panel.dots) + (0.9 if panel.level else 0.2) for panel in panels]


def _panel(axes: Axes, panel: Panel) -> None:
    last = len(panel.dots) - 1
    reach = _reach(panel)
    for place, dot in enumerate(panel.dots):
        _dot(axes, last - place, dot, panel.factor, reach)
    if reach[0] < 0:
        axes.axvline(0, color=MUTED, linewidth=0.6, zorder=0)
    if panel.level:
        _level(axes, panel, last)
    _title(axes, panel.title)
    axes.set_yticks([last - place for place in range(len(panel.dots))])
    axes.set_yticklabels([dot.label for dot in panel.dots])
    for tick, dot in zip(axes.get_yticklabels(), panel.dots, strict=True):
        tick.set_color(ACCENT if dot.is_own else INK)
    widest = max(_width(dot.worded) for dot in panel.dots)
    axes.set(ylim=(-0.6, last + (1.3 if panel.level else 0.6)), xlim=_limits(reach, widest))
    if reach[1] >= _MANY:
        # Chinese text has no commas between thousands; a unit in Chinese says that it is Chinese.
        axes.xaxis.set_major_formatter("{x:,.0f}" if panel.unit.isascii() else "{x:.0f}")
    axes.set_xticks([tick for tick in axes.get_xticks() if reach[0] <= tick <= 1.08 * reach[1]])
    axes.set_xlabel(panel.unit)


def _reach(panel: Panel) -> tuple[float, float]:
    """Ends of all figures of a panel and nought, in the axis' unit."""
    ends = [
        float(end * panel.factor)
        for dot in panel.dots
        for end in (dot.bounds.low, dot.bounds.high)
        if end is not None
    ]
    ends += [float(panel.level[0] * panel.factor)] if panel.level else []
    return min([0.0, *ends]), max([0.0, *ends]) or 1.0


def _limits(reach: tuple[float, float], widest: int) -> tuple[float, float]:
    """Ends of an axis that leave room for what is worded behind its last dot."""
    low, high = reach
    room = (high - low) / (1 - min(0.6, 0.09 + 0.019 * widest)) - (high - low)
    return (low - 0.08 * (high - low) if low < 0 else 0.0), high + room


def _width(text: str) -> int:
    return sum(2 if ord(sign) > 0x2E80 else 1 for sign in text)


def _title(axes: Axes, title: str) -> None:
    # At the left of the figure, where the longest name of an indicator has room.
    axes.set_title(" ", fontsize=9)
    axes.annotate(
        title, (0, 1), xycoords=("figure fraction", "axes fraction"), xytext=(3, 5),
        textcoords="offset points", color=INK, annotation_clip=False,
    ).set_in_layout(False)  # fmt: skip


def _dot(axes: Axes, y: int, dot: Dot, factor: Fraction, reach: tuple[float, float]) -> None:
    colour = ACCENT if dot.is_own else MUTED
    room = 0.06 * (reach[1] - reach[0])
    ends = [
        None if end is None else float(end * factor) for end in (dot.bounds.low, dot.bounds.high)
    ]
    low, high = ends
    shown = [end for end in ends if end is not None]
    middle = sum(shown) / len(shown) if shown else 0.0
    left, right = (middle - room if low is None else low), (middle + room if high is None else high)
    axes.plot([0, middle], [y, y], color=PALE, linewidth=0.8, zorder=0)
    axes.plot([left, right], [y, y], color=colour, linewidth=2.2, solid_capstyle="butt")
    for end, at, shape in ((low, left, "<"), (high, right, ">")):
        if end is None:
            axes.plot([at], [y], marker=shape, markersize=5, color=colour, linestyle="none")
    fill = colour if dot.text_seen == "whole" else "white"
    axes.plot(
        [middle], [y], marker=_SHAPES[dot.standing], markersize=6.5, linestyle="none",
        markerfacecolor=fill, markeredgecolor=colour, markeredgewidth=1.3,
    )  # fmt: skip
    at = max(right, middle)
    plate = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}  # a level's line passes behind
    axes.annotate(
        dot.worded, (at, y), (9, 0), textcoords="offset points", va="center", color=INK, bbox=plate
    )


def _level(axes: Axes, panel: Panel, last: int) -> None:
    assert panel.level is not None
    value, words = float(panel.level[0] * panel.factor), panel.level[1]
    axes.axvline(value, color=ACCENT, linewidth=1, linestyle=(0, (4, 2)))
    axes.annotate(
        words, (value, last + 0.85), (4, 0), textcoords="offset points", va="center", color=ACCENT
    )
