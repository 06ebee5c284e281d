"""One function computes every gate from demands and conditions: one rule at a time, on conditions made up for it."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from pydantic import ValidationError

from handouts.content.gating import gates
from handouts.content.model import Exemption, HealthCondition
from handouts.content.model.demands import EFFORT, STRAINS, Demand, asks_no_more, closure, effort

NAMES = {"text": "an illness", "when": "you are ill", "clinical": "Illness"}


def condition(forbids: tuple[str, ...] = (), asks: tuple[str, ...] = (), **more: Any) -> HealthCondition:
    rules = {
        key: [{"demands": list(demands), "caution": "made up"}]
        for key, demands in (("forbids", forbids), ("asks", asks))
        if demands
    }
    return HealthCondition.model_validate({**NAMES, **rules, **more})


def verdicts(demands: tuple[str, ...], **conditions: HealthCondition) -> dict[str, str]:
    return {gate.condition: gate.verdict for gate in gates(demands, conditions)}


def test_what_a_condition_says_nothing_of_is_for_everybody() -> None:
    assert verdicts(("kneel",), a=condition(forbids=("stand",))) == {}


def test_a_demand_that_is_ruled_out_is_never_for_this_reader() -> None:
    assert verdicts(("kneel",), a=condition(forbids=("kneel",))) == {"a": "never"}


def test_a_demand_to_ask_about_is_asked_about() -> None:
    assert verdicts(("kneel",), a=condition(asks=("kneel",))) == {"a": "ask"}


def test_what_is_ruled_out_and_asked_about_is_ruled_out() -> None:
    both = condition(forbids=("kneel",), asks=("stand",))
    assert verdicts(("kneel", "stand"), a=both) == {"a": "never"}


def test_a_condition_that_passes_makes_wait() -> None:
    (gate,) = gates(("stretch",), {"a": condition(forbids=("stretch",), hours=72)})
    assert (gate.verdict, gate.hours) == ("wait", 72)


@pytest.mark.parametrize(
    ("demand", "implied"),
    [
        ("stand-on-one-leg", "balance"),
        ("stand-on-one-leg", "stand"),
        ("hands-and-knees", "weight-on-wrists"),
        ("hands-and-knees", "floor"),
        ("load-high", "load-low"),
        ("press-calf", "press"),
        ("pressure", "exercise"),
        ("stretching", "stretch"),
        ("strengthening", "load"),
    ],
)
def test_a_demand_asks_for_what_it_implies(demand: str, implied: str) -> None:
    assert verdicts((demand,), a=condition(forbids=(implied,))) == {"a": "never"}


def test_what_is_implied_does_not_imply_back() -> None:
    assert verdicts(("press",), a=condition(forbids=("press-calf",))) == {}
    assert verdicts(("load-low",), a=condition(forbids=("load-high",))) == {}


def test_a_gate_names_its_cause() -> None:
    (gate,) = gates(("stand", "press-calf"), {"a": condition(forbids=("press",))})
    assert gate.because == {"press"}


def test_conditions_keep_their_order() -> None:
    both = {"b": condition(asks=("stand",)), "a": condition(forbids=("stand",))}
    assert [gate.condition for gate in gates(("stand",), both)] == ["b", "a"]


@pytest.mark.parametrize(
    ("answer", "found"), [("allowed", {}), ("ask", {"a": "ask"}), ("never", {"a": "never"})]
)
def test_an_exemption_holds_in_the_place_of_what_is_computed(answer: str, found: dict[str, str]) -> None:
    exemption = Exemption.model_validate(
        {"condition": "a", "answer": answer, "reason": "made up", "source": "atlas"}
    )
    known = {"a": condition(forbids=("stand",)), "b": condition(forbids=("stand",))}
    said = {gate.condition: gate.verdict for gate in gates(("stand",), known, (exemption,))}
    assert said == {**found, "b": "never"}


@pytest.mark.parametrize("founded", [{}, {"source": "atlas", "caution": "made up"}])
def test_a_rule_has_a_source_or_says_why_it_has_none(founded: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="names its source"):
        HealthCondition.model_validate({**NAMES, "forbids": [{"demands": ["stand"], **founded}]})


def test_effort_is_that_of_the_hardest_demand_with_all_that_it_implies() -> None:
    assert effort(()) == 0
    assert effort(("grip",)) == 1
    assert effort(("grip", "kneel")) == 2
    assert effort(("stand-on-one-leg",)) == 3
    assert set(EFFORT) <= set(get_args(Demand))
    assert all(name in closure((name,)) for name in get_args(Demand))


@pytest.mark.parametrize(
    ("new", "old", "fits"),
    [
        (("stand", "load-low"), ("floor", "load-low"), True),  # who gets up from the floor can stand
        (("grip", "press-side-of-hip"), ("stand", "press-side-of-hip"), True),  # a cane for a ball
        (("sit-low",), ("kneel", "floor"), True),
        (("hip-turned-out",), ("hip-turned-in",), True),  # a joint somewhere else is no more
        (("load-low",), ("load-high",), True),
        (("floor", "hip-bent-deep"), ("floor",), True),
        (("balance", "climb", "load-moderate"), ("floor", "load-moderate", "load-low"), False),
        (("balance",), ("sit-low",), False),
        (("stand",), (), False),
        (("grip",), ("weight-on-wrists",), True),
        (("lie-face-down",), ("lie-on-sore-side",), False),
        (("leg-nerve-pulled",), ("leg-across",), False),
        (("load-moderate",), ("load-low",), False),
        (("stand-on-one-leg",), ("stand", "balance"), False),
    ],
)
def test_who_manages_the_old_manages_the_new(new: tuple[str, ...], old: tuple[str, ...], fits: bool) -> None:
    assert asks_no_more(new, old) is fits


def test_positions_and_strains_are_words_of_the_vocabulary() -> None:
    assert set(get_args(Demand)) >= STRAINS
    assert all(asks_no_more((name,), (name,)) for name in get_args(Demand))
