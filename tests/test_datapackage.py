"""The contract of the data, as others read it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import frictionless
import pytest
from synthetic_data import DATA, Folder

from altay_analysis import loading

PACKAGE: dict[str, Any] = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
TABLES = {table["name"]: table for table in PACKAGE["resources"]}


def others_hold(folder: Path) -> bool:
    """Whether frictionless finds a folder valid."""
    return bool(frictionless.validate(str(folder / "datapackage.json")).valid)


def described() -> list[tuple[str, dict[str, Any]]]:
    """Return the package, its tables and their columns, each with a name."""
    found = [("package", PACKAGE), *TABLES.items()]
    for name, table in TABLES.items():
        found += [(f"{name}.{field['name']}", field) for field in table["schema"]["fields"]]
    return found


def test_others_find_our_data_valid() -> None:
    """Frictionless finds the data that the project keeps valid."""
    assert others_hold(DATA)


def test_others_find_the_synthetic_data_valid(synthetic: Folder) -> None:
    """Frictionless finds the synthetic folder valid before a test breaks it."""
    assert others_hold(synthetic.path)


@pytest.mark.parametrize(
    ("table", "row", "column", "value"),
    [
        ("sources", 0, "standing", ""),
        ("sources", 0, "standing", "blog"),
        ("sources", 0, "retrieved", "2026-02-30"),
        ("sources", 0, "sha256", "abc"),
        ("regions", 2, "parent", "999999"),
        ("units", 0, "factor", "1,000"),
        ("units", 0, "factor", "-1"),
        ("indicators", 0, "unit", "items"),
        ("observations", 2, "id", "t1.part"),
        ("observations", 0, "id", ""),
        ("observations", 0, "indicator", "site"),
        ("observations", 0, "locator", "3.5"),
        ("observations", 0, "locator", "0"),
        ("observations", 0, "period", "2025-Q1"),
        ("observations", 0, "as_printed", "1234567890123456個"),
        ("claim_terms", 0, "observation", "t1.site"),
        ("findings", 0, "claim", "c9"),
    ],
)
def test_both_checkers_find_a_fault(
    synthetic: Folder, table: str, row: int, column: str, value: str
) -> None:
    """What Table Schema can say, our checker and frictionless say alike."""
    synthetic.put(table, row, **{column: value})
    assert not others_hold(synthetic.path)
    assert f"{table}.csv" in {finding.file for finding in loading.check(synthetic.path)}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Region", b"Re,gion"),
        (b"Region,", b"Region"),
        (b"name_zh", b"name_ja"),
        (b"name_zh", b"name_en"),
        (b"name_en,name_zh", b"name_zh,name_en"),
        (b"650000,Region", b"\n650000,Region"),
    ],
    ids=["extra cell", "missing cell", "unknown", "twice", "order", "empty line"],
)
def test_both_checkers_find_a_broken_form(synthetic: Folder, old: bytes, new: bytes) -> None:
    """A file whose rows or header do not fit is broken for both."""
    synthetic.rewrite("regions", old, new)
    assert not others_hold(synthetic.path)
    assert loading.check(synthetic.path)


@pytest.mark.parametrize("key", ["title", "description"])
@pytest.mark.parametrize(("name", "thing"), described(), ids=[name for name, _ in described()])
def test_everything_is_described_in_both_languages(
    name: str, thing: dict[str, Any], key: str
) -> None:
    """The package, each table and each column are named and described, English and Chinese."""
    assert thing[key].strip(), name
    assert any("\u4e00" <= character <= "\u9fff" for character in thing[f"{key}_zh"]) or (
        thing[f"{key}_zh"] == "SHA-256"
    )


def test_the_licence_leaves_the_texts_out() -> None:
    """The tables are CC-BY-4.0, and the texts are said not to be ours, in both languages."""
    assert [licence["name"] for licence in PACKAGE["licenses"]] == ["CC-BY-4.0"]
    assert "not included" in PACKAGE["description"]
    assert "不属于我们" in PACKAGE["description_zh"]


def test_every_file_of_the_folder_is_declared() -> None:
    """No table lies in the folder that the contract does not name."""
    assert {path.name for path in DATA.glob("*.csv")} == {
        table["path"] for table in TABLES.values()
    }
