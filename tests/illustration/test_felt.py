"""Where it is felt: the regions lie on the right muscle, and the patch shows only what the camera sees of them."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("scipy", reason="needs the extra [illustration]")

from illustration.geometry.mesh import Floats
from illustration.geometry.raster import Buffers
from illustration.people import felt, patch, render
from illustration.people.clothes import SKIN
from illustration.people.landmarks import landmark
from illustration.people.paths import Grid
from illustration.people.regions import REGIONS
from illustration.people.room import person
from tests.illustration.body import needs_body


def inside(region: str, place: str) -> bool:
    """Whether the skin at a landmark of a woman standing at rest belongs to a region."""
    rig = person("woman")
    mark = landmark(rig, place)
    at = rig.joint[mark.segment] + mark.point @ rig.rest[mark.segment]
    nearest = np.linalg.norm(rig.clothed - at, axis=1).argmin()
    return bool(felt.field(region)[nearest] > 0)


@needs_body
@pytest.mark.parametrize(
    ("region", "on", "off"),
    [
        ("right_calf", "right_calf.back", ["right_calf.front", "left_calf.back", "right_shin@.8.back"]),
        ("right_low_calf", "right_shin@.6.back", ["right_shin@.6.front", "right_thigh@.6.back"]),
        ("right_shin", "right_shin@.3.outer_front", ["right_shin@.3.back", "right_shin@.3.inner"]),
        ("right_outer_shin", "right_shin@.4.outer", ["right_shin@.4.inner"]),
        ("right_hamstrings", "right_thigh@.6.back", ["right_thigh@.6.front"]),
        ("right_front_thigh", "right_thigh@.6.front", ["right_thigh@.6.back"]),
        ("right_inner_thigh", "right_thigh@.4.inner", ["right_thigh@.4.outer"]),
        ("right_outer_thigh", "right_thigh@.5.outer", ["right_thigh@.5.inner"]),
        ("right_buttock", "right_buttock.back", ["left_buttock.back", "pelvis.front", "waist.back"]),
        ("right_side_of_hip", "right_flank.outer", ["left_flank.outer", "pelvis.front"]),
        ("right_front_of_hip", "right_pocket.outer_front", ["right_buttock.back", "left_pocket.outer_front"]),
        ("right_low_back", "right_low_back.back", ["left_low_back.back", "waist.front"]),
        ("left_calf", "left_calf.back", ["right_calf.back"]),
    ],
)
def test_a_region_lies_on_its_muscle(region: str, on: str, off: list[str]) -> None:
    assert inside(region, on)
    assert not any(inside(region, place) for place in off)


@needs_body
def test_both_sides_are_the_two_sides() -> None:
    both = np.maximum(felt.field("right_calf"), felt.field("left_calf"))
    assert (felt.field("both_calf") == both).all()


@needs_body
@pytest.mark.parametrize("region", sorted(REGIONS))
def test_every_region_covers_some_skin_and_not_half_the_body(region: str) -> None:
    share = (felt.field(f"right_{region}") > 0).mean()
    assert 0.0005 < share < 0.1


def view_of(marked: Floats) -> render.View:
    """A picture filled with skin, of which ``marked`` (h, w) is metres inside the felt place."""
    shape = marked.shape
    values = np.zeros((*shape, render._ATTRIBUTES))
    values[..., render.FELT] = marked
    none, no = np.zeros(shape, np.int64), np.zeros(shape, bool)
    return render.View(
        Buffers(np.zeros(shape), np.full(shape, SKIN, np.int32), values),
        np.broadcast_to([0.0, 0.0, 1.0], (*shape, 3)),
        *(none, none, no, no, no, np.eye(3), np.zeros(3), np.ones(3), 100.0),
    )


def test_a_patch_is_a_tint_under_hatching() -> None:
    marked = np.full((100, 120), -0.01)
    marked[20:80, 30:90] = 0.01
    painted = patch.patch(view_of(marked), Grid(1.0))
    assert [style for style, _ in painted] == ["felt", "felt-hatch"]
    lines = [[int(n) for n in line.replace("L", " ").split()] for line in painted[1][1].split("M")[1:]]
    assert len(lines) >= 4
    for x0, y0, x1, y1 in lines:
        assert min(x0, x1) >= 30 and max(x0, x1) <= 90 and min(y0, y1) >= 20 and max(y0, y1) <= 80


def test_too_little_to_be_seen_is_not_painted() -> None:
    marked = np.full((100, 120), -0.01)
    marked[20:40, 30:60] = 0.01
    assert patch.patch(view_of(marked), Grid(1.0)) == []
