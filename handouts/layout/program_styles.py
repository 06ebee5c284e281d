"""Type of the home program, in points: what a sheet has no style for. Read by :mod:`handouts.layout.theme` alone."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from handouts.palette import ACCENT, INK, QUIET, STOP, WHITE


class Type(NamedTuple):
    """Size and leading, those of large print, weight and colour, and most characters on a line."""

    size: float
    leading: float
    large: tuple[float, float]
    weight: Literal["regular", "bold", "extrabold"] = "regular"
    colour: str = INK
    line: int = 110


PROGRAM: Mapping[str, Type] = MappingProxyType(
    {
        "badge-second": Type(13, 16, (18, 22), "bold", ACCENT),
        "goal": Type(14, 18, (20, 25)),
        "day": Type(12, 17, (18, 24)),
        "level": Type(14, 17, (21, 26), "bold", ACCENT),
        "level-stop": Type(14, 17, (21, 26), "bold", STOP),
        "level-text": Type(12, 15, (18, 23)),
        "record": Type(10.5, 12.5, (18, 22), "bold"),
        "record-dose": Type(10, 12, (18, 22)),
        "visit": Type(14, 18, (20, 25), "bold"),
        "face-step": Type(12, 14.4, (18, 23)),
        "face-note": Type(12, 14.4, (18, 23)),
        "half-step": Type(14, 18.5, (18, 23)),
        "half-dose": Type(15, 18, (20, 24), "bold"),
        "whole-title": Type(26, 30, (30, 34), "extrabold", ACCENT),
        "whole-letter": Type(20, 24, (24, 28), "bold", WHITE),
        "whole-step": Type(17, 23, (20, 26)),
        "whole-note": Type(15, 20, (18, 23)),
        "whole-dose": Type(20, 24, (22, 26), "bold"),
        "whole-label": Type(14, 18, (18, 22)),
        "pocket": Type(12, 13.6, (18, 22)),
        "cut-foot": Type(12, 15, (18, 23), "bold"),
        "fine": Type(8.5, 10.5, (14, 17), "regular", QUIET),
        "glance-title": Type(20, 22, (24, 28), "bold", ACCENT),
        "glance-close": Type(16, 18, (24, 28), "bold", ACCENT),
        "glance-letter": Type(18, 22, (22, 26), "bold", WHITE),
        "glance-dose": Type(18, 20, (22, 26), "bold"),
        "glance-label": Type(14, 16, (18, 22)),
        "glance-gates": Type(12, 14.4, (18, 23)),
        "call": Type(17, 20, (22, 26), "bold"),
    }
)  # fmt: skip
