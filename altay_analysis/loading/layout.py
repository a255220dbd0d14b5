"""Where the rows and cells of a CSV file lie in its bytes, found without a loop over rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Layout", "lay_out"]

QUOTE, COMMA, LF, CR, TAB, DEL = b'",\n\r\t\x7f'
_BEFORE_A_CELL, _BEHIND_A_CELL = np.zeros((2, 256), np.bool_)
_BEFORE_A_CELL[[COMMA, LF, QUOTE]] = True
_BEHIND_A_CELL[[COMMA, LF, CR, QUOTE]] = True


@dataclass(frozen=True)
class Layout:
    """Rows of a CSV file; the header is row 0.

    Attributes
    ----------
    starts, ends : array of int64
        Bytes at which each row starts, and behind its last byte without the line break.
    lines : array of int64
        Physical line, counted from 1, on which each row starts: cells may hold line breaks.
    cells : array of int64
        Number of cells of each row.
    blank : array of bool
        Rows with nothing between two line breaks.
    misquoted, controls, returns : array of int64
        Bytes at which a quotation mark stands where none can, a control character stands, and
        a carriage return stands alone.
    """

    data: bytes
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    lines: NDArray[np.int64]
    cells: NDArray[np.int64]
    blank: NDArray[np.bool_]
    misquoted: NDArray[np.int64]
    controls: NDArray[np.int64]
    returns: NDArray[np.int64]
    commas: NDArray[np.int64]

    def row_of(self, byte: int) -> int:
        """Row that holds a byte."""
        return int(np.searchsorted(self.starts, byte, side="right")) - 1

    def cell_of(self, byte: int) -> int:
        """Place of the cell that holds a byte, in its row, counted from 0."""
        start = self.starts[self.row_of(byte)]
        before, there = np.searchsorted(self.commas, [start, byte])
        return int(there - before)

    def text(self, row: int) -> str:
        """Return the text of a row; what is not UTF-8 is replaced."""
        return self.data[self.starts[row] : self.ends[row]].decode("utf-8", "replace")

    def rows(self, wanted: NDArray[np.bool_]) -> bytes:
        """Join the bytes of the wanted rows."""
        if wanted.all():
            return self.data
        stops = np.append(self.starts[1:], len(self.data))
        kept = np.repeat(wanted, stops - self.starts)
        return np.frombuffer(self.data, np.uint8)[kept].tobytes()


def lay_out(data: bytes) -> Layout:
    """Find the rows and cells of a CSV file (RFC 4180, LF or CRLF, no byte order mark)."""
    raw = np.frombuffer(data, np.uint8)
    quotes = raw == QUOTE
    inside = (np.cumsum(quotes, dtype=np.uint8) & 1).astype(np.bool_)
    breaks = np.flatnonzero((raw == LF) & ~inside)
    commas = np.flatnonzero((raw == COMMA) & ~inside)
    starts = np.concatenate([[0], breaks + 1]).astype(np.int64)
    ends = np.append(breaks, len(data)).astype(np.int64)
    if len(starts) > 1 and starts[-1] == len(data):
        starts, ends = starts[:-1], ends[:-1]
    carried = (ends > starts) & (raw[np.maximum(ends - 1, 0)] == CR) if len(raw) else ends > 0
    ends = ends - carried
    within = np.searchsorted(commas, ends) - np.searchsorted(commas, starts)
    return Layout(
        data, starts, ends, _lines(raw, starts), within + 1, ends == starts,
        _misquoted(raw, quotes, inside), _controls(raw), _returns(raw, inside), commas,
    )  # fmt: skip


def _lines(raw: NDArray[np.uint8], starts: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.searchsorted(np.flatnonzero(raw == LF), starts).astype(np.int64) + 1


def _controls(raw: NDArray[np.uint8]) -> NDArray[np.int64]:
    allowed = (raw >= 32) | (raw == TAB) | (raw == LF) | (raw == CR)
    return np.flatnonzero(~allowed | (raw == DEL))


def _returns(raw: NDArray[np.uint8], inside: NDArray[np.bool_]) -> NDArray[np.int64]:
    places = np.flatnonzero((raw == CR) & ~inside)
    followed = np.append(raw, 0)[places + 1] == LF
    alone: NDArray[np.int64] = places[~followed]
    return alone


def _misquoted(
    raw: NDArray[np.uint8], quotes: NDArray[np.bool_], inside: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Find marks that open a cell elsewhere than at its start, or close it before its end."""
    padded = np.concatenate([[LF], raw, [LF]]).astype(np.uint8)
    opening, closing = np.flatnonzero(quotes & inside), np.flatnonzero(quotes & ~inside)
    starts_cell = _BEFORE_A_CELL[padded[opening]]
    ends_cell = _BEHIND_A_CELL[padded[closing + 2]]
    wrong = [opening[~starts_cell], closing[~ends_cell]]
    if len(opening) > len(closing):
        wrong.append(opening[-1:])
    return np.unique(np.concatenate(wrong))
