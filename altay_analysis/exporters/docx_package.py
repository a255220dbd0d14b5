"""The package of a Word report: the reference document before pandoc, what it lacks after.

Both are ZIP files of XML. The reference document is made from the text files in
`templates/report_docx`, so that each style can be read and reviewed; no binary is kept.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # it ships no types

from altay_analysis.exporters.docx_nodes import language_of

__all__ = ["finished", "reference"]

_LOOKS = Path(__file__).parent / "templates" / "report_docx"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP file can hold
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/picture}cNvPr"
_PLACED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_UNBROKEN = re.compile(r"[!-~]{26,}")
_KEPT_WHOLE = 12
"""Rows of a table that is not parted over two pages."""
_FONTS = {"zh-Hant": ("PMingLiU", "Microsoft JhengHei")}
_CORE = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"\
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"\
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{{ title }}</dc:title>\
<dc:creator>altay-analysis</dc:creator><dc:language>{{ tag }}</dc:language>\
<dc:identifier>{{ meta.key }}</dc:identifier>\
<dcterms:created xsi:type="dcterms:W3CDTF">{{ date }}T00:00:00Z</dcterms:created>\
<dcterms:modified xsi:type="dcterms:W3CDTF">{{ date }}T00:00:00Z</dcterms:modified>\
</cp:coreProperties>"""


def reference(held: Mapping[str, Any]) -> bytes:
    """Return the reference document of a report: our styles, its running head and foot."""
    words, meta, chinese = held["words"], held["meta"], held["lang"] != "en"
    made = [f"{words[name]} {meta[name]}" for name in ("data_date", "key") if meta[name]]
    song, hei = _FONTS.get(held["lang"], ("SimSun", "Microsoft YaHei"))
    values = {
        "title": held["title"],
        "place": held["place"],
        "made": " · ".join(made),
        "page": words["page"].split("{}"),
        "chinese": chinese,
        "numbered": held["ours"],
        "east_asia": "zh-TW" if held["lang"] == "zh-Hant" else "zh-CN",
        "song": song,
        "hei": hei,
    }
    parts = sorted(path for path in _LOOKS.rglob("*") if path.is_file())
    return _zipped(
        (path.relative_to(_LOOKS).as_posix(), _rendered(path.read_text("utf-8"), values))
        for path in parts
    )


def finished(made: bytes, held: Mapping[str, Any], date: str) -> bytes:
    """Return what pandoc made with its properties, rows that are whole, and fixed dates."""
    core = {**held, "tag": language_of(held["lang"]), "date": date}
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["word/document.xml"] = _document(parts["word/document.xml"])
    parts["docProps/core.xml"] = _rendered(_CORE, core)
    return _zipped(iter(parts.items()))


def _zipped(parts: Iterator[tuple[str, bytes]]) -> bytes:
    """Return parts as a ZIP file: the types first, as readers expect, and no clock in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in sorted(
            parts, key=lambda part: (part[0] != "[Content_Types].xml", part)
        ):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            package.writestr(info, content)
    return out.getvalue()


def _rendered(source: str, values: Mapping[str, Any]) -> bytes:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined)
    return environment.from_string(source).render(values).lstrip().encode()


def _document(source: bytes) -> bytes:
    root = etree.fromstring(source, etree.XMLParser(resolve_entities=False, no_network=True))
    for number, drawn in enumerate(root.iter(f"{_PLACED}docPr"), start=1):
        drawn.set("name", f"Picture {number}")
    for placed in root.iter(f"{_PLACED}inline"):
        for side in "TBLR":
            placed.set(f"dist{side}", "0")
    for drawn in root.iter(_DRAWN):
        drawn.attrib.pop("descr", None)  # pandoc puts the address there: a whole picture
    for language in root.iter(f"{_W}lang"):
        if language.get(f"{_W}val", "").startswith("zh"):
            language.set(f"{_W}eastAsia", language.get(f"{_W}val"))
    for table in root.iter(f"{_W}tbl"):
        _table(table)
        _apart(table.getnext())
    for paragraph in root.iter(f"{_W}p"):
        _key_figure(paragraph)
        _ragged(paragraph)
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def _table(table: Any) -> None:
    """Style the cells of a table, keep its rows whole, and a short one on one page."""
    style = table.find(f"{_W}tblPr/{_W}tblStyle")
    small = style is not None and style.get(f"{_W}val") == "EvidenceTable"
    rows = list(table.iter(f"{_W}tr"))
    for at, row in enumerate(rows):
        settings = row.find(f"{_W}trPr")
        is_head = settings is not None and settings.find(f"{_W}tblHeader") is not None
        if settings is None:
            row.insert(0, settings := etree.Element(f"{_W}trPr"))
        settings.insert(0, etree.Element(f"{_W}cantSplit"))
        name = f"Table{'Small' if small else ''}{'Head' if is_head else ''}"
        for paragraph in row.iter(f"{_W}pPr"):
            _cell(paragraph, "TableText" if name == "Table" else name)
            if len(rows) <= _KEPT_WHOLE and at < len(rows) - 1:
                paragraph.insert(1, etree.Element(f"{_W}keepNext"))


def _apart(paragraph: Any) -> None:
    """Set what follows a table apart from it: a table has no space after it."""
    if paragraph is None or paragraph.tag != f"{_W}p":
        return
    settings = paragraph.find(f"{_W}pPr")
    if _style(paragraph) in ("BodyText", "FirstParagraph") and settings is not None:
        spacing = etree.SubElement(settings, f"{_W}spacing")
        spacing.set(f"{_W}before", "200")


def _key_figure(paragraph: Any) -> None:
    """Set the value of a key figure large: the style of its link has no size of its own."""
    if _style(paragraph) != "KeyFigure":
        return
    for run in paragraph.iter(f"{_W}r"):
        if run.find(f"{_W}tab") is not None:
            return
        settings = run.find(f"{_W}rPr")
        if settings is None:
            run.insert(0, settings := etree.Element(f"{_W}rPr"))
        language = settings.find(f"{_W}lang")  # the schema has it last
        at = len(settings) if language is None else settings.index(language)
        for name, value in (("szCs", "28"), ("sz", "28"), ("color", "1B2226")):
            settings.insert(at, etree.Element(f"{_W}{name}", {f"{_W}val": value}))


def _ragged(paragraph: Any) -> None:
    """Leave a paragraph with an address or a hash unjustified: its line would be torn apart."""
    settings = paragraph.find(f"{_W}pPr")
    words = "".join(paragraph.itertext(f"{_W}t"))
    if settings is not None and settings.find(f"{_W}jc") is None and _UNBROKEN.search(words):
        etree.SubElement(settings, f"{_W}jc").set(f"{_W}val", "left")


def _style(paragraph: Any) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return "" if style is None else str(style.get(f"{_W}val"))


def _cell(settings: Any, name: str) -> None:
    style = settings.find(f"{_W}pStyle")
    if style is not None:
        style.set(f"{_W}val", name)
