"""Reads one YAML file into plain values and remembers where every value stands.

Values are text, ``None``, lists and dictionaries with text keys, nothing else: ``no`` stays ``"no"`` and
``12:30`` stays ``"12:30"``; what a value means is the business of the models. This module never follows a
reference, never builds an object from a tag and never reads more than :data:`MAX_BYTES`. It is the only one
that imports ``yaml``.

What YAML can do beyond that is refused, because it hides mistakes or is a way to attack a program: anchors
and aliases (also cyclic ones and those that expand without end), tags, merge keys, several documents in a
file, duplicate keys, nesting deeper than :data:`MAX_DEPTH`.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import yaml

from handouts.errors import ContentError, Problem
from handouts.limits import MAX_FILE
from handouts.resources import no_file
from handouts.words import UNPRINTABLE, Origin, Words

MAX_BYTES = MAX_FILE
"""Largest file that is parsed; the longest content file has about 20 KB."""

MAX_DEPTH = 16
"""Deepest nesting of lists and mappings; content needs seven."""

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
PathKey: TypeAlias = "tuple[str | int, ...]"
Position: TypeAlias = "tuple[int, int]"
"""Line and column, both counted from 1."""

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SPACE = re.compile("[ \t\r\n\x85\u2028\u2029]+")
_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_COMMENT = re.compile("[ \t]*(?=#)")
_NEXT_LINE = re.compile(r"(?:[ \t]*(?:\r\n|\r|\n))+([ \t]*)(?=#)")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class Taken(NamedTuple):
    """Where a value is written that stands in another content file: its kind and slug, and the path there."""

    kind: str
    slug: str
    path: PathKey


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One parsed file: its name for messages, its text, its value and the place of every value and key."""

    name: str
    text: str
    value: Value
    places: dict[PathKey, tuple[int, int, int]]
    """Path of a value to the line and column where it begins and the line where it ends."""
    keys: dict[PathKey, Position]
    """Path of a value to the place of its key."""
    comments: dict[PathKey, Position] = field(default_factory=dict)
    """Path of a value without quotation marks to the place of the # that ends it, behind it in its line or where its
    next line would begin: YAML takes what follows for a remark, whoever wrote "the #1 muscle" does not."""

    homes: dict[PathKey, SourceFile] = field(default_factory=dict)
    """Path of a value that stands in another file, which this one is laid over, to that file."""

    empty: tuple[PathKey, ...] = ()
    """Paths of keys behind which nothing is written; who means that writes null."""

    taken: dict[PathKey, Taken] = field(default_factory=dict)
    """Path of a value that several files share (:mod:`handouts.content.shared`) to where it is written."""

    over: SourceFile | None = None
    """The file that was laid over another one to make this."""
    blames_over: bool = False
    """Every problem is one that laying over has brought (:meth:`brought`)."""

    _inside: dict[PathKey, list[PathKey]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def paths_inside(self, path: PathKey) -> Sequence[PathKey]:
        """The paths of the value at ``path`` and of all that is in it, in the order of the file."""
        if not self._inside:
            for one in self.places:
                for length in range(len(one) + 1):
                    self._inside.setdefault(one[:length], []).append(one)
        return self._inside.get(path, ())

    def taken_at(self, path: PathKey) -> Taken | None:
        """Where the value at ``path`` is written, if that is in another file which shares it."""
        for length in range(len(path), 0, -1):
            found = self.taken.get(path[:length])
            if found is not None:
                return found._replace(path=(*found.path, *path[length:]))
        return None

    def home(self, path: PathKey) -> SourceFile:
        """The file in which the value at ``path``, or the nearest enclosing one, stands."""
        return self.homes.get(self._nearest(path), self)

    def _nearest(self, path: PathKey) -> PathKey:
        while path and path not in self.places:
            path = path[:-1]
        return path

    def position(self, path: PathKey) -> Position:
        """Where the value at ``path`` begins, or the nearest enclosing value that exists."""
        path = self._nearest(path)
        return self.places[path][:2] if path in self.places else (1, 1)

    def key_position(self, path: PathKey) -> Position:
        """Where the key of the value at ``path`` stands; the value's own place when it has no key."""
        return self.keys[path] if path in self.keys else self.position(path)

    def problem(self, path: PathKey, message: str, hint: str = "", key: bool = False) -> Problem:
        """A problem at the value (or the key) at ``path``; a text that came from elsewhere is blamed there."""
        if self.blames_over:
            return self.brought(path, message, hint, key)
        value = self.at(path)
        if isinstance(value, Words) and value.origins and not key:
            return Problem(*value.origins[0], message, hint)
        line, column = self.key_position(path) if key else self.position(path)
        return Problem(self.home(path).name, line, column, message, hint)

    def brought(self, path: PathKey, message: str, hint: str = "", key: bool = False) -> Problem:
        """A problem that laying a file over another one has brought: at the value, where that stands in the file laid
        over, else at the key of the nearest value around it that does. What was there before was right.
        """
        if self.over is None or self._nearest(path) not in self.homes:
            return replace(self, blames_over=False).problem(path, message, hint, key)
        at: PathKey = ()
        for step in path:
            inside = self.over.at(at)
            at = (*at, str(step + 1) if isinstance(step, int) and isinstance(inside, dict) else step)
            if at not in self.over.places:
                return self.over.problem(at[:-1], message, hint, key=True)
        return self.over.problem(at, message, hint, key)

    def at(self, path: PathKey) -> Value:
        """The value at ``path``; None where there is none."""
        value: Value = self.value
        for step in path:
            if isinstance(value, dict) and isinstance(step, str):
                value = value.get(step)
            elif isinstance(value, list) and isinstance(step, int) and -1 < step < len(value):
                value = value[step]
            else:
                return None
        return value

    def path_at(self, line: int, column: int) -> PathKey | None:
        """The path of the text that begins at a place."""
        for path, (first, begin, _) in self.places.items():
            if (first, begin) == (line, column) and path not in self.homes and isinstance(self.at(path), str):
                return path
        return None

    def inside(self, path: PathKey) -> Iterator[Position]:
        """Line and column of the value at ``path`` and of all values and keys in it."""
        for one in self.paths_inside(path):
            yield self.position(one)
            yield self.key_position(one)

    def strings(self) -> Iterator[tuple[PathKey, str]]:
        """Every text with its path, in the order of the file."""
        for path in self.places:
            value = self.at(path)
            if isinstance(value, str):
                yield path, value

    def character_position(self, path: PathKey, character: str) -> Position:
        """Where ``character`` first stands inside the text at ``path``, in the file where that stands
        (:meth:`home`); the text's place if it is escaped.
        """
        line, column, end = self.places.get(path, (*self.position(path), 0))
        lines = _BREAK.split(self.home(path).text)
        for number in range(line, min(end, len(lines)) + 1):
            found = lines[number - 1].find(character, column - 1 if number == line else 0)
            if found >= 0:
                return number, found + 1
        return line, column


def read(path: Path, name: str = "") -> SourceFile:
    """The parsed file at ``path``; ``name`` stands for it in messages. Raises ContentError."""
    name = name or str(path)
    if what := no_file(path):
        raise ContentError(Problem(name, 0, 0, what, "check the spelling of the path"))
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
            size = len(data) if len(data) <= MAX_BYTES else path.stat().st_size
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a path"
        raise ContentError(Problem(name, 0, 0, f"cannot be read: {reason}")) from None
    if size > MAX_BYTES:
        raise ContentError(_too_large(name, size))
    return parse(data, name)


def parse(data: bytes, name: str) -> SourceFile:
    """The value of ``data``; ``name`` stands for it in messages. Raises ContentError."""
    if len(data) > MAX_BYTES:
        raise ContentError(_too_large(name, len(data)))
    text = _decode(data, name)
    if found := UNPRINTABLE.search(text):
        hint = "delete it and type the text again"
        raise ContentError(Problem(name, *_place(text, found.start()), _refused(found[0]), hint))
    builder = _Builder(name, text)
    try:
        for event in yaml.parse(text, Loader=LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        _look_for_depth(error, name, text)
        raise ContentError([*builder.problems, _syntax(error, name, text)]) from None
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        reason = str(error).splitlines()[0] if str(error) else "cannot be understood"
        raise ContentError([*builder.problems, Problem(name, 1, 1, f"not valid YAML: {reason}")]) from None
    if builder.documents == 0 and not builder.problems:
        builder.problems.append(
            Problem(name, 1, 1, "the file is empty", "a content file begins with its kind")
        )
    if builder.problems:
        raise ContentError(builder.problems)
    return SourceFile(
        name,
        text,
        builder.value,
        builder.places,
        builder.keys,
        builder.comments,
        empty=tuple(builder.empty),
    )


def _too_large(name: str, size: int) -> Problem:
    message = f"the file has {size:,} bytes; a content file has at most {MAX_BYTES:,}"
    return Problem(name, 1, 1, message, "is this really a content file?")


def _refused(character: str) -> str:
    code = ord(character)
    what = "a NUL character" if code == 0 else "a character that cannot be printed"
    return f"{what} (U+{code:04X}) is not allowed"


def _decode(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        line, column = _place(before, len(before))
        hint = 'save the file again with the encoding "UTF-8"'
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            hint = "this file was saved as UTF-16; " + hint
        message = f"the file is not UTF-8: byte 0x{data[error.start]:02X} at offset {error.start}"
        raise ContentError(Problem(name, line, column, message, hint)) from None


def _place(text: str, offset: int) -> Position:
    """Line and column of a character offset."""
    breaks = [found.end() for found in _BREAK.finditer(text, 0, offset)]
    return len(breaks) + 1, offset - (breaks[-1] if breaks else 0) + 1


def _syntax(error: yaml.MarkedYAMLError, name: str, text: str) -> Problem:
    from handouts.content.yaml_hints import syntax_hint  # needed only when something is wrong

    mark, context = error.problem_mark, error.context_mark
    lines = _BREAK.split(text)
    rest = lines[mark.line :] if mark is not None else []
    at_end = (
        mark is not None and not "".join([*(line[mark.column :] for line in rest[:1]), *rest[1:]]).strip()
    )
    if mark is None or (at_end and context is not None):
        mark = context  # something was never closed: say where it was opened, not where the file ends
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    reason = " ".join(str(part) for part in (error.context, error.problem) if part)
    return Problem(name, line, column, f"not valid YAML: {reason}", syntax_hint(lines, line))


def _look_for_depth(error: yaml.MarkedYAMLError, name: str, text: str) -> None:
    """Refuse ``text`` for its nesting if that is why the fast loader gave up. Raises ContentError.

    LibYAML 0.2.6 and newer have a limit of their own for brackets and reach it while they read ahead, before the
    builder has seen the first of them; older ones and the loader written in Python hand out bracket after bracket.
    """
    mark = error.problem_mark
    before = text[: mark.index] if mark is not None else text
    left_open = sum(map(before.count, "[{")) - sum(map(before.count, "]}"))
    if LOADER is yaml.SafeLoader or left_open <= MAX_DEPTH:
        return
    builder = _Builder(name, text)
    with contextlib.suppress(yaml.YAMLError, ValueError, OverflowError):
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            builder.take(event)


class _Builder:
    """Builds the value from parser events, without recursion; gathers what is wrong on the way."""

    def __init__(self, name: str, text: str) -> None:
        self.name, self.text = name, text
        self.problems: list[Problem] = []
        self.documents = 0
        self.value: Value = None
        self.places: dict[PathKey, tuple[int, int, int]] = {}
        self.keys: dict[PathKey, Position] = {}
        self.comments: dict[PathKey, Position] = {}
        self.empty: list[PathKey] = []
        self.remarks = re.search(r"[ \t\r\n]#", text) is not None
        self._open: list[tuple[PathKey, dict[str, Value] | list[Value]]] = []
        self._flow: list[bool] = []
        self._key: list[str | None] = []

    def _stop(self, event: Any, message: str, hint: str = "") -> ContentError:
        """An error after which the rest of the file is not looked at."""
        return ContentError([*self.problems, self._at(event, message, hint)])

    def _at(self, event: Any, message: str, hint: str = "") -> Problem:
        return Problem(self.name, event.start_mark.line + 1, event.start_mark.column + 1, message, hint)

    def take(self, event: Any) -> None:
        """Take one event in."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._check(event)
            self._scalar(event)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self._check(event)
            self._begin(event, {} if kind is yaml.MappingStartEvent else [])
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._open.pop()
            self._flow.pop()
            self._key.pop()
        elif kind is yaml.AliasEvent:
            hint = "write the text out; put text that begins with a star in quotation marks"
            raise self._stop(event, f"an alias (*{event.anchor}) is not allowed", hint)
        elif kind is yaml.DocumentStartEvent:
            self.documents += 1
            if self.documents > 1:
                raise self._stop(
                    event, "a second document begins here", "one file holds one; delete the line ---"
                )

    def _check(self, event: Any) -> None:
        if event.anchor is not None:
            hint = f"write the text out in each place, or put it in quotation marks: '&{event.anchor} ...'"
            raise self._stop(event, f"an anchor (&{event.anchor}) is not allowed", hint)
        if event.tag is not None:
            hint = "delete it, or put the text in quotation marks if it begins with an exclamation mark"
            raise self._stop(event, f"a tag ({event.tag[:60]}) is not allowed", hint)

    def _slot(self, event: Any) -> PathKey:
        """The path of the value that begins with ``event``."""
        if not self._open:
            return ()
        path, holder = self._open[-1]
        if isinstance(holder, list):
            return (*path, len(holder))
        key = self._key[-1]
        if key is None:
            hint = "put text that begins with { or [ in quotation marks"
            raise self._stop(event, "a key is plain text, not a list or a mapping", hint)
        return (*path, key)

    def _store(self, path: PathKey, event: Any, value: Value) -> None:
        start, end = event.start_mark, event.end_mark
        self.places[path] = (start.line + 1, start.column + 1, end.line + 1)
        if not self._open:
            self.value = value
            return
        holder = self._open[-1][1]
        if isinstance(holder, list):
            holder.append(value)
        else:
            holder[str(path[-1])] = value
            self._key[-1] = None

    def _begin(self, event: Any, value: dict[str, Value] | list[Value]) -> None:
        path = self._slot(event)
        if len(self._open) >= MAX_DEPTH:
            raise self._stop(
                event, f"nested deeper than {MAX_DEPTH} levels", "content is never nested that deep"
            )
        self._store(path, event, value)
        self._open.append((path, value))
        self._flow.append(event.flow_style is True)
        self._key.append(None)

    def _scalar(self, event: Any) -> None:
        text = _SPACE.sub(" ", event.value).strip(" ")
        bad = UNPRINTABLE.search(text)
        if bad:
            self.problems.append(self._at(event, _refused(bad[0]), "delete its escape code"))
        if self._open and isinstance(self._open[-1][1], dict) and self._key[-1] is None:
            self._new_key(event, text)
            return
        path, plain = self._slot(event), event.implicit[0]
        if plain and self.remarks:
            self._cut(path, event)
        if plain and text in _NULLS:
            if not text and isinstance(path[-1] if path else 0, str):
                self.empty.append(path)
            self._store(path, event, None)
            return
        start = event.start_mark
        origin = Origin(self.name, start.line + 1, start.column + 1)
        self._store(path, event, Words(text, (origin,)))

    def _cut(self, path: PathKey, event: Any) -> None:
        """Note the remark that ends a text: behind it, or on a line as far in as the text would run on."""
        start, end = event.start_mark, event.end_mark
        if behind := _COMMENT.match(self.text, end.index):
            self.comments[path] = (end.line + 1, end.column + len(behind[0]) + 1)
        elif below := _NEXT_LINE.match(self.text, end.index):
            before = self.keys[path][1] if path in self.keys else start.column - 1
            if self._flow[-1:] == [True] or len(below[1]) + 1 > before:
                breaks = len(_BREAK.findall(below[0]))
                self.comments[path] = (end.line + 1 + breaks, len(below[1]) + 1)

    def _new_key(self, event: Any, key: str) -> None:
        path, holder = self._open[-1]
        place = (event.start_mark.line + 1, event.start_mark.column + 1)
        if not key:
            self.problems.append(self._at(event, "a key is empty", "write a key before the colon"))
        elif key == "<<" and event.implicit[0]:
            self.problems.append(self._at(event, "a merge key (<<) is not allowed", "write the keys out"))
        elif key in holder:
            first = self.keys[(*path, key)][0]
            message = f"the key '{key[:60]}' is given twice; the first is in line {first}"
            self.problems.append(self._at(event, message, "keep one of the two"))
        self.keys.setdefault((*path, key), place)
        self._key[-1] = key
