"""What a label names, and what the line that leads to it passes on its way. It draws nothing.

The rule: a leader runs through no other part that is drawn, named or not: muscle, tendon, nerve, bone, cartilage, pale
neighbour. Two things are no crossing:

- the *ground*: bone, cartilage or neighbour without a label which, hidden pieces and all, lies beneath, over or round
  the very place where the leader ends (within ``AROUND`` points). Every line to a deep muscle comes over the bone on
  which it lies, for at most ``GROUND`` points;
- the *last stretch*, for at most ``LAST`` points, over any hard part on or under which what is named lies elsewhere, as
  the bowl of the hip bone round a muscle that fills it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from illustration.anatomy import labels
from illustration.anatomy.scene import MARGIN, PX, Mask, Scene, silhouette
from illustration.anatomy.view import Callout, View
from illustration.geometry import mesh as meshes

AROUND = 3.0  # points: what is seen this near to a point belongs to it
SOFT = ("muscle", "tendon", "nerve")
CROSSED = 1.5  # points: a leader may touch the rim of another part on its way, not run through it
LAST = 7.5  # points over a part on or under which the named thing lies, just before the leader reaches it
GROUND = 25.0  # points over parts that lie beneath, over or round the place where a leader ends
BETWEEN = 5.0  # points of paper that may be seen between the two


@dataclass(frozen=True, eq=False)
class Passed:
    """What the leader of a label should not run through: ``soft`` parts; what the other labels name, each with its
    label; and the numbers of the ``rest`` of the layers, (h, w), 0 where there is none. Nothing of it belongs to what
    the label itself names.
    """

    soft: Mask
    named: tuple[tuple[Callout, Mask], ...]
    rest: NDArray[np.int32]


def own_mask(callout: Callout, scene: Scene) -> Mask:
    """(h, w) pixels of what a label names: its part, or what is seen round its point, X's or sign."""
    if callout.marks:
        places = [(x * PX + MARGIN, y * PX + MARGIN) for x, y in callout.ends]
    elif callout.point:
        places = [tuple(scene.camera.pixels(np.array([callout.point]))[0, :2])]
    else:
        return scene.of_name(callout.on)
    rows, columns = np.ogrid[: scene.shape[0], : scene.shape[1]]
    near = np.zeros(scene.shape, bool)
    for x, y in places:
        near |= np.hypot(columns - x, rows - y) < AROUND * PX
    seen = np.setdiff1d(np.unique(scene.part[near]), [0])
    return np.asarray(scene.window & np.isin(scene.part, seen))


def place_mask(callout: Callout, scene: Scene) -> Mask:
    """(h, w) pixels of the part, or of the gap, in which the point of a label lies."""
    x, y = (scene.camera.pixels(np.array([callout.point]))[0, :2]).round().astype(int)
    height, width = scene.shape
    if not (0 <= x < width and 0 <= y < height):
        return np.zeros(scene.shape, bool)
    pieces, _ = ndimage.label(scene.window & (scene.part == scene.part[y, x]))
    return np.asarray((pieces == pieces[y, x]) & (pieces > 0))


def strangers(callout: Callout, view: View, scene: Scene) -> Passed:
    """What the leader of a label should not run through."""
    own = own_mask(callout, scene)
    others = [other for other in view.labels if other is not callout and not other.gap and not other.marks]
    named = [(other, own_mask(other, scene) & ~own) for other in others]
    soft = scene.of_kind(*SOFT) & ~own
    taken = soft | own | ~scene.window
    for _, mask in named:
        taken = taken | mask
    return Passed(
        soft,
        tuple((o, mask) for o, mask in named if mask.any()),
        np.where(taken, 0, scene.part).astype(np.int32),
    )


def is_ground(number: int, end: labels.Point, scene: Scene) -> bool:
    """Whether a layer lies beneath, over or round the place where a leader ends."""
    reach = scene.reaches[number - 1]
    if reach is None:
        return False
    x, y = (round(v * PX) + MARGIN for v in end)
    rows, columns = np.ogrid[: reach.shape[0], : reach.shape[1]]
    return bool((reach & (np.hypot(columns - x, rows - y) <= AROUND * PX)).any())


def through(leader: Sequence[labels.Point], mask: Mask) -> float:
    """Points of a leader's way that lie in a mask."""
    return float(_on(leader, mask).sum()) / PX


def last(leader: Sequence[labels.Point], mask: Mask, own: Mask) -> float:
    """Points of the unbroken stretch in a mask after which the leader reaches its ``own`` part for good; 0 where
    something else lies between the two.
    """
    strange, home = _on(leader, mask)[::-1], _on(leader, own)[::-1]  # from the end of the leader
    ahead = strange[_run(home) :]
    gap = _run(~ahead)
    return float(_run(ahead[gap:])) / PX if gap <= BETWEEN * PX else 0.0


def _run(row: Mask) -> int:
    """How many of the first of a row (n,) are true without a break."""
    return len(row) if row.all() else int(np.argmin(row))


def overlaps(callout: Callout, other: Callout, scene: Scene) -> bool:
    """Whether what one label names lies on or under what another names, as the camera looks, hidden pieces and all."""
    return shared(_whole(callout, scene), _whole(other, scene), scene)


def shared(one: Mask, two: Mask, scene: Scene) -> bool:
    """Whether two masks have a place of the window in common."""
    return bool((one & two & scene.window).any())


def overlaps_layer(callout: Callout, number: int, scene: Scene) -> bool:
    """As ``overlaps``, of a layer."""
    reach = scene.reaches[number - 1]
    return reach is not None and shared(_whole(callout, scene), reach, scene)


def _whole(callout: Callout, scene: Scene) -> Mask:
    """(h, w) what a label names, also where something else hides it."""
    mask = own_mask(callout, scene)
    numbers = [i for i in np.unique(scene.part[mask]) if i]
    hidden = [scene.layers[i - 1].mesh for i in numbers]
    return mask | silhouette(meshes.join(hidden), scene.camera) if hidden else mask


def _on(leader: Sequence[labels.Point], mask: Mask) -> Mask:
    """(n,) for each step of a leader whether it lies in a mask."""
    x, y = labels.steps(leader, PX)
    x, y = x + MARGIN, y + MARGIN
    ok = (x >= 0) & (y >= 0) & (x < mask.shape[1]) & (y < mask.shape[0])
    return np.asarray(ok & mask[np.where(ok, y, 0), np.where(ok, x, 0)])
