"""Addresses of e-mail as people write them: checked before anything is made of them. Asks nobody on a network."""

from __future__ import annotations

from email.headerregistry import Address

from handouts.content.model.reach import email_fault
from handouts.errors import ContentError, Problem
from handouts.headers import plain_value

EXAMPLE = "such as name@example.org"


def address(text: str, where: str = "--to", line: int = 0) -> Address:
    """The address in ``text``, with its display name if it has one: ``Ana Ruiz <ana@example.org>``.

    A domain in another script is turned into what servers know it by. Raises ContentError for what is no address, for
    several, and for one that only servers with SMTPUTF8 know.
    """
    plain_value(text, where)
    from email_validator import EmailNotValidError, validate_email

    try:
        found = validate_email(text.strip(), check_deliverability=False, allow_display_name=True, strict=True)
    except EmailNotValidError as error:
        shown = text if len(text) <= 60 else text[:57] + "..."
        raise _wrong(where, line, f"{shown!r} is not an e-mail address: {_plain(error)}", EXAMPLE) from None
    if found.ascii_email is None:
        message = "has letters before the @ that most mail servers do not know"
        raise _wrong(where, line, message, "use an address in plain letters")
    fault = email_fault(found.ascii_email)
    if fault:
        raise _wrong(where, line, f"is not an e-mail address: {fault}", EXAMPLE)
    return Address(found.display_name or "", addr_spec=found.ascii_email)


def _plain(error: Exception) -> str:
    """What is wrong with it, without a full stop."""
    words = str(error).split("\n")[0].rstrip(".")
    return words[:1].lower() + words[1:]


def _wrong(where: str, line: int, message: str, hint: str) -> ContentError:
    return ContentError(Problem(where, line, 0, message, hint))
