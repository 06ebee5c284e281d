"""The muscle under the X's of a chart: where the registration puts it in the body, how far each X is from it, where it
shows faintly. It reads the atlas and draws nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from scipy.spatial import cKDTree

from illustration.anatomy.atlas import PartError, expand
from illustration.anatomy.layers import band_layer
from illustration.anatomy.view import read_view
from illustration.charts.mannequin import Mannequin, Skin
from illustration.charts.marks import on_skin, ray
from illustration.charts.pattern import Pattern, Place
from illustration.charts.surface import PIXELS_PER_POINT, Surface
from illustration.geometry.mesh import Floats, Mesh, vertex_normals
from illustration.geometry.raster import empty, rasterise
from illustration.geometry.trace import mask_outlines
from illustration.inputs import Inputs, Unavailable
from illustration.registration import Registration, registration
from illustration.sources import Source, read_source

OFF = 0.010  # metres: a trigger point whose finger passes its muscle farther away is a mistake
BESIDE_PT = 0.3  # printed points: an X that a panel shows farther beside the muscle there is a mistake
FAR = 9.0  # metres: of what lies behind the axis of the limb
PAD = 0.015  # metres round a place of the skin that a finger presses as one
FINGER = 0.003  # metres beside the line of a press that still count as met
DEEP = 0.12  # metres that a press reaches in, square to the skin
BANDS = "anatomy/"  # before the name of a view whose drawn bundles stand for a muscle that the atlas lacks
_RIM_PT = 0.4  # from the contour of the body
_SMALLEST = 2.0  # square points


@dataclass(frozen=True, eq=False)
class Muscles:
    """The muscles of a pattern, by portion, laid into the body at rest."""

    registration: Registration
    of_portion: dict[str, tuple[Mesh, ...]]


def muscles(pattern: Pattern, source: Source, inputs: Inputs) -> Muscles | None:
    """None for a pattern that names none. Raises Unavailable without the atlas, SourceError for an unknown name."""
    if not any(portion.muscles for portion in pattern.portions.values()):
        return None
    if inputs.atlas is None:
        raise Unavailable(
            f"charts/{source.slug}: showing the muscle in the body needs the atlas: "
            "name its folder with --atlas DIR or in HANDOUTS_ATLAS"
        )
    reg = registration(inputs.atlas)
    laid = {}
    for name, portion in pattern.portions.items():
        try:
            laid[name] = tuple(_laid(m, inputs.atlas, inputs.data) for m in portion.muscles)
        except (PartError, FileNotFoundError) as error:
            raise source.root.fail(f"portion {name!r}: {error}", "name parts of the atlas") from None
    return Muscles(
        reg,
        {
            name: tuple(
                mesh.moved(mesh.vertices + pattern.portions[name].move) for group in meshes for mesh in group
            )
            for name, meshes in laid.items()
        },
    )


@lru_cache(maxsize=64)
def _laid(name: str, folder: Path, data: Path) -> tuple[Mesh, ...]:
    """The parts behind a name in the body at rest."""
    reg = registration(folder)
    return tuple(mesh.moved(reg.onto_body(mesh.vertices)) for mesh in parts_of(name, reg, data))


def parts_of(name: str, reg: Registration, data: Path) -> list[Mesh]:
    """The parts behind a name of a portion, in the frame of the atlas; ``data``: the sources of the figures."""
    if name.startswith(BANDS):
        view = read_view(read_source(data / f"{name}.yaml"))
        return [band_layer(band).mesh for band in view.bands if band.kind == "muscle"]
    return [reg.atlas.part(part, 0) for part in expand(name)]


def distance(place: Place, reg: Registration, meshes: tuple[Mesh, ...]) -> float:
    """Metres between a place of the skin as a finger presses it, square to the skin or towards the middle of the limb,
    and the nearest of the meshes."""
    points = np.concatenate([part for m in meshes for part in (m.vertices, m.vertices[m.faces].mean(axis=1))])
    return float(_off(place, reg, points)[0].min())


def pressed(place: Place, reg: Registration, points: Floats) -> tuple[int, Floats]:
    """Which of the points (n, 3) of a muscle in the body at rest a finger that presses a place of the skin meets first,
    by the way of ``distance``; and the unit direction outwards in which that skin lies."""
    off, out = _off(place, reg, points)
    met = np.flatnonzero(off < off.min() + FINGER)
    return int(met[out[met].argmax()]), ray(place, reg.model.limbs)[1]


def _off(place: Place, reg: Registration, points: Floats) -> tuple[Floats, Floats]:
    """Metres (n,) of points in the body at rest beside the line of a press, whichever of its two ways passes nearer,
    and how far out along that line they lie."""
    origin, direction = ray(place, reg.model.limbs)
    v = points - origin
    out = v @ direction
    off = np.where(out > 0, np.linalg.norm(v - np.outer(out, direction), axis=1), FAR)
    found = _pressing(place, reg)
    if found is not None:
        skin, inward = found
        v = points - skin
        into = np.clip(v @ inward, 0, DEEP)
        square = np.linalg.norm(v - np.outer(into, inward), axis=1)
        if square.min() < off.min():
            return square, -into
    return off, out


def _pressing(place: Place, reg: Registration) -> tuple[Floats, Floats] | None:
    """A place of the skin and the direction square to it, inwards; None where there is no skin."""
    skin, normals, tree = _rest(reg.model)
    found = on_skin([place], reg.model.limbs, skin)[0]
    if np.isnan(found).any():
        return None
    inward = -normals[tree.query_ball_point(found, PAD)].sum(axis=0)
    return found, inward / max(float(np.linalg.norm(inward)), 1e-9)


@lru_cache(maxsize=2)
def _rest(model: Mannequin) -> tuple[Skin, Floats, cKDTree]:
    """The body's surface at rest, its normals, and its points to search in."""
    skin = model.at_rest()
    return skin, vertex_normals(skin.mesh), cKDTree(skin.rest)


def measured(pattern: Pattern, laid: Muscles | None) -> dict[tuple[str, Place], float]:
    """Metres from each trigger point and each X, by portion, to its muscle (see ``distance``)."""
    return {
        (name, place): distance(place, laid.registration, laid.of_portion[name])
        for name, portion in pattern.portions.items()
        if laid and portion.muscles
        for place in (*portion.trigger_points, *portion.presses)
    }


def off_muscle(pattern: Pattern, off: Mapping[tuple[str, Place], float]) -> list[str]:
    """Portions that name no muscle, and the trigger points that are not on the muscle of their portion. ``off``: see
    ``measured``."""
    found = [
        f"portion {name!r} names no muscles: its trigger points cannot be measured"
        for name, portion in pattern.portions.items()
        if portion.trigger_points and not any(of == name for of, _ in off)
    ]
    for (name, place), metres in off.items():
        if metres > OFF:
            where = f"[{place.segment}, {place.at:g}, {place.angle:g}]"
            found.append(
                f"portion {name!r}: {where} is {metres * 1000:.0f} mm off its muscle, at most {OFF * 1000:.0f}"
            )
    return found


def beside(marks: Floats, muscle: NDArray[np.bool_]) -> list[tuple[float, float]]:
    """Printed points along x and distance from the muscle of every X (n, 2: pixels), as drawn, that a reader sees
    beside the muscle (h, w) of its panel."""
    if not len(marks) or not muscle.any():
        return [(float(x) / PIXELS_PER_POINT, float("inf")) for x, _ in marks]
    away = ndimage.distance_transform_edt(~muscle) / PIXELS_PER_POINT
    rows, columns = (np.clip(np.round(marks[:, k]).astype(int), 0, muscle.shape[1 - k] - 1) for k in (1, 0))
    return [
        (float(x) / PIXELS_PER_POINT, float(off))
        for x, off in zip(marks[:, 0], away[rows, columns], strict=True)
        if off > BESIDE_PT
    ]


def shown(
    names: tuple[str, ...], laid: Muscles | None, surface: Surface, stance: str
) -> tuple[NDArray[np.bool_], list[Floats]]:
    """The muscles of some portions behind the skin of a panel, up to the skin over them, on which a finger presses:
    seen from aslant that is not the same place. Mask, and outlines in pixels."""
    height, width = surface.inside.shape
    seen = np.zeros((height, width), bool)
    if laid is None:
        return seen, []
    for mesh in {id(mesh): mesh for name in names for mesh in laid.of_portion[name]}.values():
        for points in (mesh.vertices, laid.registration.on_skin(mesh.vertices)):
            pixels = surface.project(laid.registration.posed(points, stance))
            got = rasterise(pixels, mesh.faces, 1, np.zeros((len(pixels), 1)), empty((height, width), 1))
            seen |= got.part > 0
    seen = ndimage.binary_opening(ndimage.binary_closing(seen, iterations=5), iterations=4)
    seen &= ndimage.distance_transform_edt(np.pad(surface.inside, 1))[1:-1, 1:-1] > _RIM_PT * PIXELS_PER_POINT
    return np.asarray(seen), mask_outlines(seen, 5, _SMALLEST * PIXELS_PER_POINT**2)
