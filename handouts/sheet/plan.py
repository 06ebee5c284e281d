"""The back of the sheet, "do": the home plan, what to do after a strain, the log and the way to the article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from string import ascii_uppercase
from typing import Literal

from handouts.content.markup import parts_named
from handouts.content.model import Dose, Exercise
from handouts.content.model.exercise import MOST_STEPS
from handouts.content.web import machine
from handouts.sheet.article import article_url, phone_link
from handouts.sheet.blocks import (
    Bullets,
    Columns,
    DoseCell,
    Drop,
    ExerciseCard,
    Figure,
    Heading,
    Item,
    Log,
    LogRow,
    Node,
    Note,
    Paragraph,
    QrPanel,
    Runs,
    Section,
    Span,
    Steps,
)
from handouts.sheet.caution import (
    before_you_start,
    gate_notes,
    how_to_tell,
    in_place_of,
    made_for,
    pain_scale,
    waiting,
)
from handouts.sheet.context import Context, listed
from handouts.sheet.dose import dose_cells
from handouts.sheet.edition import leave
from handouts.sheet.extras import extras
from handouts.sheet.gates import Chosen, HomePlan
from handouts.sheet.person import own_text, side_name, whose
from handouts.sheet.saying import bold, joined, labelled, spans
from handouts.sheet.stages import by_stage
from handouts.sheet.strain import strain
from handouts.sheet.withheld import left_out, left_out_instead, own_signs, see_us
from handouts.words import like

LOG_DAYS = 14


def do(ctx: Context) -> Section:
    """The second section of every sheet."""
    plan = ctx.plan
    nodes: list[Node] = _opening(ctx, plan)
    if plan.state != "go" and plan.chosen:
        nodes.append(Heading(2, ctx.words.what_you_can_do))
    first = easier_first(ctx.shown)
    cards = [
        _card(ctx, letter, item, _drop(item), first.get(item.slug, ()))
        for letter, item in _lettered(ctx.shown)
    ]
    if len(cards) > 1 and plan.state == "go":
        cards[0] = replace(cards[0], first=ctx.words.do_only_one)
    nodes += cards
    if plan.state != "go":
        nodes += left_out_instead(ctx, plan)
    if ctx.full:
        nodes += by_stage(ctx)
    if ctx.full or ctx.fits:
        nodes += _alternatives(ctx, plan, len(cards))
    rules = ctx.allowed(ctx.library.pressure.rules)
    if ctx.full and ctx.has_pressing and rules:
        nodes += [Heading(2, ctx.words.pressure_rules, folds=True), Bullets(ctx.items(rules))]
    if ctx.full:
        nodes += how_to_tell(ctx)
    if plan.state == "see-us":
        nodes += own_signs(ctx)
    if plan.state != "wait":
        nodes += strain(ctx)
    log = (
        (replace(_log(ctx, ctx.shown), roomy=plan.state == "see-us"),)
        if plan.state != "wait" and plan.chosen
        else ()
    )
    code = qr(ctx)
    if log and code:
        nodes.append(Columns(log, code, "log-code"))
    elif code:
        nodes += code
    elif log:
        nodes.append(replace(log[0], contact=_reach(ctx)))
    else:
        nodes.append(Paragraph(_reach(ctx)))
    nodes += _clinic(ctx)
    return Section("do", tuple(nodes))


def _lettered(chosen: tuple[Chosen, ...]) -> list[tuple[str, Chosen]]:
    return list(zip(ascii_uppercase, chosen, strict=False))


def _drop(item: Chosen) -> Drop | None:
    """Leave to go for an exercise: those of the highest rank first, all before anything else of importance; the last
    of those that every sheet should have only where there is no other way.
    """
    if item.last_resort:
        return leave("third exercise", title=item.exercise.title)
    return leave("exercise", item.rank, title=item.exercise.title)


def _opening(ctx: Context, plan: HomePlan) -> list[Node]:
    """The heading of the plan with whose it is, the rule for pain, and whom it is not for."""
    w = ctx.words
    heading = Heading(2, w.your_home_plan, "page")
    nodes: list[Node] = [Columns((heading,), (whose(ctx, again=True),), "person") if ctx.fits else heading]
    part = side_name(ctx)
    if ctx.full:
        subtitle = (
            ctx.fill("plan_subtitle", title=ctx.topic.title, part=part) if part else (Span(ctx.topic.title),)
        )
        nodes = [heading, Paragraph(subtitle, "lead")]
    texts: list[Runs] = []
    if plan.state == "wait":
        nodes.append(Paragraph(bold(w.today_wait), "alert"))
    elif plan.state == "see-us":
        nodes.append(Paragraph(see_us(ctx), "alert"))
    if plan.chosen and plan.state != "wait":
        nodes.append(pain_scale(ctx))
        texts.append(
            listed((text for text in (waiting(ctx, plan), before_you_start(ctx, plan)) if text), " ")
        )
    made = [made_for(ctx), *((left_out(ctx, plan),) if plan.state == "go" else ())]
    return [*nodes, *(Paragraph(text, "safety") for text in (*made, *texts) if text)]


def easier_first(chosen: tuple[Chosen, ...], also: tuple[Chosen, ...] = ()) -> dict[str, tuple[str, ...]]:
    """The harder exercises of a plan, each with the letters of the easier ones before it that are no trouble first;
    those that one may ``also`` choose come after all of the plan.
    """
    places = [*enumerate(chosen), *((len(chosen), item) for item in also)]
    found = {
        item.slug: tuple(
            letter
            for letter, other in _lettered(chosen[:place])
            if item.exercise.waits_for(other.exercise, other.slug)
        )
        for place, item in places
    }
    return {slug: letters for slug, letters in found.items() if letters}


def _begin(ctx: Context, letters: tuple[str, ...]) -> tuple[Note, ...]:
    """When a harder exercise is begun."""
    if not letters:
        return ()
    return (Note(ctx.words.begin, ctx.fill("begin_after", letters=ctx.join(letters, "and"))),)


def _card(
    ctx: Context, letter: str, item: Chosen, drop: Drop | None, first: tuple[str, ...] = ()
) -> ExerciseCard:
    """``first``: the letters of the exercises that are no trouble before this one is begun."""
    exercise = item.exercise
    drawn = ctx.figure("exercise", exercise.figure or item.slug)
    return ExerciseCard(
        letter=letter,
        title=exercise.title,
        figure=drawn,
        steps=_steps(ctx, letter, exercise),
        dose=_dose(ctx, item),
        notes=(
            *in_place_of(ctx, item),
            *_own_note(ctx, item),
            Note(
                ctx.words.feel_it, ctx.beside(exercise.steps, ctx.sentence(exercise.feel)), mark(ctx, drawn)
            ),
            *_begin(ctx, first),
            *gate_notes(ctx, exercise),
        ),
        extras=extras(ctx, exercise) if ctx.full else (),
        drop=drop,
        more=ctx.words.more_about_exercise,
    )


def _steps(ctx: Context, letter: str, exercise: Exercise) -> Steps:
    """The steps. Those of an exercise that are not among its two ``short`` ones may go where that keeps an exercise on
    a sheet that has to fit: those of the last exercise first, of these the last one; those of the first at last, and
    not for anything less.
    """
    items, place = ctx.steps(exercise), ascii_uppercase.index(letter)
    if not (ctx.fits and exercise.enough):
        return Steps(items)
    name = "steps" if place else "first steps"
    leaves = [
        None if number in exercise.enough else leave(name, MOST_STEPS * place + number, title=exercise.title)
        for number in range(1, len(items) + 1)
    ]
    return Steps(
        tuple(
            replace(item, drop=leaves[at], otherwise=_otherwise(ctx, exercise, at, leaves))
            for at, item in enumerate(items)
        )
    )


def _otherwise(
    ctx: Context, exercise: Exercise, at: int, leaves: Sequence[Drop | None]
) -> tuple[tuple[frozenset[Drop], Runs], ...]:
    """How the step ``at`` reads where steps have gone that it points back to; nothing where that is no other way."""
    step, before = exercise.steps[at], list(zip(leaves, exercise.steps[:at], strict=False))
    if not any(parts_named(step)):
        return ()
    may_go = [drop for drop, text in before if drop is not None and any(parts_named(text))]
    found = [
        (frozenset(gone), ctx.beside([text for drop, text in before if drop not in gone], step))
        for many in range(1, len(may_go) + 1)
        for gone in combinations(may_go, many)
    ]
    whole = ctx.beside(exercise.steps[:at], step)
    return tuple(found) if any(runs != whole for _, runs in found) else ()


def _own_note(ctx: Context, item: Chosen) -> tuple[Note, ...]:
    """What was written to this reader about an exercise; it is printed with it and nowhere else. It ends as a sentence
    does: other remarks follow in the same paragraph.
    """
    if not item.note:
        return ()
    label = joined(ctx.words.note_from_clinic, ctx.language.colon())
    return (Note(label, (own_text(ctx.request, ctx.sentence(item.note)),)),)


def mark(ctx: Context, drawn: Figure | None) -> Literal["ring", ""]:
    """The ring beside "Feel it", where the drawing has one: a mark that is not in it would be looked for in vain."""
    has_ring = drawn is not None and ctx.library.figures.get(drawn.kind, drawn.slug).sign == "ring"
    return "ring" if has_ring else ""


def _dose(ctx: Context, item: Chosen) -> tuple[DoseCell, ...]:
    return dose_cells(item.dose, ctx.words, ctx.language)


def _alternatives(ctx: Context, plan: HomePlan, used: int) -> list[Node]:
    """Other choices: in full for clinicians, who pick; by name for patients, who get five exercises at most."""
    if not plan.alternatives:
        return []
    drop = leave("choices", number=len(plan.alternatives))
    opening = (
        Heading(2, ctx.words.other_choices, drop=drop, folds=True),
        Paragraph(ctx.runs(ctx.words.other_choices_lead), drop=drop),
    )
    if ctx.choices:
        letters, first = ascii_uppercase[used:], easier_first(ctx.shown, plan.alternatives)
        cards = (
            _card(ctx, letter, item, drop, first.get(item.slug, ()))
            for letter, item in zip(letters, plan.alternatives, strict=False)
        )
        return [*opening, *cards]
    items = (
        Item(labelled(joined(i.exercise.title, ctx.language.stop), ctx.runs(i.exercise.why or "")))
        for i in plan.alternatives
    )
    return [*opening, Bullets(tuple(items), drop=drop)]


def _log(ctx: Context, chosen: tuple[Chosen, ...]) -> Log:
    w, free = ctx.words, _free_days(chosen)
    rows = [
        LogRow(letter, item.exercise.short_title, _drop(item), ticks=_ticks(item.dose, free[letter]))
        for letter, item in _lettered(chosen)
    ]
    rows.append(LogRow("", w.log_pain, asks="number"))
    lead, rest = spans(w.log_tick, " ", w.log_worst), spans(" ", w.log_rest)
    usage = w.fill("log_alt", days=LOG_DAYS, rows="{rows}")
    return Log(
        w.log, tuple(rows), LOG_DAYS, usage, w.log_on_screen, w.log_day, True,
        start=w.log_start, lead=lead, rest=rest, free=w.log_free, weeks=w.log_week, signs=ctx.language.signs,
    )  # fmt: skip


def _free_days(chosen: tuple[Chosen, ...]) -> dict[str, int]:
    """By letter, the days before an exercise is begun: none for the easy ones, half of the log for those that follow
    them, and as many days for each where one follows the other.
    """
    first, rung = easier_first(chosen), dict[str, int]()
    for letter, item in _lettered(chosen):
        rung[letter] = max((rung[before] + 1 for before in first.get(item.slug, ())), default=0)
    steps = max(rung.values(), default=0) + 1
    return {letter: round(LOG_DAYS * at / steps) for letter, at in rung.items()}


def _ticks(dose: Dose, free: int) -> tuple[int, ...]:
    """The boxes of a row, of which the first days are ``free``."""
    return (0,) * free + ticks(dose, LOG_DAYS - free)


MOST_TICKS = 3
"""Circles in a box of the log at most: what is done more often a day is ticked as often as there is room."""


def ticks(dose: Dose, days: int) -> tuple[int, ...]:
    """How often an exercise is ticked on each of ``days`` days; 0 on days of rest, spread over each week."""
    each = min(MOST_TICKS, dose.times_a_day.most or dose.times_a_day.least) if dose.times_a_day else 1
    if dose.every_hours:
        each = MOST_TICKS
    if dose.every_other_day:
        return tuple(each if day % 2 == 0 else 0 for day in range(days))
    if dose.days_a_week is None:
        return (each,) * days
    often = min(7, dose.days_a_week.most or dose.days_a_week.least)
    week = {round(n * 7 / often - 0.01) for n in range(often)} if often > 3 else {2 * n for n in range(often)}
    return tuple(each if day % 7 in week else 0 for day in range(days))


def _clinic(ctx: Context) -> list[Node]:
    """When the clinic is open and what else it offers; no stretching or cupping to who has to be seen first."""
    clinic, w = ctx.library.clinic, ctx.words
    return [
        Paragraph(
            labelled(label, spans(listed(map(ctx.by_clinic, texts), sign), ctx.language.stop)),
            ctx.loose,
            leave(part),
        )
        for label, texts, sign, part in (
            (w.clinic_hours, clinic.hours, "; ", "hours"),
            (w.clinic_services, clinic.services, "; ", "services"),
        )
        if texts and (part == "hours" or ctx.plan.state == "go")
    ]


def _call(ctx: Context) -> Span:
    """The clinic's phone, after what is to be done with it."""
    phone = ctx.library.clinic.phone
    unbroken = like(phone.replace(" ", "\u00a0"), phone)
    return Span(joined(ctx.words.call, " ", unbroken), True, phone_link(phone))


def _reach(ctx: Context) -> Runs:
    """Whom to ask, in one line: for a sheet without a code, whose panel says it."""
    return spans(ctx.words.questions, " ", _call(ctx))


def qr(ctx: Context) -> tuple[QrPanel, ...]:
    """The code and how to reach the clinic; nothing for a clinic without a web page: see :func:`_reach`."""
    w = ctx.words
    url = article_url(ctx.library, ctx.request.slug)
    if url is None:
        return ()
    address = like(url.removeprefix("https://"), url)
    return (
        QrPanel(
            heading=w.qr_heading,
            url=machine(url),
            address=Span(address, url=machine(url)),
            alt=w.fill("qr_alt", address=address),
            contact_label=w.questions,
            contact=(replace(_call(ctx), bold=False),),
            read=w.read_more,
        ),
    )
