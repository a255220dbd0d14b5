"""The audit: every claim of the tables judged, with what would mend it and what would explain it.

Exact throughout (`fractions.Fraction`), and pure: tables in, records out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from altay_analysis.audit.claims import Tables, build, claim_faults
from altay_analysis.audit.diagnosis import Surroundings, diagnose
from altay_analysis.audit.figures import Figure
from altay_analysis.audit.mends import mends
from altay_analysis.audit.power import power
from altay_analysis.audit.records import AuditResult, Claim, ClaimResult, Reading, ReadingResult
from altay_analysis.audit.verdict import beside, judge, judge_reading, refuting
from altay_analysis.errors import TokenError, UsageError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["audit", "audit_claim", "surroundings"]


def audit(
    observations: pd.DataFrame,
    claims: pd.DataFrame,
    terms: pd.DataFrame,
    units: pd.DataFrame,
    indicators: pd.DataFrame,
    only: Collection[str] | None = None,
) -> AuditResult:
    """Judge every claim, or the ones named, by all that the tables hold.

    Parameters
    ----------
    observations, claims, units, indicators : DataFrame
        As `Catalogue` holds them: by id, or with a column `id`.
    terms : DataFrame
        `claim, reading, role, observation, constant`, empty text where nothing stands.
    only : collection of str, optional
        Ids of the claims to report. All are read: they may refute cutting off.

    Raises
    ------
    UsageError
        Where a claim cannot be worked, or one that is named is not there.
    """
    tables = Tables.of(observations, claims, terms, units, indicators)
    every = build(tables)
    unknown = sorted(set(only or ()) - {claim.id for claim in every})
    if unknown:
        raise UsageError(f"claim {unknown[0]!r} is not in claims.csv; altay audit lists them all")
    refuted = refuting(every)
    around = surroundings(tables, every)
    wanted = (claim for claim in every if only is None or claim.id in only)
    return AuditResult(tuple(_audited(claim, refuted, around) for claim in wanted), refuted)


def audit_claim(claim: Claim) -> ClaimResult:
    """Judge a claim by itself: nothing else of its source is known.

    Raises
    ------
    UsageError
        Where it cannot be worked.
    """
    for fault in claim_faults(claim):
        raise UsageError(f"{fault.what}; {fault.remedy}")
    return _audited(claim, refuting([claim]), Surroundings())


def _audited(
    claim: Claim, refuted: dict[str, tuple[str, ...]], around: Surroundings
) -> ClaimResult:
    readings = tuple(judge_reading(claim.kind, each, refuted) for each in claim.readings)
    verdict = judge(claim.kind, readings)
    broken = verdict == "broken"
    found = ClaimResult(
        claim,
        verdict,
        readings,
        power=None,
        gap=None,
        mends=mends(claim) if broken else (),
        diagnosis=diagnose(claim, around) if broken else (),
        beside=beside(claim, refuted),
    )
    return _measured(found)


def _measured(found: ClaimResult) -> ClaimResult:
    """Add power and gap, where there is one reading to take them from."""
    if found.verdict in ("ambiguous", "not checkable") or found.shown is None:
        return found
    return replace(
        found,
        power=power(found.claim, found.shown.reading),
        gap=_gap(found.shown) if found.verdict == "broken" else None,
    )


def _gap(result: ReadingResult) -> Fraction | None:
    worst = result.outcome.worst
    return None if worst is None else worst.gap


def surroundings(tables: Tables, claims: Collection[Claim]) -> Surroundings:
    """What stands around each claim in its source; looked up only where one is broken."""
    structures: dict[str, tuple[Reading, ...]] = {}
    for claim in claims:
        if claim.kind == "structure":
            for figure in claim.figures:
                structures[figure.id] = structures.get(figure.id, ()) + claim.readings
    lookup = _Lookup(tables, claims)
    return Surroundings(structures, lookup.periods, lookup.figures, lookup.claims)


class _Lookup:
    """Figures of a source by indicator and by dimension, and claims, at the first question."""

    def __init__(self, tables: Tables, every: Collection[Claim]) -> None:
        self.tables, self.every = tables, every
        self.by_figure: dict[str, list[Claim]] | None = None
        self.by_indicator: dict[tuple[str, ...], list[str]] | None = None
        self.by_dimension: dict[tuple[str, ...], list[str]] = {}

    def periods(self, figure: Figure) -> Iterable[Figure]:
        """The same indicator, place and source."""
        self._group()
        assert self.by_indicator is not None
        key = (figure.source, figure.region, figure.indicator)
        return self._figures(self.by_indicator.get(key, []), figure)

    def figures(self, figure: Figure) -> Iterable[Figure]:
        """The same source, place and dimension."""
        self._group()
        key = (figure.source, figure.region, figure.unit.dimension)
        return self._figures(self.by_dimension.get(key, []), figure)

    def claims(self, figure: str) -> Iterable[Claim]:
        """Every claim that a figure stands in."""
        if self.by_figure is None:
            self.by_figure = {}
            for claim in self.every:
                for each in claim.figures:
                    self.by_figure.setdefault(each.id, []).append(claim)
        return self.by_figure.get(figure, ())

    def _group(self) -> None:
        if self.by_indicator is None:
            frame = self.tables.observations
            dimension = {id: unit.dimension for id, unit in self.tables.units.items()}
            dimensions = frame["unit"].map(dimension)
            self.by_indicator = _ids(frame, [frame["source"], frame["region"], frame["indicator"]])
            self.by_dimension = _ids(frame, [frame["source"], frame["region"], dimensions])

    def _figures(self, ids: Iterable[str], without: Figure) -> Iterable[Figure]:
        for id in ids:
            if id != without.id:
                try:
                    yield self.tables.figure(id)
                except TokenError:  # pragma: no cover - loaded tables hold no such figure
                    continue


def _ids(frame: pd.DataFrame, keys: list[pd.Series]) -> dict[tuple[str, ...], list[str]]:
    grouped = frame.groupby([key.to_numpy() for key in keys], sort=False).indices
    return {
        tuple(str(part) for part in cast("tuple[object, ...]", key)): frame.index[rows].tolist()
        for key, rows in grouped.items()
    }
