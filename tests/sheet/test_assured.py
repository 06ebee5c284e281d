"""A sheet that lacks what every sheet says is none, whatever took it away; wording uses its fields."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from handouts import ContentError, Library, SheetRequest, make
from handouts.content import fields, slots
from handouts.content.model.base import Slots
from handouts.content.model.wording import Wording
from handouts.sheet import caution, compose, front, plan
from handouts.sheet.blocks import StopBox
from tests.sheet.bundled import CONDITION, MUSCLE, changed, overlay

EDITIONS = ("standard", "large", "mono", "clinician")
WORDING = Library.load().wording
SLOTS = [
    (field.path, name) for field in fields.texts(WORDING) if (mark := field.mark(Slots)) and not mark.free
    for name in mark.names
]  # fmt: skip


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("slug", [MUSCLE, CONDITION])
@pytest.mark.parametrize("lost", ["emergency", "today", "soon"])
def test_a_stop_sign_that_is_lost_on_the_way_is_missed(
    bundled_library: Library, monkeypatch: pytest.MonkeyPatch, slug: str, edition: str, lost: str
) -> None:
    real = front.stop_box

    def without(*given: Any, **named: Any) -> StopBox:
        from dataclasses import replace

        box = real(*given, **named)
        return replace(box, **{lost: getattr(box, lost)[1:]})

    monkeypatch.setattr(front, "stop_box", without)
    with pytest.raises(ContentError, match="would not say the stop sign"):
        compose.compose(bundled_library, SheetRequest(slug, edition))


def test_the_number_for_emergencies_is_missed(
    bundled_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    real = front.stop_box
    monkeypatch.setattr(front, "stop_box", lambda *given: replace(real(*given), emergency_heading="Stop"))
    with pytest.raises(ContentError, match="whom to call in an emergency: 911"):
        compose.compose(bundled_library, SheetRequest(MUSCLE))


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_dose_that_is_lost_on_the_way_is_missed(
    bundled_library: Library, monkeypatch: pytest.MonkeyPatch, edition: str
) -> None:
    real = plan.dose_cells
    monkeypatch.setattr(plan, "dose_cells", lambda *given, **named: real(*given, **named)[1:])
    with pytest.raises(ContentError, match="would not say the dose of"):
        compose.compose(bundled_library, SheetRequest(MUSCLE, edition))


def test_whom_an_exercise_is_not_for_is_missed(
    bundled_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caution.Context, "named", lambda *_: ())
    monkeypatch.setattr(caution.Context, "clauses", lambda *_: ())
    with pytest.raises(ContentError, match="is not for"):
        compose.compose(bundled_library, SheetRequest(MUSCLE))


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("slug", [MUSCLE, CONDITION])
def test_what_is_bundled_says_all_of_it_to_everybody(
    bundled_library: Library, slug: str, edition: str
) -> None:
    some = list(bundled_library.health.conditions)[::7]
    for health in (
        frozenset(),
        frozenset({"recent-surgery", "poor-balance"}),
        *(frozenset({name}) for name in some),
    ):
        for web in (False, True):
            assert compose.compose(bundled_library, SheetRequest(slug, edition, health=health), web=web)


def _text(path: fields.PathKey) -> str:
    value: Any = WORDING
    for step in path:
        value = getattr(value, str(step))
    return str(value)


@pytest.mark.parametrize(("path", "name"), SLOTS, ids=lambda value: str(value))
def test_every_field_that_a_text_must_have_stands_in_it_once(path: fields.PathKey, name: str) -> None:
    text = _text(path)
    slot = next(part for part in slots._SLOT.finditer(text) if part[1] == name)[0]
    for wrong in (
        text.replace(slot, "x"), f"{text} {slot}", text.replace(slot, f"{{{name}!r}}"), f"{text} {{0}}", f"{text} {{",
    ):  # fmt: skip
        try:
            wording = Wording.model_validate(_value(path, wrong))
        except ValidationError:
            continue  # its own form asks for the field already
        problems = list(slots.wrong_slots(wording))
        assert [at for at, _ in problems] and {at for at, _ in problems} == {path}, wrong


def _value(path: fields.PathKey, text: str) -> Any:
    value = WORDING.model_dump(exclude_none=True)
    holder = value
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = text
    return value


@pytest.mark.parametrize(
    ("pattern", "new"),
    [("^for_patient:.*", "for_patient: For you"), ("^emergency_heading:.*", "emergency_heading: Stop"),
     ("^times:.*", "times: {one: once, other: often}"), ("^page_of:.*", 'page_of: "{page} {page}"')],
)  # fmt: skip
def test_wording_that_lost_a_field_makes_no_sheet(tmp_path: Path, pattern: str, new: str) -> None:
    library = Library.load(
        overlay=overlay(tmp_path, {"wording/en.yaml": changed("wording/en.yaml", {pattern: new})})
    )
    with pytest.raises(ContentError, match=r"wording/en\.yaml:\d+:\d+: "):
        make(library, SheetRequest(MUSCLE))
