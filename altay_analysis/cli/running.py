"""One run of `altay report`, with somebody looking on or with nobody."""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import gettempdir
from time import time
from typing import TYPE_CHECKING, Any

from altay_analysis.cli.terminal import refused
from altay_analysis.errors import AltayError

if TYPE_CHECKING:
    from altay_analysis.batch.journal import Journal
    from altay_analysis.batch.plan import Prepare, Request
    from altay_analysis.batch.produce import Make, Summary
    from altay_analysis.batch.progress import Silence
    from altay_analysis.batch.publish import Shelf

__all__ = ["INTERRUPTED", "Run", "unattend"]

INTERRUPTED = 130

_OUTCOMES = {2: "refused", 75: "busy", INTERRUPTED: "interrupted"}


@dataclass(frozen=True)
class Run:
    """What a run is to do, and how.

    Attributes
    ----------
    make : callable
        Gives the map over jobs, to who is told of it.
    seconds : float or None
        Most that it may take.
    prepare : callable
        Begins what the map will need.
    """

    request: Request
    shelf: Shelf
    make: Callable[[Silence], Make]
    seconds: float | None
    prepare: Prepare

    def produce(self, make: Make, tell: Silence) -> Summary:
        """Make and publish what is asked for; see `batch.produce`."""
        from altay_analysis.batch.leftovers import sweep
        from altay_analysis.batch.produce import produce
        from altay_analysis.batch.signals import limited

        sweep(Path(gettempdir()), time())
        with limited(self.seconds):
            return produce(
                self.request, self.shelf, make=make, tell=tell, now=_now, prepare=self.prepare
            )


def unattend(run: Run, log: str | None, *, quiet: bool, as_json: bool) -> int:
    """Run with nobody looking on: events go to a log, and the last line of stdout says all.

    Parameters
    ----------
    quiet : bool
        Leave that line out where all is well.

    Returns
    -------
    int
        The exit code; what cannot run is raised once it is told.
    """
    from altay_analysis.batch.journal import FOLDER, NAME, Journal

    journal: Journal | None = None
    try:
        journal = Journal(Path(log) if log else run.shelf.folder / FOLDER / NAME)
        told = _told(run, journal)
    except BaseException as error:
        _end(_unable(error), journal, quiet=quiet, as_json=as_json)
        raise
    _end(told, journal, quiet=quiet, as_json=as_json)
    return int(told["exit_code"])


def _told(run: Run, journal: Journal) -> dict[str, Any]:
    from altay_analysis.batch.unattended import attended

    journal.event("start", shelf=str(run.shelf.folder), request=asdict(run.request))
    made = run.produce(attended(run.make(journal), journal), journal)
    for failure in made.failures:
        refused(failure, made.exit_code)
    return {
        "outcome": made.outcome,
        "exit_code": made.exit_code,
        "line": made.line,
        "edition": made.edition,
        "path": made.path,
        "draft": made.draft,
        "seconds": made.seconds,
        "reports": len(made.reports),
        "files": sum(len(entry.outputs) for entry in made.reports),
        "failures": list(made.failures),
    }


def _unable(error: BaseException) -> dict[str, Any]:
    """Tell what a run came to that ended in an error."""
    more: dict[str, Any] = {}
    if isinstance(error, AltayError):
        code, line = error.exit_code, " ".join(str(error).split())
    elif isinstance(error, KeyboardInterrupt):
        code, line = INTERRUPTED, "interrupted; nothing was published"
    else:
        code, line = 3, f"internal error, {type(error).__name__}"
        more = {"traceback": "".join(traceback.format_exception(error))}
    return {"outcome": _OUTCOMES.get(code, "errored"), "exit_code": code, "line": line, **more}


def _end(told: Mapping[str, Any], journal: Journal | None, *, quiet: bool, as_json: bool) -> None:
    """Write the last event, and print the last line."""
    if journal is not None:
        journal.event("end", **told)
        journal.close()
        if journal.fault:
            refused(f"log {str(journal.file)!r} is not whole: {journal.fault}", 0)
    if quiet and not told["exit_code"]:
        return
    where = {"log": str(journal.file)} if journal else {}
    if as_json:
        shown = {name: value for name, value in told.items() if name != "traceback"}
        print(json.dumps({**shown, **where}, ensure_ascii=False))
    else:
        end = "; log: {log}".format(**where) if where else ""
        print(f"exit {told['exit_code']}, {told['line']}{end}")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
