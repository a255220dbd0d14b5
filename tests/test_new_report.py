"""A report of one's own: laid down clean, entered whole or not at all, and made at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from test_cli import Command

from altay_analysis.authoring.lint import findings
from altay_analysis.batch.suite import read_suite


@pytest.fixture
def altay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """`altay` in a working copy."""
    command = Command(capsys)
    assert command("init", str(tmp_path / "copy")) == 0
    monkeypatch.chdir(tmp_path / "copy")
    return command


def test_a_new_report_is_clean_entered_and_made(altay: Command) -> None:
    """`altay new report` then `altay report --only`: pages in both languages, every figure there."""
    before = Path("reports.toml").read_text("utf-8")
    assert altay("new", "report", "my-jobs", "--area", "livelihood") == 0
    assert altay.out.startswith("notebooks/my_jobs.ipynb: a report of 'my-jobs'; go on with: altay")
    assert findings(Path("notebooks/my_jobs.ipynb")) == []
    assert altay("lint") == 0
    text = Path("reports.toml").read_text("utf-8")
    assert text.startswith(before)
    assert [report.id or report.family for report in read_suite(Path()).reports][-1] == "my-jobs"
    assert altay("report", "--only", "my-jobs", "--formats", "html,pdf") == 0, altay.err
    for lang, shown in (("en", "more than 300"), ("zh-Hans", "300余")):
        made = next(Path("reports/draft").rglob(f"{lang}/my-jobs.html")).read_text("utf-8")
        page = made.replace("\N{NO-BREAK SPACE}", " ")
        assert shown in page
        assert "達2.7萬人次" in page
    assert next(Path("reports/draft").rglob("en/my-jobs.pdf")).read_bytes().startswith(b"%PDF-")


def test_the_first_area_that_has_figures_is_taken(altay: Command) -> None:
    """Without an area the report begins with one that has something to show."""
    assert altay("new", "report", "x") == 0
    source = Path("notebooks/x.ipynb").read_text("utf-8")
    assert "'primary_organisations'" in source
    assert "# X\\n" in source


@pytest.mark.parametrize("name", ["a", "jobs-2025", "9", "a.b_c"])
def test_any_name_gives_a_clean_notebook(altay: Command, name: str) -> None:
    """Digits of a name do not come into the prose."""
    assert altay("new", "report", name) == 0
    assert altay("lint") == 0
    cells = json.loads(Path(f"notebooks/{name.replace('-', '_')}.ipynb").read_text("utf-8"))
    assert cells["cells"][0]["source"][0].startswith("# ")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["Überblick"], "cannot name a report; use small letters"),
        (["../x"], "cannot name a report"),
        (["overview"], "report 'overview' stands in reports.toml already"),
        (["x", "--area", "livelihod"], "did you mean livelihood?"),
    ],
)
def test_what_cannot_serve_is_refused_and_nothing_written(
    altay: Command, arguments: list[str], words: str
) -> None:
    """A name that is taken or not fit for a file is refused; all files are as before."""
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    assert altay("new", "report", *arguments) == 2
    assert words in altay.one_line()
    assert {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()} == before


def test_no_notebook_is_overwritten(altay: Command) -> None:
    """A notebook of the name stays as it is."""
    Path("notebooks/mine.ipynb").write_text("{}", encoding="utf-8")
    assert altay("new", "report", "mine") == 2
    assert "is there already" in altay.one_line()
    assert Path("notebooks/mine.ipynb").read_text("utf-8") == "{}"


def test_a_file_that_takes_no_entry_is_left_as_it_was(altay: Command) -> None:
    """Where the entry would break the file, it is put back, and the notebook is taken away."""
    text = Path("reports.toml").read_text("utf-8")
    head = text.split("\n[[reports]]\nid")[0]
    entry = '{id = "a", notebook = "00_overview.ipynb"}'
    inline = f"reports = [{entry}]\n{head}"
    Path("reports.toml").write_text(inline, encoding="utf-8")
    assert altay("new", "report", "mine") == 2
    assert "is not TOML" in altay.one_line()
    assert Path("reports.toml").read_text("utf-8") == inline
    assert not Path("notebooks/mine.ipynb").exists()
