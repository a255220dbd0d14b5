"""`altay init`: a working copy from a checkout, and from a wheel that is installed elsewhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest
from test_cli import Command

from altay_analysis.batch.plan import Request, make_plan

ROOT = Path(__file__).parent.parent
MADE = ["notebooks", "data", "reports.toml", "README.md", ".gitignore"]


@pytest.fixture
def altay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    monkeypatch.chdir(tmp_path)
    return Command(capsys)


def test_a_working_copy_holds_what_a_report_needs(altay: Command, tmp_path: Path) -> None:
    """`init` lays down notebooks, data, reports.toml, README and .gitignore, byte for byte."""
    assert altay("init", "deep/copy") == 0
    copy = tmp_path / "deep/copy"
    assert sorted(path.name for path in copy.iterdir()) == sorted(MADE)
    for name in ("reports.toml", "data/observations.csv", "notebooks/05_claims_audit.ipynb"):
        assert (copy / name).read_bytes() == (ROOT / name).read_bytes()
    assert make_plan(Request(copy), None).jobs
    assert "deep/copy: a working copy of" in altay.out
    assert [path.name for path in tmp_path.iterdir()] == ["deep"]


def test_an_empty_folder_is_filled(altay: Command, tmp_path: Path) -> None:
    """A folder that is there and empty stays the same folder."""
    inode = tmp_path.stat().st_ino
    assert altay("init", ".") == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(MADE)
    assert tmp_path.stat().st_ino == inode


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("full", "'full' is not empty; name a new folder", id="full"),
        pytest.param("file", "'file' is not a folder; name a new one", id="file"),
        pytest.param("dangling", "'dangling' is not a folder", id="link"),
    ],
)
def test_what_is_there_is_never_touched(
    altay: Command, tmp_path: Path, name: str, said: str
) -> None:
    """`init` refuses a folder that is not empty, a file and a link, and changes nothing."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full/own").touch()
    (tmp_path / "file").touch()
    (tmp_path / "dangling").symlink_to("nowhere")
    before = sorted(tmp_path.rglob("*"))
    assert altay("init", name) == 2
    assert said in altay.one_line()
    assert sorted(tmp_path.rglob("*")) == before


def test_a_folder_that_cannot_be_made_is_named(altay: Command, tmp_path: Path) -> None:
    """Where the folder cannot be made, the command ends with 3 and one line."""
    (tmp_path / "file").touch()
    assert altay("init", "file/copy") == 3
    assert "'file/copy' cannot be laid down: " in altay.one_line()


def run(*command: str | Path, folder: Path) -> str:
    """Run a command that must succeed, and return what it prints."""
    clean = {name: text for name, text in os.environ.items() if not name.startswith("PYTHON")}
    # nbconvert's own templates lie beside its interpreter, not beside its code.
    clean["JUPYTER_PATH"] = str(Path(sys.prefix) / "share/jupyter")
    done = subprocess.run(
        command, cwd=folder, env=clean, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source distribution, unpacked."""
    folder = tmp_path_factory.mktemp("sdist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", folder, folder=ROOT)
    with tarfile.open(next(folder.glob("*.tar.gz"))) as archive:
        archive.extractall(folder, filter="data")
    return next(path for path in folder.iterdir() if path.is_dir())


@pytest.fixture(scope="module")
def wheel(sdist: Path) -> Path:
    """A wheel that is built from the source distribution."""
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", "dist", folder=sdist)
    return next((sdist / "dist").glob("*.whl"))


def test_the_sdist_is_whole(sdist: Path) -> None:
    """The source distribution holds code, data, notebooks, docs, tests and what sets them up."""
    wanted = "README.md LICENSE CHANGELOG.md Makefile pyproject.toml requirements.lock reports.toml"
    wanted += " altay_analysis/py.typed data/datapackage.json docs/figures.md tests/conftest.py"
    assert [name for name in wanted.split() if not (sdist / name).is_file()] == []
    assert sorted((sdist / "notebooks").glob("*.ipynb"))


def test_the_wheel_holds_one_package_and_no_more(wheel: Path) -> None:
    """A wheel puts nothing beside the package, and brings templates and the working copy."""
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.partition("/")[0] for name in names if ".dist-info/" not in name} == {
        "altay_analysis"
    }
    for name in (
        "batch/templates/index.html.j2",
        "exporters/templates/report.typ",
        "starter/reports.toml",
        "starter/data/observations.csv",
        "starter/notebooks/02_collective_economy.ipynb",
    ):
        assert f"altay_analysis/{name}" in names


def test_an_installed_wheel_makes_reports_anywhere(wheel: Path, tmp_path: Path) -> None:
    """A wheel, installed where no checkout is seen, lays down a copy that makes its reports."""
    home = tmp_path / "venv"
    venv.create(home, with_pip=False)
    python = home / "bin/python"
    own = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", folder=home)
    # The locked packages are seen, and the editable install is not: its .pth is not read there.
    seen = dict.fromkeys(sysconfig.get_path(name) for name in ("purelib", "platlib"))
    Path(own.strip(), "locked.pth").write_text("\n".join(seen), encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index"]
    run(*pip, "--quiet", wheel, folder=tmp_path)
    altay = home / "bin/altay"
    where = run(python, "-c", "import altay_analysis; print(altay_analysis.__file__)", folder=home)
    assert Path(where.strip()).is_relative_to(home)

    run(altay, "init", "copy", folder=tmp_path)
    made = run(altay, "report", "--only", "collective-economy", "--lang", "en",
               folder=tmp_path / "copy")  # fmt: skip
    assert made.startswith("drafts: reports/draft (1 report in en, 3 files")
    draft = tmp_path / "copy/reports/draft/en"
    assert (draft / "collective-economy.pdf").read_bytes().startswith(b"%PDF")
    shutil.rmtree(home)
