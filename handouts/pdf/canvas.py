"""A ReportLab canvas on which nothing can be painted without saying what it is.

What is painted inside ``with canvas.content(element)`` belongs to that structure element; inside ``with
canvas.artifact(kind)`` it is decoration. Painting anywhere else raises :class:`UntaggedContentError`. Links,
figures and bookmarks have their own calls. ``save`` writes a PDF/UA-1 and PDF/A-2a file, or raises
:class:`ConformanceError` with everything that would keep the document from being one; it never writes such a
file.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import TracebackType
from typing import IO, Any, Literal

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from handouts.pdf.checks import ConformanceError, Violation, violations
from handouts.pdf.color_profile import srgb
from handouts.pdf.document import Bookmark, TaggedDocument
from handouts.pdf.fonts import EmbeddedFont, FontBook
from handouts.pdf.metadata import DocumentInfo
from handouts.pdf.objects import escaped, number
from handouts.pdf.structure import Element, Part

ArtifactKind = Literal["Pagination", "Layout", "Background"]

Run = tuple[str, float, str]
"""A run of text: font name (from :meth:`FontBook.split`), size in points, text."""


class TaggingError(RuntimeError):
    """The program uses the canvas wrongly."""


class UntaggedContentError(TaggingError):
    """Something was painted that belongs to no structure element and is no artifact."""


class _Scope:
    """The ``with`` block of one piece of marked content."""

    __slots__ = ("begin", "canvas", "target")

    def __init__(self, canvas: TaggedCanvas, target: Element | Part | None, begin: str) -> None:
        self.canvas, self.target, self.begin = canvas, target, begin

    def __enter__(self) -> None:
        self.canvas._open(self.target, self.begin)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.canvas._close()


class TaggedCanvas(Canvas):  # type: ignore[misc]
    """A canvas for one document. Coordinates are points from the lower left corner.

    ``root`` is the Document element of a new structure tree; ``pagesize`` is (width, height).
    """

    def __init__(
        self,
        file: str | IO[bytes],
        about: DocumentInfo,
        root: Element,
        fonts: FontBook,
        pagesize: tuple[float, float],
    ) -> None:
        self._inside = False
        self._target: Element | Part | None = None
        self._begin_at = 0
        self._marks: list[Element] = []
        self._found: list[Violation] = []
        super().__init__(
            file,
            pagesize=pagesize,
            pageCompression=1,
            invariant=1,
            initialFontName=fonts.name("regular"),
            pdfVersion=(1, 7),
            enforceColorSpace="rgb",  # the output intent is sRGB
        )
        self.about, self.root, self.fonts = about, root, fonts
        # ReportLab gives no way to choose the class of its document; nothing has been put into it yet.
        self._doc.__class__ = TaggedDocument
        self._doc.prepare(about, root, srgb())

    # ----------------------------------------------------------------------------------------- marked content

    @property
    def page_index(self) -> int:
        """Index of the current page, from 0."""
        return len(self._doc.pages)

    @property
    def document(self) -> TaggedDocument:
        """The document that is written."""
        return self._doc  # type: ignore[no-any-return]

    def escaped(self, codes: bytes) -> str:
        """Character codes as they stand between the brackets of a string operand."""
        return escaped(codes).decode("latin-1")

    def content(self, target: Element | Part, *, repeats: bool = False) -> _Scope:
        """What is painted inside is content of ``target``, read after what the element already holds.

        With ``repeats`` only the page where the element first appears holds its content; on later pages (a
        table header that is repeated, a running footer) the same painting is a pagination artifact.
        """
        element = target.element if isinstance(target, Part) else target
        if repeats and element.first_page not in (-1, len(self._doc.pages)):
            return self.artifact("Pagination")
        return _Scope(self, target, f"/{element.tag}<</MCID {len(self._marks)}>>BDC")

    def artifact(
        self, kind: ArtifactKind = "Layout", subtype: Literal["Header", "Footer"] | None = None
    ) -> _Scope:
        """What is painted inside is decoration that nobody needs to hear."""
        more = f"/Subtype/{subtype}" if subtype else ""
        return _Scope(self, None, f"/Artifact<</Type/{kind}{more}>>BDC")

    def _open(self, target: Element | Part | None, begin: str) -> None:
        if self._inside:
            raise TaggingError(f"{begin!r} inside other marked content: one piece must end before the next")
        self._inside, self._target, self._begin_at = True, target, len(self._code)
        self._code.append(begin)

    def _close(self) -> None:
        self._inside = False
        if len(self._code) == self._begin_at + 1:
            self._code.pop()
            return
        self._code.append("EMC")
        target = self._target
        if target is None:
            return
        part = target if isinstance(target, Part) else target.part()
        element = part.element
        page = len(self._doc.pages)
        part.marks.append((page, len(self._marks)))
        if element.first_page < 0:
            element.first_page = page
        self._marks.append(element)

    # ----------------------------------------------------------------------------------------------- painting

    def show(self, x: float, y: float, runs: Iterable[Run]) -> None:
        """Set ``runs`` one after the other from (x, y) on, in the current fill colour.

        The same as ``setFont`` and ``drawString`` for each run, three times as fast. A line that goes on in
        the next one should end with its space: nobody sees it, but a screen reader would join the words
        without it.
        """
        if not self._inside:
            raise UntaggedContentError("show(): painted outside content() and artifact()")
        doc, parts = self._doc, [f"BT {number(x)} {number(y)} Td"]
        for name, size, text in runs:
            font = self.fonts.font(name)
            for subset, codes in font.splitString(text, doc):
                shown = escaped(codes).decode("latin-1")
                parts.append(f"{font.getSubsetInternalName(subset, doc)} {number(size)} Tf({shown})Tj")
        parts.append("ET")
        self._code.append(" ".join(parts))

    def paint(self, operators: str) -> None:
        """Append ready page description operators (ISO 32000-1, 8 and 9) in the current coordinates.

        They must leave the graphics state as it was (``q`` ... ``Q``) and must not mark content themselves.
        """
        if not self._inside:
            raise UntaggedContentError("paint(): painted outside content() and artifact()")
        self._code.append(operators)

    # ------------------------------------------------------------------------------ links, figures, bookmarks

    def link(
        self, element: Element, url: str, rect: tuple[float, float, float, float], description: str
    ) -> None:
        """Make ``rect`` (current coordinates) a link to ``url`` that belongs to ``element``, a Link.

        ``description`` says where it leads, for those who do not see the page.
        """
        if element.tag != "Link":
            raise TaggingError(f"a link belongs to a Link element, not to {element.tag}")
        if not description.strip():
            self._found.append(Violation("link-description", f"link to {url!r} has no description"))
        if not url.lower().startswith(("https://", "mailto:", "tel:")):
            self._found.append(Violation("link-address", f"{url!r} is no https, mailto or tel address"))
        x0, y0, x1, y1 = self._absRect(rect, 1)
        self._annotatePage(self._doc.add_link(element, (x0, y0, x1, y1), description, url))

    def figure_box(self, element: Element, x0: float, y0: float, x1: float, y1: float) -> None:
        """Say where a figure lies: its bounding box in current coordinates (ISO 32000-1, 14.8.5.4.3)."""
        box = tuple(float(number(v)) for v in self._absRect((x0, y0, x1, y1), 1))
        element.set_attributes("Layout", {"Placement": "Block", "BBox": box})

    def bookmark(self, title: str, level: int, y: float) -> None:
        """An outline entry for height ``y`` (current coordinates) of this page; ``level`` counts from 0."""
        top = self.absolutePosition(0, y)[1]
        self._doc.bookmarks.append(Bookmark(title, level, len(self._doc.pages), top))

    # ------------------------------------------------------------------------------------------ pages, finish

    def showPage(self) -> None:
        """End the page."""
        if self._inside:
            raise TaggingError("the page ends inside marked content")
        self._doc.page_marks.append(self._marks)
        self._marks = []
        super().showPage()

    def save(self) -> None:
        """Write the file. Raises ConformanceError instead if anything is wrong with the document."""
        self._prepare_to_write()
        self._doc.SaveToFile(self._filename, self)

    def getpdfdata(self) -> bytes:
        """The file as bytes; see :meth:`save`."""
        self._prepare_to_write()
        data: bytes = self._doc.GetPDFData(self)
        return data

    def _prepare_to_write(self) -> None:
        if self._inside:
            raise TaggingError("the document ends inside marked content")
        if self._code:
            self.showPage()
        self.root.prune()
        doc = self._doc
        painted = [element for marks in doc.page_marks for element in marks]
        painted += [element for _, element in doc.links]
        found = self._found + violations(self.about, self.root, doc.bookmarks, painted)
        found += (
            Violation("glyph", f"U+{ord(char):04X} {char!r} has no glyph in {font}")
            for font, char in doc.missing_glyphs
        )
        found += (
            Violation("font", f"{name} is not embedded: take fonts from the FontBook")
            for name in doc.fontMapping
            if not isinstance(pdfmetrics.getFont(name), EmbeddedFont)
        )
        if found:
            raise ConformanceError(found)


_PAINTING = (
    "line", "lines", "cross", "grid", "bezier", "arc", "rect", "ellipse", "wedge", "circle", "roundRect",
    "shade", "linearGradient", "radialGradient", "drawPath", "drawImage", "drawInlineImage", "drawText",
    "addLiteral", "drawBoundary",
)  # fmt: skip
_REFUSED = (
    "beginForm", "doForm", "linkURL", "linkRect", "linkAbsolute", "textAnnotation", "freeTextAnnotation",
    "highlightAnnotation", "inkAnnotation", "addOutlineEntry", "addPostScriptCommand",
)  # fmt: skip


def _guarded(name: str) -> Any:
    original = getattr(Canvas, name)

    def method(self: TaggedCanvas, *args: Any, **more: Any) -> Any:
        if not self._inside:
            raise UntaggedContentError(f"{name}(): painted outside content() and artifact()")
        return original(self, *args, **more)

    method.__name__, method.__doc__ = name, original.__doc__
    return method


def _refused(name: str) -> Any:
    def method(self: TaggedCanvas, *args: Any, **more: Any) -> Any:
        raise TaggingError(
            f"{name}() would bypass the tags: use content(), artifact(), link() and bookmark()"
        )

    method.__name__ = name
    return method


for _name in _PAINTING:
    setattr(TaggedCanvas, _name, _guarded(_name))
for _name in _REFUSED:
    setattr(TaggedCanvas, _name, _refused(_name))
