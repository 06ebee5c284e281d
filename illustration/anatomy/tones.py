"""Flat tones: fills of bone, muscle and tendon, one step of shade on each, and the soft edge between muscle
and tendon.

The light comes from the upper left, in front of the page, as textbooks have it.
"""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from illustration.anatomy.scene import PX, Mask, Scene
from illustration.anatomy.view import FRINGE
from illustration.geometry.mesh import Floats
from illustration.geometry.raster import masked_blur

LIGHT = np.array([-0.42, -0.50, 0.757])  # unit; x right, y down, z near
BONE_DARK, MUSCLE_DARK = 0.36, 0.28  # share of full light below which a surface is in shade
PALE = 3.5  # points: width of the pale step


def shade(scene: Scene, kinds: tuple[str, ...], dark: float, flat: tuple[str, ...] = ()) -> Mask:
    """(h, w) true where parts of the kinds are turned from the light; specks and hairs are opened away."""
    out = np.zeros(scene.shape, bool)
    for number, layer in enumerate(scene.layers, 1):
        seen = scene.part == number
        if layer.kind in kinds and layer.name not in flat and seen.sum() > 40 * PX * PX:
            n = masked_blur(scene.normal, seen, (3.0 if layer.kind == "muscle" else 1.8) * PX)
            n /= np.maximum(np.linalg.norm(n, axis=-1, keepdims=True), 1e-6)
            out |= seen & ((n @ LIGHT) < dark)
    return np.asarray(ndimage.binary_opening(out, iterations=int(0.5 * PX)))


def tendon_edges(scene: Scene, depth: Floats, fringe: float) -> tuple[Mask, Mask]:
    """(pale, tendon): the tendon with a fringed edge and the pale step round it.

    `depth`: metres into tendon; `fringe`: points that strands of muscle and tendon reach into each other.
    """
    if not (depth > -PALE * PX * scene.metres_per_pixel).any():
        nothing = np.zeros(scene.shape, bool)
        return nothing, nothing
    muscle = scene.of_kind("muscle") & (scene.tendon != 0)
    fringed = depth + fringe * PX * scene.metres_per_pixel * _streaks(scene, muscle)
    tendon = muscle & (fringed > 0)
    pale = muscle & (fringed > -PALE * PX * scene.metres_per_pixel * min(fringe / FRINGE, 1))
    return pale, np.asarray(tendon)


def _streaks(scene: Scene, mask: Mask) -> Floats:
    """Noise of about -1..1 that is drawn out along the fibres (line integral convolution)."""
    rng = np.random.default_rng(2)
    height, width = scene.shape
    noise = ndimage.gaussian_filter(rng.standard_normal((height, width)), 0.55 * PX)
    flow = masked_blur(scene.flow, mask, 3 * PX)
    flow /= np.maximum(np.linalg.norm(flow, axis=-1, keepdims=True), 1e-9)
    ys, xs = np.nonzero(mask)
    total = np.zeros(len(ys))
    for sign in (-1.0, 1.0):
        x, y = xs.astype(float), ys.astype(float)
        for _ in range(10):
            i, j = np.clip(x.astype(int), 0, width - 1), np.clip(y.astype(int), 0, height - 1)
            total += noise[j, i]
            x = x + sign * PX * flow[j, i, 0]
            y = y + sign * PX * flow[j, i, 1]
    out = np.zeros(scene.shape)
    out[ys, xs] = total
    spread = float(np.std(total)) if len(total) else 1.0
    return np.asarray(np.clip(out / (1.6 * max(spread, 1e-9)), -1, 1))
