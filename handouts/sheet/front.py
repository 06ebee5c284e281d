"""The front of the sheet, "understand": what and where it is, where it hurts, what sets it off, stop signs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from string import ascii_uppercase

from handouts.content.web import machine
from handouts.sheet.article import phone_link
from handouts.sheet.blocks import (
    Banner,
    Bullets,
    Columns,
    FactRow,
    Facts,
    Figure,
    Heading,
    Item,
    Label,
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
    plain,
)
from handouts.sheet.caution import (
    expectation,
    made_for,
    wait_hours,
    wait_words,
)
from handouts.sheet.context import Context, listed
from handouts.sheet.dose import dose_words
from handouts.sheet.edition import leave
from handouts.sheet.mapped import planned
from handouts.sheet.person import note_runs, whose
from handouts.sheet.pressing import off_limits, press_rules
from handouts.sheet.saying import joined, labelled, spans
from handouts.words import like, mixed


def understand(ctx: Context) -> Section:
    """The first section of every sheet. On one sheet the stop signs close the page; else they stand near its top."""
    nodes: list[Node] = [banner(ctx), _title(ctx)]
    personal = _personal(ctx)
    if ctx.fits:
        nodes += [*personal, _summary(ctx), *_body_part(ctx), *_where_in_words(ctx)]
        nodes += [_causes(ctx), *_advice(ctx), stop_box(ctx)]
    elif ctx.full:
        short, stop = _summary(ctx), stop_box(ctx)
        nodes += [stop, *personal, short] if ctx.large else [short, *personal, stop]
        nodes += [*_where(ctx), *_pain(ctx)]
        nodes += [*press_rules(ctx), *_notice(ctx), _causes(ctx), *_advice(ctx)]
    else:
        nodes += [stop_box(ctx), *personal, _summary(ctx), *_expect(ctx), _causes(ctx)]
        nodes += [*_where(ctx), *press_rules(ctx), *_pain(ctx)]
    return Section("understand", tuple(nodes))


def _personal(ctx: Context) -> list[Node]:
    """What is for this reader alone: why the sheet has no plan to start with, and the clinic's note."""
    nodes: list[Node] = []
    made = made_for(ctx)
    if made and ctx.plan.state != "go":
        nodes.append(Paragraph(made, "alert"))
    if ctx.request.note:
        nodes.append(Paragraph(note_runs(ctx.words, ctx.language, ctx.request), "personal"))
    return nodes


def _body_part(ctx: Context) -> tuple[Node, ...]:
    """On two pages: the muscle, the chart of its pain, and what a reader may notice and expect, side by side; below it
    the rule for pressing. Where the drawing of the muscle has to go, all text stands beside the chart.
    """
    w, topic = ctx.words, ctx.topic
    patterns = [labelled(pattern.name, ctx.runs(pattern.text)) for pattern in topic.pain.patterns]
    after = [*_notice(ctx), *_expect(ctx)]
    where = _map(ctx)
    chart = _chart(ctx)
    # Without a chart nothing else says where and how it hurts.
    first, rest = (leave("trigger points"), leave("patterns")) if chart else (leave("how it hurts"), None)
    intro = [Paragraph(ctx.runs(topic.pain.intro), drop=first)]
    intro += [Paragraph(pattern, drop=rest) for pattern in patterns]
    hurts = Heading(2, w.where_it_hurts)
    rules = press_rules(ctx)
    if where is None:
        if chart is None:
            return (hurts, *intro, *after, *rules)
        return (Columns((hurts, chart), (*intro, *after), "figure-text"), *rules)
    goes = leave("map")
    beside: tuple[Node, ...] = (hurts, *intro, *after)
    if chart is not None:
        beside = (Columns((hurts, chart), (*intro, *after), "figure-text"),)
    both = Columns((_map_heading(ctx, where), where), beside, "figure-text", goes)
    if chart is None:
        return (both, Columns((hurts, *intro), tuple(after), "halves", None, goes), *rules)
    alone = Columns(
        (hurts, chart), (*intro, *(_plain(rule) for rule in rules), *after), "figure-text", None, goes
    )
    return (both, alone, *(replace(rule, drop=goes) for rule in rules))


def _map(ctx: Context, *, alone: bool = False) -> Figure | None:
    """The drawing of the muscle, with the X's to press on for a reader who is to press that muscle.

    ``alone``: no chart beside it says what an X means, so the caption does.
    """
    figure = ctx.figure("anatomy", ctx.topic.where.figure)
    if figure is None or not ctx.library.figures.get(figure.kind, figure.slug).guides:
        return figure
    if not ctx.presses_map(figure.slug):
        return replace(figure, unmarked=True)
    says = alone and _marked(ctx, figure)
    caption = spans(*figure.caption, " ", *ctx.runs(ctx.words.map_marks)) if says else figure.caption
    return replace(figure, caption=caption, alt=ctx.label(_map_alt))


def _map_alt(voice: Context) -> str:
    figure = voice.figure("anatomy", voice.topic.where.figure)
    if figure is None:
        return voice.words.map_spoken
    off = off_limits(voice)
    said = [figure.alt]
    if _marked(voice, figure):
        said += [" ", voice.words.map_spoken]
    if off:
        places = voice.language.comma.join(off)
        stay_off = plain(voice.fill("map_stay_off", places=places))
        said += [" ", like(stay_off, voice.words.map_stay_off, *off)]
    return mixed(*said)


def _marked(ctx: Context, figure: Figure) -> bool:
    return ctx.library.figures.get(figure.kind, figure.slug).marked


def _map_heading(ctx: Context, figure: Figure | None) -> Heading:
    """What stands above the drawing of the muscle: where to press, where it shows that."""
    shows = figure is not None and not figure.unmarked and _marked(ctx, figure)
    return Heading(2, ctx.words.press_map if shows else _place(ctx))


def _place(ctx: Context) -> Label:
    """What the drawing of a muscle shows: where that is; where the sheet is about a joint, a cord or a nerve, no more
    than the area.
    """
    of_muscle = not ctx.topic.comes_from or ctx.topic.strain_itself
    return ctx.words.where_it_is if of_muscle else ctx.words.the_area


def _chart(ctx: Context) -> Figure | None:
    """The chart of the pain. A reader who is not to press there sees no X's, which would invite to it."""
    chart = ctx.figure("chart", ctx.topic.pain.figure)
    if chart is None or not _marked(ctx, chart) or ctx.presses_map(chart.slug):
        return chart
    return replace(chart, caption=ctx.runs(ctx.words.chart_without_pressing), unmarked=True)


def _plain(rule: Paragraph) -> Paragraph:
    """A rule as running text, where it stands among others."""
    return replace(rule, role="body")


def _where_in_words(ctx: Context) -> list[Node]:
    """Where the muscle is, never left out, and what it does."""
    topic, w = ctx.topic, ctx.words
    text = ctx.runs(topic.where.text)
    if topic.where.figure is None or ctx.figure("anatomy", topic.where.figure) is None:
        text = labelled(joined(_place(ctx), ctx.language.colon()), text)
    nodes: list[Node] = [Paragraph(text, "wide")]
    if topic.anatomy is not None:
        actions = ctx.join([ctx.runs(action) for action in topic.anatomy.actions], "and")
        does = labelled(joined(w.what_it_does, ctx.language.colon()), spans(*actions, ctx.language.stop))
        nodes.append(Paragraph(does, "wide", leave("what it does")))
    return nodes


def _expect(ctx: Context) -> list[Node]:
    """What is normal afterwards, when to come back and how soon it helps, where there is a plan."""
    if ctx.plan.state != "go":
        return []
    nodes: list[Node] = [Paragraph(expectation(ctx), drop=leave("what to expect"))]
    for relief in () if ctx.full else ctx.relief:
        nodes.append(Paragraph(ctx.runs(opening(ctx, relief)), drop=leave("how soon")))
    return nodes


LEAST_SAID = 30
"""Letters of an opening that says something: "It takes patience." does not."""


def opening(ctx: Context, text: str) -> str:
    """The first sentence of a text, or the first few that say something."""
    first = ctx.language.opening(text)
    while len(first) < min(LEAST_SAID, len(text)):
        first += text[len(first)] + ctx.language.opening(text[len(first) + 1 :])
    return like(first, text)


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
    if topic.check_first and ctx.fits:
        asked = labelled(words.check_first, ctx.runs(topic.check_first))
        questions.append(Paragraph(asked, ctx.loose, leave("check first")))
    elif topic.check_first:
        questions += [Heading(2, words.check_first, folds=True), Paragraph(ctx.runs(topic.check_first))]
    # In short its opening stands where the reader is told what to expect.
    if ctx.relief and ctx.plan.state == "go" and not ctx.fits:
        questions += [
            Heading(2, words.relief, folds=True),
            *(Paragraph(ctx.runs(text)) for text in ctx.relief),
        ]
    if ctx.full:
        questions += _expect(ctx)
    if not ctx.fits and habits and questions:
        return [Columns(tuple(habits), tuple(questions), "halves")]
    return habits + questions


def banner(ctx: Context) -> Banner:
    """The clinic, its phone and its web address."""
    clinic = ctx.library.clinic
    web = None
    if clinic.web:
        label = clinic.web_label or like(clinic.web.removeprefix("https://").rstrip("/"), clinic.web)
        web = Span(label, url=machine(clinic.web))
    logo = str(ctx.library.clinic_path.parent / clinic.logo) if clinic.logo else None
    return Banner(clinic.name, Span(clinic.phone, True, phone_link(clinic.phone)), web, logo)


def _title(ctx: Context) -> Title:
    return Title(ctx.topic.title, ctx.runs(ctx.topic.subtitle), person=whose(ctx))


def _summary(ctx: Context) -> Summary:
    box, w = ctx.topic.in_short, ctx.words
    heading = w.before_you_start if ctx.plan.state == "see-us" else w.do_today
    if ctx.plan.waits:
        heading = w.rest_heading
    return Summary(w.in_short, ctx.items(ctx.allowed(box.points)), heading, _today(ctx))


def _today(ctx: Context) -> Runs:
    """The one thing to do today: the first exercise of the plan with its dose, so that both name the same tool."""
    w, plan = ctx.words, ctx.plan
    if plan.state == "wait":
        return ctx.runs(w.today_wait)
    if plan.waits:
        return ctx.runs(ctx.count("today_rest", plan.waits))
    if plan.state == "see-us" or not plan.chosen:
        return ctx.runs(w.today_see_us)
    first = plan.chosen[0]
    what = first.exercise.today or ctx.sentence(first.exercise.title)
    dose = dose_words(first.dose, w, ctx.language)
    text = spans(*_seen_at(ctx, ctx.runs(what, each=True)), " ", dose)
    hours = wait_hours(ctx, first) if ctx.topic.tears else 0
    if not hours:
        return text
    wait = wait_words(ctx, hours)
    return spans(wait, " ", *text) if ctx.topic.strain_itself else spans(*text, " ", wait)


def _seen_at(ctx: Context, sentence: Runs) -> Runs:
    """``sentence`` with the letter of the first exercise, before the mark that ends it."""
    *before, last = sentence
    end = last.text.rstrip()[-1:]
    if end not in (".", ctx.language.stop):
        return sentence
    said = ctx.fill("today_where", letter=ascii_uppercase[0])
    begun = replace(last, text=like(f"{last.text.rstrip()[:-1]} ", last.text))
    return (*before, begun, *said, replace(last, text=like(end, last.text)))


def _where(ctx: Context) -> tuple[Node, ...]:
    topic = ctx.topic
    text = Paragraph(ctx.runs(topic.where.text))
    facts = _facts(ctx) if ctx.full else ()
    figure = _map(ctx, alone=ctx.full)
    heading = Heading(2, _place(ctx)) if ctx.full else _map_heading(ctx, figure)
    if figure and facts:
        return (heading, text, Columns((figure,), facts, "figure-text"))
    return (heading, *((figure,) if figure else ()), text, *facts)


def _facts(ctx: Context) -> tuple[Facts, ...]:
    """Where it starts and ends, its nerve, what it does: nobody acts on it, so the short form does without."""
    topic, w = ctx.topic, ctx.words
    rows = [FactRow(fact.label, ctx.runs(fact.text)) for fact in topic.table if not ctx.against(fact.demands)]
    facts = topic.anatomy
    if facts is None:
        return (Facts(tuple(rows), w.facts),) if rows else ()
    rows += [
        FactRow(w.starts_at, ctx.runs(facts.origin.plain)),
        FactRow(w.attaches_to, ctx.runs(facts.insertion.plain)),
        FactRow(w.nerve, ctx.runs(facts.nerve.plain)),
        FactRow(w.what_it_does, listed(map(ctx.runs, facts.actions), ctx.language.comma)),
    ]
    rows += [FactRow(group.name, ctx.runs(group.action)) for group in facts.fibre_groups]
    return (Facts(tuple(rows), w.facts),)


def _pain(ctx: Context) -> tuple[Node, ...]:
    pain = ctx.topic.pain
    text: list[Node] = [Paragraph(ctx.runs(pain.intro))]
    figure = _chart(ctx)
    if ctx.full or figure is None:
        text += [Paragraph(labelled(pattern.name, ctx.runs(pattern.text))) for pattern in pain.patterns]
    if ctx.full:
        text += [Paragraph(ctx.runs(pain.spillover))] if pain.spillover else []
    else:
        text += _notice(ctx)
    heading = Heading(2, ctx.words.where_it_hurts)
    if figure is None:
        return (heading, *text)
    return (heading, Columns((figure,), tuple(text), "figure-text"))


LEAST_CAUSES = 3
"""Rows of what sets it off that a sheet has, or none."""
LARGE_CAUSES = 5
"""Rows of large print, which has the words of two pages on as many as it takes: as many as two pages hold of it."""
NOTICED = 3
"""Signs that a sheet names where it is kept short."""


def _notice(ctx: Context) -> tuple[Node, ...]:
    """What a reader may notice; where the sheet is kept short, the first few."""
    heading, topic = ctx.words.you_may_notice, ctx.topic
    if ctx.full:
        return (Heading(2, heading, folds=True), Bullets(_signs(ctx, topic.notice)))
    drop = leave("notice")
    return (Heading(2, heading, drop=drop), Bullets(_signs(ctx, topic.notice[:NOTICED]), drop=drop))


def _signs(ctx: Context, texts: Sequence[str]) -> tuple[Item, ...]:
    return ctx.items(ctx.capital(text) for text in texts)


def _causes(ctx: Context) -> Table:
    w = ctx.words
    allowed = [row for row in ctx.topic.causes if not ctx.against(row.help.demands)]
    if not (ctx.full or ctx.fits):
        allowed = allowed[:LARGE_CAUSES]
    rows = tuple(
        Row(
            (ctx.runs(row.cause), ctx.runs(row.help.text)),
            leave("causes", n, heading=w.sets_it_off) if n > LEAST_CAUSES else None,
        )
        for n, row in enumerate(allowed, 1)
    )
    return Table(
        (w.sets_it_off, w.what_helps), rows, "pairs", drop=leave("all causes", heading=w.sets_it_off),
        title=w.causes, more=w.more_causes, heads=True,
    )  # fmt: skip


def _asked_regions(ctx: Context) -> Iterator[str]:
    """Parts of the body that only exercises are about which were asked for and are not of this topic."""
    for item in ctx.plan.chosen:
        if not planned(ctx.topic, item) and not item.instead_of:
            yield from item.exercise.regions


def stop_box(ctx: Context, regions: frozenset[str] = frozenset()) -> StopBox:
    """The stop signs for ``regions`` of the body, without any for that of the topic. Nothing in it can be left out."""
    signs, w = ctx.library.stop_signs, ctx.words
    regions = regions or frozenset((ctx.topic.region, *_asked_regions(ctx)))
    emergency, today, soon = (
        ctx.items(
            sign.said(strain=ctx.topic.strain_itself)
            for sign in group
            if sign.of(regions, ctx.health, ctx.about)
        )
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
