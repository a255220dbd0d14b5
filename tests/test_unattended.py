"""Runs that nobody looks on: a log, a last line, a second try, limits."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any

import pytest
from synthetic_suite import SyntheticSuite
from test_cli import Command, altay, suite
from test_publish import Bench

from altay_analysis.batch.journal import Journal
from altay_analysis.batch.plan import Job, Request
from altay_analysis.batch.produce import produce
from altay_analysis.batch.publish import Shelf
from altay_analysis.batch.run import ERRORED, FAILED, SUCCEEDED, Result
from altay_analysis.batch.signals import limited, undisturbed
from altay_analysis.batch.unattended import attended
from altay_analysis.errors import MachineryError

__all__ = ["altay", "suite"]  # fixtures

LOG = Path("reports/log/altay.jsonl")


def events(file: Path = LOG) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def test_a_run_says_all_in_one_line_and_logs_each_event(
    altay: Command, suite: SyntheticSuite
) -> None:
    """Stdout has one line, stderr nothing; the log has a line of JSON for each event."""
    assert altay("report", "--unattended", "--lang", "en") == 0
    edition = Path("reports/latest").readlink().name
    (line,) = altay.out.splitlines()
    assert line.startswith(f"exit 0, published: reports/{edition} (1 report in en, 2 files, ")
    assert line.endswith("; log: reports/log/altay.jsonl")
    assert altay.err == ""
    start, begin, report, end = events()
    assert {"at", "pid", "event"} <= set(start)
    assert (start["event"], start["request"]["languages"]) == ("start", ["en"])
    assert (begin["event"], begin["reports"]) == ("begin", 1)
    assert (report["event"], report["report"], report["outcome"]) == ("report", "first", SUCCEEDED)
    assert (end["event"], end["exit_code"], end["edition"]) == ("end", 0, edition)
    assert altay("report", "--unattended", "--lang", "en", "--json") == 0
    told = json.loads(altay.out)
    assert (told["outcome"], told["log"]) == ("unchanged", str(LOG))
    assert [event["event"] for event in events()[4:]] == ["start", "end"]
    assert altay("report", "--unattended", "--lang", "en", "--quiet") == 0
    assert altay.out == altay.err == ""
    assert suite.path == Path.cwd()


def test_a_failure_is_in_the_log_and_the_last_line(altay: Command, suite: SyntheticSuite) -> None:
    """A notebook that raises: 1, what failed and where its partial copy is, and no second try."""
    suite.notebook("raise ValueError('no such thing')")
    assert altay("report", "--unattended", "--quiet", "--lang", "en") == 1
    assert altay.out.startswith("exit 1, 1 of 1 reports failed; edition ")
    assert "cell 5: ValueError: no such thing; as far as it came: reports/failed" in altay.err
    told = events()
    assert [event["event"] for event in told] == ["start", "begin", "report", "end"]
    assert told[2]["message"].endswith("ValueError: no such thing")
    assert Path(told[3]["failures"][0].rpartition("as far as it came: ")[2]).exists()


def test_what_cannot_run_is_told_as_well(altay: Command, suite: SyntheticSuite) -> None:
    """A busy shelf and bad usage: the exit code and the reason on stdout, in the log, on stderr."""
    with Shelf(suite.path / "reports").locked():
        assert altay("report", "--unattended") == 75
    assert altay.out.startswith("exit 75, another run holds the shelf")
    assert altay.one_line().startswith("altay: another run holds the shelf")
    assert altay("report", "--unattended", "--only", "frist") == 2
    assert altay.out.startswith("exit 2, report 'frist' is not known; did you mean first?")
    ends = [event for event in events() if event["event"] == "end"]
    assert [(end["outcome"], end["exit_code"]) for end in ends] == [("busy", 75), ("refused", 2)]


def test_an_error_of_ours_leaves_its_traceback_in_the_log(
    altay: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What nobody foresaw is one line for people, and whole in the log."""

    def broken(*_: object, **__: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr("altay_analysis.batch.produce.produce", broken)
    assert altay("report", "--unattended") == 3
    assert altay.out.startswith("exit 3, internal error, KeyError; log: ")
    assert "Traceback" in events()[-1]["traceback"]


def test_a_log_elsewhere(altay: Command, tmp_path: Path) -> None:
    """`--log` names another file; one that cannot be written ends with 3; alone it is usage."""
    file = tmp_path / "logs here" / "x.jsonl"
    assert altay("report", "--unattended", "--log", str(file), "--only", "frist") == 2
    assert events(file)[-1]["exit_code"] == 2
    assert not Path("reports").exists()
    assert altay("report", "--unattended", "--log", str(tmp_path)) == 3
    assert "cannot be written: Is a directory" in altay.one_line()
    assert altay("report", "--log", str(file)) == 2
    assert "--unattended" in altay.one_line()


def test_a_log_rotates(tmp_path: Path) -> None:
    """A log that is full is put aside, and at most five old ones are kept."""
    journal = Journal(tmp_path / "a.jsonl")
    for _ in range(80):
        journal.event("x", text="x" * 100_000)
    journal.close()
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"a.jsonl", *(f"a.jsonl.{n}" for n in range(1, 6))}
    assert all(path.stat().st_size <= 1_000_000 for path in tmp_path.iterdir())


def test_a_log_on_a_full_disk_does_not_end_a_run(tmp_path: Path) -> None:
    """Lines that cannot be written are told once, and nothing is raised."""
    code = (
        "import resource, sys; from pathlib import Path\n"
        "from altay_analysis.batch.journal import Journal\n"
        "journal = Journal(Path(sys.argv[1]))\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "for _ in range(3):\n    journal.event('x', text='x' * 2000)\n"
        "print(journal.fault)\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "a.jsonl")]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert "File too large" in done.stdout
    assert done.stderr == ""


class Flaky(Bench):
    """A bench whose first try of each job has another outcome."""

    first = ERRORED

    def make(self, jobs: Sequence[Job]) -> Generator[Result, None, None]:
        """Yield the first outcome for a job that comes for the first time."""
        for job in jobs:
            if job in self.made:
                yield from super().make([job])
            else:
                self.made.append(job)
                yield Result(job.report, job.lang, self.first, 0.1, partial=b"{}", message="why")


@pytest.mark.parametrize(
    ("first", "outcome", "made"), [(ERRORED, "published", 4), (FAILED, FAILED, 2)]
)
def test_errors_are_tried_once_more_and_failures_are_not(
    tmp_path: Path, first: str, outcome: str, made: int
) -> None:
    """A report that errored is made again and may succeed; one that failed is not made again."""
    bench = Flaky(tmp_path / "bench")
    bench.first = first
    journal = Journal(tmp_path / "log.jsonl")
    request = Request(bench.suite.path)
    make = attended(bench.make, journal)
    summary = produce(request, bench.shelf, make=make, tell=journal, now=lambda: "now")
    journal.close()
    assert summary.outcome == outcome
    assert len(bench.made) == made
    retried = [event for event in events(tmp_path / "log.jsonl") if event["event"] == "retry"]
    assert len(retried) == (2 if first == ERRORED else 0)


def test_a_report_that_errors_twice_errors(tmp_path: Path) -> None:
    """The second try is the last."""
    bench = Bench(tmp_path / "bench")
    bench.outcome = ERRORED
    journal = Journal(tmp_path / "log.jsonl")
    make = attended(bench.make, journal)
    summary = produce(Request(bench.suite.path), bench.shelf, make=make, tell=journal, now=str)
    journal.close()
    assert summary.exit_code == 3
    assert len(bench.made) == 4


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_run_that_takes_too_long_is_ended(
    altay: Command, suite: SyntheticSuite, jobs: str
) -> None:
    """`--timeout-run` ends the run as Ctrl-C would: nothing published, one line, exit code 3."""
    suite.notebook("import time\ntime.sleep(600)")
    limit = ("--timeout-run", "6", "--jobs", jobs)
    assert altay("report", "--unattended", *limit) == 3
    assert altay.out.startswith("exit 3, the run took longer than 6 s and was ended; nothing was")
    left = {path.name for path in Path("reports").iterdir()}
    assert left <= {".lock", "log"}
    assert events()[-1]["outcome"] == "errored"


def test_what_would_end_a_run_comes_too_late_while_it_publishes() -> None:
    """Ctrl-C, a termination and the limit are dropped while an edition is renamed."""
    # A shell has what it starts behind itself ignore Ctrl-C.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with undisturbed():
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM):
                signal.raise_signal(number)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_limit_is_taken_back() -> None:
    """A run that ends in time leaves no alarm and no handler behind."""
    before = signal.getsignal(signal.SIGALRM)
    with limited(100):
        pass
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) == before
    with pytest.raises(MachineryError, match="--timeout-run"), limited(0.05):
        threading.Event().wait(60)
