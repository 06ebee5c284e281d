"""PDF objects as bytes: strings, numbers, streams. Knows nothing of documents or pages."""

from __future__ import annotations

import re
import zlib

from handouts.words import parts_of

LEVEL = 6
"""zlib level of what is made for each document; level 9 saves 1 % of a page and takes 1.6 times as long."""

_END = b"\r\nendstream\n"
"""PDF/A wants a line end before ``endstream`` that is not counted in the length (ISO 19005-2, 6.1.7.1). Both
characters, because data that ends with the first of them would make a lone second one ambiguous."""


def deflated(data: bytes, entries: bytes = b"", level: int = LEVEL) -> bytes:
    """The bytes of a stream object that holds ``data`` deflated; ``entries`` are further dictionary entries."""
    return packed(zlib.compress(data, level), entries)


def painted(operators: bytes, level: int = LEVEL) -> bytes:
    """``operators`` deflated. Most of them are numbers: matching less of them leaves 3 to 4 % fewer bytes."""
    pack = zlib.compressobj(level, zlib.DEFLATED, zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, zlib.Z_FILTERED)
    return pack.compress(operators) + pack.flush()


def packed(data: bytes, entries: bytes) -> bytes:
    """The bytes of a stream object whose ``data`` are deflated already."""
    return b"<<%s/Filter/FlateDecode/Length %d>>stream\n%s%s" % (entries, len(data), data, _END)


def plain_stream(data: bytes, entries: bytes) -> bytes:
    """The bytes of a stream that is not deflated, as PDF/A wants of metadata."""
    return b"<<%s/Length %d>>stream\n%s%s" % (entries, len(data), data, _END)


def reference(number: int) -> bytes:
    """An indirect reference."""
    return b"%d 0 R" % number


def string(text: str) -> bytes:
    """A text string (ISO 32000-1, 7.9.2.2)."""
    if text.isascii() and text.isprintable():
        return b"(" + escaped(text.encode("ascii")) + b")"
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode("ascii") + b">"


_NAMED = re.compile(r"([a-z]{2})(?:-(?:[A-Z][a-z]{3}-)?([A-Z]{2}))?(?:-.*)?")


def said(text: str, lang: str) -> bytes:
    """A text string that says the languages of its parts, for where no element can (ISO 32000-1, 7.9.2.2: an escape,
    two letters for the language, perhaps two for the country, an escape), in a document in ``lang``. Of a language
    without a code of two letters nothing can be said.

    For what is heard only, the description of a picture: viewers built on Poppler show these letters where they show
    the text, so titles, bookmarks, what fields say and what links say are plain (:func:`string`).
    """
    parts = parts_of(text)
    if all(part.lang is None for part in parts):
        return string(text)
    codes = [_NAMED.fullmatch(part.lang or lang) for part in parts]
    if not all(codes):
        return string(text)
    marks = ("".join(filter(None, code.groups())) for code in codes if code)
    whole = "".join(f"\x1b{mark}\x1b{part.text}" for mark, part in zip(marks, parts, strict=True))
    return b"<FEFF" + whole.encode("utf-16-be").hex().upper().encode("ascii") + b">"


def escaped(codes: bytes) -> bytes:
    """``codes`` for a literal string in parentheses (ISO 32000-1, 7.3.4.2)."""
    for old, new in ((b"\\", b"\\\\"), (b"(", b"\\("), (b")", b"\\)"), (b"\r", b"\\r")):
        if old in codes:
            codes = codes.replace(old, new)
    return codes


def number(value: float) -> str:
    """A number with at most three decimals, so with a precision of 0.4 micrometres."""
    if value == int(value):
        return str(int(value))
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
