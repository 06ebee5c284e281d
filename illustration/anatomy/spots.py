"""The X's on the muscle of an anatomy picture: the trigger points of the chart of that name, each where a finger that
presses the skin over it meets the muscle. It draws nothing and decides no place of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy import ndimage

from illustration.anatomy.atlas import PartError
from illustration.anatomy.labels import Point
from illustration.anatomy.scene import MARGIN, PX, Mask, Scene
from illustration.charts.marks import apart, onto
from illustration.charts.muscles import parts_of, pressed
from illustration.charts.pattern import Portion, read_pattern
from illustration.geometry.mesh import Floats
from illustration.registration import Registration, registration
from illustration.sources import Source, read_source

X_PT = 2.0  # half the width of an X
APART_PT = 2 * X_PT + 2.4  # between the middles of two
SIGN_PT = 3.4  # half the width of the sign to stay off
CLEAR_PT = 0.8  # between an X and a nerve or the leader of a name
WHOLE = 0.75  # of half the width of an X: how far from the rim of the muscle its middle stays
FACING = 0.2  # cosine: a press from farther aside than this is none that the picture can show
BESIDE_PT = 1.0  # a spot that a picture shows farther beside the muscle lies behind something else

Leader = Sequence[Point]
Pixel = tuple[float, float]


class Spot(NamedTuple):
    """Where a muscle is pressed: a point of the atlas (metres), the unit direction outwards to the skin, and the
    portion of the chart that it belongs to.
    """

    point: Floats
    outwards: Floats
    portion: str


class Cross(NamedTuple):
    """An X in a picture: its middle (pixels), and the portion of the chart."""

    x: float
    y: float
    portion: str


def trigger_points(source: Source, folder: Path) -> tuple[Spot, ...]:
    """The trigger points of the chart with the name of ``source``; none without such a chart. ``folder``: the atlas.
    Raises SourceError for a mistake in the chart."""
    if source.chart is None:
        return ()
    chart = read_source(source.chart)
    found: list[Spot] = []
    for name, portion in read_pattern(chart).portions.items():
        try:
            found += of_portion(name, portion, registration(folder), source.chart.parent.parent)
        except (PartError, FileNotFoundError) as error:
            raise chart.root.fail(f"portion {name!r}: {error}", "name parts of the atlas") from None
    return tuple(found)


def of_portion(name: str, portion: Portion, reg: Registration, data: Path) -> list[Spot]:
    """The trigger points of one portion; none where it names no muscle. Raises PartError for an unknown one."""
    parts = [mesh for muscle in portion.muscles for mesh in parts_of(muscle, reg, data)]
    if not parts:
        return []
    body = [part.moved(reg.onto_body(part.vertices) + portion.move) for part in parts]
    atlas = np.concatenate([part.vertices for part in parts])
    spots = []
    for place in portion.presses:
        vertex, outwards = pressed(place, reg, np.concatenate([part.vertices for part in body]))
        spots.append(Spot(atlas[vertex], outwards, name))
    return spots


def seen(
    scene: Scene, spots: tuple[Spot, ...], leaders: Sequence[Leader] = (), signs: Sequence[Pixel] = ()
) -> tuple[Cross, ...]:
    """Where an X stands for a trigger point: on muscle that is seen, pressed from the side of the reader. X's part
    until they do not touch, and stay on the muscle, off nerves, ``signs`` and the ``leaders`` of names: each moves as
    little as can be."""
    muscle = scene.of_kind("muscle", "tendon")
    away = ndimage.distance_transform_edt(~muscle) if muscle.any() else np.full(scene.shape, np.inf)
    towards = scene.camera.axes[2]
    kept = []
    for point, outwards, portion in spots:
        x, y, _ = scene.camera.pixels(point[None])[0]
        column, row = round(float(x)), round(float(y))
        height, width = scene.shape
        inside = MARGIN <= column < width - MARGIN and MARGIN <= row < height - MARGIN
        if inside and float(outwards @ towards) > FACING and away[row, column] <= BESIDE_PT * PX:
            kept.append(Cross(float(x), float(y), portion))
    room = _room(scene, muscle, leaders, signs)
    near = onto(room)
    places = np.array([near(np.array(cross[:2])) for cross in kept]).reshape(-1, 2)
    parted = apart(places, room, APART_PT * PX)
    return tuple(Cross(float(x), float(y), cross.portion) for (x, y), cross in zip(parted, kept, strict=True))


def _room(scene: Scene, muscle: Mask, leaders: Sequence[Leader], signs: Sequence[Pixel]) -> Mask:
    """Where the middle of an X may stand; all of the muscle where it is too thin for that."""
    taken = scene.of_kind("nerve")
    if signs:
        rows, columns = np.ogrid[: scene.shape[0], : scene.shape[1]]
        for x, y in signs:
            taken |= np.hypot(columns - x, rows - y) <= SIGN_PT * PX
    for leader in leaders:
        for (x0, y0), (x1, y1) in pairwise(leader):
            steps = np.linspace(0, 1, 2 + int(PX * max(abs(x1 - x0), abs(y1 - y0))))
            columns = np.round((x0 + steps * (x1 - x0)) * PX).astype(int) + MARGIN
            rows = np.round((y0 + steps * (y1 - y0)) * PX).astype(int) + MARGIN
            height, width = taken.shape
            inside = (columns >= 0) & (columns < width) & (rows >= 0) & (rows < height)
            taken[rows[inside], columns[inside]] = True
    inner = ndimage.distance_transform_edt(muscle) > WHOLE * X_PT * PX
    if taken.any():
        inner &= ndimage.distance_transform_edt(~taken) > (X_PT + CLEAR_PT) * PX
    return np.asarray(inner) if inner.any() else muscle


def crosses(pressed: Sequence[Cross]) -> list[Floats]:
    """Two strokes for each X, in pixels."""
    r = X_PT * PX
    return [
        np.array([(x - r, y - r * turn), (x + r, y + r * turn)])
        for x, y, _ in pressed
        for turn in (1.0, -1.0)
    ]
