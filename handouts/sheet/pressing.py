"""How to press sore spots: where, where never, what to expect and when to stop. Never left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handouts.content.model import Region
from handouts.sheet.blocks import Paragraph, Runs, plain
from handouts.sheet.caution import never_on, of_types, strong
from handouts.sheet.context import Context, listed
from handouts.sheet.mapped import on_map, planned, pressing
from handouts.sheet.saying import labelled, spans
from handouts.words import like


def told_to_press(ctx: Context) -> bool:
    """Whether the reader is told to press on sore spots."""
    return bool(pressing(ctx.plan))


def _parts(ctx: Context, more: Sequence[Region]) -> tuple[Region, ...]:
    """The parts of the body that are pressed: that of the topic, those of exercises that its plan lacks, ``more``."""
    found: list[Region] = []
    for item in pressing(ctx.plan):
        if on_map(ctx.topic, item, ctx.topic.where.figure):
            found.append(ctx.topic.region)
        if not planned(ctx.topic, item):
            found += item.exercise.regions
    return (*found, *more)


def press_rules(ctx: Context, parts: Sequence[Region] = ()) -> list[Paragraph]:
    """Where to press, where never, what to expect and when to stop, on every sheet that presses; where this muscle is
    never pressed at home, on every sheet of it. Never left out. ``parts``: other parts of the body that are pressed.
    """
    text = ctx.topic.no_pressing
    never = [Paragraph(strong(ctx.runs(text)), "rule")] if text else []
    if not told_to_press(ctx):
        return never
    return [*_how_to_press(ctx, parts), *never]


def off_limits(ctx: Context) -> list[str]:
    """What the drawing of where to press tells to stay off, as a sentence names it."""
    return [_in_sentence(ctx, name) for name in _signs(ctx)]


def _signs(ctx: Context) -> list[str]:
    """What the drawing of where to press tells to stay off, by its names there."""
    figure = ctx.figure("anatomy", ctx.topic.where.figure)
    if figure is None:
        return []
    marks = ctx.library.figures.get(figure.kind, figure.slug).marks
    return [
        like(label.replace("\n", " "), label)
        for label, mark in zip(figure.labels, marks, strict=True)
        if mark == "stay-off"
    ]


def _in_sentence(ctx: Context, name: str) -> str:
    """The name of a sign within a sentence: with a small letter, and the article that the language puts there."""
    small = name[:1].lower() if name[1:2].islower() else name[:1]
    return like(plain(ctx.fill("stay_off_place", place=small + name[1:])), name)


def _how_to_press(ctx: Context, parts: Sequence[Region]) -> list[Paragraph]:
    rules, (never, _) = ctx.library.pressure, _press_parts(ctx, _parts(ctx, parts), ())
    said = plain(never).casefold()
    shown = ctx.presses_map(ctx.topic.where.figure)
    signs = _signs(ctx) if shown else []
    places = [_in_sentence(ctx, name) for name in signs if name.casefold() not in said]
    here = ctx.fill("stay_off_here", places=ctx.join(places, "and")) if places else ()
    texts = (ctx.runs(rules.where), never, here, ctx.runs(rules.expect), strong(ctx.runs(rules.stop)))
    return [Paragraph(listed((text for text in texts if text), " "), "rule")]


def press_parts(ctx: Context, parts: Sequence[Region]) -> tuple[Runs, Runs]:
    """Of :func:`press_rules` what has to stand beside the exercises (where never to press, and over what), and the rest
    of it; nothing for who presses nothing.
    """
    text = ctx.topic.no_pressing
    own = strong(ctx.runs(text)) if text else ()
    if not told_to_press(ctx):
        return own, ()
    never, how = _press_parts(ctx, (ctx.topic.region, *parts), of_types(ctx, ("pressure",))[0])
    return listed([one for one in (never, own) if one], " "), how


def _press_parts(ctx: Context, parts: Iterable[Region], over: Iterable[str]) -> tuple[Runs, Runs]:
    rules = ctx.library.pressure
    never = labelled(ctx.words.never_press_on, spans(*never_on(ctx, parts, over), ctx.language.stop))
    how = spans(*ctx.runs(rules.where), " ", *ctx.runs(rules.expect), " ", *strong(ctx.runs(rules.stop)))
    return never, how
