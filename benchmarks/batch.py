"""Measure the batch against the stock tools and a plain script, and write docs/speed.md.

`make bench` runs all of it, some fifteen minutes on two cores; `make bench ARGS=--small` runs a
little of each, to see that it runs. What is compared is measured in one run, in turns.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import page
import where
from ours import ROOT, altay, grid, jobs, proved
from shown import prove
from stock import Stock
from test_cluster import Cluster

from altay_analysis.batch.plan import Request, make_plan
from altay_analysis.batch.workers import usable_cores

PAGES = ("--formats", "html,pdf")


def main() -> None:
    """Run the parts, keep what they find, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a little of each")
    parser.add_argument(
        "--sample", type=int, default=10, help="of the default reports, run the stock tools on N"
    )
    parser.add_argument("--stock", type=Path, required=True, help="Python of the stock tools")
    parser.add_argument("--page", type=Path, default=ROOT / "docs/speed.md")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="altay-bench-") as folder:
        found = _measured(Path(folder), asked.stock, small=asked.small, sample=asked.sample)
    kept = ROOT / "build/bench/found.json"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps(found, indent=1), "utf-8")
    target = asked.page if not asked.small else kept.with_suffix(".md")
    target.write_text(page.written(found), "utf-8")
    _say(f"written: {target}")


def _measured(folder: Path, python: Path, *, small: bool, sample: int) -> dict[str, Any]:
    stock = Stock(python, folder / "stock")
    stock.folder.mkdir()
    reports = _drawn(folder, jobs(ROOT)[: 2 if small else None])
    numbers = (2, 4, 6) if small else (10, 50, 100)
    found: dict[str, Any] = {"small": small, "cores": usable_cores(), "reports": len(reports)}
    found |= _defaults(folder, stock, reports, min(sample, len(reports)))
    found |= _many(folder, stock, numbers)
    found |= _beyond(folder, 4 if small else 24)
    _say("where the time of one report goes")
    plan = make_plan(Request(ROOT, languages=("en",), formats=("html", "pdf")), None)
    found["where"] = where.steps(plan.jobs[1:5], 1 if small else 3)
    return found


def _defaults(
    folder: Path, stock: Stock, reports: list[dict[str, Any]], sample: int
) -> dict[str, Any]:
    """Default reports: ours, the stock tools, a plain script, in turns; then nothing to do."""
    ours, plain = [], []
    chosen = reports[:: -(-len(reports) // sample)]
    scale = len(reports) / len(chosen)
    found: dict[str, Any] = {"sampled": len(chosen)}
    only = _only(reports)
    for turn, at_once in enumerate((1, 2)):
        ours.append(_cold(folder / f"cold-{turn}", reports, only))
        plain.append(_plain(folder, reports))
        _say(f"stock tools, {len(chosen)} reports, {at_once} at a time")
        start = time.perf_counter()
        steps = stock.make_all(chosen, at_once)
        found[f"stock_{at_once}"] = scale * (time.perf_counter() - start)
        found[f"steps_{at_once}"] = {
            name: scale * sum(each[name] for each in steps)
            for name in ("papermill", "html", "webpdf")
        }
    ours.append(_cold(folder / "cold-2", reports, only))
    plain.append(_plain(folder, reports))
    shelf = str(folder / "unchanged")
    altay(ROOT, "--out", shelf, *PAGES, *only)
    again = [altay(ROOT, "--out", shelf, *PAGES, *only) for _ in range(3)]
    assert {each.summary["outcome"] for each in again} == {"unchanged"}
    found["ours"], found["plain"] = _middle(ours), _middle(plain)
    found["unchanged"] = _middle([each.seconds for each in again])
    return found


def _drawn(folder: Path, reports: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return reports with the number of figures that each must show."""
    _plain(folder, reports)
    counted: list[dict[str, Any]] = json.loads((folder / "plain/drawn.json").read_text("utf-8"))
    assert any(job["figures"] for job in counted)
    return counted


def _alike(folder: Path, reports: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same, of reports that are one notebook's: they draw the same number."""
    (first,) = _drawn(folder, reports[:1])
    return [{**job, "figures": first["figures"]} for job in reports]


def _only(reports: list[dict[str, Any]]) -> list[str]:
    if len(reports) == len(jobs(ROOT)):
        return []
    ids = dict.fromkeys(job["report"] for job in reports)
    return ["--lang", "en", *(part for name in ids for part in ("--only", name))]


def _cold(shelf: Path, reports: list[dict[str, Any]], only: list[str]) -> float:
    _say(f"ours, {len(reports)} reports")
    made = proved(altay(ROOT, "--out", str(shelf), *PAGES, *only), reports, ROOT)
    return made.seconds


def _plain(folder: Path, reports: list[dict[str, Any]]) -> float:
    _say(f"plain script, {len(reports)} reports")
    request, target = folder / "request.json", folder / "plain"
    request.write_text(json.dumps(reports), "utf-8")
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    script = Path(__file__).parent / "plain.py"
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, str(script), str(request), str(target), str(usable_cores())], check=True
    )
    seconds = time.perf_counter() - start
    for job in reports:
        prove(target, f"{job['lang']}-{job['report']}", job["figures"])
    return seconds


def _many(folder: Path, stock: Stock, numbers: Sequence[int]) -> dict[str, Any]:
    """One notebook with many parameters: cost and memory by number, and the stock tools'.

    The stock tools make some of the reports before, between and after ours.
    """
    rows, steps = [], []
    for number in numbers:
        root = grid(folder / f"grid-{number}", number)
        wanted = _alike(folder, jobs(root))
        chosen = wanted[:: max(len(wanted) // 2, 1)][:2]
        _say(f"stock tools, {len(chosen)} of {len(wanted)} parameterised reports")
        steps += stock.make_all(chosen, 1)
        _say(f"ours, {number} parameterised reports")
        made = proved(altay(root, *PAGES, watch=True), wanted, root)
        rows.append({"reports": number, "seconds": made.seconds, "peak": made.peak,
                     "main": made.main})  # fmt: skip
    _say(f"stock tools, {len(chosen)} of {len(wanted)} parameterised reports")
    steps += stock.make_all(chosen, 1)
    return {"many": rows, "many_stock": _middle([sum(each.values()) for each in steps]),
            "many_sampled": len(steps)}  # fmt: skip


def _beyond(folder: Path, number: int) -> dict[str, Any]:
    """The same reports by one worker of Dask, by two, and by one again."""
    root, few = grid(folder / "grid-dask", number), grid(folder / "grid-few", 2 * 2)
    wanted = _alike(folder, jobs(root))
    taken: dict[int, list[float]] = {1: [], 2: []}
    for turn, workers in enumerate((1, 2, 1, 2)):
        home = folder / f"dask-{turn}"
        home.mkdir()
        cluster = Cluster(home)
        try:
            for _ in range(workers):
                cluster.work()
            # A worker loads what it needs with its first reports; that is not what is asked.
            altay(few, "--out", str(folder / f"warm-{turn}"), "--dask", cluster.address, *PAGES)
            _say(f"ours, {number} reports, {workers} workers of Dask")
            taken[workers].append(_dask(root, cluster, folder / f"made-{turn}", wanted))
        finally:
            cluster.end()
    return {"dask": {str(n): _middle(each) for n, each in taken.items()}, "dask_reports": number}


def _dask(root: Path, cluster: Cluster, shelf: Path, wanted: list[dict[str, Any]]) -> float:
    made = altay(root, "--out", str(shelf), "--dask", cluster.address, *PAGES)
    return proved(made, wanted, root).seconds


def _middle(seconds: Sequence[float]) -> dict[str, float]:
    return {"median": statistics.median(seconds), "least": min(seconds), "most": max(seconds)}


def _say(words: str) -> None:
    print(f"bench: {words}", file=sys.stderr, flush=True)  # noqa: T201 - a benchmark prints


if __name__ == "__main__":
    main()
