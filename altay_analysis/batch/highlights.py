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
    place, period : str
        What the report is about, in words; empty where it has no masthead.
    """

    key_figures: tuple[KeyFigure, ...] = ()
    verdicts: Mapping[str, int] = field(default_factory=dict)
    place: str = ""
    period: str = ""

    @classmethod
    def read(cls, held: Mapping[str, Any]) -> Highlights:
        """Return what `dataclasses.asdict` made of one."""
        figures = tuple(KeyFigure(**figure) for figure in held["key_figures"])
        place, period = held.get("place", ""), held.get("period", "")
        return cls(figures, held["verdicts"], place, period)


def highlights(notebook: NotebookNode) -> Highlights:
    """Read an executed notebook's display objects."""
    held = list(_objects(notebook))
    figures = [item for each in held if each["kind"] == "key_figures" for item in each["items"]]
    claims = {
        item["id"]: item["verdict"]
        for each in held
        if each["kind"] == "claims"
        for item in each["items"]
    }
    facts = [fact for each in held if each["kind"] == "masthead" for fact in each["facts"]]
    # The first two facts of a masthead are the place and the period.
    place, period = [*(_words(fact["value"]) for fact in facts[:2]), "", ""][:2]
    return Highlights(tuple(map(_figure, figures)), dict(Counter(claims.values())), place, period)


def _objects(notebook: NotebookNode) -> Iterator[dict[str, Any]]:
    from altay_analysis.exporters.cells import clean, objects

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
