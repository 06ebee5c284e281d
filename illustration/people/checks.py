"""Whether the signs of a drawing can be trusted: what ``check`` says about marks, arrows, hands and hidden limbs.

Measured on the rendered picture and on the deformed skin with the final fingers. No key of a figure switches it off.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from scipy import ndimage
from scipy.spatial import cKDTree

from illustration.geometry.mesh import Floats
from illustration.people import marks
from illustration.people.body import SKIN_COUNT
from illustration.people.fills import body_mask, of_style
from illustration.people.landmarks import landmark
from illustration.people.obstacles import Obstacle
from illustration.people.patch import SEEN, felt_mask
from illustration.people.paths import Mask
from illustration.people.render import FIRST_PROP, LIMB, Model, View, only, render
from illustration.people.room import Posed
from illustration.people.spec import ContactSpec, FigureSpec, PoseSpec

FACING = 0.1  # least cosine between the skin under a mark and the way to the viewer
NEAR = 12.0  # points between an arrow and what moves
REACH = 0.012  # metres between a hand and what it holds
PLAIN = 14.0  # square points of a patch that the third photocopy still shows, in one picture or inset
HIDDEN = 0.35  # share of a working limb that must be seen
PRESSED = 0.25  # share of a forearm laid on a wall or a frame that must be seen: of each, as each shows where it goes
_TOOL_SHARE = 0.08  # of the disc of a ring that shows a tool: then the ring points at the tool
_DEEP = 0.03  # metres of something else before the skin under a mark
_MOVED = 15.0  # degrees of a joint between two positions
_ROUND = 0.12  # metres round a place that count as the place when a hand holds it
_HAND = re.compile(r"(right|left)_(hand|palm|fingers)\b")
_UPRIGHT = ("wall", "door", "corner")
_LAID = re.compile(r"(right|left)_(hand|palm|fingers|elbow)\b")
_LEG, _ARM = ("upperleg", "lowerleg", "foot"), ("lowerarm", "wrist")
_LIMBS = {"left leg": 1, "right leg": 2, "left forearm": 3, "right forearm": 4}  # numbers in ``View.limb``
_JOINTS = {"leg": ("hip", "knee", "ankle"), "forearm": ("elbow", "shoulder", "wrist")}


def signs(
    spec: PoseSpec, posed: Posed, view: View, styles: dict[int, str], ghost: Posed | None, pixels: int
) -> list[str]:
    """Marks that the viewer cannot trust and arrows that float. ``pixels`` per printed point."""
    out = [text for mark in marks.rings(spec, posed) if (text := ring(mark, view, styles, pixels))]
    for a in marks.arrows(spec, posed, ghost):
        gap = (
            _away(
                _shown(a.segment, view, styles),
                [view.project(a.start + (a.end - a.start) * t) for t in _STEPS],
            )
            / pixels
        )
        if gap > NEAR:
            out.append(f"arrow at {a.at} floats: {gap:.0f} points from what moves, at most {NEAR:.0f}")
    return out


_STEPS = np.linspace(0, 1, 9)


def ring(mark: marks.Ring, view: View, styles: dict[int, str], pixels: int) -> str:
    """What is wrong with one ring, or ""."""
    part, depth = view.buffers.part, view.buffers.depth
    height, width = part.shape
    x, y = view.project(mark.point)
    tools = of_style(view, styles, "tool", "cold")
    rows, columns = np.mgrid[:height, :width]
    disc = (columns - x) ** 2 + (rows - y) ** 2 < (mark.radius * pixels) ** 2
    i, j = int(y), int(x)
    if tools[disc].any() and tools[disc].mean() > _TOOL_SHARE:
        return ""
    if not (0 <= i < height and 0 <= j < width) or part[i, j] == 0:
        return f"mark {mark.at} lies on paper, outside the body"
    if part[i, j] >= FIRST_PROP:
        return f"mark {mark.at} lies on a thing ({styles[int(part[i, j])]})"
    facing = float((view.camera @ mark.normal)[2])
    if facing < FACING:
        return f"mark {mark.at} is on skin that faces away ({facing:+.2f}, at least {FACING:+.2f})"
    if depth[i, j] - float((view.camera @ mark.point)[2]) > _DEEP:
        return f"mark {mark.at} is hidden behind another part of the body"
    return ""


def felt_seen(spec: PoseSpec, views: Sequence[View], pixels: int) -> list[str]:
    """A felt place that neither the picture nor an inset shows, or so little that a copy loses it. Round a ring, which
    says the same, what is painted at all is enough."""
    least = SEEN / pixels**2 if spec.marks else PLAIN
    most = max((float(felt_mask(view).sum()) for view in views), default=0.0) / pixels**2
    if not spec.felt or most >= least:
        return []
    return [
        f"felt place {', '.join(spec.felt)} is hardly seen: {most:.0f} square points, at least {least:.0f}; "
        "turn the camera or add an inset from behind"
    ]


def _shown(segment: str, view: View, styles: dict[int, str]) -> Mask:
    """Pixels of the limb that a segment belongs to, and of a tool, which moves with it; of the person where it belongs
    to no limb or is not seen."""
    limb = limb_of(segment)
    own = view.limb == _LIMBS[limb] if limb else np.zeros(view.limb.shape, bool)
    return (own if own.any() else body_mask(view)) | of_style(view, styles, "tool")


def limb_of(segment: str) -> str:
    """``right leg`` for the segment of a right thigh and so on; "" for trunk, head and upper arms."""
    side = {"R": "right", "L": "left"}.get(segment[-1], "") if segment[-2:-1] == "." else ""
    kind = "leg" if segment.startswith(_LEG) else "forearm" if segment.startswith(_ARM) else ""
    return f"{side} {kind}" if side and kind else ""


def _away(mask: Mask, points: Sequence[Floats]) -> float:
    """Pixels from the nearest of some points, which may lie outside the picture, to a mask."""
    there = np.argwhere(mask ^ ndimage.binary_erosion(mask))[:, ::-1]
    if not len(there):
        return float("inf")
    inside = any(
        0 <= int(y) < mask.shape[0] and 0 <= int(x) < mask.shape[1] and mask[int(y), int(x)]
        for x, y in points
    )
    return 0.0 if inside else float(cKDTree(there).query(np.array(points))[0].min())


def working(spec: PoseSpec, posed: Posed, other: Posed | None, ghost: Posed | None) -> list[set[str]]:
    """Limbs that an arrow starts from or that have moved since the ``other`` position (the ghost, the panel before).

    Of each set at least one has to be seen: where both legs or both arms do the same, one tells.
    """
    out = [{limb} for a in marks.arrows(spec, posed, ghost) if (limb := limb_of(a.segment))]
    for kind, joints in _JOINTS.items() if other else ():
        moved = set()
        for side in ("right", "left"):
            names = [name for name in posed.angles if name.startswith(tuple(f"{side}_{j}." for j in joints))]
            if other and max(abs(posed.angles[name] - other.angles[name]) for name in names) > _MOVED:
                moved.add(f"{side} {kind}")
        out.append(moved)
    return [limbs for k, limbs in enumerate(out) if limbs and limbs not in out[:k]]


def pressed(spec: PoseSpec) -> list[set[str]]:
    """Forearms that a contact lays on a wall or a door frame; each of them works and has to be seen."""
    laid = {
        f"{match[1]} forearm"
        for contact in spec.contacts
        if contact.b.split(".")[0] in _UPRIGHT and (match := _LAID.match(contact.a))
    }
    return [{limb} for limb in sorted(laid)]


def hidden(limbs: list[set[str]], posed: Posed, model: Model, view: View, least: float = HIDDEN) -> list[str]:
    """Working limbs (see ``working`` and ``pressed``) of which less than ``least`` is seen."""
    out = []
    for choice in limbs:
        seen, limb = max((_seen(limb, posed, model, view), limb) for limb in choice)
        if seen < least:
            out.append(f"{limb} works but is hidden: {seen:.0%} of it is seen, at least {least:.0%}")
    return out


def _seen(limb: str, posed: Posed, model: Model, view: View) -> float:
    """Share of a limb that is seen, of what would be seen of it alone."""
    number = _LIMBS[limb]
    shares = model.attributes[:, LIMB + number - 1][model.faces].mean(axis=1)
    own = only(model, (shares > 0.5) & (model.parts < FIRST_PROP))
    alone = render(posed, own, view.camera, view.low, view.high, view.pixels_per_metre).buffers.part > 0
    return float((view.limb == number).sum() / max(alone.sum(), 1))


def hands(spec: PoseSpec, posed: Posed) -> list[str]:
    """Hands that stay away from what a contact says they hold, however little the contact weighs; one that is only
    ``near`` may be as far away as the contact says."""
    out = []
    for contact in spec.contacts:
        match = _HAND.match(contact.a)
        if match:
            gap = _hand_gap(contact, match[1], posed) - (contact.gap if contact.how == "near" else 0.0)
            if gap > REACH:
                out.append(f"{match[1]} hand {1000 * gap:.0f} mm from what it holds: {contact.text}")
    return out


def _hand_gap(contact: ContactSpec, side: str, posed: Posed) -> float:
    """Metres between the skin of a hand and what it is to hold, or a thing nearer by."""
    rig, skin = posed.rig, posed.skin.clothed
    d = side[0].upper()
    hand = skin[rig.segment_of == rig.segments.index(f"wrist.{d}")]
    gaps = [
        float(cKDTree(prop.mesh.vertices).query(hand)[0].min())
        for prop in posed.props
        if len(prop.mesh.vertices)
    ]
    obstacle: Obstacle | None = posed.obstacles.get(contact.b)
    if obstacle is not None:
        gaps.append(float(-obstacle.depth(hand).max()))
    else:
        place, _ = posed.skin.world(landmark(rig, contact.b))
        arm = (
            rig.body.weight_of("upperarm", "lowerarm", "wrist", "finger", "metacarpal", side=d)[:SKIN_COUNT]
            > 0.02
        )
        target = skin[~arm & (np.linalg.norm(skin - place, axis=1) < _ROUND)]
        if len(target):
            gaps.append(float(cKDTree(target).query(hand)[0].min()))
    return max(min(gaps, default=0.0), 0.0)


def marked(spec: FigureSpec, feels: str) -> list[str]:
    """A figure marks where its exercise is felt, or says once why there is no such place. ``feels``: what the sheet
    says under "Feel it"; "" for a figure of first aid or of a habit, beside which nothing is said of it."""
    marks_it = any(
        pose.felt or pose.marks or any("ring" in node.mapping() for node in pose.insets)
        for pose in spec.panels
    )
    if marks_it and spec.unmarked:
        return ["is both marked and `unmarked`: leave one of them out"]
    if feels and not marks_it and not spec.unmarked:
        return [
            f'the sheet says {feels!r} under "Feel it", and no mark shows where: give `felt` or `marks`; where '
            "there is no such place, say why under `unmarked`"
        ]
    return []


def movement(spec: FigureSpec, repeats: str) -> list[str]:
    """A figure of an exercise shows what moves, or says that nothing does (``still: true``). ``repeats``: how often the
    sheet has it done in a row, each time a movement; "" where something is held or there is nothing to do.
    """
    if spec.still and repeats:
        return [f"is `still: true`, but the sheet has it done {repeats} times in a row: show what moves"]
    if spec.still or len(spec.panels) > 1 or spec.ghost or any(pose.arrows for pose in spec.panels):
        return []
    return ["shows no movement: give two panels, a ghost or an arrow; say `still: true` where nothing moves"]
