"""Bring the generated parts of these pages up to date: `python docs/generate.py`.

A part stands between `<!-- NAME: made by docs/generate.py -->` and `<!-- end of NAME -->`; with
`--check` nothing is written, and the exit code is 1 where a part is not as it would be made.
"""

from __future__ import annotations

import importlib
import inspect
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import typer

import altay_analysis as aa
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


# What a name of the reference returns, and is explained below it.
_RETURNED = (
    ("catalogue", "Catalogue"),
    ("bench.observations", "Observations"),
    ("bench.codebook", "Codebook"),
    ("bench.tokens", "Read"),
    ("bench.check", "Check"),
    ("bench.check", "Checks"),
    ("bench.check", "Refused"),
    ("bench.verdicts", "Verdicts"),
    ("bench.judged", "Verdict"),
    ("bench.beside", "Beside"),
    ("bench.citation", "Citation"),
)
_SECTION = re.compile(r"^(\w[\w ]*)\n-{3,}\n", re.MULTILINE)


def reference() -> str:
    """Return the reference of the public interface, from its docstrings."""
    names = [name for name in aa.__all__ if name != "__version__"]
    pages = [name for name in names if getattr(aa, name).__module__.endswith(".reports")]
    tools = [name for name in names if name not in pages]
    classes = [
        getattr(importlib.import_module(f"altay_analysis.{module}"), name)
        for module, name in _RETURNED
    ]
    parts = ["## To look, check and compare", *(_function(name) for name in tools)]
    parts += ["## What comes back", *map(_class, classes)]
    parts += ["## Pages of the reports", *(_function(name) for name in pages)]
    return "\n\n".join(parts)


def _function(name: str) -> str:
    found = getattr(aa, name)
    return f"### aa.{name}\n\n```text\n{_signature(name, found)}\n```\n\n{_explained(found)}"


def _signature(name: str, found: Any) -> str:
    """Return a call as it is written, an argument a line where it is long."""
    signature = inspect.signature(found)
    line = _bare(f"aa.{name}{signature}")
    if len(line) <= 90:
        return line
    held, starred = [], False
    for each in signature.parameters.values():
        if each.kind is each.KEYWORD_ONLY and not starred:
            held, starred = [*held, "    *,"], True
        held.append(f"    {_bare(str(each))},")
    return "\n".join([f"aa.{name}(", *held, f") -> {signature.return_annotation}"])


def _bare(text: str) -> str:
    """Take the quotation marks off annotations, which are kept as text until they are needed."""
    return re.sub(r"(: |-> )'([^']*)'", r"\1\2", text)


def _class(found: type) -> str:
    lines = [f"### {found.__name__}", _explained(found)]
    rows = [
        (f"`.{name}{'' if isinstance(held, property) else '()'}`", _summary(held))
        for name, held in _members(found)
        if not name.startswith("_") and inspect.getdoc(held) and _is_own(held)
    ]
    return "\n\n".join([*lines, *(["\n".join(_table(("", "meaning"), rows))] if rows else [])])


def _members(found: type) -> Iterator[tuple[str, object]]:
    """Yield what a class and its own parents have, the parents' first."""
    held: dict[str, object] = {}
    for each in reversed(found.__mro__[:-1]):
        if each.__module__.startswith("altay_analysis"):
            held |= vars(each)
    yield from held.items()


def _is_own(held: object) -> bool:
    return isinstance(held, property) or inspect.isfunction(held)


def _summary(held: object) -> str:
    text = (inspect.getdoc(held) or "").partition("\n\n")[0]
    return " ".join(text.split())


def _explained(found: object) -> str:
    """Return a docstring of numpy's form as Markdown."""
    head, *sections = _SECTION.split(inspect.getdoc(found) or "")
    parts = [_joined(head)]
    for title, body in zip(sections[::2], sections[1::2], strict=True):
        if title == "Examples":
            parts.append(f"```python\n{body.strip()}\n```")
        else:
            parts += [f"**{title}**", "\n".join(_items(body))]
    return "\n\n".join(part for part in parts if part)


def _items(body: str) -> Iterator[str]:
    """Yield a list item for each name that a section explains."""
    for item in re.split(r"\n(?=\S)", body.strip("\n")):
        name, _, text = item.partition("\n")
        words = " ".join(text.split())
        yield f"- `{name.strip()}`" + (f": {words}" if words else "")


def _joined(text: str) -> str:
    """Return paragraphs on a line each."""
    paragraphs = [" ".join(part.split()) for part in text.strip().split("\n\n")]
    return "\n\n".join(paragraphs)


_PARTS: Mapping[str, Callable[[], str]] = {
    "commands": commands,
    "parameters": parameters,
    "reference": reference,
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
