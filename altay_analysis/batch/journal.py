"""The journal of unattended runs: one line of JSON an event, in a file that rotates."""

from __future__ import annotations

import json
import logging
import os
import sys
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

from altay_analysis.batch.progress import Silence
from altay_analysis.errors import MachineryError

__all__ = ["FOLDER", "NAME", "Journal"]

FOLDER = "log"
NAME = "altay.jsonl"

_BYTES = 1_000_000
_KEPT = 5


class _Lines(RotatingFileHandler):
    """Writes what it can: a disk that is full must not end a run, nor fill stderr."""

    fault = ""

    def handleError(self, _: logging.LogRecord) -> None:  # noqa: N802  # logging's name
        """Remember what went wrong."""
        self.fault = self.fault or str(sys.exc_info()[1])


class Journal(Silence):
    """Writes each event of a run, and says nothing.

    Every line has `at` (ISO 8601, UTC, milliseconds), `pid` and `event`; what else it has
    depends on the event.

    Raises
    ------
    MachineryError
        Where the file cannot be opened.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._lines = _Lines(file, maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8")
        except OSError as error:
            raise MachineryError(
                f"log {str(file)!r} cannot be written: {error.strerror or error}; mend that, or "
                "name another --log"
            ) from None

    @property
    def fault(self) -> str:
        """What kept lines from being written; empty where they were."""
        return self._lines.fault

    def event(self, name: str, **facts: object) -> None:
        """Write one line."""
        at = datetime.now(UTC).isoformat("T", "milliseconds")
        line = {"at": at, "pid": os.getpid(), "event": name, **facts}
        text = json.dumps(line, ensure_ascii=False, default=str)
        self._lines.handle(logging.makeLogRecord({"msg": text}))

    def begin(self, total: int) -> None:
        """Write how many reports are to be made."""
        self.event("begin", reports=total)

    def note(self, line: str) -> None:
        """Write one thing beside."""
        self.event("note", text=line)

    def close(self) -> None:
        """Close the file."""
        self._lines.close()
