"""The blocks of a home program as HTML. What is there for pens and scissors is said as well, without lines to cut."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from handouts.html.inline import label, runs
from handouts.html.log import log_table
from handouts.html.writer import Writer
from handouts.sheet import blocks as b
from handouts.words import like

Card = Callable[[Writer, b.ExerciseCard], str]
"""Writes an exercise."""
Drawing = Callable[[Writer, b.Figure], str]


def plan_box(page: Writer, value: b.PlanBox) -> str:
    """The goal, and the day as a table of row headers."""
    head = page.heading(2, value.heading) if value.heading else ""
    said = "".join(
        f"<p{' class=goal' if n == 0 and value.heading else ''}>{runs(part)}</p>"
        for n, part in enumerate(value.said)
    )
    day = page.heading(2, value.day_heading)
    rows = "".join(
        f'<tr role="row"><th scope="row" role="rowheader">{label(row.label)}</th>'
        f'<td role="cell">{_letters(row.letters)}</td></tr>'
        for row in value.day
    )
    body = f'<tbody role="rowgroup">{rows}</tbody>'
    table = f'<table class="day" role="table" aria-labelledby="{page.label}">{body}</table>'
    return f'<div class="summary"><div>{head}{said}</div><div class="today">{day}{table}</div></div>'


def _letters(letters: tuple[str, ...]) -> str:
    return " ".join(f'<span class="letter">{label(letter)}</span>' for letter in letters)


_ICONS: Mapping[str, str] = MappingProxyType(
    {
        "go-on": '<circle cx="12" cy="12" r="10"/><path d="M7 12.5l3.5 3.5L17 8.5"/>',
        "do-less": '<path d="M12 2.5 22.5 21H1.5z"/><path d="M12 9v6M12 17.5v1"/>',
        "stop": '<path d="M7.6 1.5h8.8l6.1 6.1v8.8l-6.1 6.1H7.6L1.5 16.4V7.6z"/><path d="M12 6v8M12 17v1"/>',
    }
)


def pain_levels(page: Writer, value: b.PainLevels) -> str:
    """Three boxes, each with its shape, its word and its numbers."""
    head = page.heading(2, value.heading)
    boxes = "".join(_level(page, level) for level in value.levels)
    return f'{head}<div class="levels">{boxes}</div>'


def _level(page: Writer, level: b.Level) -> str:
    icon = (
        '<svg class="shape" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">'
        f"{_ICONS[level.kind]}</svg>"
    )
    head = page.heading(3, level.name, f"{icon}<span>{label(level.name)}</span>")
    return (
        f'<div class="level {level.kind}">{head}<p class="numbers">{label(level.numbers)}</p>'
        f"<p>{runs(level.means)}</p><p>{runs(level.do)}</p></div>"
    )


def day_record(page: Writer, value: b.DayRecord) -> str:
    """The log as boxes to tick."""
    rows = [b.LogRow(row.letter, f"{row.name}: {row.dose}") for row in value.rows]
    rows.append(b.LogRow("", value.pain, asks="number"))
    table = b.Log(value.heading, tuple(rows), 7 * value.weeks, value.usage, b.plain(value.lead))
    return f'<div class="log-part">{page.heading(2, value.heading)}{log_table(page, table)}</div>'


def visit(page: Writer, value: b.Visit) -> str:
    when = f'<p class="goal">{runs(value.when)}</p>' if value.when else ""
    lines = "".join(f"<p>{runs(line)}</p>" for line in value.lines)
    return f'<div class="visit">{page.heading(2, value.heading)}{when}{lines}</div>'


def writing_lines(page: Writer, value: b.WritingLines) -> str:
    return f"{page.heading(2, value.heading)}<p>{runs(value.ask)}</p>"


def face(card: Card) -> Callable[[Writer, b.Face], str]:
    """An exercise of a page of its own, by what writes an exercise."""

    def write(page: Writer, value: b.Face) -> str:
        done = f"<p>{label(value.done)}</p>" if value.done else ""
        return card(page, value.card) + done

    return write


def cut_outs(card: Card) -> Callable[[Writer, b.CutOuts], str]:
    """Cards, each with its foot."""

    def write(page: Writer, value: b.CutOuts) -> str:
        foot = f'<p>{runs(value.foot)}</p><p class="small">{runs(value.small)}</p>'
        return "".join(card(page, one) + foot for one in value.cards)

    return write


def overview(drawing: Drawing) -> Callable[[Writer, b.Overview], str]:
    """All exercises at a glance."""

    def write(page: Writer, value: b.Overview) -> str:
        parts = []
        for item in value.items:
            name = f'<span class="letter">{label(item.letter)}</span> <span>{label(item.title)}</span>'
            head = page.heading(3, like(f"{item.letter} {item.title}", item.title), name)
            dose = "".join(
                f"<li><strong>{label(cell.value)}</strong> <span>{label(cell.label)}</span></li>"
                for cell in item.dose
            )
            figure = drawing(page, item.figure) if item.figure else ""
            parts.append(f'<div class="card">{head}{figure}<ul class="dose" role="list">{dose}</ul></div>')
        call = "".join(f"<p>{runs(line)}</p>" for line in value.call)
        gates = "".join(f"<p>{runs(part)}</p>" for part in value.gates)
        return f'{"".join(parts)}{gates}<div class="visit"><p>{runs(value.stop)}</p>{call}</div>'

    return write


def parts(card: Card, drawing: Drawing) -> Mapping[type, Callable[[Writer, Any], str]]:
    """Which function writes which block of a program."""
    return {
        b.PlanBox: plan_box,
        b.PainLevels: pain_levels,
        b.DayRecord: day_record,
        b.Visit: visit,
        b.WritingLines: writing_lines,
        b.Face: face(card),
        b.CutOuts: cut_outs(card),
        b.Overview: overview(drawing),
    }


STYLE = """
.goal{font-size:1.25rem;line-height:1.35}
.badge.second{border:2px solid var(--accent);background:none;color:var(--accent)}
.day th,.day td{padding:.25rem 0;border:0}
.day td{text-align:end}
.day .letter{margin-inline-start:.15rem}
.levels{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,14rem),1fr));gap:.75rem}
.level{padding:.8rem 1rem 1rem;border:1.5px solid var(--edge);border-radius:10px}
.level.do-less{border-width:2px;border-color:var(--accent)}
.level.stop{border:3px solid var(--stop)}
.level h3{display:flex;align-items:center;gap:.6rem}
.level.stop h3{padding:0;background:none;color:var(--stop-ink)}
.level p{margin-top:.3rem}
.level .numbers{font-weight:700}
.shape{flex:none;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.visit{padding:1rem 1.2rem;border:1.5px solid var(--edge);border-radius:10px}
.visit p{margin-top:.3rem}
"""


def second_badge(value: b.Title) -> str:
    """The other badge of a title."""
    return f'<p class="badge second">{label(value.second)}</p>' if value.second else ""
