"""`altay verify`, `editions`, `prune`: what stands on a shelf, and whether it is whole."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from altay_analysis.cli.terminal import AsJson, Out, print_json, print_table, refused, shelf_at

if TYPE_CHECKING:
    from altay_analysis.batch.proof import Proof
    from altay_analysis.batch.standing import Standing

__all__ = ["editions", "prune", "verify"]


def verify(
    edition: Annotated[
        str, typer.Argument(metavar="EDITION", help="Its name; or latest, or draft.")
    ],
    out: Out = "reports",
    as_json: AsJson = False,
) -> None:
    """Prove each file of an edition against its ledger; end with 1 where it is not whole."""
    from altay_analysis.batch.proof import prove
    from altay_analysis.batch.standing import find

    folder = find(shelf_at(out), edition)
    proof = prove(folder)
    if as_json:
        print_json({**asdict(proof), "path": str(folder), "whole": proof.whole})
    else:
        _show(proof)
    raise typer.Exit(0 if proof.whole else 1)


def _show(proof: Proof) -> None:
    from altay_analysis.batch.index import size

    for fault in proof.faults:
        print(fault)
    if proof.whole:
        counts = f"{proof.files} files, {size(proof.bytes)}"
        print(f"{proof.edition}: whole ({counts}; run.json has sha256 {proof.ledger_sha256})")
    else:
        remedy = "put it back from a backup, or make it again: altay report --force"
        refused(f"{proof.edition}: not whole, {len(proof.faults)} amiss; {remedy}", 1)


def editions(out: Out = "reports", as_json: AsJson = False) -> None:
    """List the editions of a shelf, the one made last first, and whether each is whole."""
    from altay_analysis.batch.standing import standing, strangers

    shelf = shelf_at(out)
    held, others = standing(shelf), strangers(shelf)
    rows = [_row(edition) for edition in held]
    if as_json:
        print_json({"shelf": str(shelf.folder), "editions": rows, "others": others})
        return
    if rows:
        print_table(_HEADS, [_cells(row) for row in rows])
    else:
        refused(f"the shelf {str(shelf.folder)!r} has no edition yet; make one: altay report", 0)
    for name in others:
        refused(f"{name} has no run.json that can be read: damaged, or not an edition", 0)


_HEADS = ("edition", "data of", "made", "reports", "languages", "size", "mark", "whole")


def _row(edition: Standing) -> dict[str, Any]:
    from altay_analysis.batch.proof import prove

    faults = prove(edition.folder).faults
    return {
        "edition": edition.name,
        "data_date": edition.data_date,
        "made": edition.made,
        "reports": edition.reports,
        "languages": list(edition.languages),
        "files": edition.files,
        "bytes": edition.bytes,
        "latest": edition.latest,
        "draft": edition.draft,
        "whole": not faults,
        "faults": len(faults),
    }


def _cells(row: dict[str, Any]) -> list[str]:
    from altay_analysis.batch.index import size

    mark = "latest" if row["latest"] else "draft" if row["draft"] else ""
    whole = "whole" if row["whole"] else f"no: {row['faults']} amiss"
    counted = [str(row["reports"]), ", ".join(row["languages"]), size(row["bytes"])]
    return [row["edition"], row["data_date"], row["made"], *counted, mark, whole]


def prune(
    keep: Annotated[
        int, typer.Option("--keep", min=1, metavar="N", help="How many of the newest stay.")
    ],
    out: Out = "reports",
    drafts: Annotated[bool, typer.Option("--drafts", help="Remove drafts as well.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Remove; without it, only say what.")] = False,
) -> None:
    """Remove the editions beyond the newest: never latest, and only with --yes or when asked."""
    from altay_analysis.batch.standing import prunable, remove

    shelf = shelf_at(out)
    doomed = prunable(shelf, keep, drafts=drafts)
    if not doomed:
        print(f"{shelf.folder}: nothing to remove")
        return
    _foretell(doomed)
    if yes or _asked():
        gone = remove(shelf, doomed, keep, drafts=drafts)
        print(f"{shelf.folder}: {len(gone)} removed")
    else:
        print("nothing was removed; --yes removes them")


def _foretell(doomed: Sequence[Standing]) -> None:
    from altay_analysis.batch.index import size
    from altay_analysis.batch.standing import freed

    for edition in doomed:
        print(f"would go: {edition.name} (made {edition.made}, {size(edition.bytes)})")
    print(f"{len(doomed)} would go, and free {size(freed(doomed))}")


def _asked() -> bool:
    """Ask at a terminal; elsewhere nobody answers."""
    return sys.stdin.isatty() and sys.stdout.isatty() and typer.confirm("Remove them?")
