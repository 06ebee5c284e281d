"""Keeping the text layers of a language: starting one, following the English texts, saying what it lacks.

Gives the texts of ``.po`` files and numbers; writes nothing. A translation is never guessed: an English text that
changed leaves its translation marked as fuzzy, which no sheet prints.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from handouts.content import po
from handouts.content.kinds import LOCALES, TOPICS
from handouts.content.library import Library
from handouts.content.markup import PLACEHOLDERS, parts_named
from handouts.content.model.base import Agrees, TakesSide
from handouts.content.po import REVIEWER, Catalogue, Message
from handouts.content.translations import Unit
from handouts.content.units import all_units
from handouts.errors import ContentError, Problem
from handouts.language import SOURCE, Language, primary, well_formed
from handouts.limits import LONG
from handouts.resources import display, is_file
from handouts.sheet.compose import draft
from handouts.sheet.edition import DETAILS, EDITIONS
from handouts.sheet.request import SIDES as REQUESTED_SIDES
from handouts.sheet.request import SheetRequest


@dataclass(frozen=True, slots=True)
class Updated:
    """A ``.po`` file brought up to date: its text, and how many of its messages were new, changed and gone."""

    kind: str
    text: str
    new: int
    changed: int
    gone: int


@dataclass(frozen=True, slots=True)
class Status:
    """How far a kind of content is translated, in messages. ``stale``: the English text changed since; ``doubtful``: of
    those that are done, what is much shorter than the English text or still has words of it.
    """

    kind: str
    done: int
    stale: int
    missing: int
    doubtful: int
    reviewed_by: str


def updated(library: Library, lang: str, folder: Path, today: dt.date | None = None) -> Iterator[Updated]:
    """Every ``.po`` file of ``lang`` as it has to be now, from the English content and the files under ``folder``.

    ``folder`` is a data folder; a file that it does not have yet is begun, on the day ``today``. Raises ContentError
    for a language whose rules nobody knows, and for files that cannot be read.
    """
    check_code(lang)
    language = library.rules_of(lang)
    wanted = all_units(library, language)
    now = {(kind, context): unit.text for kind, found in wanted.items() for context, unit in found}
    moved = tuple(_gone(folder / LOCALES / lang, now))
    for kind, found in wanted.items():
        path = folder / LOCALES / lang / f"{kind}.po"
        old = po.read(path, str(path)) if is_file(path) else Catalogue({}, ())
        others = (root / LOCALES / lang / path.name for root in library.folders.roots)
        files = (po.read(other, display(other)) for other in others if other != path and is_file(other))
        below = [message for file in files for message in file.messages if message.done and not message.fuzzy]
        messages = [
            _from_below(_message(context, unit, old, moved, language), below) for context, unit in found
        ]
        before = {message.context: message for message in old.messages}
        contexts = {message.context for message in messages}
        kept = {key: value for key, value in old.header.items() if key in _KEPT and value}
        header = {**_header(lang, language, today), **kept}
        yield Updated(
            kind,
            po.write(Catalogue(header, tuple(messages), old.remarks or _REMARKS)),
            new=len(contexts - before.keys()),
            changed=sum(m.context in before and m.source != before[m.context].source for m in messages),
            gone=len(before.keys() - contexts),
        )


def check_code(lang: str) -> None:
    """Refuse what cannot be the code of a language to translate into. Raises ContentError."""
    form = well_formed(lang)
    if primary(lang) == SOURCE:
        hint = "give another language; a clinic changes English texts with files of its own (--data)"
        raise ContentError(Problem("LANG", 0, 0, "English is what is translated from", hint))
    if form != lang:
        hint = f"write {form}" if form else "give the code of a language, such as es or pt-BR"
        raise ContentError(Problem("LANG", 0, 0, f"{lang[:20]!r} is not the code of a language", hint))


def status(library: Library, lang: str) -> tuple[Status, ...]:
    """How far each kind is translated, over all layers of the library. Raises ContentError."""
    rows = []
    language = library.rules_of(lang)
    for kind, found in all_units(library, language).items():
        texts = library.texts(lang, kind)
        counts = {"done": 0, "stale": 0, "missing": 0, "doubtful": 0}
        for context, unit in found:
            state = texts.state(context, unit)
            counts[state or "done"] += 1
            known = None if state else texts.find(context, unit.text)
            if known and any(True for text in known[1].texts for _ in unit.doubts(text, language)):
                counts["doubtful"] += 1
        rows.append(Status(kind, reviewed_by=texts.reviewed_by, **counts))
    return tuple(rows)


ON_SCREEN = "web page, text and message"
FOR_SOME = "for a reader with --has"


def lacking(library: Library, lang: str) -> dict[str, dict[str, int]]:
    """For each topic what :func:`lacking_of` says; nothing for a topic of whose own texts none is translated: no form
    of it can be made, and it is not worth the time to count what each would lack.
    """
    begun = set()
    found = all_units(library, library.rules_of(lang))
    for kind in TOPICS:
        texts = library.texts(lang, kind)
        begun |= {
            context.partition("/")[0]
            for context, unit in found.get(kind, [])
            if not texts.state(context, unit)
        }
    return {slug: lacking_of(library, lang, slug) if slug in begun else {} for slug in library.names("topic")}


def lacking_of(library: Library, lang: str, slug: str) -> dict[str, int]:
    """For each form that the sheet of a topic can have, the number of texts that ``lang`` lacks: a form with 0 can be
    made. Forms are the editions, short and full, what is shown on a screen, and what readers with a condition of health
    get; each for every side. What only an exercise that somebody asks for by name would say is not looked at.
    """
    found: dict[str, set[str]] = {}

    def look(label: str, web: bool, **options: Any) -> None:
        request = SheetRequest(slug, lang=lang, allow_untranslated=True, **options)
        made = draft(library, request)
        gaps = made.untranslated(made.document(web=web))
        found.setdefault(label, set()).update(gap.context for gap in gaps)

    for side in (None, *REQUESTED_SIDES):
        for edition in EDITIONS.values():
            for detail in DETAILS:
                label = edition.name if detail == edition.detail else f"{edition.name} --detail {detail}"
                look(label, False, edition=edition.name, detail=detail, side=side)
        look(ON_SCREEN, True, side=side)
    for condition in library.health.conditions:
        look(FOR_SOME, True, health=frozenset({condition}))
    look(ON_SCREEN, True, edition="clinician")
    return {label: len(contexts) for label, contexts in found.items()}


_KEPT = ("PO-Revision-Date", "Last-Translator", "Language-Team", REVIEWER, "X-Generator")
_REMARKS = (
    "Texts of handouts. What stands in braces is filled in; **two stars** set bold type.",
    "How to translate: docs/translating.md",
)


def _header(lang: str, language: Language, today: dt.date | None) -> dict[str, str]:
    """The head of a file, with every line that gettext's own tools ask for."""
    return {
        "Project-Id-Version": "handouts",
        "PO-Revision-Date": f"{today.isoformat()} 00:00+0000" if today else "",
        "Last-Translator": "",
        "Language-Team": language.english_name,
        "Language": lang.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": language.plural_forms,
        REVIEWER: "",
    }


def _gone(folder: Path, now: Mapping[tuple[str, str], str]) -> Iterator[Message]:
    """Translations of all kinds whose text does not stand in its place any more: it may stand in a file of another kind
    now. ``now``: the English text at each place of a kind.
    """
    for path in sorted(folder.glob("*.po")):
        kind = path.stem
        for message in po.read(path, str(path)).messages:
            if message.done and now.get((kind, message.context)) != message.source:
                yield message


def _message(
    context: str, unit: Unit, old: Catalogue, moved: Sequence[Message], language: Language
) -> Message:
    """The message for a unit: as it was, moved with its text, marked as fuzzy, or empty."""
    forms = len(unit.paths)
    fresh = Message(context, unit.text, unit.plural, ("",) * forms, notes=tuple(_notes(unit, language)))
    known = next((message for message in old.messages if message.context == context), None)
    same = [
        m for m in old.messages if (m.source, m.plural) == (unit.text, unit.plural) and len(m.texts) == forms
    ]
    kept = next((m for m in same if m is known), None) or next(
        (m for m in same if m.done and _shape(m.context) == _shape(context)), None
    )
    if (kept is None or not any(kept.texts)) and not (known is not None and any(known.texts)):
        elsewhere = (
            m for m in moved if (m.source, m.plural) == (unit.text, unit.plural) and len(m.texts) == forms
        )
        kept = next(elsewhere, kept)
    if kept is not None:
        return replace(
            fresh, texts=kept.texts, fuzzy=kept.fuzzy, previous=kept.previous, remarks=kept.remarks
        )
    if known is None:
        return fresh
    texts = (*known.texts, *("",) * forms)[:forms]
    return replace(
        fresh,
        texts=texts,
        fuzzy=any(texts),
        previous=known.source if any(texts) else "",
        remarks=known.remarks,
    )


def _from_below(fresh: Message, below: Sequence[Message]) -> Message:
    """``fresh``, or, where it has no text yet, what the layers under this file have for it: the translation of the same
    text, if it stands elsewhere there; that of the text that a clinic's own English has taken the place of, marked as
    fuzzy. What they have for the same text in the same place counts without being written once more.
    """
    there = next((message for message in below if message.context == fresh.context), None)
    if any(fresh.texts) or (there and (there.source, there.plural) == (fresh.source, fresh.plural)):
        return fresh
    alike = (m for m in below if (m.source, m.plural) == (fresh.source, fresh.plural))
    same = next((m for m in alike if _shape(m.context) == _shape(fresh.context)), None)
    if same is not None and len(same.texts) == len(fresh.texts):
        return replace(fresh, texts=same.texts)
    if there is None:
        return fresh
    texts = (*there.texts, *("",) * len(fresh.texts))[: len(fresh.texts)]
    return replace(fresh, texts=texts, fuzzy=True, previous=there.source)


def _shape(context: str) -> str:
    """A context without the numbers of its entries: texts that moved in a list are found again by it."""
    return re.sub(r"/\d+", "/0", context)


def _notes(unit: Unit, language: Language) -> Iterator[str]:
    """What a translator has to know of a text."""
    field = unit.field
    kind = field.text
    yield (kind.name if kind else "text") + (
        f", at most {field.limit} characters" if 0 < field.limit < LONG else ""
    )
    if field.before:
        yield f"follows: {field.before}"
    if "\n" in unit.text:
        yield "in lines: break it where it reads well, or leave it on one line and it is broken for you"
    if unit.plural:
        yield "forms: " + ", ".join(str(path[-1]) for path in unit.paths)
    if field.slots and field.slots != PLACEHOLDERS:
        yield "has " + ", ".join(f"{{{name}}}" for name in field.slots)
    elif field.slots and any(f"{{{name}}}" in field.value for name in PLACEHOLDERS):
        forms = ", or as {sore:" + language.classes[0] + "}" if language.classes else ""
        yield "{sore} and {other} become the words for the sides; write them as they stand" + forms
    part = next(parts_named(field.value), "") if field.slots else ""
    if part:
        side, form = part.split(" ")[0], f":{language.classes[0]}" if language.classes else ""
        yield (
            f"{{{part}}} is a part of the body with its side: keep {{{side}, translate the word behind it: "
            f"{{{side}{form} ...}}"
        )
    if field.mark(Agrees) and language.classes:
        yield (
            f"said of a noun of the class {unit.context.rpartition(':')[2]}"
            if ":" in unit.context
            else "by itself"
        )
    if field.mark(TakesSide) and language.classes:
        yield "the word for the side stands beside it; end with {:" + language.classes[-1] + "} for its class"
