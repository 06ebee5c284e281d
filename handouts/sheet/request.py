"""What is asked for: one sheet, for one reader or for anybody. Patient details live here and nowhere else.

:class:`Sheet` says which sheet, on what and in which form; :class:`Person` says whom it is for. What knows a
:class:`Sheet` alone can keep it, name it and write it down; a :class:`Person` is never kept.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, NamedTuple, get_args
from unicodedata import category, normalize

from handouts.errors import ContentError, Problem, unusable
from handouts.language import SOURCE
from handouts.limits import DAYS, FIRST_DAY, LAST_DAY, USUAL_EDITION
from handouts.limits import Side as Side
from handouts.papers import PAPERS, USUAL_PAPER
from handouts.sheet.edition import DETAILS, EDITIONS, Detail
from handouts.words import blank

if TYPE_CHECKING:
    from handouts.content.library import Library

SIDES: tuple[Side, ...] = get_args(Side)
REF = re.compile(r"(?!(?i:con|prn|aux|nul|com\d|lpt\d)(?:\.|$))\w[\w.-]{0,39}(?<!\.)")
"""What a file may be called by; not what some systems take for a device, whatever its ending."""
MOST_MARKS = 6
"""Marks on one letter; pointed Hebrew with its accents has five, Vietnamese and Yoruba two."""


def marks(text: str) -> int:
    """The most marks that follow each other on one letter."""
    most = run = 0
    for char in normalize("NFC", text):
        run = run + 1 if category(char) in ("Mn", "Me") else 0
        most = max(most, run)
    return most


class Asked(NamedTuple):
    """An exercise as it was asked for: its slug, a dose and a note for this reader, each "" where there is none."""

    slug: str
    dose: str = ""
    note: str = ""


def asked(entry: str) -> Asked:
    """What ``SLUG[=DOSE][; NOTE]`` asks for; nothing in it is judged."""
    what, _, note = entry.partition(";")
    slug, _, dose = what.partition("=")
    return Asked(slug.strip(), dose.strip(), note.strip())


def names_of(library: Library, target: str) -> Mapping[str, object]:
    """What a reference to ``target`` may say: content, as the library knows it, or editions. Raises ContentError."""
    return EDITIONS if target == "edition" else library.names(target)


@dataclass(frozen=True)
class Sheet:
    """Which sheet: nothing in it says anything about a person.

    ``edition`` is a name in :data:`handouts.sheet.edition.EDITIONS`, ``paper`` one in
    :data:`handouts.papers.PAPERS`. ``detail`` None: as much as the edition says by itself.
    """

    slug: str
    edition: str = USUAL_EDITION
    paper: str = USUAL_PAPER
    lang: str = SOURCE
    detail: Detail | None = field(default=None, kw_only=True)
    allow_untranslated: bool = field(default=False, kw_only=True)
    """Texts that the language lacks may stand in English, marked as such; otherwise there is no sheet."""
    keep: frozenset[str] = field(default=frozenset(), kw_only=True)
    """Parts that stay where others go to fit: keys of :data:`handouts.sheet.edition.KEEPABLE`."""
    fillable: bool = field(default=False, kw_only=True)
    """The log and the lines for name and date can be filled in on a screen. A sheet to print has no use for that."""


@dataclass(frozen=True)
class Person:
    """Whom a sheet is for. ``patient_latin`` is the name once more in Latin letters; ``ref`` goes into the name of
    the file; ``note_lang`` is the language of the note where it is not that of the sheet. ``cleared`` names exercises
    that whoever treats this person has agreed to although they had to be asked about; it is printed nowhere.
    """

    side: Side | None = None
    patient: str | None = None
    note: str | None = None
    exercises: tuple[str, ...] = ()
    health: frozenset[str] = frozenset()
    date: dt.date | None = None
    patient_latin: str | None = field(default=None, kw_only=True)
    note_lang: str | None = field(default=None, kw_only=True)
    ref: str | None = field(default=None, kw_only=True)
    cleared: frozenset[str] = field(default=frozenset(), kw_only=True)

    @property
    def personal(self) -> bool:
        """Whether a sheet for this person is for nobody else. A side or a date alone says nothing of a person."""
        return bool(
            self.patient
            or self.patient_latin
            or self.note
            or self.exercises
            or self.health
            or self.ref
            or self.cleared
        )


@dataclass(frozen=True)
class SheetRequest(Person, Sheet):
    """A request for one sheet: the fields of :class:`Sheet`, then those of :class:`Person`.

    ``exercises`` replaces the plan of the content: each entry is ``SLUG[=DOSE][; NOTE]`` (:func:`asked`; for doses
    see :func:`handouts.sheet.dose.parse_dose`); the note is printed with its exercise. ``health`` names conditions of
    the reader's health (keys of ``data/guidance/health.yaml`` or their synonyms): what is not meant for them is left
    out. ``date`` is printed beside the patient's name; without it the date of the content is used, never the clock.

    White space around texts is taken off, and a blank one counts as none. Lists and sets are taken for ``exercises``,
    ``health``, ``cleared`` and ``keep``. Raises :class:`ContentError` naming every argument of the wrong kind; unknown
    names are found out when the sheet is made.
    """

    def __post_init__(self) -> None:
        problems = list(_wrong(self))
        if problems:
            raise ContentError(problems)
        put = object.__setattr__
        for name in ("slug", "lang", *_KNOWN):
            put(self, name, _plain(getattr(self, name)))
        for name in _TEXTS:
            put(self, name, _text(getattr(self, name)))
        put(self, "exercises", tuple(map(_plain, self.exercises)))
        put(self, "health", frozenset(map(_plain, self.health)))
        put(self, "cleared", frozenset(map(_plain, self.cleared)))
        put(self, "keep", frozenset(map(_plain, self.keep)))
        if isinstance(self.date, dt.datetime):
            object.__setattr__(self, "date", self.date.date())

    def named(self, patient: str | None, ref: str | None) -> SheetRequest:
        """The same request with another ``patient`` and ``ref``, which are texts or None: what ``replace`` gives,
        without a look at all that was looked at before.
        """
        made = object.__new__(SheetRequest)
        made.__dict__.update(self.__dict__, patient=_text(patient), ref=_text(ref))
        return made

    @property
    def sheet(self) -> Sheet:
        """Which sheet, without the person."""
        return Sheet(**_values(self, Sheet))

    @property
    def person(self) -> Person:
        """Whom it is for, without the sheet."""
        return Person(**_values(self, Person))


_TEXTS = ("patient", "patient_latin", "note", "note_lang", "ref")
_KNOWN: dict[str, tuple[str, ...]] = {
    "edition": tuple(EDITIONS), "paper": tuple(PAPERS), "side": SIDES, "detail": DETAILS,
}  # fmt: skip


def _plain(text: str | None) -> str | None:
    """A member of an enumeration, or any other kind of text, as the text that it is: some print something else."""
    return None if text is None else str.__str__(text)


def _text(text: str | None) -> str | None:
    """A text without white space around it; None for a blank one."""
    return None if text is None or blank(text := str.__str__(text)) else text.strip()


def _values(request: SheetRequest, part: type[Any]) -> dict[str, Any]:
    return {f.name: getattr(request, f.name) for f in fields(part)}


def _wrong(request: SheetRequest) -> Iterator[Problem]:
    """What is of the wrong kind, argument by argument."""
    for name in ("slug", "lang"):
        if not isinstance(getattr(request, name), str):
            yield _problem(
                request, name, "pass a text such as " + {"slug": "'gluteus-minimus'"}.get(name, "'en'")
            )
    for name, names in _KNOWN.items():
        value = getattr(request, name)
        if not isinstance(value, str) and not (name in ("side", "detail") and value is None):
            yield _problem(request, name, f"use one of {', '.join(names)}")
    for name in _TEXTS:
        if not isinstance(getattr(request, name), str | None):
            yield _problem(request, name, "pass a text, or None")
    for name in ("exercises", "health", "cleared", "keep"):
        many: Any = getattr(request, name)
        if not isinstance(many, tuple | list | set | frozenset) or not all(isinstance(m, str) for m in many):
            example = {
                "exercises": "('clamshell=2x10',)",
                "health": "{'hip-replacement'}",
                "keep": "{'map'}",
            }.get(name, "{'clamshell'}")
            yield _problem(request, name, f"pass several texts, such as {example}")
    for name in ("allow_untranslated", "fillable"):
        if not isinstance(getattr(request, name), bool):
            yield _problem(request, name, "pass True or False")
    if not isinstance(request.date, dt.date | None):
        yield _problem(request, "date", "pass a datetime.date, such as datetime.date(2027, 2, 3)")
    elif request.date not in (None, dt.date.min) and not FIRST_DAY <= _only_day(request.date) <= LAST_DAY:
        yield _problem(request, "date", DAYS)


def _only_day(day: dt.date) -> dt.date:
    """A day, without the time that it may have."""
    return day.date() if isinstance(day, dt.datetime) else day


def _problem(request: SheetRequest, name: str, hint: str) -> Problem:
    return unusable(name, getattr(request, name), hint)
