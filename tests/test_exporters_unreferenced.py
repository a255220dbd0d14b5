"""No number in the body of a report without a reference: what is refused, and what is no number."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from altay_analysis.errors import ReportError
from altay_analysis.exporters import export
from altay_analysis.exporters.cells import MIME, language
from altay_analysis.exporters.checks import check
from altay_analysis.exporters.document import document

NOTEBOOKS = Path(__file__).parent / "notebooks"
PLACES = {
    "masthead label": ("masthead", ("facts", 0, "label")),
    "masthead value": ("masthead", ("facts", 0, "value")),
    "answer": ("answer", ("paragraphs", 0)),
    "sentence": ("sentences", ("paragraphs", 0)),
    "key figure": ("key_figures", ("items", 0, "value")),
    "label of a key figure": ("key_figures", ("items", 0, "label")),
    "detail of a key figure": ("key_figures", ("items", 0, "detail")),
    "caption of a figure": ("figure", ("caption",)),
    "head of a figure's data": ("figure", ("data", "columns", 0, "label")),
    "data of a figure": ("figure", ("data", "rows", 0, 1)),
    "caption of a table": ("table", ("caption",)),
    "head of a table": ("table", ("columns", 0, "label")),
    "cell of a table": ("table", ("rows", 0, 1)),
    "caption of the evidence": ("evidence", ("caption",)),
    "head of the evidence": ("evidence", ("columns", 0, "label")),
    "title of a claim": ("claims", ("items", 0, "title")),
    "badge of a claim": ("claims", ("items", 0, "badge")),
    "working of a claim": ("claims", ("items", 0, "paragraphs", 0)),
}


@pytest.fixture
def notebook() -> NotebookNode:
    return nbformat.read(NOTEBOOKS / "every_construct_en_synthetic.ipynb", as_version=4)


def checked(nb: NotebookNode) -> None:
    resources: dict[str, Any] = {}
    for step in (language, document, check):
        nb, resources = step(nb, resources)


def put(nb: NotebookNode, kind: str, path: tuple[str | int, ...], run: dict[str, Any]) -> None:
    """Put a run behind those at a place of the first display object of a kind."""
    held = next(output.data[MIME] for cell in nb.cells for output in cell.get("outputs", [])
                if output.get("data", {}).get(MIME, {}).get("kind") == kind)  # fmt: skip
    for step in path:
        held = held[step]
    held.append(nbformat.from_dict(run))


def refusal(nb: NotebookNode) -> str:
    with pytest.raises(ReportError) as refused:
        checked(nb)
    return str(refused.value)


@pytest.mark.parametrize("place", PLACES)
def test_a_number_that_leads_nowhere_is_refused_wherever_it_stands(
    notebook: NotebookNode, place: str
) -> None:
    """The line names the cell, the text and the remedy; with a reference it is passed."""
    put(notebook, *PLACES[place], {"text": " and 46 more"})
    said = refusal(notebook)
    assert said.startswith("cell ")
    assert "' and 46 more' holds a number without a reference; give its run a ref" in said


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "excuse",
    [{"ref": "income"}, {"listed": "table:villages"}, {"listed": "sec:grew"}, {"name": True}],
    ids=["ref", "table", "section", "name"],
)
def test_a_number_that_leads_somewhere_is_passed(
    notebook: NotebookNode, place: str, excuse: dict[str, Any]
) -> None:
    """A figure leads to its line, a count to what is listed; a name's digits are no number."""
    put(notebook, *PLACES[place], {"text": " and 46 more", **excuse})
    checked(notebook)


@pytest.mark.parametrize(
    "text",
    ["46", "４６", "٤٦", "½", "Ⅳ", "②", "二〇二五", "+0.5%", "12,374", "x2"],
    ids=["digits", "full width", "Arabic", "fraction", "Roman", "circled", "ling", "share",
         "thousands", "in a word"],
)  # fmt: skip
def test_digits_of_every_script_are_seen(notebook: NotebookNode, text: str) -> None:
    """A number is a number in full-width forms, in other scripts and as a fraction too."""
    put(notebook, "sentences", ("paragraphs", 0), {"text": text})
    assert "holds a number without a reference" in refusal(notebook)


@pytest.mark.parametrize(
    "text",
    ["five", "四套班子", "两个", "逐一", "百分之百", "an area in km²", "km² and m³", "GB/T 2260",
     "ISO 8601", "SHA-256"],
)  # fmt: skip
def test_words_units_and_standards_are_no_numbers(notebook: NotebookNode, text: str) -> None:
    """Words for numbers are words; a unit keeps its exponent, a standard its name."""
    put(notebook, "sentences", ("paragraphs", 0), {"text": text})
    checked(notebook)


@pytest.mark.parametrize(
    "text",
    ["2025", "2020 to 2025", "2014-01", "2026-06-10", "10 June 2026", "June 2026", "Q1 2016",
     "H1 2014", "2025年", "2014年1月至2014年6月", "2026年6月10日", "（2018年）的",
     " (China, 2019)", "2018、2019—2021"],
)  # fmt: skip
def test_dates_are_passed_where_they_are_flagged(notebook: NotebookNode, text: str) -> None:
    """Years, quarters, halves, months, days and intervals, in both languages' forms."""
    put(notebook, "sentences", ("paragraphs", 0), {"text": text, "date": True})
    checked(notebook)


@pytest.mark.parametrize(
    "text", ["46", "4160", "2025%", "2025.5", "12,025", "46 in 2025", "2025年46人", "99 June 46"]
)
def test_what_is_flagged_as_a_date_has_to_read_as_one(notebook: NotebookNode, text: str) -> None:
    """The flag vouches for dates alone: a number beside one is refused."""
    put(notebook, "sentences", ("paragraphs", 0), {"text": text, "date": True})
    assert "flagged as a date and does not read as one" in refusal(notebook)


@pytest.mark.parametrize("text", ["46", "45.90%", "1 – 2"])
def test_what_is_flagged_as_a_name_has_a_letter(notebook: NotebookNode, text: str) -> None:
    """A bare number is nobody's name."""
    put(notebook, "sentences", ("paragraphs", 0), {"text": text, "name": True})
    assert "flagged as a name and has no letter" in refusal(notebook)


def test_code_vouches_for_nothing(notebook: NotebookNode) -> None:
    """A run set as code is looked at like any other."""
    put(notebook, "sentences", ("paragraphs", 0), {"text": "x = 46", "code": True})
    assert "'x = 46' holds a number" in refusal(notebook)


PROSE = {
    "sentence": "It rose to 46.",
    "emphasis": "It rose to *46* villages.",
    "list": "- one\n- 46 of them",
    "table": "| a |\n|---|\n| 46 |",
    "link": "[46 villages](https://example.org/)",
    "heading": "## The 46 villages",
    "deep heading": "### The 46 villages",
    "note": "A note[^1].\n\n[^1]: Of 46.",
    "quote": "> 46",
    "share": "Up 3.5% in 2025.",
    "no year": "In 4160 cases.",
    "name like a standard": "ISOs 46",
}


@pytest.mark.parametrize("source", PROSE.values(), ids=PROSE)
def test_a_number_typed_in_prose_is_refused(notebook: NotebookNode, source: str) -> None:
    """Where no run can vouch for it, a number has to be said by a display object."""
    notebook.cells.append(new_markdown_cell(source, id="typed"))
    said = refusal(notebook)
    assert "(id typed)" in said
    assert "let a display object say it, with its ref" in said


@pytest.mark.parametrize(
    "source",
    ["Since 2020, as of 2026-06-10.", "2025年6月10日起。", "By GB/T 2260 and ISO 8601.",
     "Call `f(46)`, or $x_1 + 2$.", "```\nx = 46\n```", "1. first\n2. second",
     "See <https://example.org/46> or [there](https://example.org/46)."],
    ids=["dates", "Chinese date", "standards", "code and formula", "block", "list", "addresses"],
)  # fmt: skip
def test_dates_standards_code_and_addresses_are_passed_in_prose(
    notebook: NotebookNode, source: str
) -> None:
    """What is no figure may be typed: known by its form, for there is no flag."""
    notebook.cells.append(new_markdown_cell(source, id="typed"))
    checked(notebook)


@pytest.mark.parametrize(
    "data",
    [{"text/plain": "46"}, {"text/html": "<table><tr><td>46</td></tr></table>"}],
    ids=["text", "data frame"],
)
def test_an_output_that_is_no_display_object_is_looked_at(
    notebook: NotebookNode, data: dict[str, str]
) -> None:
    """In a report of ours a printed value or a data frame would be a number from nowhere."""
    output = new_output("display_data", data=data)
    notebook.cells.append(new_code_cell("46", id="shown", outputs=[output]))
    assert "(id shown)" in refusal(notebook)


def test_a_row_with_an_id_is_evidence_of_its_own(notebook: NotebookNode) -> None:
    """Its numbers stand where they come from, and numbers elsewhere can lead to it."""
    row = {"id": "claim.x", "cells": [[{"text": "46"}], [{"text": "427"}]]}
    table = next(output.data[MIME] for cell in notebook.cells for output in cell.get("outputs", [])
                 if output.get("data", {}).get(MIME, {}).get("kind") == "table")  # fmt: skip
    table["rows"].append(nbformat.from_dict(row))
    put(notebook, "sentences", ("paragraphs", 0), {"text": "46", "ref": "claim.x"})
    checked(notebook)
    page = export(notebook, "html", warn=pytest.fail).decode()
    assert page.count('id="ev-claim.x"') == 1
    assert 'href="#ev-claim.x"' in page


def test_a_count_leads_to_what_it_counts(notebook: NotebookNode) -> None:
    """The link goes to the table, and the number stays a number."""
    put(notebook, "sentences", ("paragraphs", 0), {"text": "59", "listed": "table:villages"})
    page = export(notebook, "html", warn=pytest.fail).decode()
    assert 'href="#table-villages">59</a>' in page


def test_what_is_listed_nowhere_is_refused(notebook: NotebookNode) -> None:
    """A count whose list is not on the page has no reference."""
    put(notebook, "sentences", ("paragraphs", 0), {"text": "59", "listed": "table:nowhere"})
    assert "listed 'table:nowhere' is no figure, table or section" in refusal(notebook)


def test_parameters_and_what_the_exporter_writes_are_apart(notebook: NotebookNode) -> None:
    """The list of parameters holds values that no source prints."""
    put(notebook, "parameters", ("items", 0, "value"), {"text": " 46"})
    checked(notebook)


def test_a_notebook_that_is_not_ours_is_not_looked_at() -> None:
    """Without display objects of ours, numbers stand as their author typed them."""
    checked(nbformat.read(NOTEBOOKS / "foreign_synthetic.ipynb", as_version=4))


def test_the_first_of_each_block_is_named_and_the_others_are_counted(
    notebook: NotebookNode,
) -> None:
    """One line, however many there are."""
    broken = copy.deepcopy(notebook)
    put(broken, "sentences", ("paragraphs", 0), {"text": "46"})
    put(broken, "table", ("caption",), {"text": "47"})
    said = refusal(broken)
    assert "(and 1 more)" in said
    assert "\n" not in said
