"""What a token says beside its value, and how the refusal of one shows where reading stopped."""

from __future__ import annotations

import pytest

from altay_analysis.errors import TokenError
from altay_analysis.tokens import LONGEST, Printed, refuse_unprintable, stopped


def test_a_refusal_shows_token_place_and_rest() -> None:
    """The message shows the token, the character where reading stopped, and what stands there."""
    assert str(stopped("300人天地玄黄宇宙洪荒", 4, "because")) == (
        "cannot read the token '300人天地玄黄宇宙洪荒': reading stopped at character 5 "
        "(天地玄黄宇宙洪荒): because; give the number, its qualifier and its unit as printed"
    )


def test_a_refusal_at_the_end_says_so() -> None:
    """Where nothing is left, the place is the end."""
    assert "reading stopped at its end; give" in str(stopped("超", 1))


def test_a_refusal_shows_eight_characters_of_the_rest() -> None:
    """A long rest is cut."""
    assert "character 2 (23456789);" in str(stopped("1234567890", 1))


def test_a_refusal_cuts_a_long_token() -> None:
    """Of a long token the first 64 characters are shown."""
    text = str(stopped("9" * 1000, LONGEST))
    assert f"'{'9' * LONGEST}…'" in text
    assert "at character 65 (99999999)" in text


def test_a_refusal_of_a_full_token_is_not_cut() -> None:
    """A token of 64 characters is shown whole."""
    assert f"'{'9' * LONGEST}'" in str(stopped("9" * LONGEST, 0))


@pytest.mark.parametrize(
    "character", ["\x00", "\n", "\u202e", "\ud800", "\u2028", "\u200d", "\ue000", "\u0085"]
)
def test_a_refusal_is_one_line_that_can_be_printed(character: str) -> None:
    """What cannot be printed is shown as a replacement character."""
    text = str(stopped(f"3{character}个", 1))
    assert text.isprintable()
    assert "'3�个'" in text
    assert "(�个)" in text


def test_an_empty_token_is_refused() -> None:
    """Nothing is no figure."""
    with pytest.raises(
        TokenError, match=r"^cannot read an empty token; give the number as printed$"
    ):
        refuse_unprintable("")


@pytest.mark.parametrize(
    ("token", "place", "code"),
    [
        pytest.param("3\x00", 2, "U\\+0000", id="NUL"),
        pytest.param("\u202e3", 1, "U\\+202E", id="bidi override"),
        pytest.param("35\ud800", 3, "U\\+D800", id="lone surrogate"),
        pytest.param("3\u200b", 2, "U\\+200B", id="zero-width space"),
        pytest.param("3\n", 2, "U\\+000A", id="line break"),
        pytest.param("3\ufeff", 2, "U\\+FEFF", id="byte order mark"),
        pytest.param("3" * 63 + "\x00", 64, "U\\+0000", id="the last character"),
    ],
)
def test_control_characters_are_refused(token: str, place: int, code: str) -> None:
    """A control character is named, with its place."""
    with pytest.raises(TokenError, match=f"at character {place} .*: a control character, {code}"):
        refuse_unprintable(token)


def test_an_overlong_token_is_refused() -> None:
    """A token has at most 64 characters."""
    refuse_unprintable("9" * LONGEST)
    with pytest.raises(TokenError, match="a token has at most 64 characters"):
        refuse_unprintable("9" * (LONGEST + 1))


@pytest.mark.parametrize(
    ("value", "qualifier", "assumed"),
    [
        pytest.param("4160", "exact", True, id="a round count"),
        pytest.param("4161", "exact", False, id="a count"),
        pytest.param("0", "exact", False, id="nought"),
        pytest.param("10", "rounded", False, id="rounded says it"),
        pytest.param("1/3", "exact", True, id="a fraction in words"),
        pytest.param("10/11", "and_more", False, id="more says it"),
    ],
)
def test_exact_by_assumption(value: str, qualifier: str, assumed: bool) -> None:
    """Round counts and fractions in words may have been rounded unsaid."""
    assert Printed(value, "item", qualifier).is_exact_by_assumption is assumed


@pytest.mark.parametrize(
    ("unit", "qualifier", "change", "readings"),
    [
        pytest.param("percent", "rounded", "rise", ("points", "relative", "count"), id="percent"),
        pytest.param("permille", "rounded", "fall", ("points", "relative", "count"), id="permille"),
        pytest.param("percent", "rounded", None, (), id="a level"),
        pytest.param("times", "rounded", "rise", ("by", "to"), id="times"),
        pytest.param("times", "times_at_least", "rise", (), id="doubling"),
        pytest.param("percentage_point", "rounded", "rise", (), id="points"),
        pytest.param("10k_yuan", "rounded", "rise", (), id="an amount"),
    ],
)
def test_readings(unit: str, qualifier: str, change: str | None, readings: object) -> None:
    """A change in percent has three meanings, one in multiples two, others one."""
    assert Printed("32", unit, qualifier, change).readings == readings
