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
from typing import Literal

import pytest
from playwright.sync_api import Page, sync_playwright

__all__ = ["chromium", "every_look", "opened"]

Scheme = Literal["light", "dark"]

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
def opened(
    page: Path, *, width: int = 1280, height: int = 900, scheme: Scheme = "light"
) -> Iterator[Page]:
    """Open a file as a reader does, with no network; requests beyond it are refused."""
    executable = chromium()
    with sync_playwright() as playwright:
        # --no-sandbox: root has no sandbox of its own in a container, and the pages are ours.
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        context = browser.new_context(
            viewport={"width": width, "height": height},
            offline=True,
            locale="en-GB",
            color_scheme=scheme,
        )
        shown = context.new_page()
        shown.goto(page.resolve().as_uri())
        yield shown
        browser.close()


def every_look(shown: Page) -> Iterator[str]:
    """Show an open page narrow, zoomed to twice its size, middling and wide, in light and dark."""
    schemes: tuple[Scheme, Scheme] = ("light", "dark")
    # A window of 1280 pixels at 200 % has 640 of CSS.
    for width in (360, 640, 1100, 1600):
        shown.set_viewport_size({"width": width, "height": 900})
        for scheme in schemes:
            shown.emulate_media(color_scheme=scheme)
            yield f"{width} {scheme}"
