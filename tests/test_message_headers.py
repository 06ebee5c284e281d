"""Nothing that somebody typed becomes a header, a second receiver or another sender of a message."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts import ContentError, Library, SheetRequest, email_message
from handouts.headers import plain_value, sealed
from tests.sheet.bundled import MUSCLE, bundled, changed, overlay

CLINIC = "clinics/west-suburban-pain-relief.yaml"
TO = "patient@example.org"
INJECTED = [
    "=?utf-8?q?x=40evil.org=2C_a?=@b.org", "=?utf-8?q?=3Ca=40evil.org=3E?=@b.org",
    "=?utf-8?q?a=0D=0ABcc=3Ax=40y.z?=@b.org",
    "=?utf-8?b?YUBldmlsLm9yZywgYg==?=@b.org", "a@b.org\r\nBcc: x@y.org", "a@b.org\nTo: x@y.org", "a@b.org, c@d.org",
    "a,b@c.org", "x:a@b.org;", "(c)a@b.org", "a@b.org;c@d.org", "a b@c.org", "a@b@c.org", "a@b.org\0",
    ".a@b.org", "a..b@c.org", "a.@b.org", "a@-b.org", "a@b-.org", f"{'x' * 65}@a.org", f"a@{'b' * 64}.org", "a@b", "a@",
    "@b.org", "", " ", "a@b.1", f"a@{'b.' * 130}org", "müller@a.org", "a@b..org",
]  # fmt: skip


def _with_mail(folder: Path, email: str = "desk@example.org", name: str = "Example Clinic") -> Library:
    quoted = '"' + email.encode("unicode_escape").decode("ascii") + '"'
    text = changed(CLINIC, {r"^name:.*": f'name: "{name}"'}) + f"email: {quoted}\n"
    return Library.load(overlay=overlay(folder, {"clinics/mine.yaml": text}))


@pytest.mark.parametrize("address", INJECTED)
def test_what_is_no_single_address_is_no_receiver(tmp_path: Path, address: str) -> None:
    with pytest.raises(ContentError):
        email_message(_with_mail(tmp_path), SheetRequest(MUSCLE), to=address)


@pytest.mark.parametrize("address", [*INJECTED, "<a@b.org>"])
def test_what_is_no_single_address_is_no_sender(tmp_path: Path, address: str) -> None:
    with pytest.raises(ContentError):
        _ = _with_mail(tmp_path, address).clinic


ENCODED = [
    "=?utf-8?q?=0D=0ABcc=3Ax=40y.z?=",
    "=?utf-8?b?DQpCY2M6eEB5Lno=?=",
    "A =?us-ascii?Q?=0ABcc=3Ax=40y.z?= B",
]


@pytest.mark.parametrize("text", ENCODED)
@pytest.mark.parametrize("place", ["title", "clinic", "wording"])
def test_content_cannot_add_a_header(tmp_path: Path, text: str, place: str) -> None:
    files = {"clinics/mine.yaml": bundled(CLINIC) + "email: desk@example.org\n"}
    if place == "title":
        files[f"muscles/{MUSCLE}.yaml"] = changed(
            f"muscles/{MUSCLE}.yaml", {r"^title:.*": f'title: "{text}"'}
        )
    elif place == "clinic":
        files["clinics/mine.yaml"] = (
            changed(CLINIC, {r"^name:.*": f'name: "{text}"'}) + "email: desk@example.org\n"
        )
    else:
        files["wording/en.yaml"] = changed("wording/en.yaml", {r"^in_short:.*": f'in_short: "{text}"'})
    with pytest.raises(ContentError, match="mail program takes for other letters"):
        email_message(Library.load(overlay=overlay(tmp_path, files)), SheetRequest(MUSCLE), to=TO)


def test_a_message_has_each_header_once_and_none_that_nobody_set(tmp_path: Path) -> None:
    message = email_message(
        _with_mail(tmp_path), SheetRequest(MUSCLE, patient="Ana\u202f=?utf-8?q?x?=", note="Hi"), to=TO
    )
    read = message_from_bytes(message.as_bytes(), policy=SMTP)
    names = [name.lower() for name in read]
    assert len(names) == len(set(names)) and "bcc" not in names and "cc" not in names
    assert [address.addr_spec for address in read["To"].addresses] == [TO]
    assert [address.addr_spec for address in read["From"].addresses] == ["desk@example.org"]


def _message(**headers: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    for name, value in {"Subject": "x", "To": TO, "From": "desk@example.org", **headers}.items():
        message[name.replace("_", "-")] = value
    message.set_content("x")
    return message


@pytest.mark.parametrize(
    "headers",
    [{"To": f"{TO}, x@y.org"}, {"To": "x@y.org"}, {"From": "x@y.org"}, {"Bcc": "x@y.org"}, {"X_Own": "1"},
     {"Reply_To": "x@y.org"}, {"Cc": TO}],
)  # fmt: skip
def test_a_message_that_says_something_else_is_not_given_out(headers: dict[str, str]) -> None:
    assert sealed(_message(), TO, "desk@example.org")
    with pytest.raises(ContentError):
        sealed(_message(**headers), TO, "desk@example.org")


def test_a_header_that_stands_twice_is_not_given_out() -> None:
    message = _message()
    message.add_header("Auto-Submitted", "no")
    message.add_header("Auto-Submitted", "yes")
    with pytest.raises(ContentError, match="auto-submitted"):
        sealed(message, TO, "desk@example.org")


BITS = ["=?", "?=", "q?", "utf-8?", "=0D=0A", "Bcc:x", "\r", "\n", "a"]


def _headers(text: str) -> Iterator[str]:
    message = EmailMessage(policy=SMTP)
    message["Subject"] = text
    yield from (name.lower() for name in message_from_bytes(message.as_bytes(), policy=SMTP))


@settings(max_examples=300, derandomize=True, deadline=None)
@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from(["=?", "?=", "q?", "utf-8?", "=0D=0A", "Bcc:x", "\r", "\n", "a"])).map("".join)
)
def test_whatever_may_stand_in_a_header_is_one_header(text: str) -> None:
    try:
        plain_value(text, "x")
    except ContentError:
        return
    assert list(_headers(text)) == ["subject"]


@pytest.mark.parametrize(
    "text", ["=?utf-8?q?x?=", "a =?UTF-8?B?eA==?= b", "a\nb", "a\u2028b", "a\u202eb", "\x7f"]
)
def test_what_no_header_may_have_is_refused_before_it_is_one(text: str) -> None:
    with pytest.raises(ContentError, match="--to"):
        plain_value(text, "--to")
