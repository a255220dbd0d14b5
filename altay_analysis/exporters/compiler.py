"""The typst compiler with the packaged fonts alone, and pictures drawn by it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

__all__ = ["compiler", "found", "in_norm", "rasters"]

_DRAWN = "'Noto Sans SC'"
_DOTS = 220.0  # an inch: sharp on paper, and a few tens of kB a figure
_SHEET = """#set page(width: 166mm, height: auto, margin: 0pt)
#set text(font: ("Noto Sans SC", "Libertinus Serif"))
#for (at, name) in json("names.json").enumerate() {
  if at > 0 { pagebreak() }
  image(name, width: 100%)
}
"""


@cache
def compiler() -> Any:
    """Return typst's compiler: no system font, so that a page is the same on every machine."""
    import typst

    return typst.Compiler(font_paths=_fonts())


def found(source: Path, root: Path, label: str) -> Any:
    """Return the value that a document holds under a label once it is laid out.

    Raises
    ------
    RuntimeError
        If it cannot be laid out.
    """
    import json

    import typst

    document = typst.Compiler(str(source), root=str(root), font_paths=_fonts())
    return json.loads(document.query(f"<{label}>", field="value", one=True))


@cache
def _fonts() -> Any:
    import pylopdf_fonts_zh_cn
    import pylopdf_fonts_zh_tw
    import typst

    folders = [
        str(Path(packaged.sans_path()).parent)
        for packaged in (pylopdf_fonts_zh_cn, pylopdf_fonts_zh_tw)
    ]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)


def in_norm(svg: str, lang: str) -> str:
    """Return a picture whose characters have the shapes of a language's norm.

    Figures are measured in one font for all; the other has the same widths.
    """
    return svg.replace(_DRAWN, f"'Noto Sans TC', {_DRAWN}") if lang == "zh-Hant" else svg


def rasters(drawn: Mapping[str, str]) -> dict[str, bytes]:
    """Return each SVG as a PNG of 166 mm, drawn with the packaged fonts.

    A word processor has neither our fonts nor one way of drawing an SVG; a PNG looks the same
    in each.

    Parameters
    ----------
    drawn : mapping of str to str
        SVG sources by the name of the file.

    Raises
    ------
    typst.TypstError
        If one cannot be drawn.
    """
    import json

    if not drawn:
        return {}
    with TemporaryDirectory(prefix="altay-png-") as folder:
        home = Path(folder)
        for name, source in drawn.items():
            (home / name).write_text(source, encoding="utf-8")
        (home / "names.json").write_text(json.dumps(list(drawn)), encoding="utf-8")
        (home / "sheet.typ").write_text(_SHEET, encoding="utf-8")
        pages = compiler().compile(
            input=str(home / "sheet.typ"), root=folder, format="png", ppi=_DOTS
        )
    pages = pages if isinstance(pages, list) else [pages]
    return dict(zip(drawn, pages, strict=True))
