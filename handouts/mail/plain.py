"""The plain text of a message: what the HTML says, in the same order, wrapped at 72 letters."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from handouts.html.tagged import said, word
from handouts.language.base import colon_of, comma_of, is_ended, stop_of, upper
from handouts.mail.body import Around
from handouts.mail.order import in_order, names_rows, told
from handouts.sheet import blocks as b
from handouts.sheet.blocks import plain
from handouts.sheet.said import paragraphs
from handouts.words import unturned

WIDTH = 72

FOR_PAPER = (
    b.Banner, b.Title, b.Person, b.QrPanel, b.Figure, b.Log, b.DayRecord, b.WritingLines, b.CutOuts, b.Overview,
)  # fmt: skip
"""What a message says elsewhere, or shows in the file attached alone."""


def render(nodes: Sequence[b.Node], around: Around) -> str:
    """The whole text. An address is never cut."""
    lines = [*_wrapped(f"{word(around.clinic)}{comma_of(around.lang)}{around.phone.text}"), ""]
    lines += _head(around.title, around.lang, "=")
    lines += _wrapped(said(around.side)) if around.side else []
    lines += ["", *_wrapped(f"{said(around.hello)} {said(around.opening)}")]
    lines += ["", *_wrapped(said(around.state))] if around.state else []
    box = next((node for node in nodes if isinstance(node, b.StopBox)), None)
    if box is not None:
        _, words, items = box.levels[0]
        lines += ["", *_head(words, around.lang), "", *_bullets(items)]

    def says(node: b.Node) -> bool:
        return any(_node(node, around.lang))

    for node in in_order(nodes, says):
        lines += _node(node, around.lang)
    for panel in (node for node in nodes if isinstance(node, b.QrPanel)):
        lines += ["", *_wrapped(word(around.online) + colon_of(around.lang)), panel.url]
    lines += ["", *_wrapped(word(around.closing)), *_wrapped(word(around.clinic)), "", "-" * 20, ""]
    for part in around.foot:
        lines += _wrapped(said(part))
    return unturned("\n".join(_tidied(lines))) + "\n"


def _tidied(lines: Sequence[str]) -> Iterator[str]:
    """Without two empty lines after each other."""
    before = ""
    for line in lines:
        if line or before:
            yield line
        before = line


def _wrapped(words: str, first: str = "", rest: str = "") -> list[str]:
    words = " ".join(words.split())
    return textwrap.wrap(
        words, WIDTH, initial_indent=first, subsequent_indent=rest or " " * len(first), break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip


def _head(words: str, lang: str, line: str = "-") -> list[str]:
    shown = _wrapped(word(upper(words, lang), words))
    return [*shown, line * max(map(len, shown), default=0)]


def _bullets(items: Sequence[b.Item]) -> list[str]:
    return [line for item in items for line in _wrapped(said(item.runs), "* ")]


def _steps(items: Sequence[b.Item]) -> list[str]:
    return [line for n, item in enumerate(items, 1) for line in _wrapped(said(item.runs), f"   {n}. ")]


def _labelled(name: str, value: b.Runs, lang: str, first: str = "") -> list[str]:
    lead = word(name) if is_ended(name) else f"{word(name)}{colon_of(lang)}"
    return _wrapped(f"{lead} {said(value)}", first)


def _node(node: b.Node, lang: str) -> Iterator[str]:
    """The lines of a block; nothing for what is for paper alone, and for drawings. Of any other type all its texts.

    Raises TypeError where there are none.
    """
    match node:
        case b.Heading():
            yield from ("", *(_head(node.text, lang) if node.level < 3 else _wrapped(word(node.text))), "")
        case b.Paragraph():
            yield from ("", *_wrapped(said(node.runs)))
        case b.Bullets():
            yield from _bullets(node.items)
        case b.Steps():
            yield from _steps(node.items)
        case b.Summary():
            yield from ("", *_head(node.heading, lang), "", *_bullets(node.points), "")
            yield from ("", *_head(node.today_heading, lang), "", *_wrapped(said(node.today)))
        case b.Facts():
            for row in node.rows:
                yield from _labelled(row.label, row.value, lang)
        case b.Table():
            yield from ("", *_head(node.title, lang), "") if node.title else ("",)
            yield from _table(told(node), lang)
        case b.StopBox():
            for _, words, items in node.levels[1:]:
                yield from ("", *_head(words, lang), "", *_bullets(items))
            yield from _wrapped(said(node.note)) if node.note else ()
        case b.ExerciseCard():
            yield from _card(node, lang)
        case b.Face():
            yield from _card(node.card, lang)
        case b.Panel():
            yield from ("", *_head(node.heading, lang), "", *_wrapped(said(node.lead)))
            for box in node.boxes:
                yield from _labelled(box.title, box.runs, lang, "* ")
            for note in node.notes:
                yield from ("", *_wrapped(said(note.runs)))
        case b.PlanBox():
            yield from ("", *_head(node.heading, lang), "") if node.heading and node.said else ("",)
            for one in node.said:
                yield from _wrapped(said(one))
            wide = max((len(word(row.label)) for row in node.day), default=0) + 3
            yield from ("", *_head(node.day_heading, lang), "")
            yield from (f"{word(row.label):<{wide}}{comma_of(lang).join(row.letters)}" for row in node.day)
        case b.PainLevels():
            yield from ("", *_head(node.heading, lang), "")
            for level in node.levels:
                yield from _wrapped(
                    f"{word(level.name)}. {word(level.numbers)}. {said(level.means)} {said(level.do)}", "* "
                )
        case b.PainScale():
            yield from ("", *_head(node.heading, lang), "")
            for step in node.levels:
                yield from _labelled(step.range, step.runs, lang, "* ")
        case b.Visit():
            yield from ("", *_head(node.heading, lang), "")
            for one in (node.when, *node.lines):
                yield from _wrapped(said(one))
        case b.Columns():
            for part in (*node.left, *node.right):
                yield from _node(part, lang)
        case _ if not isinstance(node, FOR_PAPER):
            texts = [words for words in paragraphs(node) if words.strip()]
            if not texts:
                raise TypeError(f"a message cannot say a {type(node).__name__}")
            yield ""
            for words in texts:
                yield from _wrapped(word(words))


def _table(table: b.Table, lang: str) -> Iterator[str]:
    """A line a row of one cell or two, where these are no sentences; else the first cell, and below it the others by
    the names of their columns.
    """
    named = names_rows(table)
    for first, *rest in (row.cells for row in table.rows):
        name = said(first)
        if len(rest) == 1 and name.strip() and not is_ended(name):
            yield from _labelled(name, rest[0], lang, "* ")
            continue
        whole = named or len(table.head) <= 2
        yield from _wrapped(name, "* ") if whole else _labelled(table.head[0], first, lang, "* ")
        for column, cell in zip(table.head[1:], rest, strict=True):
            yield from _labelled(column, cell, lang, "  ") if plain(cell).strip() else ()


def _card(card: b.ExerciseCard, lang: str) -> Iterator[str]:
    """An exercise: its name, its dose, its steps, and everything that is said of it."""
    yield from ("", *_wrapped(f"{card.letter}. {word(card.title)}"))
    yield from _wrapped(word(card.first), "   ") if card.first else ()
    dose = comma_of(lang).join(f"{word(cell.value)} {word(cell.label)}" for cell in card.dose)
    yield from _wrapped(dose + stop_of(lang), "   ")
    yield from ("", *_steps(card.steps.items), "")
    for note in (*card.notes, *card.extras):
        yield from _wrapped(f"{word(note.label)} {said(note.runs)}", "   ")
