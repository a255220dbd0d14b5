"""`altay check` and `altay source verify`: whether the data hold, by rule and by text."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from altay_analysis.cli.terminal import (
    AsJson,
    DataFolder,
    OwnFolder,
    data_folder,
    print_findings,
    print_json,
)

__all__ = ["check", "verify"]


def check(data: DataFolder = None, own: OwnFolder = None, as_json: AsJson = False) -> None:
    """Report everything that is wrong in the data, each with its remedy."""
    from altay_analysis.loading import examine

    folder = data_folder(data)
    examined = examine(folder, own)
    checked = f"{folder} with {own}" if own else str(folder)
    found = list(examined.findings)
    rows = {} if examined.tables is None else _rows(examined.tables.sheets)
    if as_json:
        findings = [finding.as_dict() for finding in found]
        print_json({"folder": str(folder), "findings": findings, "rows": rows})
    elif found:
        print_findings(found, f"{checked}: {len(found)} found to be wrong")
    else:
        counts = ", ".join(f"{count} {name}" for name, count in rows.items())
        print(f"{checked}: nothing wrong ({counts})")
    raise typer.Exit(2 if found else 0)


def verify(
    id: Annotated[str, typer.Argument(metavar="SOURCE", help="Its id in sources.csv.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The text.")],
    data: DataFolder = None,
) -> None:
    """Show that each figure of a source stands in its text, where the data say."""
    from altay_analysis.intake import prove

    found = prove(data_folder(data), id, file)
    if found:
        print_findings(found, f"{id}: {len(found)} do not agree with {file}")
    else:
        print(f"{id}: every figure stands in {file} where the data say")
    raise typer.Exit(2 if found else 0)


def _rows(sheets: Mapping[str, Any]) -> dict[str, int]:
    return {name: len(sheet.frame) for name, sheet in sheets.items()}
