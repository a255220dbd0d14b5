"""Which figures of other places, years and sources can stand beside each other."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from synthetic_data import DATA, Folder
from synthetic_places import ALTAY, figure, places

from altay_analysis.catalogue import Observation
from altay_analysis.comparison import REFUSALS, Comparison, Entry, compare, groups, rank, refuse
from altay_analysis.errors import UsageError
from altay_analysis.interval import Bounds
from altay_analysis.loading import load
from altay_analysis.periods import span
from altay_analysis.refusals import Refusal

FALSE = {
    "revenue beside expenditure": (
        "base",
        ("livelihood_revenue_share", ALTAY, "75", {}),
        ("livelihood_expenditure_share", "652301", "73.7", {}),
        ("budget revenue", "budget expenditure"),
    ),
    "one village beside all villages": (
        "indicator",
        ("village_income_mean", "652301", "28.8", {}),
        ("village_income", ALTAY, "5170.88", {}),
        ("The income of all villages together is not the income of one village.",),
    ),
    "persons beside person-times": (
        "unit",
        ("volunteers", ALTAY, "2.7", {}),
        ("volunteers_registered", "652301", "620", {}),
        ("person-times", "persons"),
    ),
    "half a year beside the year": (
        "period",
        ("livelihood_expenditure_share", "652301", "73.53", {"period": "2014-01/2014-06"}),
        ("livelihood_expenditure_share", "650402", "70", {"period": "2014"}),
        ("a figure of part of a year cannot stand beside one of a whole year",),
    ),
    "one quarter beside another": (
        "period",
        ("livelihood_expenditure", "652301", "24", {"period": "2016-01/2016-03"}),
        ("livelihood_expenditure", "650402", "30", {"period": "2016-04/2016-06"}),
        ("different parts of a year",),
    ),
    "five years beside one": (
        "period",
        ("livelihood_revenue_share", ALTAY, "75", {"period": "2021/2025"}),
        ("livelihood_revenue_share", "652301", "70", {}),
        ("spans of different length",),
    ),
    "nominal beside real growth": (
        "price",
        ("gdp_growth", "652301", "9.2", {}),
        ("gdp_growth_real", "650402", "6.1", {}),
        ("“Gdp growth real” of City C is growth in real terms",),
    ),
    "a province beside a county": (
        "level",
        ("livelihood_expenditure", "650000", "900", {}),
        ("livelihood_expenditure", ALTAY, "10", {}),
        ("Province A has the rank of a province", "City A has the rank of a county"),
    ),
    "a change of a league beside one of a banner": (
        "level",
        ("expenditure_change", "650100", "1.45", {}),
        ("expenditure_change", ALTAY, "-13724", {}),
        ("Prefecture B has the rank of a prefecture",),
    ),
    "a percentage beside persons": (
        "unit",
        ("livelihood_revenue_share", ALTAY, "75", {}),
        ("volunteers_registered", "652301", "620", {}),
        ("counted in a percentage",),
    ),
    "a designation": (
        "designation",
        ("honour", ALTAY, "true", {"qualifier": "designation"}),
        ("honour", "652301", "true", {"qualifier": "designation"}),
        ("no size",),
    ),
}


def refusal(folder: Folder, first: tuple, second: tuple) -> Refusal | None:  # type: ignore[type-arg]
    for name, (indicator, region, value, more) in (("a", first), ("b", second)):
        figure(folder, name, indicator, region, value, **more)
    catalogue = load(folder.path)
    return refuse(catalogue, catalogue.observation("a"), catalogue.observation("b"))


@pytest.mark.parametrize("case", FALSE)
def test_each_false_comparison_is_refused_in_a_sentence(tmp_path: Path, case: str) -> None:
    """The catalogue refuses, says why in both languages, and a reader can use the sentence."""
    kind, first, second, said = FALSE[case]
    found = refusal(places(tmp_path / "synthetic"), first, second)
    assert found is not None
    assert (found.kind, found.a, found.b) == (kind, "a", "b")
    assert all(part in found.en for part in said)
    assert found.en.endswith(".")
    assert found.zh.endswith("。")


REAL = {
    "share of revenue beside share of expenditure": (
        "base", "s1.livelihood_revenue_share", "s46.livelihood_expenditure_share",
        "A share of revenue cannot stand beside a share of expenditure.",
        "收入的比重不能与支出的比重并列比较。",
    ),
    "income of a village beside that of all villages": (
        "indicator", "s17.village_income_mean", "s1.village_income",
        "The income of all villages together is not the income of one village.",
        "各村收入之和不是一个村的收入。",
    ),
    "persons beside person-times": (
        "unit", "s44.registered_volunteers", "s1.volunteers",
        "the units do not measure one thing", "计量单位不同",
    ),
    "half-year beside year": (
        "period", "s11.livelihood_expenditure_share", "s8.livelihood_expenditure_share",
        "a figure of part of a year cannot stand beside one of a whole year",
        "2014年上半年的数字不足一年，不与阿拉善右旗2014年全年的数字并列",
    ),
    "nominal beside real growth": (
        "price", "s8.gpb_revenue_growth", "s8.gdp_growth_real",
        "real and nominal growth are not comparable", "实际增长与名义增长不可比",
    ),
    "a date beside a year": (
        "period", "s38.registered_population", "s2.registered_population",
        "the dates differ", "时点不同，不予并列",
    ),
    "one place in a year and a quarter": (
        "period", "s13.livelihood_expenditure_share", "s14.livelihood_expenditure_share",
        "Of Xinjiang Uygur Autonomous Region, one figure is of", "的数字不足一年，不与20",
    ),
    "target beside result": (
        "indicator", "s18.village_income_mean_target", "s18.village_income_mean",
        "A target is not a result.", "目标不是结果。",
    ),
    "size of a prefecture beside that of a province": (
        "level", "s39.gdp", "s3.gdp",
        "listed with units of the rank of a province, though it is no administrative division",
        "并非行政区，另按省级统计单位列出",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REAL)
def test_each_false_comparison_of_the_texts_is_refused(case: str) -> None:
    """On the figures as they stand in the data, either way round, in both languages."""
    kind, first, second, english, chinese = REAL[case]
    catalogue = load(DATA)
    pair = catalogue.observation(first), catalogue.observation(second)
    for found in (refuse(catalogue, *pair), refuse(catalogue, *reversed(pair))):
        assert found is not None
        assert found.kind == kind
        assert english in found.en
        assert chinese in found.zh


def test_no_two_figures_of_a_group_of_the_texts_are_refused() -> None:
    """Whatever stands on one axis can be compared, each with each."""
    catalogue = load(DATA)
    printed = dict.fromkeys(catalogue.observations["indicator"])
    found = [group for indicator in printed for group in groups(catalogue, indicator)]
    pairs = [pair for group in found for pair in combinations(group.entries, 2)]
    assert len(pairs) > 200
    refused = [refuse(catalogue, a.observation, b.observation) for a, b in pairs]
    assert refused == [None] * len(pairs)


@pytest.mark.parametrize("case", FALSE)
def test_a_refusal_does_not_depend_on_the_order(tmp_path: Path, case: str) -> None:
    """The same two figures are refused for the same reason either way."""
    kind, first, second, _ = FALSE[case]
    found = refusal(places(tmp_path / "synthetic"), second, first)
    assert found is not None
    assert found.kind == kind


def test_each_kind_of_refusal_is_met_by_a_case() -> None:
    """No reason for refusing stands in the code untested."""
    assert {kind for kind, *_ in FALSE.values()} == set(REFUSALS)


@pytest.mark.parametrize(
    ("indicator", "other", "more"),
    [
        pytest.param("livelihood_expenditure_share", "650000", {}, id="share of another level"),
        pytest.param("livelihood_expenditure", "652301", {}, id="amount of the same level"),
        pytest.param("livelihood_expenditure", "652301", {"period": "2019"}, id="another year"),
        pytest.param("livelihood_expenditure", "652301", {"unit": "yuan"}, id="another unit"),
        pytest.param("village_income_mean", "650000", {}, id="a mean of another level"),
        pytest.param("gdp_growth_real", "650000", {"source": "T2"}, id="another source"),
    ],
)
def test_a_true_comparison_is_not_refused(
    tmp_path: Path, indicator: str, other: str, more: dict[str, str]
) -> None:
    """Shares and rates stand beside each other at any level, sizes at one, in any unit of money."""
    folder = places(tmp_path / "synthetic")
    found = refusal(folder, (indicator, ALTAY, "10", {}), (indicator, other, "20", more))
    assert found is None


@pytest.mark.parametrize(
    ("period", "months", "part"),
    [
        ("2025", 12, ""),
        ("2021/2025", 60, ""),
        ("2014-01/2014-06", 6, "01-06"),
        ("2016-03", 1, "03-03"),
        ("2024-07/2025-06", 12, "07-06"),
        ("2020-12-06", 0, ""),
        ("2020-01-01/2020-12-31", 12, ""),
    ],
)
def test_the_span_of_a_period(period: str, months: int, part: str) -> None:
    """Its length in months, and which months, where it is not of whole years."""
    assert span(period) == (months, part)


@pytest.fixture
def means(tmp_path: Path) -> Folder:
    """Income per village of four places and years, one twice in one source."""
    folder = places(tmp_path / "synthetic")
    mean = "village_income_mean"
    figure(folder, "b", mean, "652301", "28.8")
    figure(folder, "b.over", mean, "652301", "250000", qualifier="over", unit="yuan")
    figure(folder, "c", mean, "650402", "617200", unit="yuan", source="T2")
    figure(folder, "d", mean, "650100", "5", qualifier="under")
    figure(folder, "half", mean, "650000", "9", period="2025-01/2025-06")
    return folder


def test_a_comparison_stands_in_one_unit_the_greatest_first(means: Folder) -> None:
    """Bounds are converted exactly, and each entry has the standing of its source."""
    found = compare(load(means.path), "village_income_mean")
    assert [each.observation.id for each in found.entries] == ["c", "b", "d"]
    assert found.entries[0].bounds == Bounds(Fraction("61.71995"), Fraction("61.72005"))
    assert (found.entries[0].standing, found.entries[0].text_seen) == ("press", "cut")
    assert (found.unit, found.periods) == ("10k_yuan", ("2025",))


def test_what_is_refused_is_named_beside_the_comparison(means: Folder) -> None:
    """The figure of a half-year is not shown with those of years, and the reason is given."""
    found = compare(load(means.path), "village_income_mean")
    assert [(each.kind, each.b) for each in found.refused] == [("period", "half")]


def test_the_group_of_a_figure_can_be_asked_for(means: Folder) -> None:
    """Beside the half-year stands nothing, and all others are refused."""
    found = compare(load(means.path), "village_income_mean", beside="half")
    assert [each.observation.id for each in found.entries] == ["half"]
    assert {each.kind for each in found.refused} == {"period"}


def test_places_and_a_period_narrow_a_comparison(means: Folder) -> None:
    """Only what is asked for is compared; nothing found is an empty comparison."""
    catalogue = load(means.path)
    found = compare(catalogue, "village_income_mean", regions=["652301", "650100"])
    assert found.places == ("652301", "650100")
    assert compare(catalogue, "village_income_mean", period="1999").entries == ()


def test_an_unknown_indicator_is_refused_by_name(means: Folder) -> None:
    """The message names it and what is near."""
    with pytest.raises(UsageError, match="village_incom"):
        compare(load(means.path), "village_incom")


def test_groups_leave_no_figure_out(means: Folder) -> None:
    """But one that its source prints more exactly for the same place and period."""
    found = groups(load(means.path), "village_income_mean")
    held = [each.observation.id for group in found for each in group.entries]
    assert sorted(held) == ["b", "c", "d", "half"]


def test_a_figure_printed_twice_by_a_source_counts_once(tmp_path: Path) -> None:
    """Of two equal ones the first stays; two sources are two entries, and no rank is said."""
    folder = places(tmp_path / "synthetic")
    figure(folder, "x", "village_income_mean", ALTAY, "20")
    figure(folder, "again", "village_income_mean", ALTAY, "20")
    figure(folder, "other", "village_income_mean", ALTAY, "20", source="T2")
    found = compare(load(folder.path), "village_income_mean")
    assert {each.observation.id for each in found.entries} == {"x", "other"}
    assert not found.is_ranked


def test_ranks_are_what_the_bounds_leave_open(tmp_path: Path) -> None:
    """Two figures whose bounds meet can each be second; the greatest is first for certain."""
    folder = places(tmp_path / "synthetic")
    for name, region, value in (
        ("a", ALTAY, "50"),
        ("b", "652301", "20.4"),
        ("c", "650402", "20"),
    ):
        figure(folder, name, "village_income_mean", region, value)
    found = compare(load(folder.path), "village_income_mean")
    ranks = {each.observation: (each.low, each.high) for each in rank(found)}
    assert ranks == {"a": (1, 1), "b": (2, 3), "c": (2, 3)}
    assert found.is_ranked


def test_no_rank_rests_on_convention(tmp_path: Path) -> None:
    """300 and more is under 400 by usage alone, so it can be the greatest all the same."""
    folder = places(tmp_path / "synthetic")
    figure(folder, "more", "village_income_mean", ALTAY, "300", qualifier="and_more")
    figure(folder, "five", "village_income_mean", "652301", "500")
    ranks = {each.observation: (each.low, each.high) for each in rank(
        compare(load(folder.path), "village_income_mean"))}  # fmt: skip
    assert ranks == {"five": (1, 2), "more": (1, 2)}


ENDS = st.tuples(st.integers(0, 20), st.integers(0, 6))


@given(st.lists(ENDS, min_size=1, max_size=6), st.data())
def test_the_true_rank_lies_within_the_possible_ones(
    ends: list[tuple[int, int]], data: st.DataObject
) -> None:
    """Whatever the true values are inside the bounds, each figure's rank is among those said."""
    entries = [_entry(str(place), low, low + width) for place, (low, width) in enumerate(ends)]
    true = [data.draw(st.integers(low, low + width)) for low, width in ends]
    for place, ranks in enumerate(rank(Comparison("synthetic", "item", tuple(entries)))):
        actual = 1 + sum(value > true[place] for value in true)
        assert ranks.low <= actual <= ranks.high


def _entry(name: str, low: int, high: int) -> Entry:
    made = ("2025", "printed", str(low), "item", "range", "", "T1", 1, "")
    return Entry(
        Observation(name, "i", name, *made), Bounds(Fraction(low), Fraction(high)), "press", "whole"
    )
