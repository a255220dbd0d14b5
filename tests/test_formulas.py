"""Named formulas over bounds."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from altay_analysis.errors import UsageError
from altay_analysis.formulas import FORMULAS, derive
from altay_analysis.quantity import Bounds, Quantity, Unit

UNITS = {
    name: Unit(name, dimension, Fraction(factor))
    for name, dimension, factor in (
        ("percent", "share", "0.01"),
        ("fraction", "share", "1"),
        ("number", "number", "1"),
        ("yuan", "money", "1"),
        ("10k_yuan", "money", "10000"),
        ("person", "person", "1"),
        ("item", "item", "1"),
        ("village", "village", "1"),
        ("times", "multiple", "1"),
    )
}
positive = st.fractions(min_value=Fraction(1, 100), max_value=10**6, max_denominator=1000)


def between(low: Fraction, high: Fraction, unit: str = "yuan") -> Quantity:
    return Quantity((low + high) / 2, Bounds(low, high), unit)


def point(value: int | str, unit: str = "yuan") -> Quantity:
    exact = Fraction(value)
    return Quantity(exact, Bounds(exact, exact), unit)


@given(
    a=positive,
    b=positive,
    c=positive,
    d=positive,
    t=st.fractions(0, 1),
    u=st.fractions(0, 1),
)
@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("difference", ("after", "before")),
        ("growth", ("after", "before")),
        ("multiple", ("after", "before")),
        ("ratio", ("over", "under")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_bounds_contain_the_truth(
    name: str,
    roles: tuple[str, str],
    a: Fraction,
    b: Fraction,
    c: Fraction,
    d: Fraction,
    t: Fraction,
    u: Fraction,
) -> None:
    """Whatever the true operands are within their bounds, the result lies within its own."""
    first, second = sorted((a, b)), sorted((c, d))
    x = first[0] + t * (first[1] - first[0])
    y = second[0] + u * (second[1] - second[0])
    operands = {roles[0]: ("x", between(*first)), roles[1]: ("y", between(*second))}
    found = derive("d.test", name, operands, UNITS)
    truth = FORMULAS[name].evaluate(x, y)
    assert isinstance(truth, Fraction)
    assert found.quantity.bounds.contains(truth)


@given(
    base=positive,
    growth=st.fractions(1, 50, max_denominator=1000),
    years=st.integers(1, 30),
)
def test_annual_growth_contains_the_true_root(base: Fraction, growth: Fraction, years: int) -> None:
    """Growth a year, compounded over the years, gives back a multiple inside the bounds."""
    rate = growth / 100
    after = base * (1 + rate) ** years
    operands = {
        "after": ("x", point(str(after))),
        "before": ("y", point(str(base))),
        "years": ("#", point(years, "number")),
    }
    assert derive("d", "annual_growth", operands, UNITS).quantity.bounds.contains(growth)


def test_a_figure_less_itself_is_nothing() -> None:
    """One id in two roles is one operand, so x - x is 0 and not twice its rounding."""
    x = ("x", between(Fraction(10), Fraction(11)))
    found = derive("d", "difference", {"after": x, "before": x}, UNITS)
    assert found.quantity.bounds == Bounds(Fraction(0), Fraction(0))


def test_units_of_one_dimension_are_brought_together() -> None:
    """Yuan and ten thousand yuan add, in the unit of the first operand."""
    operands = {"after": ("x", point(2, "10k_yuan")), "before": ("y", point(5000))}
    found = derive("d", "difference", operands, UNITS)
    assert (found.quantity.value, found.quantity.unit) == (Fraction(3, 2), "10k_yuan")


def test_what_is_open_is_a_number_of_whole_things() -> None:
    """Over 98 % of 300 and more (under 400, by convention) leaves 0 to 7 open."""
    operands = {
        "whole": (
            "n",
            Quantity(
                Fraction(300),
                Bounds(Fraction(300), Fraction(400), "closed", "conventional"),
                "item",
            ),
        ),
        "share": (
            "r",
            Quantity(
                Fraction(98),
                Bounds(Fraction(98), Fraction(100), "open", "closed"),
                "percent",
            ),
        ),
    }
    bounds = derive("d", "open", operands, UNITS).quantity.bounds
    assert bounds == Bounds(Fraction(0), Fraction(7), "closed", "conventional")


def test_an_operand_without_an_end_leaves_the_result_without_one() -> None:
    """At least twenty of something, times two, is at least forty."""
    unbounded = Quantity(Fraction(20), Bounds(Fraction(20), None), "yuan")
    operands = {"after": ("x", unbounded), "before": ("y", point(5))}
    assert derive("d", "difference", operands, UNITS).quantity.bounds == Bounds(Fraction(15), None)


def test_the_roles_of_a_formula_are_named_when_they_are_wrong() -> None:
    """A formula answers a wrong role with those it takes."""
    with pytest.raises(UsageError, match="growth takes after, before"):
        derive("d", "growth", {"after": ("x", point(1))}, UNITS)


def test_a_total_of_nothing_leaves_growth_unbounded() -> None:
    """Growth from nothing has no value and no upper end, and cannot be under -100 %."""
    operands = {"after": ("x", point(5)), "before": ("y", point(0))}
    quantity = derive("d", "growth", operands, UNITS).quantity
    assert quantity.value is None
    assert quantity.bounds == Bounds(Fraction(-100), None)
