"""The figures of the report on the village collective economy: a ladder, and two ranges apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from altay_analysis.present.style import ACCENT, INK, MUTED, PALE, canvas, to_svg

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from altay_analysis.quantity import Bounds

__all__ = ["Mark", "ladder", "ranges_apart"]

_ACROSS = 380
"""Points that an axis is wide, about."""


@dataclass(frozen=True)
class Mark:
    """What is drawn in a row: its label at the left, its value as worded, and where it stands.

    Attributes
    ----------
    low, high : float
        In the unit of the axis; equal for a dot.
    """

    label: str
    worded: str
    low: float
    high: float

    @classmethod
    def of(cls, label: str, worded: str, bounds: Bounds, factor: float) -> Mark:
        """Make a mark of bounds that have both ends, times the factor to the axis."""
        assert bounds.low is not None
        assert bounds.high is not None
        return cls(label, worded, float(bounds.low) * factor, float(bounds.high) * factor)


def ladder(first: Mark, last: Mark, doublings: Sequence[tuple[int, str]], unit: str) -> str:
    """Draw two totals from zero, and what doubling the first asks for; return the SVG.

    Parameters
    ----------
    doublings : sequence of (int, str)
        Times the first total, and the words at that line.
    """
    import seaborn as sns

    values, colours = [first.high, last.high], [MUTED, ACCENT]
    most = last.high * 1.28
    reach = first.high + (12 + _wide(first.worded)) * most / _ACROSS
    with canvas(1.75, "growth") as (figure, axes):
        for times, words in doublings:
            at = first.high * times
            # A line leaves room for the words beside the first total where they reach it.
            parts = [(-0.6, 0.7), (1.3, 1.6)] if at < reach else [(-0.6, 1.6)]
            low, high = zip(*parts, strict=True)
            axes.vlines(
                [at] * len(parts), low, high, color=PALE, linewidth=1, linestyle=(0, (4, 2))
            )
            axes.text(first.high * times, 1.62, words, ha="center", va="bottom", color=MUTED)
        axes.hlines([1, 0], 0, values, color=colours, linewidth=2)
        sns.scatterplot(
            x=values, y=[1, 0], hue=[0, 1], palette=colours, s=60, legend=False, ax=axes
        )
        for y, mark in ((1, first), (0, last)):
            _word(axes, mark.worded, (mark.high, y), (7, 0), va="center")
        axes.set(xlim=(0, most), ylim=(-0.6, 1.6), ylabel="", xlabel=unit)
        axes.set_yticks([1, 0], [first.label, last.label])
        return to_svg(figure)


def _wide(words: str) -> float:
    """Points that words take, about: a Chinese sign is as wide as it is high."""
    return sum(9 if ord(sign) > 0x2E80 else 5 for sign in words)


def ranges_apart(printed: Mark, computed: Mark, apart: str, unit: str) -> str:
    """Draw two ranges that do not meet, and how far they are apart; return the SVG."""
    with canvas(1.7, "increase") as (figure, axes):
        for y, mark, colour in ((1, printed, INK), (0, computed, ACCENT)):
            axes.plot([mark.low, mark.high], [y, y], color=colour, linewidth=7,
                      solid_capstyle="butt")  # fmt: skip
            _word(axes, mark.worded, ((mark.low + mark.high) / 2, y), (0, 9), ha="center")
        lower, upper = sorted((printed, computed), key=lambda mark: mark.low)
        _gap(axes, lower.high, upper.low, apart)
        axes.set(ylim=(-0.6, 1.6), xlabel=unit)
        axes.set_yticks([1, 0], [printed.label, computed.label])
        axes.margins(x=0.18)
        axes.ticklabel_format(axis="x", useOffset=False)
        return to_svg(figure)


def _gap(axes: Axes, left: float, right: float, words: str) -> None:
    y = 0.62  # nearer the upper bar: the lower one's words stand above it
    arrow = {"arrowstyle": "<->", "color": MUTED, "linewidth": 0.8, "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", (left, y), (right, y), arrowprops=arrow)
    _word(axes, words, ((left + right) / 2, y), (0, 3), ha="center", color=MUTED)


def _word(
    axes: Axes, words: str, at: tuple[float, float], away: tuple[float, float], **style: Any
) -> None:
    axes.annotate(words, at, away, textcoords="offset points", **style)
