"""How long a hand waits at the bench: `python benchmarks/lab.py`.

Redraws of `notebooks/explore.ipynb` from a new value to the finished drawing, and each notebook's
code run once and again in one process, as *Run All* does. Seconds by the clock, the middle one and
the slowest but one of twenty, and the processor's, which other programs lengthen less.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from IPython.core.interactiveshell import InteractiveShell

import altay_analysis as aa
from altay_analysis.explorer.choice import Choice
from altay_analysis.explorer.what_if import Growth, Target, Villages

ROOT = Path(__file__).parents[1]
TIMES = 20


def main() -> None:
    """Measure, and print a table."""
    os.chdir(ROOT / "notebooks")
    _print("", "middle", "slowest", "processor")
    for name, act in _redraws().items():
        _measure(name, act)
    for path in sorted(Path().glob("*.ipynb")):
        first, again = _notebook(path)
        _print(f"{path.name}, first and again", f"{first:.3f}", f"{again:.3f}", "")


def _redraws() -> dict[str, Callable[[int], object]]:
    bench = aa.explore(data_dir="../data")
    share, total = Target("s1.five_good_share", Fraction(60), 2028), "s1.village_income"
    areas = ("collective_economy", "budget", "livelihood", "economy")
    made = bench.page

    def chosen(place: int) -> object:
        bench.choose(Choice(areas[place % 4]))
        return made().svg()

    return {
        "target": lambda n: bench.what_if_page(replace(share, share=Fraction(60 + n))).svg(),
        "villages": lambda n: bench.what_if_page(Villages(total, 100 + n)).svg(),
        "growth": lambda n: bench.what_if_page(Growth(total, Fraction(n), 10)).svg(),
        "reading": lambda n: bench.reading(
            "s1.five_good_share_rise", ("points", "relative")[n % 2]
        ).svg(),
        "another area, up to 24 figures": chosen,
        "claims of the choice": lambda _: bench.page(judged=True).claims(),
        "typed relation": lambda n: aa.check_lines(f"{196 + n} / 427 = 45.90%").show(),
    }


def _measure(name: str, act: Callable[[int], object]) -> None:
    act(0)
    clock, processor = [], []
    for place in range(1, TIMES + 1):
        begun, worked = time.perf_counter(), time.process_time()
        act(place)
        clock.append(time.perf_counter() - begun)
        processor.append(time.process_time() - worked)
    clock.sort()
    processor.sort()
    _print(name, f"{clock[TIMES // 2]:.3f}", f"{clock[-2]:.3f}", f"{processor[TIMES // 2]:.3f}")


def _notebook(path: Path) -> tuple[float, float]:
    """Run a notebook's code twice in one shell, and return the processor's seconds of each."""
    cells = json.loads(path.read_text("utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    shell = InteractiveShell.instance()
    return _seconds(shell, code), _seconds(shell, code)


def _seconds(shell: InteractiveShell, code: list[str]) -> float:
    begun = time.process_time()
    for each in code:
        done = shell.run_cell(each, silent=True)
        done.raise_error()
        if done.result is not None:
            shell.display_formatter.format(done.result)
    return time.process_time() - begun


def _print(*cells: str) -> None:
    sys.stdout.write(f"{cells[0]:44}{''.join(f'{cell:>11}' for cell in cells[1:])}\n")


if __name__ == "__main__":
    main()
