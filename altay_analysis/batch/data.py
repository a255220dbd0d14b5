"""The data folder as the batch sees it: its bytes, its date, and the values that it has.

Read without pandas, so that a run with nothing to do stays quick; whether the data hold is
asked of `loading`.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from altay_analysis.batch.nearest import shown, unknown
from altay_analysis.batch.parameters import Parameter
from altay_analysis.errors import DataError, UsageError

__all__ = ["Data", "digest", "figures", "read_data"]


@dataclass(frozen=True)
class Data:
    """One data folder.

    Attributes
    ----------
    name : str
        The folder as messages name it.
    files : mapping of str to str
        SHA-256 of each file's bytes, by name, in order.
    date : str
        The data's date, YYYY-MM-DD; empty where the folder does not hold.
    stamps : mapping of str to tuple of int
        When each file was last written (ns), and which file that is: bytes that were put back
        meanwhile are told from bytes that stayed.
    """

    name: str
    folder: Path
    files: Mapping[str, str]
    date: str
    stamps: Mapping[str, tuple[int, int]] = field(default_factory=dict, repr=False)
    _read: dict[str, list[dict[str, str]]] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def digest(self) -> str:
        """One hash of all files."""
        return digest(self.files)

    def check(self) -> None:
        """Ask `loading` whether the folder holds.

        Raises
        ------
        DataError
            With all findings.
        """
        from altay_analysis.loading import check

        if findings := check(self.folder):
            raise DataError(self.name, findings)

    def confirm(self, declared: Mapping[str, Parameter], values: Mapping[str, object]) -> None:
        """See that a report's values are in the tables that their declarations name.

        Raises
        ------
        UsageError
            Naming the first value that is not.
        """
        narrowed: dict[str, str] = {}
        for name, parameter in declared.items():
            if name not in values:
                continue
            value = str(values[name])
            if parameter.table:
                self._confirm_id(name, value, parameter.table)
            if parameter.figures:
                self._confirm_figures(parameter, value, narrowed)
                narrowed.setdefault(parameter.figures, value)

    def _confirm_id(self, name: str, value: str, table: str) -> None:
        ids = {row.get("id", "") for row in self._rows(table)}
        if value not in ids:
            raise UsageError(f"{unknown(name, value, ids)}; {table}.csv must have it")

    def _confirm_figures(
        self, parameter: Parameter, value: str, narrowed: Mapping[str, str]
    ) -> None:
        name, column = parameter.name, parameter.figures
        others = {key: held for key, held in narrowed.items() if key != column}
        found = {
            row.get(column) or ""
            for row in self._rows("observations")
            if all(row.get(key) == held for key, held in others.items())
        }
        if value not in found:
            scope = "".join(f" of {key} {held}" for key, held in others.items())
            taken = (each for each in found if parameter.intervals or "/" not in each)
            known = ", ".join(sorted(taken)[:12]) or "none"
            raise UsageError(
                f"{name} {shown(value)} has no figures{scope} in {self.name}/observations.csv; "
                f"those with figures: {known}"
            )

    def _rows(self, table: str) -> list[dict[str, str]]:
        if table not in self._read:
            self._read[table] = _rows(self.folder / f"{table}.csv", self.name)
        return self._read[table]


def figures(folder: Path, name: str) -> list[dict[str, str]]:
    """Return the rows of a folder's `observations.csv`, by column.

    Raises
    ------
    UsageError
        Where it cannot be read.
    """
    return _rows(folder / "observations.csv", name)


def _rows(file: Path, folder: str) -> list[dict[str, str]]:
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise UsageError(f"{folder}/{file.name} cannot be read; see: altay check") from None
    return list(csv.DictReader(io.StringIO(text, newline="")))


def read_data(folder: Path, name: str) -> Data:
    """Hash a data folder's files.

    Raises
    ------
    UsageError
        Where there is no such folder, or a file of it cannot be read.
    """
    if not folder.is_dir():
        raise UsageError(f"data folder {shown(name)} is not there; mend its name")
    listed = [folder / "datapackage.json", *folder.glob("*.csv")]
    try:
        files = [file for file in sorted(listed) if file.exists()]
        # Before the bytes: what changes between the two counts as changed.
        stats = {file.name: file.stat() for file in files}
        held = {file.name: file.read_bytes() for file in files}
    except OSError as error:
        raise UsageError(f"{error.filename} cannot be read: {error.strerror}") from None
    hashes = {file: hashlib.sha256(content).hexdigest() for file, content in held.items()}
    stamps = {file: (stat.st_mtime_ns, stat.st_ino) for file, stat in stats.items()}
    return Data(name, folder, hashes, _date(held.get("datapackage.json", b"")), stamps)


def digest(content: object) -> str:
    """Return the SHA-256 of a plain value, in one spelling."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _date(package: bytes) -> str:
    try:
        return str(json.loads(package)["created"])[:10]
    except (ValueError, KeyError, TypeError):
        return ""
