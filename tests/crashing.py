"""Publish an edition again and again, killed before each step on the file system in turn.

For `test_faults.py`, in a process of its own: `python crashing.py FOLDER`. Prints one line a
step that left something amiss, and at the end how many steps there were.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Generator, Sequence
from pathlib import Path

from faults import amiss, left
from synthetic_suite import SyntheticSuite

from altay_analysis.batch.plan import Job, Request
from altay_analysis.batch.produce import Summary, produce
from altay_analysis.batch.progress import Silence
from altay_analysis.batch.publish import Shelf
from altay_analysis.batch.run import SUCCEEDED, Result

STEPS = (
    "open", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink",
    "shutil.rmtree", "tempfile.mkdtemp",
)  # fmt: skip
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def say(line: str) -> None:
    """Print a line at once: a child must not print it again."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def make(jobs: Sequence[Job]) -> Generator[Result, None, None]:
    """Yield outputs without a kernel."""
    for job in jobs:
        outputs = {form: f"{job.key} {form}".encode() for form in job.formats}
        yield Result(job.report, job.lang, SUCCEEDED, 0.1, outputs)


def publish(suite: SyntheticSuite, shelf: Path, **asked: bool) -> Summary:
    """Publish the edition "mine"."""
    request = Request(suite.path, edition="mine", **asked)  # type: ignore[arg-type]
    return produce(request, Shelf(shelf), make=make, tell=Silence(), now=lambda: "now")


def killed(suite: SyntheticSuite, shelf: Path, step: int) -> bool:
    """Publish in a child that is killed before a step; say whether it came so far."""
    child = os.fork()
    if child == 0:
        count = 0

        def watch(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal count
            writes = event != "open" or (
                isinstance(arguments[2], int) and bool(arguments[2] & WRITES)
            )
            if event in STEPS and writes and str(shelf) in repr(arguments):
                count += 1
                if count == step:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)
        publish(suite, shelf, force=True)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def crash(suite: SyntheticSuite, start: Path, shelf: Path) -> int:
    """Kill a publication at each of its steps, on a copy of a shelf; return how many it has."""
    step = 0
    while True:
        step += 1
        shutil.rmtree(shelf, ignore_errors=True)
        shutil.copytree(start, shelf, symlinks=True)
        if not killed(suite, shelf, step):
            return step - 1
        for fault in amiss(shelf):
            say(f"step {step}: {fault}")
        publish(suite, shelf)
        found = [*amiss(shelf), *left(shelf)]
        if found or not (shelf / "latest/en/first.html").exists():
            say(f"step {step}, after a clean run: {found}")


def main(folder: Path) -> None:
    """Crash the first edition of a shelf, and one that replaces another."""
    suite = SyntheticSuite(folder / "suite")
    empty, held = folder / "empty", folder / "held"
    empty.mkdir()
    publish(suite, held)
    say(f"steps {crash(suite, empty, folder / 'a')} {crash(suite, held, folder / 'b')}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
