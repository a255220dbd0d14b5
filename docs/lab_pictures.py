"""Take the pictures of JupyterLab in docs/pictures: `python docs/lab_pictures.py`.

JupyterLab is run on a working copy, its bench opened in Chromium and worked with; what is seen is
saved. The packaged Noto Sans SC shows Chinese, whatever fonts the machine has.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from PIL import Image
from pylopdf_fonts_zh_cn import sans_path

PICTURES = Path(__file__).parent / "pictures"
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<dir>{fonts}</dir><cachedir>{cache}</cachedir>
</fontconfig>
"""
_COLOURS = 128


def main() -> None:
    """Open the bench, work with it, and save what is seen."""
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        fonts = folder / "fonts.conf"
        text = _FONTS.format(fonts=sans_path().parent, cache=folder / "cache")
        fonts.write_text(text, encoding="utf-8")
        os.environ["FONTCONFIG_FILE"] = str(fonts)
        _take(folder)


def _take(folder: Path) -> None:
    from lab_page import LabPage, opened_lab

    def save(name: str, code: str = "") -> None:
        if code:
            cell = shown.output(code).locator("xpath=ancestor::*[contains(@class, 'jp-CodeCell')]")
            cell.evaluate("cell => cell.scrollIntoView({block: 'start'})")
        file = PICTURES / f"lab-{name}.png"
        shown.page.screenshot(path=file)
        Image.open(file).convert("RGB").quantize(_COLOURS).save(file, optimize=True)

    shown: LabPage
    with opened_lab(folder, width=1180, height=820) as shown:
        save("start")
        shown.open("explore.ipynb")
        shown.run_all()
        # The list of files goes, so that the notebook has the room.
        shown.page.evaluate("window.jupyterapp.commands.execute('application:toggle-left-area')")
        save("choose", "bench.choose_figures()")
        save("claims", "bench.claims()")
        target, readings = shown.output("bench.target()"), shown.output("bench.readings()")
        before = target.locator(".widget-html-content").last.inner_html()
        target.locator(".noUi-handle").first.press("PageUp")
        shown.page.wait_for_function(
            "([picture, before]) => picture.innerHTML !== before",
            arg=[target.locator(".widget-html-content").last.element_handle(), before],
        )
        save("what-if", "bench.target()")
        readings.get_by_role("button").nth(1).click()
        readings.get_by_text("44.8083").first.wait_for()
        save("readings", "bench.readings()")
        save("check", "bench.check()")


if __name__ == "__main__":
    main()
