"""A figure's colours as the page's own, so that it is as readable in the dark as by day."""

from __future__ import annotations

import re

from altay_analysis.present.style import ACCENT, INK, MUTED, PALE

__all__ = ["tinted"]

_ROLES = {ACCENT: "accent", INK: "text", MUTED: "quiet", PALE: "line", "#ffffff": "ground"}
_COLOUR = re.compile(r"(?<=[:\"' ])#[0-9a-fA-F]{6}\b")
_BLACK = {"#000000", "#262626"}
"""What a plotting library draws in where it was told no colour."""


def tinted(svg: str) -> tuple[str, bool]:
    """Return an SVG with the colours of the house style as those of the page.

    Returns
    -------
    svg : str
        Each colour of the house is a CSS variable, with itself where there is no page.
    all_known : bool
        Whether it has no other colour: one that has needs a light plate in the dark.
    """
    strangers = {c.lower() for c in _COLOUR.findall(svg)} - _ROLES.keys() - _BLACK
    return _COLOUR.sub(_as_variable, svg), not strangers


def _as_variable(match: re.Match[str]) -> str:
    colour = match.group().lower()
    role = "text" if colour in _BLACK else _ROLES.get(colour)
    return f"var(--{role}, {colour})" if role else match.group()
