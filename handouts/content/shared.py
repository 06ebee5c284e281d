"""What muscles and conditions have in common, and exercises, put in its place: entries of the shared lists, by their
names, and for a condition what its muscles say.

``causes: [sit-still]`` takes the entry ``sit-still`` of ``guidance/lists.yaml``; ``{use: sit-still, help: ...}`` takes
it with words of its own. A condition that leaves out a list has those of its muscles, each entry once. What is taken
keeps the place that it is written at, so that it is mended and translated there, once. Opens no file by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from handouts.content.model.base import SLUG, Model
from handouts.content.model.exercise import Exercise
from handouts.content.model.topic import Topic, both_sides
from handouts.content.repeats import NAME_ONCE, TWICE
from handouts.content.source import PathKey, SourceFile, Taken, Value
from handouts.content.suggest import suggestion
from handouts.errors import Problem

if TYPE_CHECKING:
    from handouts.content.loading import Loaded

Find = Callable[[str, str], "Loaded | None"]
"""The file of a kind and slug; None where there is none. Raises ContentError for one that cannot be read."""

LISTS = "lists"
USE = "use"
DEMANDS = "demands"
FROM: Mapping[PathKey, str] = MappingProxyType(
    {
        ("notice",): "notice",
        ("causes",): "causes",
        ("habits",): "habits",
        ("strain", "feels"): "strain_signs",
        ("strain", "causes"): "strain_causes",
        ("strain", "sports"): "sports",
        ("clinician", "differential"): "look_alikes",
        ("clinician", "satellites"): "muscles",
        ("clinician", "similar"): "muscles",
        ("clinician", "examination"): "examination",
        ("clinician", "icd10cm"): "codes",
    }
)
"""Which list of a topic may name entries of which shared list."""
COMPOSED = ("notice", "causes", "habits", "check_first", "relief", "strain", "clinician", "sources")
"""What a condition has from its muscles where it says nothing itself."""
GROUPS: Mapping[PathKey, str] = MappingProxyType({("strain", "rice"): "rice", ("too_much",): "too_much"})
"""Which group or text of a topic or of an exercise may be named instead of written."""
_OR_WORDS = frozenset({("too_much",)})
"""Those of them that may be words as well: what is no name stands for itself."""
_WORDS = frozenset({"sports"})
"""Lists whose entries may be single words: one that is in no shared list stands for itself."""


class Stray(NamedTuple):
    """A name of a shared entry that there is not, or one too many: where it stands in the value as filled (a path that
    leads nowhere where it was left out), and what is to be said.
    """

    path: PathKey
    problem: Problem


@dataclass
class _Filling:
    """A value in which entries are put in their places, with where each comes from."""

    file: SourceFile
    value: dict[str, Any]
    places: dict[PathKey, tuple[int, int, int]]
    homes: dict[PathKey, SourceFile]
    taken: dict[PathKey, Taken]
    problems: list[Stray] = field(default_factory=list)

    @property
    def known(self) -> tuple[_Known, _Known, _Known]:
        """What is known of each path."""
        return self.places, self.homes, self.taken

    def take(self, path: PathKey, of: Loaded, there: PathKey) -> Value:
        """The value at ``there`` of another file, as that of ``path`` here."""
        source = of.source
        for old in source.paths_inside(there):
            here = (*path, *old[len(there) :])
            self.places[here], self.homes[here] = source.places[old], source.home(old)
        known = source.taken_at(there)
        self.taken[path] = known or Taken(of.kind, of.slug, there)
        for old, inner in source.taken.items():
            if old[: len(there)] == there and old != there:
                self.taken[(*path, *old[len(there) :])] = inner
        return source.at(there)


def filled(
    file: SourceFile, model: type[Model], find: Find
) -> tuple[SourceFile, tuple[Loaded, ...], list[Stray]]:
    """``file`` of the class ``model`` with all that it shares in its place, the files that came from, and names that no
    shared list has; these stay as they are written.
    """
    if not isinstance(file.value, dict) or not issubclass(model, Topic | Exercise):
        return file, (), []
    filling = _Filling(file, dict(file.value), dict(file.places), dict(file.homes), dict(file.taken))
    used: list[Loaded] = []
    if issubclass(model, Topic) and model.composed:
        used += _composed(filling, model.composed, find)
    if any(_names(filling.value)):
        lists = find(LISTS, LISTS)
        if lists is not None:
            used.append(lists)
            _named(filling, lists)
    if not used:
        return file, (), []
    comments = {path: place for path, place in file.comments.items() if path not in filling.taken}
    made = replace(
        file,
        value=filling.value,
        places=filling.places,
        homes=filling.homes,
        taken=filling.taken,
        comments=comments,
    )
    return made, tuple(used), filling.problems


def _lists(value: dict[str, Any]) -> Iterator[tuple[PathKey, str, list[Any]]]:
    """The lists of a topic that may name shared entries."""
    for path, name in FROM.items():
        part = _at(value, path)
        if isinstance(part, list):
            yield path, name, part


def _names(value: dict[str, Any]) -> Iterator[str]:
    """Entries that may be names of shared ones."""
    for path in GROUPS:
        if _is_named(path, named := _at(value, path)):
            yield named
    for _, _, entries in _lists(value):
        for entry in entries:
            name = entry.get(USE) if isinstance(entry, dict) else entry
            if isinstance(name, str) and re.fullmatch(SLUG, name):
                yield name


def _is_named(path: PathKey, value: Any) -> bool:
    """Whether the name of a shared entry stands in the place of a group, or of a text."""
    return isinstance(value, str) and (path not in _OR_WORDS or re.fullmatch(SLUG, value) is not None)


def _named(filling: _Filling, lists: Loaded) -> None:
    """Put the shared entries in the place of their names."""
    for path, name, entries in list(_lists(filling.value)):
        known = lists.source.at((name,))
        known = known if isinstance(known, dict) else {}
        before = _cut_out(filling, path)
        made: list[Any] = []
        seen: set[str] = set()
        for index, entry in enumerate(entries):
            old = (*path, index)
            wanted = entry.get(USE) if isinstance(entry, dict) else entry
            named = isinstance(wanted, str) and re.fullmatch(SLUG, wanted) and before.taken_at(old) is None
            if not named or wanted not in known:
                if named and (isinstance(entry, dict) or (name not in _WORDS and "-" in str(wanted))):
                    message = f"there is no '{str(wanted)[:60]}' among the shared {name.replace('_', ' ')}"
                    hint = (
                        suggestion(str(wanted), known)
                        or "write the text itself, or add it to guidance/lists.yaml"
                    )
                    filling.problems.append(
                        Stray((*path, len(made)), filling.file.problem(old, message, hint))
                    )
                before.put_back(filling, old, (*path, len(made)))
                made.append(entry)
                continue
            if wanted in seen:
                problem = filling.file.problem(old, f"'{wanted}' {TWICE}", NAME_ONCE)
                filling.problems.append(Stray((*path, -1), problem))
                continue
            seen.add(str(wanted))
            shared, there = known[str(wanted)], (name, str(wanted))
            own = {key: part for key, part in entry.items() if key != USE} if isinstance(entry, dict) else {}
            if own and not isinstance(shared, dict):
                message = f"'{wanted}' is one text: it is taken whole, or written anew"
                problem = filling.file.problem(old, message, "write the text in its place")
                filling.problems.append(Stray((*path, len(made)), problem))
                before.put_back(filling, old, (*path, len(made)))
                made.append(entry)
            elif own and isinstance(shared, dict):
                here = (*path, len(made))
                before.put_back(filling, old, here)
                made.append(_over(filling, lists, here, there, own))
            elif isinstance(shared, list):
                for number, one in enumerate(shared):
                    for entry in both_sides(one):
                        taken = filling.take((*path, len(made)), lists, (*there, number))
                        made.append(taken if entry is one else entry)
            else:
                made.append(filling.take((*path, len(made)), lists, there))
        _put(filling.value, path, made)
    _whole(filling, lists)


def _over(filling: _Filling, lists: Loaded, here: PathKey, there: PathKey, own: Mapping[str, Any]) -> Value:
    """The shared entry at ``there`` with what a topic says otherwise. Words of its own ask of a body what the shared
    ones did, and what they say besides: gates do not go with a sentence.
    """
    shared = lists.source.at(there)
    made: dict[str, Any] = {}
    for key, usual in shared.items() if isinstance(shared, dict) else ():
        at, usual_at = (*here, key), (*there, key)
        said = own.get(key)
        if key not in own:
            made[key] = filling.take(at, lists, usual_at)
        elif key == DEMANDS and isinstance(said, list):
            made[key] = _demanded(filling, lists, at, usual_at, said)
        elif isinstance(usual, dict) and usual.get(DEMANDS) and isinstance(said, str | dict):
            if isinstance(said, str):  # a text alone: it stands where the group would
                _stands_also(filling, at, (*at, "text"))
                said = {"text": said}
            asked = said.get(DEMANDS, [])
            if isinstance(asked, list):
                asked = _demanded(filling, lists, (*at, DEMANDS), (*usual_at, DEMANDS), asked)
            made[key] = {**said, DEMANDS: asked}
        else:
            made[key] = said
    return made | {key: part for key, part in own.items() if key not in made}


def _demanded(
    filling: _Filling, lists: Loaded, here: PathKey, there: PathKey, own: list[Any]
) -> list[Value | Any]:
    """Demands of a topic's own, and those of the shared entry."""
    usual = lists.source.at(there)
    made = list(own)
    for number, one in enumerate(usual if isinstance(usual, list) else ()):
        if one not in own:
            made.append(filling.take((*here, len(made)), lists, (*there, number)))
    return made


def _stands_also(filling: _Filling, path: PathKey, also: PathKey) -> None:
    """Let a value stand at a second path of the value as filled."""
    if path in filling.places:
        filling.places[also] = filling.places[path]
    if path in filling.homes:
        filling.homes[also] = filling.homes[path]


def _whole(filling: _Filling, lists: Loaded) -> None:
    """Put shared groups and texts in the place of their names: R.I.C.E. as it is for a part of the body, when an
    exercise is too much.
    """
    for path, name in GROUPS.items():
        wanted = _at(filling.value, path)
        if not _is_named(path, wanted) or path in filling.taken:
            continue
        if lists.source.at((name, wanted)) is None:
            known = lists.source.at((name,))
            hint = suggestion(wanted, known if isinstance(known, dict) else {})
            message = f"there is no '{wanted[:60]}' among the shared {name.replace('_', ' ')}"
            filling.problems.append(Stray(path, filling.file.problem(path, message, hint)))
        else:
            _put(filling.value, path, filling.take(path, lists, (name, wanted)))


_Known = dict[PathKey, Any]


@dataclass(frozen=True)
class _CutOut:
    """Where the entries of a list stood before shared ones came between them: places, homes, what was taken."""

    known: tuple[_Known, _Known, _Known]

    def taken_at(self, path: PathKey) -> Taken | None:
        """Where an entry is written that has been taken from another file already."""
        found: Taken | None = self.known[2].get(path)
        return found

    def put_back(self, filling: _Filling, old: PathKey, new: PathKey) -> None:
        """Let the entry that stood at ``old`` stand at ``new``."""
        for mine, theirs in zip(self.known, filling.known, strict=True):
            theirs.update(
                {(*new, *at[len(old) :]): value for at, value in mine.items() if at[: len(old)] == old}
            )


def _cut_out(filling: _Filling, path: PathKey) -> _CutOut:
    """Take what is known of the entries of a list out of what is known of the file."""

    def inside(known: _Known) -> _Known:
        found = {at: value for at, value in known.items() if at[: len(path)] == path and at != path}
        for at in found:
            del known[at]
        return found

    places, homes, taken = map(inside, filling.known)
    return _CutOut((places, homes, taken))


def _at(value: Any, path: PathKey) -> Any:
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def _composed(filling: _Filling, key: str, find: Find) -> list[Loaded]:
    """Fill in what a condition leaves to its muscles, which ``key`` names."""
    named = filling.value.get(key)
    wanted = [key for key in COMPOSED if _open(filling.value.get(key))]
    if not wanted or not isinstance(named, list):
        return []
    muscles = [
        found for slug in named if isinstance(slug, str) and (found := find("muscle", slug)) is not None
    ]
    for muscle in muscles:
        for key in wanted:
            there = muscle.source.at((key,))
            if there is not None:
                _blend(filling, filling.value, key, (key,), muscle, filling.file.at((key,)))
    return muscles


def _open(value: Any) -> bool:
    """Whether a condition leaves something of a value to its muscles: a group may leave some of its keys."""
    return value is None or isinstance(value, dict)


def _blend(filling: _Filling, into: dict[str, Any], key: str, path: PathKey, of: Loaded, own: Value) -> None:
    """Add to ``into[key]`` what a muscle says at ``path``, unless the condition has said it itself (``own``)."""
    theirs = of.source.at(path)
    if isinstance(theirs, dict):
        group = dict(into.get(key) or {})
        for inner in theirs:
            said = own.get(inner) if isinstance(own, dict) else None
            if said is None or isinstance(said, dict):
                _blend(filling, group, inner, (*path, inner), of, said)
        into[key] = group
    elif isinstance(theirs, list):
        entries = list(into.get(key) or ())
        for index, entry in enumerate(theirs):
            if not any(_same(entry, known) for known in entries):
                filling.take((*path, len(entries)), of, (*path, index))
                entries.append(entry)
        into[key] = entries
    elif theirs is not None and into.get(key) is None:
        into[key] = filling.take(path, of, path)


def _same(entry: Any, known: Any) -> bool:
    """Whether two entries of muscles say the same, or say the words of one grade: then the first muscle is heard."""
    if isinstance(entry, dict) and isinstance(known, dict) and "grade" in entry:
        return bool(entry["grade"] == known.get("grade"))
    return bool(entry == known)


def _put(value: dict[str, Any], path: PathKey, part: Any) -> None:
    """Put ``part`` at ``path``, in groups of its own."""
    inner: Any = value
    for step in path[:-1]:
        inner[step] = dict(inner[step])
        inner = inner[step]
    inner[path[-1]] = part
