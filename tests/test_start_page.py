"""The start page says in both languages what each notebook answers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from synthetic_suite import SyntheticSuite

from altay_analysis.lab.start_page import PAGE, bring_up_to_date, updated

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
LISTS = "<!-- en: made by altay lab -->\nSTALE\n<!-- end of en -->\n"


@pytest.fixture
def notebooks(tmp_path: Path) -> Path:
    return SyntheticSuite(tmp_path / "suite").notebooks


def test_the_start_page_names_each_notebook_in_both_languages() -> None:
    """Every notebook of the project stands in both lists, as they would be made now."""
    text = (NOTEBOOKS / PAGE).read_text("utf-8")
    assert updated(text, NOTEBOOKS) == text
    named = re.findall(r"\]\(<(.+?)>\)", text)
    notebooks = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))
    assert sorted(named) == sorted(notebooks * 2)


def test_a_notebook_that_is_added_is_listed_when_the_lab_is_opened(notebooks: Path) -> None:
    """The lists follow the folder; what stands around them is the user's own."""
    page = notebooks / PAGE
    page.write_text(f"mine\n{LISTS}mine too\n", encoding="utf-8")
    assert bring_up_to_date(notebooks)
    assert "| [A title](<first.ipynb>) |" in page.read_text("utf-8")
    assert page.read_text("utf-8").startswith("mine\n")
    assert page.read_text("utf-8").endswith("mine too\n")
    assert not bring_up_to_date(notebooks)


def test_a_file_that_is_no_notebook_of_ours_keeps_no_lab_from_opening(notebooks: Path) -> None:
    """What has no title or cannot be read is left to JupyterLab's list of files."""
    (notebooks / "broken.ipynb").write_text("{", encoding="utf-8")
    assert "broken" not in updated(LISTS, notebooks)


def test_a_start_page_without_marks_stays_as_it_is(notebooks: Path) -> None:
    """A page that the user wrote anew, or removed, is not written."""
    assert not bring_up_to_date(notebooks)
    assert not (notebooks / PAGE).exists()
    (notebooks / PAGE).write_text("# My notebooks\n", encoding="utf-8")
    assert not bring_up_to_date(notebooks)
    assert (notebooks / PAGE).read_text("utf-8") == "# My notebooks\n"
