"""Rules for single content files, other than those of safety. Each yields remarks; none reads a content
file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.content.folders import is_slug
from handouts.content.loading import Loaded
from handouts.content.markup import faults
from handouts.content.model import Clinic, Condition, Exercise, Model, Muscle, Reviewed, Strain
from handouts.content.patient_text import raw_text
from handouts.content.pemat import MAX_GRADE, Pictures
from handouts.content.readability import Measures, sentences, words
from handouts.content.report import PematItem, Remark
from handouts.content.source import PathKey
from handouts.content.suggest import suggestion

if TYPE_CHECKING:
    from handouts.figures import FigureStore

MAX_MEAN_SENTENCE = 15.0
MAX_SENTENCE = 25
MIN_WORDS = 30
"""A grade of fewer words says nothing."""
MAX_EXERCISES = 5
"""Performance was better with few (Henry 1999)."""
MAX_ADDRESS = 84
"""Bytes of a version 5 code at level M (ISO/IEC 18004): modules of 0.67 mm in a box of 30 mm."""
LOGO_SUFFIXES = (".png", ".jpg", ".jpeg")
PEMAT_PER_CENT = 70
"""What AHRQ calls understandable and actionable."""


def slug(loaded: Loaded) -> Iterator[Remark]:
    """The name of a file is its slug."""
    if not is_slug(loaded.slug) and loaded.kind not in ("wording", "clinic"):
        hint = "rename it to lower-case English words joined by hyphens"
        yield Remark("files", "problem", (), f"the file's name '{loaded.slug}' is not a slug", hint)


def markup(value: Model) -> Iterator[Remark]:
    """Notation that has no meaning; it would be printed as it stands."""
    for path, text in raw_text(value):
        yield from (Remark("markup", "problem", path, fault) for fault in faults(text))


def review(value: Reviewed, today: dt.date | None) -> Iterator[Remark]:
    """Reviews that are overdue or that came before the last change."""
    state = value.review
    if state.reviewed_on is not None and state.reviewed_on < state.written:
        hint = "have it reviewed again, or empty reviewed_by and reviewed_on"
        yield Remark("review", "warning", ("review", "reviewed_on"), "written after it was reviewed", hint)
    if today is None:
        return
    if state.review_due < today:
        message = f"the review was due on {state.review_due.isoformat()}"
        yield Remark(
            "review", "warning", ("review", "review_due"), message, "read it again and set a new date"
        )
    if state.written > today:
        yield Remark("review", "warning", ("review", "written"), "written on a day that is still to come")


def reading(measures: Measures, texts: Iterable[tuple[PathKey, str]]) -> Iterator[Remark]:
    """Grade and length of sentences."""
    if measures.words >= MIN_WORDS and measures.grade > MAX_GRADE:
        hint = "use shorter words and sentences, or explain a word under terms; hard words: "
        hint += ", ".join(measures.hard_words[:8])
        message = f"reading grade {measures.grade}; patients' text has {MAX_GRADE:g} or less"
        yield Remark("reading-grade", "problem", (), message, hint)
    if measures.mean_sentence > MAX_MEAN_SENTENCE:
        message = f"sentences have {measures.mean_sentence} words on average; at most {MAX_MEAN_SENTENCE:g}"
        yield Remark("sentence-length", "problem", (), message, "cut long sentences in two")
    for path, text in texts:
        for sentence in sentences(text):
            count = len(words(sentence))
            if count > MAX_SENTENCE:
                message = f"a sentence of {count} words; at most {MAX_SENTENCE}: {sentence[:50]}..."
                yield Remark("sentence-length", "problem", path, message, "cut it in two")


def topic(value: Muscle | Condition) -> Iterator[Remark]:
    """The size of the plan and the length of the address."""
    if len(value.plan.exercises) > MAX_EXERCISES:
        message = f"{len(value.plan.exercises)} exercises; people do best with {MAX_EXERCISES} or fewer"
        yield Remark("plan", "warning", ("plan", "exercises"), message, "move some to alternatives")
    for i, name in enumerate(value.plan.exercises):
        if name in value.plan.exercises[:i] or name in value.plan.alternatives:
            yield Remark("plan", "warning", ("plan", "exercises", i), f"'{name}' is named twice")
    yield from _address(("article_url",), value.article_url)


def clinic(
    loaded: Loaded, value: Clinic, topics: Iterable[str], written: Callable[[str], dt.date | None]
) -> Iterator[Remark]:
    """Addresses of articles, sign-offs and the logo. ``written`` gives the day on which a topic was
    written."""
    known = sorted(topics)
    for key, named in (("articles", value.articles), ("signed_off", value.signed_off)):
        for name in named:
            if name not in known:
                message = f"there is no muscle or condition '{name}'"
                yield Remark("references", "warning", (key, name), message, suggestion(name, known))
    for name, address in value.articles.items():
        yield from _address(("articles", name), address)
    if value.article_base_url is not None and known:
        longest = max((name for name in known if name not in value.articles), key=len, default="")
        yield from _address(("article_base_url",), f"{value.article_base_url.rstrip('/')}/{longest}")
    for name, sign in value.signed_off.items():
        day = written(name)
        if day is not None and day > sign.on:
            message = f"'{name}' was written on {day.isoformat()}, after it was signed off"
            yield Remark("review", "warning", ("signed_off", name, "on"), message, "have it signed off again")
    if value.logo is not None:
        yield from _logo(loaded.path.parent, value.logo)


def pemat(items: Sequence[PematItem]) -> Iterator[Remark]:
    """Items that are not met, and a share that is too small."""
    for item in items:
        if item.state == "not met":
            note = f" ({item.note})" if item.note else ""
            yield Remark("pemat", "warning", (), f"PEMAT-P item {item.number} not met: {item.name}{note}")
    for actionability in (False, True):
        states = [item.state for item in items if item.actionability == actionability]
        met, decided = states.count("met"), states.count("met") + states.count("not met")
        if decided and 100 * met < PEMAT_PER_CENT * decided:
            what = "actionable" if actionability else "understandable"
            message = f"only {met} of {decided} PEMAT-P items make it {what}; {PEMAT_PER_CENT} % are wanted"
            yield Remark("pemat", "problem", (), message)


class Drawings:
    """Rules about the drawings that content names."""

    def __init__(self, figures: FigureStore) -> None:
        self.figures = figures

    def topic(self, value: Muscle | Condition) -> Iterator[Remark]:
        """Drawings of a topic that are missing or broken; those of its exercises are reported with them."""
        for kind, path, name in _named(value):
            yield from self._one(kind, name, path)

    def exercise(self, name: str, value: Exercise) -> Iterator[Remark]:
        """The drawing of an exercise."""
        yield from self._one("exercise", value.figure or name, ("figure",) if value.figure else ())

    def strain(self, value: Strain) -> Iterator[Remark]:
        """The drawings of the R.I.C.E. panel."""
        for i, box in enumerate(value.rice):
            for field, name in (("figure", box.figure), ("icon", box.icon)):
                if name is not None:
                    yield from self._one("exercise", name, ("rice", i, field))

    def count(self, value: Muscle | Condition, exercises: Mapping[str, Exercise]) -> Pictures:
        """How many drawings a sheet about ``value`` with these exercises names and has."""
        wanted = [(kind, name) for kind, _, name in _named(value)]
        of_exercises = [("exercise", e.figure or name) for name, e in exercises.items()]
        captions = [self._caption(kind, name) for kind, name in wanted + of_exercises]
        there = [caption for caption in captions if caption is not None]
        return Pictures(
            named=len(captions),
            found=len(there),
            captioned=sum(bool(caption.strip()) for caption in there),
            exercises=len(of_exercises),
            exercises_found=sum(caption is not None for caption in captions[len(wanted) :]),
        )

    def _one(self, kind: str, name: str, path: PathKey) -> Iterator[Remark]:
        from handouts.figures import FigureError

        try:
            self.figures.get(kind, name)
        except KeyError:
            yield Remark("figures", "warning", path, f"there is no {kind} drawing '{name}' yet")
        except (FigureError, OSError, ValueError) as error:
            yield Remark("figures", "problem", path, f"the drawing '{name}' cannot be used: {error}")

    def _caption(self, kind: str, name: str) -> str | None:
        try:
            return self.figures.get(kind, name).caption
        except (KeyError, ValueError, OSError):
            return None


def _named(value: Muscle | Condition) -> Iterator[tuple[str, PathKey, str]]:
    """Drawings that a topic names: kind, path, name."""
    if value.where.figure is not None:
        yield "anatomy", ("where", "figure"), value.where.figure
    if value.pain.figure is not None:
        yield "chart", ("pain", "figure"), value.pain.figure


def _address(path: PathKey, address: str) -> Iterator[Remark]:
    size = len(address.encode())
    if size > MAX_ADDRESS:
        message = f"the address has {size} characters; a code holds {MAX_ADDRESS}: {address}"
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


def _logo(folder: Path, name: str) -> Iterator[Remark]:
    fault = logo_fault(folder, name)
    if fault is not None:
        yield Remark("logo", "problem", ("logo",), *fault)
