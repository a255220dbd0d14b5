"""Rules that Table Schema cannot say: of the tables beside the observations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from altay_analysis.errors import Finding
from altay_analysis.loading.schema import PACKAGE, Package
from altay_analysis.loading.sheet import Mask, Sheet

__all__ = ["Tables", "check_tables"]


@dataclass(frozen=True)
class Tables:
    """The tables as far as they could be read.

    Attributes
    ----------
    sheets : mapping of str to Sheet
        By table; a table that could not be read is absent.
    sound : mapping
        By table and column, the rows whose cell is filled and holds by itself.
    """

    package: Package
    sheets: Mapping[str, Sheet]
    sound: Mapping[str, Mapping[str, Mask]]

    def sheet(self, table: str, *columns: str) -> Sheet | None:
        """Return a table, or None where it or one of the columns could not be read."""
        sheet = self.sheets.get(table)
        return sheet if sheet and sheet.has(*columns) else None

    def holding(self, table: str, *columns: str) -> Mask:
        """Rows whose cells in all of the columns are filled and hold by themselves."""
        masks = [self.sound[table][column] for column in columns]
        found: Mask = np.logical_and.reduce(masks)
        return found


def check_tables(tables: Tables) -> Iterator[Finding]:
    """Check every table but the observations against our own rules."""
    yield from _newest_source(tables)
    yield from _published(tables)
    yield from _region_levels(tables)
    yield from _region_cycles(tables)
    yield from _unit_factors(tables)
    yield from _grants(tables)
    yield from _terms(tables)
    yield from _own_terms(tables)


def _filled(sheet: Sheet, column: str) -> Mask:
    return (sheet.frame[column] != "").to_numpy(np.bool_)


def _newest_source(tables: Tables) -> Iterator[Finding]:
    if sheet := tables.sheet("sources", "published"):
        created = tables.package.created
        # One's own source may well be newer than the data that it is set beside.
        dates = sheet.frame["published"][: sheet.own_from]
        dates = dates[tables.holding("sources", "published")[: sheet.own_from]]
        newest = max((date for date in dates.unique() if date > created[: len(date)]), default="")
        if newest:
            rule = f"is before the newest source, published {newest}"
            line, remedy = tables.package.created_line, "set it to the day the data changed"
            yield Finding(PACKAGE, line, "created", created, rule, remedy)


def _published(tables: Tables) -> Iterator[Finding]:
    """Report days of publication that no calendar has."""
    if sheet := tables.sheet("sources", "published"):
        dates = sheet.frame["published"]
        days = (dates.str.len() == 10) & tables.holding("sources", "published")
        wrong = days & pd.to_datetime(dates.where(days), format="%Y-%m-%d", errors="coerce").isna()
        rule = "is a day that no calendar has"
        yield from sheet.findings(wrong.to_numpy(np.bool_), "published", rule, "mend the date")


def _region_levels(tables: Tables) -> Iterator[Finding]:
    if sheet := tables.sheet("regions", "level", "parent"):
        holds = tables.holding("regions", "level")
        country = (sheet.frame["level"] == "country").to_numpy(np.bool_)
        filled = _filled(sheet, "parent")
        yield from sheet.findings(
            holds & ~country & ~filled, "parent", "is empty, and only the country's may be",
            "give the division that it belongs to",
        )  # fmt: skip
        yield from sheet.findings(
            holds & country & filled, "parent", "stands at the country", "leave it empty"
        )


def _region_cycles(tables: Tables) -> Iterator[Finding]:
    if sheet := tables.sheet("regions", "id", "parent"):
        place = pd.Series(range(len(sheet.frame)), index=sheet.frame["id"].array)
        place = place[~place.index.duplicated()]
        up = place.reindex(sheet.frame["parent"].array).fillna(len(sheet.frame))
        wrong = _on_cycle(up.to_numpy().astype(np.int64))
        rule = "leads back to the region itself"
        yield from sheet.findings(wrong, "parent", rule, "give the division that it belongs to")


def _on_cycle(up: NDArray[np.int64]) -> Mask:
    """Rows that lie on a cycle, by jumps that double: `up` is the parent's row, or the length."""
    size = len(up)
    at = np.append(up, size)
    for _ in range(size.bit_length()):
        at = at[at]
    wrong = np.zeros(size + 1, np.bool_)
    wrong[at] = True
    return wrong[:-1]


def _unit_factors(tables: Tables) -> Iterator[Finding]:
    if sheet := tables.sheet("units", "factor"):
        factor = pd.to_numeric(sheet.frame["factor"], errors="coerce")
        wrong = (factor == 0).to_numpy(np.bool_) & tables.holding("units", "factor")
        yield from sheet.findings(wrong, "factor", "is not above zero", "give the factor")


def _grants(tables: Tables) -> Iterator[Finding]:
    if sheet := tables.sheet("indicators", "kind", "granted_by"):
        designation = (sheet.frame["kind"] == "designation").to_numpy(np.bool_)
        holds = tables.holding("indicators", "kind")
        filled = _filled(sheet, "granted_by")
        rule = "is empty, and a designation is granted by somebody"
        wrong = holds & designation & ~filled
        yield from sheet.findings(wrong, "granted_by", rule, "give the level that grants it")
        rule = "stands at an indicator that is no designation"
        wrong = holds & ~designation & filled
        yield from sheet.findings(wrong, "granted_by", rule, "leave it empty")


def _terms(tables: Tables) -> Iterator[Finding]:
    if sheet := tables.sheet("claim_terms", "claim", "reading", "role", "observation", "constant"):
        observation, constant = _filled(sheet, "observation"), _filled(sheet, "constant")
        rule, remedy = "stands beside an observation", "give an observation or a constant"
        yield from sheet.findings(observation & constant, "constant", rule, remedy)
        rule = "is empty, and so is constant"
        yield from sheet.findings(~observation & ~constant, "observation", rule, remedy)
        again = sheet.frame.duplicated().to_numpy(np.bool_)
        yield from sheet.findings(again, "claim", "has this term already", "remove the row")


def _own_terms(tables: Tables) -> Iterator[Finding]:
    """Report one's own terms of a claim that is not one's own: they would change what it says."""
    sheet, claims = tables.sheet("claim_terms", "claim"), tables.sheet("claims", "id")
    if sheet is None or sheet.own is None or claims is None:
        return
    held = set(claims.frame["id"][: claims.own_from])
    own = np.arange(len(sheet.frame)) >= sheet.own_from
    wrong = sheet.frame["claim"].isin(held).to_numpy(np.bool_) & own
    rule = f"is a claim of {claims.file}, and terms of one's own would change it"
    yield from sheet.findings(wrong, "claim", rule, "give the claim an id of its own")
