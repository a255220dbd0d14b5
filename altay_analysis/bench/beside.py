"""Figures of one indicator beside each other, and in words why some cannot stand there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from altay_analysis.bench.rich import Cell, Grid, bundle
from altay_analysis.bench.words import bounds_in_words, said
from altay_analysis.comparison import Comparison, Entry, Refusal, rank
from altay_analysis.comparison import compare as compared
from altay_analysis.errors import UsageError
from altay_analysis.loading.figures import outward
from altay_analysis.periods import named

if TYPE_CHECKING:
    import pandas as pd

    from altay_analysis.catalogue import Catalogue

__all__ = ["Beside", "compare"]

_HEADS = (
    ("region", "地区"),
    ("period", "时期"),
    ("printed", "原文"),
    ("can be", "取值范围"),
    ("rank", "位次"),
    ("source", "来源"),
)
_STANDINGS = {
    "official": ("official text", "官方文本"),
    "press": ("press account", "新闻报道"),
    "repost": ("repost", "转载"),
}


@dataclass(frozen=True, eq=False)
class Beside:
    """Figures of an indicator that can stand on one axis, and the refusal of the others.

    Attributes
    ----------
    comparison : Comparison
        Entries, the greatest first, with bounds in one unit; refusals with their reasons.
    """

    catalogue: Catalogue
    comparison: Comparison
    lang: str = "en"

    def __len__(self) -> int:
        return len(self.comparison.entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.comparison.entries)

    @property
    def refused(self) -> tuple[Refusal, ...]:
        """Why each of the other figures of the indicator cannot stand here; `en` and `zh`."""
        return self.comparison.refused

    def frame(self) -> pd.DataFrame:
        """Return a plain DataFrame by observation, the greatest first.

        `low` and `high` are float64 in `unit`, one unit for all; `rank_low` and `rank_high` say
        which ranks the bounds leave open, 1 being the greatest, and are missing where a rank
        means nothing.

        Examples
        --------
        >>> import altay_analysis as aa
        >>> frame = aa.compare(aa.load("data"), "gdp").frame()
        >>> list(frame.columns)[:6]
        ['region', 'period', 'as_printed', 'low', 'high', 'unit']
        """
        import pandas as pd

        ranks = self._ranks()
        rows = [
            {
                "id": each.observation.id,
                "region": each.observation.region,
                "period": each.observation.period,
                "as_printed": each.observation.as_printed,
                "low": outward(each.bounds.low, -1),
                "high": outward(each.bounds.high, 1),
                "unit": self.comparison.unit,
                "rank_low": ranks[each.observation.id][0] if ranks else pd.NA,
                "rank_high": ranks[each.observation.id][1] if ranks else pd.NA,
                "source": each.observation.source,
                "standing": each.standing,
                "text_seen": each.text_seen,
            }
            for each in self
        ]
        return pd.DataFrame(rows).set_index("id") if rows else pd.DataFrame()

    def _ranks(self) -> dict[str, tuple[int, int]]:
        if not self.comparison.is_ranked:
            return {}
        found = rank(self.comparison)
        return {each.observation: (each.low, each.high) for each in found}

    def show(self, lang: str | None = None) -> dict[str, str]:
        """Return what a notebook shows, in a language, as a mime bundle."""
        return bundle(self._grid(lang or self.lang))

    def _grid(self, lang: str) -> Grid:
        ranks = self._ranks()
        rows = [self._row(each, ranks, lang) for each in self]
        indicator = self.catalogue.name("indicators", self.comparison.indicator, lang)
        unit = self.catalogue.name("units", self.comparison.unit, lang)
        caption = f"{indicator} ({unit})" if lang == "en" else f"{indicator}（{unit}）"
        notes = [self._refusal(each, lang) for each in self.refused]
        return Grid([said(each, lang) for each in _HEADS], rows, caption, notes, lang)

    def _row(self, each: Entry, ranks: dict[str, tuple[int, int]], lang: str) -> tuple[Cell, ...]:
        figure = each.observation
        low, high = ranks.get(figure.id, (0, 0))
        place = "—" if not low else str(low) if low == high else f"{low}–{high}"
        seen = said(("only its beginning was seen", "仅见开头"), lang)
        cut = f", {seen}" if each.text_seen == "cut" else ""
        return (
            Cell(self.catalogue.name("regions", figure.region, lang)),
            Cell(named(figure.period, lang)),
            Cell(figure.as_printed, figure.id),
            Cell(bounds_in_words(each.bounds, lang)),
            Cell(place),
            Cell(f"{figure.source}, {figure.locator}", said(_STANDINGS[each.standing], lang) + cut),
        )

    def _refusal(self, each: Refusal, lang: str) -> str:
        sentence = said((each.en, each.zh), lang)
        return f"{each.b}: {sentence}" if lang == "en" else f"{each.b}：{sentence}"

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return self.show()

    def __repr__(self) -> str:
        return self._grid(self.lang).as_text()


def compare(  # a comparison is by all that a figure has
    catalogue: Catalogue,
    indicator: str,
    *,
    beside: str = "",
    regions: list[str] | None = None,
    period: str | int | None = None,
    lang: str = "en",
) -> Beside:
    """Set the figures of an indicator beside each other, as far as they can be compared.

    Parameters
    ----------
    beside : str
        Id of an observation that the others are to stand beside; without one the largest group
        that can be compared is taken.
    regions : list of str, optional
        Codes of the places; all where none are given.
    period : str or int, optional
        The period; all where none is given.
    lang : str
        Language in which a notebook shows them.

    Raises
    ------
    UsageError
        Where the indicator is not known, or `beside` is none of its figures.

    Examples
    --------
    >>> import altay_analysis as aa
    >>> data = aa.load("data")
    >>> found = aa.compare(data, "village_income")
    >>> len(found) + len(found.refused) <= len(aa.observations(data, indicator="village_income"))
    True
    """
    rows = catalogue.pick(indicator=indicator)
    if beside and beside not in rows.index:
        known = ", ".join(map(str, rows.index[:5]))
        raise UsageError(f"beside {beside!r} is no figure of {indicator}; its figures: {known}")
    found = compared(
        catalogue, indicator, regions=regions, beside=beside,
        period=None if period is None else str(period),
    )  # fmt: skip
    return Beside(catalogue, found, lang)
