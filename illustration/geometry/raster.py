"""The z-buffer: which part, how deep and with which attributes each pixel sees. It never smooths and never
draws.

Pixels are counted from the top left; pixel (row y, column x) samples the point (x, y) itself. Larger depth
is nearer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numba
import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from illustration.geometry.mesh import Floats, Ints

FAR = -1e9  # depth of an empty pixel


@dataclass(frozen=True)
class Buffers:
    """`depth` (h, w); `part` (h, w) with 0 for nothing; `values` (h, w, k) interpolated attributes, 0 where
    empty.
    """

    depth: Floats
    part: NDArray[np.int32]
    values: Floats


@numba.njit(cache=True)  # type: ignore[misc,untyped-decorator,unused-ignore]
def _fill(points, faces, labels, values, clip, depth, part, out):  # type: ignore[no-untyped-def]
    height, width = depth.shape
    for f in range(faces.shape[0]):
        a, b, c = faces[f, 0], faces[f, 1], faces[f, 2]
        x0, y0 = points[a, 0], points[a, 1]
        x1, y1 = points[b, 0], points[b, 1]
        x2, y2 = points[c, 0], points[c, 1]
        area = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
        if abs(area) < 1e-12:
            continue
        top, bottom = max(0, int(np.floor(min(y0, y1, y2)))), min(height - 1, int(np.ceil(max(y0, y1, y2))))
        left, right = max(0, int(np.floor(min(x0, x1, x2)))), min(width - 1, int(np.ceil(max(x0, x1, x2))))
        for y in range(top, bottom + 1):
            for x in range(left, right + 1):
                u = ((x1 - x) * (y2 - y) - (x2 - x) * (y1 - y)) / area
                v = ((x2 - x) * (y0 - y) - (x0 - x) * (y2 - y)) / area
                w = 1 - u - v
                if u < -1e-9 or v < -1e-9 or w < -1e-9:
                    continue
                z = u * points[a, 2] + v * points[b, 2] + w * points[c, 2]
                if z <= depth[y, x]:
                    continue
                if clip >= 0 and u * values[a, clip] + v * values[b, clip] + w * values[c, clip] < 0:
                    continue
                depth[y, x] = z
                part[y, x] = labels[f]
                for k in range(values.shape[1]):
                    out[y, x, k] = u * values[a, k] + v * values[b, k] + w * values[c, k]


def empty(shape: tuple[int, int], attributes: int) -> Buffers:
    """Buffers that see nothing; `shape` is (height, width) in pixels."""
    return Buffers(np.full(shape, FAR), np.zeros(shape, np.int32), np.zeros((*shape, attributes)))


def rasterise(
    points: Floats,
    faces: Ints,
    labels: NDArray[np.int32] | int,
    values: Floats,
    onto: Buffers,
    clip_column: int = -1,
) -> Buffers:
    """Draw triangles over `onto` and return new buffers.

    `points` (n, 3): x and y in pixels, depth; `labels`: part number per face, or one for all (> 0);
    `values` (n, k): attributes to interpolate. With `clip_column` >= 0, pixels whose interpolated attribute
    in that column is negative are left out.
    """
    depth, part, out = onto.depth.copy(), onto.part.copy(), onto.values.copy()
    per_face = np.full(len(faces), labels, np.int32) if isinstance(labels, int) else labels.astype(np.int32)
    _fill(
        points.astype(np.float64),
        faces.astype(np.int64),
        per_face,
        values.astype(np.float64),
        clip_column,
        depth,
        part,
        out,
    )
    return Buffers(depth, part, out)


def _blur(image: Floats, sigma: float) -> Floats:
    return np.asarray(ndimage.gaussian_filter(image, sigma, mode="constant", truncate=3))


def masked_blur(image: Floats, mask: NDArray[np.bool_], sigma: float) -> Floats:
    """Gaussian blur (sigma in pixels) of (h, w) or (h, w, k) that takes in pixels of `mask` only.

    It is right on the mask; elsewhere it means nothing.
    """
    ys, xs = np.nonzero(mask)
    out = np.zeros_like(image)
    if not len(ys):
        return out
    window = (slice(ys.min(), ys.max() + 1), slice(xs.min(), xs.max() + 1))
    mask, seen = mask[window], image[window]
    weight = np.maximum(_blur(mask.astype(float), sigma), 1e-6)
    layers = seen[..., None] if image.ndim == 2 else seen
    blurred = np.stack(
        [_blur(np.where(mask, layers[..., k], 0.0), sigma) / weight for k in range(layers.shape[2])],
        axis=-1,
    )
    out[window] = blurred[..., 0] if image.ndim == 2 else blurred
    return out


def absorb_islands(buffers: Buffers, min_pixels: float) -> Buffers:
    """Patches of one part (or of background) smaller than `min_pixels` take over what surrounds them."""
    small = np.zeros(buffers.part.shape, bool)
    windows = [(0, (slice(None), slice(None)))]
    windows += [(n, w) for n, w in enumerate(ndimage.find_objects(buffers.part), 1) if w is not None]
    for number, window in windows:
        patch, _ = ndimage.label(buffers.part[window] == number)
        size = np.bincount(patch.ravel())
        size[0] = np.iinfo(np.int64).max
        small[window] |= (size < min_pixels)[patch]
    if not small.any() or small.all():
        return buffers
    nearest = tuple(ndimage.distance_transform_edt(small, return_distances=False, return_indices=True))
    return Buffers(buffers.depth[nearest], buffers.part[nearest], buffers.values[nearest])
