"""The working of a verdict, step by step, as data: numbers exact, words left to the reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce

from altay_analysis.audit.bases import groups
from altay_analysis.audit.figures import Figure
from altay_analysis.audit.kinds import KINDS
from altay_analysis.audit.records import (
    ClaimResult,
    Comparison,
    Reading,
    ReadingResult,
    Step,
)

__all__ = ["working"]

_JOINED = {"sum": ("part", " + "), "structure": ("part", " + "), "product": ("factor", " × ")}
_SIGNS = {"percent": "%", "permille": "‰"}
_BASES = {
    ("part", "share"): "{part} ÷ {share}",
    ("after", "change"): "{after} − {change}",
    ("after", "growth"): "{after} ÷ (1 + {growth})",
    ("change", "growth"): "{change} ÷ {growth}",
}


def working(found: ClaimResult) -> list[Step]:
    """Return the steps that lead to a verdict, in the order in which a person would take them."""
    steps = [step for each in found.readings for step in _reading(found.claim.kind, each)]
    for other in found.beside:
        bounds = other.comparison.computed if other.comparison else None
        unit = other.comparison.unit if other.comparison else None
        shown = bounds.scaled(1 / unit.factor) if bounds and unit else None
        steps.append(Step(other.way, "", other.verdict, bounds=shown, unit=unit.id if unit else ""))
    return steps


def _reading(kind: str, result: ReadingResult) -> Iterator[Step]:
    name, outcome = result.reading.name, result.outcome
    for term in result.reading.terms:
        figure = term.figure
        printed = figure.bounds.scaled(1 / figure.unit.factor)
        yield Step("figure", name, term.role, figure.id, printed, figure.unit.id, figure.center)
    for shown, put_in in _formulas(kind, result.reading):
        yield Step("formula", name, shown)
        yield Step("put_in", name, put_in)
    if outcome.needs:
        yield Step("needs", name, " ".join(outcome.needs))
    if outcome.solutions:
        yield Step("solutions", name, solutions=outcome.solutions)
    for comparison in outcome.comparisons:
        yield from _comparison(name, comparison)
    if result.by_convention or result.cut_off:
        yield Step("convention" if result.by_convention else "cut_off", name, result.verdict)


def _formulas(kind: str, reading: Reading) -> Iterator[tuple[str, str]]:
    """Each formula that was used, and the same with the figures as the data write them."""
    if kind in _JOINED:
        role, sign = _JOINED[kind]
        values = [_value(figure) for figure in reading.all(role)]
        yield KINDS[kind].shown, sign.join(values)
    elif kind == "order":
        chain = [_value(figure) for figure in reading.all("item")]
        yield (
            KINDS[kind].shown,
            " ≥ ".join(chain)
            or ", ".join(
                f"{_value(upper)} ≥ {_value(lower)}"
                for upper in reading.all("upper")
                for lower in reading.all("lower")
            ),
        )
    elif kind == "base":
        for group in groups(reading):
            for roles, shown in _BASES.items():
                if all(role in group for role in roles):
                    yield shown, _put_in(shown, {role: _value(group[role]) for role in roles})
    else:
        shown = _shown(kind, reading)
        yield shown, _put_in(shown, {term.role: _value(term.figure) for term in reading.terms})


def _shown(kind: str, reading: Reading) -> str:
    """The formula of a kind in the form that this reading takes."""
    roles = {term.role for term in reading.terms}
    if kind == "growth" and reading.name == "points":
        return "{after} − {before}"
    if kind == "growth" and "change" in roles:
        return "{change} ÷ {before}" if "before" in roles else "{change} ÷ ({after} − {change})"
    if kind == "multiple" and reading.name == "by":
        return "{after} ÷ {before} − 1"
    if kind == "threshold" and "each" in roles:
        return "#({each} ≤ {limit})"
    if kind == "rate" and "near" in roles:
        return "{part} ÷ {claimed}"
    return KINDS[kind].shown


def _value(figure: Figure) -> str:
    """A figure as the data write it, with the sign of a share: 8.35 is not 8.35%."""
    return figure.value + _SIGNS.get(figure.unit.id, "")


def _put_in(shown: str, values: Mapping[str, str]) -> str:
    return reduce(lambda text, role: text.replace(f"{{{role}}}", values[role]), values, shown)


def _comparison(name: str, comparison: Comparison) -> Iterator[Step]:
    unit = comparison.unit
    relation = (
        "inside" if comparison.inside else {0: "meets", -1: "below", 1: "above"}[comparison.side]
    )
    for key, bounds in (("computed", comparison.computed), ("claimed", comparison.claimed)):
        yield Step(key, name, bounds=bounds.scaled(1 / unit.factor), unit=unit.id)
    yield Step("relation", name, relation, unit=unit.id, value=comparison.gap)
