"""Work that waits until a hand is still: a slider sends many values, one of them is drawn."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

__all__ = ["Later"]


class Later:
    """Calls `act` once, so many seconds after it was last asked to.

    Without a running loop (plain Python, a test) it acts at once.
    """

    def __init__(self, seconds: float, act: Callable[[], None]) -> None:
        self.seconds, self.act = seconds, act
        self.waiting: asyncio.TimerHandle | None = None

    def __call__(self, *_: object) -> None:
        """Ask for it; what a widget sends along is not needed."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self.act()
            return
        if self.waiting is not None:
            self.waiting.cancel()
        self.waiting = loop.call_later(self.seconds, self.act)
