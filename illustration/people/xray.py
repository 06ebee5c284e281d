"""Bones and muscles of the atlas inside a posed body, for insets that look through the skin.

A part of the atlas goes into the mannequin, from there, with the nearest skin, to the build of the person, and moves
then with the skeleton: a bone below the chest with its own, a muscle and the bones of chest and shoulder, which carry
no single bone of that skeleton, with the skin around them. A figure with such an inset derives from
the atlas and carries its licence (``anatomy.credits``).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from scipy import ndimage
from scipy.spatial import cKDTree

from illustration.anatomy.atlas import AtlasError
from illustration.geometry.bezier import fit_closed
from illustration.geometry.mesh import Floats, Ints, Mesh
from illustration.geometry.raster import empty, rasterise
from illustration.geometry.trace import mask_outlines
from illustration.inputs import BadInput
from illustration.people import signs
from illustration.people.body import SKIN_COUNT
from illustration.people.fills import body_mask, of_style
from illustration.people.paths import TOLERANCE, Grid, Mask, Painted
from illustration.people.render import View
from illustration.people.rig import Rig
from illustration.people.room import Posed
from illustration.registration import Registration, registration

BONES = (
    *(f"lumbar_vertebrae_l{number}" for number in range(1, 6)),
    *(
        "sacrum",
        "coccyx",
        "hip_bone_r",
        "~hip_bone_r",
        "femur_r",
        "~femur_r",
        "patella_r",
        "tibia_r",
        "fibula_r",
        "scapula_r",
        "~scapula_r",
        "clavicle_r",
        "humerus_r",
    ),
    *(f"thoracic_vertebrae_t{number}" for number in range(1, 13)),
)
_MOVES_WITH = {  # how the name of a bone starts: the bone of the skeleton that carries it
    "lumbar": "root", "sacrum": "root", "coccyx": "root", "hip_bone": "root",
    "femur": "upperleg01", "patella": "lowerleg01", "tibia": "lowerleg01", "fibula": "lowerleg01",
}  # fmt: skip
_SMOOTH = 6  # rounds of smoothing of a part of the atlas
_NEIGHBOURS = 16  # vertices of the skin that a point inside follows
_SIGMA, _LEAST = 4.0, 120.0  # pixels, square pixels


def registered(folder: Path) -> Registration:
    """The atlas in the mannequin. Raises BadInput if the folder holds none."""
    try:
        return registration(folder)
    except AtlasError as error:
        raise BadInput(str(error)) from None


@lru_cache(maxsize=128)
def _at_rest(atlas: Registration, rig: Rig, name: str) -> tuple[Mesh, Ints, Floats]:
    """A part of the atlas inside one build at rest; numbers of the nearest vertices of its skin and their shares."""
    part = atlas.atlas.part(name, _SMOOTH)
    plain = atlas.model.body.vertices[:SKIN_COUNT]
    points = atlas.onto_body(part.vertices)
    away, near = cKDTree(plain).query(points, k=_NEIGHBOURS)
    share = 1 / np.maximum(away, 1e-3) ** 2
    share /= share.sum(axis=1, keepdims=True)
    shift = (rig.body.vertices[:SKIN_COUNT] - plain)[near]
    return Mesh(points + np.einsum("nk,nkc->nc", share, shift), part.faces), near, share


def inside(atlas: Registration, posed: Posed, name: str) -> Mesh:
    """A part of the atlas inside the posed body. Raises PartError for a name that the atlas lacks."""
    rig = posed.rig
    mesh, near, share = _at_rest(atlas, rig, name)
    skeleton = rig.body.skeleton
    turns, joints = rig.skeleton_pose(posed.skin.turn, posed.skin.place)
    shift = joints - np.einsum("nij,nj->ni", turns, skeleton.heads)
    carrier = next((bone for start, bone in _MOVES_WITH.items() if name.lstrip("~").startswith(start)), None)
    if carrier:
        side = "" if carrier == "root" else ".L" if name.startswith("~") else ".R"
        i = skeleton.index(carrier + side)
        return Mesh(mesh.vertices @ turns[i].T + shift[i], mesh.faces)
    weights = np.einsum("nk,nkb->nb", share, rig.body.weights[near])
    used = np.flatnonzero(weights.max(axis=0) > 1e-3)
    out = np.zeros_like(mesh.vertices)
    for bone in used:
        out += weights[:, bone : bone + 1] * (mesh.vertices @ turns[bone].T + shift[bone])
    return Mesh(out / np.maximum(weights[:, used].sum(axis=1, keepdims=True), 1e-6), mesh.faces)


def paint(
    atlas: Registration, posed: Posed, muscles: Sequence[str], view: View, styles: dict[int, str], grid: Grid
) -> list[Painted]:
    """The body as glass, bones and muscles in it, tools as rings. ``view``: a round window, walls left out."""
    part = view.buffers.part
    half = min(part.shape) / 2 - 1
    y, x = np.mgrid[: part.shape[0], : part.shape[1]]
    window = (x - part.shape[1] / 2) ** 2 + (y - part.shape[0] / 2) ** 2 < half**2
    out = [("glass", _contours(body_mask(view), grid))]
    buffers = empty(part.shape, 1)
    names = [*BONES, *muscles]
    for number, name in enumerate(names, 1):
        mesh = inside(atlas, posed, name)
        q = mesh.vertices @ view.camera.T
        scale = view.pixels_per_metre
        across, down = (q[:, 0] - view.low[0]) * scale, (view.high[1] - q[:, 1]) * scale
        points = np.stack([across - 0.5, down - 0.5, q[:, 2]], axis=1)
        buffers = rasterise(points, mesh.faces, number, np.zeros((len(points), 1)), buffers)
    for number, name in enumerate(names, 1):
        out.append(
            ("xbone" if name in BONES else "xmuscle", _contours((buffers.part == number) & window, grid))
        )
    out = [(style, d) for style, d in out if d]
    tools = of_style(view, styles, "tool")
    if tools.any():
        middle = np.argwhere(tools).mean(axis=0)[::-1] + 0.5
        out += signs.press_ring(
            np.array(grid.at(*middle), float), float(np.sqrt(tools.sum() / np.pi)) * grid.units
        )
    return out


def _contours(mask: Mask, grid: Grid) -> str:
    soft = ndimage.binary_opening(mask, iterations=1)
    return "".join(grid.data(fit_closed(r, TOLERANCE), True) for r in mask_outlines(soft, _SIGMA, _LEAST))
