"""What a document must hold before it is numbered: each id once, each reference met."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nbformat import NotebookNode

from altay_analysis.errors import ReportError
from altay_analysis.exporters.blocks import spots
from altay_analysis.exporters.unreferenced import unreferenced

__all__ = ["check", "one_line"]

Block = dict[str, Any]


def check(nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
    """Refuse a document whose links would lead nowhere or whose figures say nothing.

    Raises
    ------
    ReportError
        Naming the first fault by its cell, and how many more there are.
    """
    document = resources["altay"]
    evidence, spaces = _ids(document["blocks"])
    faults = [*_duplicates(document["blocks"]), *_dangling(document, evidence, spaces)]
    faults += _wordless(document["blocks"])
    if document["ours"]:
        faults += unreferenced(document)
        faults += [one_line([problem]) for problem in document["problems"]]
    if faults:
        more = "" if len(faults) == 1 else f" (and {len(faults) - 1} more)"
        raise ReportError(f"{faults[0]}{more}")
    return nb, resources


def one_line(problems: list[dict[str, str]]) -> str:
    """Return what PDF/UA would refuse on one line: where, what, and the remedy of the first."""
    first = problems[0]
    alike = [problem["cell"] for problem in problems if problem["what"] == first["what"]]
    cells = ", ".join(dict.fromkeys(alike))
    others = len(problems) - len(alike)
    more = f" (and {others} of another kind)" if others else ""
    return f"{cells}: {first['what']}; {first['remedy']}{more}"


def _named(blocks: list[Block]) -> Iterator[tuple[str, str, str]]:
    """Yield (space, id, cell) of everything that has an id."""
    for block in blocks:
        kind, cell = block["kind"], block["cell"]
        if kind in ("figure", "table", "evidence"):
            yield ("fig" if kind == "figure" else "table"), block["id"], cell
        if kind == "heading":
            yield "sec", block["id"], cell
        if kind == "table":
            yield from (("evidence", name, cell) for name in block["row_ids"] if name)
        if kind in ("evidence", "claims"):
            for item in block["rows" if kind == "evidence" else "items"]:
                yield "evidence", item["id"], cell


def _ids(blocks: list[Block]) -> tuple[set[str], set[str]]:
    named = list(_named(blocks))
    evidence = {name for space, name, _ in named if space == "evidence"}
    return evidence, {f"{space}:{name}" for space, name, _ in named if space != "evidence"}


def _duplicates(blocks: list[Block]) -> Iterator[str]:
    first: dict[tuple[str, str], str] = {}
    for space, name, cell in _named(blocks):
        # A heading's id is its cell's, which nbformat keeps apart, or made from it.
        if space != "sec" and (space, name) in first:
            yield f"{cell}: id {name!r} stands in {first[space, name]} already; rename one"
        first.setdefault((space, name), cell)


def _dangling(document: Block, evidence: set[str], spaces: set[str]) -> Iterator[str]:
    facts = {"kind": "facts", "cell": document["facts_cell"], "items": document["facts"]}
    for block in [facts, *document["blocks"]]:
        for run in _runs(block):
            if "ref" in run and run["ref"] not in evidence:
                what = f"ref {run['ref']!r} ({run['text']!r}) is no evidence row and no claim"
                yield f"{block['cell']}: {what}; add the row or mend the ref"
            for key in ("xref", "listed"):
                if key in run and run[key] not in spaces:
                    what = f"{key} {run[key]!r} is no figure, table or section of this language"
                    yield f"{block['cell']}: {what}; mend it (fig:ID, table:ID or sec:ID)"


def _runs(block: Block) -> Iterator[dict[str, Any]]:
    for runs, _ in spots(block):
        yield from runs
    if block["kind"] == "evidence":
        for row in block["rows"]:
            for runs in row["cells"]:
                yield from runs


def _wordless(blocks: list[Block]) -> Iterator[str]:
    for block in blocks:
        if block["kind"] == "figure" and not block["alt"]:
            what = f"figure {block['id']!r} has no alt text"
            yield f"{block['cell']}: {what}; say in words what is seen"
