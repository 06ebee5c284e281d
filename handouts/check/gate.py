"""The rules of safety that no sheet may break: those that ``handouts check`` reports, asked before a sheet is made.

The bundled content keeps them, which the tests see to; so only a clinic's own files are looked at.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from handouts.check import rules, safety
from handouts.check.case import Case, Rule
from handouts.content.fields import references
from handouts.content.kinds import CLINIC, KINDS, SHARED
from handouts.content.library import Library
from handouts.content.loading import Loaded
from handouts.content.model import Clinic, Exercise, HealthConditions, Model, Reviewed, StopSigns, Topic
from handouts.errors import Problem
from handouts.language import SOURCE
from handouts.resources import data_folder

GATE: tuple[tuple[type[Model], Rule], ...] = (
    (Model, rules.notation),
    (Topic, rules.twice),
    (Topic, safety.first_of_plan),
    (Exercise, safety.demands),
    (StopSigns, safety.stop_signs),
    (HealthConditions, safety.must_rule_out),
    (Reviewed, safety.advised),
    (Reviewed, safety.kept),
    (Reviewed, safety.in_the_future),
    (Clinic, safety.signed_in_the_future),
)
"""Which rules hold for files of which class. What they call a problem keeps a sheet from being made."""


def unsafe(library: Library, slug: str, today: dt.date) -> list[Problem]:
    """What in a clinic's own files makes the sheet of ``slug`` unsafe; nothing where all of it is bundled.

    A library without the bundled content under it is nobody's clinic, and is not looked at. Raises ContentError for
    files that cannot be read.
    """
    bundled = data_folder()
    if bundled not in library.folders.roots or (
        len(library.folders.roots) == 1 and library.clinic_file is None
    ):
        return []
    home = library.speaking(
        SOURCE
    )  # the rules look for English words; a text layer changes nothing that they see
    found = {
        loaded.source.problem(remark.path, remark.message, remark.hint)
        for loaded in _of_the_sheet(home, slug)
        if not loaded.path.is_relative_to(bundled)
        for kind, rule in GATE
        if isinstance(loaded.value, kind)
        for remark in rule(Case(loaded, home, today))
        if remark.severity == "problem"
    }
    return sorted(found)


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
