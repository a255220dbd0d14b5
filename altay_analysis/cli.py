"""`altay`: each command parses, makes one call, and prints."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from altay_analysis import __version__
from altay_analysis.errors import AltayError, Finding

if TYPE_CHECKING:
    from altay_analysis.batch.plan import Request
    from altay_analysis.batch.publish import Shelf

__all__ = ["app", "main"]

INTERRUPTED = 130

app = typer.Typer(
    name="altay",
    help="Published figures about Altay City as reports whose every number leads to its source.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
source = typer.Typer(help="The texts that the figures were read from.", no_args_is_help=True)
app.add_typer(source, name="source")

DataFolder = Annotated[
    Path | None, typer.Option("--data", metavar="DIR", help="Folder of the tables.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout.")]


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run `altay`, and end with its exit code: no traceback reaches a user."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        code = typer.main.get_command(app)(
            args=arguments if arguments is None else list(arguments),
            prog_name="altay",
            standalone_mode=False,
        )
    except AltayError as error:
        code = _refused(str(error), error.exit_code)
    except KeyboardInterrupt:
        code = INTERRUPTED
    except Exception as error:
        code = _unexpected(error)
    if code == INTERRUPTED:
        _refused("interrupted; nothing was published", code)
    sys.exit(code or 0)


def _unexpected(error: Exception) -> int:
    # Typer's own errors of usage know how to say themselves, whoever ships them.
    if hasattr(error, "format_message"):
        words = " ".join(str(error.format_message()).split())
        return _refused(f"{words or 'a command is missing'} (see: altay --help)", 2)
    if isinstance(error, BrokenPipeError):
        # Nobody reads on; what is buffered must not raise once more at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 3
    return _refused(f"internal error, {type(error).__name__}: {error}; please report it", 3)


def _refused(words: str, code: int) -> int:
    print(f"altay: {' '.join(words.split())}", file=sys.stderr)
    return code


def _version(wanted: bool) -> None:
    if wanted:
        print(f"altay {__version__}")
        raise typer.Exit


@app.callback()
def altay(
    version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_version, help="Print the version."),
    ] = False,
) -> None:
    """Published figures about Altay City as reports whose every number leads to its source."""


@app.command()
def report(
    out: Annotated[
        Path, typer.Option(metavar="DIR", help="The shelf that editions stand on.")
    ] = Path("reports"),
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
    from altay_analysis.batch.publish import Shelf

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
        _foresee(request, Shelf(out), quiet=quiet, as_json=as_json)
    else:
        raise typer.Exit(_produce(request, Shelf(out), jobs=jobs, quiet=quiet, as_json=as_json))


def _listed(option: str, given: Sequence[str] | None) -> tuple[str, ...]:
    from altay_analysis.errors import UsageError

    names = [name.strip() for text in given or [] for name in text.split(",")]
    if not all(names):
        raise UsageError(f"{option} has an empty name in it; name what you want, or leave it")
    return tuple(names)


def _produce(
    request: Request, shelf: Shelf, *, jobs: int | None, quiet: bool, as_json: bool
) -> int:
    from altay_analysis.batch.produce import produce
    from altay_analysis.batch.progress import teller
    from altay_analysis.batch.workers import map_jobs, usable_cores

    with teller(quiet=quiet) as tell:
        make = partial(map_jobs, workers=jobs or usable_cores())
        made = produce(request, shelf, make=make, tell=tell, now=_now)
    for failure in made.failures:
        _refused(failure, made.exit_code)
    if as_json:
        _print_json(made.as_dict())
    elif made.exit_code:
        _refused(made.line, made.exit_code)
    elif not quiet:
        print(made.line)
    return made.exit_code


def _foresee(request: Request, shelf: Shelf, *, quiet: bool, as_json: bool) -> None:
    from altay_analysis.batch.produce import foresee

    foreseen = foresee(request, shelf)
    if as_json:
        _print_json(foreseen)
    elif not quiet:
        for step in foreseen["reports"]:
            why = ", ".join(step["why"]) or "unchanged"
            print(f"{step['action']}  {step['lang']}/{step['report']}  {why}")
        print(f"{foreseen['edition']}: {foreseen['to_do']}")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


@app.command()
def check(data: DataFolder = None, as_json: AsJson = False) -> None:
    """Report everything that is wrong in the data, each with its remedy."""
    from altay_analysis.loading import examine

    folder = _data_folder(data)
    examined = examine(folder)
    found = list(examined.findings)
    rows = {} if examined.tables is None else _rows(examined.tables.sheets)
    if as_json:
        findings = [finding.as_dict() for finding in found]
        _print_json({"folder": str(folder), "findings": findings, "rows": rows})
    elif found:
        _print_findings(found, f"{folder}: {len(found)} found to be wrong")
    else:
        counts = ", ".join(f"{count} {name}" for name, count in rows.items())
        print(f"{folder}: nothing wrong ({counts})")
    raise typer.Exit(2 if found else 0)


@source.command()
def verify(
    id: Annotated[str, typer.Argument(metavar="SOURCE", help="Its id in sources.csv.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The text.")],
    data: DataFolder = None,
) -> None:
    """Show that each figure of a source stands in its text, where the data say."""
    from altay_analysis.intake import prove

    found = prove(_data_folder(data), id, file)
    if found:
        _print_findings(found, f"{id}: {len(found)} do not agree with {file}")
    else:
        print(f"{id}: every figure stands in {file} where the data say")
    raise typer.Exit(2 if found else 0)


def _data_folder(given: Path | None) -> Path:
    from altay_analysis.batch.suite import FILE, read_suite

    if given is not None:
        return given
    return Path(read_suite(Path()).data) if Path(FILE).exists() else Path("data")


def _rows(sheets: Mapping[str, Any]) -> dict[str, int]:
    return {name: len(sheet.frame) for name, sheet in sheets.items()}


def _print_findings(found: Sequence[Finding], total: str) -> None:
    for finding in found:
        print(finding)
    _refused(total, 2)


def _print_json(content: object) -> None:
    print(json.dumps(content, ensure_ascii=False, indent=1))
