"""R and L stand on their own sides of the body's mid-line, also where it is not the middle of the picture."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

pytest.importorskip("scipy")
pytest.importorskip("skimage")

from illustration.charts.pattern import Panel
from illustration.charts.sides import MIDDLE_PT, shows_both, sides
from illustration.charts.surface import PIXELS_PER_POINT, Surface
from illustration.geometry.mesh import Floats

HALF = Panel("front-right", "hip-thigh", (), (), "", "", True)
WIDE, HIGH = 60, 80  # points


def body(middle: float) -> Surface:
    """A plain rectangle of a body whose mid-line is so many points from its left."""
    shape = round(HIGH * PIXELS_PER_POINT), round(WIDE * PIXELS_PER_POINT)
    rest = np.zeros((*shape, 3))
    rest[..., 0] = (np.arange(shape[1]) / PIXELS_PER_POINT - middle) / 1000
    level = np.array([[0.0, HIGH / 2 * PIXELS_PER_POINT, 0.0]])
    return cast(
        Surface,
        SimpleNamespace(
            inside=np.ones(shape, bool), arm=np.zeros(shape), rest=rest, project=lambda _points: level
        ),
    )


def spot(x: float) -> Floats:
    """Ink in a column at so many points from the left."""
    down = np.linspace(0, HIGH, 200)
    return np.stack([np.full_like(down, x), down], axis=1) * PIXELS_PER_POINT


@pytest.mark.parametrize("middle", [30.0, 42.0])
def test_each_letter_is_on_its_side(middle: float) -> None:
    (right, x, _), (left, y, _) = sides(body(middle), HALF, ())
    assert (right, left) == ("R", "L")
    assert x <= middle - MIDDLE_PT and y >= middle + MIDDLE_PT


def test_a_letter_that_has_to_move_in_does_not_take_the_other_past_the_middle() -> None:
    (_, x, _), (_, y, _) = sides(body(42.0), HALF, [spot(6.0)])
    assert x > 6.0 and y >= 42.0 + MIDDLE_PT


def test_no_letters_where_one_would_be_on_the_wrong_side() -> None:
    assert sides(body(55.0), HALF, ()) == ()


def test_letters_stand_beside_a_body_that_has_no_room_for_them() -> None:
    narrow = body(30.0)
    narrow.inside[:, : round(22 * PIXELS_PER_POINT)] = False
    narrow.inside[:, round(38 * PIXELS_PER_POINT) :] = False
    (right, x, _), (left, y, _) = sides(narrow, HALF, [spot(22.0), spot(30.0), spot(38.0)])
    assert (right, left) == ("R", "L") and x < 22.0 and y > 38.0


@pytest.mark.parametrize(
    ("view", "region", "both"),
    [
        ("front", "legs", True),
        ("head-front", "head-neck", True),
        ("back", "shoulder-arm", True),
        ("right", "hip", False),
        ("back", "leg-side", False),
        ("arm-back", "forearm-hand", False),
        ("sole", "foot", False),
    ],
)
def test_which_panels_show_both_sides(view: str, region: str, both: bool) -> None:
    assert shows_both(Panel(view, region, (), (), "", "", True)) is both
