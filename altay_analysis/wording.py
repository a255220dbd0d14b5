"""Quantities as text, in English and Chinese, never with more digits than the bounds carry.

Chinese is worded in simplified characters; `traditional` turns it, and nothing printed, into
traditional ones.
"""

from __future__ import annotations

import math
import re
from fractions import Fraction

from altay_analysis.notation import (
    LANGUAGES,
    MOST_PLACES,
    Scale,
    number,
    period,
    places_of,
    scale_of,
    traditional,
)
from altay_analysis.quantity import Bounds, Quantity

__all__ = [
    "LANGUAGES",
    "bounds_text",
    "derived",
    "number",
    "period",
    "printed",
    "scaled",
    "short",
    "traditional",
]

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


def printed(
    value: str, unit: str, qualifier: str, lang: str, *, with_unit: bool = True, counter: str = ""
) -> str:
    """Word an observation with the digits and the qualifier that were printed.

    Parameters
    ----------
    value, unit, qualifier : str
        As in `observations.csv`.
    lang : str
        One of `LANGUAGES`.
    with_unit : bool
        Whether the unit's symbol is put behind the number; a multiplier (万) always is.
    counter : str
        Classifier of the things counted, in Chinese, in place of 个.

    Examples
    --------
    >>> printed("98", "percent", "over", "en"), printed("98", "percent", "over", "zh-Hans")
    ('over 98%', '超98%')
    >>> printed("300", "item", "and_more", "en")
    'more than 300'
    """
    if unit == "fraction" or qualifier == "designation":
        return _QUALIFIED["en" if lang == "en" else "zh"][qualifier].format(value)
    magnitude = max(abs(Fraction(part)) for part in value.split("/"))
    # In Chinese what was printed in 万 is told in 万, 0.6万 too.
    magnitude = magnitude if lang == "en" else max(magnitude, Fraction(1))
    scale = scale_of(unit, magnitude, lang, with_unit=with_unit, counter=counter)
    return scaled(value, qualifier, scale, lang)


def scaled(value: str, qualifier: str, scale: Scale, lang: str) -> str:
    """Word an observation at a scale of figures that it stands with.

    Examples
    --------
    >>> scaled("36448", "rounded", Scale(-5, " billion yuan"), "en")
    '0.36448 billion yuan'
    """
    form = _QUALIFIED["en" if lang == "en" else "zh"][qualifier]
    shown = [_digits(part, scale.shift, lang) for part in value.split("/")]
    if qualifier in _ENDS and "." in shown[0]:
        # Noughts behind the point tell how a figure was rounded, and a bound was not.
        shown[0] = shown[0].rstrip("0").rstrip(".")
    if qualifier == "and_more" and lang != "en":
        return _and_more(value, shown[0], scale.behind)
    if len(shown) == 2 and qualifier != "and_more":
        return form.format(_between(shown[0], shown[1], scale.behind, lang))
    return form.format(f"{shown[0]}{scale.behind}")


_ENDS = ("over", "at_least", "under", "at_most", "and_more")


def _and_more(value: str, shown: str, behind: str) -> str:
    """Put 余 where it stands in print: 10余万 is under 20万, 33万余 under 34万."""
    sign = behind[:1] if behind[:1] in ("万", "亿") else ""
    if sign and ("/" in value or not value.endswith("0")):
        return f"{shown}{sign}余{behind[1:]}"
    return f"{shown}余{behind}"


_SIGNS = re.compile("[%‰万亿]")


def _between(low: str, high: str, behind: str, lang: str) -> str:
    """Write two ends and what stands behind them: in Chinese, %, 万 and 亿 stand behind both.

    Source: GB/T 15835—2011, which has 15%～30% and 9亿～16亿, and not 15～30% or 9～16亿.
    """
    if lang == "en":
        return f"{low} to {high}{behind}"
    # Nought is nought of any multiplier, but 0 and 0% are not one thing.
    sign = None if low == "0" and not behind.startswith(("%", "‰")) else _SIGNS.match(behind)
    return f"{low}{sign[0] if sign else ''}至{high}{behind}"


def _digits(value: str, shift: int, lang: str) -> str:
    places = max(len(value.partition(".")[2]) - shift, 0)
    return number(Fraction(value) * Fraction(10) ** shift, places, lang)


def derived(quantity: Quantity, lang: str, *, with_unit: bool = True, counter: str = "") -> str:
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
    scale = scale_of(unit, max(ends), lang, with_unit=with_unit, counter=counter)
    shown = Bounds(
        None if bounds.low is None else scale.value(bounds.low),
        None if bounds.high is None else scale.value(bounds.high),
        bounds.low_end,
        bounds.high_end,
    )
    return _worded(shown, lang, scale.behind, floor=_floor(unit))


def short(quantity: Quantity, lang: str, *, with_unit: bool = True) -> str:
    """Word a derived quantity with three digits at the most, where its bounds agree on them.

    Examples
    --------
    >>> short(Quantity(None, Bounds(Fraction(331099, 10000), Fraction(331102, 10000)), "percent"), "en")
    '33.1%'
    """
    low, high = quantity.bounds.low, quantity.bounds.high
    if low is None or high is None or low <= 0:
        return derived(quantity, lang, with_unit=with_unit)
    scale = scale_of(quantity.unit, high, lang, with_unit=with_unit)
    first, last = scale.value(low), scale.value(high)
    places = max(3 - (len(str(int(first))) if first >= 1 else 0), 0)
    if _half_up(first, places) != _half_up(last, places) or not _half_up(first, places):
        return derived(quantity, lang, with_unit=with_unit)
    return number(Fraction(_half_up(first, places), 10**places), places, lang) + scale.behind


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
    return bounds_text(bounds, lang, behind)


def lower(quantity: Quantity, lang: str, *, with_unit: bool = True, counter: str = "") -> str:
    """Word the lower end alone, downward to four digits: at least, or over where it is open."""
    low = quantity.bounds.low
    assert low is not None, "a quantity without a lower end has none to word"
    scale = scale_of(quantity.unit, abs(low), lang, with_unit=with_unit, counter=counter)
    return _lower(_one_sided(quantity.bounds, scale, "low"), lang, scale.behind)


def upper(quantity: Quantity, lang: str, *, with_unit: bool = True, counter: str = "") -> str:
    """Word the upper end alone, upward to four digits: at most, or under where it is open."""
    high = quantity.bounds.high
    assert high is not None, "a quantity without an upper end has none to word"
    scale = scale_of(quantity.unit, abs(high), lang, with_unit=with_unit, counter=counter)
    return _upper(_one_sided(quantity.bounds, scale, "high"), lang, scale.behind)


def _one_sided(bounds: Bounds, scale: Scale, side: str) -> Bounds:
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
    return min(places_of(value), max(4 - whole, 0))


def _is_short(value: Fraction) -> bool:
    """Whether a value can be written out in full, with six decimal places at the most."""
    scaled: Fraction = value * 10 ** places_of(value)
    return scaled.denominator == 1


def _half_up(value: Fraction, places: int) -> int:
    scaled: Fraction = value * 10**places + Fraction(1, 2)
    return math.floor(scaled)


def _agreed(low: Fraction, high: Fraction) -> int | None:
    """Decimal places to which both ends round alike, or None where they do not at any."""
    if low == high:
        return places_of(low) if _is_short(low) else _outward_places(low)
    for places in range(MOST_PLACES, -1, -1):
        nearest = _half_up(low, places)
        if nearest == _half_up(high, places) and nearest:
            return places
    return None


def bounds_text(bounds: Bounds, lang: str, behind: str = "") -> str:
    """Write bounds out in full, outward to the digits that tell them apart.

    Parameters
    ----------
    bounds : Bounds
        With at least one end.
    lang : str
        One of `LANGUAGES`.
    behind : str
        What stands behind the numbers: a multiplier and a unit.

    Examples
    --------
    >>> bounds_text(Bounds(Fraction(2137), Fraction(2140)), "en")
    '2,137 to 2,140'
    >>> bounds_text(Bounds(Fraction(4347, 100), Fraction(4349, 100)), "zh-Hans", "%")
    '43.47%至43.49%'
    """
    low, high = bounds.low, bounds.high
    if low is None or high is None:
        return _worded(bounds, lang, behind, None)
    wide = max(_width_places(low, high), _outward_places(min(abs(low), abs(high)) or low or high))
    places = min(wide, max(places_of(low), places_of(high)))
    lower = number(Fraction(math.floor(low * 10**places), 10**places), places, lang)
    upper = number(Fraction(math.ceil(high * 10**places), 10**places), places, lang)
    return f"{lower}{behind}" if lower == upper else _between(lower, upper, behind, lang)


def extent(quantity: Quantity, lang: str, *, counter: str = "") -> str:
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
    scale = scale_of(quantity.unit, max(ends), lang, counter=counter)
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
    return bounds_text(shown, lang, scale.behind) + _ends_text(bounds, lang)


def _point(value: Fraction, lang: str) -> str:
    """Write an exact value out, or the first digits of one whose digits do not end."""
    if not _is_short(value):
        return f"≈{number(value, 4, lang)}"
    exactly = "exactly {}" if lang == "en" else "等于{}"
    return exactly.format(number(value, places_of(value), lang))


_END_WORDS = {
    "en": {"open": "excluded", "conventional": "by convention"},
    "zh": {"open": "不含", "conventional": "按惯例"},
}


def _ends_text(bounds: Bounds, lang: str) -> str:
    words = _END_WORDS["en" if lang == "en" else "zh"]
    sides = (
        ("lower end", "下限", bounds.low_end),
        ("upper end", "上限", bounds.high_end),
    )
    said = [
        f"{en} {words[end]}" if lang == "en" else f"{zh}{words[end]}"
        for en, zh, end in sides
        if end in words
    ]
    if len(said) == 2 and bounds.low_end == bounds.high_end:
        said = [f"both ends {words[bounds.low_end]}" if lang == "en"
                else f"两端均{words[bounds.low_end]}"]  # fmt: skip
    if not said:
        return ""
    return f" ({', '.join(said)})" if lang == "en" else f"（{'，'.join(said)}）"


def _width_places(low: Fraction, high: Fraction) -> int:
    """Places at which the width of the bounds shows with three digits."""
    width = high - low
    places = 0
    while width * 10**places < 100 and places < MOST_PLACES:
        places += 1
    return places
