"""A whole site into a folder: pages, drawings, sheets to print, an index. Removes only what it wrote itself.

The same content gives the same bytes, and a file that is as it was is not written. The first language stands at the
root, others under ``/LANG/``; links are relative and name ``index.html``, so that the site works from a folder too.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from handouts.content.fields import texts
from handouts.content.library import Library
from handouts.content.model.wording import fill
from handouts.errors import ContentError, OutputError, Problem
from handouts.html.inline import label, text
from handouts.html.render import Beside, render_document
from handouts.html.style import style_sheet
from handouts.html.svg import as_file
from handouts.html.typeface import FAMILY
from handouts.language import SOURCE
from handouts.limits import USUAL_EDITION
from handouts.making import make
from handouts.output import write_all
from handouts.palette import accent
from handouts.papers import USUAL_PAPER
from handouts.resources import fonts_folder
from handouts.sheet import blocks as b
from handouts.sheet.compose import missing, screen
from handouts.sheet.context import Context
from handouts.sheet.elsewhere import NO_TOPIC, parts_of_body
from handouts.sheet.front import banner, stop_box
from handouts.sheet.gates import HomePlan, case_of
from handouts.sheet.request import SIDES, SheetRequest, Side
from handouts.site.about import FigureKind, drawings_page, lost_page, sources_page
from handouts.site.index import a_to_z, finder
from handouts.site.pages import Topic, article, exercise_page, exercises, topics
from handouts.site.script import SCRIPT
from handouts.site.search import words_of
from handouts.site.style import STYLE
from handouts.words import origins_of

MANIFEST = ".handouts-site.json"
POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; font-src 'self'; script-src 'self'; base-uri 'none'; "
    "form-action 'none'"
)
"""What a page may load: files beside it, nothing from elsewhere."""
LOST = "404.html"
"""What servers show for an address that is none."""
_ONE_SIDE: tuple[Side | None, ...] = (None, *(side for side in SIDES if side != "both"))


@dataclass
class Site:
    """The files of a site, by their path in it."""

    files: dict[str, bytes] = field(default_factory=dict)

    def asset(self, stem: str, ending: str, data: bytes) -> str:
        """A file among the assets, whose name changes with its content; its path."""
        path = f"assets/{stem}-{hashlib.sha256(data).hexdigest()[:10]}.{ending}"
        self.files[path] = data
        return path


@dataclass(frozen=True)
class Written:
    """What a run did: files of the site, of them written now, removed."""

    files: int
    written: int
    removed: int


def build_site(
    library: Library, folder: Path, langs: Sequence[str] = (SOURCE,), paper: str = USUAL_PAPER
) -> Written:
    """Write the site of ``library`` into ``folder``, in ``langs``, the first of them at its root.

    Raises ContentError for content that cannot be read, OutputError where a file cannot be written.
    """
    return write_site(site_of(library, langs, paper), folder)


def site_of(library: Library, langs: Sequence[str], paper: str) -> dict[str, bytes]:
    """All files of a site."""
    site = Site()
    shared = _shared(library, site)
    views = {lang: library.speaking(lang) for lang in dict.fromkeys(langs)}
    known = {lang: topics(view) for lang, view in views.items()}
    pages = [
        _Language(view, site, shared, known, "" if lang == langs[0] else f"{lang}/", paper)
        for lang, view in views.items()
    ]  # all of them first: a language that lacks words is told before a page is made
    for language in pages:
        language.write()
    base = library.clinic.article_base_url
    if base:
        site.files["sitemap.xml"] = _sitemap(base, site.files)
    return site.files


def _shared(library: Library, site: Site) -> Mapping[str, str]:
    """The style sheet, the typeface and the script of all pages."""
    faces = []
    for name, weight in (("Regular", "400"), ("Bold", "700 800")):
        data = (
            fonts_folder() / "atkinson-hyperlegible-next" / f"AtkinsonHyperlegibleNext-{name}.woff2"
        ).read_bytes()
        file = PurePosixPath(site.asset(name.lower(), "woff2", data)).name
        faces.append(
            f'@font-face{{font-family:"{FAMILY}";font-weight:{weight};font-display:swap;'
            f'src:url({file}) format("woff2")}}'
        )
    style = style_sheet(accent(library.clinic.accent), "".join(faces)) + STYLE.replace("\n", "")
    return {
        "style": site.asset("style", "css", style.encode("utf-8")),
        "script": site.asset("search", "js", SCRIPT.encode("utf-8")),
    }


class _Language:
    """The pages of one language."""

    def __init__(
        self,
        library: Library,
        site: Site,
        shared: Mapping[str, str],
        known: Mapping[str, tuple[Topic, ...]],
        root: str,
        paper: str,
    ) -> None:
        self.library, self.site, self.shared, self.known = library, site, shared, known
        self.root, self.paper, self.words = root, paper, library.wording.site
        self.first = next(iter(known))
        self.topics = known[library.lang]
        self.drawn: set[tuple[FigureKind, str]] = set()
        _check_translated(library)
        self.titles = {one.slug: one.title for one in self.topics}

    def write(self) -> None:
        """All of them."""
        used = exercises(self.library, self.topics)
        for topic in self.topics:
            for side in _ONE_SIDE:
                self._article(topic, side)
        for slug, where in used.items():
            self._exercise(slug, where)
        if self.topics:
            self._index(tuple(used))
            self._about()

    # ------------------------------------------------------------------------------------------------------ pages

    def _article(self, topic: Topic, side: Side | None) -> None:
        path = f"{self.root}{topic.slug}/{f'{side}/' if side else ''}index.html"
        request = SheetRequest(topic.slug, lang=self.library.lang, side=side, paper=self.paper)
        sheet = make(self.library, request)
        pdf = f"{path.removesuffix('index.html')}{topic.slug}.pdf"
        self.site.files[pdf] = sheet.data
        made = article(self.library, topic.slug, side)
        size = max(1, round(len(sheet.data) / 1000))
        words = fill(self.words.print_sheet, size=size)
        others = [
            (f"{self.root}{topic.slug}/{f'{other}/' if other else ''}index.html", self._side(other))
            for other in _ONE_SIDE
            if other != side
        ]
        data = self._linked_data(topic, side)
        before = self._top(path, (pdf, words)) + self._named(path, others, self.words.sides)
        self._page(path, made, before, "", (data, *self._alternates(path)))

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
        self, path: str, document: b.Document, before: str, after: str, head: Sequence[str], middle: str = ""
    ) -> None:
        beside = Beside(
            style=self._link(path, self.shared["style"]),
            address=lambda figure: self._link(path, self._drawing(figure)),
            policy=POLICY,
            head=tuple(line for line in head if line),
            before=before,
            after=after + self._last(path),
            middle=middle,
        )
        self.site.files[path] = render_document(document, self.library.figures, beside).encode("utf-8")

    def _drawing(self, figure: b.Figure) -> str:
        """The path of the file of a drawing."""
        self.drawn.add((figure.kind, figure.slug))
        drawing = figure.drawn(self.library.figures)
        data = as_file(drawing, accent(self.library.clinic.accent)).encode("utf-8")
        return self.site.asset(f"{figure.kind}-{figure.slug}", "svg", data)

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
        for lang, found in self.known.items():
            if lang == self.library.lang or not found:
                continue
            root = "" if lang == self.first else f"{lang}/"
            there = {one.slug for one in found}
            used = exercises(self.library.speaking(lang), found)
            if name in ("", "sources", "drawings") or name in there or name.removeprefix("exercise/") in used:
                yield lang, f"{root}{slug}index.html"

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


def _sitemap(base: str, files: Mapping[str, bytes]) -> bytes:
    pages = sorted(path.removesuffix("index.html") for path in files if path.endswith("index.html"))
    rows = "".join(f"<url><loc>{escape(base.rstrip('/'))}/{escape(page)}</loc></url>\n" for page in pages)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">\n{rows}</urlset>\n'.encode()


def write_site(files: Mapping[str, bytes], folder: Path) -> Written:
    """Write what is not there as it is, and remove what an earlier run wrote and this one does not.

    Raises OutputError.
    """
    before = _known(folder)
    now = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    changed = {
        path for path, digest in now.items() if before.get(path) != digest or not (folder / path).is_file()
    }
    write_all({folder / path: files[path] for path in sorted(changed)})
    gone = sorted(set(before) - set(now))
    removed = 0
    for path in gone:
        place = folder / path
        try:
            if place.is_file() and hashlib.sha256(place.read_bytes()).hexdigest() == before[path]:
                place.unlink()
                removed += 1
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise OutputError(
                Problem(str(place), 0, 0, f"cannot be removed: {reason}", "remove it")
            ) from None
    manifest = json.dumps({"files": now}, indent=1, sort_keys=True) + "\n"
    if before != now:
        write_all({folder / MANIFEST: manifest.encode("utf-8")})
    return Written(len(now), len(changed), removed)


def _known(folder: Path) -> dict[str, str]:
    """What an earlier run wrote. Raises ContentError for a manifest that leads out of the folder."""
    file = folder / MANIFEST
    if not file.is_file():
        return {}
    try:
        found = json.loads(file.read_text("utf-8"))["files"]
        known = {str(path): str(digest) for path, digest in found.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ContentError(
            Problem(str(file), 0, 0, "it cannot be read", "remove it, and make the site anew")
        ) from None
    if any(PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts for path in known):
        raise ContentError(
            Problem(str(file), 0, 0, "it names files elsewhere", "remove it, and make the site anew")
        )
    return known
