"""Grids: which reports `reports.toml` comes to, from lists of values and from the figures."""

from __future__ import annotations

from pathlib import Path

import pytest
from synthetic_data import DATA
from synthetic_suite import SyntheticSuite

from altay_analysis.areas.analysis import Scope
from altay_analysis.areas.place import analyse
from altay_analysis.batch.choice import choose
from altay_analysis.batch.data import figures
from altay_analysis.batch.grid import expand
from altay_analysis.batch.suite import read_suite
from altay_analysis.errors import UsageError
from altay_analysis.loading import load
from altay_analysis.periods import fullest

ROOT = Path(__file__).parent.parent
GRID = 'grid = { region = "*", period = "*" }\nintervals = true'


@pytest.fixture
def suite(tmp_path: Path) -> SyntheticSuite:
    """A suite whose report is a grid over the figures: T1 of six periods, T2 of two places."""
    made = SyntheticSuite(tmp_path / "suite")
    made.change('id = "first"', 'id = "first-{region}-{period}"')
    made.change('parameters = { region = "654301", period = "2025" }', GRID)
    made.data.rows["observations"] = []
    made.data.save("observations")
    for name, period in (("a", "2025"), ("b", "2025"), ("c", "2020")):
        add(made, f"t1.{name}", "654301", period, "T1")
    add(made, "t2.a", "654301", "2024", "T2")
    add(made, "t2.b", "650000", "2014-01/2014-06", "T2")
    return made


def add(suite: SyntheticSuite, name: str, region: str, period: str, source: str) -> None:
    suite.data.add(
        "observations", id=name, indicator="sites", region=region, period=period,
        period_basis="printed", value="196", unit="item", qualifier="exact",
        as_printed="196個", source=source, locator="3",
    )  # fmt: skip


def ids(suite: SyntheticSuite) -> list[str]:
    return [report.id for report in expand(read_suite(suite.path))]


def test_a_star_takes_what_stands_together_in_the_figures(suite: SyntheticSuite) -> None:
    """A place and a period that no text prints together make no report."""
    assert ids(suite) == [
        "first-650000-2014-01--2014-06",
        "first-654301-2024",
        "first-654301-2025",
    ]


def test_a_new_text_is_a_new_report_without_code(suite: SyntheticSuite) -> None:
    """Rows with another place and period are all that its report needs."""
    suite.data.add("regions", id="654302", name_en="New", name_zh="新地", level="county",
                   parent="650000")  # fmt: skip
    suite.data.add("sources", id="T3", standing="press", published="2026", text_seen="whole")
    add(suite, "t3.a", "654302", "2026-01/2026-03", "T3")
    assert "first-654302-2026-01--2026-03" in ids(suite)


def test_a_value_that_is_excepted_makes_no_report(suite: SyntheticSuite) -> None:
    """The places that have reports of their own are left out of a grid."""
    suite.change("intervals = true", 'intervals = true\nexcept = { region = ["654301"] }')
    assert ids(suite) == ["first-650000-2014-01--2014-06"]


def test_a_star_beside_a_list_takes_what_stands_with_its_values(suite: SyntheticSuite) -> None:
    """With the place given, only its periods are taken."""
    suite.change('region = "*"', 'region = ["654301"]')
    assert ids(suite) == ["first-654301-2024", "first-654301-2025"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        pytest.param('region = "*"', 'target = "*"', "names no column of the figures", id="no column"),
        pytest.param("intervals = true", 'except = { regoin = ["1"] }', "did you mean region?",
                     id="except"),
        pytest.param("intervals = true",
                     'except = { region = ["654301", "650000"] }\nintervals = true',
                     "comes to no report", id="empty"),
        pytest.param("intervals = true", 'intervals = "yes"', "not true or false", id="intervals"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_grid_is_named(suite: SyntheticSuite, old: str, new: str, said: str) -> None:
    """One line with the place in the file, before anything runs."""
    suite.change(old, new)
    with pytest.raises(UsageError, match=r"^reports\.toml, reports\.") as refused:
        expand(read_suite(suite.path))
    assert said in str(refused.value)


def test_a_given_value_picks_from_a_grid_over_the_figures(suite: SyntheticSuite) -> None:
    """It makes no report of a place and period of which nothing is printed."""
    chosen = choose(read_suite(suite.path), (), {"region": "654301"})
    assert [each.id for each in chosen] == ["first-654301-2024", "first-654301-2025"]
    with pytest.raises(UsageError, match="no report of the grid has it"):
        choose(read_suite(suite.path), (), {"period": "1999"})


def test_an_interval_is_refused_where_its_declaration_says_so(suite: SyntheticSuite) -> None:
    """A report can allow what the declaration of a period does not, and only such a one may."""
    suite.change('type = "period"', 'type = "period"\nintervals = false')
    assert len(choose(read_suite(suite.path), (), {})) == 3
    suite.change("intervals = true", "")
    with pytest.raises(UsageError, match="is an interval: give one period"):
        choose(read_suite(suite.path), (), {})


def test_a_text_counts_with_its_fullest_period_and_the_latest_of_equals() -> None:
    """Of as many figures for each of two years, the later one is the text's."""
    printed = [("S1", "2018"), ("S1", "2018"), ("S1", "2020"), ("S2", "2018"), ("S2", "2020")]
    assert fullest(printed) == {"S1": "2018", "S2": "2020"}
    assert fullest([("S", "2020"), ("S", "2020-12-06")]) == {"S": "2020-12-06"}


def test_every_figure_of_the_data_stands_in_a_report() -> None:
    """No figure of another place is left out of the grid, and each report has figures."""
    reports = [each for each in expand(read_suite(ROOT)) if each.id.startswith("elsewhere-")]
    assert len(reports) == len({each.id for each in reports}) == 20
    catalogue = load(DATA)
    shown: set[str] = set()
    for report in reports:
        scope = Scope(str(report.parameters["region"]), str(report.parameters["period"]))
        shown |= {each.id for each in analyse(catalogue, scope).observed.values()}
    rows = figures(DATA, "data")
    assert {row["id"] for row in rows if row["region"] != "654301"} == shown


def test_the_ids_of_the_grid_name_files_on_every_system() -> None:
    """An interval's bar is no part of a name."""
    for report in expand(read_suite(ROOT)):
        assert set(report.id) <= set("abcdefghijklmnopqrstuvwxyz0123456789-._")
