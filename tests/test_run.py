"""One job: a real kernel of this interpreter, and outcomes that are records."""

from __future__ import annotations

import json
import sys
import weakref
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import pytest
from synthetic_suite import SyntheticSuite

from altay_analysis.batch.kernels import server
from altay_analysis.batch.plan import Job, Request, make_plan
from altay_analysis.batch.progress import Silence
from altay_analysis.batch.run import ERRORED, FAILED, SUCCEEDED, Result, run_job
from altay_analysis.batch.workers import gathered, map_jobs

REPORTED = """\
import json, os, sys
from pathlib import Path
import matplotlib, numpy
told = {
    "executable": sys.executable,
    "folder": str(Path.cwd()),
    "startup": "STARTED" in globals(),
    "dpi": matplotlib.rcParams["figure.dpi"],
    "hash": hash("a"),
    "zone": os.environ["TZ"],
}
print(json.dumps(told))"""


@pytest.fixture
def suite(tmp_path: Path) -> SyntheticSuite:
    return SyntheticSuite(tmp_path / "suite {x} 二")


def jobs(suite: SyntheticSuite, **asked: Any) -> tuple[Job, ...]:
    return make_plan(Request(suite.path, languages=("en",), **asked), None).jobs


def ran(suite: SyntheticSuite, **asked: Any) -> Result:
    return run_job(jobs(suite, **asked)[0])


def printed(result: Result) -> Iterator[str]:
    for cell in nbformat.reads(result.outputs["ipynb"].decode(), as_version=4).cells:
        for output in cell.get("outputs", []):
            if output.output_type == "stream":
                yield output.text


def hostile_home(home: Path) -> None:
    """A home whose settings would change each report: a kernel, a start-up file, styles."""
    kernel = home / ".local/share/jupyter/kernels/python3"
    kernel.mkdir(parents=True)
    spec = {"argv": ["/bin/false"], "display_name": "x", "language": "python"}
    (kernel / "kernel.json").write_text(json.dumps(spec))
    startup = home / ".ipython/profile_default/startup"
    startup.mkdir(parents=True)
    (startup / "00.py").write_text("STARTED = True\n")
    (home / ".config/matplotlib").mkdir(parents=True)
    (home / ".config/matplotlib/matplotlibrc").write_text("figure.dpi: 17\n")


def test_a_report_does_not_depend_on_who_runs_it(
    suite: SyntheticSuite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A home's kernels, start-up files and settings change nothing, and it is left as it was."""
    suite.notebook(REPORTED)
    hostile_home(tmp_path / "home")
    before = sorted(tmp_path.joinpath("home").rglob("*"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TZ", "Asia/Urumqi")
    monkeypatch.setenv("MPLBACKEND", "agg")
    for name in ("IPYTHONDIR", "JUPYTER_DATA_DIR", "XDG_CONFIG_HOME", "MPLCONFIGDIR"):
        monkeypatch.delenv(name, raising=False)
    result = ran(suite)
    assert result.outcome == SUCCEEDED, result.message
    told = json.loads("".join(printed(result)))
    assert told.pop("hash") != 0
    assert told == {
        "executable": sys.executable,
        "folder": str(suite.notebooks),
        "startup": False,
        "dpi": 100.0,
        "zone": "UTC",
    }
    kernels = sorted(tmp_path.joinpath("home").rglob("*kernel*"))
    assert kernels == [path for path in before if "kernel" in path.name]


def test_two_runs_make_the_same_bytes(suite: SyntheticSuite) -> None:
    """Serial or parallel, a job's outputs are the same bytes, the executed notebook's too."""
    suite.notebook("print(sorted({'a', 'b'}), {'x', 'y', 'z'})")
    both = make_plan(Request(suite.path), None).jobs
    serial = {result.lang: result for result in map_jobs(both, 1)}
    parallel = {result.lang: result for result in map_jobs(both, 2)}
    assert {result.outcome for result in serial.values()} == {SUCCEEDED}
    assert {k: r.outputs for k, r in serial.items()} == {k: r.outputs for k, r in parallel.items()}


class Told(Silence):
    """What a run is told."""

    def __init__(self) -> None:
        self.heard: list[Any] = []

    def runs(self, names: Sequence[str]) -> None:
        """Keep which reports are being made."""
        self.heard.append(list(names))

    def note(self, line: str) -> None:
        """Keep one thing beside."""
        self.heard.append(line)


def test_a_result_is_handed_on_and_not_kept(suite: SyntheticSuite) -> None:
    """Memory does not grow with a batch: of all results, one is held, and what runs is told."""
    job = jobs(suite)[0]
    many = [replace(job, report=str(n), source="no notebook") for n in range(20)]
    told = Told()
    seen: list[weakref.ref[Result]] = []
    with ThreadPoolExecutor(2) as pool:
        for result in gathered(pool, many, 2, told):
            seen.append(weakref.ref(result))
            assert [each() for each in seen if each()] == [result]
            del result
    assert len(seen) == 20
    assert max(map(len, told.heard)) == 2
    assert {name for names in told.heard for name in names} == {f"en/{n}" for n in range(20)}


def test_kernels_that_cannot_be_forked_are_started_and_it_is_said(
    suite: SyntheticSuite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is no fork the stock provisioner serves, and the run says why."""
    suite.notebook("import os\nprint(os.environ.get('JPY_PARENT_PID') is not None)")
    monkeypatch.setattr(server, "refusal", lambda: "kernels are not forked on an abacus")
    told = Told()
    (result,) = map_jobs([replace(jobs(suite)[0], cold=False)], 1, told)
    assert result.outcome == SUCCEEDED, result.message
    assert "kernels are started one by one, which takes longer: kernels are not" in told.heard[0]


@pytest.mark.skipif(bool(server.refusal()), reason="needs a kernel that knows its worker")
def test_a_worker_that_dies_is_said_of_each_report(suite: SyntheticSuite) -> None:
    """A worker that is killed: its report, and those that it leaves undone, have errored."""
    suite.notebook(
        "import multiprocessing, os, signal",
        "os.kill(multiprocessing.parent_process().pid, signal.SIGKILL)",
    )
    both = make_plan(Request(suite.path), None).jobs
    results = list(map_jobs(both, 1))
    assert [result.outcome for result in results] == [ERRORED, ERRORED]
    assert {"a worker died (BrokenProcessPool)" in result.message for result in results} == {True}


def test_an_executed_notebook_says_what_it_is(suite: SyntheticSuite) -> None:
    """The notebook carries report, key, parameters and the data's date, and no path or time."""
    job = jobs(suite)[0]
    text = run_job(job).outputs["ipynb"].decode()
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    assert notebook.metadata["altay"] == {
        "report": "first",
        "key": job.key,
        "parameters": dict(job.parameters),
        "data_date": job.data_date,
        "made_with": [dict(each) for each in job.stated.made_with],
        "contact": job.stated.contact,
    }
    assert set(notebook.metadata["papermill"]) == {"parameters", "version"}
    assert str(suite.path) not in text


def test_a_parameter_reaches_the_notebook(suite: SyntheticSuite) -> None:
    """What the command gives is what the notebook shows."""
    suite.data.add("regions", id="654321", name_en="Other", name_zh="其他", level="county",
                   parent="650000")  # fmt: skip
    figure = dict(suite.data.rows["observations"][0], id="t1.more", region="654321")
    suite.data.add("observations", **figure)
    result = ran(suite, parameters={"region": "654321"})
    assert b"Answer on 654321 in 2025" in result.outputs["html"]


def test_a_notebook_that_raises_has_failed(suite: SyntheticSuite) -> None:
    """A cell that raises is named with its error; the partial notebook has papermill's banner."""
    suite.notebook("raise ValueError('two\\nlines')")
    result = ran(suite)
    assert result.outcome == FAILED
    assert result.message.endswith("first.ipynb cell 5: ValueError: two lines")
    assert not result.outputs
    assert b"An Exception was encountered at" in result.partial
    nbformat.validate(nbformat.reads(result.partial.decode(), as_version=4))


def test_a_kernel_that_dies_is_an_error_of_the_machinery(suite: SyntheticSuite) -> None:
    """A kernel that dies does not take the run along, and what was done is kept."""
    suite.notebook("print('so far')", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")
    result = ran(suite)
    assert result.outcome == ERRORED
    assert "DeadKernelError" in result.message
    assert b"so far" in result.partial


def test_a_body_never_raises(suite: SyntheticSuite) -> None:
    """Whatever goes wrong comes back as a record, here a notebook that is none."""
    job = jobs(suite)[0]
    broken = Job(**{**vars(job), "source": "no notebook"})
    result = run_job(broken)
    assert result.outcome == ERRORED
    assert "\n" not in result.message


def test_a_report_that_takes_too_long_is_ended(suite: SyntheticSuite) -> None:
    """The time is the report's, not each cell's: it is ended, and what was done is kept."""
    suite.notebook(*["import time\nprint('so far')\ntime.sleep(1.5)"] * 40)
    result = ran(suite, timeout=8)
    assert result.outcome == ERRORED
    assert result.message.endswith(
        "ran longer than 8 s; give it more with --timeout, or mend the notebook"
    )
    assert b"so far" in result.partial
    assert 8 <= result.seconds < 60
