"""The plan: what is made and why, and what is refused before anything runs."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest
from synthetic_suite import PARAMETERS, SyntheticSuite

from altay_analysis.batch import keys
from altay_analysis.batch.ledger import Entry, Ledger, Output
from altay_analysis.batch.plan import Job, Plan, Request, make_plan
from altay_analysis.errors import DataError, UsageError


@pytest.fixture
def suite(tmp_path: Path) -> SyntheticSuite:
    return SyntheticSuite(tmp_path / "suite")


def planned(suite: SyntheticSuite, **asked: object) -> Plan:
    return make_plan(Request(suite.path, **asked), None)  # type: ignore[arg-type]


def ledger_of(plan: Plan) -> Ledger:
    """What a run of the plan would have written."""
    entries = tuple(
        Entry(
            report=job.report, lang=job.lang, key=job.key, notebook=job.notebook,
            parameters=job.parameters, components=job.components, outcome="succeeded",
            seconds=1.0, outputs={form: Output(job.path(form), "0", 0) for form in job.formats},
        )
        for job in plan.jobs
    )  # fmt: skip
    data = {held.digest: held.files for held in plan.data}
    package = keys.package_source()
    return Ledger("e", "2026-03-01", "", 1.0, package, keys.versions(), data, entries)


def first(plan: Plan) -> Job:
    return plan.jobs[0]


def test_a_job_a_report_and_language(suite: SyntheticSuite) -> None:
    """A plan has one job for each report in each language, with the parameters of its cell."""
    jobs = planned(suite).jobs
    assert [(job.report, job.lang) for job in jobs] == [("first", "en"), ("first", "zh-Hans")]
    assert jobs[1].parameters == {
        "region": "654301",
        "period": "2025",
        "lang": "zh-Hans",
        "data_dir": "../data",
    }


def test_a_job_can_be_pickled(suite: SyntheticSuite) -> None:
    """A job goes to any worker as it is."""
    job = first(planned(suite))
    assert pickle.loads(pickle.dumps(job)) == job  # noqa: S301 - our own bytes


def test_the_same_suite_elsewhere_has_the_same_keys(tmp_path: Path) -> None:
    """A key does not depend on the folder in which the suite stands."""
    plans = [planned(SyntheticSuite(tmp_path / name)) for name in ("one", "二 two")]
    assert plans[0].pairs == plans[1].pairs
    assert plans[0].edition == plans[1].edition


def test_an_edition_is_named_by_date_and_keys(suite: SyntheticSuite) -> None:
    """An edition's name is the data's date and eight hex digits, which follow its outputs."""
    whole, part = planned(suite), planned(suite, formats=("html",))
    date = json.loads((suite.path / "data/datapackage.json").read_text())["created"][:10]
    assert whole.edition.startswith(f"{date}-")
    assert len(whole.edition) == len(date) + 9
    assert whole.edition != part.edition


@pytest.mark.parametrize(
    ("asked", "draft"),
    [
        pytest.param({}, False, id="all"),
        pytest.param({"languages": ("en",)}, False, id="one language"),
        pytest.param({"only": ("first",)}, True, id="only"),
        pytest.param({"parameters": {"target": "5"}}, True, id="parameter"),
        pytest.param({"only": ("first",), "edition": "x"}, False, id="only with a name"),
    ],
)
def test_a_part_is_a_draft(suite: SyntheticSuite, asked: dict[str, object], draft: bool) -> None:
    """`--only` and `-p` make drafts, unless an edition is named."""
    assert (planned(suite, **asked).edition == "draft") is draft


def test_nothing_changed_is_nothing_to_say(suite: SyntheticSuite) -> None:
    """A job whose key stands in `latest` has no reason to run."""
    plan = planned(suite)
    assert plan.reasons(first(plan), ledger_of(plan)) == []


def change_notebook(suite: SyntheticSuite, _: pytest.MonkeyPatch) -> None:
    suite.notebook("1 + 1")


def change_figures(suite: SyntheticSuite, _: pytest.MonkeyPatch) -> None:
    suite.data.put("regions", 2, name_en="Another")


def change_parameter(suite: SyntheticSuite, _: pytest.MonkeyPatch) -> None:
    suite.change('"2025" }', '"2025-12" }')


def change_library(_: SyntheticSuite, patch: pytest.MonkeyPatch) -> None:
    newer = {**keys.versions(), "seaborn": "99.0"}
    patch.setattr(keys, "versions", lambda: newer)
    patch.setattr("altay_analysis.batch.plan.versions", lambda: newer)


def change_help(suite: SyntheticSuite, _: pytest.MonkeyPatch) -> None:
    suite.change('help.en = "The period"', 'help.en = "The year"')


def change_contact(suite: SyntheticSuite, _: pytest.MonkeyPatch) -> None:
    suite.change("[suite]", '[suite]\ncontact = "desk@example.org"')


def change_package(_: SyntheticSuite, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(keys, "package_source", lambda: "0" * 64)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(change_notebook, "notebooks/first.ipynb changed", id="notebook"),
        pytest.param(change_figures, "data/regions.csv changed", id="data"),
        pytest.param(change_parameter, "period 2025 → 2025-12", id="parameter"),
        pytest.param(change_library, "→ 99.0", id="library"),
        pytest.param(change_package, "package source changed", id="package"),
        pytest.param(change_help, "help or contact in reports.toml changed", id="help"),
        pytest.param(change_contact, "help or contact in reports.toml changed", id="contact"),
    ],
)
def test_each_component_changes_the_key_and_is_named(
    suite: SyntheticSuite,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[SyntheticSuite, pytest.MonkeyPatch], None],
    said: str,
) -> None:
    """What a key is made of changes the key, and is the only reason given, by name."""
    before = ledger_of(planned(suite))
    change(suite, monkeypatch)
    plan = planned(suite)
    reasons = plan.reasons(first(plan), before)
    assert len(reasons) == 1
    assert said in reasons[0]


def test_a_new_report_and_a_new_format_are_named(suite: SyntheticSuite) -> None:
    """A report that `latest` does not have is new, and so is a format of it."""
    before = ledger_of(planned(suite, formats=("html",), languages=("en",)))
    plan = planned(suite)
    assert plan.reasons(plan.jobs[0], before) == ["ipynb is new"]
    assert plan.reasons(plan.jobs[1], before) == ["new"]


def test_p_reaches_each_report_that_has_the_parameter(suite: SyntheticSuite) -> None:
    """`-p` changes the reports whose notebooks have the name, and leaves the others."""
    suite.notebook(name="second", parameters='lang: str = "en"')
    suite.toml.write_text(
        suite.toml.read_text(encoding="utf-8")
        + '\n[[reports]]\nid = "second"\nnotebook = "second.ipynb"\n',
        encoding="utf-8",
    )
    jobs = planned(suite, parameters={"target": "12.5"}, languages=("en",)).jobs
    assert [job.parameters.get("target") for job in jobs] == [12.5, None]


def test_p_narrows_a_grid(suite: SyntheticSuite) -> None:
    """`-p` with a field of a grid leaves one report of that value."""
    suite.change('id = "first"', 'id = "first-{period}"')
    suite.change(
        'parameters = { region = "654301", period = "2025" }',
        'grid = { period = ["2025", "2025-12"] }',
    )
    assert len(planned(suite, languages=("en",)).jobs) == 2
    jobs = planned(suite, parameters={"period": "2025-12"}, languages=("en",)).jobs
    assert [job.report for job in jobs] == ["first-2025-12"]
    assert [j.report for j in planned(suite, only=("first-2025",)).jobs] == ["first-2025"] * 2
    assert len(planned(suite, only=("first-{period}",)).jobs) == 4


def test_another_data_folder_is_seen_from_the_notebook(suite: SyntheticSuite) -> None:
    """A data folder given on the command line reaches the notebook as a path from its folder."""
    (suite.path / "data").rename(suite.path / "other data")
    job = first(planned(suite, parameters={"data_dir": "other data"}))
    assert job.parameters["data_dir"] == "../other data"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        pytest.param({"only": ("frist",)}, "did you mean first?", id="report"),
        pytest.param({"parameters": {"perid": "1"}}, "did you mean period?", id="parameter"),
        pytest.param(
            {"parameters": {"unused": "1"}}, "none of the chosen reports", id="undeclared"
        ),
        pytest.param({"languages": ("zh-hans",)}, "did you mean zh-Hans?", id="language"),
        pytest.param({"formats": ("odt",)}, "known: docx, html, ipynb, pdf", id="format"),
        pytest.param({"parameters": {"target": "lots"}}, "is not a number", id="type"),
        pytest.param({"parameters": {"target": "101"}}, "out of range", id="range"),
        pytest.param({"parameters": {"region": "654302"}}, "regions.csv", id="region"),
        pytest.param({"parameters": {"region": "650000"}}, "has no figures", id="no figures"),
        pytest.param(
            {"parameters": {"period": "1999"}}, "no figures of region 654301", id="no such period"
        ),
        pytest.param({"parameters": {"lang": "fr"}}, "'fr' is not known", id="lang"),
        pytest.param(
            {"parameters": {"lang": "en"}, "languages": ("en",)}, "give it once", id="lang twice"
        ),
        pytest.param({"parameters": {"data_dir": "nowhere"}}, "is not there", id="data folder"),
    ],
)
def test_what_cannot_be_is_refused(
    suite: SyntheticSuite, asked: dict[str, object], said: str
) -> None:
    """What is not known, not of its type, or not in the data is answered on one line."""
    with pytest.raises(UsageError) as refused:
        planned(suite, **asked)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "name",
    ["", " ", "a/b", "a\\b", "..", "a..b", ".hidden", "latest", "Draft", "failed", "x" * 101,
     "a\nb", "a\x00b", "\u202eabc", "好" * 90, " a"],
    ids=["empty", "blank", "slash", "backslash", "dots", "inner dots", "leading dot", "latest",
         "draft", "failed", "long", "newline", "NUL", "bidi", "bytes", "space"],
)  # fmt: skip
def test_a_name_that_is_no_folders_is_refused(suite: SyntheticSuite, name: str) -> None:
    """An edition's name is one folder's on any file system, and none of the shelf's own."""
    with pytest.raises(UsageError, match="edition name"):
        planned(suite, edition=name)


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        pytest.param(None, "has no cell tagged 'parameters'", id="no cell"),
        pytest.param(PARAMETERS + "\nother = 1", "parameter 'other' is not known", id="undeclared"),
        pytest.param(PARAMETERS + "\nx = len('a')", "is not `name: type = literal`", id="code"),
        pytest.param(PARAMETERS + "\nif", "not Python", id="syntax"),
        pytest.param(PARAMETERS.replace("None", "'a'"), "is not a number", id="default"),
        pytest.param('lang: str = "en"', "'region' is not known", id="cell without a parameter"),
    ],
)
def test_a_notebook_without_sound_parameters_is_refused(
    suite: SyntheticSuite, parameters: str | None, said: str
) -> None:
    """A notebook has one cell of literals, each declared; else it is named and refused."""
    suite.notebook(parameters=parameters)
    with pytest.raises(UsageError, match=r"first\.ipynb") as refused:
        planned(suite)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(None, "is not there", id="missing"),
        pytest.param(b"{\n oops", "line 2: not JSON", id="no JSON"),
        pytest.param(b"[]", "is not a notebook", id="no notebook"),
        pytest.param(b"\xff\xfe", "is not UTF-8", id="encoding"),
    ],
)
def test_a_file_that_is_no_notebook_is_refused(
    suite: SyntheticSuite, content: bytes | None, said: str
) -> None:
    """A notebook that is missing or cannot be read is named."""
    file = suite.notebooks / "first.ipynb"
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(UsageError, match=r"first\.ipynb") as refused:
        planned(suite)
    assert said in str(refused.value)


def test_data_that_do_not_hold_are_refused(suite: SyntheticSuite) -> None:
    """Data with a fault stop a run before anything is made."""
    suite.data.put("observations", 0, value="many")
    with pytest.raises(DataError):
        planned(suite)


def test_data_that_were_checked_are_not_checked_again(
    suite: SyntheticSuite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bytes that the same code has found sound are taken as sound; others are checked."""
    before = ledger_of(planned(suite))
    asked: list[Path] = []
    monkeypatch.setattr("altay_analysis.loading.check", lambda folder: asked.append(folder) or [])
    make_plan(Request(suite.path), before)
    assert not asked
    suite.data.put("regions", 2, name_en="Another")
    make_plan(Request(suite.path), before)
    assert len(asked) == 1
