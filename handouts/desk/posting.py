"""Sending a sheet from the desk: first what would be sent and to whom, then, on a second press, the message itself."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from handouts.desk import sheets
from handouts.desk.forms import fields_of, form_of, last
from handouts.errors import HandoutError, Problem

if TYPE_CHECKING:
    from handouts.desk.app import Desk

_NOT_KEPT = frozenset({"token", "tab", "seq", "act", "out", "again"})
"""Fields of the form of a sheet that do not come back with it."""


def email(desk: Desk, request: Request, body: bytes) -> Response:
    """What would be sent; with "now" it is sent. Nothing of it is kept but that it was sent, by a number."""
    from handouts.mail.message import message_of
    from handouts.mail.sending import SendError, Sent, send, server_of

    fields, slug = fields_of(body), request.path_params["slug"]
    to, now = last(fields, "to").strip(), dt.datetime.now(dt.UTC)
    values: dict[str, Any] = {
        "ready": None,
        "sent": False,
        "before": False,
        "problems": (),
        "ready_to_send": False,
    }
    server = None
    with desk.press:
        desk.refresh()
        if slug not in desk.library.names("topic"):
            return PlainTextResponse("There is no such sheet.", 404)
        form = form_of(slug, fields, desk.usual(slug))
        try:
            wanted = sheets.safe(desk.library.speaking(form.lang), form).request()
            values["ready"] = message_of(desk.library, wanted, to=to, sent_at=now, today=now.date())
            server = server_of(desk.library)
        except HandoutError as error:
            values["problems"] = tuple(_said(problem) for problem in error.problems)
    values["ready_to_send"] = server is not None
    if server is not None and values["ready"] is not None and last(fields, "out") == "now":
        log = Sent.of_user()
        try:  # outside of the press: a server may take its time
            send(values["ready"], server, log, again="again" in fields, today=now.date())
            values["sent"] = True
        except SendError as error:
            values["before"] = log.state(values["ready"].key) is not None
            values["problems"] = tuple(_said(problem) for problem in error.problems)
    kept = [(name, value) for name, some in fields.items() if name not in _NOT_KEPT for value in some]
    return desk.page("email", slug=slug, to=to, kept=kept, **values)


def _said(problem: Problem) -> Problem:
    """A problem of sending, in the words of this screen: options are not what is pressed here."""
    hint = problem.hint
    for option, words in (("give --again to send it once more", "tick the box to send it once more"),
                          ("before you give --again", "before you send it again"),
                          ("add mail: {host: smtp.example.org, user: desk@example.org}, or set HANDOUTS_SMTP_HOST",
                           "type its name under Clinic; until then save this as a file, which your mail program sends"),
                          ("set HANDOUTS_SMTP_PASSWORD, or store it: keyring set handouts USER",
                           "type it under Clinic; until then save this as a file, which your mail program sends"),
                          ("add email: desk@example.org, with your own address", "type your own address under Clinic"),
                          ("give --no-attach, or fewer exercises", "take fewer exercises")):  # fmt: skip
        hint = hint.replace(option, words)
    return Problem(problem.file, 0, 0, problem.message, hint)
