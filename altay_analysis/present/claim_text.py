"""Claims and bounds as text in English, for a terminal and a notebook."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

from altay_analysis.interval import digits as number
from altay_analysis.present.claim_words import FORMULAS, IMPLIED, KINDS, VERDICTS

if TYPE_CHECKING:
    from altay_analysis.audit import ClaimResult
    from altay_analysis.audit.figures import Figure
    from altay_analysis.audit.records import Comparison, Solution
    from altay_analysis.interval import Bounds

__all__ = [
    "Names",
    "about",
    "bounds_text",
    "claimed_figure",
    "counted",
    "formula_of",
    "number",
    "power_text",
    "solutions_text",
    "title",
    "verdict_text",
]


class Names(Protocol):
    """What knows the names of indicators: a catalogue, or a relation that was typed."""

    def name(self, kind: str, id: str, lang: str) -> str:
        """Return a name in a language."""


def bounds_text(bounds: Bounds | None, unit: str = "") -> str:
    """Write bounds as `docs/figures.md` does, and their unit behind.

    Digits that do not end are cut outward after six places.

    Examples
    --------
    >>> from altay_analysis.interval import Bounds
    >>> bounds_text(Bounds(Fraction(300), Fraction(400), high_end="conventional"), "item")
    '[300, 400~] item'
    >>> bounds_text(Bounds(Fraction(98), None, "open"))
    '(98, ∞)'
    """
    if bounds is None:
        return ""
    return f"{bounds} {unit}".rstrip()


def power_text(power: Fraction | None) -> str:
    """Write a power in three digits, never as 1 where it is less; a dash where there is none."""
    if power is None:
        return "—"
    if Fraction(9995, 10000) <= power < 1:
        return ">0.999"
    return f"{float(power):.3f}" if power else "0"


def verdict_text(verdict: str) -> str:
    """Name a verdict as the data do, and say what it means where a reader is told otherwise."""
    words = VERDICTS[verdict][0]
    return words if words == verdict else f"{verdict} (the figures {words})"


def claimed_figure(found: ClaimResult) -> Figure | None:
    """Return the figure that a claim is about: the claimed one, else its first; None of none."""
    held = found.claim.readings[0].get("claimed")
    if held is not None and held.id:
        return held
    return found.claim.figures[0] if found.claim.figures else None


def title(found: ClaimResult, names: Names) -> str:
    """Name a claim: its indicator and its kind."""
    figure, kind = claimed_figure(found), KINDS[found.claim.kind][0]
    if figure is None:
        return kind
    return f"{names.name('indicators', figure.indicator, 'en')}: {kind.lower()}"


def formula_of(found: ClaimResult) -> tuple[str, str]:
    """Name what was checked, in both languages: of a rate without a base, the base implied."""
    is_implied = found.claim.readings[0].get("near") is not None
    return IMPLIED if is_implied else FORMULAS[found.claim.kind]


def solutions_text(solution: Solution) -> str:
    """Word the whole numbers of a whole that would do.

    Examples
    --------
    >>> from altay_analysis.audit.records import Solution
    >>> solutions_text(Solution(4160, 2137, 2140)), solutions_text(Solution(427, 196, 196))
    ('2137 to 2140 of 4160', '196 of 427')
    """
    few, many = solution.fewest, solution.most
    return f"{few} of {solution.whole}" if few == many else f"{few} to {many} of {solution.whole}"


def about(found: ClaimResult) -> Comparison | None:
    """Return the comparison that stands for a claim; None where several readings are left."""
    return None if found.shown is None else found.shown.outcome.worst


def counted(claims: tuple[ClaimResult, ...]) -> str:
    """Count claims by verdict, in one line."""
    verdicts = [each.verdict for each in claims]
    counts = [f"{verdicts.count(verdict)} {verdict}" for verdict in VERDICTS if verdict in verdicts]
    word = "claim" if len(claims) == 1 else "claims"
    return f"{len(claims)} {word}: {', '.join(counts)}" if counts else "no claims"
