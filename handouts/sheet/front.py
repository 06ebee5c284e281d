"""The front of the sheet, "understand": what and where it is, where it hurts, what sets it off, stop signs."""

from __future__ import annotations

from handouts.content.fields import split_class
from handouts.content.model import Muscle
from handouts.sheet.blocks import (
    Banner,
    Bullets,
    Columns,
    FactRow,
    Facts,
    Heading,
    Item,
    Node,
    Paragraph,
    Row,
    Runs,
    Section,
    Span,
    StopBox,
    Summary,
    Table,
    Title,
)
from handouts.sheet.context import Context, listed
from handouts.sheet.edition import leave
from handouts.sheet.gates import must_wait
from handouts.sheet.saying import joined, labelled
from handouts.words import like


def understand(ctx: Context) -> Section:
    """The first section of every sheet. On one sheet the stop signs close the page; else they stand near its top."""
    words = ctx.words
    nodes: list[Node] = [_banner(ctx), _title(ctx), _summary(ctx)]
    if ctx.request.note:
        nodes.append(
            Paragraph(
                labelled(
                    joined(words.note_from_clinic, ctx.language.colon()), (_note(ctx, ctx.request.note),)
                )
            )
        )
    if ctx.fits:
        nodes.append(Columns(_where(ctx), (*_pain(ctx), *_notice(ctx)), "halves"))
    else:
        nodes.append(stop_box(ctx))
        nodes.append(Columns(_where(ctx), _pain(ctx), "halves"))
        nodes += _notice(ctx)
    nodes.append(_causes(ctx))
    nodes += _advice(ctx)
    if ctx.fits:
        nodes.append(stop_box(ctx))
    return Section("understand", tuple(nodes))


def _note(ctx: Context, text: str) -> Span:
    """The note, in its language if that is not the sheet's."""
    lang = ctx.request.note_lang
    return Span(text, private=True, lang=lang if lang != ctx.request.lang else None)


def _advice(ctx: Context) -> list[Node]:
    """Habits that help, what else it may be, how soon it helps."""
    topic, words = ctx.topic, ctx.words
    habits: list[Node] = []
    if topic.habits:
        drop = leave("habits")
        habits = [
            Heading(2, words.more_habits, drop=drop, folds=True),
            Bullets(ctx.items(topic.habits), drop=drop),
        ]
    questions: list[Node] = []
    for heading, text, part in (
        (words.check_first, topic.check_first, "check first"),
        (words.relief, topic.relief, "relief"),
    ):
        if text and ctx.fits:
            questions.append(Paragraph(labelled(heading, ctx.runs(text)), drop=leave(part)))
        elif text:
            questions += [Heading(2, heading), Paragraph(ctx.runs(text))]
    if not ctx.fits and habits and questions:
        return [Columns(tuple(habits), tuple(questions), "halves")]
    return habits + questions


def _banner(ctx: Context) -> Banner:
    clinic = ctx.library.clinic
    digits = "".join(c for c in clinic.phone if c.isdigit() or c == "+")
    label = clinic.web_label or clinic.web.removeprefix("https://").rstrip("/")
    logo = str(ctx.library.clinic_path.parent / clinic.logo) if clinic.logo else None
    return Banner(clinic.name, Span(clinic.phone, True, f"tel:{digits}"), Span(label, url=clinic.web), logo)


def badge(ctx: Context) -> str | None:
    """ "Right hip", "Both sides" or nothing."""
    side = side_name(ctx)
    return ctx.capital(side) if side else None


def side_name(ctx: Context) -> str | None:
    """The treated side within a sentence: "right hip", "both sides" or nothing."""
    w, side = ctx.words, ctx.request.side
    if side is None:
        return None
    if side == "both":
        return w.badge_both
    part, form = split_class(ctx.topic.side_word)
    return w.fill("badge", side=(w.left if side == "left" else w.right).form(form), part=part)


def _title(ctx: Context) -> Title:
    patient: Runs | None = None
    request = ctx.request
    if request.patient:
        before, after = ctx.words.for_patient.split("{name}")
        strong = before.endswith("**") and after.startswith("**")
        date = ctx.language.comma + ctx.date(request.date) if request.date else ""
        words = ctx.words.for_patient
        patient = (
            Span(like(before.removesuffix("**"), words)),
            Span(request.patient, bold=strong, private=True),
            Span(like(after.removeprefix("**") + date, words)),
        )
        if request.patient_latin:
            patient += (Span("\n" + request.patient_latin, private=True),)
    elif request.date:
        patient = (Span(ctx.date(request.date)),)
    return Title(ctx.topic.title, ctx.runs(ctx.topic.subtitle), badge(ctx), patient)


def _summary(ctx: Context) -> Summary:
    box = ctx.topic.in_short
    return Summary(ctx.words.in_short, ctx.items(box.points), ctx.words.do_today, _today(ctx))


def _today(ctx: Context) -> Runs:
    """The one thing to do today: the first exercise of the plan, as the content puts it, unless it is left out."""
    chosen, first = ctx.plan.chosen, ctx.topic.plan.exercises[0]
    if any(item.slug == first for item in chosen):
        return ctx.runs(ctx.topic.in_short.today)
    if must_wait(ctx):
        return ctx.runs(ctx.words.today_wait)
    if not chosen:
        return ctx.runs(ctx.words.today_ask)
    return ctx.fill("today_instead", title=chosen[0].exercise.title)


def _where(ctx: Context) -> tuple[Node, ...]:
    topic = ctx.topic
    nodes: list[Node] = [Heading(2, ctx.words.where_it_is), Paragraph(ctx.runs(topic.where.text))]
    facts = _facts(ctx)
    figure = ctx.figure("anatomy", topic.where.figure)
    nodes.append(Columns((figure,), (facts,), "figure-text") if figure else facts)
    return tuple(nodes)


def _facts(ctx: Context) -> Facts:
    topic, w = ctx.topic, ctx.words
    if not isinstance(topic, Muscle):
        return Facts(tuple(FactRow(fact.label, ctx.runs(fact.text)) for fact in topic.facts), w.facts)
    facts = topic.facts
    rows = [
        FactRow(w.starts_at, ctx.runs(facts.origin.plain)),
        FactRow(w.attaches_to, ctx.runs(facts.insertion.plain)),
        FactRow(w.nerve, ctx.runs(facts.nerve.plain), leave("nerve")),
        FactRow(w.what_it_does, listed(map(ctx.runs, facts.actions), ctx.language.comma)),
    ]
    drop = leave("fibre groups")
    rows += [FactRow(group.name, ctx.runs(group.action), drop) for group in facts.fibre_groups]
    return Facts(tuple(rows), w.facts)


def _pain(ctx: Context) -> tuple[Node, ...]:
    pain = ctx.topic.pain
    text: list[Node] = [Paragraph(ctx.runs(pain.intro))]
    text += [Paragraph(labelled(pattern.name, ctx.runs(pattern.text))) for pattern in pain.patterns]
    if pain.spillover:
        text.append(Paragraph(ctx.runs(pain.spillover), drop=leave("spillover")))
    figure = ctx.figure("chart", pain.figure)
    heading = Heading(2, ctx.words.where_it_hurts)
    if figure is None:
        return (heading, *text)
    return (heading, Columns((figure,), tuple(text), "figure-text"))


def _notice(ctx: Context) -> tuple[Node, ...]:
    heading = ctx.words.you_may_notice
    items = tuple(
        Item(ctx.runs(text), leave("notice", n, heading=heading))
        for n, text in enumerate(ctx.topic.notice, 1)
    )
    return (Heading(2, heading), Bullets(items))


def _causes(ctx: Context) -> Table:
    w = ctx.words
    rows = tuple(
        Row((ctx.runs(row.cause), ctx.runs(row.help)), leave("causes", n, heading=w.sets_it_off))
        for n, row in enumerate(ctx.topic.causes, 1)
    )
    return Table((w.sets_it_off, w.what_helps), rows, "pairs", title=w.causes, more=w.more_causes)


def stop_box(ctx: Context) -> StopBox:
    """The stop signs for the topic's body region. Nothing in it can be left out."""
    signs, region = ctx.library.stop_signs, ctx.topic.region
    here = [
        ctx.items(sign.text for sign in group if not sign.regions or region in sign.regions)
        for group in (signs.emergency, signs.soon)
    ]
    note = signs.region_note.get(region)
    heading = ctx.words.fill("emergency_heading", number=ctx.library.clinic.emergency_number)
    return StopBox(heading, here[0], ctx.words.soon_heading, here[1], ctx.runs(note) if note else None)
