"""A mail server asked step by step, over the code that sends; nothing is handed over."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette", reason="needs the extra [desk]")

from handouts.desk.places import Places, opened
from handouts.mail.probing import STEPS, probe
from handouts.mail.sending import Server
from tests.mail.mails import CLINIC
from tests.mail.test_sending import PASSWORD, Inbox, authority, contexts, served
from tests.support.asking import Browser

__all__ = ["authority", "contexts", "served"]
Served = tuple[Inbox, Server]


def outcome(server: Server) -> list[bool | None]:
    steps = probe(server)
    assert [step.name for step in steps] == list(STEPS)
    return [step.right for step in steps]


def test_every_step_is_right_and_nothing_is_sent(served: Served) -> None:
    inbox, server = served
    steps = probe(server)
    assert [step.right for step in steps] == [True, True, True]
    assert steps[0].told.endswith(" ms") and steps[1].told.startswith("TLSv1.") and not inbox.taken


def test_a_wrong_password_is_said_in_the_words_of_the_server(served: Served) -> None:
    steps = probe(replace(served[1], password="wrong"))
    assert [step.right for step in steps] == [True, True, False]
    assert steps[2].problem is not None and "535" in steps[2].problem.message


def test_a_certificate_that_nobody_knows_ends_it_before_the_password(served: Served) -> None:
    assert outcome(replace(served[1], context=None)) == [True, False, None]


def test_a_server_that_is_not_there() -> None:
    assert outcome(Server("localhost", 1, timeout=5.0)) == [False, None, None]


def test_without_a_password_nothing_is_tried(served: Served) -> None:
    assert outcome(replace(served[1], password=None)) == [True, True, False]


@pytest.fixture
def desk(
    served: Served, authority: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Browser, Inbox, dict[str, str]]:
    """A desk whose clinic has this server, and what its form says of it."""
    inbox, server = served
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    monkeypatch.setenv("HANDOUTS_SMTP_PASSWORD", PASSWORD)
    monkeypatch.setenv("HANDOUTS_SENT", str(tmp_path / "sent.jsonl"))
    mail = {"host": "localhost", "port": str(server.port), "security": server.security, "user": "desk"}
    where = Places(tmp_path / "clinic.yaml", tmp_path / "content")
    where.clinic.write_text(CLINIC + "mail:\n" + "".join(f"  {k}: {v}\n" for k, v in mail.items()), "utf-8")
    return Browser(opened(where), where), inbox, {f"mail.{name}": value for name, value in mail.items()}


def test_the_clinic_screen_asks_the_server_that_is_typed(desk: tuple[Browser, Inbox, dict[str, str]]) -> None:
    browser, inbox, typed = desk
    page = browser.post("/clinic/mail-test", typed).text
    assert page.count('<span class="tag">✓') >= 3 and "No message was sent" in page and not inbox.taken
    refused = browser.post("/clinic/mail-test", {**typed, "password": "zyxw-wrong"}).text
    assert "535" in refused and "zyxw" not in refused
    assert 'class="tag bad">no' in browser.post("/clinic/mail-test", {**typed, "mail.host": ""}).text


@pytest.mark.parametrize(("field", "value"), [
    ("host", "²"), ("host", "a b"), ("host", "h" * 130), ("host", "\u202eh"), ("port", "many"), ("port", "²"),
    ("port", "9" * 5000), ("port", "0"), ("security", "none"), ("user", "u" * 200),
])  # fmt: skip
def test_what_no_clinic_file_may_say_of_a_server_is_not_tried(
    desk: tuple[Browser, Inbox, dict[str, str]], monkeypatch: pytest.MonkeyPatch, field: str, value: str
) -> None:
    browser, _, typed = desk

    def asked(*_: object, **__: object) -> None:
        raise AssertionError("somebody was asked")

    monkeypatch.setattr("handouts.mail.probing.connected", asked)
    page = browser.post("/clinic/mail-test", {**typed, f"mail.{field}": value})
    assert page.status == 200 and "somebody was asked" not in page.text
    assert 'class="tag bad">no' in page.text and "cannot be reached" not in page.text


def test_a_sheet_is_sent_after_a_second_press(desk: tuple[Browser, Inbox, dict[str, str]]) -> None:
    browser, inbox, _ = desk
    form = {"side": "left", "patient": "Zyxwvut", "note": "See you", "to": "ana@example.org"}
    asked = browser.post("/sheet/gluteus-minimus/email", {**form, "out": "send"}).text
    assert "Send this sheet?" in asked and "ana@example.org" in asked and not inbox.taken
    assert 'name="patient" value="Zyxwvut"' in asked
    assert "Sent</h1>" in browser.post("/sheet/gluteus-minimus/email", {**form, "out": "now"}).text
    assert inbox.to == ["ana@example.org"] and b"Zyxwvut" not in inbox.taken[0].split(b"\r\n\r\n")[0]
    again = browser.post("/sheet/gluteus-minimus/email", {**form, "out": "now"}).text
    assert "It was sent on" in again and "Tick the box" in again and len(inbox.taken) == 1
    browser.post("/sheet/gluteus-minimus/email", {**form, "out": "now", "again": "on"})
    assert len(inbox.taken) == 2


def test_what_cannot_be_sent_is_said_and_what_was_typed_stays(
    desk: tuple[Browser, Inbox, dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, inbox, _ = desk
    page = browser.post("/sheet/gluteus-minimus/email", {"patient": "Ana", "to": "nobody", "out": "now"}).text
    assert "Not sent" in page and 'value="Ana"' in page and not inbox.taken
    monkeypatch.setenv("HANDOUTS_SMTP_PASSWORD", "wrong")
    form = {"patient": "Ana", "to": "ana@example.org", "out": "now"}
    page = browser.post("/sheet/gluteus-minimus/email", form).text
    assert "535" in page and 'value="Ana"' in page and not inbox.taken
    assert browser.post("/sheet/nothing/email", form).status == 404
