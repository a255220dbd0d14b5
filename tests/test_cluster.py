"""Dask: workers in processes of their own, the same bytes, and a clear refusal of what differs."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import dask
import pytest
from distributed import LocalCluster
from synthetic_suite import SyntheticSuite
from test_cli import Command, altay, suite

from altay_analysis.batch.cluster import Need, amiss, map_cluster
from altay_analysis.batch.plan import Job, Request, make_plan
from altay_analysis.batch.run import ERRORED, FAILED, SUCCEEDED
from altay_analysis.batch.workers import map_jobs
from altay_analysis.errors import MachineryError

__all__ = ["altay", "suite"]  # fixtures

QUIET = {"DASK_DISTRIBUTED__DASHBOARD__LINK": "", "DASK_LOGGING__DISTRIBUTED": "critical"}


class Cluster:
    """A scheduler and its workers, each a process of its own on this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.workers: list[subprocess.Popen[bytes]] = []
        file = folder / "scheduler.json"
        self.scheduler = self.run("dask_scheduler", "--host", "127.0.0.1", "--port", "0",
                                  "--no-dashboard", "--scheduler-file", str(file))  # fmt: skip
        self.address = ""
        while not self.address:
            assert self.scheduler.poll() is None
            with contextlib.suppress(OSError, ValueError):
                self.address = json.loads(file.read_text("utf-8"))["address"]
            time.sleep(0.05)

    def run(self, program: str, *options: str, **environment: str) -> subprocess.Popen[bytes]:
        """Start a program of Dask."""
        # As a service has them: Ctrl-C of who runs the tests is not for them.
        return subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{program}", *options],
            cwd=self.folder, env={**os.environ, **QUIET, **environment}, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def work(self, *options: str, **environment: str) -> subprocess.Popen[bytes]:
        """Start a worker, by default one report at a time and without a nanny."""
        chosen = options or ("--nthreads", "1", "--no-nanny")
        local = ("--local-directory", str(self.folder), "--no-dashboard", "--host", "127.0.0.1")
        self.workers.append(self.run("dask_worker", self.address, *chosen, *local, **environment))
        return self.workers[-1]

    def end(self) -> None:
        """End all processes."""
        for process in (*self.workers, self.scheduler):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    folder = tmp_path / "dask"
    folder.mkdir()
    cluster = Cluster(folder)
    try:
        yield cluster
    finally:
        cluster.end()


@pytest.fixture(scope="module")
def steady(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a cluster of two workers, which no test harms."""
    cluster = Cluster(tmp_path_factory.mktemp("steady"))
    try:
        for _ in range(2):
            cluster.work()
        yield cluster.address
    finally:
        cluster.end()


def jobs(suite: SyntheticSuite) -> tuple[Job, ...]:
    return make_plan(Request(suite.path), None).jobs


def test_serial_parallel_and_dask_make_the_same_bytes(suite: SyntheticSuite, steady: str) -> None:
    """One process, two processes and Dask's workers give each output with the same bytes."""
    suite.notebook("print(sorted({'a', 'b'}), {'x', 'y', 'z'})")
    made = {}
    for way, results in (
        ("serial", map_jobs(jobs(suite), 1)),
        ("parallel", map_jobs(jobs(suite), 2)),
        ("dask", map_cluster(jobs(suite), steady)),
    ):
        found = {(result.report, result.lang): result for result in results}
        assert {result.outcome for result in found.values()} == {SUCCEEDED}, way
        made[way] = {name: result.outputs for name, result in found.items()}
    assert len(made["serial"]) == 2
    assert made["serial"] == made["parallel"] == made["dask"]


def test_what_a_killed_worker_had_is_made_by_another(
    suite: SyntheticSuite, cluster: Cluster
) -> None:
    """A worker that dies while it makes a report: another makes it, and the run is whole."""
    suite.notebook(
        "import os, time\nfrom pathlib import Path",
        # The first to come says who runs it, and waits to be killed.
        "mine = Path(f'pid-{lang}')\nif not mine.exists():\n"
        "    mine.write_text(str(os.getppid()))\n    time.sleep(lang == 'en' and 600)",
    )
    doomed = cluster.work()
    results = map_cluster(jobs(suite), cluster.address)

    def kill() -> None:
        while not (suite.notebooks / "pid-en").exists():
            time.sleep(0.05)
        cluster.work()
        os.killpg(doomed.pid, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    found = list(results)
    killer.join()
    assert [result.outcome for result in found] == [SUCCEEDED] * 2, [r.message for r in found]


def test_a_report_that_fails_is_not_tried_again(suite: SyntheticSuite, steady: str) -> None:
    """A notebook that raises has failed, once, and its partial copy comes back."""
    suite.notebook(
        "from pathlib import Path\nwith Path(f'tries-{lang}').open('a') as file:\n"
        "    file.write('x')",
        "raise ValueError('no such thing')",
    )
    found = list(map_cluster(jobs(suite), steady))
    assert [result.outcome for result in found] == [FAILED] * 2
    assert all(b"An Exception was encountered at" in result.partial for result in found)
    assert [p.read_text() for p in suite.notebooks.glob("tries-*")] == ["x", "x"]


def test_a_scheduler_that_is_lost_ends_the_run(suite: SyntheticSuite, cluster: Cluster) -> None:
    """Without a scheduler nothing comes back: one line says so, and nobody waits for ever."""
    suite.notebook(
        "import time\nfrom pathlib import Path\nPath(f'begun-{lang}').touch()\ntime.sleep(600)"
    )
    cluster.work()

    def lose() -> None:
        while not list(suite.notebooks.glob("begun-*")):
            time.sleep(0.05)
        os.killpg(cluster.scheduler.pid, signal.SIGKILL)

    loser = threading.Thread(target=lose)
    loser.start()
    with (
        dask.config.set({"distributed.comm.timeouts.connect": "2s"}),
        pytest.raises(MachineryError, match="is gone; nothing was published"),
    ):
        list(map_cluster(jobs(suite), cluster.address))
    loser.join()


def test_a_nanny_may_watch_a_worker(suite: SyntheticSuite, cluster: Cluster) -> None:
    """Dask's default workers are daemon processes, which may have no children: they serve too."""
    cluster.work("--nthreads", "1")
    found = list(map_cluster(jobs(suite), cluster.address))
    assert [result.outcome for result in found] == [SUCCEEDED] * 2, [r.message for r in found]


def test_altay_report_publishes_what_workers_made(
    altay: Command, suite: SyntheticSuite, steady: str
) -> None:
    """`--dask ADDRESS` makes an edition; with nothing to make, no cluster is asked."""
    assert altay("report", "--dask", steady) == 0, altay.err
    assert altay.out.startswith("published: reports/")
    assert altay("verify", "latest") == 0
    assert altay("report", "--dask", "tcp://127.0.0.1:1") == 0
    assert altay.out.startswith("nothing to do")
    assert suite.path == Path.cwd()


def test_an_address_where_nobody_answers_is_one_line(
    altay: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No scheduler: exit code 3, one line, nothing published."""
    monkeypatch.setattr("altay_analysis.batch.cluster._ANSWER_SECONDS", 2)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    assert altay("report", "--dask", address) == 3
    assert f"no Dask scheduler answers at '{address}'" in altay.err.splitlines()[-1]
    assert {path.name for path in Path("reports").iterdir()} == {".lock"}


@pytest.mark.filterwarnings("ignore:Creating scratch directories")  # on a busy machine
@pytest.mark.parametrize(
    ("workers", "said"),
    [
        ({"n_workers": 0}, "has no worker"),
        ({"n_workers": 1, "threads_per_worker": 2}, r"makes 2 at a time.*--nthreads 1"),
    ],
)
def test_a_cluster_that_cannot_serve_is_said(
    suite: SyntheticSuite, monkeypatch: pytest.MonkeyPatch, workers: dict[str, int], said: str
) -> None:
    """No worker, or one that would run several reports in one process, is said with the remedy."""
    monkeypatch.setattr("altay_analysis.batch.cluster._ANSWER_SECONDS", 2)
    with (
        LocalCluster(**workers, processes=False, dashboard_address=":0") as cluster,
        pytest.raises(MachineryError, match=said),
    ):
        list(map_cluster(jobs(suite), cluster.scheduler_address))


def test_a_worker_with_another_package_is_refused_by_name(
    suite: SyntheticSuite, cluster: Cluster, tmp_path: Path
) -> None:
    """A worker whose altay-analysis is not this one is named, and nothing is made."""
    other = tmp_path / "other"
    package = Path(__file__).parent.parent / "altay_analysis"
    shutil.copytree(package, other / "altay_analysis",
                    ignore=shutil.ignore_patterns("__pycache__"))  # fmt: skip
    with (other / "altay_analysis/errors.py").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    cluster.work(PYTHONPATH=str(other))
    with pytest.raises(MachineryError, match=r"worker tcp://127.*altay-analysis is not the same"):
        list(map_cluster(jobs(suite), cluster.address))


@pytest.mark.parametrize(
    ("address", "said"),
    [("here", "is not the address of a scheduler"), ("tcp://x", "tcp://HOST:8786"), ("", "''")],
)
def test_an_address_that_is_none_is_usage(altay: Command, address: str, said: str) -> None:
    """What cannot be an address is refused before anything is touched."""
    assert altay("report", "--dask", address) == 2
    assert said in altay.one_line()
    assert not Path("reports").exists()


def test_jobs_and_dask_exclude_each_other(altay: Command) -> None:
    """How many at a time is the cluster's to say."""
    assert altay("report", "--dask", "tcp://127.0.0.1:8786", "--jobs", "2") == 2
    assert "--jobs" in altay.one_line()


def test_without_dask_the_extra_is_named(altay: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where distributed is not installed, the line says how to get it."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert altay("report", "--dask", "tcp://127.0.0.1:8786") == 2
    assert 'pip install "altay-analysis[dask]"' in altay.one_line()


def test_what_a_worker_lacks_is_named(suite: SyntheticSuite) -> None:
    """Libraries by name and version, a data folder that is not there, or that has other bytes."""
    need = Need.of(jobs(suite))
    assert amiss(need) == ""
    old = replace(need, versions={**need.versions, "seaborn": "0.1"})
    assert re.search(r"here → there: seaborn 0\.1 → \d", amiss(old))
    suite.data.put("regions", 2, name_en="Another")
    assert amiss(need).endswith("data' has other bytes there; bring it up to date")
    shutil.rmtree(suite.path / "data")
    assert "data' is not there" in amiss(need)


def test_data_that_change_under_a_worker_make_an_error(suite: SyntheticSuite, steady: str) -> None:
    """A worker looks at its data before and after: a report of other bytes is not handed back."""
    suite.notebook("from pathlib import Path\nPath('../data/regions.csv').write_text('id\\n')")
    found = list(map_cluster(jobs(suite)[:1], steady))
    assert [result.outcome for result in found] == [ERRORED]
    assert "has other bytes there" in found[0].message
