"""Numerals: folding keeps places, and digits, words and multipliers read as one number."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from altay_analysis.numerals import MULTIPLIERS, Numeral, fold, read_bare, read_numeral

_ONES = "零一二三四五六七八九"
_STEPS = ((1000, "千"), (100, "百"), (10, "十"))


def _under_ten_thousand(number: int) -> str:
    """Write a number in Chinese, 零 once for each run of places that are none."""
    text, gap = "", False
    for step, name in _STEPS:
        digit, number = divmod(number, step)
        if digit:
            text += ("零" if gap and text else "") + _ONES[digit] + name
        gap = not digit
    if number:
        text += ("零" if gap and text else "") + _ONES[number]
    return text


def written(number: int) -> str:
    """Write a number under 10¹² in Chinese numerals, as a text does."""
    if not number:
        return "零"
    text, rest = "", number
    for step, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part, rest = divmod(rest, step)
        if part:
            zero = text and part < 1000
            text += ("零" if zero else "") + _under_ten_thousand(part) + name
    return text


def _value(text: str) -> int:
    numeral = read_numeral(text, 0)
    assert numeral is not None
    assert numeral.end == len(text)
    return int(numeral.digits) * numeral.factor


@given(st.integers(0, 10**12 - 1))
def test_written_numerals_read_back(number: int) -> None:
    """A number written in Chinese numerals reads as that number."""
    assert _value(written(number)) == number


@given(st.integers(0, 99_999))
def test_written_small_numerals_read_back(number: int) -> None:
    """Small numbers, where every form of 零 and 十 occurs, read as themselves."""
    assert _value(written(number)) == number


@given(st.integers(11, 19))
def test_ten_may_stand_without_its_one(number: int) -> None:
    """十五 is 一十五."""
    assert _value(written(number).removeprefix("一")) == number


@given(st.integers(1, 9), st.integers(1, 9), st.sampled_from([100, 1000, 10**4, 10**8]))
def test_colloquial_numerals_count_the_next_step(first: int, second: int, step: int) -> None:
    """三百二 is 320, 一万二 is 12000."""
    name = {100: "百", 1000: "千", 10**4: "万", 10**8: "亿"}[step]
    text = f"{_ONES[first]}{name}{_ONES[second]}"
    assert _value(text) == first * step + second * step // 10


@given(number=st.integers(0, 10**15), places=st.integers(0, 6), marked=st.booleans())
def test_western_numerals_read_with_and_without_marks(
    number: int, places: int, *, marked: bool
) -> None:
    """Marks of thousands change nothing, and printed zeros are kept."""
    tail = "0" * places
    text = (f"{number:,}" if marked else str(number)) + (f".{tail}" if tail else "")
    numeral = read_numeral(text, 0)
    assert numeral is not None
    assert numeral.end == len(text)
    assert numeral.digits == (f"{number}.{tail}" if tail else str(number))
    assert numeral.is_plain
    assert not numeral.worded


@given(st.text(st.characters(exclude_categories=())))
def test_folding_keeps_places(text: str) -> None:
    """Folded text has as many characters as the token, so that places stay the same."""
    assert len(fold(text)) == len(text)


@given(st.text(st.characters(exclude_categories=())))
def test_folding_twice_changes_nothing(text: str) -> None:
    """What is folded is folded for good."""
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("token", "folded"),
    [
        pytest.param("１２．５％", "12.5%", id="full-width"),
        pytest.param("２∶３：４", "2:3:4", id="ratio signs"),
        pytest.param("−1—2–3―4‒5", "-1-2-3-4-5", id="dashes and minus"),
        pytest.param("1〜2～3", "1~2~3", id="tildes"),
        pytest.param("1\u00a02\u202f3\u30004", "1 2 3 4", id="spaces"),
        pytest.param("３⼈", "3人", id="radicals"),
        pytest.param("5²①½Ⅻ", "5²①½Ⅻ", id="superscripts, circles and fractions stay"),
        pytest.param("٣𝟓", "٣𝟓", id="other digits stay"),
        pytest.param("參叄叁貳贰陸陆", "三三三二二六六", id="banker's numerals"),
        pytest.param("萬億個餘", "万亿个余", id="traditional"),
    ],
)
def test_folding(token: str, folded: str) -> None:
    """Looks are folded, meanings are not."""
    assert fold(token) == folded


@pytest.mark.parametrize(
    ("text", "digits", "prefix", "more", "length"),
    [
        pytest.param("10余万", "10", "10k_", "digits", 4, id="more before the multiplier"),
        pytest.param("10万余", "10", "10k_", "multiplier", 4, id="more behind the multiplier"),
        pytest.param("10余", "10", "", "digits", 3, id="more without a multiplier"),
        pytest.param("十几", "10", "", "digits", 2, id="ten and some"),
        pytest.param("20来", "20", "", "digits", 3, id="and so"),
        pytest.param("万余", "1", "10k_", "multiplier", 2, id="a multiplier alone with more"),
        pytest.param("1千多万", "1000", "10k_", "digits", 4, id="a step in words"),
        pytest.param("3百多亿", "300", "100m_", "digits", 4, id="a hundred in words"),
        pytest.param("5十几万", "50", "10k_", "digits", 4, id="a ten in words"),
        pytest.param("1.5千多万", "1.5", "1k_", "multiplier", 5, id="a decimal has no steps"),
        pytest.param("3亿2000万", "32000", "10k_", "", 7, id="a compound"),
        pytest.param("3亿零200万", "30200", "10k_", "", 7, id="a compound with a nought"),
        pytest.param("3亿2000万余", "32000", "10k_", "multiplier", 8, id="a compound and more"),
        pytest.param("3万5千", "35", "1k_", "", 4, id="a compound in thousands"),
        pytest.param("1亿2345万6789", "123456789", "", "", 11, id="three parts"),
        pytest.param("1万0005", "10005", "", "", 6, id="all places printed"),
        pytest.param("10万余2", "10", "10k_", "multiplier", 4, id="more ends a compound"),
        pytest.param(
            f"{'9' * 63}亿2千", f"{'9' * 63}00002", "1k_", "", 66, id="the longest first part"
        ),
        pytest.param("007", "7", "", "", 3, id="leading zeros"),
        pytest.param("00.50", "0.50", "", "", 5, id="a leading zero before the point"),
        pytest.param("一百二十三点四五", "123.45", "", "", 8, id="a decimal in words"),
        pytest.param("万亿余", "1", "1t_", "multiplier", 3, id="the longest multiplier"),
        pytest.param("百二十", "120", "", "", 3, id="a hundred without its one"),
        pytest.param("一零", "10", "", "", 2, id="two digits read out"),
        pytest.param("一二三", "123", "", "", 3, id="three digits read out"),
        pytest.param("九千九百九十九", "9999", "", "", 7, id="all steps"),
    ],
)
def test_numerals(text: str, digits: str, prefix: str, more: str, length: int) -> None:
    """Digits, multiplier and what more they are come out apart."""
    numeral = read_numeral(text, 0)
    assert numeral is not None
    assert (numeral.digits, numeral.prefix, numeral.more, numeral.end) == (
        digits,
        prefix,
        more,
        length,
    )


@pytest.mark.parametrize(
    ("text", "end", "digits"),
    [
        pytest.param("1,23", 1, "1", id="two digits behind a mark"),
        pytest.param("1,2345", 1, "1", id="four digits behind a mark"),
        pytest.param("12,34,567", 2, "12", id="uneven groups"),
        pytest.param("1,234 567", 5, "1234", id="two kinds of mark"),
        pytest.param("1,234,56", 1, "1", id="a short last group"),
        pytest.param("0,123", 1, "0", id="nought before a mark"),
        pytest.param("1234,567", 4, "1234", id="four digits before a mark"),
        pytest.param("1.", 1, "1", id="a point without digits"),
        pytest.param("1.2.3", 3, "1.2", id="two points"),
        pytest.param("1e9", 1, "1", id="an exponent"),
        pytest.param("1_000", 1, "1", id="an underscore"),
        pytest.param("1万2", 2, "1", id="a Western digit behind a multiplier"),
        pytest.param("1万23456", 2, "1", id="too many digits behind a multiplier"),
        pytest.param("1.5万2000", 4, "1.5", id="a decimal is no first part"),
        pytest.param("1万2.5千", 2, "1", id="a decimal is no second part"),
        pytest.param("1千2百万", 2, "1", id="a growing compound"),
        pytest.param("3万五六", 2, "3", id="a pair is no second part"),
        pytest.param("1百2千", 2, "1", id="a bigger second part"),
        pytest.param("五六万二千", 3, "5", id="a pair is no first part"),
        pytest.param("1万0亿", 2, "1", id="a second part of nought"),
        pytest.param("1万零万", 2, "1", id="a multiplier twice"),
        pytest.param("1千十二百", 2, "1", id="a second part too great"),
        pytest.param(f"{'9' * 64}亿2千", 65, "9" * 64, id="a first part too long to join"),
        pytest.param("1万0万", 2, "1", id="nought of the same multiplier"),
        pytest.param("1千12百", 2, "1", id="a second part beyond the first"),
        pytest.param("1千10百", 2, "1", id="a second part as great as the first"),
        pytest.param("三点", 1, "3", id="a point in words without digits"),
    ],
)
def test_reading_stops(text: str, end: int, digits: str) -> None:
    """What does not belong to the numeral is left where it stands."""
    numeral = read_numeral(text, 0)
    assert numeral is not None
    assert (numeral.end, numeral.digits) == (end, digits)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "个",
        "万",
        "亿元",
        "余",
        ".5",
        "百十",
        "二一",
        "八三",
        "五五",
        "三百零",
        "零三百",
        "三百零零二",
        "二十零五",
        "三千零百",
        "五三百",
        "百千",
        "三百百",
        "三百五百",
        "一百零十",
        "两两两",
        "二二十",
        "八五十",
        "二廿",
        "٣",
        "５",
    ],
)
def test_no_numeral(text: str) -> None:
    """Impossible orders, and what is no numeral, are not read at all."""
    assert read_numeral(text, 0) is None


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("七八", "7", "8"),
        ("三五", "3", "5"),
        ("两三", "2", "3"),
        ("二三十", "20", "30"),
        ("十五六", "15", "16"),
        ("三百五六十", "350", "360"),
        ("三四百", "300", "400"),
    ],
)
def test_pairs_estimate(text: str, low: str, high: str) -> None:
    """Two digits side by side are the ends of an estimate."""
    numeral = read_numeral(text, 0)
    assert numeral is not None
    assert numeral == Numeral(low, "", "", len(text), high, worded=True)
    assert not numeral.is_plain


@pytest.mark.parametrize("text", list(MULTIPLIERS))
def test_bare_multipliers(text: str) -> None:
    """A multiplier alone is one of it, for whoever knows that a number is due."""
    numeral = read_bare(text, 0)
    assert numeral is not None
    assert (numeral.digits, numeral.factor, numeral.more) == ("1", MULTIPLIERS[text][1], "")
    assert numeral.worded


def test_no_bare_multiplier() -> None:
    """Where no multiplier stands there is none to read."""
    assert read_bare("个", 0) is None


@settings(deadline=None, max_examples=20)
@given(st.sampled_from(["9", "九", "亿", "1亿", "9万", "1,234", "9.", "零", "三千"]))
def test_a_megabyte_ends(piece: str) -> None:
    """However long a text is, reading it ends, and the numeral lies inside it."""
    text = piece * (1_000_000 // len(piece))
    numeral = read_numeral(text, 0)
    assert numeral is None or 0 < numeral.end <= len(text)


def test_a_numeral_in_words_says_so() -> None:
    """Words print no zeros: whoever reads 三百万 needs to know that it was words."""
    three, mixed = read_numeral("三百万", 0), read_numeral("3亿二千万", 0)
    assert three is not None
    assert three.worded
    assert mixed is not None
    assert not mixed.worded
