"""A document as one self-contained, accessible web page (WCAG 2.2 AA).

Never runs a script, loads anything or looks at the clock: the page carries its style and its figures, and the
same document gives the same text. What paper must leave out, the page carries.
"""

from __future__ import annotations

import base64
import hashlib

from handouts.figures.store import FigureStore
from handouts.html.inline import label, runs, text
from handouts.html.parts import node, nodes
from handouts.html.style import style_sheet
from handouts.html.writer import Writer
from handouts.sheet.blocks import Banner, Document, Footer, plain


def render_document(document: Document, figures: FigureStore) -> str:
    """``document`` as a whole HTML page, a string that begins with its doctype.

    Figures without a file are left out with their captions. Raises ContentError when a figure file is broken
    or the clinic's logo cannot be read, TypeError when the tree holds a block without a part of its own.
    """
    mono = document.edition == "mono"
    page = Writer(figures, "mono" if mono else "colour", document.accent)
    page.ident("main")
    header, sections = _body(page, document)
    skip = f'<a class="skip" href="#main">{label(document.skip)}</a>\n' if document.skip else ""
    return (
        f"<!DOCTYPE html>\n{_html_tag(document)}\n{_head(document)}\n<body>\n{skip}"
        f'<div class="sheet">\n{header}<main id="main" tabindex="-1">\n{sections}</main>\n'
        f"{_footer(document.footer)}</div>\n</body>\n</html>\n"
    )


def _html_tag(document: Document) -> str:
    direction = ' dir="rtl"' if document.rtl else ""
    return f'<html lang="{text(document.lang)}"{direction}>'


def _head(document: Document) -> str:
    style = style_sheet(document.accent)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    named = {"author": document.author, "description": document.subject, "date": document.date}
    lines = [
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="format-detection" content="telephone=no">',
        f"<title>{text(document.title)}</title>",
        *(f'<meta name="{name}" content="{text(value)}">' for name, value in named.items() if value),
        f"<style>{style}</style>",
    ]
    return "<head>\n" + "\n".join(lines) + "\n</head>"


def _body(page: Writer, document: Document) -> tuple[str, str]:
    """The page header, from a banner that opens the document, and the sections."""
    header = ""
    sections = []
    for index, section in enumerate(document.sections):
        rest = section.nodes
        if index == 0 and rest and isinstance(rest[0], Banner):
            header = f"<header>\n{node(page, rest[0])}\n</header>\n"
            rest = rest[1:]
        sections.append(f'<section class="{section.name}">\n{nodes(page, rest)}\n</section>\n')
    return header, "".join(sections)


def _footer(footer: Footer) -> str:
    """A page has one foot: the running line is left out when the closing lines say it too."""
    said = plain(footer.running).strip() in plain(footer.closing)
    parts = (footer.closing,) if said else (footer.running, footer.closing)
    lines = "".join(f"<p>{runs(line)}</p>\n" for line in parts if line)
    return f'<footer class="foot">\n{lines}</footer>\n'
