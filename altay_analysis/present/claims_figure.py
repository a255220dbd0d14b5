"""The figure of the audit: printed and computed bounds of every claim, each on its own scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from altay_analysis.present.style import ACCENT, INK, MUTED, canvas, to_svg
from altay_analysis.quantity import Bounds, Quantity

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw", "quantity_of", "span"]

Claim = Mapping[str, Any]


def quantity_of(bounds: Mapping[str, Any] | None) -> Quantity | None:
    """Return bounds of `altay audit --json` as a quantity; None where they have no end."""
    if bounds is None or (bounds["low"] is None and bounds["high"] is None):
        return None
    low, high = (
        None if bounds[key] is None else Fraction(str(bounds[key])) for key in ("low", "high")
    )
    made = Bounds(low, high, bounds["low_end"], bounds["high_end"])
    return Quantity(None, made, str(bounds["unit"]))


def span(claim: Claim) -> tuple[float, float] | None:
    """Ends of a claim's own axis: all finite ends of both bounds; None where it has no width."""
    found = [quantity_of(claim[key]) for key in ("claimed", "computed")]
    if None in found:
        return None
    ends = [
        float(end)
        for quantity in found
        if quantity is not None
        for end in (quantity.bounds.low, quantity.bounds.high)
        if end is not None
    ]
    return (min(ends), max(ends)) if min(ends) < max(ends) else None


def draw(
    claims: Sequence[Claim],
    labels: Sequence[str],
    worded: Sequence[Mapping[str, str]],
    powers: Sequence[str],
    head: str,
) -> str:
    """Draw claims, the first at the top, and return the SVG.

    Parameters
    ----------
    worded : sequence of mapping of str to str
        Bounds in words, by `claimed` and `computed`.
    """
    count = len(claims)
    with canvas(0.22 + 0.68 * count, "audit") as (figure, axes):
        for place, (claim, label, power) in enumerate(zip(claims, labels, powers, strict=True)):
            y = count - 1 - place
            axes.text(0, y + 0.48, label, va="center")
            for key, shift, colour in (("claimed", 0.1, INK), ("computed", -0.28, ACCENT)):
                _bar(axes, y + shift, claim, key, colour, worded[place][key])
            axes.text(1.13, y, power, ha="center", va="center")
            axes.axhline(y - 0.39, color=MUTED, linewidth=0.25)
        axes.text(1.13, count - 0.52, head, ha="center", va="center", color=MUTED)
        axes.set(xlim=(-0.01, 1.22), ylim=(-0.43, count - 0.3), xticks=[], yticks=[])
        axes.spines["bottom"].set_visible(False)
        return to_svg(figure)


def _bar(axes: Axes, y: float, claim: Claim, key: str, colour: str, words: str) -> None:
    quantity, ends = quantity_of(claim[key]), span(claim)
    if quantity is None or ends is None:
        return
    left, right = (
        _place(end, ends, side)
        for end, side in ((quantity.bounds.low, 0.0), (quantity.bounds.high, 1.0))
    )
    axes.plot([left, right], [y, y], color=colour, linewidth=4, solid_capstyle="butt")
    middle = (left + right) / 2
    side = "left" if middle < 0.35 else "right" if middle > 0.65 else "center"
    at = {"left": left, "right": right, "center": middle}[side]
    axes.annotate(words, (at, y), (0, 3), textcoords="offset points", ha=side, va="bottom",
                  fontsize="small", color=colour)  # fmt: skip
    if right - left < 0.012:
        axes.plot([(left + right) / 2], [y], marker="D", markersize=4, color=colour)
    if quantity.bounds.low is None:
        axes.plot([left], [y], marker="<", markersize=5, color=colour)
    if quantity.bounds.high is None:
        axes.plot([right], [y], marker=">", markersize=5, color=colour)


def _place(end: Fraction | None, ends: tuple[float, float], side: float) -> float:
    low, high = ends
    return side if end is None else 0.06 + 0.88 * (float(end) - low) / (high - low)
