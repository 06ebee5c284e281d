"""The pages of a site in one language, each with what stands around its document, and the sheets beside them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from html import escape
from urllib.parse import urlsplit

from handouts.content.fields import texts
from handouts.content.library import Library
from handouts.content.model.wording import fill
from handouts.errors import ContentError
from handouts.html.inline import label, text
from handouts.html.render import Beside, render_document
from handouts.html.svg import as_file
from handouts.language import SOURCE
from handouts.limits import USUAL_EDITION
from handouts.making import make, paper_document
from handouts.palette import accent
from handouts.papers import USUAL_PAPER
from handouts.sheet import blocks as b
from handouts.sheet.compose import missing, screen
from handouts.sheet.context import Context
from handouts.sheet.elsewhere import NO_TOPIC, parts_of_body
from handouts.sheet.front import banner, stop_box
from handouts.sheet.gates import HomePlan, case_of
from handouts.sheet.request import SIDES, SheetRequest, Side
from handouts.site.about import drawings_page, lost_page, sources_page
from handouts.site.files import Site
from handouts.site.folder import Entry
from handouts.site.index import a_to_z, finder
from handouts.site.pages import Topic, article, exercise_page, exercises, topics
from handouts.site.search import words_of
from handouts.words import origins_of

POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; font-src 'self'; script-src 'self'; base-uri 'none'; "
    "form-action 'none'"
)
"""What a page may load: files beside it, nothing from elsewhere."""
LOST = "404.html"
"""What servers show for an address that is none."""
_ONE_SIDE: tuple[Side | None, ...] = (None, *(side for side in SIDES if side != "both"))


@dataclass(frozen=True)
class There:
    """What a language has: its topics, its exercises with the topics of each, and where its pages stand."""

    topics: tuple[Topic, ...]
    used: Mapping[str, Sequence[str]]
    root: str

    @classmethod
    def of(cls, library: Library, root: str) -> There:
        found = topics(library)
        return cls(found, exercises(library, found), root)

    @cached_property
    def names(self) -> frozenset[str]:
        """What pages are called, but for the languages and sides before them."""
        own = (*(one.slug for one in self.topics), *(f"exercise/{slug}" for slug in self.used))
        return frozenset(("", "sources", "drawings", *own)) if self.topics else frozenset()


class Pages:
    """The pages of one language."""

    def __init__(
        self,
        library: Library,
        site: Site,
        shared: Mapping[str, str],
        there: Mapping[str, There],
        paper: str,
    ) -> None:
        self.library, self.site, self.shared, self.there = library, site, shared, there
        self.paper, self.words = paper, library.wording.site
        own = there[library.lang]
        self.root, self.topics, self.used = own.root, own.topics, own.used
        self.drawn: set[tuple[str, str]] = set()
        self._drawings: dict[b.Figure, str] = {}
        _check_translated(library)
        self.titles = {one.slug: one.title for one in self.topics}

    def write(self) -> None:
        """All of them."""
        for topic in self.topics:
            for side in _ONE_SIDE:
                self._article(topic, side)
        for slug, where in self.used.items():
            self._exercise(slug, where)
        if self.topics:
            self._index(tuple(self.used))
            self._about()

    # ------------------------------------------------------------------------------------------------------ pages

    def _article(self, topic: Topic, side: Side | None) -> None:
        path = f"{self.root}{topic.slug}/{f'{side}/' if side else ''}index.html"
        request = SheetRequest(topic.slug, lang=self.library.lang, side=side, paper=self.paper)
        pdf = f"{path.removesuffix('index.html')}{topic.slug}.pdf"
        sheet = self.site.put(
            pdf, paper_document(self.library, request), self.library.figures, partial(self._sheet, request)
        )
        made = article(self.library, topic.slug, side)
        size = max(1, round(sheet.size / 1000))
        words = fill(self.words.print_sheet, size=size)
        others = [
            (f"{self.root}{topic.slug}/{f'{other}/' if other else ''}index.html", self._side(other))
            for other in _ONE_SIDE
            if other != side
        ]
        data = self._linked_data(topic, side)
        before = self._top(path, (pdf, words)) + self._named(path, others, self.words.sides)
        self._page(
            path, made, before, "", (data, *self._alternates(path)), sheet=(_relative(path, pdf), words)
        )

    def _sheet(self, request: SheetRequest, entry: Entry) -> tuple[bytes, Entry]:
        data = make(self.library, request).data
        return data, replace(entry, size=len(data))

    def _exercise(self, slug: str, where: Sequence[str]) -> None:
        path = f"{self.root}exercise/{slug}/index.html"
        made = exercise_page(self.library, slug, where[0] if where else NO_TOPIC)
        topics_ = [(f"{self.root}{one}/index.html", self.titles[one]) for one in where if one in self.titles]
        heading = f"<h2>{label(self.words.helps_with)}</h2>"
        after = f'<section class="used">{heading}{self._list(path, topics_)}</section>' if topics_ else ""
        self._page(path, made, self._top(path), after, self._alternates(path))

    def _index(self, used: Sequence[str]) -> None:
        path, library, w = f"{self.root}index.html", self.library, self.words
        case = case_of(library, SheetRequest(self.topics[0].slug, lang=library.lang))
        ctx = Context.of(case, HomePlan("go", (), (), ()), web=True)
        everywhere = frozenset((*(one.region for one in self.topics), *parts_of_body(library, used)))
        document = b.Document(
            slug="index", lang=library.language.tag, title=str(w.title), author=str(library.clinic.name),
            subject=str(w.lead), date="", edition=USUAL_EDITION, paper=USUAL_PAPER,
            sections=(
                b.Section("understand", (banner(ctx), b.Title(w.title, (b.Span(w.lead),)))),
                b.Section("more", (stop_box(ctx, everywhere),)),
            ),
            footer=b.Footer((), ctx.runs(ctx.words.not_reviewed) if not library.clinic.signed_off else (), ""),
            accent=accent(library.clinic.accent), rtl=library.language.rtl,
            screen=replace(screen(ctx), exercises="", contents=""),
        )  # fmt: skip
        names = ((str(library.exercise(slug).title), slug) for slug in used)
        titles = sorted(names, key=lambda pair: pair[0].casefold())
        slugs = (*(one.slug for one in self.topics), *used)
        data = self.site.asset(f"words-{library.lang}", "js", words_of(library, slugs).encode("utf-8"))
        scripts = (
            f'<script src="{_relative(path, file)}" defer></script>' for file in (data, self.shared["script"])
        )
        after = a_to_z(w, self.topics, titles, library)
        head = (*scripts, *self._alternates(path))
        self._page(path, document, self._top(path), after, head, middle=finder(w, self.topics, library))

    def _about(self) -> None:
        """What every page draws on, who made the drawings, and where to go from an address that is none."""
        path = f"{self.root}sources/index.html"
        self._page(path, sources_page(self.library), self._top(path), "", self._alternates(path))
        path = f"{self.root}drawings/index.html"
        self._page(path, drawings_page(self.library, self.drawn), self._top(path), "", self._alternates(path))
        if not self.root:
            self._page(LOST, lost_page(self.library), self._top(LOST), "", ())

    def _page(
        self,
        path: str,
        document: b.Document,
        before: str,
        after: str,
        head: Sequence[str],
        middle: str = "",
        sheet: tuple[str, str] | None = None,
    ) -> None:
        style, end = self._link(path, self.shared["style"]), after + self._last(path)
        lines = tuple(filter(None, head))

        def page(entry: Entry) -> tuple[bytes, Entry]:
            shown: dict[str, tuple[str, str]] = {}

            def address(figure: b.Figure) -> str:
                file = self._drawing(figure)
                shown[file] = (figure.kind, figure.slug)
                return self._link(path, file)

            beside = Beside(style, address, POLICY, lines, before, middle, end, sheet)
            data = render_document(document, self.library.figures, beside).encode("utf-8")
            drawn = tuple(sorted(set(shown.values())))
            return data, replace(entry, size=len(data), uses=tuple(sorted(shown)), drawn=drawn)

        around = (style, POLICY, *lines, before, middle, end, *(sheet or ()))
        self.drawn.update(self.site.put(path, document, self.library.figures, page, *around).drawn)

    def _drawing(self, figure: b.Figure) -> str:
        """The path of the file of a drawing."""
        if figure not in self._drawings:
            data = as_file(figure.drawn(self.library.figures), accent(self.library.clinic.accent)).encode(
                "utf-8"
            )
            self._drawings[figure] = self.site.asset(f"{figure.kind}-{figure.slug}", "svg", data)
        return self._drawings[figure]

    # ------------------------------------------------------------------------------------------------ around pages

    def _link(self, path: str, to: str) -> str:
        """The address of a file from a page. A page for lost addresses is shown at any of them, so it has addresses
        from the root of the server.
        """
        if path != LOST:
            return _relative(path, to)
        base = urlsplit(self.library.clinic.article_base_url or "").path.rstrip("/")
        return escape(f"{base}/{to}", quote=True)

    def _last(self, path: str) -> str:
        """The way to what all pages share."""
        w = self.words
        pages = (
            ("index.html", w.all_pages),
            ("sources/index.html", w.sources),
            ("drawings/index.html", w.drawings),
        )
        links = [(f"{self.root}{place}", words) for place, words in pages]
        shown = self._list(path, [link for link in links if link[0] != path])
        return f'<nav class="more-pages" aria-label="{text(w.all_pages)}">{shown}</nav>'

    def _top(self, path: str, sheet: tuple[str, str] | None = None) -> str:
        """The way to the index, to the sheet to print, and to the same page in other languages."""
        home = f'<a href="{self._link(path, f"{self.root}index.html")}">{label(self.words.all_pages)}</a>'
        slug = path.removeprefix(self.root).removesuffix("index.html")
        others = [(place, lang) for lang, place in self._elsewhere(slug)]
        names = "".join(
            f'<li><a href="{self._link(path, place)}" hreflang="{text(lang)}" lang="{text(lang)}">'
            f"{text(self.library.speaking(lang).language.name)}</a></li>"
            for place, lang in others
        )
        shown = f'<nav aria-label="{text(self.words.languages)}"><ul class="ways">{names}</ul></nav>'
        languages = shown if names else ""
        pdf = f'<a href="{_relative(path, sheet[0])}">{label(sheet[1])}</a>' if sheet else ""
        return (
            f'<div class="top"><nav aria-label="{text(self.words.pages)}"><p class="ways">{home}{pdf}</p></nav>'
            f"{languages}</div>"
        )

    def _elsewhere(self, slug: str) -> Iterator[tuple[str, str]]:
        """Other languages that have this page, and its path there."""
        name = slug.strip("/").removesuffix("/left").removesuffix("/right")
        for lang, there in self.there.items():
            if lang != self.library.lang and name in there.names:
                yield lang, f"{there.root}{slug}index.html"

    def _alternates(self, path: str) -> tuple[str, ...]:
        """The same page in every language that has it, its own among them, as search engines want it."""
        own = path.removeprefix(self.root).removesuffix("index.html")
        others = tuple(self._elsewhere(own))
        return tuple(
            f'<link rel="alternate" hreflang="{text(lang)}" href="{_relative(path, place)}">'
            for lang, place in (((self.library.lang, path), *others) if others else ())
        )

    def _named(self, path: str, links: Sequence[tuple[str, str]], name: str) -> str:
        return f'<nav aria-label="{text(name)}">{self._list(path, links)}</nav>'

    def _list(self, path: str, links: Sequence[tuple[str, str]]) -> str:
        rows = "".join(f'<li><a href="{self._link(path, to)}">{label(words)}</a></li>' for to, words in links)
        return f'<ul class="ways">{rows}</ul>'

    def _side(self, side: Side | None) -> str:
        names = {None: self.words.either_side, "left": self.words.left_side, "right": self.words.right_side}
        return names[side]

    def _linked_data(self, topic: Topic, side: Side | None) -> str:
        """What a page is about, for search engines: no script, data. A page for one side has no codes of the other."""
        value = self.library.topic(topic.slug)
        about = {
            "@type": value.schema_type,
            "name": topic.title,
            "code": [
                {"@type": "MedicalCode", "codeValue": entry.code, "codingSystem": "ICD-10-CM"}
                for entry in value.clinician.icd10cm
                if side is None or entry.side in (None, side)
            ],
        }
        data = {
            "@context": "https://schema.org", "@type": "MedicalWebPage", "name": topic.title, "about": about,
            "inLanguage": self.library.language.tag,
            "lastReviewed": value.review.reviewed_on.isoformat() if value.review.reviewed_on else None,
            "publisher": {"@type": "MedicalBusiness", "name": str(self.library.clinic.name)},
        }  # fmt: skip
        said = json.dumps({key: part for key, part in data.items() if part}, ensure_ascii=False).replace(
            "<", "\\u003c"
        )
        return f'<script type="application/ld+json">{said}</script>'


def _check_translated(library: Library) -> None:
    """Refuse a language that lacks words of the site itself: no page is half in English. Raises ContentError."""
    if library.lang == SOURCE:
        return
    words = [field.value for field in texts(library.wording.site)]
    gaps = library.gaps()
    lost = {gaps[origin]: None for word in words for origin in origins_of(word) if origin in gaps}
    if lost:
        raise ContentError([missing(library.lang, gap) for gap in lost])


def _relative(path: str, to: str) -> str:
    """The address of the file ``to`` from the page ``path``."""
    return escape(os.path.relpath(to, os.path.dirname(path) or "."), quote=True).replace(os.sep, "/")
