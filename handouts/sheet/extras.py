"""What is said of an exercise beside its steps and gates: what it takes, other ways to do it, what goes wrong."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.content.model import Advice, Exercise
from handouts.content.model.demands import closure
from handouts.sheet.blocks import Note
from handouts.sheet.context import Context, listed


def extras(ctx: Context, exercise: Exercise) -> tuple[Note, ...]:
    """Everything, for the editions that carry it; a screen folds away what nobody needs to begin."""
    w = ctx.words
    need, other = ((w.you_need, exercise.tool), (w.where_to_press, exercise.place)), (
        (w.easier, way_of(ctx, exercise, exercise.easier)), (w.harder, way_of(ctx, exercise, exercise.harder)),
        (w.why, exercise.why),
    )  # fmt: skip
    return (
        *(Note(label, ctx.beside(exercise.steps, ctx.sentence(text))) for label, text in need if text),
        *(
            Note(label, ctx.beside(exercise.steps, ctx.sentence(text)), folds=True)
            for label, text in other
            if text
        ),
        *watching(ctx, exercise, folds=True),
    )


def way_of(ctx: Context, exercise: Exercise, way: Advice | None) -> str | None:
    """An easier or harder way to do an exercise, where nothing stands against what it asks for beside the exercise."""
    if way is None or ctx.against(set(closure(way.demands)) - closure(exercise.asked)):
        return None
    return way.text


def watching(ctx: Context, exercise: Exercise, *, folds: bool = False) -> Iterator[Note]:
    """What goes wrong most often, how to know that it was too much, and from when on it is done."""
    w = ctx.words
    if exercise.mistakes:
        yield Note(
            w.mistakes,
            listed((ctx.beside(exercise.steps, one) for one in exercise.mistakes), " "),
            folds=folds,
        )
    if exercise.too_much:
        yield Note(w.too_much, ctx.beside(exercise.steps, exercise.too_much), folds=folds)
    if exercise.stage:
        when = {"calm": w.start_calm, "early": w.start_early, "later": w.start_later}
        yield Note(w.start_when, ctx.runs(when[exercise.stage]), folds=folds)
