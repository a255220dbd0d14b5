"""What the tests of faults share: real runs in processes that can be found again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from synthetic_suite import SyntheticSuite

from altay_analysis.batch.proof import prove
from altay_analysis.batch.publish import Shelf
from altay_analysis.batch.standing import standing, strangers

MARK = "ALTAY_TESTS_RUN"


class Runs:
    """Runs of a suite on a shelf; whatever they start carries a mark in its environment."""

    def __init__(self, suite: SyntheticSuite, shelf: Path) -> None:
        self.suite = suite
        self.shelf = shelf
        self.mark = uuid.uuid4().hex

    def start(self, *options: str) -> subprocess.Popen[str]:
        """Start `altay report`."""
        command = [sys.executable, "-m", "altay_analysis", "report", "--out", str(self.shelf)]
        return subprocess.Popen(
            [*command, *options], cwd=self.suite.path, env={**os.environ, MARK: self.mark},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def run(self, *options: str) -> tuple[int, str, str]:
        """Run `altay report` to its end: exit code, stdout, stderr."""
        process = self.start(*options)
        out, err = process.communicate(timeout=300)
        return process.returncode, out, err

    def processes(self) -> set[int]:
        """The processes of these runs that are alive."""
        wanted = f"{MARK}={self.mark}".encode()
        found = set()
        for folder in Path("/proc").iterdir():
            with suppress(OSError):
                if (
                    folder.name.isdigit()
                    and wanted in (folder / "environ").read_bytes().split(b"\0")
                    and (folder / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
                ):
                    found.add(int(folder.name))
        return found

    def end(self) -> None:
        """Kill whatever is left: a test that fails leaves nothing to the next."""
        for pid in self.processes():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def waited_for(true: Callable[[], object], seconds: float = 90) -> bool:
    """Wait until something is true; say whether it came to be."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def amiss(shelf: Path) -> Iterator[str]:
    """Yield what must never be on a shelf: an edition that is not whole, a link to nothing."""
    held = Shelf(shelf)
    for edition in standing(held):
        yield from (f"{edition.name}: {fault}" for fault in prove(edition.folder).faults)
    yield from (f"{name}: no edition" for name in strangers(held))
    link = shelf / "latest"
    if link.is_symlink() and not link.is_dir():
        yield f"latest leads to {link.readlink()}, which is not there"


def left(shelf: Path) -> set[str]:
    """Hidden names on a shelf, but for its lock: none, once a run has ended."""
    return {path.name for path in shelf.iterdir() if path.name.startswith(".")} - {".lock"}
