"""A handout as a message: what arrives is complete, and nothing about the patient travels in the open."""

from __future__ import annotations

import pytest

from handouts import ContentError, Library, SheetRequest, email_message, render_pdf
from handouts.sheet.compose import compose
from handouts.sheet.texts import texts

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
    steps = [t for t in texts(document) if t.startswith(("Lean in until", "Hips still", "Numb between"))]
    assert len(steps) >= 3
    assert all(step.lower() in words for step in steps)


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
