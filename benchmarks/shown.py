"""How many figures a page shows: a benchmark of pages without figures would be quick, and wrong."""

from __future__ import annotations

import re
from pathlib import Path

__all__ = ["figures", "prove"]


def figures(page: str) -> int:
    """Return how many pictures of a report's own figures a page has: matplotlib's mark on each."""
    # nbconvert writes names of attributes in small letters.
    return len(re.findall(r"<svg[^>]*\bviewBox=", page, re.IGNORECASE))


def prove(folder: Path, name: str, wanted: int) -> None:
    """See that a page and a document of ours show so many figures."""
    import pikepdf

    page = figures((folder / f"{name}.html").read_text("utf-8"))
    assert page >= wanted, (name, page, wanted)
    with pikepdf.open(folder / f"{name}.pdf") as document:
        tagged = sum(
            isinstance(each, pikepdf.Dictionary) and each.get("/S") == pikepdf.Name.Figure
            for each in document.objects
        )
    assert tagged >= wanted, (name, tagged, wanted)
