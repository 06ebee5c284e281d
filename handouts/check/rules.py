"""Rules for single content files, other than those of safety. Each yields remarks; none reads a content
file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from handouts.check.case import TITLES, Case
from handouts.check.readability import measure, sentences, words
from handouts.check.report import Remark, Severity
from handouts.content import fields, slots
from handouts.content.drawings import named as drawn_by
from handouts.content.fields import PathKey, place
from handouts.content.folders import is_slug
from handouts.content.kinds import CHOICES, KINDS, LISTED, TOPICS, kinds_of, what_of
from handouts.content.model import (
    Clinic,
    Exercise,
    LanguageRules,
    Reviewed,
    Topic,
)
from handouts.content.overlay import DECIDED, how_to_sign
from handouts.content.suggest import choice, misspelt, suggestion
from handouts.errors import ContentError
from handouts.language import well_formed
from handouts.language.english import listed
from handouts.limits import MAX_ADDRESS, MAX_EXERCISES
from handouts.sheet.request import names_of

MAX_GRADE = 6.0
"""Reading grade that patients' text may have."""
MAX_MEAN_SENTENCE = 15.0
MAX_SENTENCE = 25
HARD_SENTENCE = 11.0
"""Grade of a single sentence: a hard one is not hidden by easy ones around it."""
HARD_FROM = 5
"""Words from which on the grade of a sentence says something."""
MIN_WORDS = 30
"""A grade of fewer words says nothing."""
_NO_NOUN = re.compile(
    r"\{(?:side|other)(?::[a-z]+)?\}(?=\s*(?:[.,;:]|$)|\s+(?:of|and|or|to|with|where|until)\b)"
)
"""The slot of a side with no noun behind it: "to the {other}" reads "to the other" where nobody named the side."""
LOGO_SUFFIXES = (".png", ".jpg", ".jpeg")


def slug(case: Case) -> Iterator[Remark]:
    """The name of a file that has a place in the catalogue is its slug."""
    if case.loaded.kind in LISTED.values() and not is_slug(case.slug):
        hint = "rename it to lower-case English words joined by hyphens"
        yield Remark("files", "problem", (), f"the file's name '{case.slug}' is not a slug", hint)


def twice(case: Case) -> Iterator[Remark]:
    """A slug of which there are a muscle and a condition: nobody could say which is meant."""
    named = [kind for kind in TOPICS if case.slug in case.library.names(kind)]
    if len(named) > 1:
        message = f"'{case.slug}' is the name of a {' and of a '.join(named)}"
        yield Remark("files", "problem", (), message, "rename one of them")


def same_title(case: Case) -> Iterator[Remark]:
    """A title that another exercise has: a sheet that says one was left out, or stands in, would not say which."""
    exercise: Exercise = case.value
    for name in TITLES:
        title = getattr(exercise, name)
        for slug in case.titled(name, title):
            if slug != case.slug:
                message = f"'{slug}' has the {name.replace('_', ' ')} '{title}', too"
                yield Remark("files", "problem", (name,), message, "say what is different in one of them")


def notation(case: Case) -> Iterator[Remark]:
    """Notation and slots that have no meaning where they stand; they would be printed."""
    for field in fields.texts(case.loaded.value):
        yield from (Remark("markup", "problem", field.path, fault) for fault in slots.faults(field))


def review(case: Case) -> Iterator[Remark]:
    """Reviews that are overdue or that came before the last change."""
    value: Reviewed = case.value
    state = value.review
    if state.reviewed_on is not None and state.reviewed_on < state.written:
        hint = "have it reviewed again, or empty reviewed_by and reviewed_on"
        yield Remark("review", "warning", ("review", "reviewed_on"), "written after it was reviewed", hint)
    if case.today is None:
        return
    if state.review_due < case.today:
        message = f"the review was due on {state.review_due.isoformat()}"
        yield Remark(
            "review", "warning", ("review", "review_due"), message, "read it again and set a new date"
        )


def reading(case: Case) -> Iterator[Remark]:
    """Grade and length of sentences."""
    measures = case.measures
    if measures is None:
        return
    if measures.words >= MIN_WORDS and measures.grade > MAX_GRADE:
        hard = ", ".join(measures.hard_words[:8])
        hint = "use shorter words and sentences" + (f"; hard words: {hard}" if hard else "")
        message = f"reading grade {measures.grade}; patients' text has {MAX_GRADE:g} or less"
        yield Remark("reading-grade", "problem", (), message, hint)
    if measures.mean_sentence > MAX_MEAN_SENTENCE:
        message = f"sentences have {measures.mean_sentence} words on average; at most {MAX_MEAN_SENTENCE:g}"
        yield Remark("sentence-length", "problem", (), message, "cut long sentences in two")
    for path, text in case.texts:
        for sentence in sentences(text):
            count = len(words(sentence))
            own = measure([sentence], case.terms)
            if count >= HARD_FROM and own.grade > HARD_SENTENCE:
                message = f"a sentence of grade {own.grade}; at most {HARD_SENTENCE:g}: {sentence[:50]}..."
                hard = ", ".join(own.hard_words[:5])
                hint = f"say it in everyday words: {hard}" if hard else "cut it in two, in shorter words"
                yield Remark("reading-grade", "problem", path, message, hint)
            if count > MAX_SENTENCE:
                message = f"a sentence of {count} words; at most {MAX_SENTENCE}: {sentence[:50]}..."
                yield Remark("sentence-length", "problem", path, message, "cut it in two")


def drawings(case: Case) -> Iterator[Remark]:
    """Drawings that are named and are missing or broken; an exercise without a name for one has its own."""
    value = case.loaded.value
    named = list(fields.drawings(value)) or [
        fields.Named((), kind, name) for kind, name in drawn_by(case.slug, value)
    ]
    for path, kind, name in named:
        try:
            case.library.figures.get(kind, name)
        except KeyError:
            hint = (
                "name another one under figure (handouts list figures), or leave it: the text takes its room"
            )
            yield Remark("figures", "warning", path, f"there is no {kind} drawing '{name}' yet", hint)
        except ContentError as error:
            message = f"the drawing '{name}' cannot be used: {error.problems[0].message}"
            yield Remark("figures", "problem", path, message, error.problems[0].hint)


def nameless_side(text: str) -> str | None:
    """The words around a slot for a side, in a text of a drawing, that no part of the body stands behind."""
    found = _NO_NOUN.search(text)
    return text[max(0, found.start() - 20) : found.end() + 10] if found else None


def loose_references(case: Case) -> Iterator[Remark]:
    """Names of what need not be there. One that is nearly the name of what is there is misspelt, and what a clinic says
    of it, such as who signed it off, would be lost; any other may be in another folder.
    """
    for path, target, name in fields.references(case.loaded.value, firm=False):
        known = names_of(case.library, target)
        if name in known:
            continue
        message = f"there is no {what_of(target)} '{name}'"
        if target in CHOICES:  # no sheet could be made as it is wanted
            yield Remark("references", "problem", path, message, choice(name, known))
        else:
            severity: Severity = "problem" if misspelt(name, known) else "warning"
            places = [KINDS[kind].place for kind in kinds_of(target) if not KINDS[kind].many]
            hint = suggestion(name, known) + (f"; or add it to {listed(places, 'or')}" if places else "")
            yield Remark("references", severity, path, message, hint)


def language(case: Case) -> Iterator[Remark]:
    """Whose rules a language has: somebody must know them."""
    rules: LanguageRules = case.value
    code = case.loaded.path.parent.name
    try:
        case.library.rules_of(code)
    except ContentError:
        path: PathKey = ("rules",) if rules.rules else ()
        message = f"nobody knows the rules of the language '{rules.rules or code}'"
        yield Remark("language", "problem", path, message, "name one that CLDR knows, such as rules: es")
    if well_formed(code) != code:
        hint = f"name the folder {well_formed(code)}" if well_formed(code) else "name the folder es, or pt-BR"
        yield Remark("language", "problem", (), f"'{code}' is not the code of a language", hint)


def decided(case: Case) -> Iterator[Remark]:
    """What a clinic's own file makes less safe, and who answers for it."""
    used = set()
    for path, message in case.library.less_safe(case.loaded):
        answer = case.loaded.answer(path)
        what = f"less safe than the bundled file: {message}"
        if answer is None:
            yield Remark("decided", "problem", path, what, how_to_sign(place(path)), brought=True)
        else:
            used.add(answer[0])
            hint = f"decided by {answer[1].by}: {answer[1].why}"
            yield Remark("decided", "warning", path, what, hint, brought=True)
    for name in sorted(case.loaded.decided.keys() - used):
        message = f"nothing at '{name}' is less safe than in the bundled file"
        yield Remark("decided", "warning", (DECIDED, name), message, "take this decision out")


def plan(case: Case) -> Iterator[Remark]:
    """The size of the plan."""
    value: Topic = case.value
    if len(value.plan.exercises) > MAX_EXERCISES:
        message = f"{len(value.plan.exercises)} exercises; people do best with {MAX_EXERCISES} or fewer"
        yield Remark("plan", "warning", ("plan", "exercises"), message, "move some to alternatives")


def clinic(case: Case) -> Iterator[Remark]:
    """Addresses of articles, sign-offs and the logo."""
    value: Clinic = case.value
    known = case.library.names("topic")
    for name, url in value.articles.items():
        yield from _address(("articles", name), url)
    if value.article_base_url is None:
        lacking = [name for name in known if name not in value.articles]
        if lacking:
            there = f"their codes open {value.web}" if value.web else "they have no code"
            message = f"{len(lacking)} of {len(known)} sheets have no article, so {there}"
            hint = "name them under articles: " + ", ".join(lacking[:3])
            yield Remark("address", "warning", ("articles",), message, hint)
    if value.article_base_url is not None and known:
        longest = max((name for name in known if name not in value.articles), key=len, default="")
        yield from _address(("article_base_url",), f"{value.article_base_url.rstrip('/')}/{longest}")
    for name, sign in value.signed_off.items():
        day, words_now = case.written(name), case.fingerprint(name)
        late = f"written on {day.isoformat()}, after it was signed off" if day and day > sign.on else ""
        hint = f"have it read and signed again: handouts review {name}"
        if words_now is not None and words_now != sign.text:
            message = f"'{name}' no longer says what was signed: its text is {words_now}, not {sign.text}"
            message += f"; it was {late}" if late else ""
            yield Remark("review", "warning", ("signed_off", name, "text"), message, hint)
        elif late:
            yield Remark("review", "warning", ("signed_off", name, "on"), f"'{name}' was {late}", hint)
    if value.logo is not None:
        fault = logo_fault(case.loaded.path.parent, value.logo)
        if fault is not None:
            yield Remark("logo", "problem", ("logo",), *fault)


def _address(path: PathKey, url: str) -> Iterator[Remark]:
    size = len(url.encode())
    if size > MAX_ADDRESS:
        message = f"the address has {size} characters; a code holds {MAX_ADDRESS}: {url}"
        yield Remark("address", "problem", path, message, "use a shorter address")


def logo_fault(folder: Path, name: str) -> tuple[str, str] | None:
    """What is wrong with the name of a clinic's logo, and what to do; None if ``folder`` has such a file.

    Whether the file is a picture is for those who can open pictures: :mod:`handouts.layout.logo`.
    """
    if Path(name).name != name or name.startswith(".") or "\\" in name:
        return "a logo lies beside the clinic file", "give its file name only, such as logo.png"
    if Path(name).suffix.lower() not in LOGO_SUFFIXES:
        return f"a logo is a PNG or JPEG file, '{name}' is neither", "save it as PNG and try again"
    if not (folder / name).is_file():
        return f"there is no file '{name}' beside the clinic file", "put it there, or take the line out"
    return None
