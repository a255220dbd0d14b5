"""What a kernel sees of the machine: nothing of whoever runs it can change a report."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["AHEAD", "of_kernel", "of_server"]

AHEAD = "ALTAY_AHEAD"
"""Variable in which the server is told what to work before it forks."""

_FIXED = {
    "JUPYTER_NO_CONFIG": "1",
    "MATPLOTLIBRC": os.devnull,
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    # As the debugger sets it for itself where it is imported.
    "PYDEVD_USE_FRAME_EVAL": "NO",
    # Sets are ordered alike in every run, and a clock alike in every place. Python takes the
    # first from the environment that it starts in, so a forked kernel has its server's.
    "PYTHONHASHSEED": "0",
    "PYTHONUTF8": "1",
    "TZ": "UTC",
}
_INLINE = "module://matplotlib_inline.backend_inline"


def of_kernel(folder: Path) -> dict[str, str]:
    """Return the variables that a kernel has of its own.

    Parameters
    ----------
    folder : Path
        Private, and removed with the kernel.
    """
    return {
        **_FIXED,
        "IPYTHONDIR": str(folder / "ipython"),
        "JUPYTER_CONFIG_DIR": str(folder / "jupyter"),
        "MPLBACKEND": _INLINE,
        "TMPDIR": str(folder),
    }


def of_server() -> dict[str, str]:
    """Return the whole environment of the server that kernels are forked from.

    Without a backend: matplotlib would take it up before there is a shell to show figures in.
    """
    own = {name: value for name, value in os.environ.items() if name != "MPLBACKEND"}
    return own | _FIXED
