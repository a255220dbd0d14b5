"""Small tables for tests of the audit: figures and claims of an invented source, in few words."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from altay_analysis.audit import AuditResult, ClaimResult, Tables, audit
from altay_analysis.audit.claims import build
from altay_analysis.audit.records import Claim
from altay_analysis.loading import load

DATA = Path(__file__).parent.parent / "data"

UNITS = pd.DataFrame(
    [
        ("percent", "share", "0.01"), ("permille", "share", "0.001"),
        ("percentage_point", "share", "0.01"), ("times", "multiple", "1"), ("ratio", "ratio", "1"),
        ("yuan", "money", "1"), ("10k_yuan", "money", "10000"), ("100m_yuan", "money", "100000000"),
        ("item", "item", "1"), ("person", "person", "1"), ("10k_person", "person", "10000"),
        ("person_time", "person_time", "1"), ("village", "village", "1"), ("number", "number", "1"),
        ("designation", "designation", "1"),
    ],
    columns=["id", "dimension", "factor"],
)  # fmt: skip

KINDS = [
    "count",
    "amount",
    "share",
    "rate",
    "growth",
    "change",
    "multiple",
    "threshold",
    "mean",
    "ratio",
    "designation",
]
INDICATORS = pd.DataFrame([(kind, kind) for kind in KINDS], columns=["id", "kind"])

Figure = tuple[str, str, str, str]
"""Value, unit, qualifier and kind of the indicator."""

N, A, P, G, C = (
    lambda v: (v, "item", "exact", "count"),
    lambda v: (v, "10k_yuan", "rounded", "amount"),
    lambda v: (v, "percent", "rounded", "share"),
    lambda v: (v, "percent", "rounded", "growth"),
    lambda v: (v, "10k_yuan", "rounded", "change"),
)


def tables(
    figures: dict[str, Figure],
    claims: dict[str, tuple[str, list[tuple[str, ...]]]],
    *,
    asserted: str = "source",
    as_printed: dict[str, str] | None = None,
    sources: dict[str, str] | None = None,
    periods: dict[str, str] | None = None,
) -> tuple[pd.DataFrame, ...]:
    """Tables by figures and claims; a term is (role, figure or constant) or a reading before it."""
    rows = [
        {"id": id, "indicator": kind, "region": "1", "period": (periods or {}).get(id, "2025"),
         "value": value, "unit": unit, "qualifier": qualifier,
         "as_printed": (as_printed or {}).get(id, value), "source": (sources or {}).get(id, "T"),
         "locator": 1, "note": ""}
        for id, (value, unit, qualifier, kind) in figures.items()
    ]  # fmt: skip
    terms = []
    for claim, (_, given) in claims.items():
        for term in given:
            reading, role, named = ("", *term) if len(term) == 2 else term
            is_figure = named in figures or not named.lstrip("-").replace(".", "").isdigit()
            terms.append(
                (claim, reading, role, named if is_figure else "", "" if is_figure else named)
            )
    return (
        pd.DataFrame(rows),
        pd.DataFrame(
            [(id, kind, asserted, "") for id, (kind, _) in claims.items()],
            columns=["id", "kind", "asserted", "note"],
        ),
        pd.DataFrame(terms, columns=["claim", "reading", "role", "observation", "constant"]),
        UNITS,
        INDICATORS,
    )


def one(kind: str, roles: dict[str, Figure | str], **options: object) -> ClaimResult:
    """Audit one claim whose figures are named for their roles; several of one by a number."""
    figures = {role: given for role, given in roles.items() if isinstance(given, tuple)}
    terms = [
        (
            role if kind == "base" else role.rstrip("0123456789"),
            role if role in figures else str(roles[role]),
        )
        for role in roles
    ]
    found = audit(*tables(figures, {"c": (kind, terms)}, **options))  # type: ignore[arg-type]
    return found.claim("c")


def claim_of(kind: str, roles: dict[str, Figure | str]) -> Claim:
    """The claim of `one`, not audited."""
    return one(kind, roles).claim


def article() -> tuple[pd.DataFrame, ...]:
    """The tables of the article."""
    data = load(DATA)
    figures = data.observations[data.observations["source"] == "S1"]
    claims = data.claims[data.claims.index.str.startswith("s1.")]
    terms = data.claim_terms[data.claim_terms["claim"].isin(claims.index)]
    return figures, claims, terms, data.units, data.indicators


def article_with(**values: str) -> AuditResult:
    """Audit the article with other values of its figures, by their ids without the source."""
    observations, *others = article()
    changed = observations.copy()
    for name, value in values.items():
        changed.loc[f"s1.{name}", "value"] = value
    return audit(changed, *others)  # type: ignore[arg-type]


def read(*given: pd.DataFrame) -> tuple[Claim, ...]:
    """Claims of tables, not audited."""
    return build(Tables.of(*given))  # type: ignore[arg-type]
