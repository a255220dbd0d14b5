"""What is remembered and worked ahead: the same as when it is asked for anew."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from synthetic_suite import SyntheticSuite

from altay_analysis.audit import verdict
from altay_analysis.audit.mends import mends
from altay_analysis.audit.power import power
from altay_analysis.audited import audited, verdict_of
from altay_analysis.batch.kernels.settings import AHEAD, of_server
from altay_analysis.catalogue import Catalogue
from altay_analysis.errors import DataError
from altay_analysis.loading import load
from altay_analysis.loading.memory import remembered
from altay_analysis.precision import bounds

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(DATA, tmp_path / "data")


def test_bytes_that_were_read_are_known_again_wherever_they_lie(folder: Path) -> None:
    """A folder with the bytes of the last one has its catalogue."""
    first, second = load(folder), load(DATA)
    assert remembered(folder) is not None
    for name in ("observations", "claims", "claim_terms", "sources", "glossary"):
        assert getattr(first, name).equals(getattr(second, name))
    assert first.hashes == second.hashes


def test_a_file_that_changed_is_read_anew(folder: Path) -> None:
    """One changed byte is read, and checked, as for the first time."""
    load(folder)
    file = folder / "observations.csv"
    text = file.read_text("utf-8")
    file.write_text(text.replace("s1.five_good_share", "s1.other"), "utf-8")
    assert remembered(folder) is None
    with pytest.raises(DataError):
        load(folder)
    file.write_text(text, "utf-8")
    assert "s1.other" not in load(folder).observations.index


def test_what_is_written_into_one_catalogue_is_not_in_the_next(folder: Path) -> None:
    """What a reader does to a frame stays with that reader."""
    held = load(folder)
    value = held.observations["value"].iloc[0]
    held.observations.loc[held.observations.index[0], "value"] = "999"
    held.observations["more"] = 1
    again = load(folder)
    assert again.observations["value"].iloc[0] == value
    assert "more" not in again.observations


def test_an_audit_that_remembers_finds_what_one_that_does_not_finds() -> None:
    """An audit that remembers each search answers what one answers that has nothing to remember."""
    catalogue: Catalogue = load(DATA)
    audited(catalogue)
    forget = sys.modules["altay_analysis.audited"]._last.clear  # type: ignore[attr-defined]
    forget()
    again = audited(catalogue)
    forget()
    for remembering in (bounds, mends, power, verdict._refuted):
        assert remembering.cache_info().hits
        remembering.cache_clear()
    assert audited(catalogue) == again


def test_a_figure_that_was_changed_is_audited_anew() -> None:
    """Tables are known by their cells: also one that is written into is another."""
    catalogue: Catalogue = load(DATA)
    assert audited(catalogue, ["s1.village_income_increase"]).claims[0].verdict == "broken"
    catalogue.observations.loc["s1.village_income_increase", "value"] = "3933.48"
    assert audited(catalogue, ["s1.village_income_increase"]).claims[0].verdict != "broken"
    assert audited(load(DATA), ["s1.village_income_increase"]).claims[0].verdict == "broken"


def test_verdicts_are_those_of_the_columns_before_an_audit_and_of_the_audit_after() -> None:
    """Both ways give the same, and a figure that is changed changes them."""
    catalogue: Catalogue = load(DATA)
    sys.modules["altay_analysis.audited"]._last.clear()  # type: ignore[attr-defined]
    before = dict(verdict_of(catalogue))
    assert before["s1.village_income_increase"] == "broken"
    found = {each.id: each.verdict for each in audited(catalogue).claims}
    assert before == found == verdict_of(catalogue)
    catalogue.observations.loc["s1.village_income_increase", "value"] = "3933.48"
    assert verdict_of(catalogue)["s1.village_income_increase"] != "broken"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="kernels are forked on Linux")
def test_the_server_has_the_data_before_it_forks_and_no_backend(folder: Path) -> None:
    """Data and audit are there to be forked, with no thread and no backend chosen."""
    seen = """
import json, matplotlib, sys, threading
import altay_analysis.batch.kernels.preload
from altay_analysis.audit.power import power
from altay_analysis.loading.memory import remembered
from altay_analysis.precision import bounds
from pathlib import Path
print(json.dumps([
    remembered(Path(sys.argv[1])) is not None, power.cache_info().currsize > 100,
    matplotlib.get_backend(auto_select=False), threading.active_count(),
]))
"""
    ahead = json.dumps({"folders": [str(folder), str(folder / "none")], "audit": True})
    done = subprocess.run(
        [sys.executable, "-c", seen, str(folder)],
        env=of_server() | {AHEAD: ahead},
        capture_output=True,
        text=True,
        check=True,
        cwd=os.sep,
    )
    assert json.loads(done.stdout) == [True, True, None, 1]


def test_a_plan_of_what_stands_loads_no_library(tmp_path: Path) -> None:
    """With nothing to do there is nothing to load: neither pandas, nor Jupyter, nor a schema."""
    suite = SyntheticSuite(tmp_path / "suite")
    seen = """
import sys
from pathlib import Path
from altay_analysis.batch.data import read_data
from altay_analysis.batch.ledger import Ledger
from altay_analysis.batch.keys import package_source
from altay_analysis.batch.plan import Request, make_plan
root = Path(sys.argv[1])
data = read_data(root / "data", "data")
held = Ledger("", "", "", 0.0, package_source(), {}, {data.digest: data.files}, ())
assert make_plan(Request(root), held).jobs
heavy = ("pandas", "numpy", "nbformat", "nbclient", "papermill", "jsonschema", "matplotlib")
print(*(name for name in heavy if name in sys.modules))
"""
    done = subprocess.run(
        [sys.executable, "-c", seen, str(suite.path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []
