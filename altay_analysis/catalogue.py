"""The typed tables, and how to pick from them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from altay_analysis.errors import UsageError
from altay_analysis.notation import traditional
from altay_analysis.precision import bounds
from altay_analysis.quantity import Bounds, Quantity

__all__ = ["LANGUAGES", "Catalogue", "Observation"]

LANGUAGES = ("en", "zh-Hans", "zh-Hant")

_NAMES = {"en": "name_en", "zh-Hans": "name_zh", "zh-Hant": "name_zh"}
_GLOSSARY = {"en": "en", "zh-Hans": "zh_hans", "zh-Hant": "zh_hant"}


@dataclass(frozen=True)
class Observation:
    """One figure as printed: the columns of `observations.csv`, and its indicator's kind."""

    id: str
    indicator: str
    region: str
    period: str
    period_basis: str
    value: str
    unit: str
    qualifier: str
    as_printed: str
    source: str
    locator: int
    note: str
    kind: str = ""

    @property
    def bounds(self) -> Bounds:
        """What the figure can be, in its own unit."""
        return bounds(self.value, self.unit, self.qualifier, self.kind)

    @property
    def quantity(self) -> Quantity:
        """Value, bounds and unit; no value for a designation, a range or a ratio of parts."""
        return Quantity(_number(self.value, self.qualifier), self.bounds, self.unit)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """Answer with where the figure stands in a notebook; `repr` has every column."""
        where = f"{self.indicator}, {self.region}, {self.period} ({self.source}, {self.locator})"
        shown = f"{self.id}: {self.as_printed} {self.bounds} {self.unit}; {where}"
        printer.text("…" if cycle else shown)


def _number(value: str, qualifier: str) -> Fraction | None:
    if qualifier in ("designation", "range") or ":" in value:
        return None
    return Fraction(value.partition("/")[0] if qualifier == "and_more" else value)


@dataclass(frozen=True)
class Catalogue:
    """Every table of a data folder, checked. Nobody may write into the frames.

    All cells are text as they stand in the files, empty where nothing stands there, except
    where a type is named. Rows keep the order of the files.

    Attributes
    ----------
    sources : DataFrame
        A text a row, by id. What is not known is empty.
    regions : DataFrame
        A division a row, by code of six digits (text); `parent` is a code.
    units : DataFrame
        A unit a row, by id; `factor`, a decimal as text, takes a value to the base unit of its
        `dimension`.
    indicators : DataFrame
        An indicator a row, by id.
    observations : DataFrame
        A figure a row, by id. `value` is text in `unit`; `locator` is int64; `low` and `high`
        are float64 in `unit`, rounded outward, -inf and inf where there is no end, nan for
        a designation; `low_end` and `high_end` are closed, open or conventional.
    claims : DataFrame
        A relation a row, by id.
    claim_terms : DataFrame
        A term of a claim a row, by place; either `observation` or `constant` is filled.
    findings : DataFrame
        A judgement of a claim a row, by place.
    glossary : DataFrame
        A name a row, by id.
    data_date : str
        Date of the data, YYYY-MM-DD.
    licence : str
        Licence of the tables.
    hashes : mapping of str to str
        SHA-256 of each file's bytes as they were read, by file name.
    """

    sources: pd.DataFrame
    regions: pd.DataFrame
    units: pd.DataFrame
    indicators: pd.DataFrame
    observations: pd.DataFrame
    claims: pd.DataFrame
    claim_terms: pd.DataFrame
    findings: pd.DataFrame
    glossary: pd.DataFrame
    data_date: str
    licence: str
    hashes: Mapping[str, str]

    def __repr__(self) -> str:
        tables = ("observations", "indicators", "regions", "sources", "claims")
        held = ", ".join(f"{len(getattr(self, name))} {name}" for name in tables)
        return f"<Catalogue of {self.data_date}: {held}>"

    def observation(self, id: str) -> Observation:
        """Return one figure.

        Raises
        ------
        UsageError
            Where there is none of that id.
        """
        if id not in self._read:
            self._read[id] = self._observation(id)
        return self._read[id]

    @cached_property
    def _read(self) -> dict[str, Observation]:
        return {}

    @cached_property
    def _columns(self) -> dict[str, Any]:
        # A cell of a column is had in a hundredth of the time that a row of a frame takes.
        named = [each.name for each in fields(Observation) if each.name in self.observations]
        return {name: self.observations[name].to_numpy() for name in named}

    def _observation(self, id: str) -> Observation:
        _known("observation", id, self.observations.index)
        place = self.observations.index.get_loc(id)
        row = {name: column[place] for name, column in self._columns.items()}
        kind = str(self.indicators.at[row["indicator"], "kind"])
        return Observation(**(row | {"id": id, "locator": int(row["locator"]), "kind": kind}))

    def pick(
        self,
        *,
        indicator: str | None = None,
        area: str | None = None,
        region: str | int | None = None,
        period: str | int | None = None,
    ) -> pd.DataFrame:
        """Return the observations that fit all that is given, in the order of the file.

        Parameters
        ----------
        region, period : str or int
            A code or a year may come as a whole number.

        Raises
        ------
        UsageError
            Where an indicator, area or region is not known. A period without figures is not
            an error: no rows come back.
        """
        rows: pd.DataFrame = self.observations[self._fit(indicator, area, region, period)]
        return rows

    def figures(
        self,
        *,
        indicator: str | None = None,
        area: str | None = None,
        region: str | int | None = None,
        period: str | int | None = None,
    ) -> list[Observation]:
        """Return the observations that `pick` has the rows of, each with its quantity.

        Raises
        ------
        UsageError
            As `pick`.
        """
        kept = self._fit(indicator, area, region, period)
        return [self.observation(str(id)) for id in self.observations.index[kept]]

    def _fit(
        self,
        indicator: str | None,
        area: str | None,
        region: str | int | None,
        period: str | int | None,
    ) -> Any:
        """Whether each row fits all that is given."""
        kept = np.ones(len(self.observations), bool)
        if indicator is not None:
            _known("indicator", indicator, self.indicators.index)
            kept &= self._columns["indicator"] == indicator
        if area is not None:
            _known("area", area, self.indicators["area"])
            of_area = self.indicators.index[self.indicators["area"] == area]
            kept &= np.isin(self._columns["indicator"], of_area)
        if region is not None:
            _known("region", str(region), self.regions.index)
            kept &= self._columns["region"] == str(region)
        if period is not None:
            kept &= self._columns["period"] == str(period)
        return kept

    def within(self, region: str) -> frozenset[str]:
        """Return the codes of a place and of every division in it."""
        parents = self.regions["parent"]
        found = {region}
        while more := set(parents.index[parents.isin(found)]) - found:
            found |= more
        return frozenset(found)

    def name(self, kind: str, id: str, lang: str) -> str:
        """Return a name in a language.

        Parameters
        ----------
        kind : {"regions", "indicators", "units", "glossary"}
            Table that the id stands in.
        lang : {"en", "zh-Hans", "zh-Hant"}
            Traditional Chinese is converted where the table does not give it.

        Raises
        ------
        UsageError
            Where the table, the id or the language is not known.
        """
        asked = (kind, id, lang)
        if asked not in self._named:
            self._named[asked] = self._name(kind, id, lang)
        return self._named[asked]

    @cached_property
    def _named(self) -> dict[tuple[str, str, str], str]:
        return {}

    def _name(self, kind: str, id: str, lang: str) -> str:
        _known("kind of name", kind, ("regions", "indicators", "units", "glossary"))
        _known("language", lang, LANGUAGES)
        frame: pd.DataFrame = getattr(self, kind)
        _known(kind, id, frame.index)
        found = str(frame.at[id, (_GLOSSARY if kind == "glossary" else _NAMES)[lang]])
        if lang != "zh-Hant" or (kind == "glossary" and found):
            return found
        return traditional(str(frame.at[id, "zh_hans"]) if kind == "glossary" else found)


def _known(what: str, id: str, ids: Iterable[str]) -> None:
    known = ids if isinstance(ids, pd.Index) else pd.Index(ids).unique()
    if id not in known:
        # Similar ones are looked for only among as many as a glance takes.
        some = known[:5000].tolist()
        near = difflib.get_close_matches(str(id), some, n=3, cutoff=0.4) or some[:3]
        raise UsageError(f"{what} {id!r} is not known; nearest: {', '.join(near) or 'none'}")
