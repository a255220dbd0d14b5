"""What stands on a shelf: editions listed, proved against their ledgers, and pruned."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from test_cli import Command, altay, suite
from test_publish import Bench

from altay_analysis.batch.ledger import LEDGER
from altay_analysis.batch.plan import Request
from altay_analysis.batch.produce import produce
from altay_analysis.batch.progress import Silence
from altay_analysis.batch.proof import prove
from altay_analysis.batch.publish import Shelf
from altay_analysis.batch.standing import prunable, remove, standing, strangers

__all__ = ["altay", "suite"]  # fixtures


class Shelved(Bench):
    """A shelf with the editions one, two and three, made in this order, latest being three."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        for day, name in enumerate(("one", "two", "three"), start=1):
            self.suite.data.put("regions", 2, name_en=name)
            self.day = f"2026-03-{day:02}T06:00:00+00:00"
            self.publish(name)

    def publish(self, name: str, **asked: object) -> None:
        """Publish an edition, made on the day that is set."""
        request = Request(self.suite.path, edition=name, **asked)  # type: ignore[arg-type]
        produce(request, self.shelf, make=self.make, tell=Silence(), now=lambda: self.day)


@pytest.fixture
def shelved(tmp_path: Path) -> Shelved:
    return Shelved(tmp_path / "bench")


@pytest.fixture
def edition(shelved: Shelved) -> Path:
    return shelved.shelf.folder / "three"


def test_what_was_published_is_whole(edition: Path) -> None:
    """An edition as it was published has every file that its ledger names, and no other."""
    proof = prove(edition)
    assert proof.whole
    files = [path for path in edition.rglob("*") if path.is_file()]
    assert proof.files == len(files)
    assert proof.bytes == sum(path.stat().st_size for path in files)


def changed(edition: Path) -> None:
    file = edition / "en/first.html"
    file.write_bytes(b"x" * file.stat().st_size)


def cut(edition: Path) -> None:
    (edition / "en/first.html").write_bytes(b"")


def missing(edition: Path) -> None:
    (edition / "en/first.html").unlink()


def extra(edition: Path) -> None:
    (edition / "en/more.html").touch()


def index(edition: Path) -> None:
    (edition / "index.html").write_bytes(b"x")


def linked(edition: Path) -> None:
    file = edition / "en/first.html"
    file.rename(edition.parent / "aside.html")
    file.symlink_to("../../aside.html")


def fifo(edition: Path) -> None:
    (edition / "en/first.html").unlink()
    os.mkfifo(edition / "en/first.html")


def elsewhere(edition: Path) -> None:
    (edition / "more").symlink_to(edition.parent)


def no_ledger(edition: Path) -> None:
    (edition / LEDGER).unlink()


def cut_ledger(edition: Path) -> None:
    (edition / LEDGER).write_text((edition / LEDGER).read_text("utf-8")[:-40], "utf-8")


def of_another(edition: Path) -> None:
    (edition / LEDGER).write_bytes((edition.parent / "two" / LEDGER).read_bytes())


def other_key(edition: Path) -> None:
    content = json.loads((edition / LEDGER).read_text("utf-8"))
    content["reports"][0]["components"]["data"] = "0"
    (edition / LEDGER).write_text(json.dumps(content), "utf-8")


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (changed, "changed: en/first.html (the same size, other bytes)"),
        (cut, "changed: en/first.html (0 bytes, not"),
        (missing, "missing: en/first.html (run.json names it)"),
        (extra, "extra: en/more.html (run.json does not name it)"),
        (index, "changed: index.html (1 bytes, not"),
        (linked, "changed: en/first.html (not a file that can be read)"),
        (fifo, "changed: en/first.html (not a file that can be read)"),
        (elsewhere, "extra: more (run.json does not name it)"),
        (no_ledger, "unreadable: run.json"),
        (cut_ledger, "unreadable: run.json"),
        (of_another, "inconsistent: run.json (is of the edition two)"),
        (other_key, "inconsistent: run.json (the key of en/first is not"),
    ],
    ids=lambda each: each.__name__ if callable(each) else "",
)
def test_each_damage_is_named(edition: Path, damage: Callable[[Path], None], said: str) -> None:
    """Missing, extra and changed files, and a ledger that cannot be, are named with the reason."""
    damage(edition)
    assert any(str(fault).startswith(said) for fault in prove(edition).faults)


def test_an_edition_that_is_named_by_its_keys_proves_its_name(shelved: Shelved) -> None:
    """Where a name has the hash of its keys, a ledger of other keys contradicts it."""
    dated = f"{standing(shelved.shelf)[0].data_date}-00000000"
    shelved.publish(dated)
    (fault,) = prove(shelved.shelf.folder / dated).faults
    assert fault.what == "inconsistent"
    made = shelved.run().edition
    assert prove(shelved.shelf.folder / made).whole


def test_editions_stand_newest_first(shelved: Shelved) -> None:
    """The one made last comes first, drafts last; latest is marked; others are apart."""
    shelved.run(parameters={"target": "5"})
    for name in ("thesis", "failed", "log"):
        (shelved.shelf.folder / name).mkdir()
    found = standing(shelved.shelf)
    assert [each.name for each in found] == ["three", "two", "one", "draft"]
    assert [each.name for each in found if each.latest] == ["three"]
    assert [each.name for each in found if each.draft] == ["draft"]
    assert strangers(shelved.shelf) == ["thesis"]


def test_pruning_keeps_the_newest_and_latest(shelved: Shelved) -> None:
    """The newest stay, and so does `latest` where it is an older one; drafts only go if asked."""
    shelved.run(parameters={"target": "5"})
    assert [each.name for each in prunable(shelved.shelf, 2)] == ["one"]
    assert [each.name for each in prunable(shelved.shelf, 1)] == ["one", "two"]
    assert [each.name for each in prunable(shelved.shelf, 3, drafts=True)] == ["draft"]
    shelved.shelf.move_latest("one")
    assert [each.name for each in prunable(shelved.shelf, 1)] == ["two"]


def test_a_clock_that_was_set_back_costs_no_latest(shelved: Shelved) -> None:
    """An edition made by a clock that was set back looks old; as `latest` it stays."""
    shelved.suite.data.put("regions", 2, name_en="four")
    shelved.day = "1999-01-01T00:00:00+00:00"
    shelved.publish("four")
    assert "four" not in [each.name for each in prunable(shelved.shelf, 1)]


def test_what_became_latest_meanwhile_is_not_removed(shelved: Shelved) -> None:
    """What was said to go is looked at again once the shelf is held."""
    doomed = prunable(shelved.shelf, 1)
    shelved.shelf.move_latest("one")
    assert remove(shelved.shelf, doomed, 1) == ["two"]
    assert shelved.editions() == {"one", "three", ".lock"}


def test_linked_outputs_outlive_the_edition_that_made_them(shelved: Shelved) -> None:
    """An edition that links the files of another is whole when that one has gone."""
    shelved.day = "2026-03-09T06:00:00+00:00"
    shelved.publish("four")
    kept = shelved.shelf.folder / "four"
    assert kept.joinpath("en/first.html").samefile(shelved.shelf.folder / "three/en/first.html")
    assert remove(shelved.shelf, prunable(shelved.shelf, 1), 1) == ["one", "two", "three"]
    assert prove(kept).whole


def test_verify_says_whole_or_what_is_amiss(altay: Command, shelved: Shelved) -> None:
    """`altay verify` ends with 0 and one line, or with 1, each fault, and what to do."""
    out = str(shelved.shelf.folder)
    assert altay("verify", "latest", "--out", out) == 0
    assert altay.out.startswith("three: whole (6 files, ")
    missing(shelved.shelf.folder / "three")
    assert altay("verify", "three", "--out", out) == 1
    assert altay.out == "missing: en/first.html (run.json names it)\n"
    assert "three: not whole, 1 amiss; put it back from a backup" in altay.one_line()
    assert altay("verify", "latest", "--json", "--out", out) == 1
    assert json.loads(altay.out)["faults"][0]["path"] == "en/first.html"


@pytest.mark.parametrize("name", ["thre", "..", "", ".lock", "three/en", "failed"])
def test_an_edition_that_is_not_there_is_usage(altay: Command, shelved: Shelved, name: str) -> None:
    """A name that no edition has ends with 2, and the nearest that there is."""
    assert altay("verify", name, "--out", str(shelved.shelf.folder)) == 2
    assert "latest, one, three, two" in altay.one_line()


def test_a_shelf_without_editions_says_so(altay: Command, tmp_path: Path) -> None:
    """No shelf, or an empty one, is said in a line, and is not made."""
    out = str(tmp_path / "nowhere")
    assert altay("editions", "--out", out) == 0
    assert "has no edition yet" in altay.one_line()
    assert altay("verify", "latest", "--out", out) == 2
    assert altay("prune", "--keep", "1", "--out", out) == 0
    assert not Path(out).exists()


def test_editions_lists(altay: Command, shelved: Shelved) -> None:
    """`altay editions` gives a line an edition: name, dates, reports, size, latest, whole."""
    changed(shelved.shelf.folder / "two")
    out = str(shelved.shelf.folder)
    assert altay("editions", "--out", out) == 0
    _, three, two, one = altay.out.splitlines()
    date = standing(shelved.shelf)[0].data_date
    assert three.split()[:3] == ["three", date, "2026-03-03T06:00:00+00:00"]
    assert three.split()[-2:] == ["latest", "whole"]
    assert two.endswith("no: 1 amiss")
    assert one.endswith("whole")
    assert altay("editions", "--json", "--out", out) == 0
    rows = json.loads(altay.out)["editions"]
    assert [(row["edition"], row["latest"], row["whole"]) for row in rows] == [
        ("three", True, True),
        ("two", False, False),
        ("one", False, True),
    ]


def test_prune_says_first_and_removes_when_told(altay: Command, shelved: Shelved) -> None:
    """Without a terminal nothing is asked and nothing removed; with --yes it is."""
    out = str(shelved.shelf.folder)
    before = shelved.editions()
    assert altay("prune", "--keep", "1", "--out", out) == 0
    assert altay.out.startswith("would go: one (made 2026-03-01T06:00:00+00:00, ")
    assert "2 would go, and free " in altay.out
    assert altay.out.endswith("nothing was removed; --yes removes them\n")
    assert shelved.editions() == before
    assert altay("prune", "--keep", "1", "--yes", "--out", out) == 0
    assert altay.out.endswith("2 removed\n")
    assert shelved.editions() == {"three", ".lock"}
    assert altay("prune", "--keep", "1", "--yes", "--out", out) == 0
    assert altay.out.endswith("nothing to remove\n")


@pytest.mark.parametrize(("answer", "removed"), [("y", True), ("n", False), ("", False)])
def test_prune_asks_at_a_terminal(shelved: Shelved, answer: str, removed: bool) -> None:
    """At a terminal it asks, and removes only after a yes."""
    command = [sys.executable, "-m", "altay_analysis", "prune", "--keep", "1"]
    ours, theirs = pty.openpty()
    run = subprocess.Popen([*command, "--out", str(shelved.shelf.folder)],
                           stdin=theirs, stdout=theirs, stderr=theirs)  # fmt: skip
    os.close(theirs)
    said = b""
    while b"[y/N]" not in said:
        said += os.read(ours, 1000)
    os.write(ours, f"{answer}\n".encode())
    with suppress(OSError):  # the end of a terminal
        while more := os.read(ours, 1000):
            said += more
    assert run.wait() == 0
    os.close(ours)
    assert b"2 would go" in said
    assert (shelved.editions() == {"three", ".lock"}) is removed


def test_prune_leaves_a_shelf_that_is_held(altay: Command, shelved: Shelved) -> None:
    """While a run holds the shelf, nothing is removed; exit code 75."""
    with Shelf(shelved.shelf.folder).locked():
        assert altay("prune", "--keep", "1", "--yes", "--out", str(shelved.shelf.folder)) == 75
    assert "another run holds" in altay.one_line()
    assert (shelved.shelf.folder / "one").exists()
