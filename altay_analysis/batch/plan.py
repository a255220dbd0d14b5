"""What to make: each report in each language, checked whole before anything runs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from altay_analysis.batch.choice import Chosen, choose
from altay_analysis.batch.data import Data, digest, read_data
from altay_analysis.batch.editions import check_name
from altay_analysis.batch.keys import changes, components, package_source, versions
from altay_analysis.batch.ledger import Entry, Ledger, edition_digest
from altay_analysis.batch.nearest import unknown
from altay_analysis.batch.parameters import Value
from altay_analysis.batch.stated import Stated, stated
from altay_analysis.batch.suite import FORMATS, Suite, read_suite
from altay_analysis.errors import UsageError
from altay_analysis.wording import LANGUAGES

__all__ = ["DRAFT", "Job", "Plan", "Prepare", "Request", "make_plan"]

DRAFT = "draft"
Prepare = Callable[[Sequence[Path], int], None]
"""Told the data folders that will be read, and how many reports are asked for."""

_CHANGED = {
    "notebook": "{job.notebook} changed",
    "stated": "help or contact in reports.toml changed",
}


@dataclass(frozen=True)
class Request:
    """What a command asks for; empty means: as `reports.toml` has it.

    Attributes
    ----------
    root : Path
        Folder of `reports.toml`; data folders are seen from it.
    timeout : float or None
        Most seconds that the notebook of one report may run.
    cold : bool
        Whether kernels are started from nothing, also where they can be forked.
    """

    root: Path
    edition: str | None = None
    languages: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    parameters: Mapping[str, str] = field(default_factory=dict)
    only: tuple[str, ...] = ()
    force: bool = False
    timeout: float | None = None
    cold: bool = False

    @property
    def is_draft(self) -> bool:
        """Whether outputs are drafts: a part, or with other parameters, and without a name."""
        return bool(self.only or self.parameters) and self.edition is None


@dataclass(frozen=True)
class Job:
    """One report in one language: all that a worker needs, ready to be pickled.

    Attributes
    ----------
    source : str
        The notebook's text, so that what is run is what was hashed.
    folder : str
        The notebook's folder, where its kernel works.
    formats : tuple of str
        Those to be made.
    timeout : float or None
        Most seconds that the notebook may run, its kernel's start among them.
    cold : bool
        Whether its kernel is started from nothing, also where it can be forked.
    """

    report: str
    lang: str
    notebook: str
    source: str
    folder: str
    parameters: Mapping[str, Value]
    formats: tuple[str, ...]
    key: str
    components: Mapping[str, str]
    data_date: str
    titles: Mapping[str, str]
    stated: Stated
    timeout: float | None = None
    cold: bool = False

    def path(self, form: str) -> str:
        """Return where an output stands in an edition."""
        return f"{self.lang}/{self.report}.{form}"


@dataclass(frozen=True)
class Plan:
    """All that a run is to make."""

    request: Request
    contact: str
    jobs: tuple[Job, ...]
    data: tuple[Data, ...]

    @property
    def edition(self) -> str:
        """Name of the edition: given, or the data's date and the hash of paths and keys."""
        if self.request.is_draft:
            return DRAFT
        return self.request.edition or f"{self.data_date}-{edition_digest(self.pairs)}"

    @property
    def data_date(self) -> str:
        """Date of the newest data."""
        return max(held.date for held in self.data)

    @property
    def pairs(self) -> dict[str, str]:
        """Key of each output, by its path."""
        return {job.path(form): job.key for job in self.jobs for form in job.formats}

    def reasons(self, job: Job, latest: Ledger | None) -> list[str]:
        """Return why a job runs, by name; nothing where it is as `latest` has it."""
        entry = latest.entry(job.report, job.lang) if latest else None
        if latest is None or entry is None:
            return ["new"]
        if entry.key == job.key:
            return [f"{form} is new" for form in job.formats if form not in entry.outputs]
        names = sorted(job.components)
        changed = [name for name in names if entry.components.get(name) != job.components[name]]
        return [words for name in changed for words in self._words(name, job, entry, latest)]

    def _words(self, name: str, job: Job, entry: Entry, latest: Ledger) -> Iterator[str]:
        if name == "versions":
            yield from changes(latest.versions, versions(), arrow=True)
        elif name == "parameters":
            old = {key: str(value) for key, value in entry.parameters.items()}
            new = {key: str(value) for key, value in job.parameters.items()}
            yield from changes(old, new, arrow=True)
        elif name == "data":
            own = next(held for held in self.data if held.digest == job.components["data"])
            before = latest.data.get(entry.components.get("data", ""), {})
            yield from changes(before, own.files, prefix=f"{own.name}/")
        else:
            yield _CHANGED.get(name, "{name} source changed").format(name=name, job=job)


def make_plan(
    request: Request, checked: Ledger | None, prepare: Prepare = lambda _data, _reports: None
) -> Plan:
    """Check a request whole, and return what it comes to.

    Parameters
    ----------
    checked : Ledger or None
        Of an edition that stands: data with the bytes that it names were checked then.
    prepare : callable
        Called before data are checked, which takes a while and means that there is work.

    Raises
    ------
    UsageError
        Naming the first thing that cannot be; DataError where the data do not hold.
    """
    suite = read_suite(request.root)
    if request.edition is not None:
        check_name(request.edition)
    formats = _known("format", request.formats, FORMATS) or suite.formats
    languages = _languages(suite, request)
    given = {name: text for name, text in request.parameters.items() if name != "lang"}
    reports = choose(suite, request.only, given)
    folders = {report.data_name: report.data for report in reports}
    data = {name: read_data(folder, name) for name, folder in folders.items()}
    unchecked = [held for held in data.values() if not _is_checked(held, checked)]
    if unchecked:
        prepare([held.folder for held in unchecked], len(reports) * len(languages))
    for held in unchecked:
        held.check()
    for report in reports:
        data[report.data_name].confirm(suite.parameters, report.effective)
    jobs = [
        replace(
            _job(report, data[report.data_name], formats, stated(suite, report, lang)),
            timeout=request.timeout,
            cold=request.cold,
        )
        for lang in languages
        for report in reports
    ]
    return Plan(request, suite.contact, tuple(jobs), tuple(data.values()))


def _languages(suite: Suite, request: Request) -> tuple[str, ...]:
    given = request.languages
    if "lang" in request.parameters:
        if given:
            raise UsageError("lang is given by --lang and by -p; give it once")
        given = (request.parameters["lang"],)
    return _known("language", given, LANGUAGES) or suite.languages


def _known(what: str, given: Collection[str], known: tuple[str, ...]) -> tuple[str, ...]:
    for name in given:
        if name not in known:
            raise UsageError(unknown(what, name, known))
    return tuple(dict.fromkeys(given))


def _is_checked(data: Data, checked: Ledger | None) -> bool:
    # What the same code found sound in the same bytes is sound.
    return (
        checked is not None and checked.package == package_source() and data.digest in checked.data
    )


def _job(report: Chosen, data: Data, formats: tuple[str, ...], said: Stated) -> Job:
    parameters = report.parameters(said.lang)
    parts = components(report.notebook.source, parameters, data.digest, said.digest)
    return Job(
        report.id,
        said.lang,
        report.notebook.name,
        report.notebook.source,
        str(report.folder.resolve()),
        parameters,
        formats,
        digest(parts),
        parts,
        data.date,
        report.notebook.titles,
        said,
    )
