"""What pandoc leaves open in the text of a Word report: widths, breaks of pages, languages."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # it ships no types

from altay_analysis.exporters.docx_widths import lines

__all__ = ["laid_out"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/picture}cNvPr"
_PLACED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TEXT = 9412
"""Width of the text, in twentieths of a point, as `document.xml` of the template has it."""
_SIZES = {"Table": (170, 180, "14"), "EvidenceTable": (140, 120, "13")}
"""An em of each kind of table, what a cell keeps free at its sides, in the same, and the size of
an identifier, in half points."""
_SMALL = "EvidenceTable"
_LARGE = "28"
"""Half points of the value of a key figure."""
_FIRST = 3
"""A first row of no more lines is kept with the second."""
_LAST = 3
"""Rows before the last of the evidence that stand on a page with what follows."""
_ROW, _END = 8, 12
"""A row of more lines may be parted over two pages, the first and the last row of more still."""
_KEPT_WHOLE = 9
"""A table of no more lines is not parted."""
_CONTENTS = f"""<w:sdt xmlns:w="{_W[1:-1]}"><w:sdtPr><w:docPartObj>\
<w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr>\
<w:sdtContent/></w:sdt>"""
_UNBROKEN = re.compile("[!-~\u00a0]{20,}")
_DATE = re.compile(r"(?<!\d)\d{4}(?:-\d\d){1,2}(?![\d-])")


def laid_out(source: bytes) -> bytes:
    """Return the text of a Word document as it is to be laid out."""
    root = etree.fromstring(source, etree.XMLParser(resolve_entities=False, no_network=True))
    _pictures(root)
    for language in root.iter(f"{_W}lang"):
        # A number in a quotation is set as all others: as Chinese it would be broken in its middle.
        if language.get(f"{_W}val", "").startswith("zh"):
            language.set(f"{_W}eastAsia", language.attrib.pop(f"{_W}val"))
    for words in list(root.iter(f"{_W}t")):
        _dates(words)
    for link in root.iter(f"{_W}hyperlink"):
        _inner(link)
    for table in root.iter(f"{_W}tbl"):
        _table(table)
        _apart(table.getnext())
    for paragraph in root.iter(f"{_W}p"):
        _key_figure(paragraph)
        _ragged(paragraph)
        _together(paragraph)
    _contents([p for p in root.iter(f"{_W}p") if _style(p).startswith("TOC")])
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def _pictures(root: Any) -> None:
    for number, drawn in enumerate(root.iter(f"{_PLACED}docPr"), start=1):
        drawn.set("name", f"Picture {number}")
    for placed in root.iter(f"{_PLACED}inline"):
        for side in "TBLR":
            placed.set(f"dist{side}", "0")
    for drawn in root.iter(_DRAWN):
        drawn.attrib.pop("descr", None)  # pandoc puts the address there: a whole picture


def _dates(words: Any) -> None:
    """Keep each date on one line: its hyphens do not break."""
    shown = words.text or ""
    if not _DATE.search(shown):
        return
    parts = _DATE.sub(lambda found: found.group().replace("-", "\x00"), shown).split("\x00")
    words.text = parts[0]
    words.set(_SPACE, "preserve")
    for part in reversed(parts[1:]):
        after = etree.Element(f"{_W}t", {_SPACE: "preserve"})
        after.text = part
        words.addnext(after)
        words.addnext(etree.Element(f"{_W}noBreakHyphen"))


def _inner(link: Any) -> None:
    """Tell a link within the document by its colour alone; in the contents all are links."""
    if link.get(f"{_W}anchor") is None:
        return
    listed = _style(link.getparent()).startswith("TOC")
    for style in list(link.iter(f"{_W}rStyle")):
        if style.get(f"{_W}val") != "Hyperlink":
            continue
        if listed:
            style.getparent().remove(style)
        else:
            style.set(f"{_W}val", "InnerLink")


def _table(table: Any) -> None:
    """Size the columns of a table, style its cells, and say where it may be parted."""
    style = str(table.find(f"{_W}tblPr/{_W}tblStyle").get(f"{_W}val"))
    em, side, code_size = _SIZES.get(style, _SIZES["Table"])
    rows = list(table.iter(f"{_W}tr"))
    rooms = [(width - side) / em for width in _widths(table, rows)]
    heights = [_height(row, rooms) for row in rows]
    whole = sum(heights) <= _KEPT_WHOLE
    alone = _alone(table, heights, style == _SMALL)
    for at, (row, height) in enumerate(zip(rows, heights, strict=True)):
        settings = row.find(f"{_W}trPr")
        is_head = settings is not None and settings.find(f"{_W}tblHeader") is not None
        if settings is None:
            row.insert(0, settings := etree.Element(f"{_W}trPr"))
        short = height <= (_END if at in (1, len(rows) - 1) else _ROW)
        if short or is_head:
            settings.insert(0, etree.Element(f"{_W}cantSplit"))
        kept = short and (at in alone or (whole and at < len(rows) - 1))
        name = f"Table{'Small' if style == _SMALL else ''}{'Head' if is_head else ''}"
        for code in row.iterfind(f".//{_W}rStyle[@{_W}val='VerbatimChar']"):
            _sized(code.getparent(), code_size)
        for paragraph in row.iter(f"{_W}pPr"):
            _cell(paragraph, "TableText" if name == "Table" else name)
            if kept:
                paragraph.insert(1, etree.Element(f"{_W}keepNext"))


def _alone(table: Any, heights: list[int], small: bool) -> set[int]:
    """Return which rows are to stand on no page alone, and so are kept with what follows."""
    last = len(heights) - 1
    alone = {last - 1, *([1] if max(heights[1:2], default=0) <= _FIRST else [])}
    # Nor do the parameters, which follow the evidence, or the line that a report ends with.
    after = _style(next(table.itersiblings(f"{_W}p"), None))
    if after == "SmallPrint" or (small and after == "Heading1"):
        alone |= set(range(max(last - _LAST, 1), last + 1))
    return alone


def _widths(table: Any, rows: list[Any]) -> list[int]:
    """Return the width of each column, and write it wherever a word processor may look for it."""
    columns = table.findall(f"{_W}tblGrid/{_W}gridCol")
    given = [int(column.get(f"{_W}w", 0)) for column in columns]
    size = table.find(f"{_W}tblPr/{_W}tblW")
    if not all(given) or size.get(f"{_W}type") != "pct":
        return [_TEXT // max(len(columns), 1) for _ in columns]
    whole = min(_TEXT * int(size.get(f"{_W}w")) // 5000, _TEXT)
    edges = [whole * sum(given[:at]) // sum(given) for at in range(len(given) + 1)]
    widths = [after - before for before, after in pairwise(edges)]
    _measured(size, whole)
    table.find(f"{_W}tblPr/{_W}tblLayout").set(f"{_W}type", "autofit")
    for column, width in zip(columns, widths, strict=True):
        column.set(f"{_W}w", str(width))
    for row in rows:
        cells = row.findall(f"{_W}tc/{_W}tcPr")
        if len(cells) == len(widths):
            for cell, width in zip(cells, widths, strict=True):
                cell.insert(0, _measured(etree.Element(f"{_W}tcW"), width))
    return widths


def _measured(size: Any, width: int) -> Any:
    size.set(f"{_W}w", str(width))
    size.set(f"{_W}type", "dxa")
    return size


def _height(row: Any, rooms: list[float]) -> int:
    """Return about how many lines a row takes."""
    cells = ("".join(cell.itertext(f"{_W}t")) for cell in row.findall(f"{_W}tc"))
    return max((lines(words, room) for words, room in zip(cells, rooms, strict=False)), default=1)


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
        _sized(settings, _LARGE)


def _sized(settings: Any, half: str) -> None:
    """Give a run its size, in half points."""
    language = settings.find(f"{_W}lang")  # the schema has it last
    at = len(settings) if language is None else settings.index(language)
    for name in ("szCs", "sz"):
        settings.insert(at, etree.Element(f"{_W}{name}", {f"{_W}val": half}))


def _ragged(paragraph: Any) -> None:
    """Leave a paragraph with an address or a hash unjustified: its line would be torn apart."""
    settings = paragraph.find(f"{_W}pPr")
    words = "".join(paragraph.itertext(f"{_W}t"))
    if settings is not None and settings.find(f"{_W}jc") is None and _UNBROKEN.search(words):
        etree.SubElement(settings, f"{_W}jc").set(f"{_W}val", "left")


def _together(paragraph: Any) -> None:
    """Keep key figures on one page, and with a claim the line that says where it is used."""
    pair = _style(paragraph), _style(paragraph.getnext())
    if pair[1] == "ClaimUsed" or pair == ("KeyFigure", "KeyFigure"):
        paragraph.find(f"{_W}pPr").insert(1, etree.Element(f"{_W}keepNext"))


def _contents(listed: list[Any]) -> None:
    """Keep the contents on one page, as the block of its own that Word makes anew."""
    if not listed:
        return
    for paragraph in listed[:-1]:
        paragraph.find(f"{_W}pPr").insert(1, etree.Element(f"{_W}keepNext"))
    block = etree.fromstring(_CONTENTS)
    listed[0].addprevious(block)
    block[1].extend(listed)


def _style(paragraph: Any) -> str:
    style = None if paragraph is None else paragraph.find(f"{_W}pPr/{_W}pStyle")
    return "" if style is None else str(style.get(f"{_W}val"))


def _cell(settings: Any, name: str) -> None:
    style = settings.find(f"{_W}pStyle")
    if style is not None:
        style.set(f"{_W}val", name)
