"""A sheet that is laid out and written once, and then filled for one patient after the other.

What differs between patients stands in slots of the pages (:class:`handouts.pdf.document.Place`). A template holds
everything else: nothing in it says anything about a patient, and its fonts hold fixed sets of letters. A filled
template has the same bytes as the sheet that was laid out for the same patient.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handouts.layout.boxes import ASCENT, slot_frame
from handouts.layout.cache import Cache
from handouts.layout.frame import Frame
from handouts.layout.lines import Typesetter
from handouts.layout.theme import Weight
from handouts.pdf import ink
from handouts.pdf.checks import ConformanceError
from handouts.pdf.document import Place, TaggedDocument
from handouts.pdf.file import Form, Skeleton, room_of
from handouts.pdf.letters import Letters, Line, tier_of
from handouts.pdf.operators import Operators
from handouts.pdf.paint import Painter
from handouts.pdf.structure import Element
from handouts.pdf.used import DocumentFonts, Tiers
from handouts.pdf.writer import fillings, skeleton
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
        self.original = Filling(tuple(fillings(document)), fonts.tiers())
        """What fills its slots for whomever it was made with."""
        self.objects = len(document.root.walk()) + len(document.links) + len(document.pages)
        """What a patient has for himself in a file of many."""
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

    def line(
        self, label: tuple[str, str], strong: bool, letters: Callable[[Weight], Letters]
    ) -> Names | None:
        """The same for the names alone that one line takes, where a name between the texts of ``label`` is all that
        differs; None where more does, or ``letters`` are not enough.
        """
        if len(self.places) != 1 or self.places[0].look is None or self.places[0].marks != 1:
            return None
        (place,), book = self.places, self.fonts.programs.fonts
        look = place.look
        assert look is not None
        style = look.style
        if look.rtl or look.align not in ("left", "right"):
            return None
        weights: tuple[Weight, Weight] = style.weight, style.strong if strong else style.weight
        keys = [book.body(weight).key for weight in weights]
        baseline = (style.leading - style.size) / 2 + ASCENT * style.size
        both = letters(weights[0]), letters(weights[1])
        lines = [
            Line(
                both, tiers, label, (self.fonts.name_of(keys[0]), self.fonts.name_of(keys[1])),
                x=place.x, y=f"{place.page_height - place.y - baseline:.2f}", room=place.width, size=style.size,
                most=style.line, right=look.align == "right",
                head=f"/{place.tag}<</MCID {place.mark}>>BDC\nBT\n{ink.fill(style.colour)}\n", tail="\nET\nEMC",
            )
            for tiers in (both[1].usual, both[1].wider)
        ]  # fmt: skip
        return Names(self, lines, keys) if lines[0].holds else None

    def tiers_for(self, shown: Mapping[str, int]) -> Tiers | None:
        """What has to be embedded where letters of the faces in ``shown`` are added that are in the tiers of these
        bits; None where that is not for this to say.
        """
        found = {key: (name, key, parts) for name, key, parts in self.fonts.tiers()}
        for key, bits in shown.items():
            for glyph in self.fonts.static.get(key, (set(), set()))[0]:
                bits &= self.fonts.programs.tiers_with(key, glyph)
            tier = tier_of(bits)
            if tier is None:
                return None
            found[key] = self.fonts.name_of(key), key, (tier,)
        return tuple(sorted(found.values()))

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


class Names:
    """A template whose only slot takes a name of plain letters."""

    def __init__(self, template: Template, lines: Sequence[Line], keys: Sequence[str]) -> None:
        self._template = template
        self._first = lines[0]
        self._lines: list[tuple[Callable[[str], bytes | None], Tiers]] = []
        """How names are set whose letters are in the tiers of ASCII, and those of more letters."""
        label, name = keys
        for line in lines:
            shown = {label: line.bits, name: line.tiers & (line.bits if label == name else -1)}
            tiers = template.tiers_for(shown)
            if tiers is not None:
                self._lines.append((line.filled, tiers))
        self._forms: Cache[tuple[int, str], Form] = Cache(8)

    def plain(self) -> dict[str, Any]:
        """How names of the usual letters are set, as plain values."""
        return self._first.plain()

    def fill(self, name: str) -> Filling | None:
        """What fills the slot for ``name``; None if it takes more than this."""
        for filled, tiers in self._lines:
            slot = filled(name)
            if slot is not None:
                return Filling((slot,), tiers)
        return None

    def data(self, name: str, date: str) -> bytes | None:
        """The file for ``name``, dated ``date`` (ISO 8601); None if it takes more than this."""
        for number, (filled, tiers) in enumerate(self._lines):
            slot = filled(name)
            if slot is not None:
                form = self._forms.get((number, date))
                if form is None:
                    form = self._template.form(tiers, (slot,), date)
                    self._forms.put((number, date), form)
                return form.with_one(slot)
        return None
