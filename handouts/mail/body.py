"""The HTML of a message: its head, the document in the order of a message, its foot. Sends nothing.

First what it is and the stop signs for which somebody has to call now, so that nothing that cuts a long message can
take them; then what to do; then the rest. Complete without pictures, styles, the attachment and the link.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handouts.html.inline import label, lang_attribute, text
from handouts.mail.look import FONT, STACKING, WIDTH, Look, dark
from handouts.mail.order import headed, in_order
from handouts.mail.parts import Writer, button, node, stop_level
from handouts.palette import DESK, Accent
from handouts.sheet import blocks as b
from handouts.words import lang_of

LARGEST = 60_000
"""Bytes of the HTML: Gmail cuts at 102,400, and headers and pictures' names are not counted there."""
MAY_GO = (b.Panel, b.Table, b.Facts, b.Figure, b.Bullets)
"""What a message leaves to the file attached where it is too long, the last first: no stop sign, gate or exercise."""
HIDDEN = "&#847;&zwnj;&nbsp;" * 60
"""Behind the line that a list of messages shows, so that nothing else is shown there."""


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the document: all in the language of the message."""

    title: str
    preheader: str
    hello: b.Runs
    side: b.Runs
    opening: b.Runs
    state: b.Runs
    """Who stands behind the content, which is said before any of it."""
    closing: str
    foot: tuple[b.Runs, ...]
    online: str
    rest: b.Runs
    clinic: str
    phone: b.Span
    call: str
    lang: str
    rtl: bool


def render(nodes: Sequence[b.Node], around: Around, page: Writer) -> str:
    """The HTML of a message. What is too much for it is left to the file attached, and it says so."""

    def says(one: b.Node) -> bool:
        return bool(node(page, one))

    shown = in_order(nodes, says)
    page.pictures.clear()
    whole = _whole(shown, around, page, left=False)
    while len(whole.encode("utf-8")) > LARGEST:
        gone = next((at for at in range(len(shown) - 1, -1, -1) if isinstance(shown[at], MAY_GO)), None)
        if gone is None:
            break
        shown = headed([*shown[:gone], *shown[gone + 1 :]], says)
        page.pictures.clear()
        whole = _whole(shown, around, page, left=True)
    return whole


def _whole(nodes: Sequence[b.Node], around: Around, page: Writer, *, left: bool) -> str:
    rows = [_head(around, page), _first(nodes, page)]
    rows += [node(page, one) for one in nodes]
    if left:
        rows.append(page.row(page.paragraph(around.rest)))
    for panel in (one for one in nodes if isinstance(one, b.QrPanel)):
        rows.append(button(page, panel.url, around.online, panel.address.text))
    rows.append(
        page.row(page.paragraph((b.Span(around.closing),)) + page.paragraph((b.Span(around.clinic),), "0"))
    )
    rows.append(page.row("".join(map(page.paragraph, around.foot)), quiet=True))
    return _frame("".join(rows), around, page)


def _first(nodes: Sequence[b.Node], page: Writer) -> str:
    """The most urgent stop signs."""
    box = next((one for one in nodes if isinstance(one, b.StopBox)), None)
    if box is None:
        return ""
    name, words, items = box.levels[0]
    return stop_level(page, name, words, items)


def _head(around: Around, page: Writer) -> str:
    accent = page.accent.colour
    name = f'<b class="acc" style="font-size:19px;color:{accent}">{label(around.clinic)}</b>'
    phone = page.runs((b.Span(around.call), b.Span(" "), replace(around.phone, bold=True)))
    rule = f'<tr><td bgcolor="{accent}" height="3" style="height:3px;line-height:3px;font-size:3px">&nbsp;</td></tr>'
    title = f'<h1 class="acc" {page.look.heading(1, margin="0 0 4px")}>{label(around.title)}</h1>'
    side = page.paragraph(around.side, "0 0 12px") if around.side else ""
    hello = page.paragraph((*around.hello, b.Span(" "), *around.opening), "0")
    state = page.row(page.paragraph(around.state, "0"), quiet=True, close=True)
    return page.row(f"{name}<br>{phone}") + rule + page.row(title + side + hello) + state


def _frame(rows: str, around: Around, page: Writer) -> str:
    """Everything around the rows of a message."""
    lang, direction = text(around.lang), "rtl" if around.rtl else "ltr"
    title = text(around.title)
    named = (
        "" if lang_of(around.title) else f' aria-label="{title}"'
    )  # its heading says in which language it is
    mso = "<xml><o:OfficeDocumentSettings><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml>"
    return (
        f'<!DOCTYPE html><html lang="{lang}" dir="{direction}" xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">'
        '<meta name="format-detection" content="telephone=no,date=no,address=no">'
        '<meta name="x-apple-disable-message-reformatting">'
        f"<title{lang_attribute(around.title)}>{title}</title><!--[if mso]>{mso}<![endif]--><style>{STACKING}</style>"
        f"<style>{dark(page.accent)}</style></head>\n"
        f'<body class="desk" style="margin:0;padding:0;background:{DESK}"><div style="display:none;max-height:0;'
        f'overflow:hidden;mso-hide:all;font-size:1px;line-height:1px;color:{DESK}">{label(around.preheader)}{HIDDEN}'
        f'</div>\n<div role="article" aria-roledescription="email"{named} lang="{lang}" '
        f'dir="{direction}" style="{FONT};font-size:17px"><table role="presentation" class="desk" width="100%" '
        f'cellpadding="0" cellspacing="0" border="0" bgcolor="{DESK}"><tr><td align="center"><!--[if mso]>'
        f'<table role="presentation" width="{WIDTH}" align="center"><tr><td><![endif]-->'
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" '
        f'style="max-width:{WIDTH}px" align="center">{rows}</table><!--[if mso]></td></tr></table><![endif]-->'
        "</td></tr></table></div></body></html>\n"
    )


def look(accent: Accent) -> Look:
    """The look in a clinic's colour."""
    return Look(accent)
