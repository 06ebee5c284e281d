"""One walk over the fields of any content value, by the marks in their types. Reads no file and lists no field by name.

What is asked of content (which texts a patient reads, what names something elsewhere, what may be translated, what
notation is wrong) is asked of this walk; a new kind of content is asked the same without a line here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, TypeAlias, TypeVar, Union, get_args, get_origin

from annotated_types import MaxLen

from handouts.content.markup import PLACEHOLDERS, plain
from handouts.content.model.base import (
    Agrees,
    DrawingName,
    Follows,
    Kept,
    Model,
    PluralForm,
    Reference,
    Slots,
    TakesSide,
    TextKind,
)

PathKey: TypeAlias = "tuple[str | int, ...]"
_MARKS = (MaxLen, TextKind, Reference, DrawingName, Slots, PluralForm, Agrees, TakesSide, Kept)
M = TypeVar("M")


def place(path: PathKey) -> str:
    """The path of a field as people write it, in ``.po`` files and where somebody signs: entries are counted from 1."""
    return "/".join(str(step + 1) if isinstance(step, int) else step for step in path)


class Field(NamedTuple):
    """A value that has a meaning of its own: where it stands, what it is and what its type says of it."""

    path: PathKey
    value: str
    marks: tuple[object, ...]
    before: str = ""
    """The text that it is read on from."""

    def mark(self, kind: type[M]) -> M | None:
        """The mark of one kind, if the type has one."""
        for mark in self.marks:
            if isinstance(mark, kind):
                return mark
        return None

    @property
    def text(self) -> TextKind | None:
        """What kind of text it is; None if it is none."""
        return self.mark(TextKind)

    @property
    def limit(self) -> int:
        """Most characters that it may have; 0 where nothing is said of it."""
        own = self.mark(MaxLen)
        return own.max_length if own is not None else 0

    @property
    def slots(self) -> tuple[str, ...]:
        """Names that may stand in braces in it."""
        own = self.mark(Slots)
        if own is not None:
            return own.names
        return PLACEHOLDERS if self.text is not None and self.text.notation else ()


@dataclass(frozen=True, slots=True)
class _Leaf:
    marks: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Many:
    each: _Shape


@dataclass(frozen=True, slots=True)
class _Named:
    key: _Shape
    each: _Shape


@dataclass(frozen=True, slots=True)
class _Group:
    model: type[Model]
    wanted: type | None = None
    """Only what has a mark of this kind is looked for in it."""


_Shape: TypeAlias = "_Leaf | _Many | _Named | _Group | None"


def walk(value: Model) -> Iterator[Field]:
    """Every marked value of ``value`` (texts and references, keys among them), in the order of its class."""
    return _group(value, ())


def texts(value: Model) -> Iterator[Field]:
    """The texts among them."""
    return (field for field in walk(value) if field.text is not None)


def printed(value: Model) -> Iterator[Field]:
    """The texts that some reader may see."""
    return (field for field in texts(value) if field.text is not None and field.text.printed)


def measured(value: Model) -> Iterator[tuple[PathKey, str]]:
    """Path and text of what patients read in sentences: emphasis and slots resolved, read on where it is."""
    for field in texts(value):
        if field.text is not None and field.text.measured:
            yield field.path, plain(f"{field.before} {field.value}".strip())


class Named(NamedTuple):
    """The value at ``path`` names the entry ``slug`` of a kind of content."""

    path: PathKey
    target: str
    slug: str


def references(value: Model, *, firm: bool = True) -> Iterator[Named]:
    """What names something that has to be there (``firm``), or that need not be. Drawings are not among them."""
    for field in _group(value, (), Reference):
        mark = field.mark(Reference)
        if mark is not None and mark.firm is firm:
            yield Named(field.path, mark.target, field.value)


def drawings(value: Model) -> Iterator[Named]:
    """Drawings that are named; they may be missing."""
    for field in _group(value, (), DrawingName):
        mark = field.mark(DrawingName)
        if mark is not None:
            yield Named(field.path, mark.kind, field.value)


def value_at(value: object, path: PathKey) -> object:
    """The part of a value at ``path``; None where there is none."""
    for step in path:
        if isinstance(step, int):
            value = value[step] if isinstance(value, tuple) and step < len(value) else None
        else:
            value = value.get(step) if isinstance(value, Mapping) else getattr(value, step, None)
    return value


def field_at(model: type[Model], path: PathKey, value: str) -> Field | None:
    """The text of a file of this class at ``path``; None where no text stands. One that stands for its whole group (a
    short form) is the text of this group.
    """
    field = Field(path, value, _marks_at(model, path))
    return field if field.text is not None else None


def mark_at(model: type[Model], path: PathKey, kind: type[M]) -> M | None:
    """The mark of one kind that the value at ``path`` of a file of this class has."""
    return Field(path, "", _marks_at(model, path)).mark(kind)


def owners(model: type[Model], path: PathKey) -> Iterator[tuple[type[Model], str]]:
    """The classes that hold the value at ``path`` of a file of this class, from outside, each with its field."""
    shape: _Shape = _Group(model)
    for step in path:
        if isinstance(shape, _Group):
            yield shape.model, str(step)
            shape = _inside(shape, step)
        else:
            shape = shape.each if isinstance(shape, _Many | _Named) else None


def class_at(model: type[Model], path: PathKey) -> type[Model] | None:
    """The class of the group at ``path`` of a file of this class; None where no group stands, or one in a list."""
    found: type[Model] | None = model
    for step in path:
        info = found.model_fields.get(str(step)) if found is not None else None
        kinds = (info.annotation, *get_args(info.annotation)) if info is not None else ()
        found = next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Model)), None)
    return found


def _marks_at(model: type[Model], path: PathKey) -> tuple[object, ...]:
    shape: _Shape = _Group(model)
    for step in path:
        if isinstance(shape, _Group):
            shape = _inside(shape, step)
        elif isinstance(shape, _Many | _Named):
            shape = shape.each
        else:
            return ()
    if isinstance(shape, _Group):
        shape = _inside(shape, "text")
    return shape.marks if isinstance(shape, _Leaf) else ()


def _inside(group: _Group, name: str | int) -> _Shape:
    return next((part for field, part, _ in plan(group.model) if field == name), None)


@cache
def marks_of(model: type[Model], name: str) -> tuple[object, ...]:
    """What the type of a field says of its values, or of the entries of its list or group."""
    shape = next((shape for field, shape, _ in plan(model) if field == name), None)
    return () if shape is None or isinstance(shape, _Group) else _leaf(shape).marks


def _leaf(shape: _Shape) -> _Leaf:
    while isinstance(shape, _Many | _Named):
        shape = shape.key if isinstance(shape, _Named) and shape.key is not None else shape.each
    return shape if isinstance(shape, _Leaf) else _Leaf(())


def leaves(shape: _Shape) -> Iterator[_Leaf]:
    """Values that have a meaning, in a field, its lists and its groups: there the names and what they stand for."""
    if isinstance(shape, _Leaf):
        yield shape
    elif isinstance(shape, _Many):
        yield from leaves(shape.each)
    elif isinstance(shape, _Named):
        yield from leaves(shape.key)
        yield from leaves(shape.each)


def _group(value: Model, path: PathKey, wanted: type | None = None) -> Iterator[Field]:
    for name, shape, follows in plan(type(value), wanted):
        part = getattr(value, name)
        if part is not None:
            before = str(getattr(value, follows) or "") if follows else ""
            yield from _part(part, shape, (*path, name), before)


def _part(value: Any, shape: _Shape, path: PathKey, before: str = "") -> Iterator[Field]:
    if isinstance(shape, _Leaf):
        yield Field(path, value, shape.marks, before)
    elif isinstance(shape, _Group):
        if isinstance(value, Model):
            yield from _group(value, path, shape.wanted)
    elif isinstance(shape, _Many):
        for index, part in enumerate(value):
            yield from _part(part, shape.each, (*path, index))
    elif isinstance(shape, _Named):
        for key, part in value.items():
            if isinstance(shape.key, _Leaf):
                yield Field((*path, key), key, shape.key.marks)
            yield from _part(part, shape.each, (*path, key))


_GROUPED = "__is_annotated_types_grouped_metadata__"
"""What marks several constraints in one (annotated-types); asking for their protocol takes fifty times as long."""


@cache
def filled(model: type[Model]) -> bool:
    """Whether a class has texts that are filled in: most have none, and need not be walked over for them."""
    waiting: list[_Shape] = [_Group(model)]
    while waiting:
        shape = waiting.pop()
        if isinstance(shape, _Leaf) and any(isinstance(mark, Slots) for mark in shape.marks):
            return True
        if isinstance(shape, _Group):
            waiting += [part for _, part, _ in plan(shape.model)]
        elif isinstance(shape, _Many | _Named):
            waiting.append(shape.each)
    return False


@cache
def plan(model: type[Model], wanted: type | None = None) -> tuple[tuple[str, _Shape, str | None], ...]:
    """The fields of a class that hold something marked: name, shape, and the field that it is read on from.

    With ``wanted`` only those that hold a mark of this kind. Worked out once for a class, which never changes.
    """
    rows = []
    for name, info in model.model_fields.items():
        kind = Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
        shape = _shape(kind, wanted)
        if shape is not None:
            follows = next((m.field for m in info.metadata if isinstance(m, Follows)), None)
            rows.append((name, shape, follows))
    return tuple(rows)


def _shape(kind: Any, wanted: type | None, marks: tuple[object, ...] = ()) -> _Shape:
    """The shape of a type; None where nothing in it is marked, or nothing with what is ``wanted``."""
    origin = get_origin(kind)
    if origin is Annotated:
        inner, *own = get_args(kind)
        parts = [part for mark in own for part in (mark if hasattr(mark, _GROUPED) else (mark,))]
        found = tuple(mark for mark in parts if isinstance(mark, _MARKS))
        return _shape(inner, wanted, found + marks)
    if origin is Union or origin is UnionType:
        shapes = [_shape(arg, wanted, marks) for arg in get_args(kind) if arg is not type(None)]
        return next((shape for shape in shapes if shape is not None), None)
    kept = tuple(
        mark for mark in marks if isinstance(mark, Kept)
    )  # what holds for a whole holds for its parts
    if origin is tuple:
        each = _shape(get_args(kind)[0], wanted, kept)
        return _Many(each) if each is not None else None
    if origin is dict:
        key, each = (_shape(arg, wanted, kept) for arg in get_args(kind))
        return _Named(key, each) if key is not None or each is not None else None
    if isinstance(kind, type) and issubclass(kind, Model):
        return _Group(kind, wanted) if plan(kind, wanted) else None
    kinds = (TextKind, Reference, DrawingName) if wanted is None else wanted
    meant = any(isinstance(mark, kinds) for mark in marks)
    return _Leaf(marks) if meant else None
