"""Relations that a person types: read, made into claims, judged as the audit judges."""

from __future__ import annotations

import io
import json
import re
import sys
from fractions import Fraction
from pathlib import Path
from subprocess import run

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_cli import Command

import altay_analysis as aa
from altay_analysis.audit.figures import shown
from altay_analysis.bench.check import Refused
from altay_analysis.errors import RelationError
from altay_analysis.numerals import MULTIPLIERS
from altay_analysis.relations import Relation, Token, claim_of, read_line
from altay_analysis.units import known_unit

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    ("line", "kind", "verdict"),
    [
        ("196 / 427 = 45.90%", "share", "confirmed"),
        ("196/427=45.90%", "share", "confirmed"),
        ("45.90% = 196 / 427", "share", "confirmed"),
        ("196个 ÷ 427个 ＝ 45.90%", "share", "confirmed"),
        ("196個除以427個等於45.90%", "share", "confirmed"),
        ("196 of 427 = 45.90%", "share", "confirmed"),
        ("196个占427个的45.90%", "share", "confirmed"),
        ("142 / 427 = 三分之一", "share", "broken"),
        ("1237.40 + 3933.42 = 5170.88", "sum", "broken"),
        ("1237.40万元加3933.48万元等于5170.88万元", "sum", "compatible"),
        ("52.34 + 254.09 + 314.35 = 620.77", "sum", "compatible"),
        ("1/3 + 2/3 = 1", "structure", "confirmed"),
        ("5170.88 - 1237.40 = 3933.42", "difference", "broken"),
        ("5170.88-1237.40=3933.42", "difference", "broken"),
        ("5170.88 万元 减 1237.40 万元 = 3933.42 万元", "difference", "broken"),
        ("５１７０．８８ － １２３７．４０ ＝ ３９３３．４８", "difference", "compatible"),
        ("1237.40 -> 5170.88 = +317.88%", "growth", "confirmed"),
        ("1237.40万元 → 5170.88万元 = 317.88%", "growth", "confirmed"),
        ("1237.40 -> 5170.88万元 = 凈增3933.42萬元", "difference", "broken"),
        ("1237.40 -> 5170.88 = 翻两番", "multiple", "confirmed"),
        ("5170.88 / 1237.40 = 4.18倍", "multiple", "confirmed"),
        ("43.48% -> 45.90% = 2.42个百分点", "growth", "compatible"),
        ("8.4% + 40.9% + 50.7% = 100%", "structure", "compatible"),
        ("8.4% + 40.9% + 50.6% = 100", "structure", "compatible"),
        ("8.4% + 40.9% + 50.4% = 100", "structure", "broken"),
        ("3423 / 411794 = 8.35‰", "rate", "broken"),
        ("5170.88万元 / 411794人 = 125.57元", "rate", "confirmed"),
        ("10万元 × 427 = 4270万元", "product", "compatible"),
        ("427 >= 196 >= 114", "order", "confirmed"),
        ("114 ≤ 196 ≤ 427", "order", "confirmed"),
        ("45.90% of 427", "whole", "compatible"),
        ("45.95% of 427", "whole", "broken"),
    ],
)
def test_a_relation_is_of_its_kind_and_judged(line: str, kind: str, verdict: str) -> None:
    """Sign and unit decide what a line claims, in either script; the audit judges it."""
    found = aa.check(line)
    assert (found.kind, found.verdict) == (kind, verdict)


@pytest.mark.parametrize(
    ("line", "verdict", "power"),
    [
        ("196 of 427 = 45.90%", "confirmed", None),
        ("45.90% of 427", "compatible", 0.957),
        ("1237.40万元 -> 5170.88万元 = 317.88%", "confirmed", None),
        ("1237.40万元 -> 5170.88万元 = 翻兩番", "confirmed", None),
        ("达51.4% of 4160人", "compatible", 0),
        ("300余件的超98%", "compatible", 0),
        ("1222个的100%", "compatible", 0),
    ],
)
def test_the_claims_worked_by_hand_come_out_as_worked(
    line: str, verdict: str, power: float | None
) -> None:
    """The claims that the design works by hand have its verdicts and powers (docs/figures.md)."""
    found = aa.check(line)
    assert found.verdict == verdict
    if power is not None:
        assert found.power is not None
        assert round(float(found.power), 3) == power


def test_the_claim_of_the_article_is_judged_alike() -> None:
    """A typed line and the same claim in the data have one verdict, power and mends.

    Of the slips, the data drop those that would break another relation of the source.
    """
    typed = aa.check("突破5170.88萬元 - 1237.40萬元 = 凈增3933.42萬元").as_dict()
    held = aa.verdicts(aa.load(ROOT / "data"))["s1.village_income_increase"].as_dict()
    for key in ("kind", "verdict", "power", "claimed", "computed", "gap"):
        assert typed[key] == held[key]
    assert [each["to"] for each in typed["mends"]] == [each["to"] for each in held["mends"]]
    slips = [[(each["slip"], each["to"]) for each in one["diagnosis"]] for one in (typed, held)]
    assert slips[1]
    assert slips[1] == [slip for slip in slips[0] if slip in slips[1]]


def test_a_meaning_that_the_figures_exclude_is_named() -> None:
    """Of a share that grew, points and relative change are both worked."""
    found = aa.check("43.48% -> 45.90% = 提升2.42%")
    assert [(each.reading.name, each.verdict) for each in found.readings] == [
        ("points", "compatible"),
        ("relative", "broken"),
    ]
    assert "as a relative change: excluded by the figures" in repr(found)


@pytest.mark.parametrize(
    ("line", "place", "words"),
    [
        ("", 0, "empty"),
        ("196 / = 45.90%", 6, "a printed figure was expected"),
        ("196 / 427 = ", 11, "a printed figure was expected"),
        ("196 / 427 = 45.90% = 1", 19, "one = only"),
        ("196 / 427", 9, "= and the printed result were expected"),
        ("196 / many = 45.90%", 6, "a number is missing"),
        ("196 + 5 / 427 = 45.90%", 8, "+ and / stand in one relation"),
        ("196 / 427 / 2 = 45.90%", 10, "/ stands between two figures"),
        ("196 / 427 = 45.90% / 1", 19, "one side of = is a single printed figure"),
        ("196 = 196", 4, "a sign between two figures was expected"),
        ("1 ≥ 2 ≤ 3", 9, "= and the printed result were expected"),
        ("12万元 + 1.5 = 3亿元", 7, "a unit was expected"),
        ("196个 -> 427个 = 5元", 15, "behind -> a growth"),
        ("427 + 全国示范区 = 3", 6, "a designation is no number"),
    ],
)
def test_a_line_that_cannot_be_read_names_the_place(line: str, place: int, words: str) -> None:
    """A refusal is one line that shows where reading stopped and what was expected there."""
    with pytest.raises(RelationError) as refused:
        aa.check(line)
    assert refused.value.place == place
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


def test_figures_of_two_kinds_are_no_share() -> None:
    """A part is of its whole only in one unit; the remedy is said."""
    with pytest.raises(RelationError, match=r"item and village stand together.*in one unit"):
        aa.check("196个 / 427个村 = 45.90%")


@pytest.mark.parametrize("token", ["1/3", "10-15", "8.64/10万", "-3.5%", "超98%", "翻兩番", "减5%"])
def test_a_figure_alone_is_read_as_one(token: str) -> None:
    """What a token may hold (a slash, a hyphen, 减) is no sign where it stands alone."""
    found = read_line(token)
    assert isinstance(found, Token)
    assert found.printed == aa.read(token).printed


def test_a_bare_figure_is_lent_its_fellows_unit() -> None:
    """A figure without a unit takes its fellows'; 万 of its own stays."""
    claim = claim_of(read("52.34 + 254.09万 = 306.43亿元"))
    assert [figure.unit.id for figure in claim.figures] == ["100m_yuan", "100m_yuan", "10k_yuan"]


def test_whole_numbers_are_rounded_beside_what_has_parts() -> None:
    """427 among counts is exact; beside decimals or in yuan it is rounded as they are."""
    counts = claim_of(read("196 / 427 = 45.90%")).figures[1:]
    amounts = claim_of(read("196 + 427.5 = 624")).figures
    assert {figure.qualifier for figure in counts} == {"exact"}
    assert {figure.qualifier for figure in amounts} == {"rounded"}


def read(line: str) -> Relation:
    found = read_line(line)
    assert isinstance(found, Relation)
    return found


def test_the_units_of_tokens_are_those_of_the_data() -> None:
    """A unit that the data know has the same dimension and factor without them."""
    units = aa.load(ROOT / "data").units
    known = {id: known_unit(id) for id in units.index if not id.startswith("per_")}
    for id, unit in known.items():
        row = units.loc[id]
        assert (unit.dimension, unit.factor) == (row["dimension"], Fraction(row["factor"]))
    assert known_unit("1t_yuan").factor == dict(MULTIPLIERS.values())["1t_"]


def rounded(value: Fraction, places: int) -> str:
    return shown(int(value * 10**places + Fraction(1, 2)), places)


SIZES = st.integers(1, 10**7)
PLACES = st.integers(0, 3)


@settings(max_examples=50)
@given(part=SIZES, rest=SIZES, places=PLACES)
def test_a_true_share_is_never_broken(part: int, rest: int, places: int) -> None:
    """A share rounded from the figures it is of holds, whatever they are."""
    share = rounded(Fraction(100 * part, part + rest), places)
    assert aa.check(f"{part} / {part + rest} = {share}%").verdict != "broken"


@settings(max_examples=50)
@given(parts=st.lists(SIZES, min_size=2, max_size=6), places=PLACES)
def test_a_true_sum_is_never_broken(parts: list[int], places: int) -> None:
    """Parts and total rounded each by itself agree."""
    held = [rounded(Fraction(part, 997), places) for part in parts]
    total = rounded(Fraction(sum(parts), 997), places)
    assert aa.check(f"{'万元 + '.join(held)}万元 = {total}万元").verdict != "broken"


@settings(max_examples=50)
@given(before=SIZES, after=SIZES, places=PLACES)
def test_true_growth_is_never_broken(before: int, after: int, places: int) -> None:
    """Growth rounded from two levels holds, and so does their difference."""
    change = Fraction(100 * after, before) - 100
    sign = "+" if change >= 0 else "-"
    growth = f"{sign}{rounded(abs(change), places)}%"
    assert aa.check(f"{before} -> {after} = {growth}").verdict != "broken"
    assert aa.check(f"{after} - {before} = {after - before}").verdict == "confirmed"


@settings(max_examples=50)
@given(
    sign=st.sampled_from([" / ", "/", " ÷ ", "除以", "／"]),
    equals=st.sampled_from(["=", " = ", "＝", "等于"]),
    part=SIZES, whole=SIZES, share=st.decimals(0, 100, places=2).map(str),
)  # fmt: skip
def test_spelling_changes_nothing(
    sign: str, equals: str, part: int, whole: int, share: str
) -> None:
    """However signs are typed, the figures read are those that were written."""
    found = read(f"{part}{sign}{whole}{equals}{share}%")
    assert [each.printed.value for each in found.operands] == [str(part), str(whole)]
    assert found.claimed is not None
    assert (found.sign, found.claimed.printed.value) == ("by", share)


@settings(max_examples=50)
@given(st.text(alphabet="0123456789.%/+-×=>≥ 万元个占的of减加,余超", max_size=24))
def test_any_line_is_read_or_refused_in_words(line: str) -> None:
    """Whatever is typed, it is judged or refused with a place in it; nothing else is raised."""
    (found,) = aa.check_lines(line) or [None]
    if isinstance(found, Refused):
        assert 0 <= found.place <= len(line)


def test_neither_pandas_nor_a_data_folder_is_needed() -> None:
    """A check starts quickly: nothing slow is loaded for it."""
    code = (
        "import altay_analysis as aa, sys; aa.check('196 / 427 = 45.90%').explain();"
        "slow = {'pandas', 'numpy', 'papermill', 'nbconvert', 'matplotlib'} & set(sys.modules);"
        "sys.exit(str(slow) if slow else 0)"
    )
    done = run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def altay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """`altay` in a folder without any data."""
    monkeypatch.chdir(tmp_path)
    return Command(capsys)


def test_the_command_needs_no_data_and_shows_the_working(altay: Command) -> None:
    """`altay audit --quick` answers as `--claim` does, in a folder that holds nothing."""
    assert altay("audit", "--quick", "1237.40 + 3933.42 = 5170.88", "--quick", "超98%") == 0
    assert altay.out.startswith("1237.40 + 3933.42 = 5170.88\ncheck1  broken (the figures do not")
    assert "  put in: 1237.40 + 3933.42" in altay.out
    assert altay.out.endswith("98     percent  over     over 98\n")


def test_json_of_the_command_is_the_contracts(altay: Command) -> None:
    """`--json` has the claims alone, each with the contract's keys; figures alone are tokens."""
    assert altay("audit", "--json", "--quick", "196 / 427 = 45.90%") == 0
    content = json.loads(altay.out)
    assert list(content) == ["claims"]
    keys = "id kind asserted verdict power claimed computed gap mends diagnosis readings figures"
    assert list(content["claims"][0]) == keys.split()
    assert altay("audit", "--json", "--quick", "300余件") == 0
    content = json.loads(altay.out)
    assert content["claims"] == []
    assert content["tokens"][0]["high_end"] == "conventional"


def test_csv_of_the_command_is_that_of_the_audit(altay: Command) -> None:
    """`--csv` has one row a relation, with the line in its note."""
    assert altay("audit", "--csv", "--quick", "196 / 427 = 45.90%") == 0
    head, row = altay.out.splitlines()
    assert head.startswith("id,kind,asserted,verdict,power")
    assert row.startswith("check1,share,source,confirmed,0.99")
    assert row.endswith(",196 / 427 = 45.90%")


def test_lines_come_from_stdin(altay: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` reads lines; empty ones are skipped."""
    monkeypatch.setattr("sys.stdin", io.StringIO("196 / 427 = 45.90%\n\n45.95% of 427\n"))
    assert altay("audit", "--json", "--quick", "-") == 0
    claims = json.loads(altay.out)["claims"]
    assert [each["verdict"] for each in claims] == ["confirmed", "broken"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["196 / 427 = 45.90%", "--strict"], 0),
        (["45.95% of 427", "--strict"], 1),
        (["45.95% of 427"], 0),
        (["196 / = 45.90%", "--strict"], 2),
        ([" "], 2),
        (["196 / 427 = 45.90%", "--own", "x"], 2),
        (["196 / 427 = 45.90%", "--claim", "x"], 2),
    ],
)
def test_exit_codes_are_those_of_the_audit(altay: Command, arguments: list[str], code: int) -> None:
    """0, 1 for a broken relation with `--strict`, 2 with one line where nothing can be read."""
    assert altay("audit", "--quick", *arguments) == code
    if code == 2:
        altay.one_line()


def test_the_lines_of_the_page_are_as_it_says(altay: Command) -> None:
    """Each line that docs/quick.md shows is read, and none of them is broken."""
    page = (ROOT / "docs/quick.md").read_text("utf-8").split("## Figures")[0]
    shown = re.findall(r"`([^`]+)`", page.split("## The lines")[1])
    lines = [line for line in shown if not set(line) & {"=", "("} or " = " in line]
    found = aa.check_lines("\n".join(lines))
    assert len(found) > 15
    assert not [line for line in found if isinstance(line, Refused)]
    assert {line.verdict for line in found.relations} == {"confirmed", "compatible"}
    assert altay("audit", "--strict", *(a for line in lines for a in ("--quick", line))) == 0
