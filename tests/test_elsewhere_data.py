"""The figures of other places and years: as printed in their texts, and judged as worked by hand."""

from __future__ import annotations

import csv
import json
import os
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from synthetic_data import DATA

from altay_analysis.audit import AuditResult, audit
from altay_analysis.catalogue import Catalogue
from altay_analysis.loading import load

GOLDEN: dict[str, Any] = json.loads(
    (Path(__file__).parent / "golden" / "elsewhere.json").read_text(encoding="utf-8")
)
WORKED = [key for key in GOLDEN if not key.startswith("_")]
MAIN = "S1"
"""The main source, the article; every other text is of another place or year."""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load(DATA)


@pytest.fixture(scope="module")
def audited(catalogue: Catalogue) -> AuditResult:
    tables = catalogue.observations, catalogue.claims, catalogue.claim_terms
    return audit(*tables, catalogue.units, catalogue.indicators)


@pytest.mark.parametrize("claim", WORKED)
def test_a_verdict_is_the_one_worked_by_hand(claim: str, audited: AuditResult) -> None:
    """The verdict on a claim, and the first slip that would explain it, are those of the hand."""
    found, worked = audited.claim(claim), GOLDEN[claim]
    assert found.verdict == worked["verdict"], worked["working"]
    if "slip" in worked:
        fewest = found.diagnosis[0].tried
        first = [[s.slip, s.observation, s.to] for s in found.diagnosis if s.tried == fewest]
        assert worked["slip"] in first


def test_each_text_that_disagrees_with_itself_was_worked_by_hand(audited: AuditResult) -> None:
    """Every claim beside the article's that is broken or ambiguous stands in the golden file."""
    of_note = {
        each.id
        for each in audited.claims
        if each.verdict in ("broken", "ambiguous") and not each.id.startswith(f"{MAIN.lower()}.")
    }
    assert of_note <= set(WORKED)


def test_an_open_list_is_no_sum(catalogue: Catalogue) -> None:
    """Items that a text names among others are held to be parts, never to make the whole."""
    open_lists = catalogue.claims["note"].str.contains("open list|not a sum", regex=True)
    assert open_lists.any()
    assert set(catalogue.claims[open_lists]["kind"]) == {"order"}


def test_the_standing_of_each_source_is_known(catalogue: Catalogue) -> None:
    """Each text beside the article names its host, how it stands and where it was read."""
    others = catalogue.sources.drop(index=MAIN)
    assert set(others["standing"]) == {"official", "press", "repost"}
    assert (others[["host", "address", "published", "script"]] != "").all(axis=None)
    assert (others["retrieved"] == "").all()
    untitled = others[others["title"] == ""]
    assert untitled["note"].str.contains(" | ", regex=False).all()
    in_address = [host in at for host, at in zip(others["host"], others["address"], strict=True)]
    assert all(in_address)


def test_a_figure_keeps_the_tie_to_its_source(catalogue: Catalogue) -> None:
    """The id of a figure begins with its source's, in small letters."""
    sources = catalogue.observations["source"].str.lower()
    ids = catalogue.observations.index.to_series().str.partition(".")[0]
    assert (ids == sources).all()


def figures() -> Path:
    folder = os.environ.get("ALTAY_SOURCES")
    if not folder:
        pytest.skip("ALTAY_SOURCES does not name the folder of sources")
    return Path(folder) / "figures"


def read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def test_no_figure_of_a_text_is_altered(catalogue: Catalogue) -> None:
    """Each figure stands in the data once, with its token, its place and the number as read."""
    folder = figures()
    files = {row["address"]: row["file"] for row in read(folder / "sources.csv")}
    others = catalogue.sources.drop(index=MAIN)
    assert set(others["address"]) == set(files)
    for source, address in others["address"].items():
        rows = read(folder / files[address])
        ours = catalogue.observations[catalogue.observations["source"] == source]
        assert ours["as_printed"].tolist() == [row["as_printed"] for row in rows]
        assert ours["locator"].tolist() == [int(row["line_or_paragraph"]) for row in rows]
        for value, unit, row in zip(ours["value"], ours["unit"], rows, strict=True):
            tenfold = 10 if unit == "tenth" else 1
            assert Fraction(value) * tenfold == Fraction(row["value"]), row


def test_each_text_stands_as_it_was_seen(catalogue: Catalogue) -> None:
    """Standing, date and how much of a text was seen are those of the list of texts."""
    rows = {row["address"]: row for row in read(figures() / "sources.csv")}
    seen = {"complete": "whole", "cut": "cut"}
    for _, ours in catalogue.sources.drop(index=MAIN).iterrows():
        row = rows[ours["address"]]
        assert (ours["standing"], ours["text_seen"]) == (row["standing"], seen[row["text_seen"]])
        assert row["published"].startswith(ours["published"])


def test_the_page_on_adding_a_source_shows_rows_that_stand_in_the_data() -> None:
    """Each row that docs/add-a-source.md shows is a row of a table, to the letter."""
    page = (DATA.parent / "docs" / "add-a-source.md").read_text(encoding="utf-8")
    shown = [
        row
        for block in re.findall(r"```csv\n(.*?)```", page, re.DOTALL)
        for row in block.split("\n")
    ]
    standing = {
        row for file in DATA.glob("*.csv") for row in file.read_text(encoding="utf-8").split("\n")
    }
    assert shown
    assert set(shown) <= standing


def test_the_readme_counts_the_verdicts_as_the_audit_does(
    catalogue: Catalogue, audited: AuditResult
) -> None:
    """Relations, figures, texts and each verdict: measured, with the command beside."""
    verdicts = [each.verdict for each in audited.claims]
    counts = {name: verdicts.count(name) for name in set(verdicts)}
    root = Path(__file__).parent.parent
    said = (root / "README.md").read_text(encoding="utf-8")
    said_in_chinese = (root / "README.zh-CN.md").read_text(encoding="utf-8")
    assert (
        f"Of {len(verdicts)} relations between the {len(catalogue.observations)} figures of "
        f"{len(catalogue.sources)} texts, {counts['broken']} are broken, {counts['ambiguous']} "
        f"ambiguous, {counts['not checkable']} not checkable, {counts['compatible']} compatible "
        f"and {counts['confirmed']} confirmed (`altay audit`)"
    ) in said
    assert (
        f"{len(catalogue.sources)} 篇文本的 {len(catalogue.observations)} 个数字之间共有 "
        f"{len(verdicts)} 项关系：不相符 {counts['broken']} 项，多义 {counts['ambiguous']} 项，"
        f"无法核对 {counts['not checkable']} 项，相容 {counts['compatible']} 项，"
        f"相符 {counts['confirmed']} 项（`altay audit`）"
    ) in said_in_chinese
