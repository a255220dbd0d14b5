"""`altay audit`: every claim with its verdict, or the whole working of some."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from altay_analysis.cli.terminal import AsJson, DataFolder, OwnFolder, data_folder, print_json
from altay_analysis.errors import UsageError

if TYPE_CHECKING:
    from altay_analysis.audit import AuditResult

__all__ = ["audit"]


def audit(
    data: DataFolder = None,
    own: OwnFolder = None,
    quick: Annotated[
        list[str] | None,
        typer.Option(
            metavar="RELATION",
            help="Check figures that you type, as '196 / 427 = 45.90%'; again for more, '-' for "
            "lines from stdin. Needs no data.",
        ),
    ] = None,
    claim: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Show this claim's whole working; again for more."),
    ] = None,
    as_json: AsJson = False,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="Print a CSV table on stdout, one row a claim.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="End with 1 where figures do not agree.")
    ] = False,
) -> None:
    """Audit every relation that the figures claim; verdicts are data, and the exit code 0."""
    if as_json and as_csv:
        raise UsageError("--json and --csv cannot both be printed; give one of them")
    if quick is not None:
        _quick(quick, as_json=as_json, as_csv=as_csv, strict=strict, also=(data, own, claim))
        return
    from altay_analysis.audited import audited
    from altay_analysis.loading import load

    catalogue = load(data_folder(data), own)
    result = _chosen(audited(catalogue), claim or ())
    if as_json:
        from altay_analysis.audit import as_json as plain

        print_json(plain(result))
    elif as_csv:
        from altay_analysis.present.claim_csv import as_csv as table

        sys.stdout.write(table(result))
    elif claim:
        from altay_analysis.present.claim_working import explained

        print("\n\n".join("\n".join(explained(each, catalogue)) for each in result.claims))
    else:
        from altay_analysis.cli.claims_table import show

        show(result, catalogue)
    if strict and any(each.verdict == "broken" for each in result.claims):
        raise typer.Exit(1)


def _quick(
    given: Sequence[str], *, as_json: bool, as_csv: bool, strict: bool, also: Sequence[object]
) -> None:
    """Check what is typed, and end with 2 where a line cannot be read."""
    if any(each is not None for each in also):
        raise UsageError("--quick needs no data; give it without --data, --own and --claim")
    from altay_analysis.cli.quick import quick

    form = "json" if as_json else "csv" if as_csv else "text"
    if code := quick(given, form, strict=strict):
        raise typer.Exit(code)


def _chosen(result: AuditResult, names: Sequence[str]) -> AuditResult:
    """Return the claims that are named, in the order of the table; all where none is."""
    from altay_analysis.batch.nearest import unknown

    known = {each.id: each for each in result.claims}
    for name in names:
        if name not in known:
            raise UsageError(unknown("claim", name, known))
    kept = tuple(each for each in result.claims if not names or each.id in names)
    return replace(result, claims=kept)
