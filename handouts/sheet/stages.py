"""The plan of a condition by stage of healing: which of its exercises belong to each, and when to go on."""

from __future__ import annotations

from handouts.content.model.base import STAGES, HealingStage
from handouts.content.model.topic import PlanStage
from handouts.sheet.blocks import Bullets, Heading, Item, Node, Runs
from handouts.sheet.context import Context, listed
from handouts.sheet.saying import filled, joined, labelled


def by_stage(ctx: Context) -> list[Node]:
    """A heading and a line for each stage; nothing for a muscle, and where the plan does not stand."""
    stages, w = ctx.topic.by_stage, ctx.words
    if not stages or ctx.plan.state != "go":
        return []
    names = {"calm": w.stage_calm, "early": w.stage_early, "later": w.stage_later}
    items = tuple(
        Item(labelled(joined(names[stage], ctx.language.stop), _stage(ctx, stages[stage], stage)))
        for stage in STAGES
        if stage in stages
    )
    return [Heading(2, w.plan_by_stage, folds=True), Bullets(items)]


def _stage(ctx: Context, own: PlanStage, stage: HealingStage) -> Runs:
    """What to do in a stage: only what is safe for this reader, and each exercise where it says it belongs."""
    w = ctx.words
    found = [i.exercise for i in (*ctx.plan.chosen, *ctx.plan.alternatives) if i.exercise.stage == stage]
    parts = [ctx.runs(text) for text in ctx.allowed((own.do,) if own.do else ())]
    if found:
        titles = listed([ctx.runs(exercise.title) for exercise in found], ctx.language.signs.semicolon)
        parts.append(filled(w.stage_exercises, {"titles": titles}))
    last = stage == STAGES[-1]
    # Nobody tries what is not for them to find out whether they can; who has what the sheet is about, in time does.
    tried = not any(gate.condition in ctx.told for gate in ctx.against(own.go_on.demands))
    if tried or not last:
        reached = own.go_on.text if tried else w.go_on_shown
        parts.append(labelled(w.well_when if last else w.go_on_when, ctx.runs(reached)))
    return listed(parts, " ")
