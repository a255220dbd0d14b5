"""What a notebook's own processes print, by way of a file in its private folder.

ipykernel opens a port on the machine for it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import zmq
from ipykernel.iostream import IOPubThread
from zmq.eventloop.zmqstream import ZMQStream

from altay_analysis.batch.kernels.transport import LONGEST

__all__ = ["PrivateOutput"]

_LINGER = 3000  # as ipykernel's


class PrivateOutput(IOPubThread):
    """The thread that shows what is printed; it opens no port."""

    def _setup_pipe_in(self) -> None:
        address = _address()
        if not address:
            super()._setup_pipe_in()  # type: ignore[no-untyped-call]
            return
        self._pipe_uuid = os.urandom(16)
        inlet = self.socket.context.socket(zmq.PULL)
        inlet.linger = 0
        inlet.bind(address)
        self._pipe_in = ZMQStream(inlet, self.io_loop)
        self._pipe_in.on_recv(self._handle_pipe_msg)

    def _setup_pipe_out(self) -> tuple[Any, Any]:
        address = _address()
        if not address:
            pair: tuple[Any, Any] = super()._setup_pipe_out()  # type: ignore[no-untyped-call]
            return pair
        # A process that is forked must not use the sockets that it finds.
        context: Any = zmq.Context()
        outlet = context.socket(zmq.PUSH)
        outlet.linger = _LINGER
        outlet.connect(address)
        return context, outlet


def _address() -> str:
    path = Path(os.environ["TMPDIR"]) / "printed"
    return f"ipc://{path}" if len(os.fsencode(path)) <= LONGEST else ""
