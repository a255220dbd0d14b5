"""Text as runs, made from templates; each number a run with a reference to its evidence."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from string import Formatter
from typing import Any

from altay_analysis.wording import traditional

__all__ = ["Run", "Runs", "compose", "date_run", "name_run", "plain", "text_run", "to_html"]

Run = dict[str, Any]
Runs = list[Run]


def text_run(text: str, lang: str) -> Run:
    """Return a run of our own text; simplified Chinese becomes traditional for `zh-Hant`."""
    return {"text": traditional(text) if lang == "zh-Hant" else text}


def name_run(text: str) -> Run:
    """Return a name; where it holds digits they are flagged as no figures.

    Examples
    --------
    >>> name_run("Population aged 18 to 34"), name_run("Population")
    ({'text': 'Population aged 18 to 34', 'name': True}, {'text': 'Population'})
    """
    return {"text": text, "name": True} if any(map(str.isdigit, text)) else {"text": text}


def date_run(text: str, lang: str) -> Run:
    """Return a date, a year or a period in words of our own: its digits are no figures."""
    return text_run(text, lang) | {"date": True}


def compose(template: str, lang: str, fill: Callable[[str, str], Runs]) -> Runs:
    """Fill a template with runs.

    Parameters
    ----------
    template : str
        Our own text; `{name}` or `{name:form}` stands for runs.
    lang : str
        Language of the report.
    fill : callable
        Takes name and form and returns the runs.

    Examples
    --------
    >>> compose("It rose by {rise}.", "en", lambda name, form: [{"text": "5%", "ref": name}])
    [{'text': 'It rose by '}, {'text': '5%', 'ref': 'rise'}, {'text': '.'}]
    """
    runs: Runs = []
    for literal, name, form, _ in Formatter().parse(template):
        if literal:
            runs.append(text_run(literal, lang))
        if name:
            runs.extend(fill(name, form or ""))
    return runs


def plain(runs: Sequence[Run]) -> str:
    """Return the text of runs."""
    return "".join(str(run["text"]) for run in runs)


def to_html(runs: Sequence[Run]) -> str:
    """Return runs as HTML for Jupyter, with links to the evidence of the same notebook."""
    return "".join(_run_html(run) for run in runs)


def _run_html(run: Run) -> str:
    text = html.escape(str(run["text"]))
    if run.get("strong"):
        text = f"<strong>{text}</strong>"
    if lang := run.get("lang"):
        text = f'<span lang="{html.escape(lang)}">{text}</span>'
    if ref := run.get("ref"):
        text = f'<a href="#ev-{html.escape(ref)}">{text}</a>'
    return text
