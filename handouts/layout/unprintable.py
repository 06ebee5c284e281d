"""What to say when a text has a character that no font can show, to the person who can do something about it."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import category, name

from handouts.errors import Problem
from handouts.layout.faces import describe
from handouts.layout.fontreport import how_to_add
from handouts.layout.scripts import EMOJI, SCRIPTS, script_of

MOST_LISTED = 8
"""Characters that one message lists."""

_OTHERWISE = {
    "--patient": "give the name in Latin letters as well, with --patient-latin",
    "name": "give the name in Latin letters as well, as name_latin",
}
"""What else can be done, by the option, or by the key of a plan, that the words were given with."""

_NAMES = {script.code: script.name for script in SCRIPTS}


def words_problem(option: str, chars: Sequence[str]) -> Problem:
    """For whoever typed words of their own with an ``option`` (a name, ``--note``), or under a key of a plan
    (``goal``): ``chars`` cannot be printed.
    """
    key = option.removeprefix("--")
    what = key if key in ("note", "goal") else "name"
    hidden, emoji, letters = _sorted_out(chars)
    said: list[str] = []
    hints: list[str] = []
    if letters:
        scripts = [code for code in dict.fromkeys(map(script_of, letters)) if code in _NAMES]
        kind = f"{' and '.join(_NAMES[code] for code in scripts)} letters" if scripts else "letters"
        said.append(f"this {what} has {kind} that no font at hand can print: {_listed(letters)}")
        hints.append(_OTHERWISE.get(option, f"write the {what} in other letters"))
        hints += [f"to print {_NAMES[code]} letters, {how_to_add(code)}" for code in scripts]
    if emoji:
        each = ", ".join(f"{char} ({name(char, 'unnamed').lower()})" for char in emoji[:MOST_LISTED])
        said.append(
            f"this {what} has {'an emoji' if len(emoji) == 1 else 'emoji'} that cannot be printed: {each}"
        )
        hints.append("delete it" if len(emoji) == 1 else "delete them")
    if hidden:
        said.append(f"this {what} {_hidden(hidden)}")
        hints.append("delete it and type the words again")
    return Problem(option, 0, 0, "; ".join(said), "; ".join(hints))


def content_problem(file: str, line: int, column: int, chars: Sequence[str]) -> Problem:
    """For whoever wrote a content file."""
    hidden, emoji, letters = _sorted_out(chars)
    shown = emoji + letters
    said: list[str] = []
    hints: list[str] = []
    if shown:
        reasons = "; ".join(map(describe, shown[:MOST_LISTED]))
        looks = "".join(char for char in shown[:MOST_LISTED] if char.isprintable())
        rest = len(shown) - MOST_LISTED
        said.append(f"the sheet cannot print {looks!r}: {reasons}{f'; and {rest} more' if rest > 0 else ''}")
        scripts = [code for code in dict.fromkeys(map(script_of, shown)) if code in _NAMES]
        hints += [f"to print {_NAMES[code]} letters, {how_to_add(code)}" for code in scripts] or [
            "write it with other signs"
        ]
    if hidden:
        said.append(f"the text {_hidden(hidden)}")
        hints.append("delete it")
    return Problem(file, line, column, "; ".join(said), "; ".join(hints))


def _sorted_out(chars: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """Controls, emoji and all others."""
    hidden = [char for char in chars if category(char) in ("Cc", "Cf", "Zl", "Zp")]
    emoji = [char for char in chars if script_of(char) == EMOJI]
    return hidden, emoji, [char for char in chars if char not in hidden and char not in emoji]


def _hidden(chars: list[str]) -> str:
    codes = ", ".join(f"U+{ord(char):04X}" for char in chars[:MOST_LISTED])
    kind = "an invisible control character" if len(chars) == 1 else "invisible control characters"
    return f"has {kind} ({codes})"


def _listed(chars: list[str]) -> str:
    """Characters, as they look where they have looks, with their code points."""
    shown = [f"{char} (U+{ord(char):04X})" if char.isprintable() else f"U+{ord(char):04X}" for char in chars]
    rest = len(shown) - MOST_LISTED
    return ", ".join(shown[:MOST_LISTED]) + (f" and {rest} more" if rest > 0 else "")
