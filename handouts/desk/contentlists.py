"""What the form of a text changes beside its texts: entries of a list, exercises of a plan, parts of a dose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from handouts.content.editing import changed, laid
from handouts.content.kinds import TOPICS
from handouts.content.loading import Loaded
from handouts.content.overlay import EXTENDS
from handouts.content.source import PathKey, Value, parse
from handouts.desk.contenttext import Where, begun, entries, keys_of, placed
from handouts.desk.forms import FIELDS, last, moved, whole
from handouts.desk.words import DOSE_PARTS
from handouts.errors import ContentError, Problem

PLANS: tuple[PathKey, ...] = (("plan", "exercises"), ("plan", "alternatives"))
"""Lists of exercises."""


@dataclass(frozen=True)
class Listing:
    """A list that is written in the file, with its entries; ``exercises``: they are names of exercises."""

    path: PathKey
    label: str
    values: tuple[str, ...]
    exercises: bool = False

    @property
    def key(self) -> str:
        """How its buttons name it."""
        return "/".join(map(str, self.path))


@dataclass(frozen=True)
class Part:
    """A part of a dose."""

    name: str
    label: str
    value: str


def listings(loaded: Loaded) -> Iterator[Listing]:
    """The lists of a file whose entries are plain texts, and those of a plan."""
    found = dict.fromkeys(
        one.path[:-1] for one in entries(loaded) if isinstance(one.path[-1], int) and not one.shared
    )
    for path in (*(PLANS if loaded.kind in TOPICS else ()), *found):
        value = loaded.source.at(path)
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            label = str(path[-1] if isinstance(path[-1], str) else path[-2]).replace("_", " ")
            yield Listing(path, label, tuple(map(str, value)), path in PLANS)


def parts(loaded: Loaded) -> tuple[Part, ...]:
    """The parts of the dose of an exercise, as they are written; none where it is written in short."""
    written = loaded.source.at(("dose",)) if loaded.kind == "exercise" else None
    if not isinstance(written, dict):
        return ()
    return tuple(Part(name, DOSE_PARTS[name], str(written.get(name) or "")) for name in FIELDS)


def typed(text: str, fields: Mapping[str, list[str]], loaded: Loaded, place: Where) -> str:
    """``text`` with the parts of a dose that were typed and the entries that were added ("more.PATH"). Raises
    ContentError.
    """
    for part in parts(loaded):
        value = " ".join(last(fields, f"dose.{part.name}", part.value).split())
        if value != part.value:
            text = _with_part(text, part, value, place)
    for one in listings(loaded):
        new = " ".join(last(fields, f"more.{one.key}").split())
        if new:
            text = with_list(text, one.path, [*one.values, new], place)
    return text


def _with_part(text: str, part: Part, value: str, place: Where) -> str:
    text = text if text.strip() else begun(place)
    path = ("dose", part.name)
    if not value and parse(text.encode(), place.own.name).at(path) is None:
        hint = f"write dose: {{{part.name}: null}} under YAML"
        raise ContentError(Problem("dose", 0, 0, "the bundled dose has this part", hint))
    return changed(text, path, value or None, place.own.name)


def with_list(text: str, path: PathKey, values: list[str], place: Where) -> str:
    """``text`` with these entries in a list. Raises ContentError."""
    text = text if text.strip() else begun(place)
    at = placed(text, path)
    now: Value = parse(text.encode(), place.own.name).at(at)
    if isinstance(now, list) or EXTENDS not in keys_of(text):
        return laid(text, at, list(values), place.own.name)
    return changed(text, at, list(values), place.own.name)


def acted(text: str, act: str, loaded: Loaded, place: Where) -> str:
    """``text`` after a button of a list: "drop" or "up", its key and the number of an entry. Raises ContentError."""
    what, _, rest = act.partition(" ")
    key, _, number = rest.partition(" ")
    at, found = whole(number, 3, -1), next((one for one in listings(loaded) if one.key == key), None)
    if what not in ("drop", "up") or found is None or not 0 <= at < len(found.values):
        return text
    values = list(found.values)
    if what == "drop":
        del values[at]
    else:
        moved(values, at, at - 1)
    return text if tuple(values) == found.values else with_list(text, found.path, values, place)
