"""What a sheet has to know of a language, and the rules that hold for many. Never looks at content or paper."""

from __future__ import annotations

import datetime as dt
import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Literal, NamedTuple

from handouts.language.sides import side_in

Category = Literal["zero", "one", "two", "few", "many", "other"]
CATEGORIES: tuple[Category, ...] = ("zero", "one", "two", "few", "many", "other")
"""CLDR's plural categories, in the order in which gettext's forms are numbered."""

Joining = Literal["and", "or"]

RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ku", "ps", "sd", "ug", "ur", "yi"})
"""Languages that are written from right to left in their usual script (CLDR 46)."""

_ENDS = frozenset(".!?…。！？؟۔।॥።։᙮")
"""Marks that end a sentence, in any script."""
_STOPS = {
    "zh": "。", "ja": "。", "hi": "।", "bn": "।", "ne": "।", "pa": "।", "am": "።", "ti": "።", "ur": "۔",
    "hy": "։", "th": "", "lo": "", "km": "។", "my": "။",
}  # fmt: skip
"""What ends a statement where that is not a full stop; nothing in Thai and Lao, where a space does."""
_COLONS = {"fr": "\u202f:", "zh": "：", "ja": "："}
"""The colon where it is not set close to the word before it, as French has it, or is a wide one."""
_COMMAS = {"ar": "، ", "fa": "، ", "ur": "، ", "ps": "، ", "zh": "，", "ja": "、"}
_SEMICOLONS = {"ar": "؛ ", "fa": "؛ ", "ur": "؛ ", "ps": "؛ ", "zh": "；", "ja": "；", "el": "· "}
"""What parts longer things in a row, where that is not a semicolon: in Greek it asks a question."""
_MONTH_FIRST = frozenset({"en", "en-us", "fil", "chr"})
"""Languages whose short dates begin with the month (CLDR 46); all others that do not begin with the year, with the
day."""
_UNSPACED = frozenset({"bo", "dz", "ja", "km", "lo", "my", "th", "yue", "zh"})
"""Languages in whose usual script no space stands between two words."""
_CLASSES = {
    "es": ("m", "f"), "fr": ("m", "f"), "it": ("m", "f"), "pt": ("m", "f"), "ca": ("m", "f"), "ro": ("m", "f", "n"),
    "ar": ("m", "f"), "he": ("m", "f"), "hi": ("m", "f"), "ur": ("m", "f"), "de": ("m", "f", "n", "dat"),
    "pl": ("m", "f", "n", "loc"), "ru": ("m", "f", "n", "loc"), "uk": ("m", "f", "n", "loc"),
}  # fmt: skip
"""Forms that the words for a side take beside the thing that they are said of: gender, and a case where it differs."""


_NEGATIONS = {
    "es": "no nunca jamás ni sin ningún ninguno ninguna nada nadie tampoco evite evitar falta",
    "fr": "ne n jamais ni sans aucun aucune rien personne pas évitez éviter",
    "pt": "não nunca jamais nem sem nenhum nenhuma nada ninguém evite evitar",
    "it": "non mai né senza nessun nessuno nessuna niente nulla neppure evitare eviti",
    "de": "nicht nie niemals kein keine keinen keinem keiner keines ohne weder noch nichts niemand vermeiden",
    "pl": "nie nigdy bez ani żaden żadna żadnego unikaj unikać",
    "ru": "не нет никогда без ни нельзя избегайте",
    "uk": "не ні ніколи без ані уникайте",
}
"""Words that say no, of languages with spaces in which they can be told from others."""


class Signs(NamedTuple):
    """What stands between things in a row, between longer ones, and behind a label; as English has them."""

    comma: str = ", "
    semicolon: str = "; "
    colon: str = ":"


ENGLISH_SIGNS = Signs()


class Language(ABC):
    """The rules of one language. ``code``: as on the command line; ``tag``: BCP 47, for documents."""

    code: str
    tag: str
    name: str
    """Its own name for itself."""
    english_name: str
    """Its English name; its own where nobody knows one."""
    rtl: bool = False
    classes: tuple[str, ...] = ()
    """Forms of the words for a side; without any there is one form."""

    @property
    def negations(self) -> frozenset[str]:
        """Words that say no; none for a language of which nobody has written them down."""
        return frozenset(_NEGATIONS.get(primary(self.code), "").split())

    def says_no(self, text: str) -> bool:
        """Whether a text has a word that says no."""
        return not self.negations.isdisjoint(re.findall(r"[^\W\d_]+", text.lower()))

    def side_in(self, text: str) -> str:
        """The first word for a side that stands in a text as such; nothing without one, and of a language whose words
        nobody has written down.
        """
        return side_in(text, primary(self.code))

    @property
    def spaced(self) -> bool:
        """Whether spaces stand between its words, so that they can be counted."""
        return primary(self.code) not in _UNSPACED

    @property
    @abstractmethod
    def categories(self) -> tuple[Category, ...]:
        """Its plural categories, in the order of gettext's forms."""

    @property
    @abstractmethod
    def plural_forms(self) -> str:
        """The same for the header of a ``.po`` file."""

    @abstractmethod
    def plural(self, number: int) -> Category:
        """The plural category of a number."""

    @abstractmethod
    def separators(self, texts: Sequence[str], joining: Joining) -> tuple[str, ...]:
        """What stands between things in a list: one text fewer than there are things."""

    @abstractmethod
    def day(self, day: dt.date) -> str:
        """A day, with the month in letters so that nobody can mistake it."""

    @abstractmethod
    def weekday(self, day: dt.date) -> str:
        """A day with its weekday, for whoever has to be somewhere on it."""

    @abstractmethod
    def month(self, day: dt.date) -> str:
        """A month and its year."""

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        """The direction in which it is written, as HTML says it."""
        return "rtl" if self.rtl else "ltr"

    def join(self, texts: Sequence[str], joining: Joining) -> str:
        """Things in a list, as a sentence has them."""
        between = (*self.separators(texts, joining), "")
        return "".join(text + sign for text, sign in zip(texts, between, strict=False))

    def range_plural(self, least: int, most: int | None) -> Category:
        """The plural category of a range, which is that of its end (CLDR's rule for nearly every language)."""
        return self.plural(least if most is None else most)

    def ended(self, text: str) -> str:
        """What a text needs behind it to end as a sentence does."""
        return "" if is_ended(text) else stop_of(self.code)

    def opening(self, text: str) -> str:
        """The first sentence of a text, with the mark at its end; the whole text where no second one follows."""
        for place, sign in enumerate(text):
            after = text[place + 1 : place + 2]
            if sign in _ENDS and (after.isspace() or (after and not self.spaced)):
                return text[: place + 1]
        return text

    @property
    def stop(self) -> str:
        """What ends a statement."""
        return stop_of(self.code)

    @property
    def comma(self) -> str:
        """What stands between things in a row that no word joins."""
        return comma_of(self.code)

    @property
    def signs(self) -> Signs:
        """Its signs in rows and behind labels."""
        return Signs(self.comma, semicolon_of(self.code), self.colon())

    def colon(self) -> str:
        """What stands behind a label that leads into a text."""
        return colon_of(self.code)

    def capital(self, text: str) -> str:
        """``text`` with its first letter as a capital, where the script has any."""
        first = text[:1]
        if primary(self.code) in ("tr", "az") and first == "i":
            return "İ" + text[1:]
        if primary(self.code) == "nl" and text[:2] == "ij":
            return "IJ" + text[2:]
        return first.title() + text[1:]

    def upper(self, text: str) -> str:
        """``text`` in capitals, for headings where there is no type to set them off; Georgian has none in use."""
        return upper(text, self.code)


def well_formed(code: str) -> str:
    """A tag as BCP 47 writes it: language in small letters, script as a title, region in capitals. "" for what is no
    tag.
    """
    if not re.fullmatch(r"[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*", code):
        return ""
    first, *rest = code.replace("_", "-").split("-")
    sizes = {2: str.upper, 4: str.title}
    return "-".join((first.lower(), *(sizes.get(len(part), str.lower)(part) for part in rest)))


def primary(code: str) -> str:
    """The language of a tag, without script and region."""
    return code.lower().replace("_", "-").split("-")[0]


def stop_of(code: str) -> str:
    """What ends a statement."""
    return _STOPS.get(primary(code), ".")


def comma_of(code: str) -> str:
    """What stands between things in a row that no word joins."""
    return _COMMAS.get(primary(code), ", ")


def semicolon_of(code: str) -> str:
    """What stands between things in a row that have commas of their own."""
    return _SEMICOLONS.get(primary(code), "; ")


def is_ended(text: str) -> bool:
    """Whether a text ends as a sentence does, in any language."""
    return text.rstrip("\"'”’»)")[-1:] in _ENDS


def month_first(code: str) -> bool:
    """Whether a short date begins with the month. Of English only that of the United States does, or of no country."""
    tag = code.lower().replace("_", "-")
    return tag in _MONTH_FIRST or primary(tag) in _MONTH_FIRST - {"en"}


def colon_of(code: str) -> str:
    """What stands behind a label that leads into a text."""
    return _COLONS.get(primary(code), ":")


def upper(text: str, code: str) -> str:
    """``text`` in capitals as the language of a tag has them."""
    if primary(code) == "ka":
        return text
    if primary(code) in ("tr", "az"):
        text = text.replace("i", "İ").replace("ı", "I")
    return text.upper()


def classes_of(code: str) -> tuple[str, ...]:
    """Forms of the words for a side in a language; none where they have one form."""
    return _CLASSES.get(primary(code), ())
