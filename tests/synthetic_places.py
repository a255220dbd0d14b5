"""A data folder of invented places, years and sources, for what stands beside what."""

from __future__ import annotations

from pathlib import Path

from synthetic_data import Folder

__all__ = ["ALTAY", "figure", "places"]

ALTAY = "654301"

_REGIONS = [
    ("650000", "Province A", "甲省", "province", "100000"),
    ("654300", "Prefecture A", "甲地区", "prefecture", "650000"),
    (ALTAY, "City A", "甲市", "county", "654300"),
    ("652301", "City B", "乙市", "county", "654300"),
    ("650402", "City C", "丙市", "county", "654300"),
    ("650100", "Prefecture B", "乙地区", "prefecture", "650000"),
]
_UNITS = [
    ("person", "person", "1", "persons", "人"),
    ("10k_person", "person", "10000", "10,000 persons", "万人"),
    ("person_time", "person_time", "1", "person-times", "人次"),
    ("10k_person_time", "person_time", "10000", "10,000 person-times", "万人次"),
    ("village", "village", "1", "villages", "村"),
]
_ALL = "The income of all villages together is not the income of one village."
_INDICATORS = [
    ("village_income", "collective_economy", "10k_yuan", "amount", "", _ALL),
    ("village_income_mean", "collective_economy", "10k_yuan", "rate", "administrative villages",
     ""),
    ("village_income_floor", "collective_economy", "10k_yuan", "threshold", "", ""),
    ("livelihood_revenue_share", "livelihood", "percent", "share", "budget revenue", ""),
    ("livelihood_expenditure_share", "livelihood", "percent", "share", "budget expenditure", ""),
    ("livelihood_expenditure", "livelihood", "10k_yuan", "amount", "", ""),
    ("volunteers", "livelihood", "10k_person_time", "count", "", ""),
    ("volunteers_registered", "livelihood", "10k_person", "count", "", ""),
    ("gdp_growth_real", "economy", "percent", "growth", "the year before, at constant prices", ""),
    ("gdp_growth", "economy", "percent", "growth", "the year before, in current prices", ""),
    ("expenditure_change", "economy", "10k_yuan", "change", "the year before", ""),
    ("honour", "livelihood", "designation", "designation", "", ""),
]  # fmt: skip


def places(path: Path) -> Folder:
    """Make a folder of six places and twelve indicators, with two sources and no figures."""
    folder = Folder(path)
    for table in ("observations", "claims", "claim_terms", "findings"):
        folder.rows[table] = []
    folder.rows["regions"] = folder.rows["regions"][:1] + [
        {"id": code, "name_en": en, "name_zh": zh, "level": level, "parent": parent}
        for code, en, zh, level, parent in _REGIONS
    ]
    folder.rows["units"] += [
        {"id": unit, "dimension": dimension, "factor": factor, "name_en": en, "name_zh": zh}
        for unit, dimension, factor, en, zh in _UNITS
    ]
    folder.rows["indicators"] = [_indicator(*row) for row in _INDICATORS]
    for table in folder.rows:
        folder.save(table)
    return folder


def _indicator(
    name: str, area: str, unit: str, kind: str, base: str, because: str
) -> dict[str, str]:
    return {
        "id": name, "area": area, "name_en": name.replace("_", " ").capitalize(),
        "name_zh": f"虚构{name}", "definition_en": "Invented.", "definition_zh": "虚构。",
        "unit": unit, "kind": kind, "base_en": base, "base_zh": f"虚构{base}" if base else "",
        "not_comparable_because_en": because,
        "not_comparable_because_zh": "虚构原因。" if because else "",
        "granted_by": "national" if kind == "designation" else "",
    }  # fmt: skip


def figure(folder: Folder, id: str, indicator: str, region: str, value: str, **more: str) -> str:
    """Add a figure of 2025 in its indicator's unit, and return its id."""
    known = {row["id"]: row for row in folder.rows["indicators"]}
    row = {
        "id": id, "indicator": indicator, "region": region, "period": "2025",
        "period_basis": "printed", "value": value, "unit": known[indicator]["unit"],
        "qualifier": "rounded", "as_printed": value, "source": "T1", "locator": "1",
        "note": "Invented.",
    }  # fmt: skip
    folder.add("observations", **(row | more))
    return id
