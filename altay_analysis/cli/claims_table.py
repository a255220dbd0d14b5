"""The audit as a table: for a terminal, and for a file or a log."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from altay_analysis.audit import AuditResult, ClaimResult
    from altay_analysis.catalogue import Catalogue

__all__ = ["show"]

_STYLES = {"broken": "bold red", "ambiguous": "yellow", "not checkable": "yellow"}
_ID_WIDTH = 26


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
