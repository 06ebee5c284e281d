"""A handout or a home program as a whole message: headers, text, HTML with pictures, the PDF. Sends nothing.

The message says what the PDF attached says: the same exercises and doses. No header, file name or identity says
anything of the patient; in the body a name, a goal, notes and what was told of a person's health stand only on request.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from string import ascii_uppercase

from handouts.content.library import Library
from handouts.content.markup import parse
from handouts.content.model.wording import fill
from handouts.errors import ContentError, Problem
from handouts.errors import wanted as wanted_of
from handouts.headers import plain_value, sealed
from handouts.limits import DAYS, FIRST_DAY, LAST_DAY
from handouts.mail import body, plain
from handouts.mail.addresses import address
from handouts.mail.look import Look
from handouts.mail.order import flat
from handouts.mail.parts import Writer
from handouts.mail.pictures import Pictures
from handouts.making import make_with_document
from handouts.notes import Note
from handouts.program.choose import program_of
from handouts.program.compose import Fit
from handouts.program.compose import document as program_document
from handouts.program.making import make_program
from handouts.program.reading import Planned
from handouts.sheet import blocks as b
from handouts.sheet.article import phone_link
from handouts.sheet.blocks import plain as text_of
from handouts.sheet.context import listed
from handouts.sheet.request import SheetRequest
from handouts.sheet.saying import filled, spans

LARGEST = 5_000_000
"""Bytes of a whole message; servers take ten and more."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A message ready to be sent, what its sender should know, and what tells it from any other.

    ``key``: the same for the same content to the same address, whenever it is sent.
    """

    message: EmailMessage
    notes: tuple[Note, ...]
    key: str


def email_message(
    library: Library,
    request: SheetRequest,
    *,
    to: str,
    personal: bool = False,
    attach: bool = True,
    sent_at: dt.datetime | None = None,
) -> EmailMessage:
    """A complete message to ``to`` with the handout of ``request``: plain text, HTML with pictures, the PDF attached.

    ``personal`` puts the patient's name and note into the body; ``attach`` False leaves the PDF out. With ``sent_at``
    (a time with its zone) it has a date and an identity of its own; without it the same input gives the same bytes.
    Raises :class:`ContentError` for an address that is none, for a clinic without an address, and as
    :func:`handouts.make` does.
    """
    return message_of(library, request, to=to, personal=personal, attach=attach, sent_at=sent_at).message


def message_of(
    library: Library,
    wanted: SheetRequest | Planned,
    *,
    to: str,
    personal: bool = False,
    attach: bool = True,
    sent_at: dt.datetime | None = None,
    today: dt.date | None = None,
) -> Ready:
    """The message of a handout or of a home program, as :func:`email_message` makes it."""
    wanted_of("--to", to, str, "pass an e-mail address")
    wanted_of("library", library, Library, "pass what Library.load() gives")
    wanted_of("request", wanted, (SheetRequest, Planned), "pass a handouts.SheetRequest")
    for argument, flag in (("personal", personal), ("attach", attach)):
        wanted_of(argument, flag, bool, "pass True or False")
    hint = "pass a datetime.datetime with its time zone, or nothing"
    wanted_of("sent_at", sent_at, (dt.datetime, type(None)), hint)
    if sent_at is not None and sent_at.utcoffset() is None:
        raise ContentError(Problem("sent_at", 0, 0, "the time has no time zone", hint))
    if sent_at is not None and not FIRST_DAY <= sent_at.date() <= LAST_DAY:
        raise ContentError(Problem("sent_at", 0, 0, "no message is sent on that day", DAYS))
    if sent_at is not None and (sent_at.utcoffset() or dt.timedelta()) % dt.timedelta(minutes=1):
        raise ContentError(
            Problem("sent_at", 0, 0, "its time zone is off by seconds, which no message can say", hint)
        )
    receiver = address(to)
    plain_value(receiver.display_name, "--to")
    program = isinstance(wanted, Planned)
    if isinstance(wanted, Planned):
        library = library.speaking(wanted.plan.lang)
        plan = wanted.plan.model_copy(update={"fillable": True})  # it is read on a screen first
        wanted = replace(wanted, plan=plan)
        made = make_program(library, wanted, today=today)
        chosen = program_of(library, wanted)
        if not chosen.given:
            nothing = "no exercise of the plan is for this patient, so there is nothing to send"
            raise ContentError(
                wanted.problem(("exercises",), nothing, "call the patient, or change the plan")
            )
        document = program_document(chosen, Fit(), web=True, sent=True)
        name, edition = wanted.plan.name, wanted.plan.edition
    else:
        library = library.speaking(wanted.lang)
        wanted = replace(wanted, fillable=True)
        made, document = make_with_document(library, wanted, today=today)
        name, edition = wanted.patient, wanted.edition
    if edition == "clinician":
        raise ContentError(
            Problem("--edition", 0, 0, "the clinician edition is not for patients", "leave it out")
        )
    sender = _sender(library)
    nodes = flat(document)
    if not personal:
        nodes = list(impersonal(nodes))
    around = _around(
        library, document, nodes, name if personal else None, made.pages if attach else 0, program
    )
    page = _writer(library, document)
    html = body.render(nodes, around, page)
    message = EmailMessage(policy=SMTP)
    _headers(message, library, sender, receiver, program=program)
    message.set_content(plain.render(nodes, around), cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    _add_pictures(message, page)
    if attach:
        file = "home-program.pdf" if program else "handout.pdf"
        message.add_attachment(made.data, maintype="application", subtype="pdf", filename=file)
    key = hashlib.sha256(b"\0".join((made.data, html.encode(), receiver.addr_spec.encode()))).hexdigest()
    _settle(message, key, sender, sent_at)
    return Ready(sealed(message, receiver.addr_spec, sender.addr_spec), made.notes, key)


def _sender(library: Library) -> Address:
    """The clinic's own address, for who it is from and where answers go. Raises ContentError without one."""
    clinic = library.clinic
    if not clinic.email:
        hint = "a message needs somebody to answer to: add email: desk@example.org, with your own address"
        raise ContentError(library.problem("clinic", (), "the clinic file has no e-mail address", hint))
    found = address(clinic.email, str(library.clinic_path))
    return Address(plain_value(str(clinic.name), str(library.clinic_path)), addr_spec=found.addr_spec)


def _headers(
    message: EmailMessage, library: Library, sender: Address, receiver: Address, *, program: bool
) -> None:
    words = library.wording.message
    subject = fill(words.subject_program if program else words.subject_sheet, clinic=library.clinic.name)
    message["Subject"] = plain_value(str(subject), str(library.clinic_path))
    message["From"] = sender
    message["Reply-To"] = sender
    message["To"] = receiver
    message["Auto-Submitted"] = "auto-generated"


def _settle(message: EmailMessage, key: str, sender: Address, sent_at: dt.datetime | None) -> None:
    """Date and identity, and the boundaries between the parts, which would else come from chance."""
    if sent_at is not None:
        message["Date"] = format_datetime(sent_at)
        mark = hashlib.sha256(f"{key} {sent_at.isoformat()}".encode()).hexdigest()[:32]
        message["Message-ID"] = f"<{mark}@{sender.domain}>"
    for number, part in enumerate(message.walk()):
        if part.is_multipart():
            part.set_boundary(f"=_{number}_{key[:24]}")


def _writer(library: Library, document: b.Document) -> Writer:
    pictures = Pictures.of(library)
    return Writer(
        Look(document.accent),
        document.accent,
        library.wording.message.drawing,
        document.lang,
        lambda figure: pictures.picture(library, figure, document.accent),
    )


def _add_pictures(message: EmailMessage, page: Writer) -> None:
    """Pictures beside the HTML that shows them; their files are named by letters."""
    parts = message.get_payload()
    assert isinstance(parts, list)
    html = parts[1]
    assert isinstance(html, EmailMessage)
    for number, (cid, picture) in enumerate(page.pictures.items()):
        name = ascii_uppercase[number % 26] + ("" if number < 26 else str(number // 26))
        html.add_related(
            picture.data,
            "image",
            "png",
            cid=f"<{cid}@handouts>",
            filename=f"{name}.png",
            disposition="inline",
        )


def _around(
    library: Library,
    document: b.Document,
    nodes: Sequence[b.Node],
    name: str | None,
    pages: int,
    program: bool,
) -> body.Around:
    words, clinic, language = library.wording.message, library.clinic, library.language
    phone = b.Span(clinic.phone, url=phone_link(clinic.phone))
    title = next((node for node in flat(document) if isinstance(node, b.Title)), None)
    number = sum(isinstance(node, b.Face) for node in nodes)
    preheader = (
        fill(words.preheader_program.form(language.plural(number)), n=number)
        if program
        else words.preheader_sheet
    )
    opening: b.Runs = (b.Span(words.opening_program if program else words.opening_sheet),)
    if pages:
        attached = b.Span(fill(words.attached.form(language.plural(pages)), n=pages))
        opening = (*opening, b.Span(" "), attached)
    sides = [text for text in (title.badge, title.second) if text] if title else []
    foot = (
        (b.Span(fill(words.reply, number=clinic.emergency_number)),),
        (b.Span(words.why),),
        filled(words.not_you, {"phone": phone}),
        document.footer.closing,
    )
    return body.Around(
        title=title.text if title else document.title,
        preheader=preheader,
        hello=filled(words.hello_name, {"name": b.Span(name, private=True)})
        if name
        else (b.Span(words.hello),),
        side=spans(*listed([(b.Span(side),) for side in sides], language.comma)),
        opening=opening,
        state=document.footer.state,
        closing=words.closing,
        foot=foot,
        online=words.read_online,
        rest=_emphasised(words.rest_attached),
        clinic=str(clinic.name),
        phone=phone,
        call=library.wording.call,
        lang=document.lang,
        rtl=document.rtl,
    )


def _emphasised(words: str) -> b.Runs:
    """A fixed text with its emphasis."""
    return tuple(b.Span(piece.text, piece.bold) for piece in parse(words, {}))


def impersonal(nodes: Sequence[b.Node]) -> Iterator[b.Node]:
    """The blocks less what says something of a person; the next visit stays, for which the message is read."""
    for node in nodes:
        match node:
            case b.Paragraph() if _private(node.runs):
                continue
            case b.PlanBox():
                said = tuple(runs for runs in node.said if not _private(runs))
                yield replace(node, said=said)
            case b.Bullets():
                yield replace(node, items=tuple(item for item in node.items if not _private(item.runs)))
            case b.Table():  # its cells in their places
                cells = [tuple(() if _private(cell) else cell for cell in row.cells) for row in node.rows]
                rows = tuple(
                    replace(row, cells=said) for row, said in zip(node.rows, cells, strict=True) if any(said)
                )
                if rows:
                    yield replace(node, rows=rows)
            case b.Panel():  # of what stands in one paragraph with gates for everybody, no more than that goes
                notes = [
                    replace(note, runs=tuple(span for span in note.runs if not span.private))
                    for note in node.notes
                ]
                bare = (b.Paragraph(node.withheld),) if node.withheld else ()
                left = (note for note in notes if text_of(note.runs).strip())
                yield replace(node, notes=(*bare, *left))
            case b.Face():
                yield replace(node, card=_without_notes(node.card))
            case b.ExerciseCard():
                yield _without_notes(node)
            case _:
                yield node


def _private(runs: b.Runs) -> bool:
    return any(span.private for span in runs)


def _without_notes(card: b.ExerciseCard) -> b.ExerciseCard:
    return replace(card, notes=tuple(note for note in card.notes if not _private(note.runs)))
