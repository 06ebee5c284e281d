"""The structure tree of a tagged PDF: what the parts of a document are, and in which order they are read.

An :class:`Element` is made for each part *before or while* it is painted; :mod:`handouts.pdf.canvas` ties
what is painted to it. Children are read in the order they were made, whatever the order of painting. This
module never paints, and knows nothing of ReportLab.

Tags and attributes are those of ISO 32000-1, 14.8.4 and 14.8.5.
"""

from __future__ import annotations

from collections.abc import Mapping

Attribute = str | int | float | tuple[float, ...] | tuple[str, ...]
"""The value of an attribute: a name ("Column"), a number, a box, or the ids of other elements (Headers)."""

Mark = tuple[int, int]
"""A piece of marked content: page index from 0 and marked-content identifier on that page."""

_GROUPING = "Document Part Sect Div Art BlockQuote Caption TOC TOCI Index"
_BLOCKS = "P H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot"
_INLINE = "Span Quote Note Reference Code Link Figure Formula Form"
TAGS = frozenset(f"{_GROUPING} {_BLOCKS} {_INLINE}".split())
"""The standard structure types that may be used, so that no role map is needed."""

_MAY_BE_EMPTY = frozenset({"TD", "TH"})
_NO_ATTRIBUTES: Mapping[str, Mapping[str, Attribute]] = {}


class Part:
    """A place for text among the children of an element: ``See `` in ``See <Link>the page</Link>``."""

    __slots__ = ("element", "marks")

    def __init__(self, element: Element) -> None:
        self.element = element
        self.marks: list[Mark] = []


class Element:
    """One structure element. Made under ``parent``, after the children that it already has.

    ``alt``: what a picture or link says in words. ``means``: what an abbreviation is short for.
    ``lang``: BCP 47 language where it differs from the document's. ``attributes``: grouped by owner, for
    example ``{"Table": {"Scope": "Column"}}`` or ``{"List": {"ListNumbering": "Disc"}}``. ``id``: a name
    unique in the document, for table cells that others name as their header.
    """

    __slots__ = (
        "alt", "attributes", "fields", "first_page", "id", "kids", "lang", "links", "means", "parent", "tag", "title",
    )  # fmt: skip

    def __init__(
        self,
        tag: str,
        parent: Element | None = None,
        *,
        alt: str | None = None,
        means: str | None = None,
        lang: str | None = None,
        title: str | None = None,
        id: str | None = None,
        attributes: Mapping[str, Mapping[str, Attribute]] = _NO_ATTRIBUTES,
    ) -> None:
        if tag not in TAGS:
            raise ValueError(f"{tag!r} is not a standard structure type")
        self.tag = tag
        self.parent = parent
        self.alt = alt
        self.means = means
        self.lang = lang
        self.title = title
        self.id = id
        self.attributes: Mapping[str, Mapping[str, Attribute]] = attributes
        self.kids: list[Element | Part] = []
        self.links: list[tuple[int, int]] = []
        """Link annotations: page index and the number of the link in the document."""
        self.fields: list[tuple[int, int]] = []
        """Places to fill in: page index and the number of the field in the document."""
        self.first_page = -1
        """Index of the page on which it was first painted; -1 before."""
        if parent is not None:
            parent.kids.append(self)

    def element(
        self,
        tag: str,
        *,
        alt: str | None = None,
        means: str | None = None,
        lang: str | None = None,
        title: str | None = None,
        id: str | None = None,
        attributes: Mapping[str, Mapping[str, Attribute]] = _NO_ATTRIBUTES,
    ) -> Element:
        """A new last child."""
        return Element(tag, self, alt=alt, means=means, lang=lang, title=title, id=id, attributes=attributes)

    def part(self) -> Part:
        """A place for own content after the children made so far; paint it with ``canvas.content(part)``."""
        part = Part(self)
        self.kids.append(part)
        return part

    def set_attributes(self, owner: str, values: Mapping[str, Attribute]) -> None:
        """Add ``values`` to the attributes of ``owner``."""
        self.attributes = {**self.attributes, owner: {**self.attributes.get(owner, {}), **values}}

    def prune(self) -> bool:
        """Remove descendants without content; whether anything is left here. Empty table cells stay."""
        self.kids = [kid for kid in self.kids if (kid.marks if isinstance(kid, Part) else kid.prune())]
        return bool(self.kids or self.links or self.fields or self.tag in _MAY_BE_EMPTY)

    def walk(self) -> list[Element]:
        """This element and its descendants in reading order."""
        found: list[Element] = []
        waiting = [self]
        while waiting:
            element = waiting.pop()
            found.append(element)
            waiting += [kid for kid in reversed(element.kids) if isinstance(kid, Element)]
        return found

    def children(self) -> list[Element]:
        """The child elements."""
        return [kid for kid in self.kids if isinstance(kid, Element)]
