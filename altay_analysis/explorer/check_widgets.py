"""The widgets of “check my figures”: what is typed is judged at once, and can be kept."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

import ipywidgets as w

from altay_analysis.bench.check import check_lines
from altay_analysis.errors import AltayError
from altay_analysis.explorer.later import Later
from altay_analysis.explorer.markup import boxed
from altay_analysis.explorer.words import word

if TYPE_CHECKING:
    from altay_analysis.explorer.explorer import Explorer

__all__ = ["checker"]

_TYPING = 0.3
_LABELS = {"description_width": "8em"}


def checker(explorer: Explorer, text: str) -> w.Widget:
    """Return a place to type figures in, what is found of them, and what keeps them."""
    lang = explorer.lang
    typed = w.Textarea(
        value=text,
        description=word("your_figures", lang),
        rows=6,
        style=_LABELS,
        layout=w.Layout(width="42em"),
    )
    shown = w.HTML()

    def show() -> None:
        shown.value = boxed(check_lines(typed.value).show(lang)["text/html"], lang)

    show()
    typed.observe(Later(_TYPING, show), "value")
    return w.VBox([typed, shown, _keeper(explorer, typed)])


def _keeper(explorer: Explorer, typed: Any) -> w.Widget:
    """Return what saves the relations that are typed as claims, in a folder of one's own."""
    lang, page = explorer.lang, explorer.page()
    regions = [(page.label("regions", each), each) for each in explorer.catalogue.regions.index]
    scope = page.analysis.scope
    folder = w.Text(value="../my-data", description=word("folder", lang), style=_LABELS)
    place = w.Dropdown(
        options=regions, value=scope.region, description=word("of_place", lang), style=_LABELS
    )
    period = w.Text(value=scope.period, description=word("of_period", lang), style=_LABELS)
    button = w.Button(
        description=word("save_claims", lang),
        layout=w.Layout(width="auto", margin="2px 1em 2px 8.5em"),
    )
    told = w.HTML()

    def keep(_: object) -> None:
        try:
            saved = [
                each.save(folder.value, region=place.value, period=period.value,
                          data_dir=explorer.data_dir)
                for each in check_lines(typed.value).relations
            ]  # fmt: skip
        except AltayError as error:
            told.value = html.escape(str(error))
            return
        words = word("saved" if saved else "nothing_to_save", lang)
        told.value = html.escape(words.format(folder=folder.value, claims=", ".join(saved)))

    button.on_click(keep)
    return w.VBox([w.HBox([folder, place, period]), w.HBox([button, told])])
