"""`altay report` makes editions and drafts; `altay init` lays down what they are made from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import gettempdir
from time import time
from typing import TYPE_CHECKING, Annotated

import typer

from altay_analysis.cli.terminal import AsJson, Out, print_json, refused, shelf_at

if TYPE_CHECKING:
    from altay_analysis.batch.plan import Request
    from altay_analysis.batch.publish import Shelf

__all__ = ["init", "report"]


def report(
    out: Out = "reports",
    edition: Annotated[
        str | None, typer.Option(metavar="NAME", help="Name of the edition.")
    ] = None,
    lang: Annotated[
        list[str] | None,
        typer.Option(metavar="LANG", help="en, zh-Hans or zh-Hant; again for more."),
    ] = None,
    formats: Annotated[
        str | None, typer.Option(metavar="LIST", help="Some of html,pdf,ipynb.")
    ] = None,
    parameter: Annotated[
        list[str] | None,
        typer.Option(
            "-p",
            "--parameter",
            metavar="NAME=VALUE",
            help="Set a parameter of each chosen report that has it: makes drafts.",
        ),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="REPORT", help="This report alone; again for more: makes drafts."),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Make all again, and replace an edition of the name.")
    ] = False,
    plan: Annotated[
        bool, typer.Option("--plan", help="Say what would run and why, and touch nothing.")
    ] = False,
    jobs: Annotated[
        int | None, typer.Option("--jobs", min=1, metavar="N", help="Reports made at a time.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print errors only.")] = False,
    as_json: AsJson = False,
) -> None:
    """Make the reports that reports.toml declares, and publish them as an edition."""
    from altay_analysis.batch.parameters import assignments
    from altay_analysis.batch.plan import Request

    shelf = shelf_at(out)
    request = Request(
        root=Path(),
        edition=edition,
        languages=_listed("--lang", lang),
        formats=_listed("--formats", None if formats is None else [formats]),
        parameters=assignments(parameter or []),
        only=_listed("--only", only),
        force=force,
    )
    if plan:
        _foresee(request, shelf, quiet=quiet, as_json=as_json)
    else:
        raise typer.Exit(_produce(request, shelf, jobs=jobs, quiet=quiet, as_json=as_json))


def _listed(option: str, given: Sequence[str] | None) -> tuple[str, ...]:
    from altay_analysis.errors import UsageError

    names = [name.strip() for text in given or [] for name in text.split(",")]
    if not all(names):
        raise UsageError(f"{option} has an empty name in it; name what you want, or leave it")
    return tuple(names)


def _produce(
    request: Request, shelf: Shelf, *, jobs: int | None, quiet: bool, as_json: bool
) -> int:
    from altay_analysis.batch.leftovers import sweep
    from altay_analysis.batch.produce import produce
    from altay_analysis.batch.progress import teller
    from altay_analysis.batch.workers import map_jobs, usable_cores

    sweep(Path(gettempdir()), time())

    with teller(quiet=quiet) as tell:
        make = partial(map_jobs, workers=jobs or usable_cores())
        made = produce(request, shelf, make=make, tell=tell, now=_now)
    for failure in made.failures:
        refused(failure, made.exit_code)
    if as_json:
        print_json(made.as_dict())
    elif made.exit_code:
        refused(made.line, made.exit_code)
    elif not quiet:
        print(made.line)
    return made.exit_code


def _foresee(request: Request, shelf: Shelf, *, quiet: bool, as_json: bool) -> None:
    from altay_analysis.batch.produce import foresee

    foreseen = foresee(request, shelf)
    if as_json:
        print_json(foreseen)
    elif not quiet:
        for step in foreseen["reports"]:
            why = ", ".join(step["why"]) or "unchanged"
            print(f"{step['action']}  {step['lang']}/{step['report']}  {why}")
        print(f"{foreseen['edition']}: {foreseen['to_do']}")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
) -> None:
    """Lay down a working copy: notebooks, data and reports.toml."""
    from altay_analysis.batch.working_copy import lay_down

    files = lay_down(folder)
    print(f"{folder}: a working copy of {files} files; go there, and: altay report")
