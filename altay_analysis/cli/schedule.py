"""`altay schedule`: units that run the suite unattended, for the scheduler that is there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from altay_analysis.cli.terminal import Out, shelf_at
from altay_analysis.errors import MachineryError, UsageError

if TYPE_CHECKING:
    from altay_analysis.batch.schedule import Unit

__all__ = ["schedule"]


def schedule(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="cron, systemd or github.")],
    at: Annotated[
        str,
        typer.Option(
            "--at",
            metavar="TIME",
            help='"Mon 06:00", "daily 06:00", "06:00", or "1 06:00" for a day of the month.',
        ),
    ] = "Mon 06:00",
    out: Out = "reports",
    into: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Write the files there; without it, print them."),
    ] = None,
) -> None:
    """Print what has cron, systemd or GitHub run altay report for this folder."""
    from altay_analysis.batch.moment import Moment
    from altay_analysis.batch.nearest import unknown
    from altay_analysis.batch.schedule import KINDS, Site, units

    if kind not in KINDS:
        raise UsageError(unknown("scheduler", kind, KINDS))
    if kind == "cron" and into is not None:
        raise UsageError("--into is for files; a line for cron is put in with: crontab -e")
    shelf_at(out)
    made = units(kind, Moment.read(at), Site.here(Path.cwd(), out))
    if into is None:
        print("\n".join(unit.text for unit in made), end="")
    else:
        print("\n".join(str(_written(unit, into)) for unit in made))


def _written(unit: Unit, into: Path) -> Path:
    file = into / unit.name
    try:
        into.mkdir(parents=True, exist_ok=True)
        file.write_text(unit.text, encoding="utf-8")
    except OSError as error:
        raise MachineryError(
            f"{str(file)!r} cannot be written: {error.strerror}; name another --into"
        ) from None
    return file
