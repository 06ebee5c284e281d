"""Figure sources: YAML read with positions, so that every mistake can be pointed at. Never knows what a key
means.

Plain scalars follow YAML 1.2: only ``true`` and ``false`` are booleans, ``-.2`` is a number, ``on`` is a
word. Duplicate keys are refused.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

import yaml

PRESSED = ("trigger_points", "muscles", "move")
"""Of a portion of a chart: what says where on its muscle it is pressed."""

Scalar = str | float | int | bool | None
_INTEGER = re.compile(r"[-+]?\d+$")
_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$")
_WORDS: dict[str, Scalar] = {"true": True, "false": False, "null": None, "~": None, "": None}


class SourceError(ValueError):
    """A mistake in a source file; ``str()`` is ``FILE:LINE:COLUMN: message`` and, on a second line, the
    hint.
    """

    def __init__(self, where: str, message: str, hint: str = "") -> None:
        super().__init__(f"{where}: {message}" + (f"\n  {hint}" if hint else ""))


@dataclass(frozen=True, slots=True)
class Node:
    """A YAML value and where it stands. ``value`` is a dict of nodes, a tuple of nodes or a scalar."""

    value: dict[str, Node] | tuple[Node, ...] | Scalar
    where: str

    def fail(self, message: str, hint: str = "") -> SourceError:
        return SourceError(self.where, message, hint)

    @property
    def empty(self) -> bool:
        return self.value is None

    def mapping(self, allowed: Iterable[str] = ()) -> dict[str, Node]:
        """The keys and values; with ``allowed``, any other key is an error. An empty value is an empty
        mapping.
        """
        if self.value is None:
            return {}
        if not isinstance(self.value, dict):
            raise self.fail("expected keys and values here")
        names = list(allowed)
        for key, node in self.value.items():
            if names and key not in names:
                near = get_close_matches(key, names, 1)
                hint = f"did you mean {near[0]!r}?" if near else "known keys: " + ", ".join(names)
                raise node.fail(f"unknown key {key!r}", hint)
        return self.value

    def items(self) -> tuple[Node, ...]:
        """The members of a list; an empty value is an empty list."""
        if self.value is None:
            return ()
        if not isinstance(self.value, tuple):
            raise self.fail("expected a list here")
        return self.value

    def text(self) -> str:
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.fail(f"expected text, found {self._seen()}")
        return self.value

    def number(self) -> float:
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            raise self.fail(f"expected a number, found {self._seen()}")
        return float(self.value)

    def positive(self) -> float:
        """A number above zero, for whatever is a size."""
        if (number := self.number()) <= 0:
            raise self.fail(f"expected a number above 0, found {self._seen()}")
        return number

    def at_least(self, lowest: float) -> float:
        if (number := self.number()) < lowest:
            raise self.fail(f"expected {lowest:g} or more, found {self._seen()}")
        return number

    def flag(self) -> bool:
        if not isinstance(self.value, bool):
            raise self.fail(f"expected true or false, found {self._seen()}")
        return self.value

    def vector(self, length: int) -> tuple[float, ...]:
        numbers = tuple(node.number() for node in self.items())
        if len(numbers) != length:
            raise self.fail(f"expected {length} numbers, found {len(numbers)}")
        return numbers

    def need(self, *names: str) -> None:
        """Raises SourceError unless these keys are there."""
        for name in names:
            if name not in self.mapping():
                raise self.fail(f"{name!r} is missing here")

    def texts(self) -> Iterator[Node]:
        """The texts at and below this node, in the order of the file."""
        if isinstance(self.value, str) and self.value.strip():
            yield self
        inner: tuple[Node, ...] = ()
        if isinstance(self.value, dict):
            inner = tuple(self.value.values())
        elif isinstance(self.value, tuple):
            inner = self.value
        for node in inner:
            yield from node.texts()

    def choice(self, allowed: Iterable[str]) -> str:
        names, word = list(allowed), self.text()
        if word not in names:
            near = get_close_matches(word, names, 1)
            hint = f"did you mean {near[0]!r}?" if near else "known: " + ", ".join(names)
            raise self.fail(f"unknown value {word!r}", hint)
        return word

    def plain(self) -> object:
        """The value without positions."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, tuple):
            return [node.plain() for node in self.value]
        return self.value

    def merged(self, over: Node) -> Node:
        """This node with ``over`` laid on top: mappings merge, ``key+`` appends to a list, the rest
        replaces.
        """
        if not isinstance(self.value, dict) or not isinstance(over.value, dict):
            return over
        out = dict(self.value)
        for key, node in over.value.items():
            if key.endswith("+"):
                base = out.get(key[:-1])
                out[key[:-1]] = Node((base.items() if base else ()) + node.items(), node.where)
            else:
                out[key] = out[key].merged(node) if key in out else node
        return replace(self, value=out)

    def _seen(self) -> str:
        if isinstance(self.value, dict):
            return "keys and values"
        return "a list" if isinstance(self.value, tuple) else repr(self.value)


@dataclass(frozen=True, slots=True)
class Source:
    """One YAML file: its path, its slug (the file's name), its content and the hash of its text."""

    path: Path
    slug: str
    root: Node
    text: bytes

    def sha256(self, version: str) -> str:
        """Hash of the file, and of what is drawn from its chart, with the version of the tool that draws it.

        Raises SourceError for a mistake in the chart.
        """
        made_from = [self.text, version.encode()]
        if self.chart:
            pressed = [
                {key: node.plain() for key, node in portion.mapping().items() if key in PRESSED}
                for portion in self._portions()
            ]
            made_from.append(repr(pressed).encode())
        return hashlib.sha256(b"\n".join(made_from)).hexdigest()

    @property
    def chart(self) -> Path | None:
        """Of an anatomy view: the file of the chart of the same name, whose trigger points it shows."""
        return chart_of(self.path)

    def _portions(self) -> tuple[Node, ...]:
        assert self.chart is not None
        found = read_source(self.chart).root.mapping().get("portions")
        return tuple(found.mapping().values()) if found else ()


def chart_of(path: Path) -> Path | None:
    """Of the source of an anatomy view: that of the chart of the same name, if there is one."""
    file = path.parent.parent / "charts" / path.name
    return file if path.parent.name == "anatomy" and file.is_file() else None


def read_source(path: Path) -> Source:
    """Read one YAML file. Raises SourceError with file, line and column."""
    data = path.read_bytes()
    name = str(path)
    try:
        root = yaml.compose(data.decode("utf-8"), Loader=yaml.SafeLoader)
    except UnicodeDecodeError as error:
        raise SourceError(f"{name}:1:1", f"not UTF-8 text: {error.reason}") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        at = f"{mark.line + 1}:{mark.column + 1}" if mark else "1:1"
        raise SourceError(f"{name}:{at}", error.problem or "not YAML", error.context or "") from None
    except yaml.YAMLError as error:
        raise SourceError(f"{name}:1:1", " ".join(str(error).split())) from None
    if root is None:
        raise SourceError(f"{name}:1:1", "the file is empty")
    return Source(path, path.stem, _node(root, name), data)


def _node(node: yaml.Node, name: str) -> Node:
    where = f"{name}:{node.start_mark.line + 1}:{node.start_mark.column + 1}"
    if isinstance(node, yaml.MappingNode):
        return Node(dict(_pairs(node, name)), where)
    if isinstance(node, yaml.SequenceNode):
        return Node(tuple(_node(child, name) for child in node.value), where)
    return Node(_scalar(node), where)


def _pairs(node: yaml.MappingNode, name: str) -> Iterator[tuple[str, Node]]:
    seen: set[str] = set()
    for key, value in node.value:
        where = f"{name}:{key.start_mark.line + 1}:{key.start_mark.column + 1}"
        if not isinstance(key, yaml.ScalarNode):
            raise SourceError(where, "a key must be a word")
        if key.value in seen:
            raise SourceError(where, f"the key {key.value!r} stands here twice")
        seen.add(key.value)
        yield key.value, _node(value, name)


def _scalar(node: yaml.Node) -> Scalar:
    text = str(node.value)
    if getattr(node, "style", None) is not None:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.match(text):
        return int(text)
    return float(text) if _NUMBER.match(text) else text
