"""The tables of a panel as arrays: figures by row, terms by claim and role."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from altay_analysis.audit.boxes import Boxes, Mask
from altay_analysis.audit.claims import Tables
from altay_analysis.audit.columns import read_columns

__all__ = ["Panel", "Rows"]

Rows = NDArray[np.int64]


class Panel:
    """Claims as rows, with the row of the figure in each role.

    Attributes
    ----------
    size : int
        Number of claims.
    kinds : array of str
        Kind of each claim.
    odd : array of bool
        Claims with a constant, several readings, a figure of an odd form, or one that stands
        twice: they are for the exact path.
    """

    def __init__(self, tables: Tables) -> None:
        self.tables, self.columns = tables, read_columns(tables)
        terms, self.size = tables.terms, len(tables.claims)
        self.kinds = tables.claims["kind"].astype(str).to_numpy()
        self.claim = np.asarray(tables.claims.index.get_indexer(pd.Index(terms["claim"])))
        self.figure = np.asarray(
            tables.observations.index.get_indexer(pd.Index(terms["observation"]))
        )
        self.role, roles = pd.factorize(terms["role"])
        self.roles = {str(role): code for code, role in enumerate(roles)}
        again = pd.Series(self.claim * len(tables.observations) + self.figure).duplicated()
        there = (self.figure >= 0) & self.columns.plain[self.figure]
        plain = there & (terms["reading"] == "").to_numpy(np.bool_) & ~again.to_numpy()
        self.terms_of = np.bincount(self.claim, minlength=self.size)
        self.odd: Mask = (np.bincount(self.claim, ~plain, self.size) > 0) | (self.terms_of == 0)

    def rows(self, kind: str) -> Rows:
        """Claims of a kind that the columns may serve."""
        return np.flatnonzero((self.kinds == kind) & ~self.odd)

    def at(self, role: str, rows: Rows) -> Rows:
        """Row of the figure that each claim has in a role; -1 where there is none."""
        found = np.full(self.size, -1, np.int64)
        of_role = self._of(role)
        found[self.claim[of_role]] = self.figure[of_role]
        return found[rows]

    def _of(self, role: str) -> Mask:
        found: Mask = self.role == self.roles.get(role, -1)
        return found

    def count(self, role: str, rows: Rows) -> Rows:
        """How many figures each claim has in a role."""
        return np.bincount(self.claim[self._of(role)], minlength=self.size)[rows]

    def total(self, role: str, rows: Rows, boxes: Boxes) -> Boxes:
        """Sum of the figures that each claim has in a role."""
        place = np.full(self.size, -1, np.int64)
        place[rows] = np.arange(len(rows))
        wanted = self._of(role) & (place[self.claim] >= 0)
        return boxes.take(self.figure[wanted]).summed(place[self.claim[wanted]], len(rows))

    def one_dimension(self, rows: Rows, without: str = "") -> Mask:
        """Claims whose figures, but for a role, are all of one dimension."""
        dimension = self.columns.dimension[self.figure]
        asked = ~self._of(without) if without else np.ones(len(dimension), np.bool_)
        low, high = self._spread(dimension, asked)
        found: Mask = low[rows] == high[rows]
        return found

    def rounded_source(self) -> tuple[Rows, Rows]:
        """Least and greatest source of the rounded figures of each claim; they cross for none."""
        asked = self.columns.rounded[self.figure] & (self.figure >= 0)
        return self._spread(self.columns.source[self.figure], asked)

    def _spread(self, codes: Rows, asked: Mask) -> tuple[Rows, Rows]:
        low = np.full(self.size, np.iinfo(np.int64).max)
        high = np.full(self.size, -1, np.int64)
        np.minimum.at(low, self.claim[asked], codes[asked])
        np.maximum.at(high, self.claim[asked], codes[asked])
        return low, high
