"""A stop sign stands on the sheets of the muscles that it names, and of conditions of them."""

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


LOCKS, GIVES = "A knee that locks and will not move", "A knee that gives way again and again"


@pytest.mark.parametrize(
    "slug",
    [
        "knee-osteoarthritis", "patellofemoral-pain", "patellar-tendinopathy", "iliotibial-band-pain",
        "popliteus", "vastus-medialis", "vastus-lateralis", "vastus-intermedius", "rectus-femoris",
    ],
)  # fmt: skip
def test_a_knee_that_locks_or_gives_way_is_a_stop_sign_where_the_knee_hurts(slug: str) -> None:
    (box,) = parts(draft(LIBRARY, SheetRequest(slug)).document(), StopBox)
    assert LOCKS in [plain(item.runs) for item in box.today]
    assert GIVES in [plain(item.runs) for item in box.soon]


@pytest.mark.parametrize("slug", ["achilles-tendinopathy", "soleus", "calf-strain"])
def test_an_antibiotic_that_harms_the_heel_cord_is_asked_about_before_it_is_loaded(slug: str) -> None:
    (box,) = parts(draft(LIBRARY, SheetRequest(slug)).document(), StopBox)
    assert "Heel cord pain and an antibiotic (Cipro)" in [plain(item.runs) for item in box.today]


@pytest.mark.parametrize("slug", ["soleus", "gluteus-minimus", "ankle-sprain", "low-back-pain"])
def test_a_sign_of_muscles_without_regions_is_not_on_other_sheets(slug: str) -> None:
    (box,) = parts(draft(LIBRARY, SheetRequest(slug)).document(), StopBox)
    assert not {LOCKS, GIVES} & {plain(item.runs) for item in (*box.today, *box.soon)}


def test_to_take_it_from_a_muscle_is_less_safe() -> None:
    now = LIBRARY.stop_signs
    bare = now.model_copy(
        update={"emergency": tuple(one.model_copy(update={"muscles": ()}) for one in now.emergency)}
    )
    assert signs_of(now, "hip")["emergency"] - signs_of(bare, "hip")["emergency"] == {
        f"iliopsoas: {THROBS}",
        *(f"{muscle}: {sign}" for muscle in GROIN for sign in (BULGE, TESTICLE)),
    }
