"""ReportLab Platypus, straightforwardly: fonts and styles once, paragraphs and tables for each sheet.

Not tagged: ReportLab has no tags.
"""

from __future__ import annotations

import io
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor, white
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    ListFlowable,
    ListItem,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from benchmarks.peers.common import (
    ACCENT,
    CONTENT,
    FIGURE_HEIGHT,
    GRADES,
    HEIGHT,
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
    WIDTH,
)
from benchmarks.peers.reportlab_flowables import Code, Figure

Content = dict[str, Any]
SIDES = ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")
TIGHT = [*((side, (0, 0), (-1, -1), 0) for side in SIDES), ("VALIGN", (0, 0), (-1, -1), "TOP")]


@cache
def register(regular: str, bold: str, black: str) -> None:
    """The fonts, once a process."""
    for name, file in (("A", regular), ("A-B", bold), ("A-X", black)):
        pdfmetrics.registerFont(TTFont(name, file))
    pdfmetrics.registerFontFamily("A", normal="A", bold="A-B", italic="A", boldItalic="A-B")


@cache
def style(use: str, colour: str = INK, after: float = 3) -> ParagraphStyle:
    size, leading = SIZES[use]
    font = {"h1": "A-X", "page": "A-X", "h2": "A-B", "h3": "A-B", "dose": "A-B"}.get(use, "A")
    return ParagraphStyle(
        use, fontName=font, fontSize=size, leading=leading, spaceAfter=after, textColor=HexColor(colour)
    )


def para(runs: Any, use: str = "body", colour: str = INK, lead: str = "", after: float = 3) -> Paragraph:
    """Runs, or words, as a paragraph; ``lead`` goes before them in bold."""
    if isinstance(runs, str):
        runs = [[runs, False]]
    xml = "".join(f"<b>{escape(words)}</b>" if bold else escape(words) for words, bold in runs)
    return Paragraph((f"<b>{escape(lead)}</b> " if lead else "") + xml, style(use, colour, after))


def items(values: list[Any], numbered: bool = False) -> ListFlowable:
    entries = [ListItem(para(value, after=0)) for value in values]
    if numbered:
        return ListFlowable(entries, bulletType="1", bulletFontName="A-B", bulletFontSize=12, leftIndent=18)
    return ListFlowable(
        entries, bulletType="bullet", start="•", bulletFontName="A", bulletFontSize=12, leftIndent=14
    )


def boxed(rows: list[list[Any]], widths: list[float], *commands: Any) -> Table:
    return Table(rows, colWidths=widths, style=[*TIGHT, *commands])


def flow(blocks: list[Content], width: float) -> list[Flowable]:
    return [flowable for block in blocks for flowable in BLOCKS[block["t"]](block, width)]


def banner(b: Content, width: float) -> list[Flowable]:
    reach = para([[b["phone"], True], ["   " + b["web"], False]])
    line = ("LINEBELOW", (0, 0), (-1, -1), 1.2, HexColor(ACCENT))
    return [boxed([[para(b["name"], "h2", ACCENT), reach]], [width - 220, 220], line), Spacer(1, 6)]


def title(b: Content, width: float) -> list[Flowable]:
    left = [para(b["text"], "h1", ACCENT), para(b["subtitle"], "subtitle")]
    right = [para(b["badge"], "h3", ACCENT), para(b["patient"])]
    return [boxed([[left, right]], [width - 200, 200]), Spacer(1, 6)]


def heading(b: Content, width: float) -> list[Flowable]:
    use = "page" if b["page"] else f"h{b['level']}"
    return [para(b["text"], use, ACCENT)]


def paragraph(b: Content, width: float) -> list[Flowable]:
    return [para(b["runs"], "small" if b["role"] == "note" else "body")]


def figure(b: Content, width: float) -> list[Flowable]:
    drawn: list[Flowable] = [Figure(b["drawing"], width, FIGURE_HEIGHT["anatomy"])]
    return drawn + ([para(b["caption"], "small")] if b["caption"] else [])


def summary(b: Content, width: float) -> list[Flowable]:
    left = [para(b["heading"], "h2", ACCENT), items(b["points"])]
    today = boxed(
        [[[para(b["today_heading"], "h3", ACCENT), para(b["today"])]]], [width / 2 - 24],
        ("BOX", (0, 0), (-1, -1), 1.4, HexColor(ACCENT)), ("BACKGROUND", (0, 0), (-1, -1), white),
        ("LEFTPADDING", (0, 0), (-1, -1), 8), ("TOPPADDING", (0, 0), (-1, -1), 4),
    )  # fmt: skip
    return [
        boxed(
            [[left, today]], [width / 2, width / 2],
            ("BACKGROUND", (0, 0), (-1, -1), HexColor(TINT)), ("LEFTPADDING", (0, 0), (0, 0), 12),
            ("TOPPADDING", (0, 0), (-1, -1), 8), ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
        ),
        Spacer(1, 8),
    ]  # fmt: skip


def facts(b: Content, width: float) -> list[Flowable]:
    rows = [[[para([[label, True]], "table", after=0), para(value, "table")]] for label, value in b["rows"]]
    return [boxed(rows, [width], ("LINEBELOW", (0, 0), (-1, -2), 0.5, HexColor(LINE)))]


def table(b: Content, width: float) -> list[Flowable]:
    use = "table" if b["role"] == "grades" else "body"
    head = [para([[cell, True]], use, ACCENT) for cell in b["head"]]
    rows = [[para(cell, use) for cell in row] for row in b["rows"]]
    shares = GRADES[len(head)] if b["role"] == "grades" else [1 / len(head)] * len(head)
    widths = [width * share for share in shares]
    commands = [
        ("BACKGROUND", (0, 0), (-1, 0), HexColor(TINT)),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, HexColor(LINE)),
        ("LEFTPADDING", (0, 0), (-1, -1), 6),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
    ]
    return [
        Spacer(1, 2),
        Table([head, *rows], colWidths=widths, repeatRows=1, style=[*TIGHT, *commands]),
        Spacer(1, 3),
    ]


def stop(b: Content, width: float) -> list[Flowable]:
    heads = [para(name, "h3", STOP if i else "#FFFFFF") for i, (name, _) in enumerate(b["levels"])]
    grid = boxed(
        [heads, [items(values) for _, values in b["levels"]]], [width / len(heads)] * len(heads),
        ("BOX", (0, 0), (-1, -1), 2, HexColor(STOP)), ("BACKGROUND", (0, 0), (0, 0), HexColor(STOP)),
        ("BACKGROUND", (1, 0), (-1, 0), HexColor(STOP_TINT)), ("LEFTPADDING", (0, 0), (-1, -1), 8),
        ("TOPPADDING", (0, 0), (-1, -1), 4), ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    )  # fmt: skip
    return [Spacer(1, 6), grid, *([para(b["note"])] if b["note"] else [])]


def card(b: Content, width: float) -> list[Flowable]:
    drawing: list[Flowable] = (
        [Figure(b["figure"]["drawing"], 82, FIGURE_HEIGHT["card"])] if b["figure"] else []
    )
    if b["figure"] and b["figure"]["caption"]:
        drawing.append(para(b["figure"]["caption"], "small"))
    how = [para(f"{b['letter']}  {b['title']}", "h3", ACCENT), items(b["steps"], numbered=True)]
    cells = [[para(value, "dose"), para(label, "small")] for value, label in b["dose"]]
    dose = boxed([cells], [SIDE / len(cells)] * len(cells), ("BACKGROUND", (0, 0), (-1, -1), HexColor(TINT)))
    notes = [para(runs, "table", lead=label, after=1) for label, runs in b["notes"]]
    row = [drawing, how, [dose, Spacer(1, 4), *notes]] if drawing else [how, [dose, Spacer(1, 4), *notes]]
    widths = [94, width - 94 - SIDE, SIDE] if drawing else [width - SIDE, SIDE]
    rule = ("LINEABOVE", (0, 0), (-1, 0), 1, HexColor(ACCENT))
    return [Spacer(1, 2), boxed([row], widths, rule, ("TOPPADDING", (0, 0), (-1, -1), 4))]


def panel(b: Content, width: float) -> list[Flowable]:
    boxes = [
        [
            *([Figure(picture["drawing"], PANEL_WIDTH, FIGURE_HEIGHT["panel"])] if picture else []),
            para(name, "h3", ACCENT),
            para(runs, "table"),
        ]
        for name, runs, picture in b["boxes"]
    ]
    commands = [("BOX", (i, 0), (i, 0), 0.8, HexColor(ACCENT)) for i in range(len(boxes))]
    grid = boxed([boxes], [width / len(boxes)] * len(boxes), *commands, ("LEFTPADDING", (0, 0), (-1, -1), 6),
                 ("BOTTOMPADDING", (0, 0), (-1, -1), 4))  # fmt: skip
    return [
        para(b["heading"], "h2", ACCENT),
        para(b["lead"]),
        grid,
        Spacer(1, 4),
        *(para(note) for note in b["notes"]),
    ]


def log(b: Content, width: float) -> list[Flowable]:
    label = 92.0
    unit = min(16.5, (width - label) / b["days"])
    head = ["", *(para(str(day), "small") for day in range(1, b["days"] + 1))]
    rows = [[para(name, "small"), *[""] * b["days"]] for name in b["rows"]]
    grid = boxed([head, *rows], [label, *[unit] * b["days"]], ("GRID", (1, 1), (-1, -1), 0.6, HexColor(INK)))
    return [para(b["heading"], "h2", ACCENT), grid]


def code(b: Content, width: float) -> list[Flowable]:
    text = [para([[b["heading"], True]], "small"), para(b["address"], "small")]
    text += [para([[b["contact_label"], True]], "small"), *(para(line, "small") for line in b["contact"])]
    box = ("BOX", (0, 0), (-1, -1), 1, HexColor(ACCENT))
    return [boxed([[Code(b["url"]), text]], [QR_SIZE + 6, width - QR_SIZE - 6], box)]


def columns(b: Content, width: float) -> list[Flowable]:
    share = {"halves": 0.5, "figure-text": 0.42, "log-code": 0.62, "heading-lead": 0.4, "heading-note": 0.4}[
        b["shape"]
    ]
    left, right = (width - 14) * share, (width - 14) * (1 - share)
    row = [flow(b["left"], left), "", flow(b["right"], right)]
    return [boxed([row], [left, 14, right]), Spacer(1, 4)]


BLOCKS = {
    "banner": banner, "title": title, "heading": heading, "paragraph": paragraph, "figure": figure,
    "bullets": lambda b, w: [items(b["items"])], "steps": lambda b, w: [items(b["items"], numbered=True)],
    "summary": summary, "facts": facts, "table": table, "stop": stop, "card": card, "panel": panel,
    "log": log, "qr": code, "columns": columns,
}  # fmt: skip


def make(content: Content) -> bytes:
    """The sheet as PDF bytes."""
    register(**content["fonts"])
    story: list[Flowable] = []
    for i, section in enumerate(content["sections"]):
        story += [*([PageBreak()] if i else []), *flow(section, CONTENT)]
    story.append(para(content["closing"], "footer", after=0))
    running = para(content["running"], "footer")

    def foot(canvas: Any, _: Any) -> None:
        running.wrapOn(canvas, CONTENT - 70, 40)
        running.drawOn(canvas, MARGIN_X, MARGIN_Y - 14)
        canvas.setFont("A", 8.5)
        number = content["page_of"].replace("{pages}", "2").replace("{page}", str(canvas.getPageNumber()))
        canvas.drawRightString(WIDTH - MARGIN_X, MARGIN_Y - 8, number)

    buffer = io.BytesIO()
    document = BaseDocTemplate(
        buffer, pagesize=(WIDTH, HEIGHT), title=content["title"], author=content["author"], invariant=1
    )
    frame = Frame(MARGIN_X, MARGIN_Y, CONTENT, HEIGHT - 2 * MARGIN_Y, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate(frames=[frame], onPage=foot))
    document.build(story)
    return buffer.getvalue()
