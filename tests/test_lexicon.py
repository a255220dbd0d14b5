"""The words around a number: written folded, found longest first, the same in both scripts."""

from __future__ import annotations

import itertools

import opencc
import pytest

from altay_analysis import lexicon
from altay_analysis.numerals import fold

_TABLES = {
    "prefixes": lexicon.PREFIX_KEYS,
    "suffixes": lexicon.SUFFIX_KEYS,
    "units": lexicon.UNIT_KEYS,
}
_FORMS = sorted(
    {form for table in _TABLES.values() for form in table}
    | set(lexicon.OF_PARTS)
    | set(itertools.chain.from_iterable(lexicon.GRANTED.values()))
)


@pytest.mark.parametrize("form", _FORMS)
def test_forms_are_written_folded(form: str) -> None:
    """A form that folding changed would never be found."""
    assert fold(form) == form


@pytest.mark.parametrize("config", ["s2t", "s2tw", "s2hk"])
def test_traditional_forms_fold_to_the_same(config: str) -> None:
    """Whichever traditional characters a form is printed in, it is found."""
    converter = opencc.OpenCC(config)
    assert [form for form in _FORMS if fold(converter.convert(form)) != form] == []


@pytest.mark.parametrize("table", list(_TABLES))
def test_longest_forms_come_first(table: str) -> None:
    """不超过 must be tried before 超过 could be, 人次 before 人."""
    lengths = [len(form) for form in _TABLES[table]]
    assert lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        pytest.param(lexicon.PREFIX, "不超过30%", "不超过", id="not over"),
        pytest.param(lexicon.PREFIX, "多达300人", "多达", id="as many as"),
        pytest.param(lexicon.PREFIX, "增长到3倍", "增长到", id="up to"),
        pytest.param(lexicon.PREFIX, "净减少3人", "净减少", id="net fall"),
        pytest.param(lexicon.UNIT, "人次以上", "人次", id="person-times"),
        pytest.param(lexicon.UNIT, "个百分点", "个百分点", id="points"),
        pytest.param(lexicon.UNIT, "平方公里", "平方公里", id="square kilometres"),
        pytest.param(lexicon.SUFFIX, "及以上", "及以上", id="and over"),
        pytest.param(lexicon.SUFFIX, "之多", "之多", id="as many as, behind"),
    ],
)
def test_the_longest_form_wins(pattern, text: str, found: str) -> None:
    """Of two forms that begin alike the longer is meant."""
    assert pattern.match(text).group() == found


def test_counts_are_units() -> None:
    """Each unit that counts whole things is a unit."""
    assert set(lexicon.UNIT_KEYS.values()) >= lexicon.COUNTS
