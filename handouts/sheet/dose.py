"""Doses in words: the cells of the dose strip, and the short notation a therapist types.

Never decides what a dose should be: that is content.
"""

from __future__ import annotations

import re

from handouts.content.model import Dose, Range
from handouts.content.model.wording import Wording
from handouts.errors import ContentError, Problem
from handouts.language import Language
from handouts.sheet.blocks import DoseCell

_NUMBER = r"(\d{1,3}(?:[-–]\d{1,3})?)"
_PARTS = (
    ("sets x repetitions", re.compile(rf"{_NUMBER} ?[x×] ?{_NUMBER}")),
    ("repetitions x seconds", re.compile(rf"{_NUMBER} ?[x×] ?{_NUMBER} ?s(?:ec)?")),
    ("seconds", re.compile(rf"{_NUMBER} ?s(?:ec)?")),
    ("minutes", re.compile(rf"{_NUMBER} ?min")),
    ("repetitions", re.compile(_NUMBER)),
    ("times a day", re.compile(rf"{_NUMBER} ?/ ?day")),
    ("days a week", re.compile(rf"{_NUMBER} ?/ ?week")),
)
_FIELDS = {
    "sets x repetitions": ("sets", "repetitions"),
    "repetitions x seconds": ("repetitions", "hold_seconds"),
    "seconds": ("hold_seconds",),
    "minutes": ("total_minutes",),
    "repetitions": ("repetitions",),
    "times a day": ("times_a_day",),
    "days a week": ("days_a_week",),
}
_HINT = 'write for example "3x12", "2x30s", "2x30s,3/day" or "10,3/week"'


def parse_dose(text: str, usual: Dose) -> Dose:
    """The dose that ``text`` asks for; how often is taken from ``usual`` where ``text`` does not say.

    Parts are separated by commas: ``3x12`` (sets x repetitions), ``2x30s`` (repetitions x seconds of hold), ``30s``,
    ``2min``, ``12``, ``3/day``, ``3/week``. Raises :class:`ContentError` for anything else.
    """
    amount: dict[str, object] = {}
    often: dict[str, object] = {}
    for part in (p.strip() for p in text.split(",")):
        kind, numbers = next(((k, m.groups()) for k, p in _PARTS if (m := p.fullmatch(part))), ("", ()))
        if not kind:
            raise ContentError(Problem("--exercise", 0, 0, f"{part!r} is not a dose", _HINT))
        into = often if kind in ("times a day", "days a week") else amount
        values = dict(zip(_FIELDS[kind], numbers, strict=True))
        if into.keys() & values.keys():
            raise ContentError(Problem("--exercise", 0, 0, f"{text!r} says the same thing twice", _HINT))
        into |= values
    if not amount:
        amount = usual.model_dump(exclude={"times_a_day", "days_a_week"}, exclude_none=True)
    if not often:
        often = usual.model_dump(include={"times_a_day", "days_a_week"}, exclude_none=True)
    whole = {"each_side": usual.each_side, "hold_each": usual.hold_each} | amount | often
    try:
        return Dose.model_validate(whole)
    except ValueError:
        raise ContentError(Problem("--exercise", 0, 0, f"{text!r} is not a complete dose", _HINT)) from None


def dose_cells(dose: Dose, words: Wording, language: Language) -> tuple[DoseCell, ...]:
    """The dose strip: a number with its unit over a word or two. Nothing is left for the reader to work out."""
    cells: list[DoseCell] = []
    side = words.each_side
    if dose.hold_seconds:
        where = {"spot": words.hold_spot, "side": words.hold_side, "time": words.hold_time, None: words.hold}
        cells.append(
            DoseCell(_count(words, language, "seconds_short", dose.hold_seconds), where[dose.hold_each])
        )
    if dose.repetitions:
        label = words.in_a_row if dose.sets else side if dose.each_side else words.repeat
        cells.append(DoseCell(_count(words, language, "times", dose.repetitions), label))
    if dose.sets:
        cells.append(
            DoseCell(_count(words, language, "sets", dose.sets), side if dose.each_side else words.in_all)
        )
    if dose.total_minutes:
        cells.append(DoseCell(_count(words, language, "minutes_short", dose.total_minutes), words.in_all))
    if dose.times_a_day:
        cells.append(DoseCell(_count(words, language, "times", dose.times_a_day), words.a_day))
    if dose.days_a_week:
        cells.append(DoseCell(_count(words, language, "days", dose.days_a_week), words.a_week))
    return tuple(cells) or (DoseCell(words.as_needed, words.as_long_as),)


def _count(words: Wording, language: Language, name: str, n: Range) -> str:
    return words.count(name, language.range_plural(n.least, n.most), n)
