"""Usual slips that would explain a broken claim, from a closed list.

Each is shown only if it mends and breaks no other relation that holds; of a rate that is held
against a printed base, only if the base that it then implies is within a tenth of the printed one.
The slip with the fewest candidates comes first, and that number is shown with it: one of 160
changes of a digit says less than one of a single exchange.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from altay_analysis.audit.figures import Figure, based, relaxed, shown
from altay_analysis.audit.kinds import COUNTED, evaluate
from altay_analysis.audit.records import Claim, Outcome, Reading, Slip
from altay_analysis.audit.verdict import holds
from altay_analysis.interval import Bounds

__all__ = ["SLIPS", "Surroundings", "diagnose"]

SLIPS = (
    "adjusted",
    "sign",
    "periods",
    "per_mille",
    "power_of_ten",
    "digits_swapped",
    "other_base",
    "one_digit",
)
"""Closed list, the order among those with equally many candidates.

adjusted: a share moved so that the parts of its structure make 100; sign: the sign turned;
periods: two periods exchanged; per_mille: per mille printed as per cent, or the other way round;
power_of_ten: a power of ten;
digits_swapped: two neighbouring digits exchanged; other_base: another printed figure is the base;
one_digit: one digit is another.
"""

_PER_MILLE = {"percent": -1, "permille": 1}
"""Power of ten between a sign and the other, by the printed unit."""
_SHIFTS = (1, -1, 2, -2, 3, -3, 4, -4)
_OF_SEVERAL = ("adjusted", "per_mille")
"""Slips that are seldom of one figure alone: the others of its relations moved with it."""

_NEAR = (Fraction(9, 10), Fraction(11, 10))
_BASES = {"share": "whole", "whole": "whole", "growth": "before", "multiple": "before"}


@dataclass(frozen=True)
class Surroundings:
    """What stands around a claim in its source.

    Attributes
    ----------
    structures : mapping of str to sequence of Reading
        By figure, the structures that it stands in.
    periods : callable
        The same indicator of the same place and source at other periods.
    figures : callable
        Other figures of the same source and dimension.
    claims : callable
        Every claim that a figure, by its id, stands in.
    """

    structures: Mapping[str, tuple[Reading, ...]] = field(default_factory=dict)
    periods: Callable[[Figure], Iterable[Figure]] = lambda _: ()
    figures: Callable[[Figure], Iterable[Figure]] = lambda _: ()
    claims: Callable[[str], Iterable[Claim]] = lambda _: ()


@dataclass(frozen=True)
class _Candidate:
    observation: str
    to: str
    figures: Mapping[str, Figure]
    other: str = ""


def diagnose(claim: Claim, around: Surroundings) -> tuple[Slip, ...]:
    """Slips that would mend a broken claim, those with the fewest candidates first."""
    found: list[tuple[int, int, Fraction, Slip]] = []
    for rank, slip in enumerate(SLIPS):
        candidates = list(_CANDIDATES[slip](claim, around))
        for each in candidates:
            changed = claim.putting(each.figures)
            if _holds(changed) and (slip in _OF_SEVERAL or _spares(each, claim, around)):
                made = Slip(slip, each.observation, each.to, len(candidates), each.other)
                found.append((len(candidates), rank, _apart(changed), made))
    return tuple(each for *_, each in sorted(found, key=lambda item: item[:3]))


def _holds(claim: Claim) -> bool:
    """Whether some reading can be worked, and holds without conventional ends."""
    readings = [reading.mapped(relaxed) for reading in claim.readings]
    outcomes = [evaluate(claim.kind, reading) for reading in readings]
    return any(
        outcome.comparisons and outcome.meets and _reproduces(reading, outcome)
        for reading, outcome in zip(readings, outcomes, strict=True)
    )


def _reproduces(reading: Reading, outcome: Outcome) -> bool:
    """Whether a rate implies about the base that is printed: half of it explains no slip."""
    near = reading.get("near")
    if near is None or outcome.implied is None:
        return True
    low, high = (near.bounds.scaled(part) for part in _NEAR)
    return outcome.implied.meets(Bounds(low.low, high.high))


def _spares(candidate: _Candidate, claim: Claim, around: Surroundings) -> bool:
    """Whether the other claims of the changed figures that hold as printed still do."""
    others = (each for id in candidate.figures for each in around.claims(id) if each.id != claim.id)
    return all(holds(each.putting(candidate.figures)) for each in others if holds(each))


def _apart(claim: Claim) -> Fraction:
    """How far the middles of claimed and computed lie apart, in the least reading."""
    return min(
        sum((_between(c.claimed, c.computed) for c in outcome.comparisons), Fraction(0))
        for outcome in (evaluate(claim.kind, reading) for reading in claim.readings)
    )


def _between(*pair: Bounds) -> Fraction:
    middles = [
        (each.low + each.high) / 2
        for each in pair
        if each.low is not None and each.high is not None
    ]
    return abs(middles[0] - middles[1]) if len(middles) == 2 else Fraction(0)


def _one(figure: Figure, other: Figure | None) -> Iterator[_Candidate]:
    if other is not None and other != figure:
        yield _Candidate(figure.id, other.value, {figure.id: other})


def _decimals(claim: Claim) -> Iterator[Figure]:
    return (figure for figure in claim.figures if figure.is_decimal)


def _adjusted(claim: Claim, around: Surroundings) -> Iterator[_Candidate]:
    """The parts of the structure make exactly 100 as printed; with this one by itself, not."""
    if claim.kind != "share":
        return
    for reading in claim.readings:
        rounded = _rounded(reading)
        if rounded is None:
            continue
        for structure in around.structures.get(rounded.id, ()):
            moved = structure.putting({rounded.id: rounded})
            if _makes_whole(structure) and not _makes_whole(moved):
                yield from _one(reading.one("claimed"), rounded)
                return


def _rounded(reading: Reading) -> Figure | None:
    """The claimed share of a broken claim, as rounded from its own operands as printed."""
    claimed, part, whole = (reading.one(role) for role in ("claimed", "part", "whole"))
    if part.center is None or not whole.center or not claimed.is_decimal:
        return None
    steps = part.center / whole.center / claimed.unit.factor / claimed.place
    places = len(claimed.value.partition(".")[2])
    return claimed.at(shown(int(steps + Fraction(1, 2)), places))


def _makes_whole(structure: Reading) -> bool:
    whole = structure.get("whole")
    centers = [part.center for part in structure.all("part")]
    if any(center is None for center in centers):
        return False
    return sum(c for c in centers if c is not None) == (whole.center if whole else 1)


def _sign(claim: Claim, around: Surroundings) -> Iterator[_Candidate]:  # noqa: ARG001
    for figure in _decimals(claim):
        turned = figure.value[1:] if figure.value[0] == "-" else f"-{figure.value}"
        if Fraction(turned):
            yield from _one(figure, figure.at(turned))


def _periods(claim: Claim, around: Surroundings) -> Iterator[_Candidate]:
    for reading in claim.readings:
        after, before = reading.get("after"), reading.get("before")
        if after is not None and before is not None and after.id and before.id:
            swapped = {
                after.id: replace(before, id=after.id),
                before.id: replace(after, id=before.id),
            }
            yield _Candidate(after.id, before.value, swapped, before.id)
    ids = {figure.id for figure in claim.figures}
    for figure in claim.figures:
        for other in around.periods(figure):
            if other.id not in ids and other.period != figure.period:
                taken = replace(other, id=figure.id)
                yield _Candidate(figure.id, _in_unit(other, figure), {figure.id: taken}, other.id)


def _in_unit(other: Figure, figure: Figure) -> str:
    """The other figure's number in this one's unit."""
    if other.unit == figure.unit or not other.is_decimal:
        return other.value
    shift = other.unit.factor / figure.unit.factor
    number = Decimal(other.value) * shift.numerator / shift.denominator
    return format(number, "f")


def _per_mille(claim: Claim, around: Surroundings) -> Iterator[_Candidate]:  # noqa: ARG001
    """The same digits behind the other sign; the candidate is written in the printed unit."""
    for figure in _decimals(claim):
        if shift := _PER_MILLE.get(figure.unit.id):
            value = format(Decimal(figure.value).scaleb(shift), "f")
            moved = figure.at(value)
            if moved is not None:
                wide = figure.bounds.scaled(Fraction(10) ** shift / figure.unit.factor)
                yield from _one(figure, based(moved, wide))


def _power_of_ten(claim: Claim, around: Surroundings) -> Iterator[_Candidate]:  # noqa: ARG001
    for figure in _decimals(claim):
        for shift in _SHIFTS if Fraction(figure.value) else ():
            value = format(Decimal(figure.value).scaleb(shift), "f")
            moved = figure.at(value)
            if moved is not None and _is_countable(moved):
                wide = figure.bounds.scaled(Fraction(10) ** shift / figure.unit.factor)
                yield from _one(figure, based(moved, wide))


def _is_countable(figure: Figure) -> bool:
    """Whether an exact number of things is a whole number."""
    counts = figure.qualifier == "exact" and figure.unit.dimension in COUNTED
    return not counts or (Fraction(figure.value) * figure.unit.factor).denominator == 1


def _digits_swapped(claim: Claim, around: Surroundings) -> Iterator[_Candidate]:  # noqa: ARG001
    for figure in _decimals(claim):
        digits = figure.value.replace(".", "")
        for place in range(len(digits) - 1):
            pair = digits[place : place + 2]
            if pair.isdigit() and pair[0] != pair[1]:
                swapped = digits[:place] + pair[::-1] + digits[place + 2 :]
                yield from _one(figure, _written(figure, swapped))


def _one_digit(claim: Claim, around: Surroundings) -> Iterator[_Candidate]:  # noqa: ARG001
    for figure in _decimals(claim):
        digits = figure.value.replace(".", "")
        for place, digit in enumerate(digits):
            for other in "0123456789" if digit.isdigit() else "":
                changed = digits[:place] + other + digits[place + 1 :]
                yield from _one(figure, _written(figure, changed))


def _written(figure: Figure, digits: str) -> Figure | None:
    """The figure with other digits; none that would not be printed so, as 0427."""
    places = len(figure.value.partition(".")[2])
    whole = digits.lstrip("-")[: len(digits.lstrip("-")) - places]
    if len(whole) > 1 and whole[0] == "0":
        return None
    value = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return figure.at(value)


def _other_base(claim: Claim, around: Surroundings) -> Iterator[_Candidate]:
    ids = {figure.id for figure in claim.figures}
    for reading in claim.readings:
        roles = ("whole", "near") if claim.kind == "rate" else (_BASES.get(claim.kind, ""),)
        for base in (reading.get(role) for role in roles):
            for other in around.figures(base) if base is not None and base.id else ():
                if other.id not in ids and base is not None:
                    taken = replace(other, id=base.id)
                    yield _Candidate(base.id, _in_unit(other, base), {base.id: taken}, other.id)


_CANDIDATES: Mapping[str, Callable[[Claim, Surroundings], Iterator[_Candidate]]] = {
    "adjusted": _adjusted,
    "sign": _sign,
    "periods": _periods,
    "per_mille": _per_mille,
    "power_of_ten": _power_of_ten,
    "digits_swapped": _digits_swapped,
    "other_base": _other_base,
    "one_digit": _one_digit,
}
