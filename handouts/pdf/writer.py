"""One tagged document as the objects of a file: pages, fonts, structure tree, outline, catalog.

Objects of a document are those of ISO 32000-1; what keeps a file from being accessible is found before, by ``checks``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from handouts.pdf.catalog import catalog, info_object, profile_object, xmp_object
from handouts.pdf.checks import ConformanceError, violations
from handouts.pdf.document import Page, TaggedDocument
from handouts.pdf.file import PdfFile, Skeleton, once, room_of
from handouts.pdf.forms import Forms
from handouts.pdf.images import image_object
from handouts.pdf.metadata import dates
from handouts.pdf.objects import deflated, number, packed, painted, reference, said, string
from handouts.pdf.structure import Attribute, Element, Part
from handouts.pdf.used import DocumentFonts, Tiers
from handouts.words import lang_of


def write(document: TaggedDocument, fonts: DocumentFonts) -> bytes:
    """The file of a document whose pages are all painted. Raises ConformanceError if it would not be accessible."""
    check(document, fonts)
    slots, order = once(fillings(document))
    whole = skeleton(document, fonts, fonts.tiers(), order, room_of(slots))
    return whole.filled(document.about.date, slots)


def fillings(document: TaggedDocument) -> list[bytes]:
    """What fills the slots of a document, in the order of its pages."""
    return [part.encode("latin-1") for page in document.pages for part in page.parts[1::2]]


def skeleton(
    document: TaggedDocument, fonts: DocumentFonts, tiers: Tiers, order: Sequence[int], rooms: Sequence[int]
) -> Skeleton:
    """The file of a document that was checked, for whatever fills its slots, with ``tiers`` of the fonts, ``order``
    (:func:`handouts.pdf.file.once`) and ``rooms`` (:func:`handouts.pdf.file.room_of`). Raises ValueError if it is too
    large.
    """
    return Writer(document, fonts, tiers, order).write(rooms)


def check(document: TaggedDocument, fonts: DocumentFonts) -> None:
    """Raise ConformanceError if a document whose pages are all painted would not be accessible. What has no content in
    its tree goes.
    """
    document.root.prune()
    painted = [element for page in document.pages for element in page.marks]
    painted += [link.element for link in document.links] + [one.element for one in document.fields]
    found = document.found + fonts.violations()
    found += violations(document.about, document.root, document.bookmarks, painted)
    if found:
        raise ConformanceError(found)


class Writer:
    """Numbers and writes the objects of one document."""

    def __init__(
        self, document: TaggedDocument, fonts: DocumentFonts, tiers: Tiers, order: Sequence[int]
    ) -> None:
        self.document, self.fonts, self.tiers = document, fonts, tiers
        self.order, self.filled = iter(order), list[int]()
        self.file = PdfFile()
        self.pages = [self.file.take() for _ in document.pages]
        self.links = [self.file.take() for _ in document.links]
        self.forms = Forms(self.file, document.fields)
        self.numbers: dict[Element, int] = {}
        self.ids: dict[str, int] = {}

    def write(self, rooms: Sequence[int]) -> Skeleton:
        """The whole file but for its slots."""
        pages = self._pages()
        root = self._structure()
        outlines = self._outlines()
        return self.file.finish(self._catalog(pages, root, outlines), self._info(), rooms)

    def ref(self, number: int) -> bytes:
        """A reference to an object of the document."""
        return reference(number)

    def key(self, index: int) -> bytes:
        """What a page or link is called in the parent tree (ISO 32000-1, 14.7.4.4)."""
        return b"%d" % index

    def name(self, name: str) -> bytes:
        """The identifier of an element, as a string."""
        return string(name)

    # ------------------------------------------------------------------------------------ pages and resources

    def _pages(self) -> int:
        """Pages with what they show, and their tree; the number of its root."""
        parent = self.file.take()
        self.add_pages(parent, self.file.add(self._resources()))
        kids = b" ".join(map(self.ref, self.pages))
        return self.file.add(b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(self.pages), kids), parent)

    def add_pages(self, parent: int, resources: int) -> None:
        """The pages with their links."""
        file, document = self.file, self.document
        annotations: list[list[bytes]] = [[] for _ in document.pages]
        for index, (taken, link) in enumerate(zip(self.links, document.links, strict=True)):
            annotations[link.page].append(self.ref(taken))
            file.add(
                b"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[%s]/Contents %s/StructParent %s"
                b"/A<</S/URI/URI %s>>>>"
                % (
                    " ".join(map(number, link.box)).encode("ascii"),
                    string(link.says) + _language(link.says),
                    self.key(len(document.pages) + index),
                    string(link.url),
                ),
                taken,
            )
        for taken, one in zip(self.forms.widgets, document.fields, strict=True):
            annotations[one.page].append(self.ref(taken))
        for index, page in enumerate(document.pages):
            streams = list(map(self.ref, self.contents(page)))
            contents = streams[0] if len(streams) == 1 else b"[%s]" % b" ".join(streams)
            own = b"/Annots[%s]" % b" ".join(annotations[index]) if annotations[index] else b""
            body = (
                b"<</Type/Page/Parent %s/MediaBox[0 0 %s %s]/Contents %s/Resources %s/StructParents %s/Tabs/S%s>>"
                % (
                    self.ref(parent),
                    number(page.width).encode(),
                    number(page.height).encode(),
                    contents,
                    self.ref(resources),
                    self.key(index),
                    own,
                )
            )
            file.add(body, self.pages[index])

    def contents(self, page: Page) -> Iterator[int]:
        """The streams of a page: what every sheet has, and the slots among it."""
        for index, part in enumerate(page.parts):
            if index % 2:
                yield self.slot()
            elif part or len(page.parts) == 1:
                yield self.file.stream(packed(painted(part.encode("latin-1")), b""))

    def slot(self) -> int:
        """The stream of the next slot, which may be that of one before."""
        which = next(self.order)
        if which == len(self.filled):
            self.filled.append(self.file.slot())
        return self.filled[which]

    def _resources(self) -> bytes:
        """What the operators of all pages name."""
        fonts = self.fonts.write(self.file, self.tiers)
        shown = {name: image_object(source) for name, source in self.document.images.items()}
        shown |= {name: data for data, name in self.document.stencils.items()}
        images = b"".join(
            b"/%s %s" % (name.encode("ascii"), reference(self.file.stream(data)))
            for name, data in shown.items()
        )
        return b"<</ProcSet[/PDF/Text/ImageC]/Font<<%s>>%s>>" % (
            b"".join(b"/%s %s" % (name.encode("ascii"), reference(at)) for name, at in fonts.items()),
            b"/XObject<<%s>>" % images if images else b"",
        )

    # ---------------------------------------------------------------------------------------------- structure

    def _structure(self) -> int:
        """The structure tree with its parent tree (ISO 32000-1, 14.7); the number of its root."""
        root = self.file.take()
        top = self.element(self.document.root, root)
        owners = self.owners()
        parents = self.file.add(b"<</Nums[%s]>>" % b" ".join(owners))
        names = self.names()
        body = b"<</Type/StructTreeRoot/K %s/ParentTree %s/ParentTreeNextKey %d%s>>" % (
            self.ref(top),
            self.ref(parents),
            len(owners),
            b"/IDTree<</Names[%s]>>" % names if names else b"",
        )
        return self.file.add(body, root)

    def owners(self) -> list[bytes]:
        """The entries of the parent tree, in the order of their keys."""
        owners: list[bytes] = []
        for index, page in enumerate(self.document.pages):
            marks = b" ".join(self.ref(self.numbers[element]) for element in page.marks)
            owners.append(b"%s[%s]" % (self.key(index), marks))
        for index, link in enumerate(self.document.links, len(self.pages)):
            owners.append(b"%s %s" % (self.key(index), self.ref(self.numbers[link.element])))
        for index, one in enumerate(self.document.fields, self.first_field):
            owners.append(b"%s %s" % (self.key(index), self.ref(self.numbers[one.element])))
        return owners

    @property
    def first_field(self) -> int:
        """The key of the first field in the parent tree."""
        return len(self.pages) + len(self.links)

    def names(self) -> bytes:
        """The entries of the tree of identifiers."""
        return b" ".join(self.name(name) + b" " + self.ref(self.ids[name]) for name in sorted(self.ids))

    def element(self, element: Element, parent: int, tag: str = "", lang: str | None = None) -> int:
        """An element under ``parent``, with all that is in it; its number. ``tag`` and ``lang``: what it is and its
        language, if not what it says itself.
        """
        me = self.numbers[element] = self.file.take()
        home = element.first_page
        kids: list[bytes] = []
        for kid in element.kids:
            if isinstance(kid, Part):
                for page, mark in kid.marks:
                    if page == home:
                        kids.append(b"%d" % mark)
                    else:
                        kids.append(b"<</Type/MCR/Pg %s/MCID %d>>" % (self.ref(self.pages[page]), mark))
            else:
                kids.append(self.ref(self.element(kid, me)))
        for page, index in element.links:
            pair = self.ref(self.pages[page]), self.ref(self.links[index])
            kids.append(b"<</Type/OBJR/Pg %s/Obj %s>>" % pair)
        for page, index in element.fields:
            pair = self.ref(self.pages[page]), self.ref(self.forms.widgets[index])
            kids.append(b"<</Type/OBJR/Pg %s/Obj %s>>" % pair)
        body = b"<</S/%s/P %s" % ((tag or element.tag).encode("ascii"), self.ref(parent))
        if home >= 0:
            body += b"/Pg " + self.ref(self.pages[home])
        if kids:
            body += b"/K " + kids[0] if len(kids) == 1 else b"/K[" + b" ".join(kids) + b"]"
        if element.alt is not None:
            body += b"/Alt" + said(element.alt, self.document.about.lang)
        if element.means is not None:
            body += b"/E" + string(element.means)
        lang = lang or element.lang
        if lang is not None:
            body += b"/Lang" + string(lang)
        if element.title is not None:
            body += b"/T" + string(element.title)
        if element.id is not None:
            body += b"/ID" + self.name(element.id)
            self.ids[element.id] = me
        if element.attributes:
            body += self._attributes(element.attributes)
        return self.file.add(body + b">>", me)

    def _attributes(self, groups: Mapping[str, Mapping[str, Attribute]]) -> bytes:
        parts = []
        for owner, values in groups.items():
            pairs = (b"/%s %s" % (key.encode("ascii"), self._value(value)) for key, value in values.items())
            parts.append(b"<</O/%s%s>>" % (owner.encode("ascii"), b"".join(pairs)))
        return b"/A" + parts[0] if len(parts) == 1 else b"/A[" + b"".join(parts) + b"]"

    def _value(self, value: Attribute) -> bytes:
        """Names of things; the texts in a tuple are identifiers of elements."""
        if isinstance(value, str):
            return b"/" + value.encode("ascii")
        if isinstance(value, tuple):
            items = (self.name(item) if isinstance(item, str) else number(item).encode() for item in value)
            return b"[" + b" ".join(items) + b"]"
        return number(value).encode("ascii")

    # ----------------------------------------------------------------------------------------------- outlines

    def _outlines(self) -> int | None:
        """The outline, all of it open; the number of its root, or None without bookmarks."""
        marks = self.document.bookmarks
        if not marks:
            return None
        root = self.file.take()
        numbers = [self.file.take() for _ in marks]
        children: dict[int, list[int]] = {}
        parents: list[int] = []
        path: list[int] = []
        for index, mark in enumerate(marks):
            while path and marks[path[-1]].level >= mark.level:
                path.pop()
            parents.append(path[-1] if path else -1)
            children.setdefault(parents[-1], []).append(index)
            path.append(index)

        def below(index: int) -> tuple[bytes, int]:
            inside = children.get(index, [])
            count = sum(1 + below(kid)[1] for kid in inside)
            if not inside:
                return b"", 0
            first, last = numbers[inside[0]], numbers[inside[-1]]
            return b"/First %s/Last %s/Count %d" % (reference(first), reference(last), count), count

        for index, mark in enumerate(marks):
            siblings = children[parents[index]]
            at = siblings.index(index)
            body = b"<</Title %s/Parent %s/Dest[%s/XYZ null %s null]" % (
                string(mark.title),
                reference(root if parents[index] < 0 else numbers[parents[index]]),
                self.ref(self.pages[mark.page]),
                number(mark.y).encode(),
            )
            if at:
                body += b"/Prev " + reference(numbers[siblings[at - 1]])
            if at + 1 < len(siblings):
                body += b"/Next " + reference(numbers[siblings[at + 1]])
            self.file.add(body + below(index)[0] + b">>", numbers[index])
        return self.file.add(b"<</Type/Outlines" + below(-1)[0] + b">>", root)

    # --------------------------------------------------------------------------------- catalog and the ending

    def _catalog(self, pages: int, root: int, outlines: int | None) -> int:
        about, file = self.document.about, self.file
        xmp = file.dated(xmp_object(about), xmp=True)
        icc = file.stream(profile_object())
        return file.add(catalog(about.lang, pages, root, xmp, icc, outlines, self._attached() + self._form()))

    def _form(self) -> bytes:
        """The entry of the catalog for what can be filled in; nothing where nothing can."""
        keys = {index: self.key(self.first_field + index) for index in range(len(self.document.fields))}
        return self.forms.write(keys, self.pages)

    def _attached(self) -> bytes:
        """The entries of the catalog for a file inside the document (ISO 19005-3, 6.8); nothing without one."""
        one = self.document.attached
        if one is None:
            return b""
        media = one.media.replace("/", "#2F").encode("ascii")
        about = b"/Params<</Size %d/ModDate%s>>" % (len(one.data), dates(self.document.about.date)[1])
        inside = self.file.stream(deflated(one.data, b"/Type/EmbeddedFile/Subtype/%s%s" % (media, about)))
        name = string(one.name)
        spec = self.file.add(
            b"<</Type/Filespec/F%s/UF%s/Desc%s/AFRelationship/Source/EF<</F %s/UF %s>>>>"
            % (name, name, string(one.says), reference(inside), reference(inside))
        )
        return b"/AF[%s]/Names<</EmbeddedFiles<</Names[%s %s]>>>>" % (reference(spec), name, reference(spec))

    def _info(self) -> int:
        return self.file.dated(info_object(self.document.about), xmp=False)


def _language(text: str) -> bytes:
    """The language of what an annotation says, where it is not that of the document (ISO 32000-2, table 166)."""
    lang = lang_of(text)
    return b"/Lang" + string(lang) if lang is not None else b""
