"""How numbers, units and periods are written in a language: digits, multipliers, characters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from babel.numbers import format_decimal

__all__ = [
    "LANGUAGES",
    "MOST_PLACES",
    "Scale",
    "number",
    "period",
    "places_of",
    "scale_of",
    "traditional",
]

LANGUAGES = ("en", "zh-Hans", "zh-Hant")
MOST_PLACES = 6
_SYMBOLS = {
    "en": {
        "percent": "%",
        "permille": "‰",
        "percentage_point": " percentage points",
        "tenth": " in 10",
        "per_100": " per 100",
        "per_million": " per million",
        "times": " times",
        "yuan": " yuan",
        "person": " persons",
        "person_time": " person-times",
        "session": " sessions",
        "village": " villages",
        "community": " communities",
        "city": " cities",
        "household": " households",
        "mu": " mu",
        "hour": " hours",
    },
    "zh": {
        "percent": "%",
        "permille": "‰",
        "percentage_point": "个百分点",
        "tenth": "成",
        "per_million": "个",
        "times": "倍",
        "yuan": "元",
        "person": "人",
        "person_time": "人次",
        "session": "场次",
        "village": "个村",
        "community": "个社区",
        "city": "个市",
        "household": "户",
        "mu": "亩",
        "hour": "小时",
        "item": "个",
    },
}
_MANY = {
    "1k_": 3,
    "10k_": 4,
    "100k_": 5,
    "1m_": 6,
    "10m_": 7,
    "100m_": 8,
    "1t_": 12,
    "100_": 2,
}
_MANY_ZH = {
    "1k_": "千",
    "10k_": "万",
    "100k_": "十万",
    "1m_": "百万",
    "10m_": "千万",
} | {
    "100m_": "亿",
    "1t_": "万亿",
    "100_": "百",
}


@dataclass(frozen=True)
class Scale:
    """How a unit is shown: powers of ten that the digits move, and what stands behind them."""

    shift: int
    behind: str

    def value(self, number: Fraction) -> Fraction:
        """Bring a number from its unit to what is shown."""
        return number * Fraction(10) ** self.shift


def number(value: Fraction, places: int, lang: str) -> str:
    """Write a number with a fixed count of decimal places.

    Examples
    --------
    >>> number(Fraction(517088, 100), 2, "en"), number(Fraction(517088, 100), 2, "zh-Hans")
    ('5,170.88', '5170.88')
    """
    scaled = round(value * 10**places)
    sign, digits = ("−" if scaled < 0 else ""), str(abs(scaled)).rjust(places + 1, "0")
    whole, tail = (digits[:-places], digits[-places:]) if places else (digits, "")
    locale = "en" if lang == "en" else "zh_Hans_CN"
    grouped = format_decimal(int(whole), locale=locale, group_separator=lang == "en")
    return f"{sign}{grouped}.{tail}" if tail else f"{sign}{grouped}"


def scale_of(
    unit: str, magnitude: Fraction, lang: str, *, with_unit: bool = True, counter: str = ""
) -> Scale:
    """Scale of a unit: 万 stays in Chinese, and is spelt out or millions in English."""
    prefix = next((p for p in _MANY if unit.startswith(p)), "")
    base = unit.removeprefix(prefix)
    if lang != "en":
        symbol = counter if counter and base == "item" else _SYMBOLS["zh"].get(base, "")
        behind = symbol if with_unit or base in ("percent", "times") else ""
        if prefix == "10k_" and 0 < magnitude < 1:
            return Scale(4, behind)
        return Scale(0, _MANY_ZH.get(prefix, "") + behind)
    behind = _SYMBOLS["en"].get(base, "") if with_unit or base in ("percent", "times") else ""
    power = _MANY.get(prefix, 0)
    full = magnitude * 10**power
    if prefix and full >= 10**9:
        return Scale(power - 9, f" billion{behind}")
    if prefix and full >= 10**6:
        return Scale(power - 6, f" million{behind}")
    return Scale(power, behind)


def period(text: str, lang: str) -> str:
    """Word an ISO 8601 period or an interval of periods.

    Examples
    --------
    >>> period("2020/2025", "en"), period("2020/2025", "zh-Hans"), period("2025", "zh-Hans")
    ('2020 to 2025', '2020年至2025年', '2025年')
    """
    parts = [_moment(part, lang) for part in text.split("/")]
    return (" to " if lang == "en" else "至").join(parts)


def _moment(text: str, lang: str) -> str:
    if lang == "en":
        return text
    fields = text.split("-")
    return "".join(f"{int(f)}{mark}" for f, mark in zip(fields, "年月日", strict=False))


@cache
def _converter() -> object:
    import opencc

    return opencc.OpenCC("s2tw")


# Taiwan's norm, where OpenCC's own keeps to that of another place or takes a word for its
# neighbour: 岳 is written so in names of counties, 布 and 占 in all that we say.
_FORMS = str.maketrans("佔佈嶽“”‘’", "占布岳「」『』")
_WORDS = (
    (re.compile("舍入"), "捨入"),
    (re.compile("采用"), "採用"),
    (re.compile("(?<![體派水語譜院科星])系(?=[由據按指])"), "係"),
)
# Words that Taiwan has another for; what stands in quotation marks is not ours to change.
_TERMS = (
    (re.compile("報道"), "報導"),
    (re.compile("文件夾"), "資料夾"),
    (re.compile("文件"), "檔案"),
    (re.compile("文檔"), "文件"),
    (re.compile("(?<!大)數據"), "資料"),
    (re.compile("點擊"), "點選"),
    (re.compile("(?<=報告)標識"), "識別碼"),
    (re.compile("季度"), "季"),
    (re.compile("檢驗(?:力|功效)"), "檢定力"),
    (re.compile("截尾"), "無條件捨去"),
)
_QUOTED = re.compile("(「[^」]*」|《[^》]*》)")


@cache
def traditional(text: str) -> str:
    """Turn our own simplified Chinese into traditional characters, as Taiwan writes them."""
    turned = str(_converter().convert(text)).translate(_FORMS)  # type: ignore[attr-defined]
    for found, written in _WORDS:
        turned = found.sub(written, turned)
    parts = _QUOTED.split(turned)
    return "".join(part if at % 2 else _termed(part) for at, part in enumerate(parts))


def _termed(text: str) -> str:
    for found, written in _TERMS:
        text = found.sub(written, text)
    return text


def places_of(value: Fraction) -> int:
    """Decimal places that write a value exactly, six at the most."""
    for places in range(MOST_PLACES):
        if (value * 10**places).denominator == 1:
            return places
    return MOST_PLACES
