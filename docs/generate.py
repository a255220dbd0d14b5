"""Bring the generated parts of these pages up to date: `python docs/generate.py`.

A part stands between `<!-- NAME: made by docs/generate.py -->` and `<!-- end of NAME -->`; with
`--check` nothing is written, and the exit code is 1 where a part is not as it would be made.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import typer

from altay_analysis.batch.notebook import read_notebook
from altay_analysis.batch.suite import read_suite
from altay_analysis.cli import app
from altay_analysis.cli.listing import values_text
from altay_analysis.lab import start_page

DOCS = Path(__file__).parent
ROOT = DOCS.parent
START = ROOT / "notebooks" / start_page.PAGE
_PART = re.compile(
    r"(?P<open><!-- (?P<name>\w+): made by docs/generate\.py -->\n)"
    r".*?"
    r"(?P<close><!-- end of (?P=name) -->)",
    re.DOTALL,
)


def updated(page: str) -> str:
    """Return a page's text with each of its parts made anew."""
    return _PART.sub(lambda m: f"{m['open']}\n{_PARTS[m['name']]()}\n\n{m['close']}", page)


def stale() -> dict[Path, str]:
    """Return the pages that are not as they would be made, each with what it should be."""
    pages = {page: page.read_text("utf-8") for page in [*sorted(DOCS.glob("*.md")), START]}
    made = {page: updated(text) for page, text in pages.items()}
    made[START] = start_page.updated(pages[START], START.parent)
    return {page: made[page] for page in pages if made[page] != pages[page]}


def commands() -> str:
    """Return the reference of every command."""
    root = typer.main.get_command(app)
    return "\n\n".join(_command(name, command) for name, command in _leaves("altay", root))


def _leaves(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    nested = getattr(command, "commands", None)
    if nested is None:
        yield name, command
        return
    for each, held in nested.items():
        yield from _leaves(f"{name} {each}", held)


def _command(name: str, command: Any) -> str:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option"]
    usage = " ".join([name, *(p.metavar for p in arguments), *(["[OPTIONS]"] if options else [])])
    lines = [f"## {name}", "", command.help, "", "```text", usage, "```"]
    rows = [(f"`{p.metavar}`", p.help) for p in arguments]
    rows += [(_option(p), _help(p)) for p in options]
    return "\n".join([*lines, "", *_table(("", "meaning"), rows)])


def _option(option: Any) -> str:
    shown = ", ".join(f"`{each}`" for each in option.opts)
    return shown if option.is_flag else f"{shown} `{option.metavar or option.type.name.upper()}`"


def _help(option: Any) -> str:
    default = "" if option.is_flag or not option.default else f" Default: `{option.default}`."
    return f"{option.help}{default}"


def parameters() -> str:
    """Return the table of the declared parameters."""
    rows = [
        (f"`{p.name}`", p.type, values_text(p), p.help["en"])
        for p in read_suite(ROOT).parameters.values()
    ]
    return "\n".join(_table(("parameter", "type", "values", "meaning"), rows))


def reports() -> str:
    """Return the table of the declared reports."""
    suite = read_suite(ROOT)
    rows = []
    for report in suite.reports:
        notebook = read_notebook(suite.notebooks / report.notebook, report.notebook)
        given = ", ".join(f"`{name}`" for name in notebook.defaults)
        rows.append((f"`{report.id}`", f"`{report.notebook}`", notebook.titles["en"], given))
    return "\n".join(_table(("report", "notebook", "title", "parameters"), rows))


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    yield _row(heads)
    yield _row(("---",) * len(heads))
    for row in rows:
        yield _row(tuple(cell.replace("|", "\\|") for cell in row))


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


_PARTS: Mapping[str, Callable[[], str]] = {
    "commands": commands,
    "parameters": parameters,
    "reports": reports,
}


def main() -> int:
    """Write what is not as it would be made, or name it."""
    checking = "--check" in sys.argv[1:]
    found = stale()
    for page, text in found.items():
        sys.stdout.write(f"{page.relative_to(ROOT)}\n")
        if not checking:
            page.write_text(text, encoding="utf-8")
    return 1 if checking and found else 0


if __name__ == "__main__":
    sys.exit(main())
