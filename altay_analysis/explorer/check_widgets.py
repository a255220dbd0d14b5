"""The widgets of “check my figures”: what is typed is judged at once, and can be kept."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import ipywidgets as w

from altay_analysis.bench.check import check_lines
from altay_analysis.errors import AltayError
from altay_analysis.explorer.later import Later
from altay_analysis.explorer.words import word

if TYPE_CHECKING:
    from altay_analysis.explorer.explorer import Explorer

__all__ = ["checker"]

_TYPING = 0.3


def checker(explorer: Explorer, text: str) -> w.Widget:
    """Return a place to type figures in, and what is found of them below."""
    lang = explorer.lang
    typed = w.Textarea(
        value=text,
        description=word("your_figures", lang),
        rows=6,
        style={"description_width": "6.5em"},
        layout=w.Layout(width="36em"),
    )
    shown = w.HTML()

    def show() -> None:
        try:
            found = check_lines(typed.value).show(lang)["text/html"]
        except AltayError as error:
            found = html.escape(str(error))
        shown.value = f'<div class="jp-RenderedHTMLCommon" lang="{lang}">{found}</div>'

    show()
    typed.observe(Later(_TYPING, show), "value")
    return w.VBox([typed, shown])
