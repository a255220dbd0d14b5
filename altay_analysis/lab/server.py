"""JupyterLab on a project: on this machine alone, with its token, opened at the start page."""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from altay_analysis.errors import UsageError
from altay_analysis.lab.start_page import PAGE

__all__ = ["HOST", "arguments", "refuse_taken", "serve"]

HOST = "127.0.0.1"
_SETTINGS = Path(__file__).parent / "settings"
"""Defaults that the user's own settings count for more than: Markdown is shown, news are off."""


def serve(
    root: Path, notebooks: Path, *, port: int | None, browser: bool, tell: Callable[[str], None]
) -> None:
    """Run JupyterLab until it is stopped.

    Parameters
    ----------
    root : Path
        What JupyterLab shows; `notebooks` lies in it.
    port : int, optional
        0 for any that is free; without one 8888, or the next free one.
    tell : callable
        Takes the line with the address and its token, once the server answers.

    Raises
    ------
    UsageError
        Where the port is taken.
    """
    from jupyterlab.labapp import LabApp

    refuse_taken(port)
    token = os.environ.get("JUPYTER_TOKEN") or secrets.token_hex(24)
    server = LabApp.initialize_server(
        argv=arguments(root, notebooks, token, port=port, browser=browser)
    )
    page = f"http://{HOST}:{server.port}{_page(root, notebooks)}?token={token}"
    # The loop's first callback, which stands before this one, begins to listen.
    server.io_loop.add_callback(tell, f"JupyterLab: {page}")
    server.start()


def arguments(
    root: Path, notebooks: Path, token: str, *, port: int | None, browser: bool
) -> list[str]:
    """Return JupyterLab's arguments, which count for more than any configuration of the user's.

    No password and no configuration can take the place of the token; nothing is asked of
    another host, neither news nor updates.
    """
    given = [
        f"--ServerApp.ip={HOST}",
        f"--ServerApp.root_dir={root}",
        f"--ServerApp.open_browser={browser}",
        f"--IdentityProvider.token={token}",
        f"--LabApp.default_url={_page(root, notebooks)}",
        f"--LabApp.app_settings_dir={_SETTINGS}",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--Application.log_level=WARN",
        # In a container there is often nobody else; only this machine, with the token, gets in.
        "--ServerApp.allow_root=True",
    ]
    if port is not None:
        given += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    return given


def _page(root: Path, notebooks: Path) -> str:
    """Return where JupyterLab shows the start page."""
    return f"/lab/tree/{quote((notebooks / PAGE).relative_to(root).as_posix())}"


def refuse_taken(port: int | None) -> None:
    """Raise UsageError where a port that is asked for cannot be listened on."""
    if not port:
        return
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as tried:
        # As the server itself does: a port that a closed connection lingers on is free.
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((HOST, port))
        except OSError as error:
            raise UsageError(
                f"port {port} cannot be used ({error.strerror}); give another: altay lab --port N"
            ) from None
