"""The audit as CSV: one row a claim."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from altay_analysis.present.claim_text import claimed_figure
from altay_analysis.present.spreadsheet import inert

if TYPE_CHECKING:
    from altay_analysis.audit import AuditResult, ClaimResult

__all__ = ["COLUMNS", "as_csv"]

COLUMNS = (
    "id",
    "kind",
    "asserted",
    "verdict",
    "power",
    "claimed_low",
    "claimed_high",
    "claimed_low_end",
    "claimed_high_end",
    "computed_low",
    "computed_high",
    "computed_low_end",
    "computed_high_end",
    "unit",
    "gap",
    "as_printed",
    "figures",
    "mends",
    "diagnosis",
    "needs",
    "note",
)
"""Columns of `altay audit --csv`."""


def as_csv(result: AuditResult) -> str:
    """Return the audit as CSV, one row a claim; several values of a cell are parted by `; `."""
    from altay_analysis.audit import as_json

    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for found, held in zip(result.claims, as_json(result)["claims"], strict=True):
        writer.writerow(_csv_row(found, held))
    return out.getvalue()


def _csv_row(found: ClaimResult, held: dict[str, Any]) -> dict[str, Any]:
    figure = claimed_figure(found)
    row: dict[str, Any] = {key: held[key] for key in COLUMNS[:5]}
    for side in ("claimed", "computed"):
        row |= {f"{side}_{key}": held[side][key] for key in ("low", "high", "low_end", "high_end")}
    return row | {
        "unit": held["claimed"]["unit"],
        "gap": held["gap"],
        "as_printed": inert(figure.as_printed) if figure else "",
        "figures": "; ".join(each["observation"] for each in held["figures"]),
        "mends": "; ".join(f"{m['observation']} to {m['to']}" for m in held["mends"]),
        "diagnosis": "; ".join(
            f"{d['slip']} (of {d['tried']}): {d['observation']} to {d['to']}"
            for d in held["diagnosis"]
        ),
        "needs": "; ".join(found.needs),
        "note": inert(found.claim.note),
    }
