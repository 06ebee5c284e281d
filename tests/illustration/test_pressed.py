"""A trigger point lies on its muscle as a finger presses it: square to the skin, or towards the middle of the limb."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

pytest.importorskip("scipy")
pytest.importorskip("skimage")

from illustration.charts.mannequin import mannequin
from illustration.charts.marks import on_skin, ray
from illustration.charts.muscles import distance, off_muscle
from illustration.charts.pattern import Pattern, Place, Portion
from illustration.geometry.mesh import Floats, Mesh
from illustration.registration import Registration
from tests.illustration.body import needs_body

OUTER = Place("thigh", 0.5, 0.0)


def at(middle: Floats) -> tuple[Mesh]:
    """A speck of muscle."""
    corners = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]]) * 1e-4
    faces = np.array([[0, 1, 2], [0, 1, 3], [0, 2, 3], [1, 2, 3]])
    return (Mesh(middle + corners, faces),)


def body() -> Registration:
    return cast(Registration, SimpleNamespace(model=mannequin()))


@needs_body
def test_a_muscle_under_the_skin_is_met_and_one_beside_it_is_not() -> None:
    limbs = mannequin().limbs
    skin = on_skin([OUTER], limbs, mannequin().at_rest())[0]
    _, outward = ray(OUTER, limbs)
    along = limbs.thigh.directions[2]
    deep = skin - 0.03 * outward
    assert distance(OUTER, body(), at(deep)) < 0.001
    assert distance(OUTER, body(), at(deep + 0.04 * along)) == pytest.approx(0.04, abs=0.01)


@needs_body
def test_a_muscle_past_the_middle_of_the_limb_is_met_square_to_the_skin() -> None:
    """A ray from the axis alone begins behind it and missed it by its whole way round."""
    limbs = mannequin().limbs
    skin = on_skin([OUTER], limbs, mannequin().at_rest())[0]
    origin, outward = ray(OUTER, limbs)
    past = skin - (float((skin - origin) @ outward) + 0.01) * outward
    assert distance(OUTER, body(), at(past)) < 0.03


def test_the_ones_that_are_off_are_named_with_how_far() -> None:
    portion = Portion(
        name="all",
        trigger_points=(OUTER,),
        essential=(),
        spillover=(),
        in_words="",
        sources=(),
        muscles=("m",),
    )
    pattern = cast(Pattern, SimpleNamespace(portions={"all": portion}))
    assert off_muscle(pattern, {("all", OUTER): 0.0099}) == []
    assert off_muscle(pattern, {("all", OUTER): 0.0271}) == [
        "portion 'all': [thigh, 0.5, 0] is 27 mm off its muscle, at most 10"
    ]
    assert off_muscle(pattern, {}) == [
        "portion 'all' names no muscles: its trigger points cannot be measured"
    ]
