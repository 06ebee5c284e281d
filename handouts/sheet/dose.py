"""Doses in words: the cells of the dose strip, the sentence that says the same, and the notation a therapist types.

Whatever a sheet says of a dose is made here from one value, so no two places can disagree. Never decides what a dose
should be: that is content.
"""

from __future__ import annotations

from collections.abc import Sequence

from handouts.content.model import Dose, Range
from handouts.content.model.base import FieldError
from handouts.content.model.dose import DOSE_FORMS, completed
from handouts.content.model.load import load_language
from handouts.content.model.wording import Wording
from handouts.errors import ContentError, Problem
from handouts.language import Language, primary
from handouts.sheet.blocks import DoseCell, Runs
from handouts.sheet.saying import Part, filled, spans
from handouts.words import in_language, lang_of


def parse_dose(text: str, usual: Dose) -> Dose:
    """The dose that ``text`` asks for (:func:`handouts.content.model.dose.read_dose`); how often is taken from
    ``usual`` where ``text`` does not say. Raises :class:`ContentError` for what is no dose, with the nearest form.
    """
    try:
        whole = completed(text, usual.model_dump(exclude_none=True))
    except ValueError as error:
        raise ContentError(Problem("--exercise", 0, 0, str(error), DOSE_FORMS)) from None
    try:
        return Dose.model_validate(whole)
    except ValueError as error:
        raise ContentError(Problem("--exercise", 0, 0, f"{text!r} {_fault(error)}", DOSE_FORMS)) from None


def _fault(error: ValueError) -> str:
    """What a model refused, in a few words."""
    told = getattr(error, "errors", None)
    first = told()[0] if callable(told) else {}
    name = " ".join(str(part) for part in first.get("loc", ())[:1]).replace("_", " ")
    limits = first.get("ctx", {})
    if "ge" in limits or "le" in limits:
        which, most = ("less", limits["le"]) if "le" in limits else ("more", limits["ge"])
        return f"cannot be a dose: the number of {name} must be {most} or {which}"
    own = limits.get("error")
    if not isinstance(own, FieldError):
        return "is not a complete dose"
    about = " ".join(map(str, own.path)).replace("_", " ")
    return f"cannot be a dose: the number of {about} {own}" if about else f"cannot be a dose: {own}"


def dose_cells(dose: Dose, words: Wording, language: Language) -> tuple[DoseCell, ...]:
    """The dose strip: a number with its unit over a word or two. Nothing is left for the reader to work out."""
    cells: list[DoseCell] = []
    side = words.each_side
    if dose.hold_seconds:
        where = {
            "spot": words.hold_spot, "side": words.hold_side, "time": words.hold_time, None: words.hold,
        }  # fmt: skip
        name, hold = _span(dose.hold_seconds)
        short = "minutes_short" if name == "minutes" else "seconds_short"
        cells.append(DoseCell(number_of(words, language, short, hold), where[dose.hold_each]))
    if dose.repetitions:
        label = side if dose.each_side and not dose.sets else words.in_a_row
        cells.append(DoseCell(number_of(words, language, "times", dose.repetitions), label))
    if dose.sets:
        label = side if dose.each_side else words.in_all
        cells.append(DoseCell(number_of(words, language, "sets", dose.sets), label))
    if dose.load:
        cells.append(DoseCell(_load(dose.load, language), words.load))
    if dose.session_minutes:
        cells.append(
            DoseCell(number_of(words, language, "minutes_short", dose.session_minutes), words.each_session)
        )
    if dose.times_a_day:
        cells.append(DoseCell(number_of(words, language, "times", dose.times_a_day), words.a_day))
    if dose.days_a_week:
        cells.append(DoseCell(number_of(words, language, "days", dose.days_a_week), words.a_week))
    if dose.every_other_day:
        cells.append(DoseCell(words.every_other, words.day))
    if dose.every_hours:
        hours = Range(least=dose.every_hours)
        cells.append(DoseCell(words.every, number_of(words, language, "hours", hours)))
    if dose.as_needed:
        cells.append(DoseCell(words.as_needed, words.as_long_as))
    return tuple(cells)


def foreign_load(dose: Dose, language: Language) -> str:
    """The load of a dose, where its words are those of another language; else nothing."""
    spoken = load_language(dose.load) if dose.load else ""
    return dose.load or "" if spoken and spoken != primary(language.code) else ""


def _load(load: str, language: Language) -> str:
    """A load, marked where its words are those of another language."""
    return in_language(load, load_language(load) or language.code, language.code)


def dose_words(dose: Dose, words: Wording, language: Language) -> Runs:
    """The same dose as sentences: "Hold each spot for 15 to 20 seconds. Do this for 1 to 2 minutes, 3 times a day."."""
    said: list[Part] = []
    parts: list[Part] = []

    def put(name: str, **values: Part) -> Runs:
        """A fixed text with its slots filled in; what is in another language stays a run of its own."""
        return filled(getattr(words, name), values)

    if dose.hold_seconds:
        name, hold = _span(dose.hold_seconds)
        where = {
            "spot": "say_hold_spot", "side": "say_hold_side", "time": "say_hold", None: "say_hold",
        }  # fmt: skip
        said.append(put(where[dose.hold_each], time=number_of(words, language, name, hold)))
    if dose.sets:
        parts.append(number_of(words, language, "say_sets", dose.sets))
    if dose.repetitions:
        name = "say_of_times" if dose.sets else "times"
        parts.append(number_of(words, language, name, dose.repetitions))
    if dose.session_minutes:
        parts.append(put("say_for", time=number_of(words, language, "minutes", dose.session_minutes)))
    often = _often(dose, words, language)
    amount = _row(parts, " ")
    if dose.each_side and parts:
        amount = put("say_each_side", amount=amount)
    if amount or often:
        together = _row([part for part in (amount, often) if part], language.comma)
        said.append(put("say_do_sets" if dose.sets else "say_do", dose=together))
    if dose.load:
        said.append(put("say_load", load=_load(dose.load, language)))
    if dose.rest_day:
        said.append(words.say_rest_day)
    if dose.as_needed:
        said.append(words.say_as_needed)
    return _row(said, " ")


def _row(parts: Sequence[Part], sign: str) -> Runs:
    """The parts with ``sign`` between them."""
    return spans(*(part for index, one in enumerate(parts) for part in ((sign, one) if index else (one,))))


def _often(dose: Dose, words: Wording, language: Language) -> Runs:
    if dose.times_a_day and dose.times_a_day == Range(least=1):
        return spans(words.say_once_a_day)
    if dose.times_a_day:
        return filled(words.say_a_day, {"times": number_of(words, language, "times", dose.times_a_day)})
    if dose.days_a_week:
        return filled(words.say_a_week, {"days": number_of(words, language, "days", dose.days_a_week)})
    if dose.every_other_day:
        return spans(words.say_every_other_day)
    if dose.every_hours:
        hours = number_of(words, language, "hours", Range(least=dose.every_hours))
        return filled(words.say_every_hours, {"hours": hours})
    return ()


def _span(seconds: Range) -> tuple[str, Range]:
    """A hold in whole minutes where it is that, else in seconds."""
    numbers = [number for number in (seconds.least, seconds.most) if number is not None]
    if all(number % 60 == 0 for number in numbers):
        return "minutes", Range(
            least=seconds.least // 60, most=seconds.most // 60 if seconds.most is not None else None
        )
    return "seconds", seconds


def number_of(words: Wording, language: Language, name: str, n: Range) -> str:
    """A number, or from one to another, with its word. It is a text of one language: where the words of a range are in
    another than the unit, a dash stands for them.
    """
    category = language.range_plural(n.least, n.most)
    if n.most is None:
        return words.count(name, category, n.least)
    number = words.fill("from_to", least=n.least, most=n.most)
    same = lang_of(number) == lang_of(words.count(name, category, ""))
    return words.count(name, category, number if same else f"{n.least}–{n.most}")
