"""JupyterLab as `altay lab` runs it, on a free port, with nothing of the user's own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Lab", "running"]


@dataclass(frozen=True)
class Lab:
    """A running server: its address with the token in it, and its process."""

    address: str
    process: subprocess.Popen[str]

    @property
    def host(self) -> str:
        """The address up to the port."""
        return self.address.partition("/lab/")[0]

    @property
    def token(self) -> str:
        """What the server asks for."""
        return self.address.partition("token=")[2]


@contextmanager
def running(project: Path, home: Path) -> Iterator[Lab]:
    """Run `altay lab` on a project until the block ends; `home` holds all that Jupyter writes."""
    own = {
        f"JUPYTER_{name.upper()}_DIR": str(home / name) for name in ("config", "data", "runtime")
    }
    command = [sys.executable, "-m", "altay_analysis", "lab", "--no-browser", "--port", "0"]
    environment = os.environ | own | {"IPYTHONDIR": str(home / "ipython")}
    environment.pop("JUPYTER_TOKEN", None)
    process = subprocess.Popen(
        command, cwd=project, env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("JupyterLab: "), f"altay lab ended with {process.poll()}: {line!r}"
        yield Lab(line.removeprefix("JupyterLab: ").strip(), process)
    finally:
        process.terminate()
        # Its kernels go first; what hangs is ended.
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()
