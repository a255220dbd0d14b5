"""The stock tools, as their own documentation has them called, in an environment of their own."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shown import figures

__all__ = ["Stock", "chromium"]

_WRAPPER = Path(__file__).parent / "webpdf.py"


def chromium() -> str:
    """Return the Chromium of this machine."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        raise SystemExit("no chromium is found; on Debian: apt-get install chromium")
    return found


@dataclass(frozen=True)
class Stock:
    """papermill, then nbconvert to HTML, then nbconvert to PDF by a browser, a process each.

    Attributes
    ----------
    python : Path
        Of the environment that they are installed in.
    """

    python: Path
    folder: Path

    def make(self, job: dict[str, Any]) -> dict[str, float]:
        """Make one report; return the seconds of each step."""
        made = self.folder / f"{job['lang']}-{job['report']}.ipynb"
        given = [part for name, value in job["parameters"].items()
                 for part in ("-r", name, str(value))]  # fmt: skip
        source = str(Path(job["root"]) / job["notebook"])
        nbconvert = ("nbconvert", "--log-level", "ERROR", str(made))
        steps = {
            "papermill": ("-m", "papermill", "--no-progress-bar", "--log-level", "ERROR",
                          "--cwd", job["folder"], source, str(made), *given),
            "html": ("-m", "jupyter", *nbconvert, "--to", "html"),
            "webpdf": (str(_WRAPPER), chromium(), *nbconvert[1:], "--to", "webpdf",
                       "--disable-chromium-sandbox"),
        }  # fmt: skip
        seconds = {name: self._run(step) for name, step in steps.items()}
        self._prove(made, job["figures"])
        return seconds

    def _run(self, step: Sequence[str]) -> float:
        start = time.perf_counter()
        done = subprocess.run(
            [str(self.python), *step], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(f"{' '.join(step)}:\n{done.stderr[-3000:]}")
        return time.perf_counter() - start

    def _prove(self, made: Path, wanted: int) -> None:
        outputs = [output for cell in json.loads(made.read_text("utf-8"))["cells"]
                   for output in cell.get("outputs", [])]  # fmt: skip
        drawn = sum("image/svg+xml" in output.get("data", {}) for output in outputs)
        page = figures(made.with_suffix(".html").read_text("utf-8"))
        assert drawn == wanted, (made, drawn, wanted)
        assert page >= wanted, (made, page, wanted)
        assert made.with_suffix(".pdf").read_bytes().startswith(b"%PDF")

    def make_all(self, jobs: Sequence[dict[str, Any]], at_once: int) -> list[dict[str, float]]:
        """Make reports, so many at a time."""
        with ThreadPoolExecutor(at_once) as pool:
            return list(pool.map(self.make, jobs))
