"""Types, constraints and keys of Table Schema, checked on whole columns at once."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from typing import Any

import numpy as np
import pandas as pd

from altay_analysis.errors import Finding
from altay_analysis.loading.schema import Field, Reference, Table
from altay_analysis.loading.sheet import Mask, Sheet

__all__ = ["check_fields", "check_keys", "nearest", "spread"]

_FORMS = {
    "integer": (r"[+-]?[0-9]{1,18}", "a whole number in digits"),
    "number": (r"-?[0-9]+(\.[0-9]+)?", "a number with a decimal point and no separators"),
    "date": (r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "a day of the calendar, YYYY-MM-DD"),
    "boolean": ("true|false", "true or false"),
}
_SUGGEST_AMONG = 2000

Test = Callable[[pd.Series], pd.Series]


def spread(cells: pd.Series, wrong: Callable[[pd.Series], pd.Series]) -> Mask:
    """Ask a question of each distinct cell once, and answer it for every row."""
    codes, distinct = pd.factorize(cells)
    answers = wrong(pd.Series(distinct, dtype=str)).to_numpy(dtype=np.bool_)
    found: Mask = answers[codes] if len(answers) else np.zeros(len(cells), np.bool_)
    return found


def check_fields(table: Table, sheet: Sheet) -> tuple[list[Finding], dict[str, Mask]]:
    """Check each column by itself.

    Returns
    -------
    findings : list of Finding
    sound : dict of str to array of bool
        By column, the rows whose cell is filled and holds: other rules look at those alone.
    """
    findings: list[Finding] = []
    sound: dict[str, Mask] = {}
    for field in table.fields:
        if sheet.has(field.name):
            empty = (sheet.frame[field.name] == "").to_numpy(np.bool_)
            sound[field.name] = ~empty
            for wrong, rule, remedy in _faults(field, sheet.frame[field.name]):
                fresh = wrong & (sound[field.name] | empty)
                findings += sheet.findings(fresh, field.name, rule, remedy)
                sound[field.name] = sound[field.name] & ~wrong
    return findings, sound


def _faults(field: Field, cells: pd.Series) -> Iterator[tuple[Mask, str, str]]:
    limits = field.constraints
    if limits.get("required"):
        wrong = (cells == "").to_numpy(np.bool_)
        yield wrong, "is empty", "fill it: the column is required"
    for test, what in [*_types(field.type), *_constraints(field.type, limits)]:
        yield spread(cells, partial(_fails, test)), f"is not {what}", f"give {what}"


def _fails(test: Test, cells: pd.Series) -> pd.Series:
    return (cells != "") & ~test(cells).astype(bool)


def _types(kind: str) -> Iterator[tuple[Test, str]]:
    if kind not in _FORMS:
        return
    form, what = _FORMS[kind]
    yield lambda each: each.str.fullmatch(form), what
    if kind == "date":
        yield lambda each: pd.to_datetime(each, format="%Y-%m-%d", errors="coerce").notna(), what


def _constraints(kind: str, limits: Mapping[str, Any]) -> Iterator[tuple[Test, str]]:
    if "enum" in limits:
        known = [str(value) for value in limits["enum"]]
        yield lambda each: each.isin(known), f"one of {', '.join(known)}"
    if "pattern" in limits:
        form = re.compile(limits["pattern"])
        yield lambda each: each.str.fullmatch(form), f"of the form {form.pattern}"
    if "minLength" in limits:
        least = limits["minLength"]
        yield lambda each: each.str.len() >= least, f"at least {least} characters long"
    if "maxLength" in limits:
        most = limits["maxLength"]
        yield lambda each: each.str.len() <= most, f"at most {most} characters long"
    if "minimum" in limits:
        low = limits["minimum"]
        yield lambda each: _ordered(kind, each) >= low, f"at least {low}"
    if "maximum" in limits:
        high = limits["maximum"]
        yield lambda each: _ordered(kind, each) <= high, f"at most {high}"


def _ordered(kind: str, cells: pd.Series) -> pd.Series:
    """Cells as what can be compared: days by their text, numbers by their value."""
    return cells if kind == "date" else pd.to_numeric(cells, errors="coerce")


def check_keys(
    table: Table, sheets: Mapping[str, Sheet], sound: Mapping[str, Mask]
) -> Iterator[Finding]:
    """Check what must be unique in a table, and what must stand in another."""
    sheet = sheets[table.name]
    unique = [(f.name,) for f in table.fields if f.constraints.get("unique")]
    for key in dict.fromkeys([*unique, *([table.primary_key] if table.primary_key else [])]):
        if sheet.has(*key):
            yield from _repeated(sheet, key)
    for reference in table.references:
        target = sheets.get(reference.table)
        there = target is not None and target.whole and target.has(*reference.targets)
        if target and there and sheet.has(*reference.fields):
            yield from _dangling(sheet, target, reference, sound)


def _repeated(sheet: Sheet, key: tuple[str, ...]) -> Iterator[Finding]:
    cells = _joined(sheet.frame, key)
    filled = (cells.str.len() >= len(key)).to_numpy(np.bool_)
    again = cells.duplicated().to_numpy(np.bool_) & filled
    if again.any():
        places = pd.Series(range(len(cells)), index=cells.array)
        first = places[~cells.duplicated().to_numpy()]
        yield from sheet.findings(
            again,
            key[0],
            lambda place: f"stands already in {_line(sheet, int(first[cells.iloc[place]]), place)}",
            f"give each row its own {' and '.join(key)}",
        )


def _line(sheet: Sheet, first: int, again: int) -> str:
    """Name the line of a row, and its file where another row stands in another."""
    line = f"line {sheet.lines[first]}"
    file = sheet.file_of(first)
    return line if file == sheet.file_of(again) else f"{file} {line}"


_SEPARATOR = "\x1f"
"""Joins the cells of a compound key; no cell holds a control character."""


def _joined(frame: pd.DataFrame, key: tuple[str, ...]) -> pd.Series:
    joined = frame[key[0]]
    for column in key[1:]:
        joined = joined + _SEPARATOR + frame[column]
    return joined


def _dangling(
    sheet: Sheet, target: Sheet, reference: Reference, sound: Mapping[str, Mask]
) -> Iterator[Finding]:
    known = pd.concat([_joined(target.frame, reference.targets),
                       _joined(target.loose, reference.targets)])  # fmt: skip
    cells = _joined(sheet.frame, reference.fields)
    wrong = spread(cells, lambda each: ~each.isin(known))
    for column in reference.fields:
        wrong &= sound[column]
    ids = tuple(known.unique()) if wrong.any() and len(known) <= _SUGGEST_AMONG else ()
    column, to = reference.fields[0], reference.targets[0]
    yield from sheet.findings(
        wrong,
        column,
        f"does not stand in {target.file}",
        lambda place: (
            f"mend it{nearest(sheet.frame[column].iloc[place], ids)}, or add it there as {to}"
        ),
    )


@lru_cache(maxsize=1024)
def nearest(value: str, known: tuple[str, ...]) -> str:
    """Return the known ids that a value may be meant for, as words in brackets, or nothing."""
    close = difflib.get_close_matches(value, known, n=3)
    return f" (nearest: {', '.join(close)})" if close else ""
