"""What an edition may be called."""

from __future__ import annotations

from altay_analysis.batch.nearest import shown
from altay_analysis.errors import UsageError

__all__ = ["RESERVED", "check_name"]

RESERVED = ("latest", "draft", "failed", "log")
_LONGEST = 100
_MOST_BYTES = 200


def check_name(name: str) -> None:
    """See that a name is one folder's, on any file system, and not one of the shelf's own.

    Raises
    ------
    UsageError
        Saying what is wrong with it.
    """
    faults = {
        "is empty": not name.strip(),
        "has a slash": "/" in name or "\\" in name,
        "has two dots in a row": ".." in name,
        "begins with a dot": name.startswith("."),
        "begins or ends with a space": name != name.strip(),
        "has characters that cannot be shown": not name.isprintable(),
        "is kept for the shelf itself": name.lower() in RESERVED,
        f"is over {_LONGEST} characters ({len(name)})": len(name) > _LONGEST,
        f"is over {_MOST_BYTES} bytes": len(name.encode("utf-8", "replace")) > _MOST_BYTES,
    }
    for fault, holds in faults.items():
        if holds:
            raise UsageError(f"edition name {shown(name)} {fault}; give another: --edition 2026-06")
