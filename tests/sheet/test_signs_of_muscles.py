"""A stop sign of another region stands on the sheets of the muscles that it names, and of conditions of them."""

from __future__ import annotations

import pytest

from handouts import Library, SheetRequest
from handouts.content.weaker import signs_of
from handouts.sheet.blocks import StopBox, plain
from handouts.sheet.compose import draft
from tests.sheet.bundled import parts

LIBRARY = Library.load()
THROBS = "A belly that throbs like a pulse"
BULGE = "A bulge turns hard or very sore"
GROIN = ("iliopsoas", "pectineus", "adductor-longus-and-brevis")
TESTICLE = "Sudden, bad pain in a testicle"


def emergency(slug: str) -> list[str]:
    (box,) = parts(draft(LIBRARY, SheetRequest(slug)).document(), StopBox)
    return [plain(item.runs) for item in box.emergency]


@pytest.mark.parametrize(
    "slug", ["iliopsoas", "quadratus-lumborum", "hip-osteoarthritis", "rectus-abdominis"]
)
def test_a_belly_that_throbs_is_a_stop_sign_where_pressing_is_near_it(slug: str) -> None:
    assert THROBS in emergency(slug)


@pytest.mark.parametrize("slug", ["gluteus-minimus", "sartorius"])
def test_other_muscles_of_the_region_do_not_have_it(slug: str) -> None:
    assert THROBS not in emergency(slug)


@pytest.mark.parametrize(
    "slug", ["pectineus", "adductor-longus-and-brevis", "iliopsoas", "obliques", "groin-strain"]
)
def test_what_the_groin_must_not_miss_is_a_stop_sign_there(slug: str) -> None:
    assert {BULGE, TESTICLE} <= set(emergency(slug))


def test_a_heart_that_hurts_below_the_ribs_is_a_stop_sign_for_the_belly_alone() -> None:
    sign = "Pain below the ribs and a cold sweat"
    assert sign in emergency("rectus-abdominis") and sign not in emergency("pectineus")


def test_to_take_it_from_a_muscle_is_less_safe() -> None:
    now = LIBRARY.stop_signs
    bare = now.model_copy(
        update={"emergency": tuple(one.model_copy(update={"muscles": ()}) for one in now.emergency)}
    )
    assert signs_of(now, "hip")["emergency"] - signs_of(bare, "hip")["emergency"] == {
        f"iliopsoas: {THROBS}",
        *(f"{muscle}: {sign}" for muscle in GROIN for sign in (BULGE, TESTICLE)),
    }
