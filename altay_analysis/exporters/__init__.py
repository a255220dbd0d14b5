"""Reports out of executed notebooks: `altay-html`, `altay-pdf` and `altay-docx`.

They are exporters of nbconvert. A chain of preprocessors, each `(nb, resources) -> (nb,
resources)`, turns a notebook into one plain document, `resources["altay"]`; one template a
format shows it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from altay_analysis.exporters.docx import AltayDocxExporter
    from altay_analysis.exporters.html import AltayHTMLExporter
    from altay_analysis.exporters.pdf import AltayPDFExporter
    from altay_analysis.exporters.tags import TAGS

__all__ = ["TAGS", "AltayDocxExporter", "AltayHTMLExporter", "AltayPDFExporter", "export"]

_HOMES = {
    "TAGS": "tags",
    "AltayDocxExporter": "docx",
    "AltayHTMLExporter": "html",
    "AltayPDFExporter": "pdf",
}


def __getattr__(name: str) -> Any:
    # nbconvert takes a tenth of a second and more to import: only who exports pays.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def export(notebook: NotebookNode, to: str, *, warn: Callable[[str], None]) -> bytes:
    """Return an executed notebook as a page (`html`) or as a document (`pdf`, `docx`).

    Parameters
    ----------
    notebook : NotebookNode
        Executed; it is not changed.
    to : str
        `html`, `pdf` or `docx`.
    warn : callable
        Gets one line about each thing that the output cannot claim (PDF/UA, say).

    Raises
    ------
    ReportError
        If the notebook does not hold what its export needs; the message names the cell.
    MachineryError
        If pandoc or typst fails where no notebook should make it fail.
    """
    exporter = _exporter(to)
    exporter.warn = warn
    output, _ = exporter.from_notebook_node(notebook)
    return output.encode() if isinstance(output, str) else bytes(output)


@cache
def _exporter(to: str) -> Any:
    from altay_analysis.exporters.docx import AltayDocxExporter
    from altay_analysis.exporters.html import AltayHTMLExporter
    from altay_analysis.exporters.pdf import AltayPDFExporter

    return {"docx": AltayDocxExporter, "html": AltayHTMLExporter, "pdf": AltayPDFExporter}[to]()
