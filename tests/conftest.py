"""What tests share."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings
from synthetic_data import Folder

settings.register_profile("altay", deadline=None)
settings.load_profile("altay")


@pytest.fixture
def synthetic(tmp_path: Path) -> Folder:
    """Give a data folder of synthetic rows that hold."""
    return Folder(tmp_path / "synthetic")
