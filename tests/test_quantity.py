"""Units convert within a dimension; a formula's bounds are those of its box."""

from __future__ import annotations

import csv
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from altay_analysis.errors import UsageError
from altay_analysis.quantity import Bounds, Far, Number, Quantity, Unit, box_bounds, convert

F = Fraction
_ANY = Bounds(None, None)


def _units() -> dict[str, Unit]:
    path = Path(__file__).parent.parent / "data" / "units.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {row["id"]: Unit(row["id"], row["dimension"], F(row["factor"])) for row in rows}


UNITS = _units()


@pytest.mark.parametrize(
    ("value", "unit", "to", "expected"),
    [
        pytest.param("5170.88", "10k_yuan", "yuan", "51708800", id="万元 in 元"),
        pytest.param("51708800", "yuan", "10k_yuan", "5170.88", id="元 in 万元"),
        pytest.param("1.5", "100m_yuan", "10k_yuan", "15000", id="亿元 in 万元"),
        pytest.param("2.7", "10k_person_time", "person_time", "27000", id="万人次 in 人次"),
        pytest.param("45.90", "percent", "permille", "459", id="percent in per mille"),
        pytest.param("7", "tenth", "percent", "70", id="tenths in percent"),
        pytest.param("427", "item", "item", "427", id="the same unit"),
    ],
)
def test_units_of_one_dimension_convert(value: str, unit: str, to: str, expected: str) -> None:
    """Value and bounds are multiplied alike, the ends keep their kinds."""
    given_ = Quantity(F(value), Bounds(F(value), F(value) * 2, "open", "conventional"), unit)
    wanted = Quantity(F(expected), Bounds(F(expected), F(expected) * 2, "open", "conventional"), to)
    assert convert(given_, to, UNITS) == wanted


def test_a_quantity_without_a_value_converts() -> None:
    """Where only bounds are known, they alone are converted."""
    found = convert(Quantity(None, Bounds(F(20), None, "open"), "10k_yuan"), "yuan", UNITS)
    assert found == Quantity(None, Bounds(F(200_000), None, "open"), "yuan")


_DIMENSIONS = sorted({unit.dimension for unit in UNITS.values()})
_SHARED = [
    (a.id, b.id) for a in UNITS.values() for b in UNITS.values() if a.dimension == b.dimension
]


@given(
    value=st.fractions(),
    width=st.fractions(min_value=0),
    pair=st.sampled_from(_SHARED),
)
def test_a_conversion_there_and_back_changes_nothing(
    value: Fraction, width: Fraction, pair: tuple[str, str]
) -> None:
    """Conversions are exact."""
    quantity = Quantity(value, Bounds(value - width, value + width), pair[0])
    assert convert(convert(quantity, pair[1], UNITS), pair[0], UNITS) == quantity


@pytest.mark.parametrize(
    ("unit", "to"),
    [
        ("person", "person_time"),
        ("10k_person_time", "10k_person"),
        ("yuan", "person"),
        ("percent", "times"),
        ("session", "village"),
        ("household", "person"),
    ],
)
def test_units_of_two_dimensions_do_not_convert(unit: str, to: str) -> None:
    """Persons are not person-times: the message names both units and their dimensions."""
    message = rf"unit {unit} \(\w+\) cannot be given in {to} \(\w+\); compare figures of one"
    with pytest.raises(UsageError, match=message):
        convert(Quantity(F(1), Bounds(F(1), F(1)), unit), to, UNITS)


@pytest.mark.parametrize(("unit", "to"), [("li", "yuan"), ("yuan", "li")])
def test_a_unit_that_is_not_known_is_named(unit: str, to: str) -> None:
    """A unit that is not in the table cannot be converted."""
    with pytest.raises(UsageError, match=r"unit 'li' is not in units.csv; add it there, or mend"):
        convert(Quantity(F(1), Bounds(F(1), F(1)), unit), to, UNITS)


# Formulas, each with the region of operands on which it is monotone in each of them.

FORMULAS: dict[str, tuple[Callable[..., Number], int, Fraction | None]] = {
    "difference": (lambda b, a: b - a, 2, None),
    "sum": (lambda a, b, c: a + b + c, 3, None),
    "product": (lambda a, b: a * b, 2, None),
    "double less": (lambda a: 2 * a - 5, 1, None),
    "turned": (lambda a: -a, 1, None),
    "growth": (lambda b, a: b / a - 1, 2, F(0)),
    "ratio": (lambda a, b: a / b, 2, F(0)),
    "rest of a share": (lambda n, r: n * (1 - r), 2, None),
    "reciprocal": (lambda a: 1 / a, 1, F(0)),
}
_END = st.none() | st.fractions(min_value=-4, max_value=4, max_denominator=2)
_KIND = st.sampled_from(["closed", "open", "conventional"])


@st.composite
def boxes(draw: st.DrawFn, count: int, floor: Fraction | None) -> list[Bounds]:
    """Draw operands with ends of every kind, none of them empty."""
    made = []
    for _ in range(count):
        low, high = draw(_END), draw(_END)
        if floor is not None:
            low = floor if low is None else max(low, floor)
        if low is not None and high is not None:
            low, high = min(low, max(low, high)), max(low, high)
        found = Bounds(low, high, draw(_KIND), draw(_KIND))
        made.append(Bounds(low, high) if found.is_empty else found)
    return made


def _inside(draw: st.DrawFn, bounds: Bounds) -> Fraction:
    low = bounds.low if bounds.low is not None else (bounds.high or F(0)) - 100
    high = bounds.high if bounds.high is not None else max(low, F(0)) + 100
    part = draw(st.fractions(min_value=0, max_value=1, max_denominator=64))
    value = low + (high - low) * part
    assume(bounds.contains(value))
    return value


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, list[Bounds], list[Fraction]]:
    """Draw a formula, a box for it and a point inside."""
    name = draw(st.sampled_from(sorted(FORMULAS)))
    box = draw(boxes(*FORMULAS[name][1:]))
    return name, box, [_inside(draw, bounds) for bounds in box]


@given(cases())
def test_bounds_of_a_box_hold_every_result(case: tuple[str, list[Bounds], list[Fraction]]) -> None:
    """For any values inside the operands' bounds the result lies inside the formula's."""
    name, box, point = case
    formula = FORMULAS[name][0]
    try:
        result = formula(*point)
    except ZeroDivisionError:
        return
    assert isinstance(result, Fraction)
    assert box_bounds(formula, box).contains(result)


@given(cases(), st.data())
def test_wider_operands_never_narrow_a_result(
    case: tuple[str, list[Bounds], list[Fraction]], data: st.DataObject
) -> None:
    """Where an operand is known less well, so is the result, or equally well.

    An end that is open and rests on convention is said to be conventional, so that only the
    numbers are compared where conventions come in.
    """
    name, box, _ = case
    formula, _, floor = FORMULAS[name]
    # What is divided by nought itself is no number: it has no bounds that could be narrowed.
    assume(floor is None or not any(bounds.is_point and not bounds.low for bounds in box))
    other = data.draw(boxes(len(box), floor))
    wide = [_hull(one, two) for one, two in zip(box, other, strict=True)]
    narrow_result, wide_result = box_bounds(formula, box), box_bounds(formula, wide)
    if any(bounds.is_conventional for bounds in (*box, *wide)):
        wide_result = Bounds(wide_result.low, wide_result.high)
    assert narrow_result.within(wide_result)


def _hull(one: Bounds, other: Bounds) -> Bounds:
    """Return the narrowest bounds that hold both."""
    rank = {"open": 0, "closed": 1, "conventional": 1}
    low = min((one, other), key=lambda b: (b.low is not None, b.low or 0, -rank[b.low_end]))
    high = max((one, other), key=lambda b: (b.high is None, b.high or 0, rank[b.high_end]))
    return Bounds(low.low, high.high, low.low_end, high.high_end)


@given(cases())
def test_bounds_of_a_box_are_reached(case: tuple[str, list[Bounds], list[Fraction]]) -> None:
    """A closed end is the result at some corner: bounds are no wider than they must be."""
    name, box, _ = case
    formula = FORMULAS[name][0]
    found = box_bounds(formula, box)
    if any(end is None for bounds in box for end in (bounds.low, bounds.high)):
        return
    corners: list[list[Fraction]] = [[]]
    for bounds in box:
        assert bounds.low is not None
        assert bounds.high is not None
        corners = [[*corner, end] for corner in corners for end in (bounds.low, bounds.high)]
    try:
        results = [formula(*corner) for corner in corners]
    except ZeroDivisionError:
        return
    assert (found.low, found.high) == (min(results), max(results))  # type: ignore[type-var]


@given(st.sampled_from(sorted(FORMULAS)), st.data())
def test_a_point_gives_a_point(name: str, data: st.DataObject) -> None:
    """Exact operands give an exact result."""
    formula, count, _ = FORMULAS[name]
    point = [data.draw(st.integers(1, 50).map(F)) for _ in range(count)]
    result = formula(*point)
    assert isinstance(result, Fraction)
    found = box_bounds(formula, [Bounds(value, value) for value in point])
    assert found == Bounds(result, result)


@given(boxes(1, None))
def test_an_operand_named_once_cancels(box: list[Bounds]) -> None:
    """X − x is 0, and x ÷ x is 1, where x is one operand; of two they are not."""
    finite = box[0].low is not None and box[0].high is not None
    assume(finite)
    nought = box_bounds(lambda x: x - x, box)
    assert (nought.low, nought.high) == (0, 0)
    assert nought.contains(F(0))
    if not box[0].is_point:
        assert not box_bounds(lambda x, y: x - y, box * 2).is_point


def _b(low: object, high: object, ends: str = "cc") -> Bounds:
    kinds = {"c": "closed", "o": "open", "u": "conventional"}
    low, high = (None if end is None else F(str(end)) for end in (low, high))
    return Bounds(low, high, kinds[ends[0]], kinds[ends[1]])


def _quotient(b: Number, a: Number) -> Number:
    return b / a  # type: ignore[operator]


def _product(a: Number, b: Number) -> Number:
    return a * b  # type: ignore[operator]


def _sum(a: Number, b: Number) -> Number:
    return a + b  # type: ignore[operator]


def _less(a: Number, b: Number) -> Number:
    return a - b  # type: ignore[operator]


@pytest.mark.parametrize(
    ("formula", "box", "expected"),
    [
        pytest.param(_sum, [_b(1, 2), _b(3, 4)], _b(4, 6), id="closed"),
        pytest.param(_sum, [_b(1, 2, "oo"), _b(3, 4)], _b(4, 6, "oo"), id="one open"),
        pytest.param(_sum, [_b(1, 2, "oc"), _b(3, 4, "co")], _b(4, 6, "oo"), id="each open once"),
        pytest.param(_sum, [_b(1, 2, "uu"), _b(3, 4)], _b(4, 6, "uu"), id="usage"),
        pytest.param(_sum, [_b(1, 2, "uo"), _b(3, 4, "ou")], _b(4, 6, "uu"), id="usage and open"),
        pytest.param(_less, [_b(1, 2, "oc"), _b(3, 4, "cu")], _b(-3, -1, "uc"), id="ends swap"),
        pytest.param(
            _product,
            [_b(300, 400, "cu"), _b("0.98", 1, "oc")],
            _b(294, 400, "ou"),
            id="over 98 % of 300 and more",
        ),
        pytest.param(_product, [_b(0, 1, "oo"), _b(0, 5)], _b(0, 5, "co"), id="a flat face"),
        pytest.param(_product, [_b(0, 1, "oo"), _b(0, 0)], _b(0, 0), id="flat everywhere"),
        pytest.param(_product, [_b(0, 1, "oo"), _b(0, 5, "oo")], _b(0, 5, "oo"), id="no flat face"),
        pytest.param(_product, [_b(0, 1, "uu"), _b(0, 5)], _b(0, 5, "cu"), id="a face, no usage"),
        pytest.param(_product, [_b(-1, 2), _b(-3, 4)], _b(-6, 8), id="signs"),
        pytest.param(_sum, [_b(1, None), _b(3, 4)], _b(4, None), id="no upper end"),
        pytest.param(_sum, [_b(None, 2), _b(3, 4)], _b(None, 6), id="no lower end"),
        pytest.param(_less, [_b(1, None), _b(1, None)], _ANY, id="infinity less infinity"),
        pytest.param(_less, [_b(1, 2), _b(0, None)], _b(None, 2), id="less infinity"),
        pytest.param(_less, [_b(None, 2), _b(0, 1)], _b(None, 2), id="less than infinity"),
        pytest.param(_sum, [_b(None, None), _b(0, 1)], _ANY, id="no ends"),
        pytest.param(_product, [_b(1, None), _b(2, 3)], _b(2, None), id="times infinity"),
        pytest.param(_product, [_b(1, None), _b(-3, -2)], _b(None, -2), id="times less infinity"),
        pytest.param(_product, [_b(1, None), _b(1, None)], _b(1, None), id="infinite twice"),
        pytest.param(_product, [_b(0, 1), _b(0, None)], _ANY, id="nothing times infinity"),
        pytest.param(_quotient, [_b(1, 2), _b(4, None)], _b(0, "0.5", "oc"), id="by infinity"),
        pytest.param(_quotient, [_b(1, None), _b(2, 4)], _b("0.25", None), id="infinity by"),
        pytest.param(_quotient, [_b(1, None), _b(1, None)], _ANY, id="infinity by infinity"),
        pytest.param(_quotient, [_b(1, 2), _b(0, 4)], _b("0.25", None), id="from nought up"),
        pytest.param(_quotient, [_b(1, 2), _b(0, 4, "oo")], _b("0.25", None, "oc"), id="over 0"),
        pytest.param(_quotient, [_b(1, 2), _b(-4, 0)], _b(None, "-0.25"), id="up to nought"),
        pytest.param(_quotient, [_b(-2, -1), _b(0, 4)], _b(None, "-0.25"), id="a fall by nought"),
        pytest.param(_quotient, [_b(-2, -1), _b(-4, 0)], _b("0.25", None), id="both below nought"),
        pytest.param(_quotient, [_b(1, None), _b(0, 4)], _b("0.25", None), id="infinity by nought"),
        pytest.param(_quotient, [_b(None, -1), _b(0, 4)], _b(None, "-0.25"), id="less infinity by"),
        pytest.param(_quotient, [_b(0, 1), _b(0, 4)], _ANY, id="nought by nought"),
        pytest.param(_quotient, [_b(1, 2), _b(-1, 4)], _ANY, id="a pole inside"),
        pytest.param(_quotient, [_b(1, 2), _b(None, 4)], _ANY, id="a pole inside a half line"),
        pytest.param(_quotient, [_b(1, 2), _b(-1, None)], _ANY, id="a pole inside the other"),
        pytest.param(_quotient, [_b(1, 2), _b(-1, "0.5")], _ANY, id="a pole near an end"),
        pytest.param(
            _quotient, [_b(1, 2), _b(None, -4)], _b("-0.5", 0, "co"), id="by less infinity"
        ),
        pytest.param(_quotient, [_b(1, None), _b(-4, 0)], _b(None, "-0.25"), id="infinity, below"),
        pytest.param(_quotient, [_b(1, 2), _b(0, 0)], _ANY, id="by nought"),
        pytest.param(_sum, [_b(1, 1, "cu"), _b(3, 4)], _b(4, 5, "uu"), id="a point by usage"),
        pytest.param(_sum, [_b(1, 1, "uc"), _b(3, 4)], _b(4, 5, "uu"), id="a point by usage below"),
        pytest.param(lambda _: 7, [_b(1, 2, "oo")], _b(7, 7), id="constant"),
        pytest.param(lambda a: a, [_b(0, 2, "oo")], _b(0, 2, "oo"), id="nought itself"),
        pytest.param(lambda _: Far(1), [_b(0, 2)], _ANY, id="far everywhere"),
        pytest.param(lambda: F(3), [], _b(3, 3), id="no operand"),
    ],
)
def test_corner_cases(formula: Callable[..., Number], box: list[Bounds], expected: Bounds) -> None:
    """Each kind of end, and each end that is missing, comes through a formula."""
    found = box_bounds(formula, box)
    assert (found.low, found.high) == (expected.low, expected.high)
    assert found.low is None or found.low_end == expected.low_end
    assert found.high is None or found.high_end == expected.high_end
    assert all(end is None or isinstance(end, Fraction) for end in (found.low, found.high))


def test_a_flat_face_of_three_operands() -> None:
    """Where a product is nought whatever two of its factors are, their open ends do not matter."""
    found = box_bounds(lambda a, b, c: a * b * c, [_b(0, 1), _b(2, 3, "oo"), _b(4, 5, "ou")])
    assert found == _b(0, 15, "cu")


@pytest.mark.parametrize(
    ("box", "limits", "expected"),
    [
        pytest.param([_b(1, 2), _b(3, 4)], (5, None), _b(5, 6), id="from below"),
        pytest.param([_b(1, 2), _b(3, 4)], (None, 5), _b(4, 5), id="from above"),
        pytest.param([_b(1, 2, "uu"), _b(3, 4)], (5, 6), _b(5, 6), id="no usage left"),
        pytest.param([_b(1, 2, "uu"), _b(3, 4)], (0, 9), _b(4, 6, "uu"), id="usage stays"),
        pytest.param([_b(1, 2, "uu"), _b(3, 4)], (4, 9), _b(4, 6, "cu"), id="closed beside usage"),
        pytest.param([_b(1, 2, "oo"), _b(3, 4)], (4, 6), _b(4, 6, "oo"), id="open beside closed"),
        pytest.param([_b(None, None), _b(3, 4)], (0, 1), _b(0, 1), id="ends from outside"),
    ],
)
def test_constraints_cut(
    box: list[Bounds], limits: tuple[int | None, int | None], expected: Bounds
) -> None:
    """A constraint that is known to hold cuts the result, and needs no convention."""
    low, high = (None if end is None else F(end) for end in limits)
    assert box_bounds(_sum, box, low=low, high=high) == expected


def test_constraints_that_leave_nothing_are_refused() -> None:
    """Where formula and constraint exclude each other, the figures do not agree."""
    with pytest.raises(UsageError, match=r"bounds \[4, 6\] lie outside \[7, ∞\]; mend"):
        box_bounds(_sum, [_b(1, 2), _b(3, 4)], low=F(7))


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        pytest.param([_b("51.35", "51.45"), _b("41.6", "41.6")], _b(2137, 2140), id="51.4 of 4160"),
        pytest.param([_b(1, 2, "oo"), _b(3, 3)], _b(4, 5), id="open whole ends are excluded"),
        pytest.param([_b("1.5", "2.5", "uu"), _b(1, 1)], _b(2, 2, "uu"), id="usage stays flagged"),
        pytest.param([_b(1, None, "oc"), _b(3, 3)], _b(4, None), id="no upper end"),
    ],
)
def test_whole_results(box: list[Bounds], expected: Bounds) -> None:
    """A number of whole things ends at whole numbers."""
    assert box_bounds(_product, box, whole=True) == expected


def test_whole_results_under_a_constraint() -> None:
    """A constraint cuts first, then the ends move to whole numbers."""
    found = box_bounds(_sum, [_b(0, 1, "uu"), _b(0, 9)], low=F(1, 2), high=F(7, 2), whole=True)
    assert found == _b(1, 3)


def test_no_whole_result_is_refused() -> None:
    """Where no whole number fits, the figures do not agree."""
    with pytest.raises(UsageError, match="no whole number lies in"):
        box_bounds(_sum, [_b("0.1", "0.2"), _b(0, 0)], whole=True)


@pytest.mark.parametrize(
    ("far", "expected"),
    [
        pytest.param(Far(1) + F(3), Far(1), id="plus a number"),
        pytest.param(F(3) + Far(-1), Far(-1), id="a number plus"),
        pytest.param(Far(1) + Far(1), Far(1), id="plus itself"),
        pytest.param(Far(1) - F(3), Far(1), id="less a number"),
        pytest.param(F(3) - Far(1), Far(-1), id="a number less"),
        pytest.param(Far(1) - Far(-1), Far(1), id="less its opposite"),
        pytest.param(-Far(1), Far(-1), id="turned"),
        pytest.param(Far(1) * F(-3), Far(-1), id="times a fall"),
        pytest.param(F(3) * Far(-1), Far(-1), id="a number times"),
        pytest.param(Far(-1) * Far(-1), Far(1), id="times itself"),
        pytest.param(Far(1) / F(-3), Far(-1), id="by a fall"),
        pytest.param(F(3) / Far(1), F(0), id="a number by"),
        pytest.param(3 / Far(-1), F(0), id="an integer by"),
    ],
)
def test_infinity(far: Number, expected: Number) -> None:
    """Infinity has the arithmetic that its limits have."""
    assert far == expected


@pytest.mark.parametrize(
    ("impossible", "why"),
    [
        pytest.param(lambda: Far(1) - Far(1), "infinity less infinity", id="less itself"),
        pytest.param(lambda: Far(1) + Far(-1), "infinity less infinity", id="plus its opposite"),
        pytest.param(lambda: Far(1) * 0, "nothing times infinity", id="times nought"),
        pytest.param(lambda: Far(1) / Far(1), "infinity by infinity", id="by itself"),
        pytest.param(lambda: Far(1) / F(0), "nothing times infinity", id="by nought"),
    ],
)
def test_infinity_without_a_limit(impossible: Callable[[], Number], why: str) -> None:
    """What has no limit raises."""
    with pytest.raises(ZeroDivisionError, match=f"^{why}$"):
        impossible()
