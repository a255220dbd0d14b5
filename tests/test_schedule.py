"""Units for schedulers: times read strictly, paths quoted for each format, checked by the tools."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from synthetic_suite import SyntheticSuite
from test_cli import Command, altay, suite

from altay_analysis.batch.moment import Moment
from altay_analysis.batch.schedule import Site, Unit, units
from altay_analysis.errors import UsageError

__all__ = ["altay", "suite"]  # fixtures

ODD = "a b%c$d'e\"f 阿"
needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed"
)


def analyzed(*words: str) -> subprocess.CompletedProcess[str]:
    command = ["systemd-analyze", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def odd(tmp_path: Path) -> SyntheticSuite:
    """A suite in a folder of many special characters."""
    return SyntheticSuite(tmp_path / ODD)


def site(suite: SyntheticSuite, **changed: Any) -> Site:
    return replace(Site.here(suite.path, "reports"), user="daemon", **changed)


def made(kind: str, site: Site, at: str = "Mon 06:00") -> dict[str, str]:
    return {unit.name: unit.text for unit in units(kind, Moment.read(at), site)}


@pytest.mark.parametrize(
    ("at", "cron", "calendar", "words"),
    [
        ("Mon 06:00", "0 6 * * 1", "Mon *-*-* 06:00:00", "each Monday at 06:00"),
        ("Sun 23:59", "59 23 * * 0", "Sun *-*-* 23:59:00", "each Sunday at 23:59"),
        ("daily 00:05", "5 0 * * *", "*-*-* 00:05:00", "each day at 00:05"),
        ("06:00", "0 6 * * *", "*-*-* 06:00:00", "each day at 06:00"),
        ("1 06:00", "0 6 1 * *", "*-*-01 06:00:00", "on day 1 at 06:00"),
        ("28 06:30", "30 6 28 * *", "*-*-28 06:30:00", "on day 28 at 06:30"),
    ],
)
def test_a_time_has_the_spelling_of_each_scheduler(
    at: str, cron: str, calendar: str, words: str
) -> None:
    """A weekday, a day of the month, or each day, in cron's fields, systemd's form, and words."""
    moment = Moment.read(at)
    assert (moment.cron, moment.calendar, moment.words) == (cron, calendar, words)


@needs_systemd
@pytest.mark.parametrize("at", ["Mon 06:00", "daily 00:05", "1 06:00", "28 23:59"])
def test_systemd_reads_each_time_as_it_is_meant(at: str) -> None:
    """What OnCalendar gets is what systemd itself calls the normal form."""
    calendar = Moment.read(at).calendar
    shown = analyzed("calendar", calendar)
    assert shown.returncode == 0, shown.stderr
    form = re.search(r"Normalized form: (.*)", shown.stdout)
    assert (form[1] if form else calendar) == calendar


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("", "is not a time"), ("6:00", "is not a time"), ("Mon", "is not a time"),
        ("Mon  06:00", "is not a time"), ("Mon 06:00 ", "is not a time"),
        ("06:00\n", "is not a time"), ("０６:00", "is not a time"), ("-1 06:00", "is not a time"),
        ("24:00", "hour 24 is over 23"), ("06:60", "minute 60 is over 59"),
        ("0 06:00", "day 0 is not one of 1 to 28"), ("31 06:00", "day 31 is not one of 1 to 28"),
        ("mon 06:00", "'mon' is not one of Mon"), ("Monday 06:00", "'Monday' is not one of"),
    ],
)  # fmt: skip
def test_a_time_that_is_none_is_refused(at: str, said: str) -> None:
    """What is not exactly a time is named with its value and how it is written."""
    with pytest.raises(UsageError) as refused:
        Moment.read(at)
    assert said in str(refused.value)
    assert str(refused.value).startswith(f"--at {at!r}")
    assert '"Mon 06:00", "daily 06:00"' in str(refused.value)


def test_a_line_of_cron_runs_as_cron_runs_it(odd: SyntheticSuite, tmp_path: Path) -> None:
    """The line's command works in sh with cron's environment, wherever the suite stands."""
    shelf = tmp_path / "shelf %1 $HOME"
    here = site(odd, out=str(shelf))
    (text,) = made("cron", here).values()
    *comments, line = text.splitlines()
    assert all(each.startswith("# ") for each in comments)
    fields, command = line[: len("0 6 * * 1")], line[len("0 6 * * 1") :].strip()
    assert fields == "0 6 * * 1"
    # An open % ends the command for cron, which hands \% on as %.
    assert not re.search(r"(?<!\\)%", command)
    command = command.replace("\\%", "%").replace("--quiet", "--formats ipynb --lang en")
    bare = {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "SHELL": "/bin/sh"}
    done = subprocess.run(["/bin/sh", "-c", command], env=bare, cwd="/", capture_output=True,
                          text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"exit 0, published: {shelf}/")
    assert (shelf / "latest/en/first.ipynb").exists()
    assert (shelf / "log/altay.jsonl").exists()


def settings(text: str) -> dict[str, list[str]]:
    """The settings of a unit; each may stand more than once."""
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if "=" in line and not line.startswith("#"):
            name, _, value = line.partition("=")
            found.setdefault(name, []).append(value)
    return found


@needs_systemd
@pytest.mark.parametrize("name", ["plain", "a b%c$d 阿", ODD])
def test_systemd_finds_no_fault_in_the_units(tmp_path: Path, name: str) -> None:
    """`systemd-analyze verify` says nothing: settings known, program found under its odd path."""
    suite = SyntheticSuite(tmp_path / name)
    program = suite.path / "altay"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    out = str(tmp_path / f"shelf {name}")
    files = []
    for file, text in made("systemd", site(suite, program=(str(program),), out=out)).items():
        files.append(tmp_path / file)
        files[-1].write_text(text, encoding="utf-8")
    verified = analyzed("verify", "--man=no", *map(str, files))
    assert (verified.returncode, verified.stderr) == (0, "")
    if name != ODD:  # whose program is started by env
        program.unlink()
        assert "is not executable" in analyzed("verify", "--man=no", *map(str, files)).stderr


def test_a_service_may_write_where_it_must(odd: SyntheticSuite, tmp_path: Path) -> None:
    """All is read-only but the folder and the shelf; percent signs are no specifiers there."""
    shelf = tmp_path / "shelf %1 $x"
    held = settings(made("systemd", site(odd, out=str(shelf)))["altay.service"])
    folder = str(odd.path).replace("%", "%%")
    assert held["WorkingDirectory"] == [folder]
    listed = [f'"{each}"' for each in (folder.replace('"', '\\"'), f"{tmp_path}/shelf %%1 $x")]
    assert held["ReadWritePaths"] == listed
    assert held["ExecStart"][0].endswith(f'--out "{tmp_path}/shelf %%1 $$x"')
    assert held["ProtectSystem"] == ["strict"]
    assert held["SuccessExitStatus"] == ["75"]
    limit = int(held["ExecStart"][0].partition("--timeout-run ")[2].split()[0])
    assert limit < int(held["TimeoutStartSec"][0])


CONFINED = """\
set -eu
mount --make-rprivate /
mount --bind "$1" "$1"
mount -t tmpfs tmpfs /var/tmp
cut -d ' ' -f 2 /proc/mounts | while read -r place; do
    case "$place" in
        /proc*|/sys*|/dev*|/var/tmp|"$1") ;;
        *) mount -o remount,bind,ro "$place" 2>/dev/null || true ;;
    esac
done
if touch "$1/../x" 2>/dev/null; then exit 99; fi
cd "$1"
shift
exec setpriv --no-new-privs --bounding-set=-all --inh-caps=-all -- env -i "$@"
"""


@pytest.mark.skipif(os.getuid() != 0, reason="only root may make a mount namespace")
def test_a_run_works_under_what_the_service_allows(tmp_path: Path) -> None:
    """With all but the folder read-only, no network, no capability and no home, it publishes."""
    suite = SyntheticSuite(tmp_path / "suite")
    held = settings(made("systemd", site(suite))["altay.service"])
    assert held["PrivateNetwork"] == ["true"]
    caches = held["Environment"][0].replace("%C", "/var/tmp").split()  # noqa: S108  # its own there
    command = shlex.split(held["ExecStart"][0])
    confined = ["unshare", "--mount", "--net", "sh", "-c", CONFINED, "sh", str(suite.path)]
    given = ["HOME=/nowhere", "PATH=/usr/bin:/bin", "TMPDIR=/var/tmp", *caches]
    done = subprocess.run([*confined, *given, *command], capture_output=True, text=True,
                          check=False)  # fmt: skip
    if "unshare failed" in done.stderr:
        pytest.skip(f"no namespaces here: {done.stderr.strip()}")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("exit 0, published: reports/")
    assert done.stderr == ""


def test_a_timer_makes_up_for_what_was_missed(odd: SyntheticSuite) -> None:
    """The timer is persistent, and is started with the others."""
    held = settings(made("systemd", site(odd), "1 06:00")["altay.timer"])
    assert held["OnCalendar"] == ["*-*-01 06:00:00"]
    assert held["Persistent"] == ["true"]
    assert held["WantedBy"] == ["timers.target"]


@pytest.mark.parametrize("checkout", [True, False])
def test_a_workflow_makes_keeps_and_publishes(odd: SyntheticSuite, checkout: bool) -> None:
    """The workflow reads the repository, writes pages alone, keeps artefacts, and has limits."""
    (text,) = made("github", site(odd, checkout=checkout)).values()
    flow = yaml.safe_load(text)
    # YAML 1.1 reads "on" as true.
    assert flow[True]["schedule"] == [{"cron": "0 6 * * 1"}]
    assert flow["permissions"] == {"contents": "read"}
    make, publish = flow["jobs"]["make"], flow["jobs"]["publish"]
    assert "permissions" not in make
    assert publish["permissions"] == {"pages": "write", "id-token": "write"}
    assert publish["needs"] == "make"
    assert all("timeout-minutes" in job for job in (make, publish))
    run = [step["run"] for step in make["steps"] if "run" in step]
    assert run[-1] == ("make report ARGS=--unattended" if checkout else "altay report --unattended")
    used = [step["uses"] for job in (make, publish) for step in job["steps"] if "uses" in step]
    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+", each) for each in used)
    kept = next(step for step in make["steps"] if "upload-artifact" in step.get("uses", ""))
    assert kept["if"] == "always()"
    assert make["steps"][0]["with"] == {"persist-credentials": False}
    assert publish["environment"]["url"] == "${{ steps.deployment.outputs.page_url }}"


def test_schedule_prints_or_writes(altay: Command, suite: SyntheticSuite, tmp_path: Path) -> None:
    """Units are printed, each with the place where it belongs, or written into a folder."""
    assert altay("schedule", "systemd", "--at", "daily 05:20") == 0
    printed = altay.out
    assert printed.startswith("# /etc/systemd/system/altay.service\n")
    assert "\n\n# /etc/systemd/system/altay.timer\n" in printed
    into = tmp_path / "units"
    assert altay("schedule", "systemd", "--at", "daily 05:20", "--into", str(into)) == 0
    assert altay.out.splitlines() == [f"{into}/altay.service", f"{into}/altay.timer"]
    both = [(into / name).read_text("utf-8") for name in ("altay.service", "altay.timer")]
    assert "\n".join(both) == printed
    assert str(suite.path) in printed


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["corn"], 2, "did you mean cron?"),
        (["cron", "--at", "noon"], 2, "--at 'noon' is not a time"),
        (["cron", "--into", "x"], 2, "crontab -e"),
        (["systemd", "--into", "reports.toml"], 3, "cannot be written"),
    ],
)
def test_what_cannot_be_scheduled_is_one_line(
    altay: Command, arguments: list[str], code: int, said: str
) -> None:
    """An unknown scheduler, a time that is none, a folder that is none."""
    assert altay("schedule", *arguments) == code
    assert said in altay.one_line()


def test_a_folder_that_cannot_be_scheduled_is_named(tmp_path: Path) -> None:
    """No reports.toml, or a name that no unit can hold."""
    with pytest.raises(UsageError, match="run this in its folder"):
        Site.here(tmp_path, "reports")
    broken = SyntheticSuite(tmp_path / "a\nb")
    with pytest.raises(UsageError, match="no unit can hold"):
        Site.here(broken.path, "reports")


def test_a_unit_knows_its_place() -> None:
    """A file's name is the last part of the place where it belongs."""
    assert Unit("/etc/systemd/system/altay.timer", "").name == "altay.timer"
