"""fpdf2: cells and paths placed one under the other; fonts are loaded for each document, as the library
wants it. Not tagged.
"""

from __future__ import annotations

from typing import Any

from benchmarks.peers.common import (
    ACCENT,
    CONTENT,
    FIGURE_HEIGHT,
    GRADES,
    INK,
    LINE,
    MARGIN_X,
    MARGIN_Y,
    PANEL_WIDTH,
    QR_SIZE,
    SIDE,
    SIZES,
    STOP,
    STOP_TINT,
    TINT,
    bars,
)
from benchmarks.peers.fpdf2_sheet import Sheet

Content = dict[str, Any]
LAST = 760.0
ROOM = {"heading": 60, "panel": 90, "columns": 96, "card": 110, "table": 80, "stop": 150}
"""Points that a block should find before the foot of the page; else it goes to the next."""


def flow(s: Sheet, blocks: list[Content], x: float, y: float, width: float) -> float:
    """Blocks one under the other; returns where they end."""
    for block in blocks:
        y = BLOCKS[block["t"]](s, block, x, y, width)
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
    shares = GRADES[len(b["head"])] if b["role"] == "grades" else [1 / len(b["head"])] * len(b["head"])
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
    third = width / len(b["levels"])
    s.box(x, y, third, 40, fill=STOP)
    s.box(x + third, y, width - third, 40, fill=STOP_TINT)
    ends = []
    for i, (name, values) in enumerate(b["levels"]):
        s.put(name, x + i * third + 8, y + 4, third - 12, "h3", STOP if i else "#FFFFFF")
        ends.append(s.bullets(values, x + i * third + 8, y + 44, third - 12))
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
    for i, (name, runs, picture) in enumerate(b["boxes"]):
        end = y + 3
        if picture:
            end = s.figure(picture["drawing"], x + i * unit + 6, end, PANEL_WIDTH, FIGURE_HEIGHT["panel"])
        end = s.put(name, x + i * unit + 6, end, unit - 12, "h3", ACCENT)
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
    end = flow(s, b["left"], x, y, left)
    return max(end, flow(s, b["right"], x + left + 14, y, width - 14 - left)) + 3


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
            y = flow(sheet, [block], MARGIN_X, y, CONTENT)
    sheet.put(content["closing"], MARGIN_X, y + 2, CONTENT, "footer")
    return bytes(sheet.output())
