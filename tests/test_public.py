"""What `import altay_analysis as aa` offers: names, help, rich display, plain frames."""

from __future__ import annotations

import doctest
import importlib
import inspect
import io
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from IPython.lib.pretty import pretty

import altay_analysis as aa
from altay_analysis.bench.words import unit_in_words
from altay_analysis.catalogue import Catalogue
from altay_analysis.errors import UsageError
from altay_analysis.lexicon import UNIT_KEYS

ROOT = Path(__file__).parent.parent
MODULES = ["altay_analysis", "altay_analysis.explorer.explorer", "altay_analysis.reports",
           "altay_analysis.units", "altay_analysis.interval", *(
    f"altay_analysis.{path.parent.name}.{path.stem}"
    for folder in ("bench", "relations")
    for path in sorted((ROOT / "altay_analysis" / folder).glob("[a-z]*.py"))
)]  # fmt: skip


@pytest.fixture(scope="module")
def data() -> Catalogue:
    return aa.load(ROOT / "data")


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_docstring_hold(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each example in a docstring gives what stands below it."""
    monkeypatch.chdir(ROOT)
    assert doctest.testmod(importlib.import_module(name)).failed == 0


@pytest.mark.parametrize("name", [n for n in aa.__all__ if n != "__version__"])
def test_each_name_answers_for_help(name: str) -> None:
    """Every public name is listed for completion, says what it does, and shows an example."""
    assert name in dir(aa)
    assert ">>> " in (inspect.getdoc(getattr(aa, name)) or "")


def test_a_name_that_is_not_there_is_refused() -> None:
    """A misspelt name is an AttributeError, as of any module."""
    with pytest.raises(AttributeError, match="obsrvations"):
        _ = aa.obsrvations


@pytest.mark.parametrize("folder", [".", "notebooks"])
@pytest.mark.parametrize("given", ["data", "../data"])
def test_the_data_are_found_from_a_notebook_and_from_the_root(
    folder: str, given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`data` and `../data` both serve where notebooks run."""
    monkeypatch.chdir(ROOT / folder)
    assert repr(aa.load(given)).startswith("<Catalogue of 20")


def test_a_folder_that_is_not_there_is_named() -> None:
    """The message names what was given."""
    with pytest.raises(UsageError, match="data_dir 'nowhere' is not there"):
        aa.load("nowhere")


def test_a_frame_has_bounds_and_standing_as_columns(data: Catalogue) -> None:
    """`frame()` is plain pandas: bounds are numbers, an end that is not there is infinite."""
    frame = aa.observations(data, area="livelihood").frame()
    assert frame["low"].dtype == frame["high"].dtype == np.float64
    over = frame.loc["s1.leaders_projects_completion"]
    assert (over["low"], over["high"], over["low_end"]) == (98, 100, "open")
    assert over["standing"] == "repost"
    assert np.isnan(frame.loc["s1.designation_ecology", "low"])


def test_a_frame_is_nobody_elses(data: Catalogue) -> None:
    """Writing into a frame changes nothing in the catalogue."""
    frame = aa.observations(data).frame()
    frame["value"] = "0"
    assert (data.observations["value"] != "0").any()


def test_a_csv_says_where_each_figure_comes_from(data: Catalogue, tmp_path: Path) -> None:
    """The CSV reads back with tokens, bounds and the standing of each source."""
    chosen = aa.observations(data, indicator="gdp")
    chosen.to_csv(tmp_path / "gdp.csv")
    read = pd.read_csv(tmp_path / "gdp.csv", dtype=str, keep_default_na=False, index_col="id")
    assert list(read["as_printed"]) == [figure.as_printed for figure in chosen]
    assert set(read["standing"]) <= {"official", "press", "repost"}
    assert {"low", "high", "locator", "source_title", "source_address", "data_date"} <= set(read)
    assert chosen.to_csv() == io.StringIO((tmp_path / "gdp.csv").read_text("utf-8-sig")).read()


def test_no_cell_of_the_csv_is_a_formula(tmp_path: Path) -> None:
    """A token that a spreadsheet would take for a formula has a ' in front of it."""
    own = tmp_path / "own_synthetic"
    place = {"region": "654301", "period": "2025", "data_dir": ROOT / "data"}
    aa.check("1 -> 2 = +100%").save(own, **place)
    text = aa.observations(aa.load(ROOT / "data", own=own), source="own1").to_csv()
    assert ",'+100%," in text
    assert ",+100%," not in text


@pytest.mark.parametrize("lang", ["en", "zh-Hans", "zh-Hant"])
def test_what_is_shown_has_token_bounds_and_source(data: Catalogue, lang: str) -> None:
    """A row shows the token as printed, marked as its script, bounds in words, and its source."""
    bundle = aa.observations(data, indicator="five_good_share", lang=lang)._repr_mimebundle_()
    assert '<span lang="zh-Hant">45.90%</span>' in bundle["text/html"]
    for shown in bundle.values():
        assert "45.895" in shown
        assert "s1.five_good_share" in shown
        assert {"en": "repost", "zh-Hans": "转载", "zh-Hant": "轉載"}[lang] in shown


def test_many_rows_are_counted_and_not_all_shown(data: Catalogue) -> None:
    """A notebook is not flooded: the rest is counted, and `frame()` has it."""
    chosen = aa.observations(data)
    assert f"{len(chosen) - 50} more: .frame() has them all" in repr(chosen)
    assert len(chosen.frame()) == len(chosen)


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ({"indicator": "five_god_share"}, "nearest: five_good_share"),
        ({"source": "S99"}, "source 'S99' is not known"),
        ({"lang": "fr"}, "language 'fr' is not known"),
    ],
)
def test_a_wrong_choice_is_answered_in_words(
    data: Catalogue, choice: dict[str, str], words: str
) -> None:
    """What is not known is refused, and what may be meant is named."""
    with pytest.raises(UsageError, match=words):
        aa.observations(data, **choice)


@pytest.mark.parametrize("unit", sorted(set(UNIT_KEYS.values())))
def test_each_unit_of_a_token_has_words(unit: str) -> None:
    """A unit that a token can name is said in English and in Chinese, with its multiplier."""
    assert unit_in_words(unit)
    assert unit_in_words(f"10k_{unit}").startswith("10,000 ")
    assert unit_in_words(f"10k_{unit}", "zh-Hans").startswith("万")
    assert unit_in_words(f"100m_{unit}", "zh-Hant").startswith("億")


def test_what_is_shown_is_escaped() -> None:
    """What a person types is text in the page, never markup."""
    shown = aa.check_lines("<b>1</b> / 2 = 3%\n超98%")._repr_mimebundle_()["text/html"]
    assert "<b>" not in shown
    assert "&lt;b&gt;" in shown


def test_the_codebook_is_searched_in_each_script(data: Catalogue) -> None:
    """English, simplified and traditional words find the same indicator, in name or definition."""
    for words in ("five-good share", "五个好 占比", "五個好 佔比"):
        assert "five_good_share" in list(aa.codebook(data, words)), words
    assert "village_income" in list(aa.codebook(data, "村集体收入"))
    assert len(aa.codebook(data)) == len(data.indicators)
    assert len(aa.codebook(data, "no such thing")) == 0


def test_names_come_before_definitions(data: Catalogue) -> None:
    """What is found in a name stands before what is found in a definition alone."""
    found = aa.codebook(data, "village").frame()
    in_names = found.index.str.contains("village") | found["name_en"].str.lower().str.contains(
        "village"
    )
    assert in_names.any()
    assert not in_names.all()
    assert list(in_names) == sorted(in_names, reverse=True)


def test_the_codebook_counts_figures(data: Catalogue) -> None:
    """Each indicator says how many observations it has."""
    frame = aa.codebook(data, "gdp").frame()
    assert frame.loc["gdp", "figures"] == len(aa.observations(data, indicator="gdp"))


def test_verdicts_are_those_of_the_audit(data: Catalogue) -> None:
    """The frame has a row a claim, with bounds as numbers; the table counts verdicts."""
    found = aa.verdicts(data)
    frame = found.frame()
    assert list(frame.index) == list(data.claims.index)
    assert frame["computed_low"].dtype == frame["power"].dtype == np.float64
    broken = (frame["verdict"] == "broken").sum()
    assert f"{broken} do not agree" in repr(found)
    assert "working" in found.explain("s1.village_income_increase")
    with pytest.raises(UsageError, match="claim 'x' is not among these"):
        found.claim("x")


def test_a_claim_shows_its_figures_with_their_places(data: Catalogue) -> None:
    """One claim of the data is shown with figures, bounds, sources and what would mend it."""
    found = aa.verdicts(data)["s1.village_income_increase"]
    assert (found.verdict, found.unit) == ("broken", "10k_yuan")
    assert (str(found.claimed), str(found.computed)) == (
        "[3933.415, 3933.425]",
        "[3933.47, 3933.49]",
    )
    for shown in found._repr_mimebundle_().values():
        assert "S1, 14: s1.village_income_2020" in shown
        assert "s1.village_income_increase → 3933.47" in shown
    assert "不相符" in found.show("zh-Hans")["text/html"]


def test_one_observation_is_shown_with_its_source(data: Catalogue) -> None:
    """`[id]` is one observation, shown as all are; one that is not there is named."""
    chosen = aa.observations(data, source="S1")
    assert "转载" in chosen["s1.volunteers"].show("zh-Hans")["text/html"]
    assert len(chosen["s1.volunteers"]) == 1
    with pytest.raises(UsageError, match=r"'s2\.gdp' is not among these"):
        _ = chosen["s2.gdp"]


def test_a_notebook_answers_readably_for_plain_records(data: Catalogue) -> None:
    """An observation, a quantity and bounds are read at a glance; their repr stays exact."""
    figure = data.observation("s1.leaders_projects")
    assert pretty(figure.bounds) == "Bounds (300, 400~]"
    assert pretty(figure.quantity) == "Quantity 300 in (300, 400~] item"
    assert pretty(figure) == (
        "s1.leaders_projects: 300余件 (300, 400~] item; leaders_projects, 654301, 2021/2025 (S1, 29)"
    )
    assert repr(figure.bounds).startswith("Bounds(low=Fraction(300, 1)")


def test_verdicts_are_chosen_by_their_figures(data: Catalogue) -> None:
    """Claims that touch a place, a source or an indicator are kept, and no others."""
    found = aa.verdicts(data, source="S1", lang="zh-Hans")
    assert {each.id.partition(".")[0] for each in found} == {"s1"}
    assert "不相符" in found._repr_mimebundle_()["text/html"]
    assert len(aa.verdicts(data, region="654301")) < len(aa.verdicts(data))


def test_a_comparison_says_what_it_refuses(data: Catalogue) -> None:
    """Figures that can stand beside each other are ranked; of the others it is said why not."""
    figure = next(iter(aa.observations(data, indicator="gdp")))
    found = aa.compare(data, "gdp", beside=figure.id)
    assert figure.id in found.frame().index
    shown = found._repr_mimebundle_()
    assert found.refused
    assert all(refusal.en in shown["text/plain"] for refusal in found.refused)
    assert all(refusal.zh in found.show("zh-Hans")["text/plain"] for refusal in found.refused)
    with pytest.raises(UsageError, match="beside 'x' is no figure of gdp"):
        aa.compare(data, "gdp", beside="x")


def test_ranks_are_as_wide_as_the_bounds(data: Catalogue) -> None:
    """Where one period is asked for, each place has the ranks that its bounds leave open."""
    frame = aa.compare(data, "gdp", period="2023").frame()
    assert (frame["rank_low"] <= frame["rank_high"]).all()
    assert set(frame["unit"]) == {data.indicators.loc["gdp", "unit"]}


LINES = [
    "196 / 427 = 45.90%",
    "1237.40 + 3933.42 = 5170.88",
    "1237.40 -> 5170.88万元 = 317.88%",
    "43.48% -> 45.90% = 提升2.42%",
    "45.95% of 427",
    "8.4% + 40.9% + 50.7% = 100%",
    "3423人 / 411794人 = 8.35‰",
    "5170.88万元 / 411794人 = 125.57元",
    "10公顷 + 5亩 = 155亩",
    "300余件的超98%",
    "1237.40万元 -> 5170.88万元 = 翻兩番",
    "427 >= 196 >= 114",
    "-5 - 3 = -8",
    "5 / 4 = 125%",
]


def test_a_saved_check_is_audited_to_the_same(tmp_path: Path) -> None:
    """Relations saved one after the other are judged in the data as they were when typed."""
    own = tmp_path / "own_synthetic"
    checks = [aa.check(line) for line in LINES]
    ids = [
        check.save(own, region="654301", period="2025", data_dir=ROOT / "data") for check in checks
    ]
    assert ids == [f"own{n}" for n in range(1, len(LINES) + 1)]
    found = aa.verdicts(aa.load(ROOT / "data", own=own))
    for name, check in zip(ids, checks, strict=True):
        held = aa.check(check.text, id=name).result
        again = found.claim(name)
        assert (again.verdict, again.power, again.gap) == (held.verdict, held.power, held.gap)
        assert (again.mends, again.diagnosis) == (held.mends, held.diagnosis), check.text
        assert [each.verdict for each in again.readings] == [e.verdict for e in held.readings]


def test_a_saved_check_names_its_source(tmp_path: Path) -> None:
    """The source row has what is given, and says that the figures were typed."""
    own = tmp_path / "own_synthetic"
    source = {"title": "县报", "standing": "press"}
    check = aa.check("196 / 427 = 45.90%")
    place = {"region": "654301", "period": "2025", "data_dir": ROOT / "data"}
    check.save(own, id="paper", source=source, **place)
    row = aa.load(ROOT / "data", own=own).sources.loc["paper"]
    assert (row["title"], row["standing"]) == ("县报", "press")
    assert row["note"] == "Typed by hand: 196 / 427 = 45.90%"
    before = {file.name: file.read_bytes() for file in own.iterdir()}
    for wrong, words in (
        ({"id": "paper"}, "id 'paper' stands already in"),
        ({"region": "999999"}, "does not stand in regions.csv"),
        ({"source": {"titel": "x"}}, "source has no column 'titel'"),
    ):
        with pytest.raises(UsageError, match=words):
            check.save(own, **(place | wrong))
    assert {file.name: file.read_bytes() for file in own.iterdir()} == before


def test_a_folder_that_would_not_hold_is_not_made(tmp_path: Path) -> None:
    """Nothing is written where the region is not known."""
    own = tmp_path / "own_synthetic"
    with pytest.raises(UsageError):
        aa.check("1 + 1 = 2").save(own, region="0", period="2025", data_dir=ROOT / "data")
    assert not own.exists()


def test_a_citation_needs_an_edition(tmp_path: Path) -> None:
    """Without an edition the remedy is said."""
    with pytest.raises(UsageError, match="make one with: altay report"):
        aa.cite("overview", shelf=tmp_path)
