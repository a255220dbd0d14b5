"""The audit of a catalogue: of all its claims, or of those on some figures."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from altay_analysis.audit import AuditResult, ClaimResult, audit, verdicts

if TYPE_CHECKING:
    import pandas as pd

    from altay_analysis.catalogue import Catalogue

__all__ = ["audited", "claims_on", "verdict_of"]


def audited(catalogue: Catalogue, only: Collection[str] | None = None) -> AuditResult:
    """Audit the claims of a catalogue, or those that are named; all are read.

    What was found of tables is remembered, until other tables are audited.
    """
    held = _held(catalogue)
    every = [str(id) for id in catalogue.claims.index]
    wanted = set(every if only is None else only)
    missing = wanted - held.found.keys()
    if missing or held.refuting is None:
        made = audit(*held.frames, missing)
        held.found |= {each.id: each for each in made.claims}
        held.refuting = made.refuting
    return AuditResult(tuple(held.found[id] for id in every if id in wanted), held.refuting)


def verdict_of(catalogue: Catalogue) -> Mapping[str, str]:
    """Return the verdict of each claim of a catalogue: as an audit found it, or as columns do."""
    held = _held(catalogue)
    every = [str(id) for id in catalogue.claims.index]
    if held.found.keys() >= set(every):
        return {id: held.found[id].verdict for id in every}
    if not held.verdicts:
        found = verdicts(*held.frames)["verdict"]
        held.verdicts |= dict(zip(map(str, found.index), found, strict=True))
    return held.verdicts


Frames: TypeAlias = "tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]"


@dataclass
class _Audited:
    """Tables, and what was found of their claims so far."""

    frames: Frames
    found: dict[str, ClaimResult] = field(default_factory=dict)
    verdicts: dict[str, str] = field(default_factory=dict)
    refuting: Mapping[str, tuple[str, ...]] | None = None

    def is_of(self, frames: Frames) -> bool:
        """Whether tables hold the same, cell by cell."""
        return all(one.equals(other) for one, other in zip(self.frames, frames, strict=True))


_last: list[_Audited] = []


def _held(catalogue: Catalogue) -> _Audited:
    """Return what is remembered of the tables of a catalogue."""
    frames = (catalogue.observations, catalogue.claims, catalogue.claim_terms,
              catalogue.units, catalogue.indicators)  # fmt: skip
    if not (_last and _last[0].is_of(frames)):
        a, b, c, d, e = (frame.copy() for frame in frames)
        _last[:] = [_Audited((a, b, c, d, e))]
    return _last[0]


def claims_on(
    catalogue: Catalogue, figures: Iterable[str], *, every: bool = False
) -> frozenset[str]:
    """Return the claims that a figure stands in, or with `every` those that have no others."""
    terms = catalogue.claim_terms[catalogue.claim_terms["observation"] != ""]
    among = terms["observation"].isin(set(figures)).groupby(terms["claim"])
    held = among.all() if every else among.any()
    return frozenset(held.index[held])
