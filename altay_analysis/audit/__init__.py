"""The audit: claims between printed figures -> verdicts, power, mends, diagnosis."""

from __future__ import annotations

from altay_analysis.audit.claims import Fault, Tables, faults
from altay_analysis.audit.diagnosis import SLIPS
from altay_analysis.audit.engine import audit
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
from altay_analysis.audit.vectorised import verdicts
from altay_analysis.audit.working import working

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
    "faults",
    "flips",
    "verdicts",
    "working",
]
