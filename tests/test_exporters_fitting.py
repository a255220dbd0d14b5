"""Tables on a page: nothing of them is cut off without a sign, whatever the width."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from browser import opened
from nbformat.v4 import new_code_cell, new_output
from playwright.sync_api import Page

from altay_analysis.exporters import export
from altay_analysis.exporters.cells import MIME
from altay_analysis.exporters.fitting import fit

NOTEBOOKS = Path(__file__).parent / "notebooks"
WIDTHS = (360, 640, 1100, 1600)
LABELS = ("Relation", "As printed", "Verdict", "Source", "Period", "Power")
CELLS = ("Increase of income: difference", "39.33415 to 39.33425 million yuan", "do not agree",
         "S9, line 3 (repost, beginning seen)", "2019-04-09 (printed)", "over 0.999")  # fmt: skip
CUT = """() => [...document.querySelectorAll('td, th')].filter(cell => {
    const box = cell.getBoundingClientRect();
    if (!box.width) return false;
    const frame = cell.closest('.scroll'), edge = frame.getBoundingClientRect().right;
    const marked = getComputedStyle(frame).backgroundImage.includes('gradient');
    return edge > innerWidth || (box.right > edge + 1 && !marked);
}).map(cell => cell.textContent)"""
SCROLLED = """() => [...document.querySelectorAll('.table .scroll')].filter(
    frame => frame.scrollWidth > frame.clientWidth + 1).map(frame => frame.textContent)"""


def runs(text: str) -> list[dict[str, Any]]:
    return [{"text": text, "name": True}]


def table(rows: int) -> dict[str, Any]:
    columns = [{"label": runs(label), "align": "left"} for label in LABELS]
    return {"altay": 1, "kind": "table", "lang": "en", "id": "wide", "caption": runs("A wide table"),
            "columns": columns, "rows": [[*map(runs, CELLS)] for _ in range(rows)],
            "row_headers": True}  # fmt: skip


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[Page]:
    """A page with a table of six columns of text, in Chromium."""
    nb = nbformat.read(NOTEBOOKS / "every_construct_en_synthetic.ipynb", as_version=4)
    nb.cells.insert(-1, new_code_cell("", outputs=[new_output("display_data", {MIME: table(2)})]))
    (file := tmp_path / "page.html").write_bytes(export(nb, "html", warn=pytest.fail))
    with opened(file) as page:
        yield page


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS)
def test_no_cell_is_out_of_sight(shown: Page, width: int) -> None:
    """Each cell of our tables is in view, and none scrolls: what has no room beside is below."""
    shown.set_viewport_size({"width": width, "height": 900})
    assert shown.evaluate(CUT) == []
    assert shown.evaluate(SCROLLED) == []


@pytest.mark.browser
def test_a_row_that_is_a_list_names_each_of_its_cells(shown: Page) -> None:
    """On a narrow page the head stands before each cell; on a wide one above the column."""
    before = "getComputedStyle(document.querySelector('#table-wide td'), '::before').content"
    shown.set_viewport_size({"width": 360, "height": 900})
    assert shown.evaluate(before) == '"As printed"'
    shown.set_viewport_size({"width": 1600, "height": 900})
    assert shown.evaluate(before) == "none"


@pytest.mark.browser
def test_a_strangers_table_scrolls_in_a_frame_that_is_marked(tmp_path: Path) -> None:
    """A table that is not ours keeps its form; where it goes on there is a shade."""
    nb = nbformat.read(NOTEBOOKS / "foreign_synthetic.ipynb", as_version=4)
    cells = "".join(f"<td>a_column_of_text_{at}</td>" for at in range(9))
    wide = {"text/html": f"<table><tr>{cells}</tr></table>"}
    nb.cells.append(new_code_cell("", outputs=[new_output("display_data", wide)]))
    (file := tmp_path / "page.html").write_bytes(export(nb, "html", warn=pytest.fail))
    with opened(file, width=360) as page:
        assert page.evaluate(CUT) == []
        assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_a_column_of_text_has_room_for_words() -> None:
    """The least width of a column is that of its longest word, and never of a letter or two."""
    grid = {
        "columns": [{"label": runs("关系"), "align": "left"}],
        "rows": [[runs("村集体经济" * 9)]],
    }
    fit(grid)
    assert grid["least"] == [9.0]


def test_a_narrow_table_stays_a_table() -> None:
    """What fits the narrowest page has no rules for less room."""
    grid = {"columns": [{"label": runs(label), "align": "left"} for label in ("Place", "n")],
            "rows": [[runs("Anqing"), runs("3")]]}  # fmt: skip
    fit(grid)
    assert (grid["step"], grid["classes"], grid["names"]) == (20, "n1 n2", "")
