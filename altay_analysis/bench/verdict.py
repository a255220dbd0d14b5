"""What is shown of a claim's verdict: figures, bounds, power, what would mend or explain it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from altay_analysis.audit.figures import Figure
from altay_analysis.audit.records import ClaimResult, Comparison
from altay_analysis.bench.rich import Cell, Grid
from altay_analysis.bench.words import bounds_in_words, said, unit_in_words
from altay_analysis.periods import named
from altay_analysis.present.claim_text import Names, formula_of, power_text
from altay_analysis.present.claim_words import ADVICE, KINDS, READINGS, SLIPS, VERDICTS

__all__ = ["RoleNames", "verdict_grid"]

Changed = Callable[[str, str], str]
"""Names a figure whose value is changed, by its id, in a language."""

_HEADS = (("figure", "数字"), ("printed", "原文"), ("can be", "取值范围"), ("unit", "单位"))
_ROLES = {
    "claimed": ("printed result", "所载结果"),
    "part": ("part", "部分"),
    "whole": ("whole", "总体"),
    "after": ("later", "后期"),
    "before": ("earlier", "前期"),
    "factor": ("factor", "因数"),
    "item": ("item", "项"),
}


class RoleNames:
    """Names of typed figures: what they are in the relation."""

    def name(self, kind: str, id: str, lang: str) -> str:  # noqa: ARG002
        """Return the role of a figure in a language."""
        word, _, place = id.rpartition(".")[2].partition("_")
        return f"{said(_ROLES.get(word, (word, word)), lang)} {place}".strip()


def verdict_grid(text: str, found: ClaimResult, names: Names, lang: str) -> Grid:
    """Return the figures of a claim as a table, and what was found below it.

    Parameters
    ----------
    text : str
        What stands over the table.
    names : Names
        Of the indicators; of a typed relation, of the roles.
    """
    rows = [
        (
            Cell(names.name("indicators", figure.indicator, lang), _period(figure.period, lang)),
            Cell(figure.as_printed, _place(figure)),
            Cell(bounds_in_words(figure.bounds.scaled(1 / figure.unit.factor), lang)),
            Cell(unit_in_words(figure.unit.id, lang)),
        )
        for figure in found.claim.figures
    ]
    kind, formula = said(KINDS[found.claim.kind], lang), said(formula_of(found), lang)
    verdict = Cell(said(VERDICTS[found.verdict], lang), mark=found.verdict)
    heads = [said(each, lang) for each in _HEADS]
    typed = not any(figure.period for figure in found.claim.figures)
    changed = _roles if typed else _ids
    notes = (f"{kind}{_colon(lang)}{formula}", *_notes(found, changed, lang))
    return Grid(heads, rows, text, notes, lang, verdict)


def _period(period: str, lang: str) -> str:
    return named(period, lang) if period else ""


def _place(figure: Figure) -> str:
    """Source and line of a figure of the data, and its id; a typed one has none."""
    return f"{figure.source}, {figure.locator}: {figure.id}" if figure.period else ""


def _colon(lang: str) -> str:
    return ": " if lang == "en" else "："


def _notes(found: ClaimResult, changed: Changed, lang: str) -> Iterator[str]:
    shown = found.shown.outcome.worst if found.shown else None
    if shown is not None and found.claim.kind not in ("whole", "order"):
        yield from _bounds(shown, lang)
    yield from _readings(found, lang)
    if found.power is not None:
        yield f"{said(('power', '检验功效'), lang)}{_colon(lang)}{power_text(found.power)}"
    yield from _mends(found, changed, lang)
    yield from _slips(found, changed, lang)
    yield said(ADVICE[found.verdict], lang)


def _bounds(shown: Comparison, lang: str) -> Iterator[str]:
    sides = (
        (("from the other figures", "由其余数字得出"), shown.computed),
        (("as printed", "原文数字可取"), shown.claimed),
    )
    for words, bounds in sides:
        held = bounds_in_words(bounds.scaled(1 / shown.unit.factor), lang)
        unit = unit_in_words(shown.unit.id, lang)
        yield f"{said(words, lang)}{_colon(lang)}{held} {unit}".rstrip()


def _readings(found: ClaimResult, lang: str) -> Iterator[str]:
    for each in found.readings if len(found.readings) > 1 else ():
        name = each.reading.name
        out = each.verdict == "broken" and found.verdict != "broken"
        verdict = ("excluded by the figures", "为各数字所排除") if out else VERDICTS[each.verdict]
        words = said(READINGS.get(name, (name, name)), lang)
        yield f"{words}{_colon(lang)}{said(verdict, lang)}"


def _mends(found: ClaimResult, changed: Changed, lang: str) -> Iterator[str]:
    if found.mends:
        changes = ", ".join(
            f"{changed(mend.observation, lang)} → {mend.to}" for mend in found.mends
        )
        words = said(("any one of these would make it agree", "以下任一改动可使其相合"), lang)
        yield f"{words}{_colon(lang)}{changes}"


def _slips(found: ClaimResult, changed: Changed, lang: str) -> Iterator[str]:
    for slip in dict.fromkeys(each.slip for each in found.diagnosis):
        held = [each for each in found.diagnosis if each.slip == slip]
        to = ", ".join(f"{changed(each.observation, lang)} → {each.to}" for each in held)
        words = said(("usual slip that would account for it", "可能的常见差误"), lang)
        tried = said((f"of {held[0].tried} tried", f"共试{held[0].tried}种"), lang)
        yield f"{words}{_colon(lang)}{said(SLIPS[slip], lang)} ({to}; {tried})"


def _roles(id: str, lang: str) -> str:
    return RoleNames().name("indicators", id, lang)


def _ids(id: str, lang: str) -> str:  # noqa: ARG001
    return id
