"""What our exporters have in common: how they warn, and a notebook that is not copied again."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Any

from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from traitlets import default

__all__ = ["ReportExporter"]


class ReportExporter(Exporter):
    """An exporter of ours, beside what it exports to.

    Attributes
    ----------
    warn : callable
        Gets one line about each thing that the output cannot claim.
    """

    warn: Callable[[str], None]

    def __init__(self, *args: Any, **options: Any) -> None:  # as nbconvert's
        super().__init__(*args, **options)  # type: ignore[no-untyped-call]  # nbconvert is typed in part
        self.warn = self.log.warning

    @default("optimistic_validation")
    def _validated_once(self) -> bool:
        return True

    def from_notebook_node(
        self, nb: NotebookNode, resources: Any = None, **options: Any
    ) -> tuple[Any, Any]:
        """Convert a notebook, which is not changed; see nbconvert."""
        return super().from_notebook_node(_Uncopied(nb), resources, **options)


class _Uncopied(NotebookNode):
    """A notebook that stays one where nbconvert copies: our first step rebuilds the whole of it.

    Ids and names of cells, which nbformat may settle before, are its own.
    """

    def __init__(self, nb: NotebookNode) -> None:
        super().__init__(nb)  # type: ignore[no-untyped-call]  # nbformat is typed in part
        self["metadata"] = copy(nb["metadata"])
        self["cells"] = [copy(cell) for cell in nb["cells"]]

    def __deepcopy__(self, memo: Any) -> _Uncopied:
        return self
