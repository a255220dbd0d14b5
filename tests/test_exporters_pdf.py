"""`altay-pdf`: each construct comes through into a real, tagged, reproducible PDF."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
import pdfua
import pikepdf
import pytest
from lxml import html

from altay_analysis.errors import ReportError
from altay_analysis.exporters import export, pdf
from altay_analysis.exporters.cells import MIME

NOTEBOOKS = Path(__file__).parent / "notebooks"
LANGUAGES = ("en", "zh-Hans", "zh-Hant")
NEEDS_PDFTOTEXT = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext (poppler) is not installed"
)


def notebook(name: str) -> Any:
    return nbformat.read(NOTEBOOKS / f"{name}_synthetic.ipynb", as_version=4)


@cache
def made(lang: str) -> bytes:
    return export(notebook(f"every_construct_{lang}"), "pdf", warn=pytest.fail)


@cache
def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def elements(node: Any) -> Iterator[Any]:
    """Yield each structure element below a node of the structure tree."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from elements(child)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        yield from elements(node.get("/K", pikepdf.Array()))


def roles(pdf: pikepdf.Pdf, role: str) -> list[Any]:
    found = elements(pdf.Root.StructTreeRoot.K)
    return [element for element in found if pikepdf.Name(role) == element.S]


def links(pdf: pikepdf.Pdf) -> list[Any]:
    return [
        note
        for page in pdf.pages
        for note in page.get("/Annots", [])
        if note.Subtype == pikepdf.Name.Link
    ]


def text_of(pdf: bytes, tmp_path: Path) -> str:
    (file := tmp_path / "report.pdf").write_bytes(pdf)
    command = ["pdftotext", str(file), "-"]
    done = subprocess.run(command, capture_output=True, check=True)
    return unicodedata.normalize("NFKC", done.stdout.decode())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pdfua_finds_nothing(lang: str, tmp_path: Path) -> None:
    """The checker of PDF/UA has no finding."""
    (file := tmp_path / "report.pdf").write_bytes(made(lang))
    assert list(pdfua.validate(str(file)).findings) == []


@pytest.mark.parametrize(
    ("lang", "tag"), [("en", "en"), ("zh-Hans", "zh-CN"), ("zh-Hant", "zh-TW")]
)
def test_the_claims_and_the_language_are_in_the_file(lang: str, tag: str) -> None:
    """XMP says PDF/UA-1 and PDF/A-3a; the catalogue says the language."""
    pdf = opened(made(lang))
    metadata = pdf.Root.Metadata.read_bytes().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "<pdfaid:part>3</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert pdf.Root.Lang == tag
    assert pdf.Root.MarkInfo.Marked


def test_a_run_in_another_language_is_tagged() -> None:
    """A Chinese token in an English report carries its language."""
    spans = elements(opened(made("en")).Root.StructTreeRoot.K)
    assert "zh-CN" in {str(span.get("/Lang")) for span in spans}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_link_resolves(lang: str) -> None:
    """Each link within the file leads to one of its pages."""
    pdf = opened(made(lang))
    pages = {page.objgen for page in pdf.pages}
    inner = [target(pdf, link) for link in links(pdf) if "/Dest" in link]
    assert len(inner) > 20
    assert set(inner) <= pages


def test_numbers_lead_to_the_evidence_and_back() -> None:
    """A link on the first page leads to the evidence page, and one there leads back."""
    pdf = opened(made("en"))
    first, last = pdf.pages[0].objgen, pdf.pages[-1].objgen

    def targets(page: Any) -> set[Any]:
        return {target(pdf, note) for note in page.Annots if "/Dest" in note}

    assert last in targets(pdf.pages[0])
    assert first in targets(pdf.pages[-1])


@pytest.mark.parametrize(
    ("lang", "alt"),
    [("en", "Two bars, the later one taller."), ("zh-Hans", "两根柱，后者较高。")],
)
def test_a_figure_has_its_alt_text_and_caption(lang: str, alt: str) -> None:
    """The figure element has the alt text, and captions are tagged."""
    pdf = opened(made(lang))
    assert [str(figure.Alt) for figure in roles(pdf, "/Figure")] == [alt]
    assert len(roles(pdf, "/Caption")) == 3


def test_a_table_has_header_cells_that_repeat() -> None:
    """A table over two pages has one head in the tags, and every cell once."""
    pdf = opened(made("en"))
    assert len(roles(pdf, "/THead")) == len(roles(pdf, "/Table")) == 4
    assert len(roles(pdf, "/TH")) == 2 + 2 + 7 + 3


def test_an_equation_is_a_formula_with_its_source_as_alt() -> None:
    """Formulas are tagged, their LaTeX source being the alt text."""
    formulas = roles(opened(made("en")), "/Formula")
    assert [str(formula.Alt) for formula in formulas] == ["a/b - 1", r"\frac{b}{a} - 1"]


def test_a_note_is_tagged() -> None:
    """A note in the prose is a note in the file."""
    assert len(roles(opened(made("zh-Hans")), "/Note")) == 1


def test_the_outline_holds_the_sections() -> None:
    """The bookmarks are the numbered sections."""
    with opened(made("zh-Hans")).open_outline() as outline:
        titles = [item.title for item in outline.root]
        below = [item.title for item in outline.root[0].children]
    assert (titles, below) == (["1 增长了多少", "2 核对", "3 依据"], ["1.1 各村"])


def test_the_evidence_is_attached_as_data() -> None:
    """The evidence is an associated file with the relationship Data, byte for byte."""
    pdf = opened(made("zh-Hans"))
    attached = pdf.attachments["evidence.csv"]
    assert attached.relationship == pikepdf.Name.Data
    assert attached.get_file().mime_type == "text/csv"
    assert attached.get_file().read_bytes().decode().startswith("id,as_printed\nincome,1237.40万元")
    assert len(pdf.Root.AF) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_font_is_embedded(lang: str) -> None:
    """No page, and no figure on it, relies on a font of the reader's machine."""
    fonts = [
        item
        for item in opened(made(lang)).objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == pikepdf.Name.FontDescriptor
    ]
    assert fonts
    assert all({"/FontFile2", "/FontFile3"} & set(font.keys()) for font in fonts)


@pytest.mark.parametrize(
    ("lang", "used"), [("zh-Hans", "SC"), ("zh-Hant", "TC")], ids=["simplified", "traditional"]
)
def test_characters_have_the_shapes_of_the_language(lang: str, used: str) -> None:
    """Traditional Chinese is set in a font of its own norm, in figures and tables too."""
    names = " ".join(
        str(item.FontName)
        for item in opened(made(lang)).objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == pikepdf.Name.FontDescriptor
    )
    assert f"NotoSans{used}" in names
    assert f"NotoSerif{used}" in names


def target(pdf: pikepdf.Pdf, link: Any) -> Any:
    """Return the page that a link within the file leads to."""
    place = link.Dest
    if isinstance(place, pikepdf.String):
        place = pikepdf.NameTree(pdf.Root.Names.Dests)[str(place)]
    return place[0].objgen


@NEEDS_PDFTOTEXT
@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ["Village collective economy", "1237.40万元", "村级集体经济收入", "Page 1 of 4"]),
        ("zh-Hans", ["村级集体经济", "阿勒泰市", "“引号”", "第1页,共4页", "图1收入"]),
        ("zh-Hant", ["村級集體經濟", "發展經濟", "第1頁,共4頁", "圖1收入"]),
    ],
)
def test_text_copies_out_as_it_was_put_in(lang: str, words: list[str], tmp_path: Path) -> None:
    """Chinese and Latin text can be copied out, that of figures and tables too."""
    text = text_of(made(lang), tmp_path)
    if lang != "en":  # the gap between Chinese and Latin signs is read as a space by some
        text = text.replace(" ", "")
    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_equal_bytes_for_equal_input(lang: str) -> None:
    """The same notebook gives the same bytes, whatever folder it was compiled in."""
    assert export(notebook(f"every_construct_{lang}"), "pdf", warn=pytest.fail) == made(lang)


def test_a_foreign_image_without_alt_text_costs_the_claim() -> None:
    """A stranger's picture without alt text: the PDF comes, one line names cell and remedy."""
    said: list[str] = []
    pdf = opened(export(notebook("foreign"), "pdf", warn=said.append))
    assert len(said) == 1
    assert said[0].startswith("cell 4 (id plot): an image has no alt text; give the output an alt")
    assert '"image/png": {"alt": "..."}' in said[0]
    assert b"pdfuaid" not in pdf.Root.Metadata.read_bytes()


def test_a_foreign_image_with_alt_text_keeps_the_claim() -> None:
    """With the remedy applied nothing is said, and the claim is there."""
    nb = notebook("foreign")
    nb.cells[3].outputs[0].metadata = {"image/png": {"alt": "A dot"}}
    pdf = opened(export(nb, "pdf", warn=pytest.fail))
    assert b"pdfuaid" in pdf.Root.Metadata.read_bytes()
    assert [str(figure.Alt) for figure in roles(pdf, "/Figure")] == ["A dot"]


def test_a_sign_that_no_font_has_names_the_cell() -> None:
    """A foreign notebook loses the claim over an emoji; one of ours is refused."""
    foreign, own = notebook("foreign"), notebook("every_construct_en")
    foreign.cells[1].source += " 😀"
    foreign.cells[3].outputs = []
    said: list[str] = []
    export(foreign, "pdf", warn=said.append)
    assert said[0].startswith("cell 2 (id md-2): the packaged fonts have no sign for '😀'")
    next(cell for cell in own.cells if cell.id == "grew-en").source += " 😀"
    with pytest.raises(ReportError, match=r"\(id grew-en\): the packaged fonts have no sign"):
        export(own, "pdf", warn=pytest.fail)


@NEEDS_PDFTOTEXT
def test_a_foreign_notebook_comes_out_readable(tmp_path: Path) -> None:
    """Long code, streams, tables and errors of a stranger's notebook are all on the page."""
    text = text_of(export(notebook("foreign"), "pdf", warn=[].append), tmp_path)
    joined = "".join(text.split())
    assert "x" * 150 in joined
    for words in ("printed", "22.5", "ValueError: no such area", "far (https://example.org/a.png)"):
        assert words in text


def test_nbconvert_knows_the_exporter_by_name(tmp_path: Path) -> None:
    """`jupyter nbconvert --to altay-pdf` works on an executed notebook."""
    source = shutil.copy(
        NOTEBOOKS / "every_construct_en_synthetic.ipynb", tmp_path / "report.ipynb"
    )
    command = [sys.executable, "-m", "nbconvert", "--to", "altay-pdf", str(source)]
    subprocess.run(command, check=True, capture_output=True, cwd=tmp_path)
    assert (tmp_path / "report.pdf").read_bytes() == made("en")


def long_notebook(paragraphs: int) -> Any:
    """Return a report whose text before its parameters has so many paragraphs."""
    nb = notebook("every_construct_en")
    filler = "\n\n".join(["Words of no weight, to fill a line of this page."] * paragraphs)
    nb.cells.insert(-2, nbformat.v4.new_markdown_cell(filler, id="filler"))
    return nb


def last_page(pdf: bytes, tmp_path: Path) -> str:
    (file := tmp_path / "report.pdf").write_bytes(pdf)
    pages = str(len(opened(pdf).pages))
    command = ["pdftotext", "-f", pages, "-layout", str(file), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def test_a_last_page_with_next_to_nothing_on_it_is_taken_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where a little less space lets a near-empty last page go, it goes."""
    taken_in = export(long_notebook(22), "pdf", warn=pytest.fail)
    monkeypatch.setattr("altay_analysis.exporters.pdf._CLOSER", ())
    left = export(long_notebook(22), "pdf", warn=pytest.fail)
    assert len(opened(taken_in).pages) == len(opened(left).pages) - 1


@NEEDS_PDFTOTEXT
def test_the_running_head_names_report_and_place(tmp_path: Path) -> None:
    """From the second page on each page says what it is of; each foot has date, key and page."""
    nb = notebook("every_construct_en")
    for cell in nb.cells:
        for output in cell.get("outputs", []):
            if output.data.get(MIME, {}).get("kind") == "masthead":
                output.data[MIME]["place"] = "Altay City"
    head, *_ = last_page(export(nb, "pdf", warn=pytest.fail), tmp_path).split("\n")
    assert head.split() == ["Village", "collective", "economy", "Altay", "City"]
    foot = last_page(made("en"), tmp_path)
    assert all(part in foot for part in ("Date of the data 2026-06-10", "Report key", "Page 4 of"))


def test_typst_sees_its_own_folder_alone() -> None:
    """A text is never typst source, and the compiler sees the folder of its report alone."""
    from typst import TypstError

    from altay_analysis.exporters.compiler import compiler

    nb = notebook("every_construct_en")
    nb.cells[0].source += '\n\n#read("/etc/passwd") `#read("/etc/passwd")`{=typst}'
    assert export(nb, "pdf", warn=pytest.fail).startswith(b"%PDF")
    with TemporaryDirectory() as folder:
        (source := Path(folder) / "a.typ").write_text('#read("/etc/passwd")')
        with pytest.raises(TypstError, match="file not found"):
            compiler().compile(input=str(source), root=folder)
        source.write_text('#read("../../../../../../etc/passwd")')
        with pytest.raises(TypstError, match="would escape the project root"):
            compiler().compile(input=str(source), root=folder)


@NEEDS_PDFTOTEXT
def test_a_layout_that_never_settles_is_made_without_moved_drawings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where the place of a drawing decides itself, the drawing stays where it is named."""
    source = (Path(pdf.__file__).parent / "templates" / "report.typ").read_text("utf-8")
    restless = "#context if doc.floats { v(here().position().y + 1pt) }\n#for b in doc.blocks"
    changed = {
        "restless": source.replace("#for b in doc.blocks", restless, 1),
        "still": source.replace("doc.floats and", "false and", 1),
    }
    outputs = []
    for name, text in changed.items():
        (template := tmp_path / f"{name}.typ").write_text(text, "utf-8")
        monkeypatch.setattr(pdf, "_TEMPLATE", template)
        outputs.append(export(notebook("every_construct_en"), "pdf", warn=pytest.fail))
    assert len(opened(outputs[0]).pages) == len(opened(outputs[1]).pages)
    pages = len(opened(outputs[0]).pages)
    assert f"Page {pages} of {pages}" in last_page(outputs[0], tmp_path)


def table_of(rows: int, paragraphs: int) -> nbformat.NotebookNode:
    """Return the long notebook with a table of some rows behind its filler."""
    nb = long_notebook(paragraphs)
    held = next(o.data for c in nb.cells for o in c.get("outputs", []) if held_kind(o) == "table")
    held[MIME]["rows"] = [
        [[{"text": f"row{at}", "name": True}], [{"text": "x"}]] for at in range(rows)
    ]
    held[MIME]["columns"] = held[MIME]["columns"][:2]
    return nb


def held_kind(output: Any) -> str:
    return str(output.get("data", {}).get(MIME, {}).get("kind", ""))


@NEEDS_PDFTOTEXT
@pytest.mark.parametrize("rows", [8, 20, 29, 30, 31, 32, 33])
def test_no_row_of_a_table_is_alone_on_a_page(rows: int, tmp_path: Path) -> None:
    """A table that is parted has three rows or more on each of its pages."""
    text = text_of(export(table_of(rows, 0), "pdf", warn=pytest.fail), tmp_path)
    on_pages = [len(re.findall(r"row\d", page)) for page in text.split("\f")]
    assert sum(on_pages) == rows
    assert min(count for count in on_pages if count) >= 3


@NEEDS_PDFTOTEXT
def test_a_number_stays_with_its_unit(tmp_path: Path) -> None:
    """In a narrow cell too, a number and its unit are on one line, and a short bracket is whole."""
    nb = table_of(3, 0)
    held = next(o.data for c in nb.cells for o in c.get("outputs", []) if held_kind(o) == "table")
    words = "39.3347 to 39.3349 million yuan", "5170.875 万至 5170.885 万元（转载）"
    held[MIME]["columns"] = [{"label": [{"text": "a"}], "align": "left"} for _ in range(4)]
    held[MIME]["rows"] = [[[{"text": word, "name": True}] for word in words * 2] for _ in range(3)]
    text = text_of(export(nb, "pdf", warn=pytest.fail), tmp_path)
    assert "39.3349 million yuan" in text
    assert "5170.885 万元" in text
    assert "(转载)" in text


@NEEDS_PDFTOTEXT
def test_a_hash_breaks_in_even_groups(tmp_path: Path) -> None:
    """No two digits of a hash stand on a line of their own."""
    nb = notebook("every_construct_en")
    hashed = "0123456789abcdef" * 4
    nb.cells.insert(-2, nbformat.v4.new_markdown_cell(f"`{hashed}` " * 4, id="hash"))
    (file := tmp_path / "report.pdf").write_bytes(export(nb, "pdf", warn=pytest.fail))
    command = ["pdftotext", "-layout", str(file), "-"]
    shown = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    parts = [part for line in shown.split("\n") for part in line.split() if part in hashed * 2]
    assert "".join(part for part in parts if len(part) > 7).count(hashed) == 4
    assert {len(part) % 8 for part in parts if len(part) > 7} == {0}


@NEEDS_PDFTOTEXT
def test_a_drawing_that_heads_a_page_stands_before_the_next_table(tmp_path: Path) -> None:
    """What does not fit on a page goes to the next one, and no table begins ahead of it."""
    pages = text_of(made("en"), tmp_path).split("\f")
    drawing, table = (
        next(at for at, page in enumerate(pages) if words in page)
        for words in ("Income, 10,000 yuan", "Income by village")
    )
    assert drawing <= table


@NEEDS_PDFTOTEXT
@pytest.mark.parametrize("ahead", [0, 1])
def test_a_sentence_that_introduces_stays_with_what_follows(ahead: int, tmp_path: Path) -> None:
    """No page ends with a sentence that ends with a colon."""
    nb = notebook("every_construct_en")
    held = next(cell for cell in nb.cells if cell.id == "sentences").outputs[0].data[MIME]
    words = ["Words."] * ahead + ["Beside them:", "Words."] * 40
    held["paragraphs"] = [[{"text": word, "name": True}] for word in words]
    pages = text_of(export(nb, "pdf", warn=pytest.fail), tmp_path).split("\f")
    found = [re.findall(r"Beside them:|Words\.", page) for page in pages]
    assert {words[-1] for words in found if words} == {"Words."}


def test_sections_are_named_destinations() -> None:
    """A section can be cited by its address, the same as on the page."""
    nb = notebook("every_construct_en")
    page = html.document_fromstring(export(nb, "html", warn=pytest.fail).decode())
    sections = {str(name) for name in page.xpath("//h2/@id") if str(name).startswith("sec-")}
    named = {str(name) for name in pikepdf.NameTree(opened(made("en")).Root.Names.Dests)}
    assert sections
    assert sections <= named
