"""One picture of a figure, solved: pose, models and the window that is seen. And how pictures are laid out together.

Draws nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from illustration.geometry.mesh import Floats
from illustration.people import marks
from illustration.people.render import FIRST_PROP, Model, camera, extent, model_of
from illustration.people.room import Posed, solve_pose
from illustration.people.spec import FigureSpec, PoseSpec
from illustration.sources import Node

GAP = 9.0  # points between panels
NUMBER_SIZE = 10.0
_MARGIN = 0.008  # metres around a panel, so that no outline touches the edge of its buffer
_ARROW_ROOM = 0.02  # metres round the ends of an arrow


@dataclass(frozen=True, eq=False)
class Panel:
    """One solved panel with its models and window in view space (metres)."""

    spec: PoseSpec
    posed: Posed
    model: Model
    ghost: tuple[Posed, Model] | None
    view: Floats
    low: Floats
    high: Floats

    @property
    def width(self) -> float:
        return float(self.high[0] - self.low[0])

    @property
    def height(self) -> float:
        return float(self.high[1] - self.low[1])


def solved(spec: FigureSpec, pose: PoseSpec, ghost: Posed | None) -> Panel:
    """Solve one panel; ``ghost`` is the start position behind it. Raises SourceError for places that do not exist."""
    posed = solve_pose(spec.person, pose)
    model, view = model_of(posed, felt=pose.felt), camera(pose.yaw, pose.pitch)
    models = [model]
    behind = None
    if ghost:
        behind = (ghost, model_of(ghost, props=False))
        models.append(behind[1])
    low, high = extent(models, view)
    points = [view @ point for point in marks.arrow_points(pose, posed, ghost)]
    for q in points:
        low, high = np.minimum(low, q - _ARROW_ROOM), np.maximum(high, q + _ARROW_ROOM)
    panel = Panel(pose, posed, model, behind, view, low - _MARGIN, high + _MARGIN)
    return _cropped(panel, points) if pose.crop else panel


def _cropped(panel: Panel, points: list[Floats]) -> Panel:
    """The part of a panel above ``crop: {below: LANDMARK, shift: METRES}`` or below ``crop: {above: ...}``, as wide as
    the person is there. ``room``: metres more on the left, for the number of the panel, or ``[left, right]``. Or the
    square ``{at: LANDMARK, radius: METRES}``."""
    assert panel.spec.crop is not None
    fields = panel.spec.crop.mapping(("below", "above", "shift", "room", "at", "radius"))
    if "at" in fields:
        return _window(panel, panel.view @ marks.find(panel.posed, fields["at"])[0], fields, points)
    if ("below" in fields) == ("above" in fields):
        raise panel.spec.crop.fail("crop needs 'below' or 'above', a landmark")
    upper = "below" in fields
    cut = (panel.view @ marks.find(panel.posed, fields["below" if upper else "above"])[0])[1]
    cut += fields["shift"].number() if "shift" in fields else 0.0
    models = [panel.model, *([panel.ghost[1]] if panel.ghost else [])]
    seen = [m.vertices[np.unique(m.faces[m.parts < FIRST_PROP])] @ panel.view.T for m in models]
    across = np.concatenate([p[(p[:, 1] > cut) == upper][:, 0] for p in seen])
    if not len(across):
        where, which = ("above", "lower") if upper else ("below", "higher")
        raise panel.spec.crop.fail(f"nothing of the person is {where} this", f"name a {which} landmark")
    ends = [q[0] + s * _ARROW_ROOM for q in points for s in (-1, 1)]
    low, high = panel.low.copy(), panel.high.copy()
    (low if upper else high)[1] = cut
    left, right = _room(fields)
    low[0] = min(float(across.min()) - _MARGIN, *ends, np.inf) - left
    high[0] = max(float(across.max()) + _MARGIN, *ends, -np.inf) + right
    return replace(panel, low=low, high=high)


def _room(fields: Mapping[str, Node]) -> tuple[float, float]:
    if "room" not in fields:
        return 0.0, 0.0
    if isinstance(fields["room"].value, tuple):
        left, right = fields["room"].vector(2)
        return max(left, 0.0), max(right, 0.0)
    return fields["room"].at_least(0), 0.0


def _window(panel: Panel, middle: Floats, fields: Mapping[str, Node], points: list[Floats]) -> Panel:
    """The square ``radius`` metres each way round a place; arrows beside it make it wider."""
    radius = fields["radius"].positive() if "radius" in fields else 0.13
    low, high = panel.low.copy(), panel.high.copy()
    low[:2], high[:2] = middle[:2] - radius, middle[:2] + radius
    left, right = _room(fields)
    low[0], high[0] = low[0] - left, high[0] + right
    for q in points:
        low[:2], high[:2] = (
            np.minimum(low[:2], q[:2] - _ARROW_ROOM),
            np.maximum(high[:2], q[:2] + _ARROW_ROOM),
        )
    return replace(panel, low=low, high=high)


def arrange(panels: list[Panel], spec: FigureSpec) -> tuple[float, list[Floats]]:
    """Points per metre and the top left corner (points) of each panel, as large as the size of the figure allows."""
    if spec.arrange == "grid":
        return _grid(panels, spec.size)
    gaps = GAP * (len(panels) - 1)
    widths, heights = [p.width for p in panels], [p.height for p in panels]
    number = NUMBER_SIZE if len(panels) > 1 else 0.0
    wide, high = spec.size
    row = min((wide - gaps) / sum(widths), high / max(heights))
    column = min((high - gaps) / sum(heights), (wide - number) / max(widths))
    in_row = spec.arrange == "row" or (spec.arrange == "auto" and row >= column)
    scale = row if in_row else column
    corners, at = [], 0.0
    tallest = max(heights)
    for panel in panels:
        # Panels in a row stand on one ground line.
        corners.append(np.array([at, (tallest - panel.height) * scale] if in_row else [0.0, at]))
        at += (panel.width if in_row else panel.height) * scale + GAP
    return scale, corners


def _grid(panels: list[Panel], size: tuple[float, float]) -> tuple[float, list[Floats]]:
    """Panels in rows, as many in each as the square root of their number, rounded up; all cells are equal."""
    columns = int(np.ceil(np.sqrt(len(panels))))
    rows = -(-len(panels) // columns)
    wide, high = max(p.width for p in panels), max(p.height for p in panels)
    scale = min(
        (size[0] - GAP * (columns - 1)) / (columns * wide), (size[1] - GAP * (rows - 1)) / (rows * high)
    )
    step = np.array([wide, high]) * scale + GAP
    return scale, [step * divmod(k, columns)[::-1] for k in range(len(panels))]
