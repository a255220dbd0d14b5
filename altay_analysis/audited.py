"""The audit of a catalogue: of all its claims, or of those on some figures."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from altay_analysis.audit import AuditResult, ClaimResult, audit

if TYPE_CHECKING:
    import pandas as pd

    from altay_analysis.catalogue import Catalogue

__all__ = ["audited", "claims_on"]


def audited(catalogue: Catalogue, only: Collection[str] | None = None) -> AuditResult:
    """Audit the claims of a catalogue, or those that are named; all are read.

    What was found of tables is remembered, until other tables are audited.
    """
    tables = (catalogue.observations, catalogue.claims, catalogue.claim_terms)
    frames = (*tables, catalogue.units, catalogue.indicators)
    if not (_last and _last[0].is_of(frames)):
        # Copies share their cells with the tables until somebody writes into those.
        _last[:] = [_Audited(tuple(frame.copy(deep=False) for frame in frames))]
    held = _last[0]
    every = [str(id) for id in catalogue.claims.index]
    wanted = set(every if only is None else only)
    missing = wanted - held.found.keys()
    if missing or held.refuting is None:
        made = audit(*frames, missing)
        held.found |= {each.id: each for each in made.claims}
        held.refuting = made.refuting
    return AuditResult(tuple(held.found[id] for id in every if id in wanted), held.refuting)


@dataclass
class _Audited:
    """Tables, and what was found of their claims so far."""

    frames: tuple[pd.DataFrame, ...]
    found: dict[str, ClaimResult] = field(default_factory=dict)
    refuting: Mapping[str, tuple[str, ...]] | None = None

    def is_of(self, frames: tuple[pd.DataFrame, ...]) -> bool:
        """Whether tables hold the same, cell by cell."""
        return all(one.equals(other) for one, other in zip(self.frames, frames, strict=True))


_last: list[_Audited] = []


def claims_on(
    catalogue: Catalogue, figures: Iterable[str], *, every: bool = False
) -> frozenset[str]:
    """Return the claims that a figure stands in, or with `every` those that have no others."""
    terms = catalogue.claim_terms[catalogue.claim_terms["observation"] != ""]
    among = terms["observation"].isin(set(figures)).groupby(terms["claim"])
    held = among.all() if every else among.any()
    return frozenset(held.index[held])
