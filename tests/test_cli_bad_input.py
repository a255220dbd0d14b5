"""What users get wrong, and what machines refuse: one line, the right exit code, nothing touched.

What `test_cli.py` asks of options, this asks of files: `reports.toml`, notebooks, data, the shelf.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from synthetic_suite import SyntheticSuite
from test_cli import Command

Break = Callable[[SyntheticSuite], object]


@pytest.fixture
def suite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SyntheticSuite:
    suite = SyntheticSuite(tmp_path / "suite")
    monkeypatch.chdir(suite.path)
    return suite


@pytest.fixture
def altay(suite: SyntheticSuite, capsys: pytest.CaptureFixture[str]) -> Command:
    assert Path.cwd() == suite.path
    return Command(capsys)


def toml(old: str, new: str) -> Break:
    return lambda suite: suite.change(old, new)


def cells(table: str, row: int, **changed: str) -> Break:
    return lambda suite: suite.data.put(table, row, **changed)


def without(name: str) -> Break:
    return lambda suite: (suite.path / name).unlink()


def written(name: str, content: bytes) -> Break:
    return lambda suite: (suite.path / name).write_bytes(content)


def repeated(suite: SyntheticSuite) -> None:
    suite.data.add("regions", **suite.data.rows["regions"][2])


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        pytest.param(toml("[suite]\n", "[suite]\nx = \n"), "line 2", id="toml: syntax"),
        pytest.param(toml('id = "first"', 'di = "first"'), "did you mean id?", id="toml: key"),
        pytest.param(toml('"654301"', '"1"'), "'1' is not known", id="toml: region"),
        pytest.param(toml('"2025" }', '"1999" }'), "has no figures", id="toml: period"),
        pytest.param(toml("first.ipynb", "last.ipynb"), "last.ipynb is not there", id="toml: file"),
        pytest.param(written("reports.toml", b"\xff"), "not UTF-8", id="toml: bytes"),
        pytest.param(
            lambda suite: suite.notebook(parameters=None),
            "notebooks/first.ipynb has no cell tagged 'parameters'",
            id="notebook: no parameters",
        ),
        pytest.param(
            written("notebooks/first.ipynb", b"{"), "line 1: not JSON", id="notebook: not JSON"
        ),
        pytest.param(without("data/units.csv"), "units.csv", id="data: missing"),
        pytest.param(written("data/units.csv", b"\xff"), "units.csv", id="data: bytes"),
        pytest.param(written("data/units.csv", b"a,b\n"), "units.csv", id="data: header"),
        pytest.param(cells("observations", 0, value="many"), "line 2, value: 'many'", id="number"),
        pytest.param(cells("observations", 0, unit="ell"), "line 2, unit: 'ell'", id="unit"),
        pytest.param(
            cells("observations", 0, value="197"),
            "'196個' is read as value 196, not 197",
            id="token",
        ),
        pytest.param(cells("observations", 0, period="2025-13"), "line 2, period", id="period"),
        pytest.param(cells("observations", 0, source="T9"), "line 2, source: 'T9'", id="source"),
        pytest.param(cells("regions", 1, parent="999999"), "line 3, parent", id="parent"),
        pytest.param(cells("claims", 0, kind="guess"), "claims.csv line 2, kind", id="kind"),
        pytest.param(repeated, "regions.csv line 5", id="data: twice"),
    ],
)
def test_a_faulty_file_is_named_with_what_is_wrong(
    altay: Command, suite: SyntheticSuite, harm: Break, said: str
) -> None:
    """A fault in a file ends with 2 and one line that names file, place and value."""
    harm(suite)
    before = sorted(suite.path.rglob("*"))
    assert altay("report") == 2
    assert said in altay.one_line()
    assert sorted(suite.path.rglob("*")) == before


@pytest.mark.parametrize("name", ["a/b", "..", "a..b", "x" * 300, "latest", "-\x00-"])
def test_an_edition_is_a_name_and_no_path(altay: Command, suite: SyntheticSuite, name: str) -> None:
    """A name that would lead out of the shelf, or could not be a folder, ends with 2."""
    before = sorted(suite.path.rglob("*"))
    assert altay("report", "--edition", name) == 2
    assert "edition name" in altay.one_line()
    assert sorted(suite.path.rglob("*")) == before


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Mount a small file system of memory with options, where this user may."""
    folder = tmp_path / "mounted"
    folder.mkdir()
    mount, umount = shutil.which("mount"), shutil.which("umount")
    if mount is None or umount is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root can mount a file system")

    def mounting(options: str) -> Path:
        command = [mount, "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("this machine lets nobody mount a file system")
        return folder

    yield mounting
    subprocess.run([umount, str(folder)], capture_output=True, check=False)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        pytest.param("ro", "cannot be written: Read-only file system", id="read-only"),
        pytest.param("size=16k", "cannot be written: No space left on device", id="full"),
    ],
)
def test_a_shelf_that_cannot_be_written_is_one_line(
    altay: Command, mounted: Callable[[str], Path], options: str, said: str
) -> None:
    """A read-only shelf and a full disk end with 3 and one line; nothing half done is left."""
    shelf = mounted(options)
    assert altay("report", "--quiet", "--lang", "en", "--out", str(shelf)) == 3
    assert said in altay.one_line()
    assert {path.name for path in shelf.iterdir()} <= {".lock"}
