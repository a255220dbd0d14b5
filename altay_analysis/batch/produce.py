"""A whole run: plan, make what is not there yet, publish."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, replace
from operator import itemgetter
from typing import Any

from altay_analysis.batch.data import read_data
from altay_analysis.batch.highlights import Highlights
from altay_analysis.batch.index import INDEX, index_page
from altay_analysis.batch.keys import package_source, versions
from altay_analysis.batch.ledger import Entry, Ledger, Output, read_ledger
from altay_analysis.batch.lock import Holder
from altay_analysis.batch.plan import DRAFT, Job, Plan, Prepare, Request, make_plan
from altay_analysis.batch.progress import Silence
from altay_analysis.batch.publish import Shelf, Stage
from altay_analysis.batch.run import ERRORED, FAILED, SUCCEEDED, Result
from altay_analysis.batch.suite import FORMATS
from altay_analysis.errors import MachineryError, ShelfBusyError

__all__ = ["Make", "Summary", "foresee", "produce"]

LINKED = "linked"

Make = Callable[[Sequence[Job]], Generator[Result, None, None]]


@dataclass(frozen=True)
class Summary:
    """What a run came to.

    Attributes
    ----------
    outcome : str
        published, unchanged, failed or errored.
    path : str
        The edition's folder; empty where none was published.
    failures : tuple of str
        One line a report that failed or errored.
    """

    edition: str
    path: str
    outcome: str
    draft: bool
    seconds: float
    reports: tuple[Entry, ...]
    failures: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        """What the command ends with."""
        return {FAILED: 1, ERRORED: 3}.get(self.outcome, 0)

    @property
    def line(self) -> str:
        """All that the run came to, on one line."""
        if self.outcome == "unchanged":
            return f"nothing to do: {self.path} has all {self._files} ({self.seconds:.1f} s)"
        if self.outcome in (FAILED, ERRORED):
            bad = len(self.failures)
            counted = f"{bad} of {len(self.reports)} reports {self.outcome}"
            return f"{counted}; edition {self.edition} is not published ({self.seconds:.1f} s)"
        what = "drafts" if self.draft else "published"
        counts = f"{self._reports}, {self._files}, {self.seconds:.1f} s"
        return f"{what}: {self.path} ({counts})"

    @property
    def _reports(self) -> str:
        ids = {entry.report for entry in self.reports}
        languages = ", ".join(dict.fromkeys(entry.lang for entry in self.reports))
        linked = sum(entry.outcome == LINKED for entry in self.reports)
        taken = f", {linked} unchanged" if linked else ""
        return f"{len(ids)} report{'s' * (len(ids) != 1)} in {languages}{taken}"

    @property
    def _files(self) -> str:
        return f"{sum(len(entry.outputs) for entry in self.reports)} files"

    def as_dict(self) -> dict[str, Any]:
        """Return the summary as plain values, for JSON."""
        return asdict(self)


def foresee(request: Request, shelf: Shelf) -> dict[str, Any]:
    """Return what a run would do and why, as plain values, touching nothing."""
    shelf.check()
    latest = shelf.latest()
    plan = make_plan(request, latest)
    there = _is_there(plan, shelf)
    steps = [_step(plan, job, shelf, latest, there=there) for job in plan.jobs]
    return {
        "edition": plan.edition,
        "draft": request.is_draft,
        "to_do": "nothing to do" if there else "to be published",
        "reports": steps,
    }


def _step(
    plan: Plan, job: Job, shelf: Shelf, latest: Ledger | None, *, there: bool
) -> dict[str, Any]:
    why = ["forced"] if plan.request.force else plan.reasons(job, latest)
    entry = latest.entry(job.report, job.lang) if latest else None
    if entry and not (why or there):
        held = [entry.outputs[form] for form in job.formats]
        why = [f"{out.path} is not as it was made" for out in held if not shelf.keeps(out)]
    action = "keep" if there else "run" if why else "link"
    return {
        "action": action,
        "report": job.report,
        "lang": job.lang,
        "key": job.key,
        "why": [] if there else why,
    }


def produce(
    request: Request,
    shelf: Shelf,
    *,
    make: Make,
    tell: Silence,
    now: Callable[[], str],
    prepare: Prepare = lambda _data, _reports: None,
) -> Summary:
    """Make an edition, or drafts, and publish it.

    Parameters
    ----------
    make : callable
        The map over jobs: yields each one's result as it comes.
    now : callable
        The time, as the ledger has it.
    prepare : callable
        Called as soon as something looks to be made, while the rest is still planned.

    Raises
    ------
    UsageError
        For what cannot be, before anything is touched.
    MachineryError
        Where the shelf cannot be written, or the data change meanwhile; ShelfBusyError where
        another run holds it.
    """
    start = time.perf_counter()
    shelf.check()
    plan = make_plan(request, _checked(request, shelf), prepare)
    if _is_there(plan, shelf) and (request.is_draft or shelf.leads_to(plan.edition)):
        _swept(shelf, tell)
        return _unchanged(plan, shelf, start)
    prepare([held.folder for held in plan.data], _count_new(plan, shelf.latest()))
    with shelf.locked() as gone:
        _buried(gone, tell)
        # Another run may have ended since.
        if _is_there(plan, shelf):
            shelf.move_latest(plan.edition)
            return _unchanged(plan, shelf, start)
        with shelf.staged() as stage:
            entries, failures = _made(plan, stage, shelf.latest(), make, tell)
            summary = _summary(plan, shelf, entries, failures, start)
            if not failures:
                _publish(plan, stage, summary, now())
            return summary


def _count_new(plan: Plan, latest: Ledger | None) -> int:
    """Return how many reports `latest` has not, or not with these keys."""
    if latest is None or plan.request.force:
        return len(plan.jobs)
    held = (latest.entry(job.report, job.lang) for job in plan.jobs)
    return sum(
        entry is None or entry.key != job.key for job, entry in zip(plan.jobs, held, strict=True)
    )


def _checked(request: Request, shelf: Shelf) -> Ledger | None:
    """Return the ledger of the drafts that stand, where such are asked for, else of `latest`."""
    drafts = read_ledger(shelf.folder / DRAFT) if request.is_draft else None
    return drafts or shelf.latest()


def _swept(shelf: Shelf, tell: Silence) -> None:
    """Sweep what a run that was killed left, where that can be; it harms nobody."""
    if not shelf.is_swept():
        with suppress(ShelfBusyError, MachineryError), shelf.locked() as gone:
            _buried(gone, tell)


def _buried(gone: Holder | None, tell: Silence) -> None:
    if gone:
        tell.note(f"{gone}, held the shelf and was killed; what it left is swept")


def _is_there(plan: Plan, shelf: Shelf) -> bool:
    """Return whether there is nothing to do; refuse a name that is taken by something else."""
    if not plan.request.force and shelf.holds(plan.edition, plan.pairs):
        return True
    force = plan.request.force or plan.request.is_draft
    shelf.refuse(plan.edition, plan.pairs, force=force)
    return False


def _made(
    plan: Plan, stage: Stage, latest: Ledger | None, make: Make, tell: Silence
) -> tuple[list[Entry], list[str]]:
    """Take over what `latest` has, make the rest, and return entries and failures."""
    entries = [_taken(plan, job, stage, latest) for job in plan.jobs]
    places = {(entry.report, entry.lang): n for n, entry in enumerate(entries)}
    failures = []
    todo = list(_missing(plan.jobs, entries))
    tell.begin(len(todo))
    with closing(make(todo)) as results:
        for done, result in enumerate(results, start=1):
            place = places[result.report, result.lang]
            entries[place] = _entered(entries[place], result, stage)
            if result.outcome != SUCCEEDED:
                failures.append(_failure(plan, result, stage.shelf))
            _told(result, f"[{done}/{len(todo)}]", tell)
    return entries, failures


def _taken(plan: Plan, job: Job, stage: Stage, latest: Ledger | None) -> Entry:
    """Return a job's entry with what can be taken over from `latest`."""
    held = latest.entry(job.report, job.lang) if latest else None
    outputs: dict[str, Output] = {}
    if held is not None and held.key == job.key and not plan.request.force:
        for form in job.formats:
            path, old = job.path(form), held.outputs.get(form)
            new = old and stage.take(path, old, copy=plan.request.is_draft)
            if new:
                outputs[form] = new
    return Entry(
        report=job.report,
        lang=job.lang,
        key=job.key,
        notebook=job.notebook,
        parameters=job.parameters,
        components=job.components,
        outcome=LINKED,
        seconds=held.seconds if held else 0.0,
        outputs=outputs,
        titles=job.titles,
        highlights=held.highlights if held and outputs else Highlights(),
    )


def _missing(jobs: Sequence[Job], entries: Sequence[Entry]) -> Iterator[Job]:
    """Yield the jobs that remain, with the formats that remain, the longest first."""
    both = list(zip(jobs, entries, strict=True))
    timed = [(entry.seconds, len(job.source)) for job, entry in both if entry.seconds]
    # Of a report that no run has timed, the notebook's length is all that is known.
    pace = sum(map(itemgetter(0), timed)) / sum(map(itemgetter(1), timed)) if timed else 1.0
    both.sort(key=lambda pair: -(pair[1].seconds or pace * len(pair[0].source)))
    for job, entry in both:
        formats = tuple(form for form in job.formats if form not in entry.outputs)
        if formats:
            yield replace(job, formats=formats)


def _entered(entry: Entry, result: Result, stage: Stage) -> Entry:
    outputs = dict(entry.outputs)
    for form, content in result.outputs.items():
        outputs[form] = stage.write(f"{result.lang}/{result.report}.{form}", content)
    outputs = {form: outputs[form] for form in FORMATS if form in outputs}
    return replace(
        entry,
        outcome=result.outcome,
        seconds=result.seconds,
        outputs=outputs,
        highlights=result.highlights,
    )


def _failure(plan: Plan, result: Result, shelf: Shelf) -> str:
    words = f"{result.report} ({result.lang}) {result.outcome}: {result.message}"
    if not result.partial:
        return words
    kept = shelf.keep_failed(plan.edition, result.lang, result.report, result.partial)
    return f"{words}; as far as it came: {kept}"


def _told(result: Result, count: str, tell: Silence) -> None:
    for warning in result.warnings:
        tell.note(f"{result.lang}/{result.report}: {warning}")
    tell.done(f"{count} {result.lang}/{result.report} {result.outcome} ({result.seconds:.1f} s)")


def _publish(plan: Plan, stage: Stage, summary: Summary, made: str) -> None:
    for data in plan.data:
        now = read_data(data.folder, data.name)
        if (now.digest, now.stamps) != (data.digest, data.stamps):
            raise MachineryError(
                f"data folder {data.name!r} changed while the reports were made, and nothing was "
                "published; run again"
            )
    ledger = Ledger(
        edition=plan.edition,
        data_date=plan.data_date,
        made=made,
        seconds=summary.seconds,
        package=package_source(),
        versions=versions(),
        data={data.digest: data.files for data in plan.data},
        reports=summary.reports,
    )
    index = stage.write(INDEX, index_page(ledger, plan.contact))
    stage.publish(replace(ledger, others=(index,)), latest=not plan.request.is_draft)
    stage.shelf.forget_failed(plan.edition)


def _unchanged(plan: Plan, shelf: Shelf, start: float) -> Summary:
    ledger = read_ledger(shelf.folder / plan.edition)
    entries = ledger.reports if ledger else ()
    return replace(_summary(plan, shelf, entries, [], start), outcome="unchanged")


def _summary(
    plan: Plan, shelf: Shelf, entries: Sequence[Entry], failures: Sequence[str], start: float
) -> Summary:
    outcomes = {entry.outcome for entry in entries}
    outcome = next((bad for bad in (ERRORED, FAILED) if bad in outcomes), "published")
    return Summary(
        edition=plan.edition,
        path="" if failures else str(shelf.folder / plan.edition),
        outcome=outcome,
        draft=plan.request.is_draft,
        seconds=round(time.perf_counter() - start, 3),
        reports=tuple(entries),
        failures=tuple(failures),
    )
