"""Bounds come from value, unit and qualifier, and from the kind of indicator."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from altay_analysis.errors import TokenError
from altay_analysis.precision import QUALIFIERS, bounds
from altay_analysis.quantity import Bounds

F = Fraction


@pytest.mark.parametrize(
    ("value", "qualifier", "expected"),
    [
        pytest.param("427", "exact", Bounds(F(427), F(427)), id="exact"),
        pytest.param("45.90", "rounded", Bounds(F("45.895"), F("45.905")), id="rounded"),
        pytest.param("100", "rounded", Bounds(F("99.5"), F("100.5")), id="rounded whole"),
        pytest.param("-3.2", "rounded", Bounds(F("-3.25"), F("-3.15")), id="rounded fall"),
        pytest.param("98", "over", Bounds(F(98), None, "open"), id="over"),
        pytest.param("98", "at_least", Bounds(F(98), None), id="at least"),
        pytest.param("4", "times_at_least", Bounds(F(4), None), id="times at least"),
        pytest.param("5", "under", Bounds(None, F(5), high_end="open"), id="under"),
        pytest.param("5", "at_most", Bounds(None, F(5)), id="at most"),
        pytest.param("10/15", "range", Bounds(F(10), F(15)), id="range"),
        pytest.param("10/10", "range", Bounds(F(10), F(10)), id="range of one value"),
        pytest.param("-5/-3", "range", Bounds(F(-5), F(-3)), id="negative range"),
    ],
)
def test_bounds_of_a_qualifier(value: str, qualifier: str, expected: Bounds) -> None:
    """Each qualifier has its bounds."""
    assert bounds(value, "percent", qualifier) == expected


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        pytest.param("300", 300, 400, id="hundreds"),
        pytest.param("150", 150, 160, id="tens"),
        pytest.param("1001", 1001, 1002, id="ones"),
        pytest.param("3.5", "3.5", "3.6", id="tenths"),
        pytest.param("12.30", "12.3", "12.4", id="a printed zero"),
        pytest.param("2.0", 2, 3, id="zeros behind the point"),
        pytest.param("20.0", 20, 30, id="zeros on both sides of the point"),
        pytest.param("0", 0, 1, id="nought"),
        pytest.param("0.00", 0, "0.01", id="nought with places"),
        pytest.param("0.050", "0.05", "0.06", id="leading zeros"),
        pytest.param("10/11", 10, 11, id="its end given"),
    ],
)
def test_more_runs_to_the_next_step(value: str, low: object, high: object) -> None:
    """300余 is over 300, and by convention under the next step of its last digit but zeros."""
    found = bounds(value, "item", "and_more")
    assert found == Bounds(F(str(low)), F(str(high)), "open", "conventional")


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        pytest.param("-300", -400, -300, id="hundreds"),
        pytest.param("-3.5", "-3.6", "-3.5", id="tenths"),
        pytest.param("-10/-11", -11, -10, id="its end given"),
        pytest.param("-0", -1, 0, id="nought"),
    ],
)
def test_a_fall_and_more_runs_away_from_nought(value: str, low: object, high: object) -> None:
    """A fall of 300余 is between −300 and −400."""
    found = bounds(value, "item", "and_more")
    assert found == Bounds(F(str(low)), F(str(high)), "conventional", "open")


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "low", "high"),
    [
        pytest.param("300", "item", "about", 250, 350, id="about"),
        pytest.param("-300", "item", "about", -350, -250, id="about a fall"),
        pytest.param("66.5", "percent", "about", "66.45", "66.55", id="about a decimal"),
        pytest.param("3/4", "fraction", "about", "5/8", "7/8", id="about a fraction"),
        pytest.param("300", "item", "just_under", 200, 300, id="just under"),
        pytest.param("-300", "item", "just_under", -300, -200, id="just under a fall"),
        pytest.param("2/3", "fraction", "just_under", "1/3", "2/3", id="just under a fraction"),
        pytest.param("-1/3", "fraction", "just_under", "-1/3", 0, id="a fall of nearly a third"),
        pytest.param("0", "item", "just_under", -1, 0, id="just under nought"),
    ],
)
def test_both_ends_by_convention(
    value: str, unit: str, qualifier: str, low: object, high: object
) -> None:
    """About and just under are a step of the last digit that is not zero, by convention."""
    expected = Bounds(F(str(low)), F(str(high)), "conventional", "conventional")
    assert bounds(value, unit, qualifier) == expected


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "kind", "expected"),
    [
        ("100", "percent", "rounded", "share", Bounds(F("99.5"), F(100))),
        ("0", "percent", "rounded", "share", Bounds(F(0), F("0.5"))),
        ("98", "percent", "over", "share", Bounds(F(98), F(100), "open")),
        ("5", "percent", "under", "share", Bounds(F(0), F(5), high_end="open")),
        ("1000", "permille", "rounded", "share", Bounds(F("999.5"), F(1000))),
        ("9999", "permyriad", "at_least", "share", Bounds(F(9999), F(10_000))),
        ("9", "per_100k", "at_least", "share", Bounds(F(9), F(100_000))),
        ("7", "tenth", "over", "share", Bounds(F(7), F(10), "open")),
        ("1/2", "fraction", "over", "share", Bounds(F(1, 2), F(1), "open")),
        ("7", "times", "over", "share", Bounds(F(7), None, "open")),
        ("100", "percent", "rounded", "growth", Bounds(F("99.5"), F("100.5"))),
        ("0", "10k_yuan", "rounded", "amount", Bounds(F(0), F("0.5"))),
        ("5", "item", "under", "count", Bounds(F(0), F(5), high_end="open")),
        ("5", "10k_yuan", "under", "threshold", Bounds(F(0), F(5), high_end="open")),
        ("0.4", "times", "at_most", "multiple", Bounds(F(0), F("0.4"))),
        ("-3", "percent", "exact", "change", Bounds(F(-3), F(-3))),
    ],
)
def test_kinds_add_their_limits(
    value: str, unit: str, qualifier: str, kind: str, expected: Bounds
) -> None:
    """A share lies within its whole; counts, amounts, thresholds, multiples are not negative."""
    assert bounds(value, unit, qualifier, kind) == expected


def test_without_a_kind_there_are_no_limits() -> None:
    """A growth of 100 % may round from above as well as from below."""
    assert bounds("100", "percent", "rounded") == Bounds(F("99.5"), F("100.5"))


@pytest.mark.parametrize(
    ("value", "qualifier"),
    [("true", "designation"), ("8.4:40.9:50.7", "rounded"), ("1:3", "about")],
)
def test_no_ends(value: str, qualifier: str) -> None:
    """A designation and a ratio of parts have no bounds of their own."""
    assert bounds(value, "ratio", qualifier) == Bounds(None, None)


@pytest.mark.parametrize(
    ("value", "unit", "qualifier"),
    [
        ("", "item", "exact"),
        ("true", "item", "exact"),
        ("427", "designation", "designation"),
        ("1e999999999", "item", "exact"),
        ("1_000", "item", "exact"),
        (" 5", "item", "exact"),
        ("5\n", "item", "exact"),
        ("+5", "item", "exact"),
        ("nan", "item", "exact"),
        ("inf", "item", "rounded"),
        ("٣", "item", "exact"),
        (".5", "item", "rounded"),
        ("5.", "item", "rounded"),
        ("1,000", "item", "exact"),
        ("9" * 65, "item", "exact"),
        ("1/3", "percent", "exact"),
        ("1/0", "fraction", "exact"),
        ("1/3", "fraction", "range2"),
        ("1/3/5", "fraction", "exact"),
        ("10", "item", "range"),
        ("10/", "item", "range"),
        ("10/15/20", "item", "range"),
        ("15/10", "item", "range"),
        ("11/10", "item", "and_more"),
        ("10/10", "item", "and_more"),
        ("-10/-9", "item", "and_more"),
        ("1:", "ratio", "rounded"),
        (":", "ratio", "rounded"),
        ("1:x", "ratio", "rounded"),
        (":".join("1" * 17), "ratio", "rounded"),
        ("5", "item", ""),
        ("5", "item", "Exact"),
    ],
)
def test_other_values_are_refused(value: str, unit: str, qualifier: str) -> None:
    """A value that its qualifier does not ask for is refused in one short line."""
    with pytest.raises(TokenError) as caught:
        bounds(value, unit, qualifier)
    assert len(str(caught.value)) < 260
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("value", "qualifier", "message"),
    [
        ("5", "x" * 50, f"qualifier '{'x' * 40}' is none of exact, rounded, .*; use one of them"),
        (
            "9" * 65,
            "exact",
            (
                f"^value '{'9' * 40}' cannot be read as exact; write digits with a decimal point, "
                "10/15 for a range, 1/3 for a fraction, true for a designation$"
            ),
        ),
        (f"{'9' * 50}/1", "range", f"^value '{'9' * 40}' is a range that runs backwards"),
        (f"{'9' * 50}/1", "and_more", f"^value '{'9' * 40}' is no more than it begins with"),
        ("15/10", "range", "value '15/10' is a range that runs backwards; turn it"),
        ("10/9", "and_more", "value '10/9' is no more than it begins with; mend its end"),
        ("10/10", "and_more", "value '10/10' is no more than it begins with; mend its end"),
    ],
)
def test_a_refusal_names_value_and_remedy(value: str, qualifier: str, message: str) -> None:
    """The message names the value, cut to forty characters, and what to do."""
    with pytest.raises(TokenError, match=message):
        bounds(value, "item", qualifier)


@pytest.mark.parametrize(
    ("value", "qualifier", "kind"),
    [
        ("146.0", "rounded", "share"),
        ("100", "over", "share"),
        ("-1", "exact", "count"),
        ("0", "under", "amount"),
    ],
)
def test_a_value_out_of_its_kind_is_refused(value: str, qualifier: str, kind: str) -> None:
    """No share is over its whole, no count is negative."""
    with pytest.raises(TokenError, match=f"value '{value}' is out of the range of a {kind}; mend"):
        bounds(value, "percent", qualifier, kind)


def test_a_long_value_out_of_its_kind_is_cut() -> None:
    """Forty characters of a value are enough to find it."""
    with pytest.raises(TokenError, match=f"^value '{'9' * 40}' is out of the range of a share"):
        bounds("9" * 50, "percent", "exact", "share")


def test_a_fraction_has_no_last_digit_to_round() -> None:
    """A third that is said to be rounded is a third: its words have no last digit."""
    assert bounds("1/3", "fraction", "rounded") == Bounds(F(1, 3), F(1, 3))


_DIGITS = st.from_regex(r"-?(0|[1-9][0-9]{0,8})(\.[0-9]{1,4})?", fullmatch=True)
_INCLUDED = ["exact", "rounded", "at_least", "at_most", "times_at_least", "about", "just_under"]


@given(_DIGITS, st.sampled_from(_INCLUDED))
def test_bounds_contain_the_printed_value(value: str, qualifier: str) -> None:
    """The value that was printed lies in its bounds, wherever the words include it."""
    assert bounds(value, "10k_yuan", qualifier).contains(F(value))


@given(_DIGITS, st.sampled_from(["over", "under"]))
def test_over_and_under_exclude_the_printed_value(value: str, qualifier: str) -> None:
    """What is over a value is not that value, but may be as near as one likes."""
    found = bounds(value, "10k_yuan", qualifier)
    near = F(value) + F(1, 10**9) * (1 if qualifier == "over" else -1)
    assert not found.contains(F(value))
    assert found.contains(near)


@given(_DIGITS, st.sampled_from([q for q in QUALIFIERS if q not in ("range", "designation")]))
def test_a_negative_value_mirrors_a_positive_one(value: str, qualifier: str) -> None:
    """Turned round with its words, a figure has its bounds turned round."""
    turned = {"over": "under", "under": "over", "at_least": "at_most", "at_most": "at_least"}
    if qualifier == "times_at_least" or not F(value):
        return
    other = value.removeprefix("-") if value.startswith("-") else f"-{value}"
    found = bounds(value, "item", qualifier)
    mirror = bounds(other, "item", turned.get(qualifier, qualifier))
    assert (found.low, found.high) == (
        None if mirror.high is None else -mirror.high,
        None if mirror.low is None else -mirror.low,
    )
    assert (found.low_end, found.high_end) == (mirror.high_end, mirror.low_end)
