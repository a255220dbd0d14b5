"""Every kind over all small cases, beside brute force that knows nothing of the audit's formulas."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise, product

import pytest

from altay_analysis.audit.figures import Figure
from altay_analysis.audit.records import Reading, Term
from altay_analysis.audit.verdict import judge_reading
from altay_analysis.precision import bounds
from altay_analysis.quantity import Unit

ITEM, PERCENT, TIMES = (
    Unit("item", "item"),
    Unit("percent", "share", Fraction(1, 100)),
    Unit("times", "multiple"),
)

Case = dict[str, tuple[str, str]]
"""Role -> value and qualifier."""


def _figure(role: str, value: str, qualifier: str, unit: Unit, kind: str) -> Figure:
    read = bounds(value, unit.id, qualifier, kind).scaled(unit.factor)
    return Figure(role, value, unit, qualifier, kind, read)


def _reading(case: Case, claimed: tuple[Unit, str], name: str = "") -> Reading:
    terms = []
    for role, (value, qualifier) in case.items():
        unit, kind = claimed if role == "claimed" else (ITEM, "count")
        terms.append(Term(role.rstrip("0123456789"), _figure(role, value, qualifier, unit, kind)))
    return Reading(name, tuple(terms))


def _ends(
    value: str, qualifier: str, low: int | None = 0, high: int | None = None
) -> tuple[Fraction, Fraction]:
    """What a figure can be, least and most, by hand."""
    half = Fraction(1, 2) if qualifier == "rounded" else Fraction(0)
    least, most = Fraction(value) - half, Fraction(value) + half
    least = least if low is None else max(least, Fraction(low))
    return least, most if high is None else min(most, Fraction(high))


def _expected(claimed: tuple[Fraction, Fraction], results: list[Fraction]) -> str:
    low, high = min(results), max(results)
    if high < claimed[0] or low > claimed[1]:
        return "broken"
    return "confirmed" if claimed[0] <= low and high <= claimed[1] else "compatible"


def _cases(
    roles: tuple[str, ...], values: range, claimed: range, qualifiers: tuple[str, ...]
) -> Iterator[Case]:
    for numbers in product(claimed, *(values for _ in roles)):
        for qualifier in qualifiers:
            given = [(str(n), qualifier) for n in numbers[1:]]
            yield {"claimed": (str(numbers[0]), "rounded"), **dict(zip(roles, given, strict=True))}


Worker = Callable[..., Fraction]

ARITHMETIC: dict[str, tuple[str, str, tuple[str, ...], Worker, tuple[Unit, str], range, range]] = {
    "share": ("share", "", ("part", "whole"), lambda a, b: min(100 * a / b, Fraction(100)), (PERCENT, "share"), range(1, 7), range(0, 101, 5)),
    "sum": ("sum", "", ("part1", "part2"), lambda a, b: a + b, (ITEM, "count"), range(6), range(13)),
    "difference": ("difference", "", ("after", "before"), lambda b, a: b - a, (ITEM, "change"), range(6), range(-7, 8)),
    "growth": ("growth", "", ("after", "before"), lambda b, a: 100 * (b / a - 1), (PERCENT, "growth"), range(1, 7), range(-100, 501, 25)),
    "growth-of-change": ("growth", "", ("change", "before"), lambda c, a: 100 * c / a, (PERCENT, "growth"), range(1, 6), range(0, 501, 25)),
    "multiple-to": ("multiple", "to", ("after", "before"), lambda b, a: b / a, (TIMES, "multiple"), range(1, 9), range(9)),
    "multiple-by": ("multiple", "by", ("after", "before"), lambda b, a: b / a - 1, (TIMES, "change"), range(1, 9), range(-1, 8)),
    "threshold": ("threshold", "", ("value",), lambda a: a, (ITEM, "count"), range(13), range(13)),
    "rate": ("rate", "", ("part", "whole"), lambda a, b: 100 * a / b, (PERCENT, "rate"), range(1, 6), range(0, 501, 20)),
    "product": ("product", "", ("factor1", "factor2"), lambda a, b: a * b, (ITEM, "count"), range(6), range(31)),
}  # fmt: skip


@pytest.mark.parametrize("name", ARITHMETIC)
def test_small_cases_agree_with_brute_force(name: str) -> None:
    """Over all small cases the verdict is that of the least and most that can be computed."""
    kind, reading, roles, formula, claimed, values, results = ARITHMETIC[name]
    seen = set()
    for case in _cases(roles, values, results, ("exact", "rounded")):
        corners = product(*(_ends(*case[role]) for role in roles))
        limits = (
            (0, 100)
            if claimed[1] == "share"
            else (None, None)
            if claimed[1] in ("change", "growth", "rate")
            else (0, None)
        )
        expected = _expected(
            _ends(*case["claimed"], *limits), [formula(*corner) for corner in corners]
        )
        if kind == "share" and _ends(*case["part"])[0] > _ends(*case["whole"])[1]:
            expected = "broken"
        found = judge_reading(kind, _reading(case, claimed, reading))
        assert found.verdict == expected, case
        seen.add(expected)
    assert seen == {"broken", "compatible", "confirmed"}


def test_growth_by_change_and_level_agrees_with_brute_force() -> None:
    """Growth by a change and the level after it is c ÷ (a − c), over all small cases."""
    for claimed, after, change in product(range(0, 301, 20), range(5, 12), range(1, 4)):
        case = {
            "claimed": (str(claimed), "rounded"),
            "after": (str(after), "rounded"),
            "change": (str(change), "rounded"),
        }
        results = [
            100 * c / (a - c)
            for a in _ends(str(after), "rounded")
            for c in _ends(str(change), "rounded")
        ]
        expected = _expected(_ends(str(claimed), "rounded", None), results)
        assert judge_reading("growth", _reading(case, (PERCENT, "growth"))).verdict == expected


@pytest.mark.parametrize("qualifier", ["exact", "rounded"])
def test_small_orders_agree_with_brute_force(qualifier: str) -> None:
    """An order is confirmed where no numbers could break it, and broken where none could keep it."""
    for numbers in product(range(5), repeat=3):
        ends = [_ends(str(n), qualifier) for n in numbers]
        pairs = list(pairwise(ends))
        broken = any(upper[1] < lower[0] for upper, lower in pairs)
        sure = all(upper[0] >= lower[1] for upper, lower in pairs)
        terms = tuple(
            Term("item", _figure(str(i), str(n), qualifier, ITEM, "count"))
            for i, n in enumerate(numbers)
        )
        expected = "broken" if broken else "confirmed" if sure else "compatible"
        assert judge_reading("order", Reading("", terms)).verdict == expected


def test_small_structures_agree_with_brute_force() -> None:
    """Parts make a structure where numbers within their bounds make exactly 100."""
    for numbers in product(range(30, 38), repeat=3):
        terms = tuple(
            Term("part", _figure(str(i), str(n), "rounded", PERCENT, "share"))
            for i, n in enumerate(numbers)
        )
        expected = "compatible" if abs(sum(numbers) - 100) <= Fraction(3, 2) else "broken"
        assert judge_reading("structure", Reading("", terms)).verdict == expected


def test_small_bases_agree_with_brute_force() -> None:
    """Two shares rest on one base where some base lies within what both imply."""
    for one, first, two, second in product(
        range(1, 4), range(10, 50, 9), range(1, 4), range(10, 50, 9)
    ):
        spans = [
            (part / (Fraction(share) + Fraction(1, 2)), part / (Fraction(share) - Fraction(1, 2)))
            for part, share in ((one, first), (two, second))
        ]
        meets = spans[0][0] <= spans[1][1] and spans[1][0] <= spans[0][1]
        terms = []
        for index, (part, share) in enumerate(((one, first), (two, second))):
            terms.append(
                Term(f"part_{index}", _figure(f"p{index}", str(part), "exact", ITEM, "count"))
            )
            terms.append(
                Term(
                    f"share_{index}", _figure(f"s{index}", str(share), "rounded", PERCENT, "share")
                )
            )
        expected = "compatible" if meets else "broken"
        assert judge_reading("base", Reading("", tuple(terms))).verdict == expected


def test_small_counts_under_a_limit_agree_with_brute_force() -> None:
    """Of things that are each at least v, none is at or under a limit below v, or some may be."""
    for least, limit, count in product(range(4), range(4), range(2)):
        figures = [
            ("claimed", str(count), "exact"), ("each", str(least), "at_least"), ("limit", str(limit), "exact"),
        ]  # fmt: skip
        terms = tuple(
            Term(role, _figure(role, value, how, ITEM, "count")) for role, value, how in figures
        )
        expected = ("broken" if count else "confirmed") if least > limit else "compatible"
        assert judge_reading("threshold", Reading("", terms)).verdict == expected
