"""One's own tables: any of the data's files in a folder of one's own, rows behind the data's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from altay_analysis.errors import Finding, UsageError
from altay_analysis.loading.fields import check_fields
from altay_analysis.loading.rules import Tables
from altay_analysis.loading.sheet import Mask, Sheet, read_sheet

__all__ = ["merged"]


def merged(tables: Tables, own: Path, findings: list[Finding]) -> Tables:
    """Return the tables with one's own rows behind them, and add what is wrong in those.

    Raises
    ------
    UsageError
        Where the folder holds none of the files.
    """
    paths = {table.path: table for table in tables.package.tables.values()}
    there = sorted(file.name for file in own.glob("*.csv"))
    if not set(there) & set(paths):
        raise UsageError(
            f"own folder {str(own)!r} holds none of {', '.join(paths)}; put your tables there"
        )
    findings += (_stray(f"{own}/{name}", paths) for name in there if name not in paths)
    sheets, sound = dict(tables.sheets), dict(tables.sound)
    for name in there:
        table = paths.get(name)
        base = table and sheets.get(table.name)
        if not table or not base:
            continue
        named = replace(table, path=f"{own}/{name}")
        sheet, faults = read_sheet(Path(), named)
        findings += faults
        if sheet is not None:
            faults, holding = check_fields(named, sheet)
            findings += faults
            sheets[table.name] = base.with_own(sheet)
            sound[table.name] = _both(sound[table.name], holding, sheet)
    return Tables(tables.package, sheets, sound)


def _stray(file: str, paths: Mapping[str, object]) -> Finding:
    remedy = f"name it one of {', '.join(paths)}, or take it away"
    return Finding(file, None, None, "", "is none of the tables", remedy)


def _both(base: Mapping[str, Mask], own: Mapping[str, Mask], sheet: Sheet) -> dict[str, Mask]:
    missing = np.zeros(len(sheet.frame), np.bool_)
    return {name: np.concatenate([mask, own.get(name, missing)]) for name, mask in base.items()}
