"""JupyterLab's page in Chromium: notebooks opened and run as a person does, and what they show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from browser import chromium
from playwright.sync_api import Locator, Page, sync_playwright
from running_lab import running

from altay_analysis.batch.working_copy import lay_down

__all__ = ["LabPage", "opened_lab"]

# Lets a page ask JupyterLab itself to open and to run: nothing is waited for by the clock.
_CONFIG = "c.LabApp.expose_app_in_browser = True\n"
_OPEN = """async path => {
    const app = window.jupyterapp;
    await app.restored;
    const widget = await app.commands.execute('docmanager:open', {path});
    await widget.context.ready;
    await widget.sessionContext?.ready;
    app.shell.activateById(widget.id);
}"""
_RUN = "async () => { await window.jupyterapp.commands.execute('notebook:run-all-cells'); }"
_OUTPUTS = """() => window.jupyterapp.shell.currentWidget.content.model.sharedModel.toJSON()
    .cells.flatMap(cell => cell.outputs || [])"""
_REPLACE = """([old, put]) => {
    for (const cell of window.jupyterapp.shell.currentWidget.content.model.cells) {
        const held = cell.sharedModel.getSource();
        if (held.includes(old)) cell.sharedModel.setSource(held.replace(old, put));
    }
}"""
_EXECUTE = """async code => {
    const session = window.jupyterapp.shell.currentWidget.sessionContext.session;
    await session.kernel.requestExecute({code}).done;
}"""
_CLOSE = """async () => {
    const widget = window.jupyterapp.shell.currentWidget;
    await widget.sessionContext.shutdown();
    await widget.context.revert();
    widget.dispose();
}"""


@dataclass
class LabPage:
    """The page, the folder of the project behind it, and every other host that it asked."""

    page: Page
    project: Path
    hosts: set[str] = field(default_factory=set)

    def open(self, notebook: str) -> None:
        """Open a notebook of the project, with its kernel, or its start page."""
        self.page.evaluate(_OPEN, f"notebooks/{notebook}")

    def replace(self, old: str, put: str) -> None:
        """Put other code in place in the cells of the notebook that is shown."""
        self.page.evaluate(_REPLACE, [old, put])

    def run_all(self) -> list[dict[str, Any]]:
        """Run all cells of the notebook that is shown, and return their outputs."""
        self.page.evaluate(_RUN)
        found: list[dict[str, Any]] = self.page.evaluate(_OUTPUTS)
        return found

    def execute(self, code: str) -> None:
        """Run code in the kernel of the notebook that is shown, in no cell."""
        self.page.evaluate(_EXECUTE, code)

    def close(self) -> None:
        """Close the notebook that is shown, end its kernel, and keep no change."""
        self.page.evaluate(_CLOSE)

    def output(self, code: str) -> Locator:
        """Return what the cell with some code shows."""
        shown = self.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell")
        return shown.filter(has_text=re.compile(re.escape(code))).locator(".jp-OutputArea").first

    def saved(self, link: Locator, folder: Path) -> Path:
        """Click on a link that saves a file, and return the file."""
        with self.page.expect_download() as download:
            link.click()
        file = folder / download.value.suggested_filename
        download.value.save_as(file)
        return file


@contextmanager
def opened_lab(folder: Path, *, width: int = 1400, height: int = 1000) -> Iterator[LabPage]:
    """Lay a working copy down in a folder, run `altay lab` on it, and open its start page."""
    executable = chromium()
    project, home = folder / "copy", folder / "home"
    lay_down(project)
    (home / "config").mkdir(parents=True)
    (home / "config" / "jupyter_lab_config.py").write_text(_CONFIG, encoding="utf-8")
    with running(project, home) as lab, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": height}, locale="en-GB")
        page.set_default_timeout(60_000)
        shown = LabPage(page, project)
        page.on("request", lambda request: shown.hosts.add(urlsplit(request.url).netloc))
        page.goto(lab.address)
        page.wait_for_function("() => window.jupyterapp !== undefined")
        page.wait_for_selector(".jp-MarkdownViewer table")
        yield shown
        browser.close()
