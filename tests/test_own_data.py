"""One's own tables beside the data: merged, checked as one, refused where ids collide."""

from __future__ import annotations

from pathlib import Path

import pytest
from synthetic_data import Folder
from test_cli import Command

import altay_analysis as aa
from altay_analysis.errors import DataError, UsageError
from altay_analysis.loading import check


@pytest.fixture
def base(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "base")


@pytest.fixture
def own(tmp_path: Path, base: Folder) -> Path:
    """An own folder with a source and a figure of its own."""
    folder = tmp_path / "own_synthetic"
    folder.mkdir()
    put(base, folder, "sources", {"id": "mine", "standing": "press", "text_seen": "whole"})
    put(base, folder, "observations", figure("mine.sites", "300", "300個"))
    return folder


def put(base: Folder, folder: Path, table: str, *rows: dict[str, str]) -> Path:
    """Write rows under the table's header."""
    columns = base.columns[table]
    lines = [",".join(row.get(column, "") for column in columns) for row in rows]
    file = folder / f"{table}.csv"
    file.write_text("\n".join([",".join(columns), *lines, ""]), encoding="utf-8")
    return file


def figure(id: str, number: str, token: str, **cells: str) -> dict[str, str]:
    return {
        "id": id, "indicator": "sites", "region": "654301", "period": "2024",
        "period_basis": "printed", "value": number, "unit": "item", "qualifier": "exact",
        "as_printed": token, "source": "mine", "locator": "1",
    } | cells  # fmt: skip


def found(base: Folder, own: Path) -> list[str]:
    return [str(each).replace(str(own), "OWN") for each in check(base.path, own)]


def test_own_rows_stand_behind_the_datas(base: Folder, own: Path) -> None:
    """A subset of the files serves, and may name what stands in the data."""
    data = aa.load(base.path, own=own)
    assert list(data.observations.index)[-1] == "mine.sites"
    assert data.observations.loc["mine.sites", "high"] == 300
    assert [each.id for each in aa.observations(data, source="mine")] == ["mine.sites"]
    assert f"{own}/observations.csv" in data.hashes


def test_the_data_alone_are_as_before(base: Folder, own: Path) -> None:
    """Nothing of the own folder is seen where it is not asked for."""
    assert own.is_dir()
    assert "mine.sites" not in aa.load(base.path).observations.index


def test_ids_that_collide_are_refused(base: Folder, own: Path) -> None:
    """An own id that the data have is refused, with both places."""
    put(base, own, "observations", figure("t1.sites", "300", "300個"))
    (line,) = found(base, own)
    assert line == (
        "OWN/observations.csv line 2, id: 't1.sites' stands already in observations.csv line 2; "
        "give each row its own id"
    )


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"value": "301"}, "line 2, as_printed: '300個' is read as value 300, not 301"),
        ({"source": "S9"}, "line 2, source: 'S9' does not stand in sources.csv"),
        ({"indicator": "sitez"}, "nearest: sites"),
        ({"unit": "yuan"}, "measures money, and its indicator item"),
        ({"locator": "x"}, "line 2, locator: 'x' is not a whole number"),
    ],
)
def test_what_is_wrong_is_named_with_its_file(
    base: Folder, own: Path, cells: dict[str, str], words: str
) -> None:
    """A finding names the own file, the line and the remedy."""
    put(base, own, "observations", figure("mine.sites", "300", "300個", **cells))
    lines = found(base, own)
    assert all(line.startswith("OWN/observations.csv line 2") for line in lines)
    assert any(words in line for line in lines)
    with pytest.raises(DataError, match="with"):
        aa.load(base.path, own=own)


def test_terms_do_not_change_a_claim_of_the_data(base: Folder, own: Path) -> None:
    """A term of one's own for a claim of the data would change it, and is refused."""
    term = {"claim": "c1", "role": "claimed", "observation": "mine.sites"}
    put(base, own, "claim_terms", term)
    assert any("terms of one's own would change it" in line for line in found(base, own))


def test_a_claim_of_ones_own_is_audited(base: Folder, own: Path) -> None:
    """An own claim over figures of both is worked; a fault of it is named with its file."""
    put(base, own, "claims", {"id": "mine.order", "kind": "order", "asserted": "suite"})
    terms = [
        {"claim": "mine.order", "role": "upper", "observation": "mine.sites"},
        {"claim": "mine.order", "role": "lower", "observation": "t1.sites"},
    ]
    put(base, own, "claim_terms", *terms)
    assert found(base, own) == []
    put(base, own, "claim_terms", terms[0] | {"role": "uper"})
    (line,) = found(base, own)
    assert line.startswith("OWN/claims.csv line 2, id: 'mine.order' role 'uper' is none of")


def test_a_newer_source_of_ones_own_is_no_fault_of_the_data(base: Folder, own: Path) -> None:
    """The data's date is that of the data; what one adds may be newer."""
    row = {"id": "mine", "standing": "press", "text_seen": "whole", "published": "2099"}
    put(base, own, "sources", row)
    assert found(base, own) == []


def test_a_file_that_is_no_table_is_named(base: Folder, own: Path) -> None:
    """A misspelt file name is not passed over."""
    (own / "observation.csv").write_text("id\n", encoding="utf-8")
    (line,) = found(base, own)
    assert line.startswith("OWN/observation.csv: is none of the tables; name it one of")


def test_an_empty_folder_is_refused(base: Folder, tmp_path: Path) -> None:
    """A folder without any of the tables is a mistake in its name."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match=r"holds none of sources\.csv"):
        aa.load(base.path, own=tmp_path / "empty")


def test_a_header_that_is_not_the_tables_is_named(base: Folder, own: Path) -> None:
    """Own tables have the same columns."""
    (own / "observations.csv").write_text("id,value\nmine.sites,3\n", encoding="utf-8")
    assert any(
        line.startswith("OWN/observations.csv line 1, unit: 'unit' is a column that is missing")
        for line in found(base, own)
    )


def test_check_and_audit_take_own_tables(
    base: Folder, own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`altay check --own` and `altay audit --own` see the data with one's own."""
    altay = Command(capsys)
    folders = ("--data", str(base.path), "--own", str(own))
    assert altay("check", *folders) == 0
    assert f"{base.path} with {own}: nothing wrong (3 sources" in altay.out
    assert "7 observations" in altay.out
    assert altay("audit", *folders) == 0
    put(base, own, "observations", figure("t1.sites", "300", "300個"))
    assert altay("check", *folders) == 2
    assert altay("audit", *folders) == 2
    assert "stands already in observations.csv line 2" in altay.one_line()
    assert altay("check", "--data", str(base.path), "--own", "nowhere") == 2
    assert "name one with --own" in altay.one_line()
