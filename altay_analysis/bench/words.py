"""Bounds, qualifiers and labels in words, in English and Chinese."""

from __future__ import annotations

from altay_analysis.interval import Bounds
from altay_analysis.lexicon import UNIT_KEYS
from altay_analysis.notation import traditional
from altay_analysis.numerals import MULTIPLIERS
from altay_analysis.present.claim_text import number
from altay_analysis.units import base_of, prefix_of

__all__ = ["bounds_in_words", "said", "unit_in_words"]

_FORMS = {
    "en": {
        "none": "no bounds", "point": "{low}", "over": "over {low}", "at_least": "at least {low}",
        "under": "under {high}", "at_most": "at most {high}", "between": "{low} to {high}",
        "above": "over {low}, at most {high}", "below": "at least {low}, under {high}",
        "inner": "over {low}, under {high}", "usage": "{} (an end rests on convention)",
    },
    "zh": {
        "none": "无界限", "point": "{low}", "over": "超过{low}", "at_least": "至少{low}",
        "under": "不足{high}", "at_most": "至多{high}", "between": "{low}至{high}",
        "above": "超过{low}，至多{high}", "below": "至少{low}，不足{high}",
        "inner": "超过{low}，不足{high}", "usage": "{}（有一端出于语言惯例）",
    },
}  # fmt: skip
_BOTH = {
    (False, False): "between",
    (True, False): "above",
    (False, True): "below",
    (True, True): "inner",
}


_NOUNS = {
    "percent": "percent",
    "permille": "per mille",
    "permyriad": "per ten thousand",
    "per_100k": "per hundred thousand",
    "tenth": "tenths",
    "times": "times",
    "yuan": "yuan",
    "usd": "US dollars",
    "person_time": "person-times",
    "community": "communities",
    "city": "cities",
    "head": "head",
    "mu": "mu",
    "kilowatt_hour": "kilowatt-hours",
}
"""Units whose name in English is not their id in the plural."""

_SILENT = ("number", "fraction", "ratio", "designation")
"""Units that are not said."""


def unit_in_words(unit: str, lang: str = "en") -> str:
    """Name a unit as a token prints it, or in English; empty for a number of nothing.

    Examples
    --------
    >>> unit_in_words("10k_yuan"), unit_in_words("10k_yuan", "zh-Hans"), unit_in_words("number")
    ('10,000 yuan', '万元', '')
    """
    base, prefix = base_of(unit), prefix_of(unit)
    multiplier, factor = next(((m, f) for m, (p, f) in MULTIPLIERS.items() if p == prefix), ("", 1))
    if lang == "en":
        noun = "" if base in _SILENT else _NOUNS.get(base, f"{base.replace('_', ' ')}s")
        return f"{factor:,} {noun}".strip() if prefix else noun
    forms = [form for form, key in UNIT_KEYS.items() if key == base]
    text = multiplier + min(forms, key=len, default="万分之一" if base == "permyriad" else "")
    return traditional(text) if lang == "zh-Hant" else text


def said(words: tuple[str, str], lang: str) -> str:
    """Choose the words of a language; traditional characters are converted."""
    if lang == "en":
        return words[0]
    return traditional(words[1]) if lang == "zh-Hant" else words[1]


def bounds_in_words(bounds: Bounds, lang: str = "en") -> str:
    """Say what a number can be; digits that do not end are cut outward after six places.

    Examples
    --------
    >>> from fractions import Fraction as F
    >>> bounds_in_words(Bounds(F("51.35"), F("51.45")))
    '51.35 to 51.45'
    >>> bounds_in_words(Bounds(F(300), F(400), "open", "conventional"), "zh-Hans")
    '超过300，至多400（有一端出于语言惯例）'
    """
    forms = _FORMS["en" if lang == "en" else "zh"]
    low = "" if bounds.low is None else number(bounds.low)
    high = "" if bounds.high is None else number(bounds.high, up=True)
    text = forms[_form(bounds)].format(low=low, high=high)
    text = forms["usage"].format(text) if bounds.is_conventional else text
    return traditional(text) if lang == "zh-Hant" else text


def _form(bounds: Bounds) -> str:
    opened = (bounds.low_end == "open", bounds.high_end == "open")
    if bounds.low is None and bounds.high is None:
        return "none"
    if bounds.is_point:
        return "point"
    if bounds.high is None:
        return "over" if opened[0] else "at_least"
    if bounds.low is None:
        return "under" if opened[1] else "at_most"
    return _BOTH[opened]
