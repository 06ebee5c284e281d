"""The same document as plain text, for the text part of a message and for whoever wants no more. Lays nothing out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handouts.html.tagged import said, word
from handouts.language.base import colon_of, comma_of, is_ended, semicolon_of, upper
from handouts.sheet import blocks
from handouts.sheet.blocks import Document, Node, Runs
from handouts.sheet.said import paragraphs
from handouts.words import lang_of, unturned


def render_text(document: Document) -> str:
    """``document`` as lines of text in reading order; figures by their alternative text, links by their address.
    What is in another language than the document stands in brackets behind the tag of its language: "[en: Rest]".

    A block that has no case here says all its texts, a line each. Raises TypeError if it has none either.
    """
    lines: list[str] = []
    state = said(document.footer.state)
    for section in document.sections:
        for node in section.nodes:
            lines += _lines(node, document.lang)
            if state and isinstance(node, blocks.Title):  # whoever reads on knows it from the start
                lines.append(state)
                state = ""
    lines += ["", said(document.footer.closing)]
    return unturned("\n".join(lines).strip()) + "\n"


def _address(shown: str, url: str) -> str:
    """An address whole, in the letters in which a reader knows it."""
    return url if shown.isascii() else f"https://{shown}"


def _lines(node: Node, lang: str) -> Iterator[str]:
    match node:
        case blocks.Banner():
            reach = (node.phone.text, _address(node.web.text, node.web.url or "") if node.web else None)
            yield from (node.name, "  ".join(part for part in reach if part), "")
        case blocks.Title():
            yield from (word(upper(node.text, lang), node.text), said(node.subtitle))
            badge, second = word(node.badge or ""), word(node.second or "")
            yield from (text for text in (badge, second, said(node.patient or ())) if text)
            if node.person:
                yield from _lines(node.person, lang)
        case blocks.Person():
            if node.told and not node.again:
                if node.name:
                    yield f"{word(node.name_label)} {said(node.name)}"
                if node.date:
                    yield f"{word(node.date_label)} {said(node.date)}"
                yield from (word(text) for text in (node.side,) if text)
        case blocks.PainScale():
            yield from ("", word(upper(node.heading, lang), node.heading))
            yield from (f"- {word(level.range)}{colon_of(lang)} {said(level.runs)}" for level in node.levels)
        case blocks.Heading():
            yield from ("", word(upper(node.text, lang), node.text))
        case blocks.Paragraph():
            yield said(node.runs)
        case blocks.Bullets():
            yield from (f"- {said(item.runs)}" for item in node.items)
        case blocks.Steps():
            yield from (f"{n}. {said(item.runs)}" for n, item in enumerate(node.items, 1))
        case blocks.Figure():
            yield word(node.alt) if lang_of(node.alt) else f"[{node.alt}]"
        case blocks.Summary():
            yield from (
                "",
                word(upper(node.heading, lang), node.heading),
                *(f"- {said(item.runs)}" for item in node.points),
            )
            yield f"{word(node.today_heading)}{colon_of(lang)} {said(node.today)}"
        case blocks.Facts():
            yield from (f"{word(row.label)}{colon_of(lang)} {said(row.value)}" for row in node.rows)
        case blocks.Table(role="pairs"):
            yield from ("", word(upper(node.title, lang), node.title)) if node.title else ("",)
            yield from (f"- {_led(said(a), lang)} {said(b)}" for a, b in _pairs(node))
        case blocks.Table():
            yield from ("", *_table(node.head, [row.cells for row in node.rows], lang))
        case blocks.StopBox():
            for _, heading, items in node.levels:
                yield from (
                    "",
                    word(upper(heading, lang), heading),
                    *(f"- {said(item.runs)}" for item in items),
                )
            if node.note:
                yield said(node.note)
        case blocks.ExerciseCard():
            title = f"{node.letter} {node.title}"
            yield from ("", word(upper(title, lang), node.title))
            yield from (word(text) for text in (node.first,) if text)
            yield from _lines(node.steps, lang)
            yield comma_of(lang).join(f"{word(cell.value)} {word(cell.label)}" for cell in node.dose)
            yield from (f"{word(note.label)} {said(note.runs)}" for note in (*node.notes, *node.extras))
        case blocks.Panel():
            yield from ("", f"{word(upper(node.heading, lang), node.heading)} {said(node.lead)}")
            yield from (f"- {word(box.title)}{colon_of(lang)} {said(box.runs)}" for box in node.boxes)
            yield from (said(note.runs) for note in node.notes)
        case blocks.PlanBox():
            yield from ("", word(upper(node.heading, lang), node.heading)) if node.heading else ("",)
            yield from (said(runs) for runs in node.said)
            yield from ("", word(upper(node.day_heading, lang), node.day_heading))
            yield from (
                f"- {word(row.label)}{colon_of(lang)} {comma_of(lang).join(row.letters)}" for row in node.day
            )
        case blocks.PainLevels():
            yield from ("", word(upper(node.heading, lang), node.heading))
            for level in node.levels:
                yield f"- {word(level.name)}. {word(level.numbers)}. {said(level.means)} {said(level.do)}"
        case blocks.Visit():
            yield from ("", word(upper(node.heading, lang), node.heading))
            yield from (said(runs) for runs in (node.when, *node.lines) if runs)
        case blocks.Face():
            yield from _lines(node.card, lang)
        case blocks.Log() if node.contact:
            yield from ("", said(node.contact))
        case blocks.Log() | blocks.DayRecord() | blocks.WritingLines():
            pass  # nobody ticks boxes in a message; the attached sheet has them
        case blocks.QrPanel():
            yield from (
                "",
                _address(node.address.text, node.url),
                f"{word(node.contact_label)} {' '.join(said((span,)) for span in node.contact)}",
            )
        case blocks.Columns():
            for part in (*node.left, *node.right):
                yield from _lines(part, lang)
        case _:
            every = [word(text) for text in paragraphs(node) if text.strip()]
            if not every:
                raise TypeError(f"a text cannot say a {type(node).__name__}")
            yield from ("", *every)


def _led(text: str, lang: str) -> str:
    """``text`` with a colon behind it, unless it is a sentence that has its own end."""
    return text if is_ended(text) else text + colon_of(lang)


def _pairs(table: blocks.Table) -> Iterator[tuple[Runs, Runs]]:
    """The two cells of each row: the title says what they are."""
    for row in table.rows:
        first, second = row.cells
        yield first, second


def _table(head: Sequence[str], rows: Sequence[Sequence[Runs]], lang: str) -> Iterator[str]:
    """One line a row, each cell with its column's name."""
    for row in rows:
        yield "- " + semicolon_of(lang).join(
            f"{word(name)}{colon_of(lang)} {said(cell)}" for name, cell in zip(head, row, strict=True)
        )
