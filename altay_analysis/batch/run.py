"""One job: a notebook through papermill, then through each exporter.

`run_job` is the whole body, for one process, many, or many machines: it takes a record, returns
a record, and never raises.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from altay_analysis.batch.highlights import Highlights, highlights
from altay_analysis.batch.plan import Job
from altay_analysis.errors import ReportError

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from altay_analysis.batch.kernels.engine import Running

__all__ = ["ERRORED", "FAILED", "SUCCEEDED", "Result", "run_job"]

SUCCEEDED = "succeeded"
FAILED = "failed"
ERRORED = "errored"

_INJECTED = "injected-parameters"


@dataclass(frozen=True)
class Result:
    """What came of a job.

    Attributes
    ----------
    outcome : {"succeeded", "failed", "errored"}
        Failed: the notebook raised, or does not hold what its export needs. Errored: our
        machinery did not serve.
    outputs : mapping of str to bytes
        By format; empty unless the job succeeded.
    partial : bytes
        The notebook as far as it came, with papermill's banner, where there is one.
    message : str
        What went wrong, on one line.
    warnings : tuple of str
        What an output cannot claim.
    """

    report: str
    lang: str
    outcome: str
    seconds: float
    outputs: Mapping[str, bytes] = field(default_factory=dict)
    partial: bytes = b""
    message: str = ""
    warnings: tuple[str, ...] = ()
    highlights: Highlights = field(default_factory=Highlights)


def run_job(job: Job) -> Result:
    """Make one report in one language.

    Returns
    -------
    Result
        With every output, or with what went wrong: nothing is raised.
    """
    start = time.perf_counter()
    try:
        parts = _made(job)
    except Exception as error:
        parts = {"outcome": ERRORED, "message": _line(f"{type(error).__name__}: {error}")}
    return Result(job.report, job.lang, seconds=round(time.perf_counter() - start, 3), **parts)


def _made(job: Job) -> dict[str, Any]:
    from altay_analysis.batch.kernels.engine import PapermillExecutionError, Running, StoppedError
    from altay_analysis.batch.kernels.server import refusal

    running = Running(job.folder, forked=not (job.cold or refusal()), seconds=job.timeout)
    try:
        notebook = _executed(job, running)
    except PapermillExecutionError as error:
        outcome, cell = FAILED, error.cell_index
        what = f"{error.ename}: {error.evalue}"
    except StoppedError as error:
        outcome, cell = FAILED if error.by_itself else ERRORED, error.cell
        what = str(error)
    else:
        return _exported(job, notebook)
    message = f"{job.notebook} cell {cell + 1}: {_line(what)}"
    return {"outcome": outcome, "message": message, "partial": _banner(job, running.notebook)}


def _executed(job: Job, running: Running) -> NotebookNode:
    import nbformat
    from papermill import execute_notebook

    from altay_analysis.batch.kernels.engine import ENGINE

    notebook = execute_notebook(
        nbformat.reads(job.source, as_version=4),
        None,
        dict(job.parameters),
        engine_name=ENGINE,
        kernel_name="python3",
        language="python",
        progress_bar=False,
        autosave_cell_every=0,
        running=running,
    )
    return _settled(job, notebook)


def _exported(job: Job, notebook: NotebookNode) -> dict[str, Any]:
    from altay_analysis.exporters import export

    warnings: list[str] = []
    try:
        outputs = {
            form: _written(notebook)
            if form == "ipynb"
            else export(notebook, form, warn=warnings.append)
            for form in job.formats
        }
    except ReportError as error:
        message = f"{job.notebook}: {_line(str(error))}"
        return {"outcome": FAILED, "message": message, "partial": _written(notebook)}
    seen = tuple(dict.fromkeys(map(_line, warnings)))
    shown = highlights(notebook)
    return {"outcome": SUCCEEDED, "outputs": outputs, "warnings": seen, "highlights": shown}


def _settled(job: Job, notebook: NotebookNode) -> NotebookNode:
    """Return an executed notebook without the times, paths and random ids of its run."""
    given = notebook.metadata.pop("papermill", {})
    notebook.metadata["papermill"] = {
        name: given[name] for name in ("parameters", "version") if name in given
    }
    notebook.metadata["altay"] = {
        "report": job.report,
        "key": job.key,
        "parameters": dict(job.parameters),
        "data_date": job.data_date,
        "made_with": [dict(each) for each in job.stated.made_with],
        "contact": job.stated.contact,
    }
    for cell in notebook.cells:
        cell.metadata.pop("papermill", None)
        if _INJECTED in cell.metadata.get("tags", []):
            cell["id"] = _INJECTED
    return notebook


def _banner(job: Job, notebook: NotebookNode | None) -> bytes:
    """Return a notebook as far as it came, with papermill's words above and at the cell."""
    from papermill.exceptions import PapermillExecutionError
    from papermill.execute import ERROR_MARKER_TAG, raise_for_execution_errors

    if notebook is None:
        return b""
    tags = [tag for cell in notebook.cells for tag in cell.metadata.get("tags", [])]
    if ERROR_MARKER_TAG not in tags:
        with suppress(PapermillExecutionError):
            raise_for_execution_errors(notebook, None)
    return _written(_settled(job, notebook))


def _written(notebook: NotebookNode) -> bytes:
    import nbformat

    # Half of a pair is no UTF-8; written out so, it is JSON's own escape.
    return f"{nbformat.writes(notebook)}\n".encode("utf-8", "backslashreplace")


def _line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 500 else f"{line[:497]}..."
