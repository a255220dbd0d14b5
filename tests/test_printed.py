"""Tokens read as the table "Figures as printed" says, and nothing else is read."""

from __future__ import annotations

import csv
import math
import random
import re
from fractions import Fraction
from pathlib import Path

import opencc
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from altay_analysis.errors import TokenError
from altay_analysis.lexicon import PREFIX_KEYS, SUFFIX_KEYS, UNIT_KEYS
from altay_analysis.numerals import MULTIPLIERS
from altay_analysis.printed import LONGEST, Printed, read
from altay_analysis.quantity import Bounds

_HERE = Path(__file__).parent


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


GOLDEN = _rows(_HERE / "golden" / "printed.csv")
OBSERVATIONS = _rows(_HERE.parent / "data" / "observations.csv")
TOKENS = [row["token"] for row in GOLDEN]


def _end(number: Fraction | None, kind: str) -> tuple[Fraction | None, str]:
    return (number, kind if number is not None else "")


@pytest.mark.parametrize("row", GOLDEN, ids=TOKENS)
def test_golden_tokens(row: dict[str, str]) -> None:
    """Each token reads to the value, unit, qualifier and bounds that were worked out by hand."""
    found = read(row["token"])
    bounds = found.bounds
    assert (found.value, found.unit or "", found.qualifier) == (
        row["value"],
        row["unit"],
        row["qualifier"],
    )
    low, high = (Fraction(row[end]) if row[end] else None for end in ("low", "high"))
    assert _end(bounds.low, bounds.low_end) == (low, row["low_end"])
    assert _end(bounds.high, bounds.high_end) == (high, row["high_end"])


READ_ALONE = [row for row in OBSERVATIONS if row["source"] == "S1" or not row["note"]]
SETTLED = [row for row in OBSERVATIONS if row not in READ_ALONE]


@pytest.mark.parametrize("row", READ_ALONE, ids=lambda row: str(row["id"]))
def test_the_data_say_what_their_tokens_say(row: dict[str, str]) -> None:
    """Value, unit and qualifier of each observation without a note are those of its token."""
    found = read(row["as_printed"])
    assert (found.value, found.unit, found.qualifier) == (
        row["value"],
        row["unit"],
        row["qualifier"],
    )


@pytest.mark.parametrize("row", SETTLED, ids=lambda row: str(row["id"]))
def test_a_note_settles_a_unit_or_a_qualifier_alone(row: dict[str, str]) -> None:
    """A note may say what the token leaves out or counts in; the number is the token's."""
    found = read(row["as_printed"])
    assert found.value == row["value"]
    assert row["qualifier"] in (found.qualifier, "over")
    names_no_unit = found.unit is None or found.unit == "10k_number"
    per_so_many = row["unit"].startswith("per_")
    assert found.unit == row["unit"] or names_no_unit or per_so_many


def test_every_token_of_the_article_is_golden() -> None:
    """Each token of the main source has bounds that were worked out by hand."""
    printed = {row["as_printed"] for row in OBSERVATIONS if row["source"] == "S1"}
    assert printed <= set(TOKENS)


@pytest.mark.parametrize("config", ["s2t", "t2s"])
def test_both_scripts_read_the_same(config: str) -> None:
    """A token reads the same in simplified and in traditional characters."""
    convert = opencc.OpenCC(config).convert
    assert [t for t in TOKENS if read(convert(t)) != read(t)] == []


def test_full_width_forms_read_the_same() -> None:
    """A token reads the same in full-width characters."""
    wide = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}
    assert [t for t in TOKENS if read(t.translate(wide)) != read(t)] == []


@pytest.mark.parametrize(
    ("token", "change"),
    [
        ("提升2.42%", "rise"),
        ("凈增3933.42萬元", "rise"),
        ("增幅達317.88%", "rise"),
        ("增长32倍", "rise"),
        ("翻兩番", "rise"),
        ("多1898人", "rise"),
        ("净减少3人", "fall"),
        ("负增长3.2%", "fall"),
        ("降幅达3%", "fall"),
        ("减少三分之一", "fall"),
        ("下降3%至5%", "fall"),
        ("增至45個", None),
        ("提升至45.90%", None),
        ("下降到3%", None),
        ("-3.2%", None),
        ("多達300人", None),
        ("增长至少5%", "rise"),
        ("下降至多5%", "fall"),
    ],
)
def test_changes_and_levels(token: str, change: str | None) -> None:
    """提升 says a change, 提升至 the level that was reached."""
    assert read(token).change == change


@pytest.mark.parametrize(
    ("token", "level"),
    [
        ("全國民族團結進步示范區", "national"),
        ("國家級生態文明建設示范區", "national"),
        ("自治區優秀平安市", "autonomous_region"),
        ("地區級文明村", "prefecture"),
        ("市級文明單位", "city"),
        ("县级先进集体", "county"),
        ("全國文明鄉鎮", "national"),
    ],
)
def test_designations_name_who_grants_them(token: str, level: str) -> None:
    """A designation is true, and its words say at which level it is granted."""
    assert read(token) == Printed("true", "designation", "designation", granted_by=level)


@pytest.mark.parametrize(
    ("token", "doubt"),
    [
        pytest.param(
            "超1260家",
            "a threshold of three digits may be a figure in full precision",
            id="a threshold of three digits",
        ),
        pytest.param(
            "三亿二千万元",
            "a round number in words prints no zeros: it may be rounded more",
            id="a round amount in words",
        ),
        pytest.param("七八成", "a pair of digits estimates: its range is not sharp", id="a pair"),
        pytest.param(
            "约10至15人",
            "a range that is also about: its ends are not sharp",
            id="a range that is about",
        ),
        pytest.param("超过30%以上", "over and at_least stand at once", id="over and at least"),
        pytest.param("不足30%以下", "under and at_most stand at once", id="under and at most"),
        pytest.param("上千余人", "at_least and and_more stand at once", id="at least and more"),
        pytest.param(
            "下降-3.2%",
            "a negative number after a word of change says the sign twice",
            id="a fall with a minus sign",
        ),
        pytest.param(
            "增长-3.2%",
            "a negative number after a word of change says the sign twice",
            id="a rise with a minus sign",
        ),
        pytest.param(
            "下降-5%至-3%",
            "a negative number after a word of change says the sign twice",
            id="a range with minus signs that falls",
        ),
        pytest.param(
            "增长-5%至3%",
            "a negative number after a word of change says the sign twice",
            id="a range with a minus sign that rises",
        ),
        pytest.param(
            "下降超过30%以上", "over and at_least stand at once", id="a fall over and at least"
        ),
        pytest.param(
            "下降超1.05%",
            "a threshold of three digits may be a figure in full precision",
            id="a fall over three digits",
        ),
        pytest.param(
            "超过三分之一以上", "over and at_least stand at once", id="a fraction over and at least"
        ),
    ],
)
def test_doubt(token: str, doubt: str) -> None:
    """What the table does not settle is read, and said to be in doubt."""
    assert read(token).doubt == doubt


@pytest.mark.parametrize(
    "token",
    [
        "提升2.42%",
        "下降3%",
        "超0.85%",
        "突破20萬元",
        "突破5170.88萬元",
        "超300余件",
        "300萬元",
        "三百零一万元",
        "三百人",
        "超十万元",
    ],
)
def test_no_doubt(token: str) -> None:
    """What the table settles is in no doubt."""
    assert read(token).doubt is None


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("超過300余件", "300件有余"),
        ("约300人", "300人上下"),
        ("大约300人左右", "约300人"),
        ("不超過30%以内", "不超过30%"),
        ("逾10万人次", "超出10万人次"),
        ("近萬人", "将近一万人"),
        ("10万余人", "10万人余"),
        ("同比 增长 5.4 %", "增长5.4%"),
        ("一半多", "过半"),
        ("超过一半", "半数多"),
        ("百分之十到百分之十五", "10%~15%"),
        ("三分之一余", "三分之一有余"),
    ],
)
def test_qualifiers_say_the_same_wherever_they_stand(first: str, second: str) -> None:
    """Before the number, behind it, between number and multiplier: the qualifier is found."""
    one, other = read(first), read(second)
    if one.value == "10/11":  # behind the noun, 余 counts the digits; behind 万, the next 万
        other = Printed("10/11", *(getattr(other, key) for key in ("unit", "qualifier")))
    assert (one.value, one.unit, one.qualifier) == (other.value, other.unit, other.qualifier)


@pytest.mark.parametrize(
    ("token", "place", "why"),
    [
        pytest.param("几十人", "1 (几十人)", "a number is missing", id="a vague number"),
        pytest.param("数百人", "1 (数百人)", "a number is missing", id="some hundreds"),
        pytest.param("超", None, "a number is missing", id="a qualifier alone"),
        pytest.param("万元", "1 (万元)", "a number is missing", id="a multiplier alone"),
        pytest.param("百分之", None, "a number is missing", id="no parts"),
        pytest.param("10至", None, "a number is missing", id="no upper end"),
        pytest.param("98%超", "4 (超)", "", id="a word that does not stand there"),
        pytest.param("300人300人", "5 (300人)", "", id="a second figure"),
        pytest.param("1,23人", "2 (,23人)", "", id="a mark that marks no thousands"),
        pytest.param("1e999", "2 (e999)", "", id="an exponent"),
        pytest.param("1_000", "2 (_000)", "", id="an underscore"),
        pytest.param("5²个", "2 (²个)", "", id="a superscript"),
        pytest.param("① 个", "1 (① 个)", "a number is missing", id="a circled number"),
        pytest.param("٣个", "1 (٣个)", "a number is missing", id="Arabic digits"),
        pytest.param("½", "1 (½)", "a number is missing", id="a fraction in one character"),
        pytest.param("3\u0301个", "2 (\u0301个)", "", id="a combining mark"),
        pytest.param("3👩个", "2 (👩个)", "", id="emoji"),
        pytest.param("שלוש3", "1 (שלוש3)", "a number is missing", id="right to left"),
        pytest.param(" 45个", "1 ( 45个)", "a number is missing", id="a space before"),
        pytest.param("45个 ", "4 ( )", "", id="a space behind"),
        pytest.param("45  个", "3 (  个)", "", id="two spaces"),
        pytest.param("约超300人", "3 (300人)", "about and over at once", id="about and over"),
        pytest.param("近300余件", "6 (件)", "just_under and and_more at once", id="near and more"),
        pytest.param("10至5", "1 (10至5)", "the range runs backwards", id="backwards"),
        pytest.param(
            "3亿至5万元", "1 (3亿至5万元)", "the range runs backwards", id="far backwards"
        ),
        pytest.param(
            "三五至八", "1 (三五至八)", "the range runs backwards", id="a pair to a number"
        ),
        pytest.param(
            "超10至15人", "1 (超10至15人)", "a range that is also over", id="over a range"
        ),
        pytest.param(
            "5至10余", "1 (5至10余)", "a range that is also and_more", id="more at an end"
        ),
        pytest.param("10%至15个百分点", None, "from percent to percentage_point", id="two units"),
        pytest.param("1.5番", "4 (番)", "", id="not a doubling"),
        pytest.param(
            "翻1.5番", "2 (1.5番)", "whole and run from 1 to 20", id="one and a half doublings"
        ),
        pytest.param(
            "翻两万番", "2 (两万番)", "whole and run from 1 to 20", id="too great a doubling"
        ),
        pytest.param("翻几番", "2 (几番)", "whole and run from 1 to 20", id="some doublings"),
        pytest.param(
            "翻两个番", "2 (两个番)", "whole and run from 1 to 20", id="a word in a doubling"
        ),
        pytest.param("翻21番", "2 (21番)", "whole and run from 1 to 20", id="too many doublings"),
        pytest.param("翻零番", "2 (零番)", "whole and run from 1 to 20", id="no doubling"),
        pytest.param("近翻番", "1 (近翻番)", "a threshold that was reached", id="nearly doubled"),
        pytest.param(
            "下降翻番", "1 (下降翻番)", "a threshold that was reached", id="a fall doubled"
        ),
        pytest.param("300人翻番", "5 (翻番)", "", id="a number that doubled"),
        pytest.param("翻番300", "3 (300)", "", id="doubled and a number"),
        pytest.param("三分之", None, "a whole number of parts", id="no parts of three"),
        pytest.param("三分之0.5", "4 (0.5)", "a whole number of parts", id="half a part"),
        pytest.param("三分之一万", "4 (一万)", "a whole number of parts", id="ten thousand parts"),
        pytest.param("三分之七八", "4 (七八)", "a whole number of parts", id="some parts"),
        pytest.param("零分之一", "1 (零分之一)", "of a whole number", id="parts of none"),
        pytest.param("2.5分之一", "1 (2.5分之一)", "of a whole number", id="two and a half parts"),
        pytest.param(
            "三余分之一", "1 (三余分之一)", "of a whole number", id="more than three parts"
        ),
        pytest.param("百万分之三", "1 (百万分之三)", "of a whole number", id="per million"),
        pytest.param("1/0", "2 (/0)", "", id="a division by nought"),
        pytest.param("1/2亿", "2 (/2亿)", "", id="a fraction of a multiplier"),
        pytest.param("三分之一个", "5 (个)", "", id="a fraction with a unit"),
        pytest.param("1:2:", "2 (:2:)", "", id="a ratio without its last part"),
        pytest.param("1万:3", "3 (:3)", "", id="a ratio with a multiplier"),
        pytest.param("超1:3", "1 (超1:3)", "neither a change nor a bound", id="a ratio over"),
        pytest.param("增长1:3", "1 (增长1:3)", "neither a change nor a bound", id="a ratio rises"),
        pytest.param("1:3个", "4 (个)", "", id="a ratio with a unit"),
        pytest.param("消除3个薄弱村", "3 (3个薄弱村)", "only a threshold", id="three, not none"),
        pytest.param("消除三个薄弱村", "3 (三个薄弱村)", "only a threshold", id="three in words"),
        pytest.param(
            "消除以下3个村", "5 (3个村)", "only a threshold", id="a threshold before three"
        ),
        pytest.param("3个村清零", "1 (3个村清零)", "only a threshold", id="three to none"),
        pytest.param("七成五六", "3 (五六)", "", id="tenths and a pair"),
        pytest.param("七成五十", "3 (五十)", "", id="tenths and fifty"),
        pytest.param("7.5成5", "5 (5)", "", id="decimal tenths and more"),
        pytest.param("七成五万", "3 (五万)", "", id="tenths and a multiplier"),
        pytest.param("全国百强", "1 (全国百强)", "a number is missing", id="no designation"),
        pytest.param("模范村", "1 (模范村)", "a number is missing", id="granted by nobody"),
    ],
)
def test_what_cannot_be_read_says_where(token: str, place: str | None, why: str) -> None:
    """The error shows the token, the place where reading stopped and why."""
    with pytest.raises(TokenError) as caught:
        read(token)
    text = str(caught.value)
    assert text.startswith(f"cannot read the token {token!r}: reading stopped ")
    assert (f"at character {place}" if place else "at its end") in text
    assert (f": {why}" if why.startswith("a number") else why) in text
    assert text.endswith("; give the number, its qualifier and its unit as printed")


@pytest.mark.parametrize(
    ("token", "why"),
    [
        ("超", "a number is missing"),
        ("翻21番", "doublings are whole and run from 1 to 20"),
        ("近翻番", "a doubling is a threshold that was reached"),
        ("三分之0.5", "a fraction has a whole number of parts"),
        ("零分之一", "a fraction is of a whole number of parts"),
        ("超1:3", "a ratio of parts is neither a change nor a bound"),
        ("10至5", "the range runs backwards"),
        ("超10至15人", "a range that is also over"),
        ("3个村清零", "beside a zero in words only a threshold may stand"),
        ("10%至15个百分点", "a range from percent to percentage_point"),
        ("约超300人", "about and over at once"),
    ],
)
def test_reasons_are_whole_sentences(token: str, why: str) -> None:
    """Why reading stopped stands between the place and the remedy, and nothing beside it."""
    with pytest.raises(TokenError, match=rf"(\)|end): {re.escape(why)}; give the number"):
        read(token)


@pytest.mark.parametrize(
    "token",
    [
        pytest.param("9" * 1_000_000, id="a megabyte of digits"),
        pytest.param("九" * 1_000_000, id="a megabyte of words"),
        pytest.param("亿" * 10_000, id="ten thousand 亿"),
        pytest.param("1" + "亿" * 10_000, id="ten thousand 亿 behind a number"),
        pytest.param("三分之" * 10_000 + "一", id="nested parts"),
        pytest.param("三分之" * 20 + "一", id="nested parts, short"),
        pytest.param("百分之" * 20 + "一", id="nested percent"),
        pytest.param("超" * LONGEST, id="qualifiers alone"),
        pytest.param("1" + "至1" * 31, id="nested ranges"),
        pytest.param("(" * LONGEST, id="brackets"),
        pytest.param("1" * 62 + "亿余亿", id="a long number"),
        pytest.param("\u0301" * LONGEST, id="combining marks alone"),
        pytest.param("3\x00个", id="NUL"),
        pytest.param("\u202e427\u202c个", id="bidi override"),
        pytest.param("427\u2066个\u2069", id="bidi isolate"),
        pytest.param("427\ud800个", id="a lone surrogate"),
        pytest.param("\udfff", id="a lone surrogate alone"),
        pytest.param("3\ufe0f\u20e3", id="a keycap"),
        pytest.param("nan", id="nan"),
        pytest.param("inf", id="inf"),
        pytest.param("-", id="a sign"),
        pytest.param("", id="nothing"),
        pytest.param("0x1F", id="hexadecimal"),
        pytest.param("1,234,", id="a mark at the end"),
        pytest.param("=1+1", id="a formula"),
    ],
)
def test_hostile_tokens_end_in_one_clear_line(token: str) -> None:
    """Whatever a token holds, it is refused in one short line that can be printed."""
    with pytest.raises(TokenError) as caught:
        read(token)
    text = str(caught.value)
    assert text.encode("utf-8")
    assert "\n" not in text
    assert len(text) < 300


def test_the_longest_number_reads() -> None:
    """A token of 64 digits is a number like others."""
    assert read("9" * LONGEST).bounds == Bounds(Fraction(10**64 - 1), Fraction(10**64 - 1))


def test_a_long_range_reads_exactly() -> None:
    """Bringing an end to the other's multiplier loses no digit."""
    assert read("12345至1亿").bounds == Bounds(Fraction(12345, 10**8), Fraction(1))


# Ten thousand tokens of four kinds: any text, words in any order, damaged tokens, digits.

_FUZZ = settings(
    max_examples=2_500,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
_PIECES = sorted(
    {*PREFIX_KEYS, *SUFFIX_KEYS, *UNIT_KEYS, *MULTIPLIERS, *"零一二两三五七九十百千廿余多来几"}
    | {"分之", "百分之", "翻", "番", "半", "至", "-", "~", ":", "比", "/", "负", "清零", "消除"}
    | {"0", "1", "2", "10", "45.90", "1,234", "007", "99", "300", " ", "点", ".", ",", "全国", "市"}
)


def _read(token: str) -> Printed | str:
    try:
        return read(token)
    except TokenError as error:
        return str(error)


def _holds(token: str) -> None:
    """Check that a token reads to bounds that hold its value, or ends in one line."""
    found = _read(token)
    if isinstance(found, str):
        assert len(found) < 300
        assert found.isprintable()
        return
    bounds = found.bounds
    assert not bounds.is_empty
    if found.qualifier in ("exact", "rounded", "about", "just_under") and ":" not in found.value:
        assert bounds.contains(Fraction(found.value))


@_FUZZ
@given(st.text(st.characters(exclude_categories=()), max_size=80))
def test_any_text_reads_or_ends(token: str) -> None:
    """Any characters at all read, or are refused."""
    _holds(token)


@_FUZZ
@given(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=9).map("".join))
def test_words_in_any_order_read_or_end(token: str) -> None:
    """The words of the table in any order read, or are refused."""
    _holds(token)


@_FUZZ
@given(st.sampled_from(TOKENS), st.randoms(use_true_random=False), st.sampled_from(_PIECES))
def test_damaged_tokens_read_or_end(token: str, chance: random.Random, piece: str) -> None:
    """A token that has lost or gained something reads, or is refused."""
    start, stop = sorted(chance.choices(range(len(token) + 1), k=2))
    _holds(token[:start] + piece + token[stop:])


@_FUZZ
@given(st.text("0123456789０９,. -/:%万亿余至個元", min_size=1, max_size=20))
def test_digits_and_marks_read_or_end(token: str) -> None:
    """Digits and marks in any order read, or are refused."""
    _holds(token)


# What is printed of a true number reads back to bounds that hold it.

_UNITS = [("%", 1), ("元", 1), ("亩", 1), ("万元", 10**4), ("亿元", 10**8), ("万人次", 10**4)]
_TRUE = st.fractions(min_value=0, max_value=10**9, max_denominator=10**6)


def _half_up(number: Fraction, places: int) -> Fraction:
    return Fraction(math.floor(number * 10**places + Fraction(1, 2)), 10**places)


def _half_even(number: Fraction, places: int) -> Fraction:
    return Fraction(round(number * 10**places), 10**places)


def _shown(number: Fraction, places: int, *, marked: bool = False) -> str:
    scaled = int(number * 10**places)
    whole, tail = divmod(scaled, 10**places)
    text = f"{whole:,}" if marked else str(whole)
    return f"{text}.{tail:0{places}}" if places else text


@given(
    true=_TRUE,
    places=st.integers(0, 5),
    unit=st.sampled_from(_UNITS),
    rounding=st.sampled_from([_half_up, _half_even]),
    marked=st.booleans(),
    frame=st.sampled_from(["{}", "达{}", "增至{}", "仅{}", "增加{}", "共计 {}"]),
)
def test_a_rounded_number_reads_to_bounds_that_hold_it(
    true: Fraction, places: int, unit: tuple[str, int], rounding, *, marked: bool, frame: str
) -> None:
    """However a true number is rounded and printed, its bounds contain it."""
    name, factor = unit
    digits = _shown(rounding(true / factor, places), places, marked=marked)
    found = read(frame.format(f"{digits}{name}"))
    assert found.qualifier == "rounded"
    assert found.bounds.contains(true / factor)


@given(
    true=_TRUE,
    places=st.integers(0, 4),
    rounding=st.sampled_from([_half_up, _half_even]),
    frame=st.sampled_from(["下降{}%", "-{}%", "−{}%", "负{}%", "减少了{}%", "负增长{}%"]),
)
def test_a_rounded_fall_reads_to_bounds_that_hold_it(
    true: Fraction, places: int, rounding, frame: str
) -> None:
    """A fall is negative, and its bounds contain it."""
    found = read(frame.format(_shown(rounding(true, places), places)))
    assert found.bounds.contains(-true)


@given(st.integers(1, 10**9), st.integers(0, 8), st.sampled_from(["{}余人", "{}多人", "{}人余"]))
def test_a_cut_count_reads_to_bounds_that_hold_it(true: int, cut: int, frame: str) -> None:
    """A count of which the last digits are dropped and 余 is said lies in the bounds."""
    shown = true // 10**cut * 10**cut
    assume(0 < shown < true)
    assert read(frame.format(shown)).bounds.contains(Fraction(true))
    assert read("减少" + frame.format(shown)).bounds.contains(Fraction(-true))


@given(st.integers(1, 10**9), st.sampled_from(["{}余万元", "{}万余元", "{}万元有余"]))
def test_a_cut_amount_reads_to_bounds_that_hold_it(true: int, frame: str) -> None:
    """An amount of which all under 万 is dropped lies in the bounds, wherever 余 stands."""
    shown = true // 10_000
    assume(0 < shown * 10_000 < true)
    assert read(frame.format(shown)).bounds.contains(Fraction(true, 10_000))


@given(
    threshold=st.integers(1, 99),
    zeros=st.integers(0, 5),
    beyond=st.fractions(min_value=0, max_value=10**6),
    words=st.sampled_from(
        [
            ("超{}元", 1, False),
            ("突破{}元", 1, False),
            ("{}元以上", 1, True),
            ("不低于{}元", 1, True),
            ("不足{}元", -1, False),
            ("低于{}元", -1, False),
            ("{}元以下", -1, True),
            ("至多{}元", -1, True),
        ]
    ),
)
def test_thresholds_hold_what_lies_beyond_them(
    threshold: int, zeros: int, beyond: Fraction, words: tuple[str, int, bool]
) -> None:
    """What lies beyond a threshold is in its bounds, and in those of a fall turned round."""
    frame, side, inclusive = words
    edge = threshold * 10**zeros
    bounds, fall = read(frame.format(edge)).bounds, read(f"下降{frame.format(edge)}").bounds
    true = edge + side * beyond
    expected = inclusive or bool(beyond)
    assert bounds.contains(true) is expected
    assert fall.contains(-true) is expected
    assert bounds.contains(edge - side * (beyond + 1)) is False


@given(st.integers(1, 99), st.integers(2, 99))
def test_fractions_read_in_words_and_digits(parts: int, of: int) -> None:
    """3分之1 and 1/3 are a third."""
    third = Bounds(Fraction(parts, of), Fraction(parts, of))
    assert read(f"{of}分之{parts}").bounds == third
    assert read(f"{parts}/{of}").bounds == third


@given(st.lists(_TRUE, min_size=2, max_size=6), st.integers(0, 3), st.sampled_from(":：∶比"))
def test_ratios_keep_their_parts(parts: list[Fraction], places: int, mark: str) -> None:
    """A ratio is its parts as printed, whatever sign stands between them."""
    shown = [_shown(_half_up(part, places), places) for part in parts]
    found = read(mark.join(shown)) if len(mark.join(shown)) <= LONGEST else None
    assert found is None or found == Printed(":".join(shown), "ratio", "rounded")
