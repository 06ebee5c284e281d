"""The same document as plain text, for the text part of a message and for whoever wants no more. Lays nothing out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from handouts.language.base import colon_of, upper
from handouts.sheet import blocks
from handouts.sheet.blocks import Document, Node, Runs, plain
from handouts.sheet.said import paragraphs
from handouts.words import lang_of, unturned


def render_text(document: Document) -> str:
    """``document`` as lines of text in reading order; figures by their alternative text, links by their address.
    What is in another language than the document stands in brackets behind the tag of its language: "[en: Rest]".

    A block that has no case here says all its texts, a line each. Raises TypeError if it has none either.
    """
    lines: list[str] = []
    for section in document.sections:
        for node in section.nodes:
            lines += _lines(node, document.lang)
    lines += ["", _said(document.footer.closing)]
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
            yield from (_word(upper(node.text, lang), node.text), _said(node.subtitle))
            badge, second = _word(node.badge or ""), _word(node.second or "")
            yield from (text for text in (badge, second, _said(node.patient or ())) if text)
            if node.person:
                yield from _lines(node.person, lang)
        case blocks.Person():
            if node.told and not node.again:
                if node.name:
                    yield f"{_word(node.name_label)} {_said(node.name)}"
                if node.date:
                    yield f"{_word(node.date_label)} {_said(node.date)}"
                yield from (_word(text) for text in (node.side,) if text)
        case blocks.PainScale():
            yield from ("", _word(upper(node.heading, lang), node.heading))
            yield from (
                f"- {_word(level.range)}{colon_of(lang)} {_said(level.runs)}" for level in node.levels
            )
        case blocks.Heading():
            yield from ("", _word(upper(node.text, lang), node.text))
        case blocks.Paragraph():
            yield _said(node.runs)
        case blocks.Bullets():
            yield from (f"- {_said(item.runs)}" for item in node.items)
        case blocks.Steps():
            yield from (f"{n}. {_said(item.runs)}" for n, item in enumerate(node.items, 1))
        case blocks.Figure():
            yield _word(node.alt) if lang_of(node.alt) else f"[{node.alt}]"
        case blocks.Summary():
            yield from (
                "",
                _word(upper(node.heading, lang), node.heading),
                *(f"- {_said(item.runs)}" for item in node.points),
            )
            yield f"{_word(node.today_heading)}{colon_of(lang)} {_said(node.today)}"
        case blocks.Facts():
            yield from (f"{_word(row.label)}{colon_of(lang)} {_said(row.value)}" for row in node.rows)
        case blocks.Table(role="pairs"):
            yield from ("", _word(upper(node.title, lang), node.title)) if node.title else ("",)
            yield from (f"- {_led(_said(a), lang)} {_said(b)}" for a, b in _pairs(node))
        case blocks.Table():
            yield from ("", *_table(node.head, [row.cells for row in node.rows], lang))
        case blocks.StopBox():
            for _, heading, items in node.levels:
                yield from (
                    "",
                    _word(upper(heading, lang), heading),
                    *(f"- {_said(item.runs)}" for item in items),
                )
            if node.note:
                yield _said(node.note)
        case blocks.ExerciseCard():
            yield from ("", upper(f"{node.letter} {node.title}", lang))
            yield from (text for text in (node.first,) if text)
            yield from _lines(node.steps, lang)
            yield ", ".join(f"{cell.value} {_word(cell.label)}" for cell in node.dose)
            yield from (f"{_word(note.label)} {_said(note.runs)}" for note in (*node.notes, *node.extras))
        case blocks.Panel():
            yield from ("", f"{_word(upper(node.heading, lang), node.heading)} {_said(node.lead)}")
            yield from (f"- {_word(box.title)}{colon_of(lang)} {_said(box.runs)}" for box in node.boxes)
            yield from (_said(note.runs) for note in node.notes)
        case blocks.PlanBox():
            yield from ("", _word(upper(node.heading, lang), node.heading)) if node.heading else ("",)
            yield from (_said(runs) for runs in node.said)
            yield from ("", _word(upper(node.day_heading, lang), node.day_heading))
            yield from (f"- {_word(row.label)}{colon_of(lang)} {', '.join(row.letters)}" for row in node.day)
        case blocks.PainLevels():
            yield from ("", _word(upper(node.heading, lang), node.heading))
            for level in node.levels:
                yield f"- {_word(level.name)}. {level.numbers}. {_said(level.means)} {_said(level.do)}"
        case blocks.Visit():
            yield from ("", _word(upper(node.heading, lang), node.heading))
            yield from (_said(runs) for runs in (node.when, *node.lines) if runs)
        case blocks.Face():
            yield from _lines(node.card, lang)
        case blocks.Log() | blocks.DayRecord() | blocks.WritingLines():
            pass  # nobody ticks boxes in a message; the attached sheet has them
        case blocks.QrPanel():
            yield from (
                "",
                _address(node.address.text, node.url),
                f"{node.contact_label} {' '.join(span.text for span in node.contact)}",
            )
        case blocks.Columns():
            for part in (*node.left, *node.right):
                yield from _lines(part, lang)
        case _:
            said = [text for text in paragraphs(node) if text.strip()]
            if not said:
                raise TypeError(f"a text cannot say a {type(node).__name__}")
            yield from ("", *said)


def _led(text: str, lang: str) -> str:
    """``text`` with a colon behind it, unless it is a sentence that has its own end."""
    return text if text.endswith((".", "!", "?", "।", "。", "؟")) else text + colon_of(lang)


def _pairs(table: blocks.Table) -> Iterator[tuple[Runs, Runs]]:
    """The two cells of each row: the title says what they are."""
    for row in table.rows:
        first, second = row.cells
        yield first, second


def _table(head: Sequence[str], rows: Sequence[Sequence[Runs]], lang: str) -> Iterator[str]:
    """One line a row, each cell with its column's name."""
    for row in rows:
        yield "- " + "; ".join(
            f"{_word(name)}{colon_of(lang)} {_said(cell)}" for name, cell in zip(head, row, strict=True)
        )


def _word(shown: str, text: str | None = None) -> str:
    """A label as it is ``shown``; where ``text`` is in another language than the document, with its tag."""
    lang = lang_of(shown if text is None else text)
    return f"[{lang}: {shown}]" if lang else shown


def _said(runs: Runs) -> str:
    """Spans as one text; what is in another language between brackets, with its tag."""
    parts = ((lang, plain(tuple(same))) for lang, same in groupby(runs, lambda span: span.lang))
    return "".join(text if lang is None or not text.strip() else _tagged(lang, text) for lang, text in parts)


def _tagged(lang: str, text: str) -> str:
    bare = text.strip()
    before, after = text[: text.index(bare)], text[text.index(bare) + len(bare) :]
    return f"{before}[{lang}: {bare}]{after}"
