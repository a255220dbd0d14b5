"""Dot plots of what can be compared: bounds, how each source stands, and the place in question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from altay_analysis.interval import Bounds
from altay_analysis.notation import scale_of
from altay_analysis.present.style import ACCENT, INK, MUTED, PALE, WIDTH, canvas, to_svg

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["Dot", "Panel", "axis", "draw", "draw_at_once", "height", "legend", "side_of"]

Picture = TypeVar("Picture", str, bytes)

_SHAPES = {"official": "o", "press": "D", "repost": "s"}

_MANY = 1000
"""From here on the numbers of an English axis have separators."""

_SHORTEST = 0.025
"""Part of an axis that bounds must take to be seen beside their dot."""


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

    @property
    def side(self) -> str:
        """Which end alone was printed, as `side_of` has it."""
        return side_of(self.bounds)


@dataclass(frozen=True)
class Panel:
    """One axis: a title, its figures from the top, and a level to mark, if any.

    Attributes
    ----------
    factor : Fraction
        From the unit of the bounds to that of the axis.
    scale : str
        Panels of one scale and unit that stand in one drawing share their ends.
    """

    title: str
    unit: str
    dots: tuple[Dot, ...]
    factor: Fraction = Fraction(1)
    level: tuple[Fraction, str] | None = None
    scale: str = ""

    @property
    def ends(self) -> tuple[float, float]:
        """Ends of all figures and nought, in the unit of the axis."""
        ends = [
            float(end * self.factor)
            for dot in self.dots
            for end in (dot.bounds.low, dot.bounds.high)
            if end is not None
        ]
        ends += [float(self.level[0] * self.factor)] if self.level else []
        return min([0.0, *ends]), max([0.0, *ends]) or 1.0

    @property
    def shows_bounds(self) -> bool:
        """Whether bounds of a figure are wide enough to be seen beside its dot."""
        low, high = self.ends
        return any(
            bool(dot.bounds.low is not None and dot.bounds.high is not None)
            and not dot.side
            and float(((dot.bounds.high or 0) - (dot.bounds.low or 0)) * self.factor)
            > _SHORTEST * (high - low)
            for dot in self.dots
        )


def side_of(bounds: Bounds) -> str:
    """Return which end alone was printed, low or high; empty where a figure has both.

    The other end of such a figure is none, one of its kind (a share's 100), or one of convention.
    """
    low, high = bounds.low_end, bounds.high_end
    is_low = bounds.low is not None and low != "conventional"
    is_high = bounds.high is not None and high != "conventional"
    if is_low and (not is_high or (low == "open" and high == "closed")):
        return "low"
    if is_high and (not is_low or (high == "open" and low == "closed")):
        return "high"
    return ""


_KINDS = {
    "official": ("a circle is an official text", "圆点为官方文本"),
    "press": ("a diamond a press account", "菱形为媒体报道"),
    "repost": ("a square a repost", "方形为转载"),
}


def legend(panels: Sequence[Panel]) -> tuple[str, str]:
    """Say what the marks that occur mean, in English and simplified Chinese."""
    dots = [dot for panel in panels for dot in panel.dots]
    drawn = [dot for dot in dots if not dot.side]
    kinds = [kind for kind in _KINDS if kind in {dot.standing for dot in drawn}]
    said = [_KINDS[kind] for kind in kinds] if len(kinds) > 1 else []
    seen = {dot.text_seen for dot in drawn}
    if "cut" in seen and (said or len(seen) > 1):
        said.append(
            ("hollow where only the beginning of the text was seen", "空心者仅存文本开头部分")
        )
    said.append(("a thin line leads from zero to each figure", "细线自零点引出，仅为定位"))
    if any(panel.shows_bounds for panel in panels):
        said.append(("a thick bar is what a figure can be", "短粗线为可能范围"))
    if any(dot.side for dot in dots):
        said.append(
            ("an arrow begins at a bound that alone is printed", "箭头自原文所载的界限引出")
        )
    english = "; ".join(en for en, _ in said)
    return english[0].upper() + english[1:] + ".", "；".join(zh for _, zh in said) + "。"


def axis(unit: str, symbol: str, lang: str, most: Fraction | None = None) -> tuple[Fraction, str]:
    """Return the factor from a unit to its axis, and the words on the axis.

    Parameters
    ----------
    symbol : str
        What stands on the axis of a unit without a symbol of its own.
    most : Fraction, optional
        The greatest end, in the unit: English amounts are told in millions or billions by it.
    """
    scale = scale_of(unit, abs(most or Fraction(1)), lang)
    return Fraction(10) ** scale.shift, scale.behind.strip() or symbol.strip()


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
            alike = [each for each in panels if each is panel or _is_alike(each, panel)]
            _panel(axes, panel, alike)
        return to_svg(figure)


def _is_alike(one: Panel, other: Panel) -> bool:
    return bool(one.scale) and (one.scale, one.unit) == (other.scale, other.unit)


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
            _panel(axes, panel, [panel])
            top -= part
        return render(figure)


def _rows(panels: Sequence[Panel]) -> list[float]:
    """Heights of panels in rows; a level takes room above the dots."""
    return [sum(map(_lines, panel.dots)) + (0.9 if panel.level else 0.2) for panel in panels]


def _lines(dot: Dot) -> float:
    """Rows that a dot takes: its label can have two lines."""
    return 1 + 0.7 * dot.label.count("\n")


def _places(dots: Sequence[Dot]) -> list[float]:
    """Heights of dots on their axis, the last at nought."""
    found = [0.0]
    for lower, upper in zip(reversed(dots), reversed(dots[:-1]), strict=False):
        found.append(found[-1] + (_lines(lower) + _lines(upper)) / 2)
    return found[::-1]


def _panel(axes: Axes, panel: Panel, alike: Sequence[Panel]) -> None:
    places = _places(panel.dots)
    reach = min(each.ends[0] for each in alike), max(each.ends[1] for each in alike)
    for place, dot in zip(places, panel.dots, strict=True):
        _dot(axes, place, dot, panel.factor, reach)
    if reach[0] < 0:
        axes.axvline(0, color=MUTED, linewidth=0.6, zorder=0)
    if panel.level:
        _level(axes, panel, places[0])
    _title(axes, panel.title)
    axes.set_yticks(places)
    axes.set_yticklabels([dot.label for dot in panel.dots])
    for tick, dot in zip(axes.get_yticklabels(), panel.dots, strict=True):
        tick.set_color(ACCENT if dot.is_own else INK)
    top = places[0] + _lines(panel.dots[0]) / 2 + (0.8 if panel.level else 0.1)
    bottom = -_lines(panel.dots[-1]) / 2 - 0.1
    axes.set(ylim=(bottom, top), xlim=_limits(reach, alike))
    if reach[1] - reach[0] >= _MANY:
        # Chinese text has no commas between thousands; a unit in Chinese says that it is Chinese.
        axes.xaxis.set_major_formatter("{x:,.0f}" if panel.unit.isascii() else "{x:.0f}")
    low, high = reach[0] - 0.02 * (reach[1] - reach[0]), 1.08 * reach[1]
    axes.set_xticks([tick for tick in axes.get_xticks() if low <= tick <= high])
    axes.set_xlabel(panel.unit)


def _limits(reach: tuple[float, float], alike: Sequence[Panel]) -> tuple[float, float]:
    """Ends of an axis that leave room for what is worded beside its dots."""
    low, high = reach
    words = [(_away(dot, each.factor), _width(dot.worded)) for each in alike for dot in each.dots]
    taken = [(at, 0.07 + 0.019 * min(width, 27)) for at, width in words]
    left = max((part for at, part in taken if at < 0), default=0.0)
    right = max((part for at, part in taken if at >= 0), default=0.0)
    span = (high - low) / max(1 - left - right, 0.3)
    return (
        min(
            [
                low - (0.02 * span if low < 0 else 0),
                *(at - part * span for at, part in taken if at < 0),
            ]
        ),
        max([high, *(at + part * span for at, part in taken if at >= 0)]),
    )


def _away(dot: Dot, factor: Fraction) -> float:
    """Where what is worded begins: at the end of a figure that is farther from nought."""
    low, high = dot.bounds.low, dot.bounds.high
    if dot.side:
        end = low if dot.side == "low" else high
        return float((end or Fraction(0)) * factor)
    ends = [float(each * factor) for each in (low, high) if each is not None]
    middle = sum(ends) / len(ends) if ends else 0.0
    return (max if middle >= 0 else min)([*ends, middle])


def _width(text: str) -> int:
    return sum(2 if ord(sign) > 0x2E80 else 1 for sign in text)


def _title(axes: Axes, title: str) -> None:
    # At the left of the figure, where the longest name of an indicator has room.
    axes.set_title(" ", fontsize=9)
    axes.annotate(
        title, (0, 1), xycoords=("figure fraction", "axes fraction"), xytext=(3, 5),
        textcoords="offset points", color=INK, annotation_clip=False,
    ).set_in_layout(False)  # fmt: skip


def _dot(axes: Axes, y: float, dot: Dot, factor: Fraction, reach: tuple[float, float]) -> None:
    colour = ACCENT if dot.is_own else MUTED
    ends = [float(e * factor) for e in (dot.bounds.low, dot.bounds.high) if e is not None]
    at = _away(dot, factor)
    if dot.side:
        axes.plot([0, at], [y, y], color=PALE, linewidth=0.8, zorder=0)
        at = _arrow(axes, (at, y), dot.side, colour, 0.06 * (reach[1] - reach[0]))
    elif ends:
        middle = sum(ends) / len(ends)
        axes.plot([0, middle], [y, y], color=PALE, linewidth=0.8, zorder=0)
        axes.plot(
            [min(ends), max(ends)], [y, y], color=colour, linewidth=2.2, solid_capstyle="butt"
        )
        fill = colour if dot.text_seen == "whole" else "white"
        axes.plot(
            [middle], [y], marker=_SHAPES[dot.standing], markersize=6.5, linestyle="none",
            markerfacecolor=fill, markeredgecolor=colour, markeredgewidth=1.3,
        )  # fmt: skip
    plate = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}  # a line passes behind
    axes.annotate(
        dot.worded, (at, y), (-9 if at < 0 else 9, 0), textcoords="offset points", va="center",
        ha="right" if at < 0 else "left", color=INK, bbox=plate,
    )  # fmt: skip


def _arrow(axes: Axes, bound: tuple[float, float], side: str, colour: str, length: float) -> float:
    """Draw an open arrow from a bound to the side without a printed end; return its right end."""
    x, y = bound
    tip = x + length if side == "low" else max(x - length, 0.0) if x > 0 else x - length
    axes.plot([x, tip], [y, y], color=colour, linewidth=1.3)
    axes.plot([x], [y], marker="|", markersize=8, markeredgewidth=1.6, color=colour)
    axes.plot(
        [tip], [y], marker=">" if side == "low" else "<", markersize=5.5, linestyle="none",
        markerfacecolor="white", markeredgecolor=colour, markeredgewidth=1.2,
    )  # fmt: skip
    return max(x, tip)


def _level(axes: Axes, panel: Panel, top: float) -> None:
    assert panel.level is not None
    value, words = float(panel.level[0] * panel.factor), panel.level[1]
    axes.axvline(value, color=ACCENT, linewidth=1, linestyle=(0, (4, 2)), zorder=0)
    axes.annotate(
        words, (value, top + 0.85), (4, 0), textcoords="offset points", va="center", color=ACCENT
    )
