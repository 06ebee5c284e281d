"""What the camera sees of one view: part, depth, normal, fibre direction and tendon for each pixel. It
draws no lines.

Pixels: `PX` per point of the printed size; x right, y down. The raster is wider than the crop by a margin, so that
all that leaves the crop, bones and skin, simply runs out at a window: nothing is closed along its edge.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from illustration.anatomy import fields
from illustration.anatomy.atlas import Atlas, expand
from illustration.anatomy.cartilage import cartilage
from illustration.anatomy.layers import Layer, band_layer, context_layers, muscle_layer
from illustration.anatomy.view import View
from illustration.geometry import mesh as meshes
from illustration.geometry.mesh import Floats, Mesh
from illustration.geometry.raster import Buffers, absorb_islands, empty, masked_blur, rasterise

PX = 6  # pixels per printed point
MARGIN = 8 * PX  # pixels around the crop
ISLAND = 6 * PX * PX  # square pixels; smaller patches take over their surroundings
SOFT = ("muscle", "tendon", "neighbour", "nerve")
HOLE = 30 * PX * PX  # square pixels; smaller holes in a muscle are bone that pokes through and are closed
# Points: what is thinner than twice this is a fringe of the mesh, where parts go through one another.
OPENED = {"muscle": 0.5, "neighbour": 1.4, "far": 1.4}

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Camera:
    """Parallel projection. `axes` rows: right, up, towards the viewer; `left` and `top` of the raster in
    metres.
    """

    axes: Floats
    left: float
    top: float
    pixels_per_metre: float
    shape: tuple[int, int]

    def pixels(self, points: Floats) -> Floats:
        """(n, 3): x and y in pixels (y down), depth in metres."""
        seen = points @ self.axes.T
        k = self.pixels_per_metre
        return np.stack([(seen[:, 0] - self.left) * k, (self.top - seen[:, 1]) * k, seen[:, 2]], axis=1)


@dataclass(frozen=True)
class Scene:
    """Pixel images of one view. `part` holds 1 + the index of the layer, 0 for paper."""

    layers: tuple[Layer, ...]
    part: NDArray[np.int32]
    depth: Floats
    normal: Floats
    flow: Floats
    tendon: Floats
    camera: Camera
    overlays: tuple[tuple[str, Mask], ...]
    full: tuple[tuple[str, Mask], ...]

    @property
    def metres_per_pixel(self) -> float:
        return 1 / self.camera.pixels_per_metre

    @property
    def window(self) -> Mask:
        """(h, w) true inside the crop."""
        out = np.zeros(self.part.shape, bool)
        out[MARGIN:-MARGIN, MARGIN:-MARGIN] = True
        return out

    @property
    def shape(self) -> tuple[int, int]:
        height, width = self.part.shape
        return height, width

    def of_kind(self, *kinds: str) -> Mask:
        """(h, w) true where a layer of one of the kinds is seen in the window."""
        return self.window & np.asarray(
            np.isin(self.part, [i for i, p in enumerate(self.layers, 1) if p.kind in kinds])
        )

    def of_name(self, name: str) -> Mask:
        """(h, w) true where a part of that name (or group) is seen."""
        names = {name, *expand(name)}
        return self.window & np.asarray(
            np.isin(self.part, [i for i, p in enumerate(self.layers, 1) if p.name in names])
        )

    @cached_property
    def reaches(self) -> tuple[Mask | None, ...]:
        """For each layer (h, w) all that it covers, whatever stands before it; None for one that is not seen at all."""
        seen = set(np.unique(self.part[self.window]).tolist())
        return tuple(
            silhouette(layer.mesh, self.camera) if number in seen else None
            for number, layer in enumerate(self.layers, 1)
        )


def camera(view: View) -> Camera:
    """The camera of a view: azimuth 0 looks at the front of the body, 90 at its right side, 180 at its
    back.
    """
    a, e = np.radians(view.azimuth), np.radians(view.elevation)
    towards = np.array([-np.sin(a) * np.cos(e), np.sin(e), np.cos(a) * np.cos(e)])
    right = np.cross([0.0, 1.0, 0.0], towards)
    right /= np.linalg.norm(right)
    x0, x1, y0, y1 = view.crop
    points = min(view.size[0] / (x1 - x0), view.size[1] / (y1 - y0))
    k = points * PX
    shape = (int((y1 - y0) * k) + 2 * MARGIN, int((x1 - x0) * k) + 2 * MARGIN)
    axes = np.stack([right, np.cross(towards, right), towards])
    return Camera(axes, x0 - MARGIN / k, y1 + MARGIN / k, k, shape)


def build_scene(view: View, atlas: Atlas) -> Scene:
    """Raises AtlasError for unknown parts and SourceError for empty zones."""
    layers: list[Layer] = []
    for kind, items in (("bone", view.bones), ("far", view.far_bones), ("neighbour", view.neighbours)):
        for item in items:
            layers += context_layers(item, kind, atlas)
    layers += cartilage([layer.name for layer in layers if layer.kind == "bone"], atlas)
    layers += [muscle_layer(m, atlas) for m in view.muscles]
    layers += [band_layer(b) for b in view.bands]

    cam = camera(view)
    everything = _joined(layers)
    labels = np.repeat(np.arange(1, len(layers) + 1), [len(p.mesh.faces) for p in layers]).astype(np.int32)
    values = np.concatenate([_attributes(p, cam) for p in layers])
    buffers = rasterise(
        cam.pixels(everything.vertices), everything.faces, labels, values, empty(cam.shape, 6)
    )
    buffers = _close_holes(absorb_islands(buffers, ISLAND), layers)
    buffers = absorb_islands(_opened(buffers, layers), ISLAND)
    empty_pixels = buffers.part == 0
    normal = np.where(empty_pixels[..., None], np.array([0.0, 0.0, 1.0]), buffers.values[..., :3])
    overlays = [
        (n, silhouette(_joined(context_layers(c, "overlay", atlas)), cam))
        for c in view.overlying
        for n in (c.part,)
    ]
    full = [(p.name, silhouette(p.mesh, cam)) for p in layers if p.kind == "muscle"] if view.hidden else []
    return Scene(
        layers=tuple(layers),
        part=buffers.part,
        depth=buffers.depth,
        normal=normal,
        flow=buffers.values[..., 3:5],
        tendon=buffers.values[..., 5],
        camera=cam,
        overlays=tuple(overlays),
        full=tuple(full),
    )


def _close_holes(buffers: Buffers, layers: list[Layer]) -> Buffers:
    """Small holes in muscles take over the muscle round them; those of the sacrum are drawn by a rule of their own."""
    hard = [n for n, p in enumerate(layers, 1) if p.kind not in SOFT]
    part, doubtful = buffers.part.copy(), np.zeros(buffers.part.shape, bool)
    for number, layer in enumerate(layers, 1):
        if layer.name == "sacrum":
            seen = part == number
            holes, _ = ndimage.label(ndimage.binary_fill_holes(seen) & ~seen)
            size = np.bincount(holes.ravel())
            size[0] = HOLE
            small = (size < HOLE)[holes]
            part[small] = number
            doubtful |= small
        if layer.kind in SOFT:
            seen = part == number
            closed = ndimage.binary_closing(seen, iterations=5)
            bone = np.isin(part, hard) | (part == 0)
            gaps = (ndimage.binary_fill_holes(closed) & bone) | ndimage.binary_fill_holes(seen)
            patch, _ = ndimage.label(gaps & ~seen)
            size = np.bincount(patch.ravel())
            size[0] = HOLE
            hole = (size < HOLE)[patch]
            part[hole] = number
            doubtful |= hole
    if not doubtful.any():
        return buffers
    nearest = tuple(ndimage.distance_transform_edt(doubtful, return_distances=False, return_indices=True))
    return Buffers(buffers.depth[nearest], part, buffers.values[nearest])


def _opened(buffers: Buffers, layers: list[Layer]) -> Buffers:
    """Fringes, spikes and slivers of muscles and neighbours are given to what lies round them."""
    part, doubtful = buffers.part, np.zeros(buffers.part.shape, bool)
    for number, layer in enumerate(layers, 1):
        seen = part == number
        if layer.kind in OPENED and seen.any():
            disc = _disc(int(OPENED[layer.kind] * PX))
            opened = ndimage.binary_opening(np.pad(seen, 2 * PX, mode="edge"), disc)
            doubtful |= seen & ~opened[2 * PX : -2 * PX, 2 * PX : -2 * PX]
    if not doubtful.any():
        return buffers
    nearest = tuple(ndimage.distance_transform_edt(doubtful, return_distances=False, return_indices=True))
    return Buffers(buffers.depth[nearest], part[nearest], buffers.values[nearest])


def _disc(radius: int) -> Mask:
    r = max(radius, 1)
    y, x = np.ogrid[-r : r + 1, -r : r + 1]
    return np.asarray(x * x + y * y <= r * r)


def _joined(layers: list[Layer]) -> Mesh:
    return meshes.join([layer.mesh for layer in layers])


def _attributes(layer: Layer, cam: Camera) -> Floats:
    """Normal (x right, y down, z near), fibre direction (x right, y down) and tendon for each vertex."""
    seen = layer.mesh.moved(layer.mesh.vertices @ cam.axes.T)
    normal = meshes.vertex_normals(seen) * np.array([1.0, -1.0, 1.0])
    if layer.along is None or layer.tendon is None:
        return np.concatenate([normal, np.zeros((len(normal), 3))], axis=1)
    course = fields.gradient(seen, layer.along) if layer.course is None else layer.course @ cam.axes.T
    flow = course[:, :2] * np.array([1.0, -1.0])
    return np.concatenate([normal, flow, layer.tendon[:, None]], axis=1)


def silhouette(mesh: Mesh, cam: Camera) -> Mask:
    """(h, w) all that a mesh covers as the camera looks, whatever stands before it."""
    values = np.zeros((len(mesh.vertices), 1))
    seen = rasterise(cam.pixels(mesh.vertices), mesh.faces, 1, values, empty(cam.shape, 1))
    return np.asarray(ndimage.binary_opening(seen.part > 0, iterations=3))


def tendon_mask(scene: Scene) -> Floats:
    """(h, w) metres of depth into tendon, blurred within each muscle; negative or 0 outside tendon."""
    out = np.zeros(scene.shape)
    for number, layer in enumerate(scene.layers, 1):
        if layer.kind == "muscle":
            seen = scene.part == number
            if seen.any():
                out = np.where(seen, masked_blur(scene.tendon, seen, 1.5 * PX), out)
    return out
