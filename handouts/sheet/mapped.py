"""Whether a drawing of a muscle is one of where to press: what the plan of a reader presses, against what it shows."""

from __future__ import annotations

from handouts.content.model import Topic
from handouts.sheet.gates import Chosen, HomePlan


def pressing(plan: HomePlan) -> list[Chosen]:
    """The exercises that a reader is told to press with."""
    return [item for item in plan.chosen if item.exercise.type == "pressure"] if plan.state == "go" else []


def presses_map(topic: Topic, plan: HomePlan, figure: str | None) -> bool:
    """Whether one of them presses the muscle of a drawing."""
    return any(on_map(topic, item, figure) for item in pressing(plan))


def on_map(topic: Topic, item: Chosen, figure: str | None) -> bool:
    """Whether an exercise presses the muscle of a drawing: it says so, or the plan of the topic itself has it."""
    return not topic.no_pressing and (figure in item.exercise.muscles or planned(topic, item))


def planned(topic: Topic, item: Chosen) -> bool:
    """Whether the topic itself names an exercise."""
    return item.slug in topic.plan.exercises or item.slug in topic.plan.alternatives
