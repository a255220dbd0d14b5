"""The codebook: indicators looked up by their names, definitions and bases, in any script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from altay_analysis.bench.rich import Cell, Grid, bundle
from altay_analysis.bench.words import said
from altay_analysis.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

    from altay_analysis.catalogue import Catalogue

__all__ = ["Codebook", "codebook"]

_NAMES = ("id", "name_en", "name_zh")
_TEXTS = ("area", "definition_en", "definition_zh", "base_en", "base_zh")
_HEADS = (
    ("indicator", "指标"),
    ("definition", "定义"),
    ("unit", "单位"),
    ("kind", "类型"),
    ("figures", "条数"),
)
_MOST_SHOWN = 30


@dataclass(frozen=True, eq=False)
class Codebook:
    """Indicators that were found, those that hold the words in their names first.

    Attributes
    ----------
    rows : DataFrame
        Rows of `indicators.csv` by id, with `figures`, how many observations each has.
    """

    catalogue: Catalogue
    rows: pd.DataFrame
    words: str = ""
    lang: str = "en"

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[str]:
        return iter(self.rows.index.astype(str).tolist())

    def frame(self) -> pd.DataFrame:
        """Return the rows as a plain DataFrame, by id."""
        return self.rows.copy()

    def show(self, lang: str | None = None) -> dict[str, str]:
        """Return what a notebook shows, in a language, as a mime bundle."""
        return bundle(self._grid(lang or self.lang))

    def _grid(self, lang: str) -> Grid:
        shown = self.rows.head(_MOST_SHOWN)
        rows = [self._row(str(id), row, lang) for id, row in shown.iterrows()]
        count = said((f"{len(self)} indicators", f"{len(self)}个指标"), lang)
        more = len(self) - len(shown)
        words = (f"{more} more: .frame() has them all", f"另有{more}个：.frame() 给出全部")
        caption = f"{count}: {self.words}" if self.words else count
        notes = [said(words, lang)] if more else []
        return Grid([said(each, lang) for each in _HEADS], rows, caption, notes, lang)

    def _row(self, id: str, row: pd.Series, lang: str) -> tuple[Cell, ...]:
        base = said((str(row["base_en"]), str(row["base_zh"])), lang)
        of = said(("of ", "基数："), lang) + base if base else ""
        return (
            Cell(self.catalogue.name("indicators", id, lang), id),
            Cell(said((str(row["definition_en"]), str(row["definition_zh"])), lang), of),
            Cell(self.catalogue.name("units", str(row["unit"]), lang)),
            Cell(str(row["kind"])),
            Cell(str(row["figures"])),
        )

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return self.show()

    def __repr__(self) -> str:
        return self._grid(self.lang).as_text()


def codebook(catalogue: Catalogue, words: str = "", *, lang: str = "en") -> Codebook:
    """Look indicators up by words that stand in their names, definitions or bases.

    Parameters
    ----------
    words : str
        In English, simplified or traditional Chinese; every word must be found, in any part of
        the row, whatever its case. A Chinese word finds names, too, that hold its characters
        with others between them: 村集体收入 finds 村集体经济总收入. All where it is empty.
    lang : str
        Language in which a notebook shows what was found.

    Examples
    --------
    >>> import altay_analysis as aa
    >>> data = aa.load("data")
    >>> "village_income" in list(aa.codebook(data, "village income"))
    True
    >>> list(aa.codebook(data, "党支部")) == list(aa.codebook(data, "黨支部"))
    True
    """
    if lang not in ("en", "zh-Hans", "zh-Hant"):
        raise UsageError(f"language {lang!r} is not known; give en, zh-Hans or zh-Hant")
    frame = catalogue.indicators
    wanted = [_plain(word) for word in words.split()]
    names = _searched(frame, _NAMES)
    texts = names + " " + _searched(frame, _TEXTS)
    spread = [re.compile(".*".join(map(re.escape, word))) for word in wanted if _is_chinese(word)]
    named = names.map(lambda text: all(word in text for word in wanted))
    named |= names.map(lambda text: len(spread) == len(wanted) > 0
                       and all(each.search(text) for each in spread))  # fmt: skip
    found = named | texts.map(lambda text: all(word in text for word in wanted))
    rows = frame[found].assign(_named=named[found]).sort_values(
        "_named", ascending=False, kind="stable"
    )  # fmt: skip
    counts = catalogue.observations["indicator"].value_counts()
    figures = [int(counts.get(id, 0)) for id in rows.index]
    return Codebook(catalogue, rows.drop(columns="_named").assign(figures=figures), words, lang)


def _searched(frame: pd.DataFrame, columns: tuple[str, ...]) -> pd.Series:
    """Join columns of each row as the text that is searched: small letters, simplified."""
    held = frame.reset_index()[list(columns)].agg(" ".join, axis=1)
    return held.map(_plain).set_axis(frame.index)


def _is_chinese(word: str) -> bool:
    return all("一" <= character <= "鿿" for character in word)


@cache
def _plain(text: str) -> str:
    return str(_converter().convert(text.lower())) if not text.isascii() else text.lower()


@cache
def _converter() -> Any:
    # Loaded at the first use: its dictionaries take longer than all else here.
    from opencc import OpenCC

    return OpenCC("t2s")
