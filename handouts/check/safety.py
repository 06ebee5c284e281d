"""The safety rules that content must keep: demands of exercises, what conditions of health must rule out, and warning
signs for every region of the body.

Each rule is a row of a table. Rules look at values only; they never read files and never mend anything. Words are
looked for in English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from handouts.check.case import Case
from handouts.check.readability import sentences
from handouts.check.report import Remark
from handouts.check.showing import OTHER_WAYS, REACHED, SAID, shown_by
from handouts.content import fields
from handouts.content.markup import plain
from handouts.content.model import Clinic, Exercise, HealthConditions, Model, Sources, Statement, Topic
from handouts.content.model.base import CITATION, NAME, Kept
from handouts.content.model.demands import closure
from handouts.language.english import English

NEW_STRAIN = "new-strain"
NEW_STRAIN_HOURS = 72
"""Hours after a strain in which nothing is pressed deeply or stretched."""

_NO_PRESSING = (
    "broken-skin", "fracture", "skin-infection", "varicose-veins", "blood-clot", "inflamed-tissue",
    "bone-infection", "myositis-ossificans",
)  # fmt: skip

MUST_FORBID: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **dict.fromkeys(_NO_PRESSING, ("press",)),
        NEW_STRAIN: ("press", "stretch"),
        "hip-replacement": ("leg-across", "hip-bent-deep"),
        "tendon-pain-side-of-hip": ("leg-across",),
        "poor-balance": ("balance",),
        "heart-or-nerve-device": ("current",),
    }
)  # fmt: skip
"""What a condition must rule out: pressing by general agreement or by a Delphi panel (Bartsch 2021), the others by the
sources of the bundled content.
"""

MUST_ASK: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **dict.fromkeys(("blood-thinners", "thin-bones", "poor-feeling"), ("press",)),
        "pregnancy": ("press", "lie-on-back"),
        "diabetes": ("compression",),
        "recent-surgery": ("exercise",),
    }
)
"""What its reader must at least be asked about first."""

TYPE_DEMANDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "pressure": ("press-", "the place that it presses, such as press-side-of-hip"),
        "strengthening": ("load-", "its load: load-low, load-moderate or load-high"),
    }
)
"""What an exercise of a type must say of its demands, by how the word begins."""

_FORBIDS = re.compile(
    r"(?:^|[.!?:;,] |\b(?:and|but|then|so|or|please|you) )"
    r"(?:never|do not|don['’]t|stay (?:off|out|away|clear)|keep (?:off|out|away)|avoid)\b"
    r"|\b(?:must|should) (?:not|never)\b|\byou (?:may|can) never\b"
    r"|(?:^|[.!?] )(?:no [a-z]+ (?:for|until|while|before|with)|not (?:on|if|for|with|before|until))\b"
    r"|\bwith no (?:stretch|pressing|press|massage|heat|load)",
    re.IGNORECASE,
)
"""Words that say what not to do, wherever they stand in a text."""


def demands(case: Case) -> Iterator[Remark]:
    """Demands that an exercise of this type, or with these words, must state: its gates are computed from them."""
    exercise: Exercise = case.value
    stated = closure(exercise.demands)
    if exercise.type in TYPE_DEMANDS:
        begins, what = TYPE_DEMANDS[exercise.type]
        if not any(demand.startswith(begins) for demand in exercise.demands):
            message = f"an exercise of the type '{exercise.type}' states {what}"
            yield Remark("demands", "problem", ("demands",), message, "add it under demands")
    for i, step in enumerate(exercise.steps):
        for pattern, demand in SAID:
            if demand not in stated and re.search(pattern, step, re.IGNORECASE):
                message = f"this step asks for '{demand}', which is not among the demands"
                hint = f"add {demand} under demands, or say the step otherwise"
                yield Remark("demands", "problem", ("steps", i), message, hint)
    if not exercise.demands and exercise.type not in ("comfort", *TYPE_DEMANDS):
        hint = "say where it is done and what it bends, such as stand, floor, leg-across"
        yield Remark(
            "demands", "problem", ("demands",), "it demands nothing, so nobody is kept from it", hint
        )
    if exercise.type == "pressure" and exercise.tool is None:
        hint = "name it, such as: a tennis ball and a wall"
        yield Remark("demands", "warning", (), "self-pressure without a tool", hint)
    if exercise.type == "pressure" and exercise.near is None:
        hint = "say where to stay off, and which nerve or vessel runs there"
        yield Remark("demands", "problem", (), "self-pressure without a word on what lies near", hint)
    if exercise.type != "comfort" and not exercise.muscles:
        hint = "name the muscles that it is for; without them nothing can take its place"
        yield Remark("demands", "warning", (), "it is not said for which muscles it is", hint)


def advised(case: Case) -> Iterator[Remark]:
    """Demands that a piece of advice shows and does not state: it would stay on the sheets of those it is not for."""
    asked = case.value.asked if isinstance(case.value, Exercise) else ()
    more = {"go_on": REACHED, "easier": OTHER_WAYS, "harder": OTHER_WAYS}
    for path, advice in _advice(case.loaded.value, ()):
        stated = closure((*advice.demands, *asked))
        shown = shown_by(advice.text, more.get(str(path[-1]), ()))
        for demand in sorted(shown - stated):
            message = f"this advice asks for '{demand}', which is not among its demands"
            hint = f'write it as {{text: "...", demands: [{demand}]}}'
            yield Remark("demands", "problem", path, message, hint)


def _advice(value: object, path: fields.PathKey) -> Iterator[tuple[fields.PathKey, Statement]]:
    """Every piece of advice in a value, with its path."""
    if isinstance(value, Statement):
        yield path, value
    elif isinstance(value, Model):
        for name in type(value).model_fields:
            yield from _advice(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from _advice(part, (*path, index))
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _advice(part, (*path, key))


def must_rule_out(case: Case) -> Iterator[Remark]:
    """What conditions of health must rule out or ask about, whatever else they say."""
    health: HealthConditions = case.value
    for table, verdicts in ((MUST_FORBID, ("forbids",)), (MUST_ASK, ("forbids", "asks"))):
        for name, wanted in table.items():
            condition = health.conditions.get(name)
            if condition is None:
                message = f"there is no condition '{name}'"
                yield Remark("gates", "problem", ("conditions",), message, "add it: content relies on it")
                continue
            ruled = {
                demand
                for verdict in verdicts
                for rule in getattr(condition, verdict)
                for demand in rule.demands
            }
            lacking = [demand for demand in wanted if demand not in ruled]
            if lacking:
                message = f"'{name}' does not rule out: {', '.join(lacking)}"
                path = ("conditions", name, verdicts[-1])
                yield Remark(
                    "gates", "problem", path, message, f"add it under {verdicts[-1]}, with its source"
                )
    strain = health.conditions.get(NEW_STRAIN)
    if strain is not None and (strain.hours or 0) < NEW_STRAIN_HOURS:
        message = f"after a new strain one waits {NEW_STRAIN_HOURS} hours"
        path = ("conditions", NEW_STRAIN, "hours")
        yield Remark("gates", "problem", path, message, f"write hours: {NEW_STRAIN_HOURS}")


def in_the_future(case: Case) -> Iterator[Remark]:
    """A review, or a text, of a day that is still to come: nobody can have read it then."""
    review = case.value.review
    for name, day in (("reviewed_on", review.reviewed_on), ("written", review.written)):
        if case.today is not None and day is not None and day > case.today:
            message = f"{day.isoformat()} is still to come"
            yield Remark("review", "problem", ("review", name), message, "write the day on which it was done")


def looked_up_in_the_future(case: Case) -> Iterator[Remark]:
    """A publication that somebody looked up on a day that is still to come."""
    sources: Sources = case.value
    for name, source in sources.sources.items():
        if case.today is not None and source.checked and source.checked.day > case.today:
            message = f"{source.checked.day.isoformat()} is still to come"
            path = ("sources", name, "checked", "day")
            yield Remark("review", "problem", path, message, "write the day on which it was done")


def signed_in_the_future(case: Case) -> Iterator[Remark]:
    """A clinic's sign-off of a day that is still to come."""
    clinic: Clinic = case.value
    for name, sign in clinic.signed_off.items():
        if case.today is not None and sign.on > case.today:
            message = f"{sign.on.isoformat()} is still to come"
            yield Remark(
                "review", "problem", ("signed_off", name, "on"), message, "write the day on which it was done"
            )


def said_of_the_clinic(case: Case) -> Iterator[Remark]:
    """Names, hours, services and citations in which danger is denied: they are printed, and no text for patients."""
    for field in fields.printed(case.value):
        if field.text in (NAME, CITATION) and English().denies_danger(field.value):
            hint = "give the name alone; what patients are to do stands in the texts"
            yield Remark(
                "safety", "problem", field.path, f"a name that speaks of danger: {field.value[:60]}", hint
            )


def first_of_plan(case: Case) -> Iterator[Remark]:
    """The first exercise of a plan is what a sheet says to do today: it must say it."""
    topic: Topic = case.value
    first = topic.plan.exercises[0]
    exercise = case.exercises((first,)).get(first)
    if exercise is not None and exercise.today is None:
        message = f"'{first}' comes first and does not say what to do today"
        hint = "give the exercise the key today: a sentence that names the tool"
        yield Remark("plan", "problem", ("plan", "exercises", 0), message, hint)


def technique_twice(case: Case) -> Iterator[Remark]:
    """Two ways of one technique in one plan and one stage of healing: a reader would do the same twice."""
    topic: Topic = case.value
    plan = list(case.exercises(topic.plan.exercises).items())
    for number, (slug, exercise) in enumerate(plan):
        for other_slug, other in plan[:number]:
            if exercise.same_technique(slug, other, other_slug):
                message = f"'{slug}' is another way of '{other_slug}', which is in the plan"
                path = ("plan", "exercises", topic.plan.exercises.index(slug))
                yield Remark("plan", "problem", path, message, "move one of the two to the alternatives")


def kept(case: Case) -> Iterator[Remark]:
    """Prohibitions in texts that a short sheet may leave out: any sentence of them counts."""
    value = case.loaded.value
    for field in fields.texts(value):
        kept_words = field.mark(Kept)
        stays = (kept_words is not None and not kept_words.may_go) or _stays(field.path)
        if field.text is None or not field.text.measured or stays:
            continue
        text = plain(field.value)
        lost = next((s for s in sentences(text) if _FORBIDS.search(s)), None)
        if lost is None or (_goes_with(value, field.path) and not _FORBIDS.match(text)):
            continue
        hint = "move it to near, cautions, no_pressing or a step; a short sheet may leave this text out"
        yield Remark("safety", "problem", field.path, f"a warning that may be left out: {lost[:60]}", hint)


def _stays(path: fields.PathKey) -> bool:
    """Whether a text is on every sheet that has what it belongs to."""
    return path[0] in ("steps", "in_short") or "rice" in path or path[-1] == "do"


def _goes_with(value: Model, path: fields.PathKey) -> bool:
    """Whether a text says how to do something, so that its warnings go with what they are about: another way of an
    exercise, advice that demands something of a body.
    """
    if isinstance(value, Exercise):
        return path[0] in ("easier", "harder")
    return bool(getattr(fields.value_at(value, path[:-1]), "demands", ()))


def no_pressing(case: Case) -> Iterator[Remark]:
    """A muscle whose chart marks sore spots that nothing in its plan presses: its sheet says where not to press."""
    topic: Topic = case.value
    plan = (*topic.plan.exercises, *topic.plan.alternatives)
    pressed = any(exercise.type == "pressure" for exercise in case.exercises(plan).values())
    if topic.pain.figure is None or pressed or topic.no_pressing:
        return
    message = "its chart marks sore spots, nothing in its plan presses them, and nothing says why"
    hint = "say under no_pressing where nobody presses at home and what lies there, or add an exercise that presses"
    yield Remark("safety", "warning", ("pain", "figure"), message, hint)
