"""Observations as columns of bounds, in base units; odd forms are left to the exact path."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from altay_analysis.audit.boxes import Boxes, Ends, Floats, Mask
from altay_analysis.audit.claims import Tables

__all__ = ["Columns", "read_columns"]

_PLAIN = r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?"
_REACHES = {
    "exact": (0.0, 0.0),
    "rounded": (-0.5, 0.5),
    "over": (0.0, np.inf),
    "at_least": (0.0, np.inf),
    "times_at_least": (0.0, np.inf),
    "under": (-np.inf, 0.0),
    "at_most": (-np.inf, 0.0),
}
"""What digits reach to below and above, in units of the last place; others are odd forms."""

_NOT_NEGATIVE = ["count", "amount", "threshold", "multiple", "share"]


@dataclass(frozen=True)
class Columns:
    """Observations as columns, a row each, in the order of the table.

    Attributes
    ----------
    boxes, cut : Boxes
        Bounds in base units; the same with rounded figures read as cut off.
    plain, rounded : array of bool
        Rows that could be read as whole columns; rows that `cut` reads otherwise.
    dimension, source : array of int64
        Codes: equal for figures of one dimension, of one source.
    kind : array of str
        Kind of the indicator.
    names : array of str
        Dimension by its code.
    """

    boxes: Boxes
    cut: Boxes
    plain: Mask
    rounded: Mask
    dimension: NDArray[np.int64]
    source: NDArray[np.int64]
    kind: NDArray[np.object_]
    names: NDArray[np.object_]


@dataclass(frozen=True)
class _Digits:
    """Values as numbers with their decimal places, and what each may be at most."""

    number: Floats
    places: Floats
    factor: Floats
    not_negative: Mask
    most: Floats

    def box(self, reach: tuple[Floats, Floats], is_open: tuple[Mask, Mask]) -> Boxes:
        """Bounds by how far the digits reach, kept to what the kind allows, in base units."""
        low, high = (self._end(*side) for side in zip(reach, is_open, strict=True))
        nought = np.zeros(len(self.number))
        under, over = self.not_negative & (low.at < 0), high.at > self.most
        shut = np.zeros(len(nought), np.bool_)
        low, high = _put(low, under, nought, shut), _put(high, over, self.most, shut)
        return Boxes(low.scaled(self.factor), high.scaled(self.factor))

    def _end(self, reach: Floats, is_open: Mask) -> Ends:
        at = self.number + reach * np.power(10.0, -self.places)
        exact = ((self.places == 0) & (np.abs(at) < 2.0**52)) | np.isinf(at)
        with np.errstate(invalid="ignore"):
            err = np.where(exact, 0.0, 2 * np.spacing(np.abs(self.number) + 1))
        return Ends(at, err, is_open)


def _put(ends: Ends, where: Mask, at: Floats, shut: Mask) -> Ends:
    return Ends(
        np.where(where, at, ends.at),
        np.where(where, 0.0, ends.err),
        np.where(where, shut, ends.is_open),
    )


def read_columns(tables: Tables) -> Columns:
    """Read every observation at once."""
    frame = tables.observations
    qualifier = frame["qualifier"].astype(str)
    codes, units = pd.factorize(frame["unit"].astype(str))
    kind = frame["indicator"].astype(str).map(dict(tables.indicator_kinds)).fillna("").to_numpy()
    dimensions, names = pd.factorize(
        np.array([tables.units[unit].dimension for unit in units], dtype=object)
    )
    plain = frame["value"].astype(str).str.fullmatch(_PLAIN) & qualifier.isin(list(_REACHES))
    digits = _digits(tables, np.asarray(plain, np.bool_), kind, codes, list(units))
    rounded = np.asarray(plain & (qualifier == "rounded"), np.bool_)
    is_open = tuple(np.asarray(qualifier == which, np.bool_) for which in ("over", "under"))
    reach = tuple(
        np.asarray(qualifier.map({k: v[side] for k, v in _REACHES.items()}).fillna(0), np.float64)
        for side in (0, 1)
    )
    boxes = digits.box((reach[0], reach[1]), (is_open[0], is_open[1]))
    return Columns(
        boxes,
        _cut(digits, frame["value"].astype(str), rounded, (reach[0], reach[1]), is_open),
        np.asarray(plain, np.bool_),
        rounded,
        dimensions[codes],
        pd.factorize(frame["source"].astype(str))[0],
        np.asarray(kind, dtype=object),
        np.asarray(names, dtype=object),
    )


def _digits(
    tables: Tables,
    plain: Mask,
    kind: NDArray[np.object_],
    codes: NDArray[np.int64],
    units: list[str],
) -> _Digits:
    values = tables.observations["value"].astype(str)
    factor = np.array([float(tables.units[unit].factor) for unit in units])[codes]
    point = values.str.find(".").to_numpy(np.float64)
    places = np.where(point < 0, 0, values.str.len().to_numpy(np.float64) - point - 1)
    share = np.array([tables.units[unit].dimension == "share" for unit in units], np.bool_)[codes]
    # The whole of a share is a whole number of its units: 100 %, 1000 ‰.
    most = np.where(share & (kind == "share"), np.rint(1 / factor), np.inf)
    number = np.asarray(np.where(plain, values, "0"), dtype=object).astype(np.float64)
    return _Digits(number, np.where(plain, places, 0), factor, np.isin(kind, _NOT_NEGATIVE), most)


def _cut(
    digits: _Digits,
    values: pd.Series,
    rounded: Mask,
    reach: tuple[Floats, Floats],
    is_open: tuple[Mask, ...],
) -> Boxes:
    """Read rounded figures as cut off: towards nought, half open."""
    minus = values.str.startswith("-").to_numpy(np.bool_)
    down, up = minus | (digits.number == 0), ~minus | (digits.number == 0)
    low = np.where(rounded, np.where(down, -1.0, 0.0), reach[0])
    high = np.where(rounded, np.where(up, 1.0, 0.0), reach[1])
    opens = (is_open[0] | (rounded & down), is_open[1] | (rounded & up))
    return digits.box((low, high), opens)
