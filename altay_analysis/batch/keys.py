"""A report's key: one hash of all that its numbers and its page come from."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from altay_analysis.batch.data import digest
from altay_analysis.batch.parameters import Value

__all__ = ["changes", "components", "package_source", "versions"]

_LIBRARIES = (
    "babel",
    "matplotlib",
    "nbconvert",
    "numpy",
    "opencc",
    "pandas",
    "papermill",
    "pylopdf-fonts-zh-cn",
    "pylopdf-fonts-zh-tw",
    "pypandoc_binary",
    "seaborn",
    "typst",
)
"""What makes numbers and pages."""


@cache
def package_source() -> str:
    """Return one hash of every file of the package: code, templates, styles.

    What `altay init` lays down is left out: no report is made from it.
    """
    root = Path(__file__).parent.parent
    files = sorted(f for f in root.rglob("*") if _counts(f) and root / "starter" not in f.parents)
    hashes = {
        file.relative_to(root).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in files
    }
    return digest(hashes)


def _counts(file: Path) -> bool:
    return file.is_file() and "__pycache__" not in file.parts and not file.name.startswith(".")


@cache
def versions() -> Mapping[str, str]:
    """Return the version of each library that makes numbers and pages, and of Python."""
    found = {"python": f"{sys.version_info.major}.{sys.version_info.minor}"}
    for library in _LIBRARIES:
        try:
            found[library] = version(library)
        except PackageNotFoundError:
            found[library] = "not installed"
    return found


def components(
    source: str, parameters: Mapping[str, Value], data: str, stated: str
) -> dict[str, str]:
    """Return what a key is made of, by name; `digest` of it is the key.

    Parameters
    ----------
    source : str
        The notebook's text.
    data : str
        Digest of the data folder.
    stated : str
        Digest of what the page says of how it was made.
    """
    return {
        "data": data,
        "notebook": hashlib.sha256(source.encode()).hexdigest(),
        "package": package_source(),
        "parameters": digest(dict(parameters)),
        "stated": stated,
        "versions": digest(dict(versions())),
    }


def changes(
    old: Mapping[str, str], new: Mapping[str, str], prefix: str = "", arrow: bool = False
) -> Iterator[str]:
    """Yield what differs between two mappings, in words, in the order of names."""
    for name in sorted({*old, *new}):
        if old.get(name) == new.get(name):
            continue
        if name not in old or name not in new:
            yield f"{prefix}{name} {'added' if name in new else 'removed'}"
        elif arrow:
            yield f"{prefix}{name} {old[name]} → {new[name]}"
        else:
            yield f"{prefix}{name} changed"
