"""`altay list`: the names that the other commands take."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from synthetic_suite import SyntheticSuite
from test_cli import Command, loaded


@pytest.fixture
def suite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SyntheticSuite:
    suite = SyntheticSuite(tmp_path / "suite")
    monkeypatch.chdir(suite.path)
    return suite


@pytest.fixture
def altay(suite: SyntheticSuite, capsys: pytest.CaptureFixture[str]) -> Command:
    assert Path.cwd() == suite.path
    return Command(capsys)


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("reports", "first first.ipynb region=654301, period=2025 A title 标题"),
        ("parameters", "target number 0 to 100 % A target 目标"),
        ("indicators", "sites 1 first count item Sites 个体户"),
        ("regions", "654301 6 county 650000 City 城市"),
        ("sources", "T2 0 press 2025 — — —"),
    ],
)
def test_each_name_is_a_line(altay: Command, what: str, line: str) -> None:
    """Each report, parameter, indicator, region and source is one line under its columns' names."""
    assert altay("list", what) == 0
    assert line.split() in [shown.split() for shown in altay.out.splitlines()[1:]]


def test_json_has_the_same_by_name(altay: Command) -> None:
    """`--json` gives a list of objects under the name that was asked for."""
    assert altay("list", "regions", "--json") == 0
    assert json.loads(altay.out)["regions"][2] == {
        "id": "654301",
        "figures": 6,
        "level": "county",
        "parent": "650000",
        "name_en": "City",
        "name_zh": "城市",
    }


def test_a_grid_is_listed_report_by_report(altay: Command, suite: SyntheticSuite) -> None:
    """A grid is listed as the reports that it makes, by the ids that --only takes."""
    suite.change('id = "first"', 'id = "first-{period}"')
    suite.change('period = "2025" }', '}\ngrid = { period = ["2024", "2025"] }')
    suite.change('"654301", }', '"654301" }')
    altay("list", "reports", "--json")
    assert [report["id"] for report in json.loads(altay.out)["reports"]] == [
        "first-2024",
        "first-2025",
    ]


def test_other_data_may_be_listed(altay: Command, suite: SyntheticSuite) -> None:
    """`--data DIR` lists the tables of another folder."""
    suite.data.path.rename(suite.path / "other")
    assert altay("list", "regions") == 2
    assert altay("list", "regions", "--data", "other") == 0
    assert "654301" in altay.out


def test_an_unknown_list_is_answered_with_the_known(altay: Command) -> None:
    """What cannot be listed is answered with the nearest and all that can."""
    assert altay("list", "region") == 2
    assert "did you mean regions?" in altay.one_line()


def test_a_list_of_reports_loads_nothing_heavy(suite: SyntheticSuite) -> None:
    """Reports and parameters are listed without pandas and without a notebook tool."""
    assert not loaded("list", "reports", folder=suite.path)
    assert not loaded("list", "parameters", folder=suite.path)
