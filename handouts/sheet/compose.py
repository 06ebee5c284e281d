"""From content and a request to a document: what goes on the paper, in which order. Draws nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from handouts.content.library import Library
from handouts.errors import ContentError, Problem
from handouts.sheet.blocks import Document, Figure, Footer, Runs, Section, Span
from handouts.sheet.clinician import all_sources, clinicians
from handouts.sheet.context import Context
from handouts.sheet.front import understand
from handouts.sheet.gates import home_plan
from handouts.sheet.plan import do
from handouts.sheet.request import EDITIONS, PAPERS, SIDES, SheetRequest

FOOTER_SOURCES = 2
"""Sources named at the foot of the two-page edition; the others name all, the clinician edition in full."""
BRIEF = (
    "all rules for pressing",
    "what you need, easier and harder ways",
    "signs, causes and sports of strains",
    "healing times by other sources",
    "more sources",
)
"""What only the editions that carry everything have; said to the person who makes a two-page sheet."""
MAX_PATIENT = 120
MAX_NOTE = 240


def compose(library: Library, request: SheetRequest, *, web: bool = False) -> Document:
    """The document for ``request``; for the ``web`` it carries everything, whatever the edition.

    Raises :class:`ContentError` naming everything that is wrong with the request or the content.
    """
    _check(request, library.lang)
    choices = web or request.edition == "clinician"
    full = web or request.edition != "standard"
    ctx = Context(library, request, library.topic(request.slug), library.wording, full, choices)
    sections: tuple[Section, ...] = (understand(ctx), do(ctx))
    if request.edition == "clinician":
        sections += (clinicians(ctx),)
    topic = ctx.topic
    day = request.date or topic.review.reviewed_on or topic.review.written
    return Document(
        slug=request.slug,
        lang={"en": "en-US"}.get(request.lang, request.lang),
        title=topic.title,
        author=library.clinic.name,
        subject=ctx.words.fill("subject", title=topic.title),
        date=day.isoformat(),
        edition=request.edition,
        paper=request.paper,
        sections=sections,
        added=tuple(item.exercise.title for item in home_plan(ctx).chosen if item.instead_of),
        brief=() if full else BRIEF,
        footer=_footer(ctx, sections),
    )


def _check(request: SheetRequest, lang: str) -> None:
    problems = []
    for option, value, allowed in (
        ("--edition", request.edition, EDITIONS),
        ("--paper", request.paper, PAPERS),
        ("--side", request.side, (*SIDES, None)),
        ("--lang", request.lang, (lang,)),
    ):
        if value not in allowed:
            names = ", ".join(a for a in allowed if a)
            problems.append(Problem(option, 0, 0, f"{value!r} is not known", f"use one of {names}"))
    for option, text, most in (
        ("--patient", request.patient, MAX_PATIENT),
        ("--note", request.note, MAX_NOTE),
    ):
        if text and len(text) > most:
            problems.append(
                Problem(option, 0, 0, f"{len(text)} characters are too long", f"use at most {most}")
            )
    if problems:
        raise ContentError(problems)


def _footer(ctx: Context, sections: tuple[Section, ...]) -> Footer:
    w, topic = ctx.words, ctx.topic
    review = topic.review
    day = ctx.date(review.reviewed_on or review.written)
    version = w.fill("version_line", title=topic.title, version=topic.version, date=day)
    due = w.fill("review_due", date=ctx.month(review.review_due))
    state = _review_state(ctx)
    running: Runs = (Span(f"{version} {due} "), *state)
    known = all_sources(ctx)
    named = ctx.sources(known if ctx.full else known[:FOOTER_SOURCES])
    version = w.fill("version_only", version=topic.version, date=day)
    closing = [Span(w.fill("sources_line", sources=named) + f" {version} {due} "), *state]
    credits_ = dict.fromkeys(_credits(ctx, sections))
    closing += [Span(" " + w.fill("drawings_line", credit=credit)) for credit in credits_]
    closing.append(Span(" " + w.other_formats))
    return Footer(running, tuple(closing), w.page_of)


def _review_state(ctx: Context) -> Runs:
    """Who stands behind the content: the clinic's own sign-off, else the reviewer, else nobody, said plainly."""
    w, review = ctx.words, ctx.topic.review
    clinic = ctx.library.clinic
    signed = clinic.signed_off.get(ctx.request.slug)
    if signed:
        return (Span(w.fill("signed_off", clinic=clinic.name, name=signed.by, date=ctx.date(signed.on))),)
    if review.reviewed_by and review.reviewed_on:
        return (Span(w.fill("reviewed", name=review.reviewed_by, date=ctx.date(review.reviewed_on))),)
    return ctx.runs(w.not_reviewed)


def _credits(ctx: Context, sections: tuple[Section, ...]) -> Iterator[str]:
    """Short credits that the licences of the drawings shown ask for."""
    for figure in _figures(sections):
        credit = ctx.library.figures.get(figure.kind, figure.slug).credit_short
        if credit:
            yield credit.rstrip(".")


def _figures(node: object) -> Iterator[Figure]:
    if isinstance(node, Figure):
        yield node
    elif isinstance(node, tuple):
        for part in node:
            yield from _figures(part)
    elif is_dataclass(node):
        for field in fields(node):
            yield from _figures(getattr(node, field.name))
