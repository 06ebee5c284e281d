"""The room of one pose: its props, the surfaces they offer, and the solved person in it.

``solve_pose`` is the whole way from a checked pose to a posed skin with closed hands. Draws nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial

import numpy as np

from illustration.people import hands, solver
from illustration.people.audit import audit
from illustration.people.body import build_body
from illustration.people.builds import PEOPLE
from illustration.people.clothes import dress
from illustration.people.contacts import Support, bind
from illustration.people.feet import bend_toes
from illustration.people.furniture import Corner, Door, Laptop, Table
from illustration.people.held import Ball, Cane, ColdPack, Pillow, Roller
from illustration.people.landmarks import Landmark, LandmarkError, landmark
from illustration.people.limits import ANGLES, INDEX
from illustration.people.obstacles import Obstacle, Plane
from illustration.people.props import Bed, Bench, Block, Chair, Mat, Prop, PropMesh, Scene, Step, Stool, Wall
from illustration.people.rig import Rig, X, Y, make_rig, rotation
from illustration.people.skin import PosedSkin, pose_skin, refine, seat
from illustration.people.spec import PoseSpec, read_contact
from illustration.people.straps import Strap
from illustration.people.tools import (
    BallsInSock,
    Bottle,
    Crutch,
    Dumbbell,
    Phone,
    ShoulderCane,
    Sling,
    Stick,
    TowelRoll,
    WalkingStick,
)
from illustration.people.towel import Towel
from illustration.people.wraps import AnkleWrap, Band, HipWrap, Wrap
from illustration.sources import Node

KINDS: Mapping[str, type[Prop]] = {
    "mat": Mat,
    "wall": Wall,
    "chair": Chair,
    "stool": Stool,
    "bench": Bench,
    "bed": Bed,
    "step": Step,
    "block": Block,
    "ball": Ball,
    "roller": Roller,
    "pillow": Pillow,
    "strap": Strap,
    "band": Band,
    "wrap": Wrap,
    "hip-wrap": HipWrap,
    "ankle-wrap": AnkleWrap,
    "cold-pack": ColdPack,
    "cane": Cane,
    "towel": Towel,
    "towel-roll": TowelRoll,
    "bottle": Bottle,
    "walking-stick": WalkingStick,
    "crutch": Crutch,
    "door": Door,
    "corner": Corner,
    "table": Table,
    "laptop": Laptop,
    "stick": Stick,
    "dumbbell": Dumbbell,
    "balls-in-sock": BallsInSock,
    "shoulder-cane": ShoulderCane,
    "phone": Phone,
    "sling": Sling,
}


@dataclass(frozen=True, eq=False)
class Posed:
    """A solved pose: the skin with closed hands, the props, the obstacles it rests on, and what is still
    wrong."""

    rig: Rig
    skin: PosedSkin
    props: tuple[PropMesh, ...]
    obstacles: Mapping[str, Obstacle]
    scene: Scene
    problems: tuple[str, ...]
    angles: Mapping[str, float]


@lru_cache(maxsize=8)
def person(name: str, bare: bool = False, socks: bool = False) -> Rig:
    """The rig of one of ``builds.PEOPLE``, perhaps in another tone of skin (``name, tone``: ``woman, skin-4``), with
    shoes, ``socks`` or ``bare`` feet. Raises Unavailable without the body data."""
    who, _, tone = name.partition(", ")
    spec = PEOPLE[who]
    body = build_body(spec.build)
    outfit = dress(body, spec.hair, bare, spec.colour, tone or spec.tone)
    return make_rig(body, replace(outfit, socks=socks))


def props_of(spec: PoseSpec) -> list[Prop]:
    out = []
    for name, node in spec.props.items():
        fields = node.mapping()
        kind = fields["type"].choice(KINDS) if "type" in fields else name
        if kind not in KINDS:
            raise node.fail(f"no prop {kind!r}", "known: " + ", ".join(KINDS))
        out.append(KINDS[kind](name, node, kind))
    return out


class _NoPlace(LandmarkError):
    """A prop asks for a place that is not on the body."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__(text)
        self.name = name


def _meshes(prop: Prop, scene: Scene) -> list[PropMesh]:
    """The meshes of a prop. Raises SourceError, at the word that names it, for a place that does not exist."""
    try:
        return prop.meshes(scene)
    except _NoPlace as error:
        names = (error.name, error.name.removesuffix(".palm"))
        node = next((node for node in prop.node.texts() if node.value in names), prop.node)
        raise node.fail(str(error)) from None


def solve_pose(who: str, spec: PoseSpec) -> Posed:
    """Solve one panel. Raises SourceError for places that do not exist."""
    rig = person(who, spec.bare, spec.socks)
    props = props_of(spec)
    supports: dict[str, Support] = {"floor": Plane(np.zeros(3), Y)}
    obstacles: dict[str, Obstacle] = {}
    for prop in props:
        supports |= prop.supports()
        obstacles |= prop.obstacles()
    obstacles |= supports
    implied = [read_contact(Node(text, prop.node.where)) for prop in props for text in prop.contacts()]
    taken = {c.a for c in implied}
    contacts = [c for c in spec.contacts if c.a not in taken] + implied
    problem = solver.make_problem(rig, spec, [bind(rig, c, supports) for c in contacts], obstacles)
    solver.solve(problem)
    skin = refine(problem)
    find = partial(landmark, rig)

    def seated(name: str) -> Landmark:
        try:
            return seat(rig, skin, find(name))
        except LandmarkError as error:
            raise _NoPlace(name, str(error)) from None

    scene = Scene(rig, skin, seated, supports)
    things = [(prop.name, prop.kind, _meshes(prop, scene)) for prop in props]
    meshes = [mesh for _, _, pieces in things for mesh in pieces]
    held = [m.mesh for m in meshes if m.held]
    fingers = hands.close_hands(rig, skin.turn, skin.place, problem.hands, held)
    for side, wanted in spec.fingers.items():
        fingers |= hands.single(rig, side, wanted)
    fingers |= bend_toes(rig, spec.toes)
    fingers["jaw"] = rotation(X, float(problem.angles[INDEX["jaw.open"]]))
    closed = pose_skin(rig, problem.angles, problem.base, fingers)
    angles = dict(zip(ANGLES, problem.angles.tolist(), strict=True))
    off = [
        f"{name} asked {value:.0f}, got {angles[name]:.0f}"
        for name, (value, _) in spec.angles.items()
        if not name.startswith("root") and abs(angles[name] - value) > 15
    ]
    problems = (*audit(problem, closed, things), *off)
    return Posed(rig, closed, tuple(meshes), obstacles, scene, problems, angles)
