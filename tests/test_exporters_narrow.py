"""Figures on a narrow page: what a row is called stands above it, and nothing is out of view."""

from __future__ import annotations

import pytest

from altay_analysis.exporters.narrow import narrowed

HEAD = '<svg viewBox="0 0 400 90">'


def text(x: float, y: float, said: str, anchor: str = "end") -> str:
    return f'<text style="font-size: 9px; text-anchor: {anchor}" x="{x}" y="{y}">{said}</text>'


NAMES = text(120, 20, "Anqing") + text(120, 36, "Yuexi")
BAR = '<path d="M 127 40  L 300 40  L 300 28  L 127 28  z " style="fill: #5b6770"/>'


def test_names_of_rows_and_titles_are_told_apart() -> None:
    """Names are those whose ends meet; a title begins at the edge; a value is neither."""
    svg = f"{HEAD}{text(3, 9, 'Income', 'start')}{NAMES}{text(300, 20, '3%', 'start')}</svg>"
    drawn = narrowed(svg)
    assert (drawn.names, drawn.width, drawn.rows) == (120, 400, True)
    assert drawn.svg.count('class="row"') == 2
    assert drawn.svg.count('class="head"') == 1
    assert '<text style="font-size: 9px; text-anchor: start" x="300"' in drawn.svg


@pytest.mark.parametrize(
    "svg",
    [
        f"{HEAD}{NAMES}{BAR}</svg>",
        f"{HEAD}{text(120, 20, 'Anqing')}{text(120, 30, 'Yuexi')}</svg>",
        f"{HEAD}{text(40, 20, 'Anqing')}{text(40, 36, 'Yuexi')}</svg>",
        f"{HEAD}{text(3, 9, 'Income', 'start')}</svg>",
    ],
    ids=["bars", "rows too near", "short names", "no names"],
)
def test_names_stay_where_there_is_no_room_above(svg: str) -> None:
    """A figure with bars, or with rows near to each other, or short names, is left as it is."""
    drawn = narrowed(svg)
    assert (drawn.svg, drawn.rows) == (svg, False)


def test_a_name_of_two_lines_is_there_in_one_as_well() -> None:
    """Above its row a name of two lines stands in one; which is shown the page decides."""
    style = 'style="font-size: 9px; fill: #1f2933"'
    lines = "".join(
        f'<text {style} transform="translate({x} {y})">{said}</text>'
        for x, y, said in ((3, 40, "Services to"), (30, 50, "agriculture"))
    )
    drawn = narrowed(f"{HEAD}{NAMES}{lines}</svg>")
    assert drawn.svg.count('class="lines"') == 2
    assert f'<text class="row one" {style} x="120.0" y="45.00">Services to agriculture</text>' in (
        drawn.svg
    )
