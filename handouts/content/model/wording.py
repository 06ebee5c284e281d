"""The fixed words of a sheet (headings, labels, units), as a content kind of its own.

What a text may say in braces stands in its type (:class:`Slots`); the composer fills it in.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import Field

from handouts.content.model.base import Agrees, FixedText, FixedWords, Model, PluralForm, Slots
from handouts.content.model.language import Form
from handouts.words import Words, lang_of, like

_SLOT = re.compile(r"\{([a-z_]*)\}")

Count = Annotated[FixedWords, Slots(("n",), free=True), PluralForm()]


class Counted(Model):
    """Words for a number of things, by CLDR's plural categories; English has ``one`` and ``other``."""

    zero: Count | None = None
    one: Count | None = None
    two: Count | None = None
    few: Count | None = None
    many: Count | None = None
    other: Count

    def form(self, category: str) -> str:
        """The words for one category; those for ``other`` where it has none of its own."""
        words: str | None = getattr(self, category)
        return words or self.other


class SideWord(Model):
    """The word for a side. A language in which it agrees with what it is said of has ``forms``, by their names
    (:attr:`handouts.language.Language.classes`).
    """

    word: Annotated[FixedWords, Agrees()]
    forms: dict[Form, FixedWords] = Field(default_factory=dict)

    def form(self, name: str = "") -> str:
        """The word as it stands beside a thing of the class ``name``."""
        return self.forms.get(name, self.word)


class Wording(Model):
    """``data/wording/en.yaml``"""

    kind: Literal["wording"]
    right: SideWord
    left: SideWord
    sore: SideWord
    working: SideWord
    other: SideWord
    side_part: Annotated[FixedWords, Slots(("side", "part"))]
    sore_part: Annotated[FixedWords, Slots(("part",))]
    part_of_sore_side: Annotated[FixedWords, Slots(("part",))]
    other_part: Annotated[FixedWords, Slots(("part",))]
    one_part: Annotated[FixedWords, Slots(("part",))]
    each_part: Annotated[FixedWords, Slots(("part",))]
    the_other_part: Annotated[FixedWords, Slots(("part",))]
    side_itself: FixedWords
    badge: Annotated[FixedWords, Slots(("side", "part"))]
    badge_both: FixedWords

    subject: Annotated[FixedWords, Slots(("title",))]
    person_name: FixedWords
    person_for: FixedWords
    person_date: FixedWords
    in_short: FixedWords
    do_today: FixedWords
    today_see_us: FixedText
    today_wait: FixedText
    where_it_is: FixedWords
    where_it_hurts: FixedWords
    you_may_notice: FixedWords
    sets_it_off: FixedWords
    what_helps: FixedWords
    causes: FixedWords
    more_causes: FixedWords
    more_habits: FixedWords
    check_first: FixedWords
    relief: FixedWords
    note_from_clinic: FixedWords

    starts_at: FixedWords
    attaches_to: FixedWords
    nerve: FixedWords
    what_it_does: FixedWords
    facts: FixedWords

    emergency_heading: Annotated[FixedWords, Slots(("number",))]
    today_heading: FixedWords
    soon_heading: FixedWords

    your_home_plan: FixedWords
    plan_subtitle: Annotated[FixedWords, Slots(("title", "part"))]
    other_choices: FixedWords
    other_choices_lead: FixedText
    wait_days: Counted
    wait_hours: Counted
    made_for_you: Annotated[FixedText, Slots(("conditions",))]
    see_us_first: FixedText
    left_out_for_you: FixedText
    not_with: Annotated[FixedText, Slots(("title", "conditions"))]
    not_yet_with: Annotated[FixedText, Slots(("title", "conditions"))]
    only_when_shown: Annotated[FixedText, Slots(("title", "conditions"))]
    do_instead: Annotated[FixedText, Slots(("title",))]
    ask_for_another: FixedText
    what_you_can_do: FixedWords
    pain_while_doing: FixedWords
    pain_go_on: FixedText
    pain_ease_off: FixedText
    pain_stop: Annotated[FixedText, Slots(("also",))]
    do_not_start: FixedWords
    never_press_on: FixedWords
    never_press_over: FixedWords
    never_move: FixedWords
    ask_before_pressing: FixedWords
    ask_before_moving: FixedWords
    box_never: Annotated[FixedText, Slots(("boxes", "conditions"))]
    box_ask: Annotated[FixedText, Slots(("boxes", "conditions"))]
    box_never_too: Annotated[FixedText, Slots(("conditions",))]
    box_ask_too: Annotated[FixedText, Slots(("conditions",))]
    box_not_for_you: Annotated[FixedText, Slots(("conditions",))]
    box_ask_first: Annotated[FixedText, Slots(("conditions",))]
    how_to_tell: FixedWords
    what_to_expect: FixedWords
    on_both_sides: FixedText
    feel_it: FixedWords
    not_if: FixedWords
    not_for: FixedWords
    not_before: FixedWords
    ask_first_if: FixedWords
    ask_first_with: FixedWords
    ask_first: FixedWords
    in_place_of: FixedWords
    you_need: FixedWords
    where_to_press: FixedWords
    easier: FixedWords
    harder: FixedWords
    why: FixedWords
    do_only_one: FixedText
    more_about_exercise: FixedWords
    careful: FixedWords
    pressure_rules: FixedWords

    seconds_short: Counted
    minutes_short: Counted
    times: Counted
    sets: Counted
    days: Counted
    hold: FixedWords
    hold_spot: FixedWords
    hold_side: FixedWords
    hold_time: FixedWords
    in_all: FixedWords
    each_session: FixedWords
    load: FixedWords
    every: FixedWords
    every_other: FixedWords
    day: FixedWords
    from_to: Annotated[FixedWords, Slots(("least", "most"))]
    from_or: Annotated[FixedWords, Slots(("least", "most"))]
    seconds: Counted
    minutes: Counted
    hours: Counted
    say_hold: Annotated[FixedText, Slots(("time",))]
    say_hold_spot: Annotated[FixedText, Slots(("time",))]
    say_hold_side: Annotated[FixedText, Slots(("time",))]
    say_sets: Counted
    say_of_times: Counted
    say_for: Annotated[FixedWords, Slots(("time",))]
    say_do: Annotated[FixedText, Slots(("dose",))]
    say_do_sets: Annotated[FixedText, Slots(("dose",))]
    say_each_side: Annotated[FixedWords, Slots(("amount",))]
    say_once_a_day: FixedWords
    say_a_day: Annotated[FixedWords, Slots(("times",))]
    say_a_week: Annotated[FixedWords, Slots(("days",))]
    say_every_other_day: FixedWords
    say_every_hours: Annotated[FixedWords, Slots(("hours",))]
    say_load: Annotated[FixedText, Slots(("load",))]
    say_rest_day: FixedText
    say_as_needed: FixedText
    repeat: FixedWords
    each_side: FixedWords
    in_a_row: FixedWords
    a_day: FixedWords
    a_week: FixedWords
    as_needed: FixedWords
    as_long_as: FixedWords

    if_strained: FixedWords
    grade: FixedWords
    torn_fibres: FixedWords
    what_it_feels_like: FixedWords
    often_heals_in: FixedWords
    what_to_do: FixedWords
    healing_by_source: Annotated[FixedWords, Slots(("name", "times"))]
    healing_from: Annotated[FixedWords, Slots(("sources",))]
    strain_signs: FixedWords
    strain_causes: FixedWords
    strain_sports: FixedWords
    rice: FixedWords
    later: FixedWords
    tens: FixedWords
    stages: FixedWords
    follow_up: FixedWords
    good_to_know: FixedWords
    more_first_aid: FixedWords

    log: FixedWords
    log_pain: FixedWords
    log_start: FixedWords
    log_tick: FixedText
    log_rest: FixedText
    log_worst: FixedText
    log_week: Annotated[FixedWords, Slots(("n",))]
    log_alt: Annotated[FixedText, Slots(("days", "rows"))]
    log_on_screen: FixedText
    log_day: Annotated[FixedWords, Slots(("n",))]
    qr_heading: FixedWords
    qr_alt: Annotated[FixedText, Slots(("address",))]
    questions: FixedWords
    call: FixedWords
    read_more: FixedWords
    skip_to_sheet: FixedWords
    on_this_page: FixedWords
    shortcuts: FixedWords
    exercises: FixedWords
    stop_signs: FixedWords
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
    code: FixedWords
    code_title: FixedWords
    gates: FixedWords
    matrix_head: FixedWords
    cell_never: FixedWords
    cell_ask: FixedWords
    cell_wait: FixedWords
    every_exercise: FixedWords
    doses: FixedWords
    healing: FixedWords
    exercise_sources: FixedWords
    dose: FixedWords
    patient_pages_follow: FixedWords
    references: FixedWords

    version_line: Annotated[FixedWords, Slots(("title", "version", "date"))]
    version_only: Annotated[FixedWords, Slots(("version", "date"))]
    review_due: Annotated[FixedWords, Slots(("date",))]
    reviewed: Annotated[FixedWords, Slots(("name", "date"))]
    signed_off: Annotated[FixedWords, Slots(("clinic", "name", "date"))]
    not_reviewed: FixedText
    sources_line: Annotated[FixedWords, Slots(("sources",))]
    drawings_line: Annotated[FixedWords, Slots(("credit",))]
    other_formats: FixedWords
    page_of: Annotated[FixedWords, Slots(("page", "pages"))]

    def fill(self, name: str, /, **values: object) -> str:
        """The text ``name`` with its slots filled in."""
        return fill(getattr(self, name), **values)

    def count(self, name: str, category: str, n: object) -> str:
        """The words ``name`` for a number; ``category`` is the plural category of it."""
        counted: Counted = getattr(self, name)
        return fill(counted.form(category), n=n)


def fill(text: str, /, **values: object) -> str:
    """``text`` with its slots filled in. Values are never looked into for further slots; the language is that of
    ``text``, whatever is filled in.
    """
    put_in = [value for value in values.values() if isinstance(value, str)]
    whole = like(_SLOT.sub(lambda m: str(values[m[1]]), text), text, *put_in)
    return Words(whole, whole.origins, lang_of(text)) if isinstance(whole, Words) else whole
