"""Time a claim of the audit at 10⁴, 10⁵ and 10⁶ claims, and the slope: 1 is in proportion.

The panel is synthetic: places and years with product by sector, population by sex and budgets,
slips planted. What is broken is compared with what was planted.
"""

from __future__ import annotations

import gc
import math
import resource
import sys
import time
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import synthetic_panel

from altay_analysis.audit import audit, verdicts

SIZES = (10_000, 100_000, 1_000_000)


def main() -> None:
    """Print one line a size, the slope, and how often a planted slip is named first."""
    seconds: dict[int, float] = {}
    for size in SIZES:
        panel = synthetic_panel.make(size, seed=1, slips=60)
        gc.collect()
        start = time.perf_counter()
        found = verdicts(*panel.tables)
        seconds[size] = time.perf_counter() - start
        same = set(found.index[found["verdict"] == "broken"]) == panel.broken
        # Linux counts in kilobytes, macOS in bytes.
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
            1e6 if sys.platform == "darwin" else 1e3
        )
        print(  # noqa: T201 - a benchmark prints
            f"{len(panel.claims):>9,} claims, {len(panel.observations):>9,} observations: "
            f"{seconds[size]:6.2f} s, {1e6 * seconds[size] / len(panel.claims):5.2f} µs a claim, "
            f"peak {peak:,.0f} MB, broken as planted: {'yes' if same else 'NO'}"
        )
    first, last = SIZES[0], SIZES[-1]
    slope = math.log(seconds[last] / seconds[first]) / math.log(last / first)
    print(f"slope: {slope:.2f}")  # noqa: T201 - a benchmark prints
    named = _named(synthetic_panel.make(10_000, seed=2, slips=60))
    print("planted slip named, and first:", *named)  # noqa: T201 - a benchmark prints


def _named(panel: synthetic_panel.Panel) -> tuple[str, str]:
    found = audit(*panel.around(panel.broken), only=panel.broken)
    ranks = []
    for slip, figure, value in panel.planted:
        for claim in found.claims:
            if figure in [each.id for each in claim.claim.figures]:
                shown = [(s.slip, s.observation, Fraction(s.to)) for s in claim.diagnosis]
                wanted = (slip, figure, Fraction(value))
                ranks.append(shown.index(wanted) if wanted in shown else None)
    named = sum(rank is not None for rank in ranks)
    return f"{named} of {len(ranks)},", f"{ranks.count(0)} of {len(ranks)}"


if __name__ == "__main__":
    main()
