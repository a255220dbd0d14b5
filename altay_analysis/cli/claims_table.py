"""The audit as a table: for a terminal, for a file, and as CSV."""

from __future__ import annotations

import csv
import io
import sys
from typing import TYPE_CHECKING, Any

from altay_analysis.cli.terminal import print_rich
from altay_analysis.present.claim_text import (
    about,
    bounds_text,
    claimed_figure,
    counted,
    power_text,
    solutions_text,
    title,
)
from altay_analysis.present.claim_words import ROLES, VERDICTS
from altay_analysis.present.spreadsheet import inert

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from altay_analysis.audit import AuditResult, ClaimResult
    from altay_analysis.catalogue import Catalogue

__all__ = ["COLUMNS", "as_csv", "show"]

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

_STYLES = {"broken": "bold red", "ambiguous": "yellow", "not checkable": "yellow"}
_ID_WIDTH = 26


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


def show(result: AuditResult, catalogue: Catalogue) -> None:
    """Print the audit on stdout: drawn on a terminal; elsewhere plain, each claim on one line."""
    if result.claims:
        print_rich(_table(result, catalogue, drawn=sys.stdout.isatty()))
        print()
    print(counted(result.claims))
    if result.claims:
        print(f"the whole working of one: altay audit --claim {_ordered(result)[0].id}")


def _ordered(result: AuditResult) -> list[ClaimResult]:
    order = list(VERDICTS)
    return sorted(result.claims, key=lambda each: order.index(each.verdict))


def _table(result: AuditResult, catalogue: Catalogue, *, drawn: bool) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD if drawn else None, pad_edge=False, show_edge=False)
    heads = ("claim", "printed", "from the other figures")
    for name in (*heads, "verdict, power") if drawn else ("id", *heads, "verdict", "power"):
        table.add_column(name, no_wrap=not drawn, overflow="fold")
    table.columns[0].min_width = _ID_WIDTH
    for found in _ordered(result):
        if drawn:
            table.add_row(*_drawn(found, catalogue), end_section=True)
        else:
            table.add_row(*map(_text, _plain(found, catalogue)))
    return table


def _text(words: str, style: str = "") -> Text:
    """Text that is not markup: a bracket is a closed end."""
    from rich.text import Text

    return Text(words, style)


def _plain(found: ClaimResult, catalogue: Catalogue) -> list[str]:
    """Return the cells of a line that a script or a log keeps."""
    printed = "  ".join(filter(None, _printed(found)))
    verdict = (found.verdict, power_text(found.power))
    return [found.id, title(found, catalogue), printed, _computed(found), *verdict]


def _drawn(found: ClaimResult, catalogue: Catalogue) -> list[Text]:
    """Return the cells of a row that a person reads, two lines or more each."""
    verdict = _text(found.verdict, _STYLES.get(found.verdict, ""))
    if found.power is not None:
        verdict.append(f"\n{power_text(found.power)}", "not bold default")
    name = _text(f"{title(found, catalogue)}\n")
    name.append(_folded(found.id), "dim")
    printed = "\n".join(filter(None, _printed(found)))
    return [name, _text(printed), _text(_computed(found)), verdict]


def _folded(id: str) -> str:
    """Break a long id behind underscores."""
    lines = [""]
    for part in id.replace("_", "_ ").split():
        lines += [""] if len(lines[-1] + part) > _ID_WIDTH else []
        lines[-1] += part
    return "\n".join(lines)


def _printed(found: ClaimResult) -> tuple[str, str]:
    """Return the claimed figure's token, and what it can be."""
    figure, compared = claimed_figure(found), about(found)
    token = figure.as_printed if figure else ""
    if compared is None or found.claim.kind == "order":
        return token, ""
    return token, bounds_text(compared.claimed.scaled(1 / compared.unit.factor), compared.unit.id)


def _computed(found: ClaimResult) -> str:
    """Return what the other figures leave, or why nothing can be computed."""
    compared = about(found)
    if compared is None:
        return _lacking(found)
    solutions = found.readings[0].outcome.solutions
    if found.claim.kind == "whole" and solutions:
        more = f" and {len(solutions) - 1} wholes more" if len(solutions) > 1 else ""
        return solutions_text(solutions[0]) + more
    bounds = bounds_text(compared.computed.scaled(1 / compared.unit.factor), compared.unit.id)
    return f"over the next by {bounds}" if found.claim.kind == "order" else bounds


def _lacking(found: ClaimResult) -> str:
    if found.verdict == "ambiguous":
        return f"{len(found.left)} meanings are left"
    return "not published: " + "; ".join(ROLES.get(role, (role,))[0] for role in found.needs)
