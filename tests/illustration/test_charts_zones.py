"""Limb coordinates, zones and stipple: distances are true, dots keep their distance and their zone."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("scipy")

from illustration.charts.limbs import Axis, Limbs, Located
from illustration.charts.marks import APART_PT, apart, ray
from illustration.charts.muscles import beside
from illustration.charts.pattern import Place, Station
from illustration.charts.stipple import ESSENTIAL, SHORTEST_PT, STRIPE_PT, hatch, stipple
from illustration.charts.zones import field, wrap

UP, FRONT = np.array([0.0, 1, 0]), np.array([0.0, 0, 1])
LIMBS = Limbs(
    thigh=Axis(np.array([-0.1, 0.0, 0]), np.array([-0.1, -0.4, 0]), FRONT),
    lower_leg=Axis(np.array([-0.1, -0.4, 0]), np.array([-0.1, -0.8, 0]), FRONT),
    foot=Axis(np.array([-0.1, -0.85, -0.05]), np.array([-0.1, -0.85, 0.15]), UP),
    trunk=Axis(np.array([0.0, 0.0, 0]), np.array([0.0, 0.5, 0]), FRONT),
    head=Axis(np.array([0.0, 0.5, 0]), np.array([0.0, 0.8, 0]), FRONT),
    upper_arm=Axis(np.array([-0.2, 0.4, 0]), np.array([-0.2, 0.1, 0]), FRONT),
    forearm=Axis(np.array([-0.2, 0.1, 0]), np.array([-0.2, -0.15, 0]), FRONT, twist=60.0),
    hand=Axis(np.array([-0.2, -0.15, 0]), np.array([-0.2, -0.33, 0]), np.array([0.87, 0, 0.5]), FRONT),
)


@pytest.mark.parametrize(
    ("point", "angle"),
    [((-0.2, -0.2, 0), 0), ((-0.1, -0.2, 0.1), 90), ((0.0, -0.2, 0), 180), ((-0.1, -0.2, -0.1), -90)],
)
def test_outer_front_inner_back_of_the_right_thigh(point: tuple[float, ...], angle: float) -> None:
    along, found, radius = LIMBS.thigh.coordinates(np.array(point))
    assert along == pytest.approx(0.2) and radius == pytest.approx(0.1)
    assert abs(float(wrap(float(found) - angle))) < 1e-9


def test_the_leg_is_continuous_over_the_knee() -> None:
    y = np.linspace(-0.1, -0.7, 61)
    points = np.stack([np.full(61, -0.1), y, np.full(61, 0.06)], axis=1)
    located = LIMBS.locate("leg", points, np.zeros(61))
    assert np.allclose(located.along, -y) and np.allclose(located.angle, 90)
    assert located.valid.all()


def test_the_other_leg_and_the_arms_are_left_out() -> None:
    points = np.array([[0.1, -0.2, 0.05], [-0.1, -0.2, 0.05]])
    assert LIMBS.locate("leg", points, np.zeros(2)).valid.tolist() == [False, True]
    assert not LIMBS.locate("leg", points, np.ones(2)).valid.any()


def flat(radius: float = 0.1) -> Located:
    """A patch of skin unrolled flat: 0.4 m along, 0.2 m round, 1 mm a pixel."""
    along, around = np.mgrid[0:0.4:0.001, -0.1:0.1:0.001]
    everywhere = np.ones(along.shape, bool)
    return Located(along, np.degrees(around / radius), np.full(along.shape, radius), everywhere)


def test_a_band_is_as_wide_as_it_says_and_tapers() -> None:
    patch = flat()
    band = (Station(Place("thigh", 0.25, 0.0), 8.0), Station(Place("thigh", 0.75, 0.0), 4.0))
    inside = field([band], LIMBS, {"leg": patch}) > 0
    widths = inside.sum(axis=1) / 10  # centimetres
    assert widths[100] == pytest.approx(8, abs=0.3)
    assert widths[200] == pytest.approx(6, abs=0.3)
    assert widths[300] == pytest.approx(4, abs=0.3)
    assert widths[0] == 0 and widths[399] == 0


def test_a_band_over_the_inner_side_takes_the_short_way() -> None:
    inner, outer = [-0.04, -0.2, 0.0], [-0.16, -0.2, 0.0]
    located = LIMBS.locate("leg", np.array([inner, outer]), np.zeros(2))
    band = (Station(Place("thigh", 0.5, 160.0), 2.0), Station(Place("thigh", 0.5, -160.0), 2.0))
    assert (field([band], LIMBS, {"leg": located}) > 0).tolist() == [True, False]


def disc(radius: float, size: int = 400) -> np.ndarray:
    """Printed points inside a disc, at 8 pixels a point."""
    y, x = np.mgrid[:size, :size]
    return np.asarray(radius - np.hypot(x - size / 2, y - size / 2) / 8)


def test_dots_are_even_inside_and_repeatable() -> None:
    dots = stipple(disc(18), ESSENTIAL, 8)
    again = stipple(disc(18), ESSENTIAL, 8)
    assert np.array_equal(dots, again)
    gaps = np.sort(np.hypot(*(dots[:, None] - dots[None]).T), axis=1)[:, 1] / 8
    assert gaps.min() > 0.99 * ESSENTIAL.inside
    assert np.median(gaps) < 1.5 * ESSENTIAL.border
    assert np.hypot(*(dots - 200).T).max() / 8 < 18 + ESSENTIAL.beyond + 0.2


def test_stripes_are_parallel_evenly_apart_and_never_crumbs() -> None:
    where = disc(18) > 0
    stripes = hatch(where, 8)
    for stripe in stripes:
        (x0, y0), (x1, y1) = stripe
        assert x1 - x0 == y0 - y1, "rising to the right"
        assert np.hypot(x1 - x0, y1 - y0) / 8 >= SHORTEST_PT
        assert all(where[round(y), round(x)] for x, y in stripe)
    offsets = np.unique([stripe[0].sum() for stripe in stripes])
    assert np.diff(offsets) / np.sqrt(2) / 8 == pytest.approx(np.full(len(offsets) - 1, STRIPE_PT))


def test_marks_that_touch_are_moved_apart_and_none_is_lost() -> None:
    marks = np.array(
        [[100.0, 100.0], [100.0 + 8 * 4.7, 100.0], [300.0, 300.0], [302.0, 300.0], [302.0, 300.0]]
    )
    out = apart(marks)
    assert len(out) == len(marks), "two trigger points at one place have two marks"
    gaps = [float(np.hypot(*(a - b))) / 8 for i, a in enumerate(out) for b in out[:i]]
    assert min(gaps) >= APART_PT - 1e-6
    assert np.abs(out[:2] - marks[:2]).max() / 8 < 0.5, "and no farther than they must"


def test_marks_stay_on_the_muscle_as_they_are_moved_apart() -> None:
    muscle = np.zeros((400, 400), bool)
    muscle[50:350, 196:206] = True
    out = apart(np.array([[198.0, 200.0], [203.0, 201.0]]), muscle)
    assert np.hypot(*(out[0] - out[1])) / 8 >= APART_PT - 1e-6, (
        "along the strap, as across it there is no room"
    )
    assert beside(out, muscle) == []


def test_marks_without_room_on_their_muscle_still_touch() -> None:
    muscle = np.zeros((100, 100), bool)
    muscle[45:55, 45:55] = True
    out = apart(np.array([[48.0, 50.0], [52.0, 50.0]]), muscle)
    assert len(out) == 2
    assert np.hypot(*(out[0] - out[1])) / 8 < APART_PT, "the check refuses them"


def test_an_x_beside_its_muscle_in_the_picture_is_found() -> None:
    muscle = np.zeros((200, 200), bool)
    muscle[50:150, 60:100] = True
    marks = np.array([[80.0, 100.0], [61.0, 52.0], [120.0, 100.0]])
    assert beside(marks, muscle) == [(15.0, pytest.approx(21 / 8))]
    assert [off for _, off in beside(marks[:1], muscle & False)] == [float("inf")], "no muscle at all is seen"


def test_the_ray_of_the_forearm_turns_with_it() -> None:
    """At the elbow angle 90 is the side of the biceps; at the wrist, after the twist, it has turned by as much."""
    _, elbow = ray(Place("forearm", 0.001, 90.0), LIMBS)
    _, wrist = ray(Place("forearm", 1.0, 90.0), LIMBS)
    assert np.degrees(np.arccos(elbow @ wrist)) == pytest.approx(60.0, abs=0.5)


def test_head_and_trunk_are_one_chart() -> None:
    assert LIMBS.place(Place("head", 0.5, 10.0)) == ("trunk", pytest.approx(0.65), 10.0)
    origin, direction = ray(Place("head", 0.5, 90.0), LIMBS)
    assert np.allclose(origin, [0, 0.65, 0]) and np.allclose(direction, FRONT)


def test_nothing_where_there_is_no_zone() -> None:
    assert stipple(np.full((50, 50), -5.0), ESSENTIAL, 8).shape == (0, 2)
