"""Verdicts on the figures of a page: what does not agree, or can be read in several ways."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from altay_analysis.audit import AuditResult
from altay_analysis.audited import audited, claims_on, verdict_of
from altay_analysis.present.claim_item import ClaimItem
from altay_analysis.present.claim_words import SIGNS
from altay_analysis.present.claims import Claim, Claims
from altay_analysis.present.display import Display
from altay_analysis.present.runs import Runs

if TYPE_CHECKING:
    from altay_analysis.catalogue import Catalogue

__all__ = [
    "MARKED",
    "SYMBOLS",
    "differences",
    "is_of",
    "mark_words",
    "marks",
    "of_another",
    "open_claims",
    "shown_in_full",
]

MARKED = ("broken", "ambiguous")
"""Verdicts that mark a figure wherever it stands."""

SYMBOLS = {"broken": "≠", "ambiguous": "?"}
"""The marks themselves, where no exporter sets them: in a picture."""


def marks(catalogue: Catalogue) -> dict[str, str]:
    """Return each figure of a relation whose verdict marks it, with the graver verdict."""
    found = verdict_of(catalogue)
    terms = catalogue.claim_terms[catalogue.claim_terms["observation"] != ""]
    pairs = list(zip(terms["observation"], terms["claim"], strict=True))
    return {
        str(figure): verdict
        for verdict in reversed(MARKED)
        for figure, claim in pairs
        if found[claim] == verdict
    }


def differences(catalogue: Catalogue, marked: Mapping[str, str]) -> frozenset[str]:
    """Return each figure that is the difference of others of which one does not agree.

    Parameters
    ----------
    marked : mapping of str to str
        The verdict of each figure that one marks, as `marks` gives it.
    """
    kinds = catalogue.claims["kind"]
    terms = catalogue.claim_terms
    terms = terms[terms["claim"].isin(kinds.index[kinds == "difference"])]
    broken = {figure for figure, verdict in marked.items() if verdict == "broken"}
    touched = set(terms["claim"][terms["observation"].isin(broken)])
    claimed = terms[(terms["role"] == "claimed") & terms["claim"].isin(touched)]
    return frozenset(claimed["observation"]) - broken


def open_claims(catalogue: Catalogue, figures: Iterable[str], lang: str) -> Claims:
    """Return the claims that some figures stand in and whose verdict marks them."""
    found = audited(catalogue, claims_on(catalogue, figures))
    kept = tuple(each for each in found.claims if each.verdict in MARKED)
    return Claims(catalogue, AuditResult(kept, found.refuting), lang)


def mark_words(claims: Claims) -> Runs:
    """Say what each mark says that the claims put on figures; nothing where there is none."""
    met = [[claims.text(*SIGNS[verdict])] for verdict in MARKED if claims.of(verdict)]
    end = [claims.text(".", "。")] if met else []
    return [*claims.listed(met), *end]


def shown_in_full(claims: Claims, region: str) -> Display | None:
    """Show the claims that mark figures, each with its working; None where there is none.

    Parameters
    ----------
    region : str
        The place that the page is about: claims of others are shown shortly, behind its own.
    """
    shown = [claim for verdict in MARKED for claim in claims.of(verdict)]
    shown.sort(key=lambda claim: not is_of(claims, claim, region))
    titles = claims.named(shown)
    items = [
        ClaimItem(claims, each, titles[each["id"]]).content()
        if is_of(claims, each, region)
        else of_another(claims, each)
        for each in shown
    ]
    return Display("claims", claims.lang, {"items": items}) if items else None


def of_another(claims: Claims, claim: Claim) -> dict[str, object]:
    """Return a claim of another place as an item: where, what was checked and what came out."""
    item = ClaimItem(claims, claim)
    content = item.content()
    place = claims.catalogue.name("regions", _region(claims, claim), claims.lang)
    title = [{"text": place}, claims.text(": ", "："), *content["title"]]  # type: ignore[misc]
    return {**content, "title": title, "paragraphs": item.found_shortly()}


def is_of(claims: Claims, claim: Claim, region: str) -> bool:
    """Whether a claim is about a figure of a place."""
    return _region(claims, claim) == region


def _region(claims: Claims, claim: Claim) -> str:
    return claims.observed[claims.claimed(claim)].region
