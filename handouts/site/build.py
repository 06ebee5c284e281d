"""A whole site into a folder: pages, drawings, sheets to print, an index. Removes only what it wrote itself.

The same content gives the same bytes, and a file that is as it was is not written. The first language stands at the
root, others under ``/LANG/``; links are relative and name ``index.html``, so that the site works from a folder too.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape
from pathlib import Path, PurePosixPath

from handouts.buildstate import held
from handouts.content.library import Library
from handouts.html.style import style_sheet
from handouts.html.typeface import FAMILY
from handouts.ingredients import program_digest
from handouts.language import SOURCE
from handouts.palette import accent
from handouts.papers import USUAL_PAPER
from handouts.resources import fonts_folder, stamp
from handouts.site.files import Site
from handouts.site.folder import Written, known, note, write_site
from handouts.site.script import SCRIPT
from handouts.site.spoken import Pages, There
from handouts.site.style import STYLE


def build_site(
    library: Library,
    folder: Path,
    langs: Sequence[str] = (SOURCE,),
    paper: str = USUAL_PAPER,
    *,
    force: bool = False,
) -> Written:
    """Write the site of ``library`` into ``folder``, in ``langs``, the first of them at its root. Pages and sheets that
    an earlier run made of the same are left as they are, unless with ``force``.

    Raises ContentError for content that cannot be read, OutputError where a file cannot be written.
    """
    with held(folder):
        before = known(folder)
        program = program_digest()
        whole = _state(library, folder, program, langs, paper)
        intact = before.intact(folder)
        if not force and before.whole == whole and len(intact) == len(before.files):
            return Written(len(before.files), 0, 0)
        usable = {
            path: entry
            for path, entry in before.entries.items()
            if not force and intact.issuperset((path, *entry.uses))
        }
        site = _site(library, langs, paper, Site(program, usable))
        done = write_site(site.files, folder, site.kept, before)
        note(folder, whole, site.entries, before)
        return replace(done, made=len(site.made))


def site_of(library: Library, langs: Sequence[str], paper: str) -> dict[str, bytes]:
    """All files of a site."""
    return _site(library, langs, paper, Site("")).files


def _state(library: Library, folder: Path, program: str, langs: Sequence[str], paper: str) -> str:
    """What says of what a whole site is made: every file of content, as it is now, and what was asked for; the site may
    lie in a ``folder`` among them. Own content is judged anew every day, as decisions and reviews have days.
    """
    places = [library.clinic_path]
    if library.clinic.logo is not None:
        places.append(library.clinic_path.parent / library.clinic.logo)
    for root in library.folders.roots:
        places += sorted(_files_in(root, {os.path.realpath(folder)}))
    day = None if library.bundled else dt.date.today()
    said = (program, tuple(langs), paper, day, [(str(place), stamp(place)) for place in places])
    return hashlib.sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()


def _files_in(root: Path, seen: set[str]) -> Iterator[Path]:
    """Every file in a folder, also through links; no folder twice, nor those that were ``seen``."""
    for place, folders, files in os.walk(root, followlinks=True):
        if (real := os.path.realpath(place)) in seen:
            folders.clear()
            continue
        seen.add(real)
        yield from (Path(place, name) for name in files)


def _site(library: Library, langs: Sequence[str], paper: str, site: Site) -> Site:
    shared = _shared(library, site)
    views = {lang: library.speaking(lang) for lang in dict.fromkeys(langs)}
    there = {lang: There.of(view, "" if lang == langs[0] else f"{lang}/") for lang, view in views.items()}
    pages = [Pages(view, site, shared, there, paper) for view in views.values()]
    # all of them first: a language that lacks words is told before a page is made
    for language in pages:
        language.write()
    base = library.clinic.article_base_url
    if base:
        site.files["sitemap.xml"] = _sitemap(base, site.entries)
    return site


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


def _sitemap(base: str, files: Iterable[str]) -> bytes:
    pages = sorted(path.removesuffix("index.html") for path in files if path.endswith("index.html"))
    rows = "".join(f"<url><loc>{escape(base.rstrip('/'))}/{escape(page)}</loc></url>\n" for page in pages)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">\n{rows}</urlset>\n'.encode()
