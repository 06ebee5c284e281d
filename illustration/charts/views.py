"""From where a chart is seen and which part of the body it shows. Tables only; it renders nothing.

Body frame (metres): Y up, +Z to the front, -X to the patient's right; hip joints near y = 0.05, floor at
-0.82, crown at 0.84.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from illustration.geometry.mesh import Floats

FAR = 9.0
MARGIN_PT = 1.0  # of paper round a panel, for half a line and a little


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
    "front-right": View(45, arms="none"),  # the outer front of the thigh
    "back-half": View(154, arms="none"),  # the whole base of the spine and the side of the hip
    "head-front": View(0, arms="beside"),
    "head-side": View(90, arms="beside"),
    "head-back": View(180, arms="beside"),
    "arm-back": View(116, arms="beside", legs="right"),  # the back of the hanging forearm and hand
    "arm-front": View(-64, arms="beside", legs="right"),  # the inner forearm and the palm
    "inner": View(-90, arms="none", legs="right"),  # the inner side of the right leg, the left one left out
    "inner-back": View(-142, arms="none", legs="right"),  # the same, half from behind
    "top": View(0, tilt=52, arms="none", legs="right"),
    "sole": View(0, tilt=-90, arms="none", legs="right"),
}


@dataclass(frozen=True, slots=True)
class Region:
    """What is shown: a height range (metres, body frame), how far past the mid-line to the patient's left the
    front and the back are shown, and whether arms and both legs are in the picture.

    ``detail``: how much larger it is drawn than another region beside it; ``only_arm``: the right arm alone.
    """

    bottom: float
    top: float
    past_middle: float = FAR
    detail: float = 1.0
    arms: bool = False
    both_legs: bool = True
    only_arm: bool = False


ONE_SIDE = 0.05  # metres past the mid-line, up to which a region shows one side alone

REGIONS = {
    "body": Region(-FAR, FAR, arms=True),
    "trunk": Region(-0.16, FAR, arms=True),
    "legs": Region(-FAR, 0.26),
    "leg-side": Region(-FAR, 0.30, past_middle=0.012, detail=0.6),  # one leg and the pelvis
    "shoulder-arm": Region(-0.10, 0.64, past_middle=0.10, arms=True),
    "chest-arm": Region(0.215, 0.64, past_middle=0.08, arms=True),  # with the arm down to the elbow
    "shoulders": Region(0.30, 0.68, arms=True),
    "head-neck": Region(0.52, FAR, arms=True),
    "forearm-hand": Region(-FAR, 0.30, arms=True, only_arm=True),
    "hip": Region(-0.20, 0.36),
    "loin-thigh": Region(-0.36, 0.36),
    "belly": Region(-0.16, 0.41),
    "hip-thigh": Region(-0.44, 0.27),
    "thigh-calf": Region(-0.60, 0.17),
    "thigh-knee": Region(-0.60, 0.27),
    "inner-thigh": Region(-0.60, -0.036, both_legs=False),
    "knee": Region(-0.60, -0.17, both_legs=False),
    "leg-foot": Region(-FAR, -0.22, both_legs=False),
    "foot": Region(-FAR, -0.62, detail=1.38, both_legs=False),
}
