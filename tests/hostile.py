"""Hostile strings, and a notebook whose every text field is one: one corpus for all outputs."""

from __future__ import annotations

import re
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
    "formula-plus": "+1+cmd|' /C calc'!A0",
    "formula-minus": "-2+3",
    "formula-at": "@SUM(1,1)",
    "path": "../../etc/passwd\\..\\x file:///etc/passwd",
    "log": 'x\\n2026-01-01 INFO succeeded {"event": "end"} %s %(name)s {0}',
    "zero-width": "a\u200bb\u200dc\u2060d",
    "bidi": "15\u202e51 a\u2066b\u2069",
    "escape": "\x1b[31mred\x1b[0m\x1b]8;;https://example.org\x07x\x9b2J",
    "replaced": "15\u202e51 a\x00b c\ud800d \ufeff\ue000",
}
IN_DATA = {
    name: text
    for name, text in HOSTILE.items()
    if not any(ord(sign) < 32 or 0xD800 <= ord(sign) < 0xE000 for sign in text)
}
"""Those that a table can hold: `altay check` refuses controls and what is not UTF-8."""

MEGABYTE = "阿勒泰 x" * 91_000
"""Text of a megabyte in UTF-8, for one cell."""

_UNSEEN = frozenset("\x00\x07\x1b\x9b\ud800\u202e\u2066\u2069\ufeff\ue000")
_COLOURS = re.compile("\x1b\\[[0-9;]*m")  # of a terminal: they are no text
# Keys that are names or choices, not text.
NOT_TEXT = {"kind", "lang", "id", "ref", "xref", "align", "mark", "verdict", "data_date", "name"} | {
    "figures", "listed",
}  # fmt: skip
_OURS = Path(__file__).parent / "notebooks" / "every_construct_en_synthetic.ipynb"


def filled(value: Any, hostile: str) -> Any:
    """Return a display object with each of its texts replaced."""
    if isinstance(value, dict):
        made = {k: v if k in NOT_TEXT else filled(v, hostile) for k, v in value.items()}
        # A digit that nothing vouches for would be refused before it could do harm.
        counted = "text" in made and not {"ref", "xref"} & set(made)
        return made | {"listed": "table:villages"} if counted else made
    if isinstance(value, list):
        return [filled(item, hostile) for item in value]
    return hostile if isinstance(value, str) else value


def every_construct() -> Any:
    """Return the notebook of every construct."""
    return nbformat.read(_OURS, as_version=4)


def notebook_full_of(hostile: str) -> Any:
    """Return the notebook of every construct with a hostile string in each text of it."""
    nb = every_construct()
    for cell in nb.cells:
        for output in cell.get("outputs", []):
            output.data[MIME] = nbformat.from_dict(filled(output.data[MIME], hostile))
    prose = re.sub(r"\d", "x", hostile)
    nb.cells.append(new_markdown_cell(f"## {prose}\n\n{prose}", id="hostile"))
    nb.metadata["altay"]["report"] = hostile
    return nb


def shown_form(text: str) -> str:
    """Return what is to be seen of a hostile text, without its spaces."""
    plain = _COLOURS.sub("", text)
    seen = "".join("\ufffd" if sign in _UNSEEN else sign for sign in plain)
    return "".join(unicodedata.normalize("NFKC", seen).split())
