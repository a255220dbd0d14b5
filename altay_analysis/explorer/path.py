"""The drawing of a what-if: bounds along a path, the point that is chosen, a level to pass."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from altay_analysis.interval import Bounds
from altay_analysis.present.style import ACCENT, INK, MUTED, PALE, WIDTH, canvas, to_svg

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Path", "Point", "draw_path"]

_HEIGHT = 2.1


@dataclass(frozen=True)
class Point:
    """Where a path is at a year or a number: what the value can be there."""

    at: int
    bounds: Bounds


@dataclass(frozen=True)
class Path:
    """Points in order, the chosen one, and the words on the axes.

    Attributes
    ----------
    factor : Fraction
        From the bounds to what the axis shows.
    level : Fraction or None
        A level that is drawn across, as the bounds are.
    """

    points: tuple[Point, ...]
    chosen: Point
    below: str
    beside: str
    factor: Fraction
    level: Fraction | None = None


def draw_path(path: Path, name: str) -> str:
    """Draw a path in the house style, with places that are reckoned, and return the SVG."""
    from matplotlib.ticker import MaxNLocator

    with canvas(_HEIGHT, name) as (figure, axes):
        figure.set_layout_engine("none")
        axes.set_position((0.62 / WIDTH, 0.44 / _HEIGHT, 0.96 - 0.62 / WIDTH, 1 - 0.74 / _HEIGHT))
        _band(axes, path)
        _chosen(axes, path)
        if path.level is not None:
            level = float(path.level * path.factor)
            axes.axhline(level, color=INK, linewidth=1, linestyle=(0, (4, 2)))
        axes.set_ylim(0, 1.12 * max(axes.get_ylim()[1], 0))
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=8))
        axes.set_xlabel(path.below)
        axes.set_title(path.beside, loc="left", fontsize=9)
        axes.grid(axis="y", color=PALE, linewidth=0.4)
        return to_svg(figure)


def _band(axes: Axes, path: Path) -> None:
    """Draw what the value can be along the path; a side without an end goes as far as the other."""
    at = [point.at for point in path.points]
    ends = [_ends(point.bounds, path.factor) for point in path.points]
    axes.fill_between(at, [low for low, _ in ends], [high for _, high in ends], color=PALE)
    axes.plot(at, [(low + high) / 2 for low, high in ends], color=MUTED, linewidth=1.4)


def _chosen(axes: Axes, path: Path) -> None:
    low, high = _ends(path.chosen.bounds, path.factor)
    at = path.chosen.at
    axes.plot([at, at], [low, high], color=ACCENT, linewidth=3, solid_capstyle="butt")
    axes.plot([at], [(low + high) / 2], marker="o", markersize=7, color=ACCENT)


def _ends(bounds: Bounds, factor: Fraction) -> tuple[float, float]:
    low = bounds.low if bounds.low is not None else bounds.high
    high = bounds.high if bounds.high is not None else bounds.low
    return float((low or 0) * factor), float((high or 0) * factor)
