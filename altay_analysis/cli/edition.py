"""`altay report` makes editions and drafts; `altay init` lays down what they are made from."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from altay_analysis.cli.running import Run, unattend
from altay_analysis.cli.terminal import AsJson, Out, print_json, refused, shelf_at
from altay_analysis.errors import UsageError

if TYPE_CHECKING:
    from altay_analysis.batch.plan import Prepare, Request
    from altay_analysis.batch.produce import Make
    from altay_analysis.batch.progress import Silence
    from altay_analysis.batch.publish import Shelf
    from altay_analysis.batch.run import Result

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
        str | None, typer.Option(metavar="LIST", help="Some of html,pdf,docx,ipynb.")
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
    cold: Annotated[
        bool, typer.Option("--cold", help="Start each kernel from nothing: slower, and as stock.")
    ] = False,
    dask: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Have the workers of a Dask scheduler make them."),
    ] = None,
    timeout: Annotated[
        float | None,
        typer.Option(
            min=1, metavar="SECONDS", help="Most that the cells of one report may take together."
        ),
    ] = None,
    timeout_run: Annotated[
        float | None,
        typer.Option(min=1, metavar="SECONDS", help="Most that the whole run may take."),
    ] = None,
    unattended: Annotated[
        bool,
        typer.Option(
            "--unattended",
            help="Write a log of JSON lines, try what errored once more, and say all in one line.",
        ),
    ] = False,
    log: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="The log of --unattended; without it log/altay.jsonl in --out."
        ),
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
        timeout=timeout,
        cold=cold,
    )
    if log is not None and not unattended:
        raise UsageError("--log is the log of --unattended; give both, or leave it")
    if plan:
        _foresee(request, shelf, quiet=quiet, as_json=as_json)
        return
    run = Run(request, shelf, _map(jobs, dask), timeout_run, _ahead(cold, dask))
    if unattended:
        raise typer.Exit(unattend(run, log, quiet=quiet, as_json=as_json))
    raise typer.Exit(_produce(run, quiet=quiet, as_json=as_json))


def _listed(option: str, given: Sequence[str] | None) -> tuple[str, ...]:
    names = [name.strip() for text in given or [] for name in text.split(",")]
    if not all(names):
        raise UsageError(f"{option} has an empty name in it; name what you want, or leave it")
    return tuple(names)


def _map(jobs: int | None, dask: str | None) -> Callable[[Silence], Make]:
    """Return what gives the map over jobs to who is told of it."""
    from altay_analysis.batch.workers import map_jobs, usable_cores

    if dask is None:
        return lambda tell: partial(map_jobs, workers=jobs or usable_cores(), tell=tell)
    map_cluster = _map_beyond(dask, jobs)
    return lambda tell: partial(map_cluster, address=dask, tell=tell)


def _ahead(cold: bool, dask: str | None) -> Prepare:
    """Return what begins what the map will need."""
    from altay_analysis.batch.workers import prepare

    return partial(prepare, cold=cold or dask is not None)


def _map_beyond(address: str, jobs: int | None) -> Callable[..., Generator[Result, None, None]]:
    from altay_analysis.batch.cluster import check_address, map_cluster

    if jobs is not None:
        raise UsageError("--jobs is of this machine, --dask of others; give one of them")
    check_address(address)
    return map_cluster


def _produce(run: Run, *, quiet: bool, as_json: bool) -> int:
    from altay_analysis.batch.progress import teller

    with teller(quiet=quiet) as tell:
        made = run.produce(run.make(tell), tell)
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


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
) -> None:
    """Lay down a working copy: notebooks, data and reports.toml."""
    from altay_analysis.batch.working_copy import lay_down

    files = lay_down(folder)
    print(f"{folder}: a working copy of {files} files; go there, and: altay report")
