"""What a killed run leaves in the folder of temporary files, swept by a later one."""

from __future__ import annotations

import os
import shutil
import stat
from contextlib import suppress
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
    # A link of that name may be anyone's trap.
    if not stat.S_ISDIR(held.st_mode) or held.st_uid != os.getuid():
        return False
    if held.st_mtime - now > LEFT_FOR:
        # The clock was set back: somebody may be at work there, and it counts as new from now.
        with suppress(OSError):
            os.utime(path, (now, now), follow_symlinks=False)
    return now - held.st_mtime > LEFT_FOR
