"""The documents of a site: a page for each topic, side and exercise. Writes no file.

An article has no log and no code: whoever reads it has a screen. Exercises carry all of their gates, since their pages
are opened alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from handouts.content.kinds import TOPICS
from handouts.content.library import Library
from handouts.content.model.base import Region
from handouts.errors import ContentError
from handouts.language import SOURCE
from handouts.limits import USUAL_EDITION
from handouts.palette import accent
from handouts.papers import USUAL_PAPER
from handouts.sheet import blocks as b
from handouts.sheet.caution import all_gates
from handouts.sheet.compose import compose, credit_of, review_state, screen
from handouts.sheet.context import Context
from handouts.sheet.dose import dose_cells
from handouts.sheet.elsewhere import NO_TOPIC, topic_of
from handouts.sheet.extras import extras
from handouts.sheet.front import banner, stop_box
from handouts.sheet.gates import Chosen, HomePlan, case_of
from handouts.sheet.plan import mark
from handouts.sheet.request import SheetRequest, Side
from handouts.sheet.said import said
from handouts.sheet.saying import spans
from handouts.words import origins_of


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic that a language has: its slug, title, other words for it, region and kind."""

    slug: str
    title: str
    subtitle: str
    region: Region
    kind: str


def topics(library: Library) -> tuple[Topic, ...]:
    """The topics that the language of ``library`` has whole, by the alphabet: no page is half in English."""
    found = []
    for kind in TOPICS:
        for slug in library.names(kind):
            if library.lang != SOURCE and not _said(library, slug):
                continue
            topic = library.topic(slug)
            subtitle = str(topic.subtitle).replace("*", "")
            found.append(Topic(slug, str(topic.title), subtitle, topic.region, kind))
    return tuple(sorted(found, key=lambda one: one.title.casefold()))


def _said(library: Library, slug: str) -> bool:
    """Whether the language of ``library`` has every text of an article."""
    try:
        compose(library, SheetRequest(slug, lang=library.lang), web=True)
    except ContentError:
        return False
    return True


def article(library: Library, slug: str, side: Side | None) -> b.Document:
    """The article of a topic, for one side or for either."""
    made = compose(library, SheetRequest(slug, lang=library.lang, side=side), web=True)
    sections = tuple(replace(part, nodes=tuple(_kept(part.nodes))) for part in made.sections)
    return replace(made, sections=sections)


def _kept(nodes: Iterable[b.Node]) -> list[b.Node]:
    """The blocks less the log and the way to the article that this is."""
    kept: list[b.Node] = []
    for node in nodes:
        if isinstance(node, b.Columns):
            left, right = tuple(_kept(node.left)), tuple(_kept(node.right))
            if left or right:
                kept.append(replace(node, left=left, right=right) if left and right else _one(left or right))
        elif not isinstance(node, b.Log | b.QrPanel):
            kept.append(node)
    return kept


def _one(nodes: tuple[b.Node, ...]) -> b.Node:
    return nodes[0] if len(nodes) == 1 else b.Columns(nodes, ())


def exercises(library: Library, known: Iterable[Topic]) -> dict[str, list[str]]:
    """The exercises, each with the topics whose plans have it, if any: those of the topics, and others that the
    language has whole and that say for which part of the body they are.
    """
    found: dict[str, list[str]] = {}
    for one in known:
        topic = library.topic(one.slug)
        for slug in (*topic.plan.exercises, *topic.plan.alternatives):
            found.setdefault(slug, []).append(one.slug)
    for slug in library.slugs("exercises"):
        if slug not in found and library.exercise(slug).regions and _whole(library, slug):
            found[slug] = []
    return {slug: found[slug] for slug in sorted(found)}


def _whole(library: Library, slug: str) -> bool:
    """Whether the language of ``library`` has every text of the page of an exercise."""
    gaps = library.gaps() if library.lang != SOURCE else {}
    page = exercise_page(library, slug, NO_TOPIC)
    return not any(origin in gaps for text in said(page) for origin in origins_of(text))


def exercise_page(library: Library, slug: str, about: str) -> b.Document:
    """The page of one exercise: drawing, dose, steps, all gates, what makes it easier or harder, the stop signs of the
    topic ``about``; without one (:data:`NO_TOPIC`) those of the parts of the body that it is for.
    """
    exercise, alone = library.exercise(slug), about == NO_TOPIC
    case = case_of(
        library, SheetRequest(about, lang=library.lang), topic_of(library, (slug,)) if alone else None
    )
    plan = HomePlan("go", (Chosen(slug, exercise, exercise.dose),), (), ())
    ctx = Context.of(case, plan, web=True)
    words = ctx.words
    drawn = ctx.figure("exercise", exercise.figure or slug)
    card = b.ExerciseCard(
        letter="",
        title="",  # it is that of the page
        figure=drawn,
        steps=b.Steps(ctx.steps(exercise)),
        dose=dose_cells(exercise.dose, words, ctx.language),
        notes=(
            b.Note(words.feel_it, ctx.beside(exercise.steps, ctx.sentence(exercise.feel)), mark(ctx, drawn)),
            *all_gates(ctx, exercise),
            *(replace(note, folds=False) for note in extras(ctx, exercise)),
        ),
    )
    day = exercise.review.reviewed_on or exercise.review.written
    version = words.fill("version_only", version=exercise.version, date=ctx.date(day))
    read = exercise.review.reviewed_by
    state = review_state(ctx) if read else ctx.runs(words.not_reviewed)
    closing = [*spans(version, " "), *state]
    credit = credit_of(library, drawn) if drawn else ""
    if credit:
        closing += spans(" ", ctx.fill("drawings_line", credit=credit))
    return b.Document(
        slug=slug,
        lang=library.language.tag,
        title=str(exercise.title),
        author=str(library.clinic.name),
        subject=str(exercise.title),
        date=day.isoformat(),
        edition=USUAL_EDITION,
        paper=USUAL_PAPER,
        sections=(
            b.Section("understand", (banner(ctx), b.Title(exercise.title, (), None, None), card)),
            b.Section("more", (stop_box(ctx, frozenset(exercise.regions if alone else ())),)),
        ),
        footer=b.Footer((), tuple(closing), "", state),
        accent=accent(library.clinic.accent),
        rtl=library.language.rtl,
        screen=replace(screen(ctx), exercises="", contents=""),
    )
