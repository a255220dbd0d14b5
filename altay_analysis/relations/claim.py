"""A relation as a claim that the audit judges: each figure with its role, kind and bounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from altay_analysis.audit.figures import Figure
from altay_analysis.audit.records import Claim, Reading, Term
from altay_analysis.errors import RelationError, TokenError
from altay_analysis.lexicon import COUNTS
from altay_analysis.precision import bounds
from altay_analysis.relations.figures import Cast, alike, rounded
from altay_analysis.relations.grammar import Relation
from altay_analysis.relations.kinds import Plan, planned
from altay_analysis.units import NUMBER, known_unit

__all__ = ["claim_of", "notes_of"]


def claim_of(relation: Relation, id: str = "check") -> Claim:
    """Return the claim that a relation makes.

    Parameters
    ----------
    id : str
        Id of the claim; its figures are `id.part`, `id.whole`, `id.claimed` and so on.

    Raises
    ------
    RelationError
        Where its figures cannot stand together.

    Examples
    --------
    >>> from altay_analysis.relations.grammar import read_line
    >>> claim = claim_of(read_line("1237.40万元 -> 5170.88万元 = 317.88%"))
    >>> claim.kind, [figure.id for figure in claim.figures]
    ('growth', ['check.claimed', 'check.before', 'check.after'])
    """
    plan, placed = _placed(relation)
    figures = [(role, _figure(each, f"{id}.{name}", kind))
               for role, name, each, kind in placed]  # fmt: skip
    terms = tuple(Term(role, figure) for role, figure in figures)
    readings = tuple(Reading(name, terms) for name in plan.readings)
    return Claim(id, plan.kind, "source", relation.text, readings)


def notes_of(relation: Relation, id: str = "check") -> dict[str, str]:
    """Return what was settled of each figure that its token alone does not say, by its id."""
    _, placed = _placed(relation)
    return {f"{id}.{name}": each.note for _, name, each, _ in placed}


def _placed(relation: Relation) -> tuple[Plan, list[tuple[str, str, Cast, str]]]:
    """Return each figure with its role, its own name and its kind, the printed result first."""
    operands, claimed = alike(relation)
    plan = planned(relation, operands, claimed)
    held: list[tuple[str, Cast, str]] = []
    if claimed is not None and plan.with_claimed:
        result = rounded(claimed, "as a quotient is") if plan.is_quotient else claimed
        held.append(("claimed", result, plan.claimed_as or _own_kind(result)))
    held += [(role, each, _own_kind(each)) for role, each in zip(plan.roles, operands, strict=True)]
    names = _names([role for role, _, _ in held])
    return plan, [(role, name, each, kind)
                  for (role, each, kind), name in zip(held, names, strict=True)]  # fmt: skip


def _names(roles: Sequence[str]) -> Iterator[str]:
    """Yield a name of its own for each role: part_1, part_2 where there are several."""
    times, met = Counter(roles), Counter[str]()
    for role in roles:
        met[role] += 1
        yield role if times[role] == 1 else f"{role}_{met[role]}"


def _own_kind(figure: Cast) -> str:
    """Kind of indicator that a figure is by its unit alone."""
    if figure.dimension == "share":
        return "share"
    if figure.dimension == "multiple":
        return "multiple"
    counted = figure.unit in {*COUNTS, NUMBER} and figure.qualifier == "exact"
    return "count" if counted else "amount"


def _figure(figure: Cast, id: str, kind: str) -> Figure:
    unit = known_unit(figure.unit)
    kind = _settled(figure, kind)
    try:
        read = bounds(figure.value, unit.id, figure.qualifier, kind)
    except TokenError as error:  # pragma: no cover - no kind that was settled excludes its value
        raise RelationError(str(error), figure.token.place) from None
    return Figure(
        id, figure.value, unit, figure.qualifier, kind, read.scaled(unit.factor),
        indicator=id, source=id.partition(".")[0], locator=1, as_printed=figure.token.text,
    )  # fmt: skip


def _settled(figure: Cast, kind: str) -> str:
    """Return the kind, or one without limits where the value lies outside those of the kind."""
    free = {"share": "rate"}.get(kind, "change" if figure.dimension != "share" else "growth")
    if figure.value.startswith("-"):
        return kind if kind in ("growth", "change", "rate") else free
    try:
        bounds(figure.value, figure.unit, figure.qualifier, kind)
    except TokenError:
        return free
    return kind
