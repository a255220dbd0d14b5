"""Imported once, by the server alone: what kernels and workers have when they are forked.

Nothing here may start a thread or open a socket, and nothing may choose matplotlib's backend:
chosen before there is a shell, a notebook has no figures, and no error either.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import signal
import sys
import warnings

from altay_analysis.batch.kernels.settings import AHEAD

__all__ = ["FILTERS", "PATH"]

_KERNEL = (
    "ipykernel.debugger",
    "ipykernel.kernelapp",
    "IPython.core.completer",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "babel.dates",
    "matplotlib.backends.backend_svg",
    "pandas",
    "seaborn",
    "sqlite3",
    "tornado.platform.asyncio",
    "altay_analysis.loading",
    "altay_analysis.loading.folders",
    "altay_analysis.reports",
    "altay_analysis.batch.kernels.output",
)
_WORKER = (
    "altay_analysis.batch.workers",
    "altay_analysis.batch.kernels.engine",
    "altay_analysis.exporters.html",
    "altay_analysis.exporters.pdf",
)

# Ctrl-C is the business of who asked for the server.
signal.signal(signal.SIGINT, signal.SIG_IGN)
PATH = tuple(map(os.path.abspath, filter(None, sys.path)))
"""Where modules are found; `multiprocessing` gives each process that of who asked for it."""
sys.path[:] = PATH
# matplotlib reads a `matplotlibrc` of the folder that it is imported in.
os.chdir("/")
# Of jsonschema's optional checks, this one compiles grammars for seconds, and nbformat asks none.
sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
gc.disable()
for _name in _KERNEL:
    importlib.import_module(_name)
FILTERS = tuple(warnings.filters)
"""Of warnings, as they are where only a kernel's own libraries are imported."""
for _name in _WORKER:
    importlib.import_module(_name)
del sys.modules["rfc3987_syntax"]
from altay_analysis.batch.kernels.ahead import work_ahead  # noqa: E402 - after what it needs

work_ahead(**json.loads(os.environ.pop(AHEAD, "{}")))
# What is here stays, in all processes: no collector needs to look at it, and copy it.
gc.freeze()
gc.enable()
