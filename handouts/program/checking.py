"""What is wrong with a plan file, and what to know before its program is given: it is made, and nothing is written."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from handouts.content.library import Library
from handouts.content.source import read
from handouts.errors import ContentError, Problem
from handouts.notes import in_words
from handouts.program.making import make_program
from handouts.program.reading import KIND, read_plan, with_usual
from handouts.resources import display


def is_plan(path: Path) -> bool:
    """Whether a file says that it is a plan. One that cannot be read does not."""
    try:
        return read(path, display(path)).at(("kind",)) == KIND
    except ContentError:
        return False


def warnings_of(library: Library, path: Path, today: dt.date | None = None) -> list[Problem]:
    """What to know before the program of the plan file ``path`` is given. Raises ContentError with all that keeps it
    from being made: words that nobody knows, exercises that are not for this person, letters that no font has.
    """
    planned = read_plan(path, library)
    usual = with_usual(planned, paper=library.clinic.paper, lang=library.clinic.language)
    made = make_program(library, usual, today=today)
    return [
        Problem(display(path), 0, 0, in_words(note).removeprefix("warning: "))
        for note in made.notes
        if note.severity == "warning"
    ]
