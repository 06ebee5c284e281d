"""Every fixed text of a sheet, page, message, program or site is used: one that nobody uses is translated for nothing.

What is read of the wording is written down while every form of everything is composed, so that a word elsewhere of the
same name counts for nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from handouts import Library, SheetRequest, email_message, make
from handouts.content.model.counted import Counted
from handouts.content.model.leaving import MessageWords, ProgramWords, SiteWords
from handouts.content.model.wording import SideWord, Wording
from handouts.mail.message import message_of
from handouts.program.making import make_program
from handouts.program.reading import plan_of
from handouts.resources import data_folder
from handouts.sheet.compose import draft
from handouts.sheet.edition import DETAILS, EDITIONS
from handouts.sheet.signing import fingerprint
from handouts.site.about import drawings_page
from handouts.site.bodymap import body_map
from handouts.site.build import site_of
from tests.content.samples import FILES, LIFT, MUSCLE, library

GROUPS = (Wording, ProgramWords, MessageWords, SiteWords)
"""Whose fields are the keys; the words of a side and of a number are one key each."""
DAY = dt.date(2026, 3, 4)
PERSON: Mapping[str, Any] = {"patient": "Ida Lee", "note": "See you soon.", "date": DAY}
TOPICS = ("gluteus-minimus", "calf-strain", "hip-and-glute-pain", "rectus-femoris")
DOSES = (
    "{hold_seconds: 10, hold_each: side, every_other_day: true}",
    "{hold_seconds: 60, hold_each: spot, as_needed: true}",
    "{repetitions: 2, hold_seconds: 30, each_side: true, every_hours: 2}", "{hold_seconds: 20, times_a_day: 1}",
    "{sets: 2, repetitions: 12, each_side: true, load: 5 lb, days_a_week: 2-3, rest_day: true}",
    "{session_minutes: 5, hold_seconds: 90, hold_each: time, times_a_day: 2-3}",
)  # fmt: skip
PLAN: Mapping[str, Any] = {
    "kind": "program", "name": "Ida Lee", "about": "big-muscle", "goal": "to hike", "note": "Well done.",
    "by": "Pat Example", "weeks": 2, "visit": {"on": "2026-04-01", "at": "10:30", "who": "Pat"}, "date": "2026-03-04",
    "exercises": ["ball-press", "leg-lift"],
}  # fmt: skip


READERS: tuple[Mapping[str, Any], ...] = ({}, {"side": "left", **PERSON}, {"side": "both"})
PLANS: tuple[Mapping[str, Any], ...] = (
    {"has": ["thin-bones"], "cleared": ["ball-press"], "edition": "clinician"},
    {"exercises": ["dose-1", {"exercise": "leg-lift", "note": "Go slowly."}]},
    {
        "has": ["sore-skin"], "edition": "clinician",
        "acknowledge": {"ball-press": {"by": "Dana Lee", "reason": "It has healed by now."}},
    },
    {"note": None, "exercises": ["leg-lift"]},
    {"visit": None, "date": None, "goal": None, "by": None, "exercises": ["leg-lift=2x12, every other day"]},
    {"exercises": ["leg-lift=2x12, every 2 hours", "ball-press=30s, 5/day"], "weeks": 1, "edition": "clinician"},
)  # fmt: skip


def keys(group: type[BaseModel], before: str = "") -> Iterator[tuple[type[BaseModel], str, str]]:
    """Every key of the wording: its class, its name there, and its whole name."""
    for name, info in group.model_fields.items():
        kind = info.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel) and kind not in (Counted, SideWord):
            yield from keys(kind, f"{before}{name}.")
        elif name != "kind":
            yield group, name, before + name


@pytest.fixture(scope="module", name="read")
def _read(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[type[BaseModel], str]]:
    """What was read of the wording, by class and name, while all there is was composed."""
    folder = tmp_path_factory.mktemp("wording")
    libraries = [Library.load(), *_small(folder)]
    found: set[tuple[type[BaseModel], str]] = set()
    for one in libraries:
        assert one.wording  # what reads all of it (slots, notation) is done now

    def watched(group: type[BaseModel]) -> Any:
        fields = frozenset(group.model_fields)

        def get(self: object, name: str) -> object:
            if name in fields:
                found.add((group, name))
            return object.__getattribute__(self, name)

        return get

    with pytest.MonkeyPatch.context() as patch:
        for group in GROUPS:
            patch.setattr(group, "__getattribute__", watched(group), raising=False)
        _compose_everything(*libraries)
    return found


def _small(folder: Path) -> tuple[Library, Library, Library]:
    """The small content as it is, and with somebody who has read it and a clinic that has signed it."""
    review = "review: {written: 2026-01-31, reviewed_by: Ana Ruiz, reviewed_on: 2026-02-02, review_due: 2028-01-31}"
    before = next(line for line in MUSCLE.splitlines() if line.startswith("review:"))
    health = FILES["guidance/health.yaml"] + (
        "  fresh-cut:\n    text: a fresh cut\n    when: it is fresh\n    clinical: Cut\n    hours: 20\n"
        "    forbids: [{demands: [press, load], caution: It may bleed.}]\n"
    )
    bands = FILES["guidance/exercising.yaml"].replace("ease_off: 5", "ease_off: 9")
    doses = {f"exercises/dose-{number}.yaml": _with_dose(number) for number in range(len(DOSES))}
    places = (data_folder() / "guidance" / "places.yaml").read_text("utf-8")
    plain = library(folder / "plain", guidance__health=health, **doses, **{"guidance/places.yaml": places})
    read = library(
        folder / "read",
        guidance__health=health,
        muscles__big_muscle=MUSCLE.replace(before, review),
        guidance__exercising=bands,
    )
    said = fingerprint(plain, "big-muscle")
    sign = f"signed_off: {{big-muscle: {{by: Dana Lee, on: 2026-03-03, text: '{said}'}}}}\n"
    signed = library(
        folder / "signed", guidance__health=health, clinics__desk=FILES["clinics/desk.yaml"] + sign
    )
    return plain, read, signed


def _with_dose(number: int) -> str:
    """An exercise with a dose of its own."""
    text = LIFT.replace("title: Lift your leg", f"title: Lift {number}").replace("Leg lift", f"Lift {number}")
    return "".join(
        f"dose: {DOSES[number]}\n" if line.startswith("dose:") else line
        for line in text.splitlines(keepends=True)
    )


def _compose_everything(bundled: Library, small: Library, read: Library, signed: Library) -> None:
    """Sheets in every edition, short and full, on paper and screen; programs; messages; a site."""
    for slug, edition, detail, web in product(TOPICS, EDITIONS, DETAILS, (False, True)):
        for more in READERS:
            draft(bundled, SheetRequest(slug, edition, detail=detail, **more)).document(web=web)
    for slug in bundled.names("topic"):
        draft(bundled, SheetRequest(slug, detail="full")).document()
    for slug, condition in product(TOPICS, bundled.health.conditions):
        draft(bundled, SheetRequest(slug, detail="full", health=frozenset({condition}))).document()
    for edition, illness in product(EDITIONS, (*small.health.conditions, "")):
        health = frozenset({illness} - {""})
        draft(small, SheetRequest("big-muscle", edition, health=health)).document()
    for number, detail in product(range(len(DOSES)), DETAILS):
        draft(small, SheetRequest("big-muscle", exercises=(f"dose-{number}",), detail=detail)).document()
    for one in (read, signed):
        draft(one, SheetRequest("big-muscle")).document()
    for layout, fillable in (("rows", False), ("1", True), ("2", False), ("4", False), ("6", False)):
        plan = {**PLAN, "layout": layout, "fillable": fillable, "add": ["cards", "wallet", "fridge"]}
        make_program(small, plan_of(plan, small))
    for more in PLANS:
        make_program(small, plan_of({**PLAN, **more}, small))
    sheet = SheetRequest("big-muscle", side="left", **PERSON)
    for personal, attach in ((True, True), (False, False)):
        email_message(small, sheet, to="x@example.org", personal=personal, attach=attach)
        message_of(small, plan_of(PLAN, small), to="x@example.org", personal=personal, attach=attach)
    make(small, sheet, "html")
    make_program(read, plan_of(PLAN, read))
    site_of(small, ("en",), "letter")
    body_map(small.wording.site, {}, bundled)
    drawings_page(bundled, [("anatomy", TOPICS[0])])


def test_every_key_of_the_wording_is_used(read: set[tuple[type[BaseModel], str]]) -> None:
    unread = [name for group, key, name in keys(Wording) if (group, key) not in read]
    # said where a plan goes on with what need not wait: tests/sheet/test_rules.py
    assert unread == ["first_part", "not_yet_with"], " ".join(unread)


def test_a_name_that_stands_elsewhere_uses_no_key(read: set[tuple[type[BaseModel], str]]) -> None:
    """A key "title" of all sheets would be dead, though a site, a program and every topic have a title."""
    assert (SiteWords, "title") in read and (ProgramWords, "title") in read
    assert (Wording, "title") not in read
