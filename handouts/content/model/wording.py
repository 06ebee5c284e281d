"""The fixed words of a sheet (headings, labels, units), as a content kind of its own.

What a text may say in braces stands in its type (:class:`Slots`); the composer fills it in.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from handouts.content.model.base import (
    Agrees,
    FieldError,
    FixedText,
    FixedWords,
    Model,
    SafeText,
    SafeWords,
    Signed,
    Slots,
)
from handouts.content.model.counted import Counted
from handouts.content.model.language import Form
from handouts.content.model.leaving import MessageWords, ProgramWords, SiteWords
from handouts.words import Words, lang_of, like, mixed

_SLOT = re.compile(r"\{([a-z_]*)\}")


class SideWord(Model):
    """The word for a side. A language in which it agrees with what it is said of has ``forms``, by their names
    (:attr:`handouts.language.Language.classes`).
    """

    word: Annotated[FixedWords, Agrees()]
    forms: dict[Form, FixedWords] = Field(default_factory=dict)

    def form(self, name: str = "") -> str:
        """The word as it stands beside a thing of the class ``name``."""
        return self.forms.get(name, self.word)


BETWEEN = "|"
"""Between what stands behind two boxes."""


def _two_boxes(text: str) -> str:
    if text.count(BETWEEN) != 1 or not all(_SLOT.search(words) for words in text.split(BETWEEN)):
        raise FieldError(
            "has the words of two boxes, with | between them", hint="such as {left} | {right} {part}"
        )
    return text


SafeCount = Annotated[Counted, Signed()]
SafeSide = Annotated[SideWord, Signed()]


class ShortForm(Model):
    """An abbreviation as it is printed, and what it is short for."""

    short: SafeWords
    means: SafeWords


class Wording(Model):
    """``data/wording/en.yaml``"""

    kind: Literal["wording"]
    right: SafeSide
    left: SafeSide
    sore: SafeSide
    working: SafeSide
    other: SafeSide
    side_part: Annotated[FixedWords, Slots(("side", "part")), Signed()]
    sore_part: Annotated[FixedWords, Slots(("part",)), Signed()]
    part_of_sore_side: Annotated[FixedWords, Slots(("part",)), Signed()]
    good_part: Annotated[FixedWords, Slots(("part",)), Signed()]
    """The side that is not treated, where no side was named before."""
    part_of_good_side: Annotated[FixedWords, Slots(("part",)), Signed()]
    other_part: Annotated[FixedWords, Slots(("part",)), Signed()]
    one_part: Annotated[FixedWords, Slots(("part",)), Signed()]
    each_part: Annotated[FixedWords, Slots(("part",)), Signed()]
    the_other_part: Annotated[FixedWords, Slots(("part",)), Signed()]
    that_part: Annotated[FixedWords, Slots(("part",)), Signed()]
    """The side that was named last, where both are treated."""
    first_part: Annotated[FixedWords, Slots(("part",)), Signed()]
    """The side that was named first, where the other one was named since."""
    side_itself: SafeWords
    badge: Annotated[FixedWords, Slots(("side", "part")), Signed()]
    badge_both: SafeWords
    drawn_for: Annotated[FixedText, Slots(("side",)), Signed()]
    """Before the description of a drawing, where nobody said which side is treated."""
    tick_sides: Annotated[FixedWords, Slots(("left", "right", "part")), Signed(), AfterValidator(_two_boxes)]
    """What to tick where nobody named the side: each behind a box of its own."""

    subject: Annotated[FixedWords, Slots(("title",))]
    for_patient: Annotated[FixedText, Slots(("name",))]
    person_name: FixedWords
    person_for: FixedWords
    person_date: FixedWords
    in_short: FixedWords
    do_today: SafeWords
    before_you_start: SafeWords
    rest_heading: SafeWords
    today_where: Annotated[FixedText, Slots(("letter",)), Signed()]
    """Where the exercise of today stands, before the mark that ends the sentence."""
    today_see_us: SafeText
    today_rest: SafeCount
    """What to do today for who has only to wait."""
    today_wait: SafeText
    where_it_is: FixedWords
    the_area: FixedWords
    told_of_patient: Annotated[FixedText, Slots(("conditions",)), Signed()]
    press_map: SafeWords
    """What stands above a drawing of the muscle that shows where to press."""
    map_marks: SafeText
    """What the X's in that drawing are, where no chart beside it says it."""
    map_spoken: SafeText
    """The same for those who hear it."""
    map_stay_off: Annotated[FixedText, Slots(("places",)), Signed()]
    """What the crossed-out rings in that drawing lie on, for those who hear it."""
    where_it_hurts: SafeWords
    you_may_notice: SafeWords
    sets_it_off: SafeWords
    what_helps: SafeWords
    causes: SafeWords
    more_causes: SafeWords
    more_habits: SafeWords
    check_first: SafeWords
    relief: SafeWords
    note_from_clinic: FixedWords

    starts_at: FixedWords
    attaches_to: FixedWords
    nerve: FixedWords
    what_it_does: FixedWords
    facts: FixedWords

    emergency_heading: Annotated[FixedWords, Slots(("number",)), Signed()]
    today_heading: SafeWords
    soon_heading: SafeWords

    contents: FixedWords
    """Over the list of what stands on which page."""
    your_home_plan: FixedWords
    plan_subtitle: Annotated[FixedWords, Slots(("title", "part"))]
    other_choices: SafeWords
    other_choices_lead: SafeText
    wait_days: SafeCount
    wait_hours: SafeCount
    wait_days_first_aid: SafeCount
    """As ``wait_days``, on a sheet about a strain or a sprain itself."""
    made_for_you: Annotated[FixedText, Slots(("conditions",)), Signed()]
    see_us_first: SafeText
    rest_first: SafeCount
    rest_until: SafeText
    see_us_call: Annotated[FixedText, Slots(("phone",)), Signed()]
    watch_for: SafeWords
    """Over the stop signs that a reader's own conditions add, where there is no plan."""
    left_out_for_you: SafeText
    left_out_heading: SafeWords
    not_with: Annotated[FixedText, Slots(("titles", "conditions")), Signed()]
    not_yet_with: Annotated[FixedText, Slots(("titles", "conditions")), Signed()]
    only_when_shown: Annotated[FixedText, Slots(("titles", "conditions")), Signed()]
    left_out_why: FixedWords
    left_out_checked: FixedWords
    """Over the room for the day on which an exercise was checked."""
    row_not_with: Annotated[FixedText, Slots(("conditions",)), Signed()]
    row_not_yet_with: Annotated[FixedText, Slots(("conditions",)), Signed()]
    row_once_seen: SafeText
    """Of what nothing stands against, where a reader is to be seen before any exercise."""
    row_only_when_shown: Annotated[FixedText, Slots(("conditions",)), Signed()]
    do_instead: Annotated[FixedText, Slots(("titles", "left_out")), Signed()]
    ask_for_another: SafeText
    what_you_can_do: SafeWords
    pain_while_doing: SafeWords
    pain_go_on: SafeText
    pain_ease_off: SafeText
    pain_stop: Annotated[FixedText, Slots(("also",)), Signed()]
    do_not_start: SafeWords
    never_press_on: SafeWords
    stay_off_here: Annotated[FixedText, Slots(("places",)), Signed()]
    """What the drawing of the muscle tells to stay off."""
    stay_off_place: Annotated[FixedWords, Slots(("place",))]
    """The name of such a place within a sentence, where its first letter is small, with the article it takes there."""
    never_press_over: SafeWords
    never_move: SafeWords
    ask_before_pressing: SafeWords
    ask_before_moving: SafeWords
    box_never: Annotated[FixedText, Slots(("boxes", "conditions")), Signed()]
    box_ask: Annotated[FixedText, Slots(("boxes", "conditions")), Signed()]
    not_with_a_current: Annotated[FixedText, Slots(("conditions",)), Signed()]
    """Whom a current against pain is not for."""
    box_ask_too: Annotated[FixedText, Slots(("conditions",)), Signed()]
    box_not_for_you: Annotated[FixedText, Slots(("conditions",)), Signed()]
    box_ask_first: Annotated[FixedText, Slots(("conditions",)), Signed()]
    box_withheld: Annotated[FixedText, Slots(("boxes",)), Signed()]
    """The same of boxes in a message, which says no reason of health."""
    how_to_tell: SafeWords
    what_to_expect: SafeWords
    on_both_sides: SafeText
    on_both_sides_where: SafeText
    """As ``on_both_sides``, where some exercises are done with both sides at once."""
    feel_it: FixedWords
    begin: SafeWords
    begin_after: Annotated[FixedText, Slots(("letters",)), Signed()]
    """When a harder exercise is begun; ``letters``: of the easier ones before it."""
    not_if: SafeWords
    not_if_too: SafeWords
    not_for: SafeWords
    not_before: SafeWords
    ask_first_if: SafeWords
    ask_first_if_too: SafeWords
    ask_first_with: SafeWords
    ask_first: SafeWords
    in_place_of: SafeWords
    you_need: FixedWords
    where_to_press: SafeWords
    easier: SafeWords
    harder: SafeWords
    why: SafeWords
    mistakes: SafeWords
    too_much: SafeWords
    start_when: SafeWords
    start_calm: SafeText
    start_early: SafeText
    start_later: SafeText
    plan_by_stage: SafeWords
    stage_calm: SafeWords
    stage_early: SafeWords
    stage_later: SafeWords
    stage_exercises: Annotated[FixedText, Slots(("titles",)), Signed()]
    go_on_when: SafeWords
    go_on_shown: SafeText
    """When to go on, for a reader whom the milestone of a stage asks for something that is not for them."""
    well_when: SafeWords
    do_only_one: SafeText
    more_about_exercise: SafeWords
    careful: SafeWords
    pressure_rules: SafeWords

    seconds_short: SafeCount
    minutes_short: SafeCount
    times: SafeCount
    sets: SafeCount
    days: SafeCount
    hold: SafeWords
    hold_spot: SafeWords
    hold_side: SafeWords
    hold_time: SafeWords
    in_all: SafeWords
    each_session: SafeWords
    load: SafeWords
    every: SafeWords
    every_other: SafeWords
    day: SafeWords
    from_to: Annotated[FixedWords, Slots(("least", "most")), Signed()]
    from_or: Annotated[FixedWords, Slots(("least", "most")), Signed()]
    seconds: SafeCount
    minutes: SafeCount
    hours: SafeCount
    say_hold: Annotated[FixedText, Slots(("time",)), Signed()]
    say_hold_spot: Annotated[FixedText, Slots(("time",)), Signed()]
    say_hold_side: Annotated[FixedText, Slots(("time",)), Signed()]
    say_sets: SafeCount
    say_of_times: SafeCount
    say_for: Annotated[FixedWords, Slots(("time",)), Signed()]
    say_do: Annotated[FixedText, Slots(("dose",)), Signed()]
    say_do_sets: Annotated[FixedText, Slots(("dose",)), Signed()]
    say_each_side: Annotated[FixedWords, Slots(("amount",)), Signed()]
    say_once_a_day: SafeWords
    say_a_day: Annotated[FixedWords, Slots(("times",)), Signed()]
    say_a_week: Annotated[FixedWords, Slots(("days",)), Signed()]
    say_every_other_day: SafeWords
    say_every_hours: Annotated[FixedWords, Slots(("hours",)), Signed()]
    say_load: Annotated[FixedText, Slots(("load",)), Signed()]
    say_rest_day: SafeText
    say_as_needed: SafeText
    each_side: SafeWords
    in_a_row: SafeWords
    a_day: SafeWords
    a_week: SafeWords
    as_needed: SafeWords
    as_long_as: SafeWords

    if_strained: SafeWords
    if_sprained: SafeWords
    """As ``if_strained``, of what is torn at a joint."""
    grade: SafeWords
    torn_fibres: SafeWords
    what_it_feels_like: SafeWords
    often_heals_in: SafeWords
    what_to_do: SafeWords
    healing_by_source: Annotated[FixedWords, Slots(("name", "times")), Signed()]
    healing_from: Annotated[FixedWords, Slots(("sources",))]
    strain_signs: SafeWords
    strain_causes: SafeWords
    strain_sports: SafeWords
    rice: SafeWords
    later: SafeWords
    warmth: SafeWords
    tens: SafeWords
    eases: SafeWords
    stages: SafeWords
    follow_up: SafeWords
    good_to_know: FixedWords
    more_first_aid: SafeWords

    log: FixedWords
    log_pain: SafeWords
    log_start: FixedWords
    log_tick: SafeText
    log_rest: SafeText
    chart_without_pressing: SafeText
    """What the marks of a chart are, for a reader who is not to press."""
    log_worst: SafeText
    log_week: Annotated[FixedWords, Slots(("n",))]
    log_alt: Annotated[FixedText, Slots(("days", "rows"))]
    log_on_screen: FixedText
    log_day: Annotated[FixedWords, Slots(("n",))]
    log_free: FixedWords
    """What is heard of a day in the log on which an exercise is not to be done."""
    qr_heading: FixedWords
    qr_alt: Annotated[FixedText, Slots(("address",))]
    questions: FixedWords
    words_used: FixedWords
    clinic_hours: FixedWords
    clinic_services: FixedWords
    call: FixedWords
    read_more: FixedWords
    skip_to_sheet: FixedWords
    on_this_page: FixedWords
    shortcuts: FixedWords
    exercises: FixedWords
    stop_signs: SafeWords
    call_us: FixedWords

    for_clinicians: FixedWords
    anatomy: FixedWords
    innervation: FixedWords
    blood_supply: FixedWords
    differential: FixedWords
    satellites: FixedWords
    similar: FixedWords
    examination: FixedWords
    treatment: FixedWords
    codes: FixedWords
    gates: SafeWords
    matrix_head: SafeWords
    cell_never: SafeWords
    cell_ask: SafeWords
    cell_wait: SafeWords
    every_exercise: SafeWords
    doses: FixedWords
    healing: SafeWords
    exercise_sources: FixedWords
    dose: SafeWords
    patient_pages_follow: FixedWords
    references: FixedWords

    version_line: Annotated[FixedWords, Slots(("title", "version", "date"))]
    version_only: Annotated[FixedWords, Slots(("version", "date"))]
    review_due: Annotated[FixedWords, Slots(("date",)), Signed()]
    reviewed: Annotated[FixedWords, Slots(("name", "date")), Signed()]
    signed_off: Annotated[FixedWords, Slots(("clinic", "name", "date")), Signed()]
    not_reviewed: SafeText
    sources_line: Annotated[FixedWords, Slots(("sources",))]
    drawings_line: Annotated[FixedWords, Slots(("credit",))]
    other_formats: FixedWords
    page_of: Annotated[FixedWords, Slots(("page", "pages"))]
    short_forms: Annotated[tuple[ShortForm, ...], Signed()] = ()
    """Abbreviations, for those who hear them."""
    program: ProgramWords
    message: MessageWords
    site: SiteWords

    @property
    def spoken_forms(self) -> tuple[tuple[str, str], ...]:
        """Abbreviations of the language, each with what it is short for."""
        known = (one for one in self.short_forms if not (lang_of(one.short) or lang_of(one.means)))
        return tuple((str(one.short), str(one.means)) for one in known)

    def fill(self, name: str, /, **values: object) -> str:
        """The text ``name`` with its slots filled in."""
        return fill(getattr(self, name), **values)

    def count(self, name: str, category: str, n: object) -> str:
        """The words ``name`` for a number; ``category`` is the plural category of it."""
        counted: Counted = getattr(self, name)
        return fill(counted.form(category), n=n)


def fill(text: str, /, **values: object) -> str:
    """``text`` with its slots filled in. Values are never looked into for further slots; the language is that of
    ``text``, whatever is filled in, and each part of it knows its own.
    """
    put_in = [value for value in values.values() if isinstance(value, str)]
    if all(lang_of(value) == lang_of(text) for value in put_in):
        whole = like(_SLOT.sub(lambda m: str(values[m[1]]), text), text, *put_in)
    else:
        pieces, end = [], 0
        for slot in _SLOT.finditer(text):
            value = values[slot[1]]
            pieces += [like(text[end : slot.start()], text), value if isinstance(value, str) else str(value)]
            end = slot.end()
        whole = mixed(*pieces, like(text[end:], text))
    return Words(whole, whole.origins, lang_of(text), whole.parts) if isinstance(whole, Words) else whole
