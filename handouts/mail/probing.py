"""Asks a mail server whether a message could be handed over to it, step by step, and hands none over.

The connection is the one that messages are sent through (:func:`handouts.mail.sending.connected`).
"""

from __future__ import annotations

import smtplib
import ssl
import time
from dataclasses import dataclass, field

from handouts.errors import Problem
from handouts.mail.sending import SendError, Server, connected, refused, unreachable

STEPS = ("answers", "encrypted", "signed in")
"""What has to be so before a message is handed over, in this order."""


@dataclass(frozen=True)
class Step:
    """One of :data:`STEPS`: ``right`` None where it was not tried. ``told``: how long it took (milliseconds), or what
    kind of encryption it is. ``problem``: what the server said.
    """

    name: str
    right: bool | None
    told: str = ""
    problem: Problem | None = field(default=None)


def probe(server: Server) -> tuple[Step, ...]:
    """What becomes of each step. Nothing is sent, and nothing raised."""
    began = time.monotonic()
    answers, encrypted, signed = STEPS
    try:
        connection = connected(server)
    except SendError as error:
        return Step(answers, True), Step(encrypted, False, "", error.problems[0]), Step(signed, None)
    except Exception as error:
        problem = unreachable(server, error).problems[0]
        if isinstance(error, ssl.SSLError | smtplib.SMTPResponseException):
            return Step(answers, True), Step(encrypted, False, "", problem), Step(signed, None)
        return Step(answers, False, "", problem), Step(encrypted, None), Step(signed, None)
    version = getattr(connection.sock, "version", lambda: None)() or ""
    done = (
        Step(answers, True, f"{(time.monotonic() - began) * 1000:.0f} ms"),
        Step(encrypted, True, version),
    )
    try:
        with connection:
            if not server.user:
                return (*done, Step(signed, None, "no user"))
            if not server.password:
                hint = "type it above, or set HANDOUTS_SMTP_PASSWORD"
                missing = Problem("password", 0, 0, "there is no password for the mail server", hint)
                return (*done, Step(signed, False, "", missing))
            connection.login(server.user, server.password)
    except smtplib.SMTPResponseException as error:
        return (*done, Step(signed, False, "", refused(error).problems[0]))
    except (smtplib.SMTPException, OSError) as error:
        return (*done, Step(signed, False, "", unreachable(server, error).problems[0]))
    return (*done, Step(signed, True))
