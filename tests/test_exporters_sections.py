"""A section on which a report has nothing to say takes no room on the page."""

from __future__ import annotations

from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from altay_analysis.exporters import export

HELD = {"altay": 1, "kind": "answer", "lang": "en", "paragraphs": [[{"text": "An answer."}]]}


def shown(text: str = "x") -> Any:
    held = {**HELD, "kind": "sentences", "paragraphs": [[{"text": text}]]}
    return new_output("display_data", {"application/vnd.altay+json": held, "text/plain": text})


def page(*cells: nbformat.NotebookNode, ours: bool = True) -> str:
    answer = new_output("display_data", {"application/vnd.altay+json": HELD, "text/plain": "a"})
    first = [new_markdown_cell("# Title")]
    first += [new_code_cell("page.answer()", outputs=[answer])] if ours else []
    made = new_notebook(cells=[*first, *cells])
    return export(made, "html", warn=pytest.fail).decode()


def section(name: str, *outputs: Any) -> list[nbformat.NotebookNode]:
    heading = new_markdown_cell(f"## {name}\n\nWords on {name.lower()}.")
    return [heading, new_code_cell(f"page.{name}()", outputs=list(outputs))]


def test_a_section_without_output_is_left_out_with_its_words() -> None:
    """Heading, text and the line in the table of contents."""
    made = page(*section("Silent"), *section("Spoken", shown("Something.")))
    assert "Silent" not in made
    assert "silent" not in made
    assert "Spoken" in made
    assert "Something." in made


def test_one_output_keeps_a_whole_section() -> None:
    """Its other cells may show nothing."""
    cells = section("Half")
    cells.append(new_code_cell("page.table()", outputs=[shown("A line.")]))
    made = page(*cells)
    assert "Words on half." in made


def test_a_subsection_belongs_to_its_section() -> None:
    """A level-three heading opens no section of its own."""
    cells = [*section("Outer"), new_markdown_cell("### Inner"),
             new_code_cell("x", outputs=[shown("Deep.")])]  # fmt: skip
    assert "Words on outer." in page(*cells)


def test_a_section_of_words_alone_stays() -> None:
    """What has no code cell says what it says."""
    assert "Only words." in page(new_markdown_cell("## Reading\n\nOnly words."))


def test_the_chatter_of_a_kernel_is_no_output() -> None:
    """A warning does not keep a section that says nothing."""
    warned = new_output("stream", name="stderr", text="warning")
    assert "Silent" not in page(*section("Silent", warned))


def test_a_notebook_that_is_not_ours_keeps_its_sections() -> None:
    """Its cells show nothing as its author left them."""
    assert "Foreign" in page(*section("Foreign"), ours=False)


def test_what_a_report_is_about_follows_its_title() -> None:
    """One of several alike reports says which one it is."""
    masthead = {"altay": 1, "kind": "masthead", "lang": "en", "facts": [],
                "data_date": "2026-01-01", "contact": "", "about": "Place, 2018"}  # fmt: skip
    held = new_output("display_data", {"application/vnd.altay+json": masthead, "text/plain": "m"})
    made = page(new_code_cell("page.masthead()", outputs=[held]))
    assert "<h1>Title: Place, 2018</h1>" in made
