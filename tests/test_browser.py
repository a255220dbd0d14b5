"""Browser tests are skipped only where that is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser import chromium, opened


@pytest.fixture
def without_chromium(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("ALTAY_BROWSER_REQUIRED", raising=False)


@pytest.mark.usefixtures("without_chromium")
def test_without_chromium_a_browser_test_is_skipped_with_its_reason() -> None:
    """The reason names what is missing."""
    with pytest.raises(pytest.skip.Exception, match="no Chromium on the path"):
        chromium()


@pytest.mark.usefixtures("without_chromium")
def test_where_the_browser_is_required_a_browser_test_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With ALTAY_BROWSER_REQUIRED set, a missing Chromium is a failure, not a skip."""
    monkeypatch.setenv("ALTAY_BROWSER_REQUIRED", "1")
    with pytest.raises(pytest.fail.Exception, match="ALTAY_BROWSER_REQUIRED is set"):
        chromium()


@pytest.mark.browser
def test_a_page_is_opened_at_the_width_asked_for(tmp_path: Path) -> None:
    """The width of the view is the reader's, and the text is what the file holds."""
    page = tmp_path / "阿勒泰 page.html"
    page.write_text("<!doctype html><meta charset=utf-8><title>t</title><p>阿勒泰", "utf-8")
    with opened(page, width=360) as shown:
        assert shown.evaluate("innerWidth") == 360
        assert shown.inner_text("p") == "阿勒泰"
