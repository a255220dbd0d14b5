"""Verdicts: of the article's claims beside numbers worked out by hand, and the rules one by one."""

from __future__ import annotations

import json
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from audit_cases import A, C, G, N, P, article, article_with, claim_of, one, read, tables

from altay_analysis.audit import AuditResult, Tables, as_json, audit, faults, working
from altay_analysis.errors import UsageError
from altay_analysis.interval import Bounds

GOLDEN = json.loads((Path(__file__).parent / "golden" / "audit.json").read_text(encoding="utf-8"))


@cache
def audited() -> AuditResult:
    return audit(*article())  # type: ignore[arg-type]


@cache
def plain() -> dict[str, dict[str, object]]:
    return {each["id"]: each for each in as_json(audited())["claims"]}


def test_every_claim_of_the_article_has_a_golden_verdict() -> None:
    """The claims of the data are those worked out by hand, no fewer and no more."""
    of_article = {each.id for each in audited().claims if each.id.startswith("s1.")}
    assert of_article == set(GOLDEN)


@pytest.mark.parametrize("claim", GOLDEN)
def test_verdicts_and_numbers_are_those_worked_by_hand(claim: str) -> None:
    """Each claim of the article has the verdict, power, gap and bounds of its working."""
    golden, found = GOLDEN[claim], audited().claim(claim)
    assert found.verdict == golden["verdict"]
    if "power" in golden:
        assert found.power == (None if golden["power"] is None else Fraction(golden["power"]))
    if "gap" in golden:
        assert found.gap == Fraction(golden["gap"])
    assert tuple(golden.get("needs", ())) == found.needs or "needs" not in golden
    for side in ("claimed", "computed"):
        if side in golden:
            ends = [float(Fraction(end)) for end in golden[side]]
            shown = plain()[claim][side]
            assert [shown["low"], shown["high"]] == pytest.approx(ends, rel=1e-14)  # type: ignore[index]


@pytest.mark.parametrize("claim", [c for c in GOLDEN if "solutions" in GOLDEN[c]])
def test_whole_numbers_are_those_worked_by_hand(claim: str) -> None:
    """The whole numbers that a share admits are listed."""
    found = audited().claim(claim).readings[0].outcome.solutions
    assert [[each.whole, each.fewest, each.most] for each in found] == GOLDEN[claim]["solutions"]


def test_the_mends_of_the_increase_are_those_worked_by_hand() -> None:
    """A broken claim names the nearest value of each figure that mends it."""
    found = audited().claim("s1.village_income_increase")
    golden = GOLDEN["s1.village_income_increase"]["mends"]
    assert {mend.observation: mend.to for mend in found.mends} == golden


def test_cutting_off_and_over_are_worked_beside_the_first_meaning() -> None:
    """突破 before a figure in full precision, and cutting off, are shown and do not decide."""
    found = audited().claim("s1.village_income_increase")
    assert {each.way: each.verdict for each in found.beside} == {
        "cut_off": "broken",
        "over": "broken",
    }


def test_a_reading_that_the_figures_exclude_drops_out() -> None:
    """No whole number of branches grew by 2.42 % to 196: that reading is excluded and named."""
    found = audited().claim("s1.five_good_share_rise")
    assert found.excluded == ("count",)
    assert [each.reading.name for each in found.left] == ["points", "relative"]


@pytest.mark.parametrize(
    ("reading", "low", "high"),
    [("points", "43.470", "43.490"), ("relative", "44.80839", "44.82257")],
)
def test_the_year_before_is_worked_by_whole_numbers(reading: str, low: str, high: str) -> None:
    """Each reading lists, within its window, every number of organisations that it allows."""
    found = next(
        r for r in audited().claim("s1.five_good_share_rise").readings if r.reading.name == reading
    )
    brute = {
        (whole, part)
        for whole in range(385, 470)
        for part in range(1, whole + 1)
        if _rises(reading, Fraction(part, whole))
    }
    assert {
        (s.whole, n) for s in found.outcome.solutions for n in range(s.fewest, s.most + 1)
    } == brute
    assert all(
        float(low) - 1e-4 <= 100 * part / whole <= float(high) + 1e-4 for whole, part in brute
    )


def _rises(reading: str, before: Fraction) -> bool:
    """Whether 45.90 % can be 2.42 above a share, in some way that rounds to both."""
    least, most = Fraction("0.45895"), Fraction("0.45905")
    if reading == "points":
        low, high = least - before, most - before
    else:
        low, high = least / before - 1, most / before - 1
    return low <= Fraction("0.02425") and high >= Fraction("0.02415")


def test_json_has_the_keys_of_the_contract() -> None:
    """The JSON has the keys, numbers and ends that the contract names, and nothing else."""
    keys = {"id", "kind", "asserted", "verdict", "power", "claimed", "computed", "gap", "mends",
            "diagnosis", "readings", "figures"}  # fmt: skip
    box = {"low", "high", "low_end", "high_end", "unit"}
    for claim in json.loads(json.dumps(as_json(audited())))["claims"]:
        assert set(claim) == keys
        assert set(claim["claimed"]) == set(claim["computed"]) == box
        assert claim["claimed"]["low_end"] in ("closed", "open", "conventional")
        assert claim["readings"]
        assert all(
            set(r) == {"reading", "verdict", "claimed", "computed", "needs"}
            for r in claim["readings"]
        )
        assert all(
            set(f) == {"observation", "as_printed", "source", "locator"} for f in claim["figures"]
        )


def test_json_of_the_broken_claim_is_in_the_printed_unit() -> None:
    """Bounds, gap and figures of a broken claim stand as the source printed them."""
    found = plain()["s1.village_income_increase"]
    assert found["claimed"] == {
        "low": 3933.415,
        "high": 3933.425,
        "low_end": "closed",
        "high_end": "closed",
        "unit": "10k_yuan",
    }
    assert found["gap"] == 0.045
    assert {
        "observation": "s1.village_income",
        "as_printed": "突破5170.88萬元",
        "source": "S1",
        "locator": 14,
    } in found["figures"]  # type: ignore[operator]
    slips = [(s["slip"], s["observation"], s["to"]) for s in found["diagnosis"]]  # type: ignore[attr-defined]
    assert slips[0] == ("one_digit", "s1.village_income_increase", "3933.48")


def test_json_leaves_what_is_not_known_empty() -> None:
    """What cannot be computed has no ends, and a bound has none on its open side."""
    found = plain()["s1.operating_income_share"]
    assert (found["computed"]["low"], found["computed"]["high"]) == (None, None)  # type: ignore[index]
    assert found["claimed"] == {
        "low": 75,
        "high": 100,
        "low_end": "open",
        "high_end": "closed",
        "unit": "percent",
    }
    assert (found["power"], found["gap"]) == (None, None)


@pytest.mark.parametrize(
    ("changes", "claim", "verdict"),
    [
        ({"village_income_increase": "3933.48"}, "s1.village_income_increase", "compatible"),
        ({"five_good_branches": "195"}, "s1.five_good_share", "broken"),
        ({"five_good_share": "45.91"}, "s1.five_good_share_whole", "broken"),
        ({"village_income": "4949.50"}, "s1.village_income_multiple", "broken"),
        ({"village_income_floor": "19"}, "s1.weak_villages", "compatible"),
        ({"weak_villages": "3"}, "s1.weak_villages", "broken"),
        ({"demonstration_sites_prefecture": "46"}, "s1.sites_nested", "broken"),
        ({"five_good_share_rise": "2.62"}, "s1.five_good_share_rise", "ambiguous"),
        ({"team_members": "30"}, "s1.team_party_share", "broken"),
    ],
    ids=lambda value: (
        "-".join(f"{k}={v}" for k, v in value.items()) if isinstance(value, dict) else value
    ),
)
def test_verdicts_follow_the_data(changes: dict[str, str], claim: str, verdict: str) -> None:
    """Another printed value gives the verdict that its figures make."""
    assert article_with(**changes).claim(claim).verdict == verdict


@pytest.mark.parametrize(
    ("kind", "roles", "verdict"),
    [
        ("share", {"claimed": P("45.9"), "part": N("196"), "whole": N("427")}, "confirmed"),
        ("share", {"claimed": P("33"), "part": A("1"), "whole": A("3")}, "compatible"),
        ("share", {"claimed": P("46.0"), "part": N("196"), "whole": N("427")}, "broken"),
        ("share", {"claimed": P("46.0"), "part": N("500"), "whole": N("427")}, "broken"),
        ("share", {"claimed": P("46.0"), "whole": N("427")}, "not checkable"),
        ("share", {"claimed": P("46.0"), "part": N("0"), "whole": N("0")}, "not checkable"),
        ("sum", {"claimed": N("427"), "part1": N("196"), "part2": N("231")}, "confirmed"),
        ("sum", {"claimed": N("427"), "part1": N("196"), "part2": N("232")}, "broken"),
        ("sum", {"claimed": N("427")}, "not checkable"),
        ("sum", {"claimed": A("3"), "part1": A("1"), "part2": A("1")}, "compatible"),
        ("difference", {"claimed": C("-2"), "after": A("5"), "before": A("7")}, "compatible"),
        ("difference", {"claimed": C("2"), "before": A("7")}, "not checkable"),
        ("growth", {"claimed": G("150"), "after": N("250"), "before": N("100")}, "confirmed"),
        ("growth", {"claimed": G("50"), "change": N("50"), "before": N("100")}, "confirmed"),
        ("growth", {"claimed": G("50"), "change": N("50"), "after": N("150")}, "confirmed"),
        ("growth", {"claimed": G("51"), "change": N("50"), "after": N("150")}, "broken"),
        ("growth", {"claimed": G("50"), "change": N("50"), "after": N("50")}, "not checkable"),
        ("growth", {"claimed": G("50"), "change": N("50"), "after": N("0")}, "not checkable"),
        ("growth", {"claimed": G("50"), "after": N("50"), "before": N("0")}, "not checkable"),
        ("growth", {"claimed": G("50")}, "not checkable"),
        ("growth", {"claimed": G("5.0"), "after": A("50")}, "not checkable"),
        ("multiple", {"claimed": ("3", "times", "rounded", "multiple"), "after": N("300"), "before": N("100")}, "confirmed"),
        ("multiple", {"claimed": ("3", "times", "rounded", "multiple"), "after": N("300")}, "not checkable"),
        ("multiple", {"claimed": ("3", "times", "rounded", "multiple"), "after": N("300"), "before": N("0")}, "not checkable"),
        ("threshold", {"claimed": ("10", "10k_yuan", "over", "threshold"), "value": A("10.45")}, "confirmed"),
        ("threshold", {"claimed": ("10", "10k_yuan", "over", "threshold"), "value": A("10")}, "compatible"),
        ("threshold", {"claimed": ("10", "10k_yuan", "over", "threshold"), "value": A("9")}, "broken"),
        ("threshold", {"claimed": ("10", "10k_yuan", "over", "threshold")}, "not checkable"),
        ("threshold", {"claimed": N("0"), "each": A("5"), "limit": "20"}, "broken"),
        ("threshold", {"claimed": N("0"), "each": A("5")}, "not checkable"),
        ("order", {"upper": N("5"), "lower": N("5")}, "confirmed"),
        ("order", {"upper": N("5"), "lower": N("6")}, "broken"),
        ("order", {"upper": A("5"), "lower": A("5")}, "compatible"),
        ("order", {"upper": N("5")}, "not checkable"),
        ("order", {"lower": N("5")}, "not checkable"),
        ("structure", {"part1": P("8.4"), "part2": P("40.9"), "part3": P("50.7")}, "compatible"),
        ("structure", {"part1": P("8.4"), "part2": P("40.9"), "part3": P("50.9")}, "broken"),
        ("structure", {"part1": ("8.4:40.9:50.7", "ratio", "rounded", "ratio")}, "compatible"),
        ("structure", {"part1": ("8.4:40.9:50.9", "ratio", "rounded", "ratio")}, "broken"),
        ("structure", {"part1": N("1"), "part2": N("2"), "whole": "3"}, "confirmed"),
        ("structure", {"whole": "3"}, "not checkable"),
        ("rate", {"claimed": ("43464", "yuan", "exact", "rate"), "part": ("284.09", "100m_yuan", "rounded", "amount"), "whole": ("653621", "person", "exact", "count")}, "compatible"),
        ("rate", {"claimed": ("5", "permille", "rounded", "rate"), "part": N("5"), "whole": N("1000")}, "confirmed"),
        ("rate", {"claimed": ("5", "permille", "rounded", "rate"), "part": N("5"), "whole": N("0")}, "not checkable"),
        ("rate", {"claimed": ("5", "permille", "rounded", "rate"), "part": N("5")}, "not checkable"),
        ("rate", {"claimed": ("5", "permille", "rounded", "rate")}, "not checkable"),
        ("rate", {"claimed": ("0", "permille", "exact", "rate"), "part": N("5"), "near": N("5")}, "not checkable"),
        ("base", {"part_1": N("3423"), "share_1": ("8.35", "permille", "rounded", "rate"), "part_2": N("3470"), "share_2": ("8.47", "permille", "rounded", "rate")}, "compatible"),
        ("base", {"part_1": N("3423"), "share_1": ("8.35", "permille", "rounded", "rate"), "part_2": N("3470"), "share_2": ("8.67", "permille", "rounded", "rate")}, "broken"),
        ("base", {"part_1": N("3423"), "share_1": ("8.35", "permille", "rounded", "rate")}, "not checkable"),
        ("base", {"part_1": N("50"), "share_1": ("50", "percent", "exact", "share"), "base": N("100")}, "confirmed"),
        ("base", {"after": A("684"), "change": A("66.9"), "growth": G("10.8")}, "compatible"),
        ("base", {"after": A("684"), "change": A("66.9"), "growth": G("12.8")}, "broken"),
        ("base", {"after": A("90"), "change": C("-10"), "growth": G("-10"), "base": A("100")}, "compatible"),
        ("base", {"growth": G("-10")}, "not checkable"),
        ("product", {"claimed": N("12"), "factor1": N("3"), "factor2": "4"}, "confirmed"),
        ("product", {"claimed": N("12"), "factor1": N("3")}, "not checkable"),
        ("product", {"claimed": N("12")}, "not checkable"),
        ("product", {"claimed": N("13"), "factor1": N("3"), "factor2": "4"}, "broken"),
        ("whole", {"claimed": P("50"), "whole": N("2")}, "compatible"),
        ("whole", {"claimed": P("33"), "whole": N("2")}, "broken"),
        ("whole", {"claimed": P("33")}, "not checkable"),
        ("unit", {"claimed": N("2")}, "confirmed"),
    ],
)  # fmt: skip
def test_each_kind_has_its_formula(kind: str, roles: dict[str, object], verdict: str) -> None:
    """Computed inside claimed confirms, meeting agrees, apart breaks, and a figure may be missing."""
    assert one(kind, roles).verdict == verdict  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reading", "verdict"), [("by", "broken"), ("to", "confirmed")], ids=["grew-by", "grew-to"]
)
def test_a_multiple_grew_by_or_grew_to(reading: str, verdict: str) -> None:
    """Grown by three times is four times as much."""
    figures = {"x": ("3", "times", "rounded", "multiple"), "b": N("300"), "a": N("100")}
    terms = [(reading, "claimed", "x"), (reading, "after", "b"), (reading, "before", "a")]
    assert audit(*tables(figures, {"c": ("multiple", terms)})).claim("c").verdict == verdict  # type: ignore[arg-type]


def test_points_are_a_difference() -> None:
    """A rise in points is the difference of the shares."""
    figures = {"x": G("2.0"), "b": P("45.0"), "a": P("43.0")}
    terms = [("points", "claimed", "x"), ("points", "after", "b"), ("points", "before", "a")]
    found = audit(*tables(figures, {"c": ("growth", terms)})).claim("c")  # type: ignore[arg-type]
    assert found.verdict == "compatible"
    shown = found.readings[0].outcome.comparisons[0].computed
    assert (shown.low, shown.high) == (Fraction("0.019"), Fraction("0.021"))


def test_points_without_the_year_before_need_it() -> None:
    """Points of a share whose earlier value and window are not given cannot be worked."""
    figures = {"x": G("2.0"), "b": P("45.0")}
    terms = [("points", "claimed", "x"), ("points", "after", "b")]
    found = audit(*tables(figures, {"c": ("growth", terms)})).claim("c")  # type: ignore[arg-type]
    assert (found.verdict, found.needs) == ("not checkable", ("before",))


def test_readings_that_all_drop_out_break_a_claim() -> None:
    """Where the figures exclude every reading, the claim is broken, by the least of its gaps."""
    figures = {"x": ("9", "times", "rounded", "multiple"), "b": N("300"), "a": N("100")}
    terms = [
        (r, role, id)
        for r in ("by", "to")
        for role, id in (("claimed", "x"), ("after", "b"), ("before", "a"))
    ]
    found = audit(*tables(figures, {"c": ("multiple", terms)})).claim("c")  # type: ignore[arg-type]
    assert (found.verdict, found.gap) == ("broken", Fraction(11, 2))
    assert {m.observation: m.to for m in found.mends} == {"x": "3", "b": "850", "a": "35"}


def test_one_reading_left_gives_its_verdict() -> None:
    """One reading that is left decides, and those that dropped out are named."""
    figures = {"x": ("3", "times", "rounded", "multiple"), "b": N("300"), "a": N("100")}
    terms = [
        (r, role, id)
        for r in ("by", "to")
        for role, id in (("claimed", "x"), ("after", "b"), ("before", "a"))
    ]
    found = audit(*tables(figures, {"c": ("multiple", terms)})).claim("c")  # type: ignore[arg-type]
    assert (found.verdict, found.excluded) == ("confirmed", ("by",))
    assert found.power is not None


@pytest.mark.parametrize(("noun", "verdict"), [("item", "confirmed"), ("person", "ambiguous")])
def test_a_unit_must_fit_its_noun(noun: str, verdict: str) -> None:
    """A unit of another dimension than its noun counts is ambiguous, not broken."""
    found = audit(*tables({"x": N("2")}, {"c": ("unit", [(noun, "claimed", "x")])})).claim("c")  # type: ignore[arg-type]
    assert (found.verdict, found.power) == (verdict, None)


@pytest.mark.parametrize(
    ("upper", "lower", "verdict", "alone"),
    [
        (("300", "item", "and_more", "count"), N("500"), "compatible", True),
        (("300", "item", "and_more", "count"), N("400"), "compatible", False),
        (("300", "item", "and_more", "count"), N("300"), "confirmed", False),
        (N("299"), ("300", "item", "and_more", "count"), "broken", False),
        (("300", "item", "about", "count"), N("900"), "compatible", True),
        (N("1"), ("300", "item", "just_under", "count"), "compatible", True),
    ],
    ids=["over-the-usual", "at-the-usual", "within", "under-what-is-said", "about", "nearly"],
)  # fmt: skip
def test_nothing_breaks_on_convention_alone(
    upper: tuple[str, ...], lower: tuple[str, ...], verdict: str, alone: bool
) -> None:
    """300余 is usually under 400, and 500 of them is not called broken for that."""
    found = one("order", {"upper": upper, "lower": lower})  # type: ignore[dict-item]
    assert (found.verdict, found.readings[0].by_convention) == (verdict, alone)


def test_a_conventional_end_of_a_share_keeps_its_cap() -> None:
    """Without its conventional ends a share still lies within 0 and 100."""
    found = one(
        "share",
        {"claimed": ("90", "percent", "about", "share"), "part": N("300"), "whole": N("200")},
    )
    assert found.verdict == "broken"


CUT = {"claimed": P("66.6"), "part": N("2"), "whole": N("3")}


def test_cutting_off_is_tried_where_rounding_fails() -> None:
    """66.6 % of 2 in 3 is cut off, not rounded: compatible, and said so."""
    found = one("share", CUT)
    assert (found.verdict, found.readings[0].cut_off) == ("compatible", True)
    assert [each.key for each in working(found)][-2:] == ["cut_off", "cut_off"]


def test_a_figure_of_the_same_source_refutes_cutting_off() -> None:
    """66.7 % of 2 in 3 holds rounded and fails cut off: the source rounds, and 66.6 is broken."""
    given = tables(
        {"x": P("66.6"), "y": P("66.7"), "two": N("2"), "three": N("3")},
        {n: ("share", [("claimed", n), ("part", "two"), ("whole", "three")]) for n in ("x", "y")},
    )
    found = audit(*given)  # type: ignore[arg-type]
    assert {each.id: each.verdict for each in found.claims} == {"x": "broken", "y": "confirmed"}
    assert found.refuting == {"T": ("y",)}
    assert [each.way for each in found.claim("x").beside] == []


@pytest.mark.parametrize("how", ["another-source", "by-the-suite"])
def test_only_what_the_same_source_asserts_refutes(how: str) -> None:
    """A figure of another source, or a relation that is ours, says nothing of cutting off."""
    given = list(
        tables(
            {"x": P("66.6"), "y": P("66.7"), "two": N("2"), "three": N("3")},
            {
                n: ("share", [("claimed", n), ("part", "two"), ("whole", "three")])
                for n in ("x", "y")
            },
            sources={"y": "U"} if how == "another-source" else None,
        )
    )
    given[1].loc[1, "asserted"] = "source" if how == "another-source" else "suite"
    assert audit(*given).claim("x").verdict == "compatible"


def test_two_sources_in_one_claim_refute_neither() -> None:
    """Where rounded figures of two sources meet, neither is refuted by it alone."""
    given = tables(
        {"x": A("1"), "y": A("1"), "z": A("3")},
        {"c": ("sum", [("claimed", "z"), ("part", "x"), ("part", "y")])},
        sources={"x": "U"},
    )
    assert audit(*given).refuting == {}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "part", "whole", "kind", "verdict"),
    [
        ("-33.3", "-10", "30", "change", "confirmed"),
        ("-33.4", "-10", "30", "change", "broken"),
        ("0", "-9", "1000", "change", "compatible"),
        ("-66.6", "-20", "30", "change", "compatible"),
    ],
)  # fmt: skip
def test_a_fall_is_cut_off_towards_nought(
    value: str, part: str, whole: str, kind: str, verdict: str
) -> None:
    """−66.6 stands for −66.6… when cut off, and 0 for either side of it."""
    roles = {
        "claimed": (value, "percent", "rounded", kind),
        "change": (part, "item", "exact", "change"),
        "before": N(whole),
    }
    assert one("growth", roles).verdict == verdict  # type: ignore[arg-type]


def test_nought_is_cut_off_on_both_sides() -> None:
    """A printed 0 that is cut off can be up to one unit either way."""
    found = one(
        "growth",
        {
            "claimed": ("0", "percent", "rounded", "growth"),
            "change": ("-9", "item", "exact", "change"),
            "before": N("1000"),
        },
    )
    assert found.verdict == "compatible"
    assert found.readings[0].cut_off


def test_cutting_off_that_conventions_alone_part_holds() -> None:
    """Beside the first meaning too, nothing breaks on a conventional end."""
    found = one(
        "order",
        {
            "upper": ("300", "item", "and_more", "count"),
            "lower": ("500", "item", "rounded", "count"),
        },
    )
    assert [each.verdict for each in found.beside] == ["compatible"]


def test_an_implied_base_is_computed_and_shown() -> None:
    """8.35 % of births implies a tenth of the population; per mille it is near, so that mends it."""
    roles = {
        "claimed": ("8.35", "percent", "rounded", "rate"),
        "part": ("3423", "person", "exact", "count"),
        "near": ("411794", "person", "exact", "count"),
    }
    found = one("rate", roles)  # type: ignore[arg-type]
    implied = found.readings[0].outcome.implied
    assert found.verdict == "broken"
    assert implied is not None
    assert (implied.low, implied.high) == (
        Fraction(3423) / Fraction("0.08355"),
        Fraction(3423) / Fraction("0.08345"),
    )
    assert ("power_of_ten", "claimed", "0.835") in [
        (s.slip, s.observation, s.to) for s in found.diagnosis
    ]
    roles["claimed"] = ("8.35", "permille", "rounded", "rate")
    good = one("rate", roles)  # type: ignore[arg-type]
    assert (good.verdict, good.needs) == ("compatible", ("whole",))
    assert good.power is not None


@pytest.mark.parametrize(
    ("near", "verdict"),
    [("1999", "broken"), ("2000", "compatible"), ("500", "compatible"), ("499", "broken")],
)
def test_an_implied_base_lies_within_half_and_twice(near: str, verdict: str) -> None:
    """Half and twice the printed base are still near it, by a convention."""
    scale = {"2000": "2000", "1999": "2001"}.get(near, near)
    roles = {"claimed": ("1", "percent", "exact", "rate"), "part": N("10"), "near": N(scale)}
    assert one("rate", roles).verdict == verdict  # type: ignore[arg-type]


def test_a_relation_of_the_suite_keeps_its_mark() -> None:
    """A relation that the source does not assert is marked as ours, whatever its verdict."""
    found = as_json(
        audit(
            *tables(
                {"a": N("1"), "b": N("2")},
                {"c": ("order", [("upper", "a"), ("lower", "b")])},
                asserted="suite",
            )
        )
    )  # type: ignore[arg-type]
    assert (found["claims"][0]["asserted"], found["claims"][0]["verdict"]) == ("suite", "broken")


def test_a_chain_is_ordered_pair_by_pair() -> None:
    """Of a chain each figure is at least the next, and the widest gap is shown."""
    found = one("order", {"item1": N("9"), "item2": N("10"), "item3": N("15")})
    assert (found.verdict, found.gap) == ("broken", 5)


def test_of_an_order_that_holds_the_smallest_difference_is_shown() -> None:
    """9 − 4.5 and 9 − 8.5 are at least 4.4 and 0.4: the second stands for the relation."""
    found = one("order", {"upper": A("9.0"), "lower1": A("4.5"), "lower2": A("8.5")})
    assert found.shown is not None
    worst = found.shown.outcome.worst
    assert worst is not None
    assert worst.computed.scaled(1 / worst.unit.factor) == Bounds(Fraction("0.4"), Fraction("0.6"))


def test_x_less_x_is_nought() -> None:
    """A figure that stands twice is one figure: x − x is 0, and x ÷ x is 1."""
    figures = {"x": A("5"), "zero": C("0"), "all": P("100")}
    claims = {
        "zero": ("difference", [("claimed", "zero"), ("after", "x"), ("before", "x")]),
        "all": ("share", [("claimed", "all"), ("part", "x"), ("whole", "x")]),
    }
    assert {c.verdict for c in audit(*tables(figures, claims)).claims} == {"confirmed"}  # type: ignore[arg-type]


def test_amounts_in_other_units_are_brought_together() -> None:
    """A sum of 亿元 and 万元 is compared in one unit and shown in the claimed one."""
    found = one(
        "sum",
        {
            "claimed": ("1.25", "100m_yuan", "exact", "amount"),
            "part1": ("1", "100m_yuan", "exact", "amount"),
            "part2": ("2500", "10k_yuan", "exact", "amount"),
        },
    )
    assert found.verdict == "confirmed"
    assert as_json(AuditResult((found,), {}))["claims"][0]["computed"]["low"] == 1.25


def test_open_ends_do_not_meet() -> None:
    """Over 5 and under 5 have no number in common, though there is no distance between them."""
    found = one(
        "threshold",
        {"claimed": ("5", "item", "over", "count"), "value": ("5", "item", "at_most", "count")},
    )
    assert (found.verdict, found.gap) == ("broken", 0)
    found = one(
        "threshold",
        {"claimed": ("5", "item", "under", "count"), "value": ("5", "item", "at_least", "count")},
    )
    assert (found.verdict, found.gap) == ("broken", 0)


def test_bounds_without_an_end_are_worked() -> None:
    """What is over a number has no upper end, nor has what is computed from it."""
    found = one(
        "difference",
        {
            "claimed": ("5", "10k_yuan", "at_most", "change"),
            "after": ("9", "10k_yuan", "over", "amount"),
            "before": A("3"),
        },
    )
    shown = as_json(AuditResult((found,), {}))["claims"][0]["computed"]
    assert (shown["low"], shown["low_end"], shown["high"]) == (5.5, "open", None)
    assert found.verdict == "broken"
    falling = one(
        "sum", {"claimed": A("1"), "part1": ("3", "10k_yuan", "under", "change"), "part2": A("2")}
    )
    assert falling.verdict == "compatible"


def test_working_leads_from_the_figures_to_the_relation() -> None:
    """A working lists figures, formula, the figures put in, computed, claimed and how they lie."""
    steps = working(audited().claim("s1.five_good_share"))
    assert [s.key for s in steps] == [
        "figure",
        "figure",
        "figure",
        "formula",
        "put_in",
        "computed",
        "claimed",
        "relation",
        "cut_off",
    ]
    assert [s.text for s in steps][3:5] == ["{part} ÷ {whole}", "196 ÷ 427"]
    assert (steps[5].bounds.low, steps[7].text) == (Fraction(19600, 427), "inside")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("s1.village_income_increase", "5170.88 − 1237.40"),
        ("s1.sites_nested", "45 ≥ 14 ≥ 1"),
        ("s1.sites_within_five_good", "196 ≥ 45, 196 ≥ 14, 196 ≥ 1"),
        ("s1.village_income_growth_from_increase", "3933.42 ÷ 1237.40"),
        ("s1.weak_villages", "#(20 ≤ 20)"),
    ],
)
def test_figures_are_put_in_the_formula_that_was_used(claim: str, text: str) -> None:
    """The working shows the formula as it was used, with the printed values in it."""
    assert text in [step.text for step in working(audited().claim(claim)) if step.key == "put_in"]


@pytest.mark.parametrize(
    ("kind", "roles", "texts"),
    [
        ("growth", {"claimed": G("50"), "change": N("50"), "after": N("150")}, ["50 ÷ (150 − 50)"]),
        ("rate", {"claimed": P("5"), "part": N("5"), "near": N("90")}, ["5 ÷ 5%"]),
        ("rate", {"claimed": P("5"), "part": N("5"), "whole": N("90")}, ["5 ÷ 90"]),
        ("base", {"part_1": N("5"), "share_1": P("5"), "after": A("7"), "change": C("1")}, ["5 ÷ 5%", "7 − 1"]),
    ],
    ids=["rest", "near", "rate", "base"],
)  # fmt: skip
def test_each_form_of_a_formula_is_shown(
    kind: str, roles: dict[str, object], texts: list[str]
) -> None:
    """A formula with several forms is shown in the one that was used."""
    steps = working(one(kind, roles))  # type: ignore[arg-type]
    assert [step.text for step in steps if step.key == "put_in"] == texts


def test_an_empty_window_allows_nothing() -> None:
    """A window that ends before it begins leaves the year before open."""
    terms = [("claimed", "x"), ("after", "b"), ("fewest", "5"), ("most", "3")]
    given = tables({"x": G("2.0"), "b": P("45.0")}, {"c": ("growth", terms)})
    assert audit(*given).claim("c").verdict == "not checkable"  # type: ignore[arg-type]


def test_what_has_no_end_either_way_is_still_not_below_nought() -> None:
    """Over 0 by over 1 is above nought, however far both go."""
    roles = {
        "claimed": ("-1", "permille", "exact", "rate"),
        "part": ("0", "item", "over", "count"),
        "whole": ("1", "item", "over", "count"),
    }
    assert one("rate", roles).verdict == "broken"  # type: ignore[arg-type]
    roles["claimed"] = ("1", "permille", "exact", "rate")
    assert one("rate", roles).verdict == "compatible"  # type: ignore[arg-type]


def test_working_says_what_is_missing_and_what_whole_numbers_do() -> None:
    """Where a figure is missing the working names it, and lists the whole numbers that would do."""
    keys = [step.key for step in working(audited().claim("s1.five_good_share_rise"))]
    assert {"needs", "solutions"} <= set(keys)
    by = [("by", "claimed", "x"), ("by", "after", "b"), ("by", "before", "a")]
    given = tables(
        {"x": ("2", "times", "rounded", "multiple"), "b": N("300"), "a": N("100")},
        {"c": ("multiple", by)},
    )
    assert "300 ÷ 100 − 1" in [s.text for s in working(audit(*given).claim("c"))]  # type: ignore[arg-type]
    total = one("sum", {"claimed": N("3"), "part1": N("1"), "part2": N("2")})
    assert "1 + 2" in [s.text for s in working(total)]


def test_only_the_named_claims_are_reported() -> None:
    """Named claims alone are reported, judged by all that the tables hold."""
    found = audit(*article(), only=["s1.five_good_share"])  # type: ignore[arg-type]
    assert [each.id for each in found.claims] == ["s1.five_good_share"]
    with pytest.raises(UsageError, match="claim 'nothing' is not in claims"):
        audit(*article(), only=["nothing"])  # type: ignore[arg-type]
    with pytest.raises(KeyError):
        found.claim("nothing")


@pytest.mark.parametrize(
    ("figures", "kind", "terms", "message"),
    [
        ({"a": N("1")}, "guess", [("claimed", "a")], "kind 'guess' is none of"),
        ({"a": N("1")}, "share", [("part", "b")], "figure 'b' is not in observations.csv"),
        ({"a": N("1")}, "share", [("half", "a")], "role 'half' is none of claimed, part, whole"),
        ({"a": N("1"), "b": N("2")}, "share", [("part", "a"), ("part", "b")], "role 'part' stands 2 times"),
        ({"a": N("1"), "b": A("2")}, "share", [("part", "a"), ("whole", "b")], "figures of item and money"),
        ({"a": N("1")}, "difference", [("claimed", "a"), ("after", "a")], "figure a stands among its own operands"),
        ({"a": ("true", "designation", "designation", "designation")}, "sum", [("part", "a")], "figure a is no single number"),
        ({"a": P("1"), "b": A("2")}, "whole", [("claimed", "a"), ("whole", "b")], "whole b is money, not things"),
        ({"a": N("1"), "b": A("2")}, "order", [("upper", "a"), ("lower", "b")], "stand in one order"),
        ({"a": N("1")}, "product", [("claimed", "a"), *[("factor", str(n)) for n in range(1, 10)]], "9 factors stand in it"),
        ({"a": N("1")}, "sum", [], "has no terms"),
        ({"a": N("1")}, "growth", [("points", "half", "a")], "reading points: role 'half'"),
    ],
    ids=["kind", "figure", "role", "twice", "dimensions", "itself", "designation", "things", "order", "factors", "empty", "reading"],
)  # fmt: skip
def test_a_claim_that_cannot_be_worked_is_refused_in_words(
    figures: dict[str, object], kind: str, terms: list[tuple[str, ...]], message: str
) -> None:
    """Each fault of a claim is named with what mends it, before anything is judged."""
    given = tables(figures, {"c": (kind, terms)})  # type: ignore[dict-item,arg-type]
    with pytest.raises(UsageError, match=message) as caught:
        audit(*given)  # type: ignore[arg-type]
    assert "; " in str(caught.value)


def test_all_faults_are_found_at_once() -> None:
    """Every fault is listed, and the error says how many more there are."""
    given = list(
        tables({"a": N("1")}, {"c": ("guess", [("claimed", "a")]), "d": ("share", [("half", "a")])})
    )
    given[2].loc[len(given[2])] = ["stranger", "", "part", "a", ""]
    given[2].loc[len(given[2])] = ["d", "", "part", "a", "1"]
    given[2].loc[len(given[2])] = ["d", "", "part", "", ""]
    found = faults(Tables.of(*given))
    assert [each.claim for each in found] == ["c", "stranger", "d", "d"]
    with pytest.raises(UsageError, match=r"and 3 more"):
        audit(*given)


def test_claims_are_read_by_id_or_by_column() -> None:
    """Tables may come by id, as the catalogue holds them, or with a column of ids."""
    given = tables(CUT, {"c": ("share", [(role, role) for role in CUT])})
    by_id = [frame.set_index("id") if "id" in frame else frame for frame in given]
    assert read(*given) == read(*by_id)
    assert claim_of("share", CUT).figures == read(*given)[0].figures
