"""Sheets for many patients: each kind of sheet is laid out once, and then filled with name, date and note.

A kind is everything that a request asks for but these; it has a template for each number of lines that they take. What
no template holds is laid out for itself. The sheets are those of :func:`handouts.make`, byte for byte. Templates are
made with made-up names, so nothing that is kept here says anything about a patient.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace

from handouts.content.library import Library
from handouts.content.workshop import kept
from handouts.coverage import check_typed
from handouts.errors import ContentError
from handouts.kept import kind_of as document_kind
from handouts.layout.cache import Cache
from handouts.layout.frame import Frame
from handouts.layout.theme import Weight
from handouts.limits import MAX_PATIENT
from handouts.made import Made
from handouts.making import Compiled, compiled, in_latin, press_of
from handouts.notes import Note
from handouts.pdf.document import Place
from handouts.pdf.file import Skeleton
from handouts.pdf.letters import Letters
from handouts.pdf.render import Press
from handouts.pdf.template import Filling, Names, Template, set_slot
from handouts.sheet.blocks import Runs, Span
from handouts.sheet.compose import check_request
from handouts.sheet.person import day_runs, name_runs, note_runs
from handouts.sheet.request import SheetRequest

_OFTEN = 60
"""Sheets from which on it is worth while to learn all letters that names are made of."""
_ANYBODY, _ANY_DAY = "A", dt.date(2000, 1, 1)
"""What templates are made with."""
AGAIN = " again"
"""What the names of slots end in that say something once more, on a further page."""
NAMED = ("patient", f"patient{AGAIN}", "note")
Lines = tuple[int, ...]
"""How many lines the slots :data:`NAMED` take."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A sheet in two parts: what many have in common, and what fills its slots. ``date`` is ISO 8601."""

    template: Template
    filling: Filling
    date: str
    notes: tuple[Note, ...]

    @property
    def data(self) -> bytes:
        """The file."""
        return self.template.data(self.filling, self.date)

    @property
    def hashed(self) -> tuple[list[bytes], str]:
        """The file in pieces, and its SHA-256, of which the most is known."""
        form = self.template.form(self.filling, self.date)
        parts = form.parts(self.filling.slots)
        return parts, form.sha256(parts)


@dataclass(frozen=True, slots=True)
class _Quick:
    """A kind of sheet on one day, for names that take one line of plain letters; ``names`` None: none are."""

    made: Compiled
    names: Names | None
    date: str


@dataclass(frozen=True, slots=True)
class Plain:
    """A template with what is put into it: ``names`` (None for a sheet without a name) into the stream ``own``, and for
    each of ``days`` (ISO 8601) what fills the other streams; without any, the file is dated as its content.
    """

    made: Compiled
    names: Names | None
    own: int
    days: Mapping[str, tuple[bytes, ...]]
    skeleton: Skeleton


class _Kind:
    """One kind of sheet."""

    def __init__(self, library: Library, like: SheetRequest, press: Press) -> None:
        self.library, self.like, self.press = library, like, press
        self.words, self.language = library.wording, library.language
        self._made: dict[Lines, Compiled] = {}
        self.first = self.of((1,) * len(NAMED))

    def of(self, lines: Lines) -> Compiled:
        """The template for slots of so many lines. Raises ContentError for a kind of sheet that cannot be made."""
        known = self._made.get(lines)
        if known is None:
            known = self._made[lines] = compiled(self.library, self._probe(lines), self.press)
        return known

    def _probe(self, lines: Lines) -> SheetRequest:
        """A request for nobody whose slots take so many lines."""
        first, again, below = lines
        like, latin = self.like, self.like.patient_latin is not None
        less = 1 if latin else 0  # the last line is the name in Latin letters
        name = self._name(max(1, first - less), max(1, again - less))
        note = "\n".join([_ANYBODY] * max(1, below))
        return replace(
            like, patient=name if like.patient else None, patient_latin=_ANYBODY if latin else None,
            note=note if like.note else None, date=_ANY_DAY if like.date else None, ref=None,
        )  # fmt: skip

    def _name(self, first: int, again: int) -> str:
        """A made-up name that takes ``first`` lines where a name stands first and ``again`` where it stands again,
        which is narrower. Where no such name is found, one of ``first`` lines: its template then does not fit.
        """
        more = again - first
        lines = [_ANYBODY] * first
        if 0 < more <= first:
            place = next(place for place in self.first.template.places if place.name == NAMED[0])
            long = _ANYBODY
            while _lines(self.press, place, longer := f"{long} {_ANYBODY}") == 1:
                long = longer
            lines[:more] = [long] * more
        return "\n".join(lines)

    def runs(self, request: SheetRequest) -> dict[str, Runs]:
        """What stands in the slots for ``request``."""
        said = {
            "patient": name_runs(request),
            "date": day_runs(self.language, request),
            "note": note_runs(self.words, self.language, request) if request.note else (),
        }
        names = {place.name for place in self.first.template.places}
        return {name: runs for name in names if (runs := said[name.removesuffix(AGAIN)])}


def _lines(press: Press, place: Place, name: str) -> int:
    """How many lines ``name`` takes at ``place``."""
    assert place.look is not None
    frame = set_slot(press.setter, place, (Span(name, bold=True),))
    return round(frame.height / place.look.style.leading)


class Templates:
    """The templates of one library. ``limit``: the most kinds of sheets that are kept."""

    def __init__(self, library: Library, press: Press | None = None, limit: int = 48) -> None:
        self.library, self.press = library, press or press_of(library)
        self._kinds: Cache[Hashable, _Kind] = Cache(limit)
        self._names: Cache[tuple[Hashable, dt.date | None], _Quick] = Cache(2 * limit)
        self._letters: dict[tuple[str, Weight], Letters] = {}
        self._seen = 0

    def make(self, request: SheetRequest, *, today: dt.date | None = None) -> Made:
        """The sheet for ``request``: what :func:`handouts.make` gives, and raises."""
        filled = self.fill(request, today=today) or self.alone(request, today=today)
        return Made(filled.data, filled.template.pages, filled.notes)

    def alone(self, request: SheetRequest, *, today: dt.date | None = None) -> Filled:
        """The sheet for ``request`` as its own template, which nobody keeps. Raises ContentError as
        :func:`handouts.make` does.
        """
        latin = in_latin(request, self.press)
        if latin:
            request = replace(request, patient=request.patient_latin, patient_latin=None)
        found = compiled(self.library.speaking(request.lang), request, self.press)
        return self._filled(found, found.template.original, request, today, latin)

    @staticmethod
    def _filled(
        made: Compiled, filling: Filling, request: SheetRequest, today: dt.date | None, latin: bool
    ) -> Filled:
        day = request.date or today or dt.date.today()
        notes = made.notes_on(day) + ((Note("name-in-latin", "notice", request.slug),) if latin else ())
        date = request.date.isoformat() if request.date else made.template.date
        return Filled(made.template, filling, date, notes)

    def fill(self, request: SheetRequest, *, today: dt.date | None = None) -> Filled | None:
        """The sheet for ``request`` in two parts; None if no template holds it. Raises ContentError for what is wrong
        with what is a patient's own.
        """
        known = self._names.get((kind_of(request), request.date)) if request.patient else None
        if known is not None and known.names is not None and len(request.patient or "") <= MAX_PATIENT:
            filling = known.names.fill(request.patient or "")
            if filling is not None:
                if request.ref is not None:
                    check_request(request)
                day = request.date or today or dt.date.today()
                return Filled(known.made.template, filling, known.date, known.made.notes_on(day))
        latin = in_latin(request, self.press)
        if latin:
            request = replace(request, patient=request.patient_latin, patient_latin=None)
        kind = self._kind(request)
        if kind is None:
            return None
        check_request(request)
        check_typed(request, self.press.fonts)
        runs, setter = kind.runs(request), self.press.setter
        places = {place.name: place for place in kind.first.template.places}
        if runs.keys() != places.keys():
            return None
        frames: dict[str, Frame] = {name: set_slot(setter, places[name], text) for name, text in runs.items()}
        lines = tuple(
            round(frames[name].height / look.style.leading)
            if name in frames and (look := places[name].look)
            else 1
            for name in NAMED
        )
        try:
            found = kind.of(lines)
        except (
            ContentError
        ):  # so many lines do not go onto such a sheet; what it says then names its own words
            return None
        filling = found.template.fill(frames)
        if filling is None:
            return None
        self._seen += 1
        if self._seen >= _OFTEN and set(lines) == {1} and known is None:
            usual = self._filling(
                kind, replace(request, patient=_ANYBODY)
            )  # not what this name alone asks for
            if usual is not None:
                self._learn(kind, request, found, usual)
        return self._filled(found, filling, request, today, latin)

    def plain(self, request: SheetRequest, days: Iterable[dt.date] = ()) -> Plain | None:
        """The template for ``request``, who is nobody in particular, and how it is filled; ``days``: those on which it
        may be given, where the request names one. None where more than a name and a day is put into it.
        """
        kind = self._kind(request)
        if kind is None or request.note or request.patient_latin:
            return None
        made = kind.first
        filling = self._filling(kind, request)
        names = self._names_of(kind, request, made, filling) if filling and request.patient else None
        if names is not None:
            filling = names.fill(_ANYBODY)
        if filling is None or (names is None and request.patient):
            return None
        own = names.stream if names else -1
        known: dict[str, tuple[bytes, ...]] = {}
        for day in days if request.date else ():
            other = self._filling(kind, replace(request, date=day))
            if other and (other.order, other.tiers) == (filling.order, filling.tiers):
                known[day.isoformat()] = other.slots[:own] + other.slots[own + 1 :] if names else other.slots
        return Plain(made, names, own, known, made.template.skeleton(filling))

    def _filling(self, kind: _Kind, request: SheetRequest) -> Filling | None:
        """What fills the first template of a kind for nobody in particular."""
        places = {place.name: place for place in kind.first.template.places}
        runs = kind.runs(request)
        if runs.keys() != places.keys():
            return None
        frames = {name: set_slot(self.press.setter, places[name], text) for name, text in runs.items()}
        return kind.first.template.fill(frames)

    def _learn(self, kind: _Kind, request: SheetRequest, made: Compiled, like: Filling) -> None:
        """Remember how names alone are put into sheets of this kind and day, one of which is filled with ``like``."""
        names = self._names_of(kind, request, made, like)
        date = request.date.isoformat() if request.date else made.template.date
        self._names.put((kind_of(request), request.date), _Quick(made, names, date))

    def _names_of(self, kind: _Kind, request: SheetRequest, made: Compiled, like: Filling) -> Names | None:
        places = {place.name.removesuffix(AGAIN) for place in made.template.places}
        if not request.patient or request.patient_latin or not places <= {"patient", "date"}:
            return None
        lang = kind.language.tag
        return made.template.names(lambda weight: self._known(weight, lang), like, NAMED)

    def _known(self, weight: Weight, lang: str) -> Letters:
        if (lang, weight) not in self._letters:
            press = self.press
            self._letters[lang, weight] = Letters.of(press.fonts, press.programs, weight, lang)
        return self._letters[lang, weight]

    def _kind(self, request: SheetRequest) -> _Kind | None:
        """The kind of ``request``; None for one that cannot be made, which says itself what is wrong."""
        key = kind_of(request)
        known = self._kinds.get(key)
        if known is None:
            try:
                known = _Kind(self.library.speaking(request.lang), request, self.press)
            except ContentError:
                return None
            self._kinds.put(key, known)
        return known


def kind_of(request: SheetRequest) -> Hashable:
    """What decides the layout of a sheet: all of a request but a name, a date and a note, and whether there are any."""
    return (
        document_kind(request), request.exercises, request.health, request.cleared,
        request.note_lang if request.note else None, bool(request.patient_latin),
    )  # fmt: skip


def templates_of(library: Library) -> Templates:
    """The templates that ``library`` keeps for its sheets; nothing about patients. They count for one clinic, until an
    edit is noticed.
    """
    return kept(library, Templates, lambda: Templates(library), (library.clinic_file, library.generation))
