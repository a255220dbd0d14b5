"""Units that have a scheduler run `altay report` in a folder: cron, systemd, GitHub Actions."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from altay_analysis.batch.moment import Moment
from altay_analysis.batch.nearest import shown
from altay_analysis.batch.suite import FILE
from altay_analysis.errors import UsageError

__all__ = ["KINDS", "Site", "Unit", "units"]

_LIMIT = 2 * 60 * 60
"""Seconds that a run may take before it ends itself."""


@dataclass(frozen=True)
class Site:
    """Where `altay` runs.

    Attributes
    ----------
    folder : Path
        Of `reports.toml`, absolute.
    program : tuple of str
        What starts `altay`: its own file, absolute, or its interpreter with arguments.
    out : str
        The shelf, absolute where it is not the default one.
    user : str
        Who owns the folder.
    checkout : bool
        Whether it has a Makefile, which sets the suite up.
    """

    folder: Path
    program: tuple[str, ...]
    out: str
    user: str
    checkout: bool

    @classmethod
    def here(cls, folder: Path, out: str) -> Self:
        """Return the site in a folder, for the interpreter that runs now.

        Raises
        ------
        UsageError
            Where the folder has no `reports.toml`, or a name that no unit can hold.
        """
        if not (folder / FILE).is_file():
            raise UsageError(f"{FILE} is not in {str(folder)!r}; run this in its folder")
        script = Path(sys.executable).with_name("altay")
        # -P: a file of the folder that is named as a module must not take its place.
        module = (sys.executable, "-P", "-m", "altay_analysis")
        program = (str(script),) if script.exists() else module
        for path in (str(folder), program[0], out):
            if not path.isprintable() or path != path.strip() or path.endswith("\\"):
                raise UsageError(
                    f"folder {shown(path)} has a name that no unit can hold (line breaks, spaces "
                    "or backslashes at an end); move it to another"
                )
        shelf = "" if out == "reports" else str((folder / out).absolute())
        return cls(folder, program, shelf, _owner(folder), (folder / "Makefile").is_file())


@dataclass(frozen=True)
class Unit:
    """One file for a scheduler.

    Attributes
    ----------
    place : str
        Where it belongs, its name last.
    """

    place: str
    text: str

    @property
    def name(self) -> str:
        """The file's name."""
        return self.place.rpartition("/")[2]


def units(kind: str, moment: Moment, site: Site) -> tuple[Unit, ...]:
    """Return the files that run `altay report` at a moment.

    Parameters
    ----------
    kind : {"cron", "systemd", "github"}
    """
    facts = {"moment": moment, "site": site, "limit": _LIMIT}
    return tuple(Unit(place, _rendered(template, facts)) for template, place in KINDS[kind].items())


KINDS: Mapping[str, Mapping[str, str]] = {
    "cron": {"crontab.j2": "crontab"},
    "systemd": {
        "altay.service.j2": "/etc/systemd/system/altay.service",
        "altay.timer.j2": "/etc/systemd/system/altay.timer",
    },
    "github": {"reports.yml.j2": ".github/workflows/reports.yml"},
}


def _rendered(template: str, facts: Mapping[str, object]) -> str:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("altay_analysis.batch"),
        autoescape=False,  # noqa: S701  # units are not markup; each value is quoted for its format
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
    )
    environment.filters |= _QUOTED
    return environment.get_template(template).render(facts)


def _crontab(text: str) -> str:
    """Quote a word for the shell, in a line of a crontab: an open % there ends the command."""
    return shlex.quote(text).replace("%", "\\%")


def _exec(text: str) -> str:
    """Quote an argument of systemd's ExecStart."""
    return _listed(text).replace("$", "$$")


def _program(words: Sequence[str]) -> str:
    """Quote what ExecStart starts; a program with quotes in its own name is refused there."""
    if set(words[0]) & set("'\"\\"):
        return " ".join(["/usr/bin/env", *map(_exec, words)])
    return " ".join([_listed(words[0]), *map(_exec, words[1:])])


def _listed(text: str) -> str:
    """Quote a word of a systemd setting that is a list, or the program of ExecStart."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{_plain(escaped)}"'


def _plain(text: str) -> str:
    """Quote a value that systemd takes as it stands, but for its specifiers."""
    return text.replace("%", "%%")


_QUOTED: Mapping[str, Callable[..., str]] = {
    "crontab": _crontab,
    "exec": _exec,
    "listed": _listed,
    "plain": _plain,
    "program": _program,
}


def _owner(folder: Path) -> str:
    try:
        return folder.owner()
    except KeyError:
        return str(folder.stat().st_uid)
