"""An fpdf2 document that writes runs of text, lists, boxes and drawings, for the fpdf2 peer."""

from __future__ import annotations

import datetime as dt
from typing import Any

from fpdf import FPDF
from fpdf.drawing import PaintedPath

from benchmarks.peers.common import ACCENT, CONTENT, INK, MARGIN_X, MARGIN_Y, SIZES, fit

Content = dict[str, Any]
STYLES = {"h1": "X", "page": "X", "h2": "B", "h3": "B", "dose": "B"}


def rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


class Sheet(FPDF):
    """A document that knows how to write the running foot and runs of text."""

    def __init__(self, content: Content) -> None:
        super().__init__(unit="pt", format="letter")
        self.content = content
        self.set_margins(MARGIN_X, MARGIN_Y, MARGIN_X)
        self.set_auto_page_break(False)
        self.c_margin = 0
        self.set_title(content["title"])
        self.set_author(content["author"])
        self.set_creation_date(dt.datetime.fromisoformat(content["date"]).replace(tzinfo=dt.UTC))
        self.add_font("A", fname=content["fonts"]["regular"])
        self.add_font("A", style="B", fname=content["fonts"]["bold"])
        self.add_font("AX", fname=content["fonts"]["black"])

    def footer(self) -> None:
        self.put(self.content["running"], MARGIN_X, 764, CONTENT - 70, "footer")
        number = self.content["page_of"].replace("{pages}", "2").replace("{page}", str(self.page_no()))
        self.set_xy(MARGIN_X, 764)
        self.cell(CONTENT, 11, number, align="R")

    def put(self, runs: Any, x: float, y: float, width: float, use: str = "body", colour: str = INK) -> float:
        """Write runs, or words, and return where they end."""
        size, leading = SIZES[use]
        style = STYLES.get(use, "")
        if style == "X":
            self.set_font("AX", size=size)
        else:
            self.set_font("A", style, size)
        self.set_text_color(*rgb(colour))
        self.set_xy(x, y)
        if isinstance(runs, str):
            runs = [[runs, False]]
        if not style and any(bold for _, bold in runs):
            marked = "".join(f"**{text}**" if bold else text for text, bold in runs)
            self.multi_cell(width, leading, marked, markdown=True, align="L")
        else:
            self.multi_cell(width, leading, "".join(text for text, _ in runs), align="L")
        return float(self.get_y())

    def bullets(self, values: list[Any], x: float, y: float, width: float, numbered: bool = False) -> float:
        for number, value in enumerate(values, 1):
            self.put(f"{number}" if numbered else "•", x, y, 14, "body", ACCENT)
            y = self.put(value, x + 16, y, width - 16) + 1
        return y

    def box(
        self, x: float, y: float, w: float, h: float, fill: str = "", line: str = "", width: float = 0.8
    ) -> None:
        self.set_line_width(width)
        if fill:
            self.set_fill_color(*rgb(fill))
        if line:
            self.set_draw_color(*rgb(line))
        self.rect(x, y, w, h, style=("F" if fill else "") + ("D" if line else ""))

    def rule(self, x: float, y: float, width: float, colour: str, thick: float) -> None:
        self.set_draw_color(*rgb(colour))
        self.set_line_width(thick)
        self.line(x, y, x + width, y)

    def figure(self, drawing: Content, x: float, y: float, width: float, height: float) -> float:
        scale = fit(drawing, width, height)
        with self.drawing_context() as context:
            for shape in drawing["shapes"]:
                path = PaintedPath()
                path.style.fill_color = shape["fill"]
                path.style.stroke_color = shape["stroke"]
                path.style.stroke_width = shape["width"] * scale if shape["stroke"] else None
                path.style.auto_close = False
                for letter, *numbers in shape["segments"]:
                    at = [(y if i % 2 else x) + v * scale for i, v in enumerate(numbers)]
                    if letter == "M":
                        path.move_to(*at)
                    elif letter == "L":
                        path.line_to(*at)
                    elif letter == "C":
                        path.curve_to(*at)
                    else:
                        path.close()
                context.add_item(path)
        self.set_font("A", "", 10 * scale)
        self.set_text_color(*rgb(INK))
        for text, at_x, at_y, anchor in drawing["labels"]:
            shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * self.get_string_width(text)
            self.text(x + at_x * scale - shift, y + at_y * scale, text)
        return float(y + drawing["height"] * scale)
