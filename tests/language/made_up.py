"""A language that nobody speaks: written from right to left, with six plural forms and two forms of the side words.

Its texts are the English ones with other letters, so that whatever is left in English, or in the code, shows. For tests
only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from handouts.content import po
from handouts.content.kinds import LOCALES
from handouts.content.library import Library
from handouts.content.po import Message
from handouts.translating import updated

CODE = "qps"
_LETTERS = str.maketrans("aeiouAEIOUcsznCSZN", "áéíóúÁÉÍÓÚčšžňČŠŽŇ")
_KEPT = re.compile(r"\{[^}]*\}|\*\*")
NAME = "Ňóbódy"


def made_up(text: str) -> str:
    """``text`` in the language that nobody speaks; slots and stars stay."""
    pieces, end = [], 0
    for kept in _KEPT.finditer(text):
        pieces += [text[end : kept.start()].translate(_LETTERS), kept[0]]
        end = kept.end()
    return "".join(pieces) + text[end:].translate(_LETTERS)


def speak(
    library: Library,
    folder: Path,
    change: Callable[[str, Message], Message | None] = lambda _, message: message,
    rules: Mapping[str, str] | None = None,
) -> Library:
    """``library`` in the language that nobody speaks, with the plurals, lists and dates of Welsh.

    Its files are written under ``folder``, one of the data folders of the library.

    ``change`` may change or take away the message of a context.
    """
    place = folder / LOCALES / CODE
    place.mkdir(parents=True, exist_ok=True)
    lines = {"kind": "language", "rules": "cy", "name": NAME, "right_to_left": "yes", "forms": "[m, f]"}
    text = "".join(f"{key}: {value}\n" for key, value in {**lines, **(rules or {})}.items())
    (place / "language.yaml").write_text(text, "utf-8")
    library.refresh()
    for file in list(updated(library, CODE, folder)):
        catalogue = po.parse(file.text, file.kind)
        messages = [change(m.context, _said(m)) for m in catalogue.messages]
        kept = tuple(message for message in messages if message is not None)
        (place / f"{file.kind}.po").write_text(po.write(replace(catalogue, messages=kept)), "utf-8")
    library.refresh()
    return library.speaking(CODE)


def _said(message: Message) -> Message:
    """A message with made-up texts: a number for each plural form, a letter for each form of a side word."""
    if message.plural:
        forms = ("zero", "one", "two", "few", "many", "other")
        return replace(message, texts=tuple(f"{made_up(message.plural)} {form}" for form in forms))
    text = made_up(message.source)
    form = message.context.rpartition(":")[2] if ":" in message.context else ""
    if message.context.endswith("/side_word"):
        text += " {:f}"
    return replace(message, texts=(text + (f"-{form}" if form else ""),))
