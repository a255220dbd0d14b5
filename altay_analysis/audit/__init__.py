"""The audit: claims between printed figures -> verdicts, power, mends, diagnosis.

`verdicts`, the way over whole columns, is loaded when it is first used: it needs pandas, which
takes longer to load than a relation to be judged.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from altay_analysis.audit.claims import Fault, Tables, faults
from altay_analysis.audit.diagnosis import SLIPS
from altay_analysis.audit.engine import audit, audit_claim
from altay_analysis.audit.kinds import KINDS
from altay_analysis.audit.mends import flips
from altay_analysis.audit.plain import as_json
from altay_analysis.audit.records import (
    VERDICTS,
    AuditResult,
    Claim,
    ClaimResult,
    Flip,
    Mend,
    Slip,
    Step,
)
from altay_analysis.audit.working import working

if TYPE_CHECKING:
    from altay_analysis.audit.vectorised import verdicts

__all__ = [
    "KINDS",
    "SLIPS",
    "VERDICTS",
    "AuditResult",
    "Claim",
    "ClaimResult",
    "Fault",
    "Flip",
    "Mend",
    "Slip",
    "Step",
    "Tables",
    "as_json",
    "audit",
    "audit_claim",
    "faults",
    "flips",
    "verdicts",
    "working",
]


def __getattr__(name: str) -> object:
    if name != "verdicts":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("altay_analysis.audit.vectorised"), name)
