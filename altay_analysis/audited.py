"""The audit of a catalogue: of all its claims, or of those on some figures."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from altay_analysis.audit import AuditResult, audit

if TYPE_CHECKING:
    from altay_analysis.catalogue import Catalogue

__all__ = ["audited", "claims_on"]


def audited(catalogue: Catalogue, only: Collection[str] | None = None) -> AuditResult:
    """Audit the claims of a catalogue, or those that are named; all are read."""
    tables = (catalogue.observations, catalogue.claims, catalogue.claim_terms)
    return audit(*tables, catalogue.units, catalogue.indicators, only)


def claims_on(
    catalogue: Catalogue, figures: Iterable[str], *, every: bool = False
) -> frozenset[str]:
    """Return the claims that a figure stands in, or with `every` those that have no others."""
    terms = catalogue.claim_terms[catalogue.claim_terms["observation"] != ""]
    among = terms["observation"].isin(set(figures)).groupby(terms["claim"])
    held = among.all() if every else among.any()
    return frozenset(held.index[held])
