"""A drawing and a code as flowables of ReportLab, for the plain ReportLab peer."""

from __future__ import annotations

import io
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from benchmarks.peers.common import INK, QR_SIZE, bars, fit

Content = dict[str, Any]


class Figure(Flowable):
    """A drawing as vector paths."""

    def __init__(self, drawing: Content, width: float, height: float) -> None:
        super().__init__()
        self.drawing, self.scale = drawing, fit(drawing, width, height)
        self.width, self.height = drawing["width"] * self.scale, drawing["height"] * self.scale

    def draw(self) -> None:
        canvas, tall = self.canv, self.drawing["height"]
        canvas.saveState()
        canvas.scale(self.scale, self.scale)
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        if "operators" in self.drawing:
            canvas._code.append(self.drawing["operators"])
        else:
            paint(canvas, self.drawing)
        canvas.setFillColor(HexColor(INK))
        canvas.setFont("A", 10)
        write = {
            "start": canvas.drawString,
            "middle": canvas.drawCentredString,
            "end": canvas.drawRightString,
        }
        for text, x, y, anchor in self.drawing["labels"]:
            write[anchor](x, tall - y, text)
        canvas.restoreState()


def paint(canvas: Any, drawing: Content) -> None:
    """The paths of a drawing, its lower left corner at the origin."""
    tall = drawing["height"]
    for shape in drawing["shapes"]:
        path = canvas.beginPath()
        for letter, *numbers in shape["segments"]:
            at = [tall - v if i % 2 else v for i, v in enumerate(numbers)]
            if letter == "M":
                path.moveTo(*at)
            elif letter == "L":
                path.lineTo(*at)
            elif letter == "C":
                path.curveTo(*at)
            else:
                path.close()
        if shape["fill"]:
            canvas.setFillColor(HexColor(shape["fill"]))
        if shape["stroke"]:
            canvas.setStrokeColor(HexColor(shape["stroke"]))
            canvas.setLineWidth(shape["width"])
        canvas.drawPath(path, stroke=bool(shape["stroke"]), fill=bool(shape["fill"]), fillMode=0)


def operators(drawing: Content) -> str:
    """What :func:`paint` writes into a page."""
    canvas = Canvas(io.BytesIO())
    begin = len(canvas._code)
    paint(canvas, drawing)
    return "\n".join(canvas._code[begin:])


class Code(Flowable):
    """The QR code as filled rectangles, with its link."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url, self.width, self.height = url, QR_SIZE, QR_SIZE

    def draw(self) -> None:
        side, runs = bars(self.url)
        unit = self.width / side
        path = self.canv.beginPath()
        for x, y, length in runs:
            path.rect(x * unit, (side - 1 - y) * unit, length * unit, unit)
        self.canv.setFillColorRGB(0, 0, 0)
        self.canv.drawPath(path, stroke=0, fill=1)
        self.canv.linkURL(self.url, (0, 0, self.width, self.height), relative=1)
