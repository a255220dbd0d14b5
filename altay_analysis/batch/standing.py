"""What stands on a shelf: its editions, the newest first, and which of them a pruning removes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from altay_analysis.batch.editions import RESERVED
from altay_analysis.batch.ledger import read_ledger
from altay_analysis.batch.nearest import unknown
from altay_analysis.batch.plan import DRAFT
from altay_analysis.batch.publish import Shelf
from altay_analysis.errors import UsageError

__all__ = ["Standing", "find", "freed", "prunable", "remove", "standing", "strangers"]


@dataclass(frozen=True)
class Standing:
    """One edition as it stands on a shelf.

    Attributes
    ----------
    data_date, made : str
        As its ledger has them.
    reports : int
        Each counted once, in however many languages.
    bytes : int
        Of all its files; those linked with another edition count in both.
    latest, draft : bool
        Whether `latest` leads to it; whether it holds drafts.
    """

    name: str
    folder: Path
    data_date: str
    made: str
    reports: int
    languages: tuple[str, ...]
    files: int
    bytes: int
    latest: bool
    draft: bool


def standing(shelf: Shelf) -> list[Standing]:
    """Return the editions of a shelf, the one made last first, drafts at the end.

    A folder without a ledger that can be read is not an edition, and is left out.
    """
    found = [edition for folder in _folders(shelf) if (edition := _standing(shelf, folder))]
    newest = sorted(found, key=lambda edition: (edition.made, edition.name), reverse=True)
    return sorted(newest, key=lambda edition: edition.draft)


def strangers(shelf: Shelf) -> list[str]:
    """Return the folders of a shelf that have no ledger that can be read: damaged, or not ours."""
    return [folder.name for folder in _folders(shelf) if read_ledger(folder) is None]


def find(shelf: Shelf, name: str) -> Path:
    """Return the folder of an edition, given its name or `latest`.

    Raises
    ------
    UsageError
        Where there is none, with the nearest that there is.
    """
    folder = shelf.folder / name
    known = [*(path.name for path in _folders(shelf)), *_latest(shelf)]
    if name not in known:
        where = str(shelf.folder)
        if not known:
            raise UsageError(f"edition {name!r} is not there: the shelf {where!r} has none yet")
        raise UsageError(f"{unknown('edition', name, known)} on the shelf {where!r}")
    return folder.resolve()


def prunable(shelf: Shelf, keep: int, *, drafts: bool = False) -> list[Standing]:
    """Return the editions beyond the newest, oldest first; never the one that is `latest`.

    Parameters
    ----------
    keep : int
        How many of the newest stay, the latest counted among them where it is one.
    drafts : bool
        Whether drafts go as well.
    """
    found = standing(shelf)
    published = [edition for edition in found if not edition.draft]
    beyond = [edition for edition in published[keep:] if not edition.latest]
    aside = [edition for edition in found if edition.draft and drafts]
    return [*reversed(beyond), *aside]


def remove(
    shelf: Shelf, doomed: Iterable[Standing], keep: int, *, drafts: bool = False
) -> list[str]:
    """Remove what was said to go and still is to go once the shelf is held; return the names.

    Raises
    ------
    ShelfBusyError
        Where a run holds the shelf; MachineryError where it cannot be written.
    """
    said = {edition.name for edition in doomed}
    with shelf.locked():
        # Another run may have moved `latest` since.
        names = [each.name for each in prunable(shelf, keep, drafts=drafts) if each.name in said]
        for name in names:
            shelf.remove(name)
    return names


def freed(editions: Iterable[Standing]) -> int:
    """Return how many bytes the disk gets back where these go: a file that is linked stays."""
    held = [file.lstat() for edition in editions for file in _files(edition.folder)]
    links = Counter((stat.st_dev, stat.st_ino) for stat in held)
    sizes = {(stat.st_dev, stat.st_ino): (stat.st_nlink, stat.st_size) for stat in held}
    return sum(size for file, (count, size) in sizes.items() if links[file] == count)


def _standing(shelf: Shelf, folder: Path) -> Standing | None:
    ledger = read_ledger(folder)
    if ledger is None:
        return None
    files = list(_files(folder))
    return Standing(
        name=folder.name,
        folder=folder,
        data_date=ledger.data_date,
        made=ledger.made,
        reports=len({entry.report for entry in ledger.reports}),
        languages=tuple(dict.fromkeys(entry.lang for entry in ledger.reports)),
        files=len(files),
        bytes=sum(file.lstat().st_size for file in files),
        latest=shelf.leads_to(folder.name),
        draft=folder.name == DRAFT,
    )


def _files(folder: Path) -> Iterator[Path]:
    return (file for file in folder.rglob("*") if file.is_symlink() or file.is_file())


def _folders(shelf: Shelf) -> Sequence[Path]:
    """Return what may be an edition, whole or not."""
    if not shelf.folder.is_dir():
        return []
    own = [name for name in RESERVED if name != DRAFT]
    return [
        path
        for path in sorted(shelf.folder.iterdir())
        if path.is_dir()
        and not path.is_symlink()
        and not path.name.startswith(".")
        and path.name not in own
    ]


def _latest(shelf: Shelf) -> Iterator[str]:
    if (shelf.folder / "latest").is_dir():
        yield "latest"
