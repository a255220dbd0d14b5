"""The same figures, tables and pages by a plain script: `plain.py REQUEST.json FOLDER WORKERS`.

No kernel, no papermill, no shelf: the code of each notebook is run in one process after the
other's, what it displays is put where a kernel would have put it, and our exporters write HTML
and PDF. What a report costs beyond this is the price of its being a notebook.
"""

from __future__ import annotations

import ast
import json
import multiprocessing
import os
import sys
from pathlib import Path
from typing import Any


def main(request: Path, folder: Path, workers: int) -> None:
    """Make each report of a request in one of the processes."""
    jobs = json.loads(request.read_text("utf-8"))
    with multiprocessing.get_context("fork").Pool(workers, _load) as pool:
        for job, (made, drawn) in zip(jobs, pool.imap(_made, jobs, chunksize=1), strict=True):
            for form, content in made.items():
                (folder / f"{job['lang']}-{job['report']}.{form}").write_bytes(content)
            job["figures"] = drawn
    (folder / "drawn.json").write_text(json.dumps(jobs), "utf-8")


def _load() -> None:
    import altay_analysis.exporters.html
    import altay_analysis.exporters.pdf
    import altay_analysis.reports  # noqa: F401


def _made(job: dict[str, Any]) -> tuple[dict[str, bytes], int]:
    import nbformat

    from altay_analysis.exporters import export

    os.chdir(job["folder"])
    notebook = nbformat.reads(job["source"], as_version=4)
    names: dict[str, Any] = {}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell["outputs"] = _shown(cell.source, names)
            if "parameters" in cell.metadata.get("tags", []):
                names |= job["parameters"]
    notebook.metadata["altay"] = job["altay"]
    notebook.metadata["papermill"] = {"parameters": job["parameters"]}
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    drawn = sum("image/svg+xml" in output.data for output in outputs)
    made = {form: export(notebook, form, warn=lambda _: None) for form in ("html", "pdf")}
    return made, drawn


def _shown(code: str, names: dict[str, Any]) -> list[Any]:
    """Run a cell, and return what it displays, as a kernel would."""
    from nbformat.v4 import new_output

    shown: list[Any] = []

    def display(*values: Any) -> None:
        for value in values:
            data = value._repr_mimebundle_()
            shown.append(new_output("display_data", data=data, metadata={}))

    names["display"] = display
    *body, last = ast.parse(code).body
    if not isinstance(last, ast.Expr):
        body.append(last)
    exec(compile(ast.Module(body, []), "cell", "exec"), names)  # noqa: S102 - our notebooks
    if isinstance(last, ast.Expr):
        value = eval(compile(ast.Expression(last.value), "cell", "eval"), names)  # noqa: S307
        display(*([] if value is None else [value]))
    return shown


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
