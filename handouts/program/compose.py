"""From a program to a document: what stands on its pages, in which order. Draws nothing.

The first two pages are one sheet of paper: on its front what to do, on its back when to stop, the log and the next
visit. A face that stands alone (a page of one exercise, a card, the overview) carries all of its gates.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Literal

from handouts.content.model import Dose, Range, Region, Reviewed
from handouts.content.model.wording import fill
from handouts.palette import accent
from handouts.program.choose import Given, Program
from handouts.program.levels import pain_levels
from handouts.sheet.article import phone_link
from handouts.sheet.assured import assured
from handouts.sheet.blocks import (
    Columns,
    CutOuts,
    DayRecord,
    DayRecordRow,
    DayRow,
    Document,
    ExerciseCard,
    Face,
    Footer,
    Heading,
    Node,
    Note,
    Overview,
    OverviewItem,
    Paragraph,
    PlanBox,
    Row,
    Runs,
    Section,
    Span,
    Steps,
    Table,
    Title,
    Visit,
    WritingLines,
)
from handouts.sheet.caution import (
    all_gates,
    before_you_start,
    expectation,
    gate_notes,
    made_for,
    wait_words,
    waiting,
)
from handouts.sheet.compose import credits, review_state, screen
from handouts.sheet.context import Context, listed
from handouts.sheet.dose import dose_cells, dose_words, number_of
from handouts.sheet.elsewhere import parts_of_body, topic_of
from handouts.sheet.extras import watching
from handouts.sheet.front import banner, stop_box
from handouts.sheet.person import badge, patient_line, side_name
from handouts.sheet.plan import mark, qr
from handouts.sheet.pressing import press_parts, told_to_press
from handouts.sheet.saying import bold, filled, joined, labelled, spans
from handouts.sheet.signing import signed
from handouts.sheet.withheld import left_out, see_us

SLUG = "home-program"
"""What the file is called; no name is in it."""
ROWS_FIRST = 4
"""Rows that the first page may hold beside the plan."""
EACH: dict[str, int] = {"1": 1, "2": 2, "4": 4, "6": 6, "rows": 6}
"""Exercises of a page of each layout."""


Low = Literal["close", "rows", "close-rows"]
Where = Literal["", "front", "rest", "all"]


@dataclass(frozen=True, slots=True)
class Fit:
    """What the first sheet of paper holds: ``rows`` exercises on its front, ``close`` or not; on its back so many
    ``lines`` to write on, a log with large boxes (``roomy``) or not, the way to the article (``code``) or not;
    ``apart``: the log has a page of its own. Where four a page do not fit, counted from 0: ``lower`` says which begin a
    page of four quarters, or of two halves, as low as they can be (``close``), or of ``rows``, or of such rows;
    ``halved`` has those that begin a page of half as many; ``starts`` those that begin a page of rows, where it is not
    every sixth. ``turned``: where the exercises have pages of their own, the
    log stands on the front and when to stop on the back. ``large``: where gates are as large as steps, if nothing
    is close there.
    """

    rows: int = ROWS_FIRST
    lines: int = 3
    roomy: bool = True
    code: bool = True
    apart: bool = False
    lower: tuple[tuple[int, Low], ...] = ()
    halved: frozenset[int] = frozenset()
    starts: tuple[int, ...] = ()
    close: bool = False
    turned: bool = False
    large: Where = ""


def document(program: Program, fit: Fit, *, web: bool = False, sent: bool = False) -> Document:
    """The document of ``program``, set as ``fit`` says; on the ``web`` without what is for scissors and pens alone.

    ``sent``: in a message, which says the same as the pages that go with it.
    """
    return Composer(program, web=web, sent=sent).document(fit)


class Composer:
    """One program in the words of its language. What does not depend on how it is set is made once."""

    def __init__(self, program: Program, *, web: bool, sent: bool = False) -> None:
        self.program, self.fit, self.web, self.sent = program, Fit(), web, sent
        self._cards: dict[tuple[str, bool], tuple[ExerciseCard, int]] = {}
        self.plan, case = program.plan, program.case
        self.library, self.words = case.library, case.library.wording
        self.home = program.home
        self.ctx = Context(
            case.library, case.request, case.topic, case.health, case.told, self.words, self.home,
            full=False, choices=False, fits=None,
        )  # fmt: skip
        self.by_rows = self.plan.layout == "rows" and not web
        self.tools = self.words.program

    # -------------------------------------------------------------------------------------------------- the whole

    def document(self, fit: Fit) -> Document:
        """All pages."""
        self.fit = fit
        sections = [Section("do", tuple(self._front())), *self._more()]
        w, library, plan = self.tools, self.library, self.plan
        part = side_name(self.ctx)
        title = joined(w.subject, self.ctx.language.comma, part) if part else w.subject
        return Document(
            slug=SLUG,
            lang=library.language.tag,
            title=title,
            author=library.clinic.name,
            subject=title,
            date=(plan.date or self._written()).isoformat(),
            edition=plan.edition,
            paper=plan.paper,
            sections=tuple(sections),
            footer=self._footer(tuple(sections)),
            fits=None,
            accent=accent(library.clinic.accent),
            rtl=library.language.rtl,
            short_forms=self.words.spoken_forms,
            screen=screen(self.ctx),
            fillable=plan.fillable and not self.web,
        )

    def assure(self, made: Document) -> None:
        """Refuse a document of this program that does not say what every one has to. Raises ContentError."""
        titles = [self.title(one) for one in self.program.given]
        assured(self.ctx, made, regions=self.program.regions, titles=titles)

    def log_at(self, fit: Fit) -> int:
        """Which section, counted from 0, has the log; without a log the one with the next visit. Raises StopIteration
        where no exercise is left.
        """
        sections = self.document(fit).sections
        sought: tuple[type, ...] = (DayRecord,) if self.plan.weeks else (Visit, Columns)
        return next(
            n for n, section in enumerate(sections) if any(isinstance(x, sought) for x in section.nodes)
        )

    def page(self, at: int, fit: Fit) -> Document:
        """The section ``at``, counted from 0, with a page after it where there is one, for whoever asks whether it
        fits one page.
        """
        whole = self.document(fit)
        more = (Section("do", (Heading(2, whole.title),)),) if len(whole.sections) > at + 1 else ()
        return replace(whole, sections=(*whole.sections[at : at + 1], *more))

    def rest(self, fit: Fit) -> tuple[Given, ...]:
        """The exercises of the pages after the first."""
        return self.program.given[fit.rows :] if self.by_rows else self.program.given

    def rows(self, fit: Fit, at: int, end: int, way: Low) -> Document:
        """A page of some of these as rows, with a page after it, for whoever asks whether it fits one page."""
        self.fit = replace(fit, starts=(), halved=frozenset(), lower=((0, way),))
        (section,) = self._pages(self.rest(fit)[at:end])
        whole = self.document(fit)
        return replace(whole, sections=(section, Section("do", (Heading(2, whole.title),))))

    @property
    def stops_on_back(self) -> bool:
        """Whether when to stop stands on the second page."""
        return self.by_rows or self.fit.turned

    def _more(self) -> Iterator[Section]:
        """The pages after the first."""
        if not self.program.given:
            if self.plan.edition == "clinician":
                yield Section("do", tuple(self._clinicians()))
            return
        record = tuple(self._record())
        ending = tuple(self._next_visit())
        if self.stops_on_back:
            on_back = () if self.fit.apart or self.fit.turned else record
            yield Section("do", (*self._when_to_stop(), *on_back, *ending))
        elif not self.fit.apart:
            yield Section("do", (*record, *ending))
        yield from self._pages(self.rest(self.fit))
        if self.fit.apart and (last := record if self.stops_on_back else (*record, *ending)):
            yield Section("do", last)
        if not self.web:
            yield from self._added()
        if self.plan.edition == "clinician":
            yield Section("do", tuple(self._clinicians()))

    def _front(self) -> Iterator[Node]:
        """The clinic, the plan, what holds for all of it; then the first exercises, or when to stop."""
        yield banner(self.ctx)
        line = patient_line(self.ctx) or (Span(self.ctx.topic.title),)
        weeks = self._count("weeks", self.plan.weeks) if self.program.given and self.plan.weeks else ""
        yield Title(self.tools.title, line, badge(self.ctx), None, weeks)
        if not self.program.given:
            yield from self._nothing_left()
            return
        yield replace(self._box(), close=self.fit.close)
        yield from self._for_all(front=True)
        if self.by_rows:
            rows = (self._face(one, "row") for one in self.program.given[: self.fit.rows])
            large = self.fit.large in ("all", "front")
            yield from (replace(row, close=self.fit.close, large=large) for row in rows)
        elif not self.fit.turned:
            yield from self._when_to_stop()
        elif not self.fit.apart:
            yield from self._record()

    def _nothing_left(self) -> Iterator[Node]:
        """What to do where no exercise of the plan is for this person and none could stand in for it."""
        if self.plan.goal:
            yield Heading(2, self.tools.your_goal)
            yield Paragraph(self._goal(self.plan.goal), "lead")
        waits = self.home.state == "wait"
        yield Paragraph(bold(self.words.today_wait) if waits else see_us(self.ctx), "alert")
        for text in (made_for(self.ctx), left_out(self.ctx, self.home)):
            if text:
                yield Paragraph(text, "safety")
        yield stop_box(self.ctx, self.program.regions)
        yield from self._next_visit()

    def _for_all(self, *, front: bool = False) -> Iterator[Node]:
        """What this person told, and the gates of the whole plan. How to press stands here as well, but for a ``front``
        whose back says it with the rule for pain; the front says what was left out.
        """
        shown = list(self._above[0 if front and self.by_rows else 1])
        gone = left_out(self.ctx, self.home) if front else ()
        if gone:
            shown.insert(1 if self.ctx.told else 0, Paragraph(gone, "safety"))
        large = self.fit.large in ("all", "front" if front else "rest") and not (front and self.fit.close)
        yield from (replace(one, role="wide") for one in shown) if large else shown

    @cached_property
    def _above(self) -> tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]:
        """What holds for all exercises, without and with how to press."""
        told, ctx = made_for(self.ctx), self.ctx
        own = (Paragraph(told, "safety"),) if told else ()
        before = [waiting(ctx, self.home), before_you_start(ctx, self.home, over=not told_to_press(ctx))]
        never, how = press_parts(ctx, self._pressed)

        def shown(*texts: Runs) -> tuple[Paragraph, ...]:
            return (*own, Paragraph(listed([text for text in texts if text], " "), "safety"))

        return shown(*before, never), shown(*before, never, how)

    @property
    def _pressed(self) -> tuple[Region, ...]:
        """The parts of the body that the exercises press on."""
        pressing = (one.item for one in self.program.given if one.item.exercise.type == "pressure")
        return parts_of_body(self.library, (item.slug for item in pressing))

    def _when_to_stop(self) -> Iterator[Node]:
        yield pain_levels(self.ctx)
        how = press_parts(self.ctx, self._pressed)[1] if self.by_rows else ()
        yield Paragraph(listed([text for text in (expectation(self.ctx), how) if text], " "), "personal")
        yield stop_box(self.ctx, self.program.regions)

    # ----------------------------------------------------------------------------------------------- the plan box

    def _box(self) -> PlanBox:
        w, plan, said = self.tools, self.plan, list[Runs]()
        if plan.goal:
            said.append(self._goal(plan.goal))
        if plan.note:
            label = filled(w.from_person, {"name": plan.by}) if plan.by else spans(self._from_us())
            strong = tuple(replace(span, bold=True) for span in label)
            said.append((*strong, Span(" "), Span(plan.note, private=True)))
        elif plan.by:
            said.append(filled(w.made_by, {"name": Span(plan.by, bold=True)}))
        if self.stops_on_back:
            said.append(self.ctx.runs(w.pain_worse))
        return PlanBox(w.your_goal if plan.goal else "", tuple(said), w.your_day, tuple(self._day()))

    def _goal(self, goal: str) -> Runs:
        return filled(self.tools.quoted, {"text": Span(goal, private=True)})

    def _from_us(self) -> str:
        return joined(self.words.note_from_clinic, self.ctx.language.colon())

    def _day(self) -> Iterator[DayRow]:
        """Rows of the day, made from doses: nothing in it that no dose says."""
        rows: dict[str, list[str]] = {self.tools.morning: [], self.tools.midday: [], self.tools.evening: []}
        for one in self.program.given:
            for label in self._when(one.item.dose):
                rows.setdefault(label, []).append(one.letter)
        return (DayRow(label, tuple(letters)) for label, letters in rows.items() if letters)

    def _when(self, dose: Dose) -> tuple[str, ...]:
        w = self.tools
        if dose.times_a_day:
            return self._in_a_day(dose.times_a_day)
        if dose.days_a_week:
            return (self._often("days_a_week", "days", dose.days_a_week),)
        if dose.every_other_day:
            return (w.every_other_day,)
        if dose.every_hours:
            return (self._often("every_hours", "hours", Range(least=dose.every_hours)),)
        return (w.as_needed,)

    def _in_a_day(self, times: Range) -> tuple[str, ...]:
        w = self.tools
        named: dict[int, tuple[str, ...]] = {
            1: (w.morning,), 2: (w.morning, w.evening), 3: (w.morning, w.midday, w.evening),
        }  # fmt: skip
        if times.most is None and times.least in named:
            return named[times.least]
        return (self._often("times_a_day", "times", times),)

    def _often(self, name: str, unit: str, number: Range) -> str:
        """How often, as a label."""

        def said(voice: Context) -> str:
            amount = number_of(voice.words, voice.language, unit, number)
            return fill(getattr(voice.words.program, name), **{unit: amount})

        return self.ctx.label(said)

    def _count(self, name: Literal["weeks", "log"], number: int) -> str:
        return fill(getattr(self.tools, name).form(self.ctx.language.plural(number)), n=number)

    # -------------------------------------------------------------------------------------------------- exercises

    def context(self, one: Given) -> Context:
        """The context of one exercise, which may be for a side of its own."""
        return replace(self.ctx, request=one.case.request)

    def card(self, one: Given, *, alone: bool) -> tuple[ExerciseCard, int]:
        """An exercise, and how many of its notes stand beside its steps. ``alone``: with all of its gates."""
        key = (one.letter, alone)
        if key not in self._cards:
            self._cards[key] = self._card(one, alone=alone)
        return self._cards[key]

    def _card(self, one: Given, *, alone: bool) -> tuple[ExerciseCard, int]:
        ctx, exercise, w = self.context(one), one.item.exercise, self.tools
        drawn = ctx.figure("exercise", exercise.figure or one.item.slug)
        beside: list[Note] = []
        if one.note:
            beside.append(Note(w.for_you, (Span(one.note, private=True),)))
        beside.append(
            Note(ctx.words.feel_it, ctx.beside(exercise.steps, ctx.sentence(exercise.feel)), mark(ctx, drawn))
        )
        if one.checked:
            checked = tuple(replace(span, private=True) for span in ctx.runs(w.checked_with_you))
            beside.append(Note(w.checked, checked))
        gates = all_gates(ctx, exercise) if alone else gate_notes(ctx, exercise)
        made = ExerciseCard(
            letter=one.letter,
            title=self.title(one),
            figure=replace(drawn, caption=()) if drawn else None,
            steps=Steps(ctx.steps(exercise)),
            dose=dose_cells(one.item.dose, ctx.words, ctx.language),
            notes=(*beside, *gates),
        )
        return made, len(beside)

    @property
    def _of_two_sides(self) -> bool:
        """Whether an exercise is for another side than the plan: what stands alone then says no side of them all."""
        return any(one.case.request.side != self.plan.side for one in self.program.given)

    def title(self, one: Given, *, short: bool = False, loose: bool = False) -> str:
        """What an exercise is called, with its side where that is not the side of the plan; ``loose``: or where other
        exercises have another, since it stands alone.
        """
        exercise = one.item.exercise
        name = exercise.short_title if short else exercise.title
        other = one.case.request.side != self.plan.side or (loose and self._of_two_sides and exercise.sided)
        part = side_name(self._in_its_part(one)) if other else None
        return joined(name, self.ctx.language.comma, part) if part else name

    def _in_its_part(self, one: Given) -> Context:
        """The context of an exercise in the part of the body that it is for: no hip is the side of one for the neck."""
        ctx, regions = self.context(one), one.item.exercise.regions
        if regions and ctx.topic.region not in regions:
            return replace(ctx, topic=topic_of(ctx.library, [one.item.slug]))
        return ctx

    def _face(
        self, one: Given, size: Literal["row", "half", "quarter", "whole"], *, ticked: bool = True
    ) -> Face:
        ticked = ticked and size in ("half", "whole") and self.plan.weeks > 0
        card, beside = self.card(one, alone=size == "whole")
        whole = self.plan.layout == "1"  # pages of one exercise say what goes wrong with it
        if size in ("half", "whole") or (self.web and (whole or not self.sent)):
            ctx = self.context(one)
            notes = tuple(watching(ctx, one.item.exercise, folds=self.web))
            shown = notes[:2] if size == "half" else notes  # half a page has no room for more
            card = replace(card, extras=shown, more=ctx.words.more_about_exercise if self.web else "")
        days, w = 7 * min(self.plan.weeks, 2), self.tools
        plain = one.case.request.side == self.plan.side  # else its title says the side
        part = badge(self._in_its_part(one)) if size == "whole" and plain and not self.web else None
        if not ticked or self.web:
            return Face(card, size, beside, badge=part)
        return Face(card, size, beside, w.done, days, fill(w.done_alt, days=days), badge=part)

    def _pages(self, given: tuple[Given, ...]) -> Iterator[Section]:
        """The pages of exercises after the first: so many on each, with what holds for all of them above."""
        layout = self.plan.layout
        if layout == "1" and not self.web:
            yield from (Section("do", (self._face(one, "whole"),)) for one in given)
            return
        each = len(given) if self.web else EACH[layout]
        name = self.tools.more_exercises if self.by_rows and self.fit.rows else self.tools.your_exercises
        lower = dict(self.fit.lower)
        starts = {*(self.fit.starts or range(0, len(given), each or 1)), *self.fit.halved}
        for at, end in pairwise((*sorted(starts), len(given))):
            shown = given[at:end]
            if len(shown) == 1 and layout in ("2", "4") and not self.web:
                yield Section("do", (self._face(shown[0], "whole"),))
                continue
            above = () if self.web else tuple(self._for_all())
            below = self._left_over() if len(shown) == 1 and self._large(shown) else ()
            yield Section(
                "do", (Heading(2, name, "page"), *above, *self._faces(shown, lower.get(at)), *below)
            )

    def _left_over(self) -> Iterator[Node]:
        """What the back had no room for."""
        w, fit = self.tools, self.fit
        if not fit.lines:
            yield WritingLines(w.for_next_visit, self.ctx.runs(w.for_next_visit_ask), Fit().lines)
        if not fit.code:
            yield from qr(self.ctx)

    def _large(self, given: tuple[Given, ...]) -> bool:
        """Whether exercises that rows leave for a page of their own are large there: one or two."""
        return self.by_rows and bool(self.fit.rows) and len(given) <= EACH["2"]

    def _faces(self, given: tuple[Given, ...], way: Low | None) -> Iterator[Node]:
        """The exercises of one page. Where rows leave one or two for a page of their own, these are large."""
        large, legible = self._large(given), self.fit.large in ("all", "rest")
        if large or self.web or self.plan.layout not in ("2", "4") or way in ("rows", "close-rows"):
            rows = (self._face(one, "half" if large else "row", ticked=False) for one in given)
            yield from (replace(row, close=way == "close-rows", large=legible) for row in rows)
            return
        half = len(given) <= EACH["2"]  # also of four a page where two are left: each has half a page then
        faces = [self._face(one, "half" if half else "quarter") for one in given]
        faces = [replace(face, close=way == "close", large=legible) for face in faces]
        for at in range(0, len(faces), 2):
            pair = faces[at : at + 2]
            if not half and len(pair) == 2:
                yield Columns((pair[0],), (pair[1],), "halves")
            else:
                yield from pair

    # ------------------------------------------------------------------------------------------- log, visit, cards

    def _record(self) -> Iterator[DayRecord]:
        """The log, if the plan has weeks for one."""
        if not self.plan.weeks:
            return
        w, days = self.tools, 7 * self.plan.weeks
        rows = tuple(
            DayRecordRow(one.letter, self.title(one, short=True), self._short_dose(one))
            for one in self.program.given
        )
        usage = fill(w.log_alt, days=days, rows="{rows}")
        yield DayRecord(
            self._count("log", self.plan.weeks), self.ctx.runs(w.log_lead), rows, w.worst_pain, self.plan.weeks,
            w.week, usage, self.fit.roomy, self.words.log_day, self.ctx.language.signs,
        )  # fmt: skip

    def _short_dose(self, one: Given) -> str:
        """A dose on a line: "30 sec each time, 2 times in a row"."""
        cells = dose_cells(one.item.dose, self.ctx.words, self.ctx.language)
        texts = [joined(cell.value, " ", cell.label) for cell in cells]
        comma = self.ctx.language.comma
        return joined(*(part for i, text in enumerate(texts) for part in ((comma, text) if i else (text,))))

    def _next_visit(self) -> Iterator[Node]:
        w, fit = self.tools, self.fit
        if fit.lines and not self.web:
            yield WritingLines(w.for_next_visit, self.ctx.runs(w.for_next_visit_ask), fit.lines)
        visit, code = self._visit(), qr(self.ctx) if fit.code else ()
        yield Columns((visit,), code, "halves") if code else visit

    def _visit(self) -> Visit:
        w, clinic, visit = self.tools, self.library.clinic, self.plan.visit
        phone = Span(clinic.phone, True, phone_link(clinic.phone))
        if visit is None:
            return Visit(w.next_visit, (), (filled(w.make_visit, {"phone": phone}),), open=True)
        when = self.ctx.weekday(visit.on) + (f"{self.ctx.language.comma}{visit.at}" if visit.at else "")
        lines = [() if self.sent else self.ctx.runs(w.bring), filled(w.change_visit, {"phone": phone})]
        if visit.who:
            who = spans(visit.who, self.ctx.language.stop)
            lines[0] = spans(*who, " ", *lines[0]) if lines[0] else who
        return Visit(w.next_visit, (Span(when, True, private=True),), tuple(line for line in lines if line))

    def _added(self) -> Iterator[Section]:
        """Cards to cut out, cards to fold, all at a glance: as the plan says."""
        w = self.tools
        for name in dict.fromkeys(self.plan.add):
            if name == "fridge":
                about = Paragraph(self._about(), "note")
                yield Section("do", (Heading(2, w.my_exercises, "page"), about, self._overview()))
                continue
            how = self.ctx.runs(w.cut if name == "cards" else w.cut_and_fold)
            lead = () if self.plan.edition == "large" else (Paragraph(how, "note"),)  # too large for scissors
            cards = tuple(self._loose(one) for one in self.program.given)
            cut = CutOuts(cards, self._sharp(), self._small(), fold=name == "wallet")
            yield Section("do", (Heading(2, w.cards if name == "cards" else w.wallet, "page"), *lead, cut))

    def _loose(self, one: Given) -> ExerciseCard:
        """A card that may get lost: it says nothing of whoever it was made for."""
        card, _ = self.card(one, alone=True)
        notes = tuple(note for note in card.notes if not any(span.private for span in note.runs))
        return replace(card, title=self.title(one, short=True, loose=True), notes=notes)

    def _sharp(self) -> Runs:
        clinic = self.library.clinic
        phone = Span(clinic.phone, url=phone_link(clinic.phone))
        return tuple(replace(span, bold=True) for span in filled(self.tools.sharp_pain, {"phone": phone}))

    def _small(self) -> Runs:
        part = None if self._of_two_sides else badge(self.ctx)
        begin = (joined(part, self.ctx.language.stop, " "),) if part else ()
        return spans(*begin, self._texts_of(), " ", *self._state())

    def _about(self) -> Runs:
        """Which side, how long and from whom: what a page that hangs alone says of all its exercises."""
        part, stop = None if self._of_two_sides else badge(self.ctx), self.ctx.language.stop
        weeks = joined(self._count("weeks", self.plan.weeks), stop, " ") if self.plan.weeks else ""
        said = joined(weeks, self.library.clinic.name, stop)
        return spans(joined(part, self.ctx.language.comma, said) if part else said)

    def _overview(self) -> Overview:
        w, ctx, library = self.tools, self.ctx, self.library
        items = []
        for one in self.program.given:
            card, _ = self.card(one, alone=True)
            items.append(
                OverviewItem(one.letter, self.title(one, short=True, loose=True), card.figure, card.dose)
            )
        box = stop_box(ctx, self.program.regions)
        signs = listed([spans(*item.runs, ctx.language.stop) for item in box.emergency], " ")
        number = fill(w.stop_and_call, number=library.clinic.emergency_number)
        bands = library.exercising.pain
        clinic = library.clinic
        call = (
            bold(fill(w.stop_from, least=bands.ease_off + 1)),
            ctx.runs(w.stop_call_us),
            (Span(clinic.phone, True, phone_link(clinic.phone)),),
        )
        return Overview(tuple(items), self._gates_by_letter(), labelled(number, signs), call)

    def _gates_by_letter(self) -> tuple[Runs, ...]:
        """All gates of all exercises by what they ask for, each condition with the letters that it concerns."""
        ctx, w = self.ctx, self.tools
        given = self.program.given
        found: dict[str, dict[tuple[str, ...], list[str]]] = {"never": {}, "ask": {}}
        wait: dict[int, None] = {}
        letters: dict[tuple[str, str], list[str]] = {}
        for one in given:
            for gate in ctx.unasked(ctx.everybody(one.item.exercise)):
                if gate.verdict == "wait":
                    wait[gate.hours] = None
                else:
                    letters.setdefault((gate.verdict, gate.condition), []).append(one.letter)
        for (verdict, condition), named in letters.items():
            found[verdict].setdefault(tuple(named), []).append(condition)
        parts = [self._texts_wait(max(wait))] if wait else []
        parts += list(self._careful())
        everyone = tuple(one.letter for one in given)
        for label, verdict in ((w.not_with, "never"), (ctx.words.ask_first_with, "ask")):
            groups = []
            for those, conditions in sorted(found[verdict].items(), key=lambda pair: -len(pair[0])):
                what = ctx.named(conditions)
                mine = () if those == everyone else (fill(w.these, letters=" ".join(those)), " ")
                groups.append(spans(*mine, *what))
            if groups:
                parts.append(
                    labelled(label, spans(*listed(groups, ctx.language.signs.semicolon), ctx.language.stop))
                )
        return tuple(parts)

    def _texts_wait(self, hours: int) -> Runs:
        return self.ctx.runs(wait_words(self.ctx, hours))

    def _careful(self) -> Iterator[Runs]:
        """Where to stay off, by letter; where never to press."""
        w = self.ctx.words
        seen: dict[Runs, list[str]] = {}
        for one in self.program.given:
            for note in all_gates(self.context(one), one.item.exercise):
                if note.label in (w.careful, w.never_press_on):
                    seen.setdefault(labelled(note.label, note.runs), []).append(one.letter)
        for text, named in seen.items():
            yield spans(fill(self.tools.these, letters=" ".join(named)), " ", *text)

    # ------------------------------------------------------------------------------------- what only clinicians see

    def _clinicians(self) -> Iterator[Node]:
        ctx, w, known = self.ctx, self.tools, self.library.health.conditions
        yield Heading(2, w.clinicians, "page")
        if ctx.told:
            told = listed([ctx.runs(known[name].clinical) for name in ctx.told], ctx.language.signs.semicolon)
            yield Heading(2, w.told)
            yield Paragraph(tuple(replace(span, private=True) for span in told))
        decided = [one for one in self.program.given if one.item.slug in self.plan.acknowledge]
        if decided:
            rows = []
            for one in decided:
                why = self.plan.acknowledge[one.item.slug]
                against = listed(
                    [ctx.runs(known[name].clinical) for name in one.against], ctx.language.signs.semicolon
                )
                cells = (self._own(self.title(one)), against, self._own(why.reason), self._own(why.by))
                rows.append(Row(tuple(tuple(replace(s, private=True) for s in cell) for cell in cells)))
            yield Heading(2, w.decided)
            yield Paragraph(ctx.runs(w.decided_lead))
            head = (w.exercise, w.stands_against, w.reason, w.decided_by)
            yield Table(head, tuple(rows), row_header=True)
        cleared = [self.title(one) for one in self.program.given if one.item.slug in self.plan.cleared]
        if cleared:
            yield Heading(2, w.cleared)
            yield Paragraph(spans(*listed(cleared, ctx.language.signs.semicolon), ctx.language.stop))
        if not self.program.given:
            return
        yield Heading(2, w.doses)
        doses = []
        for one in self.program.given:
            said = dose_words(one.item.dose, ctx.words, ctx.language)
            doses.append(Row((self._own(f"{one.letter} {self.title(one)}"), said)))
        yield Table((w.exercise, w.doses), tuple(doses), row_header=True)

    @staticmethod
    def _own(text: str) -> Runs:
        return (Span(text),)

    # --------------------------------------------------------------------------------------------------- the foot

    def _written(self) -> dt.date:
        """The day of the newest text."""
        return max(file.review.reviewed_on or file.review.written for file in self._files())

    def _files(self) -> list[Reviewed]:
        """What has a review and is printed."""
        return [self.ctx.topic, *(one.item.exercise for one in self.program.given)]

    def _texts_of(self) -> str:
        return fill(self.tools.texts_of, date=self.ctx.date(self._written()))

    def _footer(self, sections: tuple[Section, ...]) -> Footer:
        w, ctx = self.tools, self.ctx
        made = fill(w.dated, date=ctx.date(self.plan.date)) if self.plan.date else w.undated
        due = ctx.words.fill(
            "review_due", date=ctx.month(min(file.review.review_due for file in self._files()))
        )
        state = self._state()
        running = spans(made, " ", self._texts_of(), " ", due, " ", *state)
        rule = filled(w.pain_rule_of, {"sources": ctx.sources((ctx.library.exercising.pain.source,))})
        closing = [*running, Span(" "), *rule]
        for credit in dict.fromkeys(credits(ctx, sections)):
            closing += spans(" ", ctx.fill("drawings_line", credit=credit))
        if not self.web:
            closing.append(Span(joined(" ", ctx.words.other_formats)))
        return Footer(running, tuple(closing), ctx.words.page_of, state)

    def _signed_off(self) -> bool:
        """Whether the clinic has signed the sheet that the exercises are from."""
        return signed(self.library, self.ctx.request.slug)

    def _state(self) -> Runs:
        """Who stands behind it: the topic's reviewer only where every exercise has been read as well."""
        plan = self.ctx.topic.plan
        signed = {*plan.exercises, *plan.alternatives} if self._signed_off() else set()
        read = all(
            one.item.slug in signed or one.item.exercise.review.reviewed_by for one in self.program.given
        )
        return review_state(self.ctx) if read else self.ctx.runs(self.ctx.words.not_reviewed)
