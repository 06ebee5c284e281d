"""Where an exercise is felt: for each vertex of the base mesh, metres inside (> 0) the skin over a muscle.

The regions are bands in limb coordinates, as in the body charts, on the CC0 mannequin; they follow what is known of
origin, insertion and course and are never taken from a mesh of the atlas, so that figures with a patch stay free of its
licence. Every build has the vertices of one base mesh: a field found once on the mannequin serves every person in
every pose.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from illustration.charts import zones
from illustration.charts.limbs import CHARTS
from illustration.charts.mannequin import mannequin
from illustration.charts.pattern import Band, Place, Station
from illustration.geometry.mesh import Floats
from illustration.people.regions import REGIONS

SIDES = ("right", "left", "both")
_ARM = ("upperarm", "lowerarm", "wrist", "finger", "metacarpal")
_LEAST, _MOST = -0.04, 0.03  # metres; a field is cut here, so that the edge of a chart makes no cliff


def names() -> tuple[str, ...]:
    """What a figure may say under ``felt``: ``right_calf``, ``both_buttock``, ..."""
    return tuple(f"{side}_{region}" for region in REGIONS for side in SIDES)


@lru_cache(maxsize=64)
def field(name: str) -> Floats:
    """(vertices of the base mesh,) metres inside the region of that name."""
    side, _, region = name.partition("_")
    model = mannequin()
    rest, arm = model.body.vertices, model.body.weight_of(*_ARM)
    bands = [_band(line) for line in REGIONS[region]]
    out = []
    for sign in {"right": (1.0,), "left": (-1.0,), "both": (1.0, -1.0)}[side]:
        points = rest * [sign, 1.0, 1.0]
        located = {chart: model.limbs.locate(chart, points, arm) for chart in CHARTS}
        out.append(zones.field(bands, model.limbs, located))
    return np.asarray(np.clip(np.max(out, axis=0), _LEAST, _MOST))


def _band(line: tuple[tuple[str, float, float, float], ...]) -> Band:
    return tuple(Station(Place(segment, at, angle), width) for segment, at, angle, width in line)
