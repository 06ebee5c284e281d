"""Things in the room and in the hand. Each kind says what it carries, which contacts it implies and how it
looks.

A new prop is one class here or in ``held`` and one row of ``KINDS`` in ``room``. Props solve nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from illustration.geometry.mesh import Floats, Mesh
from illustration.people import shapes
from illustration.people.contacts import Support
from illustration.people.landmarks import Landmark
from illustration.people.obstacles import Box, Obstacle, Plane
from illustration.people.rig import Rig, X, Y, Z
from illustration.people.skin import PosedSkin
from illustration.sources import Node

SIZES = ("size", "radius", "width", "height", "depth", "length", "thick", "thickness")  # above 0
LOWEST = {"layers": 1, "turns": 1, "tail": 0, "folds": 0}
WORLD: Mapping[str, Floats] = {"front": Z, "back": -Z, "up": Y, "down": -Y, "left": X, "right": -X}


@dataclass(frozen=True, eq=False)
class PropMesh:
    """A mesh with its style class; ``held`` ones stop closing fingers; what is higher than ``open_above`` (metres)
    gets no outline, as if the thing went on; ``prints``: lines (n, 3) printed on it, in the room."""

    mesh: Mesh
    style: str
    held: bool = False
    open_above: float = np.inf
    prints: tuple[Floats, ...] = ()


@dataclass(frozen=True, eq=False)
class Scene:
    """What a prop may look at when it is drawn: the posed person, landmarks by name and the supports of the
    room."""

    rig: Rig
    posed: PosedSkin
    find: Callable[[str], Landmark]
    supports: Mapping[str, Support]

    def at(self, name: str) -> tuple[Floats, Floats]:
        """Point and outward normal of a landmark in the room."""
        return self.posed.world(self.find(name))

    @property
    def extent(self) -> tuple[Floats, Floats]:
        return self.posed.clothed.min(axis=0), self.posed.clothed.max(axis=0)


class Prop:
    """One prop of a pose. Subclasses read their keys in ``KEYS`` from the YAML node."""

    KEYS: ClassVar[tuple[str, ...]] = ()

    def __init__(self, name: str, node: Node, kind: str) -> None:
        self.name, self.node, self.kind = name, node, kind
        self.fields = node.mapping(("type", *self.KEYS))
        for key, value in self.fields.items():
            if key in SIZES:
                for part in value.items() if isinstance(value.value, tuple) else (value,):
                    part.positive()
            elif key in LOWEST:
                value.at_least(LOWEST[key])

    def number(self, key: str, default: float) -> float:
        return self.fields[key].number() if key in self.fields else default

    def word(self, key: str, default: str | None = None) -> str:
        if key in self.fields:
            return self.fields[key].text()
        if default is None:
            raise self.node.fail(f"{self.name} needs {key!r}")
        return default

    def places(self, key: str, lowest: int, highest: int | None = None) -> list[str]:
        """A list of landmarks of a stated length. Raises SourceError."""
        self.node.need(key)
        names = [node.text() for node in self.fields[key].items()]
        if not lowest <= len(names) <= (highest or len(names)):
            wanted = (
                f"{lowest} or more" if not highest else "-".join(dict.fromkeys((str(lowest), str(highest))))
            )
            raise self.fields[key].fail(f"{key!r} wants {wanted} places, found {len(names)}")
        return names

    def carrier(self, scene: Scene, key: str, default: str | None = None) -> Support:
        """The surface that a key names. Raises SourceError if nothing in the room is called so."""
        name = self.word(key, default)
        if name not in scene.supports:
            node = self.fields.get(key, self.node)
            raise node.fail(f"no surface {name!r}", "surfaces here: " + ", ".join(scene.supports))
        return scene.supports[name]

    def vector(self, key: str, *default: float) -> Floats:
        return np.array(self.fields[key].vector(len(default)) if key in self.fields else default, dtype=float)

    def direction(self, key: str, default: str) -> Floats:
        return WORLD[self.fields[key].choice(WORLD)] if key in self.fields else WORLD[default]

    def supports(self) -> dict[str, Support]:
        """Surfaces that carry, by the name contacts use."""
        return {}

    def obstacles(self) -> dict[str, Obstacle]:
        """Solids besides the supports that the body keeps out of."""
        return {}

    def contacts(self) -> list[str]:
        """Contact sentences the prop implies."""
        return []

    def meshes(self, scene: Scene) -> list[PropMesh]:
        return []


_SKIRTING = 0.08  # metres
_OPEN = 0.06  # metres; a wall has no outline this near its upper end


class Mat(Prop):
    KEYS: ClassVar[tuple[str, ...]] = ("margin", "style")

    def meshes(self, scene: Scene) -> list[PropMesh]:
        low, high = scene.extent
        centre, size = (low + high) / 2, np.maximum(high - low + 2 * self.number("margin", 0.1), 0.6)
        flat = shapes.box(np.array([centre[0], -0.011, centre[2]]), np.array([size[0], 0.02, size[2]]))
        return [PropMesh(flat, "mat")]


class Wall(Prop):
    """``side``: where it stands; ``distance`` from the origin; ``edge``/``past``: end it beyond a
    landmark. A skirting shows what it is; its upper end is left open."""

    KEYS: ClassVar[tuple[str, ...]] = (
        "side",
        "distance",
        "depth",
        "height",
        "edge",
        "past",
        "toward",
        "shift",
    )

    def supports(self) -> dict[str, Support]:
        outward = -self.direction("side", "right")
        return {self.name: Plane(-outward * self.number("distance", 0.3), outward)}

    def meshes(self, scene: Scene) -> list[PropMesh]:
        plane = scene.supports[self.name]
        low, high = scene.extent
        across = np.abs(plane.normal) > 0.5
        depth, height = self.number("depth", 0.7), self.number("height", high[1] + 0.12)
        centre = np.where(
            across, plane.point - plane.normal * 0.021, (low + high) / 2 + self.number("shift", 0)
        )
        if "edge" in self.fields:
            toward = self.direction("toward", "back")
            end = scene.at(self.word("edge"))[0] + toward * (depth / 2 + self.number("past", 0))
            centre = np.where(np.abs(toward) > 0.5, end, centre)
        size = np.where(across, 0.04, depth)
        pieces = []
        for bottom, top in ((0.0, _SKIRTING), (_SKIRTING, height)):
            centre[1], size[1] = (bottom + top) / 2, top - bottom
            pieces.append(PropMesh(shapes.box(centre, size), "wall", open_above=height - _OPEN))
        return pieces


class Chair(Prop):
    """A plain chair facing front; ``back: false`` makes it a stool. ``at`` (x, z): a chair to hold, beside
    the person; then ``.back`` is the top of its back."""

    KEYS: ClassVar[tuple[str, ...]] = ("height", "back", "width", "at")
    HEIGHT = 0.46

    def _box(self) -> Box:
        height, width = self.number("height", self.HEIGHT), self.number("width", 0.44)
        x, z = self.vector("at", 0, 0)
        return Box(np.array([x, height - 0.02, z - 0.02]), np.array([width / 2, 0.02, 0.22]), Y)

    def supports(self) -> dict[str, Support]:
        out: dict[str, Support] = {f"{self.name}.seat": self._box()}
        if self._has_back():
            seat = self._box()
            rail = seat.centre + np.array([0, 0.42, 0.02 - seat.half[2]])
            out[f"{self.name}.back"] = (
                Box(rail, np.array([seat.half[0], 0.04, 0.02]), Y)
                if "at" in self.fields
                else Plane(np.array([0, 0, -0.24]), Z)
            )
        return out

    def _has_back(self) -> bool:
        return self.fields["back"].flag() if "back" in self.fields else True

    def meshes(self, scene: Scene) -> list[PropMesh]:
        seat = self._box()
        (width, _, depth), top = seat.half * 2, float(seat.point[1])
        out = [shapes.box(seat.centre, seat.half * 2)]
        legs = [(x, z) for x in (-1, 1) for z in (-1, 1)]
        for x, z in legs:
            foot = seat.centre + np.array([x * (width / 2 - 0.025), 0, z * (depth / 2 - 0.025)])
            foot[1] = (top - 0.04) / 2
            out.append(shapes.box(foot, np.array([0.04, top - 0.04, 0.04])))
        rear = seat.centre[2] - depth / 2 + 0.02
        if self._has_back():
            for x in (-1, 1):
                post = np.array([seat.centre[0] + x * (width / 2 - 0.025), top + 0.22, rear])
                out.append(shapes.box(post, np.array([0.04, 0.44, 0.035])))
            slat = np.array([seat.centre[0], top + 0.36, rear])
            out.append(shapes.box(slat, np.array([width - 0.09, 0.16, 0.03])))
        elif top > 0.55:
            for z in (-1, 1):
                rail = np.array([seat.centre[0], 0.22, seat.centre[2] + z * (depth / 2 - 0.025)])
                out.append(shapes.box(rail, np.array([width - 0.09, 0.025, 0.025])))
        return [PropMesh(mesh, "prop") for mesh in out]


class Block(Prop):
    """Bed, bench, step, table: a block on the floor. ``size``: width (x) and depth (z); ``at``: its centre
    (x, z)."""

    KEYS: ClassVar[tuple[str, ...]] = ("height", "size", "at", "thickness")
    HEIGHT, SIZE, LEGS = 0.45, (0.9, 0.5), False

    def _box(self) -> Box:
        height, (x, z) = self.number("height", self.HEIGHT), self.vector("at", 0, 0)
        width, depth = self.vector("size", *self.SIZE)
        thick = self.number("thickness", 0.08) if self.LEGS else height
        return Box(np.array([x, height - thick / 2, z]), np.array([width, thick, depth]) / 2, Y)

    def supports(self) -> dict[str, Support]:
        return {f"{self.name}.top": self._box()}

    def meshes(self, scene: Scene) -> list[PropMesh]:
        block = self._box()
        out = [PropMesh(shapes.box(block.centre, block.half * 2), "prop")]
        if self.LEGS:
            under = float(block.centre[1] - block.half[1])
            for x in (-1, 1):
                for z in (-1, 1):
                    foot = block.centre + np.array([x, 0, z]) * (block.half - 0.03)
                    foot[1] = under / 2
                    out.append(PropMesh(shapes.box(foot, np.array([0.05, under, 0.05])), "prop"))
        return out


class Bed(Block):
    """A mattress on a base."""

    HEIGHT, SIZE = 0.5, (2.0, 0.95)

    def meshes(self, scene: Scene) -> list[PropMesh]:
        block = self._box()
        size, centre = block.half * 2, block.centre
        base = 0.22
        mattress = shapes.box(
            np.array([centre[0], (size[1] + base) / 2, centre[2]]),
            np.array([size[0], size[1] - base, size[2]]),
        )
        frame = shapes.box(
            np.array([centre[0], base / 2 + 0.04, centre[2]]),
            np.array([size[0] - 0.04, base - 0.08, size[2] - 0.04]),
        )
        return [PropMesh(mattress, "mat"), PropMesh(frame, "prop")]


class Bench(Block):
    LEGS = True


class Step(Block):
    HEIGHT, SIZE = 0.16, (0.6, 0.35)


class Stool(Chair):
    """A high stool to perch on."""

    HEIGHT = 0.7

    def _has_back(self) -> bool:
        return False

    def _box(self) -> Box:
        height = self.number("height", self.HEIGHT)
        half = self.number("width", 0.34) / 2
        x, z = self.vector("at", 0, 0)
        return Box(np.array([x, height - 0.02, z - 0.02]), np.array([half, 0.02, half]), Y)
