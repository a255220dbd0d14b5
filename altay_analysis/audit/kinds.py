"""The closed set of relations, one documented formula a kind.

Operands are in base units (a share is a fraction of one); `claimed` is the printed result. A
role of `Kind.many` may stand several times.

share
    claimed = part ÷ whole, within 0 and 1.
sum
    claimed = Σ part.
difference
    claimed = after − before.
growth
    claimed = after ÷ before − 1; or change ÷ before; or change ÷ (after − change).
multiple
    claimed = after ÷ before; under the reading `by`: that less 1.
threshold
    claimed holds each value; or claimed = how many are at or under `limit`, by what `each` is.
order
    0 ≤ upper − lower for each lower; of a chain of items, each is at least the next.
whole
    claimed = k ÷ whole for a whole number k.
structure
    Σ part = 1, or `whole`; a ratio printed as one stands for its parts.
rate
    claimed = part ÷ whole; where the base is not printed, 0.5 ≤ (part ÷ claimed) ÷ near ≤ 2.
base
    All of these meet, as far as their figures are there: base, part ÷ share, after − change,
    after ÷ (1 + growth), change ÷ growth. An index (part_1, share_1) pairs figures.
product
    claimed = Π factor.
unit
    The unit of claimed has the dimension that the reading names.

A growth claim's reading `points` means after − before. Where `before` is not printed and what
grew is a count, it must have been a whole number; where `fewest` and `most` state a window of
wholes for the year before, the share then must have been a fraction of one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from altay_analysis.audit.bases import work_base, work_rate
from altay_analysis.audit.growth import work_growth
from altay_analysis.audit.levels import (
    work_difference,
    work_multiple,
    work_order,
    work_product,
    work_share,
    work_structure,
    work_sum,
    work_threshold,
    work_unit,
    work_whole,
)
from altay_analysis.audit.records import Outcome, Reading

__all__ = ["COUNTED", "KINDS", "Kind", "evaluate", "roles_of"]

COUNTED = frozenset(
    [
        "item",
        "person",
        "person_time",
        "session",
        "village",
        "community",
        "city",
        "household",
        "head",
        "number",
    ]
)
"""Dimensions of whole things."""


@dataclass(frozen=True)
class Kind:
    """A kind of relation.

    Attributes
    ----------
    shown : str
        Its formula with the roles in braces.
    roles : tuple of tuple of str
        Each set of roles that makes the formula workable; the first is the usual one.
    also : frozenset of str
        Roles that may stand beside them.
    many : frozenset of str
        Roles that may stand several times.
    lent : str
        Whose unit a constant takes: that of `claimed`, of the `operands` beside it, or `none`.
    """

    shown: str
    roles: tuple[tuple[str, ...], ...]
    formula: Callable[[Reading], Outcome]
    also: frozenset[str] = frozenset()
    many: frozenset[str] = frozenset()
    lent: str = "operands"


def evaluate(kind: str, reading: Reading) -> Outcome:
    """Work one reading: what it needs, or what is claimed beside what is computed."""
    return KINDS[kind].formula(reading)


def roles_of(kind: str) -> frozenset[str]:
    """Every role that a kind knows, without an index."""
    rule = KINDS[kind]
    return rule.also.union(*rule.roles)


_CLAIMED = ("claimed",)
KINDS: Mapping[str, Kind] = {
    "share": Kind("{part} ÷ {whole}", (("claimed", "part", "whole"),), work_share),
    "sum": Kind("Σ {part}", (("claimed", "part"),), work_sum, many=frozenset({"part"})),
    "difference": Kind("{after} − {before}", (("claimed", "after", "before"),), work_difference),
    "growth": Kind(
        "{after} ÷ {before} − 1",
        (
            ("claimed", "after", "before"),
            ("claimed", "change", "before"),
            ("claimed", "change", "after"),
        ),
        work_growth,
        also=frozenset({"fewest", "most"}),
    ),
    "multiple": Kind("{after} ÷ {before}", (("claimed", "after", "before"),), work_multiple),
    "threshold": Kind(
        "{value}",
        (("claimed", "value"), ("claimed", "each", "limit")),
        work_threshold,
        many=frozenset({"value"}),
    ),
    "order": Kind(
        "{upper} − {lower} ≥ 0",
        (("upper", "lower"), ("item",)),
        work_order,
        many=frozenset({"upper", "lower", "item"}),
    ),
    "whole": Kind("k ÷ {whole}", (("claimed", "whole"),), work_whole, lent="none"),
    "structure": Kind(
        "Σ {part}",
        (("part",),),
        work_structure,
        also=frozenset({"whole"}),
        many=frozenset({"part"}),
    ),
    "rate": Kind(
        "{part} ÷ {whole}",
        (("claimed", "part", "whole"), ("claimed", "part", "near")),
        work_rate,
        lent="none",
    ),
    "base": Kind(
        "{part} ÷ {share}",
        (
            ("part", "share"),
            ("after", "change"),
            ("after", "growth"),
            ("change", "growth"),
            ("base",),
        ),
        work_base,
        lent="none",
    ),
    "product": Kind(
        "Π {factor}",
        (("claimed", "factor"),),
        work_product,
        many=frozenset({"factor"}),
        lent="none",
    ),
    "unit": Kind("{claimed}", (_CLAIMED,), work_unit),
}
"""Every kind by its name: the closed set."""
