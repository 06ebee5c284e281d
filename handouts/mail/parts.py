"""Each block of a document as HTML for mail programs: tables for layout, styles in the elements, pictures by number.

A function a block type, found through :data:`PARTS`; of a type without a row all its texts are said. What is for paper
alone (log, cards, lines to write on) writes nothing: it is in the file attached.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from handouts.content.model.wording import fill
from handouts.html.inline import href, label, lang_attribute, text
from handouts.language.base import colon_of, comma_of
from handouts.mail.look import FONT, STOP_EDGE, STOP_SOFT, Look
from handouts.mail.order import names_rows, told
from handouts.mail.pictures import Picture
from handouts.palette import HAIRLINE, INK, STOP, WHITE, Accent
from handouts.sheet import blocks as b
from handouts.sheet.blocks import plain
from handouts.sheet.said import paragraphs
from handouts.words import lang_of, like

LONGEST_ALT = 125
"""Characters of what a picture says of itself where it is not shown; its steps say everything anyway."""


@dataclass(slots=True)
class Writer:
    """What one message remembers while it is written: the pictures that it shows, in their order."""

    look: Look
    accent: Accent
    drawing: str
    """What stands before the words of a drawing, with ``{text}``; nothing before words of another language."""
    lang: str
    find: Callable[[b.Figure], Picture | None]
    pictures: dict[str, Picture] = field(default_factory=dict)

    def picture(self, figure: b.Figure | None) -> str:
        """The drawing as an ``<img>`` by its Content-ID; nothing where there is none."""
        found = self.find(figure) if figure else None
        if figure is None or found is None:
            return ""
        cid = f"{figure.kind}-{figure.slug}{'-left' if figure.mirrored else ''}{'-plain' if figure.unmarked else ''}"
        self.pictures[cid] = found
        own = shortened(figure.alt)
        alt = own if lang_of(figure.alt) else fill(self.drawing, text=own)
        return (
            f'<img src="cid:{text(cid)}@handouts" width="{found.width}" alt="{text(alt)}"{lang_attribute(figure.alt)} '
            f'class="pic" style="display:block;width:{found.width}px;max-width:100%;height:auto;border:0;'
            f'background:{WHITE};{FONT};font-size:16px;line-height:22px;color:{INK}">'
        )

    def runs(self, values: b.Runs) -> str:
        """Text with its links in the look of the message."""
        return "".join(self._span(value) for value in values)

    def _span(self, value: b.Span) -> str:
        out = text(value.text).replace("\n", "<br>")
        if value.lang:
            out = f'<span lang="{text(value.lang)}">{out}</span>'
        if value.bold:
            out = f"<b>{out}</b>"
        target = href(value.url)
        return f'<a href="{target}" {self.look.link}>{out}</a>' if target else out

    def paragraph(self, values: b.Runs, margin: str = "0 0 8px") -> str:
        """A paragraph."""
        return f'<p style="margin:{margin}">{self.runs(values)}</p>' if values else ""

    def heading(self, level: int, words: str) -> str:
        """A heading."""
        return f'<h{level} class="acc" {self.look.heading(level)}>{label(words)}</h{level}>'

    def items(self, tag: str, items: Iterable[b.Item]) -> str:
        """A list."""
        inner = "".join(f'<li style="margin:0 0 4px">{self.runs(item.runs)}</li>' for item in items)
        return f'<{tag} style="margin:0 0 8px;padding:0 0 0 26px">{inner}</{tag}>'

    def row(self, inner: str, *, line: bool = False, quiet: bool = False, close: bool = False) -> str:
        """A row of the message; nothing for nothing. ``close``: close to the rows around it."""
        cell = self.look.cell(line=line, quiet=quiet, close=close)
        return f"<tr><td {cell}>{inner}</td></tr>" if inner else ""


def shortened(alt: str) -> str:
    """The first sentences of ``alt`` that are short enough, else as many of its words."""
    if len(alt) <= LONGEST_ALT:
        return alt
    cut = alt[: LONGEST_ALT - 1]
    stop = cut.rfind(". ")
    return cut[: stop + 1] if stop > 40 else cut[: cut.rfind(" ")] + "…"


def node(page: Writer, value: b.Node) -> str:
    """Any block as rows of the message. Raises TypeError for a type without a row in :data:`PARTS` and texts."""
    part = PARTS.get(type(value))
    if part is not None:
        return part(page, value)
    said = [words for words in paragraphs(value) if words.strip()]
    if not said:
        raise TypeError(f"a message cannot show a {type(value).__name__}")
    return page.row("".join(page.paragraph((b.Span(words),)) for words in said))


def _nothing(page: Writer, value: b.Node) -> str:
    return ""


def _heading(page: Writer, value: b.Heading) -> str:
    return page.row(page.heading(min(value.level, 3), value.text), line=value.size == "page", close=True)


def _paragraph(page: Writer, value: b.Paragraph) -> str:
    return page.row(page.paragraph(value.runs, "0"), close=True)


def _bullets(page: Writer, value: b.Bullets) -> str:
    return page.row(page.items("ul", value.items), close=True)


def _steps(page: Writer, value: b.Steps) -> str:
    return page.row(page.items("ol", value.items))


def _figure(page: Writer, value: b.Figure) -> str:
    shown = page.picture(value)
    return page.row(shown + page.paragraph(value.caption, "6px 0 0"), close=True) if shown else ""


def _summary(page: Writer, value: b.Summary) -> str:
    head = page.heading(2, value.heading) + page.items("ul", value.points)
    today = f"{page.heading(3, value.today_heading)}{page.paragraph(value.today, '0')}"
    box = (
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>'
        f'<td class="tint ink" bgcolor="{page.accent.tint}" style="padding:14px 16px;{FONT};font-size:17px;'
        f'line-height:26px;color:{INK};border-left:4px solid {page.accent.colour}">{today}</td></tr></table>'
    )
    return page.row(head + box)


def _facts(page: Writer, value: b.Facts) -> str:
    title = page.heading(3, value.title) if value.title else ""
    rows = "".join(
        page.paragraph((b.Span(row.label, bold=True), b.Span(" "), *row.value)) for row in value.rows
    )
    return page.row(title + rows)


def _table(page: Writer, value: b.Table) -> str:
    """Two columns as a table; more than two would not fit a phone, so each row is read out by its columns."""
    title = page.heading(2, value.title) if value.title else ""
    value = told(value)
    if len(value.head) == 1:
        return page.row(title + page.items("ul", (b.Item(row.cells[0]) for row in value.rows)))
    if len(value.head) == 2:
        cell = f'align="left" valign="top" style="padding:6px 8px 6px 0;border-bottom:1px solid {HAIRLINE};{FONT};'
        cell += f'font-size:17px;line-height:26px;color:{INK}"'
        head = "".join(
            f'<th scope="col" class="ink line" width="50%" {cell}>{label(name)}</th>' for name in value.head
        )
        cells = (
            "".join(f'<td class="ink line" {cell}>{page.runs(part)}</td>' for part in row.cells)
            for row in value.rows
        )
        body = "".join(f"<tr>{row}</tr>" for row in cells)
        return page.row(
            f'{title}<table width="100%" cellpadding="0" cellspacing="0" border="0"><tr>{head}</tr>{body}</table>'
        )
    parts = [title]
    for row in value.rows:
        first = [page.runs(row.cells[0])] if names_rows(value) else []
        pairs = list(zip(value.head, row.cells, strict=True))[len(first) :]
        said = first + [
            f"<b>{label(name)}{colon_of(page.lang)}</b> {page.runs(cell)}"
            for name, cell in pairs
            if plain(cell).strip()
        ]
        parts.append(f'<p style="margin:0 0 12px">{"<br>".join(said)}</p>')
    return page.row("".join(parts))


def white(html: str) -> str:
    """Text on a dark ground, white also where a program drops styles and keeps the grounds of cells."""
    return f'<font color="{WHITE}">{html}</font>'


def stop_level(page: Writer, level: str, words: str, items: Sequence[b.Item], note: b.Runs = ()) -> str:
    """One level of the stop signs in a box with a heavy line."""
    now = level == "now"
    ground, colour = (STOP, WHITE) if now else (STOP_SOFT, STOP)
    names = ("stoph", "onstop") if now else ("stops", "stopt")
    said = white(label(words)) if now else label(words)
    head = f'<h2 class="{names[1]}" {page.look.heading(2, colour, "0")}>{said}</h2>'
    inner = page.items("ul", items) + page.paragraph(note, "0")
    return page.row(
        '<table role="presentation" class="stopb" width="100%" cellpadding="0" cellspacing="0" '
        f'style="border:2px solid {STOP_EDGE}"><tr><td class="{names[0]}" bgcolor="{ground}" '
        f'style="padding:10px 16px;{FONT}">{head}</td></tr><tr><td class="ink" style="padding:10px 12px 6px;{FONT};'
        f'font-size:17px;line-height:26px;color:{INK}">{inner}</td></tr></table>'
    )


def _stop_box(page: Writer, value: b.StopBox) -> str:
    """The two lower levels: the first stands at the top of the message."""
    lower = value.levels[1:]
    return "".join(
        stop_level(page, name, words, items, value.note or () if n == len(lower) - 1 else ())
        for n, (name, words, items) in enumerate(lower)
    )


def _dose(page: Writer, cells: Sequence[b.DoseCell]) -> str:
    share = 100 // max(1, len(cells))
    inner = "".join(
        f'<td width="{share}%" align="center" valign="top" class="tint ink" bgcolor="{page.accent.tint}" '
        f'style="padding:8px 4px;{FONT};font-size:15px;line-height:20px;color:{INK}'
        f'{";border-left:1px solid " + HAIRLINE if n else ""}">'
        f'<b style="font-size:17px;line-height:22px">{label(cell.value)}</b><br>{label(cell.label)}</td>'
        for n, cell in enumerate(cells)
    )
    return (
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" '
        f'style="margin:0 0 10px"><tr>{inner}</tr></table>'
    )


def _card(page: Writer, value: b.ExerciseCard) -> str:
    """An exercise: its name above, picture and words beside each other, or below where they have no room."""
    head = page.heading(3, like(f"{value.letter}. {value.title}", value.title))
    head += page.paragraph((b.Span(value.first, bold=True),)) if value.first else ""
    shown = page.picture(value.figure)
    words = _dose(page, value.dose) + page.items("ol", value.steps.items)
    notes = "".join(
        page.paragraph((b.Span(note.label, bold=True), b.Span(" "), *note.runs))
        for note in (*value.notes, *value.extras)
    )
    if shown:
        cell = f"{FONT};font-size:17px;line-height:26px;color:{INK}"
        words = (
            '<div style="font-size:0"><!--[if mso]><table role="presentation" width="100%"><tr><td width="236" '
            'valign="top"><![endif]--><div class="col" style="display:inline-block;vertical-align:top;width:100%;'
            f'max-width:220px">{shown}</div><!--[if mso]></td><td valign="top"><![endif]--><div class="col c2 ink" '
            f'style="display:inline-block;vertical-align:top;width:100%;max-width:336px;{cell}">{words}</div>'
            "<!--[if mso]></td></tr></table><![endif]--></div>"
        )
    return page.row(f'{head}{words}<div style="padding-top:8px">{notes}</div>', line=True)


def _panel(page: Writer, value: b.Panel) -> str:
    boxes = "".join(
        page.paragraph((b.Span(box.title, bold=True), b.Span(" "), *box.runs)) for box in value.boxes
    )
    notes = "".join(page.paragraph(note.runs) for note in value.notes)
    return page.row(page.heading(2, value.heading) + page.paragraph(value.lead) + boxes + notes, line=True)


def _plan_box(page: Writer, value: b.PlanBox) -> str:
    head = page.heading(2, value.heading) if value.heading and value.said else ""
    said = "".join(map(page.paragraph, value.said))
    cell = f'align="left" valign="top" style="padding:2px 16px 2px 0;{FONT};font-size:17px;line-height:26px;color:{INK}'
    rows = "".join(
        f'<tr><th scope="row" class="ink" {cell};font-weight:normal">{label(row.label)}</th>'
        f'<td class="ink" {cell};font-weight:bold">{label(comma_of(page.lang).join(row.letters))}</td></tr>'
        for row in value.day
    )
    day = f'{page.heading(2, value.day_heading)}<table cellpadding="0" cellspacing="0" border="0">{rows}</table>'
    return page.row(head + said + day)


def _levels(page: Writer, value: b.PainLevels) -> str:
    """The rule for pain: a row a level, its name and numbers at the side."""
    rows = []
    for level in value.levels:
        stop = level.kind == "stop"
        ground, colour = (STOP_SOFT, STOP) if stop else (page.accent.tint, page.accent.colour)
        names = ("stops", "stopt") if stop else ("tint", "acc")
        cell = (
            f'valign="top" bgcolor="{ground}" style="padding:10px 12px;border-bottom:3px solid {WHITE};{FONT}'
        )
        name = f'<b class="{names[1]}" style="font-size:18px;color:{colour}">{label(level.name)}</b>'
        side = f'<th scope="row" width="118" align="left" class="{names[0]} ink" {cell};font-size:15px;line-height:22px'
        side += f';font-weight:normal;color:{INK}">{name}<br>{label(level.numbers)}</th>'
        said = f'<td class="{names[0]} ink" {cell};font-size:17px;line-height:26px;color:{INK}">'
        said += f"{page.runs(level.means)}<br>{page.runs(level.do)}</td>"
        rows.append(f"<tr>{side}{said}</tr>")
    table = f'<table width="100%" cellpadding="0" cellspacing="0" border="0">{"".join(rows)}</table>'
    return page.row(page.heading(2, value.heading) + table, line=True)


def _scale(page: Writer, value: b.PainScale) -> str:
    """The rule for pain of a sheet: its numbers, and what to do."""
    rows = "".join(
        page.paragraph((b.Span(level.range, bold=True), b.Span(" "), *level.runs), "0 0 4px")
        for level in value.levels
    )
    return page.row(page.heading(3, value.heading) + rows, close=True)


def _visit(page: Writer, value: b.Visit) -> str:
    return page.row(
        page.heading(2, value.heading)
        + page.paragraph(value.when)
        + "".join(map(page.paragraph, value.lines)),
        line=True,
    )


def button(page: Writer, url: str, words: str, address: str) -> str:
    """A large link, with its address in words below it; nothing for an address that must not be followed."""
    target = href(url)
    if target is None:
        return ""
    link = f'<a href="{target}" style="display:inline-block;padding:13px 24px;color:{WHITE};text-decoration:none;'
    link += f'{FONT};font-size:18px;line-height:26px;font-weight:bold">{white(label(words))}</a>'
    return page.row(
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" '
        f'class="btn" bgcolor="{page.accent.colour}">{link}</td></tr></table>'
        f'<p style="margin:8px 0 0"><a href="{target}" {page.look.link}>{text(address)}</a></p>',
        line=True,
    )


def _face(page: Writer, value: b.Face) -> str:
    return _card(page, value.card)


def _columns(page: Writer, value: b.Columns) -> str:
    return "".join(node(page, part) for part in (*value.left, *value.right))


PARTS: Mapping[type, Callable[[Writer, Any], str]] = MappingProxyType(
    {
        b.Banner: _nothing,  # the message has its own head, title and way to the article
        b.Title: _nothing,
        b.Person: _nothing,
        b.QrPanel: _nothing,
        b.Heading: _heading,
        b.Paragraph: _paragraph,
        b.Bullets: _bullets,
        b.Steps: _steps,
        b.Figure: _figure,
        b.Summary: _summary,
        b.Facts: _facts,
        b.Table: _table,
        b.StopBox: _stop_box,
        b.ExerciseCard: _card,
        b.Panel: _panel,
        b.Log: _nothing,
        b.PlanBox: _plan_box,
        b.PainLevels: _levels,
        b.PainScale: _scale,
        b.DayRecord: _nothing,
        b.Visit: _visit,
        b.WritingLines: _nothing,
        b.Face: _face,
        b.CutOuts: _nothing,
        b.Overview: _nothing,
        b.Columns: _columns,
    }
)
"""Which function writes which type."""
