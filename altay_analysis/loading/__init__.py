"""The only reader of the data folder: every file once, every finding at once, all or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from altay_analysis.catalogue import Catalogue
from altay_analysis.errors import DataError, Finding, UsageError
from altay_analysis.loading.fields import check_fields, check_keys
from altay_analysis.loading.figures import figure_bounds, judge, outward
from altay_analysis.loading.observed import check_observations, kinds_of
from altay_analysis.loading.rules import Tables, check_tables
from altay_analysis.loading.schema import PACKAGE, Package, read_package
from altay_analysis.loading.sheet import Mask, Sheet, read_sheet
from altay_analysis.quantity import Bounds

__all__ = ["Examined", "check", "examine", "load"]


@dataclass(frozen=True)
class Examined:
    """A data folder as read: all that is wrong, and the tables as far as they could be read."""

    findings: tuple[Finding, ...]
    tables: Tables | None


def check(folder: Path) -> list[Finding]:
    """Return everything that is wrong in a data folder, in the order of files and lines.

    Raises
    ------
    UsageError
        Where there is no such folder.
    """
    return list(examine(folder).findings)


def load(folder: Path) -> Catalogue:
    """Read a data folder that holds.

    Raises
    ------
    DataError
        With every finding, where anything is wrong: nothing of a broken folder is used.
    UsageError
        Where there is no such folder.
    """
    examined = examine(folder)
    if examined.findings or examined.tables is None:
        raise DataError(str(folder), examined.findings)
    return _catalogue(examined.tables)


def examine(folder: Path) -> Examined:
    """Read each file of a data folder once, and check it.

    Raises
    ------
    UsageError
        Where there is no such folder.
    """
    if not folder.is_dir():
        raise UsageError(f"data folder {str(folder)!r} is not there; name one with --data")
    package, findings = read_package(folder)
    if package is None:
        return Examined(tuple(findings), None)
    tables = _read(folder, package, findings)
    for name in tables.sheets:
        findings += check_keys(package.tables[name], tables.sheets, tables.sound[name])
    findings += check_tables(tables)
    findings += check_observations(tables)
    return Examined(tuple(_in_order(package, findings)), tables)


def _read(folder: Path, package: Package, findings: list[Finding]) -> Tables:
    sheets: dict[str, Sheet] = {}
    sound: dict[str, Mapping[str, Mask]] = {}
    for table in package.tables.values():
        sheet, faults = read_sheet(folder, table)
        findings += faults
        if sheet is not None:
            sheets[table.name] = sheet
            faults, sound[table.name] = check_fields(table, sheet)
            findings += faults
    return Tables(package, sheets, sound)


def _in_order(package: Package, findings: list[Finding]) -> list[Finding]:
    files = [PACKAGE, *(table.path for table in package.tables.values())]
    return sorted(findings, key=lambda found: (files.index(found.file), found.line or 0))


def _catalogue(tables: Tables) -> Catalogue:
    package, sheets = tables.package, tables.sheets
    frames = {name: _indexed(sheets[name].frame) for name in sheets}
    frames["observations"] = _with_bounds(tables, frames["observations"])
    hashes = {PACKAGE: package.sha256} | {s.file: s.sha256 for s in sheets.values()}
    ours = {name: frames[name] for name in Catalogue.__dataclass_fields__ if name in frames}
    return Catalogue(
        **ours,
        data_date=package.created,
        licence=package.licence,
        hashes=dict(sorted(hashes.items())),
    )


def _indexed(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.set_index("id") if "id" in frame else frame


def _with_bounds(tables: Tables, frame: pd.DataFrame) -> pd.DataFrame:
    sheet = tables.sheets["observations"]
    columns = [sheet.frame[name] for name in ("value", "unit", "qualifier")]
    found = judge([*columns, kinds_of(tables, sheet)], _ends)
    table = pd.DataFrame(list(found.answers), columns=["low", "high", "low_end", "high_end"])
    ends = table.astype({"low": np.float64, "high": np.float64}).iloc[found.codes]
    locator = frame["locator"].astype(np.int64)
    return frame.assign(locator=locator).join(ends.set_index(frame.index))


def _ends(value: str, unit: str, qualifier: str, kind: str) -> tuple[float, float, str, str]:
    found = figure_bounds(value, unit, qualifier, kind)
    assert isinstance(found, Bounds), found
    if qualifier == "designation":
        return (np.nan, np.nan, found.low_end, found.high_end)
    low, high = outward(found.low, -1), outward(found.high, 1)
    return (low, high, found.low_end, found.high_end)
