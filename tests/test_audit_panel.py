"""A panel in columns: planted slips found and nothing else, and the verdicts of the exact path."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import numpy as np
import pandas as pd
import pytest
import synthetic_panel
from audit_cases import A, C, Figure, G, N, P, article, one, read, tables
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from altay_analysis.audit import audit, verdicts
from altay_analysis.audit.verdict import judge, judge_reading, refuting
from altay_analysis.errors import UsageError


@cache
def panel() -> synthetic_panel.Panel:
    return synthetic_panel.make(20_000, seed=7, slips=120)


def test_exactly_the_planted_slips_that_leave_the_bounds_are_broken() -> None:
    """Every planted slip that leaves the bounds is broken, and nothing else is."""
    found = verdicts(*panel().tables)
    assert len(panel().broken) > 80
    assert set(found.index[found["verdict"] == "broken"]) == panel().broken
    assert set(found["verdict"]) == {"broken", "compatible", "confirmed"}
    assert not found["exact"].any()


def test_a_panel_without_slips_holds() -> None:
    """Figures that agree, rounded as they are, break nothing."""
    found = verdicts(*synthetic_panel.make(5_000, seed=8).tables)
    assert "broken" not in set(found["verdict"])


def test_planted_slips_are_among_the_diagnoses() -> None:
    """Each planted slip is among the diagnoses of each claim that it breaks; most stand first."""
    some = synthetic_panel.make(3_000, seed=9, slips=18)
    found = audit(*some.around(some.broken), only=some.broken)  # type: ignore[arg-type]
    ranks = []
    for slip, figure, value in some.planted:
        for claim in found.claims:
            if figure in [each.id for each in claim.claim.figures]:
                named = [(s.slip, s.observation, Fraction(s.to)) for s in claim.diagnosis]
                assert (slip, figure, Fraction(value)) in named
                ranks.append(named.index((slip, figure, Fraction(value))))
    assert len(ranks) == len(some.broken)
    print(f"planted slips shown first: {ranks.count(0)} of {len(ranks)}")  # noqa: T201 - how often is shown, not judged


def test_the_article_has_the_same_verdicts_in_columns() -> None:
    """The claims of the article are judged alike one by one and in columns."""
    one_by_one = {each.id: each.verdict for each in audit(*article()).claims}  # type: ignore[arg-type]
    assert verdicts(*article())["verdict"].to_dict() == one_by_one  # type: ignore[arg-type]


DIGITS = st.integers(-1500, 1500)
QUALIFIERS = st.sampled_from(
    [
        "exact",
        "rounded",
        "rounded",
        "rounded",
        "over",
        "at_least",
        "under",
        "at_most",
        "and_more",
        "about",
    ]
)
KINDS = {
    "share": (["claimed", "part", "whole"], "share"),
    "sum": (["claimed", "part", "part", "part"], "item"),
    "difference": (["claimed", "after", "before"], "item"),
    "growth": (["claimed", "after", "before"], "growth"),
    "multiple": (["claimed", "after", "before"], "times"),
    "threshold": (["claimed", "value"], "item"),
    "order": (["upper", "lower"], "item"),
    "whole": (["claimed", "whole"], "share"),
    "structure": (["part", "part", "part"], "share"),
    "rate": (["claimed", "part", "whole"], "permille"),
    "near": (["claimed", "part", "near"], "permille"),
    "product": (["claimed", "factor", "factor"], "item"),
}  # fmt: skip
UNITS = {"share": ("percent", "share"), "growth": ("percent", "growth"), "times": ("times", "change"),
         "permille": ("permille", "rate"), "item": ("item", "change")}  # fmt: skip


@st.composite
def _claim(draw: st.DrawFn) -> tuple[str, list[tuple[str, Figure]]]:
    kind = draw(st.sampled_from(sorted(KINDS)))
    roles, unit = KINDS[kind]
    terms = []
    for role in roles:
        places = draw(st.integers(0, 2))
        digits = draw(DIGITS)
        of = UNITS[unit] if role == "claimed" or kind == "structure" else ("item", "change")
        if of[1] == "share":
            digits = abs(digits) % (100 * 10**places)
        if kind == "whole" and role == "whole":
            digits, places = abs(digits) % 40, 0
        value = synthetic_panel.shown(digits, places)
        terms.append((role, (value, of[0], draw(QUALIFIERS), of[1])))
    return ("rate" if kind == "near" else kind), terms


@given(
    st.lists(_claim(), min_size=1, max_size=12),
    st.lists(st.sampled_from("TU"), min_size=4, max_size=4),
)
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
def test_columns_and_the_exact_path_agree(
    claims: list[tuple[str, list[tuple[str, Figure]]]], sources: list[str]
) -> None:
    """Whatever the figures, a claim has the same verdict in columns as one by one."""
    figures = {
        f"c{i}.{j}": figure
        for i, (_, terms) in enumerate(claims)
        for j, (_, figure) in enumerate(terms)
    }
    named = {
        f"c{i}": (kind, [(role, f"c{i}.{j}") for j, (role, _) in enumerate(terms)])
        for i, (kind, terms) in enumerate(claims)
    }
    of = {id: sources[place % 4] for place, id in enumerate(figures)}
    try:
        made = tables(figures, named, sources=of)
        expected = _one_by_one(*made)
    except UsageError:
        return
    assert verdicts(*made)["verdict"].to_dict() == expected  # type: ignore[arg-type]


def _one_by_one(*made: pd.DataFrame) -> dict[str, str]:
    """Verdicts of the exact path, without what mends and explains them."""
    claims = read(*made)
    refuted = refuting(claims)
    return {
        claim.id: judge(claim.kind, [judge_reading(claim.kind, r, refuted) for r in claim.readings])
        for claim in claims
    }


@pytest.mark.parametrize(
    ("kind", "roles"),
    [
        ("sum", {"claimed": N("2"), "part1": N("1"), "part2": "1"}),
        ("base", {"part_1": N("1"), "share_1": P("50"), "part_2": N("2"), "share_2": P("50")}),
        ("share", {"claimed": P("50"), "part": N("1")}),
        ("share", {"claimed": P("50"), "part": N("1"), "whole": N("0")}),
        ("share", {"claimed": P("66.6"), "part": N("2"), "whole": N("3")}),
        ("growth", {"claimed": G("50"), "change": C("5"), "before": A("10")}),
        ("whole", {"claimed": P("50"), "whole": ("300", "item", "and_more", "count")}),
        ("whole", {"claimed": P("0"), "whole": ("0", "item", "under", "change")}),
        ("structure", {"part1": P("50"), "part2": P("50"), "whole": "100"}),
        ("order", {"item1": N("3"), "item2": N("2")}),
        ("threshold", {"claimed": N("3"), "value1": N("3"), "value2": N("3")}),
    ],
)  # fmt: skip
def test_what_columns_do_not_serve_is_judged_exactly(kind: str, roles: dict[str, object]) -> None:
    """Constants, missing figures, odd forms and other kinds are judged one by one."""
    given = {role: figure for role, figure in roles.items() if isinstance(figure, tuple)}
    terms = [
        (
            role if kind == "base" else role.rstrip("0123456789"),
            role if role in given else str(roles[role]),
        )
        for role in roles
    ]
    found = verdicts(*tables(given, {"c": (kind, terms)}))  # type: ignore[arg-type]
    assert found.at["c", "verdict"] == one(kind, roles).verdict  # type: ignore[arg-type]


def test_a_claim_without_its_row_is_refused() -> None:
    """A term of no claim, and a claim without terms, are refused in words."""
    made = list(tables({"a": N("1")}, {"c": ("order", [("item", "a")])}))
    stray = made[2].assign(claim="stranger")
    with pytest.raises(UsageError, match="stranger"):
        verdicts(made[0], made[1], stray, made[3], made[4])
    with pytest.raises(UsageError, match="has no terms"):
        verdicts(made[0], made[1], made[2].iloc[:0], made[3], made[4])


def test_no_claims_make_an_empty_table() -> None:
    """Without claims there is nothing to judge."""
    made = list(tables({"a": N("1")}, {"c": ("order", [("item", "a")])}))
    found = verdicts(made[0], made[1].iloc[:0], made[2].iloc[:0], made[3], made[4])
    assert found.empty


@pytest.mark.parametrize("how", ["refuted", "not-refuted", "refuted-by-doubt"])
def test_cutting_off_is_settled_in_columns(how: str) -> None:
    """66.6 % of 2 in 3 is cut off, unless a figure of the source refutes that, sure or in doubt."""
    figures = {"x": P("66.6"), "two": N("2"), "three": N("3"), "y": P("66.7"), "one": N("1")}
    claims = {"x": ("share", [("claimed", "x"), ("part", "two"), ("whole", "three")])}
    if how == "refuted":
        claims["y"] = ("share", [("claimed", "y"), ("part", "two"), ("whole", "three")])
    if how == "refuted-by-doubt":
        claims["y"] = ("sum", [("claimed", "y"), ("part", "y"), ("part", "0")])
        figures |= {"p": P("33.4"), "q": P("33.4"), "r": P("66.7")}
        claims["y"] = ("sum", [("claimed", "r"), ("part", "p"), ("part", "q"), ("part", "0")])
    made = tables(figures, claims)
    expected = {each.id: each.verdict for each in audit(*made).claims}  # type: ignore[arg-type]
    found = verdicts(*made)["verdict"].to_dict()  # type: ignore[arg-type]
    assert found == expected
    assert found["x"] == ("compatible" if how == "not-refuted" else "broken")


def test_large_whole_numbers_are_summed_without_doubt() -> None:
    """Populations add up exactly, and one person too many is seen."""
    figures = {"a": N("1411778724"), "m": N("723339956"), "f": N("688438768"), "g": N("688438769")}
    claims = {x: ("sum", [("claimed", "a"), ("part", "m"), ("part", x)]) for x in "fg"}
    found = verdicts(*tables(figures, claims))  # type: ignore[arg-type]
    assert found["verdict"].tolist() == ["confirmed", "broken"]
    assert not found["exact"].any()
    assert found["exact"].dtype == np.bool_
