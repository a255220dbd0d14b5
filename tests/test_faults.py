"""What goes wrong around a run, with real processes: nothing half published, nothing lost."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from faults import Runs, amiss, left, waited_for
from synthetic_suite import SyntheticSuite
from test_publish import Bench

from altay_analysis.batch import publish
from altay_analysis.batch.lock import HOLDER

SEED = 20260301
QUICK = ("--lang", "en", "--formats", "ipynb", "--jobs", "1")
WAITS = """\
import time
from pathlib import Path
Path("begun").touch()
while not Path("go").exists():
    time.sleep(0.05)"""

needs_proc = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs /proc")


@pytest.fixture
def runs(tmp_path: Path) -> Iterator[Runs]:
    runs = Runs(SyntheticSuite(tmp_path / "suite"), tmp_path / "shelf")
    yield runs
    runs.end()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Mount a file system of a size of its own; again with other options."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = False

    def mount(options: str) -> Path:
        nonlocal mounted
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"a file system cannot be mounted here: {done.stderr.strip()}")
        mounted = True
        return place

    yield mount
    if mounted:
        subprocess.run(["umount", "--lazy", str(place)], check=True)  # noqa: S607


def test_killed_before_any_step_a_shelf_is_whole(tmp_path: Path) -> None:
    """Killed before each step on the file system in turn, a publication harms no edition.

    Once a first edition is made, and once one takes the place of another that `latest` leads
    to; whatever the step, each edition is whole, `latest` leads to one, and the next run leaves
    nothing of the one that was killed.
    """
    command = [sys.executable, str(Path(__file__).with_name("crashing.py")), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    *found, last = done.stdout.splitlines()
    assert found == []
    first, second = map(int, last.removeprefix("steps ").split())
    assert first >= 20
    assert second >= 20


def test_without_an_exchange_an_edition_is_replaced_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where two folders cannot change places at once, they do one after the other."""
    bench = Bench(tmp_path / "bench")
    bench.run(edition="mine")
    monkeypatch.setattr(publish, "exchange", lambda *_: False)
    bench.run(edition="mine", force=True)
    assert list(amiss(bench.shelf.folder)) == []
    assert left(bench.shelf.folder) == set()


def killed_at_random(runs: Runs, kills: int, seed: int, *options: str) -> list[str]:
    """Kill runs at random moments of their length, then make a clean one; return what is amiss."""
    start = time.monotonic()
    code, _, err = runs.run(*QUICK, *options)
    assert code == 0, err
    length, moments = time.monotonic() - start, random.Random(seed)  # noqa: S311
    print(f"{kills} kills, seed {seed}, a run of {length:.2f} s")  # noqa: T201  # where it fails
    found: list[str] = []
    for kill in range(kills):
        runs.suite.data.put("regions", 2, name_en=f"City {kill}")
        run = runs.start(*QUICK, *options)
        time.sleep(moments.uniform(0, length))
        run.kill()
        run.communicate()
        found += (f"kill {kill}: {each}" for each in amiss(runs.shelf))
    code, out, err = runs.run(*QUICK, *options)
    if code or not re.match("published|nothing to do", out):
        found.append(f"a clean run ends with {code}: {out}{err}")
    return [*found, *amiss(runs.shelf), *left(runs.shelf)]


@needs_proc
def test_fifty_runs_that_are_killed_harm_nothing(runs: Runs, tmp_path: Path) -> None:
    """Killed at fifty moments of a run, a shelf has whole editions alone, and no process stays.

    Ten of them with forked kernels, whose server is filled anew each time, and forty without.
    """
    cold = Runs(SyntheticSuite(tmp_path / "cold"), tmp_path / "cold shelf")
    try:
        with ThreadPoolExecutor() as lanes:
            both = [
                lanes.submit(killed_at_random, runs, 10, SEED),
                lanes.submit(killed_at_random, cold, 40, SEED + 1, "--cold"),
            ]
            assert [each.result() for each in both] == [[], []]
        assert waited_for(lambda: not runs.processes() | cold.processes())
    finally:
        cold.end()


@needs_proc
def test_a_run_that_was_killed_is_named_by_the_next(runs: Runs) -> None:
    """The lock of a killed run is no obstacle: the next names that run, sweeps, and publishes."""
    runs.suite.notebook(WAITS)
    killed = runs.start(*QUICK)
    assert waited_for((runs.suite.notebooks / "begun").exists)
    killed.kill()
    killed.communicate()
    assert HOLDER in left(runs.shelf)
    (runs.suite.notebooks / "go").touch()
    code, out, err = runs.run(*QUICK)
    assert (code, out.partition(":")[0]) == (0, "published")
    assert re.search(rf"process {killed.pid} on \S+, since \S+, held the shelf and was killed", err)
    assert left(runs.shelf) == set()
    assert waited_for(lambda: not runs.processes())


def test_two_runs_at_once_are_one_after_the_other(runs: Runs) -> None:
    """The second ends with 75 and names the first, which goes on as if nothing were."""
    runs.suite.notebook(WAITS)
    first = runs.start(*QUICK)
    assert waited_for((runs.suite.notebooks / "begun").exists)
    code, out, err = runs.run(*QUICK)
    assert (code, out) == (75, "")
    assert re.fullmatch(
        rf"altay: another run holds the shelf '[^']+': process {first.pid} on \S+, since \S+; "
        r"try again when it ends\n",
        err,
    )
    (runs.suite.notebooks / "go").touch()
    out, err = first.communicate(timeout=120)
    assert first.returncode == 0, err
    assert list(amiss(runs.shelf)) == []


@pytest.mark.parametrize("put_back", [False, True], ids=["edited", "edited and put back"])
def test_data_edited_while_they_are_used_publish_nothing(runs: Runs, put_back: bool) -> None:
    """What is published was made from the bytes whose hashes it names, or is not published."""
    runs.suite.notebook(WAITS)
    run = runs.start(*QUICK)
    assert waited_for((runs.suite.notebooks / "begun").exists)
    file = runs.suite.path / "data/regions.csv"
    before = file.read_bytes()
    file.write_bytes(before.replace(b"City", b"Town"))
    if put_back:
        file.write_bytes(before)
    (runs.suite.notebooks / "go").touch()
    _, err = run.communicate(timeout=120)
    assert run.returncode == 3
    assert "changed while the reports were made, and nothing was published" in err
    assert {path.name for path in runs.shelf.iterdir()} == {".lock"}
    assert runs.run(*QUICK)[0] == 0


def test_a_full_disk_publishes_nothing_and_loses_nothing(
    runs: Runs, small_disk: Callable[[str], Path]
) -> None:
    """On a disk that is full a run ends with 3 and the reason; with room, the next publishes."""
    runs.shelf = small_disk("size=1m") / "shelf"
    assert runs.run(*QUICK)[0] == 0
    edition = (runs.shelf / "latest").readlink()
    runs.suite.data.put("regions", 2, name_en="Another")
    ballast = runs.shelf.parent / "ballast"
    room = os.statvfs(runs.shelf)
    # A page or two are free: enough to begin, too little for a report.
    ballast.write_bytes(b"x" * (room.f_bavail * room.f_frsize - 8192))
    code, out, err = runs.run(*QUICK)
    assert (code, out) == (3, "")
    assert "cannot be written: No space left on device; nothing was published" in err
    assert list(amiss(runs.shelf)) == []
    assert left(runs.shelf) == set()
    assert (runs.shelf / "latest").readlink() == edition
    command = [sys.executable, "-m", "altay_analysis", "prune", "--keep", "1", "--yes"]
    pruned = subprocess.run([*command, "--out", str(runs.shelf)], cwd=runs.suite.path, check=False)
    assert pruned.returncode == 0
    ballast.unlink()
    assert runs.run(*QUICK)[0] == 0
    assert list(amiss(runs.shelf)) == []


def test_a_read_only_shelf_is_one_line(runs: Runs, small_disk: Callable[[str], Path]) -> None:
    """Where nothing can be written: 3 and one line; with nothing to do, that is no matter."""
    runs.shelf = small_disk("size=1m") / "shelf"
    assert runs.run(*QUICK)[0] == 0
    small_disk("remount,ro")
    code, out, _ = runs.run(*QUICK)
    assert (code, out.partition(":")[0]) == (0, "nothing to do")
    runs.suite.data.put("regions", 2, name_en="Another")
    code, out, err = runs.run(*QUICK)
    assert (code, out) == (3, "")
    assert re.fullmatch(r"altay: shelf '\S+' cannot be written: Read-only file system; .*\n", err)
    code, out, err = runs.run(*QUICK, "--unattended")
    assert code == 3
    assert out.startswith("exit 3, log '")
    assert list(amiss(runs.shelf)) == []


def test_a_clock_that_was_set_back_harms_nothing(tmp_path: Path) -> None:
    """Files and marks of the future change nothing: nothing to do, or the next edition."""
    bench = Bench(tmp_path / "bench")
    old = bench.run().edition
    future = time.time() + 10 * 365 * 24 * 3600
    (bench.shelf.folder / ".staging-x").mkdir()
    for path in [bench.shelf.folder, *bench.shelf.folder.rglob("*")]:
        os.utime(path, (future, future), follow_symlinks=False)
    assert bench.run().outcome == "unchanged"
    bench.suite.data.put("regions", 2, name_en="Another")
    assert bench.run().outcome == "published"
    assert bench.editions() == {old, bench.newest, ".lock"}
    assert list(amiss(bench.shelf.folder)) == []


def test_a_failure_is_named_with_its_partial_copy(runs: Runs) -> None:
    """The run says which report failed and where it is kept as far as it came; `latest` stays."""
    assert runs.run(*QUICK)[0] == 0
    before = (runs.shelf / "latest").readlink()
    runs.suite.notebook("print('so far')", "raise ValueError('no such thing')")
    code, out, err = runs.run(*QUICK, "--unattended")
    assert code == 1
    assert re.match(r"exit 1, 1 of 1 reports failed; edition \S+ is not published", out)
    kept = re.search(r"first \(en\) failed: .*; as far as it came: (\S+)", err)
    assert kept is not None
    assert "so far" in Path(kept[1]).read_text("utf-8")
    assert (runs.shelf / "latest").readlink() == before
    shutil.rmtree(runs.shelf / "failed")
    assert list(amiss(runs.shelf)) == []


@needs_proc
def test_a_terminated_run_leaves_no_process(runs: Runs) -> None:
    """A service that is stopped ends with 130, one line, and all that it started."""
    runs.suite.notebook(WAITS)
    run = runs.start(*QUICK)
    assert waited_for((runs.suite.notebooks / "begun").exists)
    run.send_signal(signal.SIGTERM)
    out, err = run.communicate(timeout=60)
    assert (run.returncode, out) == (130, "")
    assert err.splitlines()[-1] == "altay: interrupted; nothing was published"
    assert waited_for(lambda: not runs.processes())
    assert left(runs.shelf) == set()
