"""What a notebook calls: parameters are answered in words, and pages are made of figures."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import altay_analysis as aa
from altay_analysis.errors import DataError, UsageError
from altay_analysis.present.display import MIME, Display
from altay_analysis.present.page import Page

ROOT = Path(__file__).parent.parent
DATA = str(ROOT / "data")
PARTS = [
    "masthead",
    "answer",
    "key_figures",
    "growth",
    "growth_figure",
    "increase",
    "agreement_table",
    "increase_figure",
    "operating",
    "villages",
    "missing",
    "evidence",
]


def collective(lang: str = "en", data_dir: str = DATA, region: str | int = "654301") -> Page:
    return aa.collective_economy(region, "2025", "2020", lang=lang, data_dir=data_dir)


def bundles(page: Page) -> list[dict[str, object]]:
    made = [getattr(page, name)() for name in PARTS]
    return [part._repr_mimebundle_() for part in made if isinstance(part, Display)]


def runs_of(value: object) -> list[dict[str, object]]:
    """Every run anywhere in a display object."""
    if isinstance(value, dict):
        own = [value] if "text" in value else []
        return own + [run for part in value.values() for run in runs_of(part)]
    if isinstance(value, list):
        return [run for part in value for run in runs_of(part)]
    return []


@pytest.mark.parametrize("lang", ["en", "zh-Hans", "zh-Hant"])
def test_every_reference_leads_to_a_line_of_evidence(lang: str) -> None:
    """Each `ref` of a page is the id of an evidence row of the same page."""
    objects = [bundle[MIME] for bundle in bundles(collective(lang))]
    rows = {row["id"] for row in objects[-1]["rows"]}  # type: ignore[index]
    refs = {run["ref"] for run in runs_of(objects) if "ref" in run}
    assert refs
    assert refs <= rows


@pytest.mark.parametrize("lang", ["en", "zh-Hans", "zh-Hant"])
def test_no_number_stands_in_prose_without_a_reference(lang: str) -> None:
    """Outside years and the names of sources, digits stand in runs that have a reference."""
    page = collective(lang)
    for name in ("answer", "growth", "increase", "operating", "villages", "missing"):
        for run in runs_of(getattr(page, name)().content):
            if "ref" not in run and "xref" not in run:
                text = str(run["text"]).replace("2020", "").replace("2025", "").replace("S1", "")
                assert not any(c.isdigit() for c in text), text


def test_printed_tokens_are_never_converted() -> None:
    """The evidence shows tokens as printed, in every language."""
    for lang in ("en", "zh-Hans", "zh-Hant"):
        rows = collective(lang).evidence().content["rows"]
        tokens = {row["cells"][1][0]["text"] for row in rows}
        assert {"突破5170.88萬元", "凈增3933.42萬元", "翻兩番"} <= tokens


def test_a_changed_digit_changes_sentences_tables_and_evidence(tmp_path: Path) -> None:
    """With a printed increase that agrees, no page says that it does not."""
    folder = tmp_path / "synthetic_data"
    shutil.copytree(DATA, folder)
    table = folder / "observations.csv"
    table.write_text(table.read_text("utf8").replace("3933.42", "3933.48"), "utf8")
    for lang, parted in (("en", "does not agree"), ("zh-Hans", "不相符")):
        before, after = (
            repr(collective(lang).answer()),
            repr(collective(lang, str(folder)).answer()),
        )
        assert parted in before
        assert parted not in after
        table_after = repr(collective(lang, str(folder)).agreement_table())
        assert ("no" if lang == "en" else "不相符") not in table_after.split(" | ")
        assert "3933.48" in repr(collective(lang, str(folder)).evidence())


def test_words_of_multiple_follow_the_figures(tmp_path: Path) -> None:
    """With a later total that falls short of four times, the answer says that it does."""
    folder = tmp_path / "synthetic_data"
    shutil.copytree(DATA, folder)
    table = folder / "observations.csv"
    table.write_text(table.read_text("utf8").replace("5170.88", "4170.88"), "utf8")
    assert "does not reach" in repr(collective("en", str(folder)).answer())
    assert "未达到" in repr(collective("zh-Hans", str(folder)).answer())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"lang": "fr"}, "lang 'fr' is not known"),
        ({"region": "999999"}, "region '999999' is not in regions.csv"),
        ({"period": "twenty"}, "period 'twenty' is not a period"),
        ({"baseline_period": "2026"}, "baseline_period 2026 is not before period 2025"),
        ({"data_dir": "nowhere"}, "nowhere"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_wrong_parameter_is_answered_in_words(change: dict[str, str], message: str) -> None:
    """The error names the parameter and its value."""
    given = {
        "region": "654301",
        "period": "2025",
        "baseline_period": "2020",
        "lang": "en",
    }
    given |= {"data_dir": DATA} | change
    with pytest.raises(UsageError, match=message):
        aa.collective_economy(**given)


def test_whole_numbers_are_accepted_for_codes_and_years() -> None:
    """Plain papermill turns 654301 and 2025 into integers."""
    page = aa.collective_economy(654301, 2025, 2020, lang="en", data_dir=DATA)
    assert "Altay City" in repr(page.answer())


def test_a_region_without_figures_gives_an_honest_page() -> None:
    """Nothing is drawn, and what is not published is said."""
    page = collective(region="654321")
    assert "The data hold nothing" in repr(page.answer())
    assert page.growth_figure() is None
    assert page.agreement_table() is None
    assert page.evidence().content["rows"] == []


def test_broken_data_make_no_page(tmp_path: Path) -> None:
    """A page is made of data that hold, or not at all."""
    folder = tmp_path / "synthetic_data"
    shutil.copytree(DATA, folder)
    table = folder / "observations.csv"
    table.write_text(table.read_text("utf8").replace("45.90,percent", "145.90,percent"), "utf8")
    with pytest.raises(DataError, match=r"observations\.csv line"):
        collective(data_dir=str(folder))


def test_the_evidence_can_be_read_as_csv() -> None:
    """The attached CSV has a line for each row, with bounds and provenance."""
    import csv
    import io

    content = collective().evidence().content
    lines = list(csv.DictReader(io.StringIO(content["csv"])))
    assert [line["id"] for line in lines] == [row["id"] for row in content["rows"]]
    income = next(line for line in lines if line["id"] == "s1.village_income")
    assert (income["low"], income["high"], income["standing"]) == (
        "5170.875",
        "5170.885",
        "repost",
    )


def test_figures_are_the_same_each_time() -> None:
    """The SVG carries no date and no random id, and its text is text."""
    first, second = (collective().growth_figure() for _ in range(2))
    assert first is not None
    assert second is not None
    assert first.svg == second.svg
    assert "<text" in first.svg
    assert "dc:date" not in first.svg


def test_the_users_own_style_does_not_reach_a_figure() -> None:
    """Settings of whoever runs the notebook change nothing."""
    import matplotlib as mpl

    plain = collective().growth_figure()
    with mpl.rc_context({"font.size": 30, "axes.grid": True, "svg.fonttype": "path"}):
        odd = collective().growth_figure()
    assert plain is not None
    assert odd is not None
    assert plain.svg == odd.svg
