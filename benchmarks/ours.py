"""What is measured of ours: the command as it is typed, and the reports that it is asked for."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shown import prove

from altay_analysis.batch.plan import Request, make_plan

__all__ = ["ROOT", "Made", "altay", "grid", "jobs", "proved"]

ROOT = Path(__file__).parents[1]
_GRID = """
[[reports]]
id = "organisations-{target_share}-{target_year}"
notebook = "01_primary_organisations.ipynb"
parameters = { region = "654301", period = "2025" }
grid = { target_share = [SHARES], target_year = [YEARS] }
"""


@dataclass(frozen=True)
class Made:
    """One run of the command.

    Attributes
    ----------
    peak : float
        Most megabytes that its processes took together, shared pages counted once.
    main : float
        Most megabytes of its first process.
    """

    seconds: float
    summary: dict[str, Any]
    peak: float = 0.0
    main: float = 0.0


def altay(root: Path, *arguments: str, watch: bool = False) -> Made:
    """Run `altay report`, and time it from before the process to after it."""
    command = [sys.executable, "-m", "altay_analysis", "report", "--json", *arguments]
    peaks = [0.0, 0.0]
    start = time.perf_counter()
    run = subprocess.Popen(
        command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    with _watched(run.pid, peaks) if watch else _unwatched():
        out, err = run.communicate()
    seconds = time.perf_counter() - start
    if run.returncode:
        raise SystemExit(f"{' '.join(command)}:\n{err[-3000:]}")
    return Made(seconds, json.loads(out), *peaks)


@contextmanager
def _unwatched() -> Iterator[None]:
    yield


@contextmanager
def _watched(pid: int, peaks: list[float]) -> Iterator[None]:
    over = threading.Event()

    def look() -> None:
        # Seldom, as looking takes time from what is timed.
        while not over.wait(2):
            taken = {each: _megabytes(each) for each in _family(pid)}
            peaks[0] = max(peaks[0], sum(taken.values()))
            peaks[1] = max(peaks[1], taken.get(pid, 0.0))

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()


def _family(pid: int) -> set[int]:
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text().rpartition(")")[2].split()
            parents[int(folder.name)] = int(stat[1])
        except OSError:
            continue
    found, grown = {pid}, True
    while grown:
        more = {child for child, parent in parents.items() if parent in found} - found
        found, grown = found | more, bool(more)
    return found


def _megabytes(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1000


def jobs(root: Path) -> list[dict[str, Any]]:
    """Return the reports of a suite, each with its parameters and the figures that it draws."""
    found = make_plan(Request(root, formats=("html", "pdf")), None).jobs
    return [
        {
            "report": job.report,
            "lang": job.lang,
            "root": str(root.resolve()),
            "notebook": job.notebook,
            "folder": job.folder,
            "source": job.source,
            "parameters": dict(job.parameters),
            "figures": 0,  # as many as a plain run of the same code draws: see plain.py
            "altay": {
                "report": job.report,
                "key": job.key,
                "parameters": dict(job.parameters),
                "data_date": job.data_date,
                "made_with": [dict(each) for each in job.stated.made_with],
                "contact": job.stated.contact,
            },
        }
        for job in found
    ]


def proved(made: Made, wanted: list[dict[str, Any]], root: Path) -> Made:
    """See that each report of a run is there with its figures."""
    for job in wanted:
        prove(root / made.summary["path"] / job["lang"], job["report"], job["figures"])
    return made


def grid(folder: Path, number: int) -> Path:
    """Lay down a suite of so many reports, in English: one notebook, other parameters each."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in ("notebooks", "data"):
        (folder / name).symlink_to(ROOT / name)
    across = min(number, 10)
    shares = ", ".join(str(50 + 2 * place) for place in range(across))
    years = ", ".join(str(2026 + place) for place in range(-(-number // across)))
    text = (ROOT / "reports.toml").read_text("utf-8")
    head = text[: text.index("\n[[reports]]")].replace('"en", "zh-Hans"', '"en"')
    made = _GRID.replace("SHARES", shares).replace("YEARS", years)
    (folder / "reports.toml").write_text(head + made, "utf-8")
    return folder
