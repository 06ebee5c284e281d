"""What no text for patients says: an address, a number to call, a page or a clinic by its name, a medicine to take.

A clinic file says how to reach a clinic, a source where something stands; what to take is for a doctor or a pharmacist
to say. Words are looked for in English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from handouts.check.case import Case
from handouts.check.report import Remark
from handouts.content import fields
from handouts.content.kinds import CLINIC, KINDS
from handouts.content.loading import load_file
from handouts.content.markup import plain
from handouts.content.model.base import CITATION, CLINICAL, NAME
from handouts.content.workshop import kept
from handouts.errors import ContentError
from handouts.resources import data_folder

_TOP = "com|org|net|edu|gov|info|health|clinic|io|co|us|uk|ca|au|de|fr|es|eu|nl|ie|nz"
_REACHED: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
        "an e-mail address",
        "take it out: the clinic file says how to reach a clinic",
    ),
    (
        re.compile(
            rf"https?://\S+|\bwww\.\S+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:{_TOP})\b(?:/\S*)?", re.IGNORECASE
        ),
        "a web address",
        "take it out: the code of a sheet opens the page that the clinic file names; a source has its own url",
    ),
    (
        re.compile(
            r"(?<![\w.])(?!\d{4}-\d\d-\d\d\b)(?=[\d ().+-]*\d{3})\+?\(?\d(?:[ ().-]{0,2}\d){6,}(?!\w)"
        ),
        "a number to call",
        "take it out: sheets name the numbers of the clinic file",
    ),
    (
        re.compile(r"\b(?:wikipedia|youtube|google|facebook|webmd)\b", re.IGNORECASE),
        "a page of the web",
        "say the thing itself; what it rests on stands under sources",
    ),
)
"""What leads a reader away from the sheet, what it is called, and what to do about it."""

_MEDICINE = (
    r"ibuprofen|naproxen|diclofenac|aspirin|paracetamol|acetaminophen|tylenol|advil|motrin|aleve|voltaren|"
    r"celecoxib|nsaids?|anti-?inflammator(?:y|ies)|pain ?killers?|pain relievers?|pain (?:pill|tablet|med)s?|pills?|"
    r"tablets?|medicines?|medications?|drugs?|opioids?|codeine|tramadol|gabapentin|muscle relaxants?|steroids?|"
    r"(?:pain|menthol|arnica|numbing) (?:gel|cream|balm|patch)(?:s|es)?|cortisone|antibiotics?|supplements?|"
    r"glucosamine|magnesium|vitamins?|cbd"
)
_TAKE = r"take|use|try|swallow|get|buy|have|apply|rub(?: on| in)?"
_TAKES = re.compile(
    r"(?:^|[.!?:;,] |\b(?:then|and|or|please|may|can|should|could|to) )"
    rf"(?:{_TAKE})\b(?:(?!\b(?:no|not|never)\b)[^.!?])*\b(?:{_MEDICINE})\b",
    re.IGNORECASE,
)
"""A sentence that tells, or allows, somebody to take a medicine."""


TELLING = "how_to_tell"
"""The key of what a reader may know a condition by."""


class _Names:
    """The names of the clinics that come with the program."""

    def __init__(self) -> None:
        self.names = tuple(
            _named(path) for path in sorted((data_folder() / KINDS[CLINIC].folder).glob("*.yaml"))
        )


def _named(path: Path) -> str:
    try:
        return str(getattr(load_file(path).value, "name", ""))
    except ContentError:
        return ""


def reached(case: Case) -> Iterator[Remark]:
    """Addresses, numbers and names in texts for patients that belong elsewhere."""
    names = kept(case.library, _Names, _Names, None).names
    for path, text in _texts(case):
        for pattern, what, hint in _REACHED:
            if found := pattern.search(text):
                yield Remark(
                    "strangers", "problem", path, f"a text for patients names {what}: {found[0][:60]}", hint
                )
        for name in names:
            if name and name.casefold() in text.casefold():
                hint = "say 'us', or take it out: content is for every clinic"
                yield Remark(
                    "strangers", "problem", path, f"a text for patients names a clinic: {name}", hint
                )


def medicine(case: Case) -> Iterator[Remark]:
    """A medicine that a text tells somebody to take: no sheet advises one, whomever it is for."""
    for path, text in _texts(case):
        told = path[-1] != TELLING  # "you may take pills for it" is how somebody knows
        if told and (found := _TAKES.search(text)):
            hint = "take it out: a doctor or a pharmacist says who may take what"
            message = f"a text for patients advises a medicine: {found[0].strip(' .,:;!?')[:60]}"
            yield Remark("safety", "problem", path, message, hint)


def _texts(case: Case) -> Iterator[tuple[fields.PathKey, str]]:
    """What patients read of a file; no clinical text, and no name of a publication."""
    for field in fields.printed(case.loaded.value):
        if field.text not in (CLINICAL, CITATION, NAME):
            yield field.path, plain(field.value)
