"""From where a chart is seen and which part of the body it shows. Tables only; it renders nothing.

Body frame (metres): Y up, +Z to the front, -X to the patient's right; hip joints near y = 0.05, floor at
-0.82, crown at 0.84.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from illustration.geometry.mesh import Floats

FAR = 9.0


@dataclass(frozen=True, slots=True)
class View:
    """A camera without perspective: turn about Y, then tilt about the picture's horizontal (degrees).

    Turn 0 looks at the front, 90 at the patient's right side, 180 at the back. Tilt > 0 looks from above.
    """

    turn: float
    tilt: float = 0.0
    arms: str = "beside"
    legs: str = "both"

    @property
    def matrix(self) -> Floats:
        """(3, 3): rows are picture right, picture up and towards the viewer, in the body frame."""
        a, b = np.radians(self.turn), np.radians(self.tilt)
        about_y = np.array([[np.cos(a), 0, np.sin(a)], [0, 1, 0], [-np.sin(a), 0, np.cos(a)]])
        about_x = np.array([[1, 0, 0], [0, np.cos(b), -np.sin(b)], [0, np.sin(b), np.cos(b)]])
        return np.asarray(about_x @ about_y)


VIEWS = {
    "front": View(0),
    "right": View(90, arms="forward"),
    "back": View(180),
    "left": View(-90, arms="forward"),
    "inner": View(-90, arms="none", legs="right"),  # the inner side of the right leg, the left one left out
    "top": View(0, tilt=52, arms="none", legs="right"),
    "sole": View(0, tilt=-90, arms="none", legs="right"),
}


_SEEN = {
    "front": "front",
    "right": "side",
    "back": "back",
    "left": "side",
    "inner": "inner side",
    "top": "top",
    "sole": "sole",
}


@dataclass(frozen=True, slots=True)
class Region:
    """What is shown: a height range (metres, body frame) and whether arms and both legs are in the picture.

    ``points_per_metre`` is the printed scale; ``part`` names the part of the body in the label.
    """

    part: str
    bottom: float
    top: float
    points_per_metre: float
    arms: bool = False
    both_legs: bool = True


REGIONS = {
    "body": Region("", -FAR, FAR, 108, arms=True),
    "small-body": Region("", -FAR, FAR, 74, arms=True),
    "trunk": Region("", -0.16, FAR, 150, arms=True),
    "legs": Region("leg", -FAR, 0.26, 152),
    "legs-alone": Region("leg", -FAR, 0.26, 190),  # for a chart of one panel
    "hip": Region("hip", -0.20, 0.36, 290),
    "pelvis": Region("hip", -0.20, 0.30, 195),
    "hip-thigh": Region("thigh", -0.44, 0.27, 240),
    "inner-thigh": Region("thigh", -0.44, -0.036, 240, both_legs=False),
    "leg-foot": Region("leg", -FAR, -0.22, 290, both_legs=False),
    "foot": Region("foot", -FAR, -0.62, 400, both_legs=False),
}


def name_of(view: str, region: str, short: bool = False) -> str:
    """The label under a panel: "Right leg, back", when ``short`` "Right, back"; "Front" and the like for the
    whole body.
    """
    part = REGIONS[region].part
    if part:
        return f"Right, {_SEEN[view]}" if short else f"Right {part}, {_SEEN[view]}"
    return {"right": "Right side", "left": "Left side"}.get(view, _SEEN[view].title())
