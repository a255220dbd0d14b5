"""The server that kernels and workers are forked from: one a run, filled while a run is planned.

It is `multiprocessing`'s own. It ends with the last process that it serves.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import sys
import types
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from importlib.metadata import entry_points
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any

from altay_analysis.batch.kernels import settings

__all__ = ["PROVISIONER", "as_shared", "begin", "context", "end", "hidden_main", "refusal"]

PROVISIONER = "altay-fork"
_PRELOADED = "altay_analysis.batch.kernels.preload"
_state: Any = forkserver._forkserver  # what the functions of that module are methods of


@cache
def refusal() -> str:
    """Return why kernels cannot be forked here, empty where they can."""
    if not sys.platform.startswith("linux"):
        # What others link numpy against does not survive a fork.
        return f"kernels are not forked on {sys.platform}"
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return "this Python has no forkserver"
    if multiprocessing.current_process().daemon:
        return "a daemon process may have no children"
    group = entry_points(group="jupyter_client.kernel_provisioners", name=PROVISIONER)
    return "" if group else f"{PROVISIONER} is not installed; install the package again"


def context() -> ForkServerContext:
    """Return the context of `multiprocessing` whose processes the server forks."""
    begin()
    return multiprocessing.get_context("forkserver")


def begin(data: Sequence[Path] = (), *, audit: bool = False) -> None:
    """Start the server, unless it runs; it gets ready beside.

    Parameters
    ----------
    data : sequence of Path
        Folders that the kernels will read.
    audit : bool
        Whether most of them will audit those.
    """
    forkserver.set_forkserver_preload([_PRELOADED])
    ahead = {"folders": [str(folder.resolve()) for folder in data], "audit": audit}
    held, own = dict(os.environ), settings.of_server() | {settings.AHEAD: json.dumps(ahead)}
    try:
        os.environ.clear()
        os.environ.update(own)
        _state.ensure_running()
    finally:
        os.environ.clear()
        os.environ.update(held)


def as_shared() -> None:
    """In a process that the server forked: ask that same server, as multiprocessing documents.

    Python looks whether the server is its own child, and starts another where it is not.
    """
    _state.ensure_running = lambda: None


def end() -> None:
    """End the server at once; what it has forked is ended by who asked for it."""
    pid = getattr(_state, "_forkserver_pid", None)
    if pid is not None:
        with suppress(OSError):
            os.kill(pid, signal.SIGKILL)


@contextmanager
def hidden_main() -> Iterator[None]:
    """Start processes that do not run this process's main script again, as Python has it."""
    held = sys.modules["__main__"]
    stand_in: Any = types.ModuleType("__main__")
    sys.modules["__main__"] = stand_in
    try:
        yield
    finally:
        sys.modules["__main__"] = held
