"""Stages of healing: what an exercise says of its own, and what the plan of a condition makes of them."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.check.case import Case
from handouts.check.report import Remark
from handouts.content.model import Condition, Exercise
from handouts.content.model.base import STAGES
from handouts.content.model.demands import closure


def watched(case: Case) -> Iterator[Remark]:
    """An exercise says what goes wrong most often, how to know that it was too much, and from which stage on it is
    done; that stage fits what it asks. Nothing is pressed, held in a stretch or loaded much while it is still calming
    down (``data/guidance/strain.yaml``), and high load comes last.
    """
    exercise: Exercise = case.value
    for name, what in (
        ("mistakes", "what goes wrong most often"),
        ("too_much", "how to know that it was too much"),
        ("stage", "from which stage of healing on it is done"),
    ):
        if not getattr(exercise, name):
            yield Remark("stages", "warning", (name,), f"it does not say {what}", f"add {name}")
    asked = closure(exercise.asked)
    held = exercise.type == "stretch" and exercise.dose.hold_seconds is not None
    if exercise.stage == "calm" and (held or exercise.type == "pressure" or "load-moderate" in asked):
        message = "nothing is pressed, held in a stretch or loaded much in the calm stage"
        yield Remark("stages", "problem", ("stage",), message, "write stage: early, or later")
    if exercise.stage in ("calm", "early") and "load-high" in asked:
        yield Remark("stages", "problem", ("stage",), "a high load comes last", "write stage: later")


def planned(case: Case) -> Iterator[Remark]:
    """The plan of a condition has every stage with its milestone, in their order, and something to do in each."""
    topic: Condition = case.value
    lacking = [stage for stage in STAGES if stage not in topic.stages]
    if lacking:
        message = f"its plan has no stage: {', '.join(lacking)}"
        yield Remark("stages", "warning", ("stages",), message, "say under stages when to go on")
    plan = case.exercises((*topic.plan.exercises, *topic.plan.alternatives))
    there = {exercise.stage for exercise in plan.values()}
    for stage, own in topic.stages.items():
        if own.do is None and stage not in there:
            message = f"nothing is to be done in the stage '{stage}'"
            hint = f"say what under do, or name an exercise of it in the plan (stage: {stage})"
            yield Remark("stages", "problem", ("stages", stage), message, hint)
    late = sorted(there - set(topic.stages), key=str) if topic.stages else []
    for named in (stage for stage in late if stage):
        message = f"exercises of the plan belong to the stage '{named}', which it has not"
        yield Remark("stages", "problem", ("stages",), message, f"add {named}, with its milestone")
