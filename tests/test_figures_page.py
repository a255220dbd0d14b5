"""The page on how figures are read says what the code does."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from altay_analysis.printed import read
from altay_analysis.quantity import Bounds

_PAGE = Path(__file__).parent.parent / "docs" / "figures.md"
_BOUNDS = re.compile(r"([\[(])([^,~]+)(~?), ([^,~]+)(~?)([\])])")


def _rows() -> list[list[str]]:
    lines = _PAGE.read_text("utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if "|" in line]
    return [row for row in cells if len(row) == 6 and row[0].startswith("`")]


def _bounds(text: str) -> Bounds:
    if text == "none":
        return Bounds(None, None)
    found = _BOUNDS.fullmatch(text)
    assert found is not None
    left, low, low_usage, high, high_usage, right = found.groups()
    ends = (None if end.endswith("∞") else Fraction(end) for end in (low, high))
    kinds = (
        "conventional" if usage else "open" if mark in "()" else "closed"
        for usage, mark in ((low_usage, left), (high_usage, right))
    )
    return Bounds(*ends, *kinds)


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row[0].strip("`"))
def test_each_example_reads_as_the_page_says(row: list[str]) -> None:
    """Value, unit, qualifier and bounds of each example are those that the page shows."""
    token, value, unit, qualifier, bounds, _ = (cell.strip("`") for cell in row)
    found = read(token)
    assert (found.value, found.unit or "", found.qualifier) == (value, unit, qualifier)
    assert found.bounds == _bounds(bounds)


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row[0].strip("`"))
def test_each_doubt_is_said(row: list[str]) -> None:
    """The page says of an example that it is in doubt, or exact by assumption, where it is."""
    found = read(row[0].strip("`"))
    assert (found.doubt is not None) is ("in doubt" in row[5])
    assert found.is_exact_by_assumption is ("by assumption" in row[5])


def test_the_page_has_its_tables() -> None:
    """The page shows every qualifier that there is."""
    assert {row[3] for row in _rows()} >= {"exact", "rounded", "over", "at_least", "under"}
    assert len(_rows()) > 40
