"""jsonschema, imported without a grammar that takes a second to build.

JupyterLab brings `rfc3987_syntax`, and jsonschema checks international addresses with it; no
schema of a notebook asks for that.
"""

from __future__ import annotations

import sys
from typing import Any

__all__: list[str] = []

_SLOW = "rfc3987_syntax"

if _SLOW not in sys.modules and "jsonschema" not in sys.modules:
    _modules: dict[str, Any] = sys.modules
    # None is Python's own mark of a module that is not to be imported.
    _modules[_SLOW] = None
    try:
        import jsonschema  # noqa: F401
    finally:
        del _modules[_SLOW]
