"""Which values of one figure, step by step of its last digit, let a claim hold.

Every formula is monotone in each figure, so that the steps at which one reading holds are one
run of whole numbers, found by bisection. Where whole things are counted they are scattered,
and looked through one by one, up to a limit.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from altay_analysis.audit.figures import Figure, relaxed
from altay_analysis.audit.records import Claim, Reading
from altay_analysis.audit.verdict import sides
from altay_analysis.audit.whole import fractions_of

__all__ = ["LOOKED_AT", "Span", "is_scattered", "nearest", "span"]

LOOKED_AT = {"whole": 5000, "growth": 200}
"""Steps that are looked at each way where the holding ones are scattered, by kind."""

_REACH = 3
"""Decimal places beyond the printed number that a search goes."""


@dataclass(frozen=True)
class Span:
    """Steps from the printed value at which a reading holds, and how far was looked."""

    first: int
    last: int
    lowest: int
    highest: int


def is_scattered(kind: str, reading: Reading) -> bool:
    """Whether whole numbers decide, so that neighbouring values hold and break in turn."""
    year_before = reading.get("before") is None and reading.get("change") is None
    return kind == "whole" or (kind == "growth" and year_before)


def span(kind: str, reading: Reading, figure: Figure) -> Span | None:
    """Steps of a figure at which a reading holds; None where none is in reach."""
    look = _Look(kind, reading, figure)
    start = look.state(0)
    if start is None:
        return None
    if not any(start):
        return Span(look.edge(0, -1), look.edge(0, 1), look.lowest, look.highest)
    for way in (-1, 1):
        near = look.entry(start, way)
        if near is not None:
            first, last = sorted((near, look.edge(near, way)))
            return Span(first, last, look.lowest, look.highest)
    return None


class _Look:
    """Sides of a reading as one figure is stepped; what was asked is not worked again."""

    def __init__(self, kind: str, reading: Reading, figure: Figure) -> None:
        self.kind, self.reading, self.figure = kind, reading, figure
        self.known: dict[int, tuple[int, ...] | None] = {}
        self.shape = len(sides(kind, reading))
        digits = int(figure.value.replace(".", ""))
        reach = 10 ** (len(str(abs(digits))) + _REACH)
        self.lowest = self._last_valid(-reach - abs(digits))
        self.highest = self._last_valid(reach)

    def state(self, step: int) -> tuple[int, ...] | None:
        """Sides at a step; None where no such figure is, or the formula cannot be worked."""
        if step not in self.known:
            self.known[step] = self._worked(step)
        return self.known[step]

    def _worked(self, step: int) -> tuple[int, ...] | None:
        figure = self.figure.stepped(step)
        if figure is None:
            return None
        found = sides(self.kind, self.reading.putting({figure.id: figure}))
        return found if len(found) == self.shape and found else None

    def _last_valid(self, far: int) -> int:
        # Whether a figure can be printed is soon asked; whether a formula can be worked is not.
        printed = _last(lambda step: self.figure.stepped(step) is not None, 0, far)
        return _last(lambda step: self.state(step) is not None, 0, printed)

    def edge(self, start: int, way: int) -> int:
        """Last step of the run that holds from `start` on."""
        far = self.lowest if way < 0 else self.highest
        return _soon(lambda step: not any(self.state(step) or (1,)), start, far)

    def entry(self, start: tuple[int, ...], way: int) -> int | None:
        """First step, one way, at which every comparison meets."""
        far = self.lowest if way < 0 else self.highest
        reached = 0
        for place, side in enumerate(start):
            if side:
                last = _last(partial(self._keeps, place, side), 0, far)
                if last == far:
                    return None
                reached = max(reached, last + way, key=abs)
        return None if any(self.state(reached) or (1,)) else reached

    def _keeps(self, place: int, side: int, step: int) -> bool:
        state = self.state(step)
        return state is not None and state[place] == side


def _last(holds: Callable[[int], bool], start: int, far: int) -> int:
    """Last whole number from `start` towards `far` for which what holds at `start` holds."""
    if holds(far):
        return far
    while abs(far - start) > 1:
        middle = (start + far) // 2
        start, far = (middle, far) if holds(middle) else (start, middle)
    return start


def _soon(holds: Callable[[int], bool], start: int, far: int) -> int:
    """Return the same by strides that double: few where the run is short and `far` is far."""
    stride = 1 if far > start else -1
    while abs(stride) < abs(far - start):
        if not holds(start + stride):
            return _last(holds, start, start + stride)
        start, stride = start + stride, 2 * stride
    return _last(holds, start, far)


def nearest(claim: Claim, figure: Figure, *, holding: bool) -> int | None:
    """Step nearest to the printed value at which a claim holds, or does not; None: none found."""
    if not figure.is_decimal:
        return None
    found = list(_offers(claim, figure, holding=holding))
    return min(found, key=lambda step: (abs(step), step), default=None)


def _offers(claim: Claim, figure: Figure, *, holding: bool) -> Iterator[int]:
    concerned = [r for r in claim.readings if any(t.figure.id == figure.id for t in r.terms)]
    if any(is_scattered(claim.kind, reading) for reading in concerned):
        found = _look_through(claim, figure, holding=holding)
        yield from () if found is None else (found,)
        return
    if holding:
        for reading in concerned:
            run = span(claim.kind, reading, figure)
            if run is not None:
                yield run.first if run.first > 0 else run.last
        return
    yield from _beyond(claim, concerned, figure)


def _beyond(claim: Claim, concerned: list[Reading], figure: Figure) -> Iterator[int]:
    """Steps just outside the run that holds; with several readings, outside all of them."""
    if len(concerned) < len(claim.readings) and any(
        not any(sides(claim.kind, r)) for r in claim.readings if r not in concerned
    ):
        return
    runs = [run for r in concerned if (run := span(claim.kind, r, figure)) is not None]
    for way in (-1, 1):
        step = 0
        while run := next((r for r in runs if r.first <= step <= r.last), None):
            step = (run.first if way < 0 else run.last) + way
        if runs and runs[0].lowest <= step <= runs[0].highest:
            yield step


def _look_through(claim: Claim, figure: Figure, *, holding: bool) -> int | None:
    for distance in _worth_a_look(claim, figure, holding=holding):
        for step in (-distance, distance):
            other = figure.stepped(step)
            if other is not None and _holds_with(claim, other) is holding:
                return step
    return _far_whole(claim, figure) if not holding else None


def _worth_a_look(claim: Claim, figure: Figure, *, holding: bool) -> range:
    """Skip the wholes of which every share of this width exists."""
    of_whole = claim.kind == "whole" and figure.id == _whole_id(claim)
    if of_whole and not holding and _plenty(claim) is not None:
        return range(0)
    return range(1, LOOKED_AT[claim.kind] + 1)


def _whole_id(claim: Claim) -> str:
    whole = claim.readings[0].get("whole")
    return whole.id if whole is not None else ""


def _plenty(claim: Claim) -> int | None:
    """Number of exact whole things from which on every share of the claimed width exists."""
    reading = claim.readings[0]
    share, whole = relaxed(reading.one("claimed")).bounds, reading.one("whole")
    if not whole.bounds.is_point or share.low is None or share.high in (None, share.low):
        return None
    assert share.high is not None
    return math.ceil(1 / (share.high - share.low)) + 1


def _far_whole(claim: Claim, figure: Figure) -> int | None:
    """Nearest number of whole things of which no share lies in the claimed bounds."""
    if claim.kind != "whole" or figure.id != _whole_id(claim):
        return None
    stop = _plenty(claim)
    if stop is None:
        return None
    reading = claim.readings[0]
    claimed, whole = relaxed(reading.one("claimed")), reading.one("whole")
    capped, now = claimed.unit.dimension == "share", int(Fraction(whole.value) * whole.unit.factor)
    one = int(whole.unit.factor * whole.place) or 1
    wholes = [n for n in range(now % one or one, max(stop, 2), one) if n != now]
    none = (n for n in wholes if fractions_of(claimed.bounds, n, capped=capped) is None)
    found = min(none, key=lambda n: abs(n - now), default=None)
    return None if found is None else (found - now) // one


def _holds_with(claim: Claim, figure: Figure) -> bool | None:
    """Whether some reading holds with another figure; None where none can be worked."""
    found = [sides(claim.kind, r) for r in claim.putting({figure.id: figure}).readings]
    worked = [each for each in found if each]
    return any(not any(each) for each in worked) if worked else None
