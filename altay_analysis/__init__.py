"""Published figures about Altay City, kept as printed, with bounds and provenance.

In a notebook:

>>> import altay_analysis as aa
>>> aa.check("196 / 427 = 45.90%").verdict
'confirmed'

`load` reads the checked tables; `observations` and `codebook` look into them; `read` reads a
printed token and `check` a relation between such; the rest make the pages of the reports. Each
name is loaded when it is first used, so that the import itself is quick. `help(aa.check)` and
docs/reference.md say more.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from altay_analysis.bench.beside import compare
    from altay_analysis.bench.check import check, check_lines
    from altay_analysis.bench.citation import cite
    from altay_analysis.bench.codebook import codebook
    from altay_analysis.bench.data import load
    from altay_analysis.bench.observations import observations
    from altay_analysis.bench.tokens import read
    from altay_analysis.bench.verdicts import verdicts
    from altay_analysis.explorer.explorer import explore
    from altay_analysis.reports import (
        claims_audit,
        collective_economy,
        elsewhere,
        governance_teams,
        inventory,
        livelihood,
        overview,
        primary_organisations,
    )

__all__ = [
    "__version__",
    "check",
    "check_lines",
    "cite",
    "claims_audit",
    "codebook",
    "collective_economy",
    "compare",
    "elsewhere",
    "explore",
    "governance_teams",
    "inventory",
    "livelihood",
    "load",
    "observations",
    "overview",
    "primary_organisations",
    "read",
    "verdicts",
]

__version__ = "0.1.0"

_HOMES = {
    "check": "bench.check",
    "check_lines": "bench.check",
    "cite": "bench.citation",
    "codebook": "bench.codebook",
    "compare": "bench.beside",
    "explore": "explorer.explorer",
    "load": "bench.data",
    "observations": "bench.observations",
    "read": "bench.tokens",
    "verdicts": "bench.verdicts",
}
"""Module of each name; the pages of the reports are in `reports`."""


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'reports')}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
