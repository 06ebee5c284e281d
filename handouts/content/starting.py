"""A file to start from: every key of a kind with what it is for, and a place for each text. Writes nothing.

Made from the classes of the content, so it cannot fall behind them. What has to be written is marked
(:data:`handouts.content.model.base.TO_WRITE`); no sheet is made of a file in which the mark stands.
"""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import MaxLen, MinLen
from pydantic import StringConstraints
from pydantic.fields import FieldInfo

from handouts.content.folders import check_slug
from handouts.content.kinds import CHOICES, CLINIC, KINDS, LISTED, TOPICS, what_of
from handouts.content.library import Library
from handouts.content.loading import Loaded
from handouts.content.model import Advice, Dose, Model, Range, Statement
from handouts.content.model.base import TO_WRITE, Reference, TextKind
from handouts.content.schema import notes_of
from handouts.content.shared import COMPOSED, FROM, LISTS
from handouts.content.unwritten import where_listed
from handouts.errors import ContentError, Problem
from handouts.limits import SHORT

STARTED = (*TOPICS, "exercise", CLINIC)
"""Kinds that a clinic begins files of."""
REVIEW_YEARS = 2
"""Years after which a new file asks to be read again."""
_WIDTH = 100


def start(
    library: Library, kind: str, slug: str, today: dt.date, schemas: str = "../schema"
) -> tuple[str, str]:
    """The path inside a data folder and the text of a new file.

    ``schemas``: the folder of the schemas, for editors, as the file may name it. ``today`` becomes the day on which it
    was written. Raises ContentError for a kind that nobody begins, for what is not a slug, and for a slug that is
    taken.
    """
    if kind not in STARTED:
        raise ContentError(
            Problem("KIND", 0, 0, f"{kind!r} cannot be begun", f"use one of {', '.join(STARTED)}")
        )
    check_slug(slug, "SLUG")
    other = next((one for one in STARTED if one != CLINIC and slug in library.names(one)), kind)
    if kind != CLINIC and slug in library.names(other):
        place = KINDS[other].path(slug)
        hint = f"choose another name, or lay a file with 'extends: bundled' over it: {place}"
        raise ContentError(Problem("SLUG", 0, 0, f"there is a '{slug}' already: {what_of(other)}", hint))
    lines = [
        f"# yaml-language-server: $schema={schemas}/{kind}.schema.json",
        f"# Write over everything that says {TO_WRITE}. Lines that begin with # are remarks and need not stay;",
        "# to use one of the keys among them, take its # away, and the # of the lines that belong to it. In sentences",
        "# for patients **two stars** set bold type, and {sore} and {other} become the words for the sides. Then:",
        "# handouts check FILE",
        *(_SHARING if kind in TOPICS else ()),
        *(_COMPOSING if kind in TOPICS and TOPICS[kind].composed else ()),
        *_Start(today, _shares(library, kind)).group(KINDS[kind].model, "", {"kind": kind}),
    ]
    return KINDS[kind].path(slug), "\n".join(lines) + "\n"


_SHARING = (
    f"# In {', '.join('/'.join(map(str, path)) for path in FROM)}",
    f"# the name of an entry of {KINDS[LISTS].place} may stand in the place of a text.",
)
_COMPOSING = (
    "# A file that leaves out",
    f"# {', '.join(COMPOSED)} has there what its muscles say.",
)


USUAL = 0.5
"""Share of the files of a kind from which on a key that need not be there is a usual one."""
_USUAL = "# ---- Most files have these as well:"
_RARE = "# ---- Where it is needed:"


def _shares(library: Library, kind: str) -> Mapping[str, float]:
    """How many of the files of a kind have each of its keys, as a share; nothing of a kind with a file or two."""
    folder = KINDS[kind].folder
    values = [
        file.value for path in library.folders.files() if (file := _read(library, path, kind)) is not None
    ]
    if folder not in LISTED or len(values) < FEW:
        return {}
    usual = {name: info.default for name, info in KINDS[kind].model.model_fields.items()}
    return {
        name: sum(getattr(value, name) != default for value in values) / len(values)
        for name, default in usual.items()
    }


FEW = 5
"""Files that are too few to say what is usual."""


def _read(library: Library, path: Path, kind: str) -> Loaded | None:
    """A file of a kind; None for one of another, and for one that cannot be read."""
    if path.parent.name != KINDS[kind].folder:
        return None
    try:
        return library.read_unchecked(path)
    except ContentError:
        return None


class _Start:
    """Writes the keys of classes. ``shares``: how many files have a key of the outermost class."""

    def __init__(self, today: dt.date, shares: Mapping[str, float]) -> None:
        self.today, self.shares = today, shares

    def group(self, model: type[Model], indent: str, given: dict[str, str]) -> Iterator[str]:
        """The keys of a class: those that must be there first, in their order, then the others as remarks, the usual
        ones before the others.
        """
        notes = notes_of(model)
        outermost = "kind" in given

        def order(item: tuple[str, FieldInfo]) -> int:
            name, info = item
            if info.is_required():
                return int(name != "kind")
            return 3 if outermost and self.shares and self.shares[name] < USUAL else 2

        fields = sorted(model.model_fields.items(), key=order)
        headed = {2: _USUAL, 3: _RARE} if outermost and self.shares else {}
        for name, info in fields:
            if head := headed.pop(order((name, info)), ""):
                yield head
            yield from self._note(notes.get(name, ""), indent)
            kind = Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
            if name in given:
                yield f"{indent}{name}: {given[name]}"
            elif info.is_required():
                yield from self._key(name, kind, indent)
            else:
                lines = self._key(name, kind, indent, info.default)
                yield from (_remark(line, indent) for line in lines)

    def _note(self, note: str, indent: str) -> Iterator[str]:
        yield from textwrap.wrap(
            note,
            _WIDTH - len(indent),
            initial_indent=f"{indent}# ",
            subsequent_indent=f"{indent}# ",
            break_on_hyphens=False,
        )

    def _key(self, name: str, kind: Any, indent: str, usual: object = None) -> Iterator[str]:
        """A key with its value, on as many lines as it takes. ``usual``: what it is where it is left out."""
        bare, marks = _bare(kind)
        if name == "version":
            yield f'{indent}{name}: "1.0"'
        elif bare is dt.date:
            years = REVIEW_YEARS if name == "review_due" else 0
            yield f"{indent}{name}: {self.today.replace(year=self.today.year + years, day=min(self.today.day, 28))}"
        elif get_origin(bare) is Literal:
            choices = [str(choice) for choice in get_args(bare)]
            yield f"{indent}# one of: {', '.join(choices)}"
            yield f"{indent}{name}: {TO_WRITE}"
        elif bare is Dose:
            yield f"{indent}# as it is said: 3x12, 3/week (sets x times) or 2x30s, 3/day (times x hold)"
            yield f"{indent}{name}: {TO_WRITE}"
        elif bare in (Advice, Statement):
            yield f"{indent}{name}: {_text(name, _bare(Advice.model_fields['text'].annotation)[1])}"
        elif bare in (int, Range):
            yield f"{indent}{name}: {1 if usual is None else usual}"
        elif bare is bool:
            yield f"{indent}{name}: {'no' if usual is True else 'yes'}"
        elif isinstance(bare, type) and issubclass(bare, Model):
            yield f"{indent}{name}:"
            yield from self.group(bare, indent + "  ", {})
        elif get_origin(bare) is tuple:
            yield from self._list(name, bare, marks, indent)
        elif get_origin(bare) is dict:
            yield f"{indent}{name}:"
            yield from self._named(bare, indent + "  ")
        else:
            yield from _said(marks, indent)
            yield f"{indent}{name}: {_text(name, marks)}"

    def _named(self, bare: Any, indent: str) -> Iterator[str]:
        """One entry of a group whose keys are names."""
        key, value = get_args(bare)
        yield from _said(_bare(key)[1], indent)
        inner, marks = _bare(value)
        if isinstance(inner, type) and issubclass(inner, Model):
            yield f"{indent}{TO_WRITE}:"
            yield from self.group(inner, indent + "  ", {})
        else:
            yield f"{indent}{TO_WRITE}: {_text('', marks)}"

    def _list(self, name: str, bare: Any, marks: list[Any], indent: str) -> Iterator[str]:
        args = get_args(bare)
        least = next((mark.min_length for mark in marks if isinstance(mark, MinLen)), 1)
        number = len(args) if Ellipsis not in args else max(1, least)
        inner, inner_marks = _bare(args[0])
        yield f"{indent}{name}:"
        if get_origin(inner) is Literal:
            yield from self._note(f"any of: {', '.join(map(str, get_args(inner)))}", f"{indent}  ")
        yield from _said(inner_marks, f"{indent}  ")
        for index in range(number):
            if isinstance(inner, type) and issubclass(inner, Model):
                given = {"grade": str(index + 1)} if "grade" in inner.model_fields else {}
                lines = [line[len(indent) + 4 :] for line in self.group(inner, indent + "    ", given)]
                first = next(number for number, line in enumerate(lines) if not line.startswith("#"))
                yield from (f"{indent}  {line}" for line in lines[:first])
                yield f"{indent}  - {lines[first]}"
                yield from (f"{indent}    {line}" for line in lines[first + 1 :])
            else:
                yield f"{indent}  - {_text(name, inner_marks)}"


def _text(name: str, marks: list[Any]) -> str:
    """What stands in the place of a text or a name. Nothing stands behind it: whoever writes over it without quotation
    marks would write in front of a remark.
    """
    if not any(isinstance(mark, TextKind) for mark in marks):
        return TO_WRITE
    words, limit = f"{TO_WRITE}: {name.replace('_', ' ')}".rstrip(": "), _limit(marks)
    return f'"{words if len(words) <= limit else TO_WRITE}"'


def _said(marks: list[Any], indent: str) -> Iterator[str]:
    """What to know of a text or a name, on a line before it."""
    named = next((mark for mark in marks if isinstance(mark, Reference)), None)
    if named is not None and named.target not in CHOICES:
        yield f"{indent}# see: {where_listed(named.target)}"
    elif any(isinstance(mark, TextKind) for mark in marks) and _limit(marks) < SHORT:
        yield f"{indent}# at most {_limit(marks)} characters"


def _limit(marks: list[Any]) -> int:
    return next((mark.max_length for mark in marks if isinstance(mark, MaxLen)), 0) or 0


def _remark(line: str, indent: str) -> str:
    """A line of a key that need not be there: with its # taken away, and nothing else, it stands where it must."""
    return line if line.startswith(f"{indent}#") else f"{indent}#{line[len(indent) :]}"


def _bare(kind: Any) -> tuple[Any, list[Any]]:
    """A type without its marks and ``| None``, and the marks."""
    marks: list[Any] = []
    while True:
        origin = get_origin(kind)
        if origin is Annotated:
            kind, *own = get_args(kind)
            for mark in own:
                marks += list(mark) if isinstance(mark, StringConstraints) else _inside(mark)
        elif origin is Union or origin is UnionType:
            kind = next(arg for arg in get_args(kind) if arg is not type(None))
        else:
            return kind, marks


def _inside(mark: Any) -> list[Any]:
    return list(mark.metadata) if isinstance(mark, FieldInfo) else [mark]
