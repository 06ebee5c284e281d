"""Handing a message over to the clinic's mail server, encrypted, once. Keeps no address and no password.

What was sent is remembered by a number that nobody can turn back into an address, so that trying again after a break
sends nothing twice.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
import secrets
import smtplib
import socket
import ssl
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

from handouts.content.library import Library
from handouts.content.loading import validated
from handouts.content.model.clinic import MailServer
from handouts.content.source import PathKey, SourceFile
from handouts.errors import ContentError, HandoutError, Problem
from handouts.mail.message import Ready

TIMEOUT = 30.0
"""Seconds that a server may take for an answer."""
_ADDRESS = re.compile(r"\S+@\S+")


class SendError(HandoutError):
    """A message was not sent. ``again``: the server may take it later. ``code``: what it answered, 0 without an answer.

    ``unknown``: the connection broke when it may have been taken already.
    """

    def __init__(
        self, problem: Problem, *, again: bool = False, code: int = 0, unknown: bool = False
    ) -> None:
        super().__init__(problem)
        self.again, self.code, self.unknown = again, code, unknown


@dataclass(frozen=True, slots=True)
class Server:
    """Where and how a message is handed over. ``context``: which certificates count; those of the system by default."""

    host: str
    port: int = 587
    security: str = "starttls"
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    timeout: float = TIMEOUT
    context: ssl.SSLContext | None = field(default=None, repr=False)


def server_of(library: Library, environment: Mapping[str, str] | None = None) -> Server:
    """The server of the clinic file, or of ``HANDOUTS_SMTP_HOST``, ``_PORT``, ``_SECURITY`` and ``_USER``; the password
    of ``HANDOUTS_SMTP_PASSWORD`` or of the keyring (service "handouts"). Raises SendError where something is missing.
    """
    given = os.environ if environment is None else environment
    own = library.clinic.mail
    if not given.get(_SET["host"]) and not own:
        hint = "add mail: {host: smtp.example.org, user: desk@example.org}, or set HANDOUTS_SMTP_HOST"
        raise SendError(library.problem("clinic", (), "the clinic file names no mail server", hint))
    written = own.model_dump(mode="json", exclude_unset=True) if own else {}
    server = server_named({key: given.get(name) or written.get(key) for key, name in _SET.items()}, _SET)
    password = password_of(server.user, given)
    if server.user and not password:
        hint = "set HANDOUTS_SMTP_PASSWORD, or store it: keyring set handouts USER"
        raise SendError(Problem("--send", 0, 0, "there is no password for the mail server", hint))
    return replace(server, password=password)


_SET = {name: f"HANDOUTS_SMTP_{name.upper()}" for name in ("host", "port", "security", "user")}


def server_named(given: Mapping[str, object], names: Mapping[str, str]) -> Server:
    """The server of what was typed or set, by the rules of a clinic file, without a password. Raises SendError, which
    calls each field as ``names`` says.
    """
    values = {key: str(value) for key, value in given.items() if value not in (None, "")}
    places: dict[PathKey, tuple[int, int, int]] = {(key,): (n, 1, n) for n, key in enumerate(values, 2)}
    source = SourceFile("mail", "", {**values}, {**places, (): (1, 1, 1)}, {})
    try:
        mail = cast(MailServer, validated(source, MailServer))
    except ContentError as error:
        first = error.problems[0]
        key = next((key for key in values if source.position((key,)) == (first.line, first.column)), "host")
        raise SendError(Problem(names[key], 0, 0, first.message, first.hint)) from None
    port = mail.port if "port" in values else 465 if mail.security == "tls" else 587
    return Server(mail.host, port, mail.security, mail.user)


def password_of(user: str | None, environment: Mapping[str, str] | None = None) -> str | None:
    """The password of ``HANDOUTS_SMTP_PASSWORD``, or of the keyring; None where there is none."""
    given = os.environ if environment is None else environment
    return given.get("HANDOUTS_SMTP_PASSWORD") or (from_keyring(user) if user else None)


def keep_password(user: str, password: str) -> None:
    """Put a password into the keyring of whoever runs the program. Raises SendError without one."""
    try:
        import keyring

        keyring.set_password("handouts", user, password)
    except Exception:  # a keyring can fail in any way
        hint = "set HANDOUTS_SMTP_PASSWORD where the program is started"
        message = "this system has no key store that takes the password; it was not kept"
        raise SendError(Problem("--password", 0, 0, message, hint)) from None


def from_keyring(user: str) -> str | None:
    """The password in the keyring of whoever runs the program; None without a keyring."""
    try:
        import keyring

        return keyring.get_password("handouts", user)
    except Exception:  # a keyring can fail in any way; the environment is the other one
        return None


class Sent:
    """What was sent, in a file of numbers: for each message one made of its content and address with a salt that never
    leaves the file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._fresh = secrets.token_hex(16)

    @classmethod
    def of_user(cls) -> Sent:
        """The file of whoever runs the program; ``$HANDOUTS_SENT`` names another."""
        named = os.environ.get("HANDOUTS_SENT")
        if named:
            return cls(Path(named))
        if sys.platform == "win32":
            base = Path(os.environ.get("LOCALAPPDATA") or Path.home())
        else:
            base = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
        return cls(base / "handouts" / "sent.jsonl")

    def state(self, key: str) -> tuple[str, str] | None:
        """``("sent" or "begun", day)`` of a message; None for one that was never begun, or was refused."""
        salt, known = self._read()
        return known.get(_mark(salt, key))

    def note(self, key: str, state: str, day: dt.date) -> None:
        """Write down that a message was begun, sent or refused. Raises OSError where that cannot be kept."""
        salt, _ = self._read()
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = not self.path.exists()
        with os.fdopen(
            os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w", encoding="utf-8"
        ) as file:
            if fresh:
                file.write(json.dumps({"salt": salt}) + "\n")
            file.write(json.dumps({"id": _mark(salt, key), "state": state, "day": day.isoformat()}) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def _read(self) -> tuple[str, dict[str, tuple[str, str]]]:
        salt, known = "", dict[str, tuple[str, str]]()
        lines = self.path.read_text("utf-8").splitlines() if self.path.is_file() else []
        for line in lines:
            try:
                entry = json.loads(line)
            except ValueError:  # a line that was cut off
                continue
            if "salt" in entry:
                salt = str(entry["salt"])
            elif entry.get("state") == "refused":
                known.pop(str(entry.get("id")), None)
            else:
                known[str(entry.get("id"))] = (str(entry.get("state")), str(entry.get("day")))
        return salt or self._fresh, known


def _mark(salt: str, key: str) -> str:
    return hashlib.sha256(f"{salt} {key}".encode()).hexdigest()[:40]


def send(ready: Ready, server: Server, sent: Sent, *, again: bool = False, today: dt.date) -> None:
    """Hand ``ready`` over. Raises SendError where the server does not take it, where it cannot be encrypted, and where
    it was sent before (``again`` sends it once more).
    """
    before = sent.state(ready.key)
    if before is not None and not again:
        state, day = before
        message = (
            f"it was sent on {day}"
            if state == "sent"
            else f"it may have been sent on {day}: the connection broke"
        )
        raise SendError(
            Problem("--send", 0, 0, message, "give --again to send it once more"), unknown=state != "sent"
        )
    try:
        connection = connected(server)
    except SendError:
        raise
    except Exception as error:
        raise unreachable(server, error) from None
    begun = False
    try:
        with connection:
            if server.user and server.password:
                connection.login(server.user, server.password)
            _begin(sent, ready.key, today)
            begun = True
            connection.send_message(ready.message)
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as error:
        if begun:
            sent.note(ready.key, "refused", today)
        raise refused(error) from None
    except (smtplib.SMTPException, OSError) as error:
        if not begun:
            raise unreachable(server, error) from None
        hint = "ask whether it arrived before you give --again"
        message = "the connection broke while it was sent: nobody knows whether the server has it"
        raise SendError(Problem(server.host, 0, 0, message, hint), again=False, unknown=True) from None
    sent.note(ready.key, "sent", today)


def _begin(sent: Sent, key: str, day: dt.date) -> None:
    """Write down that a message is about to be handed over: without that it is not."""
    try:
        sent.note(key, "begun", day)
    except OSError as error:
        hint = "name a file that can be written in HANDOUTS_SENT"
        message = f"what was sent cannot be remembered here: {(error.strerror or str(error)).lower()}"
        raise SendError(Problem(str(sent.path), 0, 0, message, hint)) from None


def connected(server: Server) -> smtplib.SMTP:
    """An encrypted connection; what cannot be encrypted is given up before anything is said."""
    context = server.context or ssl.create_default_context()
    if server.security == "tls":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=server.timeout, context=context)
    connection = smtplib.SMTP(server.host, server.port, timeout=server.timeout)
    try:
        connection.ehlo()
        if not connection.has_extn("starttls"):
            hint = "ask whoever runs it, or use security: tls with its port (often 465)"
            message = "the server offers no encryption; nothing was sent"
            raise SendError(Problem(server.host, 0, 0, message, hint))
        connection.starttls(context=context)
        connection.ehlo()
    except BaseException:
        connection.close()
        raise
    return connection


def unreachable(server: Server, error: Exception) -> SendError:
    """Why there is no connection."""
    if isinstance(error, ssl.SSLCertVerificationError):
        hint = "check the name of the server; nothing was sent"
        return SendError(
            Problem(server.host, 0, 0, f"its certificate cannot be trusted: {error.verify_message}", hint)
        )
    if isinstance(error, ssl.SSLError):
        return SendError(Problem(server.host, 0, 0, "no encrypted connection", "check security and port"))
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return refused(error)
    if isinstance(error, smtplib.SMTPResponseException):
        return refused(error)
    what = "it did not answer in time" if isinstance(error, TimeoutError) else "it cannot be reached"
    if isinstance(error, socket.gaierror):
        what = "there is no server with this name"
    return SendError(
        Problem(f"{server.host}:{server.port}", 0, 0, what, "check host, port and network"), again=True
    )


def refused(error: Exception) -> SendError:
    """What the server answered, without any address in it."""
    raw: bytes | str
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, raw = next(iter(error.recipients.values()))
    else:
        assert isinstance(error, smtplib.SMTPResponseException)
        code, raw = error.smtp_code, error.smtp_error
    text = raw.decode("ascii", "replace") if isinstance(raw, bytes) else str(raw)
    said = _ADDRESS.sub("(an address)", " ".join(text.split()))[:160]
    if isinstance(error, smtplib.SMTPAuthenticationError) or code in (530, 535):
        what, hint = "it refuses the user or the password", "check HANDOUTS_SMTP_USER and the password"
    elif code == 552:
        what, hint = "the message is too large for it", "give --no-attach, or fewer exercises"
    elif 400 <= code < 500:
        what, hint = "it takes the message later, not now", "try again in some minutes"
    else:
        what, hint = "it refuses the message", "check the address"
    return SendError(
        Problem("mail server", 0, 0, f"{what} ({code} {said})", hint), again=400 <= code < 500, code=code
    )
