"""The seal of a message: each header once, none that nobody set, one receiver, the sender that was meant."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP, compat32

import pytest

from handouts import ContentError
from handouts.headers import OURS, plain_value, sealed

TO, FROM = "a@example.org", "desk@example.org"


def message(**headers: str) -> EmailMessage:
    """A message with the headers that ours have; more or other ones by their names."""
    made = EmailMessage(policy=SMTP)
    usual = {"Subject": "Hello", "From": FROM, "To": TO, "Reply_To": FROM}
    for name, value in {**usual, **headers}.items():
        if value:
            made[name.replace("_", "-")] = value
    made.set_content("Hello")
    return made


def raw(line: str) -> EmailMessage:
    """A message whose bytes have one more line among the headers, as a fault of a header would put it there."""
    made = message()
    made.policy = compat32.clone(max_line_length=None, linesep="\r\n")  # type: ignore[attr-defined,assignment]
    real = made.as_bytes
    made.as_bytes = lambda *_, **__: real().replace(b"Subject:", line.encode() + b"\r\nSubject:", 1)  # type: ignore[method-assign]
    return made


def test_what_was_meant_is_sealed() -> None:
    for good in (message(), message(Reply_To=""), message(Date="Mon, 01 Feb 2027 10:00:00 +0000")):
        assert sealed(good, TO, FROM) is good
    alone = message(From="", Reply_To="")
    assert sealed(alone, TO, None) is alone


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda: raw("Bcc: x@evil.org"), "headers that nobody set: bcc"),
        (lambda: raw("X-Own: 1"), "headers that nobody set: x-own"),
        (lambda: raw("Subject: Other"), "headers that nobody set: subject"),
        (lambda: raw("to: x@evil.org"), "headers that nobody set: to"),
        (lambda: message(To="b@example.org"), "the header To does not say what was meant"),
        (lambda: message(To=f"{TO}, b@example.org"), "the header To does not say"),
        (lambda: message(To=f"{TO}, {TO}"), "the header To does not say"),
        (lambda: message(To=""), "the header To does not say"),
        (lambda: message(From="x@evil.org"), "the header From does not say"),
        (lambda: message(From=""), "the header From does not say"),
        (lambda: message(From=f"{FROM}, x@evil.org"), "the header From does not say"),
        (lambda: message(Reply_To="x@evil.org"), "the header Reply-To does not say"),
        (lambda: message(Reply_To=f"{FROM}, x@evil.org"), "the header Reply-To does not say"),
    ],
)
def test_what_was_not_meant_is_not_sent(made: Callable[[], EmailMessage], said: str) -> None:
    with pytest.raises(ContentError, match=said) as told:
        sealed(made(), TO, FROM)
    (problem,) = told.value.problems
    assert (problem.file, problem.line, problem.column) == ("message", 0, 0)


def test_nobody_sends_where_there_is_no_sender() -> None:
    for made, said in ((message(Reply_To=""), "From"), (message(From=""), "Reply-To")):
        with pytest.raises(ContentError, match=f"the header {said} does not say"):
            sealed(made, TO, None)


def test_only_named_headers_may_stand() -> None:
    names = OURS - {"subject"}
    with pytest.raises(ContentError, match="nobody set: subject"):
        sealed(message(), TO, FROM, names=names)
    assert sealed(message(X_Own="1"), TO, FROM, names={*OURS, "x-own"})


@pytest.mark.parametrize(
    "sign", ["\0", "\n", "\r", "\t", "\x1f", "\x7f", "\x85", "\x9f", "\u2028", "\u202a", "\u202e", "\u2066", "\u2069",
             "\ud800", "\udfff"],
)  # fmt: skip
def test_signs_that_break_a_header_are_refused(sign: str) -> None:
    with pytest.raises(ContentError, match="a line break or a control character") as told:
        plain_value(f"a{sign}b", "--to")
    (problem,) = told.value.problems
    assert (problem.file, problem.line, problem.column) == ("--to", 0, 0)


@pytest.mark.parametrize("text", ["=?utf-8?q?x?=", "a =?x?B?eA==?= b", "=??b?", "=?utf-8*en?Q?"])
def test_what_a_mail_program_decodes_is_refused(text: str) -> None:
    with pytest.raises(ContentError, match="would take for other letters"):
        plain_value(text, "--to")


@pytest.mark.parametrize(
    "text", ["", "Hello", "Zoë Ngọc", "a=?b", "x ?= y", "=?a?c?", "עברית", "a\xa0b", "\u2027\u202f"]
)
def test_plain_values_stay_as_they_are(text: str) -> None:
    assert plain_value(text, "--to") == text
