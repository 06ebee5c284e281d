"""The same document as plain text, for the text part of a message and for whoever wants no more. Lays nothing out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handouts.language.base import colon_of, upper
from handouts.sheet import blocks
from handouts.sheet.blocks import Document, Node, Runs, plain
from handouts.sheet.said import paragraphs


def render_text(document: Document) -> str:
    """``document`` as lines of text in reading order; figures by their alternative text, links by their address.

    A block that has no case here says all its texts, a line each. Raises TypeError if it has none either.
    """
    lines: list[str] = []
    for section in document.sections:
        for node in section.nodes:
            lines += _lines(node, document.lang)
    lines += ["", plain(document.footer.closing)]
    return "\n".join(lines).strip() + "\n"


def _lines(node: Node, lang: str) -> Iterator[str]:
    match node:
        case blocks.Banner():
            yield from (node.name, f"{node.phone.text}  {node.web.url}", "")
        case blocks.Title():
            yield from (upper(node.text, lang), plain(node.subtitle))
            if node.person:
                yield from _lines(node.person, lang)
        case blocks.Person():
            if node.told and not node.again:
                if node.name:
                    yield f"{node.name_label} {plain(node.name)}"
                yield from (text for text in (node.date, node.side) if text)
        case blocks.PainScale():
            yield from ("", upper(node.heading, lang))
            yield from (f"- {level.range}{colon_of(lang)} {plain(level.runs)}" for level in node.levels)
        case blocks.Heading():
            yield from ("", upper(node.text, lang))
        case blocks.Paragraph():
            yield plain(node.runs)
        case blocks.Bullets():
            yield from (f"- {plain(item.runs)}" for item in node.items)
        case blocks.Steps():
            yield from (f"{n}. {plain(item.runs)}" for n, item in enumerate(node.items, 1))
        case blocks.Figure():
            yield f"[{node.alt}]"
        case blocks.Summary():
            yield from ("", upper(node.heading, lang), *(f"- {plain(item.runs)}" for item in node.points))
            yield f"{node.today_heading}{colon_of(lang)} {plain(node.today)}"
        case blocks.Facts():
            yield from (f"{row.label}{colon_of(lang)} {plain(row.value)}" for row in node.rows)
        case blocks.Table(role="pairs"):
            yield from ("", upper(node.title, lang)) if node.title else ("",)
            yield from (f"- {plain(a)}{colon_of(lang)} {plain(b)}" for a, b in _pairs(node))
        case blocks.Table():
            yield from ("", *_table(node.head, [row.cells for row in node.rows], lang))
        case blocks.StopBox():
            for _, heading, items in node.levels:
                yield from ("", upper(heading, lang), *(f"- {plain(item.runs)}" for item in items))
            if node.note:
                yield plain(node.note)
        case blocks.ExerciseCard():
            yield from ("", upper(f"{node.letter} {node.title}", lang))
            yield from (text for text in (node.first,) if text)
            yield from _lines(node.steps, lang)
            yield ", ".join(f"{cell.value} {cell.label}" for cell in node.dose)
            yield from (f"{note.label} {plain(note.runs)}" for note in (*node.notes, *node.extras))
        case blocks.Panel():
            yield from ("", f"{upper(node.heading, lang)} {plain(node.lead)}")
            yield from (f"- {box.title}{colon_of(lang)} {plain(box.runs)}" for box in node.boxes)
            yield from (plain(note.runs) for note in node.notes)
        case blocks.Log():
            pass  # nobody ticks boxes in a message; the attached sheet has them
        case blocks.QrPanel():
            yield from ("", node.url, f"{node.contact_label} {' '.join(span.text for span in node.contact)}")
        case blocks.Columns():
            for part in (*node.left, *node.right):
                yield from _lines(part, lang)
        case _:
            said = [text for text in paragraphs(node) if text.strip()]
            if not said:
                raise TypeError(f"a text cannot say a {type(node).__name__}")
            yield from ("", *said)


def _pairs(table: blocks.Table) -> Iterator[tuple[Runs, Runs]]:
    """The two cells of each row: the title says what they are."""
    for row in table.rows:
        first, second = row.cells
        yield first, second


def _table(head: Sequence[str], rows: Sequence[Sequence[Runs]], lang: str) -> Iterator[str]:
    """One line a row, each cell with its column's name."""
    for row in rows:
        yield "- " + "; ".join(
            f"{name}{colon_of(lang)} {plain(cell)}" for name, cell in zip(head, row, strict=True)
        )
