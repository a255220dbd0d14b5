"""The project's own promises: the lock, the targets, the wheel, nothing of anyone's machine."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import tomllib
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import altay_analysis

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
REQUIREMENTS = [
    Requirement(line)
    for line in (
        *PROJECT["project"]["dependencies"],
        *PROJECT["project"]["optional-dependencies"]["dev"],
        *PROJECT["build-system"]["requires"],
    )
]
# Joined here, so that this file does not hold what it looks for.
HOSTS = re.compile("|".join(re.escape(h) for h in ("pypi" + ".org", "python" + "hosted.org")))
FOLDERS = re.compile(r"(?<![\w./<-])/(home|Users|root|work|workspace)/[\w.-]")

needs_make = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
needs_git = pytest.mark.skipif(
    shutil.which("git") is None or not (ROOT / ".git").exists(),
    reason="not a git checkout: tracked files are not known",
)


def locked() -> dict[str, list[tuple[str, Marker | None]]]:
    """Return each locked version of a package with the marker it is for."""
    found: dict[str, list[tuple[str, Marker | None]]] = {}
    for line in re.findall(r"^\w.*", LOCK, re.MULTILINE):
        requirement = Requirement(line.rstrip(" \\"))
        version = next(iter(requirement.specifier)).version
        name = canonicalize_name(requirement.name)
        found.setdefault(name, []).append((version, requirement.marker))
    return found


def tracked() -> list[Path]:
    """Return the text files that git knows and that are there."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    paths = [ROOT / name for name in listed.split("\0") if name]
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()]


def targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    return set(re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[0].split())


def test_each_locked_version_has_hashes() -> None:
    """Every pinned line is followed by a hash, so that pip checks what it gets."""
    entries = re.split(r"^(?=\w)", LOCK, flags=re.MULTILINE)[1:]
    assert entries
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("requirement", REQUIREMENTS, ids=str)
def test_the_lock_serves_each_requirement(requirement: Requirement) -> None:
    """What pyproject.toml asks for is locked, at a version that it admits."""
    versions = locked().get(canonicalize_name(requirement.name), [])
    assert versions
    assert [v for v, _ in versions if not requirement.specifier.contains(v)] == []


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_each_python_has_one_version_of_each_direct_requirement(python: str) -> None:
    """On Linux and macOS, exactly one locked line is for each of our Pythons."""
    for platform in ("linux", "darwin"):
        here = {"python_version": python, "python_full_version": f"{python}.1"} | {
            "sys_platform": platform,
            "platform_system": platform.capitalize(),
        }
        served = {
            requirement.name: sum(
                marker is None or marker.evaluate(here)
                for _, marker in locked()[canonicalize_name(requirement.name)]
            )
            for requirement in REQUIREMENTS
        }
        assert {name: count for name, count in served.items() if count != 1} == {}


@needs_make
def test_make_help_lists_each_target() -> None:
    """Every target that is meant for people stands in `make help` with its meaning."""
    shown = subprocess.run(
        ["make", "--no-print-directory", "help"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "MFLAGS"))},
    ).stdout
    assert set(re.findall(r"^  ([\w-]+) +\S", shown, re.MULTILINE)) == targets()


@needs_make
@pytest.mark.parametrize(
    ("python", "message"),
    [
        pytest.param("no-such-python", "no-such-python is not found", id="none"),
        pytest.param("false", "false is older than Python 3.11", id="old"),
    ],
)
def test_a_python_that_cannot_serve_is_named_in_one_line(
    tmp_path: Path, python: str, message: str
) -> None:
    """A set-up that cannot be ends before it begins, and says what to give instead."""
    folder = tmp_path / "a checkout 阿勒泰"
    folder.mkdir()
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    run = subprocess.run(
        ["make", "--no-print-directory", "test", f"PYTHON={python}"],  # noqa: S607
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "MFLAGS"))},
    )
    assert run.returncode == 2
    assert run.stderr.splitlines()[0].startswith(message)
    assert not (folder / ".venv").exists()


def test_the_continuous_integration_can_be_run() -> None:
    """`.ci/run` has its run bit, and a shell finds no fault in its grammar."""
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    subprocess.run(["bash", "-n", script], check=True)  # noqa: S607


def test_the_wheel_holds_the_whole_package(tmp_path: Path) -> None:
    """Templates and the typing marker are in it, not the modules alone."""
    (built,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    inside = set(zipfile.ZipFile(built).namelist())
    package = ROOT / "altay_analysis"
    files = {p for p in package.rglob("*") if p.is_file() and "__pycache__" not in p.parts}
    assert {p.relative_to(ROOT).as_posix() for p in files} <= inside


def test_the_version_stands_once_for_all() -> None:
    """The package's version is the project's."""
    assert altay_analysis.__version__ == PROJECT["project"]["version"]


@needs_git
def test_nothing_of_anyones_machine_is_tracked() -> None:
    """No file names a home or a workspace folder, nor a registry's host."""
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in tracked()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if FOLDERS.search(line) or HOSTS.search(line)
    ]
    assert found == []


def test_each_test_has_its_sentence() -> None:
    """A test's docstring is a sentence of the specification; none goes without."""
    silent = [
        f"{path.name}: {node.name}"
        for path in sorted((ROOT / "tests").glob("test_*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
        and node.name.startswith("test_")
        and not ast.get_docstring(node)
    ]
    assert silent == []
