"""How a printed token is read: value, unit, qualifier, bounds, doubts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from altay_analysis import printed
from altay_analysis.bench.rich import Cell, Grid, bundle
from altay_analysis.bench.words import bounds_in_words, said, unit_in_words
from altay_analysis.interval import Bounds

__all__ = ["Read", "read", "reading_of"]

_QUALIFIERS = {
    "exact": ("equals", "等于"),
    "rounded": ("equals, rounded", "等于（四舍五入）"),
    "over": ("over", "超过"),
    "at_least": ("at least", "至少"),
    "under": ("under", "不足"),
    "at_most": ("at most", "至多"),
    "and_more": ("and more", "余"),
    "about": ("about", "约"),
    "just_under": ("just under", "近"),
    "times_at_least": ("at least so many times", "至少若干倍"),
    "range": ("a range", "区间"),
    "designation": ("a designation", "称号"),
}
_EXACT = (
    "exact by assumption: it may have been rounded unsaid",
    "按精确数处理：也可能未加说明地取了整",
)


@dataclass(frozen=True)
class Read:
    """A printed token as it is read.

    Attributes
    ----------
    token : str
        As it was given.
    printed : Printed
        Value, unit, qualifier, change and doubt, as the columns of observations.csv have them.
    """

    token: str
    printed: printed.Printed

    @property
    def value(self) -> str:
        """Digits with a decimal point; `10/15` for a range, `true` for a designation."""
        return self.printed.value

    @property
    def unit(self) -> str | None:
        """Id of the unit as in units.csv; None where the token names none."""
        return self.printed.unit

    @property
    def qualifier(self) -> str:
        """One of exact, rounded, over, at_least, under, at_most, and_more, about and so on."""
        return self.printed.qualifier

    @property
    def bounds(self) -> Bounds:
        """What the number can be, in its unit, exact."""
        return self.printed.bounds

    @property
    def doubt(self) -> str | None:
        """Why the reading is to be settled by hand; None where the rules settle it."""
        return self.printed.doubt

    def as_dict(self) -> dict[str, Any]:
        """Return the reading as plain values."""
        bounds = self.bounds
        return {
            "as_printed": self.token,
            "value": self.value,
            "unit": self.unit,
            "qualifier": self.qualifier,
            "change": self.printed.change,
            "low": None if bounds.low is None else float(bounds.low),
            "high": None if bounds.high is None else float(bounds.high),
            "low_end": bounds.low_end,
            "high_end": bounds.high_end,
            "readings": list(self.printed.readings),
            "doubt": self.doubt,
        }

    def _grid(self, lang: str) -> Grid:
        heads = [("value", "数值"), ("unit", "单位"), ("read as", "读作"), ("can be", "取值范围")]
        row = (
            Cell(self.value),
            Cell(unit_in_words(self.unit or "number", lang) or "—"),
            Cell(said(_QUALIFIERS[self.qualifier], lang)),
            Cell(bounds_in_words(self.bounds, lang)),
        )
        notes = [said(_EXACT, lang)] if self.printed.is_exact_by_assumption else []
        if self.printed.readings:
            words = said(("a change; it can mean", "变化量，可能的含义"), lang)
            notes.append(f"{words}: {', '.join(self.printed.readings)}")
        if self.doubt:
            notes.append(f"{said(('in doubt', '存疑'), lang)}: {self.doubt}")
        return Grid([said(each, lang) for each in heads], [row], self.token, notes, lang)

    def show(self, lang: str = "en") -> dict[str, str]:
        """Return what a notebook shows, in a language, as a mime bundle."""
        return bundle(self._grid(lang))

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return self.show()

    def __repr__(self) -> str:
        return self._grid("en").as_text()


def read(token: str) -> Read:
    """Read a printed token: what it says, and what the number can be.

    Parameters
    ----------
    token : str
        A number with what qualifies it and its unit, as a text prints it, in either script.

    Raises
    ------
    TokenError
        Where it cannot be read: the message shows where reading stopped.

    Examples
    --------
    >>> import altay_analysis as aa
    >>> found = aa.read("51.4%")
    >>> found.value, found.unit, found.qualifier, float(found.bounds.low), float(found.bounds.high)
    ('51.4', 'percent', 'rounded', 51.35, 51.45)
    >>> print(aa.read("突破20萬元"))
    突破20萬元
    value  unit         read as  can be
    20     10,000 yuan  over     over 20
    """
    return reading_of(token)


def reading_of(token: str) -> Read:
    """Return a token with its reading."""
    return Read(token, printed.read(token))
