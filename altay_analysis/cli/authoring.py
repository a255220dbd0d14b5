"""`altay new` lays down a report of one's own; `altay lint` says what to mend in notebooks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from altay_analysis.cli.terminal import refused
from altay_analysis.errors import UsageError

__all__ = ["lint", "new_report"]


def lint(
    notebooks: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[NOTEBOOK]...",
            help="Notebooks or folders of them; else the folder of the suite.",
        ),
    ] = None,
) -> None:
    """Say what is to be mended in notebooks, so that they can be committed; none is run."""
    from altay_analysis.authoring.lint import findings

    files = list(_files(notebooks or [_own_folder()]))
    found = [f"{file}: {line}" for file in files for line in findings(file)]
    print(*found, sep="\n", end="\n" if found else "")
    many = f"{len(files)} notebook{'s' * (len(files) != 1)}"
    if found:
        raise typer.Exit(refused(f"{many}: {len(found)} to mend", 2))
    print(f"{many}: nothing to mend")


def _own_folder() -> Path:
    from altay_analysis.batch.suite import FILE, read_suite

    return read_suite(Path()).notebooks if Path(FILE).exists() else Path("notebooks")


def _files(given: Sequence[Path]) -> Iterator[Path]:
    for path in given:
        if not path.exists():
            raise UsageError(f"{str(path)!r} is not there; name a notebook or a folder of them")
        yield from sorted(path.glob("*.ipynb")) if path.is_dir() else [path]


def new_report(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="Its id: small letters, digits, '.' and '-'.")
    ],
    area: Annotated[
        str | None,
        typer.Option(metavar="AREA", help="Area of the indicators; else the first of the data."),
    ] = None,
) -> None:
    """Lay down a notebook that passes the lint, with its entry in reports.toml."""
    from altay_analysis.authoring.new_report import lay_down

    notebook = lay_down(Path(), name, area)
    print(f"{notebook}: a report of {name!r}; go on with: altay report --only {name}")
