"""Notebooks are kept as the house keeps them, and run with the stock tools."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest
from nbconvert import HTMLExporter
from test_cli import Command

from altay_analysis.authoring.lint import findings
from altay_analysis.errors import UsageError

HOME = Path(__file__).parents[1] / "notebooks"
NOTEBOOKS = sorted(HOME.glob("*.ipynb"))
each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)

Notebook = dict[str, Any]


def markdown(cell_id: str, source: str, *tags: str) -> dict[str, Any]:
    metadata = {"tags": list(tags)} if tags else {}
    return {"cell_type": "markdown", "id": cell_id, "metadata": metadata, "source": source}


def code(cell_id: str, source: str, *tags: str) -> dict[str, Any]:
    cell = markdown(cell_id, source, *tags)
    return cell | {"cell_type": "code", "outputs": [], "execution_count": None}


CLEAN: Notebook = {
    "nbformat": 4,
    "nbformat_minor": 5,
    "metadata": {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    },
    "cells": [
        markdown("title-en", "# Title", "lang-en"),
        markdown("title-zh", "# 题目", "lang-zh"),
        code("parameters", 'lang: str = "en"\nyears: tuple[int, int] = (2020, -1)', "parameters"),
        code("load", "%matplotlib inline\nimport altay_analysis"),
    ],
}


def saved(folder: Path, notebook: Notebook) -> Path:
    path = folder / "synthetic.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


def with_cell(place: int, **change: object) -> Callable[[Notebook], None]:
    return lambda notebook: notebook["cells"][place].update(change)


def with_metadata(**change: object) -> Callable[[Notebook], None]:
    return lambda notebook: notebook["metadata"].update(change)


def test_a_clean_notebook_has_no_findings(tmp_path: Path) -> None:
    """What keeps to the rules is passed: a tuple and a negative number are literals too."""
    assert findings(saved(tmp_path, CLEAN)) == []


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        pytest.param(with_cell(3, outputs=[{}]), "has outputs", id="outputs"),
        pytest.param(with_cell(3, execution_count=1), "execution count", id="count"),
        pytest.param(with_cell(3, source="x\n" * 26), "26 lines", id="long-cell"),
        pytest.param(with_cell(3, source="class A: pass"), "class A", id="class"),
        pytest.param(
            with_cell(3, source="def f():\n    a\n    b\n    c"), "function f", id="function"
        ),
        pytest.param(with_cell(3, metadata={"tags": ["anwser"]}), "not known", id="tag"),
        pytest.param(with_cell(3, metadata={"scrolled": True}), "scrolled", id="cell-metadata"),
        pytest.param(with_cell(3, id="Load It"), "an id", id="cell-id"),
        pytest.param(with_cell(3, id="parameters"), "stands twice", id="same-id"),
        pytest.param(with_cell(2, metadata={}), "0 cells", id="no-parameters"),
        pytest.param(with_cell(3, metadata={"tags": ["parameters"]}), "2 cells", id="two"),
        pytest.param(with_cell(2, source="lang = 'en'"), "not `name: type", id="no-type"),
        pytest.param(with_cell(2, source="lang: str"), "not `name: type", id="no-default"),
        pytest.param(with_cell(2, source="n: int = len('a')"), "not `name", id="no-literal"),
        pytest.param(with_cell(1, id="titel-zh"), "has no twin", id="one-language"),
        pytest.param(with_cell(0, source="51 villages"), "typed in prose", id="number"),
        pytest.param(with_metadata(kernelspec={"name": "conda"}), "kernelspec", id="kernel"),
        pytest.param(with_metadata(papermill={}), "papermill", id="metadata-of-a-run"),
        pytest.param(with_metadata(widgets={}), "widgets", id="state-of-widgets"),
        pytest.param(
            with_metadata(language_info={"name": "python", "version": "3"}),
            "language_info",
            id="language",
        ),
        pytest.param(lambda notebook: notebook.update(nbformat_minor=4), "4.5", id="format"),
    ],
)
def test_each_departure_is_found(
    tmp_path: Path, change: Callable[[Notebook], None], finding: str
) -> None:
    """One departure from the rules gives a line that says which."""
    notebook = copy.deepcopy(CLEAN)
    change(notebook)
    assert any(finding in line for line in findings(saved(tmp_path, notebook)))


def test_numbers_in_code_and_links_are_no_prose(tmp_path: Path) -> None:
    """A name in backquotes and an address may hold digits."""
    notebook = copy.deepcopy(CLEAN)
    notebook["cells"][0]["source"] = "See `S1` [there](https://example.org/2025)"
    assert findings(saved(tmp_path, notebook)) == []


def test_the_command_names_notebook_cell_and_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`altay lint` prints a line a finding, and ends with 2 where there is one."""
    altay = Command(capsys)
    monkeypatch.chdir(tmp_path)
    path = saved(tmp_path, CLEAN)
    assert altay("lint", str(path)) == 0
    assert altay.out == "1 notebook: nothing to mend\n"
    notebook = copy.deepcopy(CLEAN)
    notebook["cells"][3]["outputs"] = [{}]
    saved(tmp_path, notebook)
    assert altay("lint", str(tmp_path)) == 2
    assert altay.out.startswith(f"{path}: cell 'load': it has outputs or an execution count; clear")
    assert altay.one_line() == "altay: 1 notebook: 1 to mend"


@pytest.mark.parametrize("content", ["", "{}", '{"cells": [1]}', '{"cells": [{}]}', "[]"])
def test_what_is_no_notebook_is_refused(tmp_path: Path, content: str) -> None:
    """A file that is no notebook is named, with the remedy."""
    path = tmp_path / "synthetic.ipynb"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match="not a notebook of format 4"):
        findings(path)


def test_the_lint_loads_nothing_slow() -> None:
    """It answers before an editor has saved: neither Jupyter nor pandas is loaded."""
    code = (
        "import altay_analysis.authoring.lint, sys;"
        "sys.exit(bool({'nbformat', 'nbconvert', 'pandas', 'IPython'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@each_notebook
def test_each_notebook_is_committed_clean(path: Path) -> None:
    """Nothing of a run, one kernel, known tags, literal parameters, both languages."""
    assert findings(path) == []


@each_notebook
def test_each_notebook_runs_with_plain_papermill_and_shows_in_plain_nbconvert(
    path: Path, tmp_path: Path
) -> None:
    """With its default parameters, the stock kernel and the stock exporter; no cell fails."""
    executed = tmp_path / path.name
    papermill.execute_notebook(path, executed, cwd=HOME, progress_bar=False, log_output=False)
    notebook = nbformat.read(executed, as_version=4)
    outputs = [o for c in notebook.cells if c.cell_type == "code" for o in c.outputs]
    assert outputs
    assert not [o for o in outputs if o.output_type == "error" or o.get("name") == "stderr"]
    page, _ = HTMLExporter().from_notebook_node(notebook)
    assert "</html>" in page
