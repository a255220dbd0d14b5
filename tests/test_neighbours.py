"""What the overview says of the places around one: which, what they print, and why it is apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from synthetic_data import Folder
from synthetic_places import ALTAY, figure, places

import altay_analysis as aa
from altay_analysis.areas.analysis import Analysis, Scope
from altay_analysis.areas.neighbours import MAIN, gather
from altay_analysis.loading import load
from altay_analysis.present.neighbours import NeighboursPage
from altay_analysis.present.overview import OverviewPage

DATA = Path(__file__).parent.parent / "data"
LANGUAGES = ("en", "zh-Hans", "zh-Hant")
each_language = pytest.mark.parametrize("lang", LANGUAGES)


def page(lang: str = "en", region: str = ALTAY) -> OverviewPage:
    return aa.overview(region, "2025", "2020", lang=lang, data_dir=str(DATA))


def runs(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "text" in value:
            yield value
        for part in value.values():
            yield from runs(part)
    elif isinstance(value, list):
        for part in value:
            yield from runs(part)


def words(made: NeighboursPage) -> str:
    said = made.neighbours()
    assert said is not None
    return "".join(run["text"] for run in runs(said.content))


def test_the_places_are_those_of_the_province_and_no_other() -> None:
    """By the chain of parents: the prefecture first, then the region, then the rest by code."""
    catalogue = load(DATA)
    around = gather(catalogue, Scope(ALTAY, "2025"))
    assert around is not None
    assert around.within == ("654300", "650000")
    assert around.places[:2] == ("654300", "650000")
    assert list(around.places[2:]) == sorted(around.places[2:])
    inside = catalogue.within("650000") - {ALTAY}
    printing = set(catalogue.observations["region"]) & inside
    assert {*around.places, *around.silent} == printing


def test_each_main_figure_stands_once_and_is_the_firmest() -> None:
    """A text that prints over seventy percent and 76.3 % is taken by the second."""
    around = gather(load(DATA), Scope(ALTAY, "2025"))
    assert around is not None
    marks = [(each.region, each.period) for each in around.found]
    assert len(marks) == len(set(marks))
    (quarter,) = (each for each in around.found if each.period == "2025-01/2025-03")
    assert quarter.figures["livelihood"].as_printed == "76.3%"


def test_the_source_on_altay_city_prints_none_of_them() -> None:
    """It is worked out from the data, kind by kind, and said with the name of the source."""
    around = gather(load(DATA), Scope(ALTAY, "2025"))
    assert around is not None
    assert (around.own, around.kinds) == ((), tuple(MAIN))
    assert "S1 prints none for Altay City: GDP, real growth" in words(page())


def test_what_the_place_prints_of_them_is_named() -> None:
    """The prefecture prints its GDP, and no budget revenue."""
    said = words(page(region="654300"))
    assert (
        "S3 prints for Altay Prefecture GDP, real growth and GDP per head; not population" in said
    )


def test_the_refusal_is_that_of_the_catalogue() -> None:
    """A share of revenue stands beside no share of expenditure, and the section says why."""
    around = gather(load(DATA), Scope(ALTAY, "2025"))
    assert around is not None
    (beside,) = around.beside
    assert {each.kind for each in beside.refusals} == {"base"}
    assert beside.refusals[0].en in words(page())


@each_language
def test_every_number_leads_to_its_evidence_or_to_the_table(lang: str) -> None:
    """No digit stands alone, and each reference has a line in the evidence of the overview."""
    made = page(lang)
    said, table = made.neighbours(), made.neighbours_table()
    assert said is not None
    assert table is not None
    rows = {row["id"] for row in made.evidence().content["rows"]}
    found = [run for each in (said, table) for run in runs(each.content)]
    assert {run["ref"] for run in found if "ref" in run} <= rows
    assert len({run["ref"] for run in found if "ref" in run}) > len(MAIN)
    for run in found:
        flagged = {"ref", "listed", "xref", "date", "name"} & set(run)
        assert flagged or not re.search(r"\d", run["text"]), run


def test_no_figure_is_repeated() -> None:
    """Each is in one cell of the table, and in no sentence."""
    made = page()
    said, table = made.neighbours(), made.neighbours_table()
    assert said is not None
    assert table is not None
    shown = [run["ref"] for run in runs(table.content) if "ref" in run]
    assert len(shown) == len(set(shown))
    assert not [run for run in runs(said.content) if "ref" in run]


def test_each_row_has_its_source_and_how_it_stands() -> None:
    """Which population is meant stands with its number."""
    table = page().neighbours_table()
    assert table is not None
    rows = ["|".join("".join(run["text"] for run in cell) for cell in row)
            for row in table.content["rows"]]  # fmt: skip
    assert any(
        row.startswith("Altay Prefecture, 2018|GDP 28.409 billion yuan; real growth ")
        for row in rows
    )
    assert all(re.search(r"S\d+ \((official|press|repost), ", row) for row in rows)
    assert any("population 411,794 persons (registered)" in row for row in rows)


def test_what_does_not_agree_is_marked_and_shown_shortly() -> None:
    """The place's own verdicts have their working, those of the places around name the place."""
    verdicts = page().verdicts()
    assert verdicts is not None
    items = {item["id"]: item for item in verdicts.content["items"]}
    marked = {figure for item in items.values() for figure in item["figures"]}
    assert {"s3.gdp", "s2.gdp", "s2.registered_population"} <= marked
    short, full = items["claim.s2.birth_rate"], items["claim.s1.village_income_increase"]
    assert short["title"][0]["text"] == "Changji City"
    assert len(short["paragraphs"]) < len(full["paragraphs"])


def test_a_place_without_neighbours_has_no_section() -> None:
    """In Shandong nobody else prints anything; the country lies in no province."""
    for region in ("370000", "100000"):
        made = page(region=region)
        assert (made.neighbours(), made.neighbours_table()) == (None, None)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Real growth of two invented places of one province."""
    made = places(tmp_path / "synthetic")
    figure(made, "a", "gdp_growth_real", "652301", "6.9")
    figure(made, "b", "livelihood_expenditure", "650100", "80")
    return made


def invented(folder: Folder) -> NeighboursPage:
    analysis = Analysis("overview", Scope(ALTAY, "2025"), {}, {})
    return NeighboursPage(load(folder.path), analysis, "en", {})


def test_a_new_place_needs_no_code(folder: Folder) -> None:
    """What is in the data is in the section; a place with other figures alone is named."""
    said = words(invented(folder))
    assert "On 1 place of the same province or region, 1 main figure is printed" in said
    assert "no text prints any for City A: real growth." in said
    assert "Only figures of other kinds are printed on Prefecture B (T1)." in said


def test_what_can_be_compared_is_not_refused(folder: Folder) -> None:
    """Where both print the real growth of a year, no refusal is made up."""
    figure(folder, "own", "gdp_growth_real", ALTAY, "5")
    said = words(invented(folder))
    assert "can stand beside theirs: 5%." in said
    assert "does not stand in for it" not in said
