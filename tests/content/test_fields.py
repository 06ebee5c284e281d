"""The walk over typed fields: what each kind holds is found by its types, whatever the kind is called."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, get_args, get_origin

import pytest
from pydantic import BaseModel

from handouts.content import fields
from handouts.content.fields import Field, walk
from handouts.content.kinds import KINDS
from handouts.content.library import Library
from handouts.content.model.base import (
    CITATION,
    CLINICAL,
    FIXED,
    LABEL,
    NAME,
    PATIENT,
    REMARK,
    ExerciseRef,
    Label,
    Model,
    PatientText,
    Reference,
    Slots,
    TextKind,
)
from handouts.content.slots import faults
from handouts.words import Words
from tests.content.samples import FILES, topic_problems

BUNDLED = Library.load()


class Part(Model):
    name: Label
    steps: tuple[PatientText, ...]


class Made(Model):
    """A kind that no table knows."""

    kind: Literal["made"]
    parts: tuple[Part, ...]
    by_slug: dict[ExerciseRef, PatientText]
    note: PatientText | None = None


MADE = Made(
    kind="made",
    parts=(Part(name="One", steps=("Sit.", "Stand.")),),
    by_slug={"clamshell": "Lift the **knee**."},
)


def test_texts_and_references_of_any_class_are_found_in_order() -> None:
    found = [(field.path, field.value, field.text and field.text.name) for field in walk(MADE)]
    assert found == [
        (("parts", 0, "name"), "One", "label"),
        (("parts", 0, "steps", 0), "Sit.", "patient text"),
        (("parts", 0, "steps", 1), "Stand.", "patient text"),
        (("by_slug", "clamshell"), "clamshell", None),
        (("by_slug", "clamshell"), "Lift the **knee**.", "patient text"),
    ]
    assert list(fields.references(MADE)) == [(("by_slug", "clamshell"), "exercise", "clamshell")]
    assert [text for _, text in fields.measured(MADE)] == ["Sit.", "Stand.", "Lift the knee."]


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_of_every_kind_says_what_it_is(kind: str) -> None:
    """A plain ``str`` would be printed without ever being looked at."""
    untyped = []
    plain = {"version", "phone", "email", "emergency_number", "logo", "code", "kind", "paper", "language"}
    for model, name, annotation in _leaves(KINDS[kind].model, set()):
        if annotation is str and name not in plain:
            untyped.append(f"{model.__name__}.{name}")
    assert untyped == []


def _leaves(model: type[BaseModel], seen: set[type]) -> list[tuple[type, str, object]]:
    found: list[tuple[type, str, object]] = []
    if model in seen:
        return found
    seen.add(model)
    for name, info in model.model_fields.items():
        marks = [m for m in info.metadata if isinstance(m, TextKind | Reference | fields.DrawingName)]
        inner: list[object] = [info.annotation]
        while inner:
            part = inner.pop()
            if get_origin(part) is Annotated:
                args = get_args(part)
                if any(isinstance(m, TextKind | Reference | fields.DrawingName) for m in args[1:]):
                    continue
                patterned = any(getattr(m, "pattern", None) for m in args[1:])
                inner += [] if patterned else [args[0]]
            elif isinstance(part, type) and issubclass(part, BaseModel):
                found += _leaves(part, seen)
            elif get_args(part) and get_origin(part) is not Literal:
                inner += [a for a in get_args(part) if a is not type(None) and a is not ...]
            elif part is str and not marks and not any(getattr(m, "pattern", None) for m in info.metadata):
                found.append((model, name, str))
    return found


@pytest.mark.parametrize(
    ("kind", "slots", "text", "fault"),
    [
        (PATIENT, None, "Lie on your {sore} side, **now**.", ""),
        (PATIENT, None, "the {sorre} side", "{sorre} is not known; use {sore} or {other}"),
        (PATIENT, None, "press **twice", "no partner"),
        (CLINICAL, None, "the {sorre} side", "{sorre}"),
        (LABEL, None, "The {sore} hip", "{sore} is not known; this text has none"),
        (LABEL, None, "**Hip**", "would be printed"),
        (FIXED, None, "Feel **it:", "would be printed"),
        (FIXED, Slots(("n",)), "{n} times", ""),
        (FIXED, Slots(("n",)), "{m} times", "{m} is not known; use {n}"),
        (NAME, None, "Ann **O**", "would be printed"),
        (NAME, None, "Ann {x}", "this text has none"),
        (CITATION, None, "An atlas of **muscles**.", "would be printed"),
        (CITATION, None, "An atlas of muscles * and {bones}", "{bones}"),
        (PATIENT, None, "the { sore } side", "{ sore } is not known; use {sore} or {other}"),
        (PATIENT, None, "the {sorré} side", "{sorré} is not known"),
        (PATIENT, None, "the {sore-side}", "{sore-side} is not known"),
        (PATIENT, None, "the {} side", "{} is not known"),
        (PATIENT, None, "the {0} side", "{0} is not known"),
        (PATIENT, None, "the {Sore} side", "{Sore} is not known"),
        (PATIENT, None, "the {sore: f} side", "{sore: f} is not known"),
        (PATIENT, None, "the {sore  hip}", "write {sore} or {sore hip}"),
        (PATIENT, None, "the {{sore}} side", "a { stands alone"),
        (PATIENT, None, "the {sore side", "a { stands alone"),
        (PATIENT, None, "the sore} side", "a } stands alone"),
        (PATIENT, None, "{sore hip} and {other}", ""),
        (FIXED, Slots(("n",)), "{n times}", "write {n}"),
        (FIXED, Slots(("n",)), "{n:f} times", "one form only"),
        (FIXED, Slots(("n",)), "{} times", "{} is not known; use {n}"),
        (REMARK, None, "Nobody has asked this yet.", ""),
        (REMARK, None, "on the {sorre} side", "{sorre} is not known; this text has none"),
        (REMARK, None, "twice **", "** means nothing in a remark"),
    ],
)
def test_faults(kind: TextKind, slots: Slots | None, text: str, fault: str) -> None:
    found = " ".join(faults(Field(("a",), text, (kind, slots) if slots else (kind,))))
    assert fault in found
    assert bool(fault) == bool(found)


@pytest.mark.parametrize("text", ["on the {sorre} side", "a lone ** here", "a lone { here"])
def test_faults_are_found_in_every_text_of_every_kind(text: str) -> None:
    """A text whose braces another rule fills in has its own words for them; none is silent."""
    seen, waiting = set(), [kind.model for kind in KINDS.values()]
    for model in waiting:
        for name, shape, _ in fields.plan(model):
            leaf = fields._leaf(shape) if shape is not None else None
            field = Field((name,), text, leaf.marks if leaf else ())
            if field.text is not None:
                seen.add(field.text.name)
                assert faults(field), (model.__name__, name)
        waiting += [inner for inner in _inner(model) if inner not in waiting]
    assert {"remark", "citation", "patient text", "fixed words", "clinical text"} <= seen


def _inner(model: type[Model]) -> list[type[Model]]:
    """The classes that fields of a class hold, at any depth of lists and groups."""
    found, types = [], [info.annotation for info in model.model_fields.values()]
    for kind in types:
        if isinstance(kind, type) and issubclass(kind, Model):
            found.append(kind)
        types += [arg for arg in get_args(kind) if arg is not ...]
    return found


def test_a_text_of_a_file_knows_its_place() -> None:
    topic = BUNDLED.topic("gluteus-minimus")
    loaded = BUNDLED.find("gluteus-minimus")
    seen = 0
    for field in fields.printed(topic):
        assert isinstance(field.value, Words), field.path
        (origin,) = field.value.origins
        assert (origin.line, origin.column) == loaded.source.position(field.path)
        assert origin.file == loaded.source.home(field.path).name
        seen += 1
    assert seen > 100


def test_what_is_read_on_is_measured_as_one_sentence() -> None:
    texts = dict(fields.measured(BUNDLED.topic("gluteus-minimus")))
    assert texts["pain", "patterns", 0, "text"].startswith("Front spots send pain")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("muscles/big-muscle.yaml", "Sitting still", "Sitting { still }"),
        ("muscles/big-muscle.yaml", "help: Get up often.", "help: Get up {} often."),
        ("muscles/big-muscle.yaml", "clinician: {}", 'clinician: {examination: ["Press the {sorre} side."]}'),
        ("exercises/ball-press.yaml", "{sore} side to", "{ sore } side to"),
        ("guidance/health.yaml", "when: your skin is sore", "when: your skin is **sore**"),
        ("guidance/stop-signs.yaml", "text: A fall", 'text: "A fall}"'),
        ("sources.yaml", "An atlas of muscles.", "An atlas of **muscles**."),
        ("clinics/desk.yaml", "name: Example Clinic", 'name: "Example {Clinic}"'),
    ],
)
def test_no_sheet_is_made_of_notation_that_means_nothing(
    tmp_path: Path, file: str, old: str, new: str
) -> None:
    text = FILES[file].replace(old, new)
    assert text != FILES[file]
    name = file.removesuffix(".yaml").replace("/", "__").replace("-", "_")
    problems = topic_problems(tmp_path, **{name: text})
    assert [Path(problem.file).name for problem in problems] == [Path(file).name]
    assert "would be printed" in problems[0].message or "is not known" in problems[0].message
