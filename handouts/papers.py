"""The papers that a sheet can be printed on. Imports nothing of the project.

A new paper is one row of :data:`PAPERS`: the request, the command line and the layout all read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

PAPERS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {"letter": (612.0, 792.0), "a4": (595.276, 841.890)}  # ISO 216 A4 is 210 x 297 mm
)
"""Width and height of each paper, upright, in points (1/72 inch)."""
