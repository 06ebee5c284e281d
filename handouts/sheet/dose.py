"""Doses in words: the cells of the dose strip, and the short notation a therapist types.

Never decides what a dose should be: that is content.
"""

from __future__ import annotations

from handouts.content.model import Dose, Range
from handouts.content.model.dose import DOSE_FORMS, read_dose
from handouts.content.model.wording import Wording
from handouts.errors import ContentError, Problem
from handouts.language import Language
from handouts.sheet.blocks import DoseCell


def parse_dose(text: str, usual: Dose) -> Dose:
    """The dose that ``text`` asks for (:func:`handouts.content.model.dose.read_dose`); how often is taken from
    ``usual`` where ``text`` does not say. Raises :class:`ContentError` for what is no dose.
    """
    try:
        amount, often = read_dose(text)
    except ValueError as error:
        raise ContentError(Problem("--exercise", 0, 0, str(error), DOSE_FORMS)) from None
    if not amount:
        amount = usual.model_dump(exclude={"times_a_day", "days_a_week"}, exclude_none=True)
    if not often:
        often = usual.model_dump(include={"times_a_day", "days_a_week"}, exclude_none=True)
    whole = {"each_side": usual.each_side, "hold_each": usual.hold_each} | amount | often
    try:
        return Dose.model_validate(whole)
    except ValueError:
        message = f"{text!r} is not a complete dose"
        raise ContentError(Problem("--exercise", 0, 0, message, DOSE_FORMS)) from None


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
