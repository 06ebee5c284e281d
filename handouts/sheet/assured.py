"""What every sheet says, asked of the finished document: the number for emergencies, the stop signs, each dose, and
whom each exercise is not for. Whatever wording, own files or a translation did, a sheet that lacks one of them is none.

Asks, and mends nothing: the parts are made in :mod:`handouts.sheet.front`, ``plan`` and ``caution``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeVar

from handouts.content.model import Dose, Range
from handouts.errors import ContentError, Problem
from handouts.sheet.blocks import Document, ExerciseCard, Figure, Span, StopBox, plain
from handouts.sheet.context import Context
from handouts.sheet.gates import Chosen
from handouts.sheet.said import paragraphs

P = TypeVar("P")
_COUNTED = ("sets", "repetitions", "hold_seconds", "session_minutes", "times_a_day", "days_a_week")


def assured(ctx: Context, document: Document) -> None:
    """Raise ContentError, once for each thing that ``document`` had to say and does not."""
    lost = list(dict.fromkeys(_lost(ctx, document)))
    if lost:
        hint = "put back what your own files, or the texts of the language, leave out"
        slug = ctx.request.slug
        raise ContentError([Problem(slug, 0, 0, f"the sheet would not say {what}", hint) for what in lost])


def _lost(ctx: Context, document: Document) -> Iterator[str]:
    text = "\n".join(paragraphs(document))
    boxes = list(_parts(document.sections, StopBox))
    number = ctx.library.clinic.emergency_number
    if not any(number in box.emergency_heading for box in boxes):
        yield f"whom to call in an emergency: {number}"
    signs = ctx.library.stop_signs
    boxed = "\n".join(text for box in boxes for text in paragraphs(box))
    for sign in (*signs.emergency, *signs.today, *signs.soon):
        if sign.of({ctx.topic.region}, ctx.health):
            said = plain(ctx.runs(sign.text))
            if said not in boxed:
                yield f"the stop sign: {said}"
    cards = {str(card.title): card for card in _parts(document.sections, ExerciseCard)}
    for item in ctx.shown if ctx.plan.state == "go" else ():
        card = cards.get(item.exercise.title)
        if card is None:
            if not item.rank:  # others may be left out of a short sheet
                yield f"the exercise: {item.exercise.title}"
            continue
        shown = set(
            map(int, re.findall(r"\d+", " ".join(f"{cell.value} {cell.label}" for cell in card.dose)))
        )
        if not card.dose or not all(amount & shown for amount in _numbers(item.dose)):
            yield f"the dose of: {item.exercise.title}"
        yield from _unsaid_gates(ctx, item, text)


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


def _parts(node: object, kind: type[P]) -> Iterator[P]:
    """Every part of a document of one kind, in reading order."""
    if isinstance(node, kind):
        yield node
    elif isinstance(node, tuple):
        for part in node:
            yield from _parts(part, kind)
    elif not isinstance(node, Span | Figure):
        for name in getattr(node, "__dataclass_fields__", ()):
            value = getattr(node, name)
            if isinstance(value, tuple) or hasattr(value, "__dataclass_fields__"):
                yield from _parts(value, kind)
