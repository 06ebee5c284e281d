"""The pose file: from YAML nodes to a checked pose. See README.md for the language. Solves nothing, draws
nothing.

Raises SourceError, with the place of the mistake, for anything the language does not know.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from illustration.people.builds import PEOPLE, TONES
from illustration.people.feet import TOES
from illustration.people.felt import names as felt_names
from illustration.people.hands import FINGER_HIGH, FINGER_LOW, FINGERS
from illustration.people.limits import INDEX, ROOT, SYNONYMS, expand, limit_of
from illustration.people.stances import ARM_POSES, STANCES
from illustration.sources import Node

FIGURE_KEYS = (
    "title",
    "caption",
    "alt",
    "side",
    "person",
    "skin",
    "panels",
    "arrange",
    "ghost",
    "size",
    "still",
    "unmarked",
)
POSE_KEYS = (
    "base",
    "props",
    "angles",
    "contacts",
    "free",
    "arms",
    "hands",
    "fingers",
    "feet",
    "toes",
    "marks",
    "arrows",
    "camera",
    "felt",
    "insets",
    "crop",
)
HANDS = ("relaxed", "flat", "grip", "fist", "point", "hook", "table", "straight-fist")
FEET = ("shod", "socks", "bare")
DIRECTIONS = ("front", "back", "up", "down", "left", "right")
_CONTACT = re.compile(
    r"(?P<a>\S+) (?P<how>flat on|on|grip|near) (?P<b>\S+)"
    r"(?: gap (?P<gap>[-+]?[\d.]+))?(?: fingers (?P<fingers>\w+))?(?: weight (?P<weight>[\d.]+))?"
)


@dataclass(frozen=True, slots=True)
class ContactSpec:
    """``a HOW b``: places by name, distance in metres, where the fingers point, how much it matters."""

    text: str
    node: Node
    a: str
    how: str
    b: str
    gap: float
    fingers: str
    weight: float

    @property
    def owner(self) -> str:
        """The body part whose default contact this one replaces."""
        return self.a.split(".")[0].replace("_foot", "_heel")


@dataclass(frozen=True, slots=True)
class PoseSpec:
    """One panel: everything the solver and the drawing need to know."""

    node: Node
    base: str
    props: dict[str, Node]
    angles: dict[str, tuple[float, Node]]
    contacts: tuple[ContactSpec, ...]
    arms: dict[str, str]
    hands: dict[str, str]
    fingers: dict[str, dict[str, tuple[float, float, float]]]
    bare: bool
    socks: bool
    toes: dict[str, str]
    marks: tuple[Node, ...]
    arrows: tuple[Node, ...]
    yaw: float
    pitch: float
    felt: tuple[str, ...] = ()
    insets: tuple[Node, ...] = ()
    crop: Node | None = None


@dataclass(frozen=True, slots=True)
class FigureSpec:
    """The whole figure: words, person, panels and, with ``ghost``, the start position shown behind the
    first panel.
    """

    title: str
    caption: str
    alt: str
    side: str | None
    person: str
    panels: tuple[PoseSpec, ...]
    ghost: PoseSpec | None
    arrange: str
    size: tuple[float, float]
    still: bool
    unmarked: str


def read_figure(root: Node) -> FigureSpec:
    """Check a pose file and read it."""
    fields = root.mapping((*FIGURE_KEYS, *POSE_KEYS))
    for key in ("title", "caption", "alt", "base", "camera"):
        if key not in fields:
            raise root.fail(f"{key} is missing")
    shared = Node({k: v for k, v in fields.items() if k in POSE_KEYS}, root.where)
    if "panels" in fields and not fields["panels"].items():
        raise fields["panels"].fail("a figure needs at least one panel", "leave `panels` out for one picture")
    panels = [shared.merged(node) for node in fields["panels"].items()] if "panels" in fields else [shared]
    ghost = shared.merged(fields["ghost"]) if "ghost" in fields else None
    side = fields.get("side")
    return FigureSpec(
        title=fields["title"].text(),
        caption=fields["caption"].text(),
        alt=" ".join(fields["alt"].text().split()),
        side="right" if side is None else None if side.empty else side.choice(("right",)),
        person=_person(fields.get("person"), fields.get("skin")),
        panels=tuple(read_pose(node) for node in panels),
        ghost=read_pose(ghost) if ghost else None,
        arrange=fields["arrange"].choice(("auto", "row", "column", "grid"))
        if "arrange" in fields
        else "auto",
        size=_size(fields.get("size")),
        still="still" in fields and fields["still"].flag(),
        unmarked=fields["unmarked"].text() if "unmarked" in fields else "",
    )


def _person(who: Node | None, skin: Node | None) -> str:
    """A name of ``builds.PEOPLE``, with the tone of skin behind it where the figure asks for another."""
    name = who.choice(PEOPLE) if who else "woman"
    return f"{name}, {skin.choice(TONES)}" if skin else name


def _size(node: Node | None) -> tuple[float, float]:
    """Points wide and high, at most; one number: both. Without it the room of a card on a sheet."""
    if node is None:
        return 96.0, 104.0
    if isinstance(node.value, tuple):
        wide, high = node.vector(2)
        return float(wide), float(high)
    return node.positive(), node.positive()


def read_pose(node: Node) -> PoseSpec:
    """Check one panel."""
    fields = node.mapping(POSE_KEYS)

    def get(key: str) -> Node:
        return fields.get(key, Node(None, node.where))

    base = get("base").choice(STANCES)
    arms = {side: name.choice(ARM_POSES) for side, name in get("arms").mapping(("right", "left")).items()}
    hands = {side: name.choice(HANDS) for side, name in get("hands").mapping(("right", "left")).items()}
    toes = {side: name.choice(TOES) for side, name in get("toes").mapping(("right", "left")).items()}
    camera = get("camera").mapping(("yaw", "pitch"))
    own = [read_contact(item) for item in get("contacts").items()]
    for side, arm in arms.items():
        other = {"right": "left", "left": "right"}[side]
        if template := ARM_POSES[arm][1]:
            text = template.format(s=side, o=other, d=side[0].upper())
            if not any(c.a.startswith(f"{side}_hand") for c in own):
                own.append(read_contact(Node(text, get("arms").where)))
    free = {item.text() for item in get("free").items()}
    taken = {c.owner for c in own}
    default = [read_contact(Node(text, node.where)) for text in STANCES[base].contacts]
    kept = [c for c in default if c.a not in free and c.a.split(".")[0] not in free and c.owner not in taken]
    feet = "shod" if get("feet").empty else get("feet").choice(FEET)
    return PoseSpec(
        node=node,
        base=base,
        props=get("props").mapping(),
        angles=_angles(get("angles")),
        contacts=(*kept, *own),
        arms=arms,
        hands=hands,
        fingers={side: _fingers(node) for side, node in get("fingers").mapping(("right", "left")).items()},
        bare=feet == "bare",
        socks=feet == "socks",
        toes=toes,
        marks=get("marks").items(),
        arrows=get("arrows").items(),
        yaw=camera["yaw"].number() if "yaw" in camera else 0.0,
        pitch=camera["pitch"].number() if "pitch" in camera else 6.0,
        felt=tuple(item.choice(felt_names()) for item in get("felt").items()),
        insets=get("insets").items(),
        crop=None if get("crop").empty else get("crop"),
    )


def read_contact(node: Node) -> ContactSpec:
    """One contact sentence."""
    text = node.text()
    match = _CONTACT.fullmatch(text)
    if not match:
        raise node.fail(
            f"contact not understood: {text!r}",
            "A on|flat on|grip|near B [gap METRES] [fingers DIRECTION] [weight NUMBER]",
        )
    g = match.groupdict()
    if g["fingers"] and g["fingers"] not in (*DIRECTIONS, "along", "any"):
        raise node.fail(
            f"unknown direction {g['fingers']!r}", "known: " + ", ".join((*DIRECTIONS, "along", "any"))
        )
    return ContactSpec(
        text,
        node,
        g["a"],
        g["how"],
        g["b"],
        _measure(node, g["gap"], 0.0),
        g["fingers"] or "",
        _measure(node, g["weight"], 1.0),
    )


def _fingers(node: Node) -> dict[str, tuple[float, float, float]]:
    """Single fingers: one number bends the three joints like a grip, a list of three each of them."""
    out = {}
    for name, value in node.mapping(tuple(FINGERS)).items():
        bent = value.vector(3) if isinstance(value.value, tuple) else (value.number(),) * 3
        for degrees, low, high in zip(bent, FINGER_LOW, FINGER_HIGH, strict=True):
            if not low <= degrees <= high:
                raise value.fail(
                    f"{name} {degrees:g} is outside {low} to {high}",
                    "its joints, from the knuckle: "
                    + ", ".join(map("{} to {}".format, FINGER_LOW, FINGER_HIGH)),
                )
        out[name] = (bent[0], bent[1], bent[2])
    return out


def _measure(node: Node, text: str | None, default: float) -> float:
    """A number inside a contact sentence."""
    try:
        return float(text) if text else default
    except ValueError:
        raise node.fail(f"expected a number, found {text!r}") from None


def _angles(node: Node) -> dict[str, tuple[float, Node]]:
    """Angles by indexed name, synonyms resolved, limits checked. A joint without a side means both."""
    out: dict[str, tuple[float, Node]] = {}
    for joint, values in node.mapping().items():
        for name, value in values.mapping().items():
            word, sign = SYNONYMS.get(name, (name, 1))
            for angle in expand(f"{joint}.{word}"):
                if angle not in INDEX:
                    raise value.fail(f"no joint angle {joint}.{name}", "known: " + ", ".join(INDEX))
                degrees = sign * value.number()
                if angle not in ROOT:
                    limit = limit_of(angle)
                    if not limit.minimum <= degrees <= limit.maximum:
                        range_ = f"{limit.minimum:g} to {limit.maximum:g}"
                        raise value.fail(
                            f"{joint}.{name} = {value.number():g} is outside {range_}",
                            f"limits are those of {word}; see illustration/people/limits.py",
                        )
                out[angle] = (degrees, value)
    for word in ("flex", "side_right", "turn_left"):
        parts = [
            out[name] for part in ("neck", "lower_neck", "upper_neck") if (name := f"{part}.{word}") in out
        ]
        limit, total = limit_of(f"neck.{word}"), sum(degrees for degrees, _ in parts)
        if parts and not limit.minimum <= total <= limit.maximum:
            raise parts[-1][1].fail(
                f"the neck and its parts add up to {word} {total:g}, outside {limit.minimum:g} to {limit.maximum:g}"
            )
    return out
