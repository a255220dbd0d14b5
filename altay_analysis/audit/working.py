"""The working of a verdict, step by step, as data: numbers exact, words left to the reader."""

from __future__ import annotations

from collections.abc import Iterator

from altay_analysis.audit.kinds import KINDS
from altay_analysis.audit.records import ClaimResult, Comparison, ReadingResult, Step

__all__ = ["working"]


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
    shown = _formula(kind, name)
    yield Step("formula", name, shown)
    yield Step("put_in", name, _put_in(shown, result))
    if outcome.needs:
        yield Step("needs", name, " ".join(outcome.needs))
    if outcome.solutions:
        yield Step("solutions", name, solutions=outcome.solutions)
    for comparison in outcome.comparisons:
        yield from _comparison(name, comparison)
    if result.by_convention or result.cut_off:
        yield Step("convention" if result.by_convention else "cut_off", name, result.verdict)


def _formula(kind: str, reading: str) -> str:
    if kind == "growth" and reading == "points":
        return "{after} − {before}"
    if kind == "multiple" and reading == "by":
        return "{after} ÷ {before} − 1"
    return KINDS[kind].shown


def _put_in(shown: str, result: ReadingResult) -> str:
    """The formula with the figures as the data write them, several of a role joined by signs."""
    reading = result.reading
    joins = {"Σ {part}": ("part", " + "), "Π {factor}": ("factor", " × ")}
    if shown in joins:
        role, sign = joins[shown]
        return sign.join(figure.value for figure in reading.all(role))
    text = shown
    for role in dict.fromkeys(term.role for term in reading.terms):
        text = text.replace(f"{{{role}}}", reading.one(role).value)
    return text


def _comparison(name: str, comparison: Comparison) -> Iterator[Step]:
    unit = comparison.unit
    relation = (
        "inside" if comparison.inside else {0: "meets", -1: "below", 1: "above"}[comparison.side]
    )
    for key, bounds in (("computed", comparison.computed), ("claimed", comparison.claimed)):
        yield Step(key, name, bounds=bounds.scaled(1 / unit.factor), unit=unit.id)
    yield Step("relation", name, relation, unit=unit.id, value=comparison.gap)
