"""The fixed words of a sheet (headings, labels, units) in one language, as a content kind of its own.

A new language is one new file ``data/wording/LANG.yaml`` plus translated content. Fields in braces are filled in
by the composer; :data:`FIELDS` says which ones each text may use.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from pydantic import model_validator

from handouts.content.model import FieldError, Model, ShortText, Text

FIELDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "page_of": frozenset({"page", "pages"}),
        "for_patient": frozenset({"name"}),
        "badge": frozenset({"side", "part"}),
        "plan_subtitle": frozenset({"title", "part"}),
        "emergency_heading": frozenset({"number"}),
        "version_only": frozenset({"version", "date"}),
        "version_line": frozenset({"title", "version", "date"}),
        "review_due": frozenset({"date"}),
        "reviewed": frozenset({"name", "date"}),
        "signed_off": frozenset({"clinic", "name", "date"}),
        "sources_line": frozenset({"sources"}),
        "drawings_line": frozenset({"credit"}),
        "wait_hours": frozenset({"hours"}),
        "instead": frozenset({"title"}),
        "today_instead": frozenset({"title"}),
        "log_alt": frozenset({"days", "rows"}),
        "qr_alt": frozenset({"address"}),
        "figure_missing": frozenset({"title"}),
        "left_out_for_you": frozenset({"titles"}),
        "subject": frozenset({"title"}),
        "minutes_short": frozenset({"n"}),
        "seconds_short": frozenset({"n"}),
        "times": frozenset({"n"}),
        "times_one": frozenset({"n"}),
        "sets": frozenset({"n"}),
        "sets_one": frozenset({"n"}),
        "days": frozenset({"n"}),
        "days_one": frozenset({"n"}),
        "healing_by_source": frozenset({"name", "times"}),
        "healing_from": frozenset({"sources"}),
    }
)
"""Which fields a text may use; a text not listed uses none."""

_FIELD = re.compile(r"\{([a-z_]*)\}")


class Wording(Model):
    """``data/wording/LANG.yaml``"""

    kind: Literal["wording"]
    language: ShortText
    """The language's own name, for example English."""
    months: tuple[ShortText, ...]
    date_order: Literal["day-month-year", "month-day-year"]

    right: ShortText
    left: ShortText
    both: ShortText
    sore: ShortText
    working: ShortText
    other: ShortText
    badge: ShortText
    badge_both: ShortText

    subject: ShortText
    for_patient: ShortText
    in_short: ShortText
    do_today: ShortText
    today_instead: Text
    today_ask: Text
    today_wait: Text
    where_it_is: ShortText
    where_it_hurts: ShortText
    you_may_notice: ShortText
    sets_it_off: ShortText
    what_helps: ShortText
    more_habits: ShortText
    check_first: ShortText
    relief: ShortText
    note_from_clinic: ShortText

    starts_at: ShortText
    attaches_to: ShortText
    nerve: ShortText
    what_it_does: ShortText

    emergency_heading: ShortText
    soon_heading: ShortText

    your_home_plan: ShortText
    plan_subtitle: ShortText
    plan_subtitle_plain: ShortText
    other_choices: ShortText
    other_choices_lead: Text
    wait_hours: ShortText
    left_out_for_you: Text
    on_both_sides: Text
    feel_it: ShortText
    not_if: ShortText
    not_for: ShortText
    not_on: ShortText
    ask_first: ShortText
    instead: ShortText
    only_instead: ShortText
    you_need: ShortText
    where_to_press: ShortText
    easier: ShortText
    harder: ShortText
    why: ShortText
    careful: ShortText
    pressure_rules: ShortText
    and_word: ShortText
    or_word: ShortText

    seconds_short: ShortText
    minutes_short: ShortText
    times: ShortText
    times_one: ShortText
    sets: ShortText
    sets_one: ShortText
    days: ShortText
    days_one: ShortText
    hold: ShortText
    hold_spot: ShortText
    hold_side: ShortText
    hold_time: ShortText
    in_all: ShortText
    repeat: ShortText
    each_side: ShortText
    in_a_row: ShortText
    a_day: ShortText
    a_week: ShortText
    as_needed: ShortText
    as_long_as: ShortText

    if_strained: ShortText
    grade: ShortText
    torn_fibres: ShortText
    what_it_feels_like: ShortText
    often_heals_in: ShortText
    what_to_do: ShortText
    healing_by_source: ShortText
    healing_from: ShortText
    strain_signs: ShortText
    strain_causes: ShortText
    strain_sports: ShortText
    rice: ShortText
    later: ShortText
    good_to_know: ShortText
    more_first_aid: ShortText

    log: ShortText
    log_pain: ShortText
    log_alt: Text
    qr_heading: ShortText
    qr_alt: Text
    questions: ShortText
    call: ShortText

    for_clinicians: ShortText
    anatomy: ShortText
    innervation: ShortText
    blood_supply: ShortText
    referral: ShortText
    differential: ShortText
    satellites: ShortText
    similar: ShortText
    examination: ShortText
    treatment: ShortText
    codes: ShortText
    code: ShortText
    code_title: ShortText
    gates: ShortText
    references: ShortText

    version_line: ShortText
    version_only: ShortText
    review_due: ShortText
    reviewed: ShortText
    signed_off: ShortText
    not_reviewed: ShortText
    sources_line: ShortText
    drawings_line: ShortText
    other_formats: ShortText
    page_of: ShortText
    figure_missing: ShortText

    @model_validator(mode="after")
    def _known_fields(self) -> Wording:
        for name in type(self).model_fields:
            value = getattr(self, name)
            unknown = (
                set(_FIELD.findall(value)) - FIELDS.get(name, frozenset()) if isinstance(value, str) else ()
            )
            if unknown:
                raise FieldError(f"unknown field {{{sorted(unknown)[0]}}}", name)
        if len(self.months) != 12:
            raise FieldError("there must be twelve", "months")
        return self

    def fill(self, name: str, /, **values: object) -> str:
        """The text ``name`` with its fields filled in. Values are never looked into for further fields."""
        text: str = getattr(self, name)
        return _FIELD.sub(lambda m: str(values[m[1]]), text)
