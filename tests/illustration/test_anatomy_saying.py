"""The words of an anatomy drawing name no place beyond its edge, tell of its dashes and of where it is seen from."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

pytest.importorskip("scipy")
pytest.importorskip("skimage")

from illustration.anatomy.saying import directions, problems
from illustration.anatomy.view import View

THIGH = "Drawing of the right thigh from the side. A band goes down to the knee."


def found(
    alt: str,
    *shown: str,
    caption: str = "Right thigh.",
    azimuth: float = 90.0,
    elevation: float = 0.0,
    dashed: bool = False,
) -> list[str]:
    view = SimpleNamespace(alt=alt, caption=caption, azimuth=azimuth, elevation=elevation)
    return list(problems(cast(View, view), frozenset(shown), dashed))


def test_a_place_that_is_not_seen_is_said_to_lie_beyond_the_edge() -> None:
    assert found(THIGH, "femur_r", "tibia_r") == []
    (one,) = found(THIGH, "femur_r", "hip_bone_r")
    assert one.startswith("alt names 'knee', which is not seen")
    left = THIGH.replace("A band goes down", "A band leaves the picture on its way down")
    assert found(left, "femur_r", "hip_bone_r") == []


@pytest.mark.parametrize(
    ("alt", "shown"),
    [
        ("It ends on the shin bone.", "tibia_r"),
        ("It starts on the sitting bone.", "hip_bone_r"),
        ("It ends on the heel bone.", "calcaneus_r"),
        ("It lies on the ribs.", "rib_5th_r"),
        ("It goes to the small toes.", "distal_phalanx_of_third_finger_of_foot_r"),
    ],
)
def test_each_bone_is_looked_for_by_its_name(alt: str, shown: str) -> None:
    whole = f"Drawing from the side. {alt}"
    assert found(whole, shown) == [] != found(whole, "nothing")


def test_dashes_are_told_of_where_there_are_some() -> None:
    dashes = "Drawing of the right hip from the side. A dashed line shows another muscle."
    assert found(dashes, dashed=True) == []
    assert "there is none" in found(dashes)[0]
    assert "nothing of the dashed line" in found("Drawing of the right hip from the side.", dashed=True)[0]


def test_the_view_is_that_of_the_caption_and_of_the_camera() -> None:
    front = "Drawing of the right thigh from the front."
    assert found(front, azimuth=0.0, caption="Right thigh, from the front.") == []
    assert found(front, azimuth=24.0) == [], "a little from the side need not be said"
    assert found(front, azimuth=0.0, caption="Right thigh, from the side and front.") == [
        "caption says front and outer, alt front"
    ]
    assert found(front, azimuth=55.0) == ["the picture is seen from outer, alt says front"]
    assert "alt says front: the picture is not seen from there" in found(front, azimuth=180.0)


def test_the_inner_side_is_not_the_outer_one() -> None:
    assert directions("Right leg, from behind and inside.") == {"behind", "inner"}
    assert directions("From the front and the inner side with two muscles.".lower()) == {"front", "inner"}
    assert directions("Drawing of the right side of the chest from the front.") == {"front"}
