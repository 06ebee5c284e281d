"""The log as boxes to tick and numbers to type. Sends and keeps nothing: there is no form and no script."""

from __future__ import annotations

from handouts.html.inline import label, lang_attribute, runs, text
from handouts.html.writer import Writer
from handouts.sheet.blocks import Log, LogRow


def log(page: Writer, value: Log) -> str:
    """The log under its heading."""
    return f'<div class="log-part">{page.heading(2, value.heading)}{log_table(page, value)}</div>'


def log_table(page: Writer, value: Log) -> str:
    """A row an exercise, a column a day, under the name of its heading. Each box is called by its row and its day; on a
    narrow screen a row becomes its name over lines of seven days. A day on which an exercise is not to be done has
    stripes and no box.
    """
    days = [page.ident(f"day-{day}") for day in range(1, value.days + 1)]
    columns = "".join(
        f'<th scope="col" role="columnheader" id="{ident}"{lang_attribute(value.day)}>{_day(value.day, number)}</th>'
        for number, ident in enumerate(days, 1)
    )
    rows = "".join(_row(page, row, days, value.free) for row in value.rows)
    rest = runs(value.rest) if value.striped else ""
    return (
        f'<table class="log" role="table"{page.named()}><caption>{label(value.on_screen or value.alt)}{rest}</caption>'
        f'<thead role="rowgroup"><tr role="row"><td role="cell" class="corner"></td>{columns}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table>'
        + (f"<p>{runs(value.contact)}</p>" if value.contact else "")
    )


def _row(page: Writer, row: LogRow, days: list[str], free: str) -> str:
    named = page.ident(f"log-{row.letter or row.name}")
    letter = f"<b>{label(row.letter)}</b> " if row.letter else ""
    kind = (
        'type="checkbox"' if row.asks == "tick" else 'type="text" inputmode="numeric" maxlength="2" size="2"'
    )
    boxes = "".join(
        f'<td role="cell" class="free"><span class="day" aria-hidden="true">{number}</span>{_hidden(free)}</td>'
        if row.ticks[number - 1 : number] == (0,)
        else f'<td role="cell"><label><span class="day" aria-hidden="true">{number}</span>'
        f'<input {kind} autocomplete="off" aria-labelledby="{named} {day}"></label></td>'
        for number, day in enumerate(days, 1)
    )
    return (
        f'<tr role="row" class="{row.asks}"><th scope="row" role="rowheader" id="{named}">'
        f"{letter}{label(row.name)}</th>{boxes}</tr>"
    )


def _day(words: str, number: int) -> str:
    """The number of a day; the words around it are for those who hear it."""
    before, _, after = words.partition("{n}")
    return f"{_hidden(before)}{number}{_hidden(after)}"


def _hidden(words: str) -> str:
    return f'<span class="hidden"{lang_attribute(words)}>{text(words)}</span>' if words else ""
