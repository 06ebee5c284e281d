"""Where signs go: rings, arrows and close-ups named in a pose file, as points in the room. Draws nothing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from illustration.geometry.mesh import Floats
from illustration.people.landmarks import LandmarkError, landmark
from illustration.people.room import Posed
from illustration.people.skin import seat
from illustration.people.spec import PoseSpec
from illustration.sources import Node

_RING = 6.0  # points
_SHORTEST = 1e-4  # metres; a shorter arrow has no direction


@dataclass(frozen=True, eq=False)
class Ring:
    """A ring of ``radius`` points round a ``point`` at the landmark ``at``, whose skin looks along ``normal``."""

    at: str
    point: Floats
    normal: Floats
    radius: float


@dataclass(frozen=True, eq=False)
class Arrow:
    """An arrow in the room beside the landmark ``at``, which belongs to a ``segment`` of the body."""

    start: Floats
    end: Floats
    bend: float
    double: bool
    at: str
    segment: str


def find(posed: Posed, node: Node) -> tuple[Floats, Floats]:
    """Point and normal of the landmark a node names, on the deformed skin."""
    try:
        mark = landmark(posed.rig, node.text())
    except LandmarkError as error:
        raise node.fail(str(error)) from None
    return posed.skin.world(seat(posed.rig, posed.skin, mark))


def rings(spec: PoseSpec, posed: Posed) -> list[Ring]:
    """``marks``: landmarks, or mappings with ``at``, ``radius`` (points) and ``shift`` (metres)."""
    out = []
    for node in spec.marks:
        if isinstance(node.value, str):
            point, normal = find(posed, node)
            out.append(Ring(node.text(), point, normal, _RING))
            continue
        fields = node.mapping(("at", "radius", "shift"))
        if "at" not in fields:
            raise node.fail("a mark needs 'at'")
        shift = np.array(fields["shift"].vector(3) if "shift" in fields else (0, 0, 0))
        radius = fields["radius"].positive() if "radius" in fields else _RING
        point, normal = find(posed, fields["at"])
        out.append(Ring(fields["at"].text(), point + shift, normal, radius))
    return out


def arrows(spec: PoseSpec, posed: Posed, ghost: Posed | None) -> list[Arrow]:
    """``arrows``: at a landmark, moving ``by`` metres, ``push``ing on it or drawn ``away``; or ``sweep`` from
    ghost."""
    out = []
    for node in spec.arrows:
        fields = node.mapping(("at", "offset", "by", "push", "away", "sweep", "bend", "double"))
        offset = np.array(fields["offset"].vector(3) if "offset" in fields else (0, 0, 0), dtype=float)
        if "sweep" in fields:
            if ghost is None:
                raise node.fail("sweep needs a ghost start position")
            start, end = find(ghost, fields["sweep"])[0] + offset, find(posed, fields["sweep"])[0] + offset
            start, end = start + (end - start) * 0.08, end - (end - start) * 0.08
        else:
            if "at" not in fields:
                raise node.fail("an arrow needs 'at' or 'sweep'")
            point, normal = find(posed, fields["at"])
            start = point + offset
            if "push" in fields:
                start, end = start + normal * (fields["push"].number() + 0.02), start + normal * 0.02
            elif "away" in fields:
                start, end = start + normal * 0.03, start + normal * (0.03 + fields["away"].number())
            elif "by" in fields:
                end = start + np.array(fields["by"].vector(3))
            else:
                raise node.fail("an arrow needs 'by', 'push' or 'away'")
        if np.linalg.norm(end - start) < _SHORTEST:
            raise node.fail("this arrow has no length")
        bend = fields["bend"].number() if "bend" in fields else 0.0
        name = fields["sweep" if "sweep" in fields else "at"].text()
        double = "double" in fields and fields["double"].flag()
        out.append(Arrow(start, end, bend, double, name, landmark(posed.rig, name).segment))
    return out


def arrow_points(spec: PoseSpec, posed: Posed, ghost: Posed | None) -> list[Floats]:
    return [point for a in arrows(spec, posed, ghost) for point in (a.start, a.end)]
