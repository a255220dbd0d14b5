"""Numerals as Chinese texts print them: Western, full-width and Chinese, with 万 and 亿.

Reading works on *folded* text: full-width forms and the traditional forms of the characters
that matter are replaced one for one, so that a place in the folded text is the same place in
the token as printed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

__all__ = ["MULTIPLIERS", "Numeral", "fold", "read_numeral"]

_TRADITIONAL = str.maketrans(
    "萬億個兩餘約達過戶畝場項減長漲僅計淨凈併處條輛張數無裡點負間種類門縣鄉鎮擴縮內"
    "時國區優範總滿於歸壹貳參叁肆伍陸柒捌玖拾佰仟〇○",
    "万亿个两余约达过户亩场项减长涨仅计净净并处条辆张数无里点负间种类门县乡镇扩缩内"
    "时国区优范总满于归一二三三四五六七八九十百千零零",
)
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_STEPS = {"十": 10, "百": 100, "千": 1000}
MULTIPLIERS = {
    "万亿": ("1t_", 10**12),
    "千万": ("10m_", 10**7),
    "百万": ("1m_", 10**6),
    "十万": ("100k_", 10**5),
    "亿": ("100m_", 10**8),
    "万": ("10k_", 10**4),
    "千": ("1k_", 10**3),
    "百": ("100_", 10**2),
}
"""Multiplier as printed (folded) -> prefix of the unit's id, factor."""

_WESTERN = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?", re.ASCII)
_CHINESE = re.compile(r"[零一二三四五六七八九两十百千]+(?:点[零一二三四五六七八九]+)?")
_MULTIPLIER = re.compile("|".join(MULTIPLIERS))
_MORE = re.compile("余|多|来")


@dataclass(frozen=True)
class Numeral:
    """A numeral and its multiplier, as printed.

    Attributes
    ----------
    digits : str
        Decimal digits with a point where there is one, trailing zeros kept, no separators.
    prefix : str
        Prefix of the unit's id for the multiplier: `10k_` for 万; empty where there is none.
    more : str
        Where 余 or 多 stands: `digits` (10余万), `multiplier` (10万余) or empty.
    end : int
        Place after the numeral.
    """

    digits: str
    prefix: str
    more: str
    end: int


def fold(token: str) -> str:
    """Fold full-width and traditional characters one for one, so that places stay the same.

    Examples
    --------
    >>> fold("１２３７．４０萬元")
    '1237.40万元'
    """
    narrow = (unicodedata.normalize("NFKC", c) for c in token)
    text = "".join(n if len(n) == 1 else c for n, c in zip(narrow, token, strict=True))
    return (
        text.translate(_TRADITIONAL)
        .replace("−", "-")
        .replace("—", "-")
        .replace("–", "-")
    )


def read_numeral(text: str, start: int) -> Numeral | None:
    """Read the numeral that begins at `start` of folded text, or return None where none does.

    A compound (3亿2000万) is given in its last multiplier: 32000 with `10k_`.
    """
    first = _segment(text, start)
    if first is None:
        return None
    second = _segment(text, first.end)
    if not first.prefix or first.more or second is None:
        return first
    return _joined(first, second)


def _segment(text: str, start: int) -> Numeral | None:
    digits, end = _western(text, start)
    if not digits:
        digits, end = _chinese(text, start)
    if not digits:
        return None
    more, end = _skip_more(text, end)
    multiplier = _MULTIPLIER.match(text, end)
    if multiplier is None:
        return Numeral(digits, "", "digits" if more else "", end)
    prefix, end = MULTIPLIERS[multiplier.group()][0], multiplier.end()
    if more:
        return Numeral(digits, prefix, "digits", end)
    more, end = _skip_more(text, end)
    return Numeral(digits, prefix, "multiplier" if more else "", end)


def _skip_more(text: str, place: int) -> tuple[bool, int]:
    found = _MORE.match(text, place)
    return (True, found.end()) if found else (False, place)


def _western(text: str, start: int) -> tuple[str, int]:
    found = _WESTERN.match(text, start)
    return (found.group().replace(",", ""), found.end()) if found else ("", start)


def _chinese(text: str, start: int) -> tuple[str, int]:
    """Read Chinese numerals; a multiplier that follows them (百万) is left for the caller."""
    found = _CHINESE.match(text, start)
    if not found:
        return "", start
    whole, _, tail = found.group().partition("点")
    value = _chinese_whole(whole)
    if value is None:
        return "", start
    fraction = "".join(str(_DIGITS[c]) for c in tail)
    return (f"{value}.{fraction}" if fraction else str(value)), found.end()


def _chinese_whole(text: str) -> int | None:
    """Value of 三百二十 or of digits read out (二〇二五); None where the order is impossible."""
    if not set(text) & set(_STEPS):
        return int("".join(str(_DIGITS[c]) for c in text))
    total, digit, last = 0, None, 10**4
    for c in text:
        if c in _STEPS:
            if _STEPS[c] >= last or (digit is None and total):
                return None
            total, last, digit = (
                total + (1 if digit is None else digit) * _STEPS[c],
                _STEPS[c],
                None,
            )
        elif digit is not None and digit != 0:
            return None
        else:
            digit = _DIGITS[c]
    return total + (digit or 0)


def _joined(first: Numeral, second: Numeral) -> Numeral | None:
    factors = {prefix: factor for prefix, factor in MULTIPLIERS.values()} | {"": 1}
    big, small = factors[first.prefix], factors[second.prefix]
    if small >= big or Decimal(second.digits) * small >= big:
        return first
    value = Decimal(first.digits) * big / small + Decimal(second.digits)
    return Numeral(f"{value:f}", second.prefix, second.more, second.end)
