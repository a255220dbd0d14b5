"""What a report says of how it was made, and how to report a number that looks wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from synthetic_suite import SyntheticSuite

from altay_analysis.batch.plan import Job, Request, make_plan
from altay_analysis.batch.run import SUCCEEDED, run_job


@pytest.fixture
def suite(tmp_path: Path) -> SyntheticSuite:
    return SyntheticSuite(tmp_path / "suite")


def job(suite: SyntheticSuite, lang: str, **parameters: str) -> Job:
    request = Request(suite.path, languages=(lang,), parameters=parameters)
    return make_plan(request, None).jobs[0]


def test_every_parameter_is_listed_with_value_and_help(suite: SyntheticSuite) -> None:
    """Each parameter of the notebook is listed in the order of its cell, but for the folder."""
    listed = job(suite, "en", target="12.5").stated.made_with
    names = ["region", "period", "lang", "target"]
    assert [each["name"] for each in listed] == names
    assert listed[0] == {"name": "region", "value": "654301", "help": "The place"}
    assert listed[-1] == {"name": "target", "value": "12.5 %", "help": "A target"}


def test_a_parameter_without_a_value_is_shown_as_such(suite: SyntheticSuite) -> None:
    """A parameter that nothing sets is listed with a dash."""
    assert job(suite, "en").stated.made_with[-1]["value"] == "—"


def test_a_what_if_that_was_not_asked_is_not_listed() -> None:
    """Parameters that go together and are not set say nothing to a reader."""
    request = Request(
        Path(__file__).parent.parent, only=("primary-organisations",), languages=("en",)
    )
    made = make_plan(request, None).jobs[0].stated.made_with
    assert [each["name"] for each in made] == ["region", "period", "lang"]


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "The period"), ("zh-Hans", "时期"), ("zh-Hant", "時期")]
)
def test_help_is_in_the_language_of_the_report(
    suite: SyntheticSuite, lang: str, words: str
) -> None:
    """Help is in the report's language; traditional Chinese is converted."""
    assert job(suite, lang).stated.made_with[1]["help"] == words


@pytest.mark.parametrize(
    ("lang", "heading", "words"),
    [
        ("en", "This report was made with", "A number looks wrong? Say so, with the report"),
        ("zh-Hans", "本报告所用参数", "发现数字有误？请告知报告名称及标识"),
        ("zh-Hant", "本報告所用參數", "發現數字有誤？請告知報告名稱及識別碼"),
    ],
)
def test_a_page_ends_with_parameters_and_contact(
    suite: SyntheticSuite, lang: str, heading: str, words: str
) -> None:
    """A page ends with its parameters, and with whom to tell of a number that looks wrong."""
    suite.change("[suite]", '[suite]\ncontact = "<desk@example.org>"')
    made = run_job(job(suite, lang))
    assert made.outcome == SUCCEEDED, made.message
    page = made.outputs["html"].decode()
    body, footer = page.split("<footer>")
    assert heading in body
    assert body.index("Answer on") < body.rindex(heading)
    assert ' parameters" style=' in body
    assert words in footer
    assert "&lt;desk@example.org&gt;" in footer


def test_without_a_contact_a_page_says_what_to_send(suite: SyntheticSuite) -> None:
    """With no contact declared, a page still says what a reader should send."""
    footer = run_job(job(suite, "en")).outputs["html"].decode().split("<footer>")[1]
    assert "the number and its line of evidence, what you expected and its source.</p>" in footer
