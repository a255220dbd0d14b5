"""What mends a broken claim, what flips one that holds, and which slips would explain it."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import pytest
from audit_cases import A, C, Figure, G, N, P, article, claim_of, one, read, tables

from altay_analysis.audit import SLIPS, ClaimResult, audit, flips
from altay_analysis.audit.records import Claim
from altay_analysis.audit.spans import nearest, span
from altay_analysis.audit.verdict import holds

CLAIMS = {claim.id: claim for claim in read(*article())}

NOTHING_FLIPS = {
    "s1.five_good_share_rise",
    "s1.moved_up_rate",
    "s1.village_income_floor",
    "s1.operating_income_share",
    "s1.matters_completion",
    "s1.leaders_projects_completion",
    "s1.livelihood_revenue_share",
    "s1.volunteers_unit",
}


@cache
def _flips(claim: str) -> dict[str, str | None]:
    return {flip.observation: flip.to for flip in flips(CLAIMS[claim])}


def _with(claim: Claim, observation: str, value: str) -> Claim:
    figure = next(each for each in claim.figures if each.id == observation)
    other = figure.at(value)
    assert other is not None
    return claim.putting({observation: other})


def _nearer(claim: Claim, observation: str, value: str) -> list[str]:
    """Some values that lie nearer to the printed one than a value does, the next one first."""
    figure = next(each for each in claim.figures if each.id == observation)
    steps = int((Fraction(value) - Fraction(figure.value)) / figure.place)
    way = 1 if steps > 0 else -1
    tried = [steps - way * n for n in range(1, min(abs(steps), 40))]
    mirrored = [-step for step in tried] if abs(steps) < 2000 else []
    found = [figure.stepped(step) for step in [*tried, *mirrored]]
    return [each.value for each in found if each is not None]


def test_claims_that_no_change_flips_are_known() -> None:
    """The claims of the article that no change of one figure can flip are these."""
    assert {claim for claim in CLAIMS if not any(_flips(claim).values())} == NOTHING_FLIPS


@pytest.mark.parametrize("claim", sorted(set(CLAIMS) - NOTHING_FLIPS))
def test_the_nearest_change_flips_just_there(claim: str) -> None:
    """For each figure the nearest change flips the claim, and no nearer one does."""
    now = holds(CLAIMS[claim])
    for observation, value in _flips(claim).items():
        if value is not None:
            assert holds(_with(CLAIMS[claim], observation, value)) is not now
            assert all(
                holds(_with(CLAIMS[claim], observation, v)) is now
                for v in _nearer(CLAIMS[claim], observation, value)
            )


@pytest.mark.parametrize(
    "observation", ["s1.team_party_share", "s1.matters", "s1.leaders_projects"]
)
def test_what_cannot_flip_cannot(observation: str) -> None:
    """No value at all, at the printed precision, flips a claim that is said not to flip so."""
    claim = next(
        c for c in CLAIMS.values() if c.kind == "whole" and observation in [f.id for f in c.figures]
    )
    assert _flips(claim.id)[observation] is None
    values = (
        range(101)
        if observation != "s1.team_party_share"
        else (f"{n / 10:.1f}" for n in range(0, 1001, 7))
    )
    assert all(holds(_with(claim, observation, str(value))) for value in values if value != 0)


BROKEN: dict[str, tuple[str, dict[str, Figure | str]]] = {
    "share": ("share", {"claimed": P("46.0"), "part": N("196"), "whole": N("427")}),
    "sum": ("sum", {"claimed": A("10"), "part1": A("3"), "part2": A("4")}),
    "difference": ("difference", {"claimed": C("10"), "after": A("3"), "before": A("4")}),
    "growth": ("growth", {"claimed": G("10.0"), "after": A("300"), "before": A("400")}),
    "multiple": ("multiple", {"claimed": ("3.0", "times", "rounded", "multiple"), "after": A("300"), "before": A("400")}),
    "threshold": ("threshold", {"claimed": ("10", "10k_yuan", "over", "threshold"), "value": A("5.5")}),
    "order": ("order", {"item1": N("30"), "item2": N("50"), "item3": N("10")}),
    "structure": ("structure", {"part1": P("8.4"), "part2": P("40.9"), "part3": P("52.7")}),
    "rate": ("rate", {"claimed": ("5.0", "permille", "rounded", "rate"), "part": N("50"), "whole": N("100")}),
    "near": ("rate", {"claimed": ("8.35", "percent", "rounded", "rate"), "part": N("3423"), "near": N("411794")}),
    "base": ("base", {"part_1": N("34"), "share_1": P("8.4"), "part_2": N("34"), "share_2": P("8.7")}),
    "product": ("product", {"claimed": N("13"), "factor1": N("3"), "factor2": N("4")}),
    "whole": ("whole", {"claimed": P("33.0"), "whole": N("20")}),
    "count": ("threshold", {"claimed": N("3"), "each": ("25", "10k_yuan", "over", "amount"), "limit": "20"}),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_each_mend_is_the_nearest_that_mends(name: str) -> None:
    """For each figure the named value mends the claim, and no value nearer to the printed does."""
    found = one(*BROKEN[name])
    assert found.verdict == "broken"
    named = {mend.observation: mend.to for mend in found.mends}
    for figure in found.claim.figures:
        steps = sorted((s for s in range(-4000, 4001)), key=abs)
        brute = next(
            (abs(step) for step in steps if (other := figure.stepped(step)) is not None and _holds_with(found, other)), None,
        )  # fmt: skip
        if brute is not None:
            away = abs(Fraction(named[figure.id]) - Fraction(figure.value)) / figure.place
            assert away == brute
            assert holds(_with(found.claim, figure.id, named[figure.id]))


def _holds_with(found: ClaimResult, figure: object) -> bool:
    from altay_analysis.audit.figures import Figure as Record
    from altay_analysis.audit.verdict import sides

    assert isinstance(figure, Record)
    changed = found.claim.putting({figure.id: figure})
    worked = [sides(changed.kind, reading) for reading in changed.readings]
    return any(each and not any(each) for each in worked)


@pytest.mark.parametrize("name", [n for n in BROKEN if n != "whole"])
def test_power_is_what_brute_force_counts(name: str) -> None:
    """Power is the share of the values of the grid that break, the least over figures for orders."""
    found = one(*BROKEN[name])
    kind = BROKEN[name][0]
    if name == "count":
        assert found.power is None
        return
    every = (
        found.claim.figures if kind in ("order", "structure", "base") else (found.claim.figures[0],)
    )
    counted = []
    for figure in every:
        top = Fraction(10) ** len(str(int(abs(Fraction(figure.value)))))
        low = Fraction(-100) if kind == "growth" else Fraction(0)
        high = Fraction(100) if figure.kind == "share" else top
        count = int((high - low) / figure.place) + 1
        first = int((low - Fraction(figure.value)) / figure.place)
        figures = [figure.stepped(first + n) for n in range(count)]
        broken = [not _holds_with(found, other) for other in figures if other is not None]
        counted.append(Fraction(sum(broken), len(broken)))
    assert found.power == min(counted)


def test_power_of_a_fall_mirrors_a_rise() -> None:
    """A change of −7 could have been any of −10 … 0, and no share over 100 could have been printed."""
    fall = one(
        "difference",
        {"claimed": ("-7", "item", "exact", "change"), "after": N("3"), "before": N("10")},
    )
    assert fall.power == Fraction(10, 11)
    over = one(
        "share", {"claimed": ("50", "percent", "over", "share"), "part": N("1"), "whole": N("1")}
    )
    assert over.power == 0
    multiple = one(
        "growth",
        {"claimed": ("4", "times", "rounded", "growth"), "after": N("5"), "before": N("1")},
    )
    assert multiple.power == 1 - Fraction(1, 12)


def test_power_of_a_constant_claim_is_none() -> None:
    """Where no printed number is claimed there is none that could have been another."""
    assert one("sum", {"claimed": "3", "part1": N("1"), "part2": N("2")}).power is None


def test_growth_of_a_count_has_the_power_of_its_whole_numbers() -> None:
    """Where a count of 10 grew by a printed rate from a whole number, few rates can be printed."""
    found = one("growth", {"claimed": G("25"), "after": N("10")})
    brute = {
        n
        for n in range(-100, 101)
        for a in range(1, 5000)
        if abs(Fraction(1000, a) - 100 - n) <= Fraction(1, 2)
    }
    assert found.verdict == "compatible"
    assert found.power is not None
    # −100 % is within half a point for any large enough number before.
    assert abs(found.power - (1 - Fraction(len(brute), 201))) <= Fraction(2, 201)
    fine = one("growth", {"claimed": G("25.0000"), "after": N("10")})
    assert fine.power is None


def test_a_scattered_claim_is_looked_through() -> None:
    """A count that cannot have grown so is mended by the nearest rate that it can."""
    found = one("growth", {"claimed": G("2.42"), "after": N("196")})
    assert found.verdict == "broken"
    assert {m.observation: m.to for m in found.mends}["claimed"] == "2.62"


def test_other_readings_that_hold_keep_a_claim_from_flipping() -> None:
    """A figure that stands in one reading alone cannot flip a claim that holds by another."""
    figures = {
        "x": ("3", "times", "rounded", "multiple"),
        "b": N("300"),
        "a": N("100"),
        "z": N("75"),
    }
    terms = [("to", "claimed", "x"), ("to", "after", "b"), ("to", "before", "a"),
             ("by", "claimed", "x"), ("by", "after", "b"), ("by", "before", "z")]  # fmt: skip
    claim = read(*tables(figures, {"c": ("multiple", terms)}))[0]
    assert {flip.observation: flip.to for flip in flips(claim)} == {
        "x": "2",
        "b": "249",
        "a": None,
        "z": None,
    }


def test_a_span_starts_from_what_can_be_worked() -> None:
    """Where a formula cannot be worked, no step of a figure is said to hold."""
    claim = claim_of("share", {"claimed": P("46.0"), "part": N("0"), "whole": N("0")})
    assert span("share", claim.readings[0], claim.figures[0]) is None
    words = claim_of(
        "share", {"claimed": P("46.0"), "part": ("1/3", "item", "range", "count"), "whole": N("3")}
    )
    assert nearest(words, words.figures[1], holding=True) is None


SLIPPED: dict[str, tuple[str, dict[str, Figure | str], tuple[str, str, str]]] = {
    "sign": ("growth", {"claimed": G("8.1"), "after": A("919"), "before": A("1000")}, ("sign", "claimed", "-8.1")),
    "sign-of-a-fall": ("growth", {"claimed": G("-8.1"), "after": A("1081"), "before": A("1000")}, ("sign", "claimed", "8.1")),
    "periods": ("growth", {"claimed": G("25.0"), "after": A("800"), "before": A("1000")}, ("periods", "after", "1000")),
    "power-of-ten": ("share", {"claimed": P("4.59"), "part": N("196"), "whole": N("427")}, ("power_of_ten", "claimed", "45.9")),
    "per-mille": ("rate", {"claimed": ("8.35", "percent", "rounded", "rate"), "part": N("3423"), "near": N("411794")}, ("power_of_ten", "claimed", "0.835")),
    "digits-swapped": ("share", {"claimed": P("54.9"), "part": N("196"), "whole": N("427")}, ("digits_swapped", "claimed", "45.9")),
    "one-digit": ("difference", {"claimed": C("3933.42"), "after": A("5170.88"), "before": A("1237.40")}, ("one_digit", "claimed", "3933.48")),
}  # fmt: skip


@pytest.mark.parametrize("name", SLIPPED)
def test_a_slip_that_mends_is_found(name: str) -> None:
    """Each usual slip is found where it mends, with the number of candidates tried."""
    kind, roles, slip = SLIPPED[name]
    found = one(kind, roles).diagnosis
    assert slip in [(each.slip, each.observation, each.to) for each in found]
    assert [each.tried for each in found] == sorted(each.tried for each in found)
    assert {each.slip for each in found} <= set(SLIPS)


def test_every_slip_shown_mends() -> None:
    """A slip is shown only if the claim holds with it."""
    found = one(
        "difference", {"claimed": C("3933.42"), "after": A("5170.88"), "before": A("1237.40")}
    )
    assert found.diagnosis
    assert all(holds(_with(found.claim, each.observation, each.to)) for each in found.diagnosis)


def test_candidates_are_counted() -> None:
    """The number tried is that of the candidates that could have been printed."""
    found = one(
        "sum",
        {"claimed": ("12", "item", "exact", "count"), "part1": ("11", "item", "exact", "count")},
    )
    tried = {each.slip: each.tried for each in found.diagnosis}
    # 12: 22 … 92 and 10 … 19 without 12; 11 likewise: 8 + 9 each, 02 and 01 are not printed.
    assert tried == {"one_digit": 34}


def _structure(part: str) -> list[object]:
    figures = {"p": P("8.4"), "s": P("40.9"), "t": P(part),
               "gdp": A("620.77"), "tertiary": A("314.35")}  # fmt: skip
    return list(
        tables(
            figures,
            {
                "c": ("share", [("claimed", "t"), ("part", "tertiary"), ("whole", "gdp")]),
                "d": ("structure", [("part", "p"), ("part", "s"), ("part", "t")]),
            },
        )
    )


def test_a_share_adjusted_to_make_100_is_told_from_an_error() -> None:
    """50.64 % printed as 50.7 so that 8.4 + 40.9 + 50.7 make 100: one candidate, shown first."""
    found = audit(*_structure("50.7")).claim("c")  # type: ignore[arg-type]
    assert found.verdict == "broken"
    first = found.diagnosis[0]
    assert (first.slip, first.observation, first.to, first.tried) == ("adjusted", "t", "50.6", 1)


@pytest.mark.parametrize(
    "change", ["makes-no-100", "part-in-words", "whole-given", "no-structure", "ratio"]
)
def test_a_share_is_not_called_adjusted_without_reason(change: str) -> None:
    """Without parts that make exactly 100 as printed, nothing is called adjusted."""
    given = _structure("50.8" if change == "makes-no-100" else "50.7")
    observations, claims, terms = given[0], given[1], given[2]
    if change == "part-in-words":
        observations.loc[4, ["value", "qualifier"]] = ["314.35/314.36", "range"]  # type: ignore[attr-defined]
    elif change == "whole-given":
        terms.loc[len(terms)] = ["d", "", "whole", "", "99"]  # type: ignore[attr-defined,arg-type]
    elif change == "ratio":
        observations.loc[0, ["value", "qualifier"]] = ["8.3/8.5", "range"]  # type: ignore[attr-defined]
    elif change == "no-structure":
        given[1], given[2] = claims.iloc[:1], terms[terms["claim"] == "c"]  # type: ignore[attr-defined,index]
    found = audit(*given).claim("c")  # type: ignore[arg-type]
    assert found.verdict == "broken"
    assert "adjusted" not in [each.slip for each in found.diagnosis]


def test_a_figure_of_another_period_is_found_in_its_place() -> None:
    """The same indicator of another year, printed in this one's place, is found by its id."""
    figures = {"x": P("20.5"), "y": P("20.2"), "part": A("31.24"), "whole": A("154.51")}
    given = tables(
        figures,
        {"c": ("share", [("claimed", "x"), ("part", "part"), ("whole", "whole")])},
        periods={"y": "2022"},
    )
    found = [each for each in audit(*given).claim("c").diagnosis if each.slip == "periods"]  # type: ignore[arg-type]
    assert [(each.observation, each.to, each.other) for each in found] == [("x", "20.2", "y")]


def test_another_printed_figure_as_base_is_found() -> None:
    """A share that fits another printed base, in whatever unit, names that base."""
    figures = {
        "x": P("75.0"),
        "part": A("75"),
        "whole": A("150"),
        "other": ("0.01", "100m_yuan", "exact", "amount"),
        "word": ("1/2", "100m_yuan", "range", "amount"),
    }
    given = tables(
        figures, {"c": ("share", [("claimed", "x"), ("part", "part"), ("whole", "whole")])}
    )
    found = [each for each in audit(*given).claim("c").diagnosis if each.slip == "other_base"]  # type: ignore[arg-type]
    assert [(each.observation, Fraction(each.to), each.other) for each in found] == [
        ("whole", 100, "other")
    ]


def test_a_slip_that_breaks_another_relation_is_none() -> None:
    """15 + 25 is 40, printed as 4; but 40 is over the 16 that it is said to lie within."""
    figures = {"a": A("15.0"), "b": A("25.0"), "all": A("4.0"), "most": A("16.0")}
    added = {"sum": ("sum", [("claimed", "all"), ("part", "a"), ("part", "b")])}
    bound = {"most": ("order", [("upper", "most"), ("lower", "all")])}
    alone = audit(*tables(figures, added)).claim("sum")  # type: ignore[arg-type]
    within = audit(*tables(figures, {**added, **bound})).claim("sum")  # type: ignore[arg-type]
    assert ("power_of_ten", "all", "40") in {(s.slip, s.observation, s.to) for s in alone.diagnosis}
    assert within.verdict == "broken"
    assert "all" not in {each.observation for each in within.diagnosis}


def test_a_fall_has_digits_too() -> None:
    """The digits of a negative number are exchanged behind its sign."""
    found = one("growth", {"claimed": G("-12.7"), "after": A("828"), "before": A("1000")})
    assert ("digits_swapped", "claimed", "-17.2") in [
        (s.slip, s.observation, s.to) for s in found.diagnosis
    ]


def test_several_readings_are_diagnosed_together() -> None:
    """A slip that mends one reading mends the claim."""
    figures = {"x": ("9", "times", "rounded", "multiple"), "b": N("300"), "a": N("100")}
    terms = [
        (r, role, id)
        for r in ("by", "to")
        for role, id in (("claimed", "x"), ("after", "b"), ("before", "a"))
    ]
    found = audit(*tables(figures, {"c": ("multiple", terms)})).claim("c")  # type: ignore[arg-type]
    assert {each.to for each in found.diagnosis if each.observation == "x"} == {"2", "3"}
