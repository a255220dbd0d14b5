"""The tags that a cell may carry; nothing is loaded for them, so that the lint is quick."""

from __future__ import annotations

__all__ = ["TAGS"]

TAGS = frozenset(
    {
        "answer",
        "evidence",
        "injected-parameters",
        "key-figures",
        "lang-en",
        "lang-zh",
        "parameters",
        "setup",
    }
)
"""Every tag that a cell may carry: the closed list."""
