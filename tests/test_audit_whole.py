"""Whole things: published cases of GRIM, brute force, and power against its closed form."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pandas as pd
import pytest
from audit_cases import INDICATORS, UNITS, N, P, claim_of, one, tables
from hypothesis import given, settings
from hypothesis import strategies as st

from altay_analysis.audit import audit, verdicts
from altay_analysis.audit.power import power
from altay_analysis.audit.verdict import sides
from altay_analysis.audit.whole import fewest_and_most, fractions_of, nearest_fraction, wholes
from altay_analysis.interval import Bounds

MEANS = [
    "7.22",
    "4.74",
    "5.23",
    "2.57",
    "6.77",
    "2.68",
    "7.01",
    "7.38",
    "3.14",
    "6.89",
    "5.00",
    "0.24",
]
SIZES = [32, 25, 29, 24, 27, 28, 29, 26, 27, 31, 25, 28]
CONSISTENT = [True, False, False, False, False, True, False, True, False, False, True, False]
"""Means and sizes of `pigs1` of the package scrutiny, and what its documentation finds of each."""


def _pigs() -> list[object]:
    figures: dict[str, object] = {
        f"m{i}": (mean, "number", "rounded", "mean") for i, mean in enumerate(MEANS)
    }
    figures |= {f"n{i}": N(str(size)) for i, size in enumerate(SIZES)}
    claims = {
        f"c{i:02}": ("whole", [("claimed", f"m{i}"), ("whole", f"n{i}")]) for i in range(len(MEANS))
    }
    return list(tables(figures, claims))  # type: ignore[arg-type]


def _by_brute_force(mean: str, size: int) -> bool:
    """Whether some whole number over the size rounds to the mean, half up or half to even."""
    ways = (ROUND_HALF_UP, ROUND_HALF_EVEN)
    places = Decimal(1).scaleb(Decimal(mean).as_tuple().exponent)  # type: ignore[arg-type]
    # A quotient of whole numbers ends, or repeats: enough digits tell halves apart.
    return any(
        (Decimal(k) / size).quantize(places, way) == Decimal(mean)
        for k in range(int(float(mean) * size) + size + 1)
        for way in ways
    )


def test_published_cases_of_grim_are_found() -> None:
    """Of pigs1 exactly those means are consistent that brute force and the published table find."""
    found = [each.verdict == "compatible" for each in audit(*_pigs()).claims]  # type: ignore[arg-type]
    assert (
        found == CONSISTENT == [_by_brute_force(*case) for case in zip(MEANS, SIZES, strict=True)]
    )


def test_published_cases_refute_cutting_off_by_themselves() -> None:
    """7.22 of 32 holds rounded (231/32 = 7.21875) and fails cut off: 3.14 of 27 is not rescued."""
    found = audit(*_pigs())  # type: ignore[arg-type]
    assert found.refuting == {"T": ("c00", "c05")}
    alone = one("whole", {"claimed": ("3.14", "number", "rounded", "mean"), "whole": N("27")})
    assert (alone.verdict, alone.readings[0].cut_off) == ("compatible", True)


def test_the_package_scrutipy_agrees() -> None:
    """scrutipy, where it is installed, finds the same."""
    scrutipy = pytest.importorskip(
        "scrutipy", reason="scrutipy is not installed: its verdicts are not compared"
    )
    assert [
        bool(scrutipy.grim_scalar(mean, size)) for mean, size in zip(MEANS, SIZES, strict=True)
    ] == CONSISTENT


@pytest.mark.parametrize("places", [0, 1])
def test_small_shares_agree_with_brute_force(places: int) -> None:
    """Every share of 1 … 40 things, at each precision, is possible as brute force finds."""
    for size in range(1, 41):
        rounded = {
            (Decimal(100 * k) / size).quantize(Decimal(1).scaleb(-places), way)
            for k in range(size + 1)
            for way in (ROUND_HALF_UP, ROUND_HALF_EVEN)
        }
        half = Fraction(1, 2 * 10**places)
        for step in range(100 * 10**places + 1):
            value = Fraction(step, 10**places)
            share = Bounds(max(value - half, Fraction(0)), min(value + half, Fraction(100))).scaled(
                Fraction(1, 100)
            )
            possible = fractions_of(share, size, capped=True) is not None
            # Ties go either way, so both neighbours of one are possible.
            tie = any(abs(Fraction(100 * k, size) - value) == half for k in range(size + 1))
            assert possible == (value in {Fraction(r) for r in rounded} or tie)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 32, 40, 99, 100, 427, 1000, 1222])
@pytest.mark.parametrize("value", ["46", "45.9", "45.90"])
def test_power_is_the_closed_form_of_grim(size: int, value: str) -> None:
    """Power counts the values that no whole number gives: near 1 − N ÷ 10^D, and 0 from there."""
    found = one("whole", {"claimed": P(value), "whole": N(str(size))}).power
    places = len(value.partition(".")[2])
    grid, half = 100 * 10**places, Fraction(1, 2 * 10**places)
    hit = {
        step
        for k in range(size + 1)
        for step in range(grid + 1)
        if abs(Fraction(100 * k, size) - Fraction(step, 10**places)) <= half
    } if size <= 8 else None  # fmt: skip
    assert found is not None
    if hit is not None:
        assert found == 1 - Fraction(len(hit), grid + 1)
    if size < grid:
        ties = sum(
            (2 * k * grid) % size == 0 and (2 * k * grid // size) % 2 for k in range(size + 1)
        )
        assert found == 1 - Fraction(size + 1 + ties, grid + 1)
        assert abs(found - (1 - Fraction(size, grid))) <= Fraction(1 + ties, grid)
    else:
        assert found == 0


def test_the_power_that_the_design_names() -> None:
    """45.90 % of 427 whole things has the power 0.957, and 51.4 % of 4160 none."""
    assert (
        round(float(one("whole", {"claimed": P("45.90"), "whole": N("427")}).power or 0), 3)
        == 0.957
    )
    assert one("whole", {"claimed": P("51.4"), "whole": N("4160")}).power == 0


def test_power_of_a_mean_runs_to_the_next_power_of_ten() -> None:
    """A mean of 25 whole numbers hits 251 of the 1001 values from 0.00 to 10.00."""
    assert one(
        "whole", {"claimed": ("4.74", "number", "rounded", "mean"), "whole": N("25")}
    ).power == 1 - Fraction(251, 1001)


@pytest.mark.parametrize(
    ("claimed", "whole", "power"),
    [
        (("50", "percent", "exact", "share"), N("2"), Fraction(98, 101)),
        (("98", "percent", "over", "share"), ("300", "item", "and_more", "count"), Fraction(0)),
        (("1/3", "fraction", "exact", "share"), N("3"), None),
    ],
    ids=["exact", "over", "in-words"],
)
def test_power_of_other_forms_is_counted(
    claimed: tuple[str, ...], whole: tuple[str, ...], power: Fraction | None
) -> None:
    """Where there is no closed form, the values are tried; a fraction in words has no grid."""
    given = list(
        tables({"x": claimed, "n": whole}, {"c": ("whole", [("claimed", "x"), ("whole", "n")])})
    )  # type: ignore[dict-item]
    given[3] = pd.concat(
        [UNITS, pd.DataFrame([{"id": "fraction", "dimension": "share", "factor": "1"}])]
    )
    assert audit(*given).claim("c").power == power


def test_no_things_have_no_share() -> None:
    """Of nothing there is no share."""
    found = one("whole", {"claimed": P("50"), "whole": N("0")})
    assert (found.verdict, found.power) == ("not checkable", None)


@given(
    st.fractions(-3, 3, max_denominator=50), st.fractions(0, 2, max_denominator=50),
    st.sampled_from(["closed", "open"]), st.sampled_from(["closed", "open"]), st.integers(1, 30),
)  # fmt: skip
def test_whole_numbers_within_bounds_are_those_counted(
    low: Fraction, width: Fraction, low_end: str, high_end: str, times: int
) -> None:
    """First and last whole number within bounds times a number are those that lie within."""
    bounds = Bounds(low, low + width, low_end, high_end)
    least, most = fewest_and_most(bounds, times)
    assert least is not None
    assert most is not None
    inside = [n for n in range(-100, 200) if bounds.contains(Fraction(n, times))]
    assert list(range(least, most + 1)) == inside


@given(st.integers(1, 60), st.integers(0, 1000), st.booleans())
def test_the_nearest_fraction_is_the_nearest(whole: int, step: int, capped: bool) -> None:
    """Of the fractions of a whole none is nearer to bounds that hold none."""
    share = Bounds(
        Fraction(2 * step - 1, 2000) + Fraction(1, 9999),
        Fraction(2 * step + 1, 2000) - Fraction(1, 9999),
    )
    if fractions_of(share, whole, capped=capped) is None:
        found = nearest_fraction(share, whole, capped=capped)
        assert share.low is not None
        assert share.high is not None
        away = {
            k: min(abs(Fraction(k, whole) - share.low), abs(Fraction(k, whole) - share.high))
            for k in range(whole + 1)
        }
        assert min(abs(found - share.low), abs(found - share.high)) == min(away.values())


def test_bounds_without_ends_hold_whole_numbers() -> None:
    """Without an upper end every whole number from the lower end on will do."""
    assert fewest_and_most(Bounds(None, None)) == (None, None)
    found = fractions_of(Bounds(Fraction(2), None), 3, capped=False)
    assert found is not None
    assert (found.fewest, found.most) == (6, 6)
    found = fractions_of(Bounds(None, Fraction(1, 2)), 3, capped=True)
    assert found is not None
    assert (found.fewest, found.most) == (0, 1)


def test_a_range_of_wholes_is_searched_to_its_end() -> None:
    """Wholes that run on are searched until a share must exist, and no farther."""
    point = Bounds(Fraction(1, 7), Fraction(1, 7))
    assert [
        each.whole for each in wholes(point, Bounds(Fraction(8), Fraction(13)), capped=True)
    ] == []
    assert [each.whole for each in wholes(point, Bounds(Fraction(8), None), capped=True)] == [14]
    assert (
        len(
            wholes(
                Bounds(Fraction(0), Fraction(1)), Bounds(Fraction(1), Fraction(5000)), capped=True
            )
        )
        == 1000
    )


def test_columns_agree_on_the_published_cases() -> None:
    """The whole-column path finds the same of pigs1."""
    assert [each == "compatible" for each in verdicts(*_pigs())["verdict"]] == CONSISTENT  # type: ignore[arg-type]
    assert set(INDICATORS["id"]) >= {"mean"}


@settings(max_examples=15, deadline=None)
@given(
    st.integers(1, 3000),
    st.decimals(-99, 99, places=1),
    st.sampled_from(["exact", "rounded"]),
)
def test_power_of_a_rise_is_what_trying_every_value_gives(
    after: int, rise: Decimal, qualifier: str
) -> None:
    """Values that hold because a whole number must lie before them are counted, not tried."""
    claim = claim_of(
        "growth",
        {
            "claimed": (str(rise), "percent", "rounded", "growth"),
            "after": (str(after), "item", qualifier, "count"),
        },
    )
    (reading,) = claim.readings
    claimed = reading.one("claimed")
    tried = [
        sides("growth", reading.putting({claimed.id: other}))
        for tenths in range(-1000, 1 + 10 * next(top for top in (1, 10, 100) if abs(rise) < top))
        if (other := claimed.at(f"{Decimal(tenths) / 10:.1f}"))
    ]
    found = power(claim, reading)
    assert found == Fraction(sum(map(any, tried)), len(tried))
