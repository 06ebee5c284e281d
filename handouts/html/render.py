"""A document as one self-contained, accessible web page (WCAG 2.2 AA).

Never runs a script, loads anything or looks at the clock: the page carries its style and its figures, and the
same document gives the same text. What paper must leave out, the page carries.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from handouts.figures.store import FigureStore
from handouts.html.inline import href, label, lang_attribute, runs, text
from handouts.html.parts import node, nodes
from handouts.html.style import style_sheet
from handouts.html.writer import Writer
from handouts.sheet.blocks import Banner, Document, Figure, Footer, Node, StopBox


@dataclass(frozen=True, slots=True)
class Beside:
    """What a page of a site has in other files, and what stands around its document there.

    ``style``: the address of its style sheet; ``address`` that of a drawing; ``policy``: what it may load; ``head``:
    more lines of its head; ``before``, ``middle`` and ``after``: HTML before the document, behind its first section and
    after it, written by the site; ``sheet``: the address of the sheet to print, and what it is called.
    """

    style: str
    address: Callable[[Figure], str]
    policy: str
    head: tuple[str, ...] = ()
    before: str = ""
    middle: str = ""
    after: str = ""
    sheet: tuple[str, str] | None = None


def render_document(document: Document, figures: FigureStore, beside: Beside | None = None) -> str:
    """``document`` as a whole HTML page, a string that begins with its doctype; with files ``beside`` it, or alone.

    Figures without a file are left out with their captions. Raises ContentError when a figure file is broken
    or the clinic's logo cannot be read, TypeError when the tree holds a block without a part of its own.
    """
    page = Writer.of(document, figures)
    page.address = beside.address if beside else None
    header, main = _body(page, document, beside.middle if beside else "")
    words = document.screen.skip
    skip = f'<a class="skip" href="#main">{label(words)}</a>\n' if words else ""
    before, after = (beside.before, beside.after) if beside else ("", "")
    bar = _shortcuts(page, document, beside.sheet if beside else None)
    return (
        f"<!DOCTYPE html>\n{_html_tag(document)}\n{_head(document, beside)}\n<body>\n{skip}"
        f'<div class="sheet">\n{header}{before}<main id="main" tabindex="-1">\n{main}{after}</main>\n'
        f"{_footer(document.footer)}</div>\n{bar}</body>\n</html>\n"
    )


def _html_tag(document: Document) -> str:
    direction = ' dir="rtl"' if document.rtl else ""
    return f'<html lang="{text(document.lang)}"{direction}>'


def _head(document: Document, beside: Beside | None) -> str:
    style = style_sheet(document.accent)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; img-src data:; font-src data:; style-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'"
    )
    own = f"<style>{style}</style>"
    if beside:
        policy, own = beside.policy, f'<link rel="stylesheet" href="{text(beside.style)}">'
    named = {"author": document.author, "description": document.subject, "date": document.date}
    named_by = " – ".join(filter(None, (document.title, document.author)))
    lines = [
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="format-detection" content="telephone=no">',
        f"<title{lang_attribute(document.title)}>{text(named_by)}</title>",
        *(
            f'<meta name="{name}"{lang_attribute(value)} content="{text(value)}">'
            for name, value in named.items()
            if value
        ),
        own,
        *(beside.head if beside else ()),
    ]
    return "<head>\n" + "\n".join(lines) + "\n</head>"


def _body(page: Writer, document: Document, middle: str) -> tuple[str, str]:
    """The page header, from a banner that opens the document, and the sections.

    The list of headings stands after the stop signs of the first section, so that these come before all but what to do
    today; without stop signs there, after that section.
    """
    header = ""
    written = []
    for index, section in enumerate(document.sections):
        rest = section.nodes
        if index == 0 and rest and isinstance(rest[0], Banner):
            header = f"<header>\n{node(page, rest[0])}\n</header>\n"
            rest = rest[1:]
        first = not any(before.name == "do" for before in document.sections[:index])
        ident = page.plan if section.name == "do" and first else ""
        cut = _after_stop(rest) if index == 0 else len(rest)
        written.append(_section(page, section.name, rest[:cut], ident))
        if cut < len(rest):
            written.append(_section(page, section.name, rest[cut:], ""))
    written.insert(1, middle + _contents(page))
    return header, "".join(written)


def _after_stop(nodes: Sequence[Node]) -> int:
    """The place after the stop signs; the end where there are none."""
    return next((at for at, node in enumerate(nodes, 1) if isinstance(node, StopBox)), len(nodes))


def _section(page: Writer, name: str, content: Sequence[Node], ident: str) -> str:
    named = f' id="{ident}"' if ident else ""
    return f'<section class="{name}"{named}>\n{nodes(page, content)}\n</section>\n'


def _contents(page: Writer) -> str:
    """The list of the headings of level 2; nothing where there is hardly anything to list."""
    if not page.screen.contents or len(page.contents) < 3:
        return ""
    ident = page.ident("contents")
    page.listing = ident
    rows = "".join(
        f'<li class="{"opens" if opens else "part"}"><a href="#{target}">{label(words)}</a></li>'
        for target, words, opens in page.contents
    )
    return (
        f'<nav class="contents" id="{ident}" aria-labelledby="{ident}-head">'
        f'<h2 id="{ident}-head">{label(page.screen.contents)}</h2><ul role="list">{rows}</ul></nav>\n'
    )


def _shortcuts(page: Writer, document: Document, sheet: tuple[str, str] | None) -> str:
    """A bar at the foot of a narrow screen: to the plan, the stop signs, the list of headings (or the ``sheet`` to
    print, where there is one), and the phone.
    """
    words = document.screen
    phone = next((n.phone.url for s in document.sections for n in s.nodes if isinstance(n, Banner)), None)
    file = f'<a href="{text(sheet[0])}" aria-label="PDF: {text(sheet[1])}">PDF</a>' if sheet else None
    cells = "".join(filter(None, (
        _cell(f"#{page.plan}" if page.plan else None, words.exercises),
        _cell(f"#{page.stop}" if page.stop else None, words.stop_signs),
        file or _cell(f"#{page.listing}" if page.listing else None, words.contents),
        _cell(href(phone), words.call),
    )))  # fmt: skip
    if not cells or not words.shortcuts:
        return ""
    return f'<nav class="bar" aria-label="{text(words.shortcuts)}"{lang_attribute(words.shortcuts)}>{cells}</nav>\n'


def _cell(to: str | None, name: str) -> str:
    return f'<a href="{to}">{label(name)}</a>' if to and name else ""


def _footer(footer: Footer) -> str:
    """A page has one foot: the running line is for paper, unless nothing else is said."""
    line = footer.closing or footer.running
    return f'<footer class="foot">\n{f"<p>{runs(line)}</p>" if line else ""}\n</footer>\n'
