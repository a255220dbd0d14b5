"""Which reports are chosen, and what each parameter of theirs comes to."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from altay_analysis.batch.grid import expand, named
from altay_analysis.batch.nearest import unknown
from altay_analysis.batch.notebook import Notebook, read_notebook
from altay_analysis.batch.parameters import Value, relate, settle
from altay_analysis.batch.suite import FILE, Report, Suite
from altay_analysis.errors import UsageError

__all__ = ["Chosen", "choose"]


@dataclass(frozen=True)
class Chosen:
    """One report to make, in a language still open.

    Attributes
    ----------
    folder : Path
        The notebook's folder.
    data : Path
        The data folder that it reads; `data_name` is how messages name it.
    values : mapping of str to value
        What the notebook gets, but for the language, in the order of its parameters cell.
    """

    id: str
    notebook: Notebook
    folder: Path
    data: Path
    data_name: str
    values: Mapping[str, Value]

    @property
    def effective(self) -> dict[str, object]:
        """Values as the notebook works with them: its own defaults where none is set."""
        defaults = {name: held for name, held in self.notebook.defaults.items() if held is not None}
        return {**defaults, **self.values}

    def parameters(self, lang: str) -> dict[str, Value]:
        """Return what the notebook gets in a language, where it asks for one."""
        own = {**self.values, "lang": lang}
        return {name: own[name] for name in self.notebook.defaults if name in own}


def choose(suite: Suite, only: Sequence[str], given: Mapping[str, str]) -> tuple[Chosen, ...]:
    """Return the reports that a command means, with the parameters that it gives.

    Parameters
    ----------
    only : sequence of str
        Ids of reports, or of grids as they stand in the file; empty for all.
    given : mapping of str to str
        Values for each chosen report whose notebook has the parameter. Of a grid over the
        figures they pick the reports that have them.

    Raises
    ------
    UsageError
        For what is not known, not declared, or not of its type or range.
    """
    reports = _named(expand(suite), only)
    notebooks = {report.notebook: _notebook(suite, report.notebook) for report in reports}
    values = _given(suite, given, notebooks)
    found: dict[str, Report] = {}
    for report in reports:
        own = {n: v for n, v in values.items() if n in notebooks[report.notebook].defaults}
        if any(own.get(name, report.parameters[name]) != report.parameters[name]
               for name in report.starred):  # fmt: skip
            continue  # a value picks from what the figures hold; it makes no report without any
        changed = named(replace(report, parameters={**report.parameters, **own}))
        if found.setdefault(changed.id, changed) != changed:
            raise UsageError(f"two reports come to be {changed.id}; choose one with --only")
    if not found:
        asked = ", ".join(f"{name} {value}" for name, value in given.items())
        raise UsageError(f"-p {asked}: no report of the grid has it; see: altay list reports")
    chosen = tuple(_chosen(suite, report, notebooks[report.notebook]) for report in found.values())
    for each, report in zip(chosen, found.values(), strict=True):
        relate(suite.parameters, each.effective, intervals=report.intervals)
    return chosen


def _named(reports: Sequence[Report], only: Sequence[str]) -> list[Report]:
    known = {report.id for report in reports} | {report.family for report in reports}
    for name in only:
        if name not in known:
            raise UsageError(unknown("report", name, known))
    return [r for r in reports if not only or r.id in only or r.family in only]


def _given(
    suite: Suite, given: Mapping[str, str], notebooks: Mapping[str, Notebook]
) -> dict[str, Value]:
    for name in given:
        if name not in suite.parameters:
            raise UsageError(unknown("parameter", name, suite.parameters))
        if not any(name in notebook.defaults for notebook in notebooks.values()):
            raise UsageError(f"-p {name}: none of the chosen reports has this parameter; leave it")
    return {name: settle(suite.parameters[name], text, "-p") for name, text in given.items()}


def _notebook(suite: Suite, name: str) -> Notebook:
    file = suite.notebooks / name
    notebook = read_notebook(file, os.path.relpath(file, suite.folder))
    for parameter, default in notebook.defaults.items():
        if parameter not in suite.parameters:
            words = unknown("parameter", parameter, suite.parameters)
            raise UsageError(f"{notebook.name}, parameters cell: {words}; declare it in {FILE}")
        if default is not None:
            settle(suite.parameters[parameter], default, f"{notebook.name}, parameters cell")
    return notebook


def _chosen(suite: Suite, report: Report, notebook: Notebook) -> Chosen:
    for name in report.parameters:
        if name not in notebook.defaults:
            words = unknown("parameter", name, notebook.defaults)
            raise UsageError(f"{FILE}, reports.{report.family}: {words} in {notebook.name}")
    folder = (suite.notebooks / report.notebook).parent
    data_name = str(report.parameters.get("data_dir", suite.data))
    data = suite.folder / data_name
    # As the notebook sees it, and without a path of this machine where that can be.
    own = {"data_dir": Path(os.path.relpath(data, folder)).as_posix()}
    values = {**report.parameters, **own}
    return Chosen(report.id, notebook, folder, data, data_name, values)
