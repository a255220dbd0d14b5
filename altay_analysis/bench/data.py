"""The checked tables, as a notebook loads them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from altay_analysis.catalogue import Catalogue

__all__ = ["load"]


def load(data_dir: str | Path = "data", own: str | Path | None = None) -> Catalogue:
    """Load the tables of a data folder, all of them checked.

    Parameters
    ----------
    data_dir : str or Path
        Folder of the tables, as seen from the notebook or from the project's root.
    own : str or Path, optional
        A folder of your own tables: any of the same files, with the same columns. Their rows
        are put behind the data's and all is checked as one, so that yours may name what
        stands there. An id that the data have already is refused.

    Returns
    -------
    Catalogue
        Every table as a DataFrame of text, bounds of observations as columns.

    Raises
    ------
    DataError
        Where anything is wrong: the message names file, line and remedy.
    UsageError
        Where the folder is not there.

    Examples
    --------
    >>> import altay_analysis as aa
    >>> data = aa.load("data")
    >>> data.observation("s1.five_good_share").as_printed
    '45.90%'
    """
    from altay_analysis.loading import load as load_folder
    from altay_analysis.loading.folders import found_folder

    folder = found_folder("data_dir", data_dir)
    return load_folder(folder, None if own is None else found_folder("own", own))
