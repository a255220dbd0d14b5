"""One job: a notebook through papermill, then through each exporter.

`run_job` is the whole body, for one process or many: it takes a record, returns a record, and
never raises.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from altay_analysis.batch.highlights import Highlights, highlights
from altay_analysis.batch.plan import Job
from altay_analysis.errors import ReportError

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["ERRORED", "FAILED", "SUCCEEDED", "Result", "run_job"]

SUCCEEDED = "succeeded"
FAILED = "failed"
ERRORED = "errored"

_START_SECONDS = 120
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
        with tempfile.TemporaryDirectory(prefix="altay-job-") as folder:
            parts = _made(job, Path(folder))
    except Exception as error:
        parts = {"outcome": ERRORED, "message": _line(f"{type(error).__name__}: {error}")}
    return Result(job.report, job.lang, seconds=round(time.perf_counter() - start, 3), **parts)


def _made(job: Job, folder: Path) -> dict[str, Any]:
    from papermill.exceptions import PapermillExecutionError

    partial, start = folder / "partial.ipynb", time.monotonic()
    try:
        notebook = _executed(job, partial)
    except PapermillExecutionError as error:
        what = _line(f"{error.ename}: {error.evalue}")
        message = f"{job.notebook} cell {error.cell_index + 1}: {what}"
        return {"outcome": FAILED, "message": message, "partial": _banner(job, partial)}
    except Exception as error:
        late = job.timeout is not None and time.monotonic() - start >= job.timeout
        why = _late(job) if late else f"{type(error).__name__}: {error}"
        message = f"{job.notebook}: {_line(why)}"
        return {"outcome": ERRORED, "message": message, "partial": _banner(job, partial)}
    return _exported(job, notebook)


def _executed(job: Job, partial: Path) -> NotebookNode:
    import nbformat
    from papermill import execute_notebook

    from altay_analysis.batch.kernels import OwnKernelManager, end_kernels

    try:
        notebook = execute_notebook(
            nbformat.reads(job.source, as_version=4),
            # papermill fills in braces of a path as a format string.
            str(partial).replace("{", "{{").replace("}", "}}"),
            dict(job.parameters),
            kernel_name="python3",
            language="python",
            progress_bar=False,
            start_timeout=min(_START_SECONDS, job.timeout or _START_SECONDS),
            timeout_func=_left(job),
            kernel_manager_class=OwnKernelManager,
            resources={"metadata": {"path": job.folder}},
            record_timing=False,
            # All outputs are here by then, and what a kernel leaves lies in its private folder.
            shutdown_kernel="immediate",
        )
    finally:
        end_kernels()
    return _settled(job, notebook)


def _left(job: Job) -> Callable[[object], float | None]:
    """Return what says how many seconds a cell has: those that the report has left."""
    if job.timeout is None:
        return lambda _: None
    end = time.monotonic() + job.timeout
    # nbclient takes nought for "no limit".
    return lambda _: max(end - time.monotonic(), 0.001)


def _late(job: Job) -> str:
    return f"ran longer than {job.timeout:g} s; give it more with --timeout, or mend the notebook"


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


def _banner(job: Job, partial: Path) -> bytes:
    import nbformat

    if not partial.exists():
        return b""
    return _written(_settled(job, nbformat.read(partial, as_version=4)))


def _written(notebook: NotebookNode) -> bytes:
    import nbformat

    return f"{nbformat.writes(notebook)}\n".encode()


def _line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 500 else f"{line[:497]}..."
