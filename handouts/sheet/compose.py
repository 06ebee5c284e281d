"""From content and a request to a document: what goes on the paper, in which order. Draws nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from handouts.content.library import Library
from handouts.content.markup import NOTE_HINT, note_faults
from handouts.content.model.dose import lost_behind
from handouts.content.suggest import suggestion
from handouts.content.translations import Gap
from handouts.errors import ContentError, Problem
from handouts.language import SOURCE, is_language
from handouts.limits import MAX_EXERCISE_NOTE, MAX_NOTE, MAX_PATIENT
from handouts.palette import accent
from handouts.papers import PAPERS
from handouts.sheet.assured import assured
from handouts.sheet.blocks import Document, Figure, Footer, Runs, Screen, Section, Span
from handouts.sheet.brief import FOOTER_SOURCES, unsaid
from handouts.sheet.clinician import all_sources, clinicians, references
from handouts.sheet.context import Context, listed
from handouts.sheet.dose import parse_dose
from handouts.sheet.edition import DETAILS, EDITIONS, KEEPABLE, is_kept
from handouts.sheet.front import understand
from handouts.sheet.gates import Case, HomePlan, case_of, home_plan
from handouts.sheet.person import whose
from handouts.sheet.plan import do
from handouts.sheet.request import REF, SIDES, SheetRequest, asked
from handouts.sheet.said import by_kind, said
from handouts.sheet.saying import bold, spans
from handouts.sheet.select import firm
from handouts.sheet.signing import signed
from handouts.sheet.words import word_list
from handouts.words import in_language, like, origins_of

"""Letters, digits, hyphens, dots: what every file system takes, and no path."""
_LANG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True)
class Draft:
    """A request that nothing is wrong with, and its home plan: what the sheet on paper and the web page share."""

    case: Case
    plan: HomePlan

    def document(self, *, web: bool = False) -> Document:
        """The document for paper; for the ``web`` it carries everything, whatever the edition."""
        ctx = Context.of(self.case, self.plan, web=web)
        request, topic, library = ctx.request, ctx.topic, ctx.library
        sections: tuple[Section, ...] = (understand(ctx), do(ctx))
        more = word_list(ctx, sections)
        if more:
            sections = (sections[0], replace(sections[1], nodes=(*sections[1].nodes, *more)))
        if request.keep:
            sections = tuple(firm(section, lambda drop: is_kept(drop, request.keep)) for section in sections)
        if EDITIONS[request.edition].clinical:
            sections = (*sections, clinicians(ctx, web=True)) if web else (clinicians(ctx), *sections)
        elif web:
            sections += (references(ctx),)
        day = request.date or topic.review.reviewed_on or topic.review.written
        document = Document(
            slug=request.slug,
            lang=library.language.tag,
            title=topic.title,
            author=library.clinic.name,
            subject=ctx.words.fill("subject", title=topic.title),
            date=day.isoformat(),
            edition=request.edition,
            paper=request.paper,
            sections=sections,
            footer=_footer(ctx, sections, web=web),
            fits=None if web else ctx.fits,
            accent=accent(library.clinic.accent),
            rtl=library.language.rtl,
            short_forms=ctx.words.spoken_forms,
            screen=screen(ctx),
            brief=unsaid(ctx),
            person=whose(ctx, again=True),
            full=ctx.full,
            contents=ctx.words.contents if ctx.full and not web else "",
            fillable=request.fillable and not web,
        )
        assured(ctx, document)
        gaps = self.untranslated(document)
        if gaps and not request.allow_untranslated:
            raise ContentError([missing(library.lang, gap) for gap in gaps])
        return document

    def untranslated(self, document: Document) -> tuple[Gap, ...]:
        """Texts of the document that its language lacks, in reading order, each once."""
        library = self.case.library
        if library.lang == SOURCE:
            return ()
        gaps = library.gaps()
        if not gaps:
            return ()
        origins = dict.fromkeys(origin for text in said(document) for origin in origins_of(text))
        return tuple(gaps[origin] for origin in origins if origin in gaps)


def draft(library: Library, request: SheetRequest) -> Draft:
    """``request`` checked, with its home plan, in the language that it asks for. Raises :class:`ContentError` naming
    everything that is wrong with the request or the content.
    """
    library = library.speaking(request.lang)
    problems = list(_wrong_exercises(library, request))
    try:
        check_request(request)
        case = case_of(library, replace(request, exercises=()) if problems else request)
        made = Draft(case, home_plan(case))
        if problems:
            made.document()  # says what else is wrong
    except ContentError as error:
        problems += error.problems
    if problems:
        raise ContentError(problems)
    return made


def missing(lang: str, gap: Gap) -> Problem:
    """That a text is not translated, at its place in English."""
    shown = gap.text if len(gap.text) <= 60 else gap.text[:57] + "..."
    what = "not translated" if gap.state == "missing" else "changed since it was translated"
    file, line, folder = gap.home
    where = f"translate '{gap.context}' in {file}" + (f", line {line}" if line else "")
    if not line:  # there is no such entry yet, and maybe no such file
        where += f", which gets it by: handouts translate update {lang}" + (
            f" --data {folder}" if folder else ""
        )
    hint = f"{where}; or give --allow-untranslated: it then stands in English"
    return Problem(*gap.origin, f"{what} into {lang!r}: {shown}", hint)


def compose(library: Library, request: SheetRequest, *, web: bool = False) -> Document:
    """The document for ``request``: see :func:`draft` and :meth:`Draft.document`."""
    return draft(library, request).document(web=web)


def check_request(request: SheetRequest) -> None:
    """Raise :class:`ContentError` naming every detail of ``request`` that no sheet can have, whatever the content."""
    problems = []
    for option, value, allowed in (
        ("--edition", request.edition, tuple(EDITIONS)),
        ("--detail", request.detail, (*DETAILS, None)),
        ("--paper", request.paper, tuple(PAPERS)),
        ("--side", request.side, (*SIDES, None)),
    ):
        if value not in allowed:
            names = ", ".join(a for a in allowed if a)
            problems.append(Problem(option, 0, 0, f"{value!r} is not known", f"use one of {names}"))
    for part in sorted(request.keep - KEEPABLE.keys()):
        hint = f"use one of {', '.join(KEEPABLE)}"
        problems.append(Problem("--keep", 0, 0, f"{part!r} is no part that may go", hint))
    for option, text, most in (
        ("--patient", request.patient, MAX_PATIENT),
        ("--patient-latin", request.patient_latin, MAX_PATIENT),
        ("--note", request.note, MAX_NOTE),
    ):
        if text and len(text) > most:
            problems.append(
                Problem(option, 0, 0, f"{len(text)} characters are too long", f"use at most {most}")
            )
    for fault in note_faults(request.note or ""):
        problems.append(Problem("--note", 0, 0, fault, NOTE_HINT))
    if request.patient_latin and not request.patient:
        problems.append(
            Problem("--patient-latin", 0, 0, "there is no name that it repeats", "give --patient as well")
        )
    for option, text, form, hint in (
        (
            "--ref",
            request.ref,
            REF,
            "use letters, digits, hyphens and dots, at most 40, such as M.O-17; not CON, NUL or another device",
        ),
        ("--note-lang", request.note_lang, _LANG, "give the code of a language, such as es"),
    ):
        if text and not form.fullmatch(text):
            problems.append(Problem(option, 0, 0, f"{text[:60]!r} cannot be used", hint))
    lang = request.note_lang
    if lang and _LANG.fullmatch(lang) and not (lang == request.lang or is_language(lang)):
        hint = "give the code of a language, such as es"
        problems.append(Problem("--note-lang", 0, 0, f"there is no language {lang[:20]!r}", hint))
    if problems:
        raise ContentError(problems)


def _wrong_exercises(library: Library, request: SheetRequest) -> Iterator[Problem]:
    """Exercises asked for that there are not, and doses that are none. Files that cannot be read are for others."""
    known = library.slugs("exercises") if request.exercises else ()
    for entry in request.exercises:
        name, dose, note = asked(entry)
        lost = lost_behind(entry)
        if lost:
            hint = (
                f"write {name[:60]}=3x12, or {name[:60]} alone for its usual dose; a note stands behind a ;"
            )
            yield Problem("--exercise", 0, 0, f"{entry[:60]!r} has no {lost}", hint)
        if name not in known:
            message = f"there is no exercise {name[:60]!r}"
            yield Problem("--exercise", 0, 0, message, suggestion(name[:60], known))
        if len(note) > MAX_EXERCISE_NOTE:
            message = f"the note of {name[:60]!r} has {len(note)} characters"
            yield Problem("--exercise", 0, 0, message, f"use at most {MAX_EXERCISE_NOTE}")
        for fault in note_faults(note):
            yield Problem("--exercise", 0, 0, fault, NOTE_HINT)
        if name in known and dose:
            try:
                parse_dose(dose, library.exercise(name).dose)
            except ContentError as error:
                yield from error.problems


def screen(ctx: Context) -> Screen:
    w = ctx.words
    return Screen(
        skip=w.skip_to_sheet,
        contents=w.on_this_page,
        shortcuts=w.shortcuts,
        exercises=w.exercises,
        stop_signs=w.stop_signs,
        call=w.call_us,
        plan=w.your_home_plan,
    )


def _footer(ctx: Context, sections: tuple[Section, ...], *, web: bool) -> Footer:
    """For the ``web`` without what is for paper alone: the names of the sources, which a list with links says there,
    and the offer of large print.
    """
    w, topic = ctx.words, ctx.topic
    review = topic.review
    day = ctx.date(review.reviewed_on or review.written)
    version = ctx.fill("version_line", title=topic.title, version=topic.version, date=day)
    due = w.fill("review_due", date=ctx.month(review.review_due))
    state = review_state(ctx)
    shown = [ctx.fill("drawings_line", credit=credit) for credit in dict.fromkeys(credits(ctx, sections))]
    if web:
        version = ctx.fill("version_only", version=topic.version, date=day)
        return Footer((), spans(listed((version, due, state, *shown), " ")), w.page_of, state)
    known = all_sources(ctx)
    named = ctx.sources(known if ctx.full else _first_sources(ctx, known))
    sources = ctx.fill("sources_line", sources=named)
    about = listed((bold_title(version, topic.title), due, state), " ")
    if ctx.fits:
        opening = listed((state, sources, *shown), " ")
        running, closing = bold_title(version, topic.title), listed((about, w.other_formats), " ")
    else:
        opening, running = state, bold_title(version, topic.title) if ctx.full else bold(topic.title)
        closing = listed((about, sources, *shown), " ")
    return Footer(running, closing, w.page_of, state, opening)


def _first_sources(ctx: Context, known: tuple[str, ...]) -> tuple[str, ...]:
    """The first few sources, books and papers before pages of the web."""
    sources = ctx.library.sources.sources
    papers = [slug for slug in known if not (url := sources[slug].url) or "doi.org/" in url]
    return tuple((*papers, *known)[:FOOTER_SOURCES])


def bold_title(line: Runs, title: str) -> Runs:
    """``line`` with the title, which it begins with, emphasised."""
    first, *rest = line
    if not first.text.startswith(title):
        return line
    after = like(first.text[len(title) :], first.text)
    return (Span(title, bold=True), replace(first, text=after), *rest)


def review_state(ctx: Context) -> Runs:
    """Who stands behind the content: the clinic's own sign-off, else the reviewer, else nobody, said plainly."""
    w, review = ctx.words, ctx.topic.review
    clinic = ctx.library.clinic
    sign = clinic.signed_off.get(ctx.request.slug)
    if sign and signed(ctx.library, ctx.request.slug):
        return ctx.fill("signed_off", clinic=clinic.name, name=sign.by, date=ctx.date(sign.on))
    if review.reviewed_by and review.reviewed_on:
        return ctx.fill("reviewed", name=review.reviewed_by, date=ctx.date(review.reviewed_on))
    return ctx.runs(w.not_reviewed)


def credits(ctx: Context, sections: tuple[Section, ...]) -> Iterator[str]:
    """Short credits that the licences of the drawings shown ask for."""
    for figure in figures_of(sections):
        credit = credit_of(ctx.library, figure)
        if credit:
            yield credit


def credit_of(library: Library, figure: Figure) -> str:
    """The short credit of a drawing, which is English in every language; "" where its licence asks for none."""
    credit = library.figures.get(figure.kind, figure.slug).credit_short
    return in_language(like(credit.rstrip("."), credit), SOURCE, library.lang)


def figures_of(node: object) -> Iterator[Figure]:
    """All drawings in a part of a document, in reading order."""
    return iter(by_kind(node)[Figure])
