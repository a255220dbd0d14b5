"""Observations as a researcher looks at them: with bounds, period, source and standing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from altay_analysis.bench.rich import Cell, Grid, bundle
from altay_analysis.bench.words import bounds_in_words, said
from altay_analysis.errors import UsageError
from altay_analysis.periods import named
from altay_analysis.present.spreadsheet import inert

if TYPE_CHECKING:
    import pandas as pd

    from altay_analysis.catalogue import Catalogue, Observation

__all__ = ["MOST_SHOWN", "Observations", "observations"]

MOST_SHOWN = 50
"""Rows that a notebook shows; `frame()` and `to_csv()` have them all."""

_HEADS = (
    ("indicator", "指标"),
    ("region", "地区"),
    ("period", "时期"),
    ("printed", "原文"),
    ("can be", "取值范围"),
    ("source, place", "来源与位置"),
)
_STANDINGS = {
    "official": ("official text", "官方文本"),
    "press": ("press account", "新闻报道"),
    "repost": ("repost", "转载"),
}
_BASES = {"printed": ("as printed", "原文所载"), "inferred": ("inferred", "推定")}
_SCRIPTS = {"zh-Hans", "zh-Hant", "en"}
_OF_SOURCE = ("title", "publisher", "host", "standing", "published", "address", "text_seen")


@dataclass(frozen=True, eq=False)
class Observations:
    """Some of a catalogue's observations, in the order of the file; `[id]` is one of them.

    Attributes
    ----------
    catalogue : Catalogue
        Where they come from, for names and sources.
    rows : DataFrame
        As `Catalogue.pick` returns them, by id.
    lang : str
        Language in which a notebook shows them: en, zh-Hans or zh-Hant.
    """

    catalogue: Catalogue
    rows: pd.DataFrame
    lang: str = "en"

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Observation]:
        return (self.catalogue.observation(str(id)) for id in self.rows.index)

    def __getitem__(self, id: str) -> Observations:
        if id not in self.rows.index:
            raise UsageError(f"observation {id!r} is not among these; .frame() lists them")
        return Observations(self.catalogue, self.rows.loc[[id]], self.lang)

    def frame(self) -> pd.DataFrame:
        """Return a plain DataFrame, by id, that nothing else shares.

        Columns are those of `observations.csv`, then `low`, `high` (float64 in `unit`, rounded
        outward; infinite where there is no end, nan for a designation), `low_end` and
        `high_end` (closed, open, conventional), `kind`, names of indicator and region in
        English and Chinese, and of the source `standing` and `text_seen`.

        Examples
        --------
        >>> import altay_analysis as aa
        >>> frame = aa.observations(aa.load("data"), indicator="five_good_share").frame()
        >>> frame[["value", "high", "standing"]].to_dict("records")[0]
        {'value': '45.90', 'high': 45.905, 'standing': 'repost'}
        """
        frame = self.rows.copy()
        indicators, regions = self.catalogue.indicators, self.catalogue.regions
        frame["kind"] = frame["indicator"].map(indicators["kind"])
        for lang in ("en", "zh"):
            frame[f"indicator_{lang}"] = frame["indicator"].map(indicators[f"name_{lang}"])
            frame[f"region_{lang}"] = frame["region"].map(regions[f"name_{lang}"])
        for column in ("standing", "text_seen"):
            frame[column] = frame["source"].map(self.catalogue.sources[column])
        return frame

    def to_csv(self, path: str | Path | None = None) -> str | None:
        """Write the observations as CSV with where each comes from, or return its text.

        The columns are those of `frame()`, and of each source its title, publisher, host, date,
        address and standing, so that the file can be read without the data folder. It is
        UTF-8 with a byte order mark, which spreadsheets need for Chinese, and no cell of it is a
        formula to them: what begins as one has a ' in front.

        Parameters
        ----------
        path : str or Path, optional
            Where to; the text comes back where none is given.

        Examples
        --------
        >>> import altay_analysis as aa
        >>> chosen = aa.observations(aa.load("data"), indicator="five_good_share")
        >>> chosen.to_csv().splitlines()[1].split(",")[:3]
        ['s1.five_good_share', 'five_good_share', '654301']
        """
        frame = self.frame().drop(columns=["standing", "text_seen"])
        for column in _OF_SOURCE:
            name = column if column in ("standing", "text_seen") else f"source_{column}"
            frame[name] = frame["source"].map(self.catalogue.sources[column])
        frame["data_date"] = self.catalogue.data_date
        texts = frame.columns.difference(["low", "high", "locator"])
        frame[texts] = frame[texts].map(inert)
        text = str(frame.to_csv(lineterminator="\n"))
        if path is None:
            return text
        Path(path).write_text(text, encoding="utf-8-sig", newline="")
        return None

    def show(self, lang: str | None = None) -> dict[str, str]:
        """Return what a notebook shows, in a language, as a mime bundle."""
        return bundle(self._grid(lang or self.lang))

    def _grid(self, lang: str) -> Grid:
        shown = [self.catalogue.observation(str(id)) for id in self.rows.index[:MOST_SHOWN]]
        rows = [self._row(each, lang) for each in shown]
        notes = [self._source(id, lang) for id in dict.fromkeys(each.source for each in shown)]
        if len(self) > MOST_SHOWN:
            more = len(self) - MOST_SHOWN
            words = (f"{more} more: .frame() has them all", f"另有{more}条：.frame() 给出全部")
            notes.insert(0, said(words, lang))
        noun = "observation" if len(self) == 1 else "observations"
        count = said((f"{len(self)} {noun}", f"{len(self)}条观测值"), lang)
        return Grid([said(each, lang) for each in _HEADS], rows, count, notes, lang)

    def _row(self, each: Observation, lang: str) -> tuple[Cell, ...]:
        script = str(self.catalogue.sources.at[each.source, "script"])
        name = self.catalogue.name
        unit = name("units", each.unit, lang)
        return (
            Cell(name("indicators", each.indicator, lang), each.indicator),
            Cell(name("regions", each.region, lang)),
            Cell(named(each.period, lang), said(_BASES[each.period_basis], lang)),
            Cell(each.as_printed, lang=script if script in _SCRIPTS else ""),
            Cell(bounds_in_words(each.bounds, lang), unit),
            Cell(f"{each.source}, {each.locator}", each.id),
        )

    def _source(self, id: str, lang: str) -> str:
        """Say in a line what a source is and how it stands."""
        row = self.catalogue.sources.loc[id]
        title = str(row["title"]) or said(("title not known", "标题不详"), lang)
        host = str(row["publisher"]) or str(row["host"])
        standing = said(_STANDINGS[str(row["standing"])], lang)
        cut = said(("only its beginning was seen", "仅见开头"), lang)
        seen = [cut] if row["text_seen"] == "cut" else []
        dated = [str(row["published"])] if row["published"] else []
        return f"{id}: " + " · ".join([title, *([host] if host else []), *dated, standing, *seen])

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return self.show()

    def __repr__(self) -> str:
        return self._grid(self.lang).as_text()


def observations(  # noqa: PLR0913  # a choice is by all that a figure has
    catalogue: Catalogue,
    *,
    indicator: str | None = None,
    area: str | None = None,
    region: str | int | None = None,
    period: str | int | None = None,
    source: str | None = None,
    lang: str = "en",
) -> Observations:
    """Return the observations that fit all that is given; all of them where nothing is.

    Parameters
    ----------
    indicator, area, region, period, source
        Ids as the tables have them; `aa.codebook` finds an indicator's.
    lang : str
        Language in which a notebook shows them: en, zh-Hans or zh-Hant.

    Raises
    ------
    UsageError
        Where an id is not known: the message names the nearest.

    Examples
    --------
    >>> import altay_analysis as aa
    >>> data = aa.load("data")
    >>> chosen = aa.observations(data, indicator="five_good_share", region=654301)
    >>> print(str(chosen).splitlines()[-1])
    S1: title not known · 网易号 (NetEase Hao) · repost
    >>> [figure.as_printed for figure in chosen]
    ['45.90%']
    """
    rows = catalogue.pick(indicator=indicator, area=area, region=region, period=period)
    if source is not None:
        if source not in catalogue.sources.index:
            known = ", ".join(map(str, catalogue.sources.index))
            raise UsageError(f"source {source!r} is not known; the sources are {known}")
        rows = rows[rows["source"] == source]
    checked: Any = catalogue.name("units", "percent", lang)  # refuses a language that is not known
    assert checked
    return Observations(catalogue, rows, lang)
