"""Pages opened in the Chromium of this machine, for tests marked `browser`.

Without a Chromium such a test is skipped with its reason; where `ALTAY_BROWSER_REQUIRED` is set
(`.ci/run` sets it) it fails instead.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

__all__ = ["chromium", "opened"]

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str:
    """Return the path of Chromium; where there is none, skip the test, or fail it in CI."""
    for name in _NAMES:
        if found := shutil.which(name):
            return found
    missing = f"no Chromium on the path ({', '.join(_NAMES)}); install one to run browser tests"
    if os.environ.get("ALTAY_BROWSER_REQUIRED"):
        pytest.fail(f"{missing}: ALTAY_BROWSER_REQUIRED is set", pytrace=False)
    pytest.skip(missing)


@contextmanager
def opened(page: Path, *, width: int = 1280, height: int = 900) -> Iterator[Page]:
    """Open a file as a reader does, with no network; requests beyond it are refused."""
    executable = chromium()
    with sync_playwright() as playwright:
        # --no-sandbox: root has no sandbox of its own in a container, and the pages are ours.
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        context = browser.new_context(
            viewport={"width": width, "height": height}, offline=True, locale="en-GB"
        )
        shown = context.new_page()
        shown.goto(page.resolve().as_uri())
        yield shown
        browser.close()
