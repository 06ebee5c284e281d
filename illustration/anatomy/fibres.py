"""Fibre lines: evenly spaced streamlines along the fibres a muscle shows (Jobard and Lefer 1997), as
tapered strokes.

Where a muscle is pennate its fibres run at an angle to its length; the angle is given by the view, in
degrees, positive where fibres spread from the middle line on their way to the insertion.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy import ndimage

from illustration.anatomy.contours import Stroke
from illustration.anatomy.scene import PX, Mask, Scene
from illustration.geometry.mesh import Floats
from illustration.geometry.raster import masked_blur

STEP = 2.0  # pixels of one step along a line
CLEAR = 0.9 * PX  # pixels kept free beside borders
SHORTEST = 9.0  # points
SEED = 1
ON_TENDON = 0.8  # share of the width that a line keeps on tendon: thinner ones break into dots in print


@dataclass
class _Tracer:
    """Lines already drawn in one muscle, in a grid of cells one spacing wide."""

    flow: Floats
    mask: Mask
    clear: Floats
    spacing: float
    cells: dict[tuple[int, int], list[tuple[float, float]]] = field(default_factory=dict)

    def crowded(self, x: float, y: float, distance: float) -> bool:
        cx, cy = int(x // self.spacing), int(y // self.spacing)
        limit = distance * distance
        for i in (cx - 1, cx, cx + 1):
            for j in (cy - 1, cy, cy + 1):
                for px, py in self.cells.get((i, j), ()):
                    if (x - px) ** 2 + (y - py) ** 2 < limit:
                        return True
        return False

    def free(self, x: float, y: float) -> bool:
        i, j = int(x + 0.5), int(y + 0.5)
        height, width = self.mask.shape
        return 0 <= i < width and 0 <= j < height and bool(self.mask[j, i]) and bool(self.clear[j, i] > CLEAR)

    def trace(self, seed: tuple[float, float]) -> Floats:
        """(n, 2) line through a seed, both ways until it leaves the muscle or comes close to another line."""
        halves: list[list[tuple[float, float]]] = []
        for sign in (-1.0, 1.0):
            x, y = seed
            half: list[tuple[float, float]] = []
            last: tuple[float, float] | None = None
            for _ in range(2000):
                dx, dy = self.flow[int(y + 0.5), int(x + 0.5)]
                dx, dy = float(dx) * sign, float(dy) * sign
                if last is not None and dx * last[0] + dy * last[1] < 0.5:
                    break
                last = (dx, dy)
                x, y = x + STEP * dx, y + STEP * dy
                if not self.free(x, y) or self.crowded(x, y, 0.55 * self.spacing):
                    break
                half.append((x, y))
            halves.append(half)
        return np.array([*halves[0][::-1], seed, *halves[1]])

    def keep(self, line: Floats) -> None:
        for x, y in line[::2].tolist():
            self.cells.setdefault((int(x // self.spacing), int(y // self.spacing)), []).append((x, y))


@dataclass(frozen=True)
class Grain:
    """Where one muscle or band is seen, its fibre direction and how far each pixel is from a border."""

    seen: Mask
    flow: Floats
    clear: Floats
    is_band: bool


def grains(scene: Scene, edge: Mask) -> list[Grain]:
    """The fibre directions of everything that has fibres."""
    out = []
    for number, layer in enumerate(scene.layers, 1):
        seen = scene.part == number
        if layer.along is not None and seen.sum() >= 25 * PX * PX:
            clear = np.asarray(ndimage.distance_transform_edt(seen & ~edge))
            flow = _direction(scene.flow, seen, layer.pennate, 0.5 if layer.sharp else 4.0)
            out.append(Grain(seen, flow, clear, layer.kind == "tendon"))
    return out


def fibre_strokes(grain: list[Grain], normal: Floats, tendon: Mask, gap: float) -> list[Stroke]:
    """Strokes of all muscles and bands; `gap`: points between lines, half as much again on bands."""
    rng = np.random.default_rng(SEED)
    out: list[Stroke] = []
    for g in grain:
        tracer = _Tracer(g.flow, g.seen, g.clear, gap * PX * (1.5 if g.is_band else 1))
        for line in _cover(tracer):
            stroke = _stroke(line, normal, tendon, rng)
            if stroke is not None:
                out.append(stroke)
    return out


def _direction(flow: Floats, seen: Mask, pennate: float, blur: float) -> Floats:
    g = masked_blur(flow, seen, blur * PX)
    g /= np.maximum(np.linalg.norm(g, axis=-1, keepdims=True), 1e-9)
    if not pennate:
        return g
    weight = seen.sum(axis=1)
    x = np.arange(seen.shape[1])
    middle = (seen * x).sum(axis=1) / np.maximum(weight, 1)
    rows = np.flatnonzero(weight)
    middle[rows] = ndimage.gaussian_filter1d(middle[rows], 10 * PX, mode="nearest")
    half = np.maximum(weight / 2, 1)
    side = np.tanh((x[None, :] - middle[:, None]) / (0.25 * half[:, None]))
    angle = -np.radians(pennate) * side * np.sign(np.where(seen, g[..., 1], 1).mean())
    cos, sin = np.cos(angle), np.sin(angle)
    return np.stack([g[..., 0] * cos - g[..., 1] * sin, g[..., 0] * sin + g[..., 1] * cos], axis=-1)


def _cover(tracer: _Tracer) -> list[Floats]:
    """Fill a muscle with lines: from each line, seeds one spacing to either side; then seeds wherever room
    is left.
    """
    ys, xs = np.nonzero(tracer.mask & (tracer.clear > 1.5 * PX))
    order = np.argsort(-tracer.clear[ys, xs], kind="stable")
    order = order[:: max(1, len(order) // 4000)]
    later = list(zip(xs[order].tolist(), ys[order].tolist(), strict=True))
    beside: list[tuple[float, float]] = []
    lines: list[Floats] = []
    i = j = 0
    while i < len(later) or j < len(beside):
        if j < len(beside):
            seed = beside[j]
            j += 1
        else:
            seed = later[i]
            i += 1
        if not tracer.free(*seed) or tracer.crowded(*seed, 0.98 * tracer.spacing):
            continue
        line = tracer.trace((float(seed[0]), float(seed[1])))
        tracer.keep(line)
        if len(line) > 2:
            along = np.gradient(line, axis=0)
            normal = np.stack([-along[:, 1], along[:, 0]], axis=1)
            normal /= np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-9)
            for sign in (1, -1):
                offset = (line + sign * normal * tracer.spacing)[:: int(2 * PX)]
                beside += [(float(x), float(y)) for x, y in offset]
        if len(line) * STEP / PX >= SHORTEST:
            lines.append(line)
    return lines


def _stroke(line: Floats, normal: Floats, tendon: Mask, rng: np.random.Generator) -> Stroke | None:
    """A line with ragged ends, heavier where the surface turns away, lighter on tendon."""
    head, tail = rng.uniform(0, 0.10, 2)
    line = line[int(head * len(line)) : max(int((1 - tail) * len(line)), 4)]
    x, y = line[:, 0].astype(int), line[:, 1].astype(int)
    t = np.linspace(0, 1, len(line))
    taper = np.clip(np.minimum(t, 1 - t) * 6, 0.35, 1)
    turned = 1 - np.clip(normal[y, x, 2], 0, 1)
    widths = (0.24 + 0.5 * turned) * np.where(tendon[y, x], ON_TENDON, 1) * taper * PX
    points = np.asarray(ndimage.gaussian_filter1d(line, 4, axis=0, mode="nearest"))[::3]
    widths = np.asarray(ndimage.gaussian_filter1d(widths, 4))[::3]
    return Stroke(points, widths, 0.0) if len(points) > 4 else None
