"""`reports.toml`: read whole, every mistake named with its place and its remedy."""

from __future__ import annotations

from pathlib import Path

import pytest
from synthetic_suite import SyntheticSuite

from altay_analysis.batch.grid import expand
from altay_analysis.batch.parameters import Parameter, assignments, settle
from altay_analysis.batch.suite import read_suite
from altay_analysis.errors import UsageError

ROOT = Path(__file__).parent.parent


@pytest.fixture
def suite(tmp_path: Path) -> SyntheticSuite:
    return SyntheticSuite(tmp_path / "suite")


def test_the_suites_own_file_holds() -> None:
    """The `reports.toml` of the repository reads, and declares the collective economy."""
    suite = read_suite(ROOT)
    assert "collective-economy" in {report.id for report in expand(suite)}
    assert {"en", "zh-Hans"} <= set(suite.languages)


def test_every_parameter_has_help_in_both_languages() -> None:
    """A declared parameter says what it means, in English and in Chinese."""
    for parameter in read_suite(ROOT).parameters.values():
        assert parameter.help["en"]
        assert parameter.help["zh-Hans"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        pytest.param("[suite]\n", "[suite]\nx = \n", "line 2", id="syntax"),
        pytest.param('data = "data"', 'dta = "data"', "did you mean data?", id="key"),
        pytest.param('data = "data"', "data = 3", "suite.data: is 3, not text", id="type"),
        pytest.param('["en", "zh-Hans"]', '["en", "zh"]', "language 'zh' is not known", id="lang"),
        pytest.param('["html", "ipynb"]', '["htm"]', "did you mean html?", id="format"),
        pytest.param('["html", "ipynb"]', "[]", "suite.formats: is empty", id="no format"),
        pytest.param('"period"', '"perod"', "did you mean period?", id="parameter type"),
        pytest.param('help.en = "The place"', "", "region.help.en: is missing", id="help"),
        pytest.param("[0, 100]", "[100, 0]", "not two numbers in order", id="range"),
        pytest.param("range = [0, 100]", 'choices = ["a"]', "type choice", id="choices"),
        pytest.param('id = "first"', "", "reports[1].id: is missing", id="no id"),
        pytest.param('id = "first"', 'id = "../x"', "cannot name a file", id="id"),
        pytest.param('id = "first"', 'id = "first-{x}"', "field 'x' is not known", id="field"),
        pytest.param("{ region", "{ regoin", "did you mean region?", id="report parameter"),
        pytest.param('"2025" }', "true }", "True is not a plain value", id="boolean"),
        pytest.param('"2025" }', '"2025", lang = "en" }', "sets lang", id="lang set"),
        pytest.param("[[reports]]", "[reports]", "not a list", id="not a list"),
    ],
)
def test_a_mistake_is_named(suite: SyntheticSuite, old: str, new: str, said: str) -> None:
    """A mistake in `reports.toml` is one line that names the file, the place and the limit."""
    suite.change(old, new)
    with pytest.raises(UsageError) as refused:
        expand(read_suite(suite.path))
    message = str(refused.value)
    assert message.startswith("reports.toml")
    assert said in message
    assert "\n" not in message


def test_a_folder_without_reports_toml_is_told_of_init(tmp_path: Path) -> None:
    """Where there is no `reports.toml`, the answer names `altay init`."""
    with pytest.raises(UsageError, match="altay init"):
        read_suite(tmp_path)


def test_a_file_in_another_encoding_is_named_by_its_line(suite: SyntheticSuite) -> None:
    """Bytes that are not UTF-8 are named by the line on which they stand."""
    suite.toml.write_bytes(b"[suite]\n# caf\xe9\n")
    with pytest.raises(UsageError, match="line 2: not UTF-8"):
        read_suite(suite.path)


def test_a_grid_is_each_combination(suite: SyntheticSuite) -> None:
    """A grid of two regions and two periods is four reports, named by their values."""
    suite.change('id = "first"', 'id = "first-{region}-{period}"')
    grid = 'grid = { region = [650000, "654301"], period = ["2024", "2025"] }'
    suite.change('parameters = { region = "654301", period = "2025" }', grid)
    ids = [report.id for report in expand(read_suite(suite.path))]
    assert ids == [f"first-{r}-{p}" for r in ("650000", "654301") for p in ("2024", "2025")]


def test_a_grid_whose_ids_meet_is_refused(suite: SyntheticSuite) -> None:
    """A grid whose id lacks one of its fields gives one id twice, which is refused."""
    suite.change("parameters = {", "grid = { target = [1, 2] }\nparameters = {")
    with pytest.raises(UsageError, match="'first' stands twice"):
        expand(read_suite(suite.path))


@pytest.mark.parametrize(
    ("kind", "given", "value"),
    [
        pytest.param("string", 654301, "654301", id="whole number as text"),
        pytest.param("string", "654301", "654301", id="text"),
        pytest.param("integer", "-3", -3, id="integer in text"),
        pytest.param("number", "2.5", 2.5, id="number in text"),
        pytest.param("number", 7, 7, id="whole number as number"),
        pytest.param("period", 2025, "2025", id="year as a whole number"),
        pytest.param("period", "2025-06", "2025-06", id="month"),
        pytest.param("period", "2021/2025", "2021/2025", id="interval"),
        pytest.param("language", "zh-Hant", "zh-Hant", id="language"),
        pytest.param("choice", "b", "b", id="choice"),
    ],
)
def test_a_value_is_settled(kind: str, given: object, value: object) -> None:
    """A value comes out in its parameter's type, text from a command line too."""
    parameter = Parameter("x", kind, choices=("a", "b"))
    settled = settle(parameter, given, "-p")
    assert settled == value
    assert type(settled) is type(value)


@pytest.mark.parametrize(
    ("kind", "given", "said"),
    [
        pytest.param("string", "", "1 to 1000 characters", id="empty"),
        pytest.param("string", "a\x00b", "can be shown", id="NUL"),
        pytest.param("string", "a" * 5000, "1 to 1000 characters", id="long"),
        pytest.param("string", 1.5, "is not text", id="number as text"),
        pytest.param("integer", "2.5", "is not an integer", id="fraction"),
        pytest.param("integer", "9" * 400, "is not an integer", id="endless"),
        pytest.param("number", "many", "is not a number", id="word"),
        pytest.param("number", "nan", "is not a finite number", id="nan"),
        pytest.param("number", "1e999", "is not a finite number", id="infinite"),
        pytest.param("number", 101, "at least 0 % and at most 100 %", id="over"),
        pytest.param("number", "-1", "out of range", id="under"),
        pytest.param("period", "2025-13", "is not a period", id="month"),
        pytest.param("period", "2025/2021", "is not a period", id="backwards"),
        pytest.param("period", "２０２５", "is not a period", id="full-width"),
        pytest.param("language", "zh", "known: en, zh-Hans, zh-Hant", id="language"),
        pytest.param("choice", "c", "known: a, b", id="choice"),
        pytest.param("string", ["a"], "is not a plain value", id="list"),
        pytest.param("integer", True, "is not a plain value", id="boolean"),
    ],
)
def test_a_wrong_value_is_refused(kind: str, given: object, said: str) -> None:
    """A value of a wrong type or out of range is answered with the limit, on one short line."""
    ends = {"minimum": 0.0, "maximum": 100.0, "unit": "%"} if kind == "number" else {}
    parameter = Parameter("x", kind, choices=("a", "b"), **ends)  # type: ignore[arg-type]
    with pytest.raises(UsageError) as refused:
        settle(parameter, given, "-p")
    message = str(refused.value)
    assert message.startswith("-p: x ")
    assert said in message
    assert len(message) < 200


def test_assignments_are_read() -> None:
    """`NAME=VALUE` keeps all after the first sign of equality."""
    assert assignments(["a=1", "b=x=y"]) == {"a": "1", "b": "x=y"}


@pytest.mark.parametrize("given", [["a"], ["=1"], ["a=1", "a=2"]], ids=["bare", "no name", "twice"])
def test_an_assignment_that_is_none_is_refused(given: list[str]) -> None:
    """An assignment without a sign or a name, or a name given twice, is refused."""
    with pytest.raises(UsageError, match="-p"):
        assignments(given)
