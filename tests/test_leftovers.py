"""What a killed run leaves behind among temporary files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from altay_analysis.batch.leftovers import LEFT_FOR, sweep

NOW = 2_000_000_000.0


def left(folder: Path, name: str, age: float) -> Path:
    """A folder with a file in it, so many seconds old."""
    made = folder / name
    made.mkdir()
    (made / "connection.json").touch()
    os.utime(made, (NOW - age, NOW - age))
    return made


@pytest.mark.parametrize("kind", ["job", "kernel", "pdf", "prose"])
def test_our_old_folders_are_removed(tmp_path: Path, kind: str) -> None:
    """A folder of ours in which nobody has worked for a day is removed with all in it."""
    old = left(tmp_path, f"altay-{kind}-x1", LEFT_FOR + 1)
    assert sweep(tmp_path, NOW) == 1
    assert not old.exists()


@pytest.mark.parametrize(
    ("name", "age"),
    [
        pytest.param("altay-job-x1", LEFT_FOR - 1, id="at work"),
        pytest.param("altay-notes", LEFT_FOR * 9, id="another name"),
        pytest.param("job-x1", LEFT_FOR * 9, id="another program's"),
    ],
)
def test_what_may_be_in_use_is_left(tmp_path: Path, name: str, age: float) -> None:
    """What is younger, or not of our names, is left."""
    kept = left(tmp_path, name, age)
    assert sweep(tmp_path, NOW) == 0
    assert (kept / "connection.json").exists()


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    """A link of our name, and what it leads to, are left."""
    target = left(tmp_path, "mine", LEFT_FOR * 9)
    link = tmp_path / "altay-job-x1"
    link.symlink_to(target)
    os.utime(link, (0, 0), follow_symlinks=False)
    assert sweep(tmp_path, NOW) == 0
    assert (target / "connection.json").exists()


def test_a_folder_that_cannot_be_read_is_no_error(tmp_path: Path) -> None:
    """Where there is no such folder nothing is swept, and nothing fails."""
    assert sweep(tmp_path / "nowhere", NOW) == 0


def test_a_clock_that_was_set_back_leaves_nothing_for_years(tmp_path: Path) -> None:
    """What the future has written is left for a day from now, and not until that future comes."""
    folder = left(tmp_path, "altay-job-x1", -LEFT_FOR * 900)
    assert sweep(tmp_path, NOW) == 0
    assert sweep(tmp_path, NOW + LEFT_FOR - 1) == 0
    assert folder.exists()
    assert sweep(tmp_path, NOW + LEFT_FOR + 1) == 1
