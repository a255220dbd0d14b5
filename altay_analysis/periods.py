"""Periods: how long they are, which part of a year, and how they are said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from typing import TypeVar

from altay_analysis import wording

__all__ = ["fullest", "named", "span", "year"]

Key = TypeVar("Key", bound=Hashable)

_PARTS = {
    "01-03": ("Q1 {}", "{}年第一季度"),
    "04-06": ("Q2 {}", "{}年第二季度"),
    "07-09": ("Q3 {}", "{}年第三季度"),
    "10-12": ("Q4 {}", "{}年第四季度"),
    "01-06": ("H1 {}", "{}年上半年"),
    "07-12": ("H2 {}", "{}年下半年"),
}


def span(period: str) -> tuple[int, str]:
    """Length of a period in months, and which months they are if not of whole years.

    Examples
    --------
    >>> span("2025"), span("2014-01/2014-06"), span("2020-12-06"), span("2021/2025")
    ((12, ''), (6, '01-06'), (0, ''), (60, ''))
    """
    start, _, end = period.partition("/")
    end = end or start
    if len(start) == len(end) == 10 and start == end:
        return 0, ""
    first, last = start[5:7] or "01", end[5:7] or "12"
    months = (int(end[:4]) - int(start[:4])) * 12 + int(last) - int(first) + 1
    return months, "" if (first, last) == ("01", "12") else f"{first}-{last}"


def year(period: str) -> str:
    """Year in which a period ends.

    Examples
    --------
    >>> year("2014-01/2014-06"), year("2021/2025")
    ('2014', '2025')
    """
    return period.rpartition("/")[2][:4]


def fullest(figures: Iterable[tuple[Key, str]]) -> dict[Key, str]:
    """Return the period of which each text prints most figures, the latest of equals.

    Parameters
    ----------
    figures : iterable of (key, str)
        What a text is known by, and the period of a figure of it, a pair a figure.

    Examples
    --------
    >>> fullest([("a", "2018"), ("a", "2018"), ("a", "2020"), ("b", "2019"), ("b", "2020")])
    {'a': '2018', 'b': '2020'}
    """
    counts: dict[Key, Counter[str]] = {}
    for key, period in figures:
        counts.setdefault(key, Counter())[period] += 1
    return {
        key: max(held, key=lambda period: (held[period], period.rpartition("/")[2], period))
        for key, held in counts.items()
    }


def named(period: str, lang: str) -> str:
    """Word a period, a quarter or a half of a year by its name.

    Examples
    --------
    >>> named("2014-01/2014-06", "en"), named("2016-01/2016-03", "zh-Hans"), named("2025", "en")
    ('H1 2014', '2016年第一季度', '2025')
    """
    months, part = span(period)
    if part in _PARTS and months < 12 and "/" in period:
        return _PARTS[part][0 if lang == "en" else 1].format(period[:4])
    return wording.period(period, lang)
