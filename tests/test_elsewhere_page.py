"""The report on any place and period: what it shows, what it leaves out, and where figures lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from synthetic_data import Folder
from synthetic_places import figure, places

import altay_analysis as aa
from altay_analysis.areas.place import aspect, usual
from altay_analysis.batch.grid import expand
from altay_analysis.batch.suite import read_suite
from altay_analysis.errors import UsageError
from altay_analysis.loading import load
from altay_analysis.present.display import Display
from altay_analysis.present.elsewhere import ElsewherePage
from altay_analysis.present.themes import SENTENCES, THEMES, TILES

ROOT = Path(__file__).parent.parent
DATA = str(ROOT / "data")
PAIRS = [
    (str(each.parameters["region"]), str(each.parameters["period"]))
    for each in expand(read_suite(ROOT))
    if each.id.startswith("elsewhere-")
]
ALL = [*THEMES, "other"]
LANGUAGES = ("en", "zh-Hans", "zh-Hant")
SOME = [("152922", "2014"), ("320324", "2019"), ("650100", "2014-01/2014-06"), ("660000", "2020")]
each_pair = pytest.mark.parametrize(("region", "period"), PAIRS)
each_page = pytest.mark.parametrize(
    ("region", "period", "lang"),
    [*((*pair, "en") for pair in PAIRS), *((*pair, "zh-Hans") for pair in SOME)],
)


@cache
def page(region: str, period: str, lang: str = "en") -> ElsewherePage:
    return aa.elsewhere(region, period, lang=lang, data_dir=DATA)


def said(made: ElsewherePage) -> list[Display]:
    """Sentences of a page: no table, no figure."""
    every = [made.answer(), *map(made.theme, ALL), made.years(), made.beside(), made.missing()]
    return [each for each in every if each is not None]


@cache
def shown(region: str, period: str, lang: str = "en") -> list[Display]:
    """All of a page but its evidence; drawn once."""
    made = page(region, period, lang)
    every = [made.key_figures(), *map(made.theme_figure, ALL), *map(made.theme_table, ALL)]
    every += [made.years_table(), made.beside_figure(), made.beside_table(), made.audit()]
    every += [made.audit_table(), made.audit_claims("broken"), made.audit_claims("ambiguous")]
    every += [made.others(), made.others_claims()]
    return [*said(made), *(each for each in every if each is not None)]


def runs(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "text" in value:
            yield value
        for part in value.values():
            yield from runs(part)
    elif isinstance(value, list):
        for part in value:
            yield from runs(part)


@each_page
def test_every_reference_of_a_page_resolves(region: str, period: str, lang: str) -> None:
    """Each leads to a line of its evidence, or to a claim that it lists; each table is there."""
    made = page(region, period, lang)
    displays = shown(region, period, lang)
    rows = {row["id"] for row in made.evidence().content["rows"]}
    claims = {item["id"] for d in displays if d.kind == "claims" for item in d.content["items"]}
    names = {"table": "table", "figure": "fig"}
    tables = {f"{names[each.kind]}:{each.content['id']}" for each in displays if each.kind in names}
    found = [run for each in displays for run in runs(each.content)]
    assert {run["ref"] for run in found if "ref" in run} <= rows | claims
    assert {run["xref"] for run in found if "xref" in run} <= tables


@each_pair
def test_every_figure_of_the_place_is_told(region: str, period: str) -> None:
    """In a sentence, a table or a picture; one that is printed twice alike is told once."""
    made = page(region, period)
    refs = {
        run["ref"] for each in shown(region, period) for run in runs(each.content) if "ref" in run
    }
    left = [each for each in made.analysis.observed.values() if each.id not in refs]
    values = {(each.indicator, each.period, each.value) for key, each in
              made.analysis.observed.items() if each.id in refs}  # fmt: skip
    assert {(each.indicator, each.period, each.value) for each in left} <= values


@each_page
def test_no_figure_stands_in_a_sentence_without_a_reference(
    region: str, period: str, lang: str
) -> None:
    """Beside periods and names; a count of the suite's own leads to what it counts."""
    made = page(region, period, lang)
    names = set(made.catalogue.indicators["name_en"]) | set(made.catalogue.indicators["name_zh"])
    spoken = r"(19|20)\d\d(年\d+月\d+日|-\d\d(-\d\d)?)?|[QH][1-4]|\bS\d+"
    for run in (run for each in said(made) for run in runs(each.content)):
        text = run["text"]
        for name in sorted(names, key=len, reverse=True):
            text = text.replace(name, "").replace(f"“{name}”", "")
        leads = {"ref", "listed"} & set(run)
        assert leads or not re.search(r"\d", re.sub(spoken, "", text)), run


@each_pair
def test_a_section_stands_only_where_something_is_printed(region: str, period: str) -> None:
    """A theme without figures is None in all its parts, so that the exporter leaves it out."""
    made = page(region, period)
    areas = made.catalogue.indicators["area"]
    held = {str(areas[each.indicator]) for each in made.analysis.observed.values()}
    for theme in THEMES:
        parts = (made.theme(theme), made.theme_figure(theme), made.theme_table(theme))
        assert (theme in held) == any(parts), theme
        assert parts[0] or not any(parts)


def test_growth_says_whether_it_is_real_or_nominal() -> None:
    """Of GDP in real terms, of the budget at current prices, in the sentence and in the table."""
    made = page("152900", "2020")
    assert "up 3.8% in real terms" in repr(made.theme("economy"))
    assert "down 1.2% at current prices" in repr(made.theme("budget"))
    heads = [
        "".join(run["text"] for run in column["label"])
        for theme in ("economy", "budget")
        for column in made.theme_table(theme).content["columns"]  # type: ignore[union-attr]
    ]
    assert {"Real growth", "Nominal growth"} <= set(heads)


def test_shares_that_are_not_printed_are_worked_out_and_say_so() -> None:
    """Alxa Right Banner prints amounts alone; 2.34 of 37.2 is 6.268 to 6.312 %."""
    made = page("152922", "2014")
    assert "worked out from the amounts" in repr(made.theme("economy"))
    bounds = made.analysis.quantity("primary_share").bounds
    assert (round(float(bounds.low or 0), 3), round(float(bounds.high or 0), 3)) == (6.268, 6.312)
    assert "In italics" not in repr(made.theme_table("economy"))


def test_the_verdicts_of_the_place_stand_on_its_page() -> None:
    """All of them in the table, those that do not agree with their working."""
    made = page("654300", "2018")
    table, broken = made.audit_table(), made.audit_claims("broken")
    assert table is not None
    assert broken is not None
    assert len(table.content["rows"]) == len(made.checked.claims) == 15
    assert {item["verdict"] for item in broken.content["items"]} == {"broken"}


def test_what_two_others_of_the_level_print_is_a_gap() -> None:
    """Of the prefectures two print budget revenue; what one prints alone is not asked for."""
    made = page("654300", "2018")
    asked = {name for names in usual(made.catalogue, made.analysis).values() for name in names}
    assert "gpb_revenue" in asked
    assert "gdp" not in asked
    assert "registered_unemployment_rate" not in asked
    assert "printed here on: budget, livelihood" in repr(made.missing())
    named = repr(page("152900", "2020").missing())
    assert "and not here: Expenditure on agriculture, forestry and water." in named


def test_a_cut_text_can_print_what_is_missing() -> None:
    """The page says so of a text whose beginning alone was seen, and only of such a one."""
    assert "Only the beginning of S3 was seen" in repr(page("654300", "2018").missing())
    assert "Only the beginning" not in repr(page("320324", "2019").missing())


def test_what_a_check_lacks_is_named() -> None:
    """The resident population of Chongqing, which its share of volunteers needs."""
    assert "resident population" in repr(page("500000", "2020").missing())


def test_several_years_stand_in_a_table() -> None:
    """Of the Corps two years, a column each; nominal growth is worked out."""
    made = page("660000", "2020")
    table = made.years_table()
    assert table is not None
    heads = [column["label"][0]["text"] for column in table.content["columns"]]
    assert heads == ["Figure", "2019", "2020"]
    assert "at the prices of each year it grew by 5.75" in repr(made.years())
    assert "elsewhere.grown.gdp" in {row["id"] for row in made.evidence().content["rows"]}


def test_few_years_are_told_in_sentences_alone() -> None:
    """Three shares of two years make no table."""
    made = page("650402", "2023")
    assert made.years() is not None
    assert made.years_table() is None


def test_figures_of_other_periods_say_theirs() -> None:
    """Suining's account of the year prints four; each figure stands with its own."""
    made = page("320324", "2019")
    assert "| 2018 | 288,000 yuan" in repr(made.theme_table("collective_economy"))
    assert {"2014", "2018", "2019", "2020"} == {
        each.period for each in made.analysis.observed.values()
    }


def test_the_half_year_stands_on_no_axis_with_years() -> None:
    """Nothing is drawn, and the sentence says why."""
    made = page("650100", "2014-01/2014-06")
    assert [panel for topic in made._topics for panel in made._panels(topic)] == []
    assert "a figure of part of a year cannot stand beside one of a whole year" in repr(
        made.beside()
    )


def test_totals_have_no_rank() -> None:
    """New urban jobs are printed by three places for 2023: a large place has many."""
    made = page("652301", "2023")
    assert "at rank" not in words(made.beside())
    assert (
        "New urban jobs | 5,630 persons | 2,870 persons (Gaochang District, 2023), 2,385"
        in repr(made.beside_table())
    )


def test_a_figure_that_does_not_agree_is_set_beside_nothing() -> None:
    """Neither drawn nor an end of what others print; the page says so, with the verdict."""
    made = page("650402", "2023")
    told = words(made.beside())
    assert "Left out, since they stand in relations that do not agree: " in told
    assert "Birth rate, 8.35% (Changji City, 2023)" in told
    dots = [dot.worded for topic in made._topics for p in made._panels(topic) for dot in p.dots]
    assert not any("8.35" in words or "50.7" in words for words in dots)
    assert "8.35" not in words(made.beside_table())
    assert "which are not counted above" in words(made.others())
    shown = made.others_claims()
    assert shown is not None
    items = {item["id"]: item["title"][0]["text"] for item in shown.content["items"]}
    assert items["claim.s2.birth_rate"] == "Changji City"


def test_a_figure_of_the_place_that_does_not_agree_is_marked_in_pictures() -> None:
    """Where it is drawn among its own kind; beside other places it is not drawn."""
    made = page("652301", "2023")
    drawn = {topic.indicator for topic in made._topics if made._panels(topic)}
    assert drawn.isdisjoint({"birth_rate", "death_rate", "tertiary_share_of_gdp"})
    assert "Left out" in words(made.beside())
    table = words(made.beside_table())
    assert not any(number in table for number in ("8.35", "8.47", "50.7%"))


def test_a_difference_of_figures_that_do_not_agree_is_left_off_too() -> None:
    """8.35 less 8.47 is −0.11, and in which unit no one knows."""
    made = page("660000", "2019")
    told = words(made.beside())
    lead = "Left out, as the difference of figures that do not agree with others: "
    assert f"{lead}Natural growth rate, −0.11% (Changji City, 2023)" in told
    assert "−0.11" not in words(made.beside_table())


def test_of_prices_the_greatest_rise_and_the_greatest_fall_are_named() -> None:
    """The least is no fall; where all rose, it is the least rise."""
    told = words(page("654300", "2018").theme("prices"))
    assert (
        "rose by 10.2%, the most; those of other goods and services fell by 1.7%, the most." in told
    )


def test_every_source_that_is_cited_is_described() -> None:
    """Those of other places shortly: title, date, standing, and where they were read."""
    made = page("654027", "2023")
    cited = {
        row["cells"][4][0]["text"].partition(",")[0] for row in made.evidence().content["rows"]
    }
    told = words(made.sources())
    assert all(f"{source}: " in told for source in cited if re.fullmatch(r"S\d+", source))
    assert (
        "《新疆生产建设兵团2019年国民经济和社会发展统计公报》 (兵团统计局; 2020; official" in told
    )
    assert "Read in a stored copy of http://tjj.xjbt.gov.cn/2020nj/data/gb.htm." in told


def test_a_theme_without_its_main_figures_says_so() -> None:
    """Changji Prefecture prints items of its budget alone."""
    told = words(page("652300", "2016-01/2016-03").theme("budget"))
    assert "Neither general public budget revenue nor general public budget expenditure" in told
    assert "is printed; the 14 figures on this that are printed stand in " in told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_title_says_which_place_and_period(lang: str) -> None:
    """In the language of the report."""
    about = {"en": "Urumqi, H1 2014", "zh-Hans": "乌鲁木齐市，2014年上半年",
             "zh-Hant": "烏魯木齊市，2014年上半年"}  # fmt: skip
    assert page("650100", "2014-01/2014-06", lang).masthead().content["about"] == about[lang]


def test_each_source_stands_with_how_it_stands() -> None:
    """Standing and how much was seen, in the masthead and behind the evidence."""
    facts = repr(page("652301", "2022").masthead())
    assert (
        "S4: 《关于2022年昌吉市财政预算执行情况及2023年财政预算（草案）的报告》 (official, beginning seen"
        in facts
    )
    assert "stored copy" not in repr(page("652301", "2022", "zh-Hans").sources())


def test_a_place_without_figures_of_the_period_is_answered_in_words() -> None:
    """The message names the periods that have figures."""
    with pytest.raises(UsageError, match=r"'1999' has no figures of region 654300.*: 2018"):
        aa.elsewhere("654300", "1999", data_dir=DATA)
    with pytest.raises(UsageError, match="is not a period"):
        aa.elsewhere("654300", "2018/", data_dir=DATA)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Invented places, with an indicator of an area that no theme knows."""
    made = places(tmp_path / "synthetic")
    made.rows["indicators"].append(
        {"id": "snow_depth", "area": "weather", "name_en": "Snow", "name_zh": "积雪",
         "definition_en": "Invented.", "definition_zh": "虚构。", "unit": "item", "kind": "count"}
    )  # fmt: skip
    made.save("indicators")
    return made


def test_an_area_that_no_theme_knows_has_its_figures_told(folder: Folder) -> None:
    """Under other figures: a new text needs no code, whatever it is about."""
    figure(folder, "snow", "snow_depth", "650402", "12", period="2026-01/2026-03")
    made = aa.elsewhere("650402", "2026-01/2026-03", data_dir=str(folder.path))
    assert "Also printed: Snow: 12" in repr(made.theme("other"))
    assert "Snow" in repr(made.key_figures())
    assert all(made.theme(theme) is None for theme in THEMES)
    assert "No relation between these figures was checked." in repr(made.audit())


def test_what_an_indicator_says_of_another() -> None:
    """A share, a change and a growth stand in the line of what they are of."""
    catalogue = load(Path(DATA))
    assert aspect(catalogue, "primary_share_of_gdp_change") == (
        "primary_value_added",
        "share_change",
    )
    assert aspect(catalogue, "tax_share") == ("tax_revenue", "share")
    assert aspect(catalogue, "gpb_revenue_growth") == ("gpb_revenue", "nominal")
    assert aspect(catalogue, "sown_area_growth") == ("sown_area", "growth")
    assert aspect(catalogue, "gdp_growth_real") == ("gdp", "real")
    assert aspect(catalogue, "cpi_change") == ("cpi_change", "level")


def test_the_sentences_name_indicators_of_the_data() -> None:
    """Each is in `indicators.csv` or worked out, so that a renamed one is noticed."""
    known = set(load(Path(DATA)).indicators.index)
    worked = {"primary_share", "secondary_share", "tertiary_share", "revenue_cover", "income_ratio"}
    templates = [
        text for choices in SENTENCES.values() for c in choices for pair in c for text in pair
    ]
    named = {name for text in templates for name in re.findall(r"\{(\w+)", text)}
    assert named <= known | worked | {"age"}
    assert {name for tile in TILES for name in tile[:2] if name} <= known


@pytest.mark.parametrize(
    ("region", "period", "lead"),
    [
        ("652301", "2023", "由此推得的基数为"),
        ("654300", "2018", "比第一产业增加值“51.36亿元”至少低5.66亿元"),
    ],
    ids=["base of a rate", "difference of an order"],
)
def test_what_is_computed_is_named_for_what_it_is(region: str, period: str, lead: str) -> None:
    """A base that a rate implies, or a difference, is not told as if it were the figure."""
    texts = "".join(run["text"] for run in runs(page(region, period, "zh-Hans").answer().content))
    assert lead in texts


def test_a_rate_without_its_base_is_set_against_a_base() -> None:
    """A rate is in per mille, its base in persons: the sentence says which is which."""
    told = words(page("652301", "2023").audit())
    assert "which implies a base of 40,969.4 to 41,018.6 persons" in told
    assert "registered population is printed as 411794人" in told


def test_the_data_under_several_panels_name_what_they_are_of() -> None:
    """One list holds the figures of three axes, so each row begins with its indicator."""
    drawn = page("652301", "2023").beside_figure()
    assert drawn is not None
    data = drawn.content["data"]
    assert [column["label"][0]["text"] for column in data["columns"]] == [
        "Figure",
        "Place and period",
        "Value",
        "Can be",
    ]
    firsts = {row[0][0]["text"] for row in data["rows"]}
    assert {"Real growth: GDP", "Secondary industry in GDP"} == firsts


def test_a_power_is_about_a_figure_and_not_the_figure() -> None:
    """What a check can tell carries no mark, even where its figure does."""
    table = page("652301", "2023").audit_table()
    assert table is not None
    led = [run for row in table.content["rows"] for run in row[-1] if "ref" in run]
    kept = [run for run in led if not run["ref"].startswith("claim.")]
    assert kept
    assert all(run.get("aside") for run in kept)


def words(display: Display | None) -> str:
    """All that a display object says, its no-break spaces as spaces."""
    assert display is not None
    return "".join(texts(display.content)).replace("\xa0", " ")


def texts(value: Any) -> Iterator[str]:
    """Yield the text of each run in a value."""
    if isinstance(value, dict):
        yield from [value["text"]] if isinstance(value.get("text"), str) else []
        yield from (text for item in value.values() for text in texts(item))
    elif isinstance(value, list):
        yield from (text for item in value for text in texts(item))


def test_what_the_others_print_is_told_without_the_place_itself() -> None:
    """Few or bounds are listed, more are told from where to where."""
    told = words(page("654027", "2023").beside())
    assert "Real growth: GDP: 5.5%; elsewhere 7 figures, from 3.8% (Alxa League, 2020) to" in told
    table = page("370000", "2021").beside_table()
    assert "Volunteer projects | more than 330,000 | 182,000 (Chongqing, 2020)" in repr(table)


def test_marks_of_other_places_are_explained() -> None:
    """Where no figure of the place itself is marked, the sign still stands on the page."""
    assert "≠ follows a figure" in words(page("650402", "2023").audit())


def test_a_bound_whose_word_is_outside_the_token_says_so() -> None:
    """The target of Suining is over 50万元, and the token is the number alone."""
    rows = {row["id"]: row for row in page("320324", "2019").evidence().content["rows"]}
    read = "".join(run["text"] for run in rows["s18.village_income_mean_target"]["cells"][2])
    assert "the word for the bound stands outside the words quoted" in read
    told = repr(rows["s18.village_income_mean_2014"])
    assert "stands outside the words quoted" not in told


@pytest.mark.parametrize(
    ("lang", "publisher"), [("zh-Hans", "中国经济网"), ("zh-Hant", "中國經濟網")]
)
def test_a_publisher_stands_in_the_characters_of_the_page(lang: str, publisher: str) -> None:
    """On the first page as in the section on sources; a title keeps its own."""
    facts = words(page("650100", "2014-01/2014-06", lang).masthead())
    assert publisher in facts


def test_what_is_printed_in_one_figure_is_not_asked_for_apart() -> None:
    """Urumqi prints social security and health together: it is said so, and is no gap."""
    told = words(page("650100", "2014-01/2014-06").missing())
    assert "Printed in one figure, not apart (Expenditure on social security, employment" in told
    assert "and not here: Expenditure on social security" not in told


def test_the_data_of_a_picture_stand_in_the_unit_of_its_axis() -> None:
    """Some items are printed in 万元, most in 亿元: one list has one unit."""
    drawn = page("652300", "2016-01/2016-03", "zh-Hans").theme_figure("budget")
    assert drawn is not None
    told = repr(drawn.content["data"])
    assert "0.7497亿元" in told
    assert "0.74965亿至0.74975亿元" in told
    assert "万" not in told
