"""Two folders change places from one moment to the next, where the system can."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

__all__ = ["exchange"]

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # <linux/fs.h>; RENAME_SWAP of macOS has the same value


def exchange(one: Path, other: Path) -> bool:
    """Let two names change places; return False where the system, or the disk, cannot.

    Python has no name for it. With two renames instead, one name leads nowhere in between.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    pair = os.fsencode(one), os.fsencode(other)
    try:
        if sys.platform == "darwin":
            failed = libc.renamex_np(*pair, _RENAME_EXCHANGE)
        else:
            failed = libc.renameat2(_AT_FDCWD, pair[0], _AT_FDCWD, pair[1], _RENAME_EXCHANGE)
    except AttributeError:
        return False
    return not failed
