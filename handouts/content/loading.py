"""From one content file to one typed value: parses, finds the kind, lays it over the file it hides, validates.

Looks for no other file: what a file is laid over, and what finds those that it shares entries with, is given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import ValidationError

from handouts.content import source
from handouts.content.fields import PathKey, field_at, place, value_at
from handouts.content.kinds import KINDS
from handouts.content.model import Decision, Model
from handouts.content.model.answers import decision
from handouts.content.overlay import DECIDED, EXTENDS, extends, laid_over, without_its_own_keys
from handouts.content.repeats import repeated
from handouts.content.shared import Find, filled
from handouts.content.slots import wrong_slots
from handouts.content.source import SourceFile
from handouts.content.suggest import suggestion
from handouts.content.unwritten import unwritten
from handouts.errors import ContentError, Problem
from handouts.resources import display


@dataclass(frozen=True, slots=True)
class Loaded:
    """A content file: its kind, slug (the file's name), place and value.

    ``hides``: the file of another folder that it is laid over. ``decided``: who answers for a field, by its
    place, that is less strict than there. ``uses``: files whose entries it has taken.
    """

    kind: str
    slug: str
    path: Path
    source: SourceFile
    value: Model
    hides: Loaded | None = None
    decided: Mapping[str, Decision] = field(default_factory=dict)
    uses: tuple[Path, ...] = ()

    def answer(self, path: PathKey) -> tuple[str, Decision] | None:
        """Who answers for the value at ``path``, and for which field that is said: this one, or a group or list that
        it is in. Whoever answers for things that have names answers for each by its name.
        """
        for length in range(len(path), 0, -1):
            name = place(path[:length])
            if name in self.decided and not (
                length < len(path) and isinstance(value_at(self.value, path[:length]), dict)
            ):
                return name, self.decided[name]
        return None


class Unread(ContentError):
    """A file of which no value can be made. ``source`` and ``kind``: what else is wrong with it can still be asked."""

    def __init__(self, problems: list[Problem], source: SourceFile, kind: str) -> None:
        super().__init__(problems)
        self.source, self.kind = source, kind

    def __reduce__(self) -> tuple[object, ...]:
        return ContentError, (self.problems,)  # for another process: it only says what is wrong


def _nothing(kind: str, slug: str) -> None:
    """Finds no file."""


def load_file(
    path: Path, kind: str | None = None, hides: Loaded | Unread | None = None, find: Find = _nothing
) -> Loaded:
    """The content file at ``path``; with ``kind`` it must be of that kind. ``hides``: the file below it. ``find``
    gives the files that it shares entries with.

    Raises ContentError with all faults.
    """
    return load_source(source.read(path, display(path)), path, kind, hides, find)


def load_source(
    file: SourceFile,
    path: Path,
    kind: str | None = None,
    hides: Loaded | Unread | None = None,
    find: Find = _nothing,
) -> Loaded:
    """The value of a parsed file, as :func:`load_file` gives it. Raises ContentError with all faults; an
    :class:`Unread` where its values can still be asked for more.
    """
    merged = file
    problems: list[Problem] = []
    if isinstance(hides, Unread):
        raise _for_now(file, hides) from None
    if extends(file):
        if hides is None:
            message = "there is no bundled file that this one could extend"
            hint = "give it the folder and name of the bundled file, or write a whole file without this line"
            raise ContentError(file.problem((EXTENDS,), message, hint))
        merged, problems = laid_over(hides.source, file, type(hides.value))
    found = _kind(merged, kind, hides)
    model = KINDS[found].model
    try:
        own, shared, strays = filled(without_its_own_keys(merged), model, find)
    except ContentError as error:  # of a file that it takes entries of
        raise Unread([*error.problems, *_cut(merged, model)], merged, found) from None
    problems += (stray.problem for stray in strays)
    value = None
    decided: Mapping[str, Decision] = {}
    try:
        value = validated(replace(own, blames_over=True), model)
    except ContentError as error:
        inside = {place[:2] for stray in strays for place in own.inside(stray.path)}
        problems += [p for p in error.problems if p.file != own.name or (p.line, p.column) not in inside]
        problems = _differing(file, hides, problems) if hides is not None and merged is file else problems
    try:
        decided = _decided(file)
    except ContentError as error:
        problems += error.problems
    if problems or value is None:
        raise Unread(problems, own, found)
    return Loaded(found, path.stem, path, own, value, hides, decided, tuple(one.path for one in shared))


def _for_now(file: SourceFile, hides: Unread) -> Unread:
    """What can be said of a file over one that cannot be read: what is wrong with that one, and texts that are cut."""
    model = KINDS[hides.kind].model
    merged = laid_over(hides.source, file, model)[0] if extends(file) else file
    return Unread([*hides.problems, *_cut(merged, model)], without_its_own_keys(merged), hides.kind)


def validated(file: SourceFile, model: type[Model], *, once: bool = True) -> Model:
    """The value of a file by its class. Raises ContentError with all faults. ``once`` False: entries of a list may be
    alike, as two words of one language may be one in another.
    """
    problems = list(_cut(file, model))
    twice = list(repeated(file)) if once else []
    try:
        value = model.model_validate(file.value)
    except ValidationError as error:
        from handouts.content.explain import explain  # needed only when something is wrong

        found = explain(error, model, file)
        said = {(p.line, p.column) for p in found}
        problems += [p for p in _lost(file, model) if (p.line, p.column) not in said]
        open_ = {(p.file, p.line, p.column): p for p in unwritten(file, model, found)}
        problems += [p for p in found if (p.file, p.line, p.column) not in open_]
        problems += open_.values()
        problems += _not_at(problems, twice)
        raise ContentError(problems) from None
    problems += [file.problem(at, f"'{at[-1]}' {message}") for at, message in wrong_slots(value)]
    problems += unwritten(file, model)
    problems += _lost(file, model)
    problems += _not_at(problems, twice)
    if problems:
        raise ContentError(problems)
    return value


def formed(model: type[Model], value: object) -> Model | None:
    """``value`` by its class; None where it is none of it, whatever the reason."""
    try:
        return model.model_validate(value)
    except ValidationError:
        return None


def _not_at(said: list[Problem], others: list[Problem]) -> list[Problem]:
    """Those of ``others`` that stand where nothing was said yet."""
    known = {(problem.file, problem.line, problem.column) for problem in said} if others else set()
    return [problem for problem in others if (problem.file, problem.line, problem.column) not in known]


def _lost(file: SourceFile, model: type[Model]) -> Iterator[Problem]:
    """Keys without a value: what stood there got lost, or was never written. A text that is cut is told elsewhere."""
    if file.empty:
        from handouts.content.explain import empty

        for path in file.empty:
            if path not in file.comments or field_at(model, path, "") is None:
                yield empty(file, path)


def _decided(file: SourceFile) -> Mapping[str, Decision]:
    """Who decided what, by the place of the field. Raises ContentError."""
    given = file.value.get(DECIDED) if isinstance(file.value, dict) else None
    if given is None:
        return {}
    hint = 'decided: {"dose/sets": {by: who decided, why: the reason}}'
    if not isinstance(given, dict):
        raise ContentError(file.problem((DECIDED,), "it must say who decided which field, and why", hint))
    found: dict[str, Decision] = {}
    problems = []
    for name, entry in given.items():
        made = decision(entry, hint)
        if isinstance(made, Decision):
            found[name] = made
        else:
            problems += [file.problem((DECIDED, name, *wrong.part), *wrong[1:]) for wrong in made]
    if problems:
        raise ContentError(problems)
    return found


def _cut(file: SourceFile, model: type[Model]) -> Iterator[Problem]:
    """Texts without quotation marks that end at a ``#``: nobody would see what follows."""
    for path, (line, column) in file.comments.items():
        kept = str(file.at(path) or "")
        if field_at(model, path, kept) is not None:
            shown = kept if len(kept) <= 40 else "..." + kept[-37:]
            left = f"only '{shown}' is left of it" if kept else "nothing is left of it"
            hint = 'put the whole text in quotation marks: "..."; a remark goes on a line of its own'
            yield Problem(file.name, line, column, f"the text is cut at #: {left}", hint)


def _differing(file: SourceFile, hides: Loaded, problems: list[Problem]) -> list[Problem]:
    """The problems of a whole file in the place of a bundled one: that it lacks several of its keys is one problem,
    since it was most likely to say only what differs.
    """
    start = file.problem((), "")
    names = {f"the key '{name}' is missing": name for name in type(hides.value).model_fields}
    gone = {p: names[p.message] for p in problems if p.message in names and p.line == start.line}
    if len(gone) < SEVERAL:
        return problems
    lacks = [name for name in names.values() if name in gone.values()]
    kept = [p for p in problems if p not in gone]
    message = f"it lies over a bundled file and lacks {len(lacks)} keys of a whole one: {', '.join(lacks)}"
    return [file.problem((), message, EXTEND), *kept]


SEVERAL = 2
"""Keys that are lacking of a file that was most likely meant to extend another."""
EXTEND = f"to say only what differs, write as its first line {EXTENDS}: bundled"


def _kind(file: SourceFile, wanted: str | None, hides: Loaded | None = None) -> str:
    """The kind that a file states; where only one kind may stand, that one."""
    if not isinstance(file.value, dict):
        hint = "a content file begins with a line such as kind: muscle"
        raise ContentError(file.problem((), "the file must be a group of keys", hint))
    kind = file.value.get("kind")
    if kind == wanted and wanted is not None:
        return wanted
    allowed = (wanted,) if wanted else tuple(KINDS)
    if "kind" not in file.value:
        hint = f"add a first line such as kind: {allowed[0]}"
        if hides is not None:
            hint = f"{EXTEND}; a whole file begins with kind: {hides.kind}"
        raise ContentError(file.problem((), "the key 'kind' is missing", hint))
    if not isinstance(kind, str) or kind not in allowed:
        shown = repr(kind[:40]) if isinstance(kind, str) else "empty" if kind is None else "not a word"
        message = (
            f"'kind' is {shown}; a file in this place is '{wanted}'"
            if wanted
            else f"there is no kind {shown}"
        )
        hint = f"write kind: {wanted}" if wanted else suggestion(str(kind), allowed)
        raise ContentError(file.problem(("kind",), message, hint))
    return kind
