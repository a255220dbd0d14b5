"""What a killed run leaves in the folder of temporary files, swept by a later one."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

__all__ = ["LEFT_FOR", "sweep"]

LEFT_FOR = 24 * 60 * 60
"""Seconds after which nobody works in a folder any more."""

_PREFIXES = ("altay-job-", "altay-kernel-", "altay-pdf-", "altay-prose-")


def sweep(folder: Path, now: float) -> int:
    """Remove our own old folders, and return how many; what cannot be removed is left.

    Parameters
    ----------
    folder : Path
        Where temporary files stand, which others share.
    now : float
        Seconds, as the system's clock has them.
    """
    try:
        left = [path for path in folder.iterdir() if _is_left(path, now)]
    except OSError:
        return 0
    for path in left:
        shutil.rmtree(path, ignore_errors=True)
    return len(left)


def _is_left(path: Path, now: float) -> bool:
    if not path.name.startswith(_PREFIXES):
        return False
    try:
        held = path.lstat()
    except OSError:
        return False
    old = now - held.st_mtime > LEFT_FOR
    # A link of that name may be anyone's trap.
    return old and stat.S_ISDIR(held.st_mode) and held.st_uid == os.getuid()
