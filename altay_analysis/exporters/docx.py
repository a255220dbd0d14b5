"""`altay-docx`: a report as a Word document for those who comment, through pandoc."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from nbformat import NotebookNode
from traitlets import default

from altay_analysis.errors import MachineryError
from altay_analysis.exporters import pandoc
from altay_analysis.exporters.cells import language
from altay_analysis.exporters.checks import check
from altay_analysis.exporters.compiler import in_norm, rasters
from altay_analysis.exporters.document import document
from altay_analysis.exporters.docx_blocks import report
from altay_analysis.exporters.docx_package import finished, reference
from altay_analysis.exporters.exporter import ReportExporter
from altay_analysis.exporters.numbering import number
from altay_analysis.exporters.sections import sections
from altay_analysis.exporters.words import WORDS

__all__ = ["AltayDocxExporter"]

_NO_DATE = "2000-01-01"
"""Of a notebook that does not say when its data are from: equal input, equal bytes."""


class AltayDocxExporter(ReportExporter):
    """An executed notebook as a Word document with its styles, captions, tables and links."""

    export_from_notebook = "Altay report (Word)"
    output_mimetype = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".docx"

    @default("default_preprocessors")
    def _steps(self) -> list[Any]:
        return [language, sections, document, check, number]

    def from_notebook_node(  # type: ignore[override]  # nbconvert's own exporters return bytes too
        self, nb: NotebookNode, resources: Any = None, **options: Any
    ) -> tuple[bytes, Any]:
        """Return the Word document of a notebook, and the resources with its document."""
        _, resources = super().from_notebook_node(nb, resources, **options)
        held = resources["altay"]
        held["words"] = WORDS[held["lang"]]
        made = pandoc.word(report(held, _addresses(held["assets"], held["lang"])), reference(held))
        resources["output_extension"] = ".docx"
        return finished(made, held, held["meta"]["data_date"] or _NO_DATE), resources


def _addresses(assets: Mapping[str, Mapping[str, str]], lang: str) -> dict[str, str]:
    """Return each picture as a data URI of a kind that every word processor shows."""
    from typst import TypstError

    drawn = {
        name: in_norm(asset["text"], lang) for name, asset in assets.items() if "text" in asset
    }
    try:
        pictures = rasters(drawn)
    except TypstError as error:
        raise MachineryError(f"typst: {error.message}; report it with the notebook") from error
    encoded = {name: ("image/png", base64.b64encode(raw)) for name, raw in pictures.items()}
    encoded |= {
        name: (asset["mime"], asset["base64"].encode())
        for name, asset in assets.items()
        if "base64" in asset
    }
    return {name: f"data:{mime};base64,{raw.decode()}" for name, (mime, raw) in encoded.items()}
