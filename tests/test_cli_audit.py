"""`altay audit`: verdicts as data, as a table, and as a working that can be followed by hand."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from test_cli import Command, loaded

DATA = Path(__file__).parent.parent / "data"
INCREASE = "s1.village_income_increase"


@pytest.fixture
def altay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    monkeypatch.chdir(tmp_path)
    return Command(capsys)


def audit(altay: Command, *arguments: str, data: Path = DATA) -> int:
    return altay("audit", "--data", str(data), *arguments)


def test_json_is_what_the_contract_says(altay: Command) -> None:
    """`--json` is one object whose claims have the contract's keys, each claim once."""
    assert audit(altay, "--json") == 0
    claims = json.loads(altay.out)["claims"]
    with (DATA / "claims.csv").open(encoding="utf-8") as file:
        assert [claim["id"] for claim in claims] == [row["id"] for row in csv.DictReader(file)]
    keys = "id kind asserted verdict power claimed computed gap mends diagnosis readings figures"
    assert all(list(claim) == keys.split() for claim in claims)


def test_csv_is_one_row_a_claim(altay: Command) -> None:
    """`--csv` has one row a claim, with the verdicts and bounds of `--json`."""
    audit(altay, "--json")
    claims = json.loads(altay.out)["claims"]
    assert audit(altay, "--csv") == 0
    rows = list(csv.DictReader(io.StringIO(altay.out)))
    assert [row["verdict"] for row in rows] == [claim["verdict"] for claim in claims]
    row = next(row for row in rows if row["id"] == INCREASE)
    assert (row["claimed_low"], row["claimed_high"]) == ("3933.415", "3933.425")
    assert (row["computed_low"], row["computed_high"]) == ("3933.47", "3933.49")
    assert row["gap"] == "0.045"
    assert row["mends"].startswith(f"{INCREASE} to 3933.47; ")


def test_a_log_has_each_claim_on_one_line(altay: Command) -> None:
    """Where stdout is no terminal, each claim is one whole line, the broken ones first."""
    assert audit(altay) == 0
    head, first, *_ = altay.out.splitlines()
    assert head.split() == (
        ["id", "claim", "printed", "from", "the", "other", "figures", "verdict", "power"]
    )
    assert (
        first.split()
        == (
            f"{INCREASE} Increase of collective income: difference 凈增3933.42萬元 "
            "[3933.415, 3933.425] 10k_yuan [3933.47, 3933.49] 10k_yuan broken >0.999"
        ).split()
    )
    assert not set("│─┃━…") & set(altay.out)


def test_the_table_ends_with_counts(altay: Command) -> None:
    """The table closes with the number of claims by verdict."""
    audit(altay, "--json")
    verdicts = [claim["verdict"] for claim in json.loads(altay.out)["claims"]]
    audit(altay)
    closing = altay.out.splitlines()[-2]
    assert closing.startswith(f"{len(verdicts)} claims: ")
    assert f"{verdicts.count('broken')} broken" in closing
    assert f"{verdicts.count('confirmed')} confirmed" in closing


def test_a_terminal_is_never_overrun(tmp_path: Path) -> None:
    """On a terminal of 80 columns no line is wider, and no token is cut."""
    lead, follow = pty.openpty()
    command = [sys.executable, "-m", "altay_analysis", "audit", "--data", str(DATA)]
    environment = os.environ | {"COLUMNS": "80", "TERM": "dumb"}
    done = subprocess.Popen(command, stdout=follow, cwd=tmp_path, env=environment)
    os.close(follow)
    chunks = []
    while True:
        try:
            chunk = os.read(lead, 65536)
        except OSError:  # Linux: the other end is closed
            break
        if not chunk:
            break
        chunks.append(chunk)
    os.close(lead)
    assert done.wait() == 0
    from rich.cells import cell_len

    lines = b"".join(chunks).decode().splitlines()
    table = lines[: lines.index("", len(lines) - 5)]
    assert max(map(cell_len, table)) <= 80
    assert "凈增3933.42萬元" in "".join(table)


@pytest.mark.parametrize(
    "step",
    [
        "checked: later − earlier",
        "printed 突破5170.88萬元 (S1, paragraph 14), read as 5170.88: [5170.875, 5170.885] 10k_yuan",
        "formula: {after} − {before}",
        "put in: 5170.88 − 1237.40",
        "from the other figures: [3933.47, 3933.49] 10k_yuan",
        "as printed: [3933.415, 3933.425] 10k_yuan",
        "what is computed lies above what is printed; apart by at least 0.045 10k_yuan",
        "if digits were cut off, not rounded: broken",
        "would agree with any one of (none is preferred)",
        "s1.village_income: 5170.88 → 5170.83",
        "one digit (159 candidates tried, 6 would do)",
        "Printed net increase beside the difference of the two totals.",
    ],
)
def test_a_working_can_be_followed_by_hand(altay: Command, step: str) -> None:
    """`--claim ID` shows figures, formula, bounds, gap, mends, slips and note of the claim."""
    assert audit(altay, "--claim", INCREASE) == 0
    assert step in altay.out


def test_a_working_says_what_would_flip_it(altay: Command) -> None:
    """A claim that holds is shown with the nearest change of each figure that would break it."""
    assert audit(altay, "--claim", "s1.five_good_share") == 0
    assert "s1.five_good_share: 45.90 → 45.89" in altay.out
    assert audit(altay, "--claim", "s1.team_party_share") == 0
    assert "s1.team_party_share: 51.4 no change of this figure" in altay.out


def test_a_working_shows_each_reading(altay: Command) -> None:
    """Where words admit several meanings, each is worked, and the excluded one named."""
    assert audit(altay, "--claim", "s1.five_good_share_rise") == 0
    assert "read as points: compatible" in altay.out
    assert "read as growth of the count: excluded by the figures" in altay.out
    assert "not published: the earlier figure" in altay.out


def test_several_claims_are_shown_and_no_other(altay: Command) -> None:
    """`--claim` may be given again; with `--json` it leaves these claims alone."""
    names = ["s1.sites_nested", INCREASE]
    assert audit(altay, "--claim", names[0], "--claim", names[1], "--json") == 0
    assert [claim["id"] for claim in json.loads(altay.out)["claims"]] == names
    assert audit(altay, "--claim", names[0], "--claim", names[1]) == 0
    assert all(f"{name}  " in altay.out for name in names)


def test_every_claim_can_be_explained(altay: Command) -> None:
    """Each claim of the data has a working, without a number that was left in pieces."""
    audit(altay, "--json")
    for claim in json.loads(altay.out)["claims"]:
        assert audit(altay, "--claim", claim["id"]) == 0
        assert "working" in altay.out
        assert "Fraction" not in altay.out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param([], 1, id="all"),
        pytest.param(["--json"], 1, id="json"),
        pytest.param(["--claim", INCREASE], 1, id="broken"),
        pytest.param(["--claim", "s1.sites_nested"], 0, id="sound"),
    ],
)
def test_strict_ends_with_1_where_something_is_broken(
    altay: Command, arguments: list[str], code: int
) -> None:
    """Verdicts are data; `--strict` alone turns a broken claim among those shown into 1."""
    assert audit(altay, *arguments) == 0
    assert audit(altay, "--strict", *arguments) == code
    assert altay.err == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["--claim", "s1.sites_nestd"], "did you mean s1.sites_nested?", id="claim"),
        pytest.param(["--json", "--csv"], "give one of them", id="both"),
    ],
)
def test_bad_usage_is_one_line(altay: Command, arguments: list[str], said: str) -> None:
    """An unknown claim is answered with the nearest; two forms at once are refused."""
    assert audit(altay, *arguments) == 2
    assert said in altay.one_line()


def test_one_digit_changes_a_verdict(altay: Command, tmp_path: Path) -> None:
    """The mend that is shown mends: with it in the data the claim is no longer broken."""
    data = tmp_path / "data"
    shutil.copytree(DATA, data)
    file = data / "observations.csv"
    text = file.read_text(encoding="utf-8")
    changed = text.replace("3933.42", "3933.47")
    assert changed != text
    file.write_text(changed, encoding="utf-8")
    assert audit(altay, "--strict", "--claim", INCREASE, data=data) == 0
    assert f"{INCREASE}  " in altay.out


def test_data_without_claims_are_said_to_have_none(altay: Command, tmp_path: Path) -> None:
    """Data without a claim are one line."""
    data = tmp_path / "data"
    shutil.copytree(DATA, data)
    for name in ("claims", "claim_terms", "findings"):
        file = data / f"{name}.csv"
        head, *_ = file.read_text(encoding="utf-8").splitlines()
        file.write_text(f"{head}\n", encoding="utf-8")
    assert audit(altay, data=data) == 0
    assert altay.out == "no claims\n"


def test_an_audit_draws_nothing(tmp_path: Path) -> None:
    """`altay audit` loads neither matplotlib nor a notebook tool."""
    assert loaded("audit", "--data", str(DATA), folder=tmp_path) <= {"pandas"}
