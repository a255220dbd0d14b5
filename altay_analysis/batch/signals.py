"""When a run may be ended from outside: at its limit, and not while it publishes."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from altay_analysis.errors import MachineryError

__all__ = ["limited", "undisturbed"]

_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGALRM)


class _Overdue(KeyboardInterrupt):
    """Passes, as Ctrl-C does, through all that catches errors."""


@contextmanager
def limited(seconds: float | None) -> Iterator[None]:
    """End what runs within as Ctrl-C would, after so many seconds.

    Raises
    ------
    MachineryError
        Where they are over.
    """
    if seconds is None:
        yield
        return
    before = signal.signal(signal.SIGALRM, _end)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    except _Overdue:
        raise MachineryError(
            f"the run took longer than {seconds:g} s and was ended; nothing was published; give "
            "it more with --timeout-run"
        ) from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Drop what would end the run: once it publishes, that comes too late.

    The steps within take milliseconds; ended between them, a run could not say what it left.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, _drop) for number in _ENDING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(*_: object) -> None:
    raise _Overdue


def _drop(*_: object) -> None:
    # A handler and not SIG_IGN, which what is started meanwhile would inherit.
    pass
