"""Rules that Table Schema cannot say: of the observations."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

from altay_analysis.errors import Finding
from altay_analysis.loading.fields import spread
from altay_analysis.loading.figures import Judged, judge, read_figure, read_token, token_fault
from altay_analysis.loading.rules import Tables
from altay_analysis.loading.sheet import Sheet
from altay_analysis.quantity import Bounds

__all__ = ["check_observations", "judge_figures"]

_SENTENCE = re.compile(r"[。！？；，、!?;\n\r\t]|,(?![0-9]{3})")
_FIGURE = ("value", "unit", "qualifier")


def judge_figures(tables: Tables) -> Judged[Bounds | str] | None:
    """Return each observation's bounds, or what is wrong with its value."""
    sheet = tables.sheet("observations", "indicator", *_FIGURE)
    if sheet is None:
        return None
    kinds = _looked_up(tables, "indicators", "kind", sheet.frame["indicator"])
    return judge([*(sheet.frame[column] for column in _FIGURE), kinds], read_figure)


def check_observations(tables: Tables, figures: Judged[Bounds | str] | None) -> Iterator[Finding]:
    """Check periods, values, units and tokens."""
    if sheet := tables.sheet("observations", "period"):
        wrong = spread(sheet.frame["period"], lambda each: each.map(_period_is_wrong))
        wrong &= tables.holding("observations", "period")
        rule = "is not a day of the calendar, or ends before it begins"
        yield from sheet.findings(wrong, "period", rule, "give YYYY, YYYY-MM, YYYY-MM-DD or a/b")
    sheet = tables.sheet("observations", "indicator", *_FIGURE)
    if sheet and figures:
        yield from _values(tables, sheet, figures)
        yield from _dimensions(tables, sheet)
    if sheet := tables.sheet("observations", "as_printed", "note", *_FIGURE):
        yield from _tokens(tables, sheet)


def _period_is_wrong(period: str) -> bool:
    start, slash, end = period.partition("/")
    length = min(len(start), len(end)) if slash else 0
    return not all(map(_is_in_calendar, (start, end))) or start[:length] > end[:length]


def _is_in_calendar(date: str) -> bool:
    """Whether a day exists; years and months have been checked by their form."""
    try:
        return len(date) < 10 or bool(dt.date.fromisoformat(date))
    except ValueError:
        return False


def _looked_up(tables: Tables, table: str, column: str, ids: pd.Series) -> pd.Series:
    other = tables.sheet(table, "id", column)
    if other is None:
        return pd.Series("", index=ids.index, dtype=str)
    known = other.frame.drop_duplicates("id").set_index("id")[column]
    return ids.map(known).fillna("").astype(str)


def _values(tables: Tables, sheet: Sheet, figures: Judged[Bounds | str]) -> Iterator[Finding]:
    wrong = figures.where(lambda found: isinstance(found, str)) & tables.holding(
        "observations", *_FIGURE
    )
    named = sheet.frame["indicator"]
    yield from sheet.findings(
        wrong,
        "value",
        lambda place: f"{figures.at(place)} (indicator {named.iloc[place]})",
        "mend the value, its unit or its qualifier",
    )


def _dimensions(tables: Tables, sheet: Sheet) -> Iterator[Finding]:
    usual = _looked_up(tables, "indicators", "unit", sheet.frame["indicator"])
    there = _looked_up(tables, "units", "dimension", usual)
    here = _looked_up(tables, "units", "dimension", sheet.frame["unit"])
    wrong = ((here != there) & (here != "") & (there != "")).to_numpy(np.bool_)
    yield from sheet.findings(
        wrong,
        "unit",
        lambda place: (
            f"measures {here.iloc[place]}, and its indicator {there.iloc[place]} "
            f"({usual.iloc[place]})"
        ),
        "mend the unit or the indicator",
    )


def _tokens(tables: Tables, sheet: Sheet) -> Iterator[Finding]:
    tokens = sheet.frame["as_printed"]
    wrong = spread(tokens, lambda each: each.str.contains(_SENTENCE))
    rule, remedy = "is more than a token", "give the number, its qualifier and its unit alone"
    yield from sheet.findings(wrong, "as_printed", rule, remedy)
    unsaid = (sheet.frame["note"].str.strip() == "").to_numpy(np.bool_) & ~wrong
    asked = np.flatnonzero(unsaid & tables.holding("observations", "as_printed", *_FIGURE))
    of = sheet.frame.iloc[asked]
    read_once = {token: read_token(token) for token in of["as_printed"].unique()}
    faults = judge(
        [of[column] for column in ("as_printed", *_FIGURE)],
        lambda token, *figure: token_fault(read_once[token], *figure),
    )
    otherwise = np.zeros(len(tokens), np.bool_)
    otherwise[asked] = faults.where(bool)
    yield from sheet.findings(
        otherwise,
        "as_printed",
        lambda place: faults.at(int(np.searchsorted(asked, place))),
        "mend the columns, or say in note why they differ",
    )
