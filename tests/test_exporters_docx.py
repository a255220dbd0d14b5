"""`altay-docx`: each construct comes through into a real Word document that can be checked."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import docx
import nbformat
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from hostile import HOSTILE, notebook_full_of, shown_form
from lxml import etree
from office import printed

from altay_analysis.exporters import export
from altay_analysis.exporters.docx_nodes import bookmark

NOTEBOOKS = Path(__file__).parent / "notebooks"
LANGUAGES = ("en", "zh-Hans", "zh-Hant")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
each_language = pytest.mark.parametrize("lang", LANGUAGES)


def notebook(name: str) -> Any:
    return nbformat.read(NOTEBOOKS / f"{name}_synthetic.ipynb", as_version=4)


@cache
def made(lang: str) -> bytes:
    return export(notebook(f"every_construct_{lang}"), "docx", warn=pytest.fail)


def opened(raw: bytes) -> Document:
    return docx.Document(io.BytesIO(raw))


def part(raw: bytes, name: str) -> Any:
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        return etree.fromstring(package.read(name))


def body(raw: bytes) -> Any:
    return part(raw, "word/document.xml")


def said(node: Any) -> str:
    return "".join(node.itertext(f"{W}t"))


def styled(raw: bytes, style: str) -> list[str]:
    """Return the text of each paragraph of a style, fields included."""
    found = (p for p in body(raw).iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle") is not None)
    return [said(p) for p in found if p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == style]


def attributes(raw: bytes, tag: str, name: str) -> Iterator[str]:
    for element in body(raw).iter(f"{W}{tag}"):
        if (value := element.get(f"{W}{name}")) is not None:
            yield value


@pytest.mark.parametrize(
    ("lang", "headings"),
    [
        ("en", [("How far it grew", 1), ("By village", 2), ("Claims", 1), ("Evidence", 1)]),
        ("zh-Hans", [("增长了多少", 1), ("各村", 2), ("核对", 1), ("依据", 1)]),
    ],
)
def test_headings_have_the_styles_that_word_knows(
    lang: str, headings: list[tuple[str, int]]
) -> None:
    """Sections are headings of their level, numbered by their style, under a Title."""
    opened_document = opened(made(lang))
    found = [
        (p.text, int(p.style.name[-1]))
        for p in opened_document.paragraphs
        if p.style.name.startswith("Heading")
    ]
    assert found == headings
    assert [p.text for p in opened_document.paragraphs if p.style.name == "Title"]
    numbered = opened_document.styles["Heading 1"].element.find(f"{W}pPr/{W}numPr/{W}numId")
    assert numbered.get(f"{W}val") == "1"


@each_language
def test_every_table_has_a_head_that_repeats_and_rows_that_are_whole(lang: str) -> None:
    """The first row of each table is its head on every page, and no row is cut."""
    tables = opened(made(lang)).tables
    assert len(tables) == 4
    for table in tables:
        settings = [row._tr.find(f"{W}trPr") for row in table.rows]
        assert [s.find(f"{W}tblHeader") is not None for s in settings] == [
            True,
            *[False] * (len(settings) - 1),
        ]
        assert all(s.find(f"{W}cantSplit") is not None for s in settings)
        assert all(cell.text.strip() for cell in table.rows[0].cells)


@pytest.mark.parametrize(
    ("lang", "alt"),
    [("en", "Two bars, the later one taller."), ("zh-Hans", "两根柱，后者较高。")],
)
def test_a_figure_is_a_picture_with_its_alt_text(lang: str, alt: str) -> None:
    """The alt text is where a screen reader looks; the picture is sharp enough to print."""
    from PIL import Image

    shape = opened(made(lang)).inline_shapes[0]
    assert shape._inline.docPr.get("descr") == alt
    with zipfile.ZipFile(io.BytesIO(made(lang))) as package:
        media = [name for name in package.namelist() if name.startswith("word/media/")]
        with Image.open(io.BytesIO(package.read(media[0]))) as picture:
            assert picture.width / shape.width.inches >= 200


@pytest.mark.parametrize(
    ("lang", "figure", "tables"),
    [("en", "Figure 1", ["Table 1", "Table 2"]), ("zh-Hans", "图1", ["表1", "表2"])],
)
def test_captions_are_captions_with_numbers_that_word_counts(
    lang: str, figure: str, tables: list[str]
) -> None:
    """A caption has the caption style and its number is a field of the sequence."""
    raw = made(lang)
    assert [text.split("\u2002")[0] for text in styled(raw, "Caption")] == [figure]
    assert [text.split("\u2002")[0] for text in styled(raw, "TableCaption")] == tables
    assert opened(raw).styles["Caption"].type == WD_STYLE_TYPE.PARAGRAPH
    fields = [value.split()[1] for value in attributes(raw, "fldSimple", "instr")]
    assert fields == ["Figure", "Table", "Table"]


@each_language
def test_every_link_leads_to_a_bookmark(lang: str) -> None:
    """Each inner link has its bookmark; names are unique and such as Word allows."""
    names = list(attributes(made(lang), "bookmarkStart", "name"))
    anchors = set(attributes(made(lang), "hyperlink", "anchor"))
    assert len(anchors) > 10
    assert anchors <= set(names)
    assert len(names) == len(set(names))
    assert all(len(n) <= 40 and n[0].isalpha() and n.replace("_", "").isalnum() for n in names)


def test_a_number_leads_to_its_evidence_and_back() -> None:
    """The answer's number links to a row of the evidence, which links to the answer."""
    root = body(made("en"))
    answers = [p for p in root.iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle") is not None]
    answer = next(p for p in answers if "Answer" in p.find(f"{W}pPr/{W}pStyle").get(f"{W}val")
                  and p.find(f"{W}hyperlink") is not None)  # fmt: skip
    target = answer.find(f"{W}hyperlink").get(f"{W}anchor")
    marks = {m.get(f"{W}name") for m in answer.iter(f"{W}bookmarkStart")}
    row = next(
        r for r in root.iter(f"{W}tr")
        if target in {m.get(f"{W}name") for m in r.iter(f"{W}bookmarkStart")}
    )  # fmt: skip
    assert marks & {h.get(f"{W}anchor") for h in row.iter(f"{W}hyperlink")}


@pytest.mark.parametrize(
    ("lang", "tag", "east"), [("en", "en-GB", "zh-CN"), ("zh-Hant", "zh-TW", "zh-TW")]
)
def test_the_language_and_the_date_are_in_the_file(lang: str, tag: str, east: str) -> None:
    """Properties and styles name the language; the date is that of the data."""
    document = opened(made(lang))
    properties = document.core_properties
    assert properties.language == tag
    assert properties.created == properties.modified
    assert properties.created.date().isoformat() == "2026-06-10"
    assert properties.title == document.paragraphs[0].text
    defaults = part(made(lang), "word/styles.xml").find(f".//{W}rPrDefault//{W}lang")
    assert defaults.get(f"{W}eastAsia") == east


def test_a_token_in_another_language_is_marked_as_such() -> None:
    """A printed token in an English report carries its own language, for Chinese fonts too."""
    marked = {lang.get(f"{W}eastAsia") for lang in body(made("en")).iter(f"{W}lang")}
    assert "zh-CN" in marked


def test_a_formula_is_a_formula() -> None:
    """Mathematics stays mathematics that Word can edit."""
    math = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
    assert len(list(body(made("en")).iter(math))) == 2


@each_language
def test_no_paragraph_is_without_a_style_of_ours(lang: str) -> None:
    """Each paragraph has a style that the reference document defines."""
    known = {s.style_id for s in opened(made(lang)).styles}
    assert set(attributes(made(lang), "pStyle", "val")) <= known
    assert set(attributes(made(lang), "rStyle", "val")) <= known
    assert set(attributes(made(lang), "tblStyle", "val")) <= known


@each_language
def test_equal_bytes_for_equal_input(lang: str) -> None:
    """The same notebook gives the same bytes, with no clock in the archive."""
    again = export(notebook(f"every_construct_{lang}"), "docx", warn=pytest.fail)
    assert again == made(lang)
    with zipfile.ZipFile(io.BytesIO(again)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_is_text(hostile: str) -> None:
    """In each text field stands the string itself; no field, link or part is made of it."""
    raw = export(notebook_full_of(hostile), "docx", warn=pytest.fail)
    document = opened(raw)
    for style in ("LastAnswer", "Caption", "TableCaption", "TableText", "Fact"):
        seen = ["".join(unicodedata.normalize("NFKC", text).split()) for text in styled(raw, style)]
        assert any(shown_form(hostile) in text for text in seen), style
    assert "".join(unicodedata.normalize("NFKC", document.core_properties.title).split())
    outside = [r for r in document.part.rels.values() if r.is_external]
    assert all(r.target_ref.startswith(("http://", "https://", "mailto:")) for r in outside)
    instructions = {value.split()[0] for value in attributes(raw, "fldSimple", "instr")}
    assert instructions <= {"SEQ"}


def test_a_foreign_notebook_comes_out_readable() -> None:
    """Code, streams, tables, pictures and errors of a stranger's notebook are all there."""
    raw = export(notebook("foreign"), "docx", warn=[].append)
    text = said(body(raw))
    assert "x" * 150 in text
    for words in ("printed", "22.5", "ValueError: no such area", "far (https://example.org/a.png)"):
        assert words in text
    assert len(opened(raw).inline_shapes) == 1


def test_a_bookmark_is_the_same_each_time_and_its_own() -> None:
    """Two anchors that Word's alphabet would make alike stay apart."""
    names = {bookmark(name) for name in ("ev-a-b", "ev-a.b", "ev-a_b", f"ev-{'a' * 60}")}
    assert len(names) == 4


def test_nbconvert_knows_the_exporter_by_name(tmp_path: Path) -> None:
    """`jupyter nbconvert --to altay-docx` works on an executed notebook."""
    source = shutil.copy(
        NOTEBOOKS / "every_construct_en_synthetic.ipynb", tmp_path / "report.ipynb"
    )
    command = [sys.executable, "-m", "nbconvert", "--to", "altay-docx", str(source)]
    subprocess.run(command, check=True, capture_output=True, cwd=tmp_path)
    assert (tmp_path / "report.docx").read_bytes() == made("en")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ["Villagecollectiveeconomy", "1Howfaritgrew", "Figure1", "1237.40万元", "Page1of"]),
        ("zh-Hans", ["村级集体经济", "1增长了多少", "图1", "表2", "第1页,共"]),
    ],
)
def test_a_word_processor_opens_it(lang: str, words: list[str], tmp_path: Path) -> None:
    """LibreOffice prints it: numbers of sections, captions, head and foot come out."""
    (file := tmp_path / "report.docx").write_bytes(made(lang))
    pdf = printed(file, tmp_path)
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext (poppler) is not installed; that it is printed was checked")
    done = subprocess.run([program, str(pdf), "-"], capture_output=True, check=True)
    text = "".join(unicodedata.normalize("NFKC", done.stdout.decode()).split())
    assert [word for word in words if word not in text] == []
