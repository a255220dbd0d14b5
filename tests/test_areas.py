"""The analyses of the other areas, against numbers worked out by hand."""

from __future__ import annotations

import json
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

import altay_analysis as aa
from altay_analysis.areas import governance_teams, livelihood, primary_organisations
from altay_analysis.areas.analysis import Analysis, Scope
from altay_analysis.errors import UsageError
from altay_analysis.loading import load

ROOT = Path(__file__).parent.parent
GOLDEN = json.loads((ROOT / "tests/golden/areas.json").read_text("utf8"))
AREAS = [area for area in GOLDEN if not area.startswith("_")]
NUMBERS = [(area, key) for area in AREAS for key in GOLDEN[area]]


@cache
def analysis(area: str, region: str = "654301") -> Analysis:
    """An area of a place in 2025; the organisations with a what-if of 60 % by 2030."""
    catalogue, scope = load(ROOT / "data"), Scope(region, "2025")
    if area == "primary_organisations":
        return primary_organisations.analyse(catalogue, scope, Fraction(60), 2030)
    module = {"governance_teams": governance_teams, "livelihood": livelihood}[area]
    return module.analyse(catalogue, scope)


@pytest.mark.parametrize(("area", "key"), NUMBERS)
def test_each_derived_number_is_the_one_worked_out_by_hand(area: str, key: str) -> None:
    """Both ends agree with the working in tests/golden to twelve digits."""
    low, high, _ = GOLDEN[area][key]
    bounds = analysis(area).quantity(key).bounds
    assert bounds.low is not None
    assert bounds.high is not None
    assert float(bounds.low) == pytest.approx(float(low), rel=1e-12)
    assert float(bounds.high) == pytest.approx(float(high), rel=1e-12)


@pytest.mark.parametrize("area", AREAS)
def test_every_derived_number_has_a_golden_one(area: str) -> None:
    """Nothing is derived that was not worked out by hand."""
    assert set(analysis(area).derived) == set(GOLDEN[area])


@pytest.mark.parametrize("area", AREAS)
def test_every_figure_of_an_area_is_observed(area: str) -> None:
    """No figure that is printed on an area of the place is left out of its report."""
    printed = load(ROOT / "data").pick(area=area, region="654301")
    assert {o.id for o in analysis(area).observed.values()} == set(printed.index)


@pytest.mark.parametrize("key", ["completed", "open"])
def test_what_rests_on_convention_is_flagged(key: str) -> None:
    """The upper ends of completed and open projects rest on what 余 means."""
    assert analysis("livelihood").quantity(key).bounds.high_end == "conventional"


@pytest.mark.parametrize("area", AREAS)
def test_a_place_without_figures_has_none(area: str) -> None:
    """A region without data gives an empty analysis, not an error."""
    empty = analysis(area, "654321")
    assert (dict(empty.observed), dict(empty.derived)) == ({}, {})


@pytest.mark.parametrize(
    ("share", "year", "message"),
    [
        (60, 0, "target_share was given without target_year"),
        (0, 2030, "target_year was given without target_share"),
        (160, 2030, "not within 0 to 100"),
        ("much", 2030, "is not a number"),
        (60, 2024, "not a year after 2025"),
    ],
    ids=str,
)
def test_a_wrong_what_if_is_answered_in_words(share: str | int, year: int, message: str) -> None:
    """The error names the parameter, its value and the remedy."""
    with pytest.raises(UsageError, match=message):
        aa.primary_organisations(
            "654301", "2025", target_share=share, target_year=year, data_dir=str(ROOT / "data")
        )


@pytest.mark.parametrize("name", ["primary_organisations", "governance_teams", "livelihood"])
@pytest.mark.parametrize("lang", ["en", "zh-Hans", "zh-Hant"])
def test_a_page_of_few_figures_is_short_and_honest(name: str, lang: str) -> None:
    """For a place without figures each part says so, or is left out; none raises."""
    page = getattr(aa, name)("654321", "2025", lang=lang, data_dir=str(ROOT / "data"))
    parts = [part for part in dir(type(page)) if not part.startswith("_")]
    for part in parts:
        method = getattr(page, part)
        if part not in ("say", "text", "number", "sentences", "tiles", "table", "frame", "drawing"):
            assert method() is None or repr(method())


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "2.82 percentage points a year"), ("zh-Hans", "每年2.82个百分点")],
    ids=["en", "zh-Hans"],
)
def test_a_what_if_is_worked_out_and_labelled(lang: str, said: str) -> None:
    """With a target, the page says the pace and the evidence names it a what-if."""
    page = aa.primary_organisations(
        654301, 2025, target_share=60, target_year=2030, lang=lang, data_dir=str(ROOT / "data")
    )
    assert said in repr(page.what_if())
    assert ("what-if" if lang == "en" else "假设") in repr(page.evidence())
