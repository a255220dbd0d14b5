"""Widths of columns: what is not parted has its room, and no column starves another."""

from __future__ import annotations

from typing import Any

import pytest

from altay_analysis.exporters.widths import columns, set_widths


def runs(text: str, **more: Any) -> list[dict[str, Any]]:
    return [{"text": text, **more}]


def test_a_narrow_table_is_as_wide_as_its_text() -> None:
    """A table that fits on the page in all its columns stretches none of them."""
    rows = [[runs("GDP"), runs("15.451 billion yuan")], [runs("Births"), runs("3423")]]
    assert columns([runs("Figure"), runs("As printed")], rows, 107) == [0.0, 0.0]


def test_long_text_takes_the_room_that_numbers_do_not_need() -> None:
    """A column of numbers is as wide as its longest number, a column of text takes the rest."""
    rows = [[runs("words of a text " * 12), runs("39.3347 to 39.3349 million yuan")]] * 3
    text, number = columns([runs("Figures"), runs("Can be")], rows, 107)
    assert number >= len("39.3349 million yuan")
    assert text > 2 * number


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("3933.415 万至 3933.425 万元", len("至 3933.425 万元") + 3),
        ("rounded: 45.895 to 45.905%", len("to 45.905%")),
        ("at least 411,794 persons", len("411,794 persons")),
    ],
    ids=["amount", "share", "count"],
)
def test_a_number_and_its_unit_have_room_on_one_line(text: str, least: int) -> None:
    """However long the texts beside it, a number does not part from its unit."""
    rows = [[runs("words of a text " * 20), runs(text)]]
    assert columns([runs("Figures"), runs("Can be")], rows, 80)[1] >= least


def test_an_identifier_needs_the_room_of_its_longest_part() -> None:
    """An identifier breaks at its stops, so it holds no column open."""
    name = "s5.real_growth_of_the_value_added_of_agriculture"
    rows = [[runs(name, code=True), runs("words of a text " * 12)]]
    assert columns([runs("Id"), runs("Figures")], rows, 60)[0] < len(name)


def test_evidence_has_a_width_for_the_places_that_use_a_line() -> None:
    """The last width of an evidence table is of the places."""
    row = {"id": "a", "cells": [runs("x " * 90), runs("1")], "used": [{"label": "§ 1"}]}
    heads = [{"label": runs("Figure")}, {"label": runs("No.")}]
    block: dict[str, Any] = {"kind": "evidence", "columns": heads, "rows": [row]}
    set_widths(block, "Used at")
    assert len(block["widths"]) == 3


def test_a_short_head_has_one_line() -> None:
    """A head that is longer than its cells is not broken for the sake of a text beside it."""
    rows = [[runs("关系" * 40), runs("0.999")]]
    assert columns([runs("关系"), runs("检验功效")], rows, 80)[1] >= 8 + 2.4


@pytest.mark.parametrize(("characters", "size"), [(9, 8.6), (29, 7.6), (60, 8.6)])
def test_a_table_is_set_smaller_where_that_keeps_its_rows_on_one_line(
    characters: int, size: float
) -> None:
    """A little less than fits is set smaller; what fits at neither size is not."""
    row = [runs("第一产业占地区生产总值比重"), runs("48703元"), runs("各" * characters + "8.6%")]
    heads = [{"label": runs(head)} for head in ("指标", "本地", "其他地区")]
    block: dict[str, Any] = {"kind": "table", "columns": heads, "rows": [row]}
    set_widths(block, "")
    assert block["size"] == size
