"""What a printed token says, and how the refusal of one shows where reading stopped."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from altay_analysis.errors import TokenError
from altay_analysis.precision import bounds
from altay_analysis.quantity import Bounds

__all__ = ["LONGEST", "Printed", "refuse_unprintable", "stopped"]

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
        `8.4:40.9:50.7` for a ratio. A fall is negative, and what it is over (下降超过5%) it is
        under (-5).
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
        """Whether an exact figure may have been rounded unsaid: a round count, a fraction."""
        round_count = len(self.value) > 1 and self.value.endswith("0")
        return self.qualifier == "exact" and (round_count or "/" in self.value)

    @property
    def readings(self) -> tuple[str, ...]:
        """Meanings that the words admit: of a change in percent, and of one in multiples."""
        if self.change is None:
            return ()
        if self.unit in ("percent", "permille"):
            return ("points", "relative", "count")
        multiple = self.unit == "times" and self.qualifier != "times_at_least"
        return ("by", "to") if multiple else ()

    @property
    def bounds(self) -> Bounds:
        """Bounds by value, unit and qualifier, without what the kind of indicator adds."""
        return bounds(self.value, self.unit or "", self.qualifier)


def refuse_unprintable(token: str) -> None:
    """Refuse an empty token, an overlong one, and one with a control character."""
    if not token:
        raise TokenError("cannot read an empty token; give the number as printed")
    for place, character in enumerate(token[:LONGEST]):
        if unicodedata.category(character)[0] == "C":
            raise stopped(token, place, f"a control character, U+{ord(character):04X}")
    if len(token) > LONGEST:
        raise stopped(token, LONGEST, f"a token has at most {LONGEST} characters")


def stopped(token: str, place: int, why: str = "") -> TokenError:
    """Return the error that shows the token and the place where reading stopped."""
    shown = _visible(token[:LONGEST]) + ("…" if len(token) > LONGEST else "")
    rest = _visible(token[place : place + 8])
    where = f"at character {place + 1} ({rest})" if rest else "at its end"
    because = f": {why}" if why else ""
    return TokenError(
        f"cannot read the token {shown!r}: reading stopped {where}{because}; "
        "give the number, its qualifier and its unit as printed"
    )


def _visible(text: str) -> str:
    return "".join(c if c.isprintable() else "�" for c in text)
