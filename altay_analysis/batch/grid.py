"""Grids: one report for each combination of values, named in the file or taken from the figures."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from altay_analysis.batch.data import figures
from altay_analysis.batch.nearest import shown
from altay_analysis.batch.parameters import Value, settle
from altay_analysis.batch.suite import FILE, Report, Suite, fault
from altay_analysis.periods import fullest

__all__ = ["expand", "named"]

_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
_FIELD = re.compile(r"\{([^{}]*)\}")

Values = Mapping[str, Value]


def expand(suite: Suite) -> tuple[Report, ...]:
    """Return each report of each grid, in order.

    Raises
    ------
    UsageError
        Where two have one id, an id is not fit to name a file, or a grid is empty.
    """
    found: dict[str, Report] = {}
    for report in suite.reports:
        for each in _combinations(suite, report):
            if each.id in found:
                raise fault("reports", f"id {shown(each.id)} stands twice; make ids differ")
            found[each.id] = each
    return tuple(found.values())


def _combinations(suite: Suite, report: Report) -> Iterator[Report]:
    kept = 0
    for values in itertools.product(*report.grid.values()):
        given = {**report.parameters, **dict(zip(report.grid, values, strict=True))}
        for drawn in _standing(suite, report, given):
            chosen = {**given, **drawn}
            if not any(chosen[name] in values for name, values in report.excepted.items()):
                kept += 1
                yield named(replace(report, parameters=chosen, grid={}, excepted={}))
    if not kept:
        raise fault(f"reports.{report.family}.grid", "comes to no report; see its except")


def _standing(suite: Suite, report: Report, given: Values) -> Sequence[Values]:
    """Return the values of the starred parameters that stand together in the figures."""
    if not report.starred:
        return [{}]
    columns = {name: suite.parameters[name].figures for name in report.starred}
    folder = str(given.get("data_dir", suite.data))
    rows = _main(suite, columns, figures(suite.folder / folder, folder))
    fixed = {suite.parameters[n].figures: str(value) for n, value in given.items()}
    fixed.pop("", None)
    held = {
        tuple(row.get(column) or "" for column in columns.values())
        for row in rows
        if all(row.get(column) == value for column, value in fixed.items())
    }
    place = f"{FILE}, reports.{report.family}.grid"
    return [
        {
            name: settle(suite.parameters[name], value, place)
            for name, value in zip(columns, values, strict=True)
        }
        for values in sorted(held)
    ]


def _main(
    suite: Suite, columns: Mapping[str, str], rows: Sequence[Mapping[str, str]]
) -> Sequence[Mapping[str, str]]:
    """Keep of each source the rows of its fullest period, where a period is starred."""
    for name, column in columns.items():
        if suite.parameters[name].type != "period":
            continue
        others = ["source", *(each for each in columns.values() if each != column)]
        keys = [tuple(row.get(each) or "" for each in others) for row in rows]
        periods = [row.get(column) or "" for row in rows]
        best = fullest(zip(keys, periods, strict=True))
        rows = [
            row for row, key, period in zip(rows, keys, periods, strict=True) if best[key] == period
        ]
    return rows


def named(report: Report) -> Report:
    """Return a report with the id that its family and its parameters give it.

    The bar of an interval becomes a double hyphen, as ISO 8601 has it for names of files.
    """
    values = report.parameters
    name = _FIELD.sub(lambda field: str(values[field[1]]).replace("/", "--"), report.family)
    if not _ID.fullmatch(name):
        rule = "use small letters, digits, '.', '_' and '-', 100 at most"
        raise fault("reports", f"id {shown(name)} cannot name a file; {rule}")
    return replace(report, id=name)
