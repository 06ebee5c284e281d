"""The address of the online article that a sheet's code leads to. Nothing about a patient is ever in it."""

from __future__ import annotations

from handouts.content.library import Library
from handouts.content.model import MAX_ADDRESS
from handouts.errors import ContentError


def article_url(library: Library, slug: str) -> str:
    """The address: the clinic's ``articles`` map, else its ``article_base_url`` + slug, else the content's own."""
    clinic = library.clinic
    if slug in clinic.articles:
        return clinic.articles[slug]
    if clinic.article_base_url:
        url = clinic.article_base_url.rstrip("/") + "/" + slug
        if len(url) > MAX_ADDRESS:
            message = (
                f"with {slug!r} behind it the address has {len(url)} characters; {MAX_ADDRESS} fit a code"
            )
            raise ContentError(
                library.problem("clinic", ("article_base_url",), message, f"give {slug} an entry in articles")
            )
        return url
    return library.topic(slug).article_url
