"""What is said beside the exercises is gated as strictly as they are: one rule at a time, on made-up content."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts import Library, SheetRequest
from handouts.making import make
from handouts.sheet.compose import compose, draft
from tests.sheet.bundled import flat
from tests.sheet.test_first_aid_rules import COLD
from tests.sheet.test_rules import _said
from tests.sheet.tiny import TOPIC, exercise, illness, tiny


@pytest.mark.parametrize("demand", ["stretch", "press-thigh", "load-low", "press", "load"])
def test_whom_no_exercise_is_for_is_not_told_to_stretch_press_or_lift(tmp_path: Path, demand: str) -> None:
    points = ["It can hurt.", {"text": "Do it in the morning.", "demands": [demand]}]
    library = tiny(
        tmp_path,
        {"lift": exercise("Lift"), "ball": exercise("Ball", "pressure")},
        conditions={"illness-a": illness(["exercise"]), "illness-b": illness(["cold"])},
        in_short={"points": points},
    )
    assert "Do it in the morning." in _said(library) and "Do it in the morning." in _said(
        library, "illness-b"
    )
    assert "Do it in the morning." not in _said(library, "illness-a")


def test_who_is_sore_on_both_sides_lies_on_a_sore_one(tmp_path: Path) -> None:
    shell = exercise("Shell", demands=["lie-on-good-side"])
    library = tiny(
        tmp_path,
        {"shell": shell, "lift": exercise("Lift")},
        conditions={"illness-a": illness(["lie-on-sore-side"])},
    )
    for side, given in (("left", True), ("both", False)):
        asked = SheetRequest(TOPIC, side=side, health=frozenset({"illness-a"}))  # type: ignore[arg-type]
        assert ("Begin Shell." in flat(compose(library, asked).sections)) is given
    both = make(library, SheetRequest(TOPIC, side="both"), "text").data.decode()
    left = make(library, SheetRequest(TOPIC, side="left"), "text").data.decode()
    assert "you have illness-a" in both and "you have illness-a" not in left


def test_whom_warmth_is_not_for_is_named_beside_first_aid(tmp_path: Path) -> None:
    strain = {**COLD, "later": {"text": "Cold and warm in turns.", "demands": ["cold", "warmth"]}}
    library = tiny(
        tmp_path,
        {"lift": exercise("Lift")},
        strain=strain,
        conditions={"illness-a": illness(["warmth"]), "illness-b": illness(["cold"], ["compression"])},
    )
    said = _said(library)
    assert "Heat: not with illness-a text." in said and "Ice and Heat: not with illness-b text." in said
    assert "Cold and warm in turns." not in _said(library, "illness-a")


def test_what_only_waits_is_not_said_of_warmth_twice(bundled_library: Library) -> None:
    """A new strain has no warmth for three days: the line above says so."""
    said = flat(compose(bundled_library, SheetRequest("gluteus-minimus")).sections)
    assert "No heat" in said and "Heat: not with a strain" not in said


@pytest.mark.parametrize(
    ("slug", "condition", "said"),
    [
        ("plantar-heel-pain", "blood-clot", "Stretch the sole before your first steps"),
        ("ankle-sprain", "poor-feeling", "a brace or a wrap"),
        ("ankle-sprain", "poor-balance", "Add hops"),
        ("gluteus-minimus", "recent-surgery", "Use a high stool"),
        ("lumbar-erector-spinae", "fracture", "Stop for short walks"),
        ("iliopsoas", "under-16", "cruise control"),
        ("vastus-medialis", "new-strain", "Take short walks"),
        ("hamstring-strain", "new-strain", "Build up speed"),
        ("vastus-lateralis", "knee-replacement", "Slide down as far"),
        ("biceps-femoris", "disc-or-nerve-root-pain", "Put a ball under the middle"),
    ],
)
def test_advice_against_a_condition_stands_on_no_sheet_of_it(
    bundled_library: Library, slug: str, condition: str, said: str
) -> None:
    for detail in ("short", "full"):
        asked = SheetRequest(slug, health=frozenset({condition}), detail=detail)  # type: ignore[arg-type]
        assert said not in make(bundled_library, asked, "text").data.decode()
    assert said in make(bundled_library, SheetRequest(slug, detail="full"), "text").data.decode()


def test_a_sore_kneecap_tendon_has_the_work_that_is_for_it(bundled_library: Library) -> None:
    """What everybody with a complaint has rules nothing out that the plan was written for."""
    for slug in bundled_library.slugs("conditions"):
        assert not draft(bundled_library, SheetRequest(slug)).plan.left_out, slug
