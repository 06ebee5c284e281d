"""Texts in plain letters: what is in another language than the document stands in brackets, behind the tag of its
language ("[en: Rest]"), as no attribute can say it there. For plain text, alone or in a message.
"""

from __future__ import annotations

from itertools import groupby

from handouts.sheet.blocks import Runs, plain
from handouts.words import lang_of


def word(shown: str, text: str | None = None) -> str:
    """A label as it is ``shown``; where ``text`` is in another language than the document, with its tag."""
    lang = lang_of(shown if text is None else text)
    return f"[{lang}: {shown}]" if lang else shown


def said(runs: Runs) -> str:
    """Spans as one text; what is in another language between brackets, with its tag."""
    parts = ((lang, plain(tuple(same))) for lang, same in groupby(runs, lambda span: span.lang))
    return "".join(text if lang is None or not text.strip() else _tagged(lang, text) for lang, text in parts)


def _tagged(lang: str, text: str) -> str:
    bare = text.strip()
    before, after = text[: text.index(bare)], text[text.index(bare) + len(bare) :]
    return f"{before}[{lang}: {bare}]{after}"
