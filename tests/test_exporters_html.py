"""`altay-html`: each construct comes through, and nothing runs or is fetched."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pytest
from lxml import html

from altay_analysis.exporters import export

NOTEBOOKS = Path(__file__).parent / "notebooks"
LANGUAGES = ("en", "zh-Hans", "zh-Hant")


def notebook(name: str) -> Any:
    return nbformat.read(NOTEBOOKS / f"{name}_synthetic.ipynb", as_version=4)


@cache
def page(name: str) -> Any:
    made = export(notebook(name), "html", warn=pytest.fail)
    return html.document_fromstring(made.decode())


def ours(lang: str) -> Any:
    return page(f"every_construct_{lang}")


EVERY_PAGE = [*(f"every_construct_{lang}" for lang in LANGUAGES), "foreign"]


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_a_page_has_no_script_and_asks_no_host(name: str) -> None:
    """No script, handler, frame or style sheet; pictures are data; the policy forbids the rest."""
    made = page(name)
    assert not made.xpath("//script | //iframe | //link | //object | //embed | //base | //form")
    assert not made.xpath("//@*[starts-with(name(), 'on')]")
    assert all(address.startswith("data:") for address in made.xpath("//@src"))
    assert not re.search(r"url\((?!#)|@import", html.tostring(made, encoding="unicode"))
    policy = made.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_every_link_within_a_page_resolves(name: str) -> None:
    """Each link to a place in the page meets exactly one element with that id."""
    made = page(name)
    ids = made.xpath("//@id")
    assert len(ids) == len(set(ids))
    wanted = {address[1:] for address in made.xpath("//@href") if address.startswith("#")}
    assert wanted <= set(ids)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_language_and_one_h1(lang: str) -> None:
    """The page says its language, has one h1 and the landmarks, and a link past the head."""
    made = ours(lang)
    assert made.get("lang") == lang
    assert len(made.xpath("//h1")) == 1
    assert [len(made.xpath(f"//{mark}")) for mark in ("header", "nav", "main", "footer")] == [1] * 4
    assert made.xpath("//a[@class='skip']/@href") == ["#report"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_number_leads_to_its_row_and_the_row_back(lang: str) -> None:
    """A number in the answer links to its evidence row, which links back to it."""
    made = ours(lang)
    link = made.xpath("//section[@class='answer']//a[@class='ref']")[0]
    assert link.get("href") == "#ev-income"
    row = made.get_element_by_id("ev-income")
    assert f"#{link.get('id')}" in row.xpath(".//td[@class='used']//@href")
    assert row.tag == "tr"


@pytest.mark.parametrize(
    ("lang", "label", "alt"),
    [
        ("en", "Figure 1", "Two bars, the later one taller."),
        ("zh-Hans", "图1", "两根柱，后者较高。"),
        ("zh-Hant", "圖1", "两根柱，后者较高。"),
    ],
)
def test_a_figure_has_number_alt_text_and_data(lang: str, label: str, alt: str) -> None:
    """A figure is inline SVG with real text, its alt text, caption and data."""
    figure = ours(lang).get_element_by_id("fig-income")
    assert figure.xpath("string(.//figcaption)").startswith(label)
    svg = figure.xpath(".//*[local-name()='svg']")[0]
    assert (svg.get("role"), svg.get("aria-label")) == ("img", alt)
    assert "村级集体经济收入" in svg.xpath("string(.)")
    assert len(figure.xpath(".//details//tbody/tr")) == 2


def test_a_table_has_scopes_and_a_caption() -> None:
    """Column heads have the scope col, row heads the scope row, and the caption its number."""
    table = ours("en").get_element_by_id("table-villages")
    assert table.xpath(".//thead//th/@scope") == ["col", "col"]
    assert set(table.xpath(".//tbody//th/@scope")) == {"row"}
    assert table.xpath("string(.//caption)").startswith("Table 1 ")


def test_a_note_leads_there_and_back() -> None:
    """A note's number links to the note, and the note links back."""
    made = ours("zh-Hans")
    assert made.xpath("string(id('fn1'))").startswith("注释在此。")
    assert made.xpath("id('fn1')//a/@href") == ["#fnref1"]
    assert made.xpath("id('fnref1')/@href") == ["#fn1"]


def test_an_equation_is_mathml() -> None:
    """Inline and displayed formulas are MathML."""
    kinds = ours("en").xpath("//*[local-name()='math']/@display")
    assert kinds == ["inline", "block"]


def test_the_evidence_is_a_link_that_holds_the_file() -> None:
    """The evidence comes as CSV in a data URI."""
    link = ours("en").xpath("//a[@download='evidence.csv']/@href")[0]
    assert link.startswith("data:text/csv;charset=utf-8;base64,")


def test_a_mark_is_said_in_words() -> None:
    """A broken figure is marked by a sign, and by words for those who do not see it."""
    mark = ours("en").xpath("//*[contains(@class, 'mark-broken')]")[0]
    assert "The published figures do not agree here" in mark.text_content()


def test_a_foreign_notebook_comes_out_readable() -> None:
    """Code, streams, tables, pictures and errors of a stranger's notebook are there."""
    made = page("foreign")
    assert "a_rather_long_name" in made.xpath("string(//pre[@class='code'])")
    assert made.xpath("string(//pre[@class='output'])") == "printed"
    assert made.xpath("//table//td/text()") == ["1", "2", "22.5"]
    assert made.xpath("//img[@alt]/@src")[0].startswith("data:image/png;base64,")
    error = made.xpath("string(//div[@class='error'])")
    assert "ValueError: no such area" in error
    assert "\x1b" not in error
    assert "far (https://example.org/a.png)" in made.text_content()


def test_equal_bytes_for_equal_input() -> None:
    """The same notebook gives the same bytes."""
    first, second = (export(notebook("foreign"), "html", warn=pytest.fail) for _ in range(2))
    assert first == second
