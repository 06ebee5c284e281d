"""Drawings as form XObjects: they print what was drawn, where it was drawn."""

from __future__ import annotations

import re
import zlib

import pytest

from handouts import Library
from handouts.figures.drawing import Drawing
from handouts.pdf.operators import Operators

NEAR = 0.03 * 72 / 25.4
"""Points that are 0.03 mm."""
Points = list[tuple[float, float]]


def _drawn(drawing: Drawing, scale: float) -> list[Points]:
    """The points of each path, in points on paper from the upper left corner, y downwards."""
    factor, (x0, y0) = scale / drawing.units_per_point, drawing.bounds[:2]
    paths = [[n for _, numbers in path.segments for n in numbers] for path in drawing.paths]
    paths += [[n for point in label.leader for n in point] for label in drawing.labels if label.leader]
    return [
        [((x - x0) * factor, (y - y0) * factor) for x, y in zip(path[::2], path[1::2], strict=True)]
        for path in paths
    ]


def _printed(drawing: Drawing, scale: float) -> list[Points]:
    """The same of what the form paints."""
    stencil = Operators().drawing(drawing, "colour", scale, 0.0, 0.0)
    step, _, _, down, left, up, _ = stencil.place.split()
    x = y = 0.0
    paths: list[Points] = []
    for line in zlib.decompress(stencil.data.partition(b"stream\n")[2]).decode("ascii").splitlines():
        words = line.split()
        if words[-1] == "cm":
            x, y = x + float(words[4]), y + float(words[5])
        elif "m" in words:
            numbers = [float(word) for word in words if re.fullmatch(r"-?\d+", word)]
            corners = zip(numbers[::2], numbers[1::2], strict=True)
            paths.append(
                [
                    (float(left) + (x + a) * float(step), -float(up) - (y + b) * float(down))
                    for a, b in corners
                ]
            )
    return paths


@pytest.mark.parametrize("scale", [0.45, 0.91, 1.0, 2.1])
def test_a_drawing_is_printed_where_it_was_drawn(scale: float, bundled_library: Library) -> None:
    for kind, slug in (
        ("anatomy", "gluteus-minimus"),
        ("chart", "gluteus-minimus"),
        ("exercise", "clamshell"),
    ):
        drawing = bundled_library.figures.get(kind, slug)
        drawn, printed = _drawn(drawing, scale), _printed(drawing, scale)
        assert [len(path) for path in printed] == [len(path) for path in drawn]
        far = [
            max(abs(x - a), abs(y - b))
            for one, other in zip(drawn, printed, strict=True)
            for (x, y), (a, b) in zip(one, other, strict=True)
        ]
        assert max(far) < NEAR + 0.02, "two hundredths: the place of the whole has two decimals"


def test_a_form_has_room_for_its_lines_at_its_edges(bundled_library: Library) -> None:
    """What lies outside of its box is not painted."""
    drawing = bundled_library.figures.get("exercise", "clamshell")
    stencil = Operators().drawing(drawing, "colour", 1.0, 0.0, 0.0)
    found = re.search(rb"BBox\[(-?\d+) (-?\d+) (\d+) (\d+)\]", stencil.data)
    assert found is not None
    x0, y0, x1, y1 = (int(edge) * float(stencil.place.split()[0]) for edge in found.groups())
    _, _, _, _, across, up, _ = stencil.place.split()
    places = [point for path in _drawn(drawing, 1.0) for point in path]
    assert x0 + float(across) <= min(x for x, _ in places) - 1.0
    assert x1 + float(across) >= max(x for x, _ in places) + 1.0
    assert y0 - float(up) <= min(y for _, y in places) - 1.0
    assert y1 - float(up) >= max(y for _, y in places) + 1.0
