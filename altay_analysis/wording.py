"""Quantities as text, in English and Chinese, never with more digits than the bounds carry.

Chinese is worded in simplified characters; `traditional` turns it, and nothing printed, into
traditional ones.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from babel.numbers import format_decimal

from altay_analysis.quantity import Bounds, Quantity

__all__ = [
    "LANGUAGES",
    "bounds_text",
    "derived",
    "number",
    "period",
    "printed",
    "traditional",
]

LANGUAGES = ("en", "zh-Hans", "zh-Hant")
_MOST_PLACES = 6
_SYMBOLS = {
    "en": {
        "percent": "%",
        "permille": "‰",
        "percentage_point": " percentage points",
        "times": " times",
        "yuan": " yuan",
        "person": " persons",
        "person_time": " person-times",
        "session": " sessions",
        "village": " villages",
        "household": " households",
    },
    "zh": {
        "percent": "%",
        "permille": "‰",
        "percentage_point": "个百分点",
        "tenth": "成",
        "times": "倍",
        "yuan": "元",
        "person": "人",
        "person_time": "人次",
        "session": "场次",
        "village": "个村",
        "household": "户",
        "item": "个",
    },
}
_QUALIFIED = {
    "en": {
        "exact": "{}",
        "rounded": "{}",
        "over": "over {}",
        "at_least": "at least {}",
        "under": "under {}",
        "at_most": "at most {}",
        "and_more": "more than {}",
        "about": "about {}",
        "just_under": "nearly {}",
        "times_at_least": "at least {}",
        "range": "{}",
        "designation": "awarded",
    },
    "zh": {
        "exact": "{}",
        "rounded": "{}",
        "over": "超{}",
        "at_least": "至少{}",
        "under": "不足{}",
        "at_most": "至多{}",
        "and_more": "{}余",
        "about": "约{}",
        "just_under": "近{}",
        "times_at_least": "至少{}",
        "range": "{}",
        "designation": "获评",
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
class _Scale:
    """How a unit is shown: powers of ten that the digits move, and what stands behind them."""

    shift: int
    behind: str

    def value(self, number: Fraction) -> Fraction:
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


def printed(value: str, unit: str, qualifier: str, lang: str, *, with_unit: bool = True) -> str:
    """Word an observation with the digits and the qualifier that were printed.

    Parameters
    ----------
    value, unit, qualifier : str
        As in `observations.csv`.
    lang : str
        One of `LANGUAGES`.
    with_unit : bool
        Whether the unit's symbol is put behind the number; a multiplier (万) always is.

    Examples
    --------
    >>> printed("98", "percent", "over", "en"), printed("98", "percent", "over", "zh-Hans")
    ('over 98%', '超98%')
    >>> printed("300", "item", "and_more", "en")
    'more than 300'
    """
    forms = _QUALIFIED["en" if lang == "en" else "zh"]
    if qualifier == "designation":
        return forms[qualifier]
    parts = value.split("/")
    if qualifier == "and_more":
        parts = parts[:1]
    if unit == "fraction":
        return forms[qualifier].format(value)
    scale = _scale(unit, max(abs(Fraction(part)) for part in parts), lang, with_unit=with_unit)
    shown = [_digits(part, scale.shift, lang) for part in parts]
    text = (" to " if lang == "en" else "至").join(shown)
    if qualifier == "and_more" and lang != "en":
        return f"{text}余{scale.behind}"
    return forms[qualifier].format(f"{text}{scale.behind}")


def _digits(value: str, shift: int, lang: str) -> str:
    places = max(len(value.partition(".")[2]) - shift, 0)
    return number(Fraction(value) * Fraction(10) ** shift, places, lang)


def _scale(unit: str, magnitude: Fraction, lang: str, *, with_unit: bool = True) -> _Scale:
    """Scale of a unit in a language: 万 stays in Chinese, and is spelt out or millions in English."""
    prefix = next((p for p in _MANY if unit.startswith(p)), "")
    base = unit.removeprefix(prefix)
    if lang != "en":
        behind = _SYMBOLS["zh"].get(base, "") if with_unit or base in ("percent", "times") else ""
        return _Scale(0, _MANY_ZH.get(prefix, "") + behind)
    behind = _SYMBOLS["en"].get(base, "") if with_unit or base in ("percent", "times") else ""
    power = _MANY.get(prefix, 0)
    full = magnitude * 10**power
    if prefix and full >= 10**9:
        return _Scale(power - 9, f" billion{behind}")
    if prefix and full >= 10**6:
        return _Scale(power - 6, f" million{behind}")
    return _Scale(power, behind)


def derived(quantity: Quantity, lang: str, *, with_unit: bool = True) -> str:
    """Word a derived quantity: to the last digit on which its bounds agree, else as a range.

    What is worded reads back to bounds that contain the quantity's.

    Examples
    --------
    >>> q = Quantity(None, Bounds(Fraction(393347, 100), Fraction(393349, 100)), "10k_yuan")
    >>> derived(q, "en"), derived(q, "zh-Hans")
    ('39.335 million yuan', '3933.5万元')
    >>> derived(Quantity(None, Bounds(Fraction(0), Fraction(258)), "village"), "en")
    'at most 258 villages'
    """
    bounds, unit = quantity.bounds, quantity.unit
    ends = [abs(end) for end in (bounds.low, bounds.high) if end is not None]
    if not ends:
        return "not bounded" if lang == "en" else "无界限"
    scale = _scale(unit, max(ends), lang, with_unit=with_unit)
    shown = Bounds(
        None if bounds.low is None else scale.value(bounds.low),
        None if bounds.high is None else scale.value(bounds.high),
        bounds.low_end,
        bounds.high_end,
    )
    return _worded(shown, lang, scale.behind, floor=_floor(unit))


def _floor(unit: str) -> Fraction | None:
    """What a unit cannot fall under; a bound that says no more is not worth its words."""
    return None if unit in ("percentage_point", "percent") else Fraction(0)


def _worded(bounds: Bounds, lang: str, behind: str, floor: Fraction | None) -> str:
    low, high = bounds.low, bounds.high
    if high is None and low is not None:
        return _lower(bounds, lang, behind)
    if low is None or (floor is not None and low <= floor < (high or 0)):
        return _upper(bounds, lang, behind)
    assert high is not None
    agreed = _agreed(low, high)
    if agreed is not None:
        return number(low, agreed, lang) + behind
    return bounds_text(bounds, lang) + behind


def lower(quantity: Quantity, lang: str, *, with_unit: bool = True) -> str:
    """Word the lower end alone, downward to four digits: at least, or over where it is open."""
    low = quantity.bounds.low
    assert low is not None, "a quantity without a lower end has none to word"
    scale = _scale(quantity.unit, abs(low), lang, with_unit=with_unit)
    return _lower(_one_sided(quantity.bounds, scale, "low"), lang, scale.behind)


def upper(quantity: Quantity, lang: str, *, with_unit: bool = True) -> str:
    """Word the upper end alone, upward to four digits: at most, or under where it is open."""
    high = quantity.bounds.high
    assert high is not None, "a quantity without an upper end has none to word"
    scale = _scale(quantity.unit, abs(high), lang, with_unit=with_unit)
    return _upper(_one_sided(quantity.bounds, scale, "high"), lang, scale.behind)


def _one_sided(bounds: Bounds, scale: _Scale, side: str) -> Bounds:
    if side == "low" and bounds.low is not None:
        return Bounds(scale.value(bounds.low), None, bounds.low_end)
    assert bounds.high is not None
    return Bounds(None, scale.value(bounds.high), high_end=bounds.high_end)


def _lower(bounds: Bounds, lang: str, behind: str) -> str:
    assert bounds.low is not None
    places = _outward_places(bounds.low)
    cut = Fraction(math.floor(bounds.low * 10**places), 10**places)
    is_open = bounds.low_end == "open"
    if lang == "en":
        form = "over {}" if is_open else "at least {}"
    else:
        form = "超过{}" if is_open else "至少{}"
    return form.format(number(cut, places, lang) + behind)


def _upper(bounds: Bounds, lang: str, behind: str) -> str:
    assert bounds.high is not None
    places = _outward_places(bounds.high)
    cut = Fraction(math.ceil(bounds.high * 10**places), 10**places)
    is_open = bounds.high_end == "open"
    if lang == "en":
        form = "under {}" if is_open else "at most {}"
    else:
        form = "不足{}" if is_open else "至多{}"
    return form.format(number(cut, places, lang) + behind)


def _outward_places(value: Fraction) -> int:
    """Places that write a value exactly, or with four digits where it has more."""
    whole = len(str(int(abs(value)))) if abs(value) >= 1 else 0
    return min(_places(value), max(4 - whole, 0))


def _places(value: Fraction) -> int:
    """Decimal places that write a value exactly, six at the most."""
    for places in range(_MOST_PLACES):
        if (value * 10**places).denominator == 1:
            return places
    return _MOST_PLACES


def _is_short(value: Fraction) -> bool:
    """Whether a value can be written out in full, with six decimal places at the most."""
    scaled: Fraction = value * 10 ** _places(value)
    return scaled.denominator == 1


def _half_up(value: Fraction, places: int) -> int:
    scaled: Fraction = value * 10**places + Fraction(1, 2)
    return math.floor(scaled)


def _agreed(low: Fraction, high: Fraction) -> int | None:
    """Decimal places to which both ends round alike, or None where they do not at any."""
    if low == high:
        return _places(low) if _is_short(low) else _outward_places(low)
    for places in range(_MOST_PLACES, -1, -1):
        nearest = _half_up(low, places)
        if nearest == _half_up(high, places) and nearest:
            return places
    return None


def bounds_text(bounds: Bounds, lang: str) -> str:
    """Write bounds out in full, outward to the digits that tell them apart.

    Examples
    --------
    >>> bounds_text(Bounds(Fraction(2137), Fraction(2140)), "en")
    '2,137 to 2,140'
    """
    low, high = bounds.low, bounds.high
    between = " to " if lang == "en" else "至"
    if low is None or high is None:
        return _worded(bounds, lang, "", None)
    places = min(_width_places(low, high), max(_places(low), _places(high)))
    lower = number(Fraction(math.floor(low * 10**places), 10**places), places, lang)
    upper = number(Fraction(math.ceil(high * 10**places), 10**places), places, lang)
    return lower if lower == upper else f"{lower}{between}{upper}"


def extent(quantity: Quantity, lang: str) -> str:
    """Write what a quantity can be, both ends, with what kind of end each is.

    Examples
    --------
    >>> extent(Quantity(None, Bounds(Fraction(300), Fraction(400), high_end="conventional"), ""), "en")
    '300 to 400 (upper end by convention)'
    """
    bounds = quantity.bounds
    ends = [abs(end) for end in (bounds.low, bounds.high) if end is not None]
    if not ends:
        return "—"
    scale = _scale(quantity.unit, max(ends), lang)
    if bounds.is_point:
        return _point(scale.value(bounds.low or Fraction(0)), lang) + scale.behind
    shown = Bounds(
        None if bounds.low is None else scale.value(bounds.low),
        None if bounds.high is None else scale.value(bounds.high),
        bounds.low_end,
        bounds.high_end,
    )
    if bounds.low is None or bounds.high is None:
        return _worded(shown, lang, scale.behind, None)
    return bounds_text(shown, lang) + scale.behind + _ends_text(bounds, lang)


def _point(value: Fraction, lang: str) -> str:
    """Write an exact value out, or the first digits of one whose digits do not end."""
    if not _is_short(value):
        cut = Fraction(math.floor(value * 10**4), 10**4)
        return f"≈{number(cut, 4, lang)}"
    exactly = "exactly {}" if lang == "en" else "恰为{}"
    return exactly.format(number(value, _places(value), lang))


_END_WORDS = {
    "en": {"open": "excluded", "conventional": "by convention"},
    "zh": {"open": "不含", "conventional": "依惯例"},
}


def _ends_text(bounds: Bounds, lang: str) -> str:
    words = _END_WORDS["en" if lang == "en" else "zh"]
    sides = (
        ("lower end", "下端", bounds.low_end),
        ("upper end", "上端", bounds.high_end),
    )
    said = [
        f"{en} {words[end]}" if lang == "en" else f"{zh}{words[end]}"
        for en, zh, end in sides
        if end in words
    ]
    if not said:
        return ""
    return f" ({', '.join(said)})" if lang == "en" else f"（{'，'.join(said)}）"


def _width_places(low: Fraction, high: Fraction) -> int:
    """Places at which the width of the bounds shows with three digits."""
    width = high - low
    places = 0
    while width * 10**places < 100 and places < _MOST_PLACES:
        places += 1
    return places


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

    return opencc.OpenCC("s2t")


@cache
def traditional(text: str) -> str:
    """Turn our own simplified Chinese into traditional characters (OpenCC, s2t)."""
    return str(_converter().convert(text))  # type: ignore[attr-defined]
