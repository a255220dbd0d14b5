"""`altay-pdf`: a report as PDF/UA-1 and PDF/A-3a at once, through the typst compiler."""

from __future__ import annotations

import base64
import json
import re
import shutil
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from nbformat import NotebookNode
from traitlets import default

from altay_analysis.errors import MachineryError, ReportError
from altay_analysis.exporters.cells import language
from altay_analysis.exporters.checks import check, one_line
from altay_analysis.exporters.compiler import compiler, found, in_norm
from altay_analysis.exporters.digits import align, apart
from altay_analysis.exporters.document import document
from altay_analysis.exporters.exporter import ReportExporter
from altay_analysis.exporters.numbering import number
from altay_analysis.exporters.prose import write
from altay_analysis.exporters.sections import sections
from altay_analysis.exporters.widths import KEPT, SHORT, TOKEN, set_widths
from altay_analysis.exporters.words import WORDS

__all__ = ["AltayPDFExporter"]

_TEMPLATE = Path(__file__).parent / "templates" / "report.typ"
_ACCESSIBLE = ("ua-1", "a-3a")
# Of a notebook that does not say when its data are from: equal input, equal bytes.
_NO_DATE = "2000-01-01"
_DOCUMENT = "document.json"
_NEXT_TO_NOTHING = 240.0
"""Points from the top of a last page: the head and a fifth of the text's height."""
_CLOSER = (1, 2)
_SIGN = re.compile(r"""(?:text|codepoint) `"(.+?)"`""", re.DOTALL)
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")
_NOT_FOR_TYPST = ("assets", "evidence_csv", "problems")


class AltayPDFExporter(ReportExporter):
    """An executed notebook as a tagged PDF with its evidence attached."""

    export_from_notebook = "Altay report (PDF)"
    output_mimetype = "application/pdf"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".pdf"

    @default("default_preprocessors")
    def _steps(self) -> list[Any]:
        return [language, sections, document, check, number, markup]

    def from_notebook_node(  # type: ignore[override]  # nbconvert's own exporters return bytes too
        self, nb: NotebookNode, resources: Any = None, **options: Any
    ) -> tuple[bytes, Any]:
        """Return the PDF of a notebook, and the resources with its document."""
        _, resources = super().from_notebook_node(nb, resources, **options)
        pdf = _made(resources["altay"], self.warn)
        resources["output_extension"] = ".pdf"
        return pdf, resources


def markup(nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
    """Write the prose as typst markup; pictures are files beside the template."""
    held = resources["altay"]
    held["words"] = WORDS[held["lang"]]
    prose = [block for block in held["blocks"] if block["kind"] == "prose"]
    names = {name: name for name in held["assets"]}
    pieces, _ = write([block.pop("tree") for block in prose], "typst", names)
    for block, piece in zip(prose, pieces, strict=True):
        block["markup"] = piece
    for block in held["blocks"]:
        _set_numbers(block)
        if block["kind"] in ("figure", "table", "evidence"):
            set_widths(block, held["words"]["used"])
    return nb, resources


def _set_numbers(block: dict[str, Any]) -> None:
    """Set a block's numbers: at the point in a table, apart from their words in a key figure."""
    if block["kind"] in ("figure", "table"):
        align(block.get("data", block))
    elif block["kind"] == "key_figures":
        for run in (run for item in block["items"] for run in item["value"]):
            run["apart"] = apart(run["text"])


def _made(held: dict[str, Any], warn: Callable[[str], None]) -> bytes:
    """Compile a document, and where PDF/UA refuses it say why and go without."""
    from typst import TypstError

    refused = one_line(held["problems"]) if held["problems"] else ""
    if not refused:
        try:
            return _compiled(held, _ACCESSIBLE)
        except TypstError as error:
            refused = _refusal(error, held)
        if held["ours"]:
            raise ReportError(refused)
    warn(f"{refused} (this PDF does not claim PDF/UA)")
    try:
        return _compiled(held, ())
    except TypstError as error:
        raise MachineryError(f"typst: {error.message}; report it with the notebook") from error


def _refusal(error: Any, held: Mapping[str, Any]) -> str:
    """Return one line on why typst refused a document: the cell, the sign, the remedy."""
    found = _SIGN.search(error.message)
    if not found:
        return f"typst refused the document: {' '.join(error.message.split())}"
    sign = _ESCAPE.sub(lambda code: chr(int(code.group(1), 16)), found.group(1))
    what = f"the packaged fonts have no sign for {sign!r}"
    return f"{_cell_with(sign, held)}: {what}; write it in words"


def _cell_with(sign: str, held: Mapping[str, Any]) -> str:
    for block in held["blocks"]:
        drawn = held["assets"].get(block.get("asset"), {}).get("text", "")
        if sign in json.dumps(block, ensure_ascii=False) or sign in drawn:
            return str(block["cell"])
    return "the title block"


def _compiled(held: Mapping[str, Any], standards: tuple[str, ...]) -> bytes:
    with TemporaryDirectory(prefix="altay-pdf-") as folder:
        home = Path(folder)
        _lay_out(held, home)
        _settle_end(home)
        output, warnings = _written(home, held, standards)
        if any("converge" in warning.message for warning in warnings):
            # A drawing that moves what says where it goes: each stays where it is named.
            _set(home, floats=False)
            output, _ = _written(home, held, standards)
    return output


def _written(home: Path, held: Mapping[str, Any], standards: tuple[str, ...]) -> tuple[bytes, Any]:
    """Return the PDF of what is laid out, and typst's warnings."""
    date = datetime.fromisoformat(held["meta"]["data_date"] or _NO_DATE).replace(tzinfo=UTC)
    written: tuple[bytes, Any] = compiler().compile_with_warnings(
        input=str(home / "report.typ"),
        root=str(home),
        format="pdf",
        pdf_standards=list(standards),
        timestamp=date,
    )
    return written


def _settle_end(home: Path) -> None:
    """Set a report closer where that lets a last page with next to nothing on it go."""
    try:
        pages, filled = _end(home)
    except RuntimeError:  # the compiler says what is amiss, with its reason
        return
    if pages == 1 or filled > _NEXT_TO_NOTHING:
        return
    for tight in _CLOSER:
        _set(home, tight=tight)
        if _end(home)[0] < pages:
            return
    _set(home, tight=0)


def _end(home: Path) -> tuple[int, float]:
    """Return how many pages a report has, and how far down its last one ends, in points."""
    position = found(home / "report.typ", home, "end")
    return int(position["page"]), float(str(position["y"]).removesuffix("pt"))


def _set(home: Path, **settings: Any) -> None:
    shown = json.loads((home / _DOCUMENT).read_text("utf-8"))
    (home / _DOCUMENT).write_text(json.dumps(shown | settings), encoding="utf-8")


def _lay_out(held: Mapping[str, Any], home: Path) -> None:
    """Write all that typst may see into its root, and nothing else."""
    shutil.copyfile(_TEMPLATE, home / "report.typ")
    shown = {key: value for key, value in held.items() if key not in _NOT_FOR_TYPST}
    shown["has_evidence"] = bool(held["evidence_csv"])
    shown["date"] = [int(part) for part in (held["meta"]["data_date"] or _NO_DATE).split("-")]
    shown |= {"tight": 0, "floats": True, "kept": KEPT, "token": TOKEN, "short": SHORT}
    (home / _DOCUMENT).write_text(json.dumps(shown), encoding="utf-8")
    if held["evidence_csv"]:
        (home / "evidence.csv").write_text(held["evidence_csv"], encoding="utf-8", newline="")
    for name, asset in held["assets"].items():
        if "base64" in asset:
            (home / name).write_bytes(base64.b64decode(asset["base64"]))
        else:
            (home / name).write_text(in_norm(asset["text"], held["lang"]), encoding="utf-8")
