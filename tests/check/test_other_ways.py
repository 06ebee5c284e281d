"""An easier or harder way to do an exercise is for no one whom what it asks for is not for."""

from __future__ import annotations

import pytest

from handouts import Library, SheetRequest
from handouts.check.safety import advised
from handouts.content.model import Advice
from handouts.sheet.blocks import ExerciseCard, plain
from handouts.sheet.compose import compose
from handouts.sheet.said import paragraphs
from tests.check.cases import case
from tests.sheet.bundled import parts


def _said(library: Library, slug: str, exercise: str, *health: str) -> str:
    request = SheetRequest(slug, detail="full", health=health, exercises=(exercise,))
    (card,) = (card for card in parts(compose(library, request), ExerciseCard) if card.letter == "A")
    return " ".join(plain(note.runs) for note in card.extras)


@pytest.mark.parametrize(
    ("exercise", "way"), [("short-foot", "while you stand"), ("toe-lift", "while you stand")]
)
def test_who_may_not_stand_is_not_told_to(bundled_library: Library, exercise: str, way: str) -> None:
    assert way in _said(bundled_library, "plantar-heel-pain", exercise)
    assert way not in _said(bundled_library, "plantar-heel-pain", exercise, "poor-balance")


def test_what_the_exercise_itself_asks_for_keeps_no_way_from_who_does_it(bundled_library: Library) -> None:
    request = SheetRequest(
        "plantar-heel-pain",
        detail="full",
        health=("poor-balance",),
        exercises=("heel-raise",),
        cleared=("heel-raise",),
    )
    text = " ".join(paragraphs(compose(bundled_library, request)))
    assert "Lift your heels only half way." in text


def test_who_may_not_lean_on_a_wall_is_told_of_the_cane_alone(bundled_library: Library) -> None:
    for health, told in (((), True), (("poor-balance",), False)):
        request = SheetRequest(
            "gluteus-minimus", detail="full", health=health, exercises=("cane-side-of-hip",)
        )
        text = " ".join(paragraphs(compose(bundled_library, request)))
        assert ("Use a ball against a wall." in text) is told
        assert "Use a hooked cane if you cannot lean or balance well." in text


@pytest.mark.parametrize(
    ("way", "demand"),
    [
        ("Do it while you stand.", "stand"), ("Do it standing.", "stand"), ("Stand on one leg.", "stand-on-one-leg"),
        ("Sit on the floor.", "floor"), ("Kneel on a cushion.", "kneel"), ("Lie down.", "lie-on-back"),
        ("Lie on your back.", "lie-on-back"), ("Lie face down.", "lie-face-down"), ("Lean on a wall.", "balance"),
        ("Press with your thumbs.", "grip"), ("Hold a heavy bag.", "load-moderate"),
        ("Lie on {sore side}.", "lie-on-sore-side"), ("Reach up with one arm.", "arm-overhead"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("field", ["easier", "harder"])
def test_a_way_that_asks_for_more_has_to_say_so(
    bundled_library: Library, field: str, way: str, demand: str
) -> None:
    bare = bundled_library.exercise("toe-lift").model_copy(
        update={"easier": None, "harder": None, "demands": ()}
    )

    def found(**changes: object) -> list[str]:
        remarks = advised(case(bundled_library, bare.model_copy(update=changes)))
        return [remark.message for remark in remarks if f"'{demand}'" in remark.message]

    assert len(found(**{field: Advice(text=way)})) == 1
    assert found(**{field: Advice.model_validate({"text": way, "demands": [demand]})}) == []
    assert found(**{field: Advice(text=way), "demands": (demand,)}) == []


@pytest.mark.parametrize(
    "way", ["Stand still.", "Let the shin lie across the mat.", "Use your hand.", "Do it slower."]
)
def test_a_way_that_asks_for_nothing_more_needs_no_demands(bundled_library: Library, way: str) -> None:
    bare = bundled_library.exercise("toe-lift").model_copy(
        update={"harder": Advice(text=way), "demands": ("leg-across",)}
    )
    assert list(advised(case(bundled_library, bare))) == []
