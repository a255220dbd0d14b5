"""A choice written out: the command that makes its report, and a cell to paste."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING

from altay_analysis.explorer.choice import COLUMNS, Choice, rows

if TYPE_CHECKING:
    from altay_analysis.catalogue import Catalogue

__all__ = ["cell", "command"]

_REPORTS = {
    "primary_organisations": "primary-organisations",
    "collective_economy": "collective-economy",
    "governance_teams": "governance-teams",
    "livelihood": "livelihood",
}
"""Reports on one area, as `reports.toml` has them."""

_WITH_BASELINE = {"collective-economy"}


def command(catalogue: Catalogue, choice: Choice, lang: str) -> str:
    """Return the line that makes a draft of the report on a choice.

    Its place is the first one chosen, its period the last. Empty where no report is on the area,
    or where the place has no figure of a period that a report can be about.
    """
    report = _REPORTS.get(choice.area)
    found = rows(catalogue, choice)
    if report is None or found.empty:
        return ""
    region = choice.regions[0] if choice.regions else str(found["region"].iloc[0])
    here = catalogue.pick(region=region)["period"]
    periods = sorted({str(each) for each in here if "/" not in str(each)})
    wanted = max((each for each in periods if each in choice.periods), default="")
    period = wanted or (periods[-1] if periods else "")
    given = {"region": region, "period": period}
    if report in _WITH_BASELINE:
        given["baseline_period"] = periods[0] if periods and periods[0] < period else ""
    if not all(given.values()):
        return ""
    set_so = [f"-p {shlex.quote(f'{name}={value}')}" for name, value in given.items()]
    return " ".join(["altay report", f"--only {report}", *set_so, f"--lang {lang}"])


def cell(choice: Choice, lang: str) -> str:
    """Return the code that opens the same choice, and its figures as a plain frame.

    Examples
    --------
    >>> print(cell(Choice("party", periods=("2020",)), "en"))
    import altay_analysis as aa
    <BLANKLINE>
    bench = aa.explore("party", periods=["2020"])
    bench.observations().frame()
    """
    given = [json.dumps(choice.area)]
    given += [
        f"{name}={json.dumps(list(held))}" for name in COLUMNS if (held := getattr(choice, name))
    ]
    given += [] if lang == "en" else [f"lang={json.dumps(lang)}"]
    lines = ["import altay_analysis as aa", "", f"bench = aa.explore({', '.join(given)})"]
    return "\n".join([*lines, "bench.observations().frame()"])
