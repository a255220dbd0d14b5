"""The widgets of the explorer, worked without a browser: what is set follows from what is chosen."""

from __future__ import annotations

import asyncio
from pathlib import Path

import ipywidgets as w
import pytest

import altay_analysis as aa
from altay_analysis.explorer.explorer import Explorer
from altay_analysis.explorer.later import Later

ROOT = Path(__file__).parents[1]
VIEW = "application/vnd.jupyter.widget-view+json"


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Explorer:
    monkeypatch.chdir(ROOT)
    return aa.explore()


def found(widget: w.Widget, kind: type[w.Widget]) -> list[w.Widget]:
    """Every widget of a kind inside another."""
    own = [widget] if isinstance(widget, kind) else []
    return own + [each for child in getattr(widget, "children", ()) for each in found(child, kind)]


def test_each_part_shows_a_widget_and_stands_on_a_page(bench: Explorer) -> None:
    """A cell's output has the view for JupyterLab and the display object for an exporter."""
    parts = [bench.choose_figures, bench.figures, bench.claims, bench.target, bench.villages,
             bench.growth, bench.readings, bench.check, bench.codebook, bench.written]  # fmt: skip
    for part in parts:
        bundle = part()._repr_mimebundle_()
        assert bundle[VIEW]["model_id"]
        assert bundle["application/vnd.altay+json"]["altay"] == 1
        assert "<" in bundle["text/html"]


def test_the_lists_follow_the_choice(bench: Explorer) -> None:
    """Another area offers its own indicators; a place without figures there is let go."""
    chooser = bench.choose_figures().widget()
    (area,) = found(chooser, w.Dropdown)
    indicators, regions, periods = found(chooser, w.SelectMultiple)
    assert regions.value == ("654301",)
    area.value = "prices"
    assert bench.choice.area == "prices"
    assert regions.value == ()
    assert {value for _, value in indicators.options} == set(
        bench.catalogue.indicators.index[bench.catalogue.indicators["area"] == "prices"]
    ) & set(bench.catalogue.observations["indicator"])
    periods.value = ("2018",)
    assert set(bench.observations().rows["period"]) == {"2018"}


def test_choose_all_leaves_the_area_alone(bench: Explorer) -> None:
    """The button lets go of indicators, places and periods."""
    chooser = bench.choose_figures().widget()
    (button,) = found(chooser, w.Button)
    button.click()
    assert bench.choice.area == "collective_economy"
    assert len(bench.observations()) == len(bench.catalogue.pick(area="collective_economy"))


def test_a_what_if_without_a_figure_says_so(bench: Explorer) -> None:
    """Where no place of the choice has a total of villages, the sliders rest."""
    what_if = bench.villages().widget()
    (slider,) = found(what_if, w.IntSlider)
    assert not slider.disabled
    bench.choose(type(bench.choice)("prices"))
    assert slider.disabled
    assert "No figure is of this choice." in found(what_if, w.HTML)[0].value


def test_what_cannot_be_saved_is_answered_in_words(bench: Explorer, tmp_path: Path) -> None:
    """A period that is none, or no relation at all, writes nothing and says why."""
    checker = bench.check().widget()
    (typed,) = found(checker, w.Textarea)
    folder, period = found(checker, w.Text)
    (button,) = found(checker, w.Button)
    told = found(checker, w.HTML)[-1]
    folder.value, period.value = str(tmp_path / "own"), "last year"
    button.click()
    assert "last year" in told.value
    typed.value = "超98%"
    button.click()
    assert told.value == "No line relates figures: nothing was saved."
    assert not (tmp_path / "own").exists()


def test_of_many_values_the_last_one_alone_is_drawn() -> None:
    """While a hand moves nothing is done; when it is still, once."""
    done: list[int] = []
    values = iter(range(10))

    async def moved() -> None:
        finished = asyncio.Event()

        def act() -> None:
            done.append(next(values))
            finished.set()

        later = Later(0, act)
        for _ in range(5):
            later()
        await finished.wait()

    asyncio.run(moved())
    assert done == [0]
