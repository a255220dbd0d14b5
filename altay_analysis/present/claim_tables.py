"""Verdicts in tables: by source, by kind of relation, and a row a claim for those that agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from statistics import median
from typing import TYPE_CHECKING

from altay_analysis.present.claim_item import ClaimItem
from altay_analysis.present.claim_words import FORMULAS, KINDS, VERDICTS
from altay_analysis.present.claims import Claim, Claims, anchor
from altay_analysis.present.evidence import counted, stands
from altay_analysis.present.runs import Run, Runs, date_run, name_run

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["AGREEING", "BOUNDS_HEADS", "ClaimTables", "table_of"]

AGREEING = ("compatible", "confirmed")
"""Verdicts whose claims are listed in a table, a row each; the others are shown in full."""

_ALL_NAMED = ("structure", "base")

Head = tuple[str, str, str]

_COUNTED: tuple[Head, ...] = (
    ("Relations", "关系数", "right"),
    *((en, zh, "right") for en, zh in VERDICTS.values()),
    ("No power", "功效为零", "right"),
    ("Median", "功效中位数", "right"),
)
BOUNDS_HEADS: tuple[Head, ...] = (
    ("Must be", "应有范围", "right"),
    ("Worked out", "推算结果", "right"),
)
"""Heads of what a relation asks for and of what the figures give: no source prints either."""

_ROW_HEADS: tuple[Head, ...] = (
    ("Relation", "关系", "left"),
    ("Figures as printed", "原文数字", "left"),
    *BOUNDS_HEADS,
    ("Verdict", "判定", "left"),
    ("Power", "检验功效", "right"),
)


def table_of(source: str) -> str:
    """Id of the table that lists the claims of a source that agree."""
    return f"claims-{source.lower()}"


class ClaimTables:
    """Tables of the claims of a page."""

    BY_SOURCE: tuple[Head, ...] = (("Source", "来源", "left"), *_COUNTED)
    BY_KIND: tuple[Head, ...] = (
        ("Kind", "类别", "left"),
        ("Checked", "核对", "left"),
        *_COUNTED,
    )
    ROW_HEADS = _ROW_HEADS

    def __init__(self, claims: Claims) -> None:
        self.claims = claims
        self.text = claims.text

    @property
    def sources(self) -> list[str]:
        """Ids of the sources of the claims, in the order of the table of sources."""
        held = {self.claims.source(claim) for claim in self.claims.all}
        return [str(name) for name in self.claims.catalogue.sources.index if name in held]

    def by_source(self) -> Iterator[list[Runs]]:
        """Count the verdicts of each source: a row each, and one for all."""
        for source in self.sources:
            held = [each for each in self.claims.all if self.claims.source(each) == source]
            yield [self.source(source), *self._counts(held, f"table:{table_of(source)}")]
        if len(self.sources) > 1:
            yield [[self.text("All", "合计")], *self._counts(self.claims.all, "sec:agreeing")]

    def by_kind(self) -> Iterator[list[Runs]]:
        """Count the verdicts of each kind of relation: a row each, with the formula."""
        for kind, names in KINDS.items():
            held = [claim for claim in self.claims.all if claim["kind"] == kind]
            if held:
                formula = name_run(str(self.text(*FORMULAS[kind])["text"]))
                yield [[self.text(*names)], [formula], *self._counts(held, "sec:agreeing")]

    def source(self, source: str) -> Runs:
        """Name a source by its id, the place that it is about and how it stands."""
        row = self.claims.catalogue.sources.loc[source]
        english, chinese = stands(str(row["standing"]), str(row["text_seen"]))
        place = self._place(source)
        return [
            name_run(source),
            self.text(f" {place} ({english})", f" {place}（{chinese}）"),
        ]

    def _place(self, source: str) -> str:
        """Name the place that most figures of a source are of."""
        return self.claims.catalogue.name("regions", self._home(source), self.claims.lang)

    def _home(self, source: str) -> str:
        frame: DataFrame = self.claims.catalogue.observations
        places = frame.loc[frame["source"] == source, "region"]
        return str(places.mode().iloc[0])

    def _counts(self, held: Sequence[Claim], listed: str) -> list[Runs]:
        """Count claims by verdict, each count leading to where they are listed; then their power."""
        agree = [claim for claim in held if claim["verdict"] in AGREEING]
        where = listed if agree else _section(held[0]["verdict"])
        counts = [[self._number(len(held), where)]]
        for verdict in VERDICTS:
            found = [claim for claim in held if claim["verdict"] == verdict]
            to = where if verdict in AGREEING else _section(verdict)
            counts.append([self._number(len(found), to)] if found else [{"text": "—"}])
        powers = [Fraction(str(c["power"])) for c in held if c["power"] is not None]
        blind = sum(power == 0 for power in powers)
        middle = self.claims.power_text(Fraction(median(powers))) if powers else {"text": "—"}
        return [
            *counts,
            [self._number(blind, where)] if blind else [{"text": "—"}],
            [middle | ({"listed": where} if powers else {})],
        ]

    def _number(self, count: int, listed: str) -> Run:
        return {"text": str(count), "listed": listed}

    def agreeing(self, source: str) -> list[Claim]:
        """Return the claims of a source that agree, those that prove least first."""
        return [c for c in self.claims.of(*AGREEING) if self.claims.source(c) == source]

    def rows(self, source: str) -> list[dict[str, object]]:
        """Return the claims of a source that agree as rows: each is its own evidence.

        A place other than the one that the source is headed with is named.
        """
        claims = self.agreeing(source)
        titles = self.claims.named(claims, placed=True, home=self._home(source))
        return [
            {"id": anchor(each), "verdict": each["verdict"],
             "cells": self._row(each, titles[each["id"]])}
            for each in claims
        ]  # fmt: skip

    def _row(self, claim: Claim, title: Run) -> list[Runs]:
        code = name_run(claim["id"]) | {"code": True}
        printed, computed = (self.claims.bounds(claim, key) for key in ("claimed", "computed"))
        cells: list[Runs] = [
            [title, {"text": " "}, code],
            self._figures(claim),
            [printed or {"text": "—"}],
            [computed or {"text": "—"}],
            self._verdict(claim),
            [self.claims.power(claim)],
        ]
        return [[_unreferenced(run) for run in cell] for cell in cells]

    def _figures(self, claim: Claim) -> Runs:
        """List the figures; period and line follow the last of those that share them."""
        places = [self._place_of(figure) for figure in claim["figures"]]
        shown = [
            [*self._figure(claim, figure), *([] if place == after else place)]
            for figure, place, after in zip(
                claim["figures"], places, [*places[1:], None], strict=True
            )
        ]
        return self.claims.listed(shown)

    def _figure(self, claim: Claim, figure: Mapping[str, object]) -> Runs:
        """Return a figure as printed, named where the title is of another."""
        name = str(figure["observation"])
        token = self.claims.token(figure)
        quoted = [self.text("", "“"), token, self.text("", "”")]
        is_first = figure is claim["figures"][0] or claim["kind"] != "order"
        if name == self.claims.claimed(claim) and is_first and claim["kind"] not in _ALL_NAMED:
            return quoted
        return [name_run(self.claims.name(name)), self.text(": ", "："), *quoted]

    def _place_of(self, figure: Mapping[str, object]) -> Runs:
        """Return the period of a figure and its line in the source."""
        place = str(figure["locator"])
        name = str(figure["observation"])
        one, sign = counted(self.claims.catalogue, self.claims.observed[name].source)
        return [
            self.text(" (", "（"),
            date_run(self.claims.period(name), self.claims.lang),
            self.text(f", {one} {place})", f"，第{place}{sign}）"),
        ]

    def _verdict(self, claim: Claim) -> Runs:
        """Name the verdict, and what a person decided about it."""
        judged = self.claims.judged.get(claim["id"], ())
        said = [run for each in judged for run in ClaimItem(self.claims, claim).judged(each)]
        return [self.claims.verdict(claim), *([self.text(". ", "。"), *said] if said else [])]


def _section(verdict: str) -> str:
    return f"sec:{verdict.replace(' ', '-')}"


def _unreferenced(run: Run) -> Run:
    """Return a run without its reference: a row of claims is the evidence of its own numbers."""
    return {key: value for key, value in run.items() if key != "ref"}
