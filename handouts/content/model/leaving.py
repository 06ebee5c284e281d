"""The fixed words of what leaves the clinic beside the sheet: the home program and the message.

A part of :class:`handouts.content.model.wording.Wording`, apart because a plain sheet prints none of them.
"""

from __future__ import annotations

from typing import Annotated

from handouts.content.model.base import (
    FixedText,
    FixedWords,
    Model,
    Region,
    SafeText,
    SafeWords,
    Signed,
    Slots,
)
from handouts.content.model.counted import Counted


class ProgramWords(Model):
    """The words of a home program."""

    title: FixedWords
    subject: FixedWords
    weeks: Annotated[Counted, Signed()]
    your_goal: FixedWords
    quoted: Annotated[FixedWords, Slots(("text",))]
    from_person: Annotated[FixedWords, Slots(("name",))]
    made_by: Annotated[FixedWords, Slots(("name",))]
    pain_worse: SafeText
    your_day: FixedWords
    morning: SafeWords
    midday: SafeWords
    evening: SafeWords
    times_a_day: Annotated[FixedWords, Slots(("times",)), Signed()]
    days_a_week: Annotated[FixedWords, Slots(("days",)), Signed()]
    every_other_day: SafeWords
    every_hours: Annotated[FixedWords, Slots(("hours",)), Signed()]
    as_needed: SafeWords
    your_exercises: SafeWords
    more_exercises: SafeWords
    for_you: SafeWords
    checked: SafeWords
    checked_with_you: SafeText
    when_pain_rises: SafeWords
    go_on: SafeWords
    do_less: SafeWords
    stop: SafeWords
    pain_to: Annotated[FixedWords, Slots(("least", "most")), Signed()]
    pain_or: Annotated[FixedWords, Slots(("least", "most")), Signed()]
    pain_only: Annotated[FixedWords, Slots(("least",)), Signed()]
    go_on_means: SafeText
    go_on_do: SafeText
    do_less_means: SafeText
    do_less_do: SafeText
    stop_means: Annotated[FixedText, Slots(("also",)), Signed()]
    stop_do: Annotated[FixedText, Slots(("phone",)), Signed()]
    do: SafeWords
    log: Counted
    log_lead: FixedText
    week: Annotated[FixedWords, Slots(("n",))]
    worst_pain: FixedWords
    log_alt: Annotated[FixedText, Slots(("days", "rows"))]
    done: FixedWords
    done_alt: Annotated[FixedText, Slots(("days",))]
    for_next_visit: FixedWords
    for_next_visit_ask: FixedText
    next_visit: FixedWords
    bring: FixedText
    change_visit: Annotated[FixedText, Slots(("phone",))]
    make_visit: Annotated[FixedText, Slots(("phone",))]
    my_exercises: FixedWords
    sharp_pain: Annotated[FixedText, Slots(("phone",)), Signed()]
    cut: FixedText
    cards: FixedWords
    wallet: FixedWords
    cut_and_fold: FixedText
    not_with: SafeWords
    these: Annotated[FixedWords, Slots(("letters",))]
    stop_and_call: Annotated[FixedWords, Slots(("number",)), Signed()]
    stop_from: Annotated[FixedWords, Slots(("least",)), Signed()]
    stop_call_us: SafeWords
    dated: Annotated[FixedWords, Slots(("date",))]
    undated: FixedWords
    texts_of: Annotated[FixedWords, Slots(("date",))]
    pain_rule_of: Annotated[FixedWords, Slots(("sources",))]
    clinicians: FixedWords
    told: FixedWords
    decided: FixedWords
    decided_lead: FixedText
    exercise: FixedWords
    stands_against: SafeWords
    reason: FixedWords
    decided_by: FixedWords
    cleared: SafeWords
    doses: SafeWords


class MessageWords(Model):
    """The words of an e-mail message: around the handout or program that it brings."""

    subject_sheet: Annotated[FixedWords, Slots(("clinic",))]
    subject_program: Annotated[FixedWords, Slots(("clinic",))]
    preheader_sheet: FixedText
    preheader_program: Counted
    hello: FixedWords
    hello_name: Annotated[FixedWords, Slots(("name",))]
    opening_sheet: FixedText
    opening_program: FixedText
    attached: Counted
    closing: FixedText
    reply: Annotated[FixedText, Slots(("number",)), Signed()]
    why: FixedText
    not_you: Annotated[FixedText, Slots(("phone",))]
    drawing: Annotated[FixedWords, Slots(("text",))]
    rest_attached: FixedText
    read_online: FixedWords


class SiteWords(Model):
    """The words of the pages that the codes of sheets open, around their articles."""

    title: FixedWords
    lead: FixedText
    all_pages: FixedWords
    muscles: FixedWords
    conditions: FixedWords
    exercises: FixedWords
    by_place: FixedWords
    places: dict[Region, FixedWords]
    search: FixedWords
    nothing_found: FixedWords
    print_sheet: Annotated[FixedWords, Slots(("size",))]
    either_side: SafeWords
    left_side: SafeWords
    right_side: SafeWords
    sides: SafeWords
    languages: FixedWords
    helps_with: FixedWords
    may_come_from: Annotated[FixedText, Signed()]
    pages: FixedWords
    body_map: FixedWords
    front: SafeWords
    behind: SafeWords
    a_to_z: FixedWords
    not_found: FixedWords
    not_found_lead: FixedText
    sources: FixedWords
    sources_lead: FixedText
    drawings: FixedWords
    drawings_lead: FixedText
    licence: FixedWords
