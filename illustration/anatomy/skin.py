"""The skin round an anatomy view: the surface of the charts' body in the frame of the atlas, as a mask and lines in
pixels of the view. Bones are drawn elsewhere.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from scipy import ndimage

from illustration import loose
from illustration.anatomy.locator import side_of
from illustration.anatomy.scene import MARGIN, PX, Camera, Mask, Scene
from illustration.anatomy.view import View
from illustration.charts.landmarks import LANDMARKS
from illustration.charts.mannequin import ARM_BONES, Skin
from illustration.charts.marks import on_skin
from illustration.charts.outline import sampled
from illustration.geometry.mesh import Floats, Mesh, neighbour_mean
from illustration.geometry.raster import empty, rasterise
from illustration.geometry.trace import mask_outlines
from illustration.registration import registration

SOFTENING = 4  # rounds: where the way back is not clear, neighbours may have gone different ways
NEAR = 0.012  # metres: a fold deeper than this below what is seen is hidden
ONE_LEG = (
    0.03  # metres past the mid-line: what such a window has of the other leg would be loose hooks at its edge
)
FROM_SIDE = 0.6  # cosine: seen from further round, the mid-line says nothing of where the other leg is
SEEN = 0.5  # share of a fold below which what is seen of it does not say what it is
CROTCH = 0.79  # metres: a window below it shows the right leg alone


@dataclass(frozen=True, eq=False)
class Shape:
    """The skin of a view: its mask, its lines (closed or not) and where they lie."""

    mask: Mask
    lines: tuple[tuple[Floats, bool], ...]
    ink: Mask


@lru_cache(maxsize=1)
def skin(folder: Path) -> Skin:
    """The charts' skin with its vertices where the atlas has them; `rest` stays that of the charts."""
    reg = registration(folder)
    model = reg.model
    body = model.body
    vertices = body.vertices.copy()
    used = np.unique(body.faces)
    vertices[used] = reg.onto_atlas(body.vertices[used])
    mean = neighbour_mean(len(vertices), body.faces)
    for _ in range(SOFTENING):
        vertices[used] = 0.5 * vertices[used] + 0.5 * (mean @ vertices)[used]
    fine, rest = np.asarray(model.refine @ vertices), np.asarray(model.refine @ body.vertices)
    arm = np.asarray(model.refine @ body.weight_of(*ARM_BONES))
    return Skin(Mesh(fine, model.faces), rest, arm, np.zeros(len(fine)))


def nothing(scene: Scene) -> Shape:
    """No skin, for a view without the body."""
    return Shape(np.zeros(scene.shape, bool), (), np.zeros(scene.shape, bool))


def shape(view: View, scene: Scene, folder: Path) -> Shape:
    """The skin that a view shows."""
    whole, cam = skin(folder), scene.camera
    keep = np.ones(len(whole.rest), bool)
    if not view.arms:
        keep &= whole.arm < 0.5
    if view.crop[3] < CROTCH:
        keep &= whole.mesh.vertices[:, 0] < 0.0
    elif past_middle(view) < ONE_LEG:
        keep &= (whole.mesh.vertices[:, 0] < 0.0) | (whole.mesh.vertices[:, 1] > CROTCH)
    for axis, limits in enumerate(view.skin):
        if limits is not None:
            keep &= (whole.mesh.vertices[:, axis] > limits[0]) & (whole.mesh.vertices[:, axis] < limits[1])
    faces = whole.mesh.faces[keep[whole.mesh.faces].all(axis=1)]
    got = rasterise(cam.pixels(whole.mesh.vertices), faces, 1, np.zeros((len(keep), 1)), empty(cam.shape, 1))
    mask = ndimage.binary_opening(ndimage.binary_closing(got.part > 0, iterations=4), iterations=4)
    mask = without_slivers(mask)
    lines = _contours(mask)
    if not view.arms:
        lines += [(fold, False) for fold in _folds(folder, cam, whole, side_of(view.azimuth), got.depth)]
    lines = [(points, closed) for points, closed in lines if closed or not is_loose(points, scene.shape)]
    ink = np.zeros(scene.shape, bool)
    for points, _ in lines:
        x, y = np.round(points).astype(int).T
        ok = (x >= 0) & (y >= 0) & (x < ink.shape[1]) & (y < ink.shape[0])
        ink[y[ok], x[ok]] = True
    return Shape(mask, tuple(lines), np.asarray(ndimage.binary_dilation(ink, iterations=2)))


def past_middle(view: View) -> float:
    """How far (metres) the window reaches past the mid-line to the left side of the body; without end where the camera
    looks at its side.
    """
    facing = math.cos(math.radians(view.azimuth))
    if abs(facing) < FROM_SIDE:
        return math.inf
    return view.crop[1] if facing > 0 else -view.crop[0]


def without_slivers(mask: Mask) -> Mask:
    """The skin with what is no more than a sliver of paper at the edge of the window: its outline would be a loose hook
    there.
    """
    height, width = mask.shape
    y, x = np.mgrid[:height, :width]
    edge = np.minimum(np.minimum(x, width - 1 - x), np.minimum(y, height - 1 - y)) - MARGIN
    slivers = np.zeros_like(mask)
    paper, _ = ndimage.label(~mask & (edge >= 0))
    for number, place in enumerate(ndimage.find_objects(paper), 1):
        sliver = paper[place] == number
        reach = max(side.stop - side.start for side in place)
        if edge[place][sliver].max() < loose.SLIVER * PX and reach < loose.LONG * PX:
            slivers[place] |= sliver
    beyond = (edge < 0) & ndimage.binary_dilation(slivers, np.ones((3, 3)), iterations=MARGIN)
    return np.asarray(mask | slivers | beyond)


def is_loose(points: Floats, shape: tuple[int, int]) -> bool:
    """Whether a line (pixels) is too short to say what it is, or only runs along the edge of the window."""
    height, width = shape
    line = [(float(x), float(y)) for x, y in points]
    box = (float(MARGIN), float(MARGIN), float(width - MARGIN), float(height - MARGIN))
    return loose.length(line) < loose.PIECE * PX or loose.hugs(line, box, PX)


def _contours(mask: Mask, smallest: float = 60) -> list[tuple[Floats, bool]]:
    """Outlines of a mask inside the window, open where they leave it; `smallest`: square points."""
    out: list[tuple[Floats, bool]] = []
    height, width = mask.shape
    for ring in mask_outlines(mask, 9, smallest * PX * PX):
        x, y = ring.T
        inside = (x > MARGIN - 0.5) & (x < width - MARGIN) & (y > MARGIN - 0.5) & (y < height - MARGIN)
        if inside.all():
            out.append((ring, True))
            continue
        if not inside.any():
            continue
        gap = int(np.flatnonzero(~inside)[0])
        ring, inside = np.roll(ring, -gap, axis=0), np.roll(inside, -gap)
        runs, count = ndimage.label(inside)
        out += [(ring[runs == k], False) for k in range(1, count + 1) if (runs == k).sum() > 2 * PX]
    return out


def _folds(folder: Path, cam: Camera, whole: Skin, view: str, depth: Floats) -> list[Floats]:
    """The lines in the skin that help to find one's place: cleft and folds of the buttocks, knee cap, navel."""
    limbs = registration(folder).model.limbs
    height, width = cam.shape
    out = []
    for mark in LANDMARKS:
        if view not in mark.views or mark.chart_only:
            continue
        curve = on_skin(sampled(mark), limbs, whole)
        for points in (curve, curve * [-1, 1, 1]) if mark.both else (curve,):
            there = ~np.isnan(points).any(axis=1)
            px = cam.pixels(np.nan_to_num(points))
            x, y = px[:, 0].astype(int), px[:, 1].astype(int)
            inside = there & (x > MARGIN) & (y > MARGIN) & (x < width - MARGIN) & (y < height - MARGIN)
            seen = np.zeros(len(px), bool)
            seen[inside] = np.abs(depth[y[inside], x[inside]] - px[inside, 2]) < NEAR
            runs, count = ndimage.label(seen)
            least = SEEN * loose.length([(float(x), float(y)) for x, y in px[there, :2]])
            pieces = [px[runs == k, :2] for k in range(1, count + 1)]
            out += [p for p in pieces if loose.length([(float(x), float(y)) for x, y in p]) >= least]
    return out
