"""Doses: what a therapist types, and what a reader reads. Nothing is left to work out."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from handouts import ContentError, Library
from handouts.content.model import Dose
from handouts.language import English
from handouts.sheet.blocks import plain
from handouts.sheet.dose import dose_cells, dose_words, parse_dose

LIBRARY = Library.load()
USUAL = Dose.model_validate({"hold_seconds": "20-30", "repetitions": 3, "times_a_day": 2})
DAILY = Dose.model_validate({"sets": 2, "repetitions": 8, "days_a_week": 3, "each_side": True})


def cells(text: str, usual: Dose = USUAL) -> list[tuple[str, str]]:
    """The dose strip that ``text`` gives."""
    return [
        (cell.value, cell.label) for cell in dose_cells(parse_dose(text, usual), LIBRARY.wording, English())
    ]


@pytest.mark.parametrize(
    ("text", "strip"),
    [
        ("3x12", [("12 times", "in a row"), ("3 sets", "in all"), ("2 times", "a day")]),
        ("3×12", [("12 times", "in a row"), ("3 sets", "in all"), ("2 times", "a day")]),
        ("3 x 12", [("12 times", "in a row"), ("3 sets", "in all"), ("2 times", "a day")]),
        ("1x1", [("1 time", "in a row"), ("1 set", "in all"), ("2 times", "a day")]),
        ("2x30s", [("30 sec", "hold"), ("2 times", "in a row"), ("2 times", "a day")]),
        ("2x30 sec", [("30 sec", "hold"), ("2 times", "in a row"), ("2 times", "a day")]),
        ("2x30s,3/day", [("30 sec", "hold"), ("2 times", "in a row"), ("3 times", "a day")]),
        ("2x30s, 3/day", [("30 sec", "hold"), ("2 times", "in a row"), ("3 times", "a day")]),
        ("10,3/week", [("10 times", "in a row"), ("3 days", "a week")]),
        (
            "3x12@10lb",
            [
                ("12 times", "in a row"),
                ("3 sets", "in all"),
                ("10 lb", "weight or band"),
                ("2 times", "a day"),
            ],
        ),
        (
            "3x12,red band",
            [
                ("12 times", "in a row"),
                ("3 sets", "in all"),
                ("red band", "weight or band"),
                ("2 times", "a day"),
            ],
        ),
        ("2x1min", [("1 min", "hold"), ("2 times", "in a row"), ("2 times", "a day")]),
        ("10, every other day", [("10 times", "in a row"), ("Every other", "day")]),
        ("30s, every 2 hours", [("30 sec", "hold"), ("Every", "2 hours")]),
        ("3 SETS OF 12 each side", [("12 times", "in a row"), ("3 sets", "each side"), ("2 times", "a day")]),
        ("10,1/week", [("10 times", "in a row"), ("1 day", "a week")]),
        ("8-12,1/day", [("8 to 12 times", "in a row"), ("1 time", "a day")]),
        ("30s", [("30 sec", "hold"), ("2 times", "a day")]),
        (
            "3x10, as needed",
            [("10 times", "in a row"), ("3 sets", "in all"), ("As needed", "as long as it feels good")],
        ),
        (
            "@5 kg",
            [
                ("20 to 30 sec", "hold"),
                ("3 times", "in a row"),
                ("5 kg", "weight or band"),
                ("2 times", "a day"),
            ],
        ),
        ("2min", [("2 min", "each time"), ("2 times", "a day")]),
        ("4/day", [("20 to 30 sec", "hold"), ("3 times", "in a row"), ("4 times", "a day")]),
    ],
)
def test_what_is_typed_and_what_is_read(text: str, strip: list[tuple[str, str]]) -> None:
    assert cells(text) == strip


@pytest.mark.parametrize(
    ("text", "what"),
    [("11x8", "sets"), ("3x101", "repetitions"), ("13/day", "times a day"), ("8/week", "days a week"),
     ("61min", "session minutes"), ("301s", "hold seconds"), ("every 25 hours", "every hours")],
)  # fmt: skip
def test_a_slip_of_the_pen_is_refused_and_says_what_is_too_much(text: str, what: str) -> None:
    with pytest.raises(ContentError, match=rf"the number of {what} must be \d+ or (less|more)"):
        parse_dose(text, USUAL)


@pytest.mark.parametrize(
    ("each", "said"),
    [("spot", "Hold each spot for 30 seconds."), ("side", "Hold each side for 30 seconds."),
     ("time", "Hold for 30 seconds."), (None, "Hold for 30 seconds.")],
)  # fmt: skip
def test_a_sentence_says_what_is_held(each: str | None, said: str) -> None:
    dose = Dose.model_validate({"hold_seconds": 30, "hold_each": each, "repetitions": 2, "times_a_day": 1})
    words = plain(dose_words(dose, LIBRARY.wording, English()))
    assert words == f"{said} Do this 2 times, once a day."


@pytest.mark.parametrize(
    ("dose", "said"),
    [
        ("2x30s, 3/day", "Hold for 30 seconds. Do this 2 times, 3 times a day."),
        ("3x8-12, 3/week", "Do 3 sets of 8 to 12 times, 3 days a week."),
        ("3x10 each side, 1/day", "Do 3 sets of 10 times on each side, once a day."),
        ("10/side, 1/day", "Do this 10 times on each side, once a day."),
        ("2x1min, every other day", "Hold for 1 minute. Do this 2 times, every other day."),
        ("3x12@10 lb, every 2 hours", "Do 3 sets of 12 times, every 2 hours. Use 10 lb."),
        ("as needed", "Do this as long as it feels good."),
    ],
)
def test_the_same_dose_as_sentences(dose: str, said: str) -> None:
    assert plain(dose_words(Dose.model_validate(dose), LIBRARY.wording, English())) == said


def test_the_side_of_the_usual_dose_is_kept() -> None:
    assert cells("3x10", DAILY) == [("10 times", "in a row"), ("3 sets", "each side"), ("3 days", "a week")]


def test_how_often_takes_the_place_of_how_often() -> None:
    """Times a day instead of days a week, and the other way round: not both."""
    assert cells("4/day", DAILY) == [("8 times", "in a row"), ("2 sets", "each side"), ("4 times", "a day")]
    assert cells("4/week") == [("20 to 30 sec", "hold"), ("3 times", "in a row"), ("4 days", "a week")]


@pytest.mark.parametrize(
    ("each", "label"), [("spot", "each spot"), ("side", "each side"), ("time", "each time"), (None, "hold")]
)
def test_what_is_held_says_for_how_much(each: str | None, label: str) -> None:
    dose = Dose.model_validate({"hold_seconds": 30, "hold_each": each, "repetitions": 2, "times_a_day": 1})
    assert dose_cells(dose, LIBRARY.wording, English())[0].label == label


def test_an_amount_of_time_alone_keeps_how_often() -> None:
    weekly = Dose.model_validate({"session_minutes": 5, "days_a_week": 2})
    assert cells("3min", weekly) == [("3 min", "each time"), ("2 days", "a week")]


@pytest.mark.parametrize(
    "text",
    ["", "x", "3x", "x12", "3x12x4", "-3", "0x5", "3x0", "0", "12-8", "8-8", "2.5", "3x12 3/day", "3/year", "1e3", "٣",
     "3x12,", ",", "9999", "301", "three"],
)  # fmt: skip
def test_what_is_no_dose_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ContentError) as caught:
        parse_dose(text, USUAL)
    problem = caught.value.problems[0]
    assert str(problem).startswith("--exercise: ") and "3x12" in problem.hint


@pytest.mark.parametrize("text", ["3x12,2x30s", "30s,20s", "2/day,3/day", "3x12,10"])
def test_a_dose_that_says_a_thing_twice_is_refused(text: str) -> None:
    with pytest.raises(ContentError):
        parse_dose(text, USUAL)


NUMBERS = st.integers(1, 100)


@given(st.integers(1, 10), NUMBERS)
def test_sets_and_repetitions_are_read_as_typed(sets: int, repetitions: int) -> None:
    assume(sets * repetitions <= 300)
    dose = parse_dose(f"{sets}x{repetitions}", USUAL)
    assert (str(dose.sets), str(dose.repetitions)) == (str(sets), str(repetitions))
    assert dose.hold_seconds is None and dose.times_a_day == USUAL.times_a_day


@given(st.integers(1, 20), st.integers(1, 300), st.integers(1, 12))
def test_holds_are_read_as_typed(repetitions: int, seconds: int, times: int) -> None:
    assume(repetitions * seconds <= min(60, 240 / times) * 60)
    dose = parse_dose(f"{repetitions}x{seconds}s,{times}/day", USUAL)
    assert [str(v) for v in (dose.repetitions, dose.hold_seconds, dose.times_a_day)] == [
        str(v) for v in (repetitions, seconds, times)
    ]
    assert dose.sets is None


@given(st.text(max_size=20))
def test_any_text_is_a_dose_or_a_clear_refusal(text: str) -> None:
    try:
        dose = parse_dose(text, USUAL)
    except ContentError as error:
        assert error.problems[0].file == "--exercise"
        return
    strip = dose_cells(dose, LIBRARY.wording, English())
    assert strip and all(cell.value and cell.label and "{" not in cell.value for cell in strip)


@pytest.mark.parametrize("slug", LIBRARY.slugs("exercises"))
def test_the_doses_of_the_content_say_how_much_and_how_often(slug: str) -> None:
    dose = LIBRARY.exercise(slug).dose
    labels = [cell.label for cell in dose_cells(dose, LIBRARY.wording, English())]
    words = LIBRARY.wording
    if dose.as_needed:
        assert labels == [words.as_long_as]
    else:
        assert labels[-1] in (words.a_day, words.a_week) and len(labels) >= 2
    assert len(set(labels)) == len(labels), "two cells with one name"


@pytest.mark.parametrize(
    ("hold", "said"),
    [(60, "1 min"), ("60-120", "1 to 2 min"), ("60-90", "60 to 90 sec"), ("30-60", "30 to 60 sec")],
)
def test_a_hold_is_said_in_minutes_only_where_both_ends_are_whole_ones(hold: int | str, said: str) -> None:
    dose = Dose.model_validate({"hold_seconds": hold, "repetitions": 2, "times_a_day": 1})
    assert dose_cells(dose, LIBRARY.wording, English())[0].value == said
