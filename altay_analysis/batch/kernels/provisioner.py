"""The provisioner `altay-fork`: kernels that are forked, with all that they need in them."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import suppress
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.provisioner_base import KernelProvisionerBase

from altay_analysis.batch.kernels import server
from altay_analysis.batch.kernels.child import Order, serve
from altay_analysis.batch.kernels.transport import keep_private

__all__ = ["ForkProvisioner"]

_START_SECONDS = 120
_END_SECONDS = 10
_POLL_SECONDS = 0.01
_COMMAND = 3  # python -m ipykernel_launcher


class ForkProvisioner(KernelProvisionerBase):
    """A kernel in a process of its own, forked from the server."""

    process: BaseProcess | None = None
    _folder: TemporaryDirectory[str] | None = None

    @property
    def has_process(self) -> bool:
        """Whether there is a process."""
        return self.process is not None

    async def pre_launch(self, **options: Any) -> dict[str, Any]:
        """Choose sockets that no other can reach, and write the connection file."""
        manager: Any = self.parent
        if manager.transport != "ipc":
            self._folder = TemporaryDirectory(prefix="altay-kernel-")
            keep_private(manager, Path(self._folder.name))
        manager.write_connection_file()
        self.connection_info = manager.get_connection_info()
        command = manager.format_kernel_cmd(extra_arguments=options.pop("extra_arguments", []))
        return await super().pre_launch(cmd=command, **options)

    async def launch_kernel(self, cmd: list[str], **options: Any) -> KernelConnectionInfo:
        """Fork a kernel, and wait until it listens.

        Raises
        ------
        RuntimeError
            Where it ends before, or does not come to it.
        """
        order = Order(tuple(cmd[_COMMAND:]), options["env"], options.get("cwd") or str(Path.cwd()))
        forking = server.context()
        ready, told = forking.Pipe(duplex=False)
        process = forking.Process(target=serve, args=(order, told), name="altay-kernel")
        with server.hidden_main():
            process.start()
        told.close()
        self.process = process
        wait([ready, process.sentinel], _START_SECONDS)
        try:
            if not ready.poll():
                raise RuntimeError(f"the kernel did not answer within {_START_SECONDS} s")
            ready.recv_bytes()
        except EOFError:
            process.join(_END_SECONDS)
            raise RuntimeError(f"the kernel ended with {process.exitcode} as it began") from None
        finally:
            ready.close()
        return self.connection_info

    async def poll(self) -> int | None:
        """Return None while the kernel runs, then what it ended with."""
        return 0 if self.process is None else self.process.exitcode

    async def wait(self) -> int | None:
        """Wait until the kernel has ended."""
        while (code := await self.poll()) is None:
            await asyncio.sleep(_POLL_SECONDS)
        self._release()
        return code

    async def send_signal(self, signum: int) -> None:
        """Send a signal to the kernel and to what it started."""
        if self.process is not None and self.process.pid is not None:
            # It leads its group, unless it has only just begun, or ended.
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signum)

    async def kill(self, restart: bool = False) -> None:  # noqa: ARG002 - as declared
        """End the kernel and what it started, and wait for that."""
        self.end()

    async def terminate(self, restart: bool = False) -> None:  # noqa: ARG002 - as declared
        """Ask the kernel to end."""
        await self.send_signal(signal.SIGTERM)

    async def cleanup(self, restart: bool = False) -> None:
        """Remove the sockets' folder."""
        if self._folder is not None and not restart:
            self._folder.cleanup()
            self._folder = None

    def end(self) -> None:
        """End the kernel and what it started, at once."""
        if self.process is None:
            return
        if self.process.pid is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.kill()
            self.process.join(_END_SECONDS)

    def _release(self) -> None:
        if self.process is not None:
            self.process.join()
            self.process.close()
            self.process = None
