"""A panel of invented figures that agree, with slips planted at known places.

Each place prints, every year, gross product by sector with its structure, population by sex with
its shares, and a budget with its parts, its change and its growth, all rounded half up from whole
numbers that fit. What a slip breaks is worked out here by plain whole-number arithmetic.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product

import numpy as np
import pandas as pd

UNITS = pd.DataFrame(
    [("100m_yuan", "money", "100000000"), ("10k_yuan", "money", "10000"), ("person", "person", "1"),
     ("percent", "share", "0.01"), ("number", "number", "1")],
    columns=["id", "dimension", "factor"],
).set_index("id")  # fmt: skip

# Column -> indicator's kind, unit, decimal places, qualifier.
FIGURES = {
    "gdp": ("amount", "100m_yuan", 2, "rounded"),
    "primary": ("amount", "100m_yuan", 2, "rounded"),
    "secondary": ("amount", "100m_yuan", 2, "rounded"),
    "tertiary": ("amount", "100m_yuan", 2, "rounded"),
    "primary_share": ("share", "percent", 1, "rounded"),
    "secondary_share": ("share", "percent", 1, "rounded"),
    "tertiary_share": ("share", "percent", 1, "rounded"),
    "population": ("count", "person", 0, "exact"),
    "male": ("count", "person", 0, "exact"),
    "female": ("count", "person", 0, "exact"),
    "male_share": ("share", "percent", 2, "rounded"),
    "female_share": ("share", "percent", 2, "rounded"),
    "revenue": ("amount", "10k_yuan", 0, "rounded"),
    "tax": ("amount", "10k_yuan", 0, "rounded"),
    "fees": ("amount", "10k_yuan", 0, "rounded"),
    "tax_share": ("share", "percent", 1, "rounded"),
    "revenue_change": ("change", "10k_yuan", 0, "rounded"),
    "revenue_growth": ("growth", "percent", 1, "rounded"),
}

# Claim -> kind and terms; `revenue_before` is the revenue of the year before.
CLAIMS = {
    "sectors": ("sum", [("claimed", "gdp"), ("part", "primary"), ("part", "secondary"), ("part", "tertiary")]),
    **{f"{s}_of_gdp": ("share", [("claimed", f"{s}_share"), ("part", s), ("whole", "gdp")])
       for s in ("primary", "secondary", "tertiary")},
    "sector_structure": ("structure", [("part", f"{s}_share") for s in ("primary", "secondary", "tertiary")]),
    "sexes": ("sum", [("claimed", "population"), ("part", "male"), ("part", "female")]),
    **{f"{s}_of_all": ("share", [("claimed", f"{s}_share"), ("part", s), ("whole", "population")])
       for s in ("male", "female")},
    "sex_structure": ("structure", [("part", "male_share"), ("part", "female_share")]),
    "male_at_most_all": ("order", [("upper", "population"), ("lower", "male")]),
    "budget": ("sum", [("claimed", "revenue"), ("part", "tax"), ("part", "fees")]),
    "tax_of_budget": ("share", [("claimed", "tax_share"), ("part", "tax"), ("whole", "revenue")]),
    "change": ("difference", [("claimed", "revenue_change"), ("after", "revenue"), ("before", "revenue_before")]),
    "growth": ("growth", [("claimed", "revenue_growth"), ("after", "revenue"), ("before", "revenue_before")]),
}  # fmt: skip

YEARS = 12
"""Years a place; the first has neither change nor growth."""

INDICATORS = pd.DataFrame(
    [(name, kind) for name, (kind, *_) in FIGURES.items()], columns=["id", "kind"]
).set_index("id")


@dataclass
class Panel:
    """Tables of a panel, what was planted, and the claims that it breaks."""

    observations: pd.DataFrame
    claims: pd.DataFrame
    terms: pd.DataFrame
    planted: list[tuple[str, str, str]] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)

    @property
    def tables(self) -> tuple[pd.DataFrame, ...]:
        """What an audit takes."""
        return self.observations, self.claims, self.terms, UNITS, INDICATORS

    def around(self, claims: set[str]) -> tuple[pd.DataFrame, ...]:
        """The tables cut down to some claims, and the structures of their years and sources."""
        years = {name.rpartition(".")[0] for name in claims}
        of = self.claims.index.str.rpartition(".").get_level_values(0)
        kept = self.claims[of.isin(years)]
        terms = self.terms[self.terms["claim"].isin(kept.index)]
        seen = self.observations[self.observations.index.isin(terms["observation"])]
        return seen, kept, terms, UNITS, INDICATORS


def make(claims: int, seed: int, slips: int = 0) -> Panel:
    """Make a panel of about so many claims."""
    random = np.random.default_rng(seed)
    places = max(1, round(claims / (len(CLAIMS) * YEARS - 2)))
    shape = (places, YEARS)
    values = _values(random, shape)
    panel = Panel(_observations(values, places), *_claims(places))
    for place in random.choice(places, min(slips, places), replace=False):
        _plant(panel, random, int(place))
    return panel


def _rounded(number: np.ndarray, by: np.ndarray | int, times: int) -> np.ndarray:
    """Return times · number ÷ by, half up, in whole numbers; by is above nought."""
    return (2 * times * number + by) // (2 * by)


def _values(random: np.random.Generator, shape: tuple[int, int]) -> dict[str, np.ndarray]:
    """Printed digits without a point, from whole numbers that fit."""
    sectors = {
        s: random.integers(10**4, 10**7, shape) for s in ("primary", "secondary", "tertiary")
    }
    gdp = sum(sectors.values())
    sexes = {s: random.integers(10**3, 10**6, shape) for s in ("male", "female")}
    people = sum(sexes.values())
    tax, fees = (random.integers(10**7, 10**10, shape) for _ in range(2))
    revenue = tax + fees
    before = np.roll(revenue, 1, axis=1)
    return {
        **{name: _rounded(each, 100, 1) for name, each in {"gdp": gdp, **sectors}.items()},
        **{f"{name}_share": _rounded(each, gdp, 1000) for name, each in sectors.items()},
        "population": people,
        **sexes,
        **{f"{name}_share": _rounded(each, people, 10_000) for name, each in sexes.items()},
        **{n: _rounded(each, 10_000, 1) for n, each in {"revenue": revenue, "tax": tax, "fees": fees}.items()},
        "tax_share": _rounded(tax, revenue, 1000),
        "revenue_change": _rounded(revenue - before, 10_000, 1),
        "revenue_growth": _rounded(revenue - before, before, 1000),
    }  # fmt: skip


def shown(digits: int, places: int) -> str:
    """Write digits with their decimal places."""
    sign, text = "-" if digits < 0 else "", str(abs(digits)).rjust(places + 1, "0")
    return f"{sign}{text[:-places]}.{text[-places:]}" if places else f"{sign}{text}"


def _observations(values: dict[str, np.ndarray], places: int) -> pd.DataFrame:
    columns: dict[str, list[str]] = {
        "id": [],
        "indicator": [],
        "value": [],
        "unit": [],
        "qualifier": [],
    }
    years = [f"p{place}.{year}" for place, year in product(range(places), range(YEARS))]
    for name, (_, unit, places_after, qualifier) in FIGURES.items():
        columns["id"] += [f"{year}.{name}" for year in years]
        columns["indicator"] += [name] * len(years)
        columns["value"] += [shown(int(v), places_after) for v in values[name].ravel()]
        columns["unit"] += [unit] * len(years)
        columns["qualifier"] += [qualifier] * len(years)
    frame = pd.DataFrame(columns).set_index("id")
    place = pd.Series(
        [int(year[1:].split(".")[0]) for year in years] * len(FIGURES), index=frame.index
    )
    frame["source"] = "book" + (place // 50).astype(str)
    frame["region"] = "place" + place.astype(str)
    frame["period"] = [str(2000 + int(year.split(".")[1])) for year in years] * len(FIGURES)
    return frame.assign(locator=1, as_printed=frame["value"], note="")


def _claims(places: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    ids: list[str] = []
    kinds: list[str] = []
    rows: list[tuple[str, str, str]] = []
    for (name, (kind, terms)), place, year in product(CLAIMS.items(), range(places), range(YEARS)):
        if year == 0 and name in ("change", "growth"):
            continue
        claim = f"p{place}.{year}.{name}"
        ids.append(claim)
        kinds.append(kind)
        rows += [(claim, role, _figure(place, year, column)) for role, column in terms]
    claims = (
        pd.DataFrame({"id": ids, "kind": kinds}).set_index("id").assign(asserted="source", note="")
    )
    frame = pd.DataFrame(rows, columns=["claim", "role", "observation"])
    return claims, frame.assign(reading="", constant="")


def _figure(place: int, year: int, column: str) -> str:
    if column == "revenue_before":
        return f"p{place}.{year - 1}.revenue"
    return f"p{place}.{year}.{column}"


def _plant(panel: Panel, random: np.random.Generator, place: int) -> None:
    """Plant one slip at a place, and note which of its claims it breaks."""
    year = int(random.integers(2, YEARS))
    slip = str(random.choice(["sign", "power_of_ten", "digits_swapped", "one_digit", "adjusted"]))
    found = _slip(panel, random, f"p{place}.{year}", slip)
    if found is None:
        return
    figure, value = found
    original = str(panel.observations.at[figure, "value"])
    panel.observations.loc[figure, ["value", "as_printed"]] = value
    panel.planted.append((slip, figure, original))
    for when, (name, (kind, terms)) in product((year, year + 1), CLAIMS.items()):
        ids = [(role, _figure(place, when, column)) for role, column in terms]
        there = when < YEARS and figure in [id for _, id in ids]
        if there and not _fits(kind, [(role, *_number(panel, id)) for role, id in ids]):
            panel.broken.add(f"p{place}.{when}.{name}")


def _slip(
    panel: Panel, random: np.random.Generator, year: str, slip: str
) -> tuple[str, str] | None:
    """Return a figure and its changed value; None where the slip cannot be made there."""
    if slip == "adjusted":
        return _adjusted(panel, year)
    name = "revenue_growth" if slip == "sign" else str(random.choice(list(FIGURES)))
    figure = f"{year}.{name}"
    value = str(panel.observations.at[figure, "value"])
    digits, places = value.replace(".", "").lstrip("-"), FIGURES[name][2]
    minus = value.startswith("-")
    if slip == "sign":
        changed = shown(int(digits) * (1 if minus else -1), places)
    elif slip == "power_of_ten":
        changed = shown(int(digits) * 10 * (-1 if minus else 1), places)
    else:
        changed = _exchanged(random, digits, slip, places)
        changed = f"-{changed}" if minus else changed
    low, high = Fraction(changed), 100 if FIGURES[name][0] == "share" else 10**12
    return (figure, changed) if Fraction(value) != low <= high else None


def _exchanged(random: np.random.Generator, digits: str, slip: str, places: int) -> str:
    place = int(random.integers(1, len(digits) - 1)) if len(digits) > 2 else 0
    if slip == "digits_swapped":
        other = digits[:place] + digits[place : place + 2][::-1] + digits[place + 2 :]
    else:
        other = digits[:place] + str(random.integers(1, 10)) + digits[place + 1 :]
    return shown(int(other), places)


def _adjusted(panel: Panel, year: str) -> tuple[str, str] | None:
    """Move the greatest share of a structure that does not make 100, so that it does."""
    ids = [f"{year}.{sector}_share" for sector in ("primary", "secondary", "tertiary")]
    shares = {id: int(str(panel.observations.at[id, "value"]).replace(".", "")) for id in ids}
    if sum(shares.values()) == 1000:
        return None
    most = max(ids, key=lambda id: shares[id])
    return most, shown(shares[most] + 1000 - sum(shares.values()), 1)


def _number(panel: Panel, id: str) -> tuple[Fraction, Fraction, Fraction]:
    """Least and most that a figure can be, and its printed value, in its own unit."""
    row = panel.observations.loc[id]
    value, places = Fraction(row["value"]), FIGURES[row["indicator"]][2]
    half = Fraction(1, 2 * 10**places) if row["qualifier"] == "rounded" else Fraction(0)
    kind = FIGURES[row["indicator"]][0]
    low, high = value - half, value + half
    low = max(low, Fraction(0)) if kind in ("share", "amount", "count") else low
    return low, min(high, Fraction(100)) if kind == "share" else high, value


def _fits(kind: str, terms: list[tuple[str, Fraction, Fraction, Fraction]]) -> bool:
    """Whether some numbers within the bounds fit the relation, by plain interval arithmetic."""
    role = {name: (low, high) for name, low, high, _ in terms}
    parts = [(low, high) for name, low, high, _ in terms if name == "part"]
    if kind == "sum":
        low, high = sum(p[0] for p in parts), sum(p[1] for p in parts)
    elif kind == "structure":
        return sum(p[0] for p in parts) <= 100 <= sum(p[1] for p in parts)
    elif kind == "order":
        return role["upper"][1] >= role["lower"][0]
    elif kind == "difference":
        low, high = role["after"][0] - role["before"][1], role["after"][1] - role["before"][0]
    else:
        over, under, less = ("after", "before", 1) if kind == "growth" else ("part", "whole", 0)
        low = (role[over][0] / role[under][1] - less) * 100
        high = (role[over][1] / role[under][0] - less) * 100
    claimed = role["claimed"]
    return bool(low <= claimed[1] and claimed[0] <= high)
