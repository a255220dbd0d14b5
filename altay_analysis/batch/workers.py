"""The map over jobs: over processes of this machine; one body, and the same bytes.

There is one path, also for one job at a time: workers are forked from the server that kernels
are forked from, or started from nothing where that cannot be.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from dataclasses import replace
from multiprocessing.context import BaseContext
from pathlib import Path

from altay_analysis.batch.kernels import server
from altay_analysis.batch.kernels.guard import end_with_parent
from altay_analysis.batch.plan import Job
from altay_analysis.batch.progress import Silence
from altay_analysis.batch.run import ERRORED, Result, run_job

__all__ = ["gathered", "map_jobs", "prepare", "usable_cores"]

_STOPPED, _BUSY = threading.Event(), threading.Event()
_MANY = 8
"""Reports from which on an audit of everything is worth making before the first of them."""


def usable_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def prepare(data: Sequence[Path], reports: int, *, cold: bool) -> None:
    """Begin what takes a while and will be needed, and do not wait for it."""
    if not (cold or server.refusal()):
        server.begin(data, audit=reports >= _MANY)


def map_jobs(
    jobs: Sequence[Job], workers: int, tell: Silence | None = None
) -> Generator[Result, None, None]:
    """Yield each job's result as it comes, and say what runs."""
    if not jobs:
        return
    tell = tell or Silence()
    workers = min(workers, len(jobs))
    forked = _can_fork(jobs[0].cold, tell)
    if not forked:
        jobs = [replace(job, cold=True) for job in jobs]
    context: BaseContext = server.context() if forked else multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_listen, initargs=(forked,))
    try:
        yield from gathered(pool, jobs, workers, tell)
    except BaseException:
        # Each worker ends its own kernel first.
        for child in multiprocessing.active_children():
            child.terminate()
        server.end()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _can_fork(cold: bool, tell: Silence) -> bool:
    why = server.refusal()
    if why and not cold:
        tell.note(f"kernels are started one by one, which takes longer: {why}")
    return not (cold or why)


def gathered(pool: Executor, jobs: Iterable[Job], at_once: int, tell: Silence) -> Iterator[Result]:
    """Yield what an executor makes of jobs, so many at a time, and keep none of it."""
    waiting = deque(jobs)
    pending: dict[Future[Result], Job] = {}
    while waiting or pending:
        while waiting and len(pending) < at_once:
            job = waiting.popleft()
            pending[_begun(pool, job)] = job
        tell.runs([f"{job.lang}/{job.report}" for job in pending.values()])
        finished = list(wait(pending, return_when=FIRST_COMPLETED).done)
        while finished:
            future = finished.pop()
            yield _result(pending.pop(future), future)
            # Handed on, it is not held here while others run.
            del future


def _begun(pool: Executor, job: Job) -> Future[Result]:
    try:
        with server.hidden_main():
            return pool.submit(_work, job)
    except BrokenExecutor as error:
        # A pool of which a worker died takes nothing more: each job that is left says so.
        lost: Future[Result] = Future()
        lost.set_exception(error)
        return lost


def _result(job: Job, future: Future[Result]) -> Result:
    error = future.exception()
    if error is None:
        return future.result()
    message = f"a worker died ({type(error).__name__}); run again, perhaps with --jobs 1"
    return Result(job.report, job.lang, ERRORED, 0.0, message=message)


def _work(job: Job) -> Result:
    # A pool cannot take back what it has handed on.
    if _STOPPED.is_set():
        return Result(job.report, job.lang, ERRORED, 0.0, message="interrupted")
    _BUSY.set()
    try:
        return run_job(job)
    finally:
        _BUSY.clear()


def _listen(forked: bool) -> None:
    """Leave Ctrl-C to the parent, which tells its workers once, and in order."""
    # A handler and not SIG_IGN: kernels would inherit that.
    signal.signal(signal.SIGINT, lambda *_: None)
    signal.signal(signal.SIGTERM, _stop)
    if forked:
        server.as_shared()
    end_with_parent(group=False)


def _stop(*_: object) -> None:
    """Interrupt the report that is made, once: a pool that lost its server tells workers again."""
    again = _STOPPED.is_set()
    _STOPPED.set()
    if not _BUSY.is_set():
        # No report would catch the interrupt, and Python would write it out.
        os._exit(1)
    if not again:
        raise KeyboardInterrupt
