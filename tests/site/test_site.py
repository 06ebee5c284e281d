"""The pages that codes open: whole, safe, linked to each other, and asking nobody for anything."""

from __future__ import annotations

import functools
import re
import threading
import urllib.request
from collections.abc import Iterator
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

import pytest

from handouts import ContentError, Library, SheetRequest
from handouts.sheet.article import article_url
from handouts.sheet.blocks import ExerciseCard, StopBox, plain
from handouts.sheet.compose import compose
from handouts.site.bodymap import BANDS, HALF
from handouts.site.build import site_of
from handouts.site.folder import LEDGER, MANIFEST, write_site
from tests.mail.mails import words
from tests.sheet.bundled import TOPICS, parts
from tests.support.command import Run

pytestmark = pytest.mark.sweep
"""It is the whole content that is read."""

CLINIC = """kind: clinic
name: Own & Clinic
phone: 555-0100
web: https://clinic.example
emergency_number: "911"
article_base_url: https://clinic.example/care
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    file = tmp_path_factory.mktemp("clinic") / "clinic.yaml"
    file.write_text(CLINIC, "utf-8")
    return Library.load(clinic=file)


@pytest.fixture(scope="module")
def files(library: Library) -> dict[str, bytes]:
    """A site in two languages: English at its root, Spanish beside it."""
    return site_of(library, ("en", "es"), "letter")


@pytest.fixture(scope="module")
def pages(files: dict[str, bytes]) -> dict[str, str]:
    return {path: data.decode() for path, data in files.items() if path.endswith(".html")}


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.ids: set[str] = set()
        self.headings: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.found += [value for name in ("href", "src") if (value := given.get(name))]
        if given.get("id"):
            self.ids.add(str(given["id"]))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))


def _read(page: str) -> _Links:
    reader = _Links()
    reader.feed(page)
    return reader


def test_there_is_a_page_for_each_topic_side_and_exercise(pages: dict[str, str], library: Library) -> None:
    for slug in TOPICS:
        for side in ("", "left/", "right/"):
            assert f"{slug}/{side}index.html" in pages
    planned = {slug for topic in TOPICS for slug in library.topic(topic).plan.exercises}
    assert all(f"exercise/{slug}/index.html" in pages for slug in planned)


def test_every_link_leads_to_a_file_that_is_there(files: dict[str, bytes], pages: dict[str, str]) -> None:
    for path, page in pages.items():
        reader = _read(page)
        for link in reader.found:
            if link.startswith(("https://", "tel:", "mailto:")):
                continue
            place, _, part = link.partition("#")
            if path == "404.html":  # it is shown at any address
                assert place.startswith("/care/") or not place, link
                place = place.removeprefix("/care")
            target = PurePosixPath("/", path).parent.joinpath(place) if place else PurePosixPath("/", path)
            name = str(_resolved(target)).lstrip("/")
            assert name in files, (path, link)
            if part and not place:
                assert part in reader.ids, (path, link)


def _resolved(path: PurePosixPath) -> PurePosixPath:
    found: list[str] = []
    for part in path.parts[1:]:
        if part == "..":
            found.pop()
        else:
            found.append(part)
    return PurePosixPath("/", *found)


def test_nothing_comes_from_elsewhere(files: dict[str, bytes], pages: dict[str, str]) -> None:
    for path, page in pages.items():
        policy = re.search(r'Security-Policy" content="([^"]*)"', page)
        assert policy and policy[1].replace("&#x27;", "'").startswith("default-src 'none'"), path
        loaded = re.findall(r'<(?:img|script|link rel="stylesheet")[^>]*(?:src|href)="([^"]*)"', page)
        assert loaded and not any(":" in place for place in loaded)
        assert "<style" not in page and not re.search(r"<script(?![^>]*(src=|ld\+json))", page)
    for path, data in files.items():
        if path.endswith((".css", ".svg")):
            assert b"url(http" not in data and b"@import" not in data


def test_pages_are_small_and_have_one_title(pages: dict[str, str]) -> None:
    for path, page in pages.items():
        assert len(page.encode()) <= 130_000, path
        levels = _read(page).headings
        assert levels.count(1) == 1, path
        assert all(after - before <= 1 for before, after in pairwise(levels)), path


@pytest.mark.parametrize("slug", TOPICS)
def test_a_page_says_what_the_article_says(pages: dict[str, str], library: Library, slug: str) -> None:
    document = compose(library, SheetRequest(slug, side="left"), web=True)
    said = words(pages[f"{slug}/left/index.html"])
    (box,) = parts(document, StopBox)
    for _, heading, items in box.levels:
        assert heading in said and all(plain(item.runs) in said for item in items)
    for card in parts(document, ExerciseCard):
        assert all(" ".join(plain(item.runs).split()) in said for item in card.steps.items)
        assert all(" ".join(plain(note.runs).split()) in said for note in card.notes)
    assert "Read the full article" not in said and "Two-week log" not in said


def test_an_exercise_that_is_opened_alone_has_all_its_gates_and_the_stop_signs(
    pages: dict[str, str], library: Library
) -> None:
    said = words(pages["exercise/low-lunge/index.html"])
    for text in ("a broken bone", "trouble kneeling", "recent surgery", "Stop: call 911 now", "555-0100"):
        assert text in said, text
    opened = pages["exercise/low-lunge/index.html"]
    assert "<details" not in opened.partition('class="stop"')[2]
    assert "../../gluteus-minimus/index.html" in opened or "../../tensor-fasciae-latae/index.html" in opened


def test_an_exercise_for_a_muscle_without_a_sheet_has_a_page_with_the_stop_signs_of_its_place(
    pages: dict[str, str],
) -> None:
    page = pages["exercise/chin-tuck/index.html"]
    assert "Fainting or double vision" in page and "A leg that turns cold" not in page
    assert 'class="used"' not in page, "there is nothing that it helps with"
    assert "exercise/chin-tuck/index.html" in pages["index.html"]


def test_the_index_finds_by_name_place_and_tool_and_ranks_nothing(pages: dict[str, str]) -> None:
    page = pages["index.html"]
    assert re.search(r'<div class="search" hidden>', page), "without a script there is no field"
    titles = re.findall(
        r'data-words="[^"]*"><a [^>]*><b>([^<]*)</b>', page.partition("<h3>Exercises</h3>")[2]
    )
    assert titles == sorted(titles, key=str.casefold) and len(titles) > 10
    assert re.search(r'data-words="[^"]*deep muscle', page)
    assert "Pain there may come from" in page and "Stop: call 911 now" in words(page)


def test_the_index_loads_the_words_before_what_reads_them(pages: dict[str, str]) -> None:
    page = pages["index.html"]
    scripts = re.findall(r'<script src="assets/([a-z-]+)-[0-9a-f]+\.js" defer>', page)
    assert scripts == ["words-en", "search"]
    rows = re.findall(r'<li data-slug="([^"]*)" data-words=', page.partition('class="all"')[2])
    assert {"soleus", "low-back-pain", "clamshell"} <= set(rows) and len(rows) == len(set(rows))


def test_the_bar_of_a_phone_offers_the_sheet_to_print(pages: dict[str, str]) -> None:
    for slug in TOPICS:
        (bar,) = re.findall(r'<nav class="bar".*?</nav>', pages[f"{slug}/left/index.html"], re.S)
        assert bar.count("<a ") == 4, "no more than a thumb has room for"
        (name,) = re.findall(rf'<a href="{slug}\.pdf" aria-label="([^"]*)">PDF</a>', bar)
        assert name.startswith("PDF: "), "it is heard as it is seen"
    (bar,) = re.findall(r'<nav class="bar".*?</nav>', pages["exercise/low-lunge/index.html"], re.S)
    assert "PDF" not in bar, "there is no sheet of an exercise"


def test_a_page_tells_search_engines_what_it_is(pages: dict[str, str]) -> None:
    import json

    (data,) = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', pages["gluteus-minimus/index.html"]
    )
    read = json.loads(data)
    assert read["@type"] == "MedicalWebPage" and read["inLanguage"] == "en-US"
    assert "lastReviewed" not in read, "nobody has reviewed it"


@pytest.mark.parametrize(("side", "other"), [("left", "right"), ("right", "left")])
def test_a_page_for_one_side_tells_search_engines_no_code_of_the_other(
    pages: dict[str, str], library: Library, side: str, other: str
) -> None:
    for slug in TOPICS:
        of = {entry.code: entry.side for entry in library.topic(slug).clinician.icd10cm}
        told = {
            where: set(re.findall(r'"codeValue": "([^"]*)"', pages[f"{slug}/{where}index.html"]))
            for where in ("", f"{side}/")
        }
        assert told[""] == set(of) and told[f"{side}/"] == {code for code in of if of[code] != other}


def test_a_site_map_names_every_page(files: dict[str, bytes], pages: dict[str, str]) -> None:
    found = [
        node.text for node in ElementTree.fromstring(files["sitemap.xml"]).iter() if node.tag.endswith("loc")
    ]
    assert len(found) == len(pages) - 1, "all but the page for addresses that are none"
    assert "https://clinic.example/care/gluteus-minimus/" in found


@pytest.fixture(scope="module")
def served(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("served")
    write_site(files, folder / "care")

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.mark.parametrize("slug", TOPICS)
def test_the_code_of_a_sheet_opens_its_page(served: str, library: Library, slug: str) -> None:
    url = article_url(library, slug)
    assert url is not None
    with urllib.request.urlopen(url.replace("https://clinic.example", served), timeout=10) as answer:
        page = answer.read().decode()
        assert answer.status == 200 and str(library.topic(slug).title) in page
        style = re.search(r'rel="stylesheet" href="([^"]*)"', page)
        assert style
        with urllib.request.urlopen(urllib.request.urljoin(answer.url, style[1]), timeout=10) as other:  # type: ignore[attr-defined]
            assert other.status == 200


def test_only_what_is_new_is_written_and_only_what_it_wrote_is_removed(tmp_path: Path) -> None:
    first = {"index.html": b"one", "a/b.html": b"two"}
    assert write_site(first, tmp_path).written == 2
    (tmp_path / "own.txt").write_text("mine")
    again = write_site(first, tmp_path)
    assert (again.written, again.removed) == (0, 0)
    changed = write_site({"index.html": b"new"}, tmp_path)
    assert (changed.written, changed.removed) == (1, 1)
    assert (tmp_path / "own.txt").exists() and not (tmp_path / "a/b.html").exists()


def test_a_file_that_somebody_changed_is_not_removed(tmp_path: Path) -> None:
    write_site({"a.html": b"one", "b.html": b"two"}, tmp_path)
    (tmp_path / "a.html").write_text("edited by hand")
    write_site({"b.html": b"two"}, tmp_path)
    assert (tmp_path / "a.html").exists()


@pytest.mark.parametrize("text", ["no", "{}", '{"files": {"../x": "0"}}', '{"files": {"/etc/x": "0"}}'])
def test_a_manifest_that_leads_elsewhere_is_refused(tmp_path: Path, text: str) -> None:
    from handouts import ContentError

    (tmp_path / MANIFEST).write_text(text, "utf-8")
    with pytest.raises(ContentError, match="make the site anew"):
        write_site({"a.html": b"one"}, tmp_path)


def test_the_command_makes_the_same_files_from_the_same_content_and_writes_what_is_not_there(
    run: Run, tmp_path: Path, files: dict[str, bytes]
) -> None:
    (tmp_path / "clinic.yaml").write_text(CLINIC, "utf-8")
    write_site({path: data for path, data in files.items() if path != "index.html"}, Path("out"))
    words = ("site", "-o", "out", "--lang", "en", "--lang", "es", "--clinic", tmp_path / "clinic.yaml")
    done = run(*words)
    assert done.status == 0 and ", 1 written" in done.err
    made = {str(file.relative_to("out")): file for file in Path("out").rglob("*") if file.is_file()}
    assert made.keys() == {*files, MANIFEST, LEDGER}
    assert all(made[path].read_bytes() == data for path, data in files.items())
    again = run(*words)
    assert again.status == 0 and "0 pages and sheets made, 0 written" in again.err


class _Map(HTMLParser):
    """The links of the body map: where each leads, what it is called, and its box in units of its view."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[tuple[str, str, tuple[float, float]]] = []
        self.wide: list[float] = []
        self._link: dict[str, str | None] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "svg":
            self.wide.append(float((given["viewbox"] or "").split()[2]))
        if tag == "a":
            self._link = given
        if tag == "rect" and given.get("class") == "hit":
            size = (float(given["width"] or 0), float(given["height"] or 0))
            self.links.append((self._link["href"] or "", self._link["aria-label"] or "", size))


@pytest.fixture(scope="module")
def body(pages: dict[str, str]) -> _Map:
    found = re.search(r'<div class="map".*?</div>', pages["index.html"], re.S)
    assert found
    reader = _Map()
    reader.feed(found[0])
    return reader


def test_the_body_leads_to_the_lists_of_its_places_without_a_script(
    pages: dict[str, str], body: _Map, library: Library
) -> None:
    page = pages["index.html"]
    regions = {library.topic(slug).region for slug in library.names("topic")}
    assert "#place-hip" in {link for link, _, _ in body.links} <= {f"#place-{region}" for region in regions}
    assert all(f'<li><a href="#place-{region}"' in page for region in regions), "a button for each place"
    for link, name, _ in body.links:
        (place,) = re.findall(rf'<div class="place" id="{link[1:]}"><h3>([^<]*)</h3>(.*?)</div>', page, re.S)
        assert place[0] == name
        assert "Pain there may come from one of these" in place[1]
        assert f'<li><a href="{link}"' in page, "a button says the same"
    listed = re.findall(
        r'<a href="([^"]*)/index.html"', page.partition('class="place"')[2].partition("</div>")[0]
    )
    titles = [str(library.topic(slug).title) for slug in listed]
    assert titles == sorted(titles, key=str.casefold) and titles


def test_a_place_of_the_body_is_large_enough_for_a_thumb() -> None:
    phone = (354 - 8) / 2  # pixels that each side of the body has, 390 wide
    for band in BANDS:
        for size in (band.right - band.left, band.foot - band.top):
            assert size * phone / (2 * HALF) >= 44, band


def test_the_lists_are_there_for_whoever_has_no_styles_and_no_script(pages: dict[str, str]) -> None:
    page = pages["index.html"]
    assert " hidden>" not in re.sub(r'<div class="search" hidden>.*?</ul></div>', "", page, flags=re.S)
    assert page.index("Where does it hurt?") < page.index("Stop: call 911 now") < page.index("From A to Z")


def _alternates(page: str) -> dict[str, str]:
    return dict(re.findall(r'<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">', page))


def test_pages_of_two_languages_name_each_other(pages: dict[str, str]) -> None:
    there = [path for path in pages if path.startswith("es/")]
    assert "es/index.html" in there and "es/gluteus-minimus/left/index.html" in there
    for path in there:
        other = path.removeprefix("es/")
        for page, own, lang in ((path, other, "en"), (other, path, "es")):
            named = _alternates(pages[page])
            assert set(named) == {"en", "es"}, page
            assert str(_resolved(PurePosixPath("/", page).parent / named[lang])) == f"/{own}"
            assert (
                str(_resolved(PurePosixPath("/", page).parent / named["es" if lang == "en" else "en"]))
                == f"/{page}"
            )
            assert f'hreflang="{lang}" lang="{lang}">' in pages[page], "a reader can go there"
    assert _alternates(pages["tensor-fasciae-latae/index.html"]) == {}, "it is in English alone"
    assert 'lang="es' in pages["es/index.html"][:60] and "¿Dónde le duele?" in pages["es/index.html"]


def test_a_language_that_lacks_words_of_the_site_makes_no_half_english_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And is told of before the first page is made."""
    monkeypatch.delattr("handouts.site.spoken.make")
    (tmp_path / "wording").mkdir()
    (tmp_path / "wording" / "en.yaml").write_text("extends: bundled\nsite: {search: Look up}\n", "utf-8")
    with pytest.raises(ContentError, match="changed since it was translated into 'es': Look up"):
        site_of(Library.load(overlay=tmp_path), ("en", "es"), "letter")


def test_sources_and_drawings_have_pages(pages: dict[str, str], library: Library) -> None:
    for root in ("", "es/"):
        said = words(pages[f"{root}sources/index.html"])
        named = [one for one in library.sources.sources.values() if one.named_by(library.clinic.name)]
        assert all(" ".join(str(one.citation).split()) in said for one in named)
        drawn = words(pages[f"{root}drawings/index.html"])
        for text in ("CC BY-SA 4.0", "CC BY 4.0", "BodyParts3D", "Z-Anatomy", "MakeHuman"):
            assert text in drawn
    assert "Clamshell" in words(pages["drawings/index.html"])
    assert '<span lang="en">' in pages["es/sources/index.html"]


def test_an_address_that_is_none_leads_back(files: dict[str, bytes], pages: dict[str, str]) -> None:
    page = pages["404.html"]
    assert "This page is not here" in words(page)
    assert 'href="/care/index.html"' in page and 'rel="stylesheet" href="/care/assets/' in page
    assert 'href="tel:' in page
    assert b"404" not in files["sitemap.xml"]
