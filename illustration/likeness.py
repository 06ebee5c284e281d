"""Whether two figure files show the same. The last digits of products of matrices depend on the instructions of the
processor, and the solver of poses makes a point and more of them: bytes do not tell.
"""

from __future__ import annotations

import itertools
import json
import math
from typing import Any

from handouts.figures.outline import parse_path

NEAR = 10.0
"""Units (tenths of a point) that a line may be off."""
SHARE = 0.97
"""Share of the points of all outlines that have to be so near: a short line more or less is no other figure."""
_STEP = 6.0  # units between points of an outline
_Point = tuple[float, float]


def alike(new: str, old: str) -> bool:
    """Whether two figure files have the same words, styles and, but for ``NEAR``, bounds and outlines."""
    if new == old:
        return True
    a, b = json.loads(new), json.loads(old)
    if {**a, "paths": 0, "bounds": 0} != {**b, "paths": 0, "bounds": 0}:
        return False
    if any(abs(x - y) > NEAR for x, y in zip(a["bounds"], b["bounds"], strict=True)):
        return False
    one, other = _outlines(a), _outlines(b)
    return one.keys() == other.keys() and min(_share_near(one, other), _share_near(other, one)) >= SHARE


def _outlines(figure: dict[str, Any]) -> dict[str, list[_Point]]:
    """Points along all outlines of each style, at most ``_STEP`` apart, in units."""
    out: dict[str, list[_Point]] = {}
    for path in figure["paths"]:
        points = out.setdefault(path["c"], [])
        at = start = (0.0, 0.0)
        for letter, n in parse_path(path["c"], path["d"]).segments:
            corners = [at, *zip(n[::2], n[1::2], strict=True)] if n else [at, start]
            at = corners[-1]
            if letter == "M":
                start = at
                corners = [at]
            long = sum(math.dist(a, b) for a, b in itertools.pairwise(corners))
            steps = math.ceil(long / _STEP) or 1
            points += [_on(corners, k / steps) for k in range(1, steps + 1)]
    return out


def _on(corners: list[_Point], t: float) -> _Point:
    """The place ``t`` (0 to 1) along a line or a curve with these corners (de Casteljau)."""
    while len(corners) > 1:
        corners = [
            (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t) for a, b in itertools.pairwise(corners)
        ]
    return corners[0]


def _share_near(outlines: dict[str, list[_Point]], others: dict[str, list[_Point]]) -> float:
    """Share of the points of ``outlines`` that lie within ``NEAR`` of one of the same style in ``others``."""
    from scipy.spatial import cKDTree

    near = sum(int((cKDTree(others[style]).query(at)[0] <= NEAR).sum()) for style, at in outlines.items())
    return near / max(sum(map(len, outlines.values())), 1)
