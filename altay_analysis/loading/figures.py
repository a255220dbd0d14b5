"""Figures as columns: what value, unit and qualifier let a figure be, and what its token says.

Each distinct combination is judged once, however many rows hold it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from altay_analysis.errors import TokenError
from altay_analysis.precision import bounds
from altay_analysis.printed import Printed, read
from altay_analysis.quantity import Bounds

__all__ = [
    "LONGEST_VALUE",
    "Judged",
    "judge",
    "outward",
    "read_figure",
    "read_token",
    "token_fault",
]

T = TypeVar("T")

LONGEST_VALUE = 40
"""Characters that a value has at the most."""

_DECIMAL = r"-?(0|[1-9][0-9]*)(\.[0-9]+)?"
_FORMS = {
    "designation": ("true", "true, for a designation"),
    "range": (f"{_DECIMAL}/{_DECIMAL}", "two numbers, as 10/15"),
    "and_more": (f"{_DECIMAL}(/{_DECIMAL})?", "a number, or two as 10/11"),
    "fraction": (f"{_DECIMAL}/[1-9][0-9]*", "a fraction, as 1/3"),
    "ratio": (f"{_DECIMAL}(:{_DECIMAL})+", "parts of a ratio, as 3:7"),
    "": (_DECIMAL, "a number with a decimal point and no separators"),
}
_COUNTED = ("count", "amount", "threshold", "multiple", "share", "ratio")
_WHOLES = {"percent": "100 %", "permille": "1000 ‰", "tenth": "10 tenths", "fraction": "1"}
_PATTERNS = {key: re.compile(form) for key, (form, _) in _FORMS.items()}


@dataclass(frozen=True)
class Judged(Generic[T]):
    """Answers by row, each distinct combination having been asked about once."""

    codes: NDArray[np.int64]
    answers: Sequence[T]

    def at(self, place: int) -> T:
        """Answer for a row."""
        return self.answers[int(self.codes[place])]

    def where(self, test: Callable[[T], bool]) -> NDArray[np.bool_]:
        """Rows whose answer passes a test."""
        passed = np.array([test(answer) for answer in self.answers], np.bool_)
        return passed[self.codes] if len(passed) else np.zeros(len(self.codes), np.bool_)


def judge(columns: Sequence[pd.Series], question: Callable[..., T]) -> Judged[T]:
    """Ask a question of each distinct combination of cells."""
    codes = np.zeros(len(columns[0]), np.int64)
    for cells in columns:
        of_cells, distinct = pd.factorize(cells)
        codes = pd.factorize(codes * (len(distinct) + 1) + of_cells)[0]
    firsts = np.flatnonzero(~pd.Series(codes).duplicated().to_numpy())
    cells_of = [cells.array.take(firsts).tolist() for cells in columns]
    return Judged(codes, [question(*cells) for cells in zip(*cells_of, strict=True)])


def read_figure(value: str, unit: str, qualifier: str, kind: str) -> Bounds | str:
    """Return the bounds of a figure, or what is wrong with its value."""
    key = qualifier if qualifier in _FORMS else unit if unit in _FORMS else ""
    if len(value) > LONGEST_VALUE:
        return f"is over {LONGEST_VALUE} characters long"
    if not _PATTERNS[key].fullmatch(value):
        return f"is not {_FORMS[key][1]}"
    if (unit == "designation") != (key == "designation"):
        return f"has the unit {unit or 'of nothing'} and the qualifier {qualifier}"
    if kind in _COUNTED and value.startswith("-"):
        return f"is negative, and no {kind} is"
    low, _, high = value.partition("/")
    if key == "range" and Fraction(low) > Fraction(high):
        return "is a range that runs backwards"
    try:
        return bounds(value, unit, qualifier, kind)
    except (TokenError, ValueError) as error:
        whole = _WHOLES.get(unit) if kind == "share" else None
        return f"is over {whole}, and a share is not" if whole else f"cannot be read: {error}"


def outward(end: Fraction | None, sign: int) -> float:
    """Round an end away from the value (sign -1 for a lower end); infinite where there is none."""
    if end is None:
        return sign * math.inf
    near = float(end)
    inside = near < end if sign > 0 else near > end
    return math.nextafter(near, sign * math.inf) if inside else near


def token_fault(token: Printed | str, value: str, unit: str, qualifier: str) -> str:
    """Return where the columns say otherwise than the token, or nothing."""
    if isinstance(token, str):
        return token
    said = {"value": token.value, "unit": token.unit or unit, "qualifier": token.qualifier}
    here = {"value": value, "unit": unit, "qualifier": qualifier}
    apart = [f"{key} {said[key]}, not {here[key]}" for key in said if said[key] != here[key]]
    if apart:
        return f"is read as {'; '.join(apart)}"
    return f"is in doubt: {token.doubt}" if token.doubt else ""


def read_token(token: str) -> Printed | str:
    """Read a token, or return why it cannot be read."""
    try:
        return read(token)
    except TokenError as error:
        return f"is not a token: {str(error).partition(';')[0]}"
