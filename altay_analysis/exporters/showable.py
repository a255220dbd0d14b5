"""What a page can show of a text. Nothing is imported here: a run with nothing to do asks too."""

from __future__ import annotations

import re
from typing import Any

__all__ = ["clean"]

# Controls, bidi overrides (they can show 15 as 51), lone surrogates, private signs and
# noncharacters: nothing that a page could show, and PDF/A refuses most of them.
_UNSHOWABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\uf8ff\ufdd0-\ufdef\ufeff"
    "\ufffe\uffff\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U0003fffe-\U000dffff\U000efffe-\U0010ffff]"
)
# The colours of a terminal are no text: without their escape character they would be noise.
_ANSI = re.compile("\x1b\\[[0-9;?]*[A-Za-z]")


def clean(value: Any) -> Any:
    """Return a JSON value with each character that no page can show as U+FFFD."""
    if isinstance(value, str):
        unified = _ANSI.sub("", value).replace("\r\n", "\n").replace("\r", "\n")
        return _UNSHOWABLE.sub("\ufffd", unified)
    if isinstance(value, dict):
        return {clean(key): clean(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [clean(item) for item in value]
    return value
