"""The scheduler's page: its commands run as they stand, from a bare server to a restored shelf."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from test_docs import ROOT, blocks
from test_project import needs_git
from test_publish import Bench

from altay_analysis.batch.proof import prove
from altay_analysis.batch.publish import Shelf

PAGE = "docs/scheduler.md"
BARE, UPGRADE, BACKUP, RESTORE = blocks(PAGE, "shell")

STUB = """\
#!/bin/sh
echo "$(basename "$0") $*" >> "$STUBS_LOG"
"""
AS_USER = STUB + 'shift 3; exec "$@"\n'
SET_UP = STUB + 'mkdir -p .venv && ln -sfn "$THIS_BIN" .venv/bin\n'


class Server:
    """A folder that stands for a server: what changes a system is written down, and not done."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "log"
        self.bin = folder / "bin"
        self.bin.mkdir(parents=True)
        for name in ("apt-get", "useradd", "systemctl"):
            self.stub(name, STUB)
        self.stub("install", STUB + 'shift 5; exec mkdir -p "$1"\n')
        self.stub("runuser", AS_USER)
        self.stub("make", SET_UP)

    def stub(self, name: str, script: str) -> None:
        """Put a program in the way of the system's own."""
        (self.bin / name).write_text(script, encoding="utf-8")
        (self.bin / name).chmod(0o755)

    def run(self, block: str, folder: Path, **places: str) -> str:
        """Run a block of the page, with its places put elsewhere; return what it printed."""
        for place, other in places.items():
            assert place in PLACES
            assert PLACES[place] in block
            block = block.replace(PLACES[place], other)
        environment = os.environ | {
            "PATH": f"{self.bin}:{os.environ['PATH']}",
            "STUBS_LOG": str(self.log),
            "THIS_BIN": str(Path(sys.executable).parent),
        }
        done = subprocess.run(["bash", "-euo", "pipefail", "-c", block], cwd=folder, text=True,  # noqa: S607
                              env=environment, capture_output=True, check=False)  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def did(self) -> list[str]:
        """What was asked of the system."""
        return self.log.read_text("utf-8").splitlines()


PLACES = {
    "home": "/srv/altay",
    "units": "/etc/systemd/system",
    "repository": "https://example.org/altay.git",
    "report": "report --unattended",
    "backup": "/var/backups/altay.tar",
}


@pytest.fixture
def server(tmp_path: Path) -> Server:
    return Server(tmp_path / "server")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """A suite with a set-up and two editions, whose outputs are linked."""
    bench = Bench(tmp_path / "bench")
    bench.shelf = Shelf(bench.suite.path / "reports")
    bench.run(edition="one")
    bench.run(edition="two")
    (bench.suite.path / ".venv").mkdir()
    (bench.suite.path / ".venv/bin").symlink_to(Path(sys.executable).parent)
    return bench


def test_a_bare_server_comes_to_a_weekly_report_in_ten_lines() -> None:
    """The page keeps what it says of itself: ten lines, and one for its user's folder."""
    assert len(BARE.splitlines()) == 10


@needs_git
def test_a_bare_server_comes_to_a_weekly_report(server: Server) -> None:
    """Clone, set-up, first run and units, in that order, as the user of the folder."""
    home, units = server.folder / "srv", server.folder / "units"
    printed = server.run(
        BARE, server.folder, home=str(home), units=str(units), repository=shlex.quote(str(ROOT)),
        report="report --plan",
    )  # fmt: skip
    assert "to be published" in printed
    service = (units / "altay.service").read_text("utf-8")
    assert f"WorkingDirectory={home}/suite\n" in service
    assert "OnCalendar=Mon *-*-* 06:00:00\n" in (units / "altay.timer").read_text("utf-8")
    asked = server.did()
    assert [line.split()[0] for line in asked if not line.startswith("runuser")] == [
        "apt-get", "useradd", "install", "make", "systemctl", "systemctl",
    ]  # fmt: skip
    assert asked[-1] == "systemctl enable --now altay.timer"
    assert all("altay --" in line for line in asked if line.startswith("runuser"))


def test_an_upgrade_is_what_the_page_says(server: Server, bench: Bench) -> None:
    """Pull, set up, look at the plan, run, verify: with nothing changed, nothing is made."""
    server.stub("git", STUB)
    bench.run()
    printed = server.run(UPGRADE, bench.suite.path)
    assert server.did() == ["git pull --ff-only", "make .venv/.ready"]
    assert "nothing to do" in printed
    assert f"{bench.newest}: whole" in printed


def test_a_backup_restores_whole_editions_and_their_links(server: Server, bench: Bench) -> None:
    """What is in the making is left out; links come back; each edition proves to be whole."""
    tar = str(server.folder / "altay.tar")
    reports = bench.suite.path / "reports"
    (reports / ".staging-x").mkdir()
    server.run(BACKUP, bench.suite.path, backup=tar)
    shutil.rmtree(reports)
    printed = server.run(RESTORE, bench.suite.path, backup=tar)
    assert re.search(r"^two .* latest +whole$", printed, re.MULTILINE)
    assert re.search(r"^one .* whole$", printed, re.MULTILINE)
    assert "two: whole" in printed
    assert {path.name for path in reports.iterdir()} == {"one", "two", "latest"}
    assert (reports / "one/en/first.html").samefile(reports / "two/en/first.html")
    assert all(prove(reports / name).whole for name in ("one", "two"))
