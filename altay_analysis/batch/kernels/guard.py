"""A process that ends with the one that asked for it, however that ends."""

from __future__ import annotations

import fcntl
import multiprocessing
import os
import signal
from multiprocessing.connection import wait
from threading import Thread

__all__ = ["end_with_parent"]


def end_with_parent(*, group: bool) -> None:
    """End this process as soon as the one that asked the server for it is gone.

    That one is not the parent that the system knows, which is the server; and a process whose
    parent ends is given to init, or to whoever reaps for it.

    Parameters
    ----------
    group : bool
        End the process's whole group: it must lead it.
    """
    asked = multiprocessing.parent_process()
    if asked is None:
        return
    target = -os.getpid() if group else os.getpid()
    if hasattr(fcntl, "F_SETSIG"):
        # The system does it itself: a cell may hold the interpreter's lock for ever.
        fcntl.fcntl(asked.sentinel, fcntl.F_SETOWN, target)
        fcntl.fcntl(asked.sentinel, fcntl.F_SETSIG, signal.SIGKILL)
        flags = fcntl.fcntl(asked.sentinel, fcntl.F_GETFL)
        fcntl.fcntl(asked.sentinel, fcntl.F_SETFL, flags | os.O_ASYNC)
    Thread(target=_wait, args=(asked.sentinel, target), daemon=True, name="parent").start()


def _wait(sentinel: int, target: int) -> None:
    wait([sentinel])
    os.kill(target, signal.SIGKILL)
