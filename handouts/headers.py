"""The headers of a message: nothing that somebody typed can become a header, a receiver or a line of its own.

:func:`plain_value` looks at a value before it is put into a header, :func:`sealed` at the finished message as a mail
program would read it. Makes no message and sends none.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

from handouts.errors import ContentError, Problem

_ENCODED = re.compile(r"=\?[^?]*\?[bqBQ]\?")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
OURS = frozenset({
    "subject", "from", "to", "reply-to", "date", "message-id", "mime-version", "content-type", "auto-submitted",
    "content-transfer-encoding", "content-language",
})  # fmt: skip
"""Headers that the program sets."""


def plain_value(text: str, where: str) -> str:
    """``text``, which may stand in a header. Raises ContentError, with the place ``where``, for line breaks, control
    characters and what a mail program would take for other letters (RFC 2047).
    """
    if _CONTROL.search(text):
        raise _wrong(where, "has a line break or a control character")
    if _ENCODED.search(text):
        raise _wrong(where, "has signs that a mail program would take for other letters: =?")
    return text


def sealed(
    message: EmailMessage, receiver: str, sender: str | None, *, names: Collection[str] = OURS
) -> EmailMessage:
    """``message``, once it has been read again from its bytes and says what was meant: each header once, none but
    ``names``, one receiver, at most one sender. Raises ContentError; the message is then not to be sent.
    """
    read = message_from_bytes(message.as_bytes(), policy=SMTP)
    found = [name.lower() for name in read]
    twice = sorted({name for name in found if found.count(name) > 1})
    strange = sorted(set(found) - set(names))
    if twice or strange:
        raise _wrong("message", f"has headers that nobody set: {', '.join(twice or strange)}")
    wanted = {"To": [receiver], "From": [sender] if sender else [], "Reply-To": [sender] if sender else []}
    for name, addresses in wanted.items():
        header = read[name]
        there = [address.addr_spec for address in header.addresses] if header is not None else []
        if there != addresses and not (name == "Reply-To" and header is None):
            raise _wrong("message", f"the header {name} does not say what was meant")
    return message


def _wrong(where: str, message: str) -> ContentError:
    return ContentError(Problem(where, 0, 0, message, "type it again by hand, in plain letters"))
