"""The z-buffer: which part, how deep and with which attributes each pixel sees. It never smooths and never
draws.

Pixels are counted from the top left; pixel (row y, column x) samples the point (x, y) itself. Larger depth
is nearer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

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


_CHUNK = 1 << 16  # candidate pixels tried at a time: few enough for the processor's cache
_FLAT = 1e-12  # square pixels; a face with less is seen on edge
_SLIVER = 1e-3  # square pixels; with less, rounding may count pixels as inside that lie beside the face
_INSIDE = -1e-9  # least barycentric coordinate of a pixel that counts as inside


@dataclass(frozen=True)
class _Hits:
    """Pixels inside triangles, as numbers in a flattened picture, with face, coordinates and depth of each."""

    pixel: Ints
    face: Ints
    u: Floats
    v: Floats
    w: Floats
    z: Floats

    def only(self, keep: NDArray[np.bool_] | Ints) -> _Hits:
        return _Hits(*(column[keep] for column in self.columns()))

    def columns(self) -> tuple[NDArray[Any], ...]:
        return self.pixel, self.face, self.u, self.v, self.w, self.z

    @classmethod
    def joined(cls, parts: Sequence[_Hits]) -> _Hits:
        return cls(*(np.concatenate(column) for column in zip(*(p.columns() for p in parts), strict=True)))


def _hits(corners: Floats, area: Floats, faces: Ints, shape: tuple[int, int]) -> Iterator[_Hits]:
    """Every pixel inside each of ``faces``, faces in their order. ``corners`` (m, 3, 3), ``area`` (m,)."""
    height, width = shape
    low, high = corners[:, :, :2].min(axis=1), corners[:, :, :2].max(axis=1)
    round_off = np.where(np.abs(area) > _SLIVER, 0.01, 1.0)[:, None]
    low, high = np.ceil(low - round_off), np.floor(high + round_off)
    left, top = np.maximum(low, 0).astype(np.int64).T
    columns = np.minimum(high[:, 0], width - 1).astype(np.int64) - left + 1
    rows = np.minimum(high[:, 1], height - 1).astype(np.int64) - top + 1
    end = np.cumsum(np.maximum(rows, 0) * np.maximum(columns, 0))
    x0, y0, z0, x1, y1, z1, x2, y2, z2 = np.ascontiguousarray(corners.reshape(-1, 9).T)
    start = end - np.maximum(rows, 0) * np.maximum(columns, 0)
    for first in range(0, int(end[-1]) if len(end) else 0, _CHUNK):
        n = np.arange(first, min(first + _CHUNK, int(end[-1])))
        f = np.searchsorted(end, n, side="right")
        n -= start[f]
        across = columns[f]
        down = n // across
        y = top[f] + down
        x = left[f] + n - down * across
        pixel = y * width + x
        u = ((x1[f] - x) * (y2[f] - y) - (x2[f] - x) * (y1[f] - y)) / area[f]
        keep = u >= _INSIDE
        f, x, y, u, pixel = f[keep], x[keep], y[keep], u[keep], pixel[keep]
        v = ((x2[f] - x) * (y0[f] - y) - (x0[f] - x) * (y2[f] - y)) / area[f]
        w = 1 - u - v
        keep = (v >= _INSIDE) & (w >= _INSIDE)
        f, u, v, w, pixel = f[keep], u[keep], v[keep], w[keep], pixel[keep]
        yield _Hits(pixel, faces[f], u, v, w, u * z0[f] + v * z1[f] + w * z2[f])


def _interpolated(values: Floats, faces: Ints, hits: _Hits) -> Floats:
    """(k,) or (k, attributes) values of the vertices at the pixels hit."""
    a, b, c = faces[hits.face].T
    u, v, w = ((n if values.ndim == 1 else n[:, None]) for n in (hits.u, hits.v, hits.w))
    return np.asarray(u * values[a] + v * values[b] + w * values[c])


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
    corners = points[faces]
    (ax, ay), (bx, by) = corners[:, 1, :2].T - corners[:, 0, :2].T, corners[:, 2, :2].T - corners[:, 0, :2].T
    area = ax * by - bx * ay
    solid = np.flatnonzero(~(np.abs(area) < _FLAT))
    clip = values[:, clip_column] if clip_column >= 0 else None
    nearest, found = depth.ravel(), []
    for hits in _hits(corners[solid], area[solid], solid, part.shape):
        keep = hits.z > nearest[hits.pixel]
        if clip is not None:
            keep &= ~(_interpolated(clip, faces, hits) < 0)
        hits = hits.only(keep)
        np.maximum.at(nearest, hits.pixel, hits.z)
        found.append(hits)
    if found:
        hits = _Hits.joined(found)
        hits = hits.only(np.flatnonzero(hits.z == nearest[hits.pixel])[::-1])  # of equal ones the first stays
        chosen = np.full(part.size, -1)
        chosen[hits.pixel] = np.arange(len(hits.pixel))
        hits = hits.only(chosen[chosen >= 0])
        part.ravel()[hits.pixel] = per_face[hits.face]
        out.reshape(part.size, out.shape[2])[hits.pixel] = _interpolated(values, faces, hits)
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


def opened(mask: NDArray[np.bool_], size: int) -> NDArray[np.bool_]:
    """All squares of `size` pixels that fit into the mask; the same as `scipy.ndimage.binary_opening`, but
    quick.
    """
    corners = mask
    for axis in (0, 1):
        corners = _runs(corners, size, axis, np.logical_and)
    grown = np.pad(corners, size - 1)
    for axis in (0, 1):
        grown = _runs(grown, size, axis, np.logical_or)
    return grown


def _runs(mask: NDArray[np.bool_], size: int, axis: int, join: np.ufunc) -> NDArray[np.bool_]:
    """``join`` over each run of `size` pixels along an axis, which gets shorter by `size` - 1."""
    m = np.moveaxis(mask, axis, 0)
    have = 1
    while have < size:
        step = min(have, size - have)
        m = join(m[: len(m) - step], m[step:])
        have += step
    return np.moveaxis(m, 0, axis)


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
