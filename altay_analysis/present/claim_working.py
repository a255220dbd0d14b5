"""One claim's whole working, step by step, so that a person can take each step by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from altay_analysis.present.claim_text import (
    Names,
    bounds_text,
    formula_of,
    number,
    power_text,
    solutions_text,
    title,
    verdict_text,
)
from altay_analysis.present.claim_words import ADVICE, READINGS, ROLES, SLIPS

if TYPE_CHECKING:
    from altay_analysis.audit import ClaimResult, Step
    from altay_analysis.audit.figures import Figure
    from altay_analysis.audit.records import ReadingResult

__all__ = ["explained"]

_WHO = {
    "source": "the source says so",
    "suite": "the source does not say so; this report checks it",
}
_RELATIONS = {
    "inside": "what is computed lies inside what is printed",
    "meets": "the two meet, but what is computed does not lie inside what is printed",
    "below": "what is computed lies below what is printed",
    "above": "what is computed lies above what is printed",
}
_BESIDE = {
    "cut_off": "if digits were cut off, not rounded",
    "over": "if the figure is a floor: over it",
}
_MOST_SOLUTIONS = 12


def explained(found: ClaimResult, names: Names) -> Iterator[str]:
    """Yield the lines of a claim's working: figures, formula, bounds, verdict, what would mend."""
    # Figures that were typed have no period, and no source but the line itself.
    typed = not any(figure.period for figure in found.claim.figures)
    yield f"{found.id}  {verdict_text(found.verdict)}"
    yield f"{title(found, names)} ({'as typed' if typed else _WHO[found.claim.asserted]})"
    yield f"checked: {formula_of(found)[0]}"
    yield from _section("figures", _figures(found.claim.figures, names))
    for reading in found.readings:
        yield from _section(_heading(found, reading), _steps(found, reading))
    yield from _section("read otherwise", _beside(found))
    yield from _section("power", _power(found))
    yield from _section("would agree with any one of (none is preferred)", _mends(found))
    yield from _section("usual slips that would account for it", _diagnosis(found))
    yield from _section("nearest change that would break it", _flips(found))
    yield from _section("note", [found.claim.note] if found.claim.note and not typed else [])
    yield from _section("what to do", [ADVICE[found.verdict][0]])


def _section(heading: str, lines: Iterable[str]) -> Iterator[str]:
    held = list(lines)
    if held:
        yield ""
        yield heading
        yield from (f"  {line}" for line in held)


def _figures(figures: Iterable[Figure], names: Names) -> Iterator[str]:
    for figure in figures:
        name = names.name("indicators", figure.indicator, "en")
        bounds = bounds_text(figure.bounds.scaled(1 / figure.unit.factor), figure.unit.id)
        place = f" ({figure.source}, paragraph {figure.locator})" if figure.period else ""
        yield f"{figure.id}: {name}{figure.period and ', '}{figure.period}"
        yield f"  printed {figure.as_printed}{place}, read as {figure.value}: {bounds}"


def _heading(found: ClaimResult, result: ReadingResult) -> str:
    if len(found.readings) == 1:
        return "working"
    name = result.reading.name
    words = READINGS.get(name, (f"as {name}",))[0]
    verdict = "excluded by the figures" if result.verdict == "broken" else result.verdict
    return f"working, read {words}: {verdict}"


def _steps(found: ClaimResult, result: ReadingResult) -> Iterator[str]:
    from altay_analysis.audit import working

    # Whether whole things give a percentage is answered by the numbers themselves.
    skipped = ("computed", "relation") if found.claim.kind == "whole" else ()
    for step in working(found):
        if step.reading == result.reading.name and step.key in _STEPS and step.key not in skipped:
            yield from _STEPS[step.key](step, result)
    if result.by_convention:
        yield "a conventional end is all that keeps the two apart, so they count as meeting"
    if result.cut_off:
        yield "they meet only if digits were cut off, not rounded; nothing in the source refutes it"


def _term(step: Step, _: ReadingResult) -> Iterator[str]:
    yield f"{step.text} = {step.observation or 'a constant'}: {bounds_text(step.bounds, step.unit)}"


def _formula(step: Step, _: ReadingResult) -> Iterator[str]:
    yield f"formula: {step.text}"


def _put_in(step: Step, result: ReadingResult) -> Iterator[str]:
    """Put the figures in, unless one is wanting, or they stand in different units."""
    units = {term.figure.unit for term in result.reading.terms if term.role != "claimed"}
    if "{" not in step.text and len(units) == 1:
        yield f"put in: {step.text}"


def _needs(step: Step, _: ReadingResult) -> Iterator[str]:
    roles = dict.fromkeys(step.text.split())
    yield "not published: " + "; ".join(ROLES.get(role, (role,))[0] for role in roles)


def _solutions(step: Step, _: ReadingResult) -> Iterator[str]:
    """Say which whole numbers would do, the first wholes in full."""
    shown = step.solutions[:_MOST_SOLUTIONS]
    for each in shown:
        yield f"whole numbers that would do: {solutions_text(each)}"
    if len(step.solutions) > len(shown):
        yield f"  and of {len(step.solutions) - len(shown)} wholes more"


def _compared(step: Step, _: ReadingResult) -> Iterator[str]:
    label = {"computed": "from the other figures", "claimed": "as printed"}[step.key]
    yield f"{label}: {bounds_text(step.bounds, step.unit)}"


def _relation(step: Step, _: ReadingResult) -> Iterator[str]:
    apart = f"; apart by at least {number(step.value)} {step.unit}" if step.value else ""
    yield f"{_RELATIONS[step.text]}{apart}"


_STEPS: Mapping[str, Callable[[Step, ReadingResult], Iterator[str]]] = {
    "figure": _term,
    "formula": _formula,
    "put_in": _put_in,
    "needs": _needs,
    "solutions": _solutions,
    "computed": _compared,
    "claimed": _compared,
    "relation": _relation,
}


def _beside(found: ClaimResult) -> Iterator[str]:
    for other in found.beside:
        held = other.comparison
        computed = ""
        if held is not None:
            scale = 1 / held.unit.factor
            printed = bounds_text(held.claimed.scaled(scale), held.unit.id)
            computed = f" (printed {printed}, computed {bounds_text(held.computed.scaled(scale))})"
        yield f"{_BESIDE[other.way]}: {verdict_text(other.verdict)}{computed}"


def _power(found: ClaimResult) -> Iterator[str]:
    if found.power is None:
        return
    said = "the share of the values that could have been printed that would have failed the check"
    none = "no value that could have been printed here would have failed the check: no proof"
    yield f"{power_text(found.power)}: {said if found.power else none}"


def _mends(found: ClaimResult) -> Iterator[str]:
    yield from _changes(found, ((mend.observation, mend.to) for mend in found.mends))


def _changes(found: ClaimResult, changes: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Show changes of figures, those of one figure on one line."""
    printed = {figure.id: figure.value for figure in found.claim.figures}
    held: dict[str, list[str]] = {}
    for name, to in changes:
        held.setdefault(name, []).append(to)
    for name, values in held.items():
        yield f"{name}: {printed[name]} → {' or '.join(values)}"


def _diagnosis(found: ClaimResult) -> Iterator[str]:
    for slip in dict.fromkeys(each.slip for each in found.diagnosis):
        held = [each for each in found.diagnosis if each.slip == slip]
        many = f"{held[0].tried} candidate{'s' * (held[0].tried != 1)} tried"
        yield f"{SLIPS[slip][0]} ({many}, {len(held)} would do)"
        changes = ((each.observation, each.to) for each in held)
        yield from (f"  {line}" for line in _changes(found, changes))


def _flips(found: ClaimResult) -> Iterator[str]:
    """Say which nearest change of a figure would break a claim that holds."""
    from altay_analysis.audit import flips

    # What mends a broken claim has been said; without a verdict there is nothing to flip.
    if found.verdict not in ("confirmed", "compatible"):
        return
    printed = {figure.id: figure.value for figure in found.claim.figures}
    for each in flips(found.claim):
        change = "no change of this figure" if each.to is None else f"→ {each.to}"
        yield f"{each.observation}: {printed[each.observation]} {change}"
