"""Bounds: what lies in them, where two meet, and how they are cut."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from altay_analysis.errors import UsageError
from altay_analysis.interval import END_KINDS, Bounds

F = Fraction
_NUMBERS = st.fractions(min_value=-8, max_value=8, max_denominator=2)
_KINDS = st.sampled_from(END_KINDS)


@st.composite
def intervals(draw: st.DrawFn) -> Bounds:
    """Draw bounds that hold a value, with ends of every kind and without."""
    low, high = draw(st.none() | _NUMBERS), draw(st.none() | _NUMBERS)
    if low is not None and high is not None:
        low, high = sorted((low, high))
    made = Bounds(low, high, draw(_KINDS), draw(_KINDS))
    return Bounds(low, high) if made.is_empty else made


@pytest.mark.parametrize(
    ("bounds", "inside", "outside"),
    [
        pytest.param(Bounds(F(1), F(2)), [1, 1.5, 2], [0.5, 2.5], id="closed"),
        pytest.param(Bounds(F(1), F(2), "open", "open"), [1.5], [0.5, 1, 2, 2.5], id="open"),
        pytest.param(
            Bounds(F(1), F(2), "conventional", "conventional"),
            [1, 1.5, 2],
            [0.5, 2.5],
            id="conventional ends are included",
        ),
        pytest.param(Bounds(F(1), None), [1, 100], [0.5], id="no upper end"),
        pytest.param(Bounds(None, F(2)), [-100, 2], [2.5], id="no lower end"),
        pytest.param(Bounds(None, None), [-100, 100], [], id="no ends"),
        pytest.param(Bounds(F(1), F(1)), [1], [0.5, 1.5], id="a point"),
        pytest.param(Bounds(F(1), F(1), "open"), [], [0.5, 1, 1.5], id="nothing"),
    ],
)
def test_contains(bounds: Bounds, inside: list[float], outside: list[float]) -> None:
    """Closed and conventional ends are included, open ones are not."""
    assert all(bounds.contains(F(value)) for value in inside)
    assert not any(bounds.contains(F(value)) for value in outside)


@pytest.mark.parametrize(
    ("bounds", "point", "empty", "usage"),
    [
        pytest.param(Bounds(F(1), F(2)), False, False, False, id="closed"),
        pytest.param(Bounds(F(1), F(1)), True, False, False, id="a point"),
        pytest.param(Bounds(F(1), F(1), "open"), True, True, False, id="open below"),
        pytest.param(Bounds(F(1), F(1), "closed", "open"), True, True, False, id="open above"),
        pytest.param(Bounds(None, None), False, False, False, id="no ends"),
        pytest.param(Bounds(F(1), F(2), "conventional"), False, False, True, id="usage below"),
        pytest.param(Bounds(F(1), F(2), high_end="conventional"), False, False, True, id="above"),
    ],
)
def test_what_bounds_are(bounds: Bounds, *, point: bool, empty: bool, usage: bool) -> None:
    """Bounds know whether they admit one value, none, and whether they rest on convention."""
    assert (bounds.is_point, bounds.is_empty, bounds.is_conventional) == (point, empty, usage)


@pytest.mark.parametrize(
    ("low", "high", "low_end", "high_end", "message"),
    [
        (F(2), F(1), "closed", "closed", "bounds run backwards: 2 > 1"),
        (F(1), F(2), "shut", "closed", "ends shut, closed: not among"),
        (F(1), F(2), "closed", "Open", "ends closed, Open: not among"),
    ],
)
def test_impossible_bounds_are_refused(
    low: Fraction, high: Fraction, low_end: str, high_end: str, message: str
) -> None:
    """Ends stand in order, and are of a known kind."""
    with pytest.raises(ValueError, match=message):
        Bounds(low, high, low_end, high_end)


@given(intervals(), intervals(), _NUMBERS)
def test_a_value_lies_in_the_meeting_if_it_lies_in_both(
    one: Bounds, other: Bounds, value: Fraction
) -> None:
    """The meeting of two bounds holds what both hold, and nothing else."""
    met = one.meet(other)
    both = one.contains(value) and other.contains(value)
    assert (met is not None and met.contains(value)) is both


@given(intervals(), intervals())
def test_where_bounds_meet_some_value_is(one: Bounds, other: Bounds) -> None:
    """Bounds meet when a value lies in both: at an end, or between two ends."""
    ends = sorted({n for b in (one, other) for n in (b.low, b.high) if n is not None}) or [F(0)]
    between = [(a + b) / 2 for a, b in pairwise(ends)]
    tried = [*ends, *between, ends[0] - 1, ends[-1] + 1]
    assert one.meets(other) is any(one.contains(v) and other.contains(v) for v in tried)


@given(intervals(), intervals())
def test_meeting_is_the_same_either_way(one: Bounds, other: Bounds) -> None:
    """Which of the two comes first does not matter, for the ends' kinds neither."""
    a, b = one.meet(other), other.meet(one)
    assert (a is None) == (b is None)
    if a is not None and b is not None:
        assert (a.low, a.high) == (b.low, b.high)
        assert a.low is None or a.low_end == b.low_end
        assert a.high is None or a.high_end == b.high_end


@given(intervals(), intervals(), intervals())
def test_meeting_three_in_any_order(one: Bounds, two: Bounds, three: Bounds) -> None:
    """Three bounds meet in the same values in whatever order they are taken."""
    first, last = one.meet(two), two.meet(three)
    left = first.meet(three) if first else None
    right = one.meet(last) if last else None
    assert (left is None) == (right is None)
    if left and right:
        assert (left.low, left.high) == (right.low, right.high)


@given(intervals(), intervals())
def test_the_meeting_lies_within_both(one: Bounds, other: Bounds) -> None:
    """What two bounds share lies within each."""
    met = one.meet(other)
    assert met is None or (met.within(one) and met.within(other))


@given(intervals())
def test_bounds_meet_themselves(bounds: Bounds) -> None:
    """Bounds lie within themselves, and meet themselves as they are."""
    assert bounds.within(bounds)
    assert bounds.meet(bounds) == bounds
    assert bounds.meet(Bounds(None, None)) == bounds
    assert bounds.within(Bounds(None, None))


@given(intervals(), intervals(), _NUMBERS)
def test_what_lies_within_lies_in_the_other(one: Bounds, other: Bounds, value: Fraction) -> None:
    """Within: every value of the one is a value of the other."""
    if one.within(other) and one.contains(value):
        assert other.contains(value)
    if other.contains(value) and not one.contains(value):
        assert not other.within(one)


@pytest.mark.parametrize(
    ("inner", "outer", "within"),
    [
        pytest.param(Bounds(F(1), F(2)), Bounds(F(1), F(2), "open"), False, id="open below"),
        pytest.param(Bounds(F(1), F(2)), Bounds(F(1), F(2), "closed", "open"), False, id="above"),
        pytest.param(Bounds(F(1), F(2), "open", "open"), Bounds(F(1), F(2)), True, id="in closed"),
        pytest.param(
            Bounds(F(1), F(2)), Bounds(F(1), F(2), "conventional", "conventional"), True, id="usage"
        ),
        pytest.param(
            Bounds(F(1), F(2), "conventional", "conventional"), Bounds(F(1), F(2)), True, id="of it"
        ),
        pytest.param(Bounds(F(0), F(2)), Bounds(F(1), F(2)), False, id="lower"),
        pytest.param(Bounds(F(1), F(3)), Bounds(F(1), F(2)), False, id="higher"),
        pytest.param(Bounds(F(1), None), Bounds(F(1), F(2)), False, id="no upper end"),
        pytest.param(Bounds(None, F(2)), Bounds(F(1), F(2)), False, id="no lower end"),
        pytest.param(Bounds(F(1), F(2)), Bounds(None, None), True, id="in all"),
    ],
)
def test_within(inner: Bounds, outer: Bounds, *, within: bool) -> None:
    """An open end of the other excludes its own value."""
    assert inner.within(outer) is within


@pytest.mark.parametrize(
    ("one", "other", "low_end"),
    [
        ("closed", "conventional", "closed"),
        ("conventional", "open", "open"),
        ("closed", "open", "open"),
        ("conventional", "conventional", "conventional"),
    ],
)
def test_two_ends_at_one_value(one: str, other: str, low_end: str) -> None:
    """The tighter end counts; a closed end holds without the convention beside it."""
    met = Bounds(F(1), F(5), one, one).meet(Bounds(F(1), F(5), other, other))
    turned = Bounds(F(1), F(5), other, other).meet(Bounds(F(1), F(5), one, one))
    assert met == turned == Bounds(F(1), F(5), low_end, low_end)


@pytest.mark.parametrize(
    ("one", "other", "meets"),
    [
        pytest.param(Bounds(F(1), F(2)), Bounds(F(2), F(3)), True, id="closed ends touch"),
        pytest.param(Bounds(F(1), F(2)), Bounds(F(2), F(3), "open"), False, id="open above"),
        pytest.param(
            Bounds(F(1), F(2), high_end="open"), Bounds(F(2), F(3)), False, id="open below"
        ),
        pytest.param(
            Bounds(F(1), F(2), high_end="conventional"), Bounds(F(2), F(3)), True, id="usage"
        ),
        pytest.param(Bounds(F(1), F(2)), Bounds(F(3), F(4)), False, id="apart"),
        pytest.param(Bounds(F(1), None), Bounds(None, F(1)), True, id="half lines touch"),
        pytest.param(Bounds(F(1), None, "open"), Bounds(None, F(1)), False, id="half lines apart"),
    ],
)
def test_meets(one: Bounds, other: Bounds, *, meets: bool) -> None:
    """Ends that touch meet where both are included."""
    assert one.meets(other) is meets
    assert other.meets(one) is meets


@given(intervals(), intervals(), _NUMBERS)
def test_clipping_is_meeting_a_closed_interval(
    bounds: Bounds, limits: Bounds, value: Fraction
) -> None:
    """Cut to a constraint, bounds hold what they held inside it, or there is nothing left."""
    closed = Bounds(limits.low, limits.high)
    if bounds.meets(closed):
        cut = bounds.clip(limits.low, limits.high)
        assert cut.contains(value) is (bounds.contains(value) and closed.contains(value))
        assert cut.clip(limits.low, limits.high) == cut
    else:
        with pytest.raises(UsageError):
            bounds.clip(limits.low, limits.high)


def test_clipping_to_nothing_names_bounds_and_constraint() -> None:
    """The message shows both intervals and what to mend."""
    message = r"bounds \(100, ∞\] lie outside \[0, 99.5\]; mend the figure or the constraint"
    with pytest.raises(UsageError, match=message):
        Bounds(F(100), None, "open").clip(F(0), F(199, 2))


def test_clipping_shows_a_missing_end() -> None:
    """An end that is not there is shown as infinite."""
    with pytest.raises(
        UsageError, match=r"^bounds \[-∞, 1\) lie outside \[2, ∞\]; mend the figure"
    ):
        Bounds(None, F(1), high_end="open").clip(F(2), None)


@given(intervals(), st.integers(-9, 9))
def test_whole_numbers_inside_stay(bounds: Bounds, value: int) -> None:
    """Cut to whole numbers, bounds hold the whole numbers that they held, and end at them."""
    try:
        cut = bounds.whole()
    except UsageError:
        assert not bounds.contains(F(value))
        return
    assert cut.contains(F(value)) is bounds.contains(F(value))
    for end in (cut.low, cut.high):
        assert end is None or (end.denominator == 1 and bounds.contains(end))
    assert cut.whole() == cut


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        pytest.param(Bounds(F(3, 2), F(7, 2)), Bounds(F(2), F(3)), id="inward"),
        pytest.param(Bounds(F(2), F(3)), Bounds(F(2), F(3)), id="whole already"),
        pytest.param(Bounds(F(1), F(4), "open", "open"), Bounds(F(2), F(3)), id="open whole ends"),
        pytest.param(Bounds(F(3, 2), F(7, 2), "open", "open"), Bounds(F(2), F(3)), id="open ends"),
        pytest.param(
            Bounds(F(300), F(400), high_end="conventional"),
            Bounds(F(300), F(400), high_end="conventional"),
            id="usage stays",
        ),
        pytest.param(
            Bounds(F(5, 2), F(4), "conventional"), Bounds(F(3), F(4), "conventional"), id="usage"
        ),
        pytest.param(Bounds(F(3, 2), None), Bounds(F(2), None), id="no upper end"),
        pytest.param(Bounds(None, F(-3, 2)), Bounds(None, F(-2)), id="no lower end"),
        pytest.param(Bounds(F(-3, 2), F(-1)), Bounds(F(-1), F(-1)), id="one left"),
    ],
)
def test_whole(bounds: Bounds, expected: Bounds) -> None:
    """Ends move inward to whole numbers; an open end at one excludes it."""
    assert bounds.whole() == expected


def test_no_whole_number_is_refused() -> None:
    """Where no whole number lies inside, the message says where it looked."""
    message = r"no whole number lies in \(1, 2\); mend the figure, or say that parts count"
    with pytest.raises(UsageError, match=message):
        Bounds(F(1), F(2), "open", "open").whole()


@given(intervals(), st.fractions(min_value=F(1, 8), max_value=8), _NUMBERS)
def test_scaling_scales_what_lies_inside(bounds: Bounds, factor: Fraction, value: Fraction) -> None:
    """A value lies inside exactly when its multiple lies in the multiple."""
    scaled = bounds.scaled(factor)
    assert scaled.contains(value * factor) is bounds.contains(value)
    assert (scaled.low_end, scaled.high_end) == (bounds.low_end, bounds.high_end)
    assert scaled.scaled(1 / factor) == bounds


@pytest.mark.parametrize("factor", [F(0), F(-1)])
def test_a_factor_is_above_zero(factor: Fraction) -> None:
    """A negative factor would swap the ends, nought would join them."""
    with pytest.raises(ValueError, match=f"factor {factor} is not above zero"):
        Bounds(F(1), F(2)).scaled(factor)


def test_a_missing_end_has_no_kind() -> None:
    """Bounds without ends are the same bounds, whatever was said of the ends."""
    assert Bounds(None, None, "open", "conventional") == Bounds(None, None)
    assert not Bounds(None, F(1), "conventional").is_conventional
