"""A made-up topic in a language that nobody speaks (right to left, six plural forms), wherever it may go: whatever is
read there in English letters was joined, counted or written by the code and not by the language.
"""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from handouts import Library, SheetRequest, email_message, make
from handouts.check.layers import check_language
from handouts.content.folders import Folders
from handouts.program.making import make_program
from handouts.program.reading import plan_of
from handouts.site.build import site_of
from tests.content.samples import library
from tests.html.html_page import read as read_page
from tests.language.made_up import CODE, speak
from tests.sheet.bundled import bundled
from tests.support.pdf_reader import ReadPdf, read
from tests.support.validate import assert_conforms

TOPIC = "big-muscle"
NAMES = {
    "Example", "Clinic", "example", "org", "big", "Atlas", "An", "atlas", "of", "muscles", "Ida", "Lee", "https",
    "desk", "www", "en", "zero", "one", "two", "few", "many", "other", "Ion", "Chwef", "Rhag", "Maw", "neu",
}  # fmt: skip
"""Of the clinic, of sources and of persons: the same in every language; which plural form a text is, which
:mod:`tests.language.made_up` puts behind it; months, days and "or" of the language whose rules it has."""
EVERYTHING = {
    "edition": "clinician",
    "side": "left",
    "patient": "Ida Lee",
    "health": frozenset({"thin-bones"}),
}


def english(text: str) -> set[str]:
    """Words of a text that were not said in the language: those with a vowel of English."""
    words = re.findall(r"[^\W\d_]{2,}", text)
    return {word for word in words if re.search("[aeiouAEIOU]", word)} - NAMES


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("small")
    small = library(place)
    (place / "guidance" / "places.yaml").write_text(bundled("guidance/places.yaml"), "utf-8")
    speak(small, place)
    return place


@pytest.fixture(scope="module")
def small(folder: Path) -> Library:
    return Library(Folders((folder,)))


def shown(page: str) -> str:
    """All that a page says, and what its parts are called where they are heard."""
    body = read_page(page).one("body")
    names = (e.attrs.get(name) or "" for e in body.walk() for name in ("alt", "aria-label", "title"))
    return " ".join([*body.words(), *names])


def heard(pdf: ReadPdf) -> str:
    """All that a file says, each element apart."""
    parts = [pdf.artifact_text]
    for node in pdf.tree.walk():
        parts += [node.own_text, node.alt or ""]
    return " ".join(parts)


def test_check_finds_nothing_wrong_with_topic_and_texts(small: Library) -> None:
    found = check_language(small, CODE)
    assert list(found.problems) == []
    assert {row.kind for row in found.files} >= {"muscle", "exercise", "wording", "stop-signs", "health"}
    assert not {finding.check for row in found.files for finding in row.findings} - {"unread"}


@pytest.mark.parametrize("edition", ["standard", "large", "mono", "clinician"])
@pytest.mark.parametrize("side", [None, "left", "both"])
def test_a_sheet_on_paper(small: Library, edition: str, side: str | None) -> None:
    request = SheetRequest(TOPIC, edition, lang=CODE, side=side, detail="full")  # type: ignore[arg-type]
    data = make(small, request).data
    assert_conforms(data)
    pdf = read(data)
    assert pdf.lang == CODE
    named = [entry.title for entry in pdf.outline] + [pdf.info.get("Title", ""), pdf.info.get("Subject", "")]
    assert english(" ".join([heard(pdf), *named])) == set()


@pytest.mark.parametrize("format", ["html", "text"])
def test_a_sheet_on_a_screen(small: Library, format: str) -> None:
    made = make(small, SheetRequest(TOPIC, lang=CODE, **EVERYTHING), format)  # type: ignore[arg-type]
    if format == "text":
        assert english(made.text) == set()
        return
    assert re.search(rf'<html[^>]* lang="{CODE}"[^>]* dir="rtl"', made.text)
    assert english(shown(made.text)) == set()


def test_a_message(small: Library) -> None:
    request = SheetRequest(TOPIC, lang=CODE, side="left", patient="Ida Lee", health=frozenset({"thin-bones"}))
    message = email_message(small, request, to="x@example.org")
    parsed = message_from_bytes(bytes(message), policy=policy.default)
    assert english(str(parsed["Subject"])) == set()
    for part in parsed.walk():
        if part.get_content_type() == "text/plain":
            assert english(part.get_content()) == set()
        elif part.get_content_type() == "text/html":
            page = part.get_content()
            assert 'dir="rtl"' in page and english(shown(page)) == set()


@pytest.mark.parametrize("layout", ["rows", "1"])
@pytest.mark.parametrize("format", ["pdf", "html", "text"])
def test_a_home_program(small: Library, layout: str, format: str) -> None:
    values = {"exercises": ["ball-press"], "about": TOPIC, "lang": CODE, "name": "Ida Lee", "by": "Lee", "weeks": 2,
              "layout": layout, "add": ["cards", "wallet", "fridge"], "visit": {"on": "2026-12-08"}}  # fmt: skip
    made = make_program(small, plan_of(values, small), format)  # type: ignore[arg-type]
    if format == "pdf":
        assert_conforms(made.data)
        assert english(heard(read(made.data))) == set()
    else:
        text = made.text if format == "text" else shown(made.text)
        assert english(text) == set()


def test_the_pages_of_a_site(small: Library) -> None:
    files = site_of(small, (CODE,), "letter")
    pages = {path: data.decode() for path, data in files.items() if path.endswith(".html")}
    assert len(pages) > 3
    for path, page in pages.items():
        assert english(shown(page)) == set(), path
