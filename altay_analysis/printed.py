"""A printed token -> value, unit, qualifier and bounds.

The table "Figures as printed" of `docs/figures.md` is the specification. A token is a number,
what qualifies it and its unit, as it stands in a text in either script.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from altay_analysis.lexicon import (
    ACHIEVED,
    COUNTS,
    DOUBLING,
    GRANTED,
    HALF,
    OF_PARTS,
    PREFIX,
    PREFIX_KEYS,
    RANGE,
    SIGN,
    SPACE,
    SUFFIX,
    SUFFIX_KEYS,
    THRESHOLD,
    TITLE_END,
    UNIT,
    UNIT_KEYS,
    ZERO,
)
from altay_analysis.numerals import Numeral, fold, read_bare, read_numeral
from altay_analysis.precision import QUALIFIERS, bounds
from altay_analysis.tokens import LONGEST, Printed, refuse_unprintable, stopped

__all__ = ["LONGEST", "QUALIFIERS", "Printed", "bounds", "read"]

_MERGED = {
    frozenset({"over", "and_more"}): "and_more",
    frozenset({"at_least", "and_more"}): "and_more",
    frozenset({"over", "at_least"}): "at_least",
    frozenset({"under", "at_most"}): "at_most",
}
"""Two qualifiers that say nearly the same (超过30%以上) -> the weaker, or the more exact 余."""

_MIRRORED = {"over": "under", "under": "over", "at_least": "at_most", "at_most": "at_least"}
_SIGNED_TWICE = "a negative number after a word of change says the sign twice"
_WESTERN_FRACTION = re.compile(r"([0-9]+)/([1-9][0-9]*)(?![0-9十百千万亿.])")


def read(token: str) -> Printed:
    """Read a token.

    Parameters
    ----------
    token : str
        At most 64 characters, as printed.

    Raises
    ------
    TokenError
        Where it cannot be read: the message shows the token and the place where reading
        stopped.

    Examples
    --------
    >>> read("突破20萬元")
    Printed(value='20', unit='10k_yuan', qualifier='over', change=None, doubt=None, granted_by=None)
    >>> read("150余場次").qualifier
    'and_more'
    """
    refuse_unprintable(token)
    text = fold(token)
    return _zero(token, text) or _designation(text) or _Reading(token, text).result()


def _zero(token: str, text: str) -> Printed | None:
    """Read a zero in words: 消除20万元以下薄弱村 says that none is left."""
    found = ZERO.match(text)
    if found is None:
        return None
    number = re.search("[0-9]", text) or (read_numeral(text, found.end()) and found)
    if number and not THRESHOLD.search(text, number.end()):
        place = number.start() if number is not found else found.end()
        raise stopped(token, place, "beside a zero in words only a threshold may stand")
    noun = re.sub("(?:全面|全部|动态|已|实现)*(?:清零|归零)$", "", text)
    at_end = [m.group() for m in UNIT.finditer(noun) if m.end() == len(noun)]
    return Printed("0", UNIT_KEYS[at_end[0]] if at_end else "item", "exact")


def _designation(text: str) -> Printed | None:
    if any(c.isdigit() for c in text) or not TITLE_END.search(text):
        return None
    for level, forms in GRANTED.items():
        if text.startswith(forms):
            return Printed("true", "designation", "designation", granted_by=level)
    return None


class _Reading:
    """One pass over a token: prefixes, sign, number, unit, suffixes."""

    def __init__(self, token: str, text: str) -> None:
        self.token, self.text, self.place = token, text, 0
        self.qualifier, self.change = "", ""
        self.doubt: str | None = None

    def result(self) -> Printed:
        self._prefixes()
        for form in (self._doubled, self._fraction, self._ratio):
            start = self.place
            found = form()
            if found is not None:
                return self._finished(found)
            self.place = start
        return self._finished(self._measured())

    def _match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self.text, self._next())
        if found is not None:
            self.place = found.end()
        return found

    def _next(self) -> int:
        """Place of the next part: one space may stand between two of them."""
        gap = SPACE.match(self.text, self.place) if self.place else None
        return gap.end() if gap else self.place

    def _prefixes(self) -> None:
        while found := self._match(PREFIX):
            key = PREFIX_KEYS[found.group()]
            if key in ("rise", "fall"):
                self.change = key
            elif key not in ("", "level"):
                self._qualify(key)

    def _suffixes(self) -> None:
        while found := self._match(SUFFIX):
            if key := SUFFIX_KEYS[found.group()]:
                self._qualify(key)

    def _qualify(self, key: str) -> None:
        both = frozenset({self.qualifier or key, key})
        if len(both) == 1:
            self.qualifier = key
        elif both in _MERGED:
            if both != {"over", "and_more"}:
                self.doubt = f"{self.qualifier} and {key} stand at once"
            self.qualifier = _MERGED[both]
        else:
            raise stopped(self.token, self.place, f"{self.qualifier} and {key} at once")

    def _finished(self, made: Printed) -> Printed:
        """Put qualifier, change and doubt to what was read, once nothing is left to read."""
        if self.place < len(self.text):
            raise stopped(self.token, self.place)
        return replace(made, change=self.change or None, doubt=made.doubt or self.doubt)

    def _doubled(self) -> Printed | None:
        self._match(ACHIEVED)
        found = self._match(DOUBLING)
        if found is None:
            return None
        count, start = found["count"], found.start("count")
        numeral = read_numeral(self.text, start) if count else Numeral("1", "", "", 0)
        whole = numeral and numeral.is_plain and (not count or numeral.end == found.end() - 1)
        if numeral is None or not whole or numeral.digits not in map(str, range(1, 21)):
            raise stopped(self.token, start, "doublings are whole and run from 1 to 20")
        self._suffixes()
        if self.qualifier not in ("", "over", "at_least", "and_more") or self.change == "fall":
            raise stopped(self.token, 0, "a doubling is a threshold that was reached")
        self.change = "rise"
        return Printed(str(2 ** int(numeral.digits)), "times", "times_at_least")

    def _fraction(self) -> Printed | None:
        """Read 三分之一, 1/3 and 一半; 百分之 and its like are left to the main reading."""
        found = self._half() or self._western_fraction() or self._parts()
        if found is None:
            return None
        self._suffixes()
        # 三分之一强 is over a third: there is no next step that a reader would know.
        qualifier = "over" if self.qualifier == "and_more" else self.qualifier or "exact"
        return self._signed(Printed(found, "fraction", qualifier), negative=False)

    def _half(self) -> str | None:
        return "1/2" if self._match(HALF) else None

    def _western_fraction(self) -> str | None:
        found = self._match(_WESTERN_FRACTION)
        return f"{int(found[1])}/{int(found[2])}" if found else None

    def _parts(self) -> str | None:
        lower = read_numeral(self.text, self._next())
        if lower is None or not self.text.startswith("分之", lower.end):
            return None
        if any(self.text.startswith(form, self._next()) for form in OF_PARTS):
            return None
        upper = read_numeral(self.text, lower.end + 2)
        if upper is None or upper.prefix or upper.upto or not upper.digits.isdigit():
            raise stopped(self.token, lower.end + 2, "a fraction has a whole number of parts")
        if not lower.is_plain or not lower.digits.isdigit() or not int(lower.digits):
            raise stopped(self.token, self.place, "a fraction is of a whole number of parts")
        self.place = upper.end
        if upper.more:
            self._qualify("and_more")
        return f"{upper.digits}/{lower.digits}"

    def _ratio(self) -> Printed | None:
        parts = []
        while numeral := read_numeral(self.text, self._next()):
            if not numeral.is_plain:
                return None
            self.place = numeral.end
            parts.append(numeral.digits)
            if self.text[self.place : self.place + 1] not in (":", "比"):
                break
            self.place += 1
        if len(parts) < 2 or self.text[self.place - 1] in ":比":
            return None
        self._suffixes()
        if self.change or self.qualifier not in ("", "about"):
            raise stopped(self.token, 0, "a ratio of parts is neither a change nor a bound")
        return Printed(":".join(parts), "ratio", self.qualifier or "rounded")

    def _measured(self) -> Printed:
        sign, of_parts = self._sign(), self._parts_of()
        numeral = self._numeral()
        first = self._range_first_unit()
        upper = self._upper()
        unit = of_parts or self._unit() or first
        if first not in (None, unit):
            raise stopped(self.token, self.place, f"a range from {first} to {unit}")
        if unit == "tenth":
            numeral = self._half_tenth(numeral)
        self._suffixes()
        if upper is None and numeral.upto:
            self.doubt = "a pair of digits estimates: its range is not sharp"
            upper = (1, replace(numeral, digits=numeral.upto))
            numeral = replace(numeral, upto="")
        if upper is not None:
            return self._ranged((sign, numeral), upper, unit)
        return self._single(numeral, unit, sign)

    def _sign(self) -> int:
        found = self._match(SIGN)
        return -1 if found and found.group() in "-负" else 1

    def _parts_of(self) -> str | None:
        for form, unit in OF_PARTS.items():
            if self.text.startswith(form, self.place):
                self.place += len(form)
                return unit
        return None

    def _numeral(self) -> Numeral:
        numeral = read_numeral(self.text, self._next())
        if numeral is None and self.qualifier:
            numeral = read_bare(self.text, self._next())
        if numeral is None:
            raise stopped(self.token, self.place, "a number is missing")
        self.place = numeral.end
        if numeral.more:
            self._qualify("and_more")
        return numeral

    def _range_first_unit(self) -> str | None:
        """Unit of the lower end, where it is printed twice (10%至15%)."""
        found = UNIT.match(self.text, self._next())
        if found and RANGE.match(self.text, found.end()):
            self.place = found.end()
            return UNIT_KEYS[found.group()]
        return None

    def _upper(self) -> tuple[int, Numeral] | None:
        if not self._match(RANGE):
            return None
        sign = self._sign()
        self._parts_of()
        return sign, self._numeral()

    def _unit(self) -> str | None:
        found = self._match(UNIT)
        return UNIT_KEYS[found.group()] if found else None

    def _half_tenth(self, numeral: Numeral) -> Numeral:
        """Read the hundredths that stand behind 成 (七成五)."""
        rest = read_numeral(self.text, self.place)
        if rest is None or not rest.is_plain or len(rest.digits) > 1 or "." in numeral.digits:
            return numeral
        self.place = rest.end
        return replace(numeral, digits=f"{numeral.digits}.{rest.digits}")

    def _ranged(
        self, lower: tuple[int, Numeral], upper: tuple[int, Numeral], unit: str | None
    ) -> Printed:
        if self.qualifier == "about":
            self.doubt = "a range that is also about: its ends are not sharp"
        elif self.qualifier:
            raise stopped(self.token, 0, f"a range that is also {self.qualifier}")
        (low_sign, start), (high_sign, stop) = lower, upper
        low, high = low_sign * Fraction(start.digits), high_sign * Fraction(stop.digits)
        # 10至15万 is in 万 at both ends, 5000至1万 is not.
        if start.prefix or low > high:
            low *= Fraction(start.factor, stop.factor)
        if low > high or start.upto:
            raise stopped(self.token, 0, "the range runs backwards")
        shown = start.digits if abs(low) == Fraction(start.digits) else _decimal(abs(low))
        ends = [f"-{shown}" if low < 0 else shown, f"-{stop.digits}" if high < 0 else stop.digits]
        if self.change and -1 in (low_sign, high_sign):
            self.doubt = _SIGNED_TWICE
        elif self.change == "fall":
            ends = [f"-{end}" for end in reversed(ends)]
        return Printed("/".join(ends), _with_prefix(stop.prefix, unit), "range")

    def _single(self, numeral: Numeral, unit: str | None, sign: int) -> Printed:
        qualifier, value = self.qualifier or _plain(numeral, unit), numeral.digits
        if qualifier == "over":
            qualifier = self._over(numeral, unit)
        if numeral.more == "multiplier" and value.isdigit() and value.endswith("0"):
            value = f"{value}/{int(value) + 1}"
        if qualifier == "rounded" and numeral.worded and numeral.prefix and value.endswith("0"):
            self.doubt = "a round number in words prints no zeros: it may be rounded more"
        if sign < 0 and self.change:
            self.doubt = _SIGNED_TWICE
        made = Printed(value, _with_prefix(numeral.prefix, unit), qualifier)
        return self._signed(made, negative=sign < 0)

    def _signed(self, made: Printed, *, negative: bool) -> Printed:
        """Turn a fall: its value is negative, and what it is over it is under."""
        if not negative and self.change != "fall":
            return made
        ends = [made.value] if made.unit == "fraction" else made.value.split("/")
        value = "/".join(f"-{end}" for end in ends)
        turned = made.qualifier if negative else _MIRRORED.get(made.qualifier, made.qualifier)
        return replace(made, value=value, qualifier=turned)

    def _over(self, numeral: Numeral, unit: str | None) -> str:
        """Tell a round threshold (超98%) from a figure in full precision (突破5170.88万元)."""
        digits = len(_significant(numeral.digits))
        if digits <= 2:
            return "over"
        if digits == 3:
            self.doubt = "a threshold of three digits may be a figure in full precision"
            return "over"
        return _plain(numeral, unit)


def _plain(numeral: Numeral, unit: str | None) -> str:
    counted = unit is None or unit in COUNTS
    return "exact" if counted and not numeral.prefix and "." not in numeral.digits else "rounded"


def _with_prefix(prefix: str, unit: str | None) -> str | None:
    return f"{prefix}{unit or 'number'}" if prefix else unit


def _significant(digits: str) -> str:
    return digits.replace(".", "").lstrip("0") if "." in digits else digits.strip("0")


def _decimal(value: Fraction) -> str:
    """Write a decimal fraction out exactly."""
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    digits = str(value * 10**places).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits
