"""`altay-html`: a report as one page that asks no host for anything."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup
from nbconvert.exporters.templateexporter import TemplateExporter
from nbformat import NotebookNode
from traitlets import default

from altay_analysis.exporters.blocks import spots
from altay_analysis.exporters.cells import language
from altay_analysis.exporters.checks import check
from altay_analysis.exporters.digits import align, apart
from altay_analysis.exporters.document import document
from altay_analysis.exporters.exporter import ReportExporter
from altay_analysis.exporters.fitting import firm, fit, held, lacking, named, stepped
from altay_analysis.exporters.narrow import narrowed
from altay_analysis.exporters.numbering import number
from altay_analysis.exporters.prose import write
from altay_analysis.exporters.sections import sections
from altay_analysis.exporters.shortforms import short_forms
from altay_analysis.exporters.tinted import coarse, tinted
from altay_analysis.exporters.words import WORDS

__all__ = ["AltayHTMLExporter"]

_HERE = Path(__file__).parent
_PARAMETERS = 36  # rem: below it the parameters of a report are stacked


class AltayHTMLExporter(ReportExporter, TemplateExporter):
    """An executed notebook as one HTML file: no script, no request, light and dark."""

    export_from_notebook = "Altay report (HTML)"
    output_mimetype = "text/html"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    @default("template_name")
    def _template_name_default(self) -> str:
        return "altay_html"

    @default("template_file")
    def _template_file_default(self) -> str:
        return "index.html.j2"

    @default("extra_template_basedirs")
    def _template_homes(self) -> list[str]:
        return [*super()._default_extra_template_basedirs(), str(_HERE / "templates")]

    @default("default_preprocessors")
    def _steps(self) -> list[Any]:
        return [language, sections, document, check, number, markup]

    def _create_environment(self) -> Environment:
        environment: Environment = super()._create_environment()  # type: ignore[no-untyped-call]
        environment.autoescape = True
        environment.filters |= {"highlight": _highlighted, "held": held, "named": named}
        environment.filters |= {"stepped": stepped, "lacking": lacking, "slim": slim}
        return environment


def markup(nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
    """Write the prose as HTML, and put what the template shows where it finds it."""
    held = resources["altay"]
    held["words"] = WORDS[held["lang"]]
    addresses = {name: _data_uri(asset) for name, asset in held["assets"].items()}
    prose = [block for block in held["blocks"] if block["kind"] == "prose"]
    pieces, held["notes"] = write([block.pop("tree") for block in prose], "html", addresses)
    for block, piece in zip(prose, pieces, strict=True):
        block["markup"] = Markup(_tables_settled(piece))
    held["notes"] = Markup(_notes_settled(held["notes"], held["words"]["back"]))
    level = 1
    for block in held["blocks"]:
        level = block["level"] if block["kind"] == "heading" else level
        _set(block, held["assets"], addresses)
        if block["kind"] == "claims":
            block["level"] = min(level + 1, 6)
        for run in _worded(block):
            run["text"] = firm(run["text"])
            if not any(sign.isalpha() for sign in run["text"]):
                run.pop("lang", None)  # digits are of every language
    held["short_forms"] = short_forms(held, held["words"])
    grids = list(_grids(held["blocks"]))
    for grid, numbered in grids:
        fit(grid, numbered)
    held["steps"] = sorted({grid["step"] for grid, _ in grids} | {_PARAMETERS})
    held["settings"] = sorted({name for grid, _ in grids for name in grid["settings"]})
    held["facts"] = list(_joined(held["facts"]))
    held["evidence_uri"] = _uri("text/csv;charset=utf-8", held["evidence_csv"].encode())
    return nb, resources


def slim(css: str) -> Markup:
    """Return a style sheet without what a browser does not read.

    Examples
    --------
    >>> str(slim("/* Why. */ a + b { color: red;  margin: 0 1px; }"))
    'a + b{color:red;margin:0 1px}'
    """
    bare = re.sub(r"/\*.*?\*/|\s+", " ", css, flags=re.DOTALL)
    return Markup(re.sub(r"\s*([{};,])\s*|(?<=:)\s+", r"\1", bare).replace(";}", "}").strip())


def _worded(block: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the runs of a display object, those of a line of evidence too."""
    yield from (run for runs, _ in spots(block) for run in runs)
    if block["kind"] == "evidence":
        yield from (run for row in block["rows"] for cell in row["cells"] for run in cell)


def _grids(blocks: Iterable[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], bool]]:
    """Yield each table, the data of figures too, and whether it is evidence."""
    for block in blocks:
        if block["kind"] in ("table", "evidence"):
            yield block, block["kind"] == "evidence"
        elif block["kind"] == "figure":
            yield block["data"], False


def _joined(facts: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield facts with their `values`: those that follow each other under one head are one."""
    for label, alike in groupby(facts, key=itemgetter("label")):
        yield {"label": label, "values": [fact["value"] for fact in alike]}


def _set(block: dict[str, Any], assets: Mapping[str, Any], addresses: Mapping[str, str]) -> None:
    """Put a block's picture in place, and set its numbers as a page sets them."""
    if block["kind"] == "figure":
        svg, block["tinted"] = tinted(coarse(assets[block["asset"]]["text"]))
        drawn = narrowed(svg)
        block["svg"], block["drawn"] = Markup(drawn.svg), drawn
        align(block["data"])
    elif block["kind"] == "image":
        block["src"] = addresses[block["asset"]]
    elif block["kind"] == "table":
        align(block)
    elif block["kind"] == "key_figures":
        for run in (run for item in block["items"] for run in item["value"]):
            run["apart"] = apart(run["text"])


def _data_uri(asset: Mapping[str, str]) -> str:
    if "base64" in asset:
        return f"data:{asset['mime']};base64,{asset['base64']}"
    return _uri(asset["mime"], asset["text"].encode())


def _uri(mime: str, raw: bytes) -> str:
    return f"data:{mime};base64,{base64.b64encode(raw).decode()}"


def _tables_settled(piece: str) -> str:
    """Give pandoc's tables a frame that scrolls, and their heads a scope."""
    # A head without a word (pandas' corner) heads nothing.
    piece = re.sub(r"<th[^>]*></th>", "<td></td>", piece)
    framed = piece.replace("<table", '<div class="scroll" tabindex="0"><table')
    framed = framed.replace("</table>", "</table></div>")
    head, *rest = framed.split("<tbody")
    columns = head.replace("<th>", '<th scope="col">').replace("<th ", '<th scope="col" ')
    return "<tbody".join([columns, *(_row_heads(part) for part in rest)])


def _row_heads(part: str) -> str:
    body, end, after = part.partition("</tbody>")
    rows = body.replace("<th>", '<th scope="row">').replace("<th ", '<th scope="row" ')
    columns = after.replace("<th>", '<th scope="col">').replace("<th ", '<th scope="col" ')
    return f"{rows}{end}{columns}"


def _notes_settled(notes: str, back: str) -> str:
    named = notes.replace('role="doc-backlink"', f'role="doc-backlink" aria-label="{back}"')
    return named.replace("<hr />\n", "")


def _highlighted(source: str, name: str) -> Markup:
    from pygments import highlight  # type: ignore[import-untyped]  # it ships no types
    from pygments.formatters import HtmlFormatter  # type: ignore[import-untyped]
    from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped]

    formatter = HtmlFormatter(nowrap=True, classprefix="c-")
    return Markup(highlight(source, get_lexer_by_name(name), formatter))
