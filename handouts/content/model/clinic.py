"""The clinic that hands a sheet out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from handouts.content.model.answers import Signer
from handouts.content.model.base import (
    _KEEP,
    AS_TYPED,
    NAME,
    OWN,
    ArticleUrl,
    Day,
    EditionRef,
    FieldError,
    LanguageRef,
    Model,
    Name,
    TopicRef,
)
from handouts.content.model.reach import email_fault, emergency_fault, phone_fault
from handouts.limits import MAX_FAVOURITES, MAX_HOURS, MAX_NOTE, MAX_PHRASES, MAX_SERVICES
from handouts.palette import COLOUR, fault
from handouts.papers import PAPERS

CLINIC_PHONE = r"^[0-9+()./ -]{3,30}( ?(ext\.?|x|#) ?[0-9]{1,6})?$"
CLINIC_EMAIL = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"
MAIL_HOST = r"^[A-Za-z0-9][A-Za-z0-9.-]*$"
READ_WORDS = r"^[0-9a-f]{16}$"
EMERGENCY_NUMBER = r"^[0-9 ]{2,12}$"


def _readable(value: str) -> str:
    found = fault(value)
    if found is not None:
        raise FieldError(found, hint="take a darker colour")
    return value


Colour = Annotated[
    str, StringConstraints(pattern=rf"^{COLOUR.pattern}$", max_length=7), AfterValidator(_readable)
]


def _known_paper(value: str) -> str:
    """The paper, however its name is written: "A4" is a4."""
    known = value.casefold()
    if known not in PAPERS:
        raise FieldError(f"cannot be {value[:20]!r}", hint=f"use one of {', '.join(PAPERS)}")
    return known


def _right(fault_of: Callable[[str], str], hint: str) -> AfterValidator:
    """Refuses what has a fault."""

    def check(value: str) -> str:
        found = fault_of(value)
        if found:
            raise FieldError(found, hint=hint)
        return value

    return AfterValidator(check)


Paper = Annotated[str, StringConstraints(max_length=20), AfterValidator(_known_paper)]


class SignOff(Model):
    """A clinic's own sign-off of a sheet. ``text``: the hash of the words that were read, as ``handouts review``
    says it; it holds for these words only.
    """

    by: Signer
    """Who has read the sheet and answers for it."""
    on: Day
    """The day of that."""
    text: Annotated[str, StringConstraints(pattern=READ_WORDS)]
    """The hash of the words that were read, as handouts review SLUG says it."""


class MailServer(Model):
    """The server that takes the clinic's messages. The password stands in no file."""

    host: Annotated[str, StringConstraints(pattern=MAIL_HOST, max_length=120), NAME]
    """Its name, such as mail.example.org."""
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    """587 with starttls, 465 with tls."""
    security: Literal["starttls", "tls"] = "starttls"
    """starttls (port 587) or tls from the start (port 465)."""
    user: Annotated[str, StringConstraints(min_length=1, max_length=120), NAME] | None = None
    """The name of the account, if it asks for one."""


class Favourite(Model):
    """A sheet that is often given; the slug alone, or ``SLUG EDITION``, will do."""

    sheet: TopicRef
    """The muscle or condition."""
    edition: EditionRef | None = None
    """The edition that is given."""

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: object) -> object:
        """Accept the slug alone, and ``SLUG EDITION``."""
        if not isinstance(value, str):
            return value
        sheet, _, edition = value.partition(" ")
        return {"sheet": sheet} | ({"edition": edition.strip()} if edition else {})


def _digits(number: str) -> str:
    return "".join(filter(str.isdigit, number))


class Clinic(Model):
    """A clinic file: who hands the sheet out."""

    kind: Literal["clinic"]
    name: Name
    """As it stands on every sheet."""
    phone: Annotated[
        str, StringConstraints(pattern=CLINIC_PHONE), _right(phone_fault, "such as 555-0100"), _KEEP
    ]
    """Which patients call, such as 630-858-0000 ext. 12."""
    web: ArticleUrl | None = None
    """The clinic's own web page; it may have none."""
    web_label: Name | None = None
    """The address as printed; without it the address less "https://"."""
    email: (
        Annotated[
            str,
            StringConstraints(pattern=CLINIC_EMAIL, max_length=90),
            _right(email_fault, "such as desk@example.org"),
        ]
        | None
    ) = None
    """Which patients answer to."""
    mail: MailServer | None = None
    """Where handouts email --send hands its messages over."""
    emergency_number: Annotated[
        str, StringConstraints(pattern=EMERGENCY_NUMBER), _right(emergency_fault, "such as 911 or 112"), _KEEP
    ]
    """What the stop signs tell to call, such as 911 or 112."""
    logo: Annotated[str, StringConstraints(min_length=1, max_length=120)] | None = None
    """A PNG or JPEG file beside the clinic file."""
    accent: Colour | None = None
    """The colour of headings, badges and arrows, such as "#5B2A86"; dark enough for text on white."""
    hours: tuple[Name, ...] = Field(default=(), max_length=MAX_HOURS)
    """When it is open, a line each: "Monday to Friday, 9 am to 5 pm"."""
    services: tuple[Name, ...] = Field(default=(), max_length=MAX_SERVICES)
    """What else it offers: "video visits (tele-health)", "dry needling"."""
    paper: Paper | None = None
    """The paper of its printers, where none is asked for."""
    language: LanguageRef | None = None
    """The language of its sheets, where none is asked for; hours and services are written in it."""
    edition: EditionRef | None = None
    """The edition in which the desk opens a sheet, where none is asked for."""
    idle_minutes: Annotated[int, Field(ge=0, le=60)] = 10
    """Minutes without a key or a touch after which the desk forgets what is a patient's; 0: it does not by itself."""
    article_base_url: ArticleUrl | None = None
    """Where the articles of all sheets lie; the name of the sheet is put behind it."""
    articles: dict[TopicRef, ArticleUrl] = Field(default_factory=dict)
    """The article that the code of a sheet opens, by the name of the sheet."""
    favourites: tuple[Favourite, ...] = Field(default=(), max_length=MAX_FAVOURITES)
    """Sheets that the desk offers first: "gluteus-minimus", "hip-and-glute-pain large"."""
    phrases: tuple[
        Annotated[str, StringConstraints(min_length=1, max_length=MAX_NOTE), AS_TYPED, OWN], ...
    ] = Field(default=(), max_length=MAX_PHRASES)
    """Notes that are often written, for the desk to offer: "See you in two weeks."."""
    signed_off: dict[TopicRef, SignOff] = Field(default_factory=dict)
    """Sheets that your clinician has read; handouts review SLUG writes the line."""

    @model_validator(mode="after")
    def _two_numbers(self) -> Clinic:
        """A clinic is not reached at the number for emergencies: patients would call it to move a visit."""
        if _digits(self.phone) == _digits(self.emergency_number):
            hint = "give the number of your desk"
            raise FieldError("this is the number for emergencies", "phone", hint=hint)
        return self
