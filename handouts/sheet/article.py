"""Where the links of a sheet lead: the article behind its code, the phone. Nothing about a patient is ever in them."""

from __future__ import annotations

import re

from handouts.content.library import Library
from handouts.errors import ContentError
from handouts.limits import MAX_ADDRESS
from handouts.sheet.elsewhere import NO_TOPIC
from handouts.words import like


def article_url(library: Library, slug: str) -> str | None:
    """The address: the clinic's ``articles`` map, else its ``article_base_url`` and the slug, else the clinic's own web
    page; None where it has none, and for what has no topic. Content never names one: an article is for the clinic to
    choose.
    """
    clinic = library.clinic
    if slug == NO_TOPIC:
        return None
    if slug in clinic.articles:
        return clinic.articles[slug]
    if clinic.article_base_url:
        url = like(clinic.article_base_url.rstrip("/") + "/" + slug, clinic.article_base_url)
        if len(url) > MAX_ADDRESS:
            message = (
                f"with {slug!r} behind it the address has {len(url)} characters; {MAX_ADDRESS} fit a code"
            )
            raise ContentError(
                library.problem("clinic", ("article_base_url",), message, f"give {slug} an entry in articles")
            )
        return url
    return clinic.web


def has_article(library: Library, slug: str) -> bool:
    """Whether the clinic has said which page the code of this sheet opens."""
    return slug in library.clinic.articles or bool(library.clinic.article_base_url)


def phone_link(phone: str) -> str:
    """The link that dials ``phone``, with its extension if it has one (RFC 3966)."""
    number, extension = re.split(r"\s*(?:ext\.?|x|#)\s*", f"{phone} x", maxsplit=1, flags=re.IGNORECASE)
    digits = "".join(c for c in number if c.isdigit() or c == "+")
    more = "".join(c for c in extension if c.isdigit())
    return f"tel:{digits};ext={more}" if more else f"tel:{digits}"
