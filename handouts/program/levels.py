"""The rule for pain in three levels, told by shape, word and number. Its numbers are content with a source."""

from __future__ import annotations

from handouts.content.model.wording import fill
from handouts.sheet.article import phone_link
from handouts.sheet.blocks import Level, PainLevels, Runs, Span
from handouts.sheet.context import Context
from handouts.sheet.saying import filled

MOST = 10
"""The end of the scale."""


def pain_levels(ctx: Context) -> PainLevels:
    """The levels: they follow each other without a gap, since each begins where the one before ends."""
    w, rule, clinic = ctx.words.program, ctx.library.exercising, ctx.library.clinic
    bands = rule.pain
    phone = Span(clinic.phone, url=phone_link(clinic.phone))
    also = fill(w.stop_means, also=rule.pain_also)
    go_on = ctx.runs(w.go_on_means), _do(ctx, ctx.runs(w.go_on_do))
    do_less = ctx.runs(w.do_less_means), _do(ctx, ctx.runs(w.do_less_do))
    stop = ctx.runs(also), _do(ctx, filled(w.stop_do, {"phone": phone}))
    return PainLevels(
        w.when_pain_rises,
        (
            Level("go-on", w.go_on, _range(ctx, 0, bands.go_on), *go_on),
            Level("do-less", w.do_less, _range(ctx, bands.go_on + 1, bands.ease_off), *do_less),
            Level("stop", w.stop, _range(ctx, bands.ease_off + 1, MOST), *stop),
        ),
    )


def _do(ctx: Context, runs: Runs) -> Runs:
    return (Span(ctx.words.program.do, bold=True), Span(" "), *runs)


def _range(ctx: Context, least: int, most: int) -> str:
    w = ctx.words.program
    if least == most:
        return fill(w.pain_only, least=least)
    return fill(w.pain_or if most == least + 1 else w.pain_to, least=least, most=most)
