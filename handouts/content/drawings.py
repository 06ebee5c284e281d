"""The words of drawings as texts to translate, like those of any content. Draws nothing."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.content import fields
from handouts.content.fields import Field
from handouts.content.model import Exercise, Model
from handouts.content.model.answers import Decision, decision
from handouts.content.model.base import Slots, TextKind
from handouts.content.overlay import PUT_BACK
from handouts.content.retold import retold
from handouts.content.translations import Gap, Texts, Unit
from handouts.errors import ContentError, Problem
from handouts.figures import Drawing
from handouts.figures.fields import Fields
from handouts.figures.store import FOLDERS, FigureStore, read_figure
from handouts.figures.words import FigureWords
from handouts.language import SOURCE, Language
from handouts.resources import display
from handouts.words import Origin, Words, origins_of

FIGURE = "figure"
"""The name of the text layers of drawings."""
WORDS = TextKind("words of a drawing")
_SLOTS = Slots(("side", "other", "Side", "Other", "S", "O"), free=True, forms=True)


def named(slug: str, value: Model) -> Iterator[tuple[str, str]]:
    """Kind and name of every drawing that a file shows; an exercise that names none has its own."""
    found = [(kind, name) for _, kind, name in fields.drawings(value)]
    if isinstance(value, Exercise) and not found:
        found = [("exercise", slug)]
    yield from found


def units(drawing: Drawing) -> Iterator[Unit]:
    """The texts of a drawing that a language has to have; numbers are the same in all."""
    words = drawing.words
    texts = [("title", words.title), ("caption", words.caption), ("alt", words.alt)]
    texts += [(f"labels/{number}", text) for number, text in enumerate(words.labels, 1)]
    for name, text in texts:
        if any(letter.isalpha() for letter in text):
            context = f"{FOLDERS[drawing.kind]}/{drawing.slug}/{name}"
            yield Unit(context, text, "", ((name,),), Field((name,), text, (WORDS, _SLOTS)), None)


def translated_words(
    drawing: Drawing, texts: Texts, language: Language
) -> tuple[FigureWords, tuple[Gap, ...], bool]:
    """The words of a drawing in a language, what is missing of them, and whether somebody who speaks it has read them.

    Raises ContentError for a translation that cannot be printed.
    """
    said: dict[str, str] = {}
    gaps: list[Gap] = []
    problems: list[Problem] = []
    read = True
    for unit in units(drawing):
        name = str(unit.paths[0][0])
        found, state = texts.find(unit.context, unit.text), texts.state(unit.context, unit)
        if found is None or state is not None:
            origin = origins_of(unit.text)[0]
            said[name] = Words(unit.text, (origin,), SOURCE)
            said_once = " ".join(unit.text.split())
            home = texts.home(unit.context, unit.text, origin)
            gaps.append(Gap(origin, state or "missing", unit.context, said_once, home))
            continue
        text, place = found[1].texts[0], Origin(found[0], found[1].line, 1)
        said[name] = Words(text, (place,))
        other = retold(texts, unit.context, unit, None, unit.paths[0], language)
        problems += other.problems() if other is not None else ()
        read = read and texts.read(found[1])
        problems += [Problem(*place, f"'{unit.context}': {fault}") for fault in unit.faults(text, language)]
    if problems:
        raise ContentError(problems)
    own = drawing.words
    labels = tuple(said.get(f"labels/{number}", text) for number, text in enumerate(own.labels, 1))
    title, caption, alt = (said.get(name, getattr(own, name)) for name in ("title", "caption", "alt"))
    return FigureWords(title, caption, alt, labels), tuple(gaps), read


HOW = '"decided": {"by": "NAME", "why": "REASON"}'
"""What in the file of a clinic's own drawing says who answers for it."""


def unspoken(figures: FigureStore, kind: str, slug: str) -> tuple[list[Problem], list[Problem]]:
    """What a clinic's own drawing no longer says of what not to do, although the bundled one that it hides does, and
    that it shows otherwise how an exercise is done: what nobody answers for, and what somebody does. Raises KeyError
    and FigureError as :meth:`FigureStore.get` does.
    """
    own, file = figures.get(kind, slug), figures.file(kind, slug)
    hidden = figures.folders[-1] / FOLDERS[kind] / file.name
    if file == hidden or not hidden.is_file():
        return [], []
    from handouts.content.weaker import assured, silenced  # only where a clinic has a drawing of its own

    base = read_figure(hidden, kind)
    lost = [_NO_MORE + text for text in silenced(_all_of(base.words), _all_of(own.words))]
    shows_how = kind == "exercise" or base.marked or own.marked
    told = _told(own.words) if shows_how else ()
    new = dict.fromkeys(
        (*assured(_all_of(base.words), told, True), *assured(_all_of(base.words), _all_of(own.words)))
    )
    lost += [_NEW + text for text in new]
    if own.credit_short != base.credit_short:
        lost.append(_CREDIT + base.credit_short)
    if shows_how and _picture(own) != _picture(base):
        lost.append(_ANOTHER)
    if not lost:
        return [], []
    given = Fields.of(file.read_bytes(), display(file)).get("decided")
    signed = decision(given, f"write {HOW}") if given is not None else []
    if isinstance(signed, Decision):
        hint = f"decided by {signed.by}: {signed.why}"
        return [], [Problem(display(file), 1, 1, text, hint) for text in lost]
    hint = signed[0].hint if signed else f"{PUT_BACK}: {HOW}"
    return [Problem(display(file), 1, 1, text, hint) for text in lost], []


_NO_MORE = "less safe than the bundled drawing: it no longer says: "
_NEW = "less safe than the bundled drawing: that does not say: "
_ANOTHER = "it shows another picture of what to do than the bundled drawing"


_CREDIT = "the bundled drawing is credited otherwise: "


def _told(words: FigureWords) -> tuple[str, ...]:
    """What a drawing says beside its name."""
    return (words.caption, words.alt, *words.labels)


def _picture(drawing: Drawing) -> object:
    """What a drawing shows, whatever it says."""
    return drawing.side, drawing.paths, [(label.at, label.leader) for label in drawing.labels]


def _all_of(words: FigureWords) -> tuple[str, ...]:
    return (words.title, words.caption, words.alt, *words.labels)
