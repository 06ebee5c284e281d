"""A small whole body with the muscle solid: beside an anatomy drawing, with a frame round what the drawing shows, and
larger as a figure of its own. It places no words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from illustration.anatomy import labels
from illustration.anatomy.atlas import expand
from illustration.anatomy.scene import MARGIN, PX, Mask, Scene
from illustration.anatomy.view import View
from illustration.charts.mannequin import Skin
from illustration.charts.surface import PIXELS_PER_POINT, Surface, look
from illustration.charts.views import REGIONS, VIEWS
from illustration.figurefile import UNITS_PER_POINT
from illustration.geometry.bezier import fit_closed, path_data, polyline_data
from illustration.geometry.mesh import Floats, Mesh
from illustration.geometry.raster import empty, rasterise
from illustration.geometry.trace import mask_outlines
from illustration.registration import registration

HEIGHT = 46.0  # points of the whole body beside a drawing
FINE = 16.0  # pixels to a point of it
STANCE = "beside"  # with arms forward a body seen from the side looks like a sleepwalker
TALL = 1.66  # metres
SLANT = 30.0  # degrees: seen from higher or lower than this the window of a drawing has no place on the body
FRAME_GAP = 2.0  # points: round the muscle, where the window has no place
THIN = 1.6  # points: a muscle is shown at least so wide and high beside a drawing
LEAST_FRAME = 5.0  # points: wide and high; a smaller frame would cover what it frames
EDGE = 0.4  # points: half the width of the frame's line and a little
GAP = 3.0  # points round the small body
CHOICES = 4  # places that are tried


@dataclass(frozen=True, eq=False)
class Locator:
    """Outlines in points from the upper left corner; ``frame``: left, top, right, bottom."""

    size: tuple[float, float]
    body: tuple[Floats, ...]
    muscle: tuple[Floats, ...]
    frame: tuple[float, float, float, float]


def subjects(view: View) -> tuple[str, ...]:
    """The parts of the atlas that a picture is about."""
    named = [*(m.part for m in view.muscles), *view.locate]
    return tuple(dict.fromkeys(part for name in named for part in expand(name)))


def side_of(azimuth: float) -> str:
    """The side of the body that a camera sees: front, right, back or left."""
    a = (azimuth + 180) % 360 - 180
    if abs(a) <= 45:
        return "front"
    if abs(a) >= 135:
        return "back"
    return "right" if a > 0 else "left"


@lru_cache(maxsize=8)
def whole_body(folder: Path, view: str, pixels_per_metre: float) -> tuple[Surface, Skin]:
    """The whole body seen from a side."""
    model = registration(folder).model
    scale = pixels_per_metre / PIXELS_PER_POINT
    return look(model, replace(VIEWS[view], arms=STANCE), REGIONS["body"], scale)


def silhouette(folder: Path, surface: Surface, meshes: Sequence[Mesh], thin: float) -> NDArray[np.bool_]:
    """Where parts of the atlas lie behind the skin of a whole body, also where others cover them; thickened until they
    are ``thin`` pixels wide and high, so that a thin muscle does not vanish in print."""
    reg, inside = registration(folder), surface.inside
    seen = np.zeros(inside.shape, bool)
    for mesh in meshes:
        pixels = surface.project(reg.posed(reg.onto_body(mesh.vertices), STANCE))
        got = rasterise(pixels, mesh.faces, 1, np.zeros((len(pixels), 1)), empty(inside.shape, 1))
        seen |= got.part > 0
    within = ndimage.binary_erosion(inside, iterations=2)
    return thickened(np.asarray(ndimage.binary_closing(seen, iterations=6) & within), within, thin)


def thickened(mask: NDArray[np.bool_], within: NDArray[np.bool_], thin: float) -> NDArray[np.bool_]:
    """A mask grown evenly until its box is at least ``thin`` pixels wide and high, never beyond ``within``; as it is
    where it is empty."""
    ys, xs = np.nonzero(mask)
    if not len(ys):
        return mask
    short = thin - 1 - min(float(np.ptp(ys)), float(np.ptp(xs)))
    if short <= 0:
        return mask
    return np.asarray((ndimage.distance_transform_edt(~mask) <= short / 2) & within)


def locator(
    folder: Path, azimuth: float, elevation: float, meshes: Sequence[Mesh], corners: Floats
) -> Locator:
    """``meshes``: of the muscles, in the atlas; ``corners`` (n, 3): of the drawing's window, in the atlas."""
    reg = registration(folder)
    surface, _ = whole_body(folder, side_of(azimuth), HEIGHT / TALL * FINE)
    inside = surface.inside
    seen = silhouette(folder, surface, meshes, THIN * FINE)

    def rings(mask: NDArray[np.bool_], sigma: float, smallest: float) -> tuple[Floats, ...]:
        return tuple(r / FINE for r in mask_outlines(mask, sigma, smallest * FINE * FINE))

    if abs(elevation) > SLANT:
        ys, xs = np.nonzero(seen)
        low, high = (
            np.array([f(xs), f(ys)]) / FINE + sign for f, sign in ((np.min, -FRAME_GAP), (np.max, FRAME_GAP))
        )
    else:
        pixels = surface.project(reg.posed(reg.onto_body(corners), STANCE))[:, :2] / FINE
        low, high = pixels.min(axis=0), pixels.max(axis=0)
    size = np.array(inside.shape[::-1]) / FINE
    grow = np.maximum(LEAST_FRAME - (high - low), 0) / 2
    low, high = low - grow, high + grow
    low, high = (
        np.maximum(low, EDGE),
        np.minimum(high, size - EDGE),
    )  # an arm's window may reach beyond the body
    return Locator(
        (float(size[0]), float(size[1])),
        rings(inside, 5, 2),
        rings(seen, 3, 0.15),
        (float(low[0]), float(low[1]), float(high[0]), float(high[1])),
    )


def places(where: Locator, scene: Scene, ink: Mask, skin: Mask, page: labels.Point) -> list[labels.Point]:
    """Upper left corners (points) where the small body fits beside the drawing, the best first. ``ink`` (h, w): one
    cell per point; ``skin``: pixels of the scene: the body may not stand on the body.
    """
    rows, columns = ink.shape
    pale = np.zeros((rows * PX, columns * PX), bool)
    within = skin[MARGIN:-MARGIN, MARGIN:-MARGIN]
    pale[: within.shape[0], : within.shape[1]] = within
    busy = ink | pale.reshape(rows, PX, columns, PX).any(axis=(1, 3))
    busy = np.asarray(ndimage.binary_dilation(busy, iterations=int(GAP)))
    w, h = where.size
    across, down = max(page[0] - columns, 0), max(page[1] - rows, 0)
    tops = {0.0, rows - h, -down, rows + down - h, *(rows * share - h / 2 for share in (0.25, 0.5, 0.75))}
    found = []
    for x in np.arange(-across, columns + across - w + 1, 3).tolist():
        for y in sorted(tops):
            wide = max(-x, 0) + max(x + w - columns, 0)
            tall = max(-y, 0) + max(y + h - rows, 0)
            if wide <= across and tall <= down and not labels.covered((x, y, x + w, y + h), busy):
                found.append((wide + 1.5 * tall + 0.05 * abs(y), (x, y)))
    out: list[labels.Point] = []
    for _, at in sorted(found):
        if all(abs(at[0] - o[0]) + abs(at[1] - o[1]) > 12 for o in out):
            out.append(at)
        if len(out) == CHOICES:
            break
    return out


def paths(where: Locator, corner: labels.Point) -> tuple[tuple[str, str], ...]:
    """The small body, its muscle and its frame at their place."""
    move = np.array(corner)
    body = "".join(path_data(fit_closed(r + move, 0.08), True, UNITS_PER_POINT) for r in where.body)
    muscle = "".join(path_data(fit_closed(r + move, 0.04), True, UNITS_PER_POINT) for r in where.muscle)
    x0, y0, x1, y1 = np.array(where.frame) + np.array([*corner, *corner])
    frame = polyline_data(np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]]), True, UNITS_PER_POINT)
    return (("map-body", body), ("map-muscle", muscle), ("map-frame", frame))
