"""Limb coordinates, zones and stipple: distances are true, dots keep their distance and their zone."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("scipy")

from illustration.charts.limbs import Axis, Limbs, Located
from illustration.charts.pattern import Place, Station
from illustration.charts.stipple import ESSENTIAL, SPILLOVER, stipple
from illustration.charts.zones import field, wrap

UP, FRONT = np.array([0.0, 1, 0]), np.array([0.0, 0, 1])
LIMBS = Limbs(
    thigh=Axis(np.array([-0.1, 0.0, 0]), np.array([-0.1, -0.4, 0]), FRONT),
    lower_leg=Axis(np.array([-0.1, -0.4, 0]), np.array([-0.1, -0.8, 0]), FRONT),
    foot=Axis(np.array([-0.1, -0.85, -0.05]), np.array([-0.1, -0.85, 0.15]), UP),
    trunk=Axis(np.array([0.0, 0.0, 0]), np.array([0.0, 0.5, 0]), FRONT),
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


def test_spillover_is_sparse_and_keeps_off_the_essential_dots() -> None:
    essential, spillover = stipple(disc(18), ESSENTIAL, 8), stipple(disc(18), SPILLOVER, 8)
    assert len(essential) > 3 * len(spillover)
    ring = stipple(np.minimum(disc(24), -disc(18)), SPILLOVER, 8, essential)
    gaps = np.hypot(*(ring[:, None] - essential[None]).T) / 8
    assert gaps.min() > 0.9 * SPILLOVER.inside


def test_nothing_where_there_is_no_zone() -> None:
    assert stipple(np.full((50, 50), -5.0), ESSENTIAL, 8).shape == (0, 2)
