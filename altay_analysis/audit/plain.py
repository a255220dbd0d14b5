"""An audit as plain values, for `altay audit --json`."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from altay_analysis.audit.records import (
    AuditResult,
    ClaimResult,
    Comparison,
    Reading,
    ReadingResult,
)
from altay_analysis.interval import Bounds
from altay_analysis.quantity import Unit

__all__ = ["as_json"]

_UNKNOWN = Bounds(None, None)


def as_json(result: AuditResult) -> dict[str, Any]:
    """Return the audit in the form that `docs/figures.md` gives for `altay audit --json`.

    Numbers are in the printed unit, None where there is no end; what is computed has no ends
    where it cannot be worked, or where several readings are left.
    """
    return {"claims": [_claim(each) for each in result.claims]}


def _claim(found: ClaimResult) -> dict[str, Any]:
    shown = found.shown
    ends = _ends(shown) if shown else (_ends(found.readings[0])[0], _unknown(found))
    return {
        "id": found.id,
        "kind": found.claim.kind,
        "asserted": found.claim.asserted,
        "verdict": found.verdict,
        "power": _number(found.power),
        "claimed": ends[0],
        "computed": ends[1],
        "gap": _number(found.gap),
        "mends": [{"observation": m.observation, "to": m.to} for m in found.mends],
        "diagnosis": [
            {"slip": s.slip, "observation": s.observation, "to": s.to, "tried": s.tried}
            for s in found.diagnosis
        ],
        "readings": [_reading(each) for each in found.readings],
        "figures": [
            {
                "observation": f.id,
                "as_printed": f.as_printed,
                "source": f.source,
                "locator": f.locator,
            }
            for f in found.claim.figures
        ],
    }


def _reading(result: ReadingResult) -> dict[str, Any]:
    claimed, computed = _ends(result)
    return {
        "reading": result.reading.name,
        "verdict": result.verdict,
        "claimed": claimed,
        "computed": computed,
        "needs": list(result.outcome.needs),
    }


def _unknown(found: ClaimResult) -> dict[str, Any]:
    return _bounds(_UNKNOWN, _unit(found.readings[0].reading))


def _ends(result: ReadingResult) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is claimed and what is computed, where the two lie widest apart."""
    worst: Comparison | None = result.outcome.worst
    if worst is None:
        claimed, unit = result.reading.get("claimed"), _unit(result.reading)
        return _bounds(claimed.bounds if claimed else _UNKNOWN, unit), _bounds(_UNKNOWN, unit)
    return _bounds(worst.claimed, worst.unit), _bounds(worst.computed, worst.unit)


def _unit(reading: Reading) -> Unit:
    claimed = reading.get("claimed")
    return (claimed or reading.terms[0].figure).unit


def _bounds(bounds: Bounds, unit: Unit) -> dict[str, Any]:
    shown = bounds.scaled(1 / unit.factor)
    return {
        "low": _number(shown.low),
        "high": _number(shown.high),
        "low_end": shown.low_end,
        "high_end": shown.high_end,
        "unit": unit.id,
    }


def _number(value: Fraction | None) -> float | int | None:
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(value)
