"""A load in words of another language than the sheet: it is printed, marked for whoever hears it, and told of."""

from __future__ import annotations

import pytest

from handouts import Library, SheetRequest, make
from handouts.content.model.load import load_language
from handouts.program.making import make_program
from handouts.program.reading import plan_of
from tests.html.html_page import read

MUSCLE = "gluteus-minimus"


@pytest.mark.parametrize(
    ("load", "lang"),
    [
        ("10 lb", ""), ("5 kg", ""), ("2-5 kilos", ""), ("10 lbs", ""), ("10 pounds", "en"), ("10 libras", "es"),
        ("red band", "en"), ("Body weight", "en"), ("banda roja", "es"), ("peso propio", "es"),
        ("10 lb in each hand", "en"), ("5 kg en cada mano", "es"), ("red banda", ""), ("mini goma", ""),
    ],
)  # fmt: skip
def test_the_language_of_a_load(load: str, lang: str) -> None:
    assert load_language(load) == lang


@pytest.mark.parametrize(
    ("lang", "load", "marked"),
    [("es", "red band", "en"), ("es", "banda roja", ""), ("es", "5 kg", ""), ("en", "banda roja", "es"),
     ("en", "red band", "")],
)  # fmt: skip
def test_words_of_another_language_are_marked_and_told_of(lang: str, load: str, marked: str) -> None:
    library = Library.load()
    request = SheetRequest(MUSCLE, lang=lang, exercises=(f"clamshell=3x12@{load}, 3/week",))
    made = make(library, request, "html")
    told = [note.what for note in made.notes if note.kind == "load-in-words"]
    assert told == ([(load,)] if marked else [])
    page = read(made.text).one("body")
    foreign = [e.text().strip() for e in page.walk() if e.attrs.get("lang") == marked and load in e.text()]
    assert bool(marked) == (foreign.count(load) >= 2), foreign  # beside the dose, and in what to do today
    values = {"exercises": [f"clamshell=3x12@{load}, 3/week"], "about": MUSCLE, "lang": lang}
    program = make_program(library, plan_of(values, library), "html")
    assert [note.what for note in program.notes if note.kind == "load-in-words"] == told
