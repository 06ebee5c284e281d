"""Reads a PDF back the way assistive technology does: structure tree, text of each element, links, fonts,
sizes.

For tests only. Text is what the fonts' ToUnicode maps say, joined exactly as it lies in the file: where a
space is missing between two lines, it is missing here.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pikepdf

from tests.support.page_text import Interpreter, Shown


@dataclass
class Node:
    """A structure element."""

    tag: str
    alt: str | None
    means: str | None
    lang: str | None
    attributes: dict[str, Any]
    kids: list[Node | str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    """Addresses of the link annotations that belong to it."""
    pages: set[int] = field(default_factory=set)

    @property
    def text(self) -> str:
        """All text in it, in reading order."""
        return "".join(kid if isinstance(kid, str) else kid.text for kid in self.kids)

    @property
    def own_text(self) -> str:
        """The text that is not in a child element."""
        return "".join(kid for kid in self.kids if isinstance(kid, str))

    def walk(self) -> Iterator[Node]:
        """This node and everything below it in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.walk()

    def find(self, *tags: str) -> list[Node]:
        """Everything below with one of ``tags``, in reading order."""
        return [node for node in self.walk() if node.tag in tags]

    def lines(self, indent: int = 0) -> Iterator[str]:
        """The tree as readable text: one element a line, its words behind it."""
        notes = [f"{key}={value}" for key, value in sorted(self.attributes.items()) if key != "BBox"]
        if self.alt is not None:
            notes.append(f"alt={self.alt!r}")
        if self.means is not None:
            notes.append(f"means={self.means!r}")
        if self.lang is not None:
            notes.append(f"lang={self.lang}")
        notes += [f"-> {url}" for url in self.links]
        head = "  " * indent + self.tag + (f" [{', '.join(notes)}]" if notes else "")
        if self.kids and all(isinstance(kid, str) for kid in self.kids):
            yield f"{head} {self.text!r}"
            return
        yield head
        for kid in self.kids:
            if isinstance(kid, str):
                yield "  " * (indent + 1) + repr(kid)
            else:
                yield from kid.lines(indent + 1)


@dataclass(frozen=True)
class Link:
    """A link annotation: page from 0, rectangle in points, what it says."""

    page: int
    url: str
    rect: tuple[float, float, float, float]
    contents: str
    in_tree: bool


@dataclass(frozen=True)
class OutlineEntry:
    """A bookmark: level and page from 0."""

    level: int
    title: str
    page: int
    y: float


class ReadPdf:
    """A PDF, read back."""

    def __init__(self, data: bytes) -> None:
        self.pdf = pikepdf.open(io.BytesIO(data))
        self._page_of = {page.objgen: index for index, page in enumerate(self.pdf.pages)}

    # --------------------------------------------------------------------------------------------------- text

    @cached_property
    def shown(self) -> list[Shown]:
        """Every piece of text on the pages, in painting order."""
        pieces: list[Shown] = []
        for index, page in enumerate(self.pdf.pages):
            pieces += Interpreter(page, index).run()
        return pieces

    @property
    def untagged_text(self) -> str:
        """Text that is neither content nor artifact."""
        return "".join(piece.text for piece in self.shown if piece.mark is None and piece.artifact is None)

    @property
    def artifact_text(self) -> str:
        """Text that is decoration."""
        return "".join(piece.text for piece in self.shown if piece.artifact is not None)

    @cached_property
    def _by_mark(self) -> dict[tuple[int, int], str]:
        texts: dict[tuple[int, int], str] = {}
        for piece in self.shown:
            if piece.mark is not None:
                key = piece.page, piece.mark
                texts[key] = texts.get(key, "") + piece.text
        return texts

    def smallest(self) -> float:
        """The smallest type size in points."""
        return min(piece.size for piece in self.shown if piece.text.strip())

    # ---------------------------------------------------------------------------------------------- structure

    @cached_property
    def tree(self) -> Node:
        """The structure tree."""
        top = self.pdf.Root.StructTreeRoot.K
        return self._node(top[0] if isinstance(top, pikepdf.Array) else top, None)

    def dump(self) -> str:
        """The structure tree as readable text."""
        return "\n".join(self.tree.lines())

    def texts(self, *tags: str) -> list[str]:
        """The text of each element with one of ``tags``, in reading order."""
        return [node.text for node in self.tree.find(*tags)]

    def _node(self, item: Any, page: int | None) -> Node:
        if "/Pg" in item:
            page = self._page_of[item.Pg.objgen]
        node = Node(str(item.S)[1:], _text(item, "/Alt"), _text(item, "/E"), _text(item, "/Lang"),
                    _attributes(item))  # fmt: skip
        kids = item.get("/K")
        for kid in [] if kids is None else kids if isinstance(kids, pikepdf.Array) else [kids]:
            if not isinstance(kid, pikepdf.Dictionary):
                self._add_text(node, page, int(kid))
            elif kid.get("/Type") == "/OBJR":
                node.links.append(str(kid.Obj.A.URI))
            elif kid.get("/Type") == "/MCR":
                self._add_text(node, self._page_of[kid.Pg.objgen], int(kid.MCID))
            else:
                node.kids.append(self._node(kid, page))
        return node

    def _add_text(self, node: Node, page: int | None, mark: int) -> None:
        assert page is not None, f"{node.tag}: marked content {mark} on no page"
        node.pages.add(page)
        text = self._by_mark.get((page, mark), "")
        if text:
            node.kids.append(text)

    # --------------------------------------------------------------------------- links, fonts, outline, about

    @cached_property
    def links(self) -> list[Link]:
        """Every link annotation, in page order."""
        owned = set()
        for element in _elements(self.pdf.Root.StructTreeRoot.K):
            kids = element.get("/K")
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR":
                    owned.add(kid.Obj.objgen)
        found = []
        for index, page in enumerate(self.pdf.pages):
            for note in page.get("/Annots", []):
                x0, y0, x1, y1 = (float(v) for v in note.Rect)
                found.append(
                    Link(index, str(note.A.URI), (x0, y0, x1, y1), _text(note, "/Contents") or "",
                         note.objgen in owned)
                )  # fmt: skip
        return found

    @cached_property
    def fonts(self) -> dict[str, bool]:
        """The name of each font (without its subset tag), and whether its program is in the file."""
        fonts = {}
        for page in self.pdf.pages:
            for _, font in page.Resources.get("/Font", {}).items():
                descriptor = font.DescendantFonts[0].FontDescriptor
                embedded = "/FontFile2" in descriptor or "/FontFile3" in descriptor
                fonts[re.sub(r"^[A-Z]{6}\+", "", str(font.BaseFont)[1:])] = embedded
        return fonts

    @cached_property
    def outline(self) -> list[OutlineEntry]:
        """The bookmarks in order."""
        entries: list[OutlineEntry] = []

        def read(item: Any, level: int) -> None:
            while item is not None:
                target = item.Dest
                page = self._page_of[target[0].objgen]
                entries.append(OutlineEntry(level, str(item.Title), page, float(target[3])))
                read(item.get("/First"), level + 1)
                item = item.get("/Next")

        if "/Outlines" in self.pdf.Root:
            read(self.pdf.Root.Outlines.get("/First"), 0)
        return entries

    @property
    def lang(self) -> str | None:
        """The language of the document."""
        return _text(self.pdf.Root, "/Lang")

    @cached_property
    def info(self) -> dict[str, str]:
        """The information dictionary."""
        return {str(key)[1:]: str(value) for key, value in self.pdf.docinfo.items()}

    @cached_property
    def xmp(self) -> dict[str, str]:
        """The XMP properties by prefixed name: ``dc:title``, ``pdfuaid:part`` ..."""
        packet = self.pdf.Root.Metadata.read_bytes().decode("utf-8")
        values = {}
        for name, body in re.findall(r"<((?:dc|xmp|pdf|pdfaid|pdfuaid):\w+)>(.*?)</\1>", packet, re.S):
            values[name] = re.sub(r"<[^>]+>", "", body).strip()
        return values

    @property
    def page_count(self) -> int:
        """How many pages."""
        return len(self.pdf.pages)

    @property
    def page_sizes(self) -> list[tuple[float, float]]:
        """Width and height of each page in points."""
        return [(float(page.MediaBox[2]), float(page.MediaBox[3])) for page in self.pdf.pages]


def _text(item: Any, key: str) -> str | None:
    return str(item[key]) if key in item else None


def _attributes(item: Any) -> dict[str, Any]:
    groups = item.get("/A", pikepdf.Array())
    found: dict[str, Any] = {}
    for group in groups if isinstance(groups, pikepdf.Array) else [groups]:
        for key, value in group.items():
            if key == "/O":
                continue
            if isinstance(value, pikepdf.Name):
                found[key[1:]] = str(value)[1:]
            elif isinstance(value, pikepdf.Array):
                found[key[1:]] = tuple(str(v) if isinstance(v, pikepdf.String) else float(v) for v in value)
            else:
                found[key[1:]] = int(value) if value == int(value) else float(value)
    return found


def _elements(item: Any) -> Iterator[Any]:
    if isinstance(item, pikepdf.Array):
        for kid in item:
            yield from _elements(kid)
    elif isinstance(item, pikepdf.Dictionary) and "/S" in item:
        yield item
        if "/K" in item:
            yield from _elements(item.K)


def read(data: bytes) -> ReadPdf:
    """Read ``data``."""
    return ReadPdf(data)
