"""What an index shows of a report: its key figures and verdicts, out of the executed notebook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["Highlights", "KeyFigure", "highlights"]


@dataclass(frozen=True)
class KeyFigure:
    """One key figure in words.

    Attributes
    ----------
    ref : str
        Id of the evidence row that its value leads to; may be empty.
    mark : str
        `broken` or `ambiguous` where the figure is marked so; else empty.
    """

    label: str
    value: str
    detail: str = ""
    ref: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Highlights:
    """Key figures, and how many claims have each verdict, in the report's order.

    Attributes
    ----------
    place, period, against : str
        What the report is about, and the period that it is set against, in words; empty where
        it has no masthead, or is set against none.
    about : str
        What tells it from others of its title, shortly: a place, or a place and a period.
    """

    key_figures: tuple[KeyFigure, ...] = ()
    verdicts: Mapping[str, int] = field(default_factory=dict)
    place: str = ""
    period: str = ""
    against: str = ""
    about: str = ""

    @classmethod
    def read(cls, held: Mapping[str, Any]) -> Highlights:
        """Return what `dataclasses.asdict` made of one."""
        figures = tuple(KeyFigure(**figure) for figure in held["key_figures"])
        about = (str(held.get(name, "")) for name in ("place", "period", "against", "about"))
        return cls(figures, held["verdicts"], *about)


def highlights(notebook: NotebookNode) -> Highlights:
    """Read an executed notebook's display objects."""
    held = list(_objects(notebook))
    figures = [item for each in held if each["kind"] == "key_figures" for item in each["items"]]
    claims = {item["id"]: item["verdict"] for each in held for item in _claims(each)}
    facts = [fact for each in held if each["kind"] == "masthead" for fact in each["facts"]]
    # The first two facts of a masthead are the place and the period.
    place, period = [*(_words(fact["value"]) for fact in facts[:2]), "", ""][:2]
    against = next((str(each["against"]) for each in held if each.get("against")), "")
    about = next((str(each["about"]) for each in held if each.get("about")), "")
    verdicts = dict(Counter(claims.values()))
    return Highlights(tuple(map(_figure, figures)), verdicts, place, period, against, about)


def _claims(held: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the claims that an object lists: in full, or a row of a table each."""
    if held["kind"] == "claims":
        yield from held["items"]
    elif held["kind"] == "table":
        yield from (row for row in held["rows"] if isinstance(row, dict) and "verdict" in row)


def _objects(notebook: NotebookNode) -> Iterator[dict[str, Any]]:
    from altay_analysis.exporters.cells import objects
    from altay_analysis.exporters.showable import clean

    for cell in notebook.cells:
        for held, _ in objects(cell):
            yield clean(held)


def _figure(item: Mapping[str, Any]) -> KeyFigure:
    runs = [*item["value"], *item["detail"]]
    return KeyFigure(
        _words(item["label"]),
        _words(item["value"]),
        _words(item["detail"]),
        _first(item["value"], "ref"),
        _first(runs, "mark"),
    )


def _words(runs: Iterable[Mapping[str, Any]]) -> str:
    return "".join(str(run["text"]) for run in runs)


def _first(runs: Iterable[Mapping[str, Any]], key: str) -> str:
    return next((str(run[key]) for run in runs if run.get(key)), "")
