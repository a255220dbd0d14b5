"""A report of one's own to begin with: a notebook, and its entry in `reports.toml`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from altay_analysis.areas.analysis import Scope
from altay_analysis.areas.inventory import areas
from altay_analysis.authoring.lint import findings
from altay_analysis.batch.nearest import unknown
from altay_analysis.batch.suite import FILE, Suite, read_suite
from altay_analysis.catalogue import Catalogue
from altay_analysis.errors import MachineryError, UsageError
from altay_analysis.loading import load

__all__ = ["lay_down"]

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
_USUAL = {"region": "654301", "period": "2025"}

_LOAD = """\
import altay_analysis as aa

page = aa.inventory(region, period, {area!r}, lang=lang, data_dir=data_dir)
page.masthead()"""

_TEXTS = {
    "title": (
        "# {title}\n\nWhich figures are printed on this, and what can each of them be?",
        "# {title}\n\n原文载有哪些数字，各可取何值？",
    ),
    "figures": (
        "## Which figures are there?\n\nEach stands as it was printed, beside what it can be.",
        "## 有哪些数字？\n\n各数字均照录原文，并列出可取范围。",
    ),
    "missing": (
        "## What is not printed\n\nThe data hold nothing on these for the place and period.",
        "## 未载的数字\n\n所选地区和时期没有下列各项的数字。",
    ),
    "reading": (
        (
            "## How the figures were read\n\nEach is kept as printed: a rounded figure can be "
            "anything that rounds to it, a threshold is over what is printed, a count is exact."
        ),
        (
            "## 数字如何解读\n\n各数字均按原文保留：四舍五入的数字可取舍入后与之相同的任何值，"
            "门槛表示超过该数，计数为精确值。"
        ),
    ),
    "evidence": ("## Evidence", "## 数据来源"),
}
"""Text cells of the notebook, in both languages."""


def lay_down(folder: Path, name: str, area: str | None = None) -> Path:
    """Write a notebook and its entry, both or neither; return the notebook's path.

    Parameters
    ----------
    folder : Path
        The suite's, with its `reports.toml`.
    name : str
        Id of the report.
    area : str, optional
        Area of the indicators that it lists; else the first that has figures.

    Raises
    ------
    UsageError
        Where the name or the area cannot serve, or anything of the name is there.
    """
    suite = read_suite(folder)
    _check_name(suite, name)
    notebook = suite.notebooks / f"{name.replace('-', '_')}.ipynb"
    if notebook.exists():
        raise UsageError(f"notebook {notebook} is there already; give another name")
    values = _values(suite)
    chosen = _area(load(folder / suite.data), Scope(**values), area)
    text = json.dumps(_notebook(name, chosen, values, _data_dir(suite)), ensure_ascii=False,
                      indent=1, sort_keys=True)  # fmt: skip
    with notebook.open("x", encoding="utf-8", newline="\n") as file:
        file.write(f"{text}\n")
    try:
        _enter(folder / FILE, name, notebook.name, values)
        if found := findings(notebook):  # pragma: no cover - a template of ours
            raise MachineryError(f"{notebook}: {found[0]}; please report it")
    except BaseException:
        notebook.unlink()
        raise
    return notebook


def _check_name(suite: Suite, name: str) -> None:
    if not _NAME.fullmatch(name):
        rule = "use small letters, digits, '.', '_' and '-', 100 at most"
        raise UsageError(f"name {name[:100]!r} cannot name a report; {rule}")
    if name in {report.family for report in suite.reports}:
        raise UsageError(f"report {name!r} stands in {FILE} already; give another name")
    for parameter in ("region", "period", "lang", "data_dir"):
        if parameter not in suite.parameters:
            raise UsageError(f"{FILE} declares no parameter {parameter}, which a report needs")


def _values(suite: Suite) -> dict[str, str]:
    """Return the place and the period of the first report that sets both."""
    for report in suite.reports:
        if set(_USUAL) <= set(report.parameters):
            return {each: str(report.parameters[each]) for each in _USUAL}
    return dict(_USUAL)


def _area(catalogue: Catalogue, scope: Scope, given: str | None) -> str:
    if given is None:
        held = areas(catalogue, scope)
        if not held:
            raise UsageError(f"no figures on {scope.region} in {scope.period}; name one: --area")
        return held[0]
    known = catalogue.indicators["area"].unique().tolist()
    if given not in known:
        raise UsageError(unknown("area", given, known))
    return given


def _data_dir(suite: Suite) -> str:
    """The tables as seen from the folder of the notebooks."""
    up = ["..", *[".." for _ in suite.notebooks.relative_to(suite.folder).parts[1:]]]
    return suite.data if Path(suite.data).is_absolute() else "/".join([*up, suite.data])


def _notebook(name: str, area: str, values: dict[str, str], data_dir: str) -> dict[str, Any]:
    parameters = [f'{key}: str = "{value}"' for key, value in values.items()]
    parameters += ['lang: str = "en"', f'data_dir: str = "{data_dir}"']
    cells = [
        *_twins("title", title=_title(name)),
        _code("parameters", "\n".join(parameters), "parameters"),
        _code("load", _LOAD.format(area=area)),
        _code("answer", "page.answer()", "answer"),
        _code("key-figures", "page.key_figures()", "key-figures"),
        *_twins("figures"),
        _code("figures-table", "page.figures()"),
        *_twins("missing"),
        _code("missing-said", "page.missing()"),
        *_twins("reading"),
        *_twins("evidence"),
        _code("sources-said", "page.sources()"),
        _code("evidence-table", "page.evidence()", "evidence"),
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _title(name: str) -> str:
    """Return a title to be replaced: the name in words, without digits, which are no prose."""
    words = " ".join(re.findall("[a-z]+", name))
    return words.capitalize() or "Report"


def _twins(id: str, **fields: str) -> Iterator[dict[str, Any]]:
    for lang, text in zip(("en", "zh"), _TEXTS[id], strict=True):
        yield _cell("markdown", f"{id}-{lang}", text.format(**fields), f"lang-{lang}")


def _code(id: str, source: str, *tags: str) -> dict[str, Any]:
    return _cell("code", id, source, *tags) | {"execution_count": None, "outputs": []}


def _cell(kind: str, id: str, source: str, *tags: str) -> dict[str, Any]:
    lines = source.splitlines(keepends=True)
    metadata = {"tags": list(tags)} if tags else {}
    return {"cell_type": kind, "id": id, "metadata": metadata, "source": lines}


def _enter(file: Path, name: str, notebook: str, values: dict[str, str]) -> None:
    """Put the entry behind what stands in the file; where it does not hold, put that back."""
    before = file.read_bytes()
    given = ", ".join(f'{key} = "{value}"' for key, value in values.items())
    entry = f'\n[[reports]]\nid = "{name}"\nnotebook = "{notebook}"\nparameters = {{ {given} }}\n'
    gap = b"" if before.endswith(b"\n") else b"\n"
    try:
        file.write_bytes(before + gap + entry.encode())
        read_suite(file.parent)
    except BaseException:
        file.write_bytes(before)
        raise
