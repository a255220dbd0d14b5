"""What every command shares: options, one line for an error, and JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from altay_analysis.errors import Finding

__all__ = ["AsJson", "DataFolder", "data_folder", "print_findings", "print_json", "refused"]

DataFolder = Annotated[
    Path | None, typer.Option("--data", metavar="DIR", help="Folder of the tables.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout.")]


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
