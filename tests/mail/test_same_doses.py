"""Every topic gives the same exercises with the same doses on paper, as a web page, as text and in a message.

Each form is read back from what was made, not from the document that all are made of. A message says what the sheet of
two pages says that is attached to it; a web page and a text what the full sheet says, and in full what that only names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape

import pytest

from handouts import Library, SheetRequest, email_message, make
from handouts.mail.pictures import Picture
from handouts.making import make_all
from handouts.pdf.render import Press
from tests.mail.mails import clinic, html_of, text_of
from tests.support.pdf_reader import read

pytestmark = pytest.mark.sweep
"""It is the whole content that is read."""

Exercises = list[tuple[str, str, tuple[str, ...]]]
"""Letter, title in small letters, and the cells of the dose, each as one text."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return clinic(tmp_path_factory.mktemp("clinic"))


def on_paper(data: bytes) -> Exercises:
    """Headings that begin with a letter, each with the first list behind it that has no numbers."""
    found: Exercises = []
    for node in read(data).tree.walk():
        if node.tag == "H3" and re.match("[A-Z] ", node.text):
            found.append((node.text[0], node.text[2:].casefold(), ()))
        elif node.tag == "L" and found and not found[-1][2] and not node.find("Lbl"):
            found[-1] = (*found[-1][:2], tuple(_one_space(body.text) for body in node.find("LBody")))
    return found


def on_a_page(html: str) -> Exercises:
    """Headings with a letter, each with its list of doses."""
    return list(_between(html, r'<h3[^>]*><span class="letter">([A-Z])</span> <span>(.*?)</span>', _web_dose))


def in_a_message(html: str) -> Exercises:
    """Headings "A. Title", each with the cells of its dose before the steps."""
    return list(_between(html, r"<h3[^>]*>([A-Z])\. (.*?)</h3>", _mail_dose))


def _between(
    html: str, heading: str, dose: Callable[[str], tuple[str, ...]]
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    heads = list(re.finditer(heading, html, re.S))
    for head, after in zip(heads, [*(one.start() for one in heads[1:]), len(html)], strict=True):
        yield head[1], _plain(head[2]).casefold(), dose(html[head.end() : after])


def _web_dose(part: str) -> tuple[str, ...]:
    found = re.search(r'<ul class="dose"[^>]*>(.*?)</ul>', part, re.S)
    assert found, part[:200]
    return tuple(_plain(one) for one in re.findall(r"<li>(.*?)</li>", found[1], re.S))


def _mail_dose(part: str) -> tuple[str, ...]:
    cells = re.findall(r"<td[^>]*>(<b[^>]*>.*?</b><br>.*?)</td>", part.partition("<ol")[0], re.S)
    return tuple(_plain(one) for one in cells)


def in_text(text: str) -> list[tuple[str, str, str]]:
    """Letter and title of each heading, "A. Title" or "A TITLE" below an empty line, with everything said under it."""
    heads = [
        one
        for one in re.finditer(r"(?<=\n\n)([A-Z])(\.?) (.+)\n", text)
        if one[2] or one[3] == one[3].upper()
    ]
    ends = [*(one.start() for one in heads[1:]), len(text)]
    return [
        (head[1], head[3].casefold(), _one_space(text[head.end() : end]))
        for head, end in zip(heads, ends, strict=True)
    ]


def _plain(html: str) -> str:
    return _one_space(unescape(re.sub("<[^>]+>", " ", html)))


def _one_space(text: str) -> str:
    return " ".join(text.split())


def _said_in_text(wanted: Exercises, text: str) -> None:
    """The same exercises and no others, each with its dose."""
    found = in_text(text)
    assert [one[:2] for one in found] == [one[:2] for one in wanted]
    for (_, title, said), (_, _, cells) in zip(found, wanted, strict=True):
        assert ", ".join(cells) in said, title


@pytest.fixture(autouse=True)
def no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawings are not looked at here, and take most of the time."""
    monkeypatch.setattr("handouts.mail.pictures._drawn", lambda *_: Picture(b"\x89PNG", 220, 200))


SLUGS = tuple(Library.load().names("topic"))


@pytest.mark.parametrize("slug", SLUGS)
def test_every_form_of_a_topic_gives_the_same_exercises_and_doses(
    library: Library, press: Press, slug: str
) -> None:
    short, full = SheetRequest(slug, side="left"), SheetRequest(slug, side="left", detail="full")
    paper = on_paper(make(library, short, press=press).data)
    assert paper and all(dose for _, _, dose in paper)
    message = email_message(library, short, to="a@example.org")
    assert in_a_message(html_of(message)) == paper
    _said_in_text(paper, text_of(message))
    made = make_all(library, full, ("pdf", "html", "text"), press=press)
    file = made["pdf"].data
    everything = on_paper(file)
    assert everything[:1] == paper[:1] and {one[1:] for one in paper} <= {one[1:] for one in everything}
    page = on_a_page(made["html"].text)
    assert page[: len(everything)] == everything
    listed = _one_space(read(file).tree.text).casefold()
    assert all(title in listed for _, title, _ in page), "other choices are named on paper"
    _said_in_text(page, made["text"].text)
