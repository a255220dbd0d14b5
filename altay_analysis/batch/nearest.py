"""How an unknown name is answered: with the nearest known ones."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

__all__ = ["shown", "unknown"]

_MOST = 12


def shown(value: object) -> str:
    """Return a value as a message quotes it: on one line, and short."""
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."


def unknown(what: str, value: object, known: Iterable[str]) -> str:
    """Return the words for a name that is not among the known ones."""
    names = sorted(known)
    near = difflib.get_close_matches(str(value)[:100], names[:5000], n=1, cutoff=0.5)
    hint = f"; did you mean {near[0]}?" if near else ""
    listed = ", ".join(names[:_MOST]) + (" ..." if len(names) > _MOST else "")
    return f"{what} {shown(value)} is not known{hint} (known: {listed or 'none'})"
