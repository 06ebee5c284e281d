"""Text and links as HTML: the only place that writes a content string into a page, and it escapes every one.

Never writes an address that could run code.
"""

from __future__ import annotations

import re
from html import escape

from handouts.sheet.blocks import Runs, Span
from handouts.words import lang_of, unturned

_LINK = re.compile(r"(?:https://|tel:|mailto:)[!#-&(-;=?-_a-~]+", re.IGNORECASE)
"""The schemes a reader may follow; ASCII without white space, control characters, quotes
and angle brackets."""


def text(value: str) -> str:
    """``value`` as HTML text or attribute value: markup in it is shown, never obeyed, and nothing in it turns around
    what stands behind it.
    """
    return escape(unturned(value), quote=True)


def label(value: str) -> str:
    """A text of one piece; one in another language than the page's says so."""
    lang = lang_of(value)
    return f'<span lang="{text(lang)}">{text(value)}</span>' if lang else text(value)


def lang_attribute(value: str) -> str:
    """A ``lang`` attribute, with a space before it, for a text in another language than the page's; else nothing."""
    lang = lang_of(value)
    return f' lang="{text(lang)}"' if lang else ""


def href(url: str | None) -> str | None:
    """``url`` ready for a ``href`` attribute, or None when it is not an https, tel or mailto address."""
    return text(url) if url is not None and _LINK.fullmatch(url) else None


def span(value: Span) -> str:
    """One run of text; an address that must not be followed leaves the words without a link."""
    out = text(value.text)
    if value.lang:
        out = f'<span lang="{text(value.lang)}">{out}</span>'
    if value.bold:
        out = f"<strong>{out}</strong>"
    target = href(value.url)
    return f'<a href="{target}">{out}</a>' if target else out


def runs(values: Runs) -> str:
    """A run of spans."""
    return "".join(span(value) for value in values)
