"""The rules of safety that no sheet may break: those that ``handouts check`` reports, asked before a sheet is made.

The bundled content keeps them, which the tests see to; so only a clinic's own files are looked at.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Iterator

from handouts.check import alarms, claims, doses, regions, rules, safety, signs, strangers
from handouts.check.case import Case, Rule
from handouts.content import drawings
from handouts.content.fields import references
from handouts.content.kinds import CLINIC, KINDS, SHARED
from handouts.content.library import Library
from handouts.content.loading import Loaded
from handouts.content.model import (
    Clinic,
    Exercise,
    HealthConditions,
    Model,
    Reviewed,
    Sources,
    StopSigns,
    Topic,
)
from handouts.content.workshop import kept
from handouts.errors import ContentError, Problem
from handouts.language import SOURCE
from handouts.resources import data_folder

GATE: tuple[tuple[type[Model], Rule], ...] = (
    (Model, rules.notation),
    (Model, rules.loose_references),
    (Topic, rules.twice),
    (Topic, doses.repeated),
    (Topic, safety.first_of_plan),
    (Topic, safety.technique_twice),
    (Topic, regions.rule),
    (Topic, alarms.rule),
    (Exercise, safety.demands),
    (Exercise, doses.doses),
    (StopSigns, signs.stop_signs),
    (HealthConditions, safety.must_rule_out),
    (Reviewed, safety.advised),
    (Reviewed, safety.kept),
    (Reviewed, strangers.medicine),
    (Reviewed, safety.in_the_future),
    (Reviewed, claims.promises),
    (Topic, claims.founded),
    (Exercise, claims.founded),
    (Clinic, safety.signed_in_the_future),
    (Clinic, safety.said_of_the_clinic),
    (Sources, safety.looked_up_in_the_future),
)
"""Which rules hold for files of which class. What they call a problem keeps a sheet from being made."""

MOST = 1_000
"""Files of which it is known what keeps a sheet from being made."""


def unsafe(library: Library, slug: str, today: dt.date, exercises: Iterable[str] = ()) -> list[Problem]:
    """What in a clinic's own files makes the sheet of ``slug``, with these ``exercises`` in its plan, unsafe;
    nothing where all of it is bundled.

    A library without the bundled content under it is nobody's clinic, and is not looked at. Raises ContentError for
    files that cannot be read.
    """
    home = library.speaking(
        SOURCE
    )  # the rules look for English words; a text layer changes nothing that they see
    if not _somebodys(library):
        return []
    files = [*_of_the_sheet(home, slug), *_files_of(home, exercises)]
    return sorted({*_broken(home, files, today), *_silent_drawings(home, files)})


def unsafe_exercises(library: Library, slugs: Iterable[str], today: dt.date) -> list[Problem]:
    """The same for exercises that are given without the sheet of a topic."""
    if not _somebodys(library):
        return []
    home = library.speaking(SOURCE)
    files = [*_files_of(home, slugs)]
    files += [home.single(kind) for kind in (*SHARED, CLINIC)]
    return sorted({*_broken(home, files, today), *_silent_drawings(home, files)})


def _files_of(home: Library, slugs: Iterable[str]) -> Iterator[Loaded]:
    """The files of exercises."""
    paths = (home.folders.find(KINDS["exercise"].path(slug)) for slug in slugs)
    return (home.read_unchecked(path) for path in paths if path is not None)


def _somebodys(library: Library) -> bool:
    """Whether there is anything in a library that is not bundled, over what is."""
    roots = library.folders.roots
    return data_folder() in roots and (len(roots) > 1 or library.clinic_file is not None)


class _Looked:
    """What was found in the files of a library in one state: each is part of many sheets, and is looked at once."""

    def __init__(self) -> None:
        self.found: dict[Hashable, tuple[Problem, ...]] = {}


def _broken(home: Library, files: Iterable[Loaded], today: dt.date) -> list[Problem]:
    own = [loaded for loaded in files if not loaded.path.is_relative_to(data_folder())]
    known = kept(home, _Looked, _Looked, home.generation).found
    found: set[Problem] = set()
    for loaded in own:
        key = loaded.path, home.clinic_file, today
        wrong = known.get(key)
        if wrong is None:
            if len(known) >= MOST:
                known.clear()
            wrong = known[key] = tuple(_wrong(home, loaded, today))
        found.update(wrong)
    return sorted(found)


def _wrong(home: Library, loaded: Loaded, today: dt.date) -> Iterator[Problem]:
    case = Case(loaded, home, today)
    for kind, rule in GATE:
        if isinstance(loaded.value, kind):
            for remark in rule(case):
                if remark.severity == "problem":
                    yield loaded.source.problem(remark.path, remark.message, remark.hint)


def _silent_drawings(home: Library, files: Iterable[Loaded]) -> Iterator[Problem]:
    """What a clinic's own drawings no longer say of what not to do, and nobody answers for. Missing and broken ones
    are for others.
    """
    for loaded in files:
        for kind, name in drawings.named(loaded.slug, loaded.value):
            try:
                yield from drawings.unspoken(home.figures, kind, name)[0]
            except (KeyError, ContentError):
                continue


def _of_the_sheet(library: Library, slug: str) -> Iterator[Loaded]:
    """Every file that the sheet of ``slug`` is made from."""
    topic = library.find(slug)
    yield topic
    waiting, seen = [topic], set[str]()
    while waiting:
        for _, target, name in references(waiting.pop().value):
            path = library.folders.find(KINDS[target].path(name)) if target == "exercise" else None
            if path is not None and name not in seen:
                seen.add(name)
                loaded = library.read_unchecked(path)
                waiting.append(loaded)
                yield loaded
    for kind in (*SHARED, CLINIC):
        yield library.single(kind)
