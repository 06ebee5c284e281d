"""Messages handed over to a real server: encrypted or not at all, with clear words for what goes wrong, and once."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import socket
import ssl
import sys
import types
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email import message_from_bytes
from email.policy import SMTP as SMTP_POLICY
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from handouts import ContentError, Library, SheetRequest
from handouts.mail.message import Ready, message_of
from handouts.mail.posting import post, write_log
from handouts.mail.sending import SendError, Sent, Server, send, server_of
from handouts.recipients import recipients
from handouts.roster import read_roster
from tests.mail.mails import clinic, text_of

DAY = dt.date(2026, 11, 26)
NOW = dt.datetime(2026, 11, 26, 12, 0, tzinfo=dt.UTC)
PASSWORD = "correct horse"


@dataclass
class Inbox:
    """What a server took, and what it answers: ``answers`` one after the other, then yes."""

    taken: list[bytes] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    drop: bool = False

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.drop:
            assert server.transport is not None
            server.transport.abort()
            await asyncio.sleep(0)
            return "250 never heard"
        if self.answers:
            return self.answers.pop(0)
        self.taken.append(bytes(envelope.content or b""))
        self.to += envelope.rcpt_tos
        return "250 taken"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def contexts(authority: trustme.CA) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """For the server, and for who trusts its certificate."""
    theirs = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(theirs)
    ours = ssl.create_default_context()
    authority.configure_trust(ours)
    return theirs, ours


def _check(_: Any, __: Any, ___: Any, ____: Any, data: Any) -> AuthResult:
    return AuthResult(success=data.login == b"desk" and data.password == PASSWORD.encode(), handled=False)


def _free() -> int:
    with socket.socket() as one:
        one.bind(("localhost", 0))
        return int(one.getsockname()[1])


@pytest.fixture(params=["starttls", "tls"])
def served(request: pytest.FixtureRequest, contexts: Any) -> Iterator[tuple[Inbox, Server]]:
    """A real server that wants a password, and how it is reached."""
    theirs, ours = contexts
    inbox, port = Inbox(), _free()
    options: dict[str, Any] = {"authenticator": _check, "auth_required": True}
    if request.param == "tls":
        controller = Controller(
            inbox, hostname="localhost", port=port, ssl_context=theirs, auth_require_tls=False, **options
        )
    else:
        controller = Controller(
            inbox, hostname="localhost", port=port, tls_context=theirs, require_starttls=True, **options
        )
    controller.start()
    yield inbox, Server("localhost", port, request.param, "desk", PASSWORD, 10.0, ours)
    controller.stop()


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return clinic(tmp_path_factory.mktemp("clinic"))


@pytest.fixture(scope="module")
def ready(library: Library) -> Ready:
    return message_of(library, SheetRequest("gluteus-minimus"), to="zuzanna@example.org", sent_at=NOW)


@pytest.fixture
def sent(tmp_path: Path) -> Sent:
    return Sent(tmp_path / "state" / "sent.jsonl")


def test_it_arrives_whole(served: tuple[Inbox, Server], ready: Ready, sent: Sent) -> None:
    inbox, server = served
    send(ready, server, sent, today=DAY)
    assert inbox.taken == [ready.message.as_bytes()]
    assert inbox.to == ["zuzanna@example.org"]


def test_it_is_sent_once_unless_asked(served: tuple[Inbox, Server], ready: Ready, sent: Sent) -> None:
    inbox, server = served
    send(ready, server, sent, today=DAY)
    with pytest.raises(SendError, match="sent on 2026-11-26"):
        send(ready, server, Sent(sent.path), today=DAY)
    send(ready, server, sent, again=True, today=DAY)
    assert len(inbox.taken) == 2


def test_what_is_remembered_names_nobody(served: tuple[Inbox, Server], ready: Ready, sent: Sent) -> None:
    send(ready, served[1], sent, today=DAY)
    kept = sent.path.read_text("utf-8")
    assert "zuzanna" not in kept and ready.key not in kept
    assert sent.path.stat().st_mode & 0o077 == 0


def test_a_wrong_password_sends_nothing(served: tuple[Inbox, Server], ready: Ready, sent: Sent) -> None:
    inbox, server = served
    with pytest.raises(SendError, match="user or the password") as caught:
        send(ready, replace(server, password="wr0ng"), sent, today=DAY)
    assert inbox.taken == [] and sent.state(ready.key) is None
    assert "wr0ng" not in str(caught.value)


@pytest.mark.parametrize(
    ("answer", "words", "again"),
    [
        ("451 4.7.1 Greylisted, come back <zuzanna@example.org>", "later, not now", True),
        ("552 5.3.4 Message too big", "too large", False),
        ("550 5.1.1 No such user", "refuses the message", False),
    ],
)
def test_what_a_server_refuses_is_said_and_may_be_tried_again(
    served: tuple[Inbox, Server], ready: Ready, sent: Sent, answer: str, words: str, again: bool
) -> None:
    inbox, server = served
    inbox.answers.append(answer)
    with pytest.raises(SendError, match=words) as caught:
        send(ready, server, sent, today=DAY)
    assert caught.value.again is again and caught.value.code == int(answer[:3])
    assert "zuzanna" not in str(caught.value)
    send(ready, server, sent, today=DAY)
    assert len(inbox.taken) == 1


def test_a_connection_that_breaks_midway_is_not_tried_again_unasked(
    served: tuple[Inbox, Server], ready: Ready, sent: Sent
) -> None:
    inbox, server = served
    inbox.drop = True
    with pytest.raises(SendError, match="nobody knows") as caught:
        send(ready, server, sent, today=DAY)
    assert caught.value.unknown
    inbox.drop = False
    with pytest.raises(SendError, match="may have been sent"):
        send(ready, server, sent, today=DAY)
    assert inbox.taken == []


def test_a_certificate_that_nobody_vouches_for_is_refused(
    served: tuple[Inbox, Server], ready: Ready, sent: Sent
) -> None:
    inbox, server = served
    with pytest.raises(SendError, match="certificate"):
        send(ready, replace(server, context=None), sent, today=DAY)
    assert inbox.taken == []


def test_a_server_without_encryption_gets_nothing(ready: Ready, sent: Sent) -> None:
    inbox, port = Inbox(), _free()
    controller = Controller(inbox, hostname="localhost", port=port)
    controller.start()
    try:
        with pytest.raises(SendError, match="no encryption"):
            send(ready, Server("localhost", port, timeout=10.0), sent, today=DAY)
    finally:
        controller.stop()
    assert inbox.taken == []


def test_a_server_that_is_not_there_is_named(ready: Ready, sent: Sent) -> None:
    with pytest.raises(SendError, match="cannot be reached") as caught:
        send(ready, Server("localhost", _free(), timeout=5.0), sent, today=DAY)
    assert caught.value.again and sent.state(ready.key) is None


WRONG_HOSTS = ("²", "a b", "a\nb", "-a", "h" * 130, "https://mail.example.org", "\u202eh", "[::1]:25")
WRONG_PORTS = ("x", "²", "٣", "0", "-1", "65536", "9" * 5000, "5 87")


def test_a_server_is_named_by_the_clinic_or_the_environment(tmp_path: Path, library: Library) -> None:
    own = clinic(tmp_path, "mail: {host: smtp.example.org, port: 465, security: tls, user: desk}")
    server = server_of(own, {"HANDOUTS_SMTP_PASSWORD": PASSWORD})
    assert (server.host, server.port, server.security, server.user) == (
        "smtp.example.org",
        465,
        "tls",
        "desk",
    )
    assert PASSWORD not in repr(server)
    other = server_of(own, {"HANDOUTS_SMTP_HOST": "mx.example.org", "HANDOUTS_SMTP_PASSWORD": "x"})
    assert other.host == "mx.example.org"
    for given, words in (
        ({}, "no mail server"),
        *(({"HANDOUTS_SMTP_HOST": host}, "HANDOUTS_SMTP_HOST: ") for host in WRONG_HOSTS),
        *(
            ({"HANDOUTS_SMTP_HOST": "h", "HANDOUTS_SMTP_PORT": port}, "HANDOUTS_SMTP_PORT: ")
            for port in WRONG_PORTS
        ),
        ({"HANDOUTS_SMTP_HOST": "h", "HANDOUTS_SMTP_SECURITY": "none"}, "HANDOUTS_SMTP_SECURITY: "),
        ({"HANDOUTS_SMTP_HOST": "h", "HANDOUTS_SMTP_USER": "u" * 200}, "HANDOUTS_SMTP_USER: "),
    ):
        with pytest.raises(SendError, match=words):
            server_of(library, given)


def test_the_password_comes_from_the_environment_or_the_keyring_and_from_nowhere_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = clinic(tmp_path, "mail: {host: smtp.example.org, user: desk}")
    kept = {("handouts", "desk"): "from the keyring"}
    ring = types.ModuleType("keyring")
    monkeypatch.setattr(ring, "get_password", lambda *asked: kept.get(asked), raising=False)
    monkeypatch.setitem(sys.modules, "keyring", ring)
    assert server_of(own, {}).password == "from the keyring"
    assert server_of(own, {"HANDOUTS_SMTP_PASSWORD": PASSWORD}).password == PASSWORD
    kept.clear()
    with pytest.raises(SendError, match="there is no password"):
        server_of(own, {})

    def locked(*_: str) -> str:
        raise RuntimeError("the key store is locked")

    monkeypatch.setattr(ring, "get_password", locked, raising=False)
    with pytest.raises(SendError, match="keyring set handouts USER"):
        server_of(own, {})
    with pytest.raises(ContentError, match="there is no key 'password'"):
        clinic(tmp_path, "mail: {host: smtp.example.org, user: desk, password: x}").clinic  # noqa: B018


ROSTER = """name,email,sheet,side
Zuzanna,zuzanna@example.org,gluteus-minimus,left
Bo,bo@,gluteus-minimus,right
Cy,,gluteus-minimus,left
Di,di@example.org,tensor-fasciae-latae,right
"""


def test_a_roster_is_sent_row_by_row_and_goes_on_where_it_was(
    served: tuple[Inbox, Server], library: Library, sent: Sent, tmp_path: Path
) -> None:
    inbox, server = served
    inbox.answers += ["250 taken", "451 later"]
    people, wrong = recipients("r.csv", read_roster("r.csv", ROSTER.encode()), SheetRequest(""))
    assert wrong == ()
    pauses: list[int] = []

    def run() -> list[str]:
        results = post(
            library, "r.csv", people, server, sent, now=lambda: NOW, pause=lambda: pauses.append(1)
        )
        return [one.result for one in write_log(tmp_path / "log.jsonl", results)]

    assert run() == ["sent", "wrong", "wrong", "later"]
    assert pauses == [1], "one between two that were handed over"
    assert run() == ["before", "wrong", "wrong", "sent"]
    log = (tmp_path / "log.jsonl").read_text("utf-8")
    assert [json.loads(line)["row"] for line in log.splitlines()] == [1, 2, 3, 4] * 2
    assert not any(word in log for word in ("Zuzanna", "example.org", "gluteus"))


def test_a_note_with_notation_is_said_at_its_cell_and_not_sent(
    served: tuple[Inbox, Server], library: Library, sent: Sent
) -> None:
    inbox, server = served
    table = "name,email,note,sheet\nBo,bo@example.org,Dear {FirstName},gluteus-minimus\n"
    people, _ = recipients("r.csv", read_roster("r.csv", table.encode()), SheetRequest(""))
    (result,) = post(library, "r.csv", people, server, sent, now=lambda: NOW, pause=lambda: None)
    (problem,) = result.problems
    assert result.result == "wrong" and not inbox.taken
    assert (problem.file, problem.line, problem.column) == ("r.csv", 2, 3)
    assert "in a note" in problem.message and "FirstName" not in str(problem)


PLANS = """name,email,sheet,side,exercises
Zuzanna,zuzanna@example.org,plans/first.yaml,left,
Bo,bo@example.org,plans/none.yaml,right,
Cy,cy@example.org,plans/first.yaml,,clamshell=3x12|seated-glute-stretch=often
Di,di@example.org,,right,clamshell=3x12
"""


def test_a_roster_of_plans_is_sent_as_home_programs(
    served: tuple[Inbox, Server], library: Library, sent: Sent, tmp_path: Path
) -> None:
    inbox, server = served
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "first.yaml").write_text(
        "kind: program\nexercises: [low-lunge, clamshell]\n", "utf-8"
    )
    (tmp_path / "usual.yaml").write_text("kind: program\nexercises: [low-lunge]\n", "utf-8")
    file, like = str(tmp_path / "r.csv"), SheetRequest(str(tmp_path / "usual.yaml"))
    people, wrong = recipients(file, read_roster(file, PLANS.encode()), like)
    assert wrong == ()
    results = list(post(library, file, people, server, sent, now=lambda: NOW, pause=lambda: None))
    assert [one.result for one in results] == ["sent", "wrong", "wrong", "sent"]
    assert [(p.file, p.line, p.column) for one in results for p in one.problems] == [
        (file, 3, 3),
        (file, 4, 5),
    ]
    first, last = (message_from_bytes(data, policy=SMTP_POLICY) for data in inbox.taken)
    assert inbox.to == ["zuzanna@example.org", "di@example.org"]
    assert "LOW LUNGE" in text_of(first).upper() and "Left" in text_of(first)
    assert "CLAMSHELL" in text_of(last).upper() and "LOW LUNGE" not in text_of(last).upper()
    assert [part.get_filename() for part in first.iter_attachments()] == ["home-program.pdf"]
    assert "Zuzanna" not in text_of(first)


def test_a_row_that_is_wrong_is_named_as_its_cell(library: Library, sent: Sent) -> None:
    people, _ = recipients("r.csv", read_roster("r.csv", ROSTER.encode()), SheetRequest(""))
    server = Server("localhost", 1)
    found = list(post(library, "r.csv", people[1:2], server, sent, now=lambda: NOW, pause=lambda: None))
    assert str(found[0].problems[0]).startswith("r.csv:3:2: this is no e-mail address")
