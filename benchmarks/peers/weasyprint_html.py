"""WeasyPrint: HTML and CSS to PDF. Untagged, as it comes."""

from __future__ import annotations

from html import escape
from typing import Any

import weasyprint

from benchmarks.peers.common import (
    ACCENT,
    CONTENT,
    FIGURE_HEIGHT,
    INK,
    LINE,
    PANEL_WIDTH,
    STOP,
    STOP_TINT,
    TINT,
    fit,
    svg,
    svg_code,
)

Content = dict[str, Any]

CSS = f"""
body{{margin:0;font:12pt/15pt A;color:{INK}}} p{{margin:0 0 3pt}} ul,ol{{margin:0;padding-left:16pt}}
.side p{{margin:0 0 1pt}} .log-code td:first-child{{width:64%}}
h1{{margin:0;font:800 28pt/30pt A;color:{ACCENT}}}
h2{{margin:3pt 0 2pt;font:bold 14.5pt/18pt A;color:{ACCENT}}}
h2.page{{font:800 22pt/24pt A}} h3{{margin:0 0 2pt;font:bold 13.5pt/16pt A;color:{ACCENT}}}
.small,figcaption{{font-size:10pt;line-height:12.5pt}} figure{{margin:0}}
table{{width:100%;border-collapse:collapse}}
td,th{{padding:2pt 6pt;text-align:left;vertical-align:top}} .two{{table-layout:fixed}}
.two>tbody>tr>td{{padding:0 7pt 0 0}}
.banner td{{padding:0;border-bottom:1.2pt solid {ACCENT}}} .right{{text-align:right}}
.summary{{background:{TINT};border-radius:7pt;margin:6pt 0}} .summary>tbody>tr>td{{padding:8pt 12pt}}
.today{{padding:4pt 8pt;border:1.4pt solid {ACCENT};border-radius:6pt;background:white}}
.line th,.line td{{border-bottom:.5pt solid {LINE}}} .line thead th{{background:{TINT};color:{ACCENT}}}
.grades,.facts{{font-size:10.5pt;line-height:13pt}} .facts td{{padding:2pt 0}}
.stop{{border:2pt solid {STOP};margin-top:6pt}} .stop th{{padding:4pt 12pt;font-size:13.5pt}}
.stop td{{padding:4pt 12pt}}
.now{{background:{STOP};color:white}} .soon{{background:{STOP_TINT};color:{STOP}}}
.card{{border-top:1pt solid {ACCENT};margin-top:2pt;break-inside:avoid}}
.card>tbody>tr>td{{padding:3pt 8pt 0 0}}
.side{{width:204pt;font-size:10.5pt;line-height:13pt}}
.dose{{background:{TINT};text-align:center}} .dose b{{font-size:13pt}}
.dose td{{font-size:10pt;padding:2pt}}
.line.grades td{{padding:1pt 6pt}}
.rice td{{border:.8pt solid {ACCENT};font-size:10.5pt;line-height:13pt;width:25%}}
.log td{{border:.6pt solid {INK};height:16pt;padding:0;width:13pt}}
.log th{{font:10pt A;padding:0;white-space:nowrap}}
.code{{border:1pt solid {ACCENT};font-size:10pt;line-height:12.5pt}} section+section{{break-before:page}}
.closing{{font-size:8.5pt;line-height:11pt}}
"""


def words(runs: Any) -> str:
    return "".join(f"<b>{escape(text)}</b>" if bold else escape(text) for text, bold in runs)


def items(values: list[Any], tag: str = "ul") -> str:
    return f"<{tag}>{''.join(f'<li>{words(value)}</li>' for value in values)}</{tag}>"


def flow(blocks: list[Content]) -> str:
    return "".join(BLOCKS[block["t"]](block) for block in blocks)


def table(b: Content) -> str:
    head = "".join(f"<th>{escape(cell)}</th>" for cell in b["head"])
    rows = "".join(f"<tr>{''.join(f'<td>{words(cell)}</td>' for cell in row)}</tr>" for row in b["rows"])
    return f'<table class="line {b["role"]}"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def figure(b: Content, width: float = CONTENT, height: float = FIGURE_HEIGHT["anatomy"]) -> str:
    drawing = svg(b["drawing"], fit(b["drawing"], width, height))
    return f"<figure>{drawing}<figcaption>{words(b['caption'])}</figcaption></figure>"


def _picture(b: Content | None) -> str:
    """The picture of a box of the panel."""
    return svg(b["drawing"], fit(b["drawing"], PANEL_WIDTH, FIGURE_HEIGHT["panel"])) if b else ""


def stop(b: Content) -> str:
    classes = ["now", *["soon"] * (len(b["levels"]) - 1)]
    heads = "".join(
        f'<th class="{name}">{escape(head)}</th>'
        for name, (head, _) in zip(classes, b["levels"], strict=True)
    )
    lists = "".join(f"<td>{items(values)}</td>" for _, values in b["levels"])
    note = f"<p>{words(b['note'])}</p>" if b["note"] else ""
    return f'<table class="stop"><tr>{heads}</tr><tr>{lists}</tr></table>{note}'


def card(b: Content) -> str:
    drawing = (
        f'<td style="width:84pt">{figure(b["figure"], 82, FIGURE_HEIGHT["card"])}</td>' if b["figure"] else ""
    )
    dose = "".join(f"<td><b>{escape(v)}</b><br>{escape(label)}</td>" for v, label in b["dose"])
    notes = "".join(f"<p><b>{escape(label)}</b> {words(runs)}</p>" for label, runs in b["notes"])
    return (
        f'<table class="card"><tr>{drawing}<td><h3>{escape(b["letter"])} {escape(b["title"])}</h3>'
        f'{items(b["steps"], "ol")}</td><td class="side">'
        f'<table class="dose"><tr>{dose}</tr></table>{notes}</td></tr></table>'
    )


def panel(b: Content) -> str:
    boxes = "".join(
        f"<td>{_picture(picture)}<h3>{escape(name)}</h3>{words(runs)}</td>"
        for name, runs, picture in b["boxes"]
    )
    notes = "".join(f"<p>{words(note)}</p>" for note in b["notes"])
    return (
        f"<h2>{escape(b['heading'])}</h2><p>{words(b['lead'])}</p>"
        f'<table class="rice"><tr>{boxes}</tr></table>{notes}'
    )


def log(b: Content) -> str:
    days = "".join(f"<th>{day}</th>" for day in range(1, b["days"] + 1))
    rows = "".join(f"<tr><th>{escape(name)}</th>{'<td></td>' * b['days']}</tr>" for name in b["rows"])
    return f'<h2>{escape(b["heading"])}</h2><table class="log"><tr><th></th>{days}</tr>{rows}</table>'


def code(b: Content) -> str:
    contact = "<br>".join(escape(line) for line in b["contact"])
    return (
        f'<table class="code"><tr><td><a href="{escape(b["url"])}">{svg_code(b["url"])}</a></td>'
        f"<td><b>{escape(b['heading'])}</b><br>{escape(b['address'])}<br><b>{escape(b['contact_label'])}</b><br>"
        f"{contact}</td></tr></table>"
    )


BLOCKS = {
    "banner": lambda b: f'<table class="banner"><tr><td><h2>{escape(b["name"])}</h2></td><td class="right">'
    f"<b>{escape(b['phone'])}</b> {escape(b['web'])}</td></tr></table>",
    "title": lambda b: f"<table><tr><td><h1>{escape(b['text'])}</h1><p>{words(b['subtitle'])}</p></td>"
    f'<td class="right"><h3>{escape(b["badge"])}</h3>{words(b["patient"])}</td></tr></table>',
    "heading": lambda b: f"<h{b['level']}{' class=page' if b['page'] else ''}>{escape(b['text'])}"
    f"</h{b['level']}>",
    "paragraph": lambda b: f"<p{' class=small' if b['role'] == 'note' else ''}>{words(b['runs'])}</p>",
    "bullets": lambda b: items(b["items"]),
    "steps": lambda b: items(b["items"], "ol"),
    "figure": figure,
    "summary": lambda b: f'<table class="two summary"><tr><td><h2>{escape(b["heading"])}</h2>'
    f'{items(b["points"])}</td><td><div class="today"><h3>{escape(b["today_heading"])}</h3>'
    f"{words(b['today'])}</div></td></tr></table>",
    "facts": lambda b: '<table class="line facts">'
    + "".join(f"<tr><td><b>{escape(label)}</b><br>{words(value)}</td></tr>" for label, value in b["rows"])
    + "</table>",
    "table": table,
    "stop": stop,
    "card": card,
    "panel": panel,
    "log": log,
    "qr": code,
    "columns": lambda b: f'<table class="two {b["shape"]}"><tr><td>{flow(b["left"])}</td>'
    f"<td>{flow(b['right'])}</td></tr></table>",
}  # fmt: skip


def html(content: Content) -> str:
    """The sheet as the HTML that WeasyPrint reads."""
    weights = {"regular": 400, "bold": 700, "black": 800}
    faces = "".join(
        f"@font-face{{font-family:A;font-weight:{weights[name]};src:url('file://{file}')}}"
        for name, file in content["fonts"].items()
    )
    running = "".join(text for text, _ in content["running"]).replace('"', '\\"')
    number = (
        content["page_of"].replace("{page}", '" counter(page) "').replace("{pages}", '" counter(pages) "')
    )
    page = (
        "@page{size:8.5in 11in;margin:36pt 40pt;"
        f'@bottom-left{{content:"{running}";font:8.5pt A;white-space:nowrap}}'
        f'@bottom-right{{content:"{number}";font:8.5pt A}}}}'
    )
    sections = "".join(f"<section>{flow(section)}</section>" for section in content["sections"])
    return (
        f'<!DOCTYPE html><html lang="{escape(content["lang"])}"><head><meta charset="utf-8">'
        f"<title>{escape(content['title'])}</title><style>{faces}{page}{CSS}</style></head>"
        f'<body>{sections}<p class="closing">{words(content["closing"])}</p></body></html>'
    )


def make(content: Content) -> bytes:
    """The sheet as PDF bytes."""
    data: bytes = weasyprint.HTML(string=html(content)).write_pdf()
    return data
