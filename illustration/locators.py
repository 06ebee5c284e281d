"""Draws the whole body with a muscle solid in it, as a figure of its own: for a sheet that has room to say where in the
body a muscle is, at about 118 points.

A source says ``title``, ``alt``, ``view`` (front, back, right or left), ``muscles`` (parts of the atlas, in any number)
and, for one that is the same on both sides, ``side: none``.
"""

from __future__ import annotations

import numpy as np

from handouts.figures import Label
from illustration.anatomy import credits
from illustration.anatomy.atlas import AtlasError, PartError, expand
from illustration.anatomy.locator import TALL, silhouette, whole_body
from illustration.charts.outline import contours, hair, inner_edges, landmarks
from illustration.charts.paint import units
from illustration.charts.pattern import Panel
from illustration.charts.sides import along, sides
from illustration.charts.surface import PIXELS_PER_POINT
from illustration.figurefile import UNITS_PER_POINT, Built, Figure
from illustration.geometry.bezier import fit_closed, fit_open, path_data
from illustration.geometry.trace import mask_outlines
from illustration.inputs import BadInput, Inputs, Unavailable
from illustration.registration import registration
from illustration.sources import Source

VERSION = "locators 3"
HEIGHT = 116.0  # points of the body; the figure has a point of paper round it
LEAST_BOX = 3.0  # points: the muscle is shown at least so wide and high
LEAST_MUSCLE = 3.0  # square points: less than this is a speck that nobody finds
CAPTION = "The dark part is the muscle."
CLEAR = 1.0  # points between a letter and the thin lines of a body that is so small
SIDES = ("front", "back", "right", "left")
_TOLERANCE, _FINE = 0.9, 0.5  # pixels, of lines and of the muscle


def build(source: Source, inputs: Inputs) -> Built:
    """The locator of a source. Raises SourceError, Unavailable without an atlas, or BadInput if the folder named is
    none.
    """
    keys = source.root.mapping(("title", "alt", "view", "muscles", "side"))
    source.root.need("title", "alt", "view", "muscles")
    side = keys["view"].choice(SIDES)
    if inputs.atlas is None:
        raise Unavailable(
            f"locators/{source.slug}: laying the muscle into the body needs the atlas: "
            "name its folder with --atlas DIR or in HANDOUTS_ATLAS"
        )
    try:
        atlas = registration(inputs.atlas).atlas
        meshes = [atlas.part(part, 0) for node in keys["muscles"].items() for part in expand(node.text())]
    except PartError as error:
        raise keys["muscles"].fail(str(error), "parts.json in its folder lists the parts") from None
    except AtlasError as error:
        raise BadInput(f"locators/{source.slug}: {error}") from None
    surface, skin = whole_body(inputs.atlas, side, HEIGHT / TALL * PIXELS_PER_POINT)
    seen = silhouette(inputs.atlas, surface, meshes, LEAST_BOX * PIXELS_PER_POINT)
    scale = UNITS_PER_POINT / PIXELS_PER_POINT
    paths = {"map-body": "", "hair": "", "fold": "", "inner": "", "map-muscle": ""}
    for line in contours(surface.inside, "map-body"):
        paths["map-body"] += path_data(fit_closed(line.points, _TOLERANCE), True, scale, (0, 0))
    limbs = registration(inputs.atlas).model.limbs
    inner = (*hair(surface), *inner_edges(surface), *landmarks(surface, side, limbs, skin))
    for line in inner:
        curve = (fit_closed if line.closed else fit_open)(line.points, _TOLERANCE)
        paths[line.style] += path_data(curve, line.closed, scale, (0, 0))
    rings = mask_outlines(seen, 3, 0.3 * PIXELS_PER_POINT**2)
    paths["map-muscle"] = "".join(path_data(fit_closed(r, _FINE), True, scale, (0, 0)) for r in rings)
    height, width = surface.inside.shape
    panel = Panel(side, "body", (), (), "", "", True)
    taken = [np.argwhere(seen)[:, ::-1].astype(float), along([line.points for line in inner])]
    letters = tuple(
        Label(letter, (units(x), units(y + 3.4)), "middle", (), True)
        for letter, x, y in sides(surface, panel, taken, clear=CLEAR, spare=0.0)
    )
    figure = Figure(
        slug=source.slug,
        kind="locator",
        title=keys["title"].text(),
        caption=CAPTION,
        alt=keys["alt"].text(),
        licence=credits.LICENCE,
        credits=credits.CREDITS,
        credit_short=credits.SHORT,
        changes=credits.CHANGES,
        source_file=f"locators/{source.path.name}",
        source_sha256=source.sha256(VERSION),
        side=None if "side" in keys and keys["side"].choice(("right", "none")) == "none" else "right",
        bounds=(0, 0, units(width / PIXELS_PER_POINT), units(height / PIXELS_PER_POINT)),
        paths=tuple((style, d) for style, d in paths.items() if d),
        labels=letters,
    )
    area = float(np.count_nonzero(seen)) / PIXELS_PER_POINT**2
    return Built(figure, (f"the muscle covers {area:.1f} square points",) if area < LEAST_MUSCLE else ())
