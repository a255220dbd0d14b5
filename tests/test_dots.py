"""Dot plots: bounds as arrows, one scale for one indicator, labels that cross no axis."""

from __future__ import annotations

from fractions import Fraction

import pytest

from altay_analysis.interval import Bounds
from altay_analysis.notation import LANGUAGES
from altay_analysis.present.dots import Dot, Panel, axis, draw, legend, side_of


def dot(low: int | None, high: int | None, ends: str = "closed closed", **given: str) -> Dot:
    first, last = ends.split()
    bounds = Bounds(
        None if low is None else Fraction(low),
        None if high is None else Fraction(high),
        first,
        last,
    )  # type: ignore[arg-type]
    held = {"standing": "official", "text_seen": "whole", **given}
    return Dot("place", "words", bounds, held["standing"], held["text_seen"], is_own=False)


@pytest.mark.parametrize(
    ("low", "high", "ends", "side"),
    [
        pytest.param(45, 46, "closed closed", "", id="rounded"),
        pytest.param(98, 100, "open closed", "low", id="over, of a share"),
        pytest.param(20, None, "open closed", "low", id="over"),
        pytest.param(0, 5, "closed open", "high", id="under"),
        pytest.param(300, 400, "open conventional", "low", id="and more"),
        pytest.param(90, 100, "conventional open", "high", id="nearly"),
    ],
)
def test_which_end_alone_was_printed(low: int, high: int | None, ends: str, side: str) -> None:
    """The other end is none, one of its kind, or one of convention."""
    assert side_of(dot(low, high, ends).bounds) == side


def test_a_bound_alone_has_no_dot_at_its_middle() -> None:
    """It is an arrow from the bound, and the legend says so; its shape tells no standing."""
    panel = Panel("title", "yuan", (dot(20, None, "open closed"), dot(30, 30), dot(40, 40)))
    told = legend([panel])
    assert "an arrow begins at a bound" in told[0]
    assert "箭头" in told[1]
    assert "circle" not in told[0]


def test_a_legend_names_what_occurs_alone() -> None:
    """Two kinds of source are told apart; a kind that is not drawn is not named."""
    dots = (dot(1, 1), dot(2, 2, standing="repost", text_seen="cut"))
    english, _ = legend([Panel("title", "%", dots)])
    assert "circle" in english
    assert "square" in english
    assert "hollow" in english
    assert "diamond" not in english
    assert "thick bar" not in english


def test_panels_of_one_indicator_share_their_scale() -> None:
    """What stands farther right is greater, in whichever panel it stands."""
    first = Panel("a", "%", (dot(80, 80),), scale="share")
    second = Panel("b", "%", (dot(20, 20),), scale="share")
    assert draw([first, second], "x").count(">80<") == 2
    apart = [first, Panel("b", "%", (dot(20, 20),), scale="other")]
    assert draw(apart, "x").count(">80<") == 1


def test_a_negative_tick_has_a_minus() -> None:
    """Not a hyphen: the labels beside it have a minus too."""
    drawn = draw([Panel("a", "%", (dot(-40, -40), dot(10, 10)))], "x")
    assert ">−40<" in drawn
    assert ">-40<" not in drawn


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_axis_has_the_unit_of_its_labels(lang: str) -> None:
    """English tells millions by the greatest of them; Chinese keeps what is printed."""
    factor, words = axis("10k_yuan", "万元", lang, Fraction(105297))
    assert (factor, words) == (
        (Fraction(1, 100000), "billion yuan") if lang == "en" else (Fraction(1), "万元")
    )
