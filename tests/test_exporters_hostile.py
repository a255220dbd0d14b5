"""Hostile strings in every text field come out as text, in HTML and in PDF."""

from __future__ import annotations

import io
import shutil
import subprocess
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hostile import HOSTILE, MEGABYTE, every_construct, notebook_full_of, shown_form
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from altay_analysis.errors import ReportError
from altay_analysis.exporters import export
from altay_analysis.exporters.cells import MIME
from altay_analysis.exporters.svg import sanitised


def assert_inert(page: Any) -> None:
    assert not page.xpath("//script | //iframe | //object | //embed | //form | //b | //base")
    assert not [
        name for name in page.xpath("//@*/..") for key in name.attrib if key.startswith("on")
    ]
    assert all(address.startswith("data:image/") for address in page.xpath("//@src"))
    addresses = page.xpath("//@href")
    assert all(a.startswith(("#", "data:text/csv", "http", "mailto:")) for a in addresses)


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_is_text_on_the_page(hostile: str) -> None:
    """In HTML each text field shows the string itself, and nothing in it works."""
    made = export(notebook_full_of(hostile), "html", warn=pytest.fail).decode()
    page = html.document_fromstring(made)
    assert_inert(page)
    for where in ("//section[@class='answer']/p[2]", "//figcaption", "//caption", "//td", "//dd"):
        text = "".join(unicodedata.normalize("NFKC", page.xpath(f"string({where})")).split())
        assert shown_form(hostile) in text


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_is_text_in_the_pdf(hostile: str, tmp_path: Path) -> None:
    """In PDF each text field shows the string itself, and the file keeps its claims."""
    pdf = export(notebook_full_of(hostile), "pdf", warn=pytest.fail)
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext (poppler) is not installed; that it compiles was checked")
    (file := tmp_path / "report.pdf").write_bytes(pdf)
    done = subprocess.run([program, str(file), "-"], capture_output=True, check=True)
    text = "".join(unicodedata.normalize("NFKC", done.stdout.decode()).split())
    # Lines of a narrow cell may come apart; the answer's line is one.
    assert shown_form(hostile).replace("\u200b", "")[:12] in text.replace("\u200b", "")


def with_parameter(hostile: str) -> Any:
    """Return the notebook of every construct, made with a hostile parameter."""
    nb = every_construct()
    stated = [{"name": "region", "value": hostile, "help": hostile}]
    nb.metadata.setdefault("altay", {}).update(made_with=stated, parameters={"region": hostile})
    for cell in nb.cells:
        for output in cell.get("outputs", ()):
            if output.data.get(MIME, {}).get("kind") == "parameters":
                runs = [{"text": hostile}]
                output.data[MIME]["items"] = [{"name": "region", "value": runs, "help": runs}]
    return nb


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_parameter_is_text_on_paper_and_in_word(hostile: str) -> None:
    """What a report was made with is shown as it is, in PDF with its claims and in Word."""
    nb = with_parameter(hostile)
    assert export(nb, "pdf", warn=pytest.fail).startswith(b"%PDF")
    with zipfile.ZipFile(io.BytesIO(export(nb, "docx", warn=pytest.fail))) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    words = "".join(unicodedata.normalize("NFKC", "".join(body.itertext())).split())
    # A hyphen that does not break is an element, not a sign.
    assert shown_form(hostile).replace("-", "") in words.replace("-", "")


def test_a_cell_of_a_megabyte_is_shown_whole() -> None:
    """A cell holds whatever it is given: a page of a megabyte is a page."""
    nb = every_construct()
    for output in (output for cell in nb.cells for output in cell.get("outputs", ())):
        if output.data[MIME]["kind"] == "table":
            output.data[MIME]["rows"][0][1] = [{"text": MEGABYTE}]
    page = html.document_fromstring(export(nb, "html", warn=pytest.fail).decode())
    assert MEGABYTE in page.xpath("//td/text()")


FRAGMENTS = (
    *(text for name, text in HOSTILE.items() if name != "replaced"),
    *(
        "$",
        "`",
        "```",
        "[^1]",
        "\n[^1]: n",
        "\n\n",
        "\n",
        "| a |",
        "> ",
        "- ",
        "#",
        "](",
        "![",
        "](",
    ),
    *(r"$\frac{1}$", r"$\text{#panic()}$", "$#x$", "$$", "<!-- c -->", "`#panic()`{=typst}"),
    *("[a](javascript:alert(1))", "![a](https://example.org/x.png)", "{typst:fill=x}", "::: {.x}"),
)


@given(st.lists(st.lists(st.sampled_from(FRAGMENTS), max_size=8), min_size=1, max_size=12))
@settings(max_examples=12)
def test_hostile_markdown_is_inert(cells: list[list[str]]) -> None:
    """Whatever a markdown cell holds, both outputs come, and nothing in it runs or is fetched."""
    nb = new_notebook(cells=[new_markdown_cell("".join(parts)) for parts in cells])
    assert_inert(html.document_fromstring(export(nb, "html", warn=pytest.fail).decode()))
    assert export(nb, "pdf", warn=pytest.fail).startswith(b"%PDF")


def test_hostile_html_output_is_inert() -> None:
    """A stranger's HTML output keeps its table and loses scripts, handlers and requests."""
    table = (
        "<table onclick=alert(1) style='background:url(https://example.org/a)'><tr>"
        "<td typst:fill='panic()'>cell <img src=https://example.org/a.png onerror=alert(1)></td>"
        "</tr></table><iframe src='https://example.org/'></iframe><script>alert(1)</script>"
        "<svg onload=alert(1)></svg><a href='javascript:alert(1)'>link</a>"
    )
    output = new_output("display_data", data={"text/html": table})
    nb = new_notebook(cells=[new_code_cell("x", outputs=[output])])
    page = html.document_fromstring(export(nb, "html", warn=pytest.fail).decode())
    assert_inert(page)
    assert "cell" in page.xpath("string(//td)")
    assert export(nb, "pdf", warn=pytest.fail).startswith(b"%PDF")


SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
BAD_SVG = {
    "script": f"<svg {SVG}><script>alert(1)</script></svg>",
    "handler": f'<svg {SVG} onload="alert(1)"/>',
    "foreign": f"<svg {SVG}><foreignObject><body xmlns='http://www.w3.org/1999/xhtml'/></foreignObject></svg>",
    "image": f'<svg {SVG}><image xlink:href="https://example.org/a.png"/></svg>',
    "nested": f'<svg {SVG}><image href="data:image/svg+xml;base64,AAAA"/></svg>',
    "use": f'<svg {SVG}><use href="https://example.org/a.svg#b"/></svg>',
    "url": f'<svg {SVG}><rect style="fill: url(https://example.org/a)"/></svg>',
    "escaped-url": f'<svg {SVG}><rect style="fill: u\\72l(https://example.org/a)"/></svg>',
    "import": f"<svg {SVG}><style>@import 'https://example.org/a.css';</style></svg>",
    "animated": f'<svg {SVG}><a><set attributeName="href" to="javascript:alert(1)"/></a></svg>',
    "link": f'<svg {SVG}><a href="javascript:alert(1)"><text>x</text></a></svg>',
}


@pytest.mark.parametrize("source", BAD_SVG.values(), ids=BAD_SVG)
@pytest.mark.parametrize("keep_style", [False, True], ids=["inline", "apart"])
def test_nothing_in_an_svg_runs_or_is_fetched(source: str, keep_style: bool) -> None:
    """Scripts, handlers, foreign markup and addresses outside are gone from an SVG."""
    made = sanitised(source, "p", keep_style=keep_style)
    assert not any(
        sign in made for sign in ("alert", "example.org", "foreign", "svg+xml", "onload")
    )


def test_entities_of_an_svg_are_not_read() -> None:
    """An external entity is not resolved."""
    source = (
        f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg {SVG}><text>&x;</text></svg>'
    )
    assert "root" not in sanitised(source, "p")


def test_what_is_no_svg_is_refused() -> None:
    """A text that is not an SVG is an error that says so."""
    with pytest.raises(ReportError, match="begins with 'html', not with svg"):
        sanitised("<html/>", "p")


def test_ids_of_an_svg_are_its_own() -> None:
    """An id that is referred to gets the picture's prefix; another goes."""
    source = (
        f'<svg {SVG}><defs><clipPath id="a"/></defs><g id="figure_1" clip-path="url(#a)"/></svg>'
    )
    root = etree.fromstring(sanitised(source, "picture-2"))
    assert root.xpath("//@id") == ["picture-2-a"]
    assert root.xpath("//@clip-path") == ["url(#picture-2-a)"]
