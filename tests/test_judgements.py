"""What a person decided about a verdict, and when the data no longer bear it out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest
from synthetic_data import DATA, Folder

from altay_analysis.audit.judgements import changed, judgements, read_values
from altay_analysis.errors import Finding
from altay_analysis.loading import check, load

HEAD = "claim,judgement,reason,date,status,values\n"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Data that hold, with a judgement on the share of sites."""
    made = Folder(tmp_path / "synthetic")
    made.put("findings", 0, values="t1.sites=196", status="reported")
    return made


def stale(folder: Folder) -> list[Finding]:
    return [found for found in check(folder.path) if found.file == "findings.csv"]


def test_a_judgement_whose_values_stand_is_passed(folder: Folder) -> None:
    """Nothing is wrong while the values are the printed ones."""
    assert check(folder.path) == []


def test_a_judgement_is_stale_when_a_value_has_changed(folder: Folder) -> None:
    """The finding has file, line, column, value, rule and remedy."""
    folder.put("observations", 0, value="197", as_printed="197個")
    (found,) = stale(folder)
    assert (found.file, found.line, found.column) == ("findings.csv", 2, "values")
    assert found.value == "t1.sites=196"
    assert found.rule == "is of a judgement that is stale: t1.sites was 196 and is now 197"
    assert found.remedy.startswith("judge the claim again")


def test_a_trailing_zero_is_a_change(folder: Folder) -> None:
    """Values are compared as printed: 45.9 says less than 45.90."""
    folder.rows["claim_terms"][1] = {"claim": "c1", "role": "whole", "observation": "t1.part"}
    folder.save("claim_terms")
    folder.put("findings", 0, values="t1.sites=196;t1.part=45.9")
    assert "t1.part was 45.9 and is now 45.90" in str(stale(folder)[0])


def test_a_judgement_is_stale_when_a_figure_is_gone(folder: Folder) -> None:
    """A figure that is no longer in the data is named as such."""
    folder.put("findings", 0, values="t1.sites=196;t1.gone=3")
    assert any("t1.gone was 3 and is no longer there" in each.rule for each in stale(folder))


@pytest.mark.parametrize(
    ("values", "named"),
    [
        pytest.param("t1.part=45.90", "t1.part, t1.sites", id="of another claim"),
        pytest.param("t1.sites=196;t1.part=45.90", "t1.part", id="one too many"),
    ],
)
def test_a_judgement_rests_on_the_figures_of_its_claim(
    folder: Folder, values: str, named: str
) -> None:
    """No more and no fewer, so that no change of one goes unseen."""
    folder.put("findings", 0, values=values)
    (found,) = stale(folder)
    assert found.rule.endswith(f"are not the same: {named}")


@pytest.mark.parametrize("values", ["196", "t1.sites=196;", "t1.sites = 196", "=3"])
def test_values_that_cannot_be_read_are_refused(folder: Folder, values: str) -> None:
    """The remedy shows how they are written."""
    folder.put("findings", 0, values=values)
    assert [found.rule for found in stale(folder)] == ["is not ID=VALUE;ID=VALUE"]


def test_a_judgement_may_rest_on_nothing_printed(folder: Folder) -> None:
    """Without values it is never stale."""
    folder.put("findings", 0, values="")
    assert check(folder.path) == []


def test_the_data_ship_without_a_judgement() -> None:
    """Its header stands alone: judgements are the user's."""
    assert (DATA / "findings.csv").read_text(encoding="utf-8") == HEAD


def test_judgements_are_held_by_claim_the_newest_last() -> None:
    """A claim may be judged again; what was said before stays."""
    rows = [
        ("c1", "agreed", "answered", "2026-05-01", "mended", "a=1"),
        ("c1", "asked", "no answer yet", "2026-03-01", "reported", ""),
        ("c2", "asked", "seen", "2026-04-01", "open", ""),
    ]
    held = judgements(pd.DataFrame(rows, columns=HEAD.strip().split(","), dtype=str))
    assert [each.date for each in held["c1"]] == ["2026-03-01", "2026-05-01"]
    assert held["c1"][1].values == (("a", "1"),)
    assert list(held) == ["c1", "c2"]


def test_what_changed_is_named_with_both_values() -> None:
    """Figures that stand as they stood are left out."""
    values = read_values("a=1;b=2.0;c=3")
    assert values is not None
    assert changed(values, {"a": "1", "b": "2.1"}) == [("b", "2.0", "2.1"), ("c", "3", None)]


def test_a_judgement_on_real_data_turns_stale_by_one_digit(tmp_path: Path) -> None:
    """The printed increase, once reported, is to be judged again when a total changes."""
    data = tmp_path / "synthetic"
    shutil.copytree(DATA, data)
    values = (
        "s1.village_income_increase=3933.42;s1.village_income=5170.88;"
        "s1.village_income_2020=1237.40"
    )
    line = f"s1.village_income_increase,apart,asked the source,2026-11-24,reported,{values}\n"
    (data / "findings.csv").write_text(HEAD + line, encoding="utf-8")
    assert load(data).findings.at[0, "status"] == "reported"
    table = data / "observations.csv"
    table.write_text(table.read_text("utf-8").replace("5170.88", "5170.89"), "utf-8")
    assert any("s1.village_income was 5170.88" in each.rule for each in check(data))
