"""A plan file to a plan, with every fault at its place; and back to text. Makes nothing of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

from handouts.content.called import exercises_called
from handouts.content.library import Library
from handouts.content.loading import Loaded, formed, validated
from handouts.content.model import ProgramPlan
from handouts.content.source import PathKey, SourceFile, parse, read
from handouts.errors import ContentError, Problem
from handouts.language import SOURCE
from handouts.resources import display

KIND = "program"
_WORD = re.compile(r"[a-z][a-z-]*|[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Planned:
    """A plan, and where it was written: a file, or the command line (``source`` None)."""

    plan: ProgramPlan
    source: SourceFile | None = field(default=None, compare=False)

    def problem(self, path: PathKey, message: str, hint: str = "") -> Problem:
        """A problem at a value of the plan, at its place in the file or by its option."""
        if self.source is not None:
            return self.source.problem(path, message, hint)
        option = _OPTIONS.get(str(path[0]) if path else "", str(path[0]) if path else "--exercise")
        return Problem(option, 0, 0, message, hint)


_OPTIONS: Mapping[str, str] = {
    "name": "--patient", "name_latin": "--patient-latin", "exercises": "--exercise", "has": "--has", "note": "--note",
    "cleared": "--cleared", "side": "--side", "lang": "--lang", "paper": "--paper", "edition": "--edition",
    "goal": "--goal", "weeks": "--weeks", "layout": "--layout", "add": "--add", "about": "--about", "by": "--by",
    "visit": "--visit", "date": "--date", "fillable": "--fillable",
}  # fmt: skip


def read_plan(path: Path, library: Library) -> Planned:
    """The plan in the file ``path``. Raises ContentError with everything that is wrong with it."""
    return _planned(read(path, display(path)), path, library)


def plan_of_text(text: bytes, name: str, library: Library) -> Planned:
    """The plan in a text, which messages call ``name``. Raises ContentError."""
    return _planned(parse(text, name), Path(name), library)


def plan_of(values: Mapping[str, Any], library: Library) -> Planned:
    """The plan of values given on the command line or by a program. Raises ContentError by option."""
    given = {name: value for name, value in values.items() if value not in (None, (), [], "")}
    try:
        text = json.dumps({"kind": KIND, **given}, ensure_ascii=False, default=str).encode("utf-8")
    except UnicodeEncodeError as error:  # a surrogate: half of a character, or bytes that are no text
        half = ascii(error.object[error.start])[1:-1]
        hint = "type it again"
        found = [name for name, value in given.items() if error.object[error.start] in _flow(value)]
        option = _OPTIONS.get(found[0], "--exercise") if found else "--exercise"
        raise ContentError(Problem(option, 0, 0, f"{half} is not a character", hint)) from None
    source = parse(text, "options")
    try:
        return Planned(_checked(source, Path("options"), library))
    except ContentError as error:
        raise ContentError([_by_option(problem, source) for problem in error.problems]) from None


def _by_option(problem: Problem, source: SourceFile) -> Problem:
    """A problem of the text made from options, by the option that it is about."""
    if problem.file != source.name or not problem.line:
        return problem
    place = (problem.line, problem.column)
    found = [path for path, (line, column, _) in source.places.items() if (line, column) == place]
    key = str(found[-1][0]) if found and found[-1] else ""
    return Problem(_OPTIONS.get(key, "--exercise"), 0, 0, problem.message, problem.hint)


def _planned(source: SourceFile, path: Path, library: Library) -> Planned:
    return Planned(_checked(source, path, library), source)


def _checked(source: SourceFile, path: Path, library: Library) -> ProgramPlan:
    kind = source.at(("kind",))
    if kind != KIND:
        shown = f"'{str(kind)[:40]}'" if kind else "missing"
        message = f"the key 'kind' is {shown}; a plan file is '{KIND}'"
        raise ContentError(source.problem(("kind",), message, f"write kind: {KIND} on its first line"))
    source = _by_name(source, library)
    try:
        plan = cast(ProgramPlan, validated(source, ProgramPlan))
        problems = library.dangling(Loaded(KIND, path.stem, path, source, plan))
    except ContentError as error:
        problems = error.problems
    if problems:
        raise ContentError([*problems, *_besides(source, library, problems)])
    return plan


def _by_name(source: SourceFile, library: Library) -> SourceFile:
    """A plan that clears its exercises by their slugs, where it did by their titles as the screen says them."""
    value: Any = source.value
    said = value.get("cleared")
    words = [said] if isinstance(said, str) else said
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        return source
    lang = value.get("lang", SOURCE)
    speaking = library.speaking(lang if lang in library.slugs("languages") else SOURCE)
    called = exercises_called(speaking, words)
    return replace(source, value={**value, "cleared": [called.get(word, word) for word in words]})


@dataclass(frozen=True)
class _Rest(Planned):
    """What is left of a plan where faults are taken away: ``numbers`` says where each of its exercises stood."""

    numbers: tuple[int, ...] = ()

    def problem(self, path: PathKey, message: str, hint: str = "") -> Problem:
        if len(path) > 1 and path[0] == "exercises":
            path = ("exercises", self.numbers[int(path[1])], *path[2:])
        return super().problem(path, message, hint)


def _besides(source: SourceFile, library: Library, problems: Sequence[Problem]) -> Iterator[Problem]:
    """What stands against the rest of a plan with these ``problems``, so that nobody mends it in two rounds."""
    from handouts.program.choose import program_of  # which asks about plans

    said = {(problem.line, problem.column) for problem in problems}
    rest = _rest(source, said)
    if rest is None:
        return
    found = library.dangling(
        Loaded(KIND, Path(source.name).stem, Path(source.name), cast(SourceFile, rest), rest.plan)
    )
    more = {(problem.line, problem.column) for problem in found}
    rest = _rest(source, said | more)
    try:
        if rest is not None:
            program_of(library, rest)
    except ContentError as error:
        found = [*found, *(one for one in error.problems if (one.line, one.column) not in more)]
    yield from (one for one in found if (one.line, one.column) not in said)


def _rest(source: SourceFile, said: Set[tuple[int, int]]) -> _Rest | None:
    """The plan without the values and the exercises in which something stands at a place that was ``said``; None where
    too little is left.
    """
    value: Any = source.value
    if not isinstance(value, dict) or not isinstance(value.get("exercises"), list):
        return None
    wrong = {at for at, place in (*source.places.items(), *source.keys.items()) if place[:2] in said}
    gone = {at[0] for at in wrong if at and (at[0] != "exercises" or len(at) == 1)}
    gone |= {"name_latin"} if "name" in gone else set()
    decided: Any = value.get("acknowledge")
    if "acknowledge" in gone and not isinstance(decided, dict):
        return None  # whatever stands against an exercise may have been decided
    given: dict[int, Any] = {}
    for number, entry in enumerate(value["exercises"]):
        own = {at[2:3] for at in wrong if at[:2] == ("exercises", number)}
        if isinstance(entry, dict) and not own & {
            (),
            ("exercise",),
        }:  # a dose that nobody can read: the rest counts
            entry = {key: part for key, part in entry.items() if (key,) not in own}
        elif own:
            continue
        slug = entry.get("exercise") if isinstance(entry, dict) else entry
        if isinstance(slug, str) and not ("acknowledge" in gone and slug in decided):
            given[number] = entry
    slugs = {entry["exercise"] if isinstance(entry, dict) else entry for entry in given.values()}
    values = {key: part for key, part in value.items() if key not in gone}
    values["exercises"] = list(given.values())
    for key in {"cleared", "acknowledge"} & values.keys():
        named = values[key]
        if isinstance(named, dict):
            values[key] = {slug: part for slug, part in named.items() if slug in slugs}
        elif isinstance(named, list | str):
            values[key] = [slug for slug in ([named] if isinstance(named, str) else named) if slug in slugs]
    plan = formed(ProgramPlan, values)
    return _Rest(cast(ProgramPlan, plan), source, tuple(given)) if plan is not None else None


def changed(planned: Planned, values: Mapping[str, Any], library: Library) -> Planned:
    """A plan with some of its values replaced, as options on the command line do. Raises ContentError."""
    if not values:
        return planned
    over = plan_of({**planned.plan.plain(), **values}, library)
    return Planned(over.plan, None)


def with_usual(planned: Planned, *, paper: str | None, lang: str | None) -> Planned:
    """A plan with the paper and the language of the clinic where it says nothing of them."""
    said = planned.plan.model_fields_set
    usual = {key: value for key, value in (("paper", paper), ("lang", lang)) if value and key not in said}
    return Planned(planned.plan.model_copy(update=usual), planned.source) if usual else planned


def plan_text(plan: ProgramPlan) -> str:
    """``plan`` as a plan file: YAML that :func:`read_plan` reads back to an equal plan, the same bytes each time."""
    lines = [f"# yaml-language-server: $schema={SCHEMA}", f"kind: {KIND}"]
    for key, value in plan.plain().items():
        if key != "kind":
            lines += _lines(key, value)
    return "\n".join(lines) + "\n"


SCHEMA = "program.schema.json"
"""The schema of plan files, in the folder of schemas."""


def _lines(key: str, value: Any) -> list[str]:
    """A key with its value; lists one entry a line, everything in them on that line."""
    if isinstance(value, list):
        return [f"{key}:", *(f"  - {_flow(entry)}" for entry in value)]
    if isinstance(value, dict):
        return [f"{key}:", *(f"  {json.dumps(name)}: {_flow(entry)}" for name, entry in value.items())]
    return [f"{key}: {_flow(value)}"]


def _flow(value: Any) -> str:
    """A value in flow style, which is JSON and so YAML; a plain word stays plain."""
    if isinstance(value, dict) and value.keys() == {"exercise"}:
        value = value["exercise"]
    if isinstance(value, str) and _WORD.fullmatch(value):
        return value
    return json.dumps(value, ensure_ascii=False)
