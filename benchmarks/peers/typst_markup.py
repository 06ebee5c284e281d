"""Typst: generated markup, one compiler kept for all sheets, system fonts ignored. Tagged as PDF/UA-1, with our
alternative texts; ``typst_untagged`` is the same without tags.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import typst

from benchmarks.peers.common import (
    ACCENT,
    CONTENT,
    FIGURE_HEIGHT,
    GRADES,
    INK,
    LINE,
    PANEL_WIDTH,
    QR_SIZE,
    STOP,
    STOP_TINT,
    TINT,
    fit,
    svg,
    svg_code,
)

Content = dict[str, Any]

SETUP = f"""
#set text(font: "Atkinson Hyperlegible Next", size: 12pt, fill: rgb("{INK}"), hyphenate: false)
#set par(leading: 4.5pt, spacing: 6pt)
#set list(spacing: 5pt)
#set enum(spacing: 5pt)
#show heading: set text(fill: rgb("{ACCENT}"))
#show heading.where(level: 1): set text(28pt, weight: 800)
#show heading.where(level: 2): set text(14.5pt)
#show heading.where(level: 3): set text(13.5pt)
#show heading: set block(above: 7pt, below: 5pt)
#set table(stroke: (x, y) => (bottom: .5pt + rgb("{LINE}")), inset: (x: 6pt, y: 3.5pt), align: left)
#let small(it) = text(10pt, it)
#let boxed(it, fill: none, stroke: .8pt + rgb("{ACCENT}")) = block(width: 100%, fill: fill, stroke: stroke,
  radius: 5pt, inset: 6pt, it)
"""


def say(value: str) -> str:
    """Words as a Typst string: no markup in them is read."""
    return f"#{json.dumps(value, ensure_ascii=False)}"


def words(runs: Any) -> str:
    return "".join(f"#strong[{say(text)}]" if bold else say(text) for text, bold in runs)


def items(values: list[Any], tag: str = "list") -> str:
    return f"#{tag}({','.join(f'[{words(value)}]' for value in values)})"


def flow(blocks: list[Content]) -> str:
    return "\n\n".join(BLOCKS[block["t"]](block) for block in blocks)


def image(source: str, width: float, alt: str) -> str:
    described = json.dumps(alt, ensure_ascii=False)
    return f'#image(bytes({json.dumps(source)}), format: "svg", width: {width:g}pt, alt: {described})'


def figure(b: Content, width: float = CONTENT, height: float = FIGURE_HEIGHT["anatomy"]) -> str:
    scale = fit(b["drawing"], width, height)
    drawn = image(svg(b["drawing"], scale), b["drawing"]["width"] * scale, b["alt"])
    return f"{drawn}\n\n#small[{words(b['caption'])}]" if b["caption"] else drawn


def heading(b: Content) -> str:
    size = "#set text(22pt, weight: 800);" if b["page"] else ""
    return f"#[{size}#heading(level: {b['level']})[{say(b['text'])}]]"


def table(b: Content) -> str:
    head = ",".join(f'text(fill: rgb("{ACCENT}"))[*{say(cell)}*]' for cell in b["head"])
    cells = ",".join(f"[{words(cell)}]" for row in b["rows"] for cell in row)
    size = "10.5pt" if b["role"] == "grades" else "12pt"
    fill = f'(x, y) => if y == 0 {{ rgb("{TINT}") }}'
    shares = ", ".join(
        f"{share}fr" for share in (GRADES[len(b["head"])] if b["role"] == "grades" else [1] * len(b["head"]))
    )
    columns = f"({shares})"
    return f"#[#set text({size});#table(columns: {columns}, fill: {fill}, table.header({head}), {cells})]"


def stop(b: Content) -> str:
    note = words(b["note"]) if b["note"] else ""
    inks = ["white", *[f'rgb("{STOP}")'] * (len(b["levels"]) - 1)]
    heads = ", ".join(
        f"text(13.5pt, {ink})[*{say(name)}*]" for ink, (name, _) in zip(inks, b["levels"], strict=True)
    )
    lists = ", ".join(f"[{items(values)}]" for _, values in b["levels"])
    return (
        f"#table(columns: (1fr,) * {len(inks)}, stroke: none, inset: (x: 8pt, y: 5pt), fill: (x, y) => if y == 0 {{ "
        f'if x == 0 {{ rgb("{STOP}") }} else {{ rgb("{STOP_TINT}") }} }}, '
        f'{heads}, table.hline(stroke: 2pt + rgb("{STOP}")), {lists})\n\n{note}'
    )


def card(b: Content) -> str:
    drawing = f"[{figure(b['figure'], 82, FIGURE_HEIGHT['card'])}]," if b["figure"] else ""
    dose = ",".join(
        f"align(center)[#text(13pt)[*{say(v)}*] \\ #small[{say(label)}]]" for v, label in b["dose"]
    )
    notes = " \\ ".join(f"*{say(label)}* {words(runs)}" for label, runs in b["notes"])
    widths = "82pt, 1fr, 216pt" if drawing else "1fr, 216pt"
    return (
        f'#line(length: 100%, stroke: 1pt + rgb("{ACCENT}"))\n'
        f"#grid(columns: ({widths}), gutter: 12pt, {drawing}[=== {say(b['letter'])} {say(b['title'])}\n"
        f"{items(b['steps'], 'enum')}], [#grid(columns: (1fr,) * {len(b['dose'])}, "
        f'fill: rgb("{TINT}"), inset: 4pt, '
        f"{dose})\n#text(10.5pt)[{notes}]])"
    )


def panel(b: Content) -> str:
    boxes = ",".join(
        f"boxed[{figure(picture, PANEL_WIDTH, FIGURE_HEIGHT['panel']) if picture else ''}\n=== {say(name)}\n"
        f"#text(10.5pt)[{words(runs)}]]"
        for name, runs, picture in b["boxes"]
    )
    notes = "\n\n".join(words(note) for note in b["notes"])
    count = len(b["boxes"])
    lead = words(b["lead"])
    return (
        f"== {say(b['heading'])}\n{lead}\n#grid(columns: (1fr,) * {count}, gutter: 7pt, {boxes})\n\n{notes}"
    )


def log(b: Content) -> str:
    days = ",".join(f"small[{day}]" for day in range(1, b["days"] + 1))
    empty = "[]," * b["days"]
    rows = ",".join(f"small[{say(name)}], {empty.rstrip(',')}" for name in b["rows"])
    stroke = f'(x, y) => if x > 0 and y > 0 {{ .6pt + rgb("{INK}") }}'
    return (
        f"== {say(b['heading'])}\n#table(columns: (auto,) + (15pt,) * {b['days']}, rows: 16.5pt, inset: 2pt, "
        f"stroke: {stroke}, [], {days}, {rows})"
    )


def code(b: Content) -> str:
    contact = " \\ ".join(say(line) for line in b["contact"])
    return (
        f"#boxed[#grid(columns: (auto, 1fr), gutter: 6pt, [#link({json.dumps(b['url'])})["
        f"{image(svg_code(b['url']), QR_SIZE, b['heading'])}]], small[*{say(b['heading'])}* \\ {say(b['address'])} \\ "
        f"*{say(b['contact_label'])}* \\ {contact}])]"
    )


SHARES = {"halves": "1fr, 1fr", "figure-text": "1fr, 1.3fr", "log-code": "1.6fr, 1fr",
          "heading-lead": "1fr, 1.5fr", "heading-note": "1fr, 1.5fr"}  # fmt: skip

BLOCKS = {
    "banner": lambda b: f'#grid(columns: (1fr, auto), text(14.5pt, rgb("{ACCENT}"))[*{say(b["name"])}*], '
    f'[*{say(b["phone"])}* {say(b["web"])}])\n#line(length: 100%, stroke: 1.2pt + rgb("{ACCENT}"))',
    "title": lambda b: f"#grid(columns: (1fr, auto), [= {say(b['text'])}\n{words(b['subtitle'])}], "
    f"align(right)[*{say(b['badge'])}* \\ {words(b['patient'])}])",
    "heading": heading,
    "paragraph": lambda b: f"#small[{words(b['runs'])}]" if b["role"] == "note" else words(b["runs"]),
    "bullets": lambda b: items(b["items"]),
    "steps": lambda b: items(b["items"], "enum"),
    "figure": figure,
    "summary": lambda b: f'#boxed(fill: rgb("{TINT}"), stroke: none)[#grid(columns: (1fr, 1fr), '
    f"gutter: 12pt, [== {say(b['heading'])}\n{items(b['points'])}], "
    f"boxed(fill: white)[=== {say(b['today_heading'])}\n{words(b['today'])}])]",
    "facts": lambda b: "#table(columns: 1fr, inset: (x: 0pt, y: 3pt), "
    + ",".join(f"text(10.5pt)[*{say(label)}* \\ {words(value)}]" for label, value in b["rows"])
    + ")",
    "table": table,
    "stop": stop,
    "card": card,
    "panel": panel,
    "log": log,
    "qr": code,
    "columns": lambda b: f"#grid(columns: ({SHARES[b['shape']]}), gutter: 14pt, [{flow(b['left'])}], "
    f"[{flow(b['right'])}])",
}  # fmt: skip


@cache
def compiler(fonts: str) -> Any:
    """One compiler: its fonts and its memory of earlier sheets survive."""
    return typst.Compiler(font_paths=[fonts], ignore_system_fonts=True)


def source(content: Content) -> str:
    """The sheet as Typst markup."""
    number = content["page_of"].replace("{page}", "#counter(page).display()")
    number = number.replace("{pages}", "#counter(page).final().first()")
    sections = "\n#pagebreak()\n".join(flow(section) for section in content["sections"])
    return (
        f"#set document(title: {json.dumps(content['title'])}, author: {json.dumps(content['author'])}, "
        f"date: none)\n#set text(lang: {json.dumps(content['lang'].split('-')[0])})"
        f'\n#set page("us-letter", margin: (x: 40pt, y: 36pt), '
        f"footer: context text(8.5pt)[{words(content['running'])} "
        f"#h(1fr) {number}])\n{SETUP}\n{sections}\n\n#text(8.5pt)[{words(content['closing'])}]\n"
    )


def make(content: Content, tagged: bool = True) -> bytes:
    """The sheet as PDF bytes."""
    press = compiler(str(Path(content["fonts"]["regular"]).parent))
    text = source(content).encode()
    data: bytes = (
        press.compile(text, format="pdf", pdf_standards="ua-1")
        if tagged
        else press.compile(text, format="pdf", pdf_tags=False)
    )
    return data
