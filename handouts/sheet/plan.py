"""The back of the sheet, "do": the home plan, what to do after a strain, the log and the way to the article."""

from __future__ import annotations

from dataclasses import replace
from string import ascii_uppercase
from typing import Literal

from handouts.content.model import Exercise
from handouts.sheet.article import article_url
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
    Panel,
    PanelBox,
    Paragraph,
    QrPanel,
    Row,
    Runs,
    Section,
    Span,
    Steps,
    Table,
)
from handouts.sheet.brief import pressed
from handouts.sheet.context import Context, listed
from handouts.sheet.dose import dose_cells
from handouts.sheet.edition import leave
from handouts.sheet.front import side_name
from handouts.sheet.gates import Chosen, HomePlan, blocked_by, gates_of, must_wait
from handouts.sheet.saying import Part, bold, joined, labelled, spans

LOG_DAYS = 14


def do(ctx: Context) -> Section:
    """The second section of every sheet."""
    plan = ctx.plan
    nodes: list[Node] = [_opening(ctx, plan)]
    cards = [_card(ctx, letter, item, _drop(item)) for letter, item in _lettered(plan.chosen)]
    nodes += cards
    nodes += _alternatives(ctx, plan, len(cards))
    if ctx.full and pressed(ctx):
        rules = ctx.library.pressure
        last = Item(labelled(ctx.words.not_on, ctx.runs(rules.not_on)))
        nodes += [Heading(2, ctx.words.pressure_rules), Bullets((*ctx.items(rules.rules), last))]
    nodes += _strain(ctx)
    nodes.append(Columns((_log(ctx, plan),), (_qr(ctx),), "log-code"))
    return Section("do", tuple(nodes))


def _lettered(chosen: tuple[Chosen, ...]) -> list[tuple[str, Chosen]]:
    return list(zip(ascii_uppercase, chosen, strict=False))


def _drop(item: Chosen) -> Drop | None:
    """Leave to go for an exercise: those of the highest rank first, all before anything else of importance."""
    return leave("exercise", item.rank, title=item.exercise.title)


def _opening(ctx: Context, plan: HomePlan) -> Node:
    w, topic = ctx.words, ctx.topic
    part = side_name(ctx)
    subtitle = ctx.fill("plan_subtitle", title=topic.title, part=part) if part else (Span(topic.title),)
    left = (Heading(2, w.your_home_plan, "page"), Paragraph(subtitle, "lead"))
    texts = [Span(joined(w.today_wait, " "), bold=True)] if must_wait(ctx) else []
    texts += ctx.runs(topic.plan.advice)
    hours = [gates_of(ctx, item.exercise).not_before_hours for item in plan.chosen]
    hours.append(topic.gates.not_before_hours)
    if ctx.request.side == "both":
        texts.append(Span(joined(" ", w.on_both_sides)))
    longest = max((h for h in hours if h), default=0)
    if longest:
        texts.append(Span(joined(" ", ctx.count("wait_hours", longest))))
    stop = ctx.language.stop
    if topic.gates.not_for:
        names = [ctx.library.health.conditions[gate.condition].short for gate in topic.gates.not_for]
        texts += [Span(" "), Span(w.not_if, bold=True), *spans(" ", ctx.join(names, "or"), stop)]
    if topic.gates.ask_first:
        names = [ctx.library.health.conditions[c].short for c in topic.gates.ask_first]
        texts += [Span(" "), Span(w.ask_first, bold=True), *spans(" ", ctx.join(names, "or"), stop)]
    right: list[Node] = [Paragraph(tuple(texts))]
    if plan.left_out:
        titles = listed((gone.title for gone in plan.left_out), "; ")
        right.append(Paragraph(ctx.fill("left_out_for_you", titles=titles)))
    return Columns(left, tuple(right), "heading-lead")


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
            *_only_instead(ctx, item),
            Note(ctx.words.feel_it, ctx.runs(ctx.sentence(exercise.feel)), _mark(ctx, drawn)),
            *gate_notes(ctx, exercise),
        ),
        extras=_extras(ctx, exercise) if ctx.full else (),
        drop=drop,
        more=ctx.words.more_about_exercise,
    )


def _mark(ctx: Context, drawn: Figure | None) -> Literal["ring", ""]:
    """The ring beside "Feel it", where the drawing has one: a mark that is not in it would be looked for in vain."""
    has_ring = drawn is not None and ctx.library.figures.get(drawn.kind, drawn.slug).sign == "ring"
    return "ring" if has_ring else ""


def _only_instead(ctx: Context, item: Chosen) -> tuple[Note, ...]:
    """What an exercise replaces, if it is on the sheet for that alone."""
    if not item.instead_of:
        return ()
    return (
        Note(
            ctx.words.only_instead,
            spans(ctx.join(item.instead_of, "or"), ctx.language.ended(item.instead_of[-1])),
        ),
    )


def _dose(ctx: Context, item: Chosen) -> tuple[DoseCell, ...]:
    return dose_cells(item.dose, ctx.words, ctx.language)


def gate_notes(ctx: Context, exercise: Exercise) -> tuple[Note, ...]:
    """The safety gates of an exercise in words."""
    w, known, stop = ctx.words, ctx.library.health.conditions, ctx.language.stop
    gates = gates_of(ctx, exercise)
    notes = []
    said = {gate.condition for gate in ctx.topic.gates.not_for}  # of the whole plan, at its top
    own = [gate for gate in gates.not_for if gate.condition not in said]
    if own:
        pressing = exercise.type == "pressure"
        names: list[Part] = [ctx.library.pressure.never_on] if pressing else []
        for gate in own:
            name: Part = known[gate.condition].short if pressing else known[gate.condition].text
            other = ctx.library.exercise(gate.instead) if gate.instead else None
            if other and blocked_by(ctx, other) is None:
                name = spans(name, " ", ctx.fill("instead", title=other.title))
            names.append(name)
        notes.append(Note(w.not_on if pressing else w.not_if, spans(ctx.join(names, "or"), stop)))
    if gates.ask_first:
        asked = [known[c].short for c in gates.ask_first if c not in ctx.topic.gates.ask_first]
        if asked:
            notes.append(Note(w.ask_first, spans(ctx.join(asked, "or"), stop)))
    if exercise.cautions:
        cautions = (ctx.runs(ctx.sentence(ctx.capital(text))) for text in exercise.cautions)
        notes.append(Note(w.careful, listed(cautions, " ")))
    return tuple(notes)


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


def _strain(ctx: Context) -> list[Node]:
    w, guide, notes = ctx.words, ctx.library.strain, ctx.topic.strain
    own = {g.grade: g for g in notes.grades}
    rows = []
    for grade in guide.grades:
        special = own.get(grade.grade)
        cells: tuple[Runs, ...] = (
            bold(joined(f"{grade.grade} ", grade.name)),
            ctx.runs(grade.happened),
            ctx.runs((special and special.feels) or grade.feels),
            ctx.runs((special and special.heals) or grade.heals[0].time),
            ctx.runs(grade.do),
        )
        rows.append(Row(cells))
    head = (w.grade, w.torn_fibres, w.what_it_feels_like, w.often_heals_in, w.what_to_do)
    sources = ctx.sources(grade.heals[0].source for grade in guide.grades)
    source_line = Paragraph(ctx.fill("healing_from", sources=sources), "note")
    nodes: list[Node] = [Columns((Heading(2, w.if_strained, folds=True),), (source_line,), "heading-note")]
    nodes.append(Paragraph(ctx.runs(notes.about), drop=leave("about strains")))
    nodes.append(Table(head, tuple(rows), "grades", row_header=True))
    if ctx.full:
        nodes += _strain_details(ctx)
    nodes.append(_rice(ctx))
    if ctx.full and ctx.library.strain.more:
        nodes += [Heading(3, w.more_first_aid), Bullets(ctx.items(ctx.library.strain.more))]
    return nodes


def _strain_details(ctx: Context) -> list[Node]:
    """Everything else the content knows of strains: other sources' healing times, signs, causes, sports."""
    w, notes = ctx.words, ctx.topic.strain
    nodes: list[Node] = []
    for grade in ctx.library.strain.grades:
        if len(grade.heals) > 1:
            times = listed(
                (spans(ctx.runs(h.time), " (", ctx.sources((h.source,)), ")") for h in grade.heals), "; "
            )
            name = joined(w.grade, f" {grade.grade}")
            nodes.append(Paragraph(ctx.fill("healing_by_source", name=name, times=times), "note"))
    lists = [
        (Heading(3, title), Bullets(ctx.items(texts)))
        for title, texts in ((w.strain_signs, notes.feels), (w.strain_causes, notes.causes))
        if texts
    ]
    if len(lists) == 2:
        nodes.append(Columns(lists[0], lists[1], "halves"))
    else:
        nodes += [node for pair in lists for node in pair]
    if notes.sports:
        nodes.append(
            Paragraph(
                labelled(
                    joined(w.strain_sports, ctx.language.colon()),
                    spans(ctx.join(notes.sports, "and"), ctx.language.stop),
                )
            )
        )
    return nodes


def _rice(ctx: Context) -> Panel:
    w, guide, notes = ctx.words, ctx.library.strain, ctx.topic.strain
    own = {0: notes.rest, 3: notes.elevation}
    boxes = []
    for i, box in enumerate(guide.rice):
        figure = ctx.figure("exercise", box.icon if ctx.fits else box.figure)
        if figure and ctx.fits:  # the words in the box say it
            figure = replace(figure, caption=(), drop=leave("pictures of first aid"))
        drawn = (figure,) if figure else ()
        boxes.append(PanelBox(box.title, ctx.runs(own.get(i) or box.text), drawn))
    after = (
        Paragraph(labelled(w.later, ctx.runs(guide.later)), drop=leave("heat and cold")),
        Paragraph(labelled(w.good_to_know, ctx.runs(guide.modern_note)), drop=leave("newer papers")),
    )
    return Panel(w.rice, ctx.runs(guide.rice_lead), tuple(boxes), after, folds=True)


def _log(ctx: Context, plan: HomePlan) -> Log:
    w = ctx.words
    rows = [
        LogRow(letter, item.exercise.short_title, _drop(item))
        for letter, item in _lettered(plan.chosen)
        if not item.instead_of
    ]
    rows.append(LogRow("", w.log_pain, leave("pain row"), asks="number"))
    usage = w.fill("log_alt", days=LOG_DAYS, rows="{rows}")
    return Log(w.log, tuple(rows), LOG_DAYS, usage, w.log_on_screen, w.log_day, folds=True)


def _qr(ctx: Context) -> QrPanel:
    clinic, w = ctx.library.clinic, ctx.words
    url = article_url(ctx.library, ctx.request.slug)
    address = url.removeprefix("https://")
    digits = "".join(c for c in clinic.phone if c.isdigit() or c == "+")
    return QrPanel(
        heading=w.qr_heading,
        url=url,
        address=Span(address, url=url),
        alt=w.fill("qr_alt", address=address),
        contact_label=w.questions,
        contact=(Span(joined(w.call, f" {clinic.phone}"), url=f"tel:{digits}"),),
        read=w.read_more,
    )
