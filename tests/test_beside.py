"""What an area's report sets beside the figures of its place, and what it shows apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from synthetic_data import Folder
from synthetic_places import ALTAY, figure, places

import altay_analysis as aa
from altay_analysis.areas.analysis import Analysis, Scope
from altay_analysis.areas.elsewhere import TOPICS
from altay_analysis.loading import load
from altay_analysis.present.beside import BesidePage
from altay_analysis.present.display import Display
from altay_analysis.present.dots import Dot, Panel, draw
from altay_analysis.quantity import Bounds

ROOT = Path(__file__).parent.parent
DATA = str(ROOT / "data")
LANGUAGES = ("en", "zh-Hans", "zh-Hant")
AREAS = tuple(TOPICS)
each_language = pytest.mark.parametrize("lang", LANGUAGES)


def page(area: str, lang: str = "en") -> BesidePage:
    given = (ALTAY, "2025", "2020") if area == "collective_economy" else (ALTAY, "2025")
    made = getattr(aa, area)(*given, lang=lang, data_dir=DATA)
    assert isinstance(made, BesidePage)
    return made


def displays(made: BesidePage) -> list[Display]:
    every = [made.beside(), made.beside_figure(), made.beside_table(), made.evidence()]
    return [each for each in every if each is not None]


def runs(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "text" in value:
            yield value
        for part in value.values():
            yield from runs(part)
    elif isinstance(value, list):
        for part in value:
            yield from runs(part)


@pytest.mark.parametrize("area", AREAS)
@each_language
def test_every_reference_resolves(area: str, lang: str) -> None:
    """Each figure of another place has a line in the evidence of the same report."""
    shown = displays(page(area, lang))
    rows = {row["id"] for row in shown[-1].content["rows"]}
    found = {run["ref"] for each in shown for run in runs(each.content) if "ref" in run}
    assert found <= rows


@pytest.mark.parametrize("area", AREAS)
@each_language
def test_no_figure_stands_in_a_sentence_without_a_reference(area: str, lang: str) -> None:
    """Beside years, a run with digits leads to its evidence, a count to what it counts."""
    said = page(area, lang).beside()
    for run in runs(said.content):
        left = re.sub(r"(19|20)\d\d|[QH][1-4]", "", run["text"])
        assert {"ref", "listed"} & set(run) or not re.search(r"\d", left), run


def test_the_share_of_revenue_stands_on_no_axis_with_shares_of_expenditure() -> None:
    """It is not drawn, and the sentence says that the bases differ."""
    made = page("livelihood")
    assert [panel for topic in made._topics for panel in made._panels(topic)] == []
    assert "the bases are not the same" in repr(made.beside())


def test_the_half_year_and_the_quarter_stand_on_no_axis_with_years() -> None:
    """The years of a panel are all years, or all the same part of one."""
    made = page("livelihood")
    for topic in made._topics:
        for group in topic.groups:
            assert len({"/" in period for period in group.periods}) == 1
    assert "a figure of part of a year cannot stand beside one of a whole year" in repr(
        made.beside()
    )


def test_the_floor_of_every_village_is_a_level_and_no_dot() -> None:
    """The mean of Altay City is not published; what each village passed is a line."""
    made = page("collective_economy")
    (first,) = (panel for topic in made._topics for panel in made._panels(topic))
    assert first.level is not None
    assert (float(first.level[0]), "Altay City" in first.level[1]) == (20.0, True)
    assert [dot.side for dot in first.dots] == ["", "", "high"]


def test_bounds_alone_tell_no_order() -> None:
    """Over 200,000 and at least 100,000 yuan: which is greater is not printed."""
    assert "bounds alone, which tell no order" in repr(page("collective_economy").beside())


@each_language
def test_standing_and_what_was_seen_show_with_each_figure(lang: str) -> None:
    """The table, the evidence and the shapes of the dots tell a repost from an official text."""
    made = page("livelihood", lang)
    table = made.beside_table()
    assert table is not None
    seen = {row[-1][0]["text"] for row in table.content["rows"]}
    cut = {"en": "S8 (repost, beginning seen)", "zh-Hans": "S8（转载，仅存开头部分）",
           "zh-Hant": "S8（轉載，僅存開頭部分）"}  # fmt: skip
    assert cut[lang] in seen
    assert "S8," in made.evidence().content["csv"].replace("s8.", "S8,")


def test_the_figure_is_drawn_only_where_two_can_be_compared() -> None:
    """Party organisations are printed for the country alone: a sentence, and no dots."""
    made = page("primary_organisations")
    assert made.beside_figure() is None
    assert made.beside_table() is not None


def test_a_picture_is_the_same_each_time() -> None:
    """Byte for byte, and its texts are texts."""
    first, second = (page("collective_economy").beside_figure() for _ in range(2))
    assert first is not None
    assert second is not None
    assert first.svg == second.svg
    assert "Suining County" in first.svg


def test_a_caption_says_how_many_and_of_when() -> None:
    """How many and the years of each axis stand in the caption, and what the shapes mean."""
    drawn = page("collective_economy").beside_figure()
    assert drawn is not None
    caption = "".join(run["text"] for run in drawn.content["caption"])
    assert "3 figures, 2014 and 2018" in caption
    assert "an arrow begins at a bound" in caption
    assert "a diamond" not in caption


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Shares of expenditure of three places in one year, Altay City's with them."""
    made = places(tmp_path / "synthetic")
    for name, region, value in (("own", ALTAY, "70"), ("b", "652301", "80"), ("c", "650402", "60")):
        figure(made, name, "livelihood_expenditure_share", region, value)
    return made


def invented(folder: Folder) -> BesidePage:
    """The section alone, on invented places."""
    analysis = Analysis("livelihood", Scope(ALTAY, "2025"), {}, {})
    return BesidePage(load(folder.path), analysis, "en", {})


def test_a_rank_is_said_where_the_bounds_allow_it(folder: Folder) -> None:
    """Of one year, and one figure a place."""
    assert "City A stands at rank 2 of 3" in repr(invented(folder).beside())


def test_a_rank_is_a_range_where_bounds_meet(folder: Folder) -> None:
    """Over 50 % can be any of the three."""
    folder.put("observations", 0, value="50", qualifier="over")
    assert "rank 1 to 3 of 3" in repr(invented(folder).beside())


def test_no_rank_is_said_over_different_years(folder: Folder) -> None:
    """Nor is it said that none is."""
    folder.put("observations", 1, period="2019")
    assert "rank" not in repr(invented(folder).beside())


def test_the_place_in_question_is_marked_by_a_sign_too(folder: Folder) -> None:
    """Colour is never alone."""
    figure(folder, "d", "livelihood_expenditure_share", "650100", "50")
    made = invented(folder)
    (panel,) = made._panels(made._topics[0])
    assert [dot.label for dot in panel.dots if dot.is_own] == ["→ City A, 2025"]


def test_without_figures_of_others_nothing_is_drawn(folder: Folder) -> None:
    """The section says that there are none."""
    folder.rows["observations"] = folder.rows["observations"][:1]
    folder.save("observations")
    made = invented(folder)
    assert (made.beside_figure(), made.beside_table()) == (None, None)
    assert "No figure of another place" in repr(made.beside())


def test_the_topics_name_indicators_of_the_data() -> None:
    """Each is in `indicators.csv`, so that a renamed one is noticed."""
    known = load(ROOT / "data").indicators.index
    named = {name for topics in TOPICS.values() for topic in topics for name in topic if name}
    assert named <= set(known)


@pytest.mark.parametrize(("unit", "tick"), [("yuan", "80,000"), ("元", "80000")])
def test_an_axis_has_the_digits_of_its_language(unit: str, tick: str) -> None:
    """Thousands stand apart on an English axis, and not on a Chinese one, as in the text."""
    bounds = Bounds(Fraction(86467), Fraction(86467))
    dot = Dot("2019", "86467", bounds, "official", "whole", is_own=True)
    assert f">{tick}<" in draw([Panel("GDP", unit, (dot,))], "gdp")
