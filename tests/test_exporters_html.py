"""`altay-html`: each construct comes through, and nothing runs or is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pytest
from browser import opened
from lxml import html
from playwright.sync_api import Page, expect

from altay_analysis.exporters import export
from altay_analysis.exporters.cells import MIME
from altay_analysis.exporters.digits import align
from altay_analysis.exporters.shortforms import short_forms
from altay_analysis.exporters.tinted import tinted
from altay_analysis.exporters.words import WORDS
from altay_analysis.present.style import ACCENT

NOTEBOOKS = Path(__file__).parent / "notebooks"
LANGUAGES = ("en", "zh-Hans", "zh-Hant")


def notebook(name: str) -> Any:
    return nbformat.read(NOTEBOOKS / f"{name}_synthetic.ipynb", as_version=4)


@cache
def page(name: str) -> Any:
    made = export(notebook(name), "html", warn=pytest.fail)
    return html.document_fromstring(made.decode())


def shown_objects(nb: Any, kind: str) -> Iterator[Any]:
    """Yield the display objects of a kind."""
    for output in (output for cell in nb.cells for output in cell.get("outputs", ())):
        if output.get("data", {}).get(MIME, {}).get("kind") == kind:
            yield output.data[MIME]


def ours(lang: str) -> Any:
    return page(f"every_construct_{lang}")


EVERY_PAGE = [*(f"every_construct_{lang}" for lang in LANGUAGES), "foreign"]


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_a_page_has_no_script_and_asks_no_host(name: str) -> None:
    """No script, handler, frame or style sheet; pictures are data; the policy forbids the rest."""
    made = page(name)
    assert not made.xpath("//script | //iframe | //link | //object | //embed | //base | //form")
    assert not made.xpath("//@*[starts-with(name(), 'on')]")
    assert all(address.startswith("data:") for address in made.xpath("//@src"))
    assert not re.search(r"url\((?!#)|@import", html.tostring(made, encoding="unicode"))
    policy = made.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_every_link_within_a_page_resolves(name: str) -> None:
    """Each link to a place in the page meets exactly one element with that id."""
    made = page(name)
    ids = made.xpath("//@id")
    assert len(ids) == len(set(ids))
    wanted = {address[1:] for address in made.xpath("//@href") if address.startswith("#")}
    assert wanted <= set(ids)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_language_and_one_h1(lang: str) -> None:
    """The page says its language, has one h1 and the landmarks, and a link past the head."""
    made = ours(lang)
    assert made.get("lang") == lang
    assert len(made.xpath("//h1")) == 1
    assert [len(made.xpath(f"//{mark}")) for mark in ("header", "nav", "main", "footer")] == [1] * 4
    assert made.xpath("//a[@class='skip']/@href") == ["#report"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_number_leads_to_its_row_and_the_row_back(lang: str) -> None:
    """A number in the answer links to its evidence row, which links back to it."""
    made = ours(lang)
    link = made.xpath("//section[@class='answer']//a[@class='ref']")[0]
    assert link.get("href") == "#ev-income"
    row = made.get_element_by_id("ev-income")
    assert f"#{link.get('id')}" in row.xpath(".//td[@class='used']//@href")
    assert row.tag == "tr"


@pytest.mark.parametrize(
    ("lang", "label", "alt"),
    [
        ("en", "Figure 1", "Two bars, the later one taller."),
        ("zh-Hans", "图1", "两根柱，后者较高。"),
        ("zh-Hant", "圖1", "两根柱，后者较高。"),
    ],
)
def test_a_figure_has_number_alt_text_and_data(lang: str, label: str, alt: str) -> None:
    """A figure is inline SVG with real text, its alt text, caption and data."""
    figure = ours(lang).get_element_by_id("fig-income")
    assert figure.xpath("string(.//figcaption)").startswith(label)
    svg = figure.xpath(".//*[local-name()='svg']")[0]
    assert (svg.get("role"), svg.get("aria-label")) == ("img", alt)
    assert "村级集体经济收入" in svg.xpath("string(.)")
    assert len(figure.xpath(".//details//tbody/tr")) == 2


def test_a_table_has_scopes_and_a_caption() -> None:
    """Column heads have the scope col, row heads the scope row, and the caption its number."""
    table = ours("en").get_element_by_id("table-villages")
    assert table.xpath(".//thead//th/@scope") == ["col", "col"]
    assert set(table.xpath(".//tbody//th/@scope")) == {"row"}
    assert table.xpath("string(.//caption)").startswith("Table 1 ")


def test_a_strong_run_is_strong() -> None:
    """Emphasis is markup, and its words are text."""
    nb = notebook("every_construct_en")
    runs = [{"text": "a < b", "strong": True}, {"text": "c", "em": True}]
    next(shown_objects(nb, "answer"))["paragraphs"] = [runs]
    made = html.document_fromstring(export(nb, "html", warn=pytest.fail))
    paragraph = made.xpath("//section[@class='answer']/p[2]")[0]
    assert paragraph.xpath("strong/text()") == ["a < b"]
    assert paragraph.xpath("em/text()") == ["c"]
    assert paragraph.text_content() == "a < bc"


def test_a_note_leads_there_and_back() -> None:
    """A note's number links to the note, and the note links back."""
    made = ours("zh-Hans")
    assert made.xpath("string(id('fn1'))").startswith("注释在此。")
    assert made.xpath("id('fn1')//a/@href") == ["#fnref1"]
    assert made.xpath("id('fnref1')/@href") == ["#fn1"]


def test_an_equation_is_mathml() -> None:
    """Inline and displayed formulas are MathML."""
    kinds = ours("en").xpath("//*[local-name()='math']/@display")
    assert kinds == ["inline", "block"]


def test_the_evidence_is_a_link_that_holds_the_file() -> None:
    """The evidence comes as CSV in a data URI."""
    link = ours("en").xpath("//a[@download='evidence.csv']/@href")[0]
    assert link.startswith("data:text/csv;charset=utf-8;base64,")


def test_a_mark_is_said_in_words() -> None:
    """A broken figure is marked by a sign, and by words for those who do not see it."""
    mark = ours("en").xpath("//*[contains(@class, 'mark-broken')]")[0]
    assert "The published figures do not agree here" in mark.text_content()


def test_a_foreign_notebook_comes_out_readable() -> None:
    """Code, streams, tables, pictures and errors of a stranger's notebook are there."""
    made = page("foreign")
    assert "a_rather_long_name" in made.xpath("string(//pre[@class='code'])")
    assert made.xpath("string(//pre[@class='output'])") == "printed"
    assert made.xpath("//table//td/text()") == ["1", "2", "22.5"]
    assert made.xpath("//img[@alt]/@src")[0].startswith("data:image/png;base64,")
    error = made.xpath("string(//div[@class='error'])")
    assert "ValueError: no such area" in error
    assert "\x1b" not in error
    assert "far (https://example.org/a.png)" in made.text_content()


def test_equal_bytes_for_equal_input() -> None:
    """The same notebook gives the same bytes."""
    first, second = (export(notebook("foreign"), "html", warn=pytest.fail) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_number_stays_a_link_and_its_chip_opens_its_line(lang: str) -> None:
    """The number is a link, as print and older browsers want it; the button after it opens in place."""
    link = ours(lang).xpath("//section[@class='answer']//a[@class='ref']")[0]
    chip = link.getnext()
    assert (chip.tag, chip.get("popovertarget")) == ("button", "in-income")
    shown = ours(lang).get_element_by_id("in-income")
    assert "1237.40万元" in shown.text_content()
    assert shown.xpath("./p/a/@href") == ["#ev-income"]


def test_numbers_of_one_line_share_one_short_form() -> None:
    """There is one short form a line that is referred to, and each button opens one that is there."""
    made = ours("en")
    opens = made.xpath("//button[starts-with(@class, 'chip')]/@popovertarget")
    forms = made.xpath("//*[@popover]/@id")
    assert len(opens) > len(forms)
    assert set(opens) == set(forms)


def test_within_a_claim_nothing_opens_the_claim_itself() -> None:
    """A number of a claim's working that refers to that claim has no button."""
    claim = ours("en").xpath("//section[contains(@class, 'claim')]")[0]
    own = f"in-{claim.get('id').removeprefix('ev-')}"
    assert own not in claim.xpath(".//button/@popovertarget")


@pytest.mark.browser
def test_no_line_begins_with_what_closes_a_phrase(tmp_path: Path) -> None:
    """However wide the page, the comma or full stop behind a number stays on the number's line."""
    nb = notebook("every_construct_zh-Hans")
    number = {"text": "1237.40万元", "ref": "income"}
    runs = [run for sign in "，。；：、）" for run in (number, {"text": f"{sign}后文"})]
    next(shown_objects(nb, "answer"))["paragraphs"] = [runs]
    file = tmp_path / "page.html"
    file.write_bytes(export(nb, "html", warn=pytest.fail))
    first = """() => [...document.querySelectorAll('.answer .chip')].map(chip => {
        const sign = document.createRange();
        sign.setStart(chip.nextSibling, 0); sign.setEnd(chip.nextSibling, 1);
        return Math.abs(sign.getBoundingClientRect().top - chip.getBoundingClientRect().top);
    })"""
    with opened(file) as shown:
        for width in range(200, 420, 20):
            shown.set_viewport_size({"width": width, "height": 900})
            assert max(shown.evaluate(first)) < 15


def test_a_row_that_is_a_target_opens_in_place_except_from_itself() -> None:
    """A number that leads to a row of a table opens that row; the row's own numbers do not."""
    outside, inside = ({"text": "0.9", "ref": "claim.a", "target": "ev-claim.a"} for _ in range(2))
    table = {"kind": "table", "label": "Table 1", "columns": [{"label": cell("R")}, {"label": cell("P")}],
             "rows": [[cell("share"), [inside]]], "row_anchors": ["ev-claim.a"]}  # fmt: skip
    said = {"kind": "sentences", "paragraphs": [[outside, {"text": ". So"}]]}
    forms = short_forms({"facts": [], "blocks": [said, table]}, WORDS["en"])
    assert [form["opens"] for form in forms] == ["in-claim.a"]
    assert outside["chip"]["said"] == "The row in Table 1"
    assert outside["tail"] == "."
    assert "chip" not in inside


def cell(text: str) -> list[dict[str, str]]:
    return [{"text": text}]


@pytest.mark.parametrize(
    ("texts", "pads"),
    [
        (["75%", "73.7%", "75.27%"], [".00", "0", ""]),
        (["1,204", "98"], ["", ""]),
        (["2.5", "—", "10"], ["", "", ".0"]),
        (["2.5 yuan", "3 persons"], ["", ""]),
        (["295 to 400", "3.5"], ["", ""]),
    ],
    ids=["shares", "whole", "a dash", "units", "ranges"],
)
def test_numbers_of_a_column_align_at_the_point(texts: list[str], pads: list[str]) -> None:
    """A right-aligned cell gets, unseen, the digits that it lacks, where its column has one unit."""
    grid = {"columns": [{"align": "right"}], "rows": [[cell(text)] for text in texts]}
    align(grid)
    assert grid["pads"] == [[pad] for pad in pads]


def test_the_colours_of_a_figure_are_those_of_the_page() -> None:
    """A colour of the house becomes the page's own; a stranger's stays, and is told of."""
    assert tinted('<path style="fill: #0F6A73"/>') == (
        '<path style="fill: var(--accent, #0f6a73)"/>',
        True,
    )
    assert tinted('<path style="fill: #c9d6d8; stroke: #c9d6d8"/>') == (
        '<path style="fill: var(--bar, #c9d6d8); stroke: var(--line, #c9d6d8)"/>',
        True,
    )
    assert tinted('<path style="fill: #123456"/>') == ('<path style="fill: #123456"/>', False)


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[Page]:
    """The page of every construct, its figure in the colours of the house, in Chromium."""
    file, nb = tmp_path / "page.html", notebook("every_construct_en")
    for output in (output for each in nb.cells for output in each.get("outputs", ())):
        if drawn := output.get("data", {}).get("image/svg+xml"):
            output.data["image/svg+xml"] = drawn.replace("#0b5c73", ACCENT)
    file.write_bytes(export(nb, "html", warn=pytest.fail))
    with opened(file) as page:
        yield page


@pytest.mark.browser
def test_by_keyboard_a_number_opens_in_place_and_leads_to_its_line_and_back(shown: Page) -> None:
    """Tab, Enter, Esc, and the focus is where it was; the link inside leads to the line, and back."""
    number, chip = shown.locator(".answer a.ref").first, shown.locator(".answer .chip").first
    line, row = shown.locator("#in-income"), shown.locator("#ev-income")
    number.focus()
    shown.keyboard.press("Tab")
    expect(chip).to_be_focused()
    expect(line).to_be_hidden()
    shown.keyboard.press("Enter")
    expect(line).to_be_visible()
    expect(line).to_contain_text("1237.40万元")
    shown.keyboard.press("Escape")
    expect(line).to_be_hidden()
    expect(chip).to_be_focused()
    shown.keyboard.press("Enter")
    shown.keyboard.press("Tab")
    expect(line.locator("p > a")).to_be_focused()
    shown.keyboard.press("Enter")
    expect(row).to_be_focused()
    expect(row).to_be_in_viewport()
    expect(line).to_be_hidden()
    shown.keyboard.press("Tab")
    shown.keyboard.press("Enter")
    expect(number).to_be_focused()


def expanded(shown: Page, name: str) -> bool:
    """Whether the browser tells a screen reader that the first button of a name is open."""
    tree = shown.context.new_cdp_session(shown).send("Accessibility.getFullAXTree")["nodes"]
    buttons = [node for node in tree if node.get("role", {}).get("value") == "button"]
    named = next(node for node in buttons if node["name"]["value"] == name)
    told = {each["name"]: each["value"]["value"] for each in named["properties"]}
    return bool(told["expanded"])


@pytest.mark.browser
def test_a_screen_reader_is_told_what_a_button_opens(shown: Page) -> None:
    """A number is a link; its button is named for the line, says whether it is open, and opens a named group."""
    chip = shown.locator(".answer .chip").first
    expect(chip).to_have_role("button")
    expect(chip).to_have_accessible_name("Evidence 1")
    assert expanded(shown, "Evidence 1") is False
    chip.press("Enter")
    assert expanded(shown, "Evidence 1") is True
    expect(shown.get_by_role("group", name="1237.40万元")).to_be_visible()


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1600])
def test_a_short_form_lies_within_the_window(shown: Page, width: int) -> None:
    """Wherever the number stands, all of its short form can be seen."""
    shown.set_viewport_size({"width": width, "height": 700})
    for chip in shown.locator(".chip:visible").all():
        chip.scroll_into_view_if_needed()
        chip.press("Enter")
        box = shown.locator(":popover-open").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 700
        shown.keyboard.press("Escape")


@pytest.mark.browser
def test_in_the_dark_a_figure_is_drawn_in_light(shown: Page) -> None:
    """The text of a figure has the page's colour in either scheme."""
    colours = set()
    for scheme in ("light", "dark"):
        shown.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # a literal each
        text = shown.evaluate("getComputedStyle(document.querySelector('figure svg text')).fill")
        assert text == shown.evaluate("getComputedStyle(document.body).color")
        colours.add(text)
    assert len(colours) == 2


@pytest.mark.browser
def test_on_paper_the_data_are_unfolded_and_each_number_names_its_line(shown: Page) -> None:
    """Printed, a figure's data are there, and the number of the line stands behind the number."""
    data = shown.locator("figure details td").first
    expect(data).to_be_hidden()
    shown.emulate_media(media="print")
    expect(data).to_be_visible()
    expect(shown.locator(".answer .chip").first).to_be_visible()
    expect(shown.locator("nav.contents")).to_be_hidden()


def test_addresses_are_the_same_in_two_runs() -> None:
    """What can be cited is named by ids and order: neither key, date nor a cell's id moves it."""
    first, second = (notebook("every_construct_en") for _ in range(2))
    second.metadata.altay.update(key="f" * 64, data_date="2027-01-31")
    for at, cell in enumerate(second.cells):
        if cell.cell_type == "code":
            cell.id = f"run-two-{at}"
    pages = [
        html.document_fromstring(export(nb, "html", warn=pytest.fail).decode())
        for nb in (first, second)
    ]
    cited = re.compile("(ev|use|fig|table|sec)-")
    names = [[name for name in page.xpath("//@id") if cited.match(name)] for page in pages]
    assert len(names[0]) > 10
    assert names[0] == names[1]
