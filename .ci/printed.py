"""Printed pages judged by where their words stand. Opens no browser."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw


@dataclass(frozen=True)
class Line:
    """Words on one line: where they begin and end, and how low, in points from the foot of the page."""

    words: str
    left: float
    right: float
    foot: float
    top: float


def lines(page: pdfium.PdfPage) -> list[Line]:
    """The lines of ``page``, from the top. Words far apart on one height are lines of their own."""
    text = page.get_textpage()
    letters = []
    for n in range(text.count_chars()):
        left, right, foot, top = (ctypes.c_double() for _ in range(4))
        raw.FPDFText_GetCharBox(text, n, left, right, foot, top)
        letter = chr(raw.FPDFText_GetUnicode(text, n))
        if letter.strip():
            letters.append((letter, left.value, right.value, foot.value, top.value))
    found: list[list[tuple[str, float, float, float, float]]] = []
    for letter in letters:
        last = found[-1][-1] if found else None
        if last and abs(last[3] - letter[3]) < 6 and -2 < letter[1] - last[2] < 14:
            found[-1].append(letter)
        else:
            found.append([letter])
    made = [
        Line(
            "".join(at[0] for at in row), min(at[1] for at in row), max(at[2] for at in row),
            min(at[3] for at in row), max(at[4] for at in row),
        )
        for row in found
    ]  # fmt: skip
    return sorted(made, key=lambda line: -line.foot)


def _going_on(data: bytes) -> Iterator[tuple[int, list[Line]]]:
    """The number and the lines of each page after which there is another."""
    document = pdfium.PdfDocument(data)
    for number in range(1, len(document)):
        yield number, lines(document[number - 1])


def stranded(data: bytes, headings: set[str]) -> Iterator[str]:
    """Headings at the foot of a page with nothing under them: not within their own width."""
    wanted = {"".join(words.split()) for words in headings}
    for number, here in _going_on(data):
        for line in here:
            if line.words not in wanted:
                continue
            under = [
                other
                for other in here
                if other.foot < line.foot - 2
                and other.right > line.left
                and other.left < line.right
                and other.words not in wanted
            ]
            if not under:
                yield f"page {number} ends with the heading {line.words!r}"


def led(data: bytes, leads: list[str]) -> Iterator[str]:
    """Lines at the foot of a page that lead to what stands on the next."""
    wanted = {"".join(words.split()) for words in leads}
    for number, here in _going_on(data):
        said = "".join(line.words for line in here)
        for lead in wanted:
            if lead and said.endswith(lead):
                yield f"page {number} ends with the line {lead[:60]!r}, which leads to the next"


def filled(data: bytes) -> list[float]:
    """How far down each page is written, as a share of its height."""
    shares = []
    for page in pdfium.PdfDocument(data):
        here = lines(page)
        shares.append(1 - min(line.foot for line in here) / page.get_height() if here else 0.0)
    return shares
