"""Which kind of claim a relation is, and which role each of its figures has in it.

The sign and the unit of the printed result decide, nothing else: 45.90% behind a division is a
share, 8.35‰ a rate, 4.18倍 a multiple.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from altay_analysis.relations.figures import Cast, whole_of
from altay_analysis.relations.grammar import Relation, refused

__all__ = ["Plan", "planned"]


@dataclass(frozen=True)
class Plan:
    """A relation as a claim: its kind, its readings, and a role for each figure.

    Attributes
    ----------
    roles : tuple of str
        Of each operand, in their order.
    readings : tuple of str
        Names of the readings; one, empty, where the words admit one meaning only.
    claimed_as : str
        Kind of indicator that the printed result is.
    is_quotient : bool
        Whether the result is no count of things, so that a whole number is rounded too.
    with_claimed : bool
        Whether the printed result stands in the formula: 100% is the whole of a structure.
    """

    kind: str
    roles: tuple[str, ...]
    readings: tuple[str, ...] = ("",)
    claimed_as: str = ""
    is_quotient: bool = False
    with_claimed: bool = True


def planned(relation: Relation, operands: Sequence[Cast], claimed: Cast | None) -> Plan:
    """Return the plan of a relation whose figures have their units."""
    many = len(operands)
    if relation.sign == "at_least":
        return Plan("order", ("item",) * many, with_claimed=False)
    assert claimed is not None
    if relation.sign == "whole":
        return Plan("whole", ("whole",), claimed_as="share")
    if relation.sign == "plus":
        return _added(operands, claimed)
    if relation.sign == "minus":
        return Plan("difference", ("after", "before"), claimed_as="change")
    if relation.sign == "times":
        return Plan("product", ("factor",) * many, is_quotient=True)
    if relation.sign == "by":
        return _divided(claimed)
    return _grown(relation, operands, claimed)


def _added(operands: Sequence[Cast], claimed: Cast) -> Plan:
    shares = all(each.dimension == "share" for each in operands)
    if shares and whole_of(claimed) == 1:
        return Plan("structure", ("part",) * len(operands), with_claimed=False)
    return Plan("sum", ("part",) * len(operands))


def _divided(claimed: Cast) -> Plan:
    if claimed.unit == "times":
        return Plan("multiple", ("after", "before"), claimed_as="multiple")
    if claimed.unit in ("percent", "tenth", "fraction") and _is_share(claimed):
        return Plan("share", ("part", "whole"), claimed_as="share")
    return Plan("rate", ("part", "whole"), claimed_as="rate", is_quotient=True)


def _is_share(claimed: Cast) -> bool:
    whole = {"percent": 100, "tenth": 10, "fraction": 1}[claimed.unit]
    numbers = claimed.value.split("/") if claimed.unit != "fraction" else [claimed.value]
    return all(0 <= Fraction(number) <= whole for number in numbers)


def _grown(relation: Relation, operands: Sequence[Cast], claimed: Cast) -> Plan:
    roles = ("before", "after")
    if claimed.dimension == "share":
        readings = _meanings(operands, claimed)
        return Plan("growth", roles, readings, claimed_as="growth")
    if claimed.dimension == "multiple":
        named = tuple(claimed.readings) or ("",)
        return Plan("multiple", roles, named, claimed_as="multiple")
    if claimed.dimension in {each.dimension for each in operands}:
        return Plan("difference", roles, claimed_as="change")
    token = relation.claimed
    assert token is not None
    what = "behind -> a growth (%), a multiple (倍) or a difference was expected"
    raise refused(relation.text, token.place, what)


def _meanings(operands: Sequence[Cast], claimed: Cast) -> tuple[str, ...]:
    """Points and relative change are both meant by a percentage of which a share grew."""
    if claimed.unit == "percentage_point":
        return ("points",)
    of_shares = all(each.dimension == "share" for each in operands)
    return ("points", "relative") if of_shares else ("",)
