"""Whose sheet it is: the name, the day, the side, and what was written to this reader."""

from __future__ import annotations

from typing import Literal

from handouts.content.markup import parse
from handouts.content.model.wording import BETWEEN, Wording, fill
from handouts.content.slots import split_class
from handouts.language import Language
from handouts.sheet.blocks import Person, Runs, Span
from handouts.sheet.context import Context
from handouts.sheet.request import SheetRequest
from handouts.sheet.saying import joined, labelled, spans
from handouts.words import like


def whose(ctx: Context, *, again: bool = False) -> Person:
    """Whose sheet it is. ``again``: on a further page."""
    request, w = ctx.request, ctx.words
    name, date = name_runs(request), day_runs(ctx.language, request)
    side = badge(ctx)
    sides = () if side else _sides(ctx)
    named = tuple(_named(ctx, one) for one in ("left", "right")) if sides else ()
    return Person(
        w.person_for if name else w.person_name, w.person_date, name, date, side, sides, again, named
    )


def name_runs(person: SheetRequest) -> Runs:
    """The name of the reader, on a second line in Latin letters if it is given in them too; nothing for nobody."""
    if not person.patient:
        return ()
    name: Runs = (Span(person.patient, bold=True, private=True),)
    return (*name, Span("\n" + person.patient_latin, private=True)) if person.patient_latin else name


def day_runs(language: Language, person: SheetRequest) -> Runs:
    """The day that a sheet was given, with no place for a line to end; nothing where nobody said it."""
    return (Span(language.day(person.date).replace(" ", "\u00a0")),) if person.date else ()


def badge(ctx: Context) -> str | None:
    """ "Right hip", "Both sides" or nothing."""
    side = side_name(ctx)
    return ctx.capital(side) if side else None


def side_name(ctx: Context) -> str | None:
    """The treated side within a sentence: "right hip", "both sides" or nothing."""
    w, side = ctx.words, ctx.request.side
    if side is None:
        return None
    if side == "both":
        return w.badge_both
    return _named(ctx, side)


def _named(ctx: Context, side: Literal["left", "right"]) -> str:
    """A side with the part of the body: "right hip"."""
    return ctx.label(lambda voice: voice.words.fill("badge", **_sided(voice, side=side)))


def _sides(ctx: Context) -> tuple[str, ...]:
    """The words behind the boxes of both sides: "left" and "right hip"; the part stands where the language has it."""
    both = ctx.label(lambda voice: fill(voice.words.tick_sides, **_sided(voice, left="left", right="right")))
    return tuple(like(piece.strip(), both) for piece in both.split(BETWEEN))


def _sided(voice: Context, **slots: Literal["left", "right"]) -> dict[str, str]:
    """The part of the body that a side is said of, and the words for sides in these slots, as they agree with it."""
    part, form = split_class(voice.topic.side_word)
    words = {"left": voice.words.left, "right": voice.words.right}
    return {"part": part, **{slot: words[side].form(form) for slot, side in slots.items()}}


def patient_line(ctx: Context) -> Runs | None:
    """Whom a sheet is for, and the date; None where it says neither."""
    return patient_runs(ctx.words, ctx.language, ctx.request)


def patient_runs(words: Wording, language: Language, person: SheetRequest) -> Runs | None:
    """The line that says whom a sheet is for and when it was given, if anybody said so."""
    day = language.day(person.date) if person.date else ""
    if not person.patient:
        return (Span(day),) if day else None
    line: Runs = ()
    for piece in parse(words.for_patient, {}):
        before, slot, after = piece.text.partition("{name}")
        name = Span(person.patient if slot else "", piece.bold, private=True)
        line = spans(
            *line, Span(like(before, words.for_patient), piece.bold), name,
            Span(like(after, words.for_patient), piece.bold),
        )  # fmt: skip
    if day:
        line = spans(*line, like(language.comma + day, words.for_patient))
    if person.patient_latin:
        line += (Span("\n" + person.patient_latin, private=True),)
    return line


def note_runs(words: Wording, language: Language, person: SheetRequest) -> Runs:
    """The note with its label, in its language if that is not the sheet's."""
    label = joined(words.note_from_clinic, language.stop)
    return labelled(label, (own_text(person, person.note or ""),))


def own_text(person: SheetRequest, text: str) -> Span:
    """What was written to this reader, in its language if that is not the sheet's."""
    lang = person.note_lang
    return Span(text, private=True, lang=lang if lang != person.lang else None)
