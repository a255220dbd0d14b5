"""What a notebook holds for an export: the language, the cells that stay, our objects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from nbformat import NotebookNode, from_dict

from altay_analysis.exporters.tags import TAGS

__all__ = ["MIME", "TAGS", "clean", "held_object", "language", "objects", "place"]

MIME = "application/vnd.altay+json"
LANGUAGES = ("en", "zh-Hans", "zh-Hant")

DROPPED = frozenset({"parameters", "injected-parameters", "setup"})

# Controls, bidi overrides (they can show 15 as 51), lone surrogates, private signs and
# noncharacters: nothing that a page could show, and PDF/A refuses most of them.
_UNSHOWABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\uf8ff\ufdd0-\ufdef\ufeff"
    "\ufffe\uffff\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U0003fffe-\U000dffff\U000efffe-\U0010ffff]"
)
# The colours of a terminal are no text: without their escape character they would be noise.
_ANSI = re.compile("\x1b\\[[0-9;?]*[A-Za-z]")


def clean(value: Any) -> Any:
    """Return a JSON value with each character that no page can show as U+FFFD."""
    if isinstance(value, str):
        unified = _ANSI.sub("", value).replace("\r\n", "\n").replace("\r", "\n")
        return _UNSHOWABLE.sub("\ufffd", unified)
    if isinstance(value, dict):
        return {clean(key): clean(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [clean(item) for item in value]
    return value


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
