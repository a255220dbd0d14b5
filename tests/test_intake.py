"""Proving the data against a text."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from synthetic_data import DATA, Folder

from altay_analysis.errors import DataError, Finding, UsageError
from altay_analysis.intake import prove


def keep(folder: Folder, *indicators: str) -> None:
    """Keep only the observations whose tokens the invented text has."""
    rows = folder.rows["observations"]
    folder.rows["observations"] = [row for row in rows if row["indicator"] in indicators]
    # A claim needs its figures, and a judgement its claim: what rests on the rows goes with them.
    for table in ("findings", "claim_terms", "claims"):
        folder.rows[table] = []
    folder.save("observations")
    for table in ("findings", "claim_terms", "claims"):
        folder.save(table)


@pytest.fixture
def proved(synthetic: Folder) -> Folder:
    """Give a folder whose observations of T1 all stand in the invented text."""
    keep(synthetic, "sites", "part", "income", "grown")
    synthetic.put("observations", 2, locator="4")
    return synthetic


def only(folder: Folder) -> Finding:
    """Return the one finding of T1 against its text."""
    findings = prove(folder.path, "T1", folder.text)
    assert len(findings) == 1, [str(finding) for finding in findings]
    return findings[0]


def test_tokens_that_stand_at_their_locators_are_proved(proved: Folder) -> None:
    """Lines are counted from 1, without empty ones and with image lines."""
    assert prove(proved.path, "T1", proved.text) == []


def test_a_wrong_locator_is_reported_with_the_right_one(proved: Folder) -> None:
    """A token that stands elsewhere is reported at its row, with the line where it stands."""
    line = proved.put("observations", 3, locator="3")
    finding = only(proved)
    assert (finding.file, finding.line, finding.column) == ("observations.csv", line, "as_printed")
    assert "does not stand in line 3 of the text" in finding.rule
    assert "stands in line 4: mend the locator" in finding.remedy


def test_a_token_that_stands_nowhere_is_reported(proved: Folder) -> None:
    """A token that the text does not have is reported so."""
    line = proved.put("observations", 0, as_printed="197個", value="197")
    finding = only(proved)
    assert (finding.line, finding.value) == (line, "197個")
    assert "stands nowhere in the text" in finding.remedy


def test_a_token_inside_a_longer_number_does_not_count(proved: Folder) -> None:
    """14個 does not stand where 114個 is printed, nor 5.90% where 45.90% is."""
    proved.put("observations", 0, as_printed="14個", value="14", locator="3")
    proved.put("observations", 1, as_printed="5.90%", value="5.90")
    fourteen, share = prove(proved.path, "T1", proved.text)
    assert "stands in line 4" in fourteen.remedy
    assert "nowhere" in share.remedy


def test_a_locator_behind_the_last_line_is_reported(proved: Folder) -> None:
    """A locator may be larger than the text is long, and is then wrong."""
    proved.put("observations", 0, locator="99")
    assert "stands in line 3: mend the locator" in only(proved).remedy


def test_another_file_is_known_by_its_hash(proved: Folder) -> None:
    """A text that differs in one byte is not the text that the data name."""
    proved.text.write_bytes(proved.text.read_bytes() + b"\n")
    finding = only(proved)
    assert (finding.file, finding.line, finding.column) == ("sources.csv", 2, "sha256")
    assert "is not the hash of text_synthetic.txt" in finding.rule


def test_a_source_without_a_hash_cannot_be_proved(proved: Folder) -> None:
    """Where the data name no hash, nothing says that the file is the text."""
    proved.put("sources", 0, sha256="")
    finding = only(proved)
    assert "nothing says that text_synthetic.txt is the text" in finding.rule


def test_only_the_source_s_own_observations_are_asked_for(proved: Folder) -> None:
    """Observations of other sources are not looked for in the text."""
    proved.put("observations", 0, source="T2", locator="77")
    assert prove(proved.path, "T1", proved.text) == []


def test_an_unknown_source_is_bad_usage(proved: Folder) -> None:
    """An unknown source is named, with those that are known."""
    with pytest.raises(UsageError, match=r"source 'T3' is not in sources\.csv; known: T1, T2"):
        prove(proved.path, "T3", proved.text)


@pytest.mark.parametrize("content", [None, b"\xff\xfe"], ids=["missing", "not UTF-8"])
def test_a_file_that_cannot_be_read_is_bad_usage(proved: Folder, content: bytes | None) -> None:
    """A text that is not there, or is not UTF-8, is named with the remedy."""
    proved.text.unlink()
    if content is not None:
        proved.text.write_bytes(content)
    with pytest.raises(UsageError, match=r"text_synthetic.txt' .*; name the source's file"):
        prove(proved.path, "T1", proved.text)


def test_a_broken_folder_proves_nothing(proved: Folder) -> None:
    """Data that do not hold are refused before the text is opened."""
    proved.put("glossary", 0, kind="river")
    with pytest.raises(DataError):
        prove(proved.path, "T1", proved.text)


def test_our_figures_stand_in_the_article() -> None:
    """Each observation of S1 stands at its locator in the article that the data name."""
    folder = os.environ.get("ALTAY_SOURCES")
    if not folder:
        pytest.skip("ALTAY_SOURCES does not name the folder of sources")
    texts = sorted(Path(folder).glob("*.txt"))
    assert texts, f"no text in {folder}"
    proofs = [prove(DATA, "S1", text) for text in texts]
    assert [] in proofs, [str(finding) for finding in min(proofs, key=len)]
