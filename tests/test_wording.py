"""Quantities as text, in both languages."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from altay_analysis import printed, wording
from altay_analysis.quantity import Bounds, Quantity


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "en", "zh"),
    [
        ("98", "percent", "over", "over 98%", "超98%"),
        ("300", "item", "and_more", "more than 300", "300余个"),
        ("10/11", "10k_person", "and_more", "more than 100,000 persons", "10万余人"),
        ("10", "10k_person", "and_more", "more than 100,000 persons", "10余万人"),
        ("33", "10k_item", "and_more", "more than 330,000", "33万余个"),
        ("8700", "10k_hour", "and_more", "more than 87 million hours", "8700余万小时"),
        ("0.6", "10k_item", "rounded", "6,000", "0.6万个"),
        ("5170.88", "10k_yuan", "rounded", "51.7088 million yuan", "5170.88万元"),
        ("20", "10k_yuan", "over", "over 200,000 yuan", "超20万元"),
        ("2.7", "10k_person_time", "rounded", "27,000 person-times", "2.7万人次"),
        ("4", "times", "times_at_least", "at least 4 times", "至少4倍"),
        ("45.90", "percent", "rounded", "45.90%", "45.90%"),
        ("4160", "person", "exact", "4,160 persons", "4160人"),
        ("10/15", "percent", "range", "10 to 15%", "10%至15%"),
        ("true", "designation", "designation", "awarded", "获评"),
        ("5", "10k_yuan", "under", "under 50,000 yuan", "不足5万元"),
        ("2.3", "100m_yuan", "about", "about 230 million yuan", "约2.3亿元"),
        ("1/3", "fraction", "exact", "1/3", "1/3"),
    ],
    ids=str,
)
def test_observations_are_worded_as_printed(
    value: str, unit: str, qualifier: str, en: str, zh: str
) -> None:
    """The digits and the qualifier that were printed are the digits and the qualifier worded."""
    assert wording.printed(value, unit, qualifier, "en") == en
    assert wording.printed(value, unit, qualifier, "zh-Hans") == zh


@pytest.mark.parametrize(
    ("low", "high", "ends", "unit", "en"),
    [
        ("3933.47", "3933.49", "cc", "10k_yuan", "39.335 million yuan"),
        ("317.8805", "317.8848", "cc", "percent", "317.88%"),
        ("2137", "2140", "cc", "person", "2,137 to 2,140 persons"),
        ("0", "7", "cc", "item", "at most 7"),
        ("75", None, "oc", "percent", "over 75%"),
        ("7", "7", "cc", "item", "7"),
        ("-0.4", "0.4", "cc", "percent", "−0.4 to 0.4%"),
        (None, "5", "co", "yuan", "under 5 yuan"),
        (None, None, "cc", "yuan", "not bounded"),
    ],
    ids=str,
)
def test_derived_values_keep_the_digits_that_are_certain(
    low: str | None, high: str | None, ends: str, unit: str, en: str
) -> None:
    """A derived value is shown to the last digit on which its bounds agree, else as a range."""
    kinds = {"c": "closed", "o": "open"}
    bounds = Bounds(
        None if low is None else Fraction(low),
        None if high is None else Fraction(high),
        kinds[ends[0]],
        kinds[ends[1]],
    )
    assert wording.derived(Quantity(None, bounds, unit), "en") == en


decimals = st.decimals(min_value=0, max_value=10**6, places=4).map(Fraction)


def read_back(text: str) -> Bounds:
    """Read a worded Chinese percentage back: a number, a range or a threshold."""
    return printed.read(text.replace("超过", "超").replace("−", "-")).bounds


@given(first=decimals, second=decimals)
def test_what_is_worded_reads_back_to_bounds_that_contain_it(
    first: Fraction, second: Fraction
) -> None:
    """Reading the words of a derived quantity gives bounds that contain the quantity's."""
    low, high = sorted((first, second))
    text = wording.derived(Quantity(None, Bounds(low, high), "percent"), "zh-Hans")
    numbers = [Fraction(n) for n in re.findall(r"[\d.]+", text)]
    if len(numbers) == 2:
        assert numbers[0] <= low
        assert high <= numbers[1]
    elif low != high or "." in text:
        read = read_back(text)
        assert read.contains(low)
        assert read.contains(high)
    else:
        assert numbers == [low]


@given(low=decimals, open_end=st.booleans())
def test_a_worded_threshold_reads_back(low: Fraction, *, open_end: bool) -> None:
    """The lower end alone is cut off downward, so that nothing is lost."""
    bounds = Bounds(low, None, "open" if open_end else "closed")
    text = wording.lower(Quantity(None, bounds, "percent"), "zh-Hans")
    shown = Fraction(re.findall(r"[\d.]+", text)[0])
    assert shown <= low
    assert text.startswith("超过" if open_end else "至少")


@pytest.mark.parametrize(
    ("low", "unit", "zh"),
    [
        (Fraction("43.47"), "percent", "43.47%至44.47%"),
        (Fraction("2.65"), "10k_person_time", "2.65万至3.65万人次"),
        (Fraction("18.8"), "100m_yuan", "18.8亿至19.8亿元"),
        (Fraction(0), "10k_yuan", "0至1万元"),
        (Fraction(450), "yuan", "450至451元"),
    ],
    ids=["percent", "ten thousands", "hundred millions", "nought", "no multiplier"],
)
def test_a_range_in_chinese_repeats_what_multiplies(low: Fraction, unit: str, zh: str) -> None:
    """Behind both ends stand %, 万 and 亿, as GB/T 15835 asks; a unit alone stands once."""
    assert wording.extent(Quantity(None, Bounds(low, low + 1), unit), "zh-Hans") == zh


@pytest.mark.parametrize(
    ("quantity", "en", "zh"),
    [
        (Bounds(Fraction(427), Fraction(427)), "exactly 427", "等于427个"),
        (
            Bounds(Fraction(300), Fraction(400), "closed", "conventional"),
            "300 to 400 (upper end by convention)",
            "300至400个（上限按惯例）",
        ),
        (Bounds(Fraction(20), None, "open"), "over 20", "超过20个"),
        (Bounds(None, None), "—", "—"),
    ],
    ids=["point", "conventional", "open", "none"],
)
def test_the_extent_names_each_kind_of_end(quantity: Bounds, en: str, zh: str) -> None:
    """What a figure can be is written with both ends, and with what kind of end each is."""
    assert wording.extent(Quantity(None, quantity, "item"), "en") == en
    assert wording.extent(Quantity(None, quantity, "item"), "zh-Hans") == zh


@pytest.mark.parametrize(
    ("text", "en", "zh"),
    [
        ("2025", "2025", "2025年"),
        ("2020/2025", "2020 to 2025", "2020年至2025年"),
        ("2025-06", "2025-06", "2025年6月"),
    ],
    ids=str,
)
def test_periods_are_worded(text: str, en: str, zh: str) -> None:
    """A period and an interval of periods are worded in both languages."""
    assert (wording.period(text, "en"), wording.period(text, "zh-Hans")) == (en, zh)


def test_traditional_characters_come_from_simplified_ones() -> None:
    """Our own Chinese is converted; there is one conversion for all."""
    assert wording.traditional("村集体经济总收入") == "村集體經濟總收入"


@pytest.mark.parametrize(
    ("simplified", "converted"),
    [
        ("岳西县", "岳西縣"),
        ("岳普湖县", "岳普湖縣"),
        ("范县", "范縣"),
        ("台州市", "台州市"),
        ("沈阳市", "瀋陽市"),
        ("于田县", "于田縣"),
        ("“五个好”占比", "「五個好」占比"),
        ("宣讲覆盖群众", "宣講覆蓋群眾"),
        ("总额的舍入误差，四舍五入", "總額的捨入誤差，四捨五入"),
        ("舍入：45.895% 至 45.905%", "捨入：45.895% 至 45.905%"),
        ("系由上下文推得", "係由上下文推得"),
        ("体系由三项组成", "體系由三項組成"),
        ("关系与系数", "關係與係數"),
        ("才有衡量意义", "才有衡量意義"),
        ("未公布、分布", "未公布、分布"),
        ("媒体报道意味着什么", "媒體報導意味著什麼"),
        ("相对于文件夹", "相對於資料夾"),
        ("各文件由何而来", "各檔案由何而來"),
        ("检验力", "檢定力"),
        ("检验功效", "檢定力"),
        ("以截尾代替四舍五入", "以無條件捨去代替四捨五入"),
        ("核对一并列出", "核對一併列出"),
        ("数据日期与大数据", "資料日期與大數據"),
        ("转载于文档分享网站", "轉載於文件分享網站"),
        ("点击数字可见", "點選數字可見"),
        ("报告标识", "報告識別碼"),
        ("有标识的组织", "有標識的組織"),
        ("2025年第一季度", "2025年第一季"),
        ("题为《一季度数据文件》的“第一季度数据”", "題為《一季度數據文件》的「第一季度數據」"),
    ],
    ids=str,
)
def test_names_turn_traditional_as_they_are_written(simplified: str, converted: str) -> None:
    """A county keeps the character of its name; marks and forms are those of a reader of today."""
    assert wording.traditional(simplified) == converted
