"""What a report says of how it was made: each parameter with its meaning, and whom to tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from altay_analysis.batch.choice import Chosen
from altay_analysis.batch.data import digest
from altay_analysis.batch.parameters import Parameter
from altay_analysis.batch.suite import Suite
from altay_analysis.wording import traditional

__all__ = ["Stated", "stated"]

_NONE = "—"


@dataclass(frozen=True)
class Stated:
    """What stands at the end of a report in one language.

    Attributes
    ----------
    made_with : tuple of mapping
        `name`, `value` and `help` of each parameter, in the order of the parameters cell.
    contact : str
        Where a reader can say that a number looks wrong; may be empty.
    """

    lang: str
    made_with: tuple[Mapping[str, str], ...]
    contact: str

    @property
    def digest(self) -> str:
        """Hash of the words alone; the values are parameters, and hashed as such."""
        return digest([self.contact, {each["name"]: each["help"] for each in self.made_with}])


def stated(suite: Suite, report: Chosen, lang: str) -> Stated:
    """Return what a report of a suite says of itself in a language."""
    values = {**report.notebook.defaults, **report.parameters(lang)}
    items = tuple(
        {
            "name": name,
            "value": _shown(value, suite.parameters[name]),
            "help": _help(suite.parameters[name], lang),
        }
        for name, value in values.items()
        if _says_something(value, suite.parameters[name])
    )
    return Stated(lang, items, suite.contact.strip())


def _says_something(value: object, parameter: Parameter) -> bool:
    """Whether a reader learns something: not of a what-if that was not asked, nor of a folder."""
    return parameter.type != "path" and bool(value or not parameter.together)


def _shown(value: object, parameter: Parameter) -> str:
    if value is None:
        return _NONE
    return f"{value} {parameter.unit}" if parameter.unit else str(value)


def _help(parameter: Parameter, lang: str) -> str:
    if lang == "zh-Hant":
        return traditional(parameter.help["zh-Hans"])
    return parameter.help[lang]
