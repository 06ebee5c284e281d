"""The body to point at, place by place: every zone that pain is asked about, on the side that hurts. Works without a
script: each zone is a link that presses it, which puts its name into the search or takes it out again.

The outlines are those of the chart ``body-outlines``; what is here are boxes over it, cut out with it. A list beside
the map says the same, so that the map is never the only way. The whole body is there to be seen; above the back there
are no sheets, and nothing to press.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from handouts.content.library import Library
from handouts.content.model.base import Zone
from handouts.figures.drawing import Drawing
from handouts.finding.spelling import plain
from handouts.site.bodymap import CHART

FRONT, RIGHT, BACK, LEFT = range(4)
"""The panels of the chart. Whoever faces the reader has the right leg on the left."""
TOP, FOOT, MARGIN = 556, 1488, 176
"""Where the map begins and ends in units of the chart, from the back to the foot; and the room around its middle."""
HEAD, REACH = 186, 284
"""The same for the whole body: above the head, and beside the hands."""
MIRROR = 3130
"""The x of a place on the back and that of the other side of the body add up to this; so do those of the two sides."""
FRONT_MIRROR = 534
MIDDLE = {FRONT: 267, RIGHT: 762, BACK: 1565, LEFT: 2368}
"""Where each outline has its middle."""
MARK = 158
"""How far from the middle R and L stand."""


@dataclass(frozen=True, slots=True)
class Box:
    """A zone on the right of the body, in units of the chart; in the middle of it where it is of no side."""

    zone: Zone
    view: int
    left: int
    right: int
    top: int
    foot: int
    sided: bool = True


BOXES = (
    Box("belly", FRONT, 150, 384, 570, 790, sided=False),
    Box("groin", FRONT, 130, 264, 794, 884), Box("anterior-thigh", FRONT, 126, 207, 888, 1070),
    Box("medial-thigh", FRONT, 210, 265, 888, 1070), Box("anterior-knee", FRONT, 126, 190, 1074, 1140),
    Box("medial-knee", FRONT, 193, 250, 1074, 1140), Box("shin", FRONT, 120, 250, 1144, 1382),
    Box("anterior-ankle", FRONT, 120, 220, 1386, 1432), Box("top-of-foot", FRONT, 120, 220, 1436, FOOT),
    Box("waist", RIGHT, 640, 840, 590, 736), Box("lateral-hip", RIGHT, 636, 840, 740, 890),
    Box("lateral-thigh", RIGHT, 650, 840, 894, 1070), Box("lateral-knee", RIGHT, 650, 820, 1074, 1140),
    Box("lateral-leg", RIGHT, 650, 820, 1144, 1376), Box("lateral-ankle", RIGHT, 680, 800, 1380, 1432),
    Box("sole", RIGHT, 690, 800, 1436, FOOT), Box("toes", RIGHT, 804, 880, 1430, FOOT),
    Box("middle-back", BACK, 1440, 1690, 556, 640, sided=False),
    Box("low-back", BACK, 1440, 1690, 644, 740, sided=False), Box("sacrum", BACK, 1530, 1600, 744, 858, sided=False),
    Box("buttock", BACK, 1604, 1710, 744, 893), Box("pelvic-floor", BACK, 1536, 1594, 862, 916, sided=False),
    Box("posterior-thigh", BACK, 1568, 1710, 897, 1075), Box("posterior-knee", BACK, 1568, 1710, 1079, 1140),
    Box("calf", BACK, 1568, 1712, 1144, 1328), Box("heel-cord", BACK, 1600, 1712, 1332, 1432),
    Box("heel", BACK, 1600, 1712, 1436, FOOT),
)  # fmt: skip


BY_ZONE: dict[str, Box] = {one.zone: one for one in BOXES}


@dataclass(frozen=True, slots=True)
class Place:
    """A zone on the map. ``press``: what a link to it asks for; ``on``: it is asked for now."""

    id: str
    name: str
    press: str
    on: bool
    x: int = 0
    y: int = 0
    wide: int = 0
    high: int = 0


@dataclass(frozen=True, slots=True)
class View:
    """One outline with its zones."""

    name: str
    marks: tuple[tuple[str, int], ...]
    box: str
    skin: str
    lines: tuple[tuple[str, str], ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A place that is asked for, or all from one to another along the body. ``press``: what a link asks for that takes
    them out.
    """

    name: str
    press: str


@dataclass(frozen=True)
class Asked:
    """What is asked for: the text as it was typed, the zones that it names, the side, what else it says."""

    text: str = ""
    zones: tuple[Zone, ...] = ()
    side: str = ""
    rest: tuple[str, ...] = ()


@lru_cache(256)
def _compared(name: str) -> str:
    """The name of a zone as it is compared."""
    return plain(name)


def zone_map(library: Library, asked: Asked, *, whole: bool = False) -> tuple[View, ...]:
    """The four outlines, of the whole body or from the back on; none where the content has no chart of the body."""
    try:
        drawing = library.figures.get("chart", CHART)
    except KeyError:
        return ()
    names = {FRONT: "Front", RIGHT: "Right side", BACK: "Back", LEFT: "Left side"}
    views = (FRONT, RIGHT, BACK, LEFT)
    return tuple(_view(library, drawing, view, names[view], asked, whole=whole) for view in views)


def zone_list(library: Library, asked: Asked) -> tuple[Place, ...]:
    """Every zone by its name, as the list beside the map."""
    found = (
        Place(f"z-list-{one.zone}", _name(library, one.zone), one.zone, one.zone in asked.zones)
        for one in BOXES
    )
    return tuple(sorted(found, key=lambda one: one.name))


def marked(asked: Asked) -> tuple[str, ...]:
    """The elements of map and list that stand for what is asked for."""
    found = []
    for zone in asked.zones:
        one = BY_ZONE[zone]
        sides = ("right", "left") if asked.side in ("", "both") else (asked.side,)
        found += [f"z-list-{zone}", *([f"z-{zone}-{side}" for side in sides] if one.sided else [f"z-{zone}"])]
    return tuple(found)


def chips(library: Library, asked: Asked) -> tuple[Chip, ...]:
    """What is asked for, as few chips: all places of a chain that follow each other are one."""
    left, found = list(asked.zones), []
    while left:
        runs = (run for chain in library.places.chains for run in _runs(chain, left))
        run = max(runs, key=len, default=())
        taken = run if len(run) > 1 else (left[0],)
        ends = (taken[0],) if len(taken) == 1 else (taken[0], taken[-1])
        found.append(Chip(" to ".join(_name(library, zone) for zone in ends), " ".join(taken)))
        left = [zone for zone in left if zone not in taken]
    return tuple(found)


def _runs(chain: tuple[Zone, ...], wanted: list[Zone]) -> Iterator[tuple[Zone, ...]]:
    run: list[Zone] = []
    for zone in chain:
        if zone in wanted:
            run.append(zone)
        else:
            yield tuple(run)
            run = []
    yield tuple(run)


def pressed(library: Library, asked: Asked, press: str) -> tuple[str, str]:
    """The text and the side that are asked for once something was pressed: a zone with its side (``calf left``), or the
    zones of a chip. What is asked for already is taken out, else it is put in; a second side makes both.
    """
    words = press.split()
    side = words.pop() if words[-1:] in (["left"], ["right"]) else ""
    zones = [zone for zone in words if zone in BY_ZONE]
    on = [zone for zone in zones if zone in asked.zones and (not side or asked.side in ("", "both", side))]
    if not zones:
        return asked.text, asked.side
    if on:
        return _without(library, asked, on), asked.side
    own, parts = [_name(library, zone) for zone in zones], _parts(asked.text)
    text = ", ".join([*parts.values(), *(name for name in own if _compared(name) not in parts)])
    both = side and asked.side and asked.side != side and asked.zones
    return text, "both" if both else side or asked.side


def _parts(text: str) -> dict[str, str]:
    """What stands between the commas of a text, by how it is compared."""
    return {plain(part): part.strip() for part in text.split(",") if part.strip()}


def _without(library: Library, asked: Asked, zones: list[Zone]) -> str:
    """The text without some of its zones; where it does not name each by itself, said anew."""
    own, parts = {_compared(_name(library, zone)) for zone in zones}, _parts(asked.text)
    if own <= parts.keys():
        return ", ".join(part for key, part in parts.items() if key not in own)
    left = [_name(library, zone) for zone in asked.zones if zone not in zones]
    return ", ".join(part for part in (" ".join(asked.rest), *left) if part)


def _name(library: Library, zone: str) -> str:
    return str(library.places.zones[BY_ZONE[zone].zone].name)


def _view(library: Library, drawing: Drawing, view: int, name: str, asked: Asked, *, whole: bool) -> View:
    first, last = drawing.panels[view]
    middle = MIDDLE[view]
    mine = [path for path in drawing.paths if first <= int(path.d[1:].split(None, 1)[0]) <= last]
    skin = "".join(path.d for path in mine if path.style == "outline")
    marks = tuple(zip({FRONT: "RL", BACK: "LR"}.get(view, ""), (middle - MARK, middle + MARK), strict=False))
    at, top, half = ((first + last) // 2, HEAD, REACH) if whole else (middle, TOP, MARGIN)
    return View(
        name, marks, f"{at - half} {top} {2 * half} {FOOT + 4 - top}", skin,
        tuple((path.style, path.d) for path in mine), tuple(_places(library, view, asked)),
    )  # fmt: skip


def _places(library: Library, view: int, asked: Asked) -> Iterator[Place]:
    on = frozenset(marked(asked))
    for one in BOXES:
        if one.view == RIGHT and view in (RIGHT, LEFT):
            left = one.left if view == RIGHT else MIRROR - one.right
            yield _place(library, one, "right" if view == RIGHT else "left", left, on)
        elif one.view == view and not one.sided:
            yield _place(library, one, "", one.left, on)
        elif one.view == view != RIGHT:
            other = (FRONT_MIRROR if view == FRONT else MIRROR) - one.right
            yield _place(library, one, "right", one.left, on)
            yield _place(library, one, "left", other, on)


def _place(library: Library, one: Box, side: str, left: int, on: frozenset[str]) -> Place:
    key = f"z-{one.zone}-{side}" if side else f"z-{one.zone}"
    name = _name(library, one.zone)
    return Place(
        key, f"{name}, {side}" if side else name, f"{one.zone} {side}".strip(), key in on,
        left, one.top, one.right - one.left, one.foot - one.top,
    )  # fmt: skip
