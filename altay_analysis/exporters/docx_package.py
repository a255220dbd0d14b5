"""The package of a Word report: the reference document before pandoc, what it lacks after.

Both are ZIP files of XML. The reference document is made from the text files in
`templates/report_docx`, so that each style can be read and reviewed; no binary is kept.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from altay_analysis.exporters.docx_layout import laid_out
from altay_analysis.exporters.docx_nodes import language_of

__all__ = ["finished", "reference"]

_LOOKS = Path(__file__).parent / "templates" / "report_docx"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP file can hold
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
    """Return what pandoc made, laid out for Word, with its properties and fixed dates."""
    core = {**held, "tag": language_of(held["lang"]), "date": date}
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["word/document.xml"] = laid_out(parts["word/document.xml"])
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
