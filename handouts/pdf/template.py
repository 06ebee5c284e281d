"""A sheet that is laid out and written once, and then filled for one patient after the other.

What differs between patients stands in slots of the pages (:class:`handouts.pdf.document.Place`). A template holds
everything else: nothing in it says anything about a patient, and its fonts hold fixed sets of letters. A filled
template has the same bytes as the sheet that was laid out for the same patient.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
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

    def names(self, letters: Callable[[Weight], Letters]) -> Names | None:
        """The same for the names alone that one line takes, where a name, in bold, is all that fills its slots; None
        where more does, or ``letters`` are not enough.
        """
        book = self.fonts.programs.fonts
        ways: list[list[Line]] = [[], []]
        keys = set()
        for place in self.places:
            look = place.look
            if look is None or look.rtl or look.align not in ("left", "right") or place.shape != (None,):
                return None
            style, decoration = look.style, place.tag.startswith("/")
            keys.add(key := book.body(style.strong).key)
            known = letters(style.strong)
            baseline = (style.leading - style.size) / 2 + ASCENT * style.size
            begin = place.tag if decoration else f"/{place.tag}<</MCID {place.mark}>>BDC"
            for way, tiers in zip(ways, (known.usual, known.wider), strict=True):
                way.append(Line(
                    known, tiers, self.fonts.name_of(key), x=place.x, y=f"{place.page_height - place.y - baseline:.2f}",
                    room=place.width, size=style.size, most=style.line, right=look.align == "right",
                    head=f"{begin}\nBT\n{ink.fill(style.colour)}\n", tail="\nET\nEMC",
                ))  # fmt: skip
        return Names(self, ways, keys) if self.places else None

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
    """A template whose slots take a name of plain letters; ``ways`` to fill them: with those of ASCII, with more."""

    def __init__(self, template: Template, ways: Sequence[Sequence[Line]], keys: Iterable[str]) -> None:
        self._template, self._first = template, tuple(ways[0])
        self._ways: list[tuple[tuple[Callable[[str], bytes | None], ...], Tiers]] = []
        for lines in ways:
            tiers = template.tiers_for(dict.fromkeys(keys, lines[0].tiers))
            if tiers is not None:
                self._ways.append((tuple(line.filled for line in lines), tiers))
        self._forms: Cache[tuple[int, tuple[int, ...], str], Form] = Cache(8)

    def plain(self) -> list[dict[str, Any]]:
        """How names of the usual letters are set in each slot, as plain values."""
        return [line.plain() for line in self._first]

    def fill(self, name: str) -> Filling | None:
        """What fills the slots for ``name``; None if it takes more than this."""
        for fillers, tiers in self._ways:
            slots = [filled(name) for filled in fillers]
            if None not in slots:
                return Filling(tuple(slot for slot in slots if slot is not None), tiers)
        return None

    def data(self, name: str, date: str) -> bytes | None:
        """The file for ``name``, dated ``date`` (ISO 8601); None if it takes more than this."""
        for number, (fillers, tiers) in enumerate(self._ways):
            slots = [slot for filled in fillers if (slot := filled(name)) is not None]
            if len(slots) == len(fillers):
                key = number, room_of(slots), date
                form = self._forms.get(key)
                if form is None:
                    form = self._template.form(tiers, slots, date)
                    self._forms.put(key, form)
                return form.filled(slots)
        return None
