"""Where half of the texts of a language are missing: whatever stands in English says so, wherever it may go."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path
from random import Random

import pytest

from handouts import Library, SheetRequest, email_message, make
from handouts.content.folders import Folders
from handouts.content.po import Message
from handouts.program.making import make_program
from handouts.program.reading import plan_of
from tests.content.samples import library
from tests.html.html_page import Element
from tests.html.html_page import read as read_page
from tests.language.made_up import CODE, speak
from tests.language.test_made_up_everywhere import TOPIC, english
from tests.support.pdf_reader import Node, ReadPdf, read

HALVES = ("even", "odd", "dice")
"""Every second text, the others, or half of them by chance, where neighbours go together as they may in real life."""
PLAN = {
    "kind": "program", "name": "Ida Lee", "about": TOPIC, "lang": CODE, "goal": "x",
    "exercises": ["ball-press", "leg-lift"],
}  # fmt: skip


@pytest.fixture(scope="module", params=HALVES)
def small(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The small content of which every second text is translated; titles are missing in both halves."""
    place: Path = tmp_path_factory.mktemp(request.param)
    small, number, dice = library(place), [0], Random(2)

    def halved(context: str, message: Message) -> Message | None:
        number[0] += 1
        chance = (
            dice.random() < 0.5 if request.param == "dice" else number[0] % 2 == HALVES.index(request.param)
        )
        gone = chance or context.endswith("title")
        return None if gone else message

    speak(small, place, halved)
    return Library(Folders((place,)))


def unmarked(page: str) -> set[str]:
    """English words of a page that no element says to be English: shown, or heard."""

    def walk(element: Element, lang: str) -> Iterator[str]:
        lang = element.attrs.get("lang") or lang
        if element.tag in ("style", "script"):
            return
        if lang == CODE:
            yield from (element.attrs.get(name) or "" for name in ("alt", "aria-label", "title"))
        for part in element.children:
            if isinstance(part, Element):
                yield from walk(part, lang)
            elif lang == CODE:
                yield part

    return english(" ".join(walk(read_page(page).one("html"), "")))


def untagged(text: str) -> set[str]:
    """English words of a plain text outside of "[en: ...]"."""
    return english(re.sub(r"\[en: [^\]]*\]", "", " ".join(text.split())))


REQUEST = SheetRequest(TOPIC, lang=CODE, side="left", patient="Ida Lee", allow_untranslated=True)


def test_on_a_page_and_in_plain_text(small: Library) -> None:
    assert unmarked(make(small, REQUEST, "html").text) == set()
    assert untagged(make(small, REQUEST, "text").text) == set()


def test_in_both_forms_of_a_message(small: Library) -> None:
    parsed = message_from_bytes(
        bytes(email_message(small, REQUEST, to="x@example.org")), policy=policy.default
    )
    seen = set()
    for part in parsed.walk():
        kind = part.get_content_type()
        if kind == "text/plain":
            assert untagged(part.get_content()) == set()
        elif kind == "text/html":
            assert unmarked(part.get_content()) == set()
        seen.add(kind)
    assert {"text/plain", "text/html"} <= seen


def unmarked_in(pdf: ReadPdf) -> set[str]:
    """English words of a file that nothing says to be English: shown as content or as decoration, or heard. A text for
    those who do not see has one language, that of its sentence: one in which English names stand is none of these.
    """

    def walk(node: Node, lang: str) -> Iterator[str]:
        lang = node.lang or lang
        if lang == CODE:
            yield from (node.own_text, "" if re.search("[áéíóú]", node.alt or "") else node.alt or "")
        for kid in node.kids:
            if isinstance(kid, Node):
                yield from walk(kid, lang)

    pieces = (p.text for p in pdf.shown if p.artifact is not None and not p.artifact.endswith(" en"))
    return english(" ".join([*walk(pdf.tree, CODE), *pieces]))


@pytest.mark.parametrize("edition", ["standard", "large", "clinician"])
def test_on_paper(small: Library, edition: str) -> None:
    assert unmarked_in(read(make(small, replace(REQUEST, edition=edition, detail="full")).data)) == set()


@pytest.mark.parametrize("layout", ["rows", "1"])
def test_in_a_home_program(small: Library, layout: str) -> None:
    plan = plan_of({**PLAN, "layout": layout, "add": ["cards", "wallet", "fridge"]}, small)
    data = make_program(small, plan, allow_untranslated=True).data
    assert unmarked_in(read(data)) == set()
