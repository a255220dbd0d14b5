"""Display objects of ours, from the JSON that a notebook holds to blocks of a document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from altay_analysis.errors import ReportError
from altay_analysis.exporters.foreign import Assets

__all__ = ["MARKS", "Runs", "Spot", "object_block", "spots"]

Block = dict[str, Any]
Runs = list[dict[str, Any]]
Spot = tuple[Runs, bool]
"""Runs as they stand in a block, and whether a link back may point at one of them."""

_VERSION = 1
_ID = re.compile(r"[a-z0-9][a-z0-9_.-]*")
_LANG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_FLAGS = ("strong", "em", "code", "date", "name", "aside")
_LINKS = ("ref", "xref", "listed")
MARKS = ("broken", "ambiguous")


def object_block(held: Mapping[str, Any], bundle: Any, cell: str, assets: Assets) -> Block:
    """Return the block of a display object.

    Raises
    ------
    ReportError
        If the object does not keep the contract of docs/display-objects.md.
    """
    kind = held["kind"]
    try:
        if held.get("altay") != _VERSION:
            raise ReportError(f"contract {held.get('altay')!r} is not {_VERSION}; run it again")
        if kind not in _KINDS:
            raise ReportError(f"kind {kind!r} is not one of {', '.join(sorted(_KINDS))}")
        block = _KINDS[kind](held)
        if kind == "figure":
            svg = str(bundle["image/svg+xml"])
            block["asset"] = assets.add_svg(svg, alt=block["alt"], inline=True)
    except ReportError as error:
        raise ReportError(f"{cell}: {error}") from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        what = f"a display object of kind {kind!r} does not hold: {error!r}"
        raise ReportError(f"{cell}: {what}; see docs/display-objects.md") from error
    return {"kind": kind, "cell": cell, **block}


def spots(block: Block) -> Iterator[Spot]:
    """Yield all runs of a block, except an evidence table's rows."""
    for name in ("label", "value", "help", "caption", "title", "detail", "badge"):
        if isinstance(block.get(name), list):
            yield block[name], True
    yield from ((runs, True) for runs in block.get("paragraphs", ()))
    # A table's head is repeated over pages: no link back may end in it.
    yield from ((column["label"], False) for column in block.get("columns", ()))
    if block.get("kind") != "evidence":
        yield from ((runs, True) for row in block.get("rows", ()) for runs in row)
    for item in block.get("items", ()):
        yield from spots(item)
    if "data" in block:
        yield from spots(block["data"])


def _runs(value: Any) -> Runs:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is not a list of runs")
    runs = [_run(item) for item in value]
    return [run for run in runs if run["text"] or not run.keys().isdisjoint(_LINKS)]


def _run(item: Mapping[str, Any]) -> dict[str, Any]:
    run: dict[str, Any] = {"text": str(item["text"])}
    run |= {flag: True for flag in _FLAGS if item.get(flag)}
    run |= {key: str(item[key]) for key in _LINKS if item.get(key)}
    if _LANG.fullmatch(str(item.get("lang") or "")):
        run["lang"] = item["lang"]
    if item.get("mark") in MARKS:
        run["mark"] = item["mark"]
    return run


def _id(held: Mapping[str, Any]) -> str:
    name = str(held["id"])
    if not _ID.fullmatch(name):
        raise ReportError(f"id {name!r} is not {_ID.pattern}; rename it")
    return name


def _paragraphs(held: Mapping[str, Any]) -> Block:
    return {"paragraphs": [_runs(runs) for runs in held["paragraphs"]]}


def _masthead(held: Mapping[str, Any]) -> Block:
    return {
        "facts": [_runs_of(fact, "label", "value") for fact in held["facts"]],
        "data_date": held.get("data_date"),
        "contact": str(held.get("contact") or ""),
        "place": str(held.get("place") or ""),
        "about": str(held.get("about") or ""),
    }


def _runs_of(held: Mapping[str, Any], *names: str) -> Block:
    return {name: _runs(held[name]) for name in names}


def _key_figures(held: Mapping[str, Any]) -> Block:
    return {"items": [_runs_of(item, "label", "value", "detail") for item in held["items"]]}


def _figure(held: Mapping[str, Any]) -> Block:
    data = _grid(held["data"]) if held.get("data") else {"columns": [], "rows": []}
    named = {"id": _id(held), **_runs_of(held, "caption")}
    return {**named, "alt": str(held.get("alt") or "").strip(), "data": data}


def _grid(held: Mapping[str, Any]) -> Block:
    columns = [
        {"label": _runs(column["label"]), "align": _alignment(column.get("align"))}
        for column in held["columns"]
    ]
    rows = [[_runs(cell) for cell in row] for row in held["rows"]]
    _even(columns, rows)
    headed = bool(held.get("row_headers"))
    return {"columns": columns, "rows": rows, "row_headers": headed}


def _even(columns: list[Any], rows: list[Any]) -> None:
    for at, row in enumerate(rows, start=1):
        if len(row) != len(columns):
            what = f"row {at} has {len(row)} cells, the table {len(columns)} columns"
            raise ReportError(f"{what}; make them equal")


def _alignment(value: Any) -> str:
    return value if value in ("left", "right", "center") else "left"


def _table(held: Mapping[str, Any]) -> Block:
    """Return a table; `row_ids` is empty where no row is a target."""
    rows = [row if isinstance(row, Mapping) else {"cells": row} for row in held["rows"]]
    ids = [_id(row) if "id" in row else "" for row in rows]
    grid = _grid({**held, "rows": [row["cells"] for row in rows]})
    named = {"id": _id(held), **_runs_of(held, "caption")}
    return {**named, **grid, "row_ids": ids if any(ids) else []}


def _evidence(held: Mapping[str, Any]) -> Block:
    rows = [
        {
            "id": _id(row),
            "cells": [_runs(cell) for cell in row["cells"]],
            "labels": [_runs(label) for label in row.get("labels") or ()],
        }
        for row in held["rows"]
    ]
    _labelled(rows)
    grid = _grid({**held, "rows": [row["cells"] for row in held["rows"]]})
    named = {"id": _id(held), **_runs_of(held, "caption")}
    return {**named, **grid, "rows": rows, "csv": str(held.get("csv") or "")}


def _labelled(rows: list[Block]) -> None:
    for at, row in enumerate(rows, start=1):
        if row["labels"] and len(row["labels"]) != len(row["cells"]):
            what = f"row {at} has {len(row['labels'])} labels for {len(row['cells'])} cells"
            raise ReportError(f"{what}; give each cell one, or none at all")


def _claims(held: Mapping[str, Any]) -> Block:
    return {
        "items": [
            {
                "id": _id(item),
                "verdict": str(item["verdict"]),
                "figures": [str(name) for name in item.get("figures", ())],
                **_runs_of(item, "title", "badge"),
                **_paragraphs(item),
            }
            for item in held["items"]
        ]
    }


def _parameters(held: Mapping[str, Any]) -> Block:
    return {
        "items": [
            {"name": str(item["name"]), **_runs_of(item, "value", "help")} for item in held["items"]
        ]
    }


_KINDS: dict[str, Callable[[Mapping[str, Any]], Block]] = {
    "answer": _paragraphs,
    "claims": _claims,
    "evidence": _evidence,
    "figure": _figure,
    "key_figures": _key_figures,
    "masthead": _masthead,
    "parameters": _parameters,
    "sentences": _paragraphs,
    "table": _table,
}
