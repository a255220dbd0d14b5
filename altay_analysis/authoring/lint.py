"""Whether notebooks are as the house keeps them: `altay lint`.

They are read, not run, in milliseconds. Each finding is one line that names cell and remedy.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from altay_analysis.errors import UsageError
from altay_analysis.exporters.tags import TAGS

__all__ = ["findings"]

CODE_LINES = 25
FUNCTION_LINES = 3
_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
_AS_SAVED = _KERNEL | {"display_name": "Python 3 (ipykernel)"}
"""The same kernel, as JupyterLab names it when it saves."""
_CELL_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_DIGITS_APART = re.compile(r"`[^`]*`|\]\([^)]*\)|<[^>]*>")

Cell = dict[str, Any]


def findings(path: Path) -> list[str]:
    """Return each departure of a notebook from the house's rules, one line each.

    Raises
    ------
    UsageError
        Where the file is not there, or cannot be read as a notebook.
    """
    notebook = _read(path)
    cells: list[Cell] = notebook["cells"]
    return [
        *_notebook_findings(notebook),
        *_parameters_findings(cells),
        *_twin_findings(cells),
        *(f"cell {_name(cell)}: {line}" for cell in cells for line in _cell_findings(cell)),
    ]


def _read(path: Path) -> dict[str, Any]:
    try:
        notebook: Any = json.loads(path.read_text(encoding="utf-8"))
        whole = all(isinstance(cell, dict) and "source" in cell for cell in notebook["cells"])
    except OSError as error:
        raise UsageError(f"notebook {path} cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError):
        whole = False
    if not whole:
        raise UsageError(f"{path} is not a notebook of format 4; save it from Jupyter")
    return dict(notebook)


def _notebook_findings(notebook: dict[str, Any]) -> Iterator[str]:
    metadata = notebook.get("metadata", {})
    if (notebook.get("nbformat"), notebook.get("nbformat_minor")) != (4, 5):
        yield "not nbformat 4.5; save it with a current JupyterLab"
    if metadata.get("kernelspec") not in (_KERNEL, _AS_SAVED):
        yield f"its kernelspec is not {_KERNEL}; choose the kernel 'Python 3'"
    if extra := sorted(set(metadata) - {"kernelspec", "language_info"}):
        yield f"metadata {extra} are of a run or an editor; remove them"
    if metadata.get("language_info", {"name": "python"}) != {"name": "python"}:
        yield "language_info holds more than the name, python; remove the rest"
    ids = [cell.get("id") for cell in notebook["cells"]]
    yield from (f"cell id {i!r} stands twice; give each its own" for i in _twice(ids))


def _parameters_findings(cells: list[Cell]) -> Iterator[str]:
    tagged = [cell for cell in cells if "parameters" in _tags(cell)]
    if len(tagged) != 1:
        yield f"{len(tagged)} cells are tagged 'parameters'; one must be"
    for statement in (s for cell in tagged for s in _parsed(cell).body):
        if not _is_parameter(statement):
            line = ast.unparse(statement)
            yield f"parameters: {line!r} is not `name: type = literal`; write it so"


def _twin_findings(cells: list[Cell]) -> Iterator[str]:
    for tag, suffix, other in (("lang-en", "-en", "-zh"), ("lang-zh", "-zh", "-en")):
        ids = {cell.get("id", "") for cell in cells}
        for cell in cells:
            if tag in _tags(cell) and cell.get("id", "").removesuffix(suffix) + other not in ids:
                yield f"cell {_name(cell)}: it is tagged {tag!r} and has no twin '…{other}'; add it"


def _cell_findings(cell: Cell) -> Iterator[str]:
    if not _CELL_ID.fullmatch(cell.get("id", "")):
        yield "an id of small letters, digits and - is needed"
    if unknown := sorted(set(_tags(cell)) - TAGS):
        yield f"tags {unknown} are not known; known: {', '.join(sorted(TAGS))}"
    if extra := sorted(set(cell.get("metadata", {})) - {"tags"}):
        yield f"metadata {extra} are of a run or an editor; remove them"
    if cell.get("cell_type") == "code":
        yield from _code_findings(cell)
    elif re.search(r"\d", _DIGITS_APART.sub("", _source(cell))):
        yield "a number is typed in prose; let code say it, with its reference"


def _code_findings(cell: Cell) -> Iterator[str]:
    if cell.get("outputs") or cell.get("execution_count") is not None:
        yield "it has outputs or an execution count; clear all outputs and save"
    if (lines := len(_source(cell).splitlines())) > CODE_LINES:
        yield f"{lines} lines of code are over {CODE_LINES}; move logic to the package"
    for node in ast.walk(_parsed(cell)):
        if isinstance(node, ast.ClassDef):
            yield f"class {node.name}: logic belongs in the package"
        if isinstance(node, ast.FunctionDef) and _length(node) > FUNCTION_LINES:
            yield f"function {node.name} is over {FUNCTION_LINES} lines; move it to the package"


def _is_parameter(statement: ast.stmt) -> bool:
    match statement:
        case ast.AnnAssign(target=ast.Name(), value=ast.expr() as value):
            return _is_literal(value)
    return False


def _is_literal(value: ast.expr) -> bool:
    try:
        ast.literal_eval(value)
    except ValueError:
        return False
    return True


def _parsed(cell: Cell) -> ast.Module:
    # Magics are IPython's, not Python's; what they do is no business of this check.
    lines = _source(cell).splitlines()
    try:
        return ast.parse("\n".join("" if line.startswith(("%", "!")) else line for line in lines))
    except SyntaxError:
        return ast.Module([], [])  # ruff says where


def _length(node: ast.FunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _twice(values: list[Any]) -> list[Any]:
    return sorted({value for value in values if values.count(value) > 1}, key=str)


def _source(cell: Cell) -> str:
    return "".join(cell["source"])


def _tags(cell: Cell) -> list[str]:
    return list(cell.get("metadata", {}).get("tags", []))


def _name(cell: Cell) -> str:
    return repr(cell.get("id", _source(cell)[:20]))
