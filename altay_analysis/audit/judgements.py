"""What a person decided about a verdict, and the printed values on which that decision rests."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

__all__ = ["STATUSES", "Judgement", "changed", "judgements", "read_values"]

STATUSES = ("open", "reported", "mended")
"""What became of a finding: open, reported to the source, or mended by the source."""

_PAIR = re.compile(r"([A-Za-z0-9][A-Za-z0-9_.-]*)=(\S+)")


@dataclass(frozen=True)
class Judgement:
    """One row of `findings.csv`.

    Attributes
    ----------
    values : tuple of (str, str)
        Id of each observation that it rests on, and the value that stood there.
    """

    claim: str
    judgement: str
    reason: str
    date: str
    status: str
    values: tuple[tuple[str, str], ...]


def judgements(findings: pd.DataFrame) -> dict[str, tuple[Judgement, ...]]:
    """Return the judgements of each claim that has any, the newest last.

    Parameters
    ----------
    findings : DataFrame
        `Catalogue.findings`.
    """
    held = [
        Judgement(
            str(row["claim"]),
            str(row["judgement"]),
            str(row["reason"]),
            str(row["date"]),
            str(row["status"]),
            read_values(str(row["values"])) or (),
        )
        for row in findings.to_dict("records")
    ]
    held.sort(key=lambda each: each.date)
    return {name: tuple(each for each in held if each.claim == name) for name in _claims(held)}


def _claims(held: list[Judgement]) -> Iterator[str]:
    yield from dict.fromkeys(each.claim for each in held)


def read_values(text: str) -> tuple[tuple[str, str], ...] | None:
    """Read `ID=VALUE;ID=VALUE`, empty for none; None where it is not written so.

    Examples
    --------
    >>> read_values("s1.village_income=5170.88; s1.village_income_2020=1237.40")
    (('s1.village_income', '5170.88'), ('s1.village_income_2020', '1237.40'))
    >>> read_values("5170.88") is None
    True
    """
    if not text.strip():
        return ()
    pairs = [_PAIR.fullmatch(part.strip()) for part in text.split(";")]
    found = tuple((pair[1], pair[2]) for pair in pairs if pair)
    return found if len(found) == len(pairs) else None


def changed(
    values: tuple[tuple[str, str], ...], printed: Mapping[str, str]
) -> list[tuple[str, str, str | None]]:
    """Return what no longer holds: observation, value then, value now; None where it is gone.

    Parameters
    ----------
    printed : mapping of str to str
        `value` of each observation, by id.
    """
    return [(name, then, printed.get(name)) for name, then in values if printed.get(name) != then]
