"""Whether an edition is what its ledger says: each file there, of those bytes, and no other."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG

from altay_analysis.batch.data import digest
from altay_analysis.batch.ledger import LEDGER, Ledger, Output, edition_digest, read_ledger
from altay_analysis.batch.plan import DRAFT

__all__ = ["Fault", "Proof", "prove"]


@dataclass(frozen=True)
class Fault:
    """One way in which an edition is not whole.

    Attributes
    ----------
    path : str
        The file, as seen from the edition's folder.
    what : {"missing", "extra", "changed", "unreadable", "inconsistent"}
        Inconsistent: the ledger contradicts itself.
    why : str
        In words.
    """

    path: str
    what: str
    why: str

    def __str__(self) -> str:
        return f"{self.what}: {self.path} ({self.why})"


@dataclass(frozen=True)
class Proof:
    """What a look at every file of an edition came to.

    Attributes
    ----------
    files : int
        That the ledger names, and the ledger.
    bytes : int
        Of those, as the ledger has them.
    ledger_sha256 : str
        Of `run.json`: who keeps it elsewhere can prove the ledger as well.
    """

    edition: str
    files: int
    bytes: int
    ledger_sha256: str
    faults: tuple[Fault, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing is amiss."""
        return not self.faults


def prove(folder: Path) -> Proof:
    """Compare every file of an edition with its ledger.

    Parameters
    ----------
    folder : Path
        The edition's, not a link to it: its name is compared as well.
    """
    ledger, (size, sha256) = read_ledger(folder), _measured(folder / LEDGER)
    if ledger is None:
        fault = Fault(LEDGER, "unreadable", "not a ledger of this version of altay")
        return Proof(folder.name, 0, 0, sha256, (fault,))
    named = {out.path: out for out in ledger.files}
    faults = (*_contradictions(folder.name, ledger), *_faults(folder, named))
    total = size + sum(out.bytes for out in named.values())
    return Proof(folder.name, len(named) + 1, total, sha256, faults)


def _faults(folder: Path, named: Mapping[str, Output]) -> Iterator[Fault]:
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if _counts(path)}
    for path in sorted({*named, *there} - {LEDGER}):
        if path not in named:
            yield Fault(path, "extra", f"{LEDGER} does not name it")
        elif path not in there:
            yield Fault(path, "missing", f"{LEDGER} names it")
        elif why := _difference(folder / path, named[path]):
            yield Fault(path, "changed", why)


def _counts(path: Path) -> bool:
    # A link to a folder is something that no edition has, whatever it leads to.
    return path.is_symlink() or not path.is_dir()


def _difference(file: Path, out: Output) -> str:
    """Say in words how a file is not as the ledger has it; empty where it is."""
    size, sha256 = _measured(file)
    if size < 0:
        return "not a file that can be read"
    if size != out.bytes:
        return f"{size} bytes, not {out.bytes}"
    return "" if sha256 == out.sha256 else "the same size, other bytes"


def _measured(file: Path) -> tuple[int, str]:
    """Return size and hash of a plain file; -1 and nothing where there is none to be read."""
    try:
        if not S_ISREG(file.lstat().st_mode):
            return -1, ""
        with file.open("rb") as held:
            hashed = hashlib.file_digest(held, "sha256")
            return held.tell(), hashed.hexdigest()
    except OSError:
        return -1, ""


def _contradictions(name: str, ledger: Ledger) -> Iterator[Fault]:
    """Yield where a ledger does not agree with itself: its hashes hang together."""
    if ledger.edition != name:
        yield Fault(LEDGER, "inconsistent", f"is of the edition {ledger.edition}")
    for entry in ledger.reports:
        if digest(dict(entry.components)) != entry.key:
            why = f"the key of {entry.lang}/{entry.report} is not the hash of its components"
            yield Fault(LEDGER, "inconsistent", why)
    dated, hashed = f"{ledger.data_date}-", edition_digest(ledger.pairs)
    own = name.removeprefix(dated)
    if name != DRAFT and name.startswith(dated) and _is_digest(own) and own != hashed:
        yield Fault(LEDGER, "inconsistent", f"its reports make an edition {dated}{hashed}")


def _is_digest(text: str) -> bool:
    return len(text) == 8 and set(text) <= set("0123456789abcdef")
