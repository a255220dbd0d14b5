"""What a run without a person needs of a kernel, and no more of it than memory holds."""

from __future__ import annotations

import time
from contextlib import suppress
from queue import Empty
from typing import Any

import zmq
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.channels import AsyncZMQSocketChannel
from traitlets import Type, default
from zmq.asyncio import Context, Poller

__all__ = ["LostOutputError", "OwnKernelClient"]

_LARGEST = 100_000_000
"""Bytes of one message, beyond which it is refused and not held in memory."""


class LostOutputError(Exception):
    """What a kernel shows does not arrive any more: it ended, or a message was too large."""


class _Shown(AsyncZMQSocketChannel):
    """What a kernel shows, none of it lost unnoticed."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._ended = self.socket.get_monitor_socket(zmq.EVENT_DISCONNECTED)

    # jupyter_client declares the blocking forms, and asynchronous ones take their place.
    async def get_msg(  # type: ignore[override]
        self, timeout: float | None = None
    ) -> dict[str, Any]:
        """Return the next message; see jupyter_client.

        Raises
        ------
        LostOutputError
            Where all is received that will be: a message that is too large ends a connection.
        """
        poller = Poller()
        poller.register(self.socket, zmq.POLLIN)
        poller.register(self._ended, zmq.POLLIN)
        ready = dict(await poller.poll(None if timeout is None else int(timeout * 1000)))
        if self.socket in ready:
            message: dict[str, Any] = await self._recv()
            return message
        if ready:
            raise LostOutputError
        raise Empty

    def close(self) -> None:
        """Close; see jupyter_client."""
        if self.socket is not None:
            self.socket.disable_monitor()
        super().close()

    stop = close


class OwnKernelClient(AsyncKernelClient):
    """A client that asks only for what a run without a person needs."""

    iopub_channel_class = Type(_Shown)

    @default("context")
    def _limited(self) -> Context:
        self._created_context = True
        context = Context()
        # Of each socket that is made in it.
        context.setsockopt(zmq.MAXMSGSIZE, _LARGEST)
        return context

    def start_channels(  # type: ignore[override]
        self, **_: Any
    ) -> None:
        """Connect; nobody types, and whether a kernel lives its process says."""
        super().start_channels(stdin=False, hb=False)

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel answers, and what it shows arrives.

        Without the fifth of a second for which the stock client goes on listening then.

        Raises
        ------
        RuntimeError
            Where it does not come to it.
        """
        end = time.monotonic() + (timeout or float("inf"))
        while time.monotonic() < end:
            self.kernel_info()
            with suppress(Empty):
                reply = await self.get_shell_msg(timeout=1)
                if reply["msg_type"] == "kernel_info_reply":
                    await self.get_iopub_msg(timeout=0.2)
                    self._handle_kernel_info_reply(reply)
                    return
            if not await self.is_alive():
                raise RuntimeError("the kernel died before it answered")
        raise RuntimeError(f"the kernel did not answer within {timeout} s")
