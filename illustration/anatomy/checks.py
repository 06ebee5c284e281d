"""The rules of an anatomy picture: its labels, their leaders, its orientation words, how large the muscle is, its size.

Measured on what was drawn, with the parts as the camera sees them. It draws nothing and changes nothing.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy import ndimage

from handouts.figures import Drawing
from illustration.anatomy import labels, ways
from illustration.anatomy.scene import MARGIN, PX, Mask, Scene
from illustration.anatomy.view import Callout, View
from illustration.figurefile import UNITS_PER_POINT, Figure

LABELS = (2, 6)
MARKS = 2
PAGE_SLACK = 3.0  # points
LONGEST = 48.0  # points of a leader
TO_MARK = 66.0  # points of one to an X or a sign, which may lie in the middle of the muscle
ACROSS = 12.0  # points of it over other soft parts; X's and signs are drawn over all of them
INSIDE = 1.5  # points: how far inside what it names a leader ends, where that is so wide
THIN = 0.7  # of a thinner part: the share of its half width
LEAST_SHARE = 0.08  # of the figure's box that the muscle's box takes
MEDIAN_SHARE = 0.18  # of it over all figures, at least
MEDIAN_LEADER = 30.0  # points over all figures, at most
NEAR = 6.0  # points above and below the end of a leader in which the halves of its part are told
_SIDES = {"inner": "Inside", "inside": "Inside", "outer": "Outside", "outside": "Outside"}


@dataclass(frozen=True, slots=True)
class End:
    """Where a leader ends: how many points ``inside`` what it names, of ``wanted`` ones; ``known``: what it names."""

    inside: float
    wanted: float
    known: bool


def ends(view: View, scene: Scene, placed: Sequence[labels.Placed]) -> list[End | None]:
    """The end of each label's leader; None for a label without one."""
    words = placed[len(view.marks) :]
    return [
        _end(callout, word, scene) if word.leader else None
        for callout, word in zip(view.labels, words, strict=True)
    ]


def _end(callout: Callout, word: labels.Placed, scene: Scene) -> End:
    if callout.marks:  # its leader is drawn to the edge of an X or a sign
        return End(0.0, 0.0, True)
    own = ways.place_mask(callout, scene) if callout.point else ways.own_mask(callout, scene)
    depth = ndimage.distance_transform_edt(np.pad(own, 1))
    x, y = _pixel(word.leader[-1], own)
    known = not callout.point or callout.gap or bool((own & (scene.part > 0)).any())
    wanted = min(INSIDE, THIN * float(depth.max()) / PX) if own.any() else 0.0
    return End(float(depth[y + 1, x + 1]) / PX, wanted, known)


def problems(
    view: View,
    scene: Scene,
    placed: Sequence[labels.Placed],
    ended: Sequence[End | None] | None = None,
) -> list[str]:
    """What breaks the rules in one picture; ``placed``: its words, the orientation words first; ``ended``: where their
    leaders end, if that is known.
    """
    found = []
    if not LABELS[0] <= len(view.labels) <= LABELS[1]:
        found.append(f"{len(view.labels)} labels; an anatomy picture has {LABELS[0]} to {LABELS[1]}")
    if len(view.marks) != MARKS:
        found.append(f"{len(view.marks)} orientation word(s); a picture has one on either side")
    words = placed[len(view.marks) :]
    ended = ends(view, scene, placed) if ended is None else ended
    for callout, word, end in zip(view.labels, words, ended, strict=True):
        if end is not None:
            found += _leader(callout, word, end, view, scene)
            found += wrong_half(callout, word, view, ways.own_mask(callout, scene))
    for i, a in enumerate(words):
        for b in words[:i]:
            if (
                a.leader
                and b.leader
                and labels.segments_cross(a.leader[0], a.leader[-1], b.leader[0], b.leader[-1])
            ):
                found.append(f"the leaders of {a.text!r} and {b.text!r} cross")
    return found


def on_body(placed: Sequence[labels.Placed], box: labels.Box) -> Iterator[str]:
    """The words that lie on the small whole body, whose box is ``box``: a fixed place does not give way to it."""
    for word in placed:
        x0, y0, x1, y1 = word.box
        if x0 < box[2] and box[0] < x1 and y0 < box[3] and box[1] < y1:
            yield f"{word.text.replace('|', ' ')!r} lies on the small body: give it another place, or none"


def _leader(callout: Callout, word: labels.Placed, end: End, view: View, scene: Scene) -> Iterator[str]:
    name = callout.text.replace("|", " ")
    longest, across = (TO_MARK, ACROSS) if callout.marks else (LONGEST, ways.CROSSED)
    if (length := labels.leader_length(word)) > longest:
        yield f"the leader of {name!r} is {length:.0f} pt long, at most {longest:.0f}"
    if not end.known:
        yield f"{name!r} points at nothing: move its point onto a part, or say `gap: true`"
    if end.inside < end.wanted:
        yield f"the leader of {name!r} ends {end.inside:.1f} pt inside what it names, wanted {INSIDE:g}"
    passed = ways.strangers(callout, view, scene)
    if (soft := ways.through(word.leader, passed.soft)) > across:
        yield f"the leader of {name!r} runs {soft:.0f} pt through another muscle, tendon or nerve"
    for other, mask in passed.named:
        most = ways.GROUND if callout.marks else ways.CROSSED
        if (over := astray(callout, other, mask, word, scene)) > most:
            said = other.text.replace("|", " ")
            yield f"the leader of {name!r} runs {over:.0f} pt through what the label {said!r} names"
    yield from _over(callout, word, passed, scene)


def wrong_half(callout: Callout, word: labels.Placed, view: View, own: Mask) -> list[str]:
    """What is wrong with a label such as "Outer elbow" whose leader ends on the other half of the part it names.

    ``own``: the part as it is seen. Nothing is said of a view without the orientation word of that side.
    """
    if callout.marks:
        return []
    said = _SIDES.get(callout.text.replace("|", " ").split()[0].lower())
    edges = {mark.text: mark.edge for mark in view.marks}
    if said not in edges:
        return []
    x, y = _pixel(word.leader[-1], own)
    columns = np.nonzero(own[max(y - round(NEAR * PX), 0) : y + round(NEAR * PX) + 1].any(axis=0))[0]
    if not len(columns):
        return []
    middle = (int(columns[0]) + int(columns[-1])) / 2
    if (x < middle) == (edges[said] == "left"):
        return []
    name = callout.text.replace("|", " ")
    return [f"{name!r} points at the other half of its part: {said!r} is on the {edges[said]} of this view"]


def _over(callout: Callout, word: labels.Placed, passed: ways.Passed, scene: Scene) -> Iterator[str]:
    """What is wrong with a leader's way over parts that no label names."""
    name = callout.text.replace("|", " ")
    ground = 0.0
    for number in np.unique(passed.rest[passed.rest > 0]).tolist():
        mask = passed.rest == number
        over = ways.through(word.leader, mask)
        if over > 0 and (callout.marks or ways.is_ground(number, word.leader[-1], scene)):
            ground += over
        elif over > ways.CROSSED:
            end = ways.last(word.leader, mask, ways.own_mask(callout, scene))
            if 0.0 < end <= ways.LAST and ways.overlaps_layer(callout, number, scene):
                over -= end
            if over > ways.CROSSED:
                part = scene.layers[number - 1].name
                yield f"the leader of {name!r} runs {over:.0f} pt through {part!r}, on which it does not lie"
    most = TO_MARK if callout.marks else ways.GROUND
    if ground > most:
        yield f"the leader of {name!r} runs {ground:.0f} pt over what lies round its end, at most {most:.0f}"


def astray(callout: Callout, other: Callout, mask: Mask, word: labels.Placed, scene: Scene) -> float:
    """Points that a leader runs through what another label names, without the last few that `ways` allows."""
    over = ways.through(word.leader, mask)
    if over <= ways.CROSSED:
        return over
    end = ways.last(word.leader, mask, ways.own_mask(callout, scene))
    allowed = 0.0 < end <= ways.LAST and ways.overlaps(callout, other, scene)
    return over - end if allowed else over


def _pixel(point: labels.Point, mask: Mask) -> tuple[int, int]:
    """The pixel of a place, the nearest one to it where it lies outside."""
    x, y = (min(max(round(v * PX) + MARGIN, 0), n - 1) for v, n in zip(point, mask.shape[::-1], strict=True))
    return x, y


def of_figure(figure: Figure, page: tuple[float, float]) -> list[str]:
    """What is wrong with the figure as a whole."""
    found = []
    x0, y0, x1, y1 = (v / UNITS_PER_POINT for v in figure.bounds)
    if x1 - x0 > page[0] + PAGE_SLACK or y1 - y0 > page[1] + PAGE_SLACK:
        found.append(f"{x1 - x0:.0f} x {y1 - y0:.0f} pt, at most {page[0]:.0f} x {page[1]:.0f}")
    if (share := muscle_share(figure.paths, figure.bounds, figure.panels)) < LEAST_SHARE:
        found.append(
            f"the muscle takes {share:.1%} of the figure, at least {LEAST_SHARE:.0%}: crop it tighter"
        )
    return found


def of_set(drawings: Sequence[Drawing]) -> list[str]:
    """What is wrong with all anatomy figures together; nothing where there are none."""
    found = []
    lengths = [length for drawing in drawings for length in leader_lengths(drawing)]
    if lengths and (middle := statistics.median(lengths)) > MEDIAN_LEADER:
        found.append(f"the median leader is {middle:.0f} pt long, at most {MEDIAN_LEADER:.0f}")
    shares = [share_of(drawing) for drawing in drawings]
    if shares and (middle := statistics.median(shares)) < MEDIAN_SHARE:
        found.append(f"the median share of the muscle is {middle:.1%}, at least {MEDIAN_SHARE:.0%}")
    return found


def leader_lengths(drawing: Drawing) -> list[float]:
    """Points of every leader of a built figure."""
    return [
        sum(math.dist(a, b) for a, b in pairwise(label.leader)) / drawing.units_per_point
        for label in drawing.labels
        if label.leader
    ]


def share_of(drawing: Drawing) -> float:
    """``muscle_share`` of a built figure."""
    return muscle_share([(path.style, path.d) for path in drawing.paths], drawing.bounds, drawing.panels)


def muscle_share(
    paths: Sequence[tuple[str, str]],
    bounds: tuple[int, int, int, int],
    panels: Sequence[tuple[int, int]] = (),
) -> float:
    """The share of a figure's box that the boxes of what is drawn as muscle take, one box in each panel."""
    xs: list[int] = []
    ys: list[int] = []
    for style, d in paths:
        if style == "muscle":
            numbers = [int(n) for n in d.translate(str.maketrans("MLCZ", "    ")).replace(",", " ").split()]
            xs += numbers[::2]
            ys += numbers[1::2]
    x, y, area = np.array(xs), np.array(ys), 0.0
    for left, right in panels or ((bounds[0], bounds[2]),):
        here = (x >= left) & (x <= right)
        if here.any():
            area += float(np.ptp(x[here])) * float(np.ptp(y[here]))
    return area / ((bounds[2] - bounds[0]) * (bounds[3] - bounds[1]))
