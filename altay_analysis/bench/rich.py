"""What a notebook and a terminal show of an object: rows of text as HTML, and as plain lines."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

__all__ = ["Cell", "Grid", "bundle", "columns", "wide"]

_RED, _BROWN = "var(--jp-error-color1, #a5001d)", "var(--jp-warn-color0, #8a5a00)"
_COLOURS = {"broken": _RED, "ambiguous": _BROWN, "not checkable": _BROWN}
"""Colours of JupyterLab's theme, light or dark, and those of a page that has none."""

_STYLE = "text-align:left;vertical-align:top"


@dataclass(frozen=True)
class Cell:
    """Text of a cell; `lang` where it is not the table's, `small` for what stands under it."""

    text: str
    small: str = ""
    lang: str = ""
    mark: str = ""

    def as_html(self) -> str:
        """Return the cell's content; a verdict that asks for a look is coloured, and in bold."""
        shown = html.escape(self.text)
        if self.lang:
            shown = f'<span lang="{html.escape(self.lang)}">{shown}</span>'
        if self.mark in _COLOURS:
            shown = f'<strong style="color:{_COLOURS[self.mark]}">{shown}</strong>'
        return f"{shown}<br><small>{html.escape(self.small)}</small>" if self.small else shown

    def as_text(self) -> str:
        """Return the cell's content on one line."""
        return f"{self.text} ({self.small})" if self.small else self.text


@dataclass(frozen=True)
class Grid:
    """A table under a caption, the answer behind it, with lines of text below it."""

    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    caption: str = ""
    notes: Sequence[str] = field(default_factory=tuple)
    lang: str = "en"
    answer: Cell | None = None

    def as_html(self) -> str:
        """Return the table as HTML that any notebook shows; it brings no style sheet along."""
        head = "".join(map(_th, self.heads))
        rows = "".join(f"<tr>{''.join(map(_td, row))}</tr>" for row in self.rows)
        answer = f" — {self.answer.as_html()}" if self.answer else ""
        caption = f"<p>{html.escape(self.caption)}{answer}</p>" if self.caption else ""
        notes = "".join(f"<p><small>{html.escape(note)}</small></p>" for note in self.notes)
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        shown = table if self.rows else ""
        return f'<div lang="{html.escape(self.lang)}">{caption}{shown}{notes}</div>'

    def as_text(self) -> str:
        """Return the table as lines for a terminal."""
        lines = [[cell.as_text() for cell in row] for row in self.rows]
        table = columns([list(self.heads), *lines]) if self.rows else []
        caption = f"{self.caption} — {self.answer.text}" if self.answer else self.caption
        return "\n".join([*filter(None, [caption]), *table, *self.notes])


def _th(text: str) -> str:
    return f'<th scope="col" style="{_STYLE}">{html.escape(text)}</th>'


def _td(cell: Cell) -> str:
    return f'<td style="{_STYLE}">{cell.as_html()}</td>'


def bundle(grid: Grid) -> dict[str, str]:
    """Return the mime bundle of a table."""
    return {"text/html": grid.as_html(), "text/plain": grid.as_text()}


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Set rows in columns, a Chinese character being as wide as two letters.

    Examples
    --------
    >>> columns([["村", "1"], ["abc", "2"]])
    ['村   1', 'abc  2']
    """
    widths = [max(map(wide, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _padded(text: str, width: int) -> str:
    return text + " " * (width - wide(text))


def wide(text: str) -> int:
    """Columns that a text takes in a terminal."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
