"""fpdf2: cells and paths placed one under the other; fonts are loaded for each document, as the library
wants it. Not tagged.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from fpdf import FPDF
from fpdf.drawing import PaintedPath

from benchmarks.peers.common import (
    ACCENT,
    CONTENT,
    FIGURE_HEIGHT,
    GRADES,
    INK,
    LINE,
    MARGIN_X,
    MARGIN_Y,
    QR_SIZE,
    SIDE,
    SIZES,
    STOP,
    STOP_TINT,
    TINT,
    bars,
    fit,
)

Content = dict[str, Any]
LAST = 760.0
ROOM = {"heading": 60, "panel": 90, "columns": 96, "card": 110, "table": 80, "stop": 150}
"""Points that a block should find before the foot of the page; else it goes to the next."""
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

    def flow(self, blocks: list[Content], x: float, y: float, width: float) -> float:
        for block in blocks:
            y = BLOCKS[block["t"]](self, block, x, y, width)
        return y


def banner(s: Sheet, b: Content, x: float, y: float, width: float) -> float:
    s.put([[b["phone"], True], [" " + b["web"], False]], x + width - 220, y, 220)
    end = s.put(b["name"], x, y, width - 230, "h2", ACCENT)
    s.rule(x, end, width, ACCENT, 1.2)
    return end + 6


def title(s: Sheet, b: Content, x: float, y: float, width: float) -> float:
    at = s.put(b["badge"], x + width - 200, y, 200, "h3", ACCENT) if b["badge"] else y
    if b["patient"]:
        s.put(b["patient"], x + width - 200, at, 200)
    end = s.put(b["text"], x, y, width - 210, "h1", ACCENT)
    return s.put(b["subtitle"], x, end, width - 210, "subtitle") + 6


def heading(s: Sheet, b: Content, x: float, y: float, width: float) -> float:
    return s.put(b["text"], x, y + 3, width, "page" if b["page"] else f"h{b['level']}", ACCENT) + 2


def paragraph(s: Sheet, b: Content, x: float, y: float, width: float) -> float:
    return s.put(b["runs"], x, y, width, "small" if b["role"] == "note" else "body") + 2


def figure(s: Sheet, b: Content, x: float, y: float, width: float) -> float:
    end = s.figure(b["drawing"], x, y, width, FIGURE_HEIGHT["anatomy"]) + 3
    return s.put(b["caption"], x, end, width, "small") if b["caption"] else end


def summary(s: Sheet, b: Content, x: float, y: float, width: float) -> float:
    half = width / 2
    s.box(x, y, width, 92, fill=TINT)
    s.box(x + half, y + 8, half - 12, 62, fill="#FFFFFF", line=ACCENT, width=1.4)
    at = s.put(b["today_heading"], x + half + 8, y + 12, half - 28, "h3", ACCENT)
    s.put(b["today"], x + half + 8, at, half - 28)
    s.bullets(b["points"], x + 12, s.put(b["heading"], x + 12, y + 8, half, "h2", ACCENT), half - 20)
    return y + 98


def facts(s: Sheet, b: Content, x: float, y: float, width: float) -> float:
    for label, value in b["rows"]:
        y = s.put(value, x, s.put([[label, True]], x, y, width, "table"), width, "table") + 2
        s.rule(x, y, width, LINE, 0.5)
        y += 2
    return y


def table(s: Sheet, b: Content, x: float, y: float, width: float) -> float:
    use = "table" if b["role"] == "grades" else "body"
    shares = GRADES if b["role"] == "grades" else [1 / len(b["head"])] * len(b["head"])
    lefts = [x + width * sum(shares[:i]) for i in range(len(shares))]
    y += 2
    s.box(x, y, width, SIZES[use][1] + 4, fill=TINT)
    rows = [[[[cell, True]] for cell in b["head"]], *b["rows"]]
    for row in rows:
        ends = [
            s.put(cell, left + 6, y + 2, width * share - 8, use)
            for cell, left, share in zip(row, lefts, shares, strict=True)
        ]
        y = max(ends) + 2
        s.rule(x, y, width, LINE, 0.5)
    return y + 5


def stop(s: Sheet, b: Content, x: float, y: float, width: float) -> float:
    half = width / 2
    s.box(x, y, half, 24, fill=STOP)
    s.box(x + half, y, half, 24, fill=STOP_TINT)
    ends = []
    for i, (name, values) in enumerate(b["sides"]):
        s.put(name, x + i * half + 12, y + 4, half - 20, "h3", STOP if i else "#FFFFFF")
        ends.append(s.bullets(values, x + i * half + 12, y + 28, half - 20))
    s.box(x, y, width, max(ends) + 2 - y, line=STOP, width=2)
    return (s.put(b["note"], x, max(ends) + 4, width) if b["note"] else max(ends)) + 4


def card(s: Sheet, b: Content, x: float, y: float, width: float) -> float:
    s.rule(x, y + 3, width, ACCENT, 1)
    y += 8
    ends = [y]
    left = x
    if b["figure"]:
        ends.append(s.figure(b["figure"]["drawing"], x, y, 82, FIGURE_HEIGHT["card"]))
        if b["figure"]["caption"]:
            ends.append(s.put(b["figure"]["caption"], x, ends[-1], 84, "small"))
        left = x + 94
    side = x + width - SIDE
    end = s.put(f"{b['letter']}  {b['title']}", left, y, side - left - 10, "h3", ACCENT)
    ends.append(s.bullets(b["steps"], left, end, side - left - 10, numbered=True))
    s.box(side, y, SIDE, 30, fill=TINT)
    unit = SIDE / len(b["dose"])
    for i, (value, label) in enumerate(b["dose"]):
        s.put(
            label,
            side + i * unit + 3,
            s.put(value, side + i * unit + 3, y, unit - 3, "dose"),
            unit - 3,
            "small",
        )
    end = y + 34
    for label, runs in b["notes"]:
        end = s.put([[label, True], [" ", False], *runs], side, end, SIDE, "table") + 1
    return max(*ends, end)


def panel(s: Sheet, b: Content, x: float, y: float, width: float) -> float:
    y = s.put(b["lead"], x, s.put(b["heading"], x, y, width, "h2", ACCENT), width) + 3
    unit = width / len(b["boxes"])
    ends = []
    for i, (name, runs) in enumerate(b["boxes"]):
        end = s.put(name, x + i * unit + 6, y + 3, unit - 12, "h3", ACCENT)
        ends.append(s.put(runs, x + i * unit + 6, end, unit - 12, "table"))
    for i in range(len(b["boxes"])):
        s.box(x + i * unit, y, unit - 7, max(ends) + 3 - y, line=ACCENT)
    y = max(ends) + 6
    for note in b["notes"]:
        y = s.put(note, x, y, width)
    return y


def log(s: Sheet, b: Content, x: float, y: float, width: float) -> float:
    y = s.put(b["heading"], x, y, width, "h2", ACCENT)
    unit = min(16.5, (width - 92) / b["days"])
    for day in range(b["days"]):
        s.put(str(day + 1), x + 92 + day * unit + 2, y, unit, "small")
    y += 13
    for name in b["rows"]:
        s.put(name, x, y + 2, 90, "small")
        for day in range(b["days"]):
            s.box(x + 92 + day * unit, y, unit, 16.5, line=INK, width=0.6)
        y += 16.5
    return y + 4


def code(s: Sheet, b: Content, x: float, y: float, width: float) -> float:
    side, runs = bars(b["url"])
    unit = QR_SIZE / side
    s.set_fill_color(0)
    for column, row, length in runs:
        s.rect(x + column * unit, y + row * unit, length * unit, unit, style="F")
    s.link(x, y, QR_SIZE, QR_SIZE, b["url"])
    s.box(x, y, width, QR_SIZE + 4, line=ACCENT, width=1)
    at = y + 6
    for text, bold in ((b["heading"], True), (b["address"], False), (b["contact_label"], True)):
        at = s.put([[text, bold]], x + QR_SIZE + 6, at, width - QR_SIZE - 8, "small")
    for line in b["contact"]:
        at = s.put(line, x + QR_SIZE + 6, at, width - QR_SIZE - 8, "small")
    return max(at, y + QR_SIZE + 6)


def columns(s: Sheet, b: Content, x: float, y: float, width: float) -> float:
    share = {"halves": 0.5, "figure-text": 0.42, "log-code": 0.62, "heading-lead": 0.4, "heading-note": 0.4}
    left = (width - 14) * share[b["shape"]]
    end = s.flow(b["left"], x, y, left)
    return max(end, s.flow(b["right"], x + left + 14, y, width - 14 - left)) + 3


BLOCKS = {
    "banner": banner, "title": title, "heading": heading, "paragraph": paragraph, "figure": figure,
    "bullets": lambda s, b, x, y, w: s.bullets(b["items"], x, y, w),
    "steps": lambda s, b, x, y, w: s.bullets(b["items"], x, y, w, numbered=True),
    "summary": summary, "facts": facts, "table": table, "stop": stop, "card": card, "panel": panel,
    "log": log, "qr": code, "columns": columns,
}  # fmt: skip


def make(content: Content) -> bytes:
    """The sheet as PDF bytes."""
    sheet = Sheet(content)
    y = 0.0
    for section in content["sections"]:
        sheet.add_page()
        y = MARGIN_Y
        for block in section:
            if y + ROOM.get(block["t"], 0) > LAST:
                sheet.add_page()
                y = MARGIN_Y
            y = sheet.flow([block], MARGIN_X, y, CONTENT)
    sheet.put(content["closing"], MARGIN_X, y + 2, CONTENT, "footer")
    return bytes(sheet.output())
