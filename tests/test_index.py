"""The index of an edition: key figures, links by language and format, and verdicts."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import pytest
from browser import opened
from lxml import html
from nbformat.v4 import new_code_cell, new_notebook, new_output
from playwright.sync_api import expect

from altay_analysis.batch.highlights import Highlights, KeyFigure, highlights
from altay_analysis.batch.index import index_page
from altay_analysis.batch.ledger import Entry, Ledger, Output

MIME = "application/vnd.altay+json"
FIGURE = KeyFigure("Total <income>", "51.7 million yuan", "in 2025", "s1.income", "broken")
VERDICTS = {"confirmed": 9, "broken": 1}


def entry(lang: str, shown: Highlights, *forms: str) -> Entry:
    outputs = {form: Output(f"{lang}/first.{form}", "0" * 64, 178_400) for form in forms}
    return Entry("first", lang, "abcdef12" + "0" * 56, "first.ipynb", {"period": "2025"}, {},
                 "succeeded", 1.0, outputs, {"en": "A title", "zh-Hans": "标题"}, shown)  # fmt: skip


def tree(*entries: Entry, contact: str = "") -> Any:
    ledger = Ledger("spring", "2026-11-24", "now", 1.0, "", {}, {}, entries)
    return html.parse(io.BytesIO(index_page(ledger, contact))).getroot()


@pytest.fixture
def page() -> Any:
    shown = Highlights((FIGURE,), VERDICTS)
    return tree(entry("en", shown, "html", "ipynb"), entry("zh-Hant", shown, "pdf"))


def notebook(*held: dict[str, Any]) -> nbformat.NotebookNode:
    outputs = [new_output("display_data", {MIME: {"altay": 1, **each}}) for each in held]
    return new_notebook(cells=[new_code_cell("", outputs=outputs)])


def test_key_figures_are_read_from_the_executed_notebook() -> None:
    """Label, value and detail are the text of their runs; reference and mark come along."""
    item = {
        "label": [{"text": "Total "}, {"text": "<income>"}],
        "value": [{"text": "51.7 million yuan", "ref": "s1.income", "mark": "broken"}],
        "detail": [{"text": "in 2025"}],
    }
    found = highlights(notebook({"kind": "key_figures", "items": [item]}))
    assert found.key_figures == (FIGURE,)


def test_verdicts_are_counted_once_a_claim() -> None:
    """Claims are counted by verdict, one that is listed twice once."""
    items = [{"id": "a", "verdict": "broken"}, {"id": "b", "verdict": "confirmed"}]
    claims = {"kind": "claims", "items": items}
    found = highlights(notebook(claims, {**claims, "items": items[:1]}))
    assert found.verdicts == {"broken": 1, "confirmed": 1}


def test_a_claim_that_is_a_row_of_a_table_is_counted_too() -> None:
    """Claims that agree are rows of tables; a row without a verdict is none."""
    items = [{"id": "a", "verdict": "broken"}]
    rows = [{"id": "b", "verdict": "confirmed", "cells": []}, {"id": "c", "cells": []}, []]
    held = {"kind": "claims", "items": items}, {"kind": "table", "rows": rows}
    assert highlights(notebook(*held)).verdicts == {"broken": 1, "confirmed": 1}


def test_a_notebook_without_display_objects_has_no_highlights() -> None:
    """A notebook that is not ours has none, and that is no error."""
    assert highlights(new_notebook(cells=[new_code_cell("1")])) == Highlights()


def test_a_key_figure_leads_to_its_evidence(page: Any) -> None:
    """A value is a link to its line of evidence on the page of its language."""
    assert page.xpath("//dd[@class='value']/a/@href") == ["en/first.html#ev-s1.income"]
    assert page.xpath("//dd[@class='value']")[1].text_content() == "51.7 million yuan"


def test_text_from_a_notebook_is_text(page: Any) -> None:
    """What a notebook says is escaped."""
    assert page.xpath("//dl[@class='figures']//dt")[0].text == "Total <income>"


def test_a_mark_is_said_in_words_of_the_language(page: Any) -> None:
    """A figure whose claim is broken says so, in words, in the language beside it."""
    assert page.xpath("//dd[@class='said-broken']/text()") == [
        "The published figures do not agree here",
        "原文數字在此不相符",
    ]


def test_each_file_has_format_size_and_language(page: Any) -> None:
    """Each file is a link with its format and size, named for who does not see the page."""
    links = page.xpath("//ul[@class='files']//a")
    assert [link.get("href") for link in links] == [
        "en/first.html",
        "en/first.ipynb",
        "zh-Hant/first.pdf",
    ]
    assert links[0].get("aria-label") == "A title, Page, 178 kB"
    assert links[2].get("aria-label") == "標題, PDF, 178 kB"


def test_verdicts_are_counted_in_each_language(page: Any) -> None:
    """The index says how the relations of the audit fared, the broken first."""
    english, chinese = page.xpath("//section[@class='audit']")
    assert english.xpath("string(h2)") == "Relations checked between the figures: 10"
    assert english.xpath("ul/li/text()") == ["1 do not agree", "9 confirmed"]
    assert chinese.xpath("string(h2)") == "數字間關係的核對：10項"
    assert chinese.xpath("ul/li/text()") == ["不相符1項", "相符9項"]


def test_reports_are_listed_by_place() -> None:
    """Reports of one place stand under its name; the period is said in words, once."""
    here = Highlights(place="Altay City", period="2025")
    there = Highlights(place="Anqing", period="2018")
    first, second = entry("en", here, "html"), entry("en", there, "html")
    made = tree(first, replace(second, report="second"), replace(first, report="third"))
    assert made.xpath("//h2[contains(@class, 'place')]/text()") == ["Altay City", "Anqing"]
    assert [len(each.xpath("li")) for each in made.xpath("//ul[@class='reports own']")] == [2, 1]
    assert made.xpath("string(//p[@class='given'])") == "2025"


def test_reports_of_one_title_are_named_for_their_places() -> None:
    """Reports alike are one group under their title; a card says place and period once."""
    alike = {name: Highlights(place=f"{name} County, China", period=f"{year}{more}",
                              about=f"{name}, {year}")
             for name, year, more in (("Yuexi", 2018, ""), ("Tekes", 2023, "; some of 2022"))}  # fmt: skip
    made = tree(
        *(replace(entry("en", shown, "html"), report=name) for name, shown in alike.items())
    )
    assert made.xpath("//h2[contains(@class, 'place')]/text()") == ["A title"]
    assert made.xpath("//li/h3/a/text()") == ["Yuexi, 2018", "Tekes, 2023"]
    assert made.xpath("//p[@class='given']/text()") == [
        "Yuexi County, China",
        "Tekes County, China · 2023; some of 2022",
    ]


def test_a_figure_is_shown_once_a_place() -> None:
    """Of what an overview and a report both show, the index shows the report's."""
    both, own = FIGURE, replace(FIGURE, label="Growth", ref="s1.growth")
    first = entry("en", Highlights((both, own), place="Altay City"), "html")
    second = replace(entry("en", Highlights((both,), place="Altay City"), "html"), report="area")
    cards = tree(first, second).xpath("//li[h3]")
    assert [card.xpath(".//dt/text()") for card in cards] == [["Growth"], ["Total <income>"]]


def test_an_audit_that_only_counts_has_no_card() -> None:
    """Its counts stand above all, and its files with them."""
    counted = Highlights((KeyFigure("do not agree", "1"),), VERDICTS)
    made = tree(entry("en", counted, "html", "pdf"))
    assert not made.xpath("//li/h3")
    files = made.xpath("//section[@class='audit']//ul[@class='files']//a/@href")
    assert files == ["en/first.html", "en/first.pdf"]


def test_place_and_period_are_read_from_the_masthead() -> None:
    """They are the first two facts of the masthead, in the report's words."""
    facts = [
        {"label": [{"text": "Place"}], "value": [{"text": "Altay City ("}, {"text": "阿勒泰市)"}]},
        {"label": [{"text": "Period"}], "value": [{"text": "2025"}]},
    ]
    found = highlights(notebook({"kind": "masthead", "facts": facts, "against": "2020"}))
    assert (found.place, found.period) == ("Altay City (阿勒泰市)", "2025")
    assert found.against == "2020"
    about = {"kind": "masthead", "facts": facts, "about": "Altay City, 2025"}
    assert highlights(notebook(about)).about == "Altay City, 2025"


def test_each_language_can_be_shown_alone(page: Any) -> None:
    """A switch has a choice for each language of the edition; each part says its language."""
    assert page.xpath("//fieldset//label/text()") == ["English", "繁體中文"]
    parts = page.xpath("//*[@data-in]")
    assert parts
    assert all(part.get("lang") == part.get("data-in") for part in parts)


def test_one_language_has_no_switch() -> None:
    """Where there is one language, there is nothing to choose."""
    assert not tree(entry("zh-Hans", Highlights(), "pdf")).xpath("//fieldset")


@pytest.mark.browser
def test_by_keyboard_the_switch_shows_one_language(tmp_path: Path) -> None:
    """The first language is shown; an arrow key shows the next, and nothing of the first."""
    ledger = Ledger("spring", "2026-11-24", "now", 1.0, "", {}, {},
                    (entry("en", Highlights(), "html"), entry("zh-Hans", Highlights(), "html")))  # fmt: skip
    (file := tmp_path / "index.html").write_bytes(index_page(ledger, ""))
    with opened(file) as shown:
        expect(shown.locator("h1")).to_have_text("Altay indicators", use_inner_text=True)
        shown.locator("#in-en").focus()
        shown.keyboard.press("ArrowRight")
        expect(shown.locator("h1")).to_have_text("阿勒泰指标", use_inner_text=True)
        expect(shown.locator("main [lang='en']").first).to_be_hidden()


def test_edition_date_and_keys_are_shown(page: Any) -> None:
    """The index names the edition, the date of the data and each report's key."""
    text = page.text_content()
    for shown in ("spring", "2026-11-24", "abcdef12", "period 2025"):
        assert shown in text


@pytest.mark.parametrize(
    ("contact", "said"),
    [("", "what you expected and its source."), ("desk@example.org", "source: desk@example.org.")],
    ids=["none", "given"],
)
def test_the_index_says_how_to_report_a_number(contact: str, said: str) -> None:
    """The index says what to send where a number looks wrong, and whom, where that is known."""
    footer = tree(entry("en", Highlights(), "html"), contact=contact).xpath("//footer")[0]
    assert said in footer.text_content()


def test_an_edition_without_an_audit_shows_no_verdicts() -> None:
    """Where no report lists claims, nothing is said of verdicts."""
    alone = replace(entry("en", Highlights(), "html"))
    assert "Relations checked between" not in tree(alone).text_content()
