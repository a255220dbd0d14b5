"""Take the pictures of docs/pictures from an edition: `python docs/picture.py [EDITION]`.

Pages are opened in Chromium as readers open them, PDFs drawn by pdftoppm. Chinese is set in the
packaged Noto Sans SC, everything else in what the machine has (best: Source Sans 3).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import sync_playwright
from pylopdf_fonts_zh_cn import sans_path

HERE = Path(__file__).parent
LATEST = HERE.parent / "reports" / "latest"
_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{fonts}</dir>
<cachedir>{cache}</cachedir></fontconfig>
"""


@dataclass(frozen=True)
class Shot:
    """A view of a page: its size in CSS pixels, the scheme, and what is opened before."""

    name: str
    page: str
    width: int
    height: int
    scheme: str = "light"
    opened: str = ""
    shown: str = ""


SHOTS = (
    Shot("page-en", "en/collective-economy.html", 1200, 900, opened=".answer .chip >> nth=5"),
    Shot(
        "page-zh-dark", "zh-Hans/collective-economy.html", 390, 844, "dark",
        opened=".answer .chip >> nth=0", shown=".answer",
    ),
    Shot("index", "index.html", 1200, 900),
)  # fmt: skip
DOCUMENTS = {
    "collective-economy-en": "en/collective-economy.pdf",
    "collective-economy-zh": "zh-Hans/collective-economy.pdf",
}


def take(edition: Path, to: Path) -> None:
    """Take every picture."""
    pdftoppm, chromium = _program("pdftoppm"), _program("chromium", "google-chrome")
    for name, page in DOCUMENTS.items():
        first = ("-r", "70", "-png", "-f", "1", "-l", "1", "-singlefile")
        subprocess.run([pdftoppm, *first, str(edition / page), str(to / name)], check=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        config = Path(folder) / "fonts.conf"
        config.write_text(_FONTS.format(fonts=sans_path().parent, cache=folder), "utf-8")
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox"],
            env={**os.environ, "FONTCONFIG_FILE": str(config)},
        )
        for shot in SHOTS:
            _take(browser, shot, edition, to / f"{shot.name}.png")
        browser.close()


def _program(*names: str) -> str:
    for name in names:
        if found := shutil.which(name):
            return found
    sys.exit(f"{' or '.join(names)} is not on the path; install it to take the pictures")


def _take(browser: Any, shot: Shot, edition: Path, file: Path) -> None:
    size = {"width": shot.width, "height": shot.height}
    context = browser.new_context(viewport=size, color_scheme=shot.scheme, offline=True)
    page = context.new_page()
    page.goto((edition / shot.page).resolve().as_uri())
    if shot.shown:
        page.evaluate(f"document.querySelector({shot.shown!r}).scrollIntoView()")
    if shot.opened:
        page.locator(shot.opened).click()
    page.screenshot(path=file)
    context.close()


if __name__ == "__main__":
    take(Path(sys.argv[1]) if sys.argv[1:] else LATEST, HERE / "pictures")
