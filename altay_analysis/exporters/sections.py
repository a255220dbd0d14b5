"""A section on which a report has nothing to say is left out, with its heading and its text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nbformat import NotebookNode

__all__ = ["sections"]


def sections(nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
    """Drop each section of a report of ours whose code cells show nothing at all.

    A section is opened by a markdown cell that begins with a level-two heading. One without a
    code cell stays, as does all that stands before the first section.
    """
    if resources["altay_ours"]:
        nb.cells = [cell for part in _parted(nb.cells) if _says(part) for cell in part]
    return nb, resources


def _parted(cells: list[NotebookNode]) -> Iterator[list[NotebookNode]]:
    part: list[NotebookNode] = []
    for cell in cells:
        if _depth(cell) in (1, 2):
            yield part
            part = []
        part.append(cell)
    yield part


def _says(part: list[NotebookNode]) -> bool:
    coded = [cell for cell in part if cell.cell_type == "code"]
    if not part or _depth(part[0]) != 2 or not coded:
        return True
    return any(map(_shows, coded))


def _shows(cell: NotebookNode) -> bool:
    """Return whether a cell has an output that is more than a kernel's chatter."""
    return any(output.output_type != "stream" for output in cell.get("outputs", []))


def _depth(cell: NotebookNode) -> int:
    """Return the level of the heading that a markdown cell begins with; 0 where with none."""
    if cell.cell_type != "markdown":
        return 0
    signs, _, text = cell.source.lstrip().partition(" ")
    return len(signs) if text and set(signs) == {"#"} else 0
