"""LibreOffice, where there is one: a Word document as its readers see it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def printed(docx: Path, folder: Path) -> Path:
    """Return a Word document as the PDF that LibreOffice makes of it.

    Without LibreOffice the test is skipped; with `ALTAY_OFFICE_REQUIRED` set it fails.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        missing = "no LibreOffice (soffice) on the path"
        if os.environ.get("ALTAY_OFFICE_REQUIRED"):
            pytest.fail(f"{missing}: ALTAY_OFFICE_REQUIRED is set", pytrace=False)
        pytest.skip(missing)
    profile = f"-env:UserInstallation={(folder / 'profile').resolve().as_uri()}"
    options = ["--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run(
        [program, profile, *options, str(docx)], check=True, capture_output=True, timeout=180
    )
    return folder / f"{docx.stem}.pdf"
