"""The address of the online article that a sheet's code leads to. Nothing about a patient is ever in it."""

from __future__ import annotations

from handouts.content.library import Library


def article_url(library: Library, slug: str) -> str:
    """The address: the clinic's ``articles`` map, else its ``article_base_url`` + slug, else the content's own."""
    clinic = library.clinic
    if slug in clinic.articles:
        return clinic.articles[slug]
    if clinic.article_base_url:
        return clinic.article_base_url.rstrip("/") + "/" + slug
    return library.topic(slug).article_url
