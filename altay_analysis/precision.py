"""Bounds of a figure by its value, unit and qualifier: what its printed form lets it be.

The table "Figures as printed" of `docs/figures.md` is the specification.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache, lru_cache

from altay_analysis.errors import TokenError
from altay_analysis.quantity import Bounds

__all__ = ["QUALIFIERS", "bounds"]

QUALIFIERS = (
    "exact",
    "rounded",
    "over",
    "at_least",
    "under",
    "at_most",
    "and_more",
    "about",
    "just_under",
    "times_at_least",
    "range",
    "designation",
)

_WHOLES = {
    "percent": 100,
    "permille": 1000,
    "permyriad": 10_000,
    "per_100k": 100_000,
    "tenth": 10,
    "fraction": 1,
}
_DECIMAL = r"-?[0-9]{1,64}(?:\.[0-9]{1,64})?"
_FORMS = {
    "designation": re.compile("true"),
    "ratio": re.compile(f"{_DECIMAL}(?::{_DECIMAL}){{1,15}}"),
    "range": re.compile(f"{_DECIMAL}/{_DECIMAL}"),
    "and_more": re.compile(f"{_DECIMAL}(?:/{_DECIMAL})?"),
    "fraction": re.compile(rf"-?[0-9]{{1,64}}/[1-9][0-9]{{0,63}}|{_DECIMAL}"),
    "": re.compile(_DECIMAL),
}


@lru_cache(maxsize=16_384)
def bounds(value: str, unit: str, qualifier: str, kind: str = "") -> Bounds:
    """Bounds of a figure by the table "Figures as printed".

    Parameters
    ----------
    value : str
        As the column `value` writes it.
    unit : str
        Id of the unit; the bounds are in it.
    qualifier : str
        One of `QUALIFIERS`.
    kind : str
        Kind of the indicator: a share lies within 0 and its whole, a count and an amount are
        not negative; empty where it is not known.

    Returns
    -------
    Bounds
        Without ends for a designation and for a ratio of several parts.

    Raises
    ------
    TokenError
        Where the value is not written as the qualifier asks.
    """
    if qualifier not in QUALIFIERS:
        raise TokenError(
            f"qualifier {qualifier[:40]!r} is none of {', '.join(QUALIFIERS)}; use one of them"
        )
    form = _form(value, unit, qualifier)
    if not _FORMS[form].fullmatch(value):
        raise _unreadable(value, qualifier)
    if form in ("designation", "ratio"):
        return Bounds(None, None)
    found = _qualified(value, qualifier)
    met = found.meet(_limits(unit, kind))
    if met is None:
        raise TokenError(
            f"value {value[:40]!r} is out of the range of a {kind}; mend it or its unit"
        )
    return met


def _form(value: str, unit: str, qualifier: str) -> str:
    if qualifier in _FORMS:
        return qualifier
    if ":" in value:
        return "ratio"
    return "fraction" if unit == "fraction" else ""


def _unreadable(value: str, qualifier: str) -> TokenError:
    return TokenError(
        f"value {value[:40]!r} cannot be read as {qualifier}; write digits with a decimal point, "
        "10/15 for a range, 1/3 for a fraction, true for a designation"
    )


@cache
def _limits(unit: str, kind: str) -> Bounds:
    if kind == "share" and unit in _WHOLES:
        return Bounds(Fraction(0), Fraction(_WHOLES[unit]))
    if kind in ("count", "amount", "threshold", "multiple"):
        return Bounds(Fraction(0), None)
    return Bounds(None, None)


def _qualified(value: str, qualifier: str) -> Bounds:
    if qualifier == "range":
        return _range(value)
    if qualifier == "and_more":
        return _and_more(value)
    return _SINGLE[qualifier](Fraction(value), value)


def _rounded(number: Fraction, value: str) -> Bounds:
    half = _last_place(value) / 2
    return Bounds(number - half, number + half)


def _about(number: Fraction, value: str) -> Bounds:
    half = _last_step(value) / 2
    return Bounds(number - half, number + half, "conventional", "conventional")


def _just_under(number: Fraction, value: str) -> Bounds:
    """Bounds of 近300, one step towards nought: from 200 to 300; a fall of 近300 from −300."""
    step = _last_step(value)
    if number < 0:
        return Bounds(number, number + step, "conventional", "conventional")
    return Bounds(number - step, number, "conventional", "conventional")


# Only the one that is asked for is worked: an audit asks some ten thousand times.
_SINGLE: Mapping[str, Callable[[Fraction, str], Bounds]] = {
    "exact": lambda number, _: Bounds(number, number),
    "rounded": _rounded,
    "over": lambda number, _: Bounds(number, None, low_end="open"),
    "at_least": lambda number, _: Bounds(number, None),
    "times_at_least": lambda number, _: Bounds(number, None),
    "under": lambda number, _: Bounds(None, number, high_end="open"),
    "at_most": lambda number, _: Bounds(None, number),
    "about": _about,
    "just_under": _just_under,
}


def _range(value: str) -> Bounds:
    low, high = map(Fraction, value.split("/"))
    if low > high:
        raise TokenError(f"value {value[:40]!r} is a range that runs backwards; turn it")
    return Bounds(low, high)


def _and_more(value: str) -> Bounds:
    """Bounds of 300余, one step away from nought: over 300, by convention 400 at the most."""
    first, _, second = value.partition("/")
    start = Fraction(first)
    away = -1 if first.startswith("-") else 1
    stop = Fraction(second) if second else start + away * _last_step(first)
    if (stop - start) * away <= 0:
        raise TokenError(f"value {value[:40]!r} is no more than it begins with; mend its end")
    if away < 0:
        return Bounds(stop, start, "conventional", "open")
    return Bounds(start, stop, "open", "conventional")


def _last_place(value: str) -> Fraction:
    """One unit of the last printed digit; nothing for a fraction in words."""
    if "/" in value:
        return Fraction(0)
    return Fraction(1, 10 ** len(value.partition(".")[2]))


def _last_step(value: str) -> Fraction:
    """One unit of the last digit that is not zero: 100 for 300, 10 for 150, ⅓ for ⅔."""
    whole, slash, parts = value.lstrip("-").partition("/")
    if slash:
        return Fraction(1, int(parts))
    whole, _, tail = whole.partition(".")
    if tail.strip("0") or not whole.strip("0"):
        return _last_place(f"0.{tail.rstrip('0')}" if tail.strip("0") else value)
    return Fraction(10 ** (len(whole) - len(whole.rstrip("0"))))
