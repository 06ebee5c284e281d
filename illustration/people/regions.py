"""The regions of ``felt``: bands of skin over a muscle, in the limb coordinates of ``charts.pattern``. A table only.

Each band is a chain of stations ``(segment, at, angle, width)``: ``at`` 0 at the upper joint and 1 at the lower one,
angle 0 outer, 90 front, 180 inner, -90 back (on the trunk 0 the right side, -90 the spine), width in centimetres.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from illustration.people.regions_upper import UPPER

_Station = tuple[str, float, float, float]

REGIONS: Mapping[str, tuple[tuple[_Station, ...], ...]] = MappingProxyType(
    {
        # hip
        "buttock": (
            (
                ("thigh", -0.18, -112, 7),
                ("thigh", -0.06, -98, 10),
                ("thigh", 0.08, -76, 10),
                ("thigh", 0.2, -48, 6),
            ),
            (("thigh", 0.0, -124, 6), ("thigh", 0.1, -104, 8), ("thigh", 0.18, -70, 6)),
        ),
        "deep_buttock": ((("thigh", -0.14, -118, 6), ("thigh", -0.09, -92, 6), ("thigh", -0.04, -55, 5)),),
        "side_of_hip": (
            (("thigh", -0.26, -66, 6), ("thigh", -0.27, -10, 6), ("thigh", -0.22, 34, 5)),
            (("thigh", -0.18, -48, 9), ("thigh", -0.14, 5, 10), ("thigh", 0.03, -8, 6)),
        ),
        "minimus": ((("thigh", -0.2, -4, 9), ("thigh", -0.03, 8, 6)),),
        "front_of_hip": ((("thigh", -0.19, 66, 5), ("thigh", -0.02, 58, 6), ("thigh", 0.13, 38, 4)),),
        "hip_flexor": ((("thigh", -0.22, 74, 6), ("thigh", -0.04, 78, 7), ("thigh", 0.1, 88, 5)),),
        # thigh
        "front_thigh": (
            (
                ("thigh", 0.14, 72, 7),
                ("thigh", 0.45, 72, 12),
                ("thigh", 0.78, 84, 11),
                ("thigh", 0.93, 90, 6),
            ),
            (("thigh", 0.25, 40, 5), ("thigh", 0.55, 38, 7), ("thigh", 0.82, 50, 5)),
        ),
        "inner_thigh": (
            (
                ("thigh", 0.24, 148, 7),
                ("thigh", 0.36, 153, 9),
                ("thigh", 0.6, 160, 7),
                ("thigh", 0.85, 165, 4),
            ),
        ),
        "outer_thigh": ((("thigh", 0.1, 8, 5), ("thigh", 0.5, 12, 7), ("thigh", 0.92, 8, 4)),),
        "hamstrings": (
            (
                ("thigh", 0.16, -98, 8),
                ("thigh", 0.45, -84, 15),
                ("thigh", 0.75, -84, 14),
                ("thigh", 0.9, -86, 11),
            ),
        ),
        # shin and foot
        "behind_knee": (
            (("thigh", 0.95, -72, 4), ("lower_leg", 0.05, -96, 8), ("lower_leg", 0.18, -120, 7)),
        ),
        "calf": (
            (("lower_leg", 0.03, -122, 4), ("lower_leg", 0.2, -122, 7), ("lower_leg", 0.42, -114, 6)),
            (("lower_leg", 0.03, -54, 5), ("lower_leg", 0.2, -50, 8), ("lower_leg", 0.36, -60, 6)),
            (("lower_leg", 0.12, -90, 5), ("lower_leg", 0.44, -90, 5)),
        ),
        "low_calf": (
            (("lower_leg", 0.4, -92, 9), ("lower_leg", 0.62, -92, 7), ("lower_leg", 0.82, -90, 3.5)),
        ),
        "shin": (
            (
                ("lower_leg", 0.12, 55, 3),
                ("lower_leg", 0.32, 60, 4.5),
                ("lower_leg", 0.6, 72, 3.5),
                ("lower_leg", 0.85, 88, 2),
            ),
        ),
        "outer_shin": ((("lower_leg", 0.1, 12, 3), ("lower_leg", 0.38, 6, 4.5), ("lower_leg", 0.8, -20, 3)),),
        "inner_shin": (
            (("lower_leg", 0.3, 165, 3), ("lower_leg", 0.55, -175, 4), ("lower_leg", 0.85, -160, 2.4)),
        ),
        "sole": ((("foot", 0.14, -90, 4), ("foot", 0.4, -95, 5), ("foot", 0.72, -90, 7)),),
        "top_of_foot": ((("foot", 0.42, 60, 3), ("foot", 0.62, 70, 4.5), ("foot", 0.8, 88, 5)),),
        # trunk
        "low_back": ((("trunk", 0.08, -68, 4), ("trunk", 0.28, -62, 6.5), ("trunk", 0.48, -66, 6)),),
        "flank": ((("trunk", 0.19, -62, 5), ("trunk", 0.3, -54, 6), ("trunk", 0.42, -44, 6)),),
        "side_of_trunk": ((("trunk", 0.26, 0, 8), ("trunk", 0.46, -5, 9), ("trunk", 0.62, -12, 7)),),
        "obliques": ((("trunk", 0.2, 40, 7), ("trunk", 0.36, 34, 9), ("trunk", 0.52, 30, 8)),),
        "belly": ((("trunk", 0.14, 84, 5), ("trunk", 0.3, 80, 8), ("trunk", 0.5, 80, 8)),),
    }
    | UPPER
)
