"""A sheet that is laid out and written once, and then filled for one patient after the other.

What differs between patients stands in slots of the pages (:class:`handouts.pdf.document.Place`). A template holds
everything else: nothing in it says anything about a patient, and its fonts hold fixed sets of letters. A filled
template has the same bytes as the sheet that was laid out for the same patient.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handouts.layout.boxes import slot_frame
from handouts.layout.cache import Cache
from handouts.layout.frame import Frame
from handouts.layout.lines import Typesetter
from handouts.pdf.checks import ConformanceError
from handouts.pdf.document import Place, TaggedDocument
from handouts.pdf.file import Form, Skeleton, room_of
from handouts.pdf.operators import Operators
from handouts.pdf.paint import Painter
from handouts.pdf.structure import Element
from handouts.pdf.used import DocumentFonts, Tiers
from handouts.pdf.writer import skeleton
from handouts.sheet.blocks import Runs


@dataclass(frozen=True, slots=True)
class Filling:
    """What fills the slots of a template for one patient, in the order of its pages, and the fonts that it takes."""

    slots: tuple[bytes, ...]
    tiers: Tiers


def set_slot(setter: Typesetter, place: Place, runs: Runs) -> Frame:
    """``runs`` as they stand in the slot at ``place``, if they are as high."""
    assert place.look is not None
    frame = slot_frame(setter, place.look, runs, place.width)
    return frame.mirrored() if place.look.rtl else frame


class Template:
    """A painted document that was found accessible, without what filled its slots.

    ``_LIMIT`` files are kept: one for each set of fonts, rooms of slots and day.
    """

    _LIMIT = 6

    def __init__(self, document: TaggedDocument, fonts: DocumentFonts, operators: Operators) -> None:
        self.document, self.fonts = document, fonts
        self.places = tuple(place for page in document.pages for place in page.slots)
        self.date = document.about.date
        """The day of its content, for a sheet that names none."""
        fonts.own.clear()
        for page in document.pages:
            page.parts[1::2] = [""] * len(page.slots)
        self._operators = operators
        self._skeletons: Cache[tuple[Tiers, tuple[int, ...]], Skeleton] = Cache(self._LIMIT)
        self._forms: Cache[tuple[Tiers, tuple[int, ...], str], Form] = Cache(self._LIMIT)

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return len(self.document.pages)

    def fill(self, frames: Mapping[str, Frame]) -> Filling | None:
        """What fills the slots with ``frames`` by name; None if that needs another template: it takes more lines or
        other tags. Raises ConformanceError where a letter has no glyph.
        """
        fonts = DocumentFonts(self.fonts.programs, self.fonts.shown, self.fonts)
        fonts.in_slot = True
        painter = Painter(TaggedDocument(self.document.about, Element("Document")), fonts, self._operators)
        slots: list[bytes] = []
        for place in self.places:
            frame = frames[place.name]
            if abs(frame.height - place.height) > 0.001:
                return None
            painted = painter.fill(place, frame)
            if painted is None:
                return None
            slots.append(painted.encode("latin-1"))
        found = fonts.violations()
        if found:
            raise ConformanceError(found)
        return Filling(tuple(slots), fonts.tiers())

    def form(self, tiers: Tiers, slots: Sequence[bytes], date: str) -> Form:
        """The file that takes ``slots``, dated ``date`` (ISO 8601)."""
        rooms = room_of(slots)
        known = self._forms.get((tiers, rooms, date))
        if known is None:
            whole = self._skeletons.get((tiers, rooms))
            if whole is None:
                whole = skeleton(self.document, self.fonts, tiers, rooms)
                self._skeletons.put((tiers, rooms), whole)
            known = whole.dated(date)
            self._forms.put((tiers, rooms, date), known)
        return known

    def data(self, filling: Filling, date: str) -> bytes:
        """The file for one patient, dated ``date`` (ISO 8601)."""
        return self.form(filling.tiers, filling.slots, date).filled(filling.slots)
