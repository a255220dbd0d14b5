"""The widgets of the what-ifs: sliders, a sentence, a drawing."""

from __future__ import annotations

import html
from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import ipywidgets as w

from altay_analysis.explorer.later import Later
from altay_analysis.explorer.markup import boxed
from altay_analysis.explorer.what_if import (
    Growth,
    Target,
    Villages,
    WhatIf,
    figures_for,
    most_villages,
)
from altay_analysis.explorer.widgets import DRAW
from altay_analysis.explorer.words import word
from altay_analysis.periods import year
from altay_analysis.present.runs import plain

if TYPE_CHECKING:
    from altay_analysis.explorer.explorer import Explorer

__all__ = ["what_if"]

_LABELS = {"description_width": "8.5em"}


def what_if(explorer: Explorer, kind: type[WhatIf]) -> w.Widget:
    """Return the sliders of a what-if beside what it comes to."""
    return _WhatIf(explorer, kind).box


class _WhatIf:
    """A figure to begin with, sliders, and what they come to, made anew when a hand is still."""

    def __init__(self, explorer: Explorer, kind: type[WhatIf]) -> None:
        self.explorer, self.kind = explorer, kind
        self.figure = w.Dropdown(
            description=word("figure", explorer.lang), style=_LABELS, layout=w.Layout(width="26em")
        )
        self.sliders = [_slider(explorer, each) for each in _SLIDERS[kind]]
        self.said, self.picture = w.HTML(), w.HTML()
        left = w.VBox([self.figure, *self.sliders, self.said])
        left.layout.flex = "0 1 26.5em"
        self.box = w.HBox([left, self.picture])
        self.box.layout.flex_flow = "row wrap"
        self._offer()
        self.show = Later(DRAW, self._show)
        self.figure.observe(self._begin, "value")
        for each in self.sliders:
            each.observe(self.show, "value")
        explorer.heard.append(self._offer)

    def _offer(self) -> None:
        found = figures_for(self.explorer.catalogue, self.explorer.choice, self.kind)
        options = [(self._label(each), each) for each in found]
        if list(self.figure.options) != options:
            self.figure.options = options
            self.figure.value = found[0] if found else None
        self._begin()

    def _label(self, id: str) -> str:
        catalogue, lang = self.explorer.catalogue, self.explorer.lang
        held = catalogue.observation(id)
        page = self.explorer.page()
        named = [
            catalogue.name("indicators", held.indicator, lang),
            page.label("periods", held.period),
        ]
        if len({each.region for each in self._figures()}) > 1:
            named.append(page.label("regions", held.region))
        return (", " if lang == "en" else "，").join(named)

    def _figures(self) -> list[Any]:
        found = figures_for(self.explorer.catalogue, self.explorer.choice, self.kind)
        return [self.explorer.catalogue.observation(each) for each in found]

    def _begin(self, *_: object) -> None:
        """Set the sliders to where the what-if of a figure begins."""
        asked = self.explorer.what_if(self.kind, self.figure.value) if self.figure.value else None
        for each in self.sliders:
            each.disabled = asked is None
        if asked is not None:
            for slider, (low, high, value) in zip(
                self.sliders, _limits(self.explorer, asked), strict=True
            ):
                slider.min, slider.max = min(low, slider.min), max(high, slider.max)
                slider.value = value
                slider.min, slider.max = low, high
        self._show()

    def _show(self) -> None:
        if not self.figure.value:
            self.said.value, self.picture.value = html.escape(word("none", self.explorer.lang)), ""
            return
        asked = _ASKED[self.kind](self.figure.value, *(each.value for each in self.sliders))
        page = self.explorer.what_if_page(asked)
        said = "".join(f"<p>{html.escape(plain(runs))}</p>" for runs in page.said())
        self.said.value = boxed(said, self.explorer.lang)
        self.picture.value = page.svg()


def _slider(explorer: Explorer, name: str) -> Any:
    common = {
        "description": word(name, explorer.lang),
        "style": _LABELS,
        "layout": w.Layout(width="26em"),
    }
    if name in ("target_share", "growth"):
        return w.FloatSlider(step=0.5, readout_format=".1f", **common)
    return w.IntSlider(readout_format="d", **common)


_SLIDERS: dict[type[WhatIf], tuple[str, ...]] = {
    Target: ("target_share", "target_year"),
    Villages: ("villages",),
    Growth: ("growth", "years"),
}
_ASKED: dict[type[WhatIf], Callable[..., WhatIf]] = {
    Target: lambda figure, share, by: Target(figure, Fraction(str(share)), int(by)),
    Villages: lambda figure, number: Villages(figure, int(number)),
    Growth: lambda figure, rate, years: Growth(figure, Fraction(str(rate)), int(years)),
}


def _limits(explorer: Explorer, asked: WhatIf) -> list[tuple[float, float, float]]:
    """Return least, most and beginning of each slider."""
    if isinstance(asked, Target):
        start = int(year(explorer.catalogue.observation(asked.figure).period))
        return [(0.0, 100.0, float(asked.share)), (start + 1, start + 15, asked.by)]
    if isinstance(asked, Villages):
        most = most_villages(explorer.catalogue, asked.figure)
        return [(1, max(2, most * 5 // 4), asked.number)]
    return [(-20.0, 50.0, float(asked.rate)), (1, 20, asked.years)]
