"""The lock of a shelf: one run at a time, which the others can name."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from altay_analysis.errors import ShelfBusyError

__all__ = ["HOLDER", "LOCK", "Holder", "lock"]

LOCK = ".lock"
HOLDER = ".holder"


@dataclass(frozen=True)
class Holder:
    """The process that holds a shelf, or held it and was killed.

    Attributes
    ----------
    since : str
        ISO 8601, in UTC.
    """

    pid: int
    host: str
    since: str

    def __str__(self) -> str:
        return f"process {self.pid} on {self.host}, since {self.since}"

    @classmethod
    def here(cls) -> Self:
        """Return this process."""
        return cls(os.getpid(), socket.gethostname(), datetime.now(UTC).isoformat("T", "seconds"))

    @classmethod
    def read(cls, folder: Path) -> Self | None:
        """Return who wrote a name last and did not take it back, if anybody."""
        try:
            content = json.loads((folder / HOLDER).read_text(encoding="utf-8"))
            return cls(int(content["pid"]), str(content["host"]), str(content["since"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    @property
    def may_live(self) -> bool:
        """Whether the process may be there: of another host, nobody here can tell."""
        if self.host != socket.gethostname():
            return True
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        except (OSError, OverflowError):
            return True
        return True


@contextmanager
def lock(folder: Path) -> Iterator[Holder | None]:
    """Hold a shelf's folder; give who held it last, where that process was killed.

    The lock is the system's own, which drops it with the process that holds it, however that
    ends: a lock that is found held is held by a live process. The name beside it is for people.

    Raises
    ------
    ShelfBusyError
        Where another process holds it, naming that.
    """
    from filelock import FileLock, Timeout

    held = FileLock(folder / LOCK, timeout=0)
    try:
        held.acquire()
    except Timeout:
        raise ShelfBusyError(_busy(folder)) from None
    name = folder / HOLDER
    try:
        gone = Holder.read(folder)
        # A full disk has no room for a name; what makes room on it must run all the same.
        with suppress(OSError):
            name.write_text(json.dumps(asdict(Holder.here())), encoding="utf-8")
        yield gone
    finally:
        with suppress(OSError):
            name.unlink()
        held.release()


def _busy(folder: Path) -> str:
    holder = Holder.read(folder)
    # One that has just begun has not put its name there yet: the name is of one before.
    who = f": {holder}" if holder and holder.may_live else ""
    return f"another run holds the shelf {str(folder)!r}{who}; try again when it ends"
