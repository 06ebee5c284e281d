"""The index of a site: every page by name, and topics by the place that hurts; alphabetical, never ranked."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from handouts.content.library import Library
from handouts.content.model.leaving import SiteWords
from handouts.html.inline import label, text
from handouts.site.pages import Topic


def index_parts(
    words: SiteWords, topics: Sequence[Topic], exercises: Sequence[tuple[str, str]], library: Library
) -> str:
    """The lists of the index, and the field that finds in them where a script is allowed to."""
    search = (
        f'<div class="search" hidden><label for="find">{label(words.search)}</label>'
        f'<input id="find" type="search" autocomplete="off" spellcheck="false">'
        f'<p role="status" class="none" hidden>{label(words.nothing_found)}</p></div>'
    )
    return f'<div class="index">{search}{_places(words, topics)}{_groups(words, topics, exercises, library)}</div>'


def _places(words: SiteWords, topics: Sequence[Topic]) -> str:
    """Topics by region, under the sentence that nothing here says which it is."""
    parts = []
    for region, name in words.places.items():
        here = [one for one in topics if one.region == region]
        if here:
            rows = "".join(_row(f"{one.slug}/index.html", one.title, one.subtitle) for one in here)
            parts.append(
                f'<details class="fold"><summary>{label(name)} ({len(here)})</summary><div class="inside">'
                f'<p>{text(words.may_come_from)}</p><ul class="ways rows">{rows}</ul></div></details>'
            )
    return f'<section class="places"><h2>{label(words.by_place)}</h2>{"".join(parts)}</section>'


def _groups(
    words: SiteWords, topics: Sequence[Topic], exercises: Sequence[tuple[str, str]], library: Library
) -> str:
    parts = []
    for name, kind in ((words.conditions, "condition"), (words.muscles, "muscle")):
        rows = "".join(
            _row(f"{one.slug}/index.html", one.title, one.subtitle) for one in topics if one.kind == kind
        )
        if rows:
            parts.append(f'<section><h2>{label(name)}</h2><ul class="ways rows">{rows}</ul></section>')
    rows = "".join(
        _row(f"exercise/{slug}/index.html", title, str(library.exercise(slug).tool or ""), shown=False)
        for title, slug in exercises
    )
    if rows:
        parts.append(f'<section><h2>{label(words.exercises)}</h2><ul class="ways rows">{rows}</ul></section>')
    return "".join(parts)


def _row(path: str, title: str, more: str, *, shown: bool = True) -> str:
    """A link with what it can be found by: its letters without accents and in one case."""
    plain = unicodedata.normalize("NFKD", f"{title} {more}".casefold())
    found = "".join(char for char in plain if not unicodedata.combining(char))
    under = f"<span>{text(more)}</span>" if more and shown else ""
    return f'<li data-words="{text(found)}"><a href="{text(path)}"><b>{text(title)}</b>{under}</a></li>'
