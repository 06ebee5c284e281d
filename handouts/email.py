"""A handout as an e-mail: text, web page and the PDF attached. Sends nothing; no patient's name is in a header."""

from __future__ import annotations

import hashlib
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from handouts.content.library import Library
from handouts.content.model.reach import email_fault
from handouts.errors import ContentError, Problem, wanted
from handouts.headers import plain_value, sealed
from handouts.making import make_all
from handouts.notes import Note
from handouts.sheet.request import SheetRequest


def email_message(library: Library, request: SheetRequest, *, to: str) -> EmailMessage:
    """A complete message to ``to``: plain text, the same as HTML, and the PDF of ``request`` attached.

    The subject names the sheet and never the patient. The sender is the clinic's address if its file has one; the
    date and the message's identity are for whoever sends it. The same input gives the same bytes. Raises
    :class:`ContentError` for an address that is none, and as :func:`handouts.make` does.
    """
    return addressed(library, request, to=to)[0]


def addressed(library: Library, request: SheetRequest, *, to: str) -> tuple[EmailMessage, tuple[Note, ...]]:
    """The message of :func:`email_message`, and what its sender should know of the sheet in it."""
    wanted("--to", to, str, "pass an e-mail address")
    wanted("library", library, Library, "pass what Library.load() gives")
    wanted("request", request, SheetRequest, "pass a handouts.SheetRequest")
    fault = email_fault(to) or ("" if to.isascii() else "write its server as xn--...")
    if fault:
        what = f"{to[:60]!r} is not an e-mail address: {fault}"
        raise ContentError(Problem("--to", 0, 0, what, "such as name@example.org"))
    library = library.speaking(request.lang)
    made = make_all(library, request, ("pdf", "html", "text"))
    pdf = made["pdf"]
    message = EmailMessage(policy=SMTP)
    subject = library.wording.fill("subject", title=library.topic(request.slug).title)
    message["Subject"] = plain_value(str(subject), request.slug)
    message["To"] = Address(addr_spec=to)
    plain_value(to, "--to")
    sender = library.clinic.email and _ascii(library.clinic.email)
    if sender:
        message["From"] = Address(addr_spec=sender)
    message.set_content(made["text"].text)
    message.add_alternative(made["html"].text, subtype="html")
    message.add_attachment(pdf.data, maintype="application", subtype="pdf", filename=f"{request.slug}.pdf")
    digest = hashlib.sha256(pdf.data).hexdigest()[:24]
    for number, part in enumerate(message.walk()):
        if part.is_multipart():
            part.set_boundary(f"=_{number}_{digest}")
    return sealed(message, to, sender), pdf.notes


def _ascii(address: str) -> str:
    """An address with its server as servers know it."""
    local, _, host = address.rpartition("@")
    return f"{local}@{host.encode('idna').decode('ascii')}"
