"""The regions of ``felt`` on the upper half of the body; ``regions`` says how a band is written. A table only."""

from __future__ import annotations

_Station = tuple[str, float, float, float]

UPPER: dict[str, tuple[tuple[_Station, ...], ...]] = {
    "chest": (
        (("trunk", 0.8, 72, 5), ("trunk", 0.78, 52, 8), ("trunk", 0.82, 32, 6)),
        (("trunk", 0.68, 70, 5), ("trunk", 0.72, 50, 7), ("trunk", 0.8, 30, 5)),
    ),
    "upper_trapezius": (
        (("trunk", 1.2, -60, 4), ("trunk", 1.08, -45, 6.5), ("trunk", 0.99, -22, 7), ("trunk", 0.95, -8, 5)),
    ),
    "levator": ((("trunk", 1.15, -34, 3.5), ("trunk", 1.08, -42, 4.5), ("trunk", 0.97, -58, 5)),),
    "back_of_neck": ((("trunk", 1.27, -70, 4), ("trunk", 1.18, -62, 5), ("trunk", 1.06, -66, 5)),),
    "skull_base": ((("trunk", 1.3, -82, 3), ("trunk", 1.25, -66, 3)),),
    "behind_shoulder": ((("trunk", 0.76, -62, 6), ("trunk", 0.82, -46, 7), ("trunk", 0.88, -28, 4)),),
    "lower_trapezius": (
        (("trunk", 0.56, -84, 3), ("trunk", 0.68, -78, 5), ("trunk", 0.8, -66, 5), ("trunk", 0.86, -56, 3)),
    ),
    "serratus": ((("trunk", 0.58, -2, 5), ("trunk", 0.66, -16, 7), ("trunk", 0.72, -34, 5)),),
    "between_blades": ((("trunk", 0.72, -78, 4), ("trunk", 0.82, -75, 5), ("trunk", 0.92, -76, 4)),),
    "top_of_forearm": (
        (
            ("forearm", 0.02, -20, 4),
            ("forearm", 0.25, -60, 6),
            ("forearm", 0.55, -80, 5),
            ("forearm", 0.85, -90, 3.5),
        ),
    ),
    "inside_of_forearm": (
        (
            ("forearm", 0.02, 150, 4),
            ("forearm", 0.25, 110, 6),
            ("forearm", 0.55, 95, 5),
            ("forearm", 0.85, 90, 3.5),
        ),
    ),
}
