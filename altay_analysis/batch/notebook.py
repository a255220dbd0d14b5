"""A notebook before it runs: its text, its parameters and its title, read without Jupyter."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from altay_analysis.batch.nearest import shown
from altay_analysis.errors import UsageError
from altay_analysis.exporters.showable import clean

__all__ = ["Notebook", "read_notebook"]


@dataclass(frozen=True)
class Notebook:
    """What the batch needs to know of a notebook.

    Attributes
    ----------
    name : str
        As messages and the ledger name it: `notebooks/02_collective_economy.ipynb`.
    defaults : mapping of str to literal
        The parameters cell, in its order.
    titles : mapping of str to str
        First level-one heading by language (`en`, `zh-Hans`).
    questions : mapping of str to str
        The first paragraph under that heading in its cell, on one line, by language.
    """

    name: str
    source: str
    defaults: Mapping[str, object]
    titles: Mapping[str, str]
    questions: Mapping[str, str]


def read_notebook(file: Path, name: str) -> Notebook:
    """Read a notebook's file.

    Raises
    ------
    UsageError
        Where it is missing, is not a notebook, or has no parameters cell of plain literals.
    """
    source = _text(file, name)
    cells = _cells(source, name)
    marked = [cell for cell in cells if "parameters" in _tags(cell)]
    if len(marked) != 1:
        many = "no cell" if not marked else f"{len(marked)} cells"
        raise UsageError(f"{name} has {many} tagged 'parameters'; tag one cell of literals so")
    defaults = dict(_literals("".join(marked[0].get("source", "")), name))
    titles, questions = _opening(cells)
    return Notebook(name, source, defaults, titles, questions)


def _text(file: Path, name: str) -> str:
    try:
        return file.read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise UsageError(f"notebook {name} is not there; mend its name in reports.toml") from None
    except UnicodeDecodeError:
        raise UsageError(f"notebook {name} is not UTF-8; save it from Jupyter") from None
    except OSError as error:
        raise UsageError(f"notebook {name} cannot be read: {error.strerror}") from None


def _cells(source: str, name: str) -> list[dict[str, Any]]:
    try:
        content = json.loads(source)
    except json.JSONDecodeError as error:
        raise UsageError(f"notebook {name} line {error.lineno}: not JSON ({error.msg})") from None
    cells = content.get("cells") if isinstance(content, dict) else None
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        raise UsageError(f"{name} is not a notebook of format 4; save it from Jupyter")
    return cells


def _tags(cell: Mapping[str, Any]) -> list[str]:
    metadata = cell.get("metadata", {})
    tags = metadata.get("tags", []) if isinstance(metadata, dict) else []
    return tags if isinstance(tags, list) else []


def _literals(code: str, name: str) -> Iterator[tuple[str, object]]:
    try:
        statements = ast.parse(code).body
    except (SyntaxError, ValueError) as error:
        raise UsageError(f"{name}, parameters cell: not Python ({error})") from None
    for statement in statements:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
            continue
        yield _literal(statement, name)


def _literal(statement: ast.stmt, name: str) -> tuple[str, object]:
    target: ast.expr | None = None
    if isinstance(statement, ast.AnnAssign):
        target = statement.target
    elif isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        target = statement.targets[0]
    value = getattr(statement, "value", None)
    if isinstance(target, ast.Name) and value is not None:
        try:
            return target.id, ast.literal_eval(value)
        except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
            pass
    line = shown(ast.unparse(statement))
    raise UsageError(f"{name}, parameters cell: {line} is not `name: type = literal`; write it so")


def _opening(cells: list[dict[str, Any]]) -> tuple[dict[str, str], dict[str, str]]:
    """Titles and questions by language, from the first cell with a title in each."""
    titles: dict[str, str] = {}
    questions: dict[str, str] = {}
    for cell in cells:
        title, question = _heading(cell)
        if title:
            tags = _tags(cell)
            for lang, other in (("en", "lang-zh"), ("zh-Hans", "lang-en")):
                if other not in tags and lang not in titles:
                    titles[lang], questions[lang] = title, question
    return titles, questions


def _heading(cell: Mapping[str, Any]) -> tuple[str, str]:
    """Level-one heading of a cell, and the first paragraph under it; empty where there is none."""
    if cell.get("cell_type") != "markdown":
        return "", ""
    _, marked, rest = clean(f"\n{''.join(cell.get('source', ''))}").partition("\n# ")
    title, _, text = rest.partition("\n")
    first = text.strip().partition("\n\n")[0]
    return (title.strip(), " ".join(first.split())) if marked else ("", "")
