"""Where the time of one report goes: the same body as in a batch, its steps timed."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from statistics import median
from typing import Any

from ours import ROOT

from altay_analysis import exporters
from altay_analysis.batch.kernels import engine, server
from altay_analysis.batch.kernels.manager import OwnKernelManager
from altay_analysis.batch.plan import Job
from altay_analysis.batch.run import SUCCEEDED, run_job

__all__ = ["steps"]


def steps(jobs: Sequence[Job], times: int) -> dict[str, float]:
    """Return the seconds of each step of a report, the median over jobs and repetitions."""
    # As a batch begins: data read and audited once, before any kernel.
    server.begin([ROOT / "data"], audit=True)
    for job in jobs:
        run_job(job)
    found: dict[str, list[float]] = defaultdict(list)
    for _ in range(times):
        for job in jobs:
            taken: dict[str, float] = defaultdict(float)
            with _timed(taken):
                start = time.perf_counter()
                result = run_job(job)
                taken["all"] = time.perf_counter() - start
            assert result.outcome == SUCCEEDED, result.message
            taken["the rest"] = 2 * taken["all"] - sum(taken.values())
            for name, seconds in taken.items():
                found[name].append(seconds)
    return {name: median(seconds) for name, seconds in found.items()}


@contextmanager
def _timed(taken: dict[str, float]) -> Iterator[None]:
    client: Any = engine._Client
    places: list[tuple[Any, str, str]] = [
        (OwnKernelManager, "start_kernel", "kernel: forked and ready"),
        (client, "start_new_kernel_client", "kernel: first answer"),
        (client, "papermill_execute_cells", "cells: data, arithmetic, figures"),
        (OwnKernelManager, "shutdown_kernel", "kernel: ended"),
    ]
    held = [(owner, name, getattr(owner, name)) for owner, name, _ in places]
    export = exporters.export
    for owner, name, step in places:
        setattr(owner, name, _clocked(getattr(owner, name), step, taken))
    exporters.export = lambda notebook, form, **options: _clocked(
        export, {"html": "HTML", "pdf": "PDF"}[form], taken
    )(notebook, form, **options)
    try:
        yield
    finally:
        exporters.export = export
        for owner, name, kept in held:
            setattr(owner, name, kept)


def _clocked(call: Callable[..., Any], step: str, taken: dict[str, float]) -> Callable[..., Any]:
    import inspect

    if inspect.iscoroutinefunction(call):

        async def later(*args: Any, **options: Any) -> Any:
            start = time.perf_counter()
            try:
                return await call(*args, **options)
            finally:
                taken[step] += time.perf_counter() - start

        return later

    def now(*args: Any, **options: Any) -> Any:
        start = time.perf_counter()
        try:
            return call(*args, **options)
        finally:
            taken[step] += time.perf_counter() - start

    return now
