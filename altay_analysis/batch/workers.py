"""The map over jobs: in this process, or over several; the same body and the same bytes."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait

from altay_analysis.batch.plan import Job
from altay_analysis.batch.run import ERRORED, Result, run_job

__all__ = ["map_jobs", "usable_cores"]

_STOPPED = threading.Event()


def usable_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def map_jobs(jobs: Sequence[Job], workers: int) -> Generator[Result, None, None]:
    """Yield each job's result as it comes."""
    workers = min(workers, len(jobs))
    if workers <= 1:
        yield from map(run_job, jobs)
        return
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_listen)
    try:
        yield from _gathered(pool, jobs)
    except BaseException:
        # Each worker ends its own kernel first.
        for child in multiprocessing.active_children():
            child.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _gathered(pool: Executor, jobs: Sequence[Job]) -> Iterator[Result]:
    pending = {pool.submit(_work, job): job for job in jobs}
    while pending:
        finished, _ = wait(pending, return_when=FIRST_COMPLETED)
        for future in finished:
            # A result is let go of once it is handed on: memory does not grow with the batch.
            yield _result(pending.pop(future), future)


def _result(job: Job, future: Future[Result]) -> Result:
    error = future.exception()
    if error is None:
        return future.result()
    message = f"a worker died ({type(error).__name__}); run again, perhaps with --jobs 1"
    return Result(job.report, job.lang, ERRORED, 0.0, message=message)


def _work(job: Job) -> Result:
    # A pool hands a worker its next job beforehand, and cannot take it back.
    if _STOPPED.is_set():
        return Result(job.report, job.lang, ERRORED, 0.0, message="interrupted")
    return run_job(job)


def _listen() -> None:
    """Leave Ctrl-C to the parent, which tells its workers once, and in order."""
    # A handler and not SIG_IGN: kernels would inherit that.
    signal.signal(signal.SIGINT, lambda *_: None)
    signal.signal(signal.SIGTERM, _stop)


def _stop(*_: object) -> None:
    _STOPPED.set()
    raise KeyboardInterrupt
