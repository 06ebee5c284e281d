"""The back of the sheet, "do": the home plan, what to do after a strain, the log and the way to the article."""

from __future__ import annotations

from string import ascii_uppercase
from typing import Literal

from handouts.content.model import Exercise
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
    Section,
    Span,
    Steps,
)
from handouts.sheet.brief import pressed
from handouts.sheet.caution import (
    before_you_start,
    gate_notes,
    how_to_tell,
    in_place_of,
    left_out,
    made_for,
    pain_rule,
    waiting,
)
from handouts.sheet.context import Context, listed
from handouts.sheet.dose import dose_cells
from handouts.sheet.edition import leave
from handouts.sheet.front import own_text, side_name
from handouts.sheet.gates import Chosen, HomePlan
from handouts.sheet.saying import bold, joined, labelled, spans
from handouts.sheet.strain import strain

LOG_DAYS = 14


def do(ctx: Context) -> Section:
    """The second section of every sheet."""
    plan = ctx.plan
    nodes: list[Node] = _opening(ctx, plan)
    if plan.state != "go" and plan.chosen:
        nodes.append(Heading(2, ctx.words.what_you_can_do))
    cards = [_card(ctx, letter, item, _drop(item)) for letter, item in _lettered(plan.chosen)]
    nodes += cards
    nodes += _alternatives(ctx, plan, len(cards))
    if ctx.full and pressed(ctx) and ctx.library.pressure.rules:
        nodes += [
            Heading(2, ctx.words.pressure_rules), Bullets(ctx.items(ctx.library.pressure.rules)),
        ]  # fmt: skip
    if ctx.full:
        nodes += how_to_tell(ctx)
    if plan.state != "wait":
        nodes += strain(ctx)
    log = (_log(ctx, plan),) if plan.state != "wait" and plan.chosen else ()
    code = qr(ctx)
    if log and code:
        nodes.append(Columns(log, code, "log-code"))
    else:
        nodes += [*log, *code]
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
    """The heading of the plan with the rule for pain, and whom it is not for."""
    w, topic = ctx.words, ctx.topic
    part = side_name(ctx)
    subtitle = ctx.fill("plan_subtitle", title=topic.title, part=part) if part else (Span(topic.title),)
    if part and ctx.fits:  # the title stands on the front and at the foot
        subtitle = (Span(ctx.capital(part)),)
    left = (Heading(2, w.your_home_plan, "page"), Paragraph(subtitle, "lead"))
    if plan.state == "wait":
        first = bold(w.today_wait)
    elif plan.state == "see-us":
        first = ctx.runs(w.see_us_first)
    else:
        first = listed((text for text in (pain_rule(ctx), waiting(ctx, plan)) if text), " ")
    texts = [made_for(ctx), left_out(ctx, plan)]
    if plan.state == "go":
        texts.append(before_you_start(ctx, plan))
    opening = Columns(left, (Paragraph(first, "safety" if ctx.fits else "body"),), "heading-lead")
    return [opening, *(Paragraph(text, "safety") for text in texts if text)]


def _card(ctx: Context, letter: str, item: Chosen, drop: Drop | None) -> ExerciseCard:
    exercise = item.exercise
    drawn = ctx.figure("exercise", exercise.figure or item.slug)
    return ExerciseCard(
        letter=letter,
        title=exercise.title,
        figure=drawn,
        steps=Steps(ctx.items(exercise.steps)),
        dose=_dose(ctx, item),
        notes=(
            *in_place_of(ctx, item),
            *_own_note(ctx, item),
            Note(ctx.words.feel_it, ctx.runs(ctx.sentence(exercise.feel)), mark(ctx, drawn)),
            *gate_notes(ctx, exercise),
        ),
        extras=_extras(ctx, exercise) if ctx.full else (),
        drop=drop,
        more=ctx.words.more_about_exercise,
    )


def _own_note(ctx: Context, item: Chosen) -> tuple[Note, ...]:
    """What was written to this reader about an exercise; it is printed with it and nowhere else."""
    return (
        (Note(joined(ctx.words.note_from_clinic, ctx.language.colon()), (own_text(ctx.request, item.note),)),)
        if item.note
        else ()
    )


def mark(ctx: Context, drawn: Figure | None) -> Literal["ring", ""]:
    """The ring beside "Feel it", where the drawing has one: a mark that is not in it would be looked for in vain."""
    has_ring = drawn is not None and ctx.library.figures.get(drawn.kind, drawn.slug).sign == "ring"
    return "ring" if has_ring else ""


def _dose(ctx: Context, item: Chosen) -> tuple[DoseCell, ...]:
    return dose_cells(item.dose, ctx.words, ctx.language)


def _extras(ctx: Context, exercise: Exercise) -> tuple[Note, ...]:
    w = ctx.words
    labelled_texts = (
        (w.you_need, exercise.tool, False),
        (w.where_to_press, exercise.place, False),
        (w.easier, exercise.easier, True),
        (w.harder, exercise.harder, True),
        (w.why, exercise.why, True),
    )
    return tuple(
        Note(label, ctx.runs(ctx.sentence(text)), folds=folds)
        for label, text, folds in labelled_texts
        if text
    )


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
        letters = ascii_uppercase[used:]
        cards = (
            _card(ctx, letter, item, drop) for letter, item in zip(letters, plan.alternatives, strict=False)
        )
        return [*opening, *cards]
    items = (
        Item(labelled(joined(i.exercise.title, ctx.language.stop), ctx.runs(i.exercise.why or "")))
        for i in plan.alternatives
    )
    return [*opening, Bullets(tuple(items), drop=drop)]


def _log(ctx: Context, plan: HomePlan) -> Log:
    w = ctx.words
    rows = [LogRow(letter, item.exercise.short_title, _drop(item)) for letter, item in _lettered(plan.chosen)]
    rows.append(LogRow("", w.log_pain, leave("pain row"), asks="number"))
    usage = w.fill("log_alt", days=LOG_DAYS, rows="{rows}")
    return Log(w.log, tuple(rows), LOG_DAYS, usage, w.log_on_screen, w.log_day, folds=True)


def _clinic(ctx: Context) -> list[Node]:
    """When the clinic is open and what else it offers."""
    clinic, w = ctx.library.clinic, ctx.words
    return [
        Paragraph(labelled(label, spans(listed(texts, sign), ctx.language.stop)), drop=leave(part))
        for label, texts, sign, part in (
            (w.clinic_hours, clinic.hours, "; ", "hours"),
            (w.clinic_services, clinic.services, "; ", "services"),
        )
        if texts
    ]


def qr(ctx: Context) -> tuple[QrPanel, ...]:
    """The code and how to reach the clinic; nothing for a clinic without a web page, whose phone is in the banner."""
    clinic, w = ctx.library.clinic, ctx.words
    url = article_url(ctx.library, ctx.request.slug)
    if url is None:
        return ()
    address = url.removeprefix("https://")
    return (
        QrPanel(
            heading=w.qr_heading,
            url=machine(url),
            address=Span(address, url=machine(url)),
            alt=w.fill("qr_alt", address=address),
            contact_label=w.questions,
            contact=(Span(joined(w.call, f" {clinic.phone}"), url=phone_link(clinic.phone)),),
            read=w.read_more,
        ),
    )
