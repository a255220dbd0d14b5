"""The map over jobs beyond one machine: Dask's workers run the same body, and give the same bytes.

A worker is asked first whether it would make what this machine would: the same source of this
package, the same libraries, the same data where the notebook looks for them. Dask gives what a
worker that died had to another one; a report that fails is not tried again.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Generator, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from altay_analysis.batch.data import read_data
from altay_analysis.batch.keys import changes, package_source, versions
from altay_analysis.batch.nearest import shown
from altay_analysis.batch.plan import Job
from altay_analysis.batch.progress import Silence
from altay_analysis.batch.run import ERRORED, Result, run_job
from altay_analysis.errors import MachineryError, UsageError

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["Need", "amiss", "check_address", "map_cluster"]

_ANSWER_SECONDS = 15
_AHEAD = 2
"""Jobs that are handed out for each worker: one that it makes, and one that waits for it."""


@dataclass(frozen=True)
class Place:
    """Where a notebook works, and the data that it reads there.

    Attributes
    ----------
    data_dir : str
        As seen from the folder.
    """

    folder: str
    data_dir: str
    digest: str


@dataclass(frozen=True)
class Need:
    """What must be the same wherever a report is made."""

    package: str
    versions: Mapping[str, str]
    places: tuple[Place, ...]

    @classmethod
    def of(cls, jobs: Sequence[Job]) -> Need:
        """Return what jobs need."""
        places = (
            Place(job.folder, str(job.parameters["data_dir"]), job.components["data"])
            for job in jobs
            if "data_dir" in job.parameters
        )
        return cls(package_source(), versions(), tuple(dict.fromkeys(places)))


def amiss(need: Need) -> str:
    """Say in words what is not here as it must be; nothing where all of it is."""
    # Read once a process: a worker that began with other files still has those loaded.
    if need.package != package_source():
        return "altay-analysis is not the same there; install this one, and start its workers again"
    if differ := ", ".join(changes(need.versions, versions(), arrow=True)):
        return f"libraries are not the same there (here → there: {differ}); install the lock"
    for place in need.places:
        folder = Path(place.folder, place.data_dir).resolve()
        if not folder.is_dir():
            return f"data folder {str(folder)!r} is not there; it must be, by the same path as here"
        if read_data(folder, str(folder)).digest != place.digest:
            return f"data folder {str(folder)!r} has other bytes there; bring it up to date"
    return ""


def check_address(address: str) -> None:
    """See that there can be a cluster at an address.

    Raises
    ------
    UsageError
        Where Dask is not installed, or the address is none.
    """
    if find_spec("distributed") is None:
        raise UsageError('--dask needs Dask: pip install "altay-analysis[dask]"')
    _, _, port = address.rpartition(":")
    if not port.isdigit():
        raise UsageError(
            f"--dask {shown(address)} is not the address of a scheduler; write tcp://HOST:8786"
        )


def map_cluster(
    jobs: Sequence[Job], address: str, tell: Silence | None = None
) -> Generator[Result, None, None]:
    """Yield each job's result as it comes, and say what was handed out.

    Raises
    ------
    MachineryError
        Where no scheduler or no worker answers, where workers would make something else, or
        where the scheduler is lost.
    """
    if not jobs:
        return
    with _connected(address) as client:
        need = Need.of(jobs)
        _confirm(client, need)
        pool = client.get_executor(pure=False)
        try:
            yield from _gathered(_Asked(client, pool, need, tell or Silence()), jobs)
        except (CancelledError, OSError):
            raise MachineryError(
                f"the Dask scheduler at {address} is gone; nothing was published; run again"
            ) from None
        finally:
            pool.shutdown(wait=False)


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    from distributed import Client

    # What it would tell of lost connections is told here, in one line.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=_ANSWER_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        why = str(error) or type(error).__name__
        raise MachineryError(f"no Dask scheduler answers at {shown(address)}: {why}") from None
    try:
        yield client
    finally:
        client.close(timeout=_ANSWER_SECONDS)


def _confirm(client: Client, need: Need) -> None:
    """See that there are workers, and that each would make what would be made here."""
    try:
        client.wait_for_workers(1, timeout=_ANSWER_SECONDS)
    except TimeoutError:
        raise MachineryError(
            "the Dask cluster has no worker; start some: dask worker ADDRESS --nthreads 1"
        ) from None
    for worker, threads in client.nthreads().items():
        if threads != 1:
            raise MachineryError(
                f"Dask worker {worker} makes {threads} at a time in one process; start it with "
                "--nthreads 1, and with --nworkers for more"
            )
    answers: dict[str, Any] = client.run(amiss, need, on_error="return")
    for worker, answer in answers.items():
        if isinstance(answer, ImportError):
            raise MachineryError(f"Dask worker {worker} cannot load altay-analysis: {answer}")
        if answer:
            raise MachineryError(f"Dask worker {worker}: {answer}")


@dataclass(frozen=True)
class _Asked:
    """A cluster whose workers were found to serve."""

    client: Client
    pool: Executor
    need: Need
    tell: Silence


def _gathered(asked: _Asked, jobs: Sequence[Job]) -> Iterator[Result]:
    waiting, pending = deque(jobs), dict[Future[Result], Job]()
    while waiting or pending:
        most = _AHEAD * max(len(asked.client.nthreads()), 1)
        while waiting and len(pending) < most:
            job = waiting.popleft()
            pending[asked.pool.submit(_made, job, asked.need)] = job
        asked.tell.runs([f"{job.lang}/{job.report}" for job in pending.values()])
        for future in wait(pending, return_when=FIRST_COMPLETED).done:
            yield _result(pending.pop(future), future)
            # Handed on, it is not held here while others run.
            del future


def _result(job: Job, future: Future[Result]) -> Result:
    error = future.exception()
    if error is None:
        return future.result()
    why = f"{type(error).__name__}: {' '.join(str(error).split())[:300]}"
    message = f"the Dask workers that made it died or could not answer ({why})"
    return Result(job.report, job.lang, ERRORED, 0.0, message=message)


def _made(job: Job, need: Need) -> Result:
    """Make a report on a worker that may have come later than the others were asked."""
    if not (why := amiss(need)):
        result = run_job(job)
        why = amiss(need)
    if why:
        from distributed import get_worker

        where = f"Dask worker {get_worker().address}"
        return Result(job.report, job.lang, ERRORED, 0.0, message=f"{where}: {why}")
    return result
