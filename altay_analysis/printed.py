"""A printed token -> value, unit, qualifier and bounds.

The table "Figures as printed" of `docs/figures.md` is the specification. A token is a number,
what qualifies it and its unit, as it stands in a text in either script.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from fractions import Fraction

from altay_analysis.errors import TokenError
from altay_analysis.lexicon import (
    COUNTS,
    DOUBLING,
    GRANTED,
    HALVES,
    OF_PARTS,
    PREFIX,
    PREFIX_KEYS,
    RANGE,
    SIGN,
    SUFFIX,
    SUFFIX_KEYS,
    TITLE_END,
    UNIT,
    UNIT_KEYS,
    ZERO,
)
from altay_analysis.numerals import Numeral, fold, read_numeral
from altay_analysis.precision import QUALIFIERS, bounds
from altay_analysis.quantity import Bounds

__all__ = ["LONGEST", "QUALIFIERS", "Printed", "bounds", "read"]

LONGEST = 64
"""Characters that a token has at the most."""


@dataclass(frozen=True)
class Printed:
    """What a token says.

    Attributes
    ----------
    value : str
        As the column `value` writes it: digits with a point, `true`, `10/15` for a range,
        `1/3` for a fraction, `10/11` with `and_more` where 余 stands behind the multiplier,
        `8.4:40.9:50.7` for a ratio. A fall is negative.
    unit : str or None
        Id in `units.csv`; None where the token names none.
    qualifier : str
        One of `QUALIFIERS`.
    change : str or None
        `rise` or `fall` where the token says that it is a change.
    doubt : str or None
        Why the reading is to be settled by hand, with the reason in `note`; None where the
        table settles it.
    granted_by : str or None
        Of a designation: the level that grants it.
    """

    value: str
    unit: str | None
    qualifier: str
    change: str | None = None
    doubt: str | None = None
    granted_by: str | None = None

    @property
    def is_exact_by_assumption(self) -> bool:
        """Whether a plain count is round (4160), so that it may have been rounded unsaid."""
        return (
            self.qualifier == "exact"
            and len(self.value) > 1
            and self.value.endswith("0")
        )

    @property
    def bounds(self) -> Bounds:
        """Bounds by value, unit and qualifier, without what the kind of indicator adds."""
        return bounds(self.value, self.unit or "", self.qualifier)


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
    _refuse_unprintable(token)
    text = fold(token)
    for reader in (_zero, _designation, _doubling, _fraction, _ratio):
        found = reader(text)
        if found is not None:
            return found
    return _Reading(token, text).result()


def _refuse_unprintable(token: str) -> None:
    if not token:
        raise TokenError("cannot read an empty token; give the number as printed")
    for place, character in enumerate(token[:LONGEST]):
        if unicodedata.category(character)[0] == "C":
            raise _stopped(token, place, f"a control character, U+{ord(character):04X}")
    if len(token) > LONGEST:
        raise _stopped(token, LONGEST, f"a token has at most {LONGEST} characters")


def _stopped(token: str, place: int, why: str = "") -> TokenError:
    shown = "".join(c if c.isprintable() else "�" for c in token[:LONGEST])
    shown += "…" if len(token) > LONGEST else ""
    rest = "".join(c if c.isprintable() else "�" for c in token[place : place + 8])
    where = f"at character {place + 1} ({rest})" if rest else "at its end"
    because = f": {why}" if why else ""
    return TokenError(
        f"cannot read the token {shown!r}: reading stopped {where}{because}; "
        "give the number, its qualifier and its unit as printed"
    )


def _zero(text: str) -> Printed | None:
    """Read a zero in words: 消除20万元以下薄弱村 says that none is left."""
    if not ZERO.match(text):
        return None
    units = [(m.end(), m.group()) for m in UNIT.finditer(text)]
    at_end = [form for end, form in units if end == len(text)]
    unit = UNIT_KEYS[at_end[0]] if at_end else "item"
    return Printed("0", unit, "exact")


def _designation(text: str) -> Printed | None:
    if any(c.isdigit() for c in text) or not TITLE_END.search(text):
        return None
    for level, forms in GRANTED.items():
        if text.startswith(forms):
            return Printed("true", "designation", "designation", granted_by=level)
    return None


def _doubling(text: str) -> Printed | None:
    found = DOUBLING.search(text)
    if not found or found.end() != len(text):
        return None
    count = (
        read_numeral(found.group(1), 0) if found.group(1) else Numeral("1", "", "", 0)
    )
    if count is None or not count.digits.isdigit() or count.end != len(found.group(1)):
        raise _stopped(
            text, found.start(1), "a number of doublings is a small whole number"
        )
    if not 1 <= len(count.digits) <= 2 or not 1 <= int(count.digits) <= 20:
        raise _stopped(text, found.start(1), "doublings run from 1 to 20")
    return Printed(str(2 ** int(count.digits)), "times", "times_at_least", "rise")


def _fraction(text: str) -> Printed | None:
    """Read 三分之一 and 过半; 百分之 and 千分之 are left to the main reading."""
    head, _, rest = text.partition("分之")
    whole = HALVES.get(text)
    if whole is not None:
        return Printed("1/2", "fraction", whole or "exact")
    prefix = PREFIX.match(head)
    start = prefix.end() if prefix else 0
    lower, upper = read_numeral(head, start), read_numeral(rest, 0)
    if not rest or head[start:] in ("百", "千") or lower is None or upper is None:
        return None
    if lower.end != len(head) or upper.end != len(rest) or not int(float(lower.digits)):
        return None
    key = PREFIX_KEYS[prefix.group()] if prefix else ""
    return Printed(
        f"{upper.digits}/{lower.digits}",
        "fraction",
        key if key in QUALIFIERS else "exact",
    )


def _ratio(text: str) -> Printed | None:
    parts = text.split(":")
    numerals = [read_numeral(part, 0) for part in parts]
    if len(parts) < 2 or any(
        n is None or n.end != len(p) for n, p in zip(numerals, parts, strict=True)
    ):
        return None
    return Printed(":".join(n.digits for n in numerals if n), "ratio", "rounded")


class _Reading:
    """One pass over a token: prefixes, sign, number or range, unit, suffixes."""

    def __init__(self, token: str, text: str) -> None:
        self.token, self.text, self.place = token, text, 0
        self.qualifier, self.change, self.level = "", "", False
        self.doubt: str | None = None

    def result(self) -> Printed:
        self._prefixes()
        sign, of_parts = self._sign(), self._parts_of()
        numeral = self._numeral()
        unit = self._range_first_unit()
        upper = self._upper()
        unit = of_parts or self._unit() or unit
        if unit == "tenth":
            numeral = self._half_tenth(numeral)
        self._suffixes()
        if self.place < len(self.text):
            raise _stopped(self.token, self.place)
        if upper is not None:
            return self._ranged(numeral, upper, unit)
        return self._single(numeral, unit, sign)

    def _match(self, pattern: re.Pattern[str]) -> str | None:
        found = pattern.match(self.text, self.place)
        if found is None:
            return None
        self.place = found.end()
        return found.group()

    def _prefixes(self) -> None:
        while form := self._match(PREFIX):
            key = PREFIX_KEYS[form]
            if key in ("rise", "fall"):
                self.change = key
            elif key == "level":
                self.level = True
            elif key:
                self._qualify(key)

    def _qualify(self, key: str) -> None:
        if self.qualifier and self.qualifier != key:
            raise _stopped(
                self.token, self.place, f"{self.qualifier} and {key} at once"
            )
        self.qualifier = key

    def _sign(self) -> int:
        sign = self._match(SIGN)
        return -1 if sign in ("-", "负") else 1

    def _parts_of(self) -> str | None:
        for form, unit in OF_PARTS.items():
            if self.text.startswith(form, self.place):
                self.place += len(form)
                return unit
        return None

    def _numeral(self) -> Numeral:
        numeral = read_numeral(self.text, self.place)
        if numeral is None:
            raise _stopped(self.token, self.place, "a number is missing")
        self.place = numeral.end
        if numeral.more:
            self._qualify("and_more")
        return numeral

    def _range_first_unit(self) -> str | None:
        """Unit of the lower end, where it is printed twice (10%至15%)."""
        found = UNIT.match(self.text, self.place)
        if found and RANGE.match(self.text, found.end()):
            self.place = found.end()
            return UNIT_KEYS[found.group()]
        return None

    def _upper(self) -> Numeral | None:
        if not self._match(RANGE):
            return None
        self._parts_of()
        return self._numeral()

    def _unit(self) -> str | None:
        form = self._match(UNIT)
        return UNIT_KEYS[form] if form else None

    def _half_tenth(self, numeral: Numeral) -> Numeral:
        """Read the hundredths that stand behind 成 (七成五)."""
        rest = read_numeral(self.text, self.place)
        if rest is None or len(rest.digits) > 1 or "." in numeral.digits:
            return numeral
        self.place = rest.end
        return replace(numeral, digits=f"{numeral.digits}.{rest.digits}")

    def _suffixes(self) -> None:
        while form := self._match(SUFFIX):
            self._qualify(SUFFIX_KEYS[form])

    def _ranged(self, lower: Numeral, upper: Numeral, unit: str | None) -> Printed:
        if self.qualifier:
            raise _stopped(self.token, 0, f"a range that is also {self.qualifier}")
        factor = {"": 0, "10k_": 4, "100m_": 8}
        low, prefix = Fraction(lower.digits), upper.prefix
        if lower.prefix != prefix and (lower.prefix or low > Fraction(upper.digits)):
            shift = factor.get(lower.prefix, 0) - factor.get(prefix, 0)
            low *= Fraction(10) ** shift
        if low > Fraction(upper.digits):
            raise _stopped(self.token, 0, "the range runs backwards")
        shown = lower.digits if low == Fraction(lower.digits) else _decimal(low)
        return Printed(
            f"{shown}/{upper.digits}",
            _with_prefix(prefix, unit),
            "range",
            self.change or None,
        )

    def _single(self, numeral: Numeral, unit: str | None, sign: int) -> Printed:
        qualifier, value = self.qualifier or _plain(numeral, unit), numeral.digits
        if qualifier == "over":
            qualifier = self._over(numeral, unit)
        if numeral.more == "multiplier" and value.endswith("0"):
            value = f"{value}/{_decimal(Fraction(value) + 1)}"
        if sign < 0 and self.change:
            self.doubt = "a negative number after a word of change says the sign twice"
        negative = sign < 0 or self.change == "fall"
        made = Printed(
            value, _with_prefix(numeral.prefix, unit), qualifier, self.change or None
        )
        return replace(made, value=f"-{value}" if negative else value, doubt=self.doubt)

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
    return (
        "exact"
        if counted and not numeral.prefix and "." not in numeral.digits
        else "rounded"
    )


def _with_prefix(prefix: str, unit: str | None) -> str | None:
    return f"{prefix}{unit or 'number'}" if prefix else unit


def _significant(digits: str) -> str:
    return digits.replace(".", "").lstrip("0") if "." in digits else digits.strip("0")


def _decimal(value: Fraction) -> str:
    text = f"{float(value):f}".rstrip("0").rstrip(".")
    return text or "0"
