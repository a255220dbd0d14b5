"""Sockets that are files in a private folder: no port is opened, and nobody else can connect."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any

__all__ = ["LONGEST", "keep_private"]

LONGEST = 90
"""Bytes of a socket's path: the least limit there is (macOS, 104) less what is added."""


def keep_private(manager: Any, folder: Path) -> bool:
    """Let a kernel manager use sockets in a folder, and return whether that can be.

    Parameters
    ----------
    manager : KernelManager
        Before it writes its connection file: set later, sockets fall into the working folder.
    """
    path = str(folder / "k")
    if not hasattr(socket, "AF_UNIX") or len(os.fsencode(path)) > LONGEST:
        return False
    manager.transport = "ipc"
    manager.ip = path
    return True
