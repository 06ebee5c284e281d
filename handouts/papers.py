"""The papers that a sheet can be printed on. Imports nothing of the project.

A new paper is one row of :data:`PAPERS`: the request, the command line and the layout all read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

PAPERS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "letter": (612.0, 792.0),  # 8.5 x 11 inches
        "legal": (612.0, 1008.0),  # 8.5 x 14 inches
        "tabloid": (792.0, 1224.0),  # 11 x 17 inches
        "a5": (419.528, 595.276),  # ISO 216: 148 x 210 mm
        "a4": (595.276, 841.890),  # 210 x 297 mm
        "a3": (841.890, 1190.551),  # 297 x 420 mm
    }
)
"""Width and height of each paper, upright, in points (1/72 inch)."""

USUAL_PAPER = "letter"
"""The paper of a sheet of which neither a request nor a clinic says it."""
NARROWEST = PAPERS["a4"][0]
"""Width of the narrowest page that has margins of full width."""
