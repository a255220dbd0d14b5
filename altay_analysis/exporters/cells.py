"""What a notebook holds for an export: the language, the cells that stay, our objects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nbformat import NotebookNode, from_dict

from altay_analysis.exporters.showable import clean
from altay_analysis.exporters.tags import TAGS

__all__ = ["MIME", "TAGS", "held_object", "language", "objects", "place"]

MIME = "application/vnd.altay+json"
LANGUAGES = ("en", "zh-Hans", "zh-Hant")

DROPPED = frozenset({"parameters", "injected-parameters", "setup"})


def objects(cell: NotebookNode) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield each display object of a cell with the mime bundle that it came in."""
    for output in cell.get("outputs", []):
        if held := held_object(output):
            yield held, output.data


def held_object(output: Any) -> dict[str, Any] | None:
    """Return the display object that an output holds, if it holds one."""
    held = output.get("data", {}).get(MIME)
    return held if isinstance(held, dict) and "kind" in held else None


def place(cell: NotebookNode) -> str:
    """Return how a message names a cell: its number from 1, and its id."""
    return f"cell {cell.metadata.altay_number} (id {cell.get('id', 'none')})"


def language(nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
    """Keep one language's cells, and note which language it is in `resources`.

    Cells are numbered before any is dropped, so that a message names the cell as its
    author counts.
    """
    nb = from_dict(clean(nb))  # nbformat is typed in part
    for number, cell in enumerate(nb.cells, start=1):
        cell.metadata["altay_number"] = number
        cell.setdefault("id", f"cell-{number}")
    lang = _language_of(nb)
    other = "lang-zh" if lang == "en" else "lang-en"
    nb.cells = [cell for cell in nb.cells if other not in _tags(cell)]
    resources["altay_lang"] = lang
    resources["altay_ours"] = any(True for cell in nb.cells for _ in objects(cell))
    if resources["altay_ours"]:
        nb.cells = [cell for cell in nb.cells if not DROPPED & _tags(cell)]
    return nb, resources


def _tags(cell: NotebookNode) -> frozenset[str]:
    return frozenset(cell.metadata.get("tags", ()))


def _language_of(nb: NotebookNode) -> str:
    metadata = nb.metadata
    candidates = [held.get("lang") for cell in nb.cells for held, _ in objects(cell)][:1]
    for owner in ("altay", "papermill"):
        parameters = metadata.get(owner, {}).get("parameters", {})
        candidates.append(parameters.get("lang"))
    return next((lang for lang in candidates if lang in LANGUAGES), "en")
