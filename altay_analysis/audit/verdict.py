"""Verdicts: of one reading, of a claim over its readings, and where cutting off may be tried."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache

from altay_analysis.audit.figures import Figure, as_over, cut_off, relaxed
from altay_analysis.audit.kinds import evaluate
from altay_analysis.audit.records import (
    REMEMBERED,
    Beside,
    Claim,
    Outcome,
    Reading,
    ReadingResult,
)

__all__ = ["beside", "cut_would_do", "holds", "judge", "judge_reading", "refuting", "sides"]


def _plain(outcome: Outcome) -> str:
    """Verdict by the bounds alone."""
    if not outcome.comparisons:
        return "not checkable"
    if not outcome.meets:
        return "broken"
    proved = all(each.inside for each in outcome.comparisons if each.decides)
    return "confirmed" if outcome.provable and proved else "compatible"


def judge_reading(
    kind: str, reading: Reading, refuted: Mapping[str, object] | None = None
) -> ReadingResult:
    """Judge one reading.

    Parameters
    ----------
    refuted : mapping, optional
        Sources whose own figures refute cutting off; None where it is not to be tried.
    """
    outcome = evaluate(kind, reading)
    verdict = _plain(outcome)
    if verdict != "broken":
        return ReadingResult(reading, verdict, outcome)
    if evaluate(kind, reading.mapped(relaxed)).meets:
        return ReadingResult(reading, "compatible", outcome, by_convention=True)
    if refuted is not None:
        cut = reading.mapped(lambda each: each if each.source in refuted else cut_off(each))
        if cut != reading and evaluate(kind, cut.mapped(relaxed)).meets:
            return ReadingResult(reading, "compatible", outcome, cut_off=True)
    return ReadingResult(reading, "broken", outcome)


def judge(kind: str, readings: Sequence[ReadingResult]) -> str:
    """Verdict of a claim by those of its readings."""
    left = [each for each in readings if each.verdict != "broken"]
    if not left:
        return "broken"
    if kind == "unit":
        misfit = any(each.outcome.needs for each in left) or len(left) > 1
        return "ambiguous" if misfit else left[0].verdict
    return left[0].verdict if len(left) == 1 else "ambiguous"


def sides(kind: str, reading: Reading) -> tuple[int, ...]:
    """Where computed lies beside claimed in each comparison, conventional ends left out."""
    return evaluate(kind, reading.mapped(relaxed)).sides


def holds(claim: Claim) -> bool:
    """Whether some reading is not broken by the rounding test."""
    return any(not any(sides(claim.kind, reading)) for reading in claim.readings)


def refuting(claims: Iterable[Claim]) -> dict[str, tuple[str, ...]]:
    """Claims by which a source's own figures refute cutting off: rounded they hold, cut not.

    Only what the source asserts, with one reading, can refute.
    """
    found: dict[str, list[str]] = {}
    for claim in claims:
        if source := _refuted(claim):
            found.setdefault(source, []).append(claim.id)
    return {source: tuple(ids) for source, ids in found.items()}


@lru_cache(maxsize=REMEMBERED)
def _refuted(claim: Claim) -> str:
    """Source in which a claim refutes cutting off; empty where in none."""
    if claim.asserted != "source" or len(claim.readings) != 1:
        return ""
    reading = claim.readings[0]
    rounded = {t.figure.source for t in reading.terms if cut_off(t.figure) != t.figure}
    # Where two sources meet in one claim, neither is refuted by it alone.
    if len(rounded) == 1 and holds(claim) and not _cut_holds(claim.kind, reading):
        return rounded.pop()
    return ""


def _cut_holds(kind: str, reading: Reading) -> bool:
    return not any(sides(kind, reading.mapped(cut_off)))


def cut_would_do(claim: Claim) -> bool:
    """Whether a claim would hold if every figure were cut off, whatever else refutes that."""
    return any(_cut_holds(claim.kind, reading) for reading in claim.readings)


def beside(claim: Claim, refuted: Collection[str]) -> tuple[Beside, ...]:
    """Work cutting off and `over` beside the first meaning, for a claim of one reading."""
    if len(claim.readings) != 1:
        return ()
    reading = claim.readings[0]
    ways: dict[str, Callable[[Figure], Figure]] = {
        "cut_off": lambda each: each if each.source in refuted else cut_off(each),
        "over": lambda each: as_over(each) or each,
    }
    found = ((way, reading.mapped(change)) for way, change in ways.items())
    return tuple(_worked(way, claim.kind, other) for way, other in found if other != reading)


def _worked(way: str, kind: str, reading: Reading) -> Beside:
    outcome = evaluate(kind, reading)
    verdict = _plain(outcome)
    if verdict == "broken" and evaluate(kind, reading.mapped(relaxed)).meets:
        verdict = "compatible"
    return Beside(way, verdict, outcome.worst)
