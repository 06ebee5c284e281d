"""What the peers share: sizes, colours and the dark bars of the code. Draws nothing."""

from __future__ import annotations

from typing import Any

WIDTH, HEIGHT, MARGIN_X, MARGIN_Y = 612.0, 792.0, 40.0, 36.0
CONTENT = WIDTH - 2 * MARGIN_X
INK, ACCENT, STOP, TINT, STOP_TINT, LINE = "#16242A", "#0F4C5C", "#8C1D18", "#EAF2F4", "#F8EAE8", "#B9C9CE"
SIZES = {
    "h1": (28, 30), "page": (22, 24), "h2": (14.5, 18), "h3": (13.5, 16), "subtitle": (14, 18),
    "body": (12, 15), "table": (10.5, 13), "small": (10, 12.5), "dose": (13, 15), "footer": (8.5, 11),
}  # fmt: skip
FIGURE_HEIGHT = {"anatomy": 150.0, "card": 64.0, "panel": 34.0}
PANEL_WIDTH = 36.0
"""Most that a picture in a box of the R.I.C.E. panel is wide."""
SIDE = 216.0
"""Width of the column with dose and notes beside an exercise."""
GRADES = {3: (0.25, 0.35, 0.4), 4: (0.18, 0.3, 0.17, 0.35)}
"""Shares of the columns of the grade table, by their number."""
QR_SIZE = 85.0


def bars(url: str) -> tuple[int, list[tuple[int, int, int]]]:
    """Modules a side with the quiet zone, and the dark runs as (column, row, length)."""
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.main import QRCode

    code = QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(url)
    code.make(fit=True)
    rows = code.get_matrix()
    found = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            start = x
            while x < len(row) and row[x]:
                x += 1
            if x > start:
                found.append((start, y, x - start))
            x += 1
    return len(rows), found


def fit(drawing: dict[str, Any], width: float, height: float) -> float:
    """The scale at which ``drawing`` fits a box, at most 1."""
    return min(1.0, width / float(drawing["width"]), height / float(drawing["height"]))


def svg(drawing: dict[str, Any], scale: float) -> str:
    """A drawing as SVG, for the peers that read SVG."""
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawing["width"]:g} {drawing["height"]:g}" '
        f'width="{drawing["width"] * scale:g}pt" height="{drawing["height"] * scale:g}pt">'
        '<g fill-rule="evenodd" stroke-linecap="round" stroke-linejoin="round">'
    ]
    for shape in drawing["shapes"]:
        d = "".join(s[0] + " ".join(f"{v:g}" for v in s[1:]) for s in shape["segments"])
        line = f' stroke="{shape["stroke"]}" stroke-width="{shape["width"]:g}"' if shape["stroke"] else ""
        out.append(f'<path d="{d}" fill="{shape["fill"] or "none"}"{line}/>')
    out.append('</g><g font-family="Atkinson Hyperlegible Next" font-size="10">')
    for text, x, y, anchor in drawing["labels"]:
        out.append(f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}">{text.replace("&", "&amp;")}</text>')
    return "".join(out) + "</g></svg>"


def svg_code(url: str) -> str:
    """The code as SVG."""
    side, runs = bars(url)
    d = "".join(f"M{x} {y}h{n}v1h-{n}z" for x, y, n in runs)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" width="{QR_SIZE}pt" '
        f'height="{QR_SIZE}pt"><path d="{d}" fill="#000"/></svg>'
    )
