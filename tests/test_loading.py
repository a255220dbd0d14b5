"""Reading and checking a data folder."""

from __future__ import annotations

import csv
import io
import tempfile
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from synthetic_data import DATA, Folder

from altay_analysis import loading
from altay_analysis.errors import DataError, Finding, UsageError
from altay_analysis.loading.figures import outward
from altay_analysis.loading.layout import lay_out

LONG = "1234567890123456個"


def only(folder: Folder) -> Finding:
    """Return the one finding that a folder has."""
    findings = loading.check(folder.path)
    assert len(findings) == 1, [str(finding) for finding in findings]
    return findings[0]


def place(finding: Finding) -> tuple[str, int | None, str | None]:
    """Return where a finding is."""
    return finding.file, finding.line, finding.column


def test_our_data_hold() -> None:
    """Nothing is wrong in the data that the project keeps."""
    assert [str(finding) for finding in loading.check(DATA)] == []


def test_synthetic_data_hold(synthetic: Folder) -> None:
    """The synthetic folder holds before a test breaks it."""
    assert [str(finding) for finding in loading.check(synthetic.path)] == []


FAULTS = [
    ("sources", 1, "standing", "", "is empty"),
    ("sources", 1, "standing", "blog", "is not one of official, press, repost"),
    ("sources", 1, "published", "2025-13", "is not of the form"),
    ("sources", 0, "retrieved", "2026-02-30", "is not a day of the calendar"),
    ("sources", 0, "retrieved", "yesterday", "is not a day of the calendar"),
    ("sources", 0, "sha256", "abc", "is not of the form"),
    ("regions", 2, "parent", "650001", "does not stand in regions.csv"),
    ("regions", 2, "parent", "", "is empty, and only the country's may be"),
    ("regions", 2, "parent", "654301", "leads back to the region itself"),
    ("regions", 0, "parent", "100000", "leads back to the region itself"),
    ("units", 0, "factor", "1,000", "is not a number"),
    ("units", 0, "factor", "-1", "is not at least 0"),
    ("units", 0, "factor", "0", "is not above zero"),
    ("indicators", 5, "granted_by", "", "a designation is granted by somebody"),
    ("indicators", 0, "granted_by", "city", "no designation"),
    ("indicators", 0, "unit", "items", "does not stand in units.csv"),
    ("observations", 2, "id", "t1.part", "stands already in line 3"),
    ("observations", 2, "id", "two words", "is not of the form"),
    ("observations", 0, "indicator", "site", "does not stand in indicators.csv"),
    ("observations", 0, "region", "65430", "does not stand in regions.csv"),
    ("observations", 0, "source", "T9", "does not stand in sources.csv"),
    ("observations", 0, "locator", "3.5", "is not a whole number in digits"),
    ("observations", 0, "locator", "0", "is not at least 1"),
    ("observations", 0, "period", "2025-Q1", "is not of the form"),
    ("observations", 0, "period", "2025-02-29", "is not a day of the calendar"),
    ("observations", 0, "period", "2025/2020", "ends before it begins"),
    ("observations", 0, "period", "2025-06/2025-05", "ends before it begins"),
    ("observations", 0, "period_basis", "guessed", "is not one of printed, inferred"),
    ("observations", 1, "value", "146.0", "is over 100 %, and a share is not (indicator part)"),
    ("observations", 1, "value", "45,90", "is not of the form"),
    ("observations", 1, "value", "045.90", "is not a number with a decimal point"),
    ("observations", 1, "value", "10/15", "is not a number with a decimal point"),
    ("observations", 1, "value", "9" * 41, "is not at most 40 characters long"),
    ("observations", 1, "value", "-45.90", "is negative, and no share is"),
    ("observations", 1, "unit", "10k_yuan", "measures money, and its indicator share"),
    ("observations", 0, "as_printed", LONG, "is not at most 16 characters long"),
    ("observations", 0, "as_printed", "共196個。", "is more than a token"),
    ("observations", 0, "as_printed", "196 cats", "is not a token"),
    ("observations", 0, "value", "197", "is read as value 196, not 197"),
    ("observations", 0, "qualifier", "about", "is read as qualifier exact, not about"),
    ("observations", 2, "unit", "yuan", "is read as unit 10k_yuan, not yuan"),
    ("claims", 0, "kind", "guess", "is not one of share, sum"),
    ("claim_terms", 0, "observation", "t1.site", "does not stand in observations.csv"),
    ("claim_terms", 0, "constant", "1", "stands beside an observation"),
    ("claim_terms", 1, "constant", "", "is empty, and so is constant"),
    ("claim_terms", 1, "constant", "1e3", "is not of the form"),
    ("findings", 0, "claim", "c9", "does not stand in claims.csv"),
    ("glossary", 0, "en", "", "is empty"),
]  # fmt: skip
AT = {"is read as": "as_printed", "so is constant": "observation"}


@pytest.mark.parametrize(
    ("table", "row", "column", "value", "rule"),
    FAULTS,
    ids=[f"{table}-{column}-{value[:12] or 'empty'}" for table, _, column, value, _ in FAULTS],
)
def test_a_fault_is_reported_where_it_is(
    synthetic: Folder, table: str, row: int, column: str, value: str, rule: str
) -> None:
    """A cell that does not hold is reported with file, line, column, value and rule."""
    changed = {column: value}
    if table == "observations" and column in ("value", "unit") and row == 1:
        changed["note"] = "settled\nby hand"
    line = synthetic.put(table, row, **changed)
    found = [f for f in loading.check(synthetic.path) if rule in f.rule]
    at = next((to for words, to in AT.items() if words in rule), column)
    assert [place(f) for f in found] == [(f"{table}.csv", line, at)]
    assert found[0].value == (value if at == column else synthetic.rows[table][row].get(at, ""))
    assert found[0].remedy


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        ({"value": "15/10", "qualifier": "range"}, "runs backwards"),
        ({"value": "15", "qualifier": "range"}, "is not two numbers, as 10/15"),
        ({"value": "20", "qualifier": "designation"}, "is not true, for a designation"),
        ({"value": "true"}, "is not a number with a decimal point"),
        ({"value": "-20"}, "is negative, and no amount is"),
    ],
    ids=["backwards", "no range", "no designation", "a designation", "negative"],
)
def test_a_value_is_written_as_its_qualifier_asks(
    synthetic: Folder, cells: dict[str, str], rule: str
) -> None:
    """Range, designation and number each have one way to be written."""
    line = synthetic.put("observations", 2, note="settled by hand", **cells)
    finding = only(synthetic)
    assert place(finding) == ("observations.csv", line, "value")
    assert rule in finding.rule


def test_a_note_settles_a_token(synthetic: Folder) -> None:
    """A figure may be read otherwise than its token where a note says why."""
    synthetic.put("observations", 0, value="195", note="One was counted twice.")
    assert loading.check(synthetic.path) == []


def test_a_line_number_counts_the_breaks_in_cells(synthetic: Folder) -> None:
    """Lines are physical: a cell with line breaks moves what stands below it."""
    synthetic.put("observations", 0, note="one\ntwo\r\nthree")
    synthetic.put("observations", 5, period="2O25")
    assert place(only(synthetic)) == ("observations.csv", 10, "period")


def test_every_finding_is_reported_at_once(synthetic: Folder) -> None:
    """Faults in several files and rows come together, in the order of files and lines."""
    synthetic.put("glossary", 0, kind="river")
    synthetic.put("observations", 4, period="2025-6")
    synthetic.put("observations", 0, locator="third", region="999999")
    synthetic.put("sources", 1, text_seen="")
    found = [place(finding) for finding in loading.check(synthetic.path)]
    assert found == [
        ("sources.csv", 3, "text_seen"),
        ("observations.csv", 2, "locator"),
        ("observations.csv", 2, "region"),
        ("observations.csv", 7, "period"),
        ("glossary.csv", 2, "kind"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "rule"),
    [
        (b"Region", b"Re\0gion", 3, "name_en", "the control character U+0000"),
        (b"Region", b"Re\x07gion", 3, "name_en", "the control character U+0007"),
        (b"Region", b"Re\xffgion", 3, "name_en", "bytes that are not UTF-8"),
        (b"Region", b"Re\rgion", 3, "name_en", "a carriage return that ends no line"),
        (b"Region", b'Re"gion', 3, "name_en", "a quotation mark out of place"),
        (b"Region", b'"Region', 3, "name_en", "a quotation mark out of place"),
        (b"Region", b"Re,gion", 3, None, "has 6 cells where the header has 5"),
        (b"Region,", b"Region", 3, None, "has 4 cells where the header has 5"),
        (b"650000,Region", b"\n650000,Region", 3, None, "is an empty line"),
        (b"name_zh", b"name_ja", 1, "name_ja", "is an unknown column"),
        (b"name_zh", b"name_en", 1, "name_en", "is a column that stands twice"),
        (b"name_zh", b"name_en", 1, "name_zh", "is a column that is missing"),
        (b"name_en,name_zh", b"name_zh,name_en", 1, "name_zh", "is out of order"),
        (b"name_en,", b"name_\xffen,", 1, None, "is a header that is not UTF-8"),
        (b"id,name_en,name_zh,level,parent", b"", 1, None, "is not the header"),
    ],
)  # fmt: skip
def test_the_form_of_a_file_is_checked(
    synthetic: Folder, old: bytes, new: bytes, line: int, column: str | None, rule: str
) -> None:
    """What cannot be read as a table is reported with its physical line."""
    synthetic.rewrite("regions", old, new)
    found = [f for f in loading.check(synthetic.path) if rule in f.rule]
    assert [place(finding) for finding in found] == [("regions.csv", line, column)]


def test_a_row_set_aside_is_still_known_by_its_id(synthetic: Folder) -> None:
    """A ragged row is one finding: what refers to it is not called dangling."""
    synthetic.rewrite("regions", b"City", b"City, new")
    assert place(only(synthetic)) == ("regions.csv", 4, None)


@pytest.mark.parametrize("table", ["regions", "observations", "claims"])
def test_a_missing_file_is_one_finding(synthetic: Folder, table: str) -> None:
    """A file that is not there is reported once, and nothing that refers to it."""
    synthetic.file(table).unlink()
    finding = only(synthetic)
    assert place(finding) == (f"{table}.csv", None, None)
    assert str(finding).startswith(f"{table}.csv: is not there; put it back")


def test_a_file_of_another_encoding_is_one_finding(synthetic: Folder) -> None:
    """A table that a spreadsheet saved as GB 18030 is told in one line, and nothing beside it."""
    file = synthetic.file("observations")
    file.write_bytes(file.read_bytes().decode("utf-8").encode("gb18030"))
    finding = only(synthetic)
    assert place(finding) == ("observations.csv", 2, None)
    assert "lines that are not UTF-8; save the file as UTF-8" in str(finding)


def test_an_empty_file_has_no_header(synthetic: Folder) -> None:
    """A file without a byte has no header."""
    synthetic.file("claims").write_bytes(b"")
    assert place(only(synthetic)) == ("claims.csv", 1, None)


def test_a_folder_in_place_of_a_file_is_reported(synthetic: Folder) -> None:
    """What cannot be read is a finding, not a traceback."""
    synthetic.file("claims").unlink()
    synthetic.file("claims").mkdir()
    assert "cannot be read" in only(synthetic).rule


@pytest.mark.parametrize("form", ["bom", "crlf", "no last break", "quoted"])
def test_usual_forms_of_csv_are_read_alike(synthetic: Folder, form: str) -> None:
    """A byte order mark, CRLF, a missing last line break and needless quotes change nothing."""
    plain = loading.load(synthetic.path).regions
    data = synthetic.file("regions").read_bytes()
    changed = {
        "bom": b"\xef\xbb\xbf" + data,
        "crlf": data.replace(b"\n", b"\r\n"),
        "no last break": data.removesuffix(b"\n"),
        "quoted": data.replace(b"City", b'"City"'),
    }[form]
    synthetic.file("regions").write_bytes(changed)
    assert loading.load(synthetic.path).regions.equals(plain)


def test_regions_that_lead_in_a_circle_are_reported(synthetic: Folder) -> None:
    """Each region of a circle is reported, and none that only leads to it."""
    for code, parent in [("710000", "720000"), ("720000", "710000"), ("710100", "710000")]:
        synthetic.add("regions", id=code, name_en="X", name_zh="X", level="province", parent=parent)
    assert [finding.line for finding in loading.check(synthetic.path)] == [5, 6]


def test_a_term_that_stands_twice_is_reported(synthetic: Folder) -> None:
    """A claim has each of its terms once."""
    line = synthetic.add("claim_terms", claim="c1", role="whole", constant="427")
    assert place(only(synthetic)) == ("claim_terms.csv", line, "claim")


@pytest.mark.parametrize(
    ("published", "holds"),
    [("2026-11-24", True), ("2026-11-25", False), ("2026", True), ("2026-12", False)],
)
def test_the_data_are_not_older_than_their_newest_source(
    synthetic: Folder, published: str, holds: bool
) -> None:
    """`created` is the newest `published` or later, as far as that is known."""
    synthetic.put("sources", 0, published=published)
    found = loading.check(synthetic.path)
    assert [(f.file, f.column) for f in found] == [("datapackage.json", "created")] * (not holds)


@pytest.mark.parametrize(
    ("old", "new", "line", "rule"),
    [
        ('"created": ', '"created" ', 9, "is not JSON at column"),
        ('"created": "2026', '"created": "26', 9, "is not a date"),
        ('"resources"', '"tables"', None, "is not a data package"),
        ('"name": "claims"', '"name": "claim"', None, "is not declared"),
        ('"path": "claims.csv"', '"path": "../claims.csv"', None, "is not a file of the folder"),
        ('"pattern": "[0-9]{6}"', '"pattern": "[0-9"', None, "cannot be a pattern"),
        ('"minimum": 1', '"minimum": "1"', None, "cannot be a minimum"),
        ('"maxLength": 16', '"longest": 16', None, "is a constraint not read here"),
        ('"type": "date"', '"type": "moment"', None, "is a type not read here"),
        ('"resource": "claims"', '"resource": "clams"', None, "is named by a key"),
    ],
)
def test_the_contract_itself_is_checked(
    synthetic: Folder, old: str, new: str, line: int | None, rule: str
) -> None:
    """A broken `datapackage.json` is reported, with the line where one can be named."""
    synthetic.package(old, new)
    found = [f for f in loading.check(synthetic.path) if rule in f.rule]
    assert found
    assert {(f.file, f.line) for f in found} == {("datapackage.json", line)}


def test_the_rules_of_the_schema_are_the_json_s(synthetic: Folder) -> None:
    """Constraints come from `datapackage.json`: another limit there is another limit here."""
    synthetic.package('"minimum": 1', '"minimum": 4,\n "maximum": 100')
    lines = [finding.line for finding in loading.check(synthetic.path)]
    assert lines == [2, 3, 6, 8]


def test_a_folder_without_contract_is_reported(synthetic: Folder) -> None:
    """Without `datapackage.json` nothing can be checked, and that is the finding."""
    (synthetic.path / "datapackage.json").unlink()
    assert place(only(synthetic)) == ("datapackage.json", None, None)


@pytest.mark.parametrize("read", [loading.check, loading.load])
def test_a_folder_that_is_not_there_is_bad_usage(read, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A folder that is not there is named, with the remedy."""
    with pytest.raises(UsageError, match=r"nowhere.*is not there; name one with --data"):
        read(tmp_path / "nowhere")


def test_a_broken_folder_is_not_loaded(synthetic: Folder) -> None:
    """Loading raises with every finding, and gives nothing."""
    synthetic.put("glossary", 0, kind="river")
    synthetic.put("sources", 1, text_seen="")
    with pytest.raises(DataError) as caught:
        loading.load(synthetic.path)
    assert list(caught.value.findings) == loading.check(synthetic.path)
    assert len(caught.value.findings) == 2


BREAKS = {
    "sources": ("standing", "blog"),
    "regions": ("level", "town"),
    "units": ("dimension", "Big Money"),
    "indicators": ("kind", "guess"),
    "observations": ("locator", "x"),
    "claims": ("asserted", "nobody"),
    "findings": ("date", "2026-13-01"),
    "glossary": ("kind", "river"),
}


@settings(max_examples=30)
@given(data=st.data())
def test_random_faults_are_found_where_they_are(data: st.DataObject) -> None:
    """Whatever rows are broken, each is reported with its file, line and column."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Folder(Path(scratch) / "synthetic")
        chosen = data.draw(st.sets(st.sampled_from(sorted(BREAKS)), min_size=1, max_size=3))
        notes = st.text("a,\"\n é州'", max_size=12)
        for row in folder.rows["observations"]:
            row["note"] = "." + data.draw(notes)
        folder.save("observations")
        expected = []
        for table in chosen:
            row = data.draw(st.integers(0, len(folder.rows[table]) - 1))
            column, value = BREAKS[table]
            line = folder.put(table, row, **{column: value})
            expected.append((f"{table}.csv", line, column, value))
        found = [(*place(f), f.value) for f in loading.check(folder.path)]
        assert set(expected) <= set(found)
        assert {file for file, *_ in found} <= {f"{table}.csv" for table in chosen}
        with pytest.raises(DataError):
            loading.load(folder.path)


@given(
    rows=st.lists(
        st.lists(st.text('ab,"\n é', max_size=6), min_size=1, max_size=4), min_size=1, max_size=6
    ),
    ending=st.sampled_from(["\n", "\r\n"]),
)
def test_rows_and_cells_lie_where_the_csv_module_finds_them(
    rows: list[list[str]], ending: str
) -> None:
    """Any table that is written comes back with its rows, cells and physical lines."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator=ending, quoting=csv.QUOTE_ALL)
    lines = []
    for row in rows:
        lines.append(out.getvalue().count("\n") + 1)
        writer.writerow(row)
    layout = lay_out(out.getvalue().encode())
    assert layout.lines.tolist() == lines
    assert layout.cells.tolist() == [len(row) for row in rows]
    read = [next(csv.reader(io.StringIO(layout.text(n), newline=""))) for n in range(len(rows))]
    assert read == rows
    assert not [*layout.misquoted, *layout.controls, *layout.returns]


@settings(max_examples=40)
@given(data=st.binary(max_size=60))
def test_any_bytes_are_answered_with_findings(data: bytes) -> None:
    """Bytes of any kind in a file's place end in findings, never in another error."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Folder(Path(scratch) / "synthetic")
        folder.file("claims").write_bytes(b"id,kind,asserted,note\n" + data)
        for finding in loading.check(folder.path):
            assert finding.file in ("claims.csv", "claim_terms.csv", "findings.csv")


@given(end=st.fractions(), sign=st.sampled_from([-1, 1]))
def test_ends_are_rounded_outward(end: Fraction, sign: int) -> None:
    """A bound as a float never cuts off what the exact bound admits, and is the nearest such."""
    rounded = outward(end, sign)
    assert (Fraction(rounded) - end) * sign >= 0
    assert abs(Fraction(rounded) - end) <= abs(end) / 2**52
