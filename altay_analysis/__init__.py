"""Published figures about Altay City, kept as printed, with bounds and provenance.

The names below are loaded when they are first used, so that the import itself is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from altay_analysis.reports import (
        claims_audit,
        collective_economy,
        governance_teams,
        livelihood,
        overview,
        primary_organisations,
    )

__all__ = [
    "__version__",
    "claims_audit",
    "collective_economy",
    "governance_teams",
    "livelihood",
    "overview",
    "primary_organisations",
]

__version__ = "0.1.0"

_HOMES = dict.fromkeys(__all__[1:], "altay_analysis.reports")


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
