"""The start page of JupyterLab: what each notebook answers, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from altay_analysis.batch.notebook import Notebook, read_notebook
from altay_analysis.errors import UsageError

__all__ = ["PAGE", "bring_up_to_date", "updated"]

PAGE = "README.md"
"""The start page in the folder of the notebooks; GitHub shows it there, too."""

_PART = re.compile(
    r"(?P<open><!-- (?P<lang>en|zh-Hans): made by altay lab -->\n)"
    r".*?"
    r"(?P<close><!-- end of (?P=lang) -->)",
    re.DOTALL,
)
_HEADS = {"en": ("notebook", "what it answers"), "zh-Hans": ("笔记本", "回答的问题")}


def bring_up_to_date(notebooks: Path) -> bool:
    """List the notebooks as they are now on the start page, if it has changed; say whether.

    Only what stands between the page's marks is written. A page without them, or in a folder
    that cannot be written, stays as it is.
    """
    page = notebooks / PAGE
    try:
        text = page.read_text("utf-8")
        made = updated(text, notebooks)
        if made != text:
            page.write_text(made, encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    return made != text


def updated(text: str, notebooks: Path) -> str:
    """Return the text of a start page with its lists made anew.

    Parameters
    ----------
    notebooks : Path
        Folder of the notebooks. One without a title, or that cannot be read, is not listed:
        JupyterLab's own list of files has it.
    """
    found = list(_notebooks(notebooks))
    return _PART.sub(lambda m: f"{m['open']}\n{_listed(found, m['lang'])}\n\n{m['close']}", text)


def _notebooks(folder: Path) -> Iterator[Notebook]:
    """Yield what can be listed: what has no number in front first, to begin with."""
    for file in sorted(folder.glob("*.ipynb"), key=lambda file: (file.name[0].isdigit(), file)):
        try:
            notebook = read_notebook(file, file.name)
        except UsageError:
            continue
        if notebook.titles:
            yield notebook


def _listed(notebooks: Sequence[Notebook], lang: str) -> str:
    rows = [_HEADS[lang], ("---", "---"), *(_row(notebook, lang) for notebook in notebooks)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in rows)


def _row(notebook: Notebook, lang: str) -> tuple[str, str]:
    # A notebook in one language alone is named in that one.
    spoken = lang if lang in notebook.titles else next(iter(notebook.titles))
    title, question = (_cell(held[spoken]) for held in (notebook.titles, notebook.questions))
    return f"[{title}](<{notebook.name}>)", question


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
