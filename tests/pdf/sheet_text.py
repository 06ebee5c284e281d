"""What a sheet should say, element by element: the document tree as (tag, text) in reading order.

For tests only. Written against what assistive technology gets, not against how the renderer does it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from handouts.layout.faces import clean
from handouts.sheet import blocks as b
from tests.sheet.bundled import parts
from tests.support.pdf_reader import Node

LEAVES = frozenset({"P", "H1", "H2", "H3", "LBody", "TH", "TD", "Caption"})


class Way(NamedTuple):
    """How a document is set: its edition, and whether it has to fit its pages."""

    edition: str
    fits: bool
    stacked: bool = False
    """Blocks stand one below the other."""


@dataclass(frozen=True)
class Said:
    """One element. ``optional``: it may be left out of the two-page edition. ``begins``: ``text`` is its beginning."""

    tag: str
    text: str
    optional: bool = False
    begins: bool = False

    def is_said_by(self, other: Said) -> bool:
        """Whether ``other`` is this element."""
        same = other.text.startswith(self.text) if self.begins else other.text == self.text
        return same and other.tag == self.tag


def words(text: str) -> str:
    """``text`` with single spaces."""
    return re.sub(r"\s+", " ", clean(text)).strip()


def in_file(tree: Node) -> list[Said]:
    """What the structure tree of a file says. A figure says its alternative text."""
    found: list[Said] = []

    def walk(node: Node) -> None:
        if node.tag == "Figure":
            found.append(Said("Figure", words(node.alt or "")))
        elif node.tag in LEAVES:
            found.append(Said(node.tag, words(node.text)))
        else:
            for kid in node.kids:
                if isinstance(kid, Node):
                    walk(kid)

    walk(tree)
    return found


def _heard(nodes: Sequence[b.Node], way: Way) -> list[b.Node]:
    """When to stop is heard right after what is said in short, where both stand on a page in columns."""
    stop = [node for node in nodes if isinstance(node, b.StopBox)]
    short = next((n for n, node in enumerate(nodes, 1) if isinstance(node, b.Summary)), None)
    if way.stacked or short is None:
        return list(nodes)
    rest = [node for node in nodes if node not in stop]
    return [*rest[:short], *stop, *rest[short:]]


def in_document(document: b.Document) -> list[Said]:
    """What the document says."""
    found: list[Said] = []
    for section in document.sections:
        found += _nodes(_heard(section.nodes, _way(document)), _way(document), False)
    titles = [
        n for n, said in enumerate(found) if said.tag == "H1"
    ]  # another one where a patient's pages begin
    for title in reversed(titles if document.footer.opening else []):
        person = next(iter(parts(document, b.Person)))
        at = title + 2 + len(list(_block(person, Way("", False))))
        found.insert(at, Said("P", words(b.plain(document.footer.opening))))
    found.append(Said("P", words(b.plain(document.footer.closing))))
    return found


def _way(document: b.Document) -> Way:
    narrow = document.paper == "a5" or (
        document.edition == "large" and document.paper not in ("tabloid", "a3")
    )
    return Way(document.edition, document.fits is not None, narrow)


def _nodes(nodes: tuple[b.Node, ...], way: Way, optional: bool) -> Iterator[Said]:
    for node in nodes:
        may_go = (
            optional or getattr(node, "drop", None) is not None or getattr(node, "unless", None) is not None
        )
        if isinstance(node, b.Columns):
            yield from _nodes(node.left, way, may_go)
            if node.shape != "person":  # on a further page it is for the eye only
                yield from _nodes(node.right, way, may_go)
            continue
        for said in _block(node, way):
            yield replace(said, optional=said.optional or may_go)


def _items(items: tuple[b.Item, ...]) -> Iterator[Said]:
    for item in items:
        yield Said("LBody", words(b.plain(item.runs)), item.drop is not None)


def _figure(figure: b.Figure | None, way: Way) -> Iterator[Said]:
    if figure is not None:
        small = way.fits  # where a drawing may give way to words
        yield Said("Figure", words(figure.alt), small)
        if figure.caption:
            yield Said("Caption", words(b.plain(figure.caption)), small)


def _block(node: b.Block, way: Way) -> Iterator[Said]:
    match node:
        case b.Banner():
            yield Said("P", words(node.name))
            yield Said("P", words(f"{node.phone.text} {node.web.text}"))
        case b.Title():
            yield Said("H1", words(node.text))
            yield Said("P", words(b.plain(node.subtitle)))
            if node.person:
                yield from _block(node.person, way)
        case b.Person():
            yield Said("P", words(f"{node.name_label} {b.plain(node.name)}"))
            yield Said("P", words(f"{node.date_label} {b.plain(node.date)}"))
            yield from (Said("P", words(text)) for text in (node.side, *node.sides) if text)
        case b.PainScale():
            yield Said("H3", words(node.heading))
            yield from (Said("LBody", words(f"{level.range} {b.plain(level.runs)}")) for level in node.levels)
        case b.Heading():
            yield Said(f"H{node.level}", words(node.text))
        case b.Paragraph():
            yield Said("P", words(b.plain(node.runs)))
        case b.Bullets() | b.Steps():
            yield from _items(node.items)
        case b.Figure():
            yield from _figure(node, way)
        case b.Summary():
            yield Said("H2", words(node.heading))
            yield from _items(node.points)
            yield Said("H3", words(node.today_heading))
            yield Said("P", words(b.plain(node.today)))
        case b.Facts():
            for fact in node.rows:
                yield Said("TH", words(fact.label), fact.drop is not None)
                yield Said("TD", words(b.plain(fact.value)), fact.drop is not None)
        case b.Table():
            for head in node.head:
                yield Said("TH", words(head))
            heads = len(node.head) + len(node.rows)
            named = node.row_header and heads <= (len(node.head) - 1) * len(node.rows)
            for row in node.rows:
                for i, cell in enumerate(row.cells):
                    tag = "TH" if named and i == 0 else "TD"
                    yield Said(tag, words(b.plain(cell)), row.drop is not None)
        case b.StopBox():
            for _, heading, signs in node.levels:
                yield Said("H2", words(heading))
                yield from _items(signs)
            if node.note:
                yield Said("P", words(b.plain(node.note)))
        case b.ExerciseCard():
            yield from _card(node, way)
        case b.Panel():
            yield Said("H2", words(node.heading))
            yield Said("P", words(b.plain(node.lead)))
            run_in = way.stacked and way.edition == "large" and not any(box.figures for box in node.boxes)
            for box in node.boxes:
                if run_in:
                    yield Said("P", words(f"{box.title} {b.plain(box.runs)}"))
                    continue
                drawn = [said for figure in box.figures for said in _figure(figure, way)]
                drawn = [said for said in drawn if said.tag == "Figure" or not (way.fits or way.stacked)]
                text = [Said("P", words(b.plain(box.runs)))]
                yield from (Said("H3", words(box.title)), *(text + drawn if way.stacked else drawn + text))
            for note in node.notes:
                yield Said("P", words(b.plain(note.runs)), note.drop is not None)
        case b.Log():
            yield Said("H2", words(node.heading))
            standard = way.fits  # where exercises may be left out, and then are not named here
            if node.start:
                yield Said("P", words(node.start))
            if node.told:
                yield Said("P", words(b.plain(node.lead if standard else node.told)), begins=standard)
            usage = node.usage.partition("{rows}")[0] if standard else node.alt
            yield Said("Figure", words(usage), begins=standard)
        case b.QrPanel():
            yield Said("Figure", words(node.alt))
            yield Said("P", words(node.heading))
            yield Said("P", words(node.contact_label))
            for span in node.contact:
                yield Said("P", words(span.text))
            yield Said("P", words(node.address.text))
        case _:
            raise TypeError(f"say in this module how {type(node).__name__} reads")


def _card(card: b.ExerciseCard, way: Way) -> Iterator[Said]:
    title = Said("H3", words(f"{card.letter} {card.title}"))
    below = way.stacked and way.edition == "large"  # the drawing stands below the title, not beside the steps
    figure = [
        said for said in _figure(card.figure, way) if not (way.fits and not below and said.tag == "Caption")
    ]
    first = [Said("P", words(card.first))] if card.first else []
    steps = list(_items(card.steps.items))
    dose = [Said("LBody", words(f"{cell.value} {cell.label}")) for cell in card.dose]
    told = [f"{note.label} {b.plain(note.runs)}" for note in card.notes]
    told = [" ".join(told)] if way.fits else told  # one paragraph where there is little room
    notes = [Said("P", words(text)) for text in told]
    notes += [Said("P", words(f"{note.label} {b.plain(note.runs)}")) for note in card.extras]
    if below:
        yield from (title, *first, *dose, *figure, *steps, *notes)
    else:
        yield from (title, *first, *figure, *steps, *dose, *notes)


def difference(document: b.Document, tree: Node) -> str:
    """Where the file first departs from the document; nothing if it does not."""
    expected, got = in_document(document), in_file(tree)
    may_go = document.fits is not None or document.edition == "large"
    at = 0
    for said in expected:
        if at < len(got) and said.is_said_by(got[at]):
            at += 1
        elif not (may_go and said.optional):
            found = got[at] if at < len(got) else "the end"
            return f"after {[g.text for g in got[max(0, at - 2) : at]]}: expected {said}, found {found}"
    return "" if at == len(got) else f"left over: {got[at:]}"
