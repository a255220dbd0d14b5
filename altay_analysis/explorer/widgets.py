"""The widgets of the explorer: they hold what is chosen, and show what the pages say."""

from __future__ import annotations

import html
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import ipywidgets as w

from altay_analysis.bench.codebook import codebook as look_up
from altay_analysis.explorer.choice import COLUMNS, Choice, offer, rows
from altay_analysis.explorer.later import Later
from altay_analysis.explorer.markup import boxed, claims_html, table_html
from altay_analysis.explorer.readings import reading_name
from altay_analysis.explorer.saving import file_name, link
from altay_analysis.explorer.words import in_language, word
from altay_analysis.present.runs import plain

if TYPE_CHECKING:
    from altay_analysis.explorer.explorer import Explorer

__all__ = ["DRAW", "chooser", "claims", "codebook", "figures", "readings", "written"]

DRAW = 0.04
"""Seconds without a new value after which a drawing is made anew."""

_JUDGE = 0.25
_LABELS = {"description_width": "6.5em"}
_ROWS = {"indicators": 9, "regions": 5, "periods": 5}


def chooser(explorer: Explorer) -> w.Widget:
    """Return lists to choose from beside the drawing of what is chosen."""
    return _Chooser(explorer).box


class _Chooser:
    """The lists follow each other: each offers what has figures beside the rest of the choice."""

    def __init__(self, explorer: Explorer) -> None:
        self.explorer = explorer
        self.is_setting = False
        lang = explorer.lang
        self.area = w.Dropdown(description=word("area", lang), layout=_wide(), style=_LABELS)
        self.lists = {
            name: w.SelectMultiple(
                description=word(name, lang), rows=_ROWS[name], layout=_wide(), style=_LABELS
            )
            for name in COLUMNS
        }
        self.all = w.Button(
            description=word("clear", lang), layout=w.Layout(margin="2px 2px 2px 7em")
        )
        self.picture, self.note = w.HTML(), w.HTML(value=_small(word("several", lang)))
        self.links, self.legend = w.HTML(), w.HTML(layout=w.Layout(width="46em"))
        left = w.VBox([self.area, *self.lists.values(), self.all, self.note])
        left.layout.flex = "0 1 26.5em"
        self.box = w.HBox([left, w.VBox([self.picture, self.links, self.legend])])
        self.box.layout.flex_flow = "row wrap"
        self._offer()
        self.area.observe(self._area, "value")
        for each in self.lists.values():
            each.observe(self._listed, "value")
        self.all.on_click(lambda _: explorer.choose(Choice(explorer.choice.area)))
        self.draw, self.files = Later(DRAW, self._draw), Later(_JUDGE, self._links)
        explorer.heard += [self._offer, self.draw, self.files]
        self._draw()
        self._links()

    def _area(self, change: Any) -> None:
        if not self.is_setting:
            self.explorer.choose(Choice(change["new"], regions=self.explorer.choice.regions))

    def _listed(self, _: object) -> None:
        if not self.is_setting:
            held = {name: tuple(each.value) for name, each in self.lists.items()}
            self.explorer.choose(Choice(self.area.value, **held))

    def _offer(self) -> None:
        """Bring lists and marks to the choice; what the lists send back then is not a choice."""
        choice, page = self.explorer.choice, self.explorer.page()
        there = offer(self.explorer.catalogue, choice)
        self.is_setting = True
        try:
            _put(self.area, [(page.label("area", each), each) for each in there.areas], choice.area)
            for name, each in self.lists.items():
                shown = [(page.label(name, value), value) for value in getattr(there, name)]
                _put(each, shown, getattr(choice, name))
        finally:
            self.is_setting = False

    def _draw(self) -> None:
        page = self.explorer.page()
        picture = page.svg() or html.escape(word("none", self.explorer.lang))
        self.picture.value = f"{picture}{_small(page.more())}"
        self.legend.value = _small(plain(page.caption()))

    def _links(self) -> None:
        page, lang, choice = self.explorer.page(), self.explorer.lang, self.explorer.choice
        svg = page.svg()
        if not svg:
            self.links.value = ""
            return
        self.links.value = "".join((
            link(word("svg", lang), file_name(choice, "svg"), svg.encode()),
            link(word("png", lang), file_name(choice, "png"), page.png()),
        ))  # fmt: skip


def _put(held: Any, options: list[tuple[str, str]], value: Any) -> None:
    if list(held.options) != options:
        held.options = options
    held.value = value


def figures(explorer: Explorer) -> w.Widget:
    """Return the figures as a table, with a link that saves them."""
    table, links = w.HTML(), w.HTML()

    def show() -> None:
        table.value = table_html(explorer.page().table_of_figures())
        text = str(explorer.observations().to_csv()).encode("utf-8-sig")
        name = file_name(explorer.choice, "csv")
        links.value = link(word("csv", explorer.lang), name, text)

    show()
    explorer.heard.append(Later(DRAW, show))
    return w.VBox([table, links])


def claims(explorer: Explorer) -> w.Widget:
    """Return the claims on the figures, each to be opened for its working."""
    shown = w.HTML()

    def show() -> None:
        shown.value = claims_html(explorer.page(judged=True).claims())

    show()
    explorer.heard.append(Later(_JUDGE, show))
    return shown


def readings(explorer: Explorer) -> w.Widget:
    """Return a claim and its readings, of which one is looked at."""
    lang = explorer.lang
    claim = w.Dropdown(
        options=[(_title(explorer, each), each) for each in explorer.several()],
        description=word("relation", lang),
        style=_LABELS,
        layout=w.Layout(width="36em"),
    )
    way = w.ToggleButtons(
        description=word("reading", lang), style=_LABELS | {"button_width": "auto"}
    )
    shown = w.HTML()

    def show(*_: object) -> None:
        if claim.value and way.value is not None:
            page = explorer.reading(claim.value, way.value)
            shown.value = boxed(f"<p>{html.escape(plain(page.said()))}</p>{page.svg()}", lang)

    def offer_ways(*_: object) -> None:
        if claim.value:
            names = [each.result.reading.name for each in explorer.reading_pages(claim.value)]
            way.options = [(in_language(reading_name(name), lang), name) for name in names]
            way.value = names[0]
        show()

    claim.observe(offer_ways, "value")
    way.observe(show, "value")
    offer_ways()
    return w.VBox([claim, way, shown])


def _title(explorer: Explorer, claim: str) -> str:
    (item,) = explorer.claim_page(claim).content["items"]
    return plain(item["title"][:1])


def codebook(explorer: Explorer) -> w.Widget:
    """Return a line to type words in, and the indicators that have them below."""
    lang = explorer.lang
    typed = w.Text(
        description=word("search", lang), placeholder=word("search_for", lang),
        style=_LABELS, layout=w.Layout(width="31em"),
    )  # fmt: skip
    shown = w.HTML()

    def show() -> None:
        own = " ".join(dict.fromkeys(rows(explorer.catalogue, explorer.choice)["indicator"]))
        found = look_up(explorer.catalogue, typed.value, lang=lang)
        if not typed.value.strip():
            found = replace(found, rows=found.rows.loc[own.split()])
        shown.value = boxed(found.show(lang)["text/html"], lang)

    show()
    typed.observe(Later(_JUDGE, show), "value")
    explorer.heard.append(Later(_JUDGE, show))
    return w.VBox([typed, shown])


def written(explorer: Explorer) -> w.Widget:
    """Return the choice as a command and as a cell, to be copied."""
    shown = w.HTML()

    def show() -> None:
        boxes = [f"<pre>{html.escape(each)}</pre>" for each in explorer.lines() if each]
        shown.value = f'<div class="jp-RenderedHTMLCommon">{"".join(boxes)}</div>'

    show()
    explorer.heard.append(show)
    return shown


def _wide() -> w.Layout:
    return w.Layout(width="26em")


def _small(text: str) -> str:
    styled = "font-size:smaller;line-height:1.4;margin-left:0.5em"
    return f'<div style="{styled}">{html.escape(text)}</div>' if text else ""
