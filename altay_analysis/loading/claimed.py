"""Claims that cannot be worked: without terms, with roles that their kind does not have."""

from __future__ import annotations

from collections.abc import Iterator

from altay_analysis.audit import Tables as AuditTables
from altay_analysis.audit import faults
from altay_analysis.errors import Finding
from altay_analysis.loading.rules import Tables

__all__ = ["check_claims"]

_TABLES = ("observations", "claims", "claim_terms", "units", "indicators")


def check_claims(tables: Tables) -> Iterator[Finding]:
    """Report every claim that the audit could not work, at its line of claims.csv."""
    held = [tables.sheet(name) for name in _TABLES]
    sheets = [sheet for sheet in held if sheet]
    if len(sheets) < len(_TABLES):
        return
    claims = sheets[1]
    found = list(faults(AuditTables.of(*(sheet.frame for sheet in sheets))))
    places = {name: place for place, name in enumerate(claims.frame["id"])}
    for fault in found:
        place = places[fault.claim]
        file, line = claims.file_of(place), int(claims.lines[place])
        yield Finding(file, line, "id", fault.claim, fault.what, fault.remedy)
