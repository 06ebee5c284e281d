"""What every sheet says, asked of the finished document: the number for emergencies, the stop signs, each dose, and
whom each exercise is not for. Whatever wording, own files or a translation did, a sheet that lacks one of them is none.

Asks, and mends nothing: the parts are made in :mod:`handouts.sheet.front`, ``plan`` and ``caution``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from string import ascii_uppercase
from typing import Any

from handouts.content.model import Dose, Range, StopSign
from handouts.errors import ContentError, Problem
from handouts.sheet.blocks import (
    CutOuts,
    Document,
    DoseCell,
    ExerciseCard,
    Face,
    Overview,
    PainLevels,
    PainScale,
    StopBox,
    plain,
)
from handouts.sheet.context import Context
from handouts.sheet.gates import Chosen
from handouts.sheet.said import by_kind, paragraphs

Parts = dict[type, list[Any]]
"""The blocks of a document by their class."""
_COUNTED = ("sets", "repetitions", "hold_seconds", "session_minutes", "times_a_day", "days_a_week")


def assured(
    ctx: Context, document: Document, *, regions: Collection[str] = (), titles: Sequence[str] | None = None
) -> None:
    """Raise ContentError, once for each thing that ``document`` had to say and does not.

    ``regions``: those that it is about beside that of its topic; ``titles``: what its exercises are called there, in a
    home program, where that may not be their own title.
    """
    lost = list(dict.fromkeys(_lost(ctx, document, {ctx.topic.region, *regions}, titles)))
    if lost:
        hint = "put back what your own files, or the texts of the language, leave out"
        raise ContentError(
            [Problem(document.slug, 0, 0, f"the sheet would not say {what}", hint) for what in lost]
        )


def _lost(ctx: Context, document: Document, regions: set[str], titles: Sequence[str] | None) -> Iterator[str]:
    text = "\n".join(paragraphs(document))
    parts = by_kind(document.sections)
    boxes: list[StopBox] = parts[StopBox]
    number = ctx.library.clinic.emergency_number
    if not any(number in box.emergency_heading for box in boxes):
        yield f"whom to call in an emergency: {number}"
    signs = ctx.library.stop_signs
    boxed = "\n".join(text for box in boxes for text in paragraphs(box))
    yield from _unsaid_signs(ctx, (*signs.emergency, *signs.today, *signs.soon), regions, boxed)
    if ctx.topic.no_pressing and titles is None:  # a program has no chart that marks the spots
        said = plain(ctx.runs(ctx.topic.no_pressing))
        if said not in text:
            yield f"where nobody presses: {said}"
    if ctx.plan.state != "go":
        return
    yield from _unsaid_pain(ctx, parts)
    cards: dict[str, list[ExerciseCard]] = {}
    for card in parts[ExerciseCard]:
        cards.setdefault(str(card.title), []).append(card)
    named = titles or [item.exercise.title for item in ctx.shown]
    for title, item in zip(named, ctx.shown, strict=True):
        if str(title) not in cards:
            if not item.rank:  # others may be left out of a short sheet
                yield f"the exercise: {title}"
            continue
        if not all(_doses(item.dose, card.dose) for card in cards[str(title)]):
            yield f"the dose of: {title}"
        yield from _unsaid_gates(ctx, item, text)
    yield from _unsaid_alone(ctx, parts, regions)


def _unsaid_signs(ctx: Context, signs: Iterable[StopSign], regions: set[str], text: str) -> Iterator[str]:
    for sign in signs:
        if sign.of(regions, ctx.health, ctx.about):
            said = plain(ctx.runs(sign.said(strain=ctx.topic.strain_itself)))
            if said not in text:
                yield f"the stop sign: {said}"


def _unsaid_pain(ctx: Context, parts: Parts) -> Iterator[str]:
    """The numbers of the rule for pain, which a plan comes with."""
    scales = (*parts[PainScale], *parts[PainLevels])
    shown = _digits(" ".join(text for scale in scales for text in paragraphs(scale)))
    bands = ctx.library.exercising.pain
    if not {bands.go_on, bands.ease_off, bands.ease_off + 1} <= shown:
        yield "how much pain is all right"


def _unsaid_alone(ctx: Context, parts: Parts, regions: set[str]) -> Iterator[str]:
    """What is missing on a face that may be cut out, hung up or lie alone: it carries all gates of its own."""
    given = dict(zip(ascii_uppercase, ctx.shown, strict=False))
    phone = ctx.library.clinic.phone
    alone = [(face.card, "") for face in parts[Face] if face.size == "whole"]
    for cut in parts[CutOuts]:
        foot = plain(cut.foot)
        if phone not in foot:
            yield f"on a card, whom to call: {phone}"
        alone += [(card, foot) for card in cut.cards]
    for card, foot in alone:
        item, text = given[str(card.letter)], "\n".join((*paragraphs(card), foot))
        if not _doses(item.dose, card.dose):
            yield f"on a card, the dose of: {item.exercise.title}"
        for what in (*_unsaid_gates(ctx, item, text), *_unsaid_press(ctx, (item,), text)):
            yield f"on a card, {what}"
    for page in parts[Overview]:
        text = "\n".join(paragraphs(page))
        for number in (phone, ctx.library.clinic.emergency_number):
            if number not in text:
                yield f"at a glance, whom to call: {number}"
        shown = {str(item.letter): item for item in page.items}
        lost = [*_unsaid_signs(ctx, ctx.library.stop_signs.emergency, regions, text)]
        lost += _unsaid_press(ctx, ctx.shown, text)
        for letter, item in given.items():
            if letter not in shown or not _doses(item.dose, shown[letter].dose):
                lost.append(f"the dose of: {item.exercise.title}")
            lost += _unsaid_gates(ctx, item, text)
        for what in lost:
            yield f"at a glance, {what}"


def _unsaid_press(ctx: Context, items: Iterable[Chosen], text: str) -> Iterator[str]:
    """Where nobody presses, for what presses."""
    if any(item.exercise.type == "pressure" for item in items):
        for place in ctx.library.pressure.never_on:
            if plain(ctx.runs(place)) not in text:
                yield f"where never to press: {place}"


def _doses(dose: Dose, cells: Sequence[DoseCell]) -> bool:
    """Whether cells say each number of a dose."""
    shown = _digits(" ".join(f"{cell.value} {cell.label}" for cell in cells))
    return bool(cells) and all(amount & shown for amount in _numbers(dose))


def _digits(text: str) -> set[int]:
    return set(map(int, re.findall(r"\d+", text)))


def _unsaid_gates(ctx: Context, item: Chosen, text: str) -> Iterator[str]:
    """Conditions that stand against an exercise and are named nowhere. What the reader told is obeyed, not said; what
    passes is said in days.
    """
    known = ctx.library.health.conditions
    for gate in ctx.everybody(item.exercise):
        condition = known[gate.condition]
        if gate.condition in ctx.health or gate.verdict == "wait":
            continue
        names = [condition, *([known[condition.within]] if condition.within in known else [])]
        if not any(words in text for name in names for words in (name.text, name.when)):
            yield f"whom '{item.exercise.title}' is not for: {condition.text}"


def _numbers(dose: Dose) -> Iterator[set[int]]:
    """Each number of a dose, with those that may stand for it: seconds may be said in minutes."""
    for name in _COUNTED:
        part: Range | None = getattr(dose, name)
        for number in (part.least, part.most) if part is not None else ():
            if number is not None:
                yield {number, number // 60} if name == "hold_seconds" and number % 60 == 0 else {number}
    if dose.every_hours:
        yield {dose.every_hours}
