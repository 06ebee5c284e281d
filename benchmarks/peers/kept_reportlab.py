"""ReportLab Platypus, with the operators of each drawing made once and kept for all sheets.

That is what somebody does who makes many; the same as ``plain_reportlab`` otherwise. Not tagged.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks.peers import plain_reportlab
from benchmarks.peers.reportlab_flowables import operators

Content = dict[str, Any]


def drawings(value: Any) -> Iterator[Content]:
    """Every drawing in a part of the content."""
    if isinstance(value, list):
        for part in value:
            yield from drawings(part)
    elif isinstance(value, dict):
        if "drawing" in value:
            yield value["drawing"]
        else:
            for part in value.values():
                yield from drawings(part)


def make(content: Content) -> bytes:
    """The sheet as PDF bytes."""
    for drawing in drawings(content["sections"]):
        if "operators" not in drawing:
            drawing["operators"] = operators(drawing)
    return plain_reportlab.make(content)
