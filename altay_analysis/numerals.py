"""Numerals as Chinese texts print them: Western, full-width and Chinese, with 万 and 亿.

Reading works on *folded* text: full-width forms and the traditional forms of the characters
that matter are replaced one for one, so that a place in the folded text is the same place in
the token as printed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

__all__ = ["MULTIPLIERS", "Numeral", "fold", "read_bare", "read_numeral"]

_TRADITIONAL = str.maketrans(
    "萬億個兩餘約達過戶畝場項減長漲僅計淨凈併處條輛張數無裡點負間種類門縣鄉鎮擴縮內"
    "時國區優範總滿於歸壹貳贰參叁肆伍陸陆柒捌玖拾佰仟〇○佔來頃噸頭隻錢塊冊幾強歷級沒"
    "臺實現將為爲從筆對較業單團環遠壓幣叄棟組輪隊",
    "万亿个两余约达过户亩场项减长涨仅计净净并处条辆张数无里点负间种类门县乡镇扩缩内"
    "时国区优范总满于归一二二三三四五六六七八九十百千零零占来顷吨头只钱块册几强历级没"
    "台实现将为为从笔对较业单团环远压币三栋组轮队",
)
_MARKS = str.maketrans("−—–‒―〜∶", "-----~:")
_FOLDED = ("<wide>", "<narrow>", "<small>", "<vertical>", "<noBreak>", "<compat>")
"""Decompositions that change how a character looks only; ² and ① say something else than 2."""

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_STEPS = {"十": 10, "百": 100, "千": 1000}
_TENS = {"廿": "二十", "卅": "三十", "卌": "四十"}
MULTIPLIERS = {
    "万亿": ("1t_", 10**12),
    "千亿": ("100b_", 10**11),
    "百亿": ("10b_", 10**10),
    "十亿": ("1b_", 10**9),
    "千万": ("10m_", 10**7),
    "百万": ("1m_", 10**6),
    "十万": ("100k_", 10**5),
    "亿": ("100m_", 10**8),
    "万": ("10k_", 10**4),
    "千": ("1k_", 10**3),
    "百": ("100_", 10**2),
}
"""Multiplier as printed (folded) -> prefix of the unit's id, factor."""

_FACTORS = dict(MULTIPLIERS.values()) | {"": 1}
_MOST_DIGITS = 64
_WESTERN = re.compile(
    r"[1-9]\d{0,2}(?P<mark>[, ])\d{3}(?:(?P=mark)\d{3})*(?:\.\d+)?(?![\d,])|\d+(?:\.\d+)?",
    re.ASCII,
)
_CHINESE = re.compile(
    "(?P<whole>[零一二三四五六七八九两十百千廿卅卌]+)(?:点(?P<tail>[零一二三四五六七八九]+))?"
)
_PAIR = re.compile("(?<![一二三四五六七八九两])[一二三四五六七八九两]{2}(?![一二三四五六七八九两])")
_MULTIPLIER = re.compile("|".join(MULTIPLIERS))
_MORE = re.compile("余|多|来|几")
_STEP_MORE = re.compile("(?P<step>[十百千])[余多来几](?=[万亿])")


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
    upto : str
        The upper number of a pair that estimates (7 and 8 for 七八); else empty.
    worded : bool
        Whether it is written in Chinese numerals, which print no zeros.
    """

    digits: str
    prefix: str
    more: str
    end: int
    upto: str = ""
    worded: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether the digits say all: no multiplier, nothing more, no pair."""
        return not (self.prefix or self.more or self.upto)

    @property
    def factor(self) -> int:
        """What the multiplier stands for."""
        return _FACTORS[self.prefix]


def fold(token: str) -> str:
    """Fold full-width and traditional characters one for one, so that places stay the same.

    Examples
    --------
    >>> fold("１２３７．４０萬元")
    '1237.40万元'
    """
    return "".join(map(_narrow, token)).translate(_TRADITIONAL).translate(_MARKS)


def _narrow(character: str) -> str:
    tag, mark, _ = unicodedata.decomposition(character).partition(" ")
    if mark and tag not in _FOLDED:
        return character
    narrow = unicodedata.normalize("NFKC", character)
    return narrow if len(narrow) == 1 else character


def read_numeral(text: str, start: int) -> Numeral | None:
    """Read the numeral that begins at `start` of folded text, or return None where none does.

    A compound (3亿2000万) is given in its last multiplier: 32000 with `10k_`.
    """
    found = _segment(text, start)
    while found is not None and found.prefix and not found.more:
        longer = _joined(text, found)
        if longer is None:
            break
        found = longer
    return found


def read_bare(text: str, start: int) -> Numeral | None:
    """Read a multiplier without a number before it: the 万 of 近万人 is one of it."""
    multiplier = _MULTIPLIER.match(text, start)
    if multiplier is None:
        return None
    more, end = _skip_more(text, multiplier.end())
    prefix = MULTIPLIERS[multiplier.group()][0]
    return Numeral("1", prefix, "multiplier" if more else "", end, worded=True)


def _segment(text: str, start: int) -> Numeral | None:
    """Read digits, what more they are, and one multiplier."""
    number = _western(text, start) or _chinese(text, start)
    if number is None:
        bare = read_bare(text, start)
        return bare if bare and bare.more else None
    if number.more:
        more, end = True, number.end
    else:
        more, end = _skip_more(text, number.end)
    multiplier = _MULTIPLIER.match(text, end)
    if multiplier is None:
        return replace(number, more="digits" if more else "", end=end)
    prefix, end = MULTIPLIERS[multiplier.group()][0], multiplier.end()
    if more:
        return replace(number, prefix=prefix, more="digits", end=end)
    more, end = _skip_more(text, end)
    return replace(number, prefix=prefix, more="multiplier" if more else "", end=end)


def _skip_more(text: str, place: int) -> tuple[bool, int]:
    found = _MORE.match(text, place)
    return (True, found.end()) if found else (False, place)


def _western(text: str, start: int) -> Numeral | None:
    found = _WESTERN.match(text, start)
    if found is None:
        return None
    digits, end = _plain(found.group().replace(",", "").replace(" ", "")), found.end()
    step = _STEP_MORE.match(text, end)
    if step and digits.isdigit():
        zeros = str(_STEPS[step["step"]])[1:]
        return Numeral(digits + zeros, "", "digits", step.end())
    return Numeral(digits, "", "", end)


def _plain(digits: str) -> str:
    """Digits without the zeros that lead them (007), but for one before a point."""
    whole, point, tail = digits.partition(".")
    return f"{whole.lstrip('0') or '0'}{point}{tail}"


def _chinese(text: str, start: int) -> Numeral | None:
    """Read Chinese numerals; a multiplier that follows them (百万) is left for the caller."""
    found = _CHINESE.match(text, start)
    if found is None:
        return None
    whole, tail = found["whole"], found["tail"] or ""
    pair = None if tail or "零" in whole else _PAIR.search(whole)
    if pair:
        return _estimate(whole, pair.start(), found.end())
    digits = _chinese_whole(whole)
    if digits is None:
        return None
    shown = f"{digits}.{_read_out(tail)}" if tail else digits
    return Numeral(shown, "", "", found.end(), worded=True)


def _estimate(whole: str, place: int, end: int) -> Numeral | None:
    """Read a pair of digits that estimates: 七八 is 7 to 8, 二三十 is 20 to 30."""
    lower, upper = (_DIGITS[c] for c in whole[place : place + 2])
    low = _chinese_whole(whole[: place + 1] + whole[place + 2 :])
    high = _chinese_whole(whole[:place] + whole[place + 1 :])
    if low is None or high is None or upper - lower not in (1, 2):
        return None
    return Numeral(low, "", "", end, high, worded=True)


def _read_out(text: str) -> str:
    return "".join(str(_DIGITS[c]) for c in text)


def _chinese_whole(text: str) -> str | None:
    """Digits of 三百二十, or of digits read out (二〇二五); None where the order is impossible."""
    text = "".join(_TENS.get(c, c) for c in text)
    if set(text) & set(_STEPS):
        value = _stepped(text)
        return None if value is None else str(value)
    if len(text) == 1 or (("零" in text or len(text) > 2) and "两" not in text):
        return _plain(_read_out(text))
    return None


def _stepped(text: str) -> int | None:
    if text.startswith("百十"):  # an idiom: about a hundred
        return None
    total, last, digit, zero = 0, 10_000, 0, False
    for c in text:
        if c == "零":
            if digit or zero or not 10 < last < 10_000:
                return None
            zero = True
        elif c in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[c]
        else:
            step = _STEPS[c]
            # 十 alone is ten (一百十五); 百 and 千 need their digit once something stands before.
            if step >= last or (not digit and total and (step > 10 or zero)):
                return None
            total, last, digit, zero = total + (digit or 1) * step, step, 0, False
    if not digit:
        return None if zero else total
    # 三百二 is 320: a digit without 零 before it counts the next step.
    return total + digit * (1 if zero else max(last // 10, 1))


def _joined(text: str, first: Numeral) -> Numeral | None:
    """Join a numeral with the smaller one that follows its multiplier, or return None."""
    second = _segment(text, first.end + (text[first.end : first.end + 1] == "零"))
    if second is None or not _joins(text, first, second):
        return None
    low = int(second.digits)
    if not second.prefix and second.worded and second.end - first.end == 1:
        # 一万二 is 12000: a digit without 零 before it counts the next step.
        low *= first.factor // 10
    value = int(first.digits) * (first.factor // second.factor) + low
    return replace(second, digits=str(value), worded=first.worded and second.worded)


def _joins(text: str, first: Numeral, second: Numeral) -> bool:
    if first.upto or second.upto or not (first.digits + second.digits).isdigit():
        return False
    if len(first.digits + second.digits) > _MOST_DIGITS:
        return False
    if second.factor >= first.factor or int(second.digits) * second.factor >= first.factor:
        return False
    if second.prefix or second.worded:
        return True
    printed = text[first.end : second.end]
    return printed.isdigit() and len(printed) == len(str(first.factor)) - 1
