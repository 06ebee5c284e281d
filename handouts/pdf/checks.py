"""What keeps a document from being accessible, found before a file is written.

All problems of a document are collected. These are mistakes of the program (content is checked long before),
so the error is no :class:`handouts.errors.HandoutError`. Never looks at the written bytes: the validators do
that.

Numbers in brackets are clauses of ISO 14289-1 (PDF/UA-1).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handouts.pdf.metadata import DocumentInfo
from handouts.pdf.structure import Element, Part

if TYPE_CHECKING:
    from handouts.pdf.document import Bookmark

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")

_CHILDREN = {
    "L": {"LI", "Caption", "L"},
    "LI": {"Lbl", "LBody"},
    "TOC": {"TOCI"},
    "Table": {"Caption", "THead", "TBody", "TFoot", "TR"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
}
"""What lists and tables are made of (ISO 32000-1, 14.8.4.3)."""

_PARENTS: dict[str, set[str]] = {}
for _tag, _tags in _CHILDREN.items():
    for _child in _tags - {"Caption", "L"}:
        _PARENTS.setdefault(_child, set()).add(_tag)


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing that is wrong: a short fixed name and the details."""

    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.message}"


class ConformanceError(RuntimeError):
    """The document cannot be written as an accessible PDF; ``violations`` says why."""

    def __init__(self, found: Iterable[Violation]) -> None:
        self.violations = tuple(sorted(set(found)))
        super().__init__("\n".join(map(str, self.violations)))


def place(element: Element) -> str:
    """Where an element is: ``Document/Sect/P[3]``, numbered among brothers and sisters of the same tag."""
    steps = []
    node: Element | None = element
    while node is not None:
        step = node.tag
        if node.parent is not None:
            same = [kid for kid in node.parent.children() if kid.tag == node.tag]
            if len(same) > 1 and node in same:
                step += f"[{same.index(node) + 1}]"
        steps.append(step)
        node = node.parent
    return "/".join(reversed(steps))


def violations(
    about: DocumentInfo, root: Element, bookmarks: Sequence[Bookmark], painted: Iterable[Element]
) -> list[Violation]:
    """Everything that is wrong with a document (after pruning). ``painted``: all elements with own
    content."""
    found = list(_about(about))
    found += _bookmarks(bookmarks)
    if root.tag != "Document":
        found.append(Violation("root", f"the root of the tree is {root.tag}, not Document"))
    if not root.kids:
        found.append(Violation("empty", "the document has no content"))
    level = 0
    ids: set[str] = set()
    wanted: set[str] = set()
    elements = root.walk()
    found += (
        Violation("detached", f"{place(element)}: is not in the tree of the document")
        for element in set(painted) - set(elements)
    )
    for element in elements:
        tag = element.tag
        if len(tag) == 2 and tag[0] == "H" and tag[1].isdigit():
            now = int(tag[1])
            if now > level + 1:  # [7.4.2]
                found.append(
                    Violation("heading-order", f"{place(element)}: H{now} follows {_heading(level)}")
                )
            level = now
        elif tag in _CHECKS:
            found += _CHECKS[tag](element)
        if tag in _CHILDREN or tag in _PARENTS:
            found += _nesting(element)
        if element.id is not None:
            if element.id in ids:
                found.append(Violation("id", f"{place(element)}: {element.id!r} is taken"))
            ids.add(element.id)
        if element.lang is not None and not _LANGUAGE.fullmatch(element.lang):
            found.append(Violation("language", f"{place(element)}: {element.lang!r} is no language tag"))
        if element.attributes:
            wanted.update(element.attributes.get("Table", {}).get("Headers", ()))  # type: ignore[arg-type]
    found += (Violation("id", f"no element has the id {name!r}") for name in wanted - ids)
    return found


def _heading(level: int) -> str:
    return f"H{level}" if level else "no other heading"


def _about(about: DocumentInfo) -> Iterator[Violation]:
    if not about.title.strip():
        yield Violation("title", "the document has no title")  # [7.1]
    if not _LANGUAGE.fullmatch(about.lang):
        yield Violation("language", f"{about.lang!r} is no language tag such as en or pt-BR")  # [7.2]
    try:
        _ = about.day
    except ValueError:
        yield Violation("date", f"{about.date!r} is no day such as 2026-01-31")


def _bookmarks(bookmarks: Sequence[Bookmark]) -> Iterator[Violation]:
    level = -1
    for mark in bookmarks:
        if not mark.title.strip():
            yield Violation("bookmark", f"page {mark.page + 1}: a bookmark without a title")
        if not 0 <= mark.level <= level + 1:
            yield Violation("bookmark", f"{mark.title!r}: level {mark.level} follows level {level}")
        level = mark.level


def _figure(element: Element) -> Iterator[Violation]:
    if not (element.alt or "").strip():
        yield Violation("alternative-text", f"{place(element)}: says nothing in words")  # [7.3]
    if "BBox" not in element.attributes.get("Layout", {}):
        yield Violation("figure-box", f"{place(element)}: nothing says where it lies")


def _link(element: Element) -> Iterator[Violation]:
    if not element.links:
        yield Violation("link", f"{place(element)}: leads nowhere")  # [7.18.5]
    if not element.kids:
        yield Violation("link", f"{place(element)}: nothing is painted for it")


def _form(element: Element) -> Iterator[Violation]:
    if len(element.fields) != 1:  # [7.18.4]
        yield Violation("form", f"{place(element)}: {len(element.fields)} fields, not one")


def _header_cell(element: Element) -> Iterator[Violation]:
    if element.attributes.get("Table", {}).get("Scope") not in ("Row", "Column", "Both"):
        yield Violation("header-scope", f"{place(element)}: Scope is missing")  # [7.5]


def _list(element: Element) -> Iterator[Violation]:
    if "ListNumbering" not in element.attributes.get("List", {}):
        yield Violation("list-numbering", f"{place(element)}: ListNumbering is missing")  # [7.6]


def _table(element: Element) -> Iterator[Violation]:
    """Every row of a table fills the same columns (ISO 32000-1, 14.8.4.3.4), spans counted."""
    rows = [row for row in element.walk() if row.tag == "TR"]
    filled: list[set[int]] = [set() for _ in rows]
    for index, row in enumerate(rows):
        column = 0
        for cell in row.children():
            span = cell.attributes.get("Table", {})
            wide, high = int(span.get("ColSpan", 1)), int(span.get("RowSpan", 1))  # type: ignore[arg-type]
            while column in filled[index]:
                column += 1
            for below in filled[index : index + high]:
                below.update(range(column, column + wide))
    counts = [len(columns) for columns in filled]
    for row, count in zip(rows, counts, strict=True):
        if count != counts[0]:
            yield Violation("table-columns", f"{place(row)}: {count} columns, the first row has {counts[0]}")


_CHECKS = {
    "Figure": _figure,
    "Formula": _figure,
    "Link": _link,
    "Form": _form,
    "TH": _header_cell,
    "L": _list,
    "Table": _table,
}


def _nesting(element: Element) -> Iterator[Violation]:
    tag = element.tag
    if tag in _CHILDREN:
        for kid in element.kids:
            if isinstance(kid, Part):
                yield Violation("nesting", f"{place(element)}: holds text of its own")
            elif kid.tag not in _CHILDREN[tag]:
                yield Violation("nesting", f"{place(kid)}: not allowed in {tag}")
    parent = element.parent.tag if element.parent else ""
    if tag in _PARENTS and parent not in _PARENTS[tag]:
        yield Violation("nesting", f"{place(element)}: {tag} belongs in {' or '.join(sorted(_PARENTS[tag]))}")
