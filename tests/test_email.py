"""A handout as a message: what arrives is complete, and nothing about the patient travels in the open."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts import ContentError, Library, SheetRequest, email_message, render_pdf
from handouts.sheet.blocks import Document, Figure, Log, QrPanel
from handouts.sheet.compose import compose
from handouts.sheet.said import texts
from tests.sheet.bundled import TOPICS, parts
from tests.sheet.tiny import TOPIC, exercise, illness, tiny

REQUEST = SheetRequest("gluteus-minimus", side="right", patient="Margaret Osei")


def test_a_message_has_text_page_and_pdf() -> None:
    library = Library.load()
    message = email_message(library, REQUEST, to="margaret@example.org")
    body, page = message.get_body(("plain",)), message.get_body(("html",))
    assert body is not None and page is not None
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "gluteus-minimus.pdf"
    assert attached.get_content() == render_pdf(library, REQUEST)
    assert "<h1" in page.get_content()
    text = body.get_content()
    for part in (
        "GLUTEUS MINIMUS",
        "STOP: CALL 911 NOW",
        "Margaret Osei",
        "https://WestSubPainRelief.com/hip-glute-pain",
    ):
        assert part in text


def test_the_text_says_what_the_sheet_says() -> None:
    library = Library.load()
    body = email_message(library, REQUEST, to="a@example.org").get_body(("plain",))
    assert body is not None
    words = " ".join(body.get_content().split()).lower()
    document = compose(library, REQUEST, web=True)
    steps = [
        t for t in texts(document) if t.startswith(("Lean on the ball", "Lower the knee", "Numb between"))
    ]
    assert len(steps) >= 3
    assert all(step.lower() in words for step in steps)


def _said(document: Document) -> list[str]:
    """All that a document says in words: not the log, which nobody ticks in a message, nor captions of drawings."""
    silent: set[str] = set()
    for node in parts(document.sections, Log, Figure):
        silent |= {text for text in texts(node) if text.strip()}
    (panel,) = parts(document, QrPanel)
    silent |= {panel.heading, panel.address.text}
    return [text.strip() for text in texts(document.sections) if text.strip() and text not in silent]


@pytest.mark.parametrize("slug", TOPICS)
def test_the_text_of_a_message_says_all_that_the_document_says(bundled_library: Library, slug: str) -> None:
    """Doses, what an exercise is not for, the grades of strains: each sentence of it."""
    request = SheetRequest(slug, side="right", patient="Margaret Osei", note="Go slow.")
    body = email_message(bundled_library, request, to="a@example.org").get_body(("plain",))
    assert body is not None
    words = " ".join(body.get_content().split()).casefold()
    said = _said(compose(bundled_library, request, web=True))
    assert len(said) > 300
    assert [text for text in said if " ".join(text.split()).casefold() not in words] == []


def test_doses_gates_and_grades_are_in_a_message(tmp_path: Path) -> None:
    conditions = {"illness-a": illness(["kneel"]), "illness-b": illness([], ["kneel"])}
    plan = {"lift": exercise("Lift", demands=["kneel"], dose={"sets": 2, "repetitions": 9, "days_a_week": 4})}
    library = tiny(tmp_path, plan, conditions=conditions)
    body = email_message(library, SheetRequest(TOPIC), to="a@example.org").get_body(("plain",))
    assert body is not None
    lines = [" ".join(line.split()) for line in body.get_content().splitlines()]
    assert "9 times in a row, 2 sets in all, 4 days a week" in lines
    assert "Not for you if you have illness-a." in lines and "Ask us first if you have illness-b." in lines
    for number in (1, 2, 3):
        (grade,) = [line for line in lines if line.startswith(f"- Grade: {number} mild;")]
        assert "What it feels like: a pull; Often heals in: 1 week; What to do: rest" in grade


def test_no_header_names_the_patient() -> None:
    message = email_message(Library.load(), REQUEST, to="m@example.org")
    for part in message.walk():
        assert not any("Osei" in str(value) for value in part.values())


def test_the_same_input_makes_the_same_message() -> None:
    library = Library.load()
    first, second = (email_message(library, REQUEST, to="m@example.org").as_bytes() for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    "to", ["", "nobody", "a@", "@", "@b", "a@b@c", "a b@example.org", "x@example.org\nBcc: y@example.org"]
)
def test_what_is_no_address_is_refused(to: str) -> None:
    with pytest.raises(ContentError, match="not an e-mail address"):
        email_message(Library.load(), REQUEST, to=to)
