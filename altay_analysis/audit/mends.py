"""What would mend a broken claim, and what would break one that holds: one figure at a time."""

from __future__ import annotations

from functools import lru_cache

from altay_analysis.audit.figures import Figure
from altay_analysis.audit.records import REMEMBERED, Claim, Flip, Mend
from altay_analysis.audit.spans import nearest
from altay_analysis.audit.verdict import holds

__all__ = ["flips", "mends"]


@lru_cache(maxsize=REMEMBERED)
def mends(claim: Claim) -> tuple[Mend, ...]:
    """For each figure of a broken claim the nearest value, at its printed precision, that mends.

    None of them is preferred. A figure that no value in reach would mend is left out.
    """
    found = ((figure, nearest(claim, figure, holding=True)) for figure in claim.figures)
    return tuple(Mend(f.id, _value(f, step)) for f, step in found if step is not None)


@lru_cache(maxsize=REMEMBERED)
def flips(claim: Claim) -> tuple[Flip, ...]:
    """For each figure of a claim the nearest value with which it no longer holds, or would.

    Holding is judged by the rounding test: not broken. Values are looked for at the printed
    precision up to a thousand times the printed number; where whole things decide, over
    `spans.LOOKED_AT` steps each way. `to` is None where no change of that figure flips it.
    """
    wanted = not holds(claim)
    found = ((figure, nearest(claim, figure, holding=wanted)) for figure in claim.figures)
    return tuple(Flip(f.id, None if step is None else _value(f, step)) for f, step in found)


def _value(figure: Figure, step: int) -> str:
    other = figure.stepped(step)
    assert other is not None
    return other.value
