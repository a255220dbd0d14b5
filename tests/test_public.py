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

import altay_analysis as aa
from altay_analysis.catalogue import Catalogue
from altay_analysis.errors import UsageError

ROOT = Path(__file__).parent.parent
MODULES = ["altay_analysis", "altay_analysis.units", *(
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
    """Every public name is there, is listed for completion, and says what it does."""
    assert name in dir(aa)
    assert inspect.getdoc(getattr(aa, name))


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


def test_what_is_shown_is_escaped() -> None:
    """What a person types is text in the page, never markup."""
    shown = aa.check_lines("<b>1</b> / 2 = 3%\n超98%")._repr_mimebundle_()["text/html"]
    assert "<b>" not in shown
    assert "&lt;b&gt;" in shown
