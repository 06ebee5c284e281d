"""What a reader does not get, and why: in a line of a plan, or in the place of one. Decides nothing, as
:mod:`handouts.sheet.caution`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from handouts.sheet.article import phone_link
from handouts.sheet.blocks import Bullets, Columns, Heading, Node, Paragraph, Row, Runs, Span, Table
from handouts.sheet.context import Context, listed
from handouts.sheet.gates import HomePlan, LeftOut
from handouts.sheet.saying import bold

_LINES: Mapping[str, str] = MappingProxyType(
    {"never": "not_with", "wait": "not_yet_with", "ask": "only_when_shown"}
)
_ROWS: Mapping[str, str] = MappingProxyType(
    {"never": "row_not_with", "wait": "row_not_yet_with", "ask": "row_only_when_shown"}
)
"""The fixed words for why an exercise is left out, by what stands against it, in a line of a plan and in a table."""


def left_out(ctx: Context, plan: HomePlan) -> Runs:
    """What this reader does not get, in a line: why, and the way on."""
    lines = _left_out(ctx, plan)
    return listed((ctx.runs(ctx.words.left_out_for_you), *lines), " ") if lines else ()


def see_us(ctx: Context) -> Runs:
    """That this reader is to be seen before any exercise, or has to wait first, and how to come to that."""
    phone = ctx.library.clinic.phone
    call = ctx.fill("see_us_call", phone=(Span(phone, bold=True, url=phone_link(phone)),))
    if not ctx.plan.waits:
        return listed((ctx.runs(ctx.words.see_us_first), call), " ")
    return listed((bold(ctx.count("rest_first", ctx.plan.waits)), ctx.runs(ctx.words.rest_until), call), " ")


def left_out_instead(ctx: Context, plan: HomePlan) -> list[Node]:
    """The same where it stands in the place of a plan: a row for each exercise, with room for the day on which it was
    checked where it has to be; and the way on.
    """
    if not (plan.left_out or plan.once_seen):
        return []
    w = ctx.words
    head: tuple[str, ...] = (w.left_out_heading, w.left_out_why)
    asks = any(gone.verdict == "ask" for gone in plan.left_out)
    if asks:
        head = (*head, w.left_out_checked)
    rows: list[tuple[Runs, ...]] = []
    for gone in plan.left_out:
        why = ctx.fill(_ROWS[gone.verdict], conditions=_reasons(ctx, gone))
        day: Runs = () if gone.verdict == "ask" else (Span("\u2013"),)
        rows.append(((Span(gone.title, bold=True),), why, *((day,) if asks else ())))
    blank: Runs = ()
    for title in plan.once_seen:
        rows.append(((Span(title, bold=True),), ctx.runs(w.row_once_seen), *((blank,) if asks else ())))
    nodes: list[Node] = [
        Table(head, tuple(map(Row, rows)), row_header=len(rows) > 2, title=w.left_out_heading, heads=True)
    ]
    return [*nodes, *(Paragraph(line, ctx.loose) for line in _way_on(ctx, plan))]


def _left_out(ctx: Context, plan: HomePlan) -> list[Runs]:
    """What this reader does not get and why, what is given instead, and how to come to another. What waits or has to be
    checked is one sentence with all reasons for it; what is never done stands with its own.
    """
    lines: list[Runs] = []
    groups: dict[tuple[str, tuple[str, ...]], list[LeftOut]] = {}
    for gone in plan.left_out:
        apart = _conditions(gone) if gone.verdict == "never" else ()
        groups.setdefault((gone.verdict, apart), []).append(gone)
    for (verdict, _), items in groups.items():
        titles = listed((gone.title for gone in items), ctx.language.signs.semicolon)
        lines.append(ctx.fill(_LINES[verdict], titles=titles, conditions=_reasons(ctx, *items)))
    return [*lines, *_way_on(ctx, plan)]


def _conditions(gone: LeftOut) -> tuple[str, ...]:
    """The conditions for which an exercise is left out."""
    return tuple(gate.condition for gate in gone.gates if gate.verdict == gone.verdict)


def _reasons(ctx: Context, *left_out: LeftOut) -> Runs:
    """The conditions for which exercises are left out; they say something about a person."""
    reasons = tuple(dict.fromkeys(name for gone in left_out for name in _conditions(gone)))
    return tuple(replace(span, private=True) for span in ctx.named(reasons, "and"))


def _way_on(ctx: Context, plan: HomePlan) -> list[Runs]:
    """What is given in the place of what is left out, and how to come to another."""
    lines: list[Runs] = []
    pairs: dict[tuple[str, ...], list[str]] = {}
    for gone in plan.left_out:
        if gone.instead:
            pairs.setdefault(gone.instead, []).append(gone.title)
    for instead, titles in pairs.items():
        given = listed(instead, ctx.language.signs.semicolon)
        lines.append(ctx.fill("do_instead", titles=given, left_out=ctx.join(titles, "and")))
    if plan.state != "wait" and not plan.waits and any(not gone.instead for gone in plan.left_out):
        lines.append(ctx.runs(ctx.words.ask_for_another))
    return lines


def own_signs(ctx: Context) -> list[Node]:
    """The stop signs that the conditions of this reader add, once more where the exercises would stand: those of two
    levels beside each other.
    """
    signs, w, told = ctx.library.stop_signs, ctx.words, set(ctx.told)
    levels = (
        (w.fill("emergency_heading", number=ctx.library.clinic.emergency_number), signs.emergency),
        (w.today_heading, signs.today),
        (w.soon_heading, signs.soon),
    )
    said: list[tuple[Node, ...]] = []
    for heading, level in levels:
        own = [sign.text for sign in level if told.intersection(sign.health)]
        if own:
            said.append((Heading(3, heading), Bullets(ctx.items(own))))
    if len(said) == 2:
        return [Heading(2, w.watch_for), Columns(said[0], said[1], "halves")]
    return [Heading(2, w.watch_for), *(node for nodes in said for node in nodes)] if said else []
