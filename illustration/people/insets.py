"""Second pictures that add knowledge: the same pose seen by a camera of its own, in a round window beside the figure.

An inset says what the first picture cannot: how the body lies against a wall seen from above, what faces away, which
muscle and bone lie under the skin. It never only enlarges: its camera differs from that of the figure.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from handouts.figures import Label
from illustration.anatomy.atlas import AtlasError
from illustration.figurefile import UNITS_PER_POINT
from illustration.geometry.mesh import Floats
from illustration.people import marks, prints, signs, xray
from illustration.people.clothes import SHOE, SOLE
from illustration.people.fills import body_mask, of_style
from illustration.people.linework import paint
from illustration.people.panels import Panel
from illustration.people.paths import Grid, Mask, Painted, region
from illustration.people.render import FIRST_PROP, Model, View, camera, only, render
from illustration.registration import Registration
from illustration.sources import Node

_KEYS = ("at", "radius", "size", "where", "camera", "above", "xray", "alone", "leader", "label", "ring")
_LABEL_BELOW = 9.0  # points from the window to the base line of its label
_RING = 6.0  # points from the spot to its leader
_POINT = 4.2  # points: radius of a ring in an inset
_CLOSE = 0.04  # metres: gaps between cut trunk and limbs that are closed, seen from above
_ROUND = 0.02  # metres over which the outline of the cut body is rounded
_FOREARMS = (3, 4)  # numbers of limbs


@dataclass(frozen=True, eq=False)
class Inset:
    """``at``: the middle of what is seen (world), ``radius`` metres of it; ``size`` points across with its middle at
    ``where`` (points, from the corner of the panel); ``view``: its camera; ``above``: the height (metres) over which
    the body is cut off; ``xray``: names of muscles of the atlas that are seen through the skin, with the bones;
    ``alone``: without props; ``leader``: a line from the spot in the figure; ``ring``: the pressed point, marked here,
    too."""

    at: Floats
    radius: float
    size: float
    where: Floats
    view: Floats
    above: float | None
    xray: tuple[Node, ...]
    alone: bool
    leader: bool
    label: str
    ring: marks.Ring | None = None


def read(panel: Panel, node: Node) -> Inset:
    """Check one entry of ``insets``. Raises SourceError."""
    fields = node.mapping(_KEYS)
    for key in ("at", "where", "camera"):
        if key not in fields:
            raise node.fail(f"an inset needs {key!r}")
    towards = fields["camera"].mapping(("yaw", "pitch"))
    yaw = towards["yaw"].number() if "yaw" in towards else 0.0
    pitch = towards["pitch"].number() if "pitch" in towards else 0.0
    if "xray" not in fields and abs(yaw - panel.spec.yaw) < 20 and abs(pitch - panel.spec.pitch) < 20:
        raise fields["camera"].fail(
            "this inset looks from where the figure is seen: it would only enlarge",
            "turn its camera, or leave it out",
        )
    return Inset(
        at=marks.find(panel.posed, fields["at"])[0],
        radius=fields["radius"].positive() if "radius" in fields else 0.2,
        size=fields["size"].positive() if "size" in fields else 45.0,
        where=np.array(fields["where"].vector(2), float),
        view=camera(yaw, pitch),
        above=float(marks.find(panel.posed, fields["above"])[0][1]) if "above" in fields else None,
        xray=fields["xray"].items() if "xray" in fields else (),
        alone="alone" in fields and fields["alone"].flag(),
        leader="leader" in fields and fields["leader"].flag(),
        label=fields["label"].text() if "label" in fields else "",
        ring=_ring(panel, fields["ring"]) if "ring" in fields else None,
    )


def _ring(panel: Panel, node: Node) -> marks.Ring:
    point, normal = marks.find(panel.posed, node)
    return marks.Ring(node.text(), point, normal, _POINT)


def draw(
    inset: Inset, panel: Panel, scale: float, corner: Floats, pixels: int, atlas: Registration | None
) -> tuple[list[Painted], list[Label], View]:
    """Its paths and its label in figure units, and what it sees.

    ``scale``: points per metre of the panel, ``corner`` its place (points); ``pixels`` per point; ``atlas``: needed
    where muscles are seen through the skin.
    """
    middle = inset.where + corner
    view, grid = window(inset, panel, _model(inset, panel), middle, pixels)
    frame = signs.circle(middle * UNITS_PER_POINT, inset.size / 2 * UNITS_PER_POINT)
    if inset.xray and atlas:
        inside, rim = _through(inset, panel, view, grid, atlas), "closeup-press"
    elif inset.above is not None:
        inside, rim = _cut(inset, panel, view, grid), "closeup"
    else:
        inside, rim = paint(view, panel.model.styles, grid, whole=False), "closeup"
        inside += [] if inset.alone else prints.strokes(panel.posed, view, grid)
    out = [("paper", frame), *inside, (rim, frame)]
    if inset.ring:
        spot = (np.array(view.project(inset.ring.point)) - inset.size * pixels / 2) / pixels + middle
        out += signs.press_ring(spot * UNITS_PER_POINT, inset.ring.radius * UNITS_PER_POINT)
    if inset.leader:
        q = panel.view @ inset.at
        spot = np.array([q[0] - panel.low[0], panel.high[1] - q[1]]) * scale + corner
        along = (middle - spot) / max(float(np.linalg.norm(middle - spot)), 1e-6)
        ends = spot + along * _RING, middle - along * inset.size / 2
        out.insert(0, signs.line("leader", *(end * UNITS_PER_POINT for end in ends)))
    return out, label(inset, middle), view


def label(inset: Inset, middle: Floats) -> list[Label]:
    if not inset.label:
        return []
    x, y = middle[0], middle[1] + inset.size / 2 + _LABEL_BELOW
    at = round(float(x) * UNITS_PER_POINT), round(float(y) * UNITS_PER_POINT)
    return [Label(inset.label, at, "middle")]


def window(inset: Inset, panel: Panel, model: Model, middle: Floats, pixels: int) -> tuple[View, Grid]:
    """The round view of a model with its middle at that place (points)."""
    centre = inset.view @ inset.at
    ppm = inset.size * pixels / (2 * inset.radius)
    view = render(
        panel.posed, model, inset.view, centre - inset.radius, centre + inset.radius, ppm, disc=True
    )
    return view, Grid(UNITS_PER_POINT / pixels, tuple((inset.size / 2 - middle) * pixels))


def _model(inset: Inset, panel: Panel) -> Model:
    model = panel.model
    if inset.alone:
        model = only(model, model.parts < FIRST_PROP)
    if inset.above is not None:
        lowest = model.vertices[model.faces][:, :, 1].min(axis=1)
        model = only(model, ~((model.parts < FIRST_PROP) & (lowest > inset.above)))
    if inset.xray:
        things = [n for n, style in model.styles.items() if n >= FIRST_PROP and style != "tool"]
        model = only(model, ~np.isin(model.parts, things))
    return model


def _through(inset: Inset, panel: Panel, view: View, grid: Grid, atlas: Registration) -> list[Painted]:
    for node in inset.xray:
        try:
            atlas.atlas.part(node.text(), 0)
        except AtlasError as error:
            raise node.fail(str(error)) from None
    names = [node.text() for node in inset.xray]
    return xray.paint(atlas, panel.posed, names, view, panel.model.styles, grid)


def _cut(inset: Inset, panel: Panel, view: View, grid: Grid) -> list[Painted]:
    """Seen from above with the body cut off: walls, the pelvis as one shape, the feet over it, tools."""
    part, styles = view.buffers.part, panel.model.styles
    hips = body_mask(view) & ~np.isin(part, (SHOE, SOLE)) & ~np.isin(view.limb, _FOREARMS)
    hips = _rounded(hips, view.pixels_per_metre)
    y, x = np.mgrid[: part.shape[0], : part.shape[1]]
    half = min(part.shape) / 2
    hips &= (x - part.shape[1] / 2) ** 2 + (y - part.shape[0] / 2) ** 2 < half**2
    shoes = only(panel.model, np.isin(panel.model.parts, (SHOE, SOLE)))
    centre = inset.view @ inset.at
    low, high = centre - inset.radius, centre + inset.radius
    feet = (
        render(panel.posed, shoes, inset.view, low, high, view.pixels_per_metre, disc=True).buffers.part > 0
    )
    out = []
    for mask, fill, line in (
        (of_style(view, styles, "wall"), "wall", "thing"),
        (hips, "shorts", "contour"),
        (feet, "shoe", "foot-line"),
        (of_style(view, styles, "tool"), "tool", "detail"),
    ):
        shape = region(mask, grid)
        out += [(fill, shape), (line, shape)] if shape else []
    return out


def _rounded(mask: Mask, ppm: float) -> Mask:
    """One shape without holes and notches, a quarter as fine."""
    reach = int(_CLOSE * ppm)
    padded = np.pad(mask[::4, ::4], reach)
    padded = ndimage.binary_fill_holes(ndimage.binary_closing(padded, iterations=max(reach // 4, 1)))
    coarse = padded[reach:-reach, reach:-reach] if reach else padded
    fine = coarse.repeat(4, 0).repeat(4, 1)[: mask.shape[0], : mask.shape[1]]
    return np.asarray(ndimage.gaussian_filter(fine.astype(float), _ROUND * ppm) > 0.5)
