"""Form fields as objects: places to tick and to type, what they look like, what the catalog says of them.

Fields are those of ISO 32000-1, 12.7. Each has its looks in the file, as PDF/A wants (ISO 19005-2, 6.4.1), and says in
words what it is for, as PDF/UA wants (ISO 14289-1, 7.18.1). Nothing is sent, counted or run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from handouts.pdf.file import PdfFile
from handouts.pdf.objects import deflated, number, reference, string
from handouts.pdf.structure import Element


@dataclass(frozen=True, slots=True)
class FormField:
    """A place to fill in: page index, box in page coordinates, the element that it belongs to.

    ``kind``: ``tick`` or ``text``. ``name``: fields of one name always hold the same. ``says``: what it is for, in
    words. ``size``: points of the type. ``most``: letters that it takes at most; 0: any number.
    """

    page: int
    box: tuple[float, float, float, float]
    kind: Literal["tick", "text"]
    name: str
    says: str
    size: float
    most: int
    element: Element


FONT = b"/Helv"
"""What readers set typed text in: one of the fonts that each of them has (ISO 32000-1, 9.6.2.2). Nothing in the file is
set in it, so it is not embedded: whoever types fills in a copy of his own."""


class Forms:
    """Writes the fields of a document into a file."""

    def __init__(self, file: PdfFile, fields: Sequence[FormField]) -> None:
        self._file, self._fields = file, fields
        self.widgets = [file.take() for _ in fields]
        self._looks: dict[tuple[str, float, float], int] = {}

    def write(self, keys: Mapping[int, bytes], pages: Sequence[int]) -> bytes:
        """The fields, called in the parent tree by their ``keys``; the entry of the catalog, nothing without any."""
        if not self._fields:
            return b""
        named: dict[str, list[int]] = {}
        for index, one in enumerate(self._fields):
            named.setdefault(one.name, []).append(index)
        roots = [self._field(name, places, keys, pages) for name, places in named.items()]
        font = self._file.add(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
        kids = b" ".join(map(reference, roots))
        return b"/AcroForm<</Fields[%s]/DA(%s 0 Tf 0 g)/DR<</Font<<%s %s>>>>>>" % (
            kids, FONT, FONT, reference(font),
        )  # fmt: skip

    def _field(
        self, name: str, places: Sequence[int], keys: Mapping[int, bytes], pages: Sequence[int]
    ) -> int:
        """A field that stands in these ``places``; the number of its root, which is the place itself if it is alone."""
        first = self._fields[places[0]]
        own = b"/T%s/TU%s" % (string(name), string(first.says))
        if first.kind == "tick":
            own += b"/FT/Btn/V/Off"
        else:
            own += b"/FT/Tx/V()/DA(%s %s Tf 0 g)" % (FONT, number(first.size).encode())
            if first.most:
                own += b"/Q 1/MaxLen %d" % first.most
        alone = len(places) == 1
        root = self.widgets[places[0]] if alone else self._file.take()
        for place in places:
            mine = own if alone else b"/TU%s/Parent %s" % (string(first.says), reference(root))
            self._widget(place, mine, keys[place], pages)
        if not alone:
            kids = b" ".join(reference(self.widgets[place]) for place in places)
            self._file.add(b"<<%s/Kids[%s]>>" % (own, kids), root)
        return root

    def _widget(self, index: int, own: bytes, key: bytes, pages: Sequence[int]) -> None:
        one = self._fields[index]
        left, bottom, right, top = one.box
        wide, high = right - left, top - bottom
        if one.kind == "tick":
            looks = b"/AS/Off/AP<</N<</Yes %s/Off %s>>>>" % (
                reference(self._look("tick", wide, high)), reference(self._look("", wide, high)),
            )  # fmt: skip
        else:
            looks = b"/AP<</N %s>>" % reference(self._look("text", wide, high))
        rect = " ".join(map(number, one.box)).encode("ascii")
        self._file.add(
            b"<</Type/Annot/Subtype/Widget/F 4/Rect[%s]/P %s/StructParent %s%s%s>>"
            % (rect, reference(pages[one.page]), key, looks, own),
            self.widgets[index],
        )

    def _look(self, kind: str, wide: float, high: float) -> int:
        """The number of a look for a box of this size."""
        known = self._looks.get((kind, wide, high))
        if known is None:
            box = f"{number(wide)} {number(high)}".encode("ascii")
            shown = {"tick": _tick(wide, high), "text": b"/Tx BMC EMC"}.get(kind, b"")
            about = b"/Type/XObject/Subtype/Form/BBox[0 0 %s]/Resources<<>>" % box
            known = self._looks[(kind, wide, high)] = self._file.stream(deflated(shown, about))
        return known


def _tick(wide: float, high: float) -> bytes:
    """A tick as high as its box allows, in the middle."""
    side = min(wide, high) - 2.0
    x, y = (wide - side) / 2, (high - side) / 2
    corners = ((0.05, 0.5), (0.38, 0.12), (0.95, 0.92))
    at = [f"{number(x + side * px)} {number(y + side * py)}" for px, py in corners]
    return f"q 0 G {number(max(1.4, side / 7))} w 1 J 1 j {at[0]} m {at[1]} l {at[2]} l S Q".encode("ascii")
