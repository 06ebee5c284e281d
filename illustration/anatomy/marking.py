"""The signs to stay off, and the names that point at X's and at signs: where those lie in a picture, and where their
leaders end, which is at the edge of what they name. It draws nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from illustration.anatomy.dangers import CLEAR, DANGERS
from illustration.anatomy.labels import Placed, Point
from illustration.anatomy.scene import MARGIN, PX, Scene
from illustration.anatomy.spots import SIGN_PT, X_PT, Cross, Pixel
from illustration.anatomy.view import Callout, View
from illustration.geometry.mesh import Floats
from illustration.sources import SourceError

EDGE_PT = 1.0  # between an X or a sign and the end of the leader to it
APART_PT = (
    SIGN_PT + X_PT + 4.0
)  # between the middles of a sign and an X: half a sign of paper between their edges
SAME_PT = 6.0  # an X moves less than this when names are placed
_RING = 24  # corners of the ring


def aimed(view: View, scene: Scene, pressed: Sequence[Cross]) -> View:
    """The view with the ``ends`` of the labels that name X's or a sign. Raises SourceError for a label that names
    nothing in this picture."""
    found = []
    for callout in view.labels:
        if callout.spots:
            ends = tuple(_paper(c[:2]) for c in pressed if c.portion == callout.spots)
            if not ends:
                raise SourceError(
                    callout.where, f"no X of the portion {callout.spots!r} is seen in this view"
                )
            callout = replace(callout, ends=ends)
        elif callout.stay_off:
            callout = replace(callout, ends=(_place(callout, scene, pressed),))
        found.append(callout)
    return replace(view, labels=tuple(found))


def _place(callout: Callout, scene: Scene, pressed: Sequence[Cross]) -> Point:
    """Where the sign stands on the course of a place: as near to an X as may be, farther from all of them than who
    presses there reaches."""
    pixels = scene.camera.pixels(DANGERS[callout.stay_off].points())[:, :2]
    height, width = scene.shape
    rim = MARGIN + SIGN_PT * PX
    inside = (pixels > rim).all(axis=1) & (pixels[:, 0] < width - rim) & (pixels[:, 1] < height - rim)
    least = max(APART_PT * PX, CLEAR * scene.camera.pixels_per_metre)
    crosses = np.array([cross[:2] for cross in pressed]).reshape(-1, 2)
    if len(crosses):
        away = np.linalg.norm(pixels[:, None] - crosses[None], axis=2).min(axis=1)
    else:
        away = np.linalg.norm(pixels - np.array([width, height]) / 2, axis=1) + least
    free = inside & (away >= least)
    if not free.any():
        raise SourceError(callout.where, f"there is no room for a sign on {callout.stay_off!r} in this view")
    return _paper(pixels[int(np.argmin(np.where(free, away, np.inf)))])


def _paper(pixel: Pixel | Floats) -> Point:
    """A pixel as a point of the printed size."""
    return (float(pixel[0]) - MARGIN) / PX, (float(pixel[1]) - MARGIN) / PX


def signs(view: View) -> list[Pixel]:
    """Middles of the signs of an aimed view, in pixels."""
    return [
        (x * PX + MARGIN, y * PX + MARGIN)
        for callout in view.labels
        if callout.stay_off
        for x, y in callout.ends
    ]


def ended(view: View, placed: Sequence[Placed], pressed: Sequence[Cross]) -> list[Placed]:
    """The words with the leaders to X's and signs drawn to their edges; ``placed``: orientation words first."""
    first = len(view.marks)
    return [
        *placed[:first],
        *(_ended(c, word, pressed) for c, word in zip(view.labels, placed[first:], strict=True)),
    ]


def _ended(callout: Callout, word: Placed, pressed: Sequence[Cross]) -> Placed:
    if not word.leader or not callout.marks:
        return word
    (x0, y0), end = word.leader[0], word.leader[-1]
    if callout.spots:
        crosses = [_paper(cross[:2]) for cross in pressed if cross.portion == callout.spots]
        end = min(crosses, key=lambda place: math.dist(place, end), default=end)
    radius = (SIGN_PT if callout.stay_off else X_PT * math.sqrt(2)) + EDGE_PT
    length = math.dist((x0, y0), end)
    share = max(length - radius, 0.0) / length if length else 0.0
    return replace(word, leader=((x0, y0), (x0 + share * (end[0] - x0), y0 + share * (end[1] - y0))))


def strokes(middles: Sequence[Pixel]) -> Iterator[tuple[Floats, bool]]:
    """The ring and the bar of each sign, in pixels, and whether the line is closed."""
    r = SIGN_PT * PX
    turn = np.linspace(0, 2 * np.pi, _RING, endpoint=False)
    ring = r * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    bar = r * math.sqrt(0.5)
    for x, y in middles:
        yield ring + np.array((x, y)), True
        yield np.array([(x - bar, y - bar), (x + bar, y + bar)]), False
