"""Bounds of a figure by its value, unit and qualifier: what its printed form lets it be.

The table "Figures as printed" of `docs/figures.md` is the specification.
"""

from __future__ import annotations

from fractions import Fraction

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
    if qualifier == "designation" or ":" in value:
        return Bounds(None, None)
    if qualifier not in QUALIFIERS:
        raise TokenError(f"qualifier {qualifier!r} is none of {', '.join(QUALIFIERS)}")
    try:
        found = _qualified(value, qualifier)
    except (ValueError, ZeroDivisionError):
        raise TokenError(
            f"value {value[:40]!r} cannot be read as {qualifier}"
        ) from None
    low, high = _limits(unit, kind)
    met = found.meet(Bounds(low, high))
    if met is None:
        raise TokenError(
            f"value {value[:40]!r} is out of the range of a {kind}; mend it or its unit"
        )
    return met


def _limits(unit: str, kind: str) -> tuple[Fraction | None, Fraction | None]:
    whole = {"percent": 100, "permille": 1000, "tenth": 10, "fraction": 1}
    if kind == "share" and unit in whole:
        return Fraction(0), Fraction(whole[unit])
    if kind in ("count", "amount", "threshold", "multiple"):
        return Fraction(0), None
    return None, None


def _qualified(value: str, qualifier: str) -> Bounds:
    if qualifier == "range":
        low, high = value.split("/")
        return Bounds(Fraction(low), Fraction(high))
    if qualifier == "and_more":
        return _and_more(value)
    number = Fraction(value)
    half = _last_place(value) / 2
    step = _last_step(value)
    return {
        "exact": Bounds(number, number),
        "rounded": Bounds(number - half, number + half),
        "over": Bounds(number, None, low_end="open"),
        "at_least": Bounds(number, None),
        "times_at_least": Bounds(number, None),
        "under": Bounds(None, number, high_end="open"),
        "at_most": Bounds(None, number),
        "about": Bounds(
            number - step / 2, number + step / 2, "conventional", "conventional"
        ),
        "just_under": Bounds(number - step, number, "conventional", "conventional"),
    }[qualifier]


def _and_more(value: str) -> Bounds:
    """Bounds of 300余: from 300 to under the next step of its last non-zero digit."""
    low, _, high = value.partition("/")
    top = Fraction(high) if high else Fraction(low) + _last_step(low)
    return Bounds(Fraction(low), top, high_end="conventional")


def _last_place(value: str) -> Fraction:
    """One unit of the last printed digit; nothing for a fraction in words."""
    if "/" in value:
        return Fraction(0)
    return Fraction(1, 10 ** len(value.partition(".")[2]))


def _last_step(value: str) -> Fraction:
    """One unit of the last digit that is not zero: 100 for 300, 10 for 150."""
    digits = value.lstrip("-")
    if "/" in digits or not digits.strip("0."):
        return Fraction(0) if "/" in digits else _last_place(digits)
    if "." in digits and digits.rstrip("0")[-1] != ".":
        return _last_place(digits.rstrip("0"))
    whole = digits.partition(".")[0]
    return Fraction(10 ** (len(whole) - len(whole.rstrip("0"))))
