"""The front of the sheet, "understand": what and where it is, where it hurts, what sets it off, stop signs."""

from __future__ import annotations

from handouts.content.fields import split_class
from handouts.content.model import Muscle
from handouts.content.model.wording import Wording
from handouts.content.web import machine
from handouts.language import Language
from handouts.sheet.article import phone_link
from handouts.sheet.blocks import (
    Banner,
    Bullets,
    Columns,
    FactRow,
    Facts,
    Heading,
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
from handouts.sheet.caution import expectation, made_for, press_rules, wait_hours, wait_words
from handouts.sheet.context import Context, listed
from handouts.sheet.dose import dose_words
from handouts.sheet.edition import leave
from handouts.sheet.request import SheetRequest
from handouts.sheet.saying import joined, labelled, spans
from handouts.words import like


def understand(ctx: Context) -> Section:
    """The first section of every sheet. On one sheet the stop signs close the page; else they stand near its top."""
    words = ctx.words
    nodes: list[Node] = [banner(ctx), _title(ctx)]
    made = made_for(ctx)
    if made and ctx.plan.state != "go":
        nodes.append(Paragraph(made))
    nodes.append(_summary(ctx))
    if ctx.request.note:
        nodes.append(Paragraph(note_runs(words, ctx.language, ctx.request), "personal"))
    if ctx.fits:
        nodes.append(Columns(_where(ctx), _pain(ctx), "halves"))
        nodes += _notice(ctx)
    else:
        nodes.append(stop_box(ctx))
        nodes.append(Columns(_where(ctx), _pain(ctx), "halves"))
        nodes += _notice(ctx)
    nodes += press_rules(ctx)
    nodes.append(_causes(ctx))
    nodes += _advice(ctx)
    if ctx.fits:
        nodes.append(stop_box(ctx))
    return Section("understand", tuple(nodes))


def note_runs(words: Wording, language: Language, person: SheetRequest) -> Runs:
    """The note with its label, in its language if that is not the sheet's."""
    label = joined(words.note_from_clinic, language.colon())
    return labelled(label, (own_text(person, person.note or ""),))


def own_text(person: SheetRequest, text: str) -> Span:
    """What was written to this reader, in its language if that is not the sheet's."""
    lang = person.note_lang
    return Span(text, private=True, lang=lang if lang != person.lang else None)


def _advice(ctx: Context) -> list[Node]:
    """Habits that help, what else it may be, how soon it helps."""
    topic, words = ctx.topic, ctx.words
    habits: list[Node] = []
    allowed = ctx.allowed(topic.habits)
    if allowed:
        drop = leave("habits")
        habits = [
            Heading(2, words.more_habits, drop=drop, folds=True),
            Bullets(ctx.items(allowed), drop=drop),
        ]
    questions: list[Node] = []
    for heading, text, part in (
        (words.check_first, topic.check_first, "check first"),
        (words.relief, topic.relief if ctx.plan.state == "go" else None, "relief"),
    ):
        if text and ctx.fits:
            questions.append(Paragraph(labelled(heading, ctx.runs(text)), drop=leave(part)))
        elif text:
            questions += [Heading(2, heading), Paragraph(ctx.runs(text))]
    if ctx.plan.state == "go":
        questions.append(Paragraph(expectation(ctx), drop=leave("what to expect")))
    if not ctx.fits and habits and questions:
        return [Columns(tuple(habits), tuple(questions), "halves")]
    return habits + questions


def banner(ctx: Context) -> Banner:
    clinic = ctx.library.clinic
    web = None
    if clinic.web:
        label = clinic.web_label or clinic.web.removeprefix("https://").rstrip("/")
        web = Span(label, url=machine(clinic.web))
    logo = str(ctx.library.clinic_path.parent / clinic.logo) if clinic.logo else None
    return Banner(clinic.name, Span(clinic.phone, True, phone_link(clinic.phone)), web, logo)


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
    voice = ctx.voice(ctx.topic.side_word)
    voice = voice.voice(voice.words.badge)
    w = voice.words
    part, form = split_class(voice.topic.side_word)
    name = w.fill("badge", side=(w.left if side == "left" else w.right).form(form), part=part)
    return like(name, ctx.topic.side_word, w.badge)


def patient_runs(words: Wording, language: Language, person: SheetRequest) -> Runs | None:
    """The line that says whom a sheet is for and when it was given, if anybody said so."""
    day = language.day(person.date) if person.date else ""
    if not person.patient:
        return (Span(day),) if day else None
    before, after = words.for_patient.split("{name}")
    strong = before.endswith("**") and after.startswith("**")
    date = language.comma + day if day else ""
    line: Runs = (
        Span(like(before.removesuffix("**"), words.for_patient)),
        Span(person.patient, bold=strong, private=True),
        Span(like(after.removeprefix("**") + date, words.for_patient)),
    )
    if person.patient_latin:
        line += (Span("\n" + person.patient_latin, private=True),)
    return line


def _title(ctx: Context) -> Title:
    line = patient_runs(ctx.words, ctx.language, ctx.request)
    return Title(ctx.topic.title, ctx.runs(ctx.topic.subtitle), badge(ctx), line)


def patient_line(ctx: Context) -> Runs | None:
    """Whom a sheet is for, and the date; None where it says neither."""
    return patient_runs(ctx.words, ctx.language, ctx.request)


def _summary(ctx: Context) -> Summary:
    box = ctx.topic.in_short
    return Summary(ctx.words.in_short, ctx.items(box.points), ctx.words.do_today, _today(ctx))


def _today(ctx: Context) -> Runs:
    """The one thing to do today: the first exercise of the plan with its dose, so that both name the same tool."""
    w, plan = ctx.words, ctx.plan
    if plan.state == "wait":
        return ctx.runs(w.today_wait)
    if plan.state == "see-us" or not plan.chosen:
        return ctx.runs(w.today_see_us)
    first = plan.chosen[0]
    what = first.exercise.today or ctx.sentence(first.exercise.title)
    dose = dose_words(first.dose, w, ctx.language)
    text = spans(*ctx.runs(what, each=True), " ", dose)
    hours = wait_hours(ctx, first)
    return spans(*text, " ", wait_words(ctx, hours)) if hours else text


def _where(ctx: Context) -> tuple[Node, ...]:
    topic = ctx.topic
    heading, text = Heading(2, ctx.words.where_it_is), Paragraph(ctx.runs(topic.where.text))
    facts = tuple(part for part in (_facts(ctx),) if part)
    figure = ctx.figure("anatomy", topic.where.figure)
    if figure and (ctx.fits or not facts):
        return (heading, Columns((figure,), (text, *facts), "figure-text"))
    if figure and facts:
        return (heading, text, Columns((figure,), facts, "figure-text"))
    return (heading, text, *facts)


def _facts(ctx: Context) -> Facts | None:
    topic, w = ctx.topic, ctx.words
    if not isinstance(topic, Muscle) and not ctx.full:
        return None
    if not isinstance(topic, Muscle):
        return Facts(tuple(FactRow(fact.label, ctx.runs(fact.text)) for fact in topic.facts), w.facts)
    facts = topic.facts
    if not ctx.full:  # what nobody acts on stands in the full form
        return Facts((FactRow(w.what_it_does, listed(map(ctx.runs, facts.actions), ctx.language.comma)),))
    rows = [
        FactRow(w.starts_at, ctx.runs(facts.origin.plain)),
        FactRow(w.attaches_to, ctx.runs(facts.insertion.plain)),
        FactRow(w.nerve, ctx.runs(facts.nerve.plain)),
        FactRow(w.what_it_does, listed(map(ctx.runs, facts.actions), ctx.language.comma)),
    ]
    rows += [FactRow(group.name, ctx.runs(group.action)) for group in facts.fibre_groups]
    return Facts(tuple(rows), w.facts)


def _pain(ctx: Context) -> tuple[Node, ...]:
    pain = ctx.topic.pain
    text: list[Node] = [Paragraph(ctx.runs(pain.intro), drop=leave("trigger points"))]
    text += [Paragraph(labelled(pattern.name, ctx.runs(pattern.text))) for pattern in pain.patterns]
    if pain.spillover:
        text.append(Paragraph(ctx.runs(pain.spillover), drop=leave("spillover")))
    figure = ctx.figure("chart", pain.figure)
    heading = Heading(2, ctx.words.where_it_hurts)
    if figure is None:
        return (heading, *text)
    return (heading, Columns((figure,), tuple(text), "figure-text"))


NOTICED = 3
"""Signs that a sheet of two pages names; where there is room for none of the others."""


def _notice(ctx: Context) -> tuple[Node, ...]:
    """What a reader may notice: a list, or one sentence of the first few where the sheet is kept short."""
    heading, topic = ctx.words.you_may_notice, ctx.topic
    if ctx.full:
        return (Heading(2, heading), Bullets(ctx.items(topic.notice)))
    parts = [spans(*ctx.runs(text)) for text in topic.notice[:NOTICED]]
    said = spans(*ctx.join(parts, "and"), ctx.language.stop)
    return (Paragraph(labelled(joined(heading, ctx.language.colon()), said), drop=leave("notice")),)


def _causes(ctx: Context) -> Table:
    w = ctx.words
    rows = tuple(
        Row((ctx.runs(row.cause), ctx.runs(row.help.text)), leave("causes", n, heading=w.sets_it_off))
        for n, row in enumerate((r for r in ctx.topic.causes if not ctx.against(r.help.demands)), 1)
    )
    return Table((w.sets_it_off, w.what_helps), rows, "pairs", title=w.causes, more=w.more_causes)


def stop_box(ctx: Context, regions: frozenset[str] = frozenset()) -> StopBox:
    """The stop signs for ``regions`` of the body, without any for that of the topic. Nothing in it can be left out."""
    signs, w = ctx.library.stop_signs, ctx.words
    regions = regions or frozenset((ctx.topic.region,))
    emergency, today, soon = (
        ctx.items(sign.text for sign in group if not sign.regions or regions & set(sign.regions))
        for group in (signs.emergency, signs.today, signs.soon)
    )
    notes = [ctx.runs(note) for region, note in signs.region_note.items() if region in regions]
    heading = w.fill("emergency_heading", number=ctx.library.clinic.emergency_number)
    return StopBox(
        heading,
        emergency,
        w.today_heading,
        today,
        w.soon_heading,
        soon,
        listed(notes, " ") if notes else None,
    )
