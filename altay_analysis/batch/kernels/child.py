"""A kernel on its side of the fork: made as one that was started from nothing."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

__all__ = ["READY", "Order", "serve"]

READY = b"ready"


@dataclass(frozen=True)
class Order:
    """What a kernel is to be.

    Attributes
    ----------
    arguments : tuple of str
        Those of the kernel's application.
    environment : mapping of str to str
        The whole of it.
    folder : str
        Where it works.
    """

    arguments: tuple[str, ...]
    environment: Mapping[str, str]
    folder: str


def serve(order: Order, ready: Connection) -> None:
    """Be a kernel until it is ended, and say when it listens."""
    from altay_analysis.batch.kernels.guard import end_with_parent

    os.setsid()
    end_with_parent(group=True)
    _settle(order)
    _forget()
    _show_figures()
    app = _application(order)
    ready.send_bytes(READY)
    ready.close()
    app.start()


def _settle(order: Order) -> None:
    """Take on what a process is started with."""
    from altay_analysis.batch.kernels.preload import FILTERS, PATH

    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.clear()
    os.environ.update(order.environment)
    time.tzset()
    os.chdir(order.folder)
    sys.argv = ["ipykernel_launcher", *order.arguments]
    sys.path[:] = PATH
    filters: Any = warnings.filters
    filters[:] = FILTERS
    multiprocessing.set_start_method(None, force=True)


def _forget() -> None:
    """Let go of what processes of one server would share."""
    import numpy as np

    random.seed()
    # The state of old code that draws without a generator of its own, which is copied by a fork.
    np.random.seed(None)  # noqa: NPY002
    tempfile.tempdir = None


def _application(order: Order) -> Any:
    from ipykernel import kernelapp

    from altay_analysis.batch.kernels.output import PrivateOutput

    held: Any = kernelapp
    held.IOPubThread = PrivateOutput
    app: Any = kernelapp.IPKernelApp.instance()
    app.initialize(list(order.arguments))
    return app


def _show_figures() -> None:
    """Name the backend that pyplot takes up with its first figure, when there is a shell."""
    import matplotlib as mpl

    # matplotlib reads the variable as it is imported, and it was imported without.
    mpl.rcParams["backend"] = os.environ["MPLBACKEND"]
