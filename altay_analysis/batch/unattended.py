"""A run that nobody looks on: each result is written down, and an error gets a second try."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing

from altay_analysis.batch.journal import Journal
from altay_analysis.batch.plan import Job
from altay_analysis.batch.produce import Make
from altay_analysis.batch.run import ERRORED, Result

__all__ = ["attended"]


def attended(make: Make, journal: Journal) -> Make:
    """Return a map over jobs that writes down each result, and tries what errored once more.

    What failed is not tried again: a notebook that raises on the same bytes raises again.
    """

    def made(jobs: Sequence[Job]) -> Generator[Result, None, None]:
        again: list[Job] = []
        by_name = {(job.report, job.lang): job for job in jobs}
        with closing(make(jobs)) as results:
            for result in results:
                if result.outcome == ERRORED:
                    again.append(by_name[result.report, result.lang])
                    _write(journal, "retry", result)
                else:
                    _write(journal, "report", result)
                    yield result
        if again:
            with closing(make(again)) as results:
                for result in results:
                    _write(journal, "report", result)
                    yield result

    return made


def _write(journal: Journal, event: str, result: Result) -> None:
    said = {"message": result.message} if result.message else {}
    warned = {"warnings": list(result.warnings)} if result.warnings else {}
    journal.event(
        event,
        report=result.report,
        lang=result.lang,
        outcome=result.outcome,
        seconds=result.seconds,
        **said,
        **warned,
    )
