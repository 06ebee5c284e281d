"""The clinical rig: joint angles in degrees to segment frames, and from there to the skeleton. It solves
nothing.

Angles follow the joint coordinate system of Grood & Suntay (1983): flexion, then abduction, then rotation.
Forward kinematics is batched: one row of angles per candidate pose.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
LIMB = {
    "thigh": "upperleg01",
    "shin": "lowerleg01",
    "foot": "foot",
    "upper_arm": "upperarm01",
    "forearm": "lowerarm01",
    "hand": "wrist",
}
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


def _turns(axes: Sequence[Floats], degrees: Sequence[Floats]) -> Floats:
    """(m, b, 3, 3) rotations about m unit axes by (b,) angles each."""
    m, a = len(axes), np.radians(np.stack(degrees))[:, None]
    x, y, z = np.stack(axes).T
    zero = np.zeros(m)
    k = np.stack([zero, -z, y, z, zero, -x, -y, x, zero], axis=1).reshape(m, 3, 3)
    flat, square = k.reshape(m, 9, 1), (k @ k).reshape(m, 9, 1)
    out = np.eye(3).reshape(9, 1) + np.sin(a) * flat + (1 - np.cos(a)) * square
    return np.ascontiguousarray(out.transpose(0, 2, 1)).reshape(m, -1, 3, 3)


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
        turn: Frames = {}
        place: Frames = {}

        def g(name: str) -> Floats:
            return np.asarray(angles[:, INDEX[name]])

        ry, rx, rz = _turns((Y, X, Z), (g("root.ry"), g("root.rx"), g("root.rz")))
        turn["root"] = ry @ rx @ rz @ base
        place["root"] = angles[:, :3].copy()
        for part, chain, shares, start in (
            ("trunk", SPINE, SPINE_SHARE, "root"),
            ("neck", NECK, (0.25,) * 4, "spine01"),
        ):
            parent = start
            own = [g(part + word) for word in (".flex", ".side_right", ".turn_left")]
            links = _turns((X, Z, Y) * len(chain), [share * degrees for share in shares for degrees in own])
            for i, name in enumerate(chain):
                flex, side, twist = links[3 * i : 3 * i + 3]
                place[name] = self._hop(turn, place, parent, name)
                turn[name] = turn[parent] @ (flex @ side) @ twist
                parent = name
        for limb_side, d, sign in (("right", "R", -1.0), ("left", "L", 1.0)):
            self._arm(limb_side, d, sign, angles, turn, place)
            self._leg(limb_side, d, sign, angles, turn, place)
        return turn, place

    def _hop(self, turn: Frames, place: Frames, parent: str, child: str) -> Floats:
        """Position (b, 3) of a joint carried by its parent segment."""
        offset = self.rest[parent] @ (self.joint[child] - self.joint[parent])
        return np.asarray(place[parent] + turn[parent] @ offset)

    def _arm(self, side: str, d: str, sign: float, angles: Floats, turn: Frames, place: Frames) -> None:
        def q(name: str) -> Floats:
            return np.asarray(angles[:, INDEX[f"{side}_{name}"]])

        girdle, upper, fore, hand = (
            f"{name}.{d}" for name in ("clavicle", "upperarm01", "lowerarm01", "wrist")
        )
        # Scapulohumeral rhythm: beyond 50 degrees the girdle takes a share of the elevation.
        lift = np.maximum(np.maximum(q("shoulder.abd"), q("shoulder.flex")) - 50, 0) * 0.22
        _, normal, fingers = self.palm[d]
        axis = np.cross(fingers, normal)
        axis = axis / np.linalg.norm(axis)
        elev, protract, lower, flex, abd, rot, elbow, pron, wrist, radial = _turns(
            (Z, Y, Z, X, Z, Y, X, Y, axis, normal),
            (
                sign * (q("clavicle.elev") + lift),
                -sign * q("clavicle.protract"),
                -sign * lift,
                -q("shoulder.flex"),
                sign * q("shoulder.abd"),
                sign * q("shoulder.ext_rot"),
                -q("elbow.flex"),
                -sign * q("forearm.pron"),
                q("wrist.flex"),
                -sign * q("wrist.radial"),
            ),
        )
        place[girdle] = self._hop(turn, place, "spine01", girdle)
        turn[girdle] = turn["spine01"] @ elev @ protract
        place[upper] = self._hop(turn, place, girdle, upper)
        turn[upper] = turn[girdle] @ (lower @ flex @ abd) @ rot
        place[fore] = self._hop(turn, place, upper, fore)
        turn[fore] = turn[upper] @ elbow
        place[hand] = self._hop(turn, place, fore, hand)
        turn[hand + "fore"] = turn[fore] @ pron
        turn[hand] = turn[hand + "fore"] @ (wrist @ radial)

    def _leg(self, side: str, d: str, sign: float, angles: Floats, turn: Frames, place: Frames) -> None:
        def q(name: str) -> Floats:
            return np.asarray(angles[:, INDEX[f"{side}_{name}"]])

        thigh, shin, foot = (f"{name}.{d}" for name in ("upperleg01", "lowerleg01", "foot"))
        flex, abd, rot, knee, ankle, inv = _turns(
            (X, Z, Y, X, X, Z),
            (
                -q("hip.flex"),
                sign * q("hip.abd"),
                sign * q("hip.ext_rot"),
                q("knee.flex"),
                -q("ankle.dorsi"),
                sign * q("ankle.inv"),
            ),
        )
        place[thigh] = self._hop(turn, place, "root", thigh)
        turn[thigh] = turn["root"] @ (flex @ abd @ rot)
        place[shin] = self._hop(turn, place, thigh, shin)
        turn[shin] = turn[thigh] @ knee
        place[foot] = self._hop(turn, place, shin, foot)
        turn[foot] = turn[shin] @ ankle @ inv

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
