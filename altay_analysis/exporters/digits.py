"""Numbers set as a table sets them: at the point, and apart from the words around them."""

from __future__ import annotations

import re
from typing import Any

__all__ = ["align", "apart"]

Block = dict[str, Any]

_DIGITS = r"[−-]?\d[\d,]*(?:\.\d+)?%?"
_NUMBER = re.compile(rf"(\D*?)({_DIGITS}(?:(?: to |[万亿]?至){_DIGITS})?)(\s*)(\D*)")
_ALONE = re.compile(r"(?P<head>[^\d]*[−-]?\d[\d,]*)(?P<fraction>\.\d+)?(?P<after>[^\d]*)")


def align(grid: Block) -> None:
    """Note in each right-aligned column what each cell lacks to align at the point.

    A column whose cells hold more than one number each, or whose units differ, is left as it is.

    Parameters
    ----------
    grid : dict
        With `columns` and `rows`, lists of cells. Gets `pads`: for each row a list of what stands
        unseen behind each cell.
    """
    columns = [_pads([row[at] for row in grid["rows"]], column["align"])
               for at, column in enumerate(grid["columns"])]  # fmt: skip
    grid["pads"] = [list(pads) for pads in zip(*columns, strict=True)] if columns else []


def _pads(cells: list[Any], alignment: str) -> list[str]:
    texts = ["".join(run["text"] for run in cell) for cell in cells]
    found = [_ALONE.fullmatch(text) for text in texts]
    matched = [match for match in found if match]
    if alignment != "right" or len(matched) < 2 or len({match["after"] for match in matched}) > 1:
        return ["" for _ in cells]
    longest = max((match["fraction"] or "" for match in matched), key=len)
    return ["" if m is None else _lacking(m["fraction"] or "", longest) for m in found]


def _lacking(fraction: str, longest: str) -> str:
    zeros = "0" * (max(len(longest) - 1, 0) - max(len(fraction) - 1, 0))
    return f".{zeros}" if longest and not fraction else zeros


def apart(text: str) -> tuple[str, str, str, str] | None:
    """Part a number or a range from the words before it, the space behind it and its unit.

    None where there is no number, or one more.

    Examples
    --------
    >>> apart("over 38.78 million yuan"), apart("2137至2140人"), apart("3 of 4")
    (('over ', '38.78', ' ', 'million yuan'), ('', '2137至2140', '', '人'), None)
    >>> apart("2.65万至2.75万人次")
    ('', '2.65万至2.75', '', '万人次')
    """
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    before, digits, space, unit = match.groups()
    return before, digits, space, unit
