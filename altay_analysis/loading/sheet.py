"""One CSV file as text cells, with the physical line of each row and what is wrong in its form."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from altay_analysis.errors import Finding
from altay_analysis.loading.layout import Layout, lay_out
from altay_analysis.loading.schema import Table

__all__ = ["Mask", "Sheet", "read_sheet"]

Mask = NDArray[np.bool_]
Text = str | Callable[[int], str]


@dataclass(frozen=True)
class Sheet:
    """The rows of a file that can be read.

    Attributes
    ----------
    file : str
        Name of the file.
    frame : DataFrame
        Text cells, empty where nothing is printed; the declared columns that the file has.
    lines : array of int64
        Physical line of each row of `frame`.
    loose : DataFrame
        Rows that cannot be trusted, as far as they go: what they name is known all the same.
    whole : bool
        Whether every row stands in `frame` or `loose`; if not, no key can be called dangling.
    sha256 : str
        Hash of the file's bytes.
    own : Sheet or None
        The file of one's own folder whose rows stand last in `frame`.
    """

    file: str
    frame: pd.DataFrame
    lines: NDArray[np.int64]
    loose: pd.DataFrame
    whole: bool
    sha256: str
    own: Sheet | None = None

    @property
    def own_from(self) -> int:
        """First row that is one's own; the number of rows where none is."""
        return len(self.frame) - (0 if self.own is None else len(self.own.frame))

    def file_of(self, place: int) -> str:
        """File that a row stands in."""
        return self.file if self.own is None or place < self.own_from else self.own.file

    def with_own(self, own: Sheet) -> Sheet:
        """Return the sheet with one's own rows behind its own."""
        rows = own.frame.reindex(columns=self.frame.columns, fill_value="")
        others = own.loose.reindex(columns=self.frame.columns, fill_value="")
        return replace(
            self,
            frame=pd.concat([self.frame, rows], ignore_index=True),
            lines=np.concatenate([self.lines, own.lines]),
            loose=pd.concat([self.loose, others], ignore_index=True),
            whole=self.whole and own.whole,
            own=own,
        )

    def has(self, *columns: str) -> bool:
        """Whether the file has all of the columns."""
        return set(columns) <= set(self.frame.columns)

    def findings(self, wrong: Mask, column: str, rule: Text, remedy: Text) -> Iterator[Finding]:
        """Report a column's cell in each row that is wrong; texts may depend on the row."""
        cells = self.frame[column].array
        for place in np.flatnonzero(wrong).tolist():
            yield Finding(
                self.file_of(place), int(self.lines[place]), column, cells[place],
                rule if isinstance(rule, str) else rule(place),
                remedy if isinstance(remedy, str) else remedy(place),
            )  # fmt: skip


def read_sheet(folder: Path, table: Table) -> tuple[Sheet | None, list[Finding]]:
    """Read a table's file once; None where nothing of it can be read."""
    try:
        data = (folder / table.path).read_bytes()
    except FileNotFoundError:
        remedy = "put it back, or a file with its header alone"
        return None, [Finding(table.path, None, None, "", "is not there", remedy)]
    except OSError as error:
        rule = f"cannot be read ({error.strerror})"
        return None, [Finding(table.path, None, None, "", rule, "mend the file")]
    sha256 = hashlib.sha256(data).hexdigest()
    layout = lay_out(data.removeprefix(b"\xef\xbb\xbf"))
    names, findings = _header(table, layout)
    if not names:
        return None, findings
    if elsewise := _of_another_encoding(layout):
        return None, [_saved_otherwise(table.path, layout, elsewise)]
    return _rows(table, layout, names, sha256, findings)


def _header(table: Table, layout: Layout) -> tuple[list[str], list[Finding]]:
    try:
        text = layout.data[: layout.ends[0]].decode("utf-8")
    except UnicodeDecodeError:
        rule, remedy = "is a header that is not UTF-8", "save the file as UTF-8"
        return [], [Finding(table.path, 1, None, layout.text(0), rule, remedy)]
    names = next(csv.reader(io.StringIO(text, newline="")), [])
    expected = ",".join(table.columns)
    if not set(names) & set(table.columns):
        rule = "is not the header"
        return [], [Finding(table.path, 1, None, text, rule, f"begin with {expected}")]
    return names, list(_header_faults(table, names))


def _header_faults(table: Table, names: list[str]) -> Iterator[Finding]:
    def fault(name: str, rule: str, remedy: str) -> Finding:
        return Finding(table.path, 1, name, name, rule, remedy)

    for place, name in enumerate(names):
        if name not in table.columns:
            yield fault(name, "is an unknown column", f"use {', '.join(table.columns)}")
        elif name in names[:place]:
            yield fault(name, "is a column that stands twice", "remove one of them")
    for name in table.columns:
        if name not in names:
            yield fault(name, "is a column that is missing", "add it to the header and the rows")
    if sorted(names) == sorted(table.columns) and names != table.columns:
        first = next(n for n, t in zip(names, table.columns, strict=True) if n != t)
        yield fault(first, "is out of order", f"keep the order {','.join(table.columns)}")


def _rows(
    table: Table, layout: Layout, names: list[str], sha256: str, findings: list[Finding]
) -> tuple[Sheet | None, list[Finding]]:
    good = np.ones(len(layout.starts), np.bool_)
    for row, finding in _row_faults(table.path, layout, names):
        good[row] = False
        findings.append(finding)
    loose = [_loose(layout, row, names) for row in np.flatnonzero(~good).tolist() if row]
    good[0] = False
    whole = not len(layout.misquoted)
    if not whole:
        # A quotation mark out of place leaves it open where cells begin and end after it.
        good[layout.row_of(layout.misquoted[0]) :] = False
    kept = [name for name in table.columns if name in names]
    frame = _cells(layout.rows(good) if good.any() else b"", names)[kept]
    others = pd.DataFrame(loose, columns=kept, dtype=str)
    return Sheet(table.path, frame, layout.lines[good], others, whole, sha256), findings


def _cells(data: bytes, names: list[str]) -> pd.DataFrame:
    first = {name: names.index(name) for name in names}
    if not data:
        return pd.DataFrame({name: pd.Series([], dtype=str) for name in first})
    frame = pd.read_csv(
        io.BytesIO(data), header=None, names=range(len(names)), index_col=False, dtype=str,
        na_filter=False, skip_blank_lines=False, encoding="utf-8",
    )  # fmt: skip
    return frame[list(first.values())].set_axis(list(first), axis=1)


def _loose(layout: Layout, row: int, names: list[str]) -> dict[str, str]:
    try:
        cells = next(csv.reader(io.StringIO(layout.text(row), newline="")), [])
    except csv.Error:
        cells = []
    padded = [*cells, *[""] * len(names)][: len(names)]
    return dict(zip(reversed(names), reversed(padded), strict=True))


def _row_faults(file: str, layout: Layout, names: list[str]) -> Iterator[tuple[int, Finding]]:
    def fault(row: int, cell: int | None, rule: str, remedy: str) -> tuple[int, Finding]:
        column = names[cell] if cell is not None and cell < len(names) else None
        line, text = int(layout.lines[row]), layout.text(row)
        return row, Finding(file, line, column, text, rule, remedy)

    for byte in layout.misquoted[:1]:
        rule, remedy = "has a quotation mark out of place", 'write "" for " in a quoted cell'
        yield fault(layout.row_of(byte), layout.cell_of(byte), rule, remedy)
    stop = layout.row_of(layout.misquoted[0]) if len(layout.misquoted) else len(layout.starts)
    for byte, what in _bytes_out_of_place(layout):
        if (row := layout.row_of(byte)) < stop:
            remedy = "save the file as UTF-8" if "UTF-8" in what else "remove it"
            yield fault(row, layout.cell_of(byte), f"holds {what}", remedy)
    for row in np.flatnonzero(layout.blank[:stop]).tolist():
        yield fault(row, None, "is an empty line", "remove it")
    ragged = (layout.cells != len(names)) & ~layout.blank
    for row in np.flatnonzero(ragged[:stop]).tolist():
        rule = f"has {layout.cells[row]} cells where the header has {len(names)}"
        yield fault(row, None, rule, "quote cells that hold commas, and fill or remove cells")


def _bytes_out_of_place(layout: Layout) -> Iterator[tuple[int, str]]:
    for byte in layout.controls:
        yield int(byte), f"the control character U+{layout.data[byte]:04X}"
    for byte in layout.returns:
        yield int(byte), "a carriage return that ends no line"
    yield from ((byte, "bytes that are not UTF-8") for byte in _undecodable(layout))


def _undecodable(layout: Layout) -> Iterator[int]:
    """First byte of each row that is not UTF-8."""
    if _error_at(layout.data) is None:
        return
    for start, end in zip(layout.starts, layout.ends, strict=True):
        if (at := _error_at(layout.data[start:end])) is not None:
            yield int(start) + at


def _of_another_encoding(layout: Layout) -> list[int]:
    """Rows that are not UTF-8, where they are most of those beyond ASCII; else none.

    A spreadsheet saves the whole file so: a line on each row would hide what is wrong.
    """
    rows = [layout.row_of(byte) for byte in _undecodable(layout)]
    if len(rows) < 2:
        return []
    spans = zip(layout.starts, layout.ends, strict=True)
    beyond = sum(not layout.data[start:end].isascii() for start, end in spans)
    return rows if 2 * len(rows) > beyond else []


def _saved_otherwise(file: str, layout: Layout, rows: list[int]) -> Finding:
    rule = f"is the first of {len(rows)} lines that are not UTF-8"
    remedy = "save the file as UTF-8 (a spreadsheet names it CSV UTF-8)"
    return Finding(file, int(layout.lines[rows[0]]), None, layout.text(rows[0]), rule, remedy)


def _error_at(data: bytes) -> int | None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return None
