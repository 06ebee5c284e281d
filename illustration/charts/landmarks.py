"""The lines inside a body chart that help patients find their place. A table in limb coordinates; it draws
nothing.

Bony landmarks were placed by their usual surface positions: the knee cap over the joint line, the lower tip
of the shoulder blade at the seventh thoracic vertebra, the navel at the fourth lumbar one.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Landmark:
    """A smooth line: the views it is drawn in, its segment and the places (at, angle) it runs through.

    ``both`` draws it on both sides of the body; ``chart_only``: not in an anatomy view, which has the bone itself.
    """

    views: tuple[str, ...]
    segment: str
    places: tuple[tuple[float, float], ...]
    both: bool = True
    chart_only: bool = False


_FRONT, _BACK = ("front", "front-right"), ("back", "back-half")
_SIDE, _INNER = ("right", "left"), ("inner", "inner-back")

_KNEE_CAP = (
    (0.915, 100),
    (0.94, 120),
    (0.975, 124),
    (1.01, 112),
    (1.022, 92),
    (1.01, 72),
    (0.975, 60),
    (0.94, 64),
    (0.915, 84),
)
_SHOULDER_BLADE = (
    (0.90, -62),
    (0.82, -58),
    (0.74, -56),
    (0.68, -53),
    (0.655, -48),
    (0.68, -43),
    (0.74, -39),
    (0.80, -35),
)
_FOLD_OF_BUTTOCK = ((0.235, -142), (0.245, -110), (0.225, -80), (0.19, -58))

_EAR = (
    (1.215, 10),
    (1.262, 7),
    (1.283, -4),
    (1.272, -18),
    (1.235, -21),
    (1.195, -10),
    (1.168, -1),
    (1.178, 7),
)

_HEAD_FRONT, _HEAD_SIDE = ("head-front",), ("head-side",)
_HEAD_EAR = tuple(
    (round((at - 1.0) * 2.28, 3), angle) for at, angle in _EAR
)  # the same on the axis of the head

LANDMARKS = (
    Landmark(_HEAD_SIDE, "head", _HEAD_EAR, both=False),
    Landmark(_HEAD_FRONT, "head", ((0.60, 75), (0.615, 68), (0.60, 60))),  # eyes
    Landmark(_HEAD_SIDE, "head", ((0.60, 62), (0.615, 57), (0.60, 52)), both=False),
    Landmark(_HEAD_FRONT, "head", ((0.655, 77), (0.67, 66), (0.655, 55))),  # brows
    Landmark(_HEAD_SIDE, "head", ((0.655, 70), (0.67, 60), (0.655, 50)), both=False),
    Landmark(_HEAD_FRONT, "head", ((0.455, 84), (0.44, 90), (0.455, 96)), both=False),  # nose
    Landmark(_HEAD_FRONT, "head", ((0.355, 78), (0.35, 90), (0.355, 102)), both=False),  # mouth
    Landmark(_HEAD_SIDE, "head", ((0.36, 84), (0.355, 78), (0.36, 72)), both=False),
    Landmark(_HEAD_FRONT, "trunk", ((0.925, 78), (0.935, 62), (0.95, 46), (0.955, 30))),  # collar bone
    Landmark(("head-back",), "trunk", ((0.97, -90), (0.85, -90)), both=False),  # spine
    Landmark(
        ("arm-back",), "forearm", ((0.97, -40), (0.985, -90), (0.97, -130)), both=False
    ),  # crease of the wrist
    Landmark(("arm-front",), "forearm", ((0.97, 40), (0.985, 90), (0.97, 140)), both=False),
    Landmark(_FRONT, "thigh", _KNEE_CAP, chart_only=True),
    Landmark(_SIDE, "thigh", ((0.91, 68), (0.95, 52), (0.99, 50), (1.02, 64)), chart_only=True),  # its rim
    Landmark(_INNER, "thigh", ((0.91, 112), (0.95, 128), (0.99, 130), (1.02, 116)), chart_only=True),
    Landmark(_FRONT, "thigh", ((-0.05, 72), (0.04, 100), (0.13, 132))),  # crease of the groin
    Landmark(
        _FRONT, "trunk", ((0.925, 78), (0.935, 62), (0.95, 46), (0.955, 30)), chart_only=True
    ),  # collar bone
    Landmark(_SIDE, "trunk", _EAR, chart_only=True),
    Landmark(
        ("front",), "trunk", ((0.285, 86), (0.274, 87), (0.27, 90), (0.274, 93), (0.285, 94)), both=False
    ),  # navel: a bow as wide as that of a grown person; half from the side it would be a speck
    Landmark(_BACK, "trunk", ((0.95, -90), (0.6, -90), (0.2, -90)), both=False, chart_only=True),  # spine
    Landmark(_BACK, "trunk", _SHOULDER_BLADE, chart_only=True),
    Landmark(_BACK, "trunk", ((0.10, -90), (0.0, -90), (-0.09, -90)), both=False),  # cleft of the buttocks
    Landmark(_BACK, "thigh", _FOLD_OF_BUTTOCK),
    Landmark(_BACK, "thigh", ((0.985, -125), (1.0, -90), (0.985, -55))),  # hollow of the knee
    Landmark(_BACK, "lower_leg", ((0.86, -72), (0.93, -69), (0.99, -64))),  # Achilles tendon
    Landmark(_BACK, "lower_leg", ((0.86, -108), (0.93, -111), (0.99, -116))),
    Landmark(_SIDE, "lower_leg", ((0.975, -18), (0.96, 2), (0.98, 22), (1.01, 20))),  # ankle bones
    Landmark(_INNER, "lower_leg", ((0.955, 158), (0.94, 178), (0.96, 200), (0.99, 198))),
)
