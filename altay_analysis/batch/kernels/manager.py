"""Kernels of this very interpreter, which nothing of whoever runs them can change.

A kernelspec of the user that has the same name, IPython's start-up files and extensions,
matplotlib's settings, the time zone: a report must not depend on any of them. Nothing is
installed; a kernel's folder is private, and is removed with it.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Bool, Instance, default

from altay_analysis.batch.kernels.client import OwnKernelClient
from altay_analysis.batch.kernels.provisioner import ForkProvisioner
from altay_analysis.batch.kernels.server import PROVISIONER
from altay_analysis.batch.kernels.settings import of_kernel
from altay_analysis.batch.kernels.transport import keep_private

__all__ = ["InterpreterKernels", "OwnKernelManager"]


class InterpreterKernels(KernelSpecManager):
    """Answers every name with the interpreter that runs now, in a private folder."""

    folder = Instance(Path)
    forked = Bool()

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return the one kernel that there is."""
        return KernelSpec(
            argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
            name=kernel_name,
            display_name="Python 3",
            language="python",
            env=of_kernel(self.folder),
            metadata=(
                {"kernel_provisioner": {"provisioner_name": PROVISIONER}} if self.forked else {}
            ),
        )


class OwnKernelManager(AsyncKernelManager):
    """Starts kernels from `InterpreterKernels`; what they print outside of cells is dropped."""

    home = Instance(tempfile.TemporaryDirectory)
    forked = Bool(help="Whether the kernel is forked from the server, or started from nothing.")

    @default("home")
    def _home(self) -> tempfile.TemporaryDirectory[str]:
        return tempfile.TemporaryDirectory(prefix="altay-kernel-")

    @default("kernel_spec_manager")
    def _kernels(self) -> KernelSpecManager:
        return InterpreterKernels(folder=Path(self.home.name), forked=self.forked)

    @default("connection_file")
    def _connection(self) -> str:
        return str(Path(self.home.name) / "connection.json")

    @default("client_factory")
    def _client(self) -> type[OwnKernelClient]:
        return OwnKernelClient

    async def start_kernel(  # type: ignore[override]
        self, **options: Any
    ) -> None:
        """Start the kernel; see jupyter_client."""
        keep_private(self, Path(self.home.name))
        await super().start_kernel(stdout=DEVNULL, stderr=DEVNULL, **options)

    async def shutdown_kernel(  # type: ignore[override]
        self, now: bool = False, restart: bool = False
    ) -> None:
        """End the kernel; at once where that is asked for, all outputs being here."""
        if not now:
            await super().shutdown_kernel(restart=restart)
            return
        self.shutting_down = True
        self.end()
        await self.cleanup_resources(restart=restart)

    async def cleanup_resources(  # type: ignore[override]
        self, restart: bool = False
    ) -> None:
        """Remove what the kernel leaves behind; see jupyter_client."""
        await super().cleanup_resources(restart=restart)
        if not restart:
            self.home.cleanup()

    def end(self) -> None:
        """End the kernel and what it started, at once: an interrupt leaves it running."""
        if isinstance(self.provisioner, ForkProvisioner):
            self.provisioner.end()
        elif isinstance(self.provisioner, LocalProvisioner) and self.provisioner.process:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.provisioner.process.pid, signal.SIGKILL)
            self.provisioner.process.kill()
            self.provisioner.process.wait()

    @property
    def ended_with(self) -> int | None:
        """What the kernel ended with, below 0 by a signal; None while it runs."""
        process: Any = getattr(self.provisioner, "process", None)
        if process is None:
            return None
        forked = isinstance(self.provisioner, ForkProvisioner)
        code: int | None = process.exitcode if forked else process.poll()
        return code
