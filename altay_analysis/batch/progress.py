"""What a run says while it runs: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

__all__ = ["Lines", "Silence", "Terminal", "teller"]


class Silence:
    """Says nothing; the base of those that speak."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave the terminal as it was."""

    def begin(self, total: int) -> None:
        """Say how many reports are to be made."""

    def runs(self, names: Sequence[str]) -> None:
        """Say which reports are being made."""

    def done(self, line: str) -> None:
        """Say what one report came to."""

    def note(self, line: str) -> None:
        """Say one thing beside."""


class Lines(Silence):
    """Says each thing on a line of stderr, for logs."""

    def begin(self, total: int) -> None:
        """Say how many reports are to be made."""
        self.note(f"{total} to make")

    def done(self, line: str) -> None:
        """Say what one report came to."""
        self.note(line)

    def note(self, line: str) -> None:
        """Say one thing beside."""
        print(line, file=sys.stderr, flush=True)


class Terminal(Silence):
    """Draws a bar on stderr: what runs and how many are left, with what is done above it."""

    def __init__(self) -> None:
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
        from rich.progress import TimeElapsedColumn as Elapsed
        from rich.table import Column

        console = Console(stderr=True, highlight=False)
        running = TextColumn("{task.description}", markup=False, table_column=Column(ratio=1))
        columns = (BarColumn(20), MofNCompleteColumn(), Elapsed(), running)
        self._progress = Progress(*columns, console=console, transient=True, expand=True)
        self._progress.start()
        return self

    def __exit__(self, *error: object) -> None:
        """Remove the bar."""
        if self._progress is not None:
            self._progress.stop()

    def begin(self, total: int) -> None:
        """Say how many reports are to be made."""
        if self._progress is not None:
            self._task = self._progress.add_task("", total=total)

    def runs(self, names: Sequence[str]) -> None:
        """Say which reports are being made."""
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, description=", ".join(names))

    def done(self, line: str) -> None:
        """Say what one report came to."""
        self.note(line)
        if self._progress is not None and self._task is not None:
            self._progress.advance(self._task)

    def note(self, line: str) -> None:
        """Say one thing beside."""
        if self._progress is not None:
            self._progress.console.print(line, markup=False)


def teller(*, quiet: bool) -> Silence:
    """Return who speaks, for the place where the command runs."""
    if quiet:
        return Silence()
    return Terminal() if sys.stderr.isatty() else Lines()
