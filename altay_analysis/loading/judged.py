"""Rules that Table Schema cannot say: of the judgements in `findings.csv`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from altay_analysis.audit.judgements import changed, read_values
from altay_analysis.errors import Finding
from altay_analysis.loading.rules import Tables
from altay_analysis.loading.sheet import Sheet

__all__ = ["check_judgements"]

_JUDGE_AGAIN = "judge the claim again and give its values and date, or remove the row"


def check_judgements(tables: Tables) -> Iterator[Finding]:
    """Check that each judgement names the values it rests on, and that they still stand."""
    if sheet := tables.sheet("findings", "claim", "values"):
        read = [read_values(text) for text in sheet.frame["values"]]
        unread = np.array([each is None for each in read], np.bool_)
        rule, remedy = "is not ID=VALUE;ID=VALUE", "write each figure so, with its printed value"
        yield from sheet.findings(unread, "values", rule, remedy)
        yield from _unrelated(tables, sheet, read)
        yield from _stale(tables, sheet, read)


Read = list[tuple[tuple[str, str], ...] | None]


def _stale(tables: Tables, sheet: Sheet, read: Read) -> Iterator[Finding]:
    """Report a judgement that rests on a value that is no longer the printed one."""
    observed = tables.sheet("observations", "id", "value")
    if observed is None or not observed.whole:
        return
    rows = pd.concat([observed.frame, observed.loose])[["id", "value"]]
    printed = dict(zip(rows["id"], rows["value"], strict=True))
    moved = [changed(each or (), printed) for each in read]
    yield from sheet.findings(
        np.array([bool(each) for each in moved], np.bool_),
        "values",
        lambda place: "is of a judgement that is stale: " + ", ".join(map(_said, moved[place])),
        _JUDGE_AGAIN,
    )


def _said(change: tuple[str, str, str | None]) -> str:
    name, then, now = change
    return f"{name} was {then} and is {'no longer there' if now is None else f'now {now}'}"


def _unrelated(tables: Tables, sheet: Sheet, read: Read) -> Iterator[Finding]:
    """Report a value that does not stand in the claim, or a figure of the claim without one."""
    terms = tables.sheet("claim_terms", "claim", "observation")
    if terms is None or not terms.whole:
        return
    frame = terms.frame[terms.frame["observation"] != ""]
    held = {str(claim): set(rows.tolist()) for claim, rows in frame.groupby("claim")["observation"]}
    own = [held.get(claim, set()) for claim in sheet.frame["claim"]]
    odd = [
        sorted({name for name, _ in each or ()} ^ figures) if each else []
        for each, figures in zip(read, own, strict=True)
    ]
    yield from sheet.findings(
        np.array([bool(each) for each in odd], np.bool_),
        "values",
        lambda place: f"and the figures of the claim are not the same: {', '.join(odd[place])}",
        "give the printed value of each figure of the claim, and of no other",
    )
