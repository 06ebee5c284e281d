"""Parts of messages, as tests look at them."""

from __future__ import annotations

import re
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

from handouts import Library

CLINIC = """kind: clinic
name: Hüfte & Co
phone: 555-0100
web: https://example.org
emergency_number: "911"
email: desk@example.org
articles: {gluteus-minimus: "https://example.org/g"}
"""


def clinic(folder: Path, *more: str) -> Library:
    """The bundled content for a clinic that can be answered."""
    file = folder / "clinic.yaml"
    file.write_text(CLINIC + "".join(f"{line}\n" for line in more), "utf-8")
    return Library.load(clinic=file)


def html_of(message: EmailMessage) -> str:
    part = message.get_body(("html",))
    assert part is not None
    return str(part.get_content())


def text_of(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def as_gmail(html: str) -> str:
    """What is left where styles in blocks, classes, pictures and vectors go, cut where Gmail cuts."""
    kept = re.sub(r"<style>.*?</style>|<!--.*?-->|<svg.*?</svg>|<img[^>]*>", "", html, flags=re.S)
    kept = re.sub(r' (class|id)="[^"]*"', "", kept)
    return kept.encode("utf-8")[:102_400].decode("utf-8", "ignore")


def as_word(html: str) -> str:
    """What Outlook's Word engine makes of it: its own parts are there, and style blocks, grounds in styles, limits of
    width and ways to display are not.
    """
    kept = re.sub(r"<style>.*?</style>|<xml>.*?</xml>", "", html, flags=re.S)
    kept = re.sub(r"<!--\[if mso\]>(.*?)<!\[endif\]-->", r"\1", kept, flags=re.S)
    return re.sub(
        r"(?<=[;\"])(?:background[a-z-]*|(?:max|min)-[a-z]+|display|border-radius|float):[^;\"]*;?", "", kept
    )


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("style", "title"):
            self.hidden += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "title"):
            self.hidden -= 1

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(data)


def words(html: str) -> str:
    """The text of a page, its white space as one space."""
    reader = _Words()
    reader.feed(html)
    return " ".join(" ".join(reader.parts).split())
