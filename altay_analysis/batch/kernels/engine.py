"""papermill's engine for the batch: own kernels, and an end to what would go on for ever.

A notebook as far as it came is kept in memory; no file is written after each cell.
"""

from __future__ import annotations

import signal
import time
from dataclasses import dataclass
from typing import Any

from altay_analysis.batch.kernels import quick  # noqa: F401 - before what imports jsonschema

# isort: split
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbclient.util import run_sync
from nbformat import NotebookNode
from nbformat.v4 import new_output
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, NotebookExecutionManager, papermill_engines
from papermill.exceptions import PapermillExecutionError
from papermill.log import logger

from altay_analysis.batch.kernels.client import LostOutputError
from altay_analysis.batch.kernels.manager import OwnKernelManager

__all__ = ["ENGINE", "MOST_SHOWN", "PapermillExecutionError", "Running", "StoppedError"]

ENGINE = "altay"
MOST_SHOWN = 20_000_000
"""Characters that a notebook may show in all; a report of ours shows under one million."""

_KEPT = 100_000
_MESSAGE = 1_000
_START_SECONDS = 120
_ARRIVAL_SECONDS = 60


class StoppedError(Exception):
    """A notebook that did not end of itself.

    Attributes
    ----------
    cell : int
        Index of the cell that ran.
    by_itself : bool
        Whether the notebook is the reason, not the machinery.
    """

    def __init__(self, words: str, cell: int, *, by_itself: bool) -> None:
        super().__init__(words)
        self.cell = cell
        self.by_itself = by_itself


@dataclass
class Running:
    """A notebook that runs.

    Attributes
    ----------
    folder : str
        Where it runs.
    forked : bool
        Whether its kernel is forked, or started from nothing.
    seconds : float or None
        The limit of the whole run.
    notebook : NotebookNode or None
        As far as it came.
    """

    folder: str
    forked: bool
    seconds: float | None = None
    notebook: NotebookNode | None = None


class _Client(PapermillNotebookClient):  # type: ignore[misc]  # papermill is not typed
    """Runs cells within limits of time and of what they show."""

    def __init__(
        self, held: NotebookExecutionManager, manager: OwnKernelManager, running: Running
    ) -> None:
        self._shown = 0
        self._limit = running.seconds
        self._end = None if running.seconds is None else time.monotonic() + running.seconds
        super().__init__(
            held,
            km=manager,
            log=logger,
            timeout_func=self._left,
            iopub_timeout=_ARRIVAL_SECONDS,
            record_timing=False,
            shutdown_kernel="immediate",
            startup_timeout=_START_SECONDS,
        )

    def _left(self, _: NotebookNode) -> float | None:
        # nbclient takes 0 for no limit.
        return None if self._end is None else max(self._end - time.monotonic(), 0.001)

    def process_message(self, msg: dict[str, Any], cell: NotebookNode, cell_index: int) -> Any:
        """Take up what a cell shows, and stop it where that is too much; see nbclient."""
        self._shown += _MESSAGE + len(repr(msg["content"]))
        if self._shown > MOST_SHOWN:
            # The cell may never end, so its end is not waited for.
            self.task_poll_for_reply.cancel()
            return None
        return super().process_message(msg, cell, cell_index)

    async def _async_poll_output_msg(self, *of_cell: Any) -> None:
        try:
            await super()._async_poll_output_msg(*of_cell)
        except LostOutputError:
            # What ended the connection is found out where the cell is stopped.
            self.task_poll_for_reply.cancel()

    async def async_execute_cell(
        self, cell: NotebookNode, cell_index: int, *counts: Any, **options: Any
    ) -> Any:
        """Run a cell; where it is stopped, say so in its outputs; see nbclient."""
        try:
            return await super().async_execute_cell(cell, cell_index, *counts, **options)
        except (CellTimeoutError, DeadKernelError) as error:
            stopped = self._stopped(error, cell_index)
        if self._shown > MOST_SHOWN:
            cell.outputs = _beginning(cell.outputs)
        words = str(stopped)
        cell.outputs.append(new_output("error", ename="Stopped", evalue=words, traceback=[words]))
        raise stopped

    execute_cell = run_sync(async_execute_cell)

    def _stopped(self, error: Exception, cell: int) -> StoppedError:
        code = self._death() if isinstance(error, DeadKernelError) else None
        if self._shown > MOST_SHOWN or (isinstance(error, DeadKernelError) and code is None):
            words = f"shows more than {MOST_SHOWN / 1e6:.0f} million characters; let it print less"
            return StoppedError(words, cell, by_itself=True)
        if code is not None:
            return StoppedError(_named(code), cell, by_itself=False)
        # By its words, not by the clock: nbclient waits in whole milliseconds, and may end early.
        if self._limit is not None and "waiting for IOPub output" not in str(error):
            words = f"ran longer than {self._limit:g} s; give it more with --timeout, or mend the "
            return StoppedError(f"{words}notebook", cell, by_itself=False)
        words = f"CellTimeoutError: nothing came of it for {_ARRIVAL_SECONDS} s; run again"
        return StoppedError(words, cell, by_itself=False)

    def _death(self) -> int | None:
        """Return what the kernel ended with; None where it lives a second later still."""
        for _ in range(100):
            if (code := self.km.ended_with) is not None:
                return int(code)
            time.sleep(0.01)
        return None


class OwnEngine(Engine):  # type: ignore[misc]  # papermill is not typed
    """Runs a notebook in a kernel of `OwnKernelManager`."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        *,
        running: Running,
        **_: Any,
    ) -> None:
        """Run all cells; see papermill.

        Raises
        ------
        StoppedError
            Where the notebook did not end of itself.
        """
        running.notebook = nb_man.nb
        manager = OwnKernelManager(kernel_name=kernel_name, forked=running.forked)
        try:
            _Client(nb_man, manager, running).execute(cwd=running.folder, cleanup_kc=True)
        finally:
            # An interrupt, or a start that failed, leaves it.
            manager.end()
            manager.home.cleanup()


def _named(code: int) -> str:
    by = f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with {code}"
    return f"DeadKernelError: the kernel {by}; where memory ran out, run again with fewer --jobs"


def _beginning(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Return the first outputs of a cell that shows too much."""
    kept: list[NotebookNode] = []
    room = _KEPT
    for output in outputs:
        room -= len(repr(output))
        if room < 0:
            break
        kept.append(output)
    return kept


papermill_engines.register(ENGINE, OwnEngine)
