"""The figures of a relation as the audit takes them: a figure without a unit is lent its fellows'.

`196 / 427个` are both 个, `1237.40 -> 5170.88万元` both 万元. A whole number beside figures with
decimals, or of money, is rounded as they are; among counts it is exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from altay_analysis.lexicon import COUNTS
from altay_analysis.relations.grammar import Relation, Token, refused
from altay_analysis.units import NUMBER, base_of, known_unit, prefix_of

__all__ = ["Cast", "alike", "cast", "rounded", "whole_of"]

_ALIKE = {
    "by": "operands",
    "to": "operands",
    "plus": "all",
    "minus": "all",
    "at_least": "operands",
    "times": "",
    "whole": "",
}
"""Figures that have one dimension, by the sign that joins them."""

_PURE = ("share", "multiple", "ratio", NUMBER)
"""Dimensions of what comes of dividing like by like."""


@dataclass(frozen=True)
class Cast:
    """A figure with its unit settled.

    Attributes
    ----------
    note : str
        What was settled that the token alone does not say; empty where it says all.
    """

    token: Token
    value: str
    unit: str
    qualifier: str
    note: str = ""

    @property
    def dimension(self) -> str:
        """What the unit measures."""
        return known_unit(self.unit).dimension

    @property
    def readings(self) -> tuple[str, ...]:
        """Meanings that the token's words admit."""
        return self.token.printed.readings


def cast(relation: Relation, token: Token) -> Cast:
    """Return a figure as its token says; a designation is none."""
    printed = token.printed
    if printed.unit == "designation":
        raise refused(relation.text, token.place, "a designation is no number")
    note = f"Read with doubt: {printed.doubt}." if printed.doubt else ""
    return Cast(token, printed.value, printed.unit or NUMBER, printed.qualifier, note)


def alike(relation: Relation) -> tuple[list[Cast], Cast | None]:
    """Return operands and printed result, units lent where a token has none."""
    operands = [cast(relation, each) for each in relation.operands]
    claimed = None if relation.claimed is None else cast(relation, relation.claimed)
    places = _ALIKE[relation.sign]
    if claimed is not None and (places == "all" or _is_change(relation.sign, claimed)):
        lent = _lent(relation, [*operands, claimed])
        return lent[:-1], lent[-1]
    if not places or (relation.sign == "by" and _is_rate(operands, claimed)):
        return operands, claimed
    return _lent(relation, operands), claimed


def _is_change(sign: str, claimed: Cast) -> bool:
    """Whether a bare number behind -> is a difference, in the unit of the two levels."""
    return sign == "to" and claimed.dimension == NUMBER


def _is_rate(operands: Sequence[Cast], claimed: Cast | None) -> bool:
    """Whether things of two kinds are divided, as money by heads."""
    measured = claimed is not None and claimed.dimension not in _PURE
    return measured or len({each.dimension for each in operands} - {NUMBER}) > 1


def _lent(relation: Relation, figures: Sequence[Cast]) -> list[Cast]:
    named = list(dict.fromkeys(each.unit for each in figures if each.dimension != NUMBER))
    bare = [each for each in figures if each.dimension == NUMBER]
    if bare and len(named) > 1:
        what = f"a unit was expected, as the others have {' and '.join(named)}"
        raise refused(relation.text, bare[0].token.place, what)
    given = [_given(each, named[0]) if named else each for each in figures]
    if any(_is_measured(each) for each in given):
        given = [rounded(each, "beside figures that are") for each in given]
    return given


def _given(figure: Cast, unit: str) -> Cast:
    """Lend a unit; 万 that is printed with a bare figure stays its own."""
    if figure.dimension != NUMBER:
        return figure
    own = prefix_of(figure.unit)
    taken = f"{own}{base_of(unit)}" if own else unit
    return replace(figure, unit=taken, note=_noted(figure, f"The unit {taken} is its fellows'."))


def _is_measured(figure: Cast) -> bool:
    """Whether a figure has parts: decimals, 万, or a unit that is not counted."""
    counted = base_of(figure.unit) in {*COUNTS, NUMBER}
    return not counted or "." in figure.value


def rounded(figure: Cast, why: str) -> Cast:
    """Return a plain whole number without a unit of its own as one that was rounded."""
    if figure.qualifier != "exact" or "/" in figure.value or figure.token.printed.unit:
        return figure
    return replace(figure, qualifier="rounded", note=_noted(figure, f"Rounded {why}."))


def _noted(figure: Cast, words: str) -> str:
    return f"{figure.note} {words}".strip()


def whole_of(figure: Cast) -> Fraction | None:
    """Return what a printed result is of a whole, where it is a plain share; None for others."""
    if figure.dimension != "share" or figure.qualifier not in ("exact", "rounded"):
        return None
    return Fraction(figure.value) * known_unit(figure.unit).factor
