"""Hostile strings, and a notebook whose every text field is one: one corpus for all outputs."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_markdown_cell

from altay_analysis.exporters.cells import MIME

HOSTILE = {
    "html": "<b onclick=alert(1)>x</b> &lt; &amp;",
    "script": "<script>alert(1)</script>",
    "handler": "<img src=x onerror=alert(1)>",
    "attribute": '" onmouseover="alert(1)" x=\'',
    "css": "</style><style>*{background:url(https://example.org/x)}",
    "xml": "]]><w:p/><!-- &x; <?php ?> <![CDATA[",
    "typst-code": '#panic("x") #read("/etc/passwd")',
    "typst-markup": "] [ $x$ *a* _b_ `c` @d <e> // f /* g",
    "jinja": "{{7*7}} {% raw %} {# c #}",
    "latex": r"\input{/etc/passwd} \write18{id}",
    "lua": 'os.execute("id") [[x]] --[[ y ]]',
    "shell": "$(id) `id` ; rm -rf / | x && y > z",
    "word-field": 'INCLUDETEXT "/etc/passwd" \\* MERGEFORMAT DDEAUTO x y',
    "formula": '=HYPERLINK("https://example.org","x")',
    "zero-width": "a\u200bb\u200dc\u2060d",
    "replaced": "15\u202e51 a\x00b c\ud800d \ufeff\ue000",
}
# Keys that are names or choices, not text.
NOT_TEXT = {"kind", "lang", "id", "ref", "xref", "align", "mark", "verdict", "data_date", "name"}
_OURS = Path(__file__).parent / "notebooks" / "every_construct_en_synthetic.ipynb"


def filled(value: Any, hostile: str) -> Any:
    """Return a display object with each of its texts replaced."""
    if isinstance(value, dict):
        return {k: v if k in NOT_TEXT else filled(v, hostile) for k, v in value.items()}
    if isinstance(value, list):
        return [filled(item, hostile) for item in value]
    return hostile if isinstance(value, str) else value


def notebook_full_of(hostile: str) -> Any:
    """Return the notebook of every construct with a hostile string in each text of it."""
    nb = nbformat.read(_OURS, as_version=4)
    for cell in nb.cells:
        for output in cell.get("outputs", []):
            output.data[MIME] = nbformat.from_dict(filled(output.data[MIME], hostile))
    nb.cells.append(new_markdown_cell(f"## {hostile}\n\n{hostile}", id="hostile"))
    nb.metadata["altay"]["report"] = hostile
    return nb


def shown_form(text: str) -> str:
    """Return what is to be seen of a hostile text, without its spaces."""
    seen = "".join("\ufffd" if ch in "\x00\ud800\u202e\ufeff\ue000" else ch for ch in text)
    return "".join(unicodedata.normalize("NFKC", seen).split())
