"""When a scheduler runs `altay`: one spelling for people, and that of each scheduler."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from altay_analysis.batch.nearest import shown
from altay_analysis.errors import UsageError

__all__ = ["Moment"]

_AT = re.compile(r"(?:(?P<on>[A-Za-z]+|[0-9]{1,2}) )?(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})")
_DAILY = "daily"
_WEEKDAYS = ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")
_NAMES = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_LAST_DAY = 28
_REMEDY = 'write "Mon 06:00", "daily 06:00", "06:00", or "1 06:00" for a day of the month'


@dataclass(frozen=True)
class Moment:
    """A time of each day, of one weekday, or of one day of the month.

    Attributes
    ----------
    weekday : int or None
        From 0, Sunday, as cron has it.
    day : int or None
        Of the month, 1 to 28, so that every month has it.
    """

    hour: int
    minute: int
    weekday: int | None = None
    day: int | None = None

    @classmethod
    def read(cls, text: str) -> Self:
        """Read what `--at` gives.

        Raises
        ------
        UsageError
            Saying what is wrong with it, and how it is written.

        Examples
        --------
        >>> Moment.read("Mon 06:00").cron, Moment.read("1 06:30").calendar
        ('0 6 * * 1', '*-*-01 06:30:00')
        """
        found = _AT.fullmatch(text)
        if found is None:
            raise UsageError(f"--at {shown(text)} is not a time to run at; {_REMEDY}")
        hour, minute, on = int(found["hour"]), int(found["minute"]), found["on"] or _DAILY
        faults = {
            f"hour {hour} is over 23": hour > 23,
            f"minute {minute} is over 59": minute > 59,
            f"day {on} is not one of 1 to {_LAST_DAY}, which every month has": on.isdigit()
            and not 1 <= int(on) <= _LAST_DAY,
            f"{on!r} is not one of Mon, Tue, Wed, Thu, Fri, Sat, Sun, daily": not on.isdigit()
            and on not in (*_WEEKDAYS, _DAILY),
        }
        for fault, holds in faults.items():
            if holds:
                raise UsageError(f"--at {shown(text)}: {fault}; {_REMEDY}")
        weekday = _WEEKDAYS.index(on) if on in _WEEKDAYS else None
        return cls(hour, minute, weekday, int(on) if on.isdigit() else None)

    @property
    def cron(self) -> str:
        """The five fields of a crontab."""
        day = "*" if self.day is None else self.day
        weekday = "*" if self.weekday is None else self.weekday
        return f"{self.minute} {self.hour} {day} * {weekday}"

    @property
    def calendar(self) -> str:
        """What systemd's OnCalendar has, in its normal form."""
        weekday = "" if self.weekday is None else f"{_WEEKDAYS[self.weekday]} "
        day = "*" if self.day is None else f"{self.day:02}"
        return f"{weekday}*-*-{day} {self.hour:02}:{self.minute:02}:00"

    @property
    def words(self) -> str:
        """The same for people."""
        time = f"{self.hour:02}:{self.minute:02}"
        if self.weekday is not None:
            return f"each {_NAMES[self.weekday]} at {time}"
        return f"each day at {time}" if self.day is None else f"on day {self.day} at {time}"
