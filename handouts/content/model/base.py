"""The types that content is made of: texts by who reads them, references by what they lead to, numbers, days.

What a field *is* stands in its type, once: a :class:`TextKind` says who reads a text and what may stand in it, a
:class:`Reference` what a slug names. :mod:`handouts.content.fields` walks over any value by these marks; nothing else
lists fields by name. Knows no kind of file and reads none.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Literal
from unicodedata import category

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints, WrapValidator
from pydantic_core import PydanticCustomError

from handouts.content.markup import NOTE_HINT, note_faults
from handouts.content.model.reach import ENCODED, unseen, web_fault
from handouts.content.web import machine
from handouts.limits import LONG, MAX_ADDRESS, MAX_SLUG, MAX_TAG, SHORT
from handouts.words import Words

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
VERSION = r"^[0-9]{1,4}\.[0-9]{1,4}$"
HTTPS = r"^https://[A-Za-z0-9.-]+(:\d+)?(/[!-~]*)?$"
WEB = r"^https://[^\s/?#@:\\\[\]\"<>{}|^`]+(:\d+)?([/?#][^\s\"<>{}|\\^`]*)?$"
"""The same in letters of any script, as a clinic types it."""
LANGUAGE_TAG = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
ICD_CODE = r"^[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?$"
TO_WRITE = "TO WRITE"
"""What stands in a new file in the place of a text; nothing is made of a file in which it stands."""


@dataclass(frozen=True, slots=True)
class TextKind:
    """Who reads a text, and what may stand in it.

    ``notation``: ``**bold**`` and the slots ``{sore}`` and ``{other}`` mean something; elsewhere they are mistakes.
    ``measured``: its reading grade counts. ``translated``: another language has its own. ``printed``: a reader sees it.
    ``acted_on``: a reader may do what it says, or leave it, so it can make a sheet less safe
    (:mod:`handouts.content.reworded`); a name cannot.
    """

    name: str
    notation: bool = False
    measured: bool = False
    translated: bool = True
    printed: bool = True
    acted_on: bool = True


PATIENT = TextKind("patient text", notation=True, measured=True)
PHRASE = TextKind("patient phrase", measured=True)
LABEL = TextKind("label")
CLINICAL = TextKind("clinical text", notation=True)
FIXED = TextKind("fixed words")
FIXED_TEXT = TextKind("fixed text", notation=True)
NAME = TextKind("name", translated=False, acted_on=False)
CITATION = TextKind("citation", translated=False, acted_on=False)
"""A name too, but in words: it stays English in every language, and says so."""
SEARCHED = TextKind("search words", printed=False, acted_on=False)
"""What a reader may type: another language has its own."""
OWN = TextKind("note", translated=False)
"""What somebody writes for one reader; it is printed as typed (:func:`handouts.content.markup.note_faults`)."""
REMARK = TextKind("remark", translated=False, printed=False, acted_on=False)


@dataclass(frozen=True, slots=True)
class Reference:
    """The value names an entry of ``target``: a kind of content, several (:data:`handouts.content.kinds.TOGETHER`), or
    what is no content (:data:`handouts.content.kinds.CHOICES`). ``firm``: without it there is no sheet.
    """

    target: str
    firm: bool = True


@dataclass(frozen=True, slots=True)
class DrawingName:
    """The value names a drawing of this kind, which may be missing."""

    kind: Literal["anatomy", "chart", "exercise"]


@dataclass(frozen=True, slots=True)
class Follows:
    """The text is read on from the text of the field ``field`` beside it, so they are measured as one sentence."""

    field: str


@dataclass(frozen=True, slots=True)
class PluralForm:
    """The text is one of the plural forms of its group; the fields of the group are CLDR's categories."""


@dataclass(frozen=True, slots=True)
class Agrees:
    """The text has further forms in languages in which it agrees with what it is said of: in ``forms`` beside it."""


@dataclass(frozen=True, slots=True)
class TakesSide:
    """The word for a side stands beside this text; its class may stand behind it: "cadera {:f}"."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Words of safety: a clinic's own file may add to them; to take one away somebody has to decide.

    ``may_go``: a short sheet may leave them out, so no warning may stand in them alone.
    """

    may_go: bool = False


@dataclass(frozen=True, slots=True)
class Signed:
    """Words and numbers that say what to do: where a clinic's own file says anything else, somebody has decided it.

    ``may_go``: nobody is worse off without them.
    """

    may_go: bool = False


@dataclass(frozen=True, slots=True)
class Slots:
    """The fields in braces that the composer fills in; a text without this mark has none.

    ``free``: a text may leave them out. ``forms``: in another language a slot may say which form it wants.
    """

    names: tuple[str, ...]
    free: bool = False
    forms: bool = False


def _kept(value: Any, handler: Any) -> Any:
    """A text that was read from a file keeps its place. One of which nothing can be seen is empty."""
    text = handler(value)
    if not text.isascii() and all(category(char)[0] in "CMZ" for char in text):
        raise PydanticCustomError("string_too_short", "nothing of it can be seen")
    if "=?" in text and ENCODED.search(text):
        raise FieldError(
            "it has signs that a mail program takes for other letters", hint="write it without =?"
        )
    return Words(text, value.origins, value.lang) if isinstance(value, Words) else text


_KEEP = WrapValidator(_kept)

PatientText = Annotated[str, StringConstraints(min_length=1, max_length=LONG), _KEEP, PATIENT]
"""One sentence or a few for patients; ``**bold**``, ``{sore}`` and ``{other}`` may stand in it."""
ShortPatientText = Annotated[str, StringConstraints(min_length=1, max_length=SHORT), _KEEP, PATIENT]
"""The same, for a table cell or a line."""
PatientPhrase = Annotated[str, StringConstraints(min_length=1, max_length=SHORT), _KEEP, PHRASE]
"""A few words for patients that stand within a sentence; no notation."""


def _unbroken(value: str) -> str:
    """Refuse a second sentence in an entry of a list that is read as one sentence."""
    if _ENDS.search(value):
        raise FieldError("a sentence ends in it", hint="write a few words, without a full stop inside")
    return value


_ENDS = re.compile(r"[.!?;:]\s+\S")
ListedPhrase = Annotated[PatientPhrase, AfterValidator(_unbroken)]
"""An entry of a list of safety that is printed as one sentence: none may end in it, or the rest stands outside."""
Label = Annotated[str, StringConstraints(min_length=1, max_length=SHORT), _KEEP, LABEL]
"""A title, a heading or the name of a row; printed as it stands, not measured."""
NarrowLabel = Annotated[str, StringConstraints(min_length=1, max_length=22), _KEEP, LABEL]
"""A label for the log and narrow places."""
ClinicalText = Annotated[str, StringConstraints(min_length=1, max_length=LONG), _KEEP, CLINICAL]
"""For clinicians; technical words are welcome, nothing is measured."""
ClinicalLabel = Annotated[str, StringConstraints(min_length=1, max_length=SHORT), _KEEP, CLINICAL]
FixedWords = Annotated[str, StringConstraints(min_length=1, max_length=SHORT), _KEEP, FIXED]
"""A heading, label or unit that every sheet has; printed as it stands."""
FixedText = Annotated[str, StringConstraints(min_length=1, max_length=LONG), _KEEP, FIXED_TEXT]
"""A fixed sentence in which notation may stand."""
SafeWords = Annotated[FixedWords, Signed()]
"""Words that a dose, a side, a warning or a review is said with: in other words they may say something else."""
SafeText = Annotated[FixedText, Signed()]
"""The same in a sentence."""
Name = Annotated[str, StringConstraints(min_length=1, max_length=SHORT), _KEEP, NAME]
"""A name of a person, a clinic or a publication: the same in every language."""
Citation = Annotated[str, StringConstraints(min_length=1, max_length=LONG), _KEEP, CITATION]
OfficialTitle = Annotated[str, StringConstraints(min_length=1, max_length=LONG), _KEEP, CITATION]
"""What a code is called by whoever gives it; some titles are long."""


def _as_typed(value: str) -> str:
    """Refuse notation in a text that is printed as typed."""
    for fault in note_faults(value):
        raise FieldError(fault, hint=NOTE_HINT)
    return value


AS_TYPED = AfterValidator(_as_typed)
Remark = Annotated[str, StringConstraints(min_length=1, max_length=LONG), REMARK]
"""For whoever keeps the content; never printed."""

SearchWords = Annotated[str, StringConstraints(min_length=1, max_length=LONG), _KEEP, SEARCHED]
"""Words that find something, with commas between them."""

Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=MAX_SLUG)]
"""Lower-case English words joined by hyphens; the name of a content file."""
SourceRef = Annotated[Slug, Reference("sources")]
HealthRef = Annotated[Slug, Reference("health")]
ExerciseRef = Annotated[Slug, Reference("exercise")]
MuscleRef = Annotated[Slug, Reference("muscle")]
TopicRef = Annotated[Slug, Reference("topic", firm=False)]
"""A muscle or condition that need not be there: a clinic's own file may name what another folder holds."""
AnyMuscleRef = Annotated[Slug, Reference("any-muscle", firm=False)]
"""A muscle, whether or not it has a sheet."""
EditionRef = Annotated[Slug, Reference("edition", firm=False)]
"""How a sheet looks; only what composes sheets knows which there are."""
LanguageRef = Annotated[
    str, StringConstraints(pattern=LANGUAGE_TAG, max_length=MAX_TAG), Reference("language-texts", firm=False)
]
"""A language that has texts; another folder may have those of more."""
AnatomyDrawing = Annotated[Slug, DrawingName("anatomy")]
ChartDrawing = Annotated[Slug, DrawingName("chart")]
ExerciseDrawing = Annotated[Slug, DrawingName("exercise")]

Version = Annotated[str, StringConstraints(pattern=VERSION)]


def _reached(value: str) -> str:
    """An address that some server may have."""
    found = web_fault(value)
    if found:
        raise FieldError(found, hint="such as https://example.org/page")
    return value


_WEB = AfterValidator(_reached)

HttpsUrl = Annotated[str, StringConstraints(pattern=HTTPS, max_length=150), _WEB, _KEEP]
"""An https address."""


def _opens(value: str) -> str:
    """Refuse an address whose host is none, or that is too long for a code once it is in ASCII letters."""
    if sign := unseen(value):
        raise FieldError(f"it has a sign that cannot be seen: {sign}", hint="type it again by hand")
    try:
        plain = machine(value)
    except ValueError as error:
        raise FieldError(str(error), hint="type it as it stands in the browser") from None
    _reached(plain)
    size = len(plain)
    if size > MAX_ADDRESS:
        raise FieldError(f"has {size} characters; a code holds {MAX_ADDRESS}", hint="use a shorter address")
    return value


ArticleUrl = Annotated[
    str, StringConstraints(pattern=WEB, max_length=MAX_ADDRESS), AfterValidator(_opens), _KEEP
]
"""The address of an article, short enough for a code that scans easily (:data:`MAX_ADDRESS`); letters of any script."""

IcdCode = Annotated[str, StringConstraints(pattern=ICD_CODE), _KEEP]


def _day(value: object) -> object:
    """Only a day written in full: a bare number would be taken for seconds since 1970."""
    if isinstance(value, dt.date) or (isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value)):
        return value
    raise PydanticCustomError("date_type", "a date is written year-month-day")


Day = Annotated[dt.date, BeforeValidator(_day)]
"""A day, written year-month-day."""

Region = Literal["head", "neck", "chest", "shoulder", "arm", "back", "abdomen", "hip", "thigh", "leg", "foot"]
"""Body region: decides which stop signs a sheet carries."""


Zone = Literal[
    "middle-back", "low-back", "waist", "sacrum", "buttock", "pelvic-floor", "belly", "groin", "lateral-hip",
    "anterior-thigh", "medial-thigh", "lateral-thigh", "posterior-thigh",
    "anterior-knee", "medial-knee", "lateral-knee", "posterior-knee",
    "shin", "lateral-leg", "calf", "heel-cord", "lateral-ankle", "anterior-ankle",
    "heel", "sole", "top-of-foot", "toes",
]  # fmt: skip
"""A place where pain is felt, on either side. Its words are in ``data/guidance/places.yaml``; where it begins and ends
on the skin, in ``illustration/charts/bodyzones.py``, against which the zones of muscles are checked."""


HealingStage = Literal["calm", "early", "later"]
"""A stage of healing: while it hurts in daily life; when daily life hurts little; when the easy ones are no trouble."""
STAGES: tuple[HealingStage, ...] = ("calm", "early", "later")
"""The stages of healing in their order."""


class FieldError(ValueError):
    """A value that only its whole group shows to be wrong; ``path`` leads from the group to the value.

    ``hint``: what to do about it.
    """

    def __init__(self, message: str, *path: str | int, hint: str = "") -> None:
        super().__init__(message)
        self.path, self.hint = path, hint


class Model(BaseModel):
    """Base of all content values: frozen, no unknown keys, surrounding white space removed.

    Validators are built when a class is first used: a single sheet needs only some of them.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, defer_build=True)
    also_called: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """What somebody may write for a key who does not remember it, with the key that is meant."""

    @classmethod
    def short_over(cls, text: str, usual: object) -> object:
        """What ``text`` means in a clinic's file that is laid over one in which ``usual`` stands: a value in short
        notation may leave out what is as it was.
        """
        return text
