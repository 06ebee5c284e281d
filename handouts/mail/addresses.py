"""Addresses of e-mail as people write them: checked before anything is made of them. Asks nobody on a network."""

from __future__ import annotations

import re
from email.headerregistry import Address

from handouts.content.model.reach import email_fault
from handouts.errors import ContentError, Problem
from handouts.headers import plain_value

EXAMPLE = "such as name@example.org"
_NAMED = re.compile(r'([^"()<>\[\]:;@\\,]+)<([^<>]*)>')
"""A name in letters of any script, without quotation marks, before an address: RFC 5322 has it in those of ASCII alone,
people write it in theirs."""


def address(text: str, where: str = "--to", line: int = 0) -> Address:
    """The address in ``text``, with its display name if it has one: ``Ana Ruiz <ana@example.org>``.

    The name may be in any script, and needs quotation marks only for signs such as a comma. A domain in another script
    is turned into what servers know it by. Raises ContentError for what is no address, for several, and for one that
    only servers with SMTPUTF8 know.
    """
    plain_value(text, where)
    try:
        from email_validator import EmailNotValidError, validate_email
    except ImportError:
        raise _wrong("email", 0, "what checks addresses is missing", "install handouts[mail]") from None

    named = _NAMED.fullmatch(text.strip())
    name, spec = (named[1].strip(), named[2].strip()) if named else ("", text.strip())
    try:
        found = validate_email(spec, check_deliverability=False, allow_display_name=not named, strict=True)
    except EmailNotValidError as error:
        shown = text if len(text) <= 60 else text[:57] + "..."
        raise _wrong(where, line, f"{shown!r} is not an e-mail address: {_plain(error)}", EXAMPLE) from None
    if found.ascii_email is None:
        message = "has letters before the @ that most mail servers do not know"
        raise _wrong(where, line, message, "use an address in plain letters")
    fault = email_fault(found.ascii_email)
    if fault:
        raise _wrong(where, line, f"is not an e-mail address: {fault}", EXAMPLE)
    return Address(name or found.display_name or "", addr_spec=found.ascii_email)


def _plain(error: Exception) -> str:
    """What is wrong with it, without a full stop."""
    words = str(error).split("\n")[0].rstrip(".")
    return words[:1].lower() + words[1:]


def _wrong(where: str, line: int, message: str, hint: str) -> ContentError:
    return ContentError(Problem(where, line, 0, message, hint))
