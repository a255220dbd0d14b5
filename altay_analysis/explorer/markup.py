"""Display objects as HTML for a widget: the text alone, for its links lead into another cell."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Any

from altay_analysis.present.display import Display
from altay_analysis.present.runs import Runs, plain

__all__ = ["boxed", "claims_html", "table_html"]

_SCROLLED = "max-height:34em;overflow:auto"
_MARKS = {
    "broken": "✗",
    "ambiguous": "?",
    "not checkable": "–",
    "compatible": "≈",
    "confirmed": "✓",
}
"""A sign for each verdict, beside its words: colour alone says nothing."""


def table_html(table: Display) -> str:
    """Return a table as JupyterLab shows one, in a box of its own height."""
    if "rows" not in table.content:
        return _said(table)
    heads = "".join(
        f'<th style="text-align:left">{_text(column["label"])}</th>'
        for column in table.content["columns"]
    )
    rows = "".join(_row(row) for row in table.content["rows"])
    body = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    return boxed(body, table.lang)


def _row(row: Sequence[Runs]) -> str:
    cells = "".join(f'<td style="text-align:left">{_text(cell)}</td>' for cell in row)
    return f"<tr>{cells}</tr>"


def claims_html(claims: Display) -> str:
    """Return claims, one line each, that open to their working."""
    if "items" not in claims.content:
        return _said(claims)
    return boxed("".join(_claim(item) for item in claims.content["items"]), claims.lang)


def _claim(item: Mapping[str, Any]) -> str:
    opened = " open" if item["verdict"] == "broken" else ""
    badge = f"{_MARKS[item['verdict']]} {_text(item['badge'])}"
    more = "".join(f"<p>{_text(runs)}</p>" for runs in item["paragraphs"])
    return f"<details{opened}><summary><b>{badge}</b> · {_text(item['title'][:1])}</summary>{more}</details>"


def _said(display: Display) -> str:
    paragraphs = "".join(f"<p>{_text(runs)}</p>" for runs in display.content.get("paragraphs", ()))
    return boxed(paragraphs, display.lang)


def boxed(body: str, lang: str) -> str:
    """Return HTML as JupyterLab styles its own, in a box of its own height."""
    return f'<div class="jp-RenderedHTMLCommon" lang="{lang}" style="{_SCROLLED}">{body}</div>'


def _text(runs: Runs) -> str:
    return html.escape(plain(runs))
