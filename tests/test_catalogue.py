"""The typed tables, and picking from them."""

from __future__ import annotations

import dataclasses
import hashlib
import math
from fractions import Fraction

import pytest
from synthetic_data import Folder

from altay_analysis import loading
from altay_analysis.catalogue import Catalogue
from altay_analysis.errors import UsageError


@pytest.fixture
def catalogue(synthetic: Folder) -> Catalogue:
    """Give the synthetic folder, loaded."""
    return loading.load(synthetic.path)


def test_tables_are_indexed_by_their_ids(catalogue: Catalogue) -> None:
    """Every table with ids is indexed by them, in the order of the file."""
    assert catalogue.regions.index.tolist() == ["100000", "650000", "654301"]
    assert catalogue.observations.index[0] == "t1.sites"
    assert catalogue.claim_terms["claim"].tolist() == ["c1", "c1"]


def test_cells_stay_as_they_stand(catalogue: Catalogue) -> None:
    """Trailing zeros, codes and line breaks are kept, and what is empty is empty text."""
    assert catalogue.observations.at["t1.part", "value"] == "45.90"
    assert catalogue.observations.at["t1.part", "note"] == "Two\nlines, here"
    assert catalogue.observations.at["t1.sites", "note"] == ""
    assert catalogue.regions.at["654301", "parent"] == "650000"


@pytest.mark.parametrize(
    ("id", "low", "high", "ends"),
    [
        ("t1.sites", 196, 196, ("closed", "closed")),
        ("t1.income", 20, math.inf, ("open", "closed")),
        ("t1.gain", -3.55, -3.45, ("closed", "closed")),
        ("t1.grown", 4, math.inf, ("closed", "closed")),
    ],
)
def test_bounds_stand_beside_the_figures(
    catalogue: Catalogue, id: str, low: float, high: float, ends: tuple[str, str]
) -> None:
    """Each figure has its bounds as floats in its own unit, infinite where there is no end."""
    row = catalogue.observations.loc[id]
    assert (row["low"], row["high"]) == pytest.approx((low, high))
    assert (row["low_end"], row["high_end"]) == ends


def test_a_designation_has_no_bounds(catalogue: Catalogue) -> None:
    """A designation is no number: its bounds are nan, and its quantity has no value."""
    row = catalogue.observations.loc["t1.honour"]
    assert math.isnan(row["low"])
    assert math.isnan(row["high"])
    assert catalogue.observation("t1.honour").quantity.value is None


def test_an_observation_is_exact(catalogue: Catalogue) -> None:
    """One figure comes as a record, with its quantity in fractions."""
    found = catalogue.observation("t1.part")
    assert (found.locator, found.period, found.kind) == (3, "2025-12", "share")
    assert found.quantity.value == Fraction(459, 10)
    assert (found.bounds.low, found.bounds.high) == (Fraction(45895, 1000), Fraction(45905, 1000))
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.value = "46"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({"indicator": "part"}, ["t1.part"]),
        ({"area": "first"}, ["t1.sites", "t1.part"]),
        ({"area": "first", "period": 2025}, ["t1.sites"]),
        ({"region": 654301, "period": "2020/2025"}, ["t1.income"]),
        ({"region": "650000"}, []),
        ({"period": "1999"}, []),
        ({"indicator": "part", "area": "second"}, []),
    ],
    ids=str,
)
def test_observations_are_picked_by_all_that_is_given(
    catalogue: Catalogue, asked: dict[str, str], ids: list[str]
) -> None:
    """What is given narrows the choice; codes and years may be whole numbers."""
    assert catalogue.pick(**asked).index.tolist() == ids


def test_nothing_asked_picks_everything(catalogue: Catalogue) -> None:
    """Without a condition every observation comes back."""
    assert len(catalogue.pick()) == 6


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ({"indicator": "parts"}, "indicator 'parts' is not known; nearest: part"),
        ({"area": "fist"}, "area 'fist' is not known; nearest: first"),
        ({"region": "654310"}, "region '654310' is not known; nearest: 654301"),
    ],
    ids=["indicator", "area", "region"],
)
def test_an_unknown_id_is_answered_with_the_nearest(
    catalogue: Catalogue, asked: dict[str, str], answer: str
) -> None:
    """What is not known is named, with the known ids that are nearest."""
    with pytest.raises(UsageError, match=f"^{answer}"):
        catalogue.pick(**asked)


def test_an_unknown_observation_is_answered_with_the_nearest(catalogue: Catalogue) -> None:
    """A figure that is not there is named, with the nearest known."""
    with pytest.raises(UsageError, match=r"^observation 't1.site' is not known; nearest: t1.sites"):
        catalogue.observation("t1.site")


@pytest.mark.parametrize(
    ("kind", "id", "lang", "name"),
    [
        ("regions", "650000", "en", "Region"),
        ("regions", "650000", "zh-Hans", "自治区"),
        ("regions", "650000", "zh-Hant", "自治區"),
        ("indicators", "sites", "zh-Hant", "個體戶"),
        ("units", "percent", "en", "percent"),
        ("glossary", "city", "en", "Altay"),
        ("glossary", "city", "zh-Hans", "阿勒泰地区"),
        ("glossary", "city", "zh-Hant", "阿勒泰州"),
        ("glossary", "village", "zh-Hant", "貧困村莊"),
    ],
)
def test_names_come_in_three_languages(
    catalogue: Catalogue, kind: str, id: str, lang: str, name: str
) -> None:
    """Traditional Chinese is the glossary's where it has one, else converted."""
    assert catalogue.name(kind, id, lang) == name


@pytest.mark.parametrize(
    ("kind", "id", "lang"),
    [("regions", "1", "en"), ("regions", "650000", "fr"), ("claims", "c1", "en")],
    ids=["id", "language", "table"],
)
def test_a_name_that_is_not_there_is_bad_usage(
    catalogue: Catalogue, kind: str, id: str, lang: str
) -> None:
    """An unknown id, language or table is answered, not guessed."""
    with pytest.raises(UsageError, match="is not known; nearest: "):
        catalogue.name(kind, id, lang)


def test_the_catalogue_names_its_files_bytes(synthetic: Folder, catalogue: Catalogue) -> None:
    """Date and licence are the contract's, hashes those of every file as it was read."""
    assert (catalogue.data_date, catalogue.licence) == ("2026-11-24", "CC-BY-4.0")
    expected = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in synthetic.path.iterdir()
    }
    assert dict(catalogue.hashes) == expected
