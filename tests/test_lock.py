"""The lock of a shelf: who holds it is named, and who is dead holds nothing."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from altay_analysis.batch.lock import HOLDER, LOCK, Holder, lock
from altay_analysis.errors import ShelfBusyError

HOLDS = """
    import sys, time
    from pathlib import Path
    from altay_analysis.batch.lock import lock
    with lock(Path(sys.argv[1])):
        print("held", flush=True)
        time.sleep(600)
"""


@contextmanager
def holding(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds a folder, until the end or until it is killed."""
    command = [sys.executable, "-c", textwrap.dedent(HOLDS), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def test_a_live_holder_is_named(tmp_path: Path) -> None:
    """Who comes second is told which process on which host holds the shelf, and since when."""
    with holding(tmp_path) as process:
        with pytest.raises(ShelfBusyError) as busy, lock(tmp_path):
            pass
        since = json.loads((tmp_path / HOLDER).read_text("utf-8"))["since"]
    said = f": process {process.pid} on {socket.gethostname()}, since {since}; try again"
    assert said in str(busy.value)
    assert busy.value.exit_code == 75


def test_a_killed_holder_holds_nothing_and_is_named(tmp_path: Path) -> None:
    """The lock of a process that was killed is taken at once, and its name is given."""
    with holding(tmp_path) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
    with lock(tmp_path) as gone:
        assert gone is not None
        assert gone.pid == process.pid
        assert Holder.read(tmp_path) == Holder(os.getpid(), socket.gethostname(), gone.since) or (
            Holder.read(tmp_path) != gone
        )


def test_a_lock_that_was_given_back_names_nobody(tmp_path: Path) -> None:
    """After a run that ended, nobody is said to have been killed."""
    for _ in range(2):
        with lock(tmp_path) as gone:
            assert gone is None
    assert [path.name for path in tmp_path.iterdir()] == [LOCK]


def test_the_dead_are_not_named_as_holders(tmp_path: Path) -> None:
    """Where the holder has not put its name there yet, the name of one before is not given."""
    with holding(tmp_path) as process:
        dead = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"],
                              capture_output=True, text=True, check=True).stdout  # fmt: skip
        name = {"pid": int(dead), "host": socket.gethostname(), "since": "2020-01-01"}
        (tmp_path / HOLDER).write_text(json.dumps(name), encoding="utf-8")
        with pytest.raises(ShelfBusyError, match=r"holds the shelf '[^']*'; try again"):
            lock(tmp_path).__enter__()
        assert process.poll() is None


@pytest.mark.parametrize("content", ["", "{", "[1]", '{"pid": "x", "host": "h", "since": "s"}'])
def test_a_name_that_cannot_be_read_is_nobodys(tmp_path: Path, content: str) -> None:
    """A name that was cut short, or that is not ours, does not keep anyone from the shelf."""
    (tmp_path / HOLDER).write_text(content, encoding="utf-8")
    with lock(tmp_path) as gone:
        assert gone is None
