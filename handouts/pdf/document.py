"""One tagged document on its way to the file: painted pages, structure tree, links, bookmarks. Paints nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

from handouts.layout.frame import Item, SlotLook
from handouts.pdf.checks import Violation
from handouts.pdf.forms import FormField
from handouts.pdf.metadata import DocumentInfo
from handouts.pdf.structure import Element


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An outline entry: level from 0, page index from 0, height in points above the bottom of the page."""

    title: str
    level: int
    page: int
    y: float


@dataclass(frozen=True, slots=True)
class LinkArea:
    """A link annotation: page index, box in page coordinates, where it leads, what it says, who owns it."""

    page: int
    box: tuple[float, float, float, float]
    url: str
    says: str
    element: Element


@dataclass(frozen=True, slots=True)
class Place:
    """Where a slot is: page index from 0 and height of the page, left end and top of its frame in points from the upper
    left corner of the page, its size, how it is set, the element that it stands in (for the eye only: the operator that
    begins the decoration), the number of its first marked content and how many there are, and what there is in it but
    text.
    """

    name: str
    page: int
    page_height: float
    x: float
    y: float
    width: float
    height: float
    look: SlotLook | None
    tag: str
    mark: int
    marks: int
    shape: tuple[Item | None, ...]

    @property
    def around(self) -> SlotLook | None:
        """How its text is set, where all that says so stands around it: where there is nothing but text in it."""
        return self.look if self.look is not None and self.look.face and self.shape == (None,) else None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the document: what it is called, its media type, what it says of itself, its bytes."""

    name: str
    media: str
    says: str
    data: bytes


@dataclass(slots=True)
class Page:
    """A painted page: its size in points, its operators, and for each marked content the element that owns it.

    ``parts`` are operators that every sheet of its kind has and, in turn, what fills the ``slots``: one more of the
    first than of the others.
    """

    width: float
    height: float
    parts: list[str] = field(default_factory=list)
    slots: list[Place] = field(default_factory=list)
    marks: list[Element] = field(default_factory=list)


@dataclass(slots=True)
class TaggedDocument:
    """What the painter hands to the writer.

    ``fonts``: face key of each font resource name, and the glyphs used of it with the text that they stand for.
    ``images``: file of each image resource name. ``stencils``: resource name of each finished form XObject. ``found``:
    what is wrong with it so far.
    """

    about: DocumentInfo
    root: Element
    pages: list[Page] = field(default_factory=list)
    links: list[LinkArea] = field(default_factory=list)
    fields: list[FormField] = field(default_factory=list)
    bookmarks: list[Bookmark] = field(default_factory=list)
    images: dict[str, str] = field(default_factory=dict)
    stencils: dict[bytes, str] = field(default_factory=dict)
    found: list[Violation] = field(default_factory=list)
    attached: Attachment | None = None
    """A file that travels inside: the document is then PDF/A-3a, and says so."""
