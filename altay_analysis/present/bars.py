"""Counts as bars from zero, each with its words at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from altay_analysis.present.style import INK, MUTED, canvas, to_svg

__all__ = ["Bar", "draw_bars"]


@dataclass(frozen=True)
class Bar:
    """One bar: what it is of, how long it is, and the words at its end."""

    label: str
    value: float
    words: str
    colour: str
    hatched: bool = False


def draw_bars(
    name: str, bars: Sequence[Bar], unit: str, *, height: float, thick: float, room: float
) -> str:
    """Return bars as SVG, the first at the top.

    Parameters
    ----------
    name : str
        Id of the figure.
    height : float
        Of the figure, in inches.
    thick : float
        Of a bar, as a part of its row.
    room : float
        Length of the axis, in lengths of the longest bar: its words stand behind it.
    """
    places = list(range(len(bars)))[::-1]
    with canvas(height, name) as (figure, axes):
        drawn = axes.barh(
            places, [bar.value for bar in bars], color=[bar.colour for bar in bars], height=thick
        )
        for bar, part in zip(bars, drawn, strict=True):
            if bar.hatched:
                part.set(hatch="///", edgecolor=MUTED, linewidth=0.6)
        for place, bar in zip(places, bars, strict=True):
            axes.annotate(
                bar.words, (bar.value, place), (4, 0), textcoords="offset points", va="center"
            )
        longest = max(bar.value for bar in bars)
        axes.set(yticks=places, yticklabels=[bar.label for bar in bars], xlim=(0, longest * room))
        axes.tick_params(axis="y", labelcolor=INK)
        axes.set_xlabel(unit)
        return to_svg(figure)
