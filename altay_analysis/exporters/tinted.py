"""A figure as a page shows it: in the page's own colours, and no finer than a screen is."""

from __future__ import annotations

import re

from altay_analysis.present.style import ACCENT, FONT, INK, MUTED, PALE

__all__ = ["coarse", "tinted"]

_ROLES = {ACCENT: "accent", INK: "text", MUTED: "quiet", PALE: "line", "#ffffff": "ground"}
_COLOUR = re.compile(r"(fill: )?(?<=[:\"' ])(#[0-9a-fA-F]{6})\b")
_PLACES = re.compile(r' (?:d|transform|points|viewBox|width|height|[cr]?[xy]|[xyr][12]?)="[^"]*"')
_FINE = re.compile(r"-?\d+\.\d+")
_BETWEEN = re.compile(r">\s*\n\s*<")  # within a text no line ends
_NOTHING = re.compile(
    rf" transform=\"rotate\(-?0 [^\"]*\)\"|font-family: '{FONT}'; ?"
)  # the page has its own
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
    strangers = {colour.lower() for _, colour in _COLOUR.findall(svg)} - _ROLES.keys() - _BLACK
    return _COLOUR.sub(_as_variable, svg), not strangers


def coarse(svg: str) -> str:
    r"""Return an SVG whose places have two decimals, without spaces, turns by 0, and its font.

    What is written in it stays as it is, spaces and digits.

    Examples
    --------
    >>> coarse('<g>\n <path d="M 1.23456 0.5"/>\n <text x="7.0001">3.14159</text></g>')
    '<g><path d="M 1.23 0.5"/><text x="7">3.14159</text></g>'
    """
    svg = _NOTHING.sub("", svg)
    placed = _PLACES.sub(lambda match: _FINE.sub(_rounded, match.group()), svg)
    return _BETWEEN.sub("><", placed)


def _rounded(match: re.Match[str]) -> str:
    return f"{float(match.group()):.2f}".rstrip("0").rstrip(".")


def _as_variable(match: re.Match[str]) -> str:
    fill, colour = match.group(1) or "", match.group(2).lower()
    role = "text" if colour in _BLACK else _ROLES.get(colour)
    # What is as pale as a line would be no bar.
    role = "bar" if fill and role == "line" else role
    return f"{fill}var(--{role}, {colour})" if role else match.group()
