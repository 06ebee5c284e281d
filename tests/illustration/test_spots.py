"""The X's on the muscle of an anatomy picture, on made-up scenes and on the bundled figures."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from handouts.figures import Drawing
from handouts.resources import data_folder
from illustration.anatomy.layers import Layer
from illustration.anatomy.scene import MARGIN, PX, Camera, Scene
from illustration.anatomy.spots import APART_PT, X_PT, Cross, Spot, crosses, seen
from illustration.charts.pattern import read_pattern
from illustration.geometry.mesh import Mesh
from illustration.sources import read_source

FIGURES = data_folder() / "figures"
CHARTED = sorted(
    f.stem for f in (FIGURES / "anatomy").glob("*.yaml") if (FIGURES / "charts" / f.name).is_file()
)
TOWARDS, AWAY, ASIDE = (np.array(v, float) for v in ((0, 0, 1), (0, 0, -1), (1, 0, 0)))


def _scene(muscle: tuple[slice, slice]) -> Scene:
    """A paper of 60 x 60 points, one millimetre each, seen from the front, with one muscle."""
    side = 60 * PX + 2 * MARGIN
    part = np.zeros((side, side), np.int32)
    rows, columns = (slice(MARGIN + s.start * PX, MARGIN + s.stop * PX) for s in muscle)
    part[rows, columns] = 1
    mesh = Mesh(np.zeros((3, 3)), np.array([[0, 1, 2]]))
    flat = np.zeros((side, side))
    per_metre = 1000.0 * PX
    camera = Camera(np.eye(3), -MARGIN / per_metre, MARGIN / per_metre, per_metre, part.shape)
    layer = Layer("a muscle", "muscle", mesh)
    return Scene(
        (layer,), part, flat, np.zeros((side, side, 3)), np.zeros((side, side, 2)), flat, camera, (), ()
    )


def _at(x: float, y: float, outwards: np.ndarray = TOWARDS) -> Spot:
    """A spot so many points from the upper left corner of the paper."""
    return Spot(np.array([x / 1000, -y / 1000, 0.0]), outwards, "all")


def _places(scene: Scene, *spots: Spot) -> list[tuple[float, float]]:
    return [((x - MARGIN) / PX, (y - MARGIN) / PX) for x, y, _ in seen(scene, spots)]


def test_a_spot_is_marked_where_it_is_pressed_on_muscle_that_is_seen() -> None:
    scene = _scene((slice(10, 50), slice(10, 50)))
    ((x, y),) = _places(scene, _at(30, 20))
    assert (x, y) == pytest.approx((30, 20), abs=0.2)
    assert _places(scene, _at(5, 20)) == [], "beside the muscle"
    assert _places(scene, _at(30, 20, AWAY)) == [], "pressed from behind the paper"
    assert _places(scene, _at(30, 20, ASIDE)) == [], "pressed from the side"
    assert _places(scene, _at(80, 20)) == [], "outside the picture"
    assert _places(scene) == []


def test_marks_part_until_they_do_not_touch_and_stay_on_the_muscle() -> None:
    scene = _scene((slice(10, 50), slice(10, 50)))
    places = _places(scene, _at(30, 30), _at(31, 30), _at(30.5, 31))
    assert len(places) == 3
    for i, a in enumerate(places):
        assert 10 <= a[0] <= 50 and 10 <= a[1] <= 50
        for b in places[i + 1 :]:
            assert math.dist(a, b) >= APART_PT - 0.1


def test_a_mark_is_two_strokes_that_cross_in_its_middle() -> None:
    strokes = crosses([Cross(100.0, 200.0, "all")])
    assert len(strokes) == 2
    for stroke in strokes:
        assert stroke.mean(axis=0) == pytest.approx((100, 200))
        assert np.ptp(stroke, axis=0) == pytest.approx((2 * X_PT * PX, 2 * X_PT * PX))


def _marks(drawing: Drawing) -> list[tuple[float, float]]:
    """Middles of the X's in units of the file."""
    found = []
    for path in drawing.paths:
        if path.style == "x":
            numbers = [int(n) for n in re.findall(r"-?\d+", path.d)]
            for k in range(0, len(numbers), 8):
                cross = numbers[k : k + 8]
                found.append((sum(cross[::2]) / 4, sum(cross[1::2]) / 4))
    return found


@pytest.mark.parametrize("slug", CHARTED)
def test_every_mark_of_a_bundled_figure_lies_on_its_muscle(slug: str) -> None:
    """Its middle, in a picture of the muscle alone."""
    from illustration.pictures import picture

    drawing = Drawing.from_json((FIGURES / "anatomy" / f"{slug}.json").read_bytes(), slug)
    marks = _marks(drawing)
    points = sum(
        len(portion.presses)
        for portion in read_pattern(read_source(Path(FIGURES / "charts" / f"{slug}.yaml"))).portions.values()
    )
    assert drawing.marked is bool(marks)
    assert len(marks) <= points * max(len(drawing.panels), 1)
    whole = [path for path in drawing.paths if path.style in ("muscle", "tendon", "muscle-pale")]
    solid = tuple(replace(path, style="muscle") for path in whole)
    image = np.asarray(picture(replace(drawing, paths=solid, labels=()), scale=4.0), int)
    for x, y in marks:
        k = 4.0 / drawing.units_per_point
        row, column = int((y - drawing.bounds[1]) * k), int((x - drawing.bounds[0]) * k)
        near = image[max(row - 4, 0) : row + 5, max(column - 4, 0) : column + 5]
        assert near.min() < 200, f"an X at {x:.0f} {y:.0f} is beside the muscle"


@pytest.mark.parametrize("slug", CHARTED)
def test_a_muscle_that_is_pressed_at_home_shows_where(slug: str) -> None:
    drawing = Drawing.from_json((FIGURES / "anatomy" / f"{slug}.json").read_bytes(), slug)
    chart = read_pattern(read_source(FIGURES / "charts" / f"{slug}.yaml"))
    assert drawing.marked is any(portion.presses for portion in chart.portions.values())


def test_a_view_is_stale_once_a_trigger_point_of_its_chart_moves(tmp_path: Path) -> None:
    for folder in ("anatomy", "charts"):
        (tmp_path / folder).mkdir()
    view, chart = (tmp_path / folder / "gluteus-minimus.yaml" for folder in ("anatomy", "charts"))
    view.write_text("title: Gluteus minimus\n")
    alone = read_source(view).sha256("1")
    text = (FIGURES / "charts" / chart.name).read_text()
    chart.write_text(text)
    charted = read_source(view).sha256("1")
    chart.write_text(text.replace('caption: "', 'caption: "Now: ', 1))
    assert read_source(view).sha256("1") == charted != alone, "what is not drawn makes nothing stale"
    moved = text.replace("[thigh, -0.17, 41]", "[thigh, -0.16, 41]")
    assert moved != text
    chart.write_text(moved)
    assert read_source(view).sha256("1") != charted
    assert read_source(chart).sha256("1") == read_source(chart).sha256("1")


def test_a_mark_keeps_off_a_nerve_and_off_the_leader_of_a_name() -> None:
    scene = _scene((slice(10, 50), slice(10, 50)))
    nerve = replace(scene, layers=(*scene.layers, Layer("a nerve", "nerve", scene.layers[0].mesh)))
    part = nerve.part.copy()
    part[:, MARGIN + 30 * PX : MARGIN + 32 * PX] = 2
    ((x, y),) = _places(replace(nerve, part=part), _at(29, 30))
    assert 25 < x <= 30 - X_PT and y == pytest.approx(30, abs=0.5)
    ((x, y),) = [
        ((u - MARGIN) / PX, (v - MARGIN) / PX)
        for u, v, _ in seen(scene, (_at(30, 30),), [[(30, 0), (30, 40)]])
    ]
    assert abs(x - 30) >= X_PT and y == pytest.approx(30, abs=0.5)
    ((x, y),) = _places(scene, _at(10.2, 30))
    assert x > 11, "not half beside the muscle"
