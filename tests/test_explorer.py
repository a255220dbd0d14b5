"""The explorer without its widgets: what can be chosen, what is shown of it, what follows from it."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import papermill
import pytest
from test_cli import Command

import altay_analysis as aa
from altay_analysis.catalogue import Catalogue
from altay_analysis.errors import UsageError
from altay_analysis.explorer.choice import Choice, chosen, offer, rows, settled
from altay_analysis.explorer.explorer import Explorer
from altay_analysis.explorer.page import DRAWN
from altay_analysis.explorer.saving import file_name, link
from altay_analysis.explorer.what_if import Growth, Target, Villages
from altay_analysis.explorer.written import cell, command
from altay_analysis.loading import load
from altay_analysis.present.runs import plain

ROOT = Path(__file__).parents[1]
HOME = ROOT / "notebooks"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load(ROOT / "data")


@pytest.fixture(scope="module")
def bench(catalogue: Catalogue) -> Explorer:
    """The bench as the notebook opens it."""
    return Explorer(catalogue, Choice("collective_economy", regions=("654301",)), "en")


def said(bench: Explorer, asked: Target | Villages | Growth) -> str:
    return "".join(plain(runs) for runs in bench.what_if_page(asked).said())


def test_each_list_offers_what_has_figures_beside_the_rest(catalogue: Catalogue) -> None:
    """A place without a figure of the chosen period is not offered, and no more are periods."""
    there = offer(catalogue, Choice("collective_economy", periods=("2020",)))
    frame = catalogue.pick(area="collective_economy", period="2020")
    assert set(there.regions) == set(frame["region"])
    assert set(there.indicators) == set(frame["indicator"])
    assert "2018" in there.periods
    assert there.periods[0].startswith("2025")


def test_what_has_no_figure_beside_the_rest_is_let_go(catalogue: Catalogue) -> None:
    """A choice that is carried into another area keeps what has figures there."""
    kept = settled(
        catalogue, Choice("economy", ("village_income",), ("654301", "654300"), ("2018",))
    )
    assert kept == Choice("economy", (), ("654300",), ("2018",))
    assert not rows(catalogue, kept).empty


@pytest.mark.parametrize(
    ("given", "message"),
    [
        pytest.param({"area": "economics"}, "area 'economics' is not known; nearest", id="area"),
        pytest.param({"indicators": ["village"]}, "indicator 'village' is not", id="indicator"),
        pytest.param({"regions": [1]}, "region '1' is not known", id="region"),
        pytest.param(
            {"periods": ["2031"]}, "no figure is of period '2031'; there are", id="period"
        ),
        pytest.param({"lang": "fr"}, "lang 'fr' is not known; give one of en", id="lang"),
        pytest.param({"regions": ["654300"]}, r"of this choice \(654300\)", id="nothing"),
        pytest.param({"data_dir": "nowhere"}, "data_dir 'nowhere' is not there", id="folder"),
    ],
)
def test_a_choice_that_cannot_be_is_answered_in_words(
    given: dict[str, object], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`explore` names what is not known, and what there is."""
    monkeypatch.chdir(ROOT)
    with pytest.raises(UsageError, match=message):
        aa.explore(**given)


def test_a_code_and_a_year_may_be_whole_numbers(catalogue: Catalogue) -> None:
    """Papermill turns 654301 into a number; so may a hand."""
    assert chosen(catalogue, "collective_economy", (), [654301], [2025]) == Choice(
        "collective_economy", (), ("654301",), ("2025",)
    )


def test_the_table_has_each_figure_as_printed_with_bounds_source_and_standing(
    bench: Explorer,
) -> None:
    """A row leads to its evidence, which the same notebook lists."""
    table = bench.page().table_of_figures().content
    row = next(row for row in table["rows"] if plain(row[3]) == "超75%")
    assert [plain(runs) for runs in row] == [
        "Share of operating income", "Altay City", "2025", "超75%",
        "75 to 100% (lower end excluded)", "S1, line 14 (repost)",
    ]  # fmt: skip
    listed = {held["id"] for held in bench.evidence().content["rows"]}
    assert {runs[0]["ref"] for row in table["rows"] for runs in row if "ref" in runs[0]} <= listed


def test_each_reference_of_the_bench_leads_to_evidence(bench: Explorer) -> None:
    """What-ifs, readings and claims lead to lines of the evidence, or to a claim shown."""
    shown = [bench.choose_figures(), bench.figures(), bench.target(), bench.villages(),
             bench.growth(), bench.readings(), bench.claims()]  # fmt: skip
    claims = {item["id"] for item in bench.page(judged=True).claims().content["items"]}
    listed = {held["id"] for held in bench.evidence().content["rows"]} | claims
    refs = {
        ref for each in shown for ref in re.findall(r"'ref': '([^']+)'", str(each.display.content))
    }
    assert refs
    assert refs <= listed


def test_the_claims_on_a_figure_are_those_that_it_stands_in(bench: Explorer) -> None:
    """Every claim with a chosen figure is judged, and no other; what does not agree comes first."""
    terms = bench.catalogue.claim_terms
    own = rows(bench.catalogue, bench.choice).index
    assert set(bench.touching()) == set(terms[terms["observation"].isin(own)]["claim"])
    items = bench.page(judged=True).claims().content["items"]
    assert items[0]["id"] == "claim.s1.village_income_increase"
    assert items[0]["verdict"] == "broken"


def test_a_target_says_points_pace_and_number(bench: Explorer) -> None:
    """60 − 45.90 is 14.1 points, 4.70 a year for three years, and 257 of 427 are 60 %."""
    text = said(bench, Target("s1.five_good_share", Fraction(60), 2028))
    assert "14.1 percentage points away, 4.70 percentage points a year" in text
    assert "Of 427 as now, it asks for 257." in text


@pytest.mark.parametrize(("number", "words"), [(258, "So many can be"), (259, "So many cannot be")])
def test_a_number_of_villages_is_held_to_the_level_that_each_passed(
    bench: Explorer, number: int, words: str
) -> None:
    """5,170.88 by 258 is over 20; by 259 it is under."""
    assert words in said(bench, Villages("s1.village_income", number))


def test_growth_compounds(bench: Explorer) -> None:
    """1,000 by 10 % for two years are 1,210: 5,170.88 come to 6,256.76, bounds along with it."""
    page = bench.what_if_page(Growth("s1.village_income", Fraction(10), 2))
    bounds = page.analysis.quantity("grown").bounds
    assert (bounds.low, bounds.high) == (
        Fraction("5170.875") * Fraction("1.21"),
        Fraction("5170.885") * Fraction("1.21"),
    )
    assert page.path().points[-1].bounds == bounds


def test_an_ambiguous_claim_says_what_each_reading_implies(bench: Explorer) -> None:
    """45.90 less 2.42 points, 45.90 by 1.0242, and 196 by 1.0242, which is no whole number."""
    assert bench.several()[:1] == ["s1.five_good_share_rise"]
    points, relative, count = (
        plain(page.said()) for page in bench.reading_pages("s1.five_good_share_rise")
    )
    assert "the year before would have had 43.47 to 43.49%" in points
    assert "the year before would have had 44.8083 to 44.8226%" in relative
    assert "no whole number lies there" in count
    assert "excluded by the figures" in count


def test_only_so_many_figures_are_drawn_and_the_bench_says_so(catalogue: Catalogue) -> None:
    """A drawing stays light; the table has every figure."""
    page = Explorer(catalogue, Choice("budget"), "en").page()
    assert len(page.chosen) > DRAWN
    assert (
        page.more()
        == f"The first {DRAWN} of {len(page.chosen)} are drawn; choose fewer to see the others."
    )
    assert len(page.table_of_figures().content["rows"]) == len(page.chosen)


@pytest.mark.parametrize("lang", ["en", "zh-Hans", "zh-Hant"])
def test_each_area_can_be_looked_at_in_each_language(catalogue: Catalogue, lang: str) -> None:
    """Every area has a name, figures that are drawn or said, and a masthead."""
    for area in offer(catalogue, Choice("economy")).areas:
        page = Explorer(catalogue, Choice(area), lang).page()
        assert page.label("area", area) != area.replace("_", " ")
        assert page.table_of_figures().content["rows"]
        assert page.svg().startswith("<svg")


def test_a_file_is_named_so_that_any_system_takes_it() -> None:
    """No slash of an interval, no long name; the link holds the file itself."""
    many = Choice("party", regions=tuple(f"{n:06}" for n in range(40)), periods=("2020/2025",))
    assert re.fullmatch(r"[A-Za-z0-9-]{1,80}\.csv", file_name(many, "csv"))
    assert 'href="data:image/svg+xml;base64,PHN2Zz4="' in link("Save <it>", "a.svg", b"<svg>")
    assert "Save &lt;it&gt;" in link("Save <it>", "a.svg", b"<svg>")


def test_the_cell_opens_the_same_choice(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pasted and run, it gives the same figures."""
    monkeypatch.chdir(ROOT)
    choice = Choice("economy", regions=("654300",), periods=("2018",))
    held: dict[str, Explorer] = {}
    exec(compile(cell(choice, "zh-Hans"), "cell", "exec"), {}, held)  # noqa: S102  # our own cell
    assert held["bench"].choice == choice
    assert held["bench"].lang == "zh-Hans"
    assert list(held["bench"].observations().rows.index) == list(rows(catalogue, choice).index)


def test_the_command_is_one_that_the_batch_takes(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of every area and place, the line is empty or can be planned as it stands."""
    monkeypatch.chdir(ROOT)
    altay = Command(capsys)
    frame = catalogue.observations.join(catalogue.indicators["area"], on="indicator")
    pairs = frame[["area", "region"]].drop_duplicates().itertuples(index=False)
    lines = [command(catalogue, Choice(area, regions=(region,)), "en") for area, region in pairs]
    assert any("collective-economy -p region=654301 -p period=2025" in line for line in lines)
    for line in filter(None, lines):
        assert altay(*shlex.split(line)[1:], "--plan") == 0, f"{line}: {altay.err}"


def test_the_bench_run_with_plain_papermill_is_exported(tmp_path: Path) -> None:
    """Executed by stock papermill, it is a page and a document by nbconvert's own command."""
    executed = tmp_path / "explore.ipynb"
    papermill.execute_notebook(
        HOME / "explore.ipynb", executed, cwd=HOME, progress_bar=False, log_output=False
    )
    for kind, begins in (("html", b"<!DOCTYPE html>"), ("pdf", b"%PDF-")):
        command = [sys.executable, "-m", "nbconvert", "--to", f"altay-{kind}", executed.name]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert executed.with_suffix(f".{kind}").read_bytes()[:15].startswith(begins)
