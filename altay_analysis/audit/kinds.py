"""The closed set of relations, one documented formula a kind.

Operands are in base units (a share is a fraction of one); `claimed` is the printed result. A
role may stand several times where the table says `many`.

| kind | claimed = | roles |
|---|---|---|
| share | part ÷ whole, within 0 and 1 | claimed part whole |
| sum | Σ part | claimed part (many) |
| difference | after − before | claimed after before |
| growth | after ÷ before − 1; change ÷ before; change ÷ (after − change) | claimed after before change |
| multiple | after ÷ before; under the reading `by`: less 1 | claimed after before |
| threshold | value; or how many are at or under `limit`, by what `each` is | claimed value each limit |
| order | 0 ≤ upper − lower; of a chain of `item`: each at least the next | upper lower (many) item (many) |
| whole | k ÷ whole for a whole number k | claimed whole |
| structure | Σ part = 1, or `whole` | part (many) whole |
| rate | part ÷ whole; or part ÷ claimed within 0.5 to 2 times `near` | claimed part whole near |
| base | part ÷ share; after − change; after ÷ (1 + growth); change ÷ growth: all meet | with an index: part_1 share_1 … |
| product | Π factor | claimed factor (many) |
| unit | the unit has the dimension that the reading names | claimed |

A growth claim's reading `points` means after − before. Where `before` is not printed and what
grew is a count, it must have been a whole number; where `fewest` and `most` state a window of
wholes for the year before, the share then must have been a fraction of one of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, pairwise

from altay_analysis.audit.arithmetic import above_nought, box, kept, total
from altay_analysis.audit.figures import Figure
from altay_analysis.audit.records import Comparison, Outcome, Reading, Solution
from altay_analysis.audit.whole import fractions_of, nearest_fraction, wholes
from altay_analysis.interval import Bounds
from altay_analysis.quantity import Number, Unit

__all__ = ["COUNTED", "KINDS", "Kind", "evaluate", "roles_of"]

COUNTED = frozenset(
    "item person person_time session village community city household head number".split()
)
"""Dimensions of whole things."""

_ONE, _NOUGHT = Fraction(1), Fraction(0)
_LEAST, _MOST = Fraction(1, 2), Fraction(2)
_INDEX = re.compile(r"_[0-9]+$")


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


def _missing(reading: Reading, *roles: str) -> Outcome | None:
    needs = tuple(role for role in roles if reading.get(role) is None)
    return Outcome(needs=needs) if needs else None


def _compared(reading: Reading, computed: Bounds) -> Outcome:
    claimed = reading.one("claimed")
    return Outcome((Comparison(claimed.bounds, computed, claimed.unit),))


def _ratio(
    formula: Callable[..., Number], over: Figure, under: Figure, low: Fraction | None
) -> Bounds | None:
    """Bounds of a quotient whose base is above nought; None where it cannot be."""
    base = above_nought(under.bounds)
    if base is None:
        return None
    based = replace(under, bounds=base)
    first = based if over.id and over.id == under.id else over
    return kept(box(formula, [first, based]), low)


def _quotient(a: Number, b: Number) -> Number:
    return a / b


def _grown(b: Number, a: Number) -> Number:
    return b / a - 1


def _share(reading: Reading) -> Outcome:
    if missing := _missing(reading, "claimed", "part", "whole"):
        return missing
    computed = _ratio(_quotient, reading.one("part"), reading.one("whole"), None)
    if computed is None:
        return Outcome(needs=("whole",))
    return _compared(reading, kept(computed, _NOUGHT, _ONE))


def _sum(reading: Reading) -> Outcome:
    if missing := _missing(reading, "claimed", "part"):
        return missing
    return _compared(reading, total((1, part) for part in reading.all("part")))


def _difference(reading: Reading) -> Outcome:
    if missing := _missing(reading, "claimed", "after", "before"):
        return missing
    return _compared(reading, total([(1, reading.one("after")), (-1, reading.one("before"))]))


def _multiple(reading: Reading) -> Outcome:
    if missing := _missing(reading, "claimed", "after", "before"):
        return missing
    formula, low = (_grown, -_ONE) if reading.name == "by" else (_quotient, _NOUGHT)
    computed = _ratio(formula, reading.one("after"), reading.one("before"), low)
    return Outcome(needs=("before",)) if computed is None else _compared(reading, computed)


def _growth(reading: Reading) -> Outcome:
    after, before, change = (reading.get(role) for role in ("after", "before", "change"))
    if (missing := _missing(reading, "claimed")) or (after is None and change is None):
        return missing or Outcome(needs=("after",))
    if reading.name == "points":
        if after is not None and before is not None:
            return _compared(reading, total([(1, after), (-1, before)]))
    elif computed := _growth_of(after, before, change):
        return _compared(reading, computed)
    if after is not None and before is None and change is None:
        return _year_before(reading, after)
    return Outcome(needs=("before",))


def _growth_of(after: Figure | None, before: Figure | None, change: Figure | None) -> Bounds | None:
    if after is not None and before is not None:
        return _ratio(_grown, after, before, -_ONE)
    if change is not None and before is not None:
        return _ratio(_quotient, change, before, -_ONE)
    if change is not None and after is not None:
        return _from_rest(_ratio(_quotient, change, after, None), after)
    return None


def _from_rest(share: Bounds | None, after: Figure) -> Bounds | None:
    """Growth by the share r of the change in the level after it: r ÷ (1 − r) is 1 ÷ (1 − r) − 1."""
    if share is None:
        return None
    one = replace(after, id="", bounds=_point(_ONE))
    rest = replace(after, id="", bounds=total([(1, one), (-1, replace(one, bounds=share))]))
    return _ratio(_grown, one, rest, -_ONE)


def _year_before(reading: Reading, after: Figure) -> Outcome:
    """Work a rise whose earlier figure is not printed by the whole numbers that would do."""
    claimed, fewest, most = (reading.get(role) for role in ("claimed", "fewest", "most"))
    assert claimed is not None
    if fewest is not None and most is not None:
        first, last = _first(fewest), _first(most)
        earlier = _earlier(reading, after, claimed.bounds)
        found = [fractions_of(earlier, n, capped=True) for n in range(max(first, 1), last + 1)]
        near = [nearest_fraction(earlier, n, capped=True) for n in range(max(first, 1), last + 1)]
    elif after.kind == "count" and reading.name != "points":
        earlier = _earlier(reading, after, claimed.bounds)
        found = [fractions_of(earlier, 1, capped=False)]
        near = [nearest_fraction(earlier, 1, capped=False)] if earlier.low is not None else []
    else:
        return Outcome(needs=("before",))
    return _by_whole_numbers(reading, after, [each for each in found if each], near)


def _first(figure: Figure) -> int:
    return int(figure.bounds.low or 0)


def _earlier(reading: Reading, after: Figure, rise: Bounds) -> Bounds:
    """Bounds of the figure before the rise, by after − rise or after ÷ (1 + rise)."""
    risen = replace(after, id="", bounds=rise)
    if reading.name == "points":
        return total([(1, after), (-1, risen)])
    grown = replace(
        risen, bounds=total([(1, risen), (1, replace(after, id="", bounds=_point(_ONE)))])
    )
    return _ratio(_quotient, after, grown, _NOUGHT) or Bounds(_NOUGHT, None)


def _point(value: Fraction) -> Bounds:
    return Bounds(value, value)


def _by_whole_numbers(
    reading: Reading, after: Figure, found: list[Solution], near: list[Fraction]
) -> Outcome:
    before = [Fraction(n, each.whole) for each in found for n in (each.fewest, each.most)]
    rises = [
        _rise(reading, after, earlier)
        for earlier in ((min(before), max(before)) if before else near)
    ]
    claimed = reading.one("claimed")
    if before:
        computed = _hull(rises)
    else:
        offers = [Comparison(claimed.bounds, each, claimed.unit) for each in rises]
        nearest = min((each for each in offers if each.side), key=lambda each: each.gap)
        computed = nearest.computed
    comparison = Comparison(claimed.bounds, computed, claimed.unit)
    return Outcome((comparison,), ("before",), provable=False, solutions=tuple(found))


def _rise(reading: Reading, after: Figure, earlier: Fraction) -> Bounds:
    before = replace(after, id="", bounds=_point(earlier))
    if reading.name == "points":
        return total([(1, after), (-1, before)])
    return _ratio(_grown, after, before, -_ONE) or Bounds(None, None)


def _hull(every: list[Bounds]) -> Bounds:
    low = (
        None
        if any(b.low is None for b in every)
        else min(b.low for b in every if b.low is not None)
    )
    high = (
        None
        if any(b.high is None for b in every)
        else max(b.high for b in every if b.high is not None)
    )
    return Bounds(low, high)


def _threshold(reading: Reading) -> Outcome:
    if reading.get("each") is not None or reading.get("limit") is not None:
        return _missing(reading, "claimed", "each", "limit") or _under_limit(reading)
    if missing := _missing(reading, "claimed", "value"):
        return missing
    claimed = reading.one("claimed")
    return Outcome(
        tuple(
            Comparison(claimed.bounds, each.bounds, claimed.unit) for each in reading.all("value")
        )
    )


def _under_limit(reading: Reading) -> Outcome:
    """How many are at or under a limit, where one bound is said of each of them."""
    each, limit = reading.one("each").bounds, reading.one("limit").bounds
    under = Bounds(None, limit.high)
    if not each.meets(under):
        return _compared(reading, _point(_NOUGHT))
    return _compared(reading, Bounds(_ONE if each.within(under) else _NOUGHT, None))


def _order(reading: Reading) -> Outcome:
    chain = list(pairwise(reading.all("item")))
    below = [(upper, lower) for upper in reading.all("upper") for lower in reading.all("lower")]
    if not chain + below:
        return Outcome(needs=("lower",) if reading.get("upper") else ("upper",))
    at_least = Bounds(_NOUGHT, None)
    return Outcome(
        tuple(
            Comparison(at_least, total([(1, upper), (-1, lower)]), upper.unit)
            for upper, lower in chain + below
        )
    )


def _whole(reading: Reading) -> Outcome:
    if missing := _missing(reading, "claimed", "whole"):
        return missing
    claimed, things = reading.one("claimed"), reading.one("whole").bounds
    capped = claimed.unit.dimension == "share"
    found = wholes(claimed.bounds, things, capped=capped)
    if found:
        computed = Bounds(_NOUGHT, _ONE if capped else None)
    else:
        first = max(int(things.low or 1), 1)
        computed = _point(nearest_fraction(claimed.bounds, first, capped=capped))
    return Outcome(
        (Comparison(claimed.bounds, computed, claimed.unit),), provable=False, solutions=found
    )


def _structure(reading: Reading) -> Outcome:
    if missing := _missing(reading, "part"):
        return missing
    parts = [piece for part in reading.all("part") for piece in _pieces(part)]
    whole = reading.get("whole")
    claimed = whole.bounds if whole is not None else _point(_ONE)
    return Outcome((Comparison(claimed, total((1, part) for part in parts), parts[0].unit),))


def _pieces(part: Figure) -> Iterator[Figure]:
    """A figure, or the parts of a ratio printed as one (8.4:40.9:50.7), in per cent."""
    if ":" not in part.value:
        yield part
        return
    for number in part.value.split(":"):
        half = Fraction(1, 2 * 10 ** len(number.partition(".")[2]))
        value, percent = Fraction(number), Fraction(1, 100)
        bounds = Bounds(value - half, value + half).scaled(percent)
        yield replace(
            part, id="", value=number, bounds=bounds, unit=replace(part.unit, factor=percent)
        )


def _rate(reading: Reading) -> Outcome:
    if missing := _missing(reading, "claimed", "part"):
        return missing
    part, whole, near = reading.one("part"), reading.get("whole"), reading.get("near")
    if whole is not None:
        computed = _ratio(_quotient, part, whole, None)
        return Outcome(needs=("whole",)) if computed is None else _compared(reading, computed)
    implied = _ratio(_quotient, part, reading.one("claimed"), None)
    if near is None or implied is None:
        return Outcome(needs=("whole",), implied=implied)
    span = Bounds(
        near.bounds.scaled(_LEAST).low,
        near.bounds.scaled(_MOST).high,
        "conventional",
        "conventional",
    )
    return Outcome(
        (Comparison(span, implied, near.unit),), ("whole",), provable=False, implied=implied
    )


def _base(reading: Reading) -> Outcome:
    printed = reading.get("base")
    bases = list(_implied_bases(reading))
    unit = printed.unit if printed is not None else _base_unit(reading)
    if unit is None or len(bases) + (printed is not None) < 2:
        return Outcome(needs=("base",))
    pairs = [Comparison(a, b, unit, decides=False) for a, b in combinations(bases, 2)]
    if printed is not None:
        pairs = [Comparison(printed.bounds, each, unit) for each in bases] + pairs
    return Outcome(tuple(pairs), provable=printed is not None)


def _base_unit(reading: Reading) -> Unit | None:
    for term in reading.terms:
        if _INDEX.sub("", term.role) in ("part", "after", "change"):
            return term.figure.unit
    return None


def _implied_bases(reading: Reading) -> Iterator[Bounds]:
    groups: dict[str, dict[str, Figure]] = {}
    for term in reading.terms:
        role = _INDEX.sub("", term.role)
        groups.setdefault(term.role[len(role) :], {})[role] = term.figure
    for group in groups.values():
        yield from (found for found in _bases_of(group) if found is not None)


def _bases_of(group: Mapping[str, Figure]) -> Iterable[Bounds | None]:
    part, share = group.get("part"), group.get("share")
    after, change, growth = group.get("after"), group.get("change"), group.get("growth")
    if part is not None and share is not None:
        yield _ratio(_quotient, part, share, _NOUGHT)
    if after is not None and change is not None:
        yield total([(1, after), (-1, change)])
    if after is not None and growth is not None:
        factor = replace(
            growth, bounds=total([(1, growth), (1, replace(growth, id="", bounds=_point(_ONE)))])
        )
        yield _ratio(_quotient, after, factor, None)
    if change is not None and growth is not None:
        yield _either_sign(change, growth)


def _either_sign(change: Figure, growth: Figure) -> Bounds | None:
    """A change by its growth; a fall by a fall is a base above nought too."""
    if growth.bounds.high is not None and growth.bounds.high < 0:
        change, growth = (
            replace(each, id="", bounds=total([(-1, each)])) for each in (change, growth)
        )
    return _ratio(_quotient, change, growth, None)


def _product(reading: Reading) -> Outcome:
    if missing := _missing(reading, "claimed", "factor"):
        return missing
    factors = reading.all("factor")
    if len(factors) < 2:
        return Outcome(needs=("factor",))
    return _compared(reading, box(_multiplied, factors))


def _multiplied(*factors: Number) -> Number:
    product: Number = _ONE
    for factor in factors:
        product = product * factor
    return product


def _unit(reading: Reading) -> Outcome:
    if missing := _missing(reading, "claimed"):
        return missing
    claimed = reading.one("claimed")
    if reading.name and reading.name not in (claimed.unit.dimension, claimed.unit.id):
        return Outcome(needs=(reading.name,))
    return _compared(reading, claimed.bounds)


_CLAIMED = ("claimed",)
KINDS: Mapping[str, Kind] = {
    "share": Kind("{part} ÷ {whole}", (("claimed", "part", "whole"),), _share),
    "sum": Kind("Σ {part}", (("claimed", "part"),), _sum, many=frozenset({"part"})),
    "difference": Kind("{after} − {before}", (("claimed", "after", "before"),), _difference),
    "growth": Kind(
        "{after} ÷ {before} − 1",
        (
            ("claimed", "after", "before"),
            ("claimed", "change", "before"),
            ("claimed", "change", "after"),
        ),
        _growth,
        also=frozenset({"fewest", "most"}),
    ),
    "multiple": Kind("{after} ÷ {before}", (("claimed", "after", "before"),), _multiple),
    "threshold": Kind(
        "{value}",
        (("claimed", "value"), ("claimed", "each", "limit")),
        _threshold,
        many=frozenset({"value"}),
    ),
    "order": Kind(
        "{upper} − {lower} ≥ 0",
        (("upper", "lower"), ("item",)),
        _order,
        many=frozenset({"upper", "lower", "item"}),
    ),
    "whole": Kind("k ÷ {whole}", (("claimed", "whole"),), _whole, lent="none"),
    "structure": Kind(
        "Σ {part}", (("part",),), _structure, also=frozenset({"whole"}), many=frozenset({"part"})
    ),
    "rate": Kind(
        "{part} ÷ {whole}",
        (("claimed", "part", "whole"), ("claimed", "part", "near")),
        _rate,
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
        _base,
        lent="none",
    ),
    "product": Kind(
        "Π {factor}", (("claimed", "factor"),), _product, many=frozenset({"factor"}), lent="none"
    ),
    "unit": Kind("{claimed}", (_CLAIMED,), _unit),
}
"""Every kind by its name: the closed set."""
