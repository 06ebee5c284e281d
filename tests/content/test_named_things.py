"""What is the name of something says so in its type, in every class of content and of plans: a misspelt one is told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, get_args, get_origin

import pytest
from pydantic import StringConstraints

from handouts.content.kinds import CHOICES, KINDS, kinds_of, what_of
from handouts.content.library import Library
from handouts.content.model.base import SLUG, DrawingName, Model, Reference
from tests.content.test_kinds_of_fields import classes

DEFINED = "keys that others name"


def slugs(
    kind: Any, marks: tuple[Any, ...] = (), key: bool = False
) -> Iterator[tuple[tuple[Any, ...], bool]]:
    """The marks of every slug in a type, and whether it is a key."""
    if get_origin(kind) is Annotated:
        inner, *own = get_args(kind)
        yield from slugs(inner, (*own, *marks), key)
    elif get_origin(kind) is dict:
        name, value = get_args(kind)
        yield from slugs(name, (), True)
        yield from slugs(value)
    elif kind is str:
        if any(isinstance(mark, StringConstraints) and mark.pattern == SLUG for mark in marks):
            yield marks, key
    else:
        for part in get_args(kind):
            yield from slugs(part, marks if get_origin(kind) is not tuple else (), key)


@pytest.mark.parametrize("model", classes(), ids=lambda model: model.__name__)
def test_every_slug_names_something_or_is_what_others_name(model: type[Model]) -> None:
    for name, info in model.model_fields.items():
        kind = Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
        for marks, key in slugs(kind):
            named = any(isinstance(mark, Reference | DrawingName) for mark in marks)
            assert named or key, f"{model.__name__}.{name} holds a slug that leads nowhere"


def test_whatever_is_named_is_a_kind_or_a_choice() -> None:
    targets = {
        mark.target
        for model in classes()
        for info in model.model_fields.values()
        for marks, _ in slugs(
            Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
        )
        for mark in marks
        if isinstance(mark, Reference)
    }
    assert targets >= {"exercise", "any-muscle", "edition", "sources"}
    for target in targets:
        assert what_of(target) and (target in CHOICES or set(kinds_of(target)) <= set(KINDS))


def test_every_bundled_exercise_is_for_muscles_that_there_are() -> None:
    library = Library.load()
    known = library.names("any-muscle")
    assert {name for slug in library.slugs("exercises") for name in library.exercise(slug).muscles} <= set(
        known
    )
    assert not set(library.muscle_names) & set(library.slugs("muscles")), (
        "a muscle with a sheet needs no other name"
    )
