"""`altay list`: the names that the other commands take, and what they mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from altay_analysis.cli.terminal import (
    AsJson,
    DataFolder,
    data_folder,
    print_json,
    print_table,
)
from altay_analysis.errors import UsageError

if TYPE_CHECKING:
    from altay_analysis.batch.parameters import Parameter

__all__ = ["list_names", "values_text"]

Row = Mapping[str, Any]


def list_names(
    what: Annotated[
        str,
        typer.Argument(metavar="WHAT", help="reports, parameters, indicators, regions or sources."),
    ],
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """List reports, parameters, indicators, regions or sources."""
    from altay_analysis.batch.nearest import unknown

    if what not in _LISTS:
        raise UsageError(unknown("list", what, _LISTS))
    rows = list(_LISTS[what](data))
    if as_json:
        print_json({what: rows})
    elif rows:
        print_table(list(rows[0]), [[_shown(cell) for cell in row.values()] for row in rows])


def _shown(cell: object) -> str:
    if isinstance(cell, Mapping):
        return ", ".join(f"{name}={value}" for name, value in cell.items()) or "—"
    return str(cell) or "—"


def _reports(_: Path | None) -> Iterator[Row]:
    from altay_analysis.batch.grid import expand
    from altay_analysis.batch.notebook import read_notebook
    from altay_analysis.batch.suite import read_suite

    suite = read_suite(Path())
    for report in expand(suite):
        notebook = read_notebook(suite.notebooks / report.notebook, report.notebook)
        yield {
            "id": report.id,
            "notebook": report.notebook,
            "parameters": dict(report.parameters),
            "title": notebook.titles.get("en", ""),
            "title_zh": notebook.titles.get("zh-Hans", ""),
        }


def _parameters(_: Path | None) -> Iterator[Row]:
    from altay_analysis.batch.suite import read_suite

    for parameter in read_suite(Path()).parameters.values():
        yield {
            "name": parameter.name,
            "type": parameter.type,
            "values": values_text(parameter),
            "help": parameter.help["en"],
            "help_zh": parameter.help["zh-Hans"],
        }


def values_text(parameter: Parameter) -> str:
    """Say in words which values a parameter may have, beyond its type; empty where any."""
    from altay_analysis.wording import LANGUAGES

    said = [", ".join(LANGUAGES)] if parameter.type == "language" else []
    low, high = parameter.minimum, parameter.maximum
    if low is not None or high is not None:
        ends = ("" if end is None else f"{end:g}" for end in (low, high))
        said.append(f"{' to '.join(ends)} {parameter.unit}".strip())
    if parameter.choices:
        said.append(", ".join(parameter.choices))
    if parameter.table:
        said.append(f"an id of {parameter.table}.csv")
    if parameter.figures:
        said.append("has figures in observations.csv")
    return "; ".join(said)


def _table(name: str, columns: tuple[str, ...]) -> Callable[[Path | None], Iterator[Row]]:
    """Return what lists columns of a table, and how many figures each row has."""

    def rows(data: Path | None) -> Iterator[Row]:
        from altay_analysis.loading import load

        catalogue = load(data_folder(data))
        counts = catalogue.observations[name.removesuffix("s")].value_counts()
        frame = getattr(catalogue, name)
        for id in frame.index:
            own = {column: str(frame.at[id, column]) for column in columns}
            yield {"id": str(id), "figures": int(counts.get(id, 0)), **own}

    return rows


_LISTS: Mapping[str, Callable[[Path | None], Iterable[Row]]] = {
    "reports": _reports,
    "parameters": _parameters,
    "indicators": _table("indicators", ("area", "kind", "unit", "name_en", "name_zh")),
    "regions": _table("regions", ("level", "parent", "name_en", "name_zh")),
    "sources": _table("sources", ("standing", "published", "publisher", "host", "title")),
}
