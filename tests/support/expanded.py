"""Prints every text of every exercise as a reader gets it, for no side, left, right and both, to be read line by line:
``python -m tests.support.expanded [SLUG...]``.

A text that reads the same for everybody is printed once; the right side is printed only where it is not what the left
one is with the words exchanged. Caption and alternative text are those of the drawing. Exit status 0.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from handouts import Library, SheetRequest
from handouts.content import fields
from handouts.content.fields import PathKey
from handouts.content.model import Exercise
from handouts.sheet.blocks import plain
from handouts.sheet.context import Context
from handouts.sheet.gates import case_of, home_plan

TOPIC = "gluteus-minimus"
SIDES = (None, "left", "right", "both")
"""Whoever a sheet is for."""


def contexts(library: Library, topic: str = TOPIC) -> tuple[Context, ...]:
    """What texts are put into on a sheet of ``topic``, one for each of :data:`SIDES`."""
    cases = (case_of(library, SheetRequest(topic, side=side)) for side in SIDES)
    return tuple(Context.of(case, home_plan(case), web=True) for case in cases)


def exchanged(text: str) -> str:
    """``text`` with left and right exchanged, as words and as the letters of a chart."""
    pairs = {"left": "right", "right": "left", "Left": "Right", "Right": "Left", "L": "R", "R": "L"}
    return re.sub(r"\b(?:left|right|Left|Right|L|R)\b", lambda word: pairs[word[0]], text)


def texts(library: Library, slug: str, voices: tuple[Context, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Name of each text of an exercise with its wording for each of :data:`SIDES`."""
    exercise = library.exercise(slug)
    for field in fields.texts(exercise):
        if field.text is not None and field.text.measured:
            text = f"{field.before} {field.value}".strip()
            yield (
                ".".join(map(str, field.path)),
                tuple(_said(ctx, exercise, field.path, text) for ctx in voices),
            )
    drawn = [ctx.figure("exercise", exercise.figure or slug) for ctx in voices]
    yield "caption", tuple(plain(figure.caption) if figure is not None else "" for figure in drawn)
    yield "alt", tuple(figure.alt if figure is not None else "" for figure in drawn)


def _said(ctx: Context, exercise: Exercise, path: PathKey, text: str) -> str:
    """A text as it is read where it stands: a step behind the ones before, "do this today" by itself, all else behind
    the steps.
    """
    if path[0] == "steps":
        return plain(ctx.steps(exercise)[int(path[1])].runs)
    return plain(ctx.runs(text) if path[0] == "today" else ctx.beside(exercise.steps, text))


def lines(library: Library, slug: str, voices: tuple[Context, ...]) -> Iterator[str]:
    """What is printed of an exercise."""
    for name, (nobody, left, right, both) in texts(library, slug, voices):
        yield f"  {name}: {nobody}"
        if left != nobody:
            yield f"    left: {left}"
        if right not in (nobody, exchanged(left)):
            yield f"    right: {right}"
        if both not in (nobody, left):
            yield f"    both: {both}"


def main(names: list[str]) -> None:
    """Print the exercises ``names``, or all."""
    library = Library.load()
    voices = contexts(library)
    for slug in names or library.slugs("exercises"):
        print(slug, *lines(library, slug, voices), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
