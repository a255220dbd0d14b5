"""Figures of one axis in one unit: how far the axis is from the data, and how each is worded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from altay_analysis import wording
from altay_analysis.areas.analysis import counter_of
from altay_analysis.notation import scale_of
from altay_analysis.refusals import units_of

if TYPE_CHECKING:
    from altay_analysis.catalogue import Catalogue, Observation
    from altay_analysis.comparison import Entry

__all__ = ["Measure", "measure"]


@dataclass(frozen=True)
class Measure:
    """An axis and its figures.

    Attributes
    ----------
    factor : Fraction
        From the unit of the entries' bounds to that of the axis.
    unit : str
        Words on the axis, in English or simplified Chinese.
    worded : tuple of str
        Each figure with its unit, which is the axis'.
    """

    factor: Fraction
    unit: str
    worded: tuple[str, ...]


def measure(catalogue: Catalogue, entries: Sequence[Entry], unit: str, lang: str) -> Measure:
    """Bring figures to one unit: of those printed the greatest, so that no digit is added.

    Parameters
    ----------
    unit : str
        Of the entries' bounds.
    lang : str
        English tells amounts in millions or billions, by the greatest of them.
    """
    row = catalogue.units.loc[unit]
    side = "en" if lang == "en" else "zh"
    named = (str(row[f"symbol_{side}"]) or str(row[f"name_{side}"])).strip()
    figures = [each.observation for each in entries]
    units = units_of(catalogue)
    alike = {units[each.unit].dimension for each in figures} == {units[unit].dimension}
    if not alike or units[unit].dimension == "share":
        return Measure(Fraction(1), named, tuple(_printed(each, lang) for each in figures))
    wide = max((each.unit for each in figures), key=lambda name: units[name].factor)
    apart = units[unit].factor / units[wide].factor
    ends = [end for each in entries for end in (each.bounds.low, each.bounds.high)]
    most = max((abs(end) * apart for end in ends if end is not None), default=Fraction(1))
    scale = scale_of(wide, most, lang, counter=counter_of(figures[0]))
    worded = tuple(
        wording.scaled(_times(each.value, units[each.unit].factor / units[wide].factor),
                       each.qualifier, scale, lang)
        for each in figures
    )  # fmt: skip
    factor = apart * Fraction(10) ** scale.shift
    return Measure(factor, scale.behind.strip() or named, worded)


def _printed(figure: Observation, lang: str) -> str:
    counter = counter_of(figure)
    return wording.printed(figure.value, figure.unit, figure.qualifier, lang, counter=counter)


def _times(value: str, factor: Fraction) -> str:
    """Shift the point of what was printed, keeping its digits.

    Examples
    --------
    >>> _times("404633", Fraction(1, 10000)), _times("10/15", Fraction(1))
    ('40.4633', '10/15')
    """
    times = Decimal(factor.numerator) / Decimal(factor.denominator)
    return "/".join(format(Decimal(part) * times, "f") for part in value.split("/"))
