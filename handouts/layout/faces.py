"""The typefaces: which face has which character, and what is known of a face. Never shapes, never writes.

Body family Atkinson Hyperlegible Next; Noto Sans for marks, Greek, Cyrillic and each further script; DejaVu Sans for
symbols; then the folders that were given, font packages, and at last the fonts of the system, which are looked at only
for a letter that nothing before them has. A face is opened when it is first needed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from unicodedata import combining

from handouts.layout.face import UNSEEN, Face
from handouts.layout.fontsources import Source, package_folders, system_folders
from handouts.layout.scripts import COMMON, EMOJI, INHERITED, graphemes, script_runs
from handouts.layout.theme import Weight
from handouts.resources import fonts_folder

_BODY: dict[Weight, str] = {
    "regular": "atkinson-hyperlegible-next/AtkinsonHyperlegibleNext-Regular.ttf",
    "bold": "atkinson-hyperlegible-next/AtkinsonHyperlegibleNext-Bold.ttf",
    "extrabold": "atkinson-hyperlegible-next/AtkinsonHyperlegibleNext-ExtraBold.ttf",
}
_WIDE: tuple[str, str] = ("dejavu-sans/DejaVuSans.ttf", "dejavu-sans/DejaVuSans-Bold.ttf")
"""Regular and bold of the family for symbols and rare letters."""
_EMOJI = "noto-emoji/NotoEmoji-Regular.ttf"
_NOTO = {
    "Latn": "", "Armn": "Armenian", "Hebr": "Hebrew", "Arab": "Arabic", "Deva": "Devanagari", "Beng": "Bengali",
    "Guru": "Gurmukhi", "Gujr": "Gujarati", "Orya": "Oriya", "Taml": "Tamil", "Telu": "Telugu",
    "Knda": "Kannada", "Mlym": "Malayalam",
    "Sinh": "Sinhala", "Thai": "Thai", "Laoo": "Lao", "Mymr": "Myanmar", "Geor": "Georgian", "Ethi": "Ethiopic",
    "Cher": "Cherokee", "Cans": "CanadianAboriginal", "Khmr": "Khmer",
}  # fmt: skip
"""The Noto Sans face of each script; that of Latin is for Greek and Cyrillic as well."""
_ONE_WEIGHT = frozenset({"Cans"})
"""Scripts whose bold text is set in the regular face."""

_DROPPED = dict.fromkeys(map(ord, "\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff"))
_DROPPED.update(dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
"""Invisible hints for line breaking and direction: taken out. Lines break at spaces; direction follows the letters."""

_REPLACED: dict[int, str] = {
    **dict.fromkeys(map(ord, "\u2010\u2011"), "-"),
    **dict.fromkeys(map(ord, "\u2007\u202f"), "\u00a0"),
    **dict.fromkeys(map(ord, "\t\n\r\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u3000"), " "),
}
_CLEAN: dict[int, str | None] = {**_DROPPED, **_REPLACED}

_WORDS = re.compile(r"([^ \u00a0]*)([ \u00a0]*)")
"""A word and the spaces after it."""


def clean(text: str) -> str:
    """``text`` as it is printed: composed (NFC), without invisible hints, plain hyphens and spaces."""
    if text.isascii() and text.isprintable():
        return str(text)  # plain, whatever it knew of where it came from
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).translate(_CLEAN))


class FontBook:
    """The fonts of the program. One for all documents.

    ``folders`` are further folders with font files; ``bundled`` stands in for the folder of the bundled ones;
    ``system`` allows what else is installed: font packages and the fonts of the system.
    """

    def __init__(
        self, folders: Iterable[Path] = (), *, bundled: Path | None = None, system: bool = True
    ) -> None:
        self.bundled = bundled or fonts_folder()
        self.folders = tuple(folders)
        self.system = system
        self._faces: dict[str, Face] = {}
        self._everyday: dict[Weight, frozenset[str]] = {}

    @property
    def usual(self) -> bool:
        """Whether these are the bundled fonts and what is installed, in the usual order."""
        return not self.folders and self.system and self.bundled == fonts_folder()

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """Where further faces are looked for, in this order."""
        given = Source(self.folders)
        return (given, Source(package_folders()), Source(system_folders())) if self.system else (given,)

    def face(self, key: str) -> Face:
        """The face that :meth:`split` named."""
        face = self._faces.get(key)
        if face is None:
            face = self._faces[key] = Face(key, self.bundled / key)
        return face

    def body(self, weight: Weight) -> Face:
        """The face of everyday text."""
        return self.face(_BODY[weight])

    def everyday(self, weight: Weight) -> frozenset[str]:
        """What the body face is used for: all it has but marks that do not compose.

        It sets them so far from where their letter ends that viewers read a space behind them, and has few of them.
        """
        known = self._everyday.get(weight)
        if known is None:
            covered = self.body(weight).covered
            known = self._everyday[weight] = frozenset(char for char in covered if not combining(char))
        return known

    def split(self, text: str, weight: Weight = "regular", lang: str = "") -> list[tuple[str, str]]:
        """``text`` (cleaned) as runs of (key of the face, text). ``lang`` chooses among the forms of Chinese letters.

        A word with a character that the body face lacks is set in another face as a whole, where one has it all: words
        do not change their face in the middle, unless they change their script. What no face has stays in the body
        face; see :meth:`missing`.
        """
        body, everyday = self.body(weight), self.everyday(weight)
        if everyday.issuperset(text):
            return [(body.key, text)] if text else []
        runs: list[tuple[str, str]] = []
        for word, spaces in _WORDS.findall(text):
            parts = [(body.key, word)] if everyday.issuperset(word) else list(self._word(word, weight, lang))
            if spaces:  # in the face of the word, but for the wide ones between pictures
                key = parts[-1][0] if word else body.key
                parts.append(
                    (key if key != _EMOJI and self.face(key).covered.issuperset(spaces) else body.key, spaces)
                )
            for key, part in parts:
                if runs and runs[-1][0] == key:
                    runs[-1] = (key, runs[-1][1] + part)
                elif part:
                    runs.append((key, part))
        return runs

    def _word(self, word: str, weight: Weight, lang: str) -> Iterator[tuple[str, str]]:
        body, everyday = self.body(weight), self.everyday(weight)
        for script, part in script_runs(word):
            if everyday.issuperset(part):
                yield body.key, part
                continue
            own = self._own(part, script, weight)
            whole = None if own else self._first(part, script, weight, lang)
            if whole is not None:
                yield whole.key, part
                continue
            for letter in graphemes(part):
                if own and own.covered.issuperset(letter):
                    yield own.key, letter
                    continue
                one = self._letter(letter, script, weight, lang)
                if one is not None:
                    yield one.key, letter
                    continue
                for char in letter:  # a mark on a letter of another script: no face has both
                    yield (self._letter(char, script, weight, lang) or body).key, char

    def _letter(self, letter: str, script: str, weight: Weight, lang: str) -> Face | None:
        """The face for one letter, which in a text of ``script`` may be of another one."""
        if self.everyday(weight).issuperset(letter):
            return self.body(weight)
        other = script_runs(letter)[0][0]
        found = self._first(letter, script, weight, lang)
        return found or (self._first(letter, other, weight, lang) if other != script else None)

    def _own(self, text: str, script: str, weight: Weight) -> Face | None:
        """The bundled face of a script, if all that it lacks of ``text`` are signs that the body face has."""
        if script == "Latn" or script not in _NOTO:
            return None
        face = self.face(next(_candidates(script, weight)))
        return face if face.covered.issuperset(set(text) - self.everyday(weight)) else None

    def _first(self, text: str, script: str, weight: Weight, lang: str = "") -> Face | None:
        """The first face beside the body face that has all of ``text``."""
        for key in _candidates(script, weight):
            if self.face(key).covered.issuperset(text):
                return self.face(key)
        for source in self.sources:
            found = source.best(text, script, weight, lang)
            if found is not None:
                return self._faces.setdefault(found.key, found)
        return None

    def missing(self, text: str) -> list[str]:
        """The characters of ``text`` (cleaned) that no face can show, each once, in order."""
        covered = self.everyday("regular")
        if covered.issuperset(text):
            return []
        rest = [char for char in dict.fromkeys(text) if char not in covered]
        return [char for char in rest if not self._shows(char)]

    def _shows(self, char: str) -> bool:
        kind = unicodedata.category(char)
        if kind[0] == "C" or kind in ("Zl", "Zp"):
            return char in UNSEEN
        return self._first(char, script_runs(char)[0][0], "regular") is not None


def _candidates(script: str, weight: Weight) -> Iterator[str]:
    """Keys of the bundled faces for a script beside the body face, best first. A bold one may be missing."""
    own = _NOTO.get(script)
    if own is not None:
        if weight != "regular" and script not in _ONE_WEIGHT:
            yield f"noto-sans/NotoSans{own}-Bold.ttf"
        yield f"noto-sans/NotoSans{own}-Regular.ttf"
    if script == EMOJI:
        yield _EMOJI
    regular, bold = _WIDE
    if weight != "regular":
        yield bold
    yield regular
    if script in (COMMON, INHERITED):
        yield _EMOJI
        yield from (f"noto-sans/NotoSans{name}-Regular.ttf" for name in _NOTO.values())


def describe(char: str) -> str:
    """Code point and name of a character from :meth:`FontBook.missing`, and why it cannot be printed."""
    name = unicodedata.name(char, "")
    kind = unicodedata.category(char)
    if kind in ("Cc", "Cf", "Zl", "Zp"):
        reason = "an invisible control character"
    elif kind == "Cs":
        reason = "half of a character"
    elif kind in ("Co", "Cn"):
        reason = "not a character of any script"
    else:
        reason = "in none of the fonts"
    return f"U+{ord(char):04X}{' ' + name if name else ''} is {reason}"
