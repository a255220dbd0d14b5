"""The tables of claims as records, and what is wrong with a claim that cannot be worked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from altay_analysis.audit.bases import without_index
from altay_analysis.audit.figures import PURE, Figure
from altay_analysis.audit.kinds import COUNTED, KINDS, Kind, roles_of
from altay_analysis.audit.records import Claim, Reading, Term
from altay_analysis.errors import UsageError
from altay_analysis.interval import Bounds
from altay_analysis.precision import bounds
from altay_analysis.quantity import Unit

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Fault", "Tables", "build", "claim_faults", "faults", "read_claims"]

_ALIKE = {
    "share": ("part", "whole"),
    "sum": ("claimed", "part"),
    "difference": ("claimed", "after", "before"),
    "growth": ("after", "before", "change"),
    "multiple": ("after", "before"),
    "threshold": ("claimed", "value"),
    "structure": ("part", "whole"),
}
"""Roles whose figures must have one dimension, by kind."""

_MOST_FACTORS = 8


@dataclass(frozen=True)
class Fault:
    """Why a claim cannot be worked, and what mends it."""

    claim: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"claim {self.claim}: {self.what}; {self.remedy}"


@dataclass(frozen=True)
class Tables:
    """What an audit reads, each table by its id; the terms by place."""

    observations: pd.DataFrame
    claims: pd.DataFrame
    terms: pd.DataFrame
    units: Mapping[str, Unit]
    indicator_kinds: Mapping[str, str]

    @classmethod
    def of(
        cls,
        observations: pd.DataFrame,
        claims: pd.DataFrame,
        terms: pd.DataFrame,
        units: pd.DataFrame,
        indicators: pd.DataFrame,
    ) -> Tables:
        """Index the tables by `id`, where they are not yet, and read the units."""
        by_id = _by_id(units)
        read = {
            str(unit): Unit(str(unit), str(row["dimension"]), Fraction(str(row["factor"])))
            for unit, row in by_id.iterrows()
        }
        of = _by_id(indicators)["kind"]
        kinds = dict(zip(of.index.astype(str), of.astype(str), strict=True))
        return cls(_by_id(observations), _by_id(claims), terms, read, kinds)

    @cached_property
    def _columns(self) -> dict[str, Any]:
        # Pandas makes a row in a third of a millisecond, and an audit asks for some hundred.
        return {str(name): column.to_numpy() for name, column in self.observations.items()}

    @cached_property
    def _read(self) -> dict[str, Figure]:
        return {}

    def figure(self, id: str) -> Figure:
        """Return a printed figure."""
        if id not in self._read:
            self._read[id] = self._figure(id)
        return self._read[id]

    def _figure(self, id: str) -> Figure:
        place = self.observations.index.get_loc(id)
        row = {name: column[place] for name, column in self._columns.items()}
        unit = self.units[str(row["unit"])]
        kind = self.indicator_kinds.get(str(row["indicator"]), "")
        value, qualifier = str(row["value"]), str(row["qualifier"])
        read = bounds(value, unit.id, qualifier, kind).scaled(unit.factor)
        names = ("indicator", "region", "period", "source", "as_printed")
        texts = {name: str(row.get(name, "")) for name in names}
        locator = int(row.get("locator") or 0)
        return Figure(id, value, unit, qualifier, kind, read, **texts, locator=locator)


def _by_id(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.set_index("id") if "id" in frame else frame


def build(tables: Tables) -> tuple[Claim, ...]:
    """Return every claim that the tables hold, in their order.

    Raises
    ------
    UsageError
        Where a claim cannot be worked: the first fault, and how many more there are.
    """
    found, claims = _checked(tables)
    if found:
        more = "" if len(found) == 1 else f" (and {len(found) - 1} more)"
        raise UsageError(f"{found[0]}{more}")
    return claims


def faults(tables: Tables) -> list[Fault]:
    """Return why claims cannot be worked: unknown kinds, roles, figures; figures that differ."""
    return _checked(tables)[0]


def _checked(tables: Tables) -> tuple[list[Fault], tuple[Claim, ...]]:
    """Return what is wrong, and the claims that could be read."""
    found = list(_table_faults(tables))
    broken = {fault.claim for fault in found}
    if broken:
        tables = replace(tables, terms=tables.terms[~tables.terms["claim"].isin(broken)])
    claims = tuple(claim for claim in read_claims(tables) if claim.id not in broken)
    return found + [fault for claim in claims for fault in claim_faults(claim)], claims


def _table_faults(tables: Tables) -> Iterator[Fault]:
    named = set(tables.terms["claim"])
    for id, kind, _, _ in _stated(tables.claims):
        if kind not in KINDS:
            what = f"kind {kind!r} is none of {', '.join(KINDS)}"
            yield Fault(id, what, "use one of them")
        elif id not in named:
            yield Fault(id, "has no terms", "add its figures to claim_terms.csv")
    known = set(tables.observations.index)
    for claim, _, role, observation, constant in _rows(tables.terms):
        if claim not in tables.claims.index:
            yield Fault(claim, "is not in claims.csv", "add it there, or remove its terms")
        elif observation and observation not in known:
            what = f"figure {observation!r} is not in observations.csv"
            yield Fault(claim, what, "mend the id, or add the figure")
        elif bool(observation) == bool(constant):
            what = f"role {role!r} has {'both' if constant else 'neither'} figure and constant"
            yield Fault(claim, what, "give one of them")


def _rows(terms: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    columns = ("claim", "reading", "role", "observation", "constant")
    return zip(*(terms[column].astype(str).tolist() for column in columns), strict=True)


def read_claims(tables: Tables) -> Iterator[Claim]:
    """Read the claims of sound tables."""
    terms: dict[str, dict[str, list[tuple[str, str, str]]]] = {}
    for claim, reading, *cells in _rows(tables.terms):
        role, observation, constant = cells
        terms.setdefault(claim, {}).setdefault(reading, []).append((role, observation, constant))
    for id, kind, asserted, note in _stated(tables.claims):
        if kind in KINDS and id in terms:
            readings = tuple(
                _reading(name, cells, KINDS[kind], tables) for name, cells in terms[id].items()
            )
            yield Claim(id, kind, asserted, note, readings)


def _stated(claims: pd.DataFrame) -> Iterator[tuple[str, str, str, str]]:
    """Yield id, kind, who asserts it, and the note of each claim."""
    notes = claims["note"] if "note" in claims else [""] * len(claims)
    columns = (claims.index, claims["kind"], claims["asserted"], notes)
    return zip(*(map(str, column) for column in columns), strict=True)


def _reading(name: str, cells: list[tuple[str, str, str]], kind: Kind, tables: Tables) -> Reading:
    figures = {o: tables.figure(o) for _, o, _ in cells if o}
    operands = [figures[o] for role, o, _ in cells if o and role != "claimed"]
    lender = PURE
    if kind.lent == "operands" and figures:
        lender_figure = (operands or list(figures.values()))[0]
        lender = lender_figure.unit
    terms = tuple(
        Term(role, figures[o] if o else _constant(constant, _lent(role, lender)))
        for role, o, constant in cells
    )
    return Reading(name, terms)


def _lent(role: str, lender: Unit) -> Unit:
    return PURE if role in ("fewest", "most") else lender


def _constant(value: str, unit: Unit) -> Figure:
    number = Fraction(value) * unit.factor
    return Figure("", value, unit, "exact", "", Bounds(number, number))


def claim_faults(claim: Claim) -> Iterator[Fault]:
    """Why one claim cannot be worked, whatever it was made from."""
    for reading in claim.readings:
        for what, remedy in _reading_faults(claim.kind, reading):
            where = f"reading {reading.name}: " if reading.name else ""
            yield Fault(claim.id, f"{where}{what}", remedy)


def _reading_faults(kind: str, reading: Reading) -> Iterator[tuple[str, str]]:
    rule, known = KINDS[kind], roles_of(kind)
    names = [without_index(t.role) if kind == "base" else t.role for t in reading.terms]
    for role in dict.fromkeys(names):
        if role not in known:
            yield f"role {role!r} is none of {', '.join(sorted(known))}", "use one of them"
    for role, times in Counter(t.role for t in reading.terms).items():
        if times > 1 and role not in rule.many:
            yield f"role {role!r} stands {times} times", "a formula takes it once"
    if len(reading.all("factor")) > _MOST_FACTORS:
        yield f"{len(reading.all('factor'))} factors stand in it", f"give at most {_MOST_FACTORS}"
    yield from _figure_faults(kind, reading)


def _figure_faults(kind: str, reading: Reading) -> Iterator[tuple[str, str]]:
    claimed = reading.get("claimed")
    twice = claimed is not None and claimed.id and kind != "unit"
    if twice and [t.figure.id for t in reading.terms].count(claimed.id) > 1:  # type: ignore[union-attr]
        yield f"figure {claimed.id} stands among its own operands", "remove it there"  # type: ignore[union-attr]
    for term in reading.terms:
        split = ":" in term.figure.value and kind == "structure"
        if term.figure.unit.dimension == "designation" or (":" in term.figure.value and not split):
            yield f"figure {term.figure.id} is no single number", "name one that is"
    roles = _ALIKE.get(kind, ())
    if kind == "order":
        yield from _unordered(reading)
    alike = {t.figure.unit.dimension for t in reading.terms if t.role in roles}
    if len(alike) > 1 and "ratio" not in alike:
        yield f"figures of {' and '.join(sorted(alike))} stand together", "give one dimension"
    whole = reading.get("whole")
    if kind == "whole" and whole is not None and whole.unit.dimension not in COUNTED:
        yield f"whole {whole.id} is {whole.unit.dimension}, not things", "name a count"


def _unordered(reading: Reading) -> Iterator[tuple[str, str]]:
    kinds = {t.figure.unit.dimension for t in reading.terms} - (
        COUNTED if all(t.figure.unit.dimension in COUNTED for t in reading.terms) else frozenset()
    )
    if len(kinds) > 1:
        yield f"figures of {' and '.join(sorted(kinds))} stand in one order", "give one dimension"
