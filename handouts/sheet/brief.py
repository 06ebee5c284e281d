"""What the short form of a sheet leaves unsaid: only what this topic really has. Composes nothing."""

from __future__ import annotations

from handouts.content.model import Advice, Exercise
from handouts.language.english import listed
from handouts.sheet.clinician import all_sources
from handouts.sheet.context import Context
from handouts.sheet.extras import way_of
from handouts.sheet.front import opening

FOOTER_SOURCES = 1
"""Sources named at the foot of the short form; the full one names all."""


def _has(ctx: Context, exercise: Exercise, field: str) -> bool:
    """Whether the full form says anything of this field of an exercise."""
    value = getattr(exercise, field)
    return bool(way_of(ctx, exercise, value) if isinstance(value, Advice) else value)


def unsaid(ctx: Context) -> tuple[str, ...]:
    """Labels for the person who makes the sheet, in the order of the sheet; nothing where everything is said."""
    if ctx.full:
        return ()
    plan, strain, guide = ctx.plan, ctx.topic.strain, ctx.library.strain
    found = []
    if ctx.topic.pain.spillover:
        found.append("where else the pain may spread")
    if plan.state == "go" and any(opening(ctx, relief) != relief for relief in ctx.relief):
        found.append("more on how soon it helps")
    if ctx.has_pressing and ctx.library.pressure.rules:
        found.append("all rules for pressing")
    extras = {
        "what you need": "tool",
        "where to press": "place",
        "easier ways": "easier",
        "harder ways": "harder",
        "why it helps": "why",
        "mistakes": "mistakes",
        "signs of too much": "too_much",
        "the stage": "stage",
    }
    shown = [item.exercise for item in plan.chosen + (plan.alternatives if ctx.choices else ())]
    found += _listed([name for name, field in extras.items() if any(_has(ctx, e, field) for e in shown)], "")
    if ctx.topic.by_stage and plan.state == "go":
        found.append("the plan by stage")
    if ctx.topic.tears:
        if any(len(grade.heals) > 1 for grade in guide.grades):
            found.append("healing times by other sources")
        lists = {"signs": strain.feels, "causes": strain.causes, "sports": strain.sports}
        found += _listed([name for name, texts in lists.items() if texts], " of strains")
        if guide.stages:
            found.append("the way back after a strain")
        if guide.more:
            found.append("more on first aid")
    if len(all_sources(ctx, full=True)) > FOOTER_SOURCES:
        found.append("more sources")
    return tuple(found)


def _listed(names: list[str], after: str) -> list[str]:
    """One label for several names, in the English of whoever makes the sheet."""
    return [listed(names) + after] if names else []
