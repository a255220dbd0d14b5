"""The analysis of the village collective economy, against numbers worked out by hand."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

import altay_analysis as aa
from altay_analysis.areas.analysis import Analysis, Scope
from altay_analysis.areas.collective_economy import analyse
from altay_analysis.loading import load

ROOT = Path(__file__).parent.parent
GOLDEN = json.loads((ROOT / "tests/golden/collective_economy.json").read_text("utf8"))
NUMBERS = {key: value for key, value in GOLDEN.items() if not key.startswith("_")}


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    """Altay City, 2025 against 2020."""
    return analyse(load(ROOT / "data"), Scope("654301", "2025", "2020"))


@pytest.mark.parametrize("key", NUMBERS)
def test_each_derived_number_is_the_one_worked_out_by_hand(analysis: Analysis, key: str) -> None:
    """Bounds agree with the working in tests/golden to twelve digits."""
    bounds = analysis.quantity(key).bounds
    assert bounds.low is not None
    assert bounds.high is not None
    assert float(bounds.low) == pytest.approx(float(Fraction(NUMBERS[key]["low"])), rel=1e-12)
    assert float(bounds.high) == pytest.approx(float(Fraction(NUMBERS[key]["high"])), rel=1e-12)


def test_every_derived_number_has_a_golden_one(analysis: Analysis) -> None:
    """Nothing is derived that was not worked out by hand."""
    assert set(analysis.derived) == set(NUMBERS)


def test_operating_income_is_over_its_lower_end(analysis: Analysis) -> None:
    """The share is over 75 %, so the lower end of the amount is open."""
    assert analysis.quantity("operating_income").bounds.low_end == "open"


def test_the_printed_increase_and_the_difference_part(analysis: Analysis) -> None:
    """The bounds of the two do not meet, so the gap excludes nothing at all."""
    assert not analysis.quantity("increase_gap").bounds.contains(Fraction(0))


def test_each_derived_figure_names_what_it_came_from(analysis: Analysis) -> None:
    """Operands are ids of observations, or whole numbers marked as such."""
    known = {observation.id for observation in analysis.observed.values()}
    for estimate in analysis.derived.values():
        for _, operand in estimate.operands:
            assert operand in known or operand.startswith("#")


def test_a_place_without_figures_has_none() -> None:
    """A region without data gives an empty analysis, not an error."""
    empty = analyse(load(ROOT / "data"), Scope("654321", "2025", "2020"))
    assert (empty.observed, empty.derived) == ({}, {})


def test_a_period_without_a_baseline_keeps_what_needs_none() -> None:
    """Without the earlier total there is no growth, and still the most villages."""
    found = analyse(load(ROOT / "data"), Scope("654301", "2025", "2015"))
    assert "growth_between" not in found
    assert found.quantity("most_villages").bounds.high == 258


@pytest.mark.parametrize("figure", ["growth_figure", "increase_figure"])
def test_a_figure_that_does_not_agree_is_marked_in_its_picture(figure: str) -> None:
    """The increase and the totals that it does not agree with carry the sign where they are drawn."""
    drawn = getattr(
        aa.collective_economy("654301", "2025", "2020", data_dir=str(ROOT / "data")), figure
    )()
    assert "≠" in drawn.svg
    assert drawn.content["data"] is None
