"""A figure on a narrow page: the names of its rows above the rows, not beside them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Drawn", "narrowed"]

_TEXT = re.compile(r'<text style="([^"]*)" x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)')
_WIDTH = re.compile(r'viewBox="0 0 ([\d.]+) ')
_BAR = re.compile(
    r'd="M [\d.]+ (-?[\d.]+)  L [\d.]+ \1  L [\d.]+ (-?[\d.]+)  L [\d.]+ \2  z "[^>]*?style="fill: '
    r"(?!none|var\(--ground)|stroke-width: [3-9]"
)
_LINES = re.compile(
    r'<text (style="[^"]*") transform="translate\(([\d.]+) ([\d.]+)\)">([^<]*)</text>'
    r'<text \1 transform="translate\(([\d.]+) ([\d.]+)\)">([^<]*)</text>'
)
_PITCH = 14.5  # rows nearer to each other have no room for a name between them
_SHARES = 0.15, 0.5  # of the width that names take: with less they stay, with more they are titles
_TITLE = 10  # a title begins left of it
_SIGN = 4.6  # of a title of 9 px; a Chinese sign has two


@dataclass(frozen=True)
class Drawn:
    """A figure's SVG, and what a narrow page needs to know of it.

    Attributes
    ----------
    svg : str
        The names of rows have the class `row`, the titles of panels `head`, those that need
        smaller type `long` too.
    names : float
        Where the names end, in units of the SVG; 0 if it has none beside what it draws.
    width : float
        Width of the SVG in the same units.
    rows : bool
        Whether the names go above their rows.
    """

    svg: str
    names: float = 0.0
    width: float = 1.0
    rows: bool = False


def narrowed(svg: str) -> Drawn:
    """Find the names of rows in a figure of points; one with bars has no room between them."""
    texts = [(style, float(x), float(y)) for style, x, y, _ in _TEXT.findall(svg)]
    ends = [(x, y) for style, x, y in texts if "text-anchor: end" in style]
    width = _WIDTH.search(svg)
    if not ends or width is None:
        return Drawn(svg)
    names, whole = Counter(x for x, _ in ends).most_common(1)[0][0], float(width.group(1))
    rows = sorted(y for x, y in ends if x == names)
    least = min((after - y for y, after in pairwise(rows)), default=0)
    if names / whole > _SHARES[1]:
        return Drawn(svg)
    has_room = least >= _PITCH and _SHARES[0] <= names / whole
    if _BAR.search(svg) or not has_room:
        return Drawn(svg, names, whole)
    room = (whole - names) / _SIGN
    classed = _TEXT.sub(lambda match: _classed(match, names, room), svg)
    return Drawn(_LINES.sub(lambda match: _joined(match, names), classed), names, whole, rows=True)


def _classed(match: re.Match[str], names: float, room: float) -> str:
    style, x = match.group(1), float(match.group(2))
    if x == names and "text-anchor: end" in style:
        return match.group().replace("<text", '<text class="row"')
    if x < _TITLE and "text-anchor: start" in style:
        signs = sum(1 + (ord(sign) > 0x2E80) for sign in match.group(4))
        return match.group().replace("<text", f'<text class="head{" long" * (signs > room)}"')
    return match.group()


def _joined(match: re.Match[str], names: float) -> str:
    """Put a name of two lines once more, in one."""
    style, at, y, first, after, low, second = match.groups()
    if max(float(at), float(after)) > names:
        return match.group()
    said = f"{first}{' ' if (first[-1:] + second[:1]).isascii() else ''}{second}"
    middle = (float(y) + float(low)) / 2
    one = f'<text class="row one" {style} x="{names}" y="{middle:.2f}">{said}</text>'
    return match.group().replace("<text", '<text class="lines"') + one
