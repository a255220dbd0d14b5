"""The errors that a user can meet, each with the exit code that a command ends with.

A message names the thing, its value, the limit and the remedy, on one line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

__all__ = [
    "AltayError",
    "DataError",
    "Finding",
    "MachineryError",
    "RelationError",
    "ReportError",
    "ShelfBusyError",
    "TokenError",
    "UsageError",
]


class AltayError(Exception):
    """Any error that the suite raises on purpose.

    Attributes
    ----------
    exit_code : int
        What a command that meets the error ends with.
    """

    exit_code = 3

    def _render_traceback_(self) -> list[str]:
        """Answer in words in a notebook: IPython shows this in place of a traceback."""
        return [f"{type(self).__name__}: {self}"]


class UsageError(AltayError):
    """A command, a parameter or `reports.toml` asks for something that cannot be."""

    exit_code = 2


class TokenError(UsageError):
    """A printed token cannot be read; the message shows where reading stopped."""


class RelationError(UsageError):
    """A typed relation cannot be read; the message shows the place and what was expected there.

    Attributes
    ----------
    place : int
        Character at which reading stopped, from 0.
    """

    def __init__(self, words: str, place: int = 0) -> None:
        super().__init__(words)
        self.place = place


class ReportError(AltayError):
    """A notebook raised, or does not hold what an export needs."""

    exit_code = 1


class MachineryError(AltayError):
    """Our own machinery failed: a kernel died, a disk is full, a tool is missing."""

    exit_code = 3


class ShelfBusyError(AltayError):
    """Another run holds the shelf; try again later (EX_TEMPFAIL)."""

    exit_code = 75


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong in the data, and what mends it.

    Parameters
    ----------
    file : str
        Name of the file inside the data folder.
    line : int or None
        Physical line, the header being line 1; None where the whole file is meant.
    column : str or None
        Column, or None where the whole row or file is meant.
    value : str
        What stands there, as it stands.
    rule : str
        What should hold, in words.
    remedy : str
        What to do about it, in words.
    """

    file: str
    line: int | None
    column: str | None
    value: str
    rule: str
    remedy: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file} line {self.line}"
        what = place if self.column is None else f"{place}, {self.column}"
        shown = self.value if len(self.value) <= 80 else f"{self.value[:77]}..."
        # A file as a whole has no value to show.
        said = self.rule if self.line is None and not shown else f"{shown!r} {self.rule}"
        return f"{what}: {said}; {self.remedy}"

    def as_dict(self) -> dict[str, str | int | None]:
        """Return the finding as plain values, for JSON."""
        return asdict(self)


class DataError(UsageError):
    """The data folder does not hold; every finding is listed, and none of it is used.

    Parameters
    ----------
    folder : str
        The folder as the user named it.
    findings : sequence of Finding
        All that is wrong, at least one.
    """

    def __init__(self, folder: str, findings: Sequence[Finding]) -> None:
        self.folder = folder
        self.findings = tuple(findings)
        count = len(self.findings)
        more = "" if count == 1 else f" (and {count - 1} more: altay check lists them)"
        super().__init__(f"{folder}: {self.findings[0]}{more}")
