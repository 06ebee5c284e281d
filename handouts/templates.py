"""Sheets for many patients: each kind of sheet is laid out once, and then filled with name, date and note.

A kind is everything that a request asks for but these; it has a template for each number of lines that they take. What
no template holds is laid out for itself. The sheets are those of :func:`handouts.make`, byte for byte. Templates are
made with made-up names, so nothing that is kept here says anything about a patient.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable
from dataclasses import dataclass, replace

from handouts.content.library import Library
from handouts.coverage import check_typed
from handouts.errors import ContentError
from handouts.layout.cache import Cache
from handouts.layout.frame import Frame
from handouts.made import Made
from handouts.making import Compiled, compiled, in_latin, make, press_of
from handouts.notes import Note
from handouts.pdf.document import Place
from handouts.pdf.render import Press
from handouts.pdf.template import Filling, Template, set_slot
from handouts.sheet.blocks import Runs, Span
from handouts.sheet.compose import check_request
from handouts.sheet.front import day_runs, name_runs, note_runs
from handouts.sheet.request import SheetRequest

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

    def make(self, request: SheetRequest, *, today: dt.date | None = None) -> Made:
        """The sheet for ``request``: what :func:`handouts.make` gives, and raises."""
        filled = self.fill(request, today=today)
        if filled is None:
            return make(self.library, request, press=self.press, today=today)
        return Made(filled.data, filled.template.pages, filled.notes)

    def fill(self, request: SheetRequest, *, today: dt.date | None = None) -> Filled | None:
        """The sheet for ``request`` in two parts; None if no template holds it. Raises ContentError for what is wrong
        with what is a patient's own.
        """
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
        day = request.date or today or dt.date.today()
        notes = found.notes_on(day) + ((Note("name-in-latin", "notice", request.slug),) if latin else ())
        date = request.date.isoformat() if request.date else found.template.date
        return Filled(found.template, filling, date, notes)

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
        request.slug, request.edition, request.paper, request.lang, request.detail, request.allow_untranslated,
        request.side, request.exercises, request.health, request.cleared,
        request.note_lang if request.note else None,
        bool(request.patient), bool(request.patient_latin), bool(request.note), bool(request.date),
    )  # fmt: skip
