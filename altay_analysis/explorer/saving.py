"""What is shown, to be saved: links that hold the file, with names that are safe anywhere."""

from __future__ import annotations

import base64
import html
import re

from altay_analysis.explorer.choice import Choice

__all__ = ["file_name", "link"]

_TYPES = {"csv": "text/csv;charset=utf-8", "svg": "image/svg+xml", "png": "image/png"}
_UNSAFE = re.compile(r"[^A-Za-z0-9]+")
_LONGEST = 80


def file_name(choice: Choice, form: str) -> str:
    """Name the file of a choice: letters, digits, `-` and one dot, at most 80 and its ending.

    Examples
    --------
    >>> file_name(Choice("party", regions=("100000",), periods=("2020/2025",)), "csv")
    'altay-party-100000-2020-2025.csv'
    """
    parts = ("altay", choice.area, *choice.regions, *choice.periods)
    stem = _UNSAFE.sub("-", "-".join(parts)).strip("-")[:_LONGEST].strip("-")
    return f"{stem}.{form}"


def link(words: str, name: str, content: bytes) -> str:
    """Return HTML of a link that saves a file: it holds the file, and asks nobody for it."""
    data = base64.b64encode(content).decode("ascii")
    kind = _TYPES[name.rpartition(".")[2]]
    return (
        f'<a download="{html.escape(name)}" href="data:{kind};base64,{data}" '
        f'style="margin-right:1.5em;text-decoration:underline">{html.escape(words)}</a>'
    )
