"""Where a data folder is, as seen from a notebook or from the project's root."""

from __future__ import annotations

from pathlib import Path

from altay_analysis.errors import UsageError

__all__ = ["found_folder"]


def found_folder(name: str, given: str | Path) -> Path:
    """Return a folder of tables.

    JupyterLab and the batch run a notebook in its own folder, plain papermill in the caller's:
    `data` and `../data` are both looked for.

    Parameters
    ----------
    name : str
        What gave it, for the message: `data_dir`, `own`.

    Raises
    ------
    UsageError
        Where it is in neither place.
    """
    folder = Path(given)
    if folder.is_dir():
        return folder
    inward = folder.parts[:1] == ("..",)
    other = Path(*folder.parts[1:]) if inward else Path("..") / folder
    if folder.is_absolute() or not other.is_dir():
        raise UsageError(f"{name} {str(given)!r} is not there; give the folder of the tables")
    return other
