"""Pain patterns as typed values, read from YAML. It knows the words of a pattern, not the shape of a body.

A pattern has *portions* (groups of trigger points with a pain area of their own) and *panels* (what is
shown, from where). An area is a list of bands; a band is a list of *stations* ``[segment, at, angle,
width]``:

``segment``  ``thigh`` (hip joint to knee joint), ``lower_leg`` (knee to ankle), ``foot`` (heel to the tip of
             the second toe), ``trunk`` (hip joints to the base of the neck), ``head`` (from there to the crown),
             ``upper_arm`` (shoulder joint to elbow), ``forearm`` (elbow to wrist), ``hand`` (wrist to the tip of the
             middle finger)
``at``       place along the segment: 0 at its first end, 1 at its second, beyond them outside (``thigh``
             -0.3 is at the crest of the hip bone)
``angle``    degrees round the segment: 0 outer side, 90 front (foot: top), 180 inner side, -90 back (foot:
             sole); on trunk and head 0 is the right side, 90 the front mid-line, -90 the spine; on arm and hand 0
             the side of the thumb, 90 biceps, inner forearm and palm, 180 the side of the little finger
``width``    centimetres of skin across, on an adult of 1.66 m

A panel has a ``label`` above it and may share a ``group`` name with the panels beside it; one of the two
says from where it is seen.

A trigger point is ``[segment, at, angle]``. ``press`` says where its X stands instead, if nobody presses just there at
home: on the same muscle, or nowhere (``[]``). ``muscles`` of its portion name the parts of the atlas that both must lie
on, or ``anatomy/SLUG``: the bundles drawn there; ``move`` sets them right (millimetres of the body frame) where the
registration lays them wrong. A chart without portions is a blank outline to mark by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from illustration.charts.views import REGIONS, VIEWS
from illustration.sources import Node, Source

SEGMENTS = ("thigh", "lower_leg", "foot", "trunk", "head", "upper_arm", "forearm", "hand")
ANGLES = {"outer": 0.0, "front": 90.0, "inner": 180.0, "back": -90.0}


@dataclass(frozen=True, slots=True)
class Place:
    """A point on the skin in limb coordinates; angle in degrees."""

    segment: str
    at: float
    angle: float


@dataclass(frozen=True, slots=True)
class Station:
    """A place a band passes, and how wide it is there (centimetres)."""

    place: Place
    width: float


Band = tuple[Station, ...]


@dataclass(frozen=True, slots=True)
class Portion:
    """One group of trigger points and where its pain goes, drawn and in words, with its sources."""

    name: str
    in_words: str
    sources: tuple[str, ...]
    trigger_points: tuple[Place, ...]
    essential: tuple[Band, ...]
    spillover: tuple[Band, ...]
    muscles: tuple[str, ...] = ()
    move: tuple[float, float, float] = (0.0, 0.0, 0.0)
    press: tuple[Place, ...] | None = None

    @property
    def presses(self) -> tuple[Place, ...]:
        """Where the X's stand."""
        return self.trigger_points if self.press is None else self.press


@dataclass(frozen=True, slots=True)
class Panel:
    """One body outline: the direction it is seen from, the region it is cut to, the portions on it.

    Only bands that start on one of ``segments`` are drawn.
    """

    view: str
    region: str
    portions: tuple[str, ...]
    segments: tuple[str, ...]
    label: str
    group: str
    sided: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pain chart. ``sources`` maps the short name used in the file to the full citation; ``widest`` is
    its greatest width in points if it has to be narrower than the sheet's slot.
    """

    title: str
    caption: str
    alt: str
    sources: dict[str, str]
    portions: dict[str, Portion]
    panels: tuple[Panel, ...]
    widest: float | None = None
    never_pressed: bool = False
    """Whether nobody presses this muscle at home: none of its trigger points gets an X."""


def read_pattern(source: Source) -> Pattern:
    """The pattern in a file. Raises SourceError at the mistake."""
    keys = source.root.mapping(
        ("title", "caption", "alt", "sources", "portions", "panels", "widest", "never_pressed")
    )
    for name in ("title", "caption", "alt", "panels"):
        if name not in keys:
            raise source.root.fail(f"the key {name!r} is missing")
    nothing = Node(None, source.root.where)
    cited = {key: node.text() for key, node in keys.get("sources", nothing).mapping().items()}
    named = keys.get("portions", nothing).mapping().items()
    never = keys["never_pressed"].flag() if "never_pressed" in keys else False
    portions = {name: _portion(name, node, cited, never) for name, node in named}
    panels = tuple(_panel(node, portions) for node in keys["panels"].items())
    for node, panel in zip(keys["panels"].items(), panels, strict=True):
        if panel.group and not panel.label:
            raise node.fail("a panel of a group needs a label of its own")
    if not panels:
        raise keys["panels"].fail("a pattern needs at least one panel")
    return Pattern(
        title=keys["title"].text(),
        caption=keys["caption"].text(),
        alt=_one_line(keys["alt"]),
        sources=cited,
        portions=portions,
        panels=panels,
        widest=keys["widest"].number() if "widest" in keys else None,
        never_pressed=never,
    )


def _one_line(node: Node) -> str:
    return " ".join(node.text().split())


def _millimetres(node: Node) -> tuple[float, float, float]:
    x, y, z = node.vector(3)
    return x / 1000, y / 1000, z / 1000


def _portion(name: str, node: Node, cited: dict[str, str], never_pressed: bool) -> Portion:
    keys = node.mapping(
        ("in_words", "from", "trigger_points", "press", "essential", "spillover", "muscles", "move")
    )
    for key in ("in_words", "from", "essential"):
        if key not in keys:
            raise node.fail(f"portion {name!r} lacks {key!r}")
    if not keys["from"].items():
        raise keys["from"].fail(f"portion {name!r} names no source")
    if never_pressed and "press" in keys:
        raise keys["press"].fail("a chart that is never pressed has no X's")
    empty = Node(None, node.where)
    press = tuple(_place(item, 3) for item in keys["press"].items()) if "press" in keys else None
    return Portion(
        name=name,
        in_words=_one_line(keys["in_words"]),
        sources=tuple(item.choice(cited) for item in keys["from"].items()),
        trigger_points=tuple(_place(item, 3) for item in keys.get("trigger_points", empty).items()),
        essential=_bands(keys["essential"]),
        spillover=_bands(keys.get("spillover", empty)),
        muscles=tuple(n.text() for n in keys["muscles"].items()) if "muscles" in keys else (),
        move=_millimetres(keys["move"]) if "move" in keys else (0.0, 0.0, 0.0),
        press=() if never_pressed else press,
    )


def _bands(node: Node) -> tuple[Band, ...]:
    return tuple(_band(item) for item in node.items())


def _band(node: Node) -> Band:
    stations = tuple(Station(_place(item, 4), item.items()[3].number()) for item in node.items())
    if not stations:
        raise node.fail("a band needs at least one station [segment, at, angle, width]")
    for item, station in zip(node.items(), stations, strict=True):
        if not 0.5 <= station.width <= 40:
            raise item.fail(f"width {station.width:g} cm is outside 0.5 to 40")
    for (a, b), item in zip(pairwise(stations), node.items()[1:], strict=True):
        if _chart(a.place.segment) != _chart(b.place.segment):
            raise item.fail(
                f"a band cannot run from {a.place.segment} to {b.place.segment}",
                "thigh and lower_leg, upper_arm and forearm, trunk and head join; split the band elsewhere",
            )
    return stations


def _chart(segment: str) -> str:
    joined = {"thigh": "leg", "lower_leg": "leg", "upper_arm": "arm", "forearm": "arm", "head": "trunk"}
    return joined.get(segment, segment)


def _place(node: Node, length: int) -> Place:
    parts = node.items()
    if len(parts) != length:
        shape = "[segment, at, angle, width]" if length == 4 else "[segment, at, angle]"
        raise node.fail(f"expected {shape}, found {len(parts)} values")
    angle = ANGLES[parts[2].choice(ANGLES)] if isinstance(parts[2].value, str) else parts[2].number()
    at = parts[1].number()
    if not -0.6 <= at <= 1.6:
        raise parts[1].fail(f"place {at:g} is outside -0.6 to 1.6")
    return Place(parts[0].choice(SEGMENTS), at, angle)


def _panel(node: Node, portions: dict[str, Portion]) -> Panel:
    keys = node.mapping(("view", "region", "portions", "segments", "label", "group", "sided"))
    for key in ("view", "region"):
        if key not in keys:
            raise node.fail(f"a panel needs {key!r}")
    named = keys["portions"].items() if "portions" in keys else ()
    drawn = keys["segments"].items() if "segments" in keys else ()
    return Panel(
        view=keys["view"].choice(VIEWS),
        region=keys["region"].choice(REGIONS),
        portions=tuple(item.choice(portions) for item in named) or tuple(portions),
        segments=tuple(item.choice(SEGMENTS) for item in drawn) or SEGMENTS,
        label=keys["label"].text() if "label" in keys else "",
        group=keys["group"].text() if "group" in keys else "",
        sided=keys["sided"].flag() if "sided" in keys else False,
    )
