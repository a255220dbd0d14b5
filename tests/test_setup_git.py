"""`make setup-git`, in a clone: notebooks are compared by cells and committed clean."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from altay_analysis.authoring.lint import findings

ROOT = Path(__file__).parent.parent
FILES = (".ci/nbconvert_clean.py", "Makefile", "pyproject.toml", "requirements.lock")
needs = pytest.mark.skipif(
    not (shutil.which("git") and shutil.which("make") and (ROOT / ".venv/.ready").exists()),
    reason="needs git, make and the environment that make sets up",
)
NAME = "notebooks/04_livelihood.ipynb"


def run(folder: Path, *command: str) -> str:
    """Run a command in a folder, with nobody's own settings of git, and return what it says."""
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "PAGER": "cat"}
    who = {f"GIT_{role}_{what}": "a@example.org" for role in ("AUTHOR", "COMMITTER")
           for what in ("NAME", "EMAIL")}  # fmt: skip
    done = subprocess.run(
        command, cwd=folder, env=os.environ | own | who, check=True, text=True, capture_output=True
    )
    return done.stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with the notebooks, set up; its environment is this one."""
    folder = tmp_path / "copy"
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    (folder / ".ci").mkdir()
    for name in FILES:
        shutil.copyfile(ROOT / name, folder / name)
        os.utime(folder / name, (0, 0))  # older than the stamp: nothing is to be installed
    (folder / ".venv").symlink_to(ROOT / ".venv")
    (folder / ".gitignore").write_text("/.venv\n", encoding="utf-8")
    run(folder, "git", "init", "--quiet")
    run(folder, "git", "add", ".")
    run(folder, "git", "commit", "--quiet", "-m", "start")
    run(folder, "make", "setup-git")
    return folder


@needs
def test_a_notebook_that_was_run_is_committed_clean(repository: Path) -> None:
    """Outputs, counts and metadata of a run stay in the work tree; `git diff` goes by cells."""
    file = repository / NAME
    committed = file.read_text("utf-8")
    notebook = json.loads(committed)
    (cell,) = [each for each in notebook["cells"] if each["id"] == "answer"]
    output = {"output_type": "stream", "name": "stdout", "text": ["as run\n"]}
    cell |= {"execution_count": 7, "outputs": [output]}
    cell["metadata"]["scrolled"] = True
    notebook["metadata"] |= {"papermill": {}, "language_info": {"name": "python", "version": "3"}}
    file.write_text(json.dumps(notebook), encoding="utf-8")
    run(repository, "git", "add", NAME)
    assert run(repository, "git", "show", f":{NAME}") == committed
    assert findings(file) != []
    cell["source"] = ["page.answer()  # changed"]
    file.write_text(json.dumps(notebook), encoding="utf-8")
    shown = run(repository, "git", "diff", NAME)
    assert shown.startswith("nbdiff ")
    assert "page.answer()  # changed" in shown


@needs
def test_setting_up_twice_changes_nothing(repository: Path) -> None:
    """The settings stand once, in the repository's own files, and no committed one is touched."""
    files = [repository / ".git/config", repository / ".git/info/attributes"]
    before = [file.read_text("utf-8") for file in files]
    run(repository, "make", "setup-git")
    assert [file.read_text("utf-8") for file in files] == before
    assert before[1].splitlines()[-2:] == [
        "*.ipynb diff=jupyternotebook merge=jupyternotebook",
        "/notebooks/*.ipynb filter=notebooks",
    ]
    assert run(repository, "git", "status", "--porcelain") == ""
