"""Each block of the document tree as HTML: one function a block type, found through :data:`PARTS`.

A new block type is one function and one row of the table; a type without a row is an error. Everything
the tree holds is written: ``Drop`` is a matter of paper, and what is folded away is on the page too.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from handouts.errors import ContentError, Problem
from handouts.html.inline import href, label, lang_attribute, runs, span, text
from handouts.html.log import log, log_table
from handouts.html.outline import Fold, folded
from handouts.html.program import parts as program_parts
from handouts.html.program import second_badge
from handouts.html.svg import OCTAGON, find, inline_svg, shown_size
from handouts.html.writer import Writer
from handouts.resources import read_file
from handouts.sheet import blocks as b
from handouts.words import like

FIRST_ROWS = 4
"""Rows of a table that are never folded away."""
_MAGIC = ((b"\x89PNG\r\n", "png"), (b"\xff\xd8\xff", "jpeg"))


def node(page: Writer, value: b.Node) -> str:
    """Any block or pair of columns. Raises TypeError for a type that has no row in :data:`PARTS`."""
    part = PARTS.get(type(value))
    if part is None:
        raise TypeError(f"a page cannot show a {type(value).__name__}")
    return part(page, value)


def nodes(page: Writer, values: Sequence[b.Node]) -> str:
    """Blocks one after the other, those under a heading that folds put away together."""
    return "".join(
        _fold(page, value) if isinstance(value, Fold) else node(page, value) for value in folded(values)
    )


def _fold(page: Writer, value: Fold) -> str:
    """What is under a heading, opened by the heading itself; without a script."""
    opener = value.opener
    match opener:
        case b.Panel():
            head, inside = page.heading(2, opener.heading), _panel_inside(page, opener)
        case b.Log():
            head, inside = page.heading(2, opener.heading), log_table(page, opener)
        case b.Heading():
            head, inside = heading(page, opener), ""
    with page.folding():
        inside += nodes(page, value.nodes)
    return _details("fold", head, inside)


def _details(style: str, head: str, inside: str) -> str:
    return (
        f'<details class="{style}"><summary>{head}</summary><div class="inside">{inside}</div></details>'
        if inside
        else head
    )


def banner(page: Writer, value: b.Banner) -> str:
    logo = f'<img src="{_picture(value.logo)}" alt="">' if value.logo else ""
    web = f" <span>{span(value.web)}</span>" if value.web else ""
    return (
        f'<div class="banner"><p class="name">{logo}<span>{label(value.name)}</span></p>'
        f'<p class="reach"><span>{span(value.phone)}</span>{web}</p></div>'
    )


def title(page: Writer, value: b.Title) -> str:
    """The title, and under it who stands behind the page: whoever reads on knows it from the start."""
    badge = f'<p class="badge">{label(value.badge)}</p>' if value.badge else ""
    badge += second_badge(value)
    patient = "".join(f'<p class="patient">{runs(line)}</p>' for line in _lines(value.patient or ()))
    who = f'<div class="who">{badge}{patient}</div>' if badge or patient else ""
    who += person(page, value.person) if value.person else ""
    state = f'<p class="state">{runs(page.state)}</p>' if page.state else ""
    return (
        f'<div class="title"><div class="what">{page.heading(1, value.text)}'
        f'<p class="subtitle">{runs(value.subtitle)}</p></div>{who}{state}</div>'
    )


def person(page: Writer, value: b.Person) -> str:
    """Whose page it is, where anything of that is known: nobody writes on a screen."""
    if value.again or not value.told:
        return ""
    badge = f'<p class="badge">{label(value.side)}</p>' if value.side else ""
    lines = _lines(value.name)
    if lines:
        lines[0] = (b.Span(value.name_label), b.Span(" "), *lines[0])
    if value.date:
        lines.append((b.Span(value.date_label), b.Span(" "), *value.date))
    named = "".join(f'<p class="patient">{runs(line)}</p>' for line in lines)
    return f'<div class="who">{badge}{named}</div>'


def scale(page: Writer, value: b.PainScale) -> str:
    """The levels side by side, each with its shape, its numbers and what to do."""
    levels = "".join(
        f'<li class="{level.sign}"><span class="sign" aria-hidden="true"></span>'
        f"<span><strong>{label(level.range)}</strong> {runs(level.runs)}</span></li>"
        for level in value.levels
    )
    return f'<div class="scale">{page.heading(3, value.heading)}<ul role="list">{levels}</ul></div>'


def heading(page: Writer, value: b.Heading) -> str:
    return page.heading(value.level, value.text, style="page" if value.size == "page" else "")


def paragraph(page: Writer, value: b.Paragraph) -> str:
    style = {"note": ' class="small"'}.get(value.role, "")
    return f"<p{style}>{runs(value.runs)}</p>"


def bullets(page: Writer, value: b.Bullets) -> str:
    return _items("ol" if value.small else "ul", value.items)


def steps(page: Writer, value: b.Steps) -> str:
    return _items("ol", value.items)


def figure(page: Writer, value: b.Figure) -> str:
    """The drawing with its caption; nothing at all when there is no drawing of that name."""
    drawing = find(page.figures, value)
    if drawing is None:
        return ""
    if page.address is not None:
        wide, high = shown_size(drawing)
        picture = f'src="{text(page.address(value))}" width="{wide}" height="{high}"'
        svg = f'<img {picture} alt="{text(value.alt)}"{lang_attribute(value.alt)}>'
    else:
        svg = inline_svg(drawing, value.alt, page.ident(f"figure-{value.slug}"), page.palette, page.accent)
    caption = f"<figcaption>{runs(value.caption)}</figcaption>" if value.caption else ""
    return f'<figure class="{value.kind}">{svg}{caption}</figure>'


def summary(page: Writer, value: b.Summary) -> str:
    """What matters, and what to do today with the way to the home plan."""
    points = f"{page.heading(2, value.heading, listed=False)}{_items('ul', value.points)}"
    today = f"{page.heading(3, value.today_heading)}<p>{runs(value.today)}</p>"
    if page.plan and page.screen.plan:
        today += f'<p><a class="button" href="#{page.plan}">{label(page.screen.plan)}</a></p>'
    return f'<div class="summary"><div>{points}</div><div class="today">{today}</div></div>'


def facts(page: Writer, value: b.Facts) -> str:
    """Labels before their values, or above them in a narrow column; roles keep it a table there."""
    rows = "".join(
        f'<tr role="row"><th scope="row" role="rowheader">{label(row.label)}</th>'
        f'<td role="cell">{runs(row.value)}</td></tr>'
        for row in value.rows
    )
    ident = page.ident(value.title) if value.title else page.label
    table = f'<table class="facts" role="table"{_named(ident)}><tbody role="rowgroup">{rows}</tbody></table>'
    if not value.title:
        return table
    return _details("fold small", f'<span id="{ident}">{label(value.title)}</span>', table)


def table(page: Writer, value: b.Table) -> str:
    """A table that stands as cards on a narrow screen; roles keep it a table for screen readers there. Of a long one
    that may fold the first rows stay.
    """
    title = page.heading(2, value.title) if value.title else ""
    if not value.more or len(value.rows) <= FIRST_ROWS + 1:
        return title + _table(value, value.rows, page.label)
    ident = page.ident(value.more)
    opens = f'<span id="{ident}">{label(value.more)}</span>'
    rest = _details("fold small", opens, _table(value, value.rows[FIRST_ROWS:], ident))
    return f"{title}{_table(value, value.rows[:FIRST_ROWS], page.label)}{rest}"


def _table(value: b.Table, rows: Iterable[b.Row], named: str) -> str:
    head = "".join(f'<th scope="col" role="columnheader">{label(cell)}</th>' for cell in value.head)
    body = "".join(_row(value, row) for row in rows)
    return (
        f'<table class="stack {value.role}" role="table"{_named(named)}>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table>'
    )


def stop_box(page: Writer, value: b.StopBox) -> str:
    """The stop signs: never folded away."""
    page.stop = page.stop or page.ident("stop")
    sides = []
    labels: list[str] = []
    for level, words, items in value.levels:
        style = "now" if level == "now" else "soon"
        head = page.heading(2, words, f"{OCTAGON}<span>{label(words)}</span>", listed=not labels)
        labels.append(page.label)
        sides.append(f'<div class="side {style}">{head}{_items("ul", items)}</div>')
    note = f"<p>{runs(value.note)}</p>" if value.note else ""
    return (
        f'<div class="stop" id="{page.stop}" role="region" aria-labelledby="{" ".join(labels)}">'
        f'<div class="sides">{"".join(sides)}</div>{note}</div>'
    )


def exercise_card(page: Writer, value: b.ExerciseCard) -> str:
    """Title, drawing, steps, dose and safety notes together; only what nobody needs to do it is folded away. Without a
    title it is all that its page is about.
    """
    letter = f'<span class="letter">{label(value.letter)}</span> ' if value.letter else ""
    name = f"{letter}<span>{label(value.title)}</span>"
    head = (
        page.heading(3, like(f"{value.letter} {value.title}".strip(), value.title), name)
        if value.title
        else ""
    )
    named = page.label
    first = f'<p class="first">{label(value.first)}</p>' if value.first else ""
    drawing = figure(page, value.figure) if value.figure else ""
    dose = "".join(
        f"<li><strong>{label(cell.value)}</strong> <span>{label(cell.label)}</span></li>"
        for cell in value.dose
    )
    strip = f'<ul class="dose" role="list">{dose}</ul>' if dose else ""
    shown = (*value.notes, *(note for note in value.extras if not note.folds))
    rest = "".join(_note(note) for note in value.extras if note.folds)
    if rest:
        whose = f' <span class="hidden">{label(value.title)}</span>' if value.title else ""
        rest = _details("fold small", label(value.more) + whose, rest) if value.more else rest
    bare = "" if drawing else " bare"
    inner = (
        f'{drawing}<div class="how">{first}{steps(page, value.steps)}</div>{strip}'
        f'<div class="notes">{"".join(map(_note, shown))}{rest}</div>'
    )
    if not value.title:
        return f'<div class="inside alone"><div class="card{bare}">{inner}</div></div>'
    group = f'<div class="card{bare}" role="group" aria-labelledby="{named}">'
    if page.in_fold:
        return _details("fold exercise", head, f"{group}{inner}</div>")
    return f"{group}{head}{inner}</div>"


def panel(page: Writer, value: b.Panel) -> str:
    return f'<div class="panel">{page.heading(2, value.heading)}{_panel_inside(page, value)}</div>'


def _panel_inside(page: Writer, value: b.Panel) -> str:
    boxes = "".join(
        f'<div class="box">{page.heading(3, box.title)}{"".join(figure(page, drawn) for drawn in box.figures)}'
        f"<p>{runs(box.runs)}</p></div>"
        for box in value.boxes
    )
    notes = "".join(paragraph(page, note) for note in value.notes)
    return f'<p>{runs(value.lead)}</p><div class="boxes">{boxes}</div>{notes}'


def qr_panel(page: Writer, value: b.QrPanel) -> str:
    """On a screen nobody scans: a link takes the place of the code and of the words that ask to scan it."""
    target = href(value.url)
    address = f'<span class="address">{text(value.address.text)}</span>'
    words = f"<span>{label(value.read)}</span> " if value.read else ""
    button = f'<a class="button" href="{target}">{words}{address}</a>' if target else address
    contact = "".join(f"<span>{span(line)}</span> " for line in value.contact)
    return (
        f'<div class="article"><p>{button}</p>'
        f'<p class="contact"><strong>{label(value.contact_label)}</strong> {contact}</p></div>'
    )


def columns(page: Writer, value: b.Columns) -> str:
    """Side by side where there is room; a column left without content gives its room to the other."""
    cells = [inner for inner in (nodes(page, value.left), nodes(page, value.right)) if inner]
    shape = value.shape if len(cells) == 2 else "one"
    inner = "".join(f'<div class="cell">{cell}</div>' for cell in cells)
    return f'<div class="columns {shape}">{inner}</div>'


def _lines(values: b.Runs) -> list[b.Runs]:
    """Runs of one line each: a span that begins with a line feed begins a line."""
    lines: list[b.Runs] = []
    for value in values:
        if value.text.startswith("\n"):
            lines.append((replace(value, text=value.text[1:]),))
        else:
            lines[-1:] = [(*(lines[-1] if lines else ()), value)]
    return lines


def _items(tag: str, items: Iterable[b.Item]) -> str:
    return f"<{tag}>{''.join(f'<li>{runs(item.runs)}</li>' for item in items)}</{tag}>"


def _note(note: b.Note) -> str:
    ring = '<span class="ring" aria-hidden="true"></span>' if note.mark == "ring" else ""
    return f'<p class="note">{ring}<strong>{label(note.label)}</strong> {runs(note.runs)}</p>'


def _row(value: b.Table, row: b.Row) -> str:
    """The cells of a row. As cards on a narrow screen they say their column again, but for pairs, which the heading
    explains; those who hear the table hear its own column heads.
    """
    cells = []
    for index, (cell, head) in enumerate(zip(row.cells, value.head, strict=True)):
        again = "" if value.role == "pairs" else f'<span class="head" aria-hidden="true">{label(head)}</span>'
        if index == 0 and value.row_header:
            cells.append(f'<th scope="row" role="rowheader">{runs(cell)}</th>')
        else:
            cells.append(f'<td role="cell">{again}{runs(cell)}</td>')
    return f'<tr role="row">{"".join(cells)}</tr>'


def _named(ident: str) -> str:
    return f' aria-labelledby="{ident}"' if ident else ""


_LARGEST_LOGO = 10_000_000
"""Bytes; what is on paper has no more."""


def _picture(file: str) -> str:
    """A PNG or JPEG file as a data address. Raises ContentError when it is neither or cannot be read."""
    try:
        data = read_file(Path(file), _LARGEST_LOGO)
    except (OSError, ValueError):
        data = b""
    kind = next((name for magic, name in _MAGIC if data.startswith(magic)), None)
    if kind is None:
        raise ContentError(
            Problem(file, 0, 0, "the logo is not a PNG or JPEG file", "save it as PNG and try again")
        )
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


PARTS: Mapping[type, Callable[[Writer, Any], str]] = MappingProxyType(
    {
        b.Banner: banner,
        b.Title: title,
        b.Person: person,
        b.Heading: heading,
        b.Paragraph: paragraph,
        b.Bullets: bullets,
        b.Steps: steps,
        b.Figure: figure,
        b.Summary: summary,
        b.Facts: facts,
        b.Table: table,
        b.StopBox: stop_box,
        b.PainScale: scale,
        b.ExerciseCard: exercise_card,
        b.Panel: panel,
        b.Log: log,
        b.QrPanel: qr_panel,
        b.Columns: columns,
        **program_parts(exercise_card, figure),
    }
)
"""Which function writes which type."""
