"""JupyterLab in a real browser: each notebook runs there, and the bench answers to the hand."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from lab_page import LabPage, opened_lab
from playwright.sync_api import Locator, expect

HOME = Path(__file__).parents[1] / "notebooks"
REPORTS = sorted(path.name for path in HOME.glob("0*.ipynb"))

BEGINNING = """
from altay_analysis.explorer.choice import Choice
bench.choose(Choice("collective_economy", regions=("654301",)))
"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabPage]:
    """JupyterLab on a working copy."""
    expect.set_options(timeout=60_000)
    with opened_lab(tmp_path_factory.mktemp("lab")) as shown:
        yield shown


@pytest.fixture(scope="module")
def explored(lab: LabPage) -> LabPage:
    """`explore.ipynb`, all its cells run."""
    lab.open("explore.ipynb")
    outputs = lab.run_all()
    assert not [each for each in outputs if each["output_type"] in ("error", "stream")]
    return lab


@pytest.fixture
def bench(explored: LabPage) -> LabPage:
    """The same with the choice that it begins with, whatever a test before has chosen."""
    explored.open("explore.ipynb")
    explored.execute(BEGINNING)
    return explored


def move(slider: Locator, key: str = "ArrowRight") -> None:
    """Move a slider one step, by its handle."""
    slider.locator(".noUi-handle").press(key)


def test_the_start_page_is_shown_and_leads_to_the_notebooks(lab: LabPage) -> None:
    """It is rendered, in both languages, and no question about news stands before it."""
    lab.open("README.md")
    shown = lab.page.locator(".jp-MarkdownViewer:not(.lm-mod-hidden)")
    expect(shown.get_by_role("link", name="Explore", exact=True)).to_be_visible()
    expect(shown.get_by_role("link", name="探索", exact=True)).to_be_attached()
    expect(lab.page.get_by_text("notified about official")).to_have_count(0)


@pytest.mark.parametrize("notebook", REPORTS)
def test_each_report_runs_as_it_stands(lab: LabPage, notebook: str) -> None:
    """Run All ends with no error and nothing on stderr, and an answer is shown."""
    lab.open(notebook)
    outputs = lab.run_all()
    assert [each["output_type"] for each in outputs if "data" not in each] == []
    expect(lab.output("page.answer()")).to_contain_text("。" if "zh" in notebook else ".")
    lab.close()


def test_a_wrong_parameter_is_answered_in_words(lab: LabPage) -> None:
    """One line in the cell below says what is wrong and what to give; no traceback is shown."""
    lab.open("02_collective_economy.ipynb")
    lab.replace('region: str = "654301"', 'region: str = "999999"')
    (error,) = [each for each in lab.run_all() if each["output_type"] == "error"]
    assert error["ename"] == "UsageError"
    shown = lab.output("aa.collective_economy(")
    expect(shown).to_have_text(
        "UsageError: region '999999' is not in regions.csv; give a code that is, "
        "such as 654301 (Altay City)"
    )
    lab.close()


def test_a_slider_redraws_its_figure_and_its_number(bench: LabPage) -> None:
    """A target moved by half a point asks for another pace and another number, and is drawn so."""
    shown = bench.output("bench.target()")
    expect(shown).to_contain_text("14.1 percentage points away")
    expect(shown).to_contain_text("it asks for 257")
    picture = shown.locator(".widget-html-content").last
    before = picture.inner_html()
    move(shown.locator(".widget-slider").first)
    expect(shown).to_contain_text("14.6 percentage points away")
    expect(shown).to_contain_text("it asks for 259")
    bench.page.wait_for_function(
        "([shown, before]) => shown.innerHTML !== before", arg=[picture.element_handle(), before]
    )


def test_too_many_villages_are_said_to_be_too_many(bench: LabPage) -> None:
    """At its end the slider is past what the level of each village allows."""
    shown = bench.output("bench.villages()")
    expect(shown).to_contain_text("So many can be")
    move(shown.locator(".widget-slider"), "End")
    expect(shown).to_contain_text("So many cannot be")


def test_an_ambiguous_claim_is_read_one_way_and_the_other(bench: LabPage) -> None:
    """Another meaning gives another year before; one is excluded by the figures."""
    shown = bench.output("bench.readings()")
    expect(shown).to_contain_text("would have had 43.47 to 43.49%")
    shown.get_by_role("button", name="as a relative change").click()
    expect(shown).to_contain_text("would have had 44.8083 to 44.8226%")
    shown.get_by_role("button", name="as growth of the count").click()
    expect(shown).to_contain_text("no whole number lies there")


def test_a_relation_that_is_typed_is_judged_at_once(bench: LabPage) -> None:
    """What agrees, what does not and what cannot be read are each answered as they are typed."""
    shown = bench.output("bench.check()")
    typed = shown.locator("textarea")
    typed.fill("1237.40万元 -> 5170.88万元 = 317.88%")
    expect(shown).to_contain_text("confirmed")
    typed.fill("1237.40 + 3933.42 = 5170.88")
    expect(shown).to_contain_text("do not agree")
    typed.fill("196 / = 45.90%")
    expect(shown).to_contain_text("at character 7")


def test_what_is_typed_is_saved_as_claims_of_ones_own(bench: LabPage) -> None:
    """The button keeps the relations in a folder beside the notebooks; the data stay as they are."""
    shown = bench.output("bench.check()")
    shown.locator("textarea").fill("196 / 427 = 45.90%")
    expect(shown).to_contain_text("confirmed")
    shown.get_by_role("button", name="Save as claims").click()
    expect(shown).to_contain_text("Saved in ../my-data: own1")
    assert "45.90" in (bench.project / "my-data" / "observations.csv").read_text("utf-8")
    before, after = (
        folder / "data" / "observations.csv" for folder in (HOME.parent, bench.project)
    )
    assert after.read_bytes() == before.read_bytes()


def test_the_codebook_is_searched_in_both_languages(bench: LabPage) -> None:
    """Words of either language find the same indicator."""
    shown = bench.output("bench.codebook()")
    for words in ("operating income", "经营收入占比", "經營收入佔比"):
        shown.locator("input").fill("")
        shown.locator("input").fill(words)
        expect(shown).to_contain_text("operating_income_share")
        expect(shown).not_to_contain_text("weak_villages")


def test_what_is_chosen_is_shown_everywhere_and_saved(bench: LabPage, tmp_path: Path) -> None:
    """One period chosen: its figure alone stands in table, claims, cell and CSV."""
    lists = bench.output("bench.choose_figures()")
    lists.locator("select[multiple]").nth(2).select_option("2020")
    table = bench.output("bench.figures()")
    expect(table.locator("tbody tr")).to_have_count(1)
    expect(table).to_contain_text("1237.40萬元")
    expect(bench.output("bench.claims()").locator("summary").first).to_contain_text("do not agree")
    expect(bench.output("bench.written()")).to_contain_text('periods=["2020"]')
    link = table.get_by_role("link", name="Save as CSV")
    expect(link).to_have_attribute("download", "altay-collective-economy-654301-2020.csv")
    text = bench.saved(link, tmp_path).read_bytes().decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["id"], row["value"], row["low"], row["source"], row["standing"]) == (
        "s1.village_income_2020", "1237.40", "1237.395", "S1", "repost",
    )  # fmt: skip
    for name, begins in (("Save as SVG", b"<svg"), ("Save as PNG", b"\x89PNG")):
        file = bench.saved(lists.get_by_role("link", name=name), tmp_path)
        assert file.read_bytes().startswith(begins)


def test_another_area_brings_its_own_indicators(bench: LabPage) -> None:
    """The lists follow the area; a place without figures there is let go."""
    lists = bench.output("bench.choose_figures()")
    lists.locator("select:not([multiple])").select_option("Prices")
    expect(lists.locator("select[multiple]").first).to_contain_text("onsumer")
    expect(bench.output("bench.figures()").locator("tbody tr").first).to_be_visible()
    expect(bench.output("bench.written()")).not_to_contain_text("altay report")


def test_nothing_is_asked_of_another_host(lab: LabPage) -> None:
    """Whatever was opened and run, the page asked this machine alone."""
    assert {host.partition(":")[0] for host in lab.hosts} <= {"127.0.0.1", ""}
