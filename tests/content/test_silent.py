"""Every value of the bundled files, changed one at a time: what a clinic's own file may say otherwise without a word.

Whatever is not named here is judged. A new field is judged or named here: somebody has to think about which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import ValidationError

from handouts.content.kinds import KINDS, WORDING
from handouts.content.library import Library
from handouts.content.loading import Loaded
from handouts.content.weaker import Around, weaker
from tests.support.altered import altered

pytestmark = pytest.mark.sweep
"""It is the whole content that is read."""

DESCRIBES = (
    r"title|subtitle|short_title|known_as|relief(/text)?|why|where/text|notice(/.*)?|facts(/.*)?|in_short/points(/.*)?"
    r"|pain/.*|mistakes"
)
"""What is told of a muscle or an exercise; nothing in it says what to do."""
STRAINS = r"about|strain/(about|sprain|(feels|causes|sports)(/.*)?)"
LESS = r"causes|causes/#/cause|habits|habits/#/marks|dose/each_side"
"""Advice may go, or be for who sees the X's alone; what sets a pain off may be said otherwise; a dose for one side is
half of it.
"""
CLINICAL = r"clinician/.*|conditions/\*/(asks|forbids)/#/caution"
CHOICE = r"plan/(exercises|alternatives)|muscles|regions|positions|needs"
"""Which exercises, and by what they are looked for: each keeps its gates, which come from its demands."""
NAMES = r"version|kind|sources|rests_on/\w+|tens/rests_on|review/.*"
"""What it is, and who stands behind it."""
EXEMPT = r"exemptions(/#/reason)?"
"""Without an exemption what is computed counts; why there is one stands in the file alone."""
FREE = re.compile("|".join((DESCRIBES, STRAINS, LESS, CLINICAL, CHOICE, NAMES, EXEMPT)))
HEADINGS_OF_SHEETS = frozenset(
    re.findall(
        r"\w+",
        """
    anatomy attaches_to blood_supply call call_us causes clinic_hours clinic_services words_used code code_title codes
    differential drawings_line eases examination
    exercises facts for_clinicians for_patient gates good_to_know grade healing_from if_strained in_short innervation
    mistakes plan_by_stage
    later log log_alt log_day log_on_screen more_about_exercise more_causes more_first_aid more_habits nerve
    dose doses exercise_sources healing log_start log_week matrix_head patient_pages_follow person_date person_for
    person_name
    note_from_clinic often_heals_in on_this_page other_choices other_formats page_of plan_subtitle pressure_rules qr_alt
    qr_heading questions read_more references relief rice satellites sets_it_off shortcuts similar skip_to_sheet
    sources_line stages starts_at strain_causes strain_signs strain_sports subject tens torn_fibres treatment
    version_line version_only what_helps what_it_does what_it_feels_like what_to_do what_to_expect what_you_can_do
    where_it_hurts where_it_is why you_may_notice your_home_plan
    doses exercise_sources healing log_start log_week matrix_head patient_pages_follow person_date person_for
    person_name
""",
    )
)
PROGRAM = frozenset(
    "program/" + name
    for name in re.findall(
        r"[\w/]+",
        """
    bring cards change_visit checked cleared clinicians cut cut_and_fold dated decided decided_by decided_lead
    do done done_alt doses evening exercise for_next_visit for_next_visit_ask for_you from_person log/one log/other
    log_alt log_lead made_by make_visit midday more_exercises morning my_exercises next_visit pain_rule_of quoted reason
    stands_against subject texts_of these title told undated wallet week worst_pain your_day your_exercises your_goal
""",
    )
)
"""The same of the home program."""
HEADINGS = HEADINGS_OF_SHEETS | PROGRAM
"""Fixed words that may be put otherwise: headings and labels, none of which warns or says how much."""

_AROUND_MESSAGES = re.compile(r"message/(?!reply$).*|site/(?!may_come_from$).*")
"""All that stands around a message or an article, but when to call."""
ENOUGH = 4
KINDS_JUDGED = (
    "muscle",
    "condition",
    "exercise",
    "strain",
    "stop-signs",
    "exercising",
    "pressure",
    "health",
    WORDING,
)


def changes(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[str, list[Any]]]:
    """Each leaf of a file with the values that may stand in its place, and each list without its first entry."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from changes(part, (*path, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from changes(part, (*path, index))
        yield path, [value[1:]]
    elif value is not None:
        yield path, _others(path, str(value))


def _others(path: tuple[Any, ...], old: str) -> list[Any]:
    if re.fullmatch(r"\d+(-\d+)?", old):
        return [str(int(old.split("-")[-1]) + 1), "1"]
    if path[-1] == "type":
        return ["comfort", "stretch"]
    if path[-1] == "region":
        return ["arm"]
    if "demands" in path:
        return ["arm-overhead"]
    return [{"true": "no", "yes": "no", "false": "yes", "no": "yes"}.get(old, f"{old} ok")]


def _shape(kind: str, path: tuple[Any, ...]) -> str:
    steps = ["#" if isinstance(step, int) else step for step in path]
    if kind == "health" and len(steps) > 1:
        steps[1] = "*"
    return "/".join(steps)


def _silent(files: list[Loaded], around: Around) -> set[str]:
    """Shapes of paths that can be changed, of which no change is noticed; of each the first few are tried."""
    tried: dict[str, list[bool]] = {}
    for loaded in files:
        for path, others in changes(loaded.source.value):
            heard = tried.setdefault(_shape(loaded.kind, path), [])
            for other in others if len(heard) < ENOUGH and True not in heard else ():
                try:
                    over = KINDS[loaded.kind].model.model_validate(altered(loaded.source.value, path, other))
                except ValidationError:
                    continue
                if over != loaded.value:
                    heard.append(any(weaker(loaded.value, over, around)))
    return {shape for shape, heard in tried.items() if heard and True not in heard}


def _said_otherwise(shape: str) -> bool:
    return shape in HEADINGS or _AROUND_MESSAGES.fullmatch(shape) is not None


@pytest.mark.parametrize("kind", KINDS_JUDGED)
def test_whatever_is_changed_is_judged_or_known_to_be_harmless(kind: str) -> None:
    library = Library.load()
    around = Around((library.health.conditions,), (library.stop_signs,), (library.strain.rice,))
    files = [library.read_unchecked(path) for path in library.folders.files()]
    of_kind = [loaded for loaded in files if loaded.kind == kind]
    assert of_kind
    silent = _silent(of_kind, around)
    free = {
        shape for shape in silent if (_said_otherwise(shape) if kind == WORDING else FREE.fullmatch(shape))
    }
    assert silent <= free, f"judge it (Kept, Signed) or say here why it is harmless: {sorted(silent - free)}"
