"""The index of a site: every page by name, and topics by the place that hurts; alphabetical, never ranked."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from handouts.content.kinds import SOUGHT, TOPICS
from handouts.content.library import Library
from handouts.content.model.base import Region
from handouts.content.model.leaving import SiteWords
from handouts.html.inline import label, text
from handouts.site.bodymap import body_map
from handouts.site.pages import Topic


def finder(words: SiteWords, topics: Sequence[Topic], library: Library) -> str:
    """What finds a page: a field where a script is allowed to, the body to point at, and the same places as links, each
    to its list. A list shows when it was asked for; on paper, and for whoever ignores styles, all are there.
    """
    search = (
        f'<div class="search" hidden><label for="find">{label(words.search)}</label>'
        f'<input id="find" type="search" autocomplete="off" spellcheck="false" aria-controls="found">'
        f'<p role="status" class="none" hidden>{label(words.nothing_found)}</p>'
        f'<ul class="ways rows" id="found"></ul></div>'
    )
    here = {
        region: [one for one in topics if one.region == region]
        for region in words.places
        if any(one.region == region for one in topics)
    }
    ids = {region: f"place-{region}" for region in here}
    buttons = "".join(
        f'<li><a href="#{ids[region]}" class="at-{region}">{label(words.places[region])} <b>{len(found)}</b></a></li>'
        for region, found in here.items()
    )
    lists = "".join(_place(words, ids[region], region, found) for region, found in here.items())
    return (
        f'<div class="index">{search}<section class="places"><h2>{label(words.by_place)}</h2>'
        f'{body_map(words, ids, library)}<ul class="ways chips">{buttons}</ul>{lists}</section></div>'
    )


def _place(words: SiteWords, ident: str, region: Region, found: Sequence[Topic]) -> str:
    """The topics of one region, under the sentence that nothing here says which it is."""
    rows = "".join(_row(one.slug, f"{one.slug}/index.html", one.title, one.subtitle, "") for one in found)
    return (
        f'<div class="place" id="{ident}"><h3>{label(words.places[region])}</h3>'
        f'<p>{text(words.may_come_from)}</p><ul class="ways rows">{rows}</ul></div>'
    )


def a_to_z(
    words: SiteWords, topics: Sequence[Topic], exercises: Sequence[tuple[str, str]], library: Library
) -> str:
    """Every page by name."""
    parts = []
    names = (TOPICS[kind].site_list for kind in SOUGHT if kind in TOPICS)
    lists = {name: getattr(words, name) for name in names}
    for name, heading in lists.items():
        rows = "".join(
            _row(one.slug, f"{one.slug}/index.html", one.title, one.subtitle, words.places[one.region])
            for one in topics
            if TOPICS[one.kind].site_list == name
        )
        if rows:
            parts.append(f'<section><h3>{label(heading)}</h3><ul class="ways rows">{rows}</ul></section>')
    rows = "".join(
        _row(slug, f"exercise/{slug}/index.html", title, "", str(library.exercise(slug).tool or ""))
        for title, slug in exercises
    )
    if rows:
        parts.append(f'<section><h3>{label(words.exercises)}</h3><ul class="ways rows">{rows}</ul></section>')
    return f'<section class="all"><h2>{label(words.a_to_z)}</h2>{"".join(parts)}</section>' if parts else ""


def _row(slug: str, path: str, title: str, under: str, also: str) -> str:
    """A link with a line ``under`` it, and what it can be found by besides the words of ``site/search.py``: its letters
    without accents and in one case, with those of what is ``also`` true of it.
    """
    plain = unicodedata.normalize("NFKD", f"{title} {under} {also}".casefold())
    found = "".join(char for char in plain if not unicodedata.combining(char))
    more = f"<span>{text(under)}</span>" if under else ""
    link = f'<a href="{text(path)}"><b>{text(title)}</b>{more}</a>'
    return f'<li data-slug="{slug}" data-words="{text(found)}">{link}</li>'
