"""Kernels of this very interpreter, which nothing of whoever runs them can change.

A kernelspec of the user that has the same name, IPython's start-up files and extensions,
matplotlib's settings, the time zone: a report must not depend on any of them. Nothing is
installed; a kernel's folder is private, and is removed with it.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from subprocess import DEVNULL
from typing import Any
from weakref import WeakSet

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from traitlets import Instance, default

__all__ = ["InterpreterKernels", "OwnKernelManager", "end_kernels"]

_started: WeakSet[OwnKernelManager] = WeakSet()


def end_kernels() -> None:
    """End what is left of this process's kernels, at once: an interrupt leaves them running."""
    for manager in list(_started):
        process = getattr(manager.provisioner, "process", None)
        if process is not None:
            process.kill()
            process.wait()
        manager.home.cleanup()
    _started.clear()


class InterpreterKernels(KernelSpecManager):
    """Answers every name with the interpreter that runs now, in a private folder."""

    folder = Instance(Path)

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return the one kernel that there is."""
        return KernelSpec(
            argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
            name=kernel_name,
            display_name="Python 3",
            language="python",
            env=self._environment(),
        )

    def _environment(self) -> dict[str, str]:
        settings = self.folder / "matplotlibrc"
        settings.touch()
        return {
            "IPYTHONDIR": str(self.folder / "ipython"),
            "JUPYTER_CONFIG_DIR": str(self.folder / "jupyter"),
            "JUPYTER_NO_CONFIG": "1",
            "MATPLOTLIBRC": str(settings),
            "MPLBACKEND": "module://matplotlib_inline.backend_inline",
            # Sets are ordered alike in every run, and a clock alike in every place.
            "PYTHONHASHSEED": "0",
            "PYTHONUTF8": "1",
            "PYDEVD_DISABLE_FILE_VALIDATION": "1",
            "TMPDIR": str(self.folder),
            "TZ": "UTC",
        }


class OwnKernelManager(AsyncKernelManager):
    """Starts kernels from `InterpreterKernels`; what they print outside of cells is dropped."""

    home = Instance(tempfile.TemporaryDirectory)

    @default("home")
    def _home(self) -> tempfile.TemporaryDirectory[str]:
        return tempfile.TemporaryDirectory(prefix="altay-kernel-")

    @default("kernel_spec_manager")
    def _kernels(self) -> KernelSpecManager:
        return InterpreterKernels(folder=Path(self.home.name))

    @default("connection_file")
    def _connection(self) -> str:
        return str(Path(self.home.name) / "connection.json")

    # jupyter_client declares the blocking forms, and asynchronous ones take their place.
    async def start_kernel(  # type: ignore[override]
        self, **options: Any
    ) -> None:
        """Start the kernel; see jupyter_client."""
        _started.add(self)
        await super().start_kernel(stdout=DEVNULL, stderr=DEVNULL, **options)

    async def cleanup_resources(  # type: ignore[override]
        self, restart: bool = False
    ) -> None:
        """Remove what the kernel leaves behind; see jupyter_client."""
        await super().cleanup_resources(restart=restart)
        if not restart:
            self.home.cleanup()
