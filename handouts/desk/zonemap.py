"""The body to point at, place by place: every zone that pain is asked about, on the side that hurts. Works without a
script: each zone is a link that says its name in the search, or takes it back.

The outlines are those of the chart ``body-outlines``; what is here are boxes over it, cut out with it. A list beside
the map says the same, so that the map is never the only way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from handouts.content.library import Library
from handouts.content.model.base import Zone
from handouts.figures.drawing import Drawing
from handouts.finding.spelling import plain
from handouts.site.bodymap import CHART

FRONT, RIGHT, BACK, LEFT = range(4)
"""The panels of the chart. Whoever faces the reader has the right leg on the left."""
TOP, FOOT, MARGIN = 556, 1488, 176
"""Where the map begins and ends in units of the chart, from the back to the foot; and the room around its middle."""
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


@dataclass(frozen=True, slots=True)
class Place:
    """A zone on the map. ``text`` and ``side``: what is asked for once it is pressed; ``on``: it is asked for now."""

    id: str
    name: str
    on: bool
    text: str
    side: str
    x: int
    y: int
    wide: int
    high: int


@dataclass(frozen=True, slots=True)
class View:
    """One outline with its zones."""

    name: str
    marks: tuple[tuple[str, int], ...]
    box: str
    skin: str
    lines: tuple[tuple[str, str], ...]
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Asked:
    """What is asked for: the text as it was typed, the zones that it names, and the side."""

    text: str = ""
    zones: tuple[Zone, ...] = ()
    side: str = ""

    @cached_property
    def parts(self) -> dict[str, str]:
        """What stands between the commas of the text, by how it is compared."""
        return {plain(part): part.strip() for part in self.text.split(",") if part.strip()}


@lru_cache(256)
def _compared(name: str) -> str:
    """The name of a zone as it is compared."""
    return plain(name)


def zone_map(library: Library, asked: Asked) -> tuple[View, ...]:
    """The four outlines; none where the content has no chart of the body."""
    try:
        drawing = library.figures.get("chart", CHART)
    except KeyError:
        return ()
    names = {FRONT: "Front", RIGHT: "Right side", BACK: "Back", LEFT: "Left side"}
    return tuple(_view(library, drawing, view, names[view], asked) for view in (FRONT, BACK, RIGHT, LEFT))


def zone_list(library: Library, asked: Asked) -> tuple[Place, ...]:
    """Every zone by its name, as the list beside the map."""
    found = [_place(library, one, asked, "", f"list-{one.zone}", one.left) for one in BOXES]
    return tuple(sorted(found, key=lambda one: one.name))


def _view(library: Library, drawing: Drawing, view: int, name: str, asked: Asked) -> View:
    first, last = drawing.panels[view]
    middle = MIDDLE[view]
    mine = [path for path in drawing.paths if first <= int(path.d[1:].split(None, 1)[0]) <= last]
    skin = "".join(path.d for path in mine if path.style == "outline")
    marks = tuple(zip({FRONT: "RL", BACK: "LR"}.get(view, ""), (middle - MARK, middle + MARK), strict=False))
    return View(
        name, marks, f"{middle - MARGIN} {TOP} {2 * MARGIN} {FOOT - TOP}", skin,
        tuple((path.style, path.d) for path in mine), tuple(_places(library, view, asked)),
    )  # fmt: skip


def _places(library: Library, view: int, asked: Asked) -> Iterator[Place]:
    for one in BOXES:
        if one.view == RIGHT:
            if view in (RIGHT, LEFT):
                left = one.left if view == RIGHT else MIRROR - one.right
                side = "right" if view == RIGHT else "left"
                yield _place(library, one, asked, side, f"{one.zone}-{side}", left)
        elif one.view == view and not one.sided:
            yield _place(library, one, asked, "", one.zone, one.left)
        elif one.view == view:
            other = (FRONT_MIRROR if view == FRONT else MIRROR) - one.right
            yield _place(library, one, asked, "right", f"{one.zone}-right", one.left)
            yield _place(library, one, asked, "left", f"{one.zone}-left", other)


def _place(library: Library, one: Box, asked: Asked, side: str, key: str, left: int) -> Place:
    name = str(library.places.zones[one.zone].name)
    on = one.zone in asked.zones and (not side or asked.side in ("", "both", side))
    text, wanted = _pressed(asked, name, on, side)
    shown = f"{name}, {side}" if side else name
    return Place(f"z-{key}", shown, on, text, wanted, left, one.top, one.right - one.left, one.foot - one.top)


def _pressed(asked: Asked, name: str, on: bool, side: str) -> tuple[str, str]:
    """What is asked for once a zone was pressed: with its name, or without it; a second side makes both."""
    own = _compared(name)
    if on and own in asked.parts:
        return ", ".join(part for key, part in asked.parts.items() if key != own), asked.side
    parts = [*asked.parts.values(), *([] if own in asked.parts else [name])]
    both = side and asked.side and asked.side != side and asked.zones
    return ", ".join(parts), "both" if both else side or asked.side
