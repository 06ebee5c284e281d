"""A file to start from: every key of a kind with what it is for, and a place for each text. Writes nothing.

Made from the classes of the content, so it cannot fall behind them. What has to be written is marked
(:data:`handouts.content.model.base.TO_WRITE`); no sheet is made of a file in which the mark stands.
"""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import MaxLen, MinLen
from pydantic import StringConstraints
from pydantic.fields import FieldInfo

from handouts.content.folders import check_slug
from handouts.content.kinds import CLINIC, KINDS, TOPICS
from handouts.content.library import Library
from handouts.content.model import Advice, Dose, Model, Range
from handouts.content.model.base import TO_WRITE, Reference, TextKind
from handouts.content.schema import notes_of
from handouts.content.shared import COMPOSED, FROM, LISTS
from handouts.errors import ContentError, Problem
from handouts.limits import SHORT

STARTED = (*TOPICS, "exercise", CLINIC)
"""Kinds that a clinic begins files of."""
REVIEW_YEARS = 2
"""Years after which a new file asks to be read again."""
_WIDTH = 100


def start(library: Library, kind: str, slug: str, today: dt.date) -> tuple[str, str]:
    """The path inside a data folder and the text of a new file.

    ``today`` becomes the day on which it was written. Raises ContentError for a kind that nobody begins, for what is
    not a slug, and for a slug that is taken.
    """
    if kind not in STARTED:
        raise ContentError(
            Problem("KIND", 0, 0, f"{kind!r} cannot be begun", f"use one of {', '.join(STARTED)}")
        )
    check_slug(slug, "SLUG")
    taken = {*library.names("topic"), *library.names("exercise")} if kind != CLINIC else set()
    if slug in taken:
        hint = f"choose another name, or lay a file with 'extends: bundled' over it: {KINDS[kind].path(slug)}"
        raise ContentError(Problem("SLUG", 0, 0, f"there is a '{slug}' already", hint))
    lines = [
        f"# yaml-language-server: $schema=../schema/{kind}.schema.json",
        f"# Write over everything that says {TO_WRITE}. Lines that begin with # are remarks and need not stay;",
        "# to use one of the keys among them, take its # away, and the # of the lines that belong to it. In sentences",
        "# for patients **two stars** set bold type, and {sore} and {other} become the words for the sides. Then:",
        "# handouts check FILE",
        *(_SHARING if kind in TOPICS else ()),
        *_Start(today).group(KINDS[kind].model, "", {"kind": kind}),
    ]
    return KINDS[kind].path(slug), "\n".join(lines) + "\n"


_SHARING = (
    f"# In {', '.join('/'.join(map(str, path)) for path in FROM)}",
    f"# the name of an entry of {KINDS[LISTS].place} may stand in the place of a text. A condition that leaves out",
    f"# {', '.join(COMPOSED)} has there what its muscles say.",
)


class _Start:
    """Writes the keys of classes."""

    def __init__(self, today: dt.date) -> None:
        self.today = today

    def group(self, model: type[Model], indent: str, given: dict[str, str]) -> Iterator[str]:
        """The keys of a class: those that must be there first, in their order, then the others as remarks."""
        notes = notes_of(model)
        fields = sorted(
            model.model_fields.items(), key=lambda item: (item[0] != "kind", not item[1].is_required())
        )
        for name, info in fields:
            yield from self._note(notes.get(name, ""), indent)
            kind = Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
            if name in given:
                yield f"{indent}{name}: {given[name]}"
            elif info.is_required():
                yield from self._key(name, kind, indent)
            else:
                yield from (_remark(line, indent) for line in self._key(name, kind, indent))

    def _note(self, note: str, indent: str) -> Iterator[str]:
        yield from textwrap.wrap(
            note, _WIDTH - len(indent), initial_indent=f"{indent}# ", subsequent_indent=f"{indent}# "
        )

    def _key(self, name: str, kind: Any, indent: str) -> Iterator[str]:
        """A key with its value, on as many lines as it takes."""
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
        elif bare is Advice:
            yield f"{indent}{name}: {_text(name, _bare(Advice.model_fields['text'].annotation)[1])}"
        elif bare in (int, Range):
            yield f"{indent}{name}: 1"
        elif bare is bool:
            yield f"{indent}{name}: yes"
        elif isinstance(bare, type) and issubclass(bare, Model):
            yield f"{indent}{name}:"
            yield from self.group(bare, indent + "  ", {})
        elif get_origin(bare) is tuple:
            yield from self._list(name, bare, marks, indent)
        elif get_origin(bare) is dict:
            yield f"{indent}{name}: {{}}"
        else:
            yield from _said(marks, indent)
            yield f"{indent}{name}: {_text(name, marks)}"

    def _list(self, name: str, bare: Any, marks: list[Any], indent: str) -> Iterator[str]:
        args = get_args(bare)
        least = next((mark.min_length for mark in marks if isinstance(mark, MinLen)), 1)
        number = len(args) if Ellipsis not in args else max(1, least)
        inner, inner_marks = _bare(args[0])
        yield f"{indent}{name}:"
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
    words, limit = f"{TO_WRITE}: {name.replace('_', ' ')}", _limit(marks)
    return f'"{words if len(words) <= limit else TO_WRITE}"'


def _said(marks: list[Any], indent: str) -> Iterator[str]:
    """What to know of a text or a name, on a line before it."""
    named = next((mark for mark in marks if isinstance(mark, Reference)), None)
    if named is not None:
        yield f"{indent}# see: {_where(named.target)}"
    elif any(isinstance(mark, TextKind) for mark in marks) and _limit(marks) < SHORT:
        yield f"{indent}# at most {_limit(marks)} characters"


def _limit(marks: list[Any]) -> int:
    return next((mark.max_length for mark in marks if isinstance(mark, MaxLen)), 0) or 0


def _remark(line: str, indent: str) -> str:
    """A line of a key that need not be there: with its # taken away, and nothing else, it stands where it must."""
    return line if line.startswith(f"{indent}#") else f"{indent}#{line[len(indent) :]}"


def _where(target: str) -> str:
    """How to see what may be named."""
    lists = {"exercise": "handouts list exercises", "muscle": "handouts list muscles"}
    return lists.get(target, f"data/{KINDS[target].place}" if target in KINDS else "handouts list")


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
