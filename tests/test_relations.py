"""What is asked together is checked together, before anything runs."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from altay_analysis.exporters import export
from altay_analysis.loading import check

ROOT = Path(__file__).parent.parent


def altay(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "altay_analysis", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("report", "given", "message"),
    [
        ("collective-economy", ["period=2020/2025"], "is an interval: give one period"),
        ("collective-economy", ["period=2020"], "baseline_period 2020 is not before period 2020"),
        ("collective-economy", ["baseline_period=2025"], "is not before period 2025"),
        ("primary-organisations", ["target_share=50"], "is given without target_year"),
        (
            "primary-organisations",
            ["target_share=50", "target_year=2020"],
            "target_year 2020 is not after period 2025",
        ),
    ],
    ids=["interval", "period", "baseline", "alone", "earlier"],
)
def test_parameters_that_do_not_fit_together_touch_nothing(
    tmp_path: Path, report: str, given: list[str], message: str
) -> None:
    """The answer is one line and exit code 2, before a kernel starts."""
    options = [part for value in given for part in ("-p", value)]
    done = altay("report", "--out", str(tmp_path / "shelf"), "--only", report, *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "shelf").exists()


def test_an_empty_shelf_name_is_refused() -> None:
    """`--out ""` is not this folder."""
    done = altay("report", "--out", "")
    assert (done.returncode, done.stderr) == (2, "altay: --out is empty; name a folder\n")


def test_plain_papermill_runs_from_the_root(tmp_path: Path) -> None:
    """The data are found beside the notebooks wherever the command is given."""
    target = tmp_path / "out.ipynb"
    command = [sys.executable, "-m", "papermill", "notebooks/04_livelihood.ipynb", str(target)]
    done = subprocess.run(
        [*command, "-p", "region", "654301", "-p", "lang", "zh-Hans"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-500:]
    assert "阿勒泰市" in target.read_text("utf8")


@pytest.mark.parametrize(
    ("table", "old", "new", "rule"),
    [
        ("claims.csv", "", "s1.zz,share,source,x\n", "has no terms"),
        ("claim_terms.csv", "s1.village_income_growth,,after", "s1.village_income_growth,,boss",
         "role 'boss'"),
        ("sources.csv", "2023-01-10", "2023-02-31", "no calendar"),
    ],
    ids=["terms", "role", "day"],
)  # fmt: skip
def test_check_finds_what_a_report_would_stumble_over(
    tmp_path: Path, table: str, old: str, new: str, rule: str
) -> None:
    """A claim that cannot be worked is a finding of the data, with its line."""
    folder = tmp_path / "synthetic_data"
    shutil.copytree(ROOT / "data", folder)
    text = (folder / table).read_text("utf8")
    (folder / table).write_text(text.replace(old, new, 1) if old else text + new, "utf8")
    findings = check(folder)
    assert any(rule in finding.rule and finding.line for finding in findings), findings


def test_a_data_frame_shows_no_style_sheet() -> None:
    """The style element of a pandas table is not text of a page."""
    html = "<style scoped>.dataframe tbody tr {vertical-align: sub}</style><table><tr><td>7</td></tr></table>"
    output = new_output("execute_result", {"text/html": html, "text/plain": "7"}, execution_count=1)
    notebook = new_notebook(cells=[new_code_cell("frame", outputs=[output])])
    nbformat.validate(notebook)
    page = export(notebook, "html", warn=pytest.fail).decode()
    assert "vertical-align: sub" not in page
    assert ">7<" in page.replace(" ", "").replace("\n", "")
