"""Cells of a CSV file as a spreadsheet reads them: text stays text."""

from __future__ import annotations

__all__ = ["inert"]

_OPENERS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # fmt: skip
"""What a formula may begin with; Chinese and Japanese editions take the wide signs as well."""


def inert(value: str) -> str:
    """Keep a spreadsheet from reading a cell as a formula; numbers stay as they are.

    Examples
    --------
    >>> inert("=1+1"), inert("-2.5"), inert("-2+3"), inert("51.4%")
    ("'=1+1", '-2.5', "'-2+3", '51.4%')
    """
    risky = value.startswith(_OPENERS) and not (value[:1] == "-" and _is_number(value))
    return f"'{value}" if risky else value


def _is_number(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return True
