"""The shelf of editions: staged aside, renamed into place, `latest` moved last.

What is published is whole or absent. One lock holds a shelf; what a run that was killed left
behind is swept by the next.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from altay_analysis.batch.exchange import exchange
from altay_analysis.batch.ledger import LEDGER, Ledger, Output, read_ledger
from altay_analysis.batch.lock import HOLDER, Holder, lock
from altay_analysis.batch.nearest import shown
from altay_analysis.batch.signals import undisturbed
from altay_analysis.errors import MachineryError, UsageError

__all__ = ["Shelf", "Stage"]

_LATEST = "latest"
_FAILED = "failed"
_STAGING = ".staging-"
_REPLACED = ".replaced-"


@dataclass(frozen=True)
class Shelf:
    """A folder of editions; it need not be there yet."""

    folder: Path

    def check(self) -> None:
        """See that the shelf can be one.

        Raises
        ------
        UsageError
            Where something else is in its place.
        """
        if self.folder.exists() and not self.folder.is_dir():
            raise UsageError(f"--out {shown(str(self.folder))} is a file; name a folder")
        link = self.folder / _LATEST
        if link.exists() and not link.is_symlink():
            raise UsageError(f"{str(link)!r} is not a link; move it away, or name another --out")

    def latest(self) -> Ledger | None:
        """Return the ledger of the edition that `latest` leads to, if there is one."""
        return read_ledger(self.folder / _LATEST)

    def leads_to(self, edition: str) -> bool:
        """Return whether `latest` leads to an edition."""
        link = self.folder / _LATEST
        return link.is_symlink() and str(link.readlink()) == edition

    def holds(self, edition: str, pairs: dict[str, str]) -> bool:
        """Return whether an edition is there whole, with these outputs of these keys."""
        ledger = read_ledger(self.folder / edition)
        if ledger is None or ledger.pairs != pairs:
            return False
        return all(_size(self.folder / edition / out.path) == out.bytes for out in ledger.files)

    def refuse(self, edition: str, pairs: dict[str, str], *, force: bool) -> None:
        """Refuse a name that is taken; an edition of the same keys that is damaged is not.

        Raises
        ------
        UsageError
            Where the name is taken by other content, or by what is no edition.
        """
        place = self.folder / edition
        if not place.exists() and not place.is_symlink():
            return
        ledger = read_ledger(place)
        if ledger is None:
            raise UsageError(
                f"{str(place)!r} is there and is no edition, or its {LEDGER} cannot be read; move "
                "it away, or name another --edition"
            )
        if not force and ledger.pairs != pairs:
            raise UsageError(
                f"edition {edition} is there with other content; name another with --edition, "
                "or replace it whole with --force"
            )

    def keeps(self, held: Output) -> bool:
        """Return whether an output stands in `latest` as it was written."""
        file = self.folder / _LATEST / held.path
        return _size(file) == held.bytes and _hash(file) == held.sha256

    @contextmanager
    def locked(self) -> Iterator[Holder | None]:
        """Hold the shelf; give who held it last, where that process was killed.

        Raises
        ------
        ShelfBusyError
            Where another run holds it.
        MachineryError
            Where it cannot be written.
        """
        with ExitStack() as stack:
            with self.writing():
                self.folder.mkdir(parents=True, exist_ok=True)
                gone = stack.enter_context(lock(self.folder))
                self._sweep()
            yield gone

    def is_swept(self) -> bool:
        """Return whether no run stands on the shelf: one at work, or what one that died left."""
        marks = (HOLDER, f"{_STAGING}*", f"{_REPLACED}*")
        return not any(path for mark in marks for path in self.folder.glob(mark))

    @contextmanager
    def staged(self) -> Iterator[Stage]:
        """Give a folder on the shelf's own file system, gone at the end if not published."""
        with self.writing():
            folder = Path(tempfile.mkdtemp(prefix=_STAGING, dir=self.folder))
            folder.chmod(0o777 & ~_umask())
        try:
            yield Stage(self, folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Answer what the file system refuses in one line.

        Raises
        ------
        MachineryError
            In place of an OSError.
        """
        try:
            yield
        except OSError as error:
            raise MachineryError(
                f"shelf {str(self.folder)!r} cannot be written: {error.strerror or error}; "
                "nothing was published; mend that, or name another --out"
            ) from None

    def move_latest(self, edition: str) -> None:
        """Lead `latest` to an edition, from one moment to the next."""
        with self.writing():
            aside = self.folder / f"{_STAGING}{os.getpid()}-{_LATEST}"
            aside.unlink(missing_ok=True)
            aside.symlink_to(edition)
            aside.replace(self.folder / _LATEST)
            _sync(self.folder)

    def keep_failed(self, edition: str, lang: str, report: str, content: bytes) -> Path:
        """Keep the partly executed notebook of a failed report, and return where."""
        place = self.folder / _FAILED / edition / lang / f"{report}.ipynb"
        with self.writing():
            place.parent.mkdir(parents=True, exist_ok=True)
            _write(place, content)
        return place

    def remove(self, edition: str) -> None:
        """Take an edition off the shelf, from one moment to the next; the shelf is held."""
        with self.writing():
            # Killed from here on, it is swept by the next run as a stage is.
            aside = self.folder / f"{_STAGING}{os.getpid()}-{edition}"
            (self.folder / edition).rename(aside)
            _sync(self.folder)
            shutil.rmtree(aside)

    def forget_failed(self, edition: str) -> None:
        """Remove what is kept of an edition's failed reports."""
        shutil.rmtree(self.folder / _FAILED / edition, ignore_errors=True)

    def _sweep(self) -> None:
        for left in self.folder.glob(f"{_REPLACED}*"):
            edition = self.folder / left.name.removeprefix(_REPLACED)
            if edition.exists():
                shutil.rmtree(left)
            else:
                left.rename(edition)
        for left in self.folder.glob(f"{_STAGING}*"):
            shutil.rmtree(left) if left.is_dir() and not left.is_symlink() else left.unlink()


@dataclass(frozen=True)
class Stage:
    """An edition in the making, aside from the shelf's own names."""

    shelf: Shelf
    folder: Path

    def write(self, path: str, content: bytes) -> Output:
        """Write one file of the edition."""
        place = self.folder / path
        with self.shelf.writing():
            place.parent.mkdir(parents=True, exist_ok=True)
            _write(place, content)
        return Output(path, hashlib.sha256(content).hexdigest(), len(content))

    def take(self, path: str, held: Output, *, copy: bool) -> Output | None:
        """Take an output over from `latest`; None where it is not there as it was written.

        Parameters
        ----------
        copy : bool
            For a draft: who edits a draft must not edit an edition.
        """
        source, place = self.shelf.folder / _LATEST / held.path, self.folder / path
        if not self.shelf.keeps(held):
            return None
        with self.shelf.writing():
            place.parent.mkdir(parents=True, exist_ok=True)
            _link(source.resolve(), place, copy=copy)
        return replace(held, path=path, linked=True)

    def publish(self, ledger: Ledger, *, latest: bool) -> None:
        """Rename the stage to its edition, in place of one of that name, and move `latest`."""
        self.write(LEDGER, ledger.text().encode())
        edition = self.shelf.folder / ledger.edition
        aside = self.shelf.folder / f"{_REPLACED}{ledger.edition}"
        with self.shelf.writing():
            for folder in [*filter(Path.is_dir, self.folder.rglob("*")), self.folder]:
                _sync(folder)
        with undisturbed(), self.shelf.writing():
            if not edition.exists():
                self.folder.rename(edition)
            elif not exchange(self.folder, edition):
                edition.rename(aside)
                self.folder.rename(edition)
            _sync(self.shelf.folder)
            if latest:
                self.shelf.move_latest(ledger.edition)
            shutil.rmtree(aside, ignore_errors=True)


def _write(place: Path, content: bytes) -> None:
    with place.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _link(source: Path, place: Path, *, copy: bool) -> None:
    if not copy:
        try:
            place.hardlink_to(source)
            return
        except OSError:
            # Not every file system has hard links.
            pass
    shutil.copyfile(source, place)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return -1


def _hash(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
