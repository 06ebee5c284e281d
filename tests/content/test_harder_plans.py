"""A clinic's own plan of a topic: what asks more than what it takes the place of needs somebody who decided it."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts import ContentError, Library
from handouts.content.model.demands import asked_more

MINE = "muscles/gluteus-minimus.yaml"
PLAN = Library.load().topic("gluteus-minimus").plan.exercises


def _own(folder: Path, text: str) -> Library:
    file = folder / MINE
    file.parent.mkdir(parents=True)
    file.write_text(f"extends: bundled\n{text}\n", "utf-8")
    return Library.load(overlay=folder)


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        (
            "plan: {exercises: {1: single-leg-bridge}}",
            "plan/exercises/1",
            "'single-leg-bridge' asks more than",
        ),
        (
            "plan: {exercises: {2: side-plank-on-knees}}",
            "plan/exercises/2",
            "'side-plank-on-knees' asks more",
        ),
        (
            "plan: {alternatives: [single-leg-heel-raise]}",
            "plan/alternatives/1",
            "'single-leg-heel-raise' asks",
        ),
    ],
)
def test_a_harder_exercise_in_a_plan_is_answered_for(
    tmp_path: Path, change: str, field: str, said: str
) -> None:
    with pytest.raises(ContentError) as caught:
        _own(tmp_path / "a", change).topic("gluteus-minimus")
    (problem,) = [one for one in caught.value.problems if f'"{field}"' in one.hint]
    assert said in problem.message and (problem.line, problem.file.endswith(MINE)) == (2, True)
    signed = f'{change}\ndecided: {{"{field}": {{by: Dana Lee, why: We stand beside them.}}}}'
    assert _own(tmp_path / "b", signed).topic("gluteus-minimus").plan


def test_one_that_asks_no_more_takes_the_place_of_another_freely(tmp_path: Path) -> None:
    plan = Library.load().topic("gluteus-minimus").plan
    easier = f"plan: {{exercises: [{', '.join((*plan.exercises[:-1], 'pillow-between-knees'))}]}}"
    other = f"plan: {{exercises: [{', '.join((*plan.exercises[1:], plan.exercises[0]))}]}}"  # another order
    added = f"plan: {{exercises: [{', '.join((*plan.exercises, 'heel-slide'))}]}}"
    for number, change in enumerate((easier, other, added, "plan: {alternatives: []}")):
        _own(tmp_path / str(number), change).topic("gluteus-minimus")


def test_a_demand_of_any_kind_is_more_and_what_another_implies_is_not() -> None:
    assert asked_more(["stand"], ["balance"]) == []
    assert asked_more(["load-low"], ["load-high"]) == []
    assert asked_more(["comfort"], ["pressure", "press-calf"]) == []
    assert asked_more(["hip-bent-deep"], ["stand"]) == ["hip-bent-deep"]
    assert asked_more(["press-calf", "pressure"], ["press-thigh", "pressure"]) == ["press-calf"]
    assert asked_more(["load-high"], ["load-low"]) == ["load-moderate", "load-high"]
