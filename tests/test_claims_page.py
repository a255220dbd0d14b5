"""The pages of the audit and of the overview: what they list, and what a changed digit changes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import altay_analysis as aa
from altay_analysis.loading import load
from altay_analysis.present.claim_tables import AGREEING
from altay_analysis.present.claim_words import FORMULAS, KINDS, SLIPS, VERDICTS
from altay_analysis.present.claims_audit import ClaimsAuditPage
from altay_analysis.present.display import Display
from altay_analysis.present.overview import OverviewPage

ROOT = Path(__file__).parent.parent
DATA = str(ROOT / "data")
LANGUAGES = ("en", "zh-Hans", "zh-Hant")
AREAS = ("primary_organisations", "collective_economy", "governance_teams", "livelihood")
each_language = pytest.mark.parametrize("lang", LANGUAGES)


@cache
def audit_page(lang: str = "en", data_dir: str = DATA, region: str = "654301") -> ClaimsAuditPage:
    return aa.claims_audit(region, lang=lang, data_dir=data_dir)


@cache
def overview_page(lang: str = "en", region: str = "654301") -> OverviewPage:
    return aa.overview(region, "2025", "2020", lang=lang, data_dir=DATA)


def audit_displays(page: ClaimsAuditPage) -> list[Display]:
    made = [page.answer(), page.key_figures(), page.overview_figure(), page.coverage()]
    made += [page.blind_table()]
    made += [page.group(verdict) for verdict in VERDICTS if verdict not in AGREEING]
    made += [page.by_source(), page.by_kind(), *page.agreeing()]
    return [each for each in [*made, page.evidence()] if each is not None]


def overview_displays(page: OverviewPage) -> list[Display]:
    made = [page.answer(), page.key_figures(), *(page.area(area) for area in AREAS)]
    made += [page.firmness_table(), page.verdict_counts(), page.verdicts_table()]
    made += [page.verdict_terms(), page.gaps()]
    made += [page.marks(), page.verdicts(), page.evidence()]
    return [each for each in made if each is not None]


def runs(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "text" in value:
            yield value
        for part in value.values():
            yield from runs(part)
    elif isinstance(value, list):
        for part in value:
            yield from runs(part)


def text(value: Any) -> str:
    return "".join(str(run["text"]) for run in runs(value))


def unresolved(displays: list[Display]) -> set[str]:
    """References that lead to no line of the evidence and to no claim of the page."""
    rows = {row["id"] for row in displays[-1].content["rows"]}
    items = set(listed(displays))
    found = {run["ref"] for display in displays for run in runs(display.content) if "ref" in run}
    return found - rows - items


def listed(displays: list[Display]) -> list[str]:
    """Ids of the claims that are shown, in full or as a row."""
    full = [item["id"] for d in displays if d.kind == "claims" for item in d.content["items"]]
    tables = [d.content["rows"] for d in displays if d.kind == "table"]
    return full + [row["id"] for rows in tables for row in rows if isinstance(row, dict)]


@each_language
def test_every_reference_of_the_audit_resolves(lang: str) -> None:
    """A number leads to a figure's line or to the claim that it was worked out for."""
    assert unresolved(audit_displays(audit_page(lang))) == set()


@each_language
def test_every_reference_of_the_overview_resolves(lang: str) -> None:
    """The overview lists the evidence of all that it shows, of every area."""
    assert unresolved(overview_displays(overview_page(lang))) == set()


@each_language
def test_every_claim_of_every_source_is_shown_once(lang: str) -> None:
    """In full where something is left open, as a row where it agrees: all of them, none twice."""
    found = listed(audit_displays(audit_page(lang, region="100000")))
    assert sorted(found) == sorted(f"claim.{name}" for name in load(ROOT / "data").claims.index)


@pytest.mark.parametrize(
    ("region", "sources"),
    [("654301", {"S1"}), ("654300", {"S1", "S3"}), ("654321", set())],
    ids=["city", "prefecture with its city", "without figures"],
)
def test_a_place_is_audited_with_the_divisions_in_it(region: str, sources: set[str]) -> None:
    """The audit of a prefecture holds the claims of its city too, and of no other place."""
    page = audit_page(region=region)
    assert {page.audit.source(claim) for claim in page.claims} == sources


def test_what_is_open_is_shown_in_full_and_what_agrees_as_a_row() -> None:
    """Broken, ambiguous and not checkable claims have their working; the others a row a claim."""
    page = audit_page(region="100000")
    full = {c["id"] for c in page.claims if c["verdict"] not in AGREEING}
    assert set(listed([page.group(verdict) for verdict in VERDICTS if verdict not in AGREEING
                       and page.group(verdict)])) == {f"claim.{name}" for name in full}  # fmt: skip
    rows = {name for each in page.agreeing() for name in listed([each])}
    assert rows == {f"claim.{c['id']}" for c in page.claims if c["verdict"] in AGREEING}


def test_a_row_shows_figures_bounds_verdict_and_power() -> None:
    """A share that agrees: what is printed and where, both bounds, and what the check is worth."""
    page = audit_page()
    table = next(each for each in page.agreeing() if each.content["id"] == "claims-s1")
    row = next(r for r in table.content["rows"] if r["id"] == "claim.s1.five_good_share")
    said = " | ".join(text(cell) for cell in row["cells"])
    for part in ("s1.five_good_share", "45.90%", "196個", "427個", "2025, line 7",
                 "45.895 to 45.905%", "≈45.9016%", "confirmed", "over 0.999"):  # fmt: skip
        assert part in said
    assert not [run for run in runs(row) if "ref" in run]


@pytest.mark.parametrize("table", ["by_source", "by_kind"])
def test_verdicts_are_counted_by_source_and_by_kind(table: str) -> None:
    """The rows add up to the counts of `altay audit`, and each count leads to what it counts."""
    page = audit_page(region="100000")
    content = getattr(page, table)().content
    heads = [text(column["label"]) for column in content["columns"]]
    first = heads.index("Relations")
    rows = [row for row in content["rows"] if text(row[0]) != "All"]
    for at, verdict in enumerate(["", *VERDICTS]):
        cells = [row[first + at] for row in rows]
        counted = sum(int(text(cell)) for cell in cells if text(cell) != "—")
        assert counted == len(page.of(verdict) if verdict else page.claims)
        assert all("listed" in run for cell in cells for run in cell if run["text"] != "—")


def test_each_broken_claim_is_named_with_like_beside_like() -> None:
    """A share beside its share, a rate by the base that it implies, an order by its two figures.

    The gap of a share is cut and not rounded up: 0.010064 points. 3423 ÷ 8.35% is 40,994, with
    the rounding of 8.35 from 40,969.4 to 41,018.6.
    """
    first, *named = audit_page(region="100000").answer().content["paragraphs"]
    said = [text(each) for each in named]
    assert len(said) == 6
    assert "18 have no power" in text(first)
    assert "Tertiary industry in GDP (Changji City, 2023): printed 50.7; the other" in said[1]
    assert "apart by at least 0.0100 percentage points" in said[1]
    assert said[2] == ("Birth rate (Changji City, 2023): printed 8.35%, which implies a base of 40,969.4 "
                       "to 41,018.6 persons; registered population is printed as 411794人.")  # fmt: skip
    assert (
        "45.69亿元 (4.569 billion yuan), at least 566 million yuan below value added, primary"
        in said[5]
    )


def test_what_cutting_off_would_do_is_said_with_what_refutes_it() -> None:
    """103.61 ÷ 284.09 is 36.47, cut off 36.4, but 18.1 and 45.5 of the same source hold rounded."""
    items = {item["id"]: text(item["paragraphs"])
             for item in audit_page(region="100000").group("broken").content["items"]}  # fmt: skip
    refuted = items["claim.s3.secondary_share_of_gdp"]
    assert "They would agree if digits had been cut off" in refuted
    assert (
        "s3.primary_share_of_gdp; Tertiary industry in GDP, against part and whole s3.t" in refuted
    )
    assert "Nor would they agree if digits" in items["claim.s2.tertiary_share_of_gdp"]
    assert "cut off" not in items["claim.s2.birth_rate"]


def test_an_edge_of_a_convention_is_no_remedy() -> None:
    """Of a rate that fails by the half-to-twice rule no nearest value is given, and the rule is said."""
    items = audit_page(region="100000").group("broken").content["items"]
    said = next(text(i["paragraphs"]) for i in items if i["id"] == "claim.s2.birth_rate")
    assert "a convention of these reports" in said
    assert "1.66" not in said
    assert "8.35% → 8.35‰" in said
    assert "0.835" not in said
    # 3423 ÷ 1.35% is 253,556 and 3423 ÷ 68,730 is 4.98%: neither gives about what is printed.
    assert not any(each in said for each in ("1.35", "68730", "77324"))


@each_language
def test_no_two_relations_that_stand_together_have_one_title(lang: str) -> None:
    """In the table of a source, in a list of the audit, and in the table of a place."""
    page = audit_page(lang, region="100000")
    groups = [[text(row["cells"][0][0]) for row in d.content["rows"]] for d in page.agreeing()]
    groups += [[text(row[0]) for row in page.blind_table().content["rows"]]]
    groups += [[text(item["title"][0]) for item in page.group(verdict).content["items"]]
               for verdict in ("broken", "ambiguous", "not checkable")]  # fmt: skip
    groups += [[text(row[0]) for row in audit_page(lang).verdicts_table().content["rows"]]]
    for titles in groups:
        assert len(set(titles)) == len(titles)


def test_a_token_in_chinese_stands_apart_from_its_label() -> None:
    """In quotation marks behind a colon: 实际增幅 下降0.7% would read as growth that slowed."""
    rows = [
        row for d in audit_page("zh-Hans", region="100000").agreeing() for row in d.content["rows"]
    ]
    assert any("林业产值实际增幅：“下降0.7%”" in text(row["cells"][1]) for row in rows)


def test_one_relation_is_no_plural() -> None:
    """Where a place has one, its verdict is said."""
    said = text(audit_page(region="340828").answer().content["paragraphs"][0])
    assert said == "1 relation between the printed figures was checked: confirmed."


def test_a_judgement_is_shown_with_its_verdict(tmp_path: Path) -> None:
    """What a person decided stands with the claim, in full and in a row, with date and status."""
    folder = tmp_path / "synthetic_data"
    shutil.copytree(DATA, folder)
    (folder / "findings.csv").write_text(
        "claim,judgement,reason,date,status,values\n"
        "s1.village_income_increase,a slip,the totals grew by more,2026-11-24,reported,"
        "s1.village_income_increase=3933.42;s1.village_income=5170.88;s1.village_income_2020=1237.40\n"
        "s1.five_good_share,holds,worked out,2026-11-25,open,"
        "s1.five_good_share=45.90;s1.five_good_branches=196;s1.eligible_organisations=427\n",
        "utf-8",
    )
    page = audit_page.__wrapped__(data_dir=str(folder))
    full = text(page.group("broken").content)
    assert "2026-11-24: a slip (the totals grew by more); reported to the source." in full
    row = next(r for d in page.agreeing() for r in d.content["rows"]
               if r["id"] == "claim.s1.five_good_share")  # fmt: skip
    assert "2026-11-25: holds (worked out); still open." in text(row["cells"])
    said = text(audit_page.__wrapped__("zh-Hans", str(folder)).group("broken").content)
    assert "2026-11-24判断：a slip（the totals grew by more）；已告知发布者。" in said


def test_what_is_broken_is_named_in_the_answer() -> None:
    """The answer says which figures do not agree, and by how much at least."""
    said = repr(audit_page().answer())
    assert "Increase of collective income" in said
    assert "450 yuan" in said
    assert "净增" in repr(audit_page("zh-Hans").answer())


def test_a_broken_claim_shows_its_whole_working() -> None:
    """Formula, figures, both bounds, gap, mends and diagnosis stand in the report."""
    group = audit_page().group("broken")
    assert group is not None
    working = text(group.content["items"][0]["paragraphs"])
    for part in (
        "5170.88 − 1237.40",
        "突破5170.88萬元",
        "39.33415 to 39.33425 million yuan",
        "39.3347 to 39.3349 million yuan",
        "450 yuan",
        "3933.42 → 3933.47",
        "1237.40 → 1237.45",
        "one digit",
    ):
        assert part in working


@pytest.mark.parametrize(
    ("lang", "needle"),
    [("en", "excluded, as no whole number fits"), ("zh-Hans", "上年个数不为整数，予以排除")],
    ids=["en", "zh-Hans"],
)
def test_each_reading_is_worked(lang: str, needle: str) -> None:
    """Of the three readings of the rise, the one without whole numbers is excluded."""
    group = audit_page(lang).group("ambiguous")
    assert group is not None
    assert needle in text(group.content)


@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
def test_one_changed_digit_changes_verdicts_sentences_and_tables(tmp_path: Path, lang: str) -> None:
    """With an increase that agrees nothing is broken; with another share, something is."""
    folder = tmp_path / "synthetic_data"
    shutil.copytree(DATA, folder)
    table = folder / "observations.csv"
    printed = table.read_text("utf8")
    table.write_text(printed.replace("3933.42", "3933.48"), "utf8")
    assert audit_page.__wrapped__(lang, str(folder)).group("broken") is None
    table.write_text(printed.replace("45.90", "45.80"), "utf8")
    page = audit_page.__wrapped__(lang, str(folder))
    assert len(page.of("broken")) == 3
    shown = "45.80%"
    assert shown in repr(page.answer())
    assert shown in repr(page.evidence())


def test_a_check_that_cannot_fail_is_never_a_proof() -> None:
    """Claims without power are listed as such, the whole people among 4,160 with them."""
    page = audit_page()
    table = page.blind_table()
    assert table is not None
    assert "Party members among the teams" in repr(table)
    assert all(f"claim.{c['id']}" in {r.get("ref") for r in runs(table.content)}
               for c in page.claims if c["power"] == 0)  # fmt: skip


@each_language
def test_the_overview_repeats_the_areas_own_results(lang: str) -> None:
    """Key figures and answers are those of the areas' pages, not copies."""
    page = overview_page(lang)
    collective = aa.collective_economy("654301", "2025", "2020", lang=lang, data_dir=DATA)
    assert page.area("collective_economy").content == collective.answer().content
    tiles = collective.key_figures().content["items"][:2]
    assert all(tile in page.key_figures().content["items"] for tile in tiles)


def test_the_overview_counts_all_figures() -> None:
    """The 39 figures of the article, by how firm they are: 16, 13, 7 and 3."""
    said = repr(overview_page().answer())
    assert "39 figures" in said
    assert "16 exact, 13 rounded, 7 bounds only, 3 designations" in said


@each_language
def test_a_place_without_figures_gives_short_pages(lang: str) -> None:
    """Nothing is audited, nothing of the place is shown, and it is said so."""
    audit, overview = audit_page(lang, region="654321"), overview_page(lang, region="654321")
    assert audit.overview_figure() is None
    assert all(audit.group(verdict) is None for verdict in VERDICTS)
    assert audit.by_source() is None
    assert audit.by_kind() is None
    assert audit.agreeing() == []
    assert overview.verdicts_table() is None
    assert overview.firmness_table() is None
    assert overview.key_figures().content["items"] == []
    listed = [row["id"] for row in overview.evidence().content["rows"]]
    # What stands in the evidence is of the places around.
    assert "654321" not in set(overview.catalogue.observations.loc[listed, "region"])
    assert repr(overview.answer())


def test_every_kind_verdict_and_slip_has_words() -> None:
    """Nothing that the audit can find is without words in either language."""
    from altay_analysis import audit

    assert set(KINDS) == set(FORMULAS) == set(audit.KINDS)
    assert set(VERDICTS) == set(audit.VERDICTS)
    assert set(SLIPS) == set(audit.SLIPS)
