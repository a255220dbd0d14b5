"""What an audit takes and gives: claims with their readings, and what was found of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import inf

from altay_analysis.audit.figures import Figure
from altay_analysis.interval import Bounds
from altay_analysis.quantity import Unit

__all__ = [
    "REMEMBERED",
    "VERDICTS",
    "AuditResult",
    "Beside",
    "Claim",
    "ClaimResult",
    "Comparison",
    "Flip",
    "Mend",
    "Outcome",
    "Reading",
    "ReadingResult",
    "Slip",
    "Solution",
    "Step",
    "Term",
]

REMEMBERED = 1024
"""Claims of which what was found is remembered: a notebook that is run again asks the same."""

VERDICTS = ("confirmed", "compatible", "broken", "not checkable", "ambiguous")


@dataclass(frozen=True)
class Term:
    """A figure in a role of a claim's formula."""

    role: str
    figure: Figure


@dataclass(frozen=True)
class Reading:
    """One meaning that the words of a claim admit; its name is empty where there is one only."""

    name: str
    terms: tuple[Term, ...]

    def all(self, role: str) -> tuple[Figure, ...]:
        """Every figure in a role, in the order of the table."""
        return tuple(term.figure for term in self.terms if term.role == role)

    def get(self, role: str) -> Figure | None:
        """The figure in a role, or None where none is published."""
        found = self.all(role)
        return found[0] if found else None

    def one(self, role: str) -> Figure:
        """The figure in a role that is known to be there."""
        return self.all(role)[0]

    def mapped(self, change: Callable[[Figure], Figure]) -> Reading:
        """The reading with each figure changed."""
        figures = [change(term.figure) for term in self.terms]
        if all(new is t.figure for new, t in zip(figures, self.terms, strict=True)):
            return self
        pairs = zip(figures, self.terms, strict=True)
        terms = (t if new is t.figure else Term(**{**vars(t), "figure": new}) for new, t in pairs)
        return Reading(self.name, tuple(terms))

    def putting(self, figures: Mapping[str, Figure]) -> Reading:
        """The reading with other figures in place of those of the same id."""
        return self.mapped(lambda figure: figures.get(figure.id, figure))


@dataclass(frozen=True)
class Claim:
    """A relation between figures, in each of its readings."""

    id: str
    kind: str
    asserted: str
    note: str
    readings: tuple[Reading, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every observation of the claim once, the claimed one too."""
        every = (term.figure for reading in self.readings for term in reading.terms)
        return tuple({figure.id: figure for figure in every if figure.id}.values())

    def putting(self, figures: Mapping[str, Figure]) -> Claim:
        """The claim with other figures in place of those of the same id."""
        return replace(self, readings=tuple(each.putting(figures) for each in self.readings))


@dataclass(frozen=True)
class Comparison:
    """What is claimed beside what is computed: bounds in base units, shown in `unit`.

    Attributes
    ----------
    decides : bool
        Whether the claim is confirmed only if the computed bounds lie inside here.
    """

    claimed: Bounds
    computed: Bounds
    unit: Unit
    decides: bool = True

    @property
    def side(self) -> int:
        """0 where the two meet; -1 where all computed values lie below, 1 where above."""
        if self.claimed.meets(self.computed):
            return 0
        low, high = self.claimed.low, self.computed.high
        if low is not None and high is not None and high <= low:
            return -1
        return 1

    @property
    def inside(self) -> bool:
        """Whether every computed value lies within the claimed bounds."""
        return self.computed.within(self.claimed)

    @property
    def margin(self) -> float | Fraction:
        """How far computed begins above a claimed lower end that has no upper one; else 0."""
        if self.claimed.low is None or self.claimed.high is not None:
            return 0
        return -inf if self.computed.low is None else self.computed.low - self.claimed.low

    @property
    def gap(self) -> Fraction:
        """Distance between the two in `unit`; 0 where they meet, or only an open end parts them."""
        low, high = (self.computed.high, self.claimed.low)
        if self.side == 1:
            low, high = (self.claimed.high, self.computed.low)
        if self.side == 0 or low is None or high is None:
            return Fraction(0)
        return (high - low) / self.unit.factor


@dataclass(frozen=True)
class Solution:
    """Whole numbers that a share of a whole admits: from `fewest` to `most` of `whole`."""

    whole: int
    fewest: int
    most: int


@dataclass(frozen=True)
class Outcome:
    """What a kind's formula makes of one reading.

    Attributes
    ----------
    comparisons : tuple of Comparison
        All of them must meet; empty where the formula cannot be worked.
    needs : tuple of str
        Roles whose figure is not published.
    provable : bool
        Whether computed bounds inside the claimed ones confirm; else they only agree.
    solutions : tuple of Solution
        The whole numbers that would do, where whole things are counted.
    implied : Bounds or None
        The base that a rate implies, in base units.
    """

    comparisons: tuple[Comparison, ...] = ()
    needs: tuple[str, ...] = ()
    provable: bool = True
    solutions: tuple[Solution, ...] = ()
    implied: Bounds | None = None

    @property
    def sides(self) -> tuple[int, ...]:
        """Side of each comparison."""
        return tuple(each.side for each in self.comparisons)

    @property
    def meets(self) -> bool:
        """Whether every comparison meets."""
        return not any(self.sides)

    @property
    def worst(self) -> Comparison | None:
        """The comparison with the widest gap, else one that is not inside, else the tightest."""
        if not self.comparisons:
            return None
        return max(
            self.comparisons,
            key=lambda c: (c.side != 0, c.gap, c.decides and not c.inside, -c.margin),
        )


@dataclass(frozen=True)
class ReadingResult:
    """What was found of one reading: `by_convention` and `cut_off` say what alone made it hold."""

    reading: Reading
    verdict: str
    outcome: Outcome
    by_convention: bool = False
    cut_off: bool = False


@dataclass(frozen=True)
class Mend:
    """The nearest value of one figure, at its printed precision, with which the claim holds."""

    observation: str
    to: str


@dataclass(frozen=True)
class Slip:
    """A usual slip that would explain a broken claim.

    Attributes
    ----------
    slip : str
        One of `diagnosis.SLIPS`.
    tried : int
        How many candidates of this slip were tried on the claim.
    other : str
        Id of the other printed figure, where one takes the place; else empty.
    """

    slip: str
    observation: str
    to: str
    tried: int
    other: str = ""


@dataclass(frozen=True)
class Flip:
    """The nearest change of a figure that turns holding into broken, or back; None: none does."""

    observation: str
    to: str | None


@dataclass(frozen=True)
class Beside:
    """Another way to read the digits, worked beside the first: `cut_off` or `over`."""

    way: str
    verdict: str
    comparison: Comparison | None


@dataclass(frozen=True)
class Step:
    """One line of a working, as data: the wording is the reader's language.

    Attributes
    ----------
    key : str
        `figure` (role, id and bounds), `formula`, `put_in` (the formula with the printed
        values), `computed`, `claimed`, `relation`, `needs`, `solutions`, `implied`,
        `convention`, `cut_off`, `over`.
    reading : str
        Reading that the step belongs to.
    text : str
        Role, formula with signs, or a word of a closed list: language-free.
    bounds : Bounds or None
        In `unit`.
    """

    key: str
    reading: str
    text: str = ""
    observation: str = ""
    bounds: Bounds | None = None
    unit: str = ""
    value: Fraction | None = None
    solutions: tuple[Solution, ...] = ()


@dataclass(frozen=True)
class ClaimResult:
    """What was found of one claim.

    Attributes
    ----------
    gap : Fraction or None
        Distance between claimed and computed bounds in the claimed unit, where broken.
    power : Fraction or None
        Share of the values that could have been printed which the test would have called broken.
    """

    claim: Claim
    verdict: str
    readings: tuple[ReadingResult, ...]
    power: Fraction | None
    gap: Fraction | None
    mends: tuple[Mend, ...]
    diagnosis: tuple[Slip, ...]
    beside: tuple[Beside, ...]

    @property
    def id(self) -> str:
        """Id of the claim."""
        return self.claim.id

    @property
    def left(self) -> tuple[ReadingResult, ...]:
        """Readings that the figures do not exclude."""
        return tuple(each for each in self.readings if each.verdict != "broken")

    @property
    def excluded(self) -> tuple[str, ...]:
        """Names of the readings that dropped out of a claim that still holds."""
        return tuple(r.reading.name for r in self.readings if self.left and r.verdict == "broken")

    @property
    def needs(self) -> tuple[str, ...]:
        """Roles whose figure is not published, over the readings that are left."""
        return tuple(dict.fromkeys(role for each in self.left for role in each.outcome.needs))

    @property
    def shown(self) -> ReadingResult | None:
        """The reading whose bounds stand for the claim; None where several are left."""
        if len(self.left) > 1:
            return None
        return self.left[0] if self.left else min(self.readings, key=_gap)


def _gap(result: ReadingResult) -> Fraction:
    worst = result.outcome.worst
    return Fraction(0) if worst is None else worst.gap


@dataclass(frozen=True)
class AuditResult:
    """Every claim, and by source the claims that refute cutting off there."""

    claims: tuple[ClaimResult, ...]
    refuting: Mapping[str, tuple[str, ...]]

    def claim(self, id: str) -> ClaimResult:
        """Return what was found of one claim; raises KeyError where there is none."""
        for each in self.claims:
            if each.id == id:
                return each
        raise KeyError(id)
