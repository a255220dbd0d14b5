"""A working copy: notebooks, data and `reports.toml` as the package brings them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from altay_analysis.errors import MachineryError, UsageError

__all__ = ["lay_down"]

_PACKAGE = Path(__file__).parent.parent
_STARTER = _PACKAGE / "starter"
_FOLDERS = ("notebooks", "data")
_FILE = "reports.toml"


def lay_down(target: Path) -> int:
    """Lay a working copy down in a folder, whole or not at all; return how many files it has.

    Parameters
    ----------
    target : Path
        Not there yet, or empty.

    Raises
    ------
    UsageError
        Where something is there already.
    MachineryError
        Where the folder cannot be written, or the package is not whole.
    """
    _refuse(target)
    files = dict(_files())
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".altay-init-", dir=target.parent) as stage:
            made = Path(stage) / "copy"
            for name, file in files.items():
                (made / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, made / name)
            _move(made, target)
    except OSError as error:
        raise MachineryError(
            f"{str(target)!r} cannot be laid down: {error.strerror}; choose another folder"
        ) from None
    return len(files)


def _move(made: Path, target: Path) -> None:
    """Put what is made in place; an empty folder stays the same one, for who stands in it."""
    if not target.exists():
        made.rename(target)
        return
    for path in made.iterdir():
        path.rename(target / path.name)


def _refuse(target: Path) -> None:
    if target.is_dir() and not target.is_symlink():
        if any(target.iterdir()):
            raise UsageError(f"{str(target)!r} is not empty; name a new folder: altay init DIR")
    elif target.exists() or target.is_symlink():
        raise UsageError(f"{str(target)!r} is not a folder; name a new one: altay init DIR")


def _files() -> Iterator[tuple[str, Path]]:
    """Yield what a working copy holds, by its path there."""
    yield "README.md", _STARTER / "README.md"
    yield ".gitignore", _STARTER / "gitignore"
    # An installed package carries them; a checkout has its own beside the package.
    root = _STARTER if (_STARTER / _FILE).exists() else _PACKAGE.parent
    if not (root / _FILE).exists():
        raise MachineryError("the package brings no working copy; install altay-analysis again")
    yield _FILE, root / _FILE
    for folder in _FOLDERS:
        for file in sorted((root / folder).iterdir()):
            if file.is_file() and not file.name.startswith("."):
                yield f"{folder}/{file.name}", file
