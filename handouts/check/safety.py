"""The safety rules that content must keep: gates of exercises, and warning signs for every region of the
body.

Each rule is a row of a table. Rules look at values only; they never read files and never mend anything. The
words of the warning signs are looked for in English.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import get_args

from handouts.check.case import Case
from handouts.check.report import Remark
from handouts.content.fields import references
from handouts.content.model import Exercise, PressureRules, Region, StopSigns, Topic

NEW_STRAIN_HOURS = 72
"""Hours after a strain in which nothing is pressed deeply or stretched."""

PRESSURE_NOT_FOR = (
    "broken-skin", "fracture", "skin-infection", "varicose-veins", "blood-clot", "inflamed-tissue",
    "bone-infection", "myositis-ossificans",
)  # fmt: skip
"""When nobody should press: the first five by general agreement, the others by a Delphi panel."""

PRESSURE_ASK_FIRST = ("blood-thinners", "pregnancy", "thin-bones", "poor-feeling")

HIP_TENDON_PAIN = "tendon-pain-side-of-hip"
HIP_TENDON_MUSCLES = frozenset({"gluteus-medius", "gluteus-minimus"})
"""Muscles whose tendons are pressed against the bone when the leg crosses the body (Grimaldi 2015)."""

ACROSS_BODY = re.compile(
    r"\bcross|\bacross\b|adduct|\bpigeon\b|figure.four|hang behind|\bankle (?:on|over|above)\b.*\bknee",
    re.IGNORECASE,
)
"""Words of a stretch that brings the leg across the body."""

_EVERYWHERE: tuple[Region, ...] = get_args(Region)
_LOWER: tuple[Region, ...] = ("back", "hip", "thigh", "leg", "foot")

EMERGENCIES: Mapping[str, tuple[str, tuple[Region, ...]]] = MappingProxyType(
    {
        "numbness between the legs": (r"numb.*between the legs|saddle", _EVERYWHERE),
        "changed feeling when wiping": (r"\bwip(e|ing)", _EVERYWHERE),
        "new bladder trouble": (r"bladder|urin|\bpee\b", _EVERYWHERE),
        "new bowel trouble": (r"bowel|stool", _EVERYWHERE),
        "new sexual trouble": (r"\bsex", _EVERYWHERE),
        "weakness in both legs": (r"(weak.*both legs|both legs.*weak)", _EVERYWHERE),
        "chest pain or breathlessness with a swollen calf": (
            r"(?=.*\b(calf|leg)\b)(?=.*swollen)(?=.*(chest|breath))", _EVERYWHERE,
        ),
        "severe, rising pain after an injury": (
            r"(?=.*(injury|blow|fall))(?=.*pain)(?=.*(grow|rising|worse|severe|extreme))", _EVERYWHERE,
        ),
        "a sudden headache, the worst ever": (r"headache.*worst|worst.*headache", ("head", "neck")),
        "fainting": (r"faint|black(ing)? out|pass(ing)? out", ("head", "neck")),
        "double vision": (r"double vision|see(ing)? double", ("head", "neck")),
        "trouble speaking": (r"speak|speech|talk", ("head", "neck")),
        "trouble swallowing": (r"swallow", ("head", "neck")),
        "pressure in the chest": (r"(?=.*chest)(?=.*(press|squeez|tight))", ("chest",)),
        "pain that spreads to an arm or the jaw": (r"(?=.*\barms?\b)(?=.*jaw)", ("chest",)),
        "sweating": (r"sweat", ("chest",)),
    }
)  # fmt: skip
"""Emergency signs: the words that show a sign, and the regions whose sheets must carry it."""

SOON: Mapping[str, tuple[str, tuple[Region, ...]]] = MappingProxyType(
    {
        "cannot take weight": (r"weight on|stand on|take weight", _LOWER),
        "a fall or blow": (r"\bfall\b|\bblow\b", _EVERYWHERE),
        "deformity": (r"out of shape|deform|looks? odd", _EVERYWHERE),
        "a pop with loss of strength": (r"\bpop\b", _EVERYWHERE),
        "fever": (r"fever", _EVERYWHERE),
        "feeling ill": (r"\bill\b|unwell|sick", _EVERYWHERE),
        "night pain that does not ease": (r"night", _EVERYWHERE),
        "weight loss": (r"weight loss|los(e|ing|t) weight", _EVERYWHERE),
        "a history of cancer": (r"cancer", _EVERYWHERE),
        "numbness": (r"numb", _EVERYWHERE),
        "weakness": (r"weak", _EVERYWHERE),
        "one calf swollen, warm and red": (r"(?=.*calf)(?=.*swollen)(?=.*warm)(?=.*red)", _EVERYWHERE),
    }
)
"""Signs to show a clinician soon."""


def stop_signs(case: Case) -> Iterator[Remark]:
    """Signs that some region's sheets would lack."""
    signs: StopSigns = case.value
    for key, listed, table in (("emergency", signs.emergency, EMERGENCIES), ("soon", signs.soon, SOON)):
        for name, (pattern, regions) in table.items():
            lacking = [
                region
                for region in regions
                if not any(
                    re.search(pattern, sign.text, re.IGNORECASE)
                    for sign in listed
                    if not sign.regions or region in sign.regions
                )
            ]
            if lacking:
                where = "every region" if len(lacking) == len(_EVERYWHERE) else ", ".join(lacking)
                hint = f"add a sign under '{key}', with these regions or without any"
                yield Remark("stop-signs", "problem", (key,), f"no sign tells of {name} for: {where}", hint)
    if "chest" not in signs.region_note:
        hint = "say that chest pain is not assumed to come from a muscle"
        yield Remark("stop-signs", "problem", ("region_note",), "there is no note for the chest", hint)


def exercise_gates(case: Case) -> Iterator[Remark]:
    """Gates that an exercise of this type must carry; those of self-pressure stand once, in the rules for pressing."""
    exercise: Exercise = case.value
    gates = exercise.gates
    if exercise.type == "pressure" and exercise.tool is None:
        hint = "name it, such as: a tennis ball and a wall"
        yield Remark("gates", "warning", (), "self-pressure without a tool", hint)
    if exercise.type == "stretch" and (gates.not_before_hours or 0) < NEW_STRAIN_HOURS:
        message = f"an exercise that stretches waits {NEW_STRAIN_HOURS} hours after a new strain"
        hint = f"add not_before_hours: {NEW_STRAIN_HOURS} under gates"
        yield Remark("gates", "problem", ("gates", "not_before_hours"), message, hint)
    for i, gate in enumerate(gates.not_for):
        path = ("gates", "not_for", i, "instead")
        if gate.instead == case.slug:
            yield Remark(
                "gates", "problem", path, "an exercise cannot stand in for itself", "name another one"
            )
        if gate.condition in gates.ask_first:
            message = f"'{gate.condition}' is under not_for and under ask_first"
            yield Remark(
                "gates", "problem", ("gates", "not_for", i, "condition"), message, "keep one of the two"
            )


def pressure_gates(case: Case) -> Iterator[Remark]:
    """Gates that the rules for pressing must carry: they hold for every exercise that presses."""
    rules: PressureRules = case.value
    gates = rules.gates
    if (gates.not_before_hours or 0) < NEW_STRAIN_HOURS:
        message = f"an exercise that presses waits {NEW_STRAIN_HOURS} hours after a new strain"
        hint = f"add not_before_hours: {NEW_STRAIN_HOURS} under gates"
        yield Remark("gates", "problem", ("gates", "not_before_hours"), message, hint)
    yield from _pressure([gate.condition for gate in gates.not_for], gates.ask_first)


def stand_in(case: Case) -> Iterator[Remark]:
    """Exercises offered to readers for whom they are not meant either."""
    exercise: Exercise = case.value
    others = case.exercises(gate.instead for gate in exercise.gates.not_for if gate.instead)
    for i, gate in enumerate(exercise.gates.not_for):
        other = others.get(gate.instead or "")
        if other is not None and gate.condition in [g.condition for g in case.gates(other).not_for]:
            path = ("gates", "not_for", i, "instead")
            message = f"'{gate.instead}' is not for '{gate.condition}' either"
            yield Remark("gates", "problem", path, message, "name an exercise that is safe for it")


def hip_tendon(case: Case) -> Iterator[Remark]:
    """Across-body stretches in a topic about the small hip muscles that lack their gate."""
    topic: Topic = case.value
    about = {case.slug, *(ref.slug for ref in references(topic) if ref.target == "muscle")}
    if not about & HIP_TENDON_MUSCLES:
        return
    exercises = case.exercises((*topic.plan.exercises, *topic.plan.alternatives))
    for key, slugs in (("exercises", topic.plan.exercises), ("alternatives", topic.plan.alternatives)):
        for i, name in enumerate(slugs):
            exercise = exercises.get(name)
            if exercise is None or exercise.type != "stretch" or not goes_across(name, exercise):
                continue
            gates = [gate for gate in exercise.gates.not_for if gate.condition == HIP_TENDON_PAIN]
            if not gates or not gates[0].instead:
                lack = "has no replacement for" if gates else "is not gated for"
                message = f"'{name}' brings the leg across the body and {lack} '{HIP_TENDON_PAIN}'"
                hint = f"in the exercise add under not_for: condition: {HIP_TENDON_PAIN}, instead: ..."
                yield Remark("gates", "problem", ("plan", key, i), message, hint)


def goes_across(slug: str, exercise: Exercise) -> bool:
    """Whether the words of a stretch say that the leg crosses the body."""
    return any(ACROSS_BODY.search(text) for text in (slug, exercise.title, *exercise.steps))


def _pressure(excluded: Iterable[str], asked: Iterable[str]) -> Iterator[Remark]:
    for key, wanted, given in (
        ("not_for", PRESSURE_NOT_FOR, set(excluded)),
        ("ask_first", PRESSURE_ASK_FIRST, set(asked) | set(excluded)),
    ):
        lacking = [name for name in wanted if name not in given]
        if lacking:
            message = f"self-pressure lacks gates under {key}: {', '.join(lacking)}"
            yield Remark("gates", "problem", ("gates", key), message, f"add them under gates: {key}")
