"""Marks on figures that do not agree or can be read in several ways, and where they lead."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pytest
from lxml import html

import altay_analysis as aa
from altay_analysis.exporters import export
from altay_analysis.exporters.cells import MIME

ROOT = Path(__file__).parent.parent
NOTEBOOKS = Path(__file__).parent / "notebooks"
OPEN = {
    "primary_organisations": {"claim.s1.five_good_share_rise"},
    "collective_economy": {"claim.s1.village_income_increase"},
    "governance_teams": set(),
    "livelihood": {"claim.s1.volunteers_unit"},
}


@cache
def page(area: str) -> Any:
    periods = ("2025", "2020") if area == "collective_economy" else ("2025",)
    return getattr(aa, area)("654301", *periods, data_dir=str(ROOT / "data"))


@pytest.mark.parametrize("area", OPEN)
def test_a_report_carries_the_verdicts_that_mark_its_figures(area: str) -> None:
    """Each with its working, and no other; a report without such figures has no such part."""
    shown = page(area).verdicts()
    items = shown.content["items"] if shown else []
    assert {item["id"] for item in items} == OPEN[area]


@pytest.mark.parametrize("area", OPEN)
def test_every_figure_of_a_verdict_has_its_line_of_evidence(area: str) -> None:
    """The working leads to each of its figures on the same page."""
    shown = page(area).verdicts()
    rows = {row["id"] for row in page(area).evidence().content["rows"]}
    assert {
        name for item in (shown.content["items"] if shown else []) for name in item["figures"]
    } <= rows


def marked() -> Any:
    """Return the page of a notebook in which a broken claim is about the income."""
    nb = nbformat.read(NOTEBOOKS / "every_construct_en_synthetic.ipynb", as_version=4)
    for cell in nb.cells:
        for output in cell.get("outputs", []):
            held = output.get("data", {}).get(MIME, {})
            if held.get("kind") == "claims":
                held["items"][0]["figures"] = ["income"]
    return html.document_fromstring(export(nb, "html", warn=pytest.fail).decode())


def test_a_mark_leads_to_the_verdict_on_the_same_page() -> None:
    """Wherever the figure stands, and in its line of evidence: a link to the claim."""
    shown = marked()
    marks = shown.xpath("//a[contains(@class, 'mark-broken')]")
    assert len(marks) > 3
    assert {mark.get("href") for mark in marks} == {"#ev-growth-claim"}
    assert shown.xpath("//*[@id='ev-income']//a[contains(@class, 'mark-broken')]")
    assert shown.xpath("//*[@id='ev-growth-claim']")


def test_a_working_marks_nothing() -> None:
    """Inside claims the verdict is what is being read."""
    assert not marked().xpath("//*[@class='claims']//a[contains(@class, 'mark-broken')]")
