"""What every command shares: options, one line for an error, and JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from altay_analysis.errors import Finding, UsageError

if TYPE_CHECKING:
    from rich.table import Table

    from altay_analysis.batch.publish import Shelf

__all__ = [
    "AsJson",
    "DataFolder",
    "Out",
    "OwnFolder",
    "data_folder",
    "print_findings",
    "print_json",
    "print_rich",
    "print_table",
    "refused",
    "shelf_at",
]

_UNBOUND = 100_000

DataFolder = Annotated[
    Path | None, typer.Option("--data", metavar="DIR", help="Folder of the tables.")
]
OwnFolder = Annotated[
    Path | None,
    typer.Option("--own", metavar="DIR", help="A folder of your own tables, put behind those."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout.")]

Out = Annotated[str, typer.Option(metavar="DIR", help="The shelf that editions stand on.")]


def shelf_at(out: str) -> Shelf:
    """Return the shelf that `--out` names."""
    from altay_analysis.batch.publish import Shelf

    if not out.strip():
        raise UsageError("--out is empty; name a folder")
    shelf = Shelf(Path(out))
    shelf.check()
    return shelf


def data_folder(given: Path | None) -> Path:
    """Return the folder that is given, else the one of `reports.toml`, else `data`."""
    from altay_analysis.batch.suite import FILE, read_suite

    if given is not None:
        return given
    return Path(read_suite(Path()).data) if Path(FILE).exists() else Path("data")


def refused(words: str, code: int) -> int:
    """Say on stderr, in one line, why a command ends as it does; return its exit code."""
    print(f"altay: {' '.join(words.split())}", file=sys.stderr)
    return code


def print_findings(found: Sequence[Finding], total: str) -> None:
    """Print what is wrong in the data, a line each, and the total on stderr."""
    for finding in found:
        print(finding)
    refused(total, 2)


def print_json(content: object) -> None:
    """Print one JSON object on stdout."""
    print(json.dumps(content, ensure_ascii=False, indent=1))


def print_rich(table: Table) -> None:
    """Print a table: as wide as the terminal; elsewhere as wide as it needs, each row a line."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else _UNBOUND
    console = Console(highlight=False, width=width)
    with console.capture() as caught:
        console.print(table)
    for line in caught.get().splitlines():
        print(line.rstrip())


def print_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows of text under their heads."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    drawn = sys.stdout.isatty()
    table = Table(box=box.SIMPLE_HEAD if drawn else None, pad_edge=False, show_edge=False)
    for head in heads:
        table.add_column(head, no_wrap=not drawn, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    print_rich(table)
