"""`altay`: exit codes, one clear line for each error, and quick answers."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from synthetic_suite import SyntheticSuite

from altay_analysis import __version__
from altay_analysis.batch.publish import Shelf
from altay_analysis.cli import main

HEAVY = ("pandas", "papermill", "nbconvert", "matplotlib", "IPython", "jupyter_client")


class Command:
    """`altay` in this process, in a suite's folder."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys
        self.out = self.err = ""

    def __call__(self, *arguments: str) -> int:
        """Run a command, and return its exit code."""
        self.capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        self.out, self.err = self.capsys.readouterr()
        return int(ended.value.code or 0)

    def one_line(self) -> str:
        """What stands on stderr, which must be one line, and no traceback."""
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        assert lines[0].startswith("altay: ")
        return lines[0]


@pytest.fixture
def suite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SyntheticSuite:
    suite = SyntheticSuite(tmp_path / "suite")
    monkeypatch.chdir(suite.path)
    return suite


@pytest.fixture
def altay(suite: SyntheticSuite, capsys: pytest.CaptureFixture[str]) -> Iterator[Command]:
    assert Path.cwd() == suite.path
    before = signal.getsignal(signal.SIGTERM)
    yield Command(capsys)
    signal.signal(signal.SIGTERM, before)


def loaded(*arguments: str, folder: Path) -> set[str]:
    """The heavy modules that a command loads."""
    code = (
        "import sys\nfrom altay_analysis.cli import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "print('LOADED', *sys.modules)"
    )
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return set(done.stdout.rpartition("LOADED")[2].split()) & set(HEAVY)


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["report", "--help"]])
def test_help_and_version_load_nothing_heavy(arguments: list[str], tmp_path: Path) -> None:
    """`--help` and `--version` load none of pandas, papermill, nbconvert, matplotlib."""
    assert not loaded(*arguments, folder=tmp_path)


def test_version_is_the_packages(altay: Command) -> None:
    """`altay --version` prints the package's version."""
    assert altay("--version") == 0
    assert altay.out == f"altay {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["report", "--bogus"], "No such option: --bogus", id="option"),
        pytest.param(["reprot"], "'reprot' is not known; did you mean report?", id="command"),
        pytest.param(["new", "raport"], "did you mean report?", id="second command"),
        pytest.param(["report", "--only", "frist"], "did you mean first?", id="report"),
        pytest.param(["report", "-p", "perid=1"], "did you mean period?", id="parameter"),
        pytest.param(["report", "-p", "period"], "is not NAME=VALUE", id="assignment"),
        pytest.param(["report", "-p", "target=x"], "is not a number", id="type"),
        pytest.param(["report", "-p", "region=1"], "'1' is not known", id="region"),
        pytest.param(["report", "-p", "period=1999"], "has no figures", id="period"),
        pytest.param(["report", "--lang", "de"], "language 'de' is not known", id="language"),
        pytest.param(["report", "--formats", "pdff"], "did you mean pdf?", id="format"),
        pytest.param(["report", "--formats", "html,"], "empty name", id="empty format"),
        pytest.param(["report", "--edition", "a/b"], "has a slash", id="edition"),
        pytest.param(["report", "--edition", "x" * 300], "over 100 characters", id="long edition"),
        pytest.param(["report", "--edition", ""], "is empty", id="empty edition"),
        pytest.param(["report", "--out", "reports.toml"], "is a file", id="out"),
        pytest.param(["report", "--jobs", "0"], "--jobs '0' is too small; it must", id="jobs"),
        pytest.param(["report", "--jobs", "x"], "--jobs 'x' is not a whole number", id="jobs: x"),
        pytest.param(["report", "--timeout", "x"], "'x' is not a number", id="timeout"),
        pytest.param(["lab", "--port", "70000"], "must be at most 65535", id="port"),
        pytest.param(["list"], "(see: altay list --help)", id="argument"),
        pytest.param(["check", "--data", "nowhere"], "is not there", id="data"),
        pytest.param(["source", "verify", "T9", "x"], "'T9' is not in sources.csv", id="source"),
    ],
)
def test_bad_usage_is_one_line_and_touches_nothing(
    altay: Command, suite: SyntheticSuite, arguments: list[str], said: str
) -> None:
    """Bad input of any kind ends with 2 and one line, and leaves the folder as it was."""
    before = sorted(suite.path.rglob("*"))
    assert altay(*arguments) == 2
    assert said in altay.one_line()
    assert sorted(suite.path.rglob("*")) == before


def test_a_folder_without_a_suite_names_init(
    altay: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`altay report` in a folder without `reports.toml` says so, and names `altay init`."""
    monkeypatch.chdir(tmp_path)
    assert altay("report") == 2
    assert "altay init" in altay.one_line()


def test_check_counts_the_rows_of_data_that_hold(altay: Command) -> None:
    """Data that hold are one line with the rows of each table, and exit code 0."""
    assert altay("check") == 0
    assert "data: nothing wrong" in altay.out
    assert "6 observations" in altay.out
    assert len(altay.out.splitlines()) == 1


def test_check_lists_every_finding(altay: Command, suite: SyntheticSuite) -> None:
    """Each finding is a line with file, line, column, value, rule and remedy; exit code 2."""
    suite.data.put("observations", 0, value="many")
    suite.data.put("regions", 1, parent="999999")
    assert altay("check") == 2
    assert "observations.csv line 2, value: 'many'" in altay.out
    assert "regions.csv line 3, parent: '999999'" in altay.out
    assert altay("check", "--json") == 2
    findings = json.loads(altay.out)["findings"]
    assert {"file", "line", "column", "value", "rule", "remedy"} == set(findings[0])
    assert {found["file"] for found in findings} == {"observations.csv", "regions.csv"}


def test_broken_data_stop_a_report(altay: Command, suite: SyntheticSuite) -> None:
    """Data that do not hold end a run with 2, one line, and no shelf."""
    suite.data.put("observations", 0, value="many")
    assert altay("report") == 2
    assert "'many'" in altay.one_line()
    assert not (suite.path / "reports").exists()


def test_a_source_is_verified(altay: Command, suite: SyntheticSuite) -> None:
    """`source verify` says whether each figure stands where the data say."""
    text = suite.data.text
    altay("source", "verify", "T1", str(text))
    shown = altay.out
    text.write_text("nothing of the kind\n", encoding="utf-8")
    assert altay("source", "verify", "T1", str(text)) == 2
    assert "sources.csv" in altay.out
    assert altay.out != shown


def test_a_plan_is_printed_and_loads_no_notebook_tool(suite: SyntheticSuite) -> None:
    """`--plan` needs neither papermill nor nbconvert nor matplotlib."""
    assert loaded("report", "--plan", folder=suite.path) <= {"pandas"}
    assert not (suite.path / "reports").exists()


def test_a_report_is_made_end_to_end(altay: Command, suite: SyntheticSuite) -> None:
    """One command publishes; the same again has nothing to do, quickly; a draft stands aside."""
    assert altay("report", "--json", "--jobs", "1") == 0
    made = json.loads(altay.out)
    assert made["outcome"] == "published"
    assert [entry["outcome"] for entry in made["reports"]] == ["succeeded"] * 2
    assert (suite.path / "reports/latest/zh-Hans/first.html").exists()
    assert "[2/2]" in altay.err

    assert altay("report") == 0
    assert altay.out.startswith("nothing to do: reports/")
    assert not loaded("report", folder=suite.path)

    assert altay("report", "--quiet", "-p", "period=2025-12", "--lang", "en") == 0
    assert altay.out + altay.err == ""
    page = (suite.path / "reports/draft/en/first.html").read_text(encoding="utf-8")
    assert "Answer on 654301 in 2025-12" in re.sub("<[^>]+>", "", page)
    assert str(Path("reports/latest").readlink()) == made["edition"]


def test_a_report_that_fails_ends_with_1(altay: Command, suite: SyntheticSuite) -> None:
    """A notebook that raises: exit code 1, its error and its partial copy named, no edition."""
    suite.notebook("raise ValueError('no such thing')")
    assert altay("report", "--lang", "en", "--quiet") == 1
    first, last = altay.err.splitlines()
    assert "first.ipynb cell 5: ValueError: no such thing" in first
    assert "is not published" in last
    assert not (suite.path / "reports/latest").exists()
    kept = first.rpartition("as far as it came: ")[2]
    assert Path(kept).exists()


def test_a_busy_shelf_ends_with_75(altay: Command, suite: SyntheticSuite) -> None:
    """Where another run holds the shelf, the command ends with 75 and one line."""
    with Shelf(suite.path / "reports").locked():
        assert altay("report") == 75
    assert "another run" in altay.one_line()


def test_what_nobody_foresaw_is_one_line(altay: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that is ours ends with 3 and one line, without a traceback."""

    def broken(*_: Any, **__: Any) -> None:
        raise KeyError("x")

    monkeypatch.setattr("altay_analysis.batch.produce.produce", broken)
    assert altay("report") == 3
    assert "internal error, KeyError" in altay.one_line()


def alive(pid: int) -> bool:
    """Whether a process runs; one that waits to be reaped does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def waited_for(true: Callable[[], bool], seconds: float = 60) -> bool:
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def test_a_worker_that_is_ended_while_it_waits_writes_nothing() -> None:
    """Told to end with no report at hand, as by a pool that is gone, it goes without a traceback."""
    code = (
        "import time; from altay_analysis.batch import workers; workers._listen(False); "
        "print('ready', flush=True); time.sleep(60)"
    )
    run = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert run.stdout is not None
    assert run.stdout.readline() == "ready\n"
    run.terminate()
    _, err = run.communicate(timeout=30)
    assert (run.returncode, err) == (1, "")


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to see processes")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "terminated"])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupted_run_ends_clean(
    suite: SyntheticSuite, sent: signal.Signals, jobs: str
) -> None:
    """Ctrl-C ends with 130 and one line; no staging, no edition and no kernel is left."""
    suite.notebook(
        "import os, time\nfrom pathlib import Path",
        "Path(f'pid-{lang}').write_text(str(os.getpid()))",
        "time.sleep(600)",
    )
    command = [sys.executable, "-m", "altay_analysis", "report", "--quiet", "--jobs", jobs]
    # Where the tests run behind a shell's "&", Ctrl-C is ignored from birth: a user's is not.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    run = subprocess.Popen(command, cwd=suite.path, stderr=subprocess.PIPE, text=True)
    signal.signal(signal.SIGINT, before)
    wanted = int(jobs)

    def pids() -> list[int]:
        return [int(p.read_text()) for p in suite.notebooks.glob("pid-*") if p.read_text()]

    assert waited_for(lambda: len(pids()) == wanted)
    run.send_signal(sent)
    _, err = run.communicate(timeout=60)
    assert run.returncode == 130
    assert err == "altay: interrupted; nothing was published\n"
    assert waited_for(lambda: not any(map(alive, pids())), 20)
    left = {path.name for path in (suite.path / "reports").iterdir()}
    assert left == {".lock"}
