"""Which zones of the body the bands of a chart cover: the measure for ``pain.zones`` of a muscle. It draws nothing.

The zones are those of ``handouts.content.model.base.Zone``; their borders, in limb coordinates, have their only home
here.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from illustration.charts.pattern import Band, Pattern, Place

RADIUS = {"thigh": 8.0, "lower_leg": 5.0, "trunk": 15.0, "foot": 4.0}
"""Centimetres from the axis of a segment to its skin, on an adult of 1.66 m (rounded)."""
LENGTH = {"thigh": 40.0, "lower_leg": 38.0, "trunk": 50.0, "foot": 22.0}
"""Centimetres from end to end of a segment, on the same adult (rounded)."""
_STEPS = 24
_ACROSS = (-0.4, -0.2, 0.0, 0.2, 0.4)


def zone_of(place: Place) -> str:
    """The zone that a place of the skin of trunk or leg lies in."""
    angle = (place.angle + 180) % 360 - 180
    return {"trunk": _trunk, "thigh": _thigh, "lower_leg": _lower_leg, "foot": _foot}[place.segment](
        place.at, angle
    )


def _trunk(at: float, angle: float) -> str:
    angle = -180 - angle if angle < -90 else 180 - angle if angle > 90 else angle  # both sides are one
    if angle > 25:
        return "groin" if at < 0.09 else "belly"
    if angle > -25:
        return "waist" if at > 0.26 else "lateral-hip"
    if at < -0.07 and angle < -70:
        return "pelvic-floor"
    if at > 0.48:
        return "middle-back"
    if at > 0.2 or (at > 0.18 and angle > -66):
        return "low-back"
    return "sacrum" if angle < -66 else "buttock"


def _thigh(at: float, angle: float) -> str:
    if -60 < angle <= 45:
        return "lateral-hip" if at < 0.16 else "lateral-thigh" if at < 0.86 else "lateral-knee"
    if 45 < angle <= 105:
        return (
            "groin"
            if at < 0.12 + max(0.0, angle - 85) / 200
            else "anterior-thigh"
            if at < 0.86
            else "anterior-knee"
        )
    if -150 < angle <= -60:
        return "buttock" if at < 0.2 else "posterior-thigh" if at < 0.88 else "posterior-knee"
    if at >= 0.86:
        return "medial-knee" if angle > 118 or angle < 0 else "anterior-knee"
    return "groin" if at < 0.22 else "medial-thigh"


def _lower_leg(at: float, angle: float) -> str:
    if at < 0.08:
        return _knee(angle)
    if -55 < angle <= 50:
        return "lateral-leg" if at < 0.84 else "lateral-ankle"
    if -150 < angle <= -55:
        return "calf" if at < 0.7 else "heel-cord" if at < 1.02 else "heel"
    return "shin" if at < 0.84 else "anterior-ankle"


def _knee(angle: float) -> str:
    if -55 < angle <= 45:
        return "lateral-knee"
    if 45 < angle <= 125:
        return "anterior-knee"
    return "posterior-knee" if -145 < angle <= -55 else "medial-knee"


def _foot(at: float, angle: float) -> str:
    under = -155 < angle <= -30
    if at < 0.22 and (under or angle > 165 or angle <= -155):
        return "heel"
    if at > 0.9:
        return "toes"
    if -30 < angle <= 20:
        return "lateral-ankle" if at < 0.3 else "top-of-foot"
    return "sole" if under or angle <= -155 else "top-of-foot"


def covered(bands: Iterable[Band]) -> dict[str, float]:
    """Square centimetres of each zone that bands cover, each band by itself."""
    area: dict[str, float] = {}
    for band in bands:
        stops = band if len(band) > 1 else band * 2
        for first, second in pairwise(stops):
            a, b = first.place, second.place
            start, end = _onto(a, b.segment), b
            long = max(abs(end.at - start.at) * LENGTH[b.segment], _arc(start, end), first.width / 2)
            for step in range(_STEPS):
                share = (step + 0.5) / _STEPS
                width = first.width + share * (second.width - first.width)
                turn = (end.angle - start.angle + 180) % 360 - 180
                at, angle = start.at + share * (end.at - start.at), start.angle + share * turn
                for across in _ACROSS:
                    off = across * width / RADIUS[b.segment] * 57.3
                    place = _whole(b.segment, at, angle + off)
                    zone = zone_of(place)
                    area[zone] = area.get(zone, 0.0) + long * width / _STEPS / len(_ACROSS)
    return area


def _arc(a: Place, b: Place) -> float:
    """Centimetres round the segment from one place to another."""
    return abs((b.angle - a.angle + 180) % 360 - 180) / 57.3 * RADIUS[b.segment]


def _onto(place: Place, segment: str) -> Place:
    """A place of the thigh as one of the lower leg, which goes on where the thigh ends; any other as it is."""
    if place.segment == segment:
        return place
    return Place(segment, (place.at - 1) * LENGTH["thigh"] / LENGTH["lower_leg"], place.angle)


def _whole(segment: str, at: float, angle: float) -> Place:
    """A place of the lower leg above the knee is one of the thigh."""
    if segment == "lower_leg" and at < 0:
        return Place("thigh", 1 + at * LENGTH["lower_leg"] / LENGTH["thigh"], angle)
    return Place(segment, at, angle)


def charted(pattern: Pattern) -> tuple[dict[str, float], dict[str, float]]:
    """Square centimetres of each zone under the dots (essential) and under the stripes (spillover) of a chart."""
    portions = pattern.portions.values()
    return (
        covered(band for portion in portions for band in portion.essential),
        covered(band for portion in portions for band in portion.spillover),
    )


MUST, MAY = (0.2, 25.0), (0.05, 3.0)
"""What has to be named as a zone, and what may be: a share of all that is charted, or square centimetres."""


def wrong_zones(pattern: Pattern, main: Iterable[str], spread: Iterable[str]) -> list[str]:
    """What is wrong with the zones that a muscle names: each that its chart does not show, and each charted one
    that is missing. A zone where the pain may spread may lie under dots too.
    """
    dots, stripes = charted(pattern)
    named, wider = set(main), set(spread)
    found = [f"{zone}: named as main, but the chart has no dots there" for zone in named - _over(dots, MAY)]
    found += [f"{zone}: the chart has dots there" for zone in _over(dots, MUST) - named]
    there = _over(stripes, MAY) | _over(dots, MAY)
    found += [f"{zone}: named as spread, but the chart shows no pain there" for zone in wider - there]
    found += [f"{zone}: the chart has stripes there" for zone in _over(stripes, MUST) - named - wider]
    found += [f"{zone}: named as main and as spread" for zone in named & wider]
    return sorted(found)


def _over(area: dict[str, float], least: tuple[float, float]) -> set[str]:
    """The zones that have at least a share or an area."""
    share, centimetres = least
    return {zone for zone, size in area.items() if size >= min(centimetres, share * sum(area.values()))}
