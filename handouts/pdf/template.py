"""A sheet that is laid out and written once, and then filled for one patient after the other.

What differs between patients stands in slots of the pages (:class:`handouts.pdf.document.Place`). A template holds
everything else: nothing in it says anything about a patient, and its fonts hold fixed sets of letters. A filled
template has the same bytes as the sheet that was laid out for the same patient.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from typing import Any, NamedTuple

from handouts.layout.boxes import slot_frame
from handouts.layout.cache import Cache
from handouts.layout.frame import Frame
from handouts.layout.lines import Typesetter
from handouts.layout.theme import Weight
from handouts.pdf.checks import ConformanceError
from handouts.pdf.document import Place, TaggedDocument
from handouts.pdf.file import Form, Skeleton, once, room_of
from handouts.pdf.letters import Letters, Line, tier_of
from handouts.pdf.operators import Operators
from handouts.pdf.paint import Painter
from handouts.pdf.structure import Element
from handouts.pdf.used import DocumentFonts, Tiers
from handouts.pdf.writer import fillings, skeleton
from handouts.sheet.blocks import Runs

_Key = tuple[Tiers, tuple[int, ...], tuple[int, ...]]
"""Fonts, order and rooms of the slots of a file."""


class Filling(NamedTuple):
    """What fills the slots of a template for one patient, each thing once; which of it stands in each slot, in the
    order of its pages; and the fonts that it takes.
    """

    slots: tuple[bytes, ...]
    order: tuple[int, ...]
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
        self.original = Filling(*once(fillings(document)), fonts.tiers())
        """What fills its slots for whomever it was made with."""
        self.objects = len(document.root.walk()) + len(document.links) + len(document.pages)
        """What a patient has for himself in a file of many."""
        fonts.own.clear()
        for page in document.pages:
            page.parts[1::2] = [""] * len(page.slots)
        self._operators = operators
        self._skeletons: Cache[_Key, Skeleton] = Cache(self._LIMIT)
        self._forms: Cache[tuple[_Key, str], Form] = Cache(self._LIMIT)

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
        return Filling(*once(slots), fonts.tiers())

    def names(
        self, letters: Callable[[Weight], Letters], like: Filling, slots: Container[str]
    ) -> Names | None:
        """The same for the names alone that one line takes, in bold, in all slots with a name in ``slots``; the others
        are filled as those of ``like``. None where ``letters`` are not enough.
        """
        own = [place for place in self.places if place.name in slots]
        looks = [place.around for place in own]
        styles = {look.style for look in looks if look is not None}
        weights, faces = {style.strong for style in styles}, {look.face for look in looks if look is not None}
        if None in looks or len(weights) != 1 or len(faces) != 1:  # no slot at all, too
            return None
        (weight,), (face,) = weights, faces
        if face is None or face != self.fonts.programs.fonts.body(weight).key:
            return None
        known = letters(weight)
        rooms = [(place.width, look.style.size) for place, look in zip(own, looks, strict=True) if look]
        most = min(style.line for style in styles)
        ways = [Line(known, tiers, rooms, most) for tiers in (known.usual, known.wider)]
        fixed = [
            None if place.name in slots else like.slots[which]
            for place, which in zip(self.places, like.order, strict=True)
        ]
        return Names(self, ways, face, fixed, like.tiers)

    def tiers_for(self, key: str, bits: int, others: Tiers) -> Tiers | None:
        """What has to be embedded where letters of the face ``key`` are added that are in the tiers of these ``bits``,
        and of other faces as in ``others``; None where that is not for this to say.
        """
        found = {face: (name, face, parts) for name, face, parts in others}
        for glyph in self.fonts.static.get(key, (set(), set()))[0]:
            bits &= self.fonts.programs.tiers_with(key, glyph)
        tier = tier_of(bits)
        if tier is None:
            return None
        found[key] = self.fonts.name_of(key), key, (tier,)
        return tuple(sorted(found.values()))

    def form(self, filling: Filling, date: str) -> Form:
        """The file that takes fillings like this one, dated ``date`` (ISO 8601)."""
        key = filling.tiers, filling.order, room_of(filling.slots)
        known = self._forms.get((key, date))
        if known is None:
            known = self.skeleton(filling).dated(date)
            self._forms.put((key, date), known)
        return known

    def skeleton(self, filling: Filling) -> Skeleton:
        """The same of any date."""
        key = filling.tiers, filling.order, room_of(filling.slots)
        whole = self._skeletons.get(key)
        if whole is None:
            whole = skeleton(self.document, self.fonts, *key)
            self._skeletons.put(key, whole)
        return whole

    def data(self, filling: Filling, date: str) -> bytes:
        """The file for one patient, dated ``date`` (ISO 8601)."""
        return self.form(filling, date).filled(filling.slots)


class Names:
    """A template whose slots take a name of plain letters, the same in each; ``ways`` to set it in the face ``key``:
    with letters of ASCII, with more. ``fixed``: what fills the slots that take no name, else None; ``others``: the
    fonts of all that is not a name.
    """

    def __init__(
        self, template: Template, ways: Sequence[Line], key: str, fixed: Sequence[bytes | None], others: Tiers
    ) -> None:
        self._template, self._first, self.fixed = template, ways[0], tuple(fixed)
        self._ways: list[tuple[Callable[[str], bytes | None], Tiers]] = []
        for line in ways:
            tiers = template.tiers_for(key, line.tiers, others)
            if tiers is not None:
                self._ways.append((line.filled, tiers))
        streams, self._order = once([part or b"" for part in fixed])
        self.stream = streams.index(b"")
        """Which of the streams is the name."""
        self._before, self._after = streams[: self.stream], streams[self.stream + 1 :]
        self._forms: Cache[tuple[Callable[[str], bytes | None], str], Form] = Cache(8)

    def plain(self) -> dict[str, Any]:
        """How names of the usual letters are set, as plain values."""
        return self._first.plain()

    def fill(self, name: str) -> Filling | None:
        """What fills the slots for ``name``; None if it takes more than this."""
        for filled, tiers in self._ways:
            slot = filled(name)
            if slot is not None:
                if slot in self.fixed:  # then one stream serves both
                    return None
                return Filling((*self._before, slot, *self._after), self._order, tiers)
        return None

    def data(self, name: str, date: str) -> bytes | None:
        """The file for ``name``, dated ``date`` (ISO 8601); None if it takes more than this."""
        if self._before or self._after:
            filling = self.fill(name)
            return None if filling is None else self._template.data(filling, date)
        for filled, tiers in self._ways:
            slot = filled(name)
            if slot is not None:
                key = filled, date
                form = self._forms.get(key)
                if form is None:
                    form = self._template.form(Filling((slot,), self._order, tiers), date)
                    self._forms.put(key, form)
                return form.filled((slot,))
        return None
