"""The only reader of the data folder: every file once, every finding at once, all or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from altay_analysis.catalogue import Catalogue
from altay_analysis.errors import DataError, Finding, UsageError
from altay_analysis.loading.claimed import check_claims
from altay_analysis.loading.fields import check_fields, check_keys
from altay_analysis.loading.figures import Judged, outward
from altay_analysis.loading.judged import check_judgements
from altay_analysis.loading.memory import remember, remembered
from altay_analysis.loading.merging import merged
from altay_analysis.loading.observed import check_observations, judge_figures
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
    figures: Judged[Bounds | str] | None = None


def check(folder: Path, own: Path | None = None) -> list[Finding]:
    """Return everything that is wrong in a data folder, in the order of files and lines.

    Raises
    ------
    UsageError
        Where there is no such folder.
    """
    return list(examine(folder, own).findings)


def load(folder: Path, own: Path | None = None) -> Catalogue:
    """Read a data folder that holds; one whose bytes are those of the last is not read again.

    Parameters
    ----------
    own : Path, optional
        A folder of one's own tables, whose rows are put behind those of the data.

    Raises
    ------
    DataError
        With every finding, where anything is wrong: nothing of a broken folder is used.
    UsageError
        Where there is no such folder.
    """
    held = None if own else remembered(folder)
    if held is not None:
        return held
    examined = examine(folder, own)
    if examined.findings or not (examined.tables and examined.figures):
        raise DataError(f"{folder} with {own}" if own else str(folder), examined.findings)
    catalogue = _catalogue(examined.tables, examined.figures)
    return catalogue if own else remember(catalogue)


def examine(folder: Path, own: Path | None = None) -> Examined:
    """Read each file of a data folder once, and check it.

    Parameters
    ----------
    own : Path, optional
        A folder with any of the same files: its rows are checked with those of the data, as one.

    Raises
    ------
    UsageError
        Where there is no such folder.
    """
    for given, option in ((folder, "--data"), (own, "--own")):
        if given is not None and not given.is_dir():
            raise UsageError(f"data folder {str(given)!r} is not there; name one with {option}")
    package, findings = read_package(folder)
    if package is None:
        return Examined(tuple(findings), None)
    tables = _read(folder, package, findings)
    if own is not None:
        tables = merged(tables, own, findings)
    for name in tables.sheets:
        findings += check_keys(package.tables[name], tables.sheets, tables.sound[name])
    findings += check_tables(tables)
    figures = judge_figures(tables)
    findings += check_observations(tables, figures)
    findings += check_judgements(tables)
    if not findings:
        findings += check_claims(tables)
    return Examined(tuple(_in_order(tables, findings)), tables, figures)


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


def _in_order(tables: Tables, findings: list[Finding]) -> list[Finding]:
    """Sort what was found by file and line, the data's before one's own."""
    files = [PACKAGE, *(table.path for table in tables.package.tables.values())]
    order = {file: place for place, file in enumerate(files)}

    def place(found: Finding) -> tuple[bool, int, int]:
        own = found.file not in order
        return own, order.get(Path(found.file).name, len(order)), found.line or 0

    return sorted(findings, key=place)


def _catalogue(tables: Tables, figures: Judged[Bounds | str]) -> Catalogue:
    package, sheets = tables.package, tables.sheets
    frames = {name: _indexed(sheets[name].frame) for name in sheets}
    frames["observations"] = _with_bounds(frames["observations"], figures)
    every = [*sheets.values(), *(s.own for s in sheets.values() if s.own)]
    hashes = {PACKAGE: package.sha256} | {s.file: s.sha256 for s in every}
    ours = {name: frames[name] for name in Catalogue.__dataclass_fields__ if name in frames}
    return Catalogue(
        **ours,
        data_date=package.created,
        licence=package.licence,
        hashes=dict(sorted(hashes.items())),
    )


def _indexed(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.set_index("id") if "id" in frame else frame


def _with_bounds(frame: pd.DataFrame, figures: Judged[Bounds | str]) -> pd.DataFrame:
    ends = [_ends(found) for found in figures.answers if isinstance(found, Bounds)]
    table = pd.DataFrame(ends, columns=["low", "high", "low_end", "high_end"])
    of_row = table.astype({"low": np.float64, "high": np.float64}).iloc[figures.codes]
    of_row.loc[(frame["qualifier"] == "designation").to_numpy(), ["low", "high"]] = np.nan
    locator = frame["locator"].astype(np.int64)
    return frame.assign(locator=locator).join(of_row.set_index(frame.index))


def _ends(found: Bounds) -> tuple[float, float, str, str]:
    return outward(found.low, -1), outward(found.high, 1), found.low_end, found.high_end
