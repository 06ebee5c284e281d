"""What a field of content is stands in its type, once; the schemas in ``data/schema/`` say it in words, and a test
compares them with the classes. So whoever turns a text for patients into a label, or the name of something into a text,
in whatever class, changes a schema and is told: tried here with every field that has a meaning.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, get_args

import pytest

from handouts.content import fields
from handouts.content.fields import _Group, _Leaf, _Many, _Named, leaves
from handouts.content.model import base
from handouts.content.model.base import DrawingName, Model, Reference, TextKind
from handouts.content.schema import MODELS, meant_by

TEXTS = tuple(value for value in vars(base).values() if isinstance(value, TextKind))
MEANINGS = (
    *TEXTS,
    Reference("sources"),
    Reference("exercise"),
    Reference("topic", firm=False),
    DrawingName("chart"),
)


def classes() -> list[type[Model]]:
    """Every class of content and of plans, and those of their parts."""
    found: list[type[Model]] = list(MODELS.values())
    for model in found:
        for info in model.model_fields.values():
            kinds: list[Any] = [info.annotation, *info.metadata]
            for kind in kinds:
                kinds += get_args(kind)
                if isinstance(kind, type) and issubclass(kind, Model) and kind not in found:
                    found.append(kind)
    return found


def others(shape: Any) -> Iterator[tuple[Any, Any]]:
    """A shape with the meaning of one of its leaves changed, in every way; and the meaning that it had."""
    if isinstance(shape, _Leaf):
        had = next(m for m in shape.marks if isinstance(m, TextKind | Reference | DrawingName))
        for new in MEANINGS:
            if new != had:
                yield _Leaf(tuple(new if mark is had else mark for mark in shape.marks)), had
    elif isinstance(shape, _Many | _Named):
        for name in ("key", "each"):
            if getattr(shape, name, None) is not None:
                for changed, had in others(getattr(shape, name)):
                    yield replace(shape, **{name: changed}), had


FIELDS = [
    (model, row)
    for model in classes()
    for row, (_, shape, _) in enumerate(fields.plan(model))
    if any(leaves(shape))
]


@pytest.mark.parametrize(("model", "row"), FIELDS, ids=lambda one: getattr(one, "__name__", str(one)))
def test_no_field_changes_its_kind_unseen(
    monkeypatch: pytest.MonkeyPatch, model: type[Model], row: int
) -> None:
    rows, before = fields.plan(model), meant_by(model)
    name, shape, follows = rows[row]
    tried = 0
    for changed, had in others(shape):
        own = (*rows[:row], (name, changed, follows), *rows[row + 1 :])
        with monkeypatch.context() as patch:
            patch.setattr(fields, "plan", lambda kind, wanted=None, own=own: own)
            assert meant_by(model) != before, (name, had, changed)
        tried += 1
    assert tried >= len(MEANINGS) - 1


def test_all_kinds_of_fields_were_tried() -> None:
    shapes = [fields.plan(model)[row][1] for model, row in FIELDS]
    had = {mark for shape in shapes for leaf in leaves(shape) for mark in leaf.marks}
    assert had >= set(TEXTS) and len(FIELDS) > 300
    assert any(isinstance(mark, DrawingName) for mark in had) and any(
        isinstance(mark, Reference) for mark in had
    )
    assert not any(isinstance(shape, _Group) for shape in shapes)
