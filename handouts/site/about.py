"""Pages about the pages: what they draw on, who made the drawings, and the one for addresses that are none."""

from __future__ import annotations

from collections.abc import Iterable

from handouts.content.library import Library
from handouts.language import SOURCE
from handouts.limits import USUAL_EDITION
from handouts.palette import accent
from handouts.papers import USUAL_PAPER
from handouts.sheet import blocks as b
from handouts.sheet.compose import screen
from handouts.sheet.context import Context, listed
from handouts.sheet.front import banner
from handouts.sheet.gates import HomePlan, case_of
from handouts.sheet.request import SheetRequest
from handouts.sheet.saying import joined
from handouts.words import in_language

LICENCES = {
    "CC-BY-4.0": ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC-BY-SA-4.0": ("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
}
"""What licences of drawings are called, and where they stand (https://spdx.org/licenses/)."""


def sources_page(library: Library) -> b.Document:
    """Every publication that the content names, by the alphabet, each with its address if it has one."""
    w, items = library.wording.site, list[b.Item]()
    known = (one for one in library.sources.sources.values() if one.named_by(library.clinic.name))
    for source in sorted(known, key=lambda one: str(one.citation).casefold()):
        runs = [b.Span(_foreign(library, source.citation))]
        if source.url:
            runs += [b.Span(" "), b.Span(source.url.removeprefix("https://"), url=source.url)]
        items.append(b.Item(tuple(runs)))
    return _page(library, "sources", w.sources, w.sources_lead, (b.Bullets(tuple(items)),))


def drawings_page(library: Library, shown: Iterable[tuple[str, str]]) -> b.Document:
    """Whose work the drawings ``shown`` are, and what may be done with them: those of one licence and the same credits
    together.
    """
    w, groups = library.wording.site, dict[tuple[str, tuple[str, ...]], dict[str, None]]()
    for kind, slug in sorted(shown):
        drawing = library.figures.get(kind, slug)
        titles = groups.setdefault((drawing.licence, tuple(drawing.credits)), {})
        titles[library.figure_words(drawing).title] = None
    nodes: list[b.Node] = []
    for (licence, credits), titles in groups.items():
        name, url = LICENCES.get(licence, (licence, None))
        nodes.append(b.Heading(2, joined(w.licence, " ", name)))
        items = [b.Item((b.Span(_foreign(library, credit)),)) for credit in credits]
        if url:
            items.append(b.Item((b.Span(url.removeprefix("https://"), url=url),)))
        nodes.append(b.Bullets(tuple(items)))
        nodes.append(b.Paragraph(listed(titles, library.language.signs.semicolon)))
    return _page(library, "drawings", w.drawings, w.drawings_lead, tuple(nodes))


def lost_page(library: Library) -> b.Document:
    """For an address that is none."""
    w = library.wording.site
    return _page(library, "404", w.not_found, w.not_found_lead, ())


def _foreign(library: Library, text: str) -> str:
    """A text that is in English in every language, marked as such."""
    return in_language(text, SOURCE, library.lang)


def _page(library: Library, slug: str, title: str, lead: str, nodes: tuple[b.Node, ...]) -> b.Document:
    topic = next(iter(library.names("topic")))
    ctx = Context.of(
        case_of(library, SheetRequest(topic, lang=library.lang)), HomePlan("go", (), (), ()), web=True
    )
    return b.Document(
        slug=slug,
        lang=library.language.tag,
        title=str(title),
        author=str(library.clinic.name),
        subject=str(lead),
        date="",
        edition=USUAL_EDITION,
        paper=USUAL_PAPER,
        sections=(
            b.Section("understand", (banner(ctx), b.Title(title, (b.Span(lead),)))),
            *((b.Section("more", nodes),) if nodes else ()),
        ),
        footer=b.Footer((), (), ""),
        accent=accent(library.clinic.accent),
        rtl=library.language.rtl,
        screen=b.Screen(skip=screen(ctx).skip),
    )
