"""The clinical rig: joint angles in degrees to segment frames, and from there to the skeleton. It solves
nothing.

Angles follow the joint coordinate system of Grood & Suntay (1983): flexion, then abduction, then rotation.
Forward kinematics is batched: one row of angles per candidate pose.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.spatial.transform import Rotation

from illustration.geometry.mesh import Floats, Ints, Mesh, vertex_normals
from illustration.people.body import SKIN_COUNT, Body
from illustration.people.clothes import Outfit
from illustration.people.limits import INDEX

X, Y, Z = np.eye(3)
SPINE = ("spine05", "spine04", "spine03", "spine02", "spine01")
NECK = ("neck01", "neck02", "neck03", "head")
SPINE_SHARE = (0.24, 0.24, 0.2, 0.2, 0.12)
NECK_SHARE = (0.25,) * 4
LIMB = {
    "thigh": "upperleg01",
    "shin": "lowerleg01",
    "foot": "foot",
    "upper_arm": "upperarm01",
    "forearm": "lowerarm01",
    "hand": "wrist",
}
_CHAIN = ("upperarm01", "lowerarm01", "wrist", "upperleg01", "lowerleg01", "foot")
Frames = dict[str, Floats]


def rotation(axis: Floats, degrees: float) -> Floats:
    """(3, 3) rotation about an axis."""
    return np.asarray(Rotation.from_rotvec(np.radians(degrees) * axis / np.linalg.norm(axis)).as_matrix())


def frame(along: Floats, hint: Floats) -> Floats:
    """(3, 3) frame whose first column is ``along`` and whose second lies towards ``hint``."""
    a = along / np.linalg.norm(along)
    h = hint - a * (hint @ a)
    h = h / np.linalg.norm(h)
    return np.stack([a, h, np.cross(a, h)], axis=1)


_SIDES = (("right", "R", -1.0), ("left", "L", 1.0))
_PALM, _WRIST = (
    np.zeros(3),
    np.zeros(3),
)  # stand for axes that depend on the body: the palm's normal; square to it


def _motions() -> Iterator[tuple[str, Floats, float]]:
    """Every elementary turn in the order in which ``Rig.forward`` takes them: angle, axis, factor."""
    yield from (("root.ry", Y, 1.0), ("root.rx", X, 1.0), ("root.rz", Z, 1.0))
    for part, shares in (("trunk", SPINE_SHARE), ("neck", NECK_SHARE)):
        for share in shares:
            yield from ((part + ".flex", X, share), (part + ".side_right", Z, share))
            yield part + ".turn_left", Y, share
    for side, _, sign in _SIDES:
        for name, axis, factor in (
            ("clavicle.elev", Z, sign),
            ("clavicle.protract", Y, -sign),
            ("clavicle.elev", Z, -sign),  # undoes what the girdle took of the elevation
            ("shoulder.flex", X, -1.0),
            ("shoulder.abd", Z, sign),
            ("shoulder.ext_rot", Y, sign),
            ("elbow.flex", X, -1.0),
            ("forearm.pron", Y, -sign),
            ("wrist.flex", _WRIST, 1.0),
            ("wrist.radial", _PALM, -sign),
            ("hip.flex", X, -1.0),
            ("hip.abd", Z, sign),
            ("hip.ext_rot", Y, sign),
            ("knee.flex", X, 1.0),
            ("knee.ext_rot", Y, sign),
            ("ankle.dorsi", X, -1.0),
            ("ankle.inv", Z, sign),
        ):
            yield f"{side}_{name}", axis, factor


def _shares() -> Iterator[tuple[int, int, float]]:
    """What else turns the joints of the neck: row of ``_motions``, angle, factor. The lower part takes the two
    lower joints, the upper part the two upper ones; a glide bends them against each other, so that the face
    stays upright."""
    names = [name for name, _, _ in _motions()]
    first = names.index("neck.flex")
    parts = (("lower_neck", 0.5), ("lower_neck", 0.5), ("upper_neck", 0.35), ("upper_neck", 0.65))
    for joint, ((part, share), glide) in enumerate(zip(parts, (0.55, 0.45, -0.40, -0.60), strict=True)):
        row = first + 3 * joint
        yield row, INDEX["neck.protract"], glide
        for k, name in enumerate(("flex", "side_right", "turn_left")):
            yield row + k, INDEX[f"{part}.{name}"], share


_ANGLE = np.array([INDEX[name] for name, _, _ in _motions()])
_FACTOR = np.array([factor for _, _, factor in _motions()])[:, None]
_SHARED = tuple(_shares())
_GIRDLES = [i for i, (name, _, _) in enumerate(_motions()) if name.endswith("clavicle.elev")]


@dataclass(frozen=True, eq=False)
class Rig:
    """A dressed body with its segments. ``joint``, ``rest`` and ``end`` are per segment: rest joint
    position, rotation from the rest pose to the neutral anatomical position, rest position of the segment's
    far joint."""

    body: Body
    outfit: Outfit
    segments: tuple[str, ...]
    joint: Mapping[str, Floats]
    rest: Mapping[str, Floats]
    end: Mapping[str, Floats]
    palm: Mapping[str, tuple[Floats, Floats, Floats]]
    clothed: Floats
    segment_of: Ints
    segment_of_bone: Ints

    @property
    def faces(self) -> Ints:
        return self.body.faces

    def local(self, segment: str, points: Floats) -> Floats:
        """Rest points in the frame of a segment (origin at its joint, neutral position axes)."""
        return np.asarray((np.asarray(points) - self.joint[segment]) @ self.rest[segment].T)

    def forward(self, angles: Floats, base: Floats) -> tuple[Frames, Frames]:
        """Rotations (b, 3, 3) and joint positions (b, 3) of every segment for angles (b, n) and a base
        rotation.
        """
        angles = np.atleast_2d(angles)
        turns = iter(self._turns(angles))
        turn: Frames = {"root": next(turns) @ next(turns) @ next(turns) @ base}
        place: Frames = {"root": angles[:, :3].copy()}
        offsets = _offsets(self)

        def hop(parent: str, child: str) -> None:
            place[child] = np.asarray(place[parent] + turn[parent] @ offsets[child])

        for chain, start in ((SPINE, "root"), (NECK, "spine01")):
            parent = start
            for name in chain:
                hop(parent, name)
                turn[name] = turn[parent] @ (next(turns) @ next(turns)) @ next(turns)
                parent = name
        for _, d, _ in _SIDES:
            girdle, upper, fore, hand, thigh, shin, foot = (f"{name}.{d}" for name in ("clavicle", *_CHAIN))
            hop("spine01", girdle)
            turn[girdle] = turn["spine01"] @ next(turns) @ next(turns)
            hop(girdle, upper)
            turn[upper] = turn[girdle] @ (next(turns) @ next(turns) @ next(turns)) @ next(turns)
            hop(upper, fore)
            turn[fore] = turn[upper] @ next(turns)
            hop(fore, hand)
            turn[hand + "fore"] = turn[fore] @ next(turns)
            turn[hand] = turn[hand + "fore"] @ (next(turns) @ next(turns))
            hop("root", thigh)
            turn[thigh] = turn["root"] @ (next(turns) @ next(turns) @ next(turns))
            hop(thigh, shin)
            turn[shin] = turn[thigh] @ next(turns) @ next(turns)
            hop(shin, foot)
            turn[foot] = turn[shin] @ next(turns) @ next(turns)
        return turn, place

    def _turns(self, angles: Floats) -> Floats:
        """(m, b, 3, 3): the rotations of ``_motions`` for angles (b, n)."""
        degrees = _FACTOR * angles.T[_ANGLE]
        for (side, _, sign), raised, undone in zip(_SIDES, _GIRDLES[::2], _GIRDLES[1::2], strict=True):
            abd, flex = angles[:, INDEX[side + "_shoulder.abd"]], angles[:, INDEX[side + "_shoulder.flex"]]
            # Scapulohumeral rhythm: beyond 50 degrees the girdle takes a share of the elevation.
            lift = np.maximum(np.maximum(abd, flex) - 50, 0) * 0.22
            degrees[raised] = sign * (angles[:, INDEX[side + "_clavicle.elev"]] + lift)
            degrees[undone] = -sign * lift
        for row, angle, share in _SHARED:
            degrees[row] += share * angles[:, angle]
        a = np.radians(degrees)[:, None]
        k, square = _axes(self)
        out = np.eye(3).reshape(9, 1) + np.sin(a) * k + (1 - np.cos(a)) * square
        return np.ascontiguousarray(out.transpose(0, 2, 1)).reshape(len(a), -1, 3, 3)

    def skeleton_pose(
        self,
        turn: Mapping[str, Floats],
        place: Mapping[str, Floats],
        fingers: Mapping[str, Floats] | None = None,
    ) -> tuple[Floats, Floats]:
        """World rotations (bones, 3, 3) and positions (bones, 3) for one pose (frames without the batch
        axis).

        Twist of thigh, upper arm and forearm is spread along the limb, as the skin does. ``fingers`` are
        rotations of finger bones in their parents' rest frames.
        """
        skeleton = self.body.skeleton
        world = {name: turn[name] @ self.rest[name] for name in self.segments}
        for d in "RL":
            for upper, middle, parent in (
                ("upperleg01.", "upperleg02.", "root"),
                ("upperarm01.", "upperarm02.", "clavicle." + d),
            ):
                full, base = world[upper + d], world[parent]
                axis = self.end[upper + d] - self.joint[upper + d]
                axis = axis / np.linalg.norm(axis)
                before, after = base @ axis, full @ axis
                cross = np.cross(before, after)
                sine = np.linalg.norm(cross)
                swing = base
                if sine > 1e-6:
                    swing = (
                        Rotation.from_rotvec(cross / sine * np.arctan2(sine, before @ after)).as_matrix()
                        @ base
                    )
                twist = Rotation.from_matrix(full @ swing.T).as_rotvec()
                world[upper + d] = Rotation.from_rotvec(twist * 0.35).as_matrix() @ swing
                world[middle + d] = Rotation.from_rotvec(twist * 0.75).as_matrix() @ swing
            twist = Rotation.from_matrix(turn[f"wrist.{d}fore"] @ turn["lowerarm01." + d].T).as_rotvec()
            world["lowerarm02." + d] = (
                Rotation.from_rotvec(twist * 0.6).as_matrix() @ world["lowerarm01." + d]
            )
        count = len(skeleton.names)
        rotations, positions = np.zeros((count, 3, 3)), np.zeros((count, 3))
        for i, name in enumerate(skeleton.names):
            p = skeleton.parents[i]
            if name in place:
                positions[i] = place[name]
            else:
                positions[i] = positions[p] + rotations[p] @ (skeleton.heads[i] - skeleton.heads[p])
            if name in world:
                rotations[i] = world[name]
            else:
                rotations[i] = rotations[p] @ (fingers or {}).get(name, np.eye(3))
        return rotations, positions


@lru_cache(maxsize=8)
def _axes(rig: Rig) -> tuple[Floats, Floats]:
    """Cross-product matrices of the axes of ``_motions`` and their squares, each (m, 9, 1)."""
    axes, palms = [], iter("RRLL")
    for _, axis, _ in _motions():
        if axis is _PALM or axis is _WRIST:
            _, normal, fingers = rig.palm[next(palms)]
            across = np.cross(fingers, normal)
            axis = normal if axis is _PALM else across / np.linalg.norm(across)
        axes.append(axis)
    x, y, z = np.stack(axes).T
    zero = np.zeros(len(axes))
    k = np.stack([zero, -z, y, z, zero, -x, -y, x, zero], axis=1).reshape(-1, 3, 3)
    return k.reshape(-1, 9, 1), (k @ k).reshape(-1, 9, 1)


@lru_cache(maxsize=8)
def _offsets(rig: Rig) -> Frames:
    """Where each segment's joint lies in the frame of its parent."""
    parents = dict(zip((*SPINE, *NECK), ("root", *SPINE, *NECK[:-1]), strict=True))
    for d in "RL":
        girdle, upper, fore, hand, thigh, shin, foot = (f"{name}.{d}" for name in ("clavicle", *_CHAIN))
        parents |= {girdle: "spine01", upper: girdle, fore: upper, hand: fore}
        parents |= {thigh: "root", shin: thigh, foot: shin}
    joint = rig.joint
    return {child: rig.rest[p] @ (joint[child] - joint[p]) for child, p in parents.items()}


def make_rig(body: Body, outfit: Outfit) -> Rig:
    """Measure a dressed body: neutral frames, palms, and which segment owns each vertex of the skin."""
    skeleton = body.skeleton
    at = skeleton.head
    segments = ("root", *SPINE, *NECK, *(f"{k}.{d}" for d in "RL" for k in ("clavicle", *LIMB.values())))
    joint = {name: at(name) for name in segments}
    rest = {name: np.eye(3) for name in segments}
    end: dict[str, Floats] = {"root": (at("upperleg01.R") + at("upperleg01.L")) / 2}
    for d in "RL":
        hip, knee, ankle, toe = (at(f"{k}.{d}") for k in ("upperleg01", "lowerleg01", "foot", "toe2-1"))
        rest["upperleg01." + d] = frame(-Y, X) @ frame(knee - hip, X).T
        rest["lowerleg01." + d] = frame(-Y, X) @ frame(ankle - knee, X).T
        forward = toe - ankle
        rest["foot." + d] = rotation(Y, float(-np.degrees(np.arctan2(forward[0], forward[2]))))
        shoulder, elbow, wrist = (at(f"{k}.{d}") for k in ("upperarm01", "lowerarm01", "wrist"))
        hinge = np.cross(elbow - shoulder, wrist - elbow)
        rest["upperarm01." + d] = frame(-Y, -X) @ frame(elbow - shoulder, hinge).T
        rest["lowerarm01." + d] = rest["wrist." + d] = frame(-Y, -X) @ frame(wrist - elbow, hinge).T
        ends = {"upperleg01": knee, "lowerleg01": ankle, "upperarm01": elbow, "lowerarm01": wrist}
        ends |= {"wrist": at(f"finger3-1.{d}"), "foot": toe}
        end |= {f"{name}.{d}": point for name, point in ends.items()}
    skin = body.vertices[:SKIN_COUNT]
    clothed = skin + vertex_normals(Mesh(skin, body.faces)) * outfit.thickness[:, None]
    owner = []
    for i in range(len(skeleton.names)):
        j = i
        while skeleton.names[j] not in joint:
            j = max(skeleton.parents[j], 0)
        owner.append(segments.index(skeleton.names[j]))
    of_bone = np.array(owner)
    of_vertex = of_bone[body.weights[:SKIN_COUNT].argmax(axis=1)]
    rig = Rig(body, outfit, segments, joint, rest, end, {}, clothed, of_vertex, of_bone)
    palm = {d: _palm(rig, d) for d in "RL"}
    return Rig(body, outfit, segments, joint, rest, end, palm, clothed, of_vertex, of_bone)


def _palm(rig: Rig, d: str) -> tuple[Floats, Floats, Floats]:
    """Centre of the palm, its outward normal and the direction of the fingers, in the frame of the hand."""
    hand, at = "wrist." + d, rig.body.skeleton.head
    index, little, middle, thumb = (
        rig.local(hand, at(f"finger{k}.{d}")) for k in ("2-1", "5-1", "3-1", "1-3")
    )
    normal = np.cross(middle, little - index)
    normal = normal / np.linalg.norm(normal)
    if normal @ thumb < 0:
        normal = -normal
    return middle * 0.8 + normal * 0.017, normal, middle / np.linalg.norm(middle)
