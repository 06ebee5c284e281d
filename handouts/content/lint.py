"""Checks content files: schema, references, reading grade, review dates, stop signs, safety gates, drawings.

Everything found goes into one :class:`~handouts.content.report.Report`; nothing is raised for bad content.
Never writes, never asks the clock: the day that counts as today is given. Which rules there are for one file
is the business of ``rules``, ``safety`` and ``pemat``; this module walks over the files.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from handouts.content import rules, safety
from handouts.content.folders import CLINIC, CLINICS, MANY, SINGLE, WORDING, Folders, content_files, display
from handouts.content.library import Library
from handouts.content.loading import Loaded
from handouts.content.markup import plain
from handouts.content.model import (
    Clinic,
    Condition,
    Exercise,
    Muscle,
    PressureRules,
    Reviewed,
    StopSigns,
    Strain,
    Topic,
)
from handouts.content.patient_text import known_terms, patient_text
from handouts.content.pemat import assess
from handouts.content.readability import measure
from handouts.content.references import references, stand_ins
from handouts.content.report import FileReport, Finding, PematItem, Remark, Report
from handouts.errors import ContentError, Problem

Covers = Callable[[str], Iterable[str]]
"""Gives the characters of a text that no font has."""


def check(
    library: Library, paths: Sequence[Path] = (), today: dt.date | None = None, covers: Covers | None = None
) -> Report:
    """Check the files at ``paths`` (files or folders), or all content of ``library`` when there are none.

    A folder or file outside the library is checked as a clinic's own content laid over it. ``today`` is the
    day that review dates are compared with; without it they are not. Without ``covers`` characters are not
    checked.
    """
    general: list[Finding] = []
    files: list[FileReport] = []
    for home, path in _files(library, paths, general):
        files.append(_Checker(home, today, covers).file(path))
    if not paths:
        general += _whole(library)
    return Report(tuple(sorted(files, key=lambda file: file.file)), tuple(general))


def _files(library: Library, paths: Sequence[Path], general: list[Finding]) -> Iterator[tuple[Library, Path]]:
    """Every file once, with the library in whose light it is read; what cannot be found goes to
    ``general``."""
    if not paths:
        own = library.clinic_file
        every = list(library.folders.files())
        yield from ((library, file) for file in every)
        if own is not None and own.resolve() not in {file.resolve() for file in every}:
            yield library, own
        return
    seen: set[Path] = set()
    for given in map(Path, paths):
        found = content_files(given) if given.is_dir() else [given]
        if not found:
            problem = Problem(
                display(given), 0, 0, "there is no content file in this folder", "they end in .yaml"
            )
            general.append(Finding(problem, "problem", "files"))
        home = _home(library, given)
        for file in found:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield home, file


def _home(library: Library, given: Path) -> Library:
    """The library for a path: laid over with the data folder that the path belongs to, if it is another
    one."""
    folders = {*MANY.values(), CLINICS, WORDING, "guidance"}
    place = given.resolve()
    root = place if place.is_dir() and place.name not in folders else place.parent
    if root.name in folders:
        root = root.parent
    roots = library.folders.roots
    if any(root == r.resolve() or r.resolve() in root.parents for r in roots) or not any(
        (root / name).is_dir() for name in folders
    ):
        return library
    return Library(Folders((root, *roots)), library.clinic_file, library.lang)


def _whole(library: Library) -> Iterator[Finding]:
    """What no single file shows: missing files, and sources that nothing uses."""
    for kind in (*SINGLE, CLINIC, WORDING):
        try:
            library.single(kind)
        except ContentError as error:
            yield from (Finding(p, "problem", "schema") for p in error.problems)
    used: set[str] = set()
    for path in library.folders.files():
        try:
            used |= {
                ref.slug for ref in references(library.read_unchecked(path).value) if ref.kind == "source"
            }
        except ContentError:
            return  # a file that cannot be read may use them; it is reported on its own
    try:
        known = library.sources.sources
    except ContentError:
        return
    for slug in known:
        if slug not in used:
            problem = library.problem(
                "sources", ("sources", slug), f"the source '{slug}' is never used", key=True
            )
            yield Finding(problem, "warning", "sources")


class _Checker:
    """Checks single files in the light of one library."""

    def __init__(self, library: Library, today: dt.date | None, covers: Covers | None) -> None:
        self.library, self.today, self.covers = library, today, covers

    def file(self, path: Path) -> FileReport:
        """All that is known about one file."""
        try:
            loaded = self.library.read_unchecked(path)
        except ContentError as error:
            broken = tuple(Finding(problem, "problem", "schema") for problem in error.problems)
            return FileReport(display(path), "", path.stem, "", None, None, None, (), broken)
        value = loaded.value
        terms = known_terms(value) | self._muscle_titles(value)
        texts = list(patient_text(value))
        measures = measure((text for _, text in texts), terms) if texts else None
        pemat: tuple[PematItem, ...] = ()
        remarks = [*rules.slug(loaded), *rules.markup(value)]
        if isinstance(value, Reviewed):
            remarks += rules.review(value, self.today)
        if measures is not None:
            remarks += rules.reading(measures, texts)
        if isinstance(value, Muscle | Condition):
            exercises = self._exercises((*value.plan.exercises, *value.plan.alternatives))
            plan = [exercises[slug] for slug in value.plan.exercises if slug in exercises]
            drawings = rules.Drawings(self.library.figures)
            remarks += [*drawings.topic(value), *rules.topic(value)]
            remarks += safety.hip_tendon(loaded.slug, value, exercises)
            if measures is not None:
                pictures = drawings.count(
                    value, {s: exercises[s] for s in value.plan.exercises if s in exercises}
                )
                pemat = assess(value, [text for _, text in texts], measures, terms, plan, pictures)
                remarks += rules.pemat(pemat)
        elif isinstance(value, Exercise):
            remarks += rules.Drawings(self.library.figures).exercise(loaded.slug, value)
            remarks += safety.exercise_gates(loaded.slug, value)
            remarks += safety.stand_in(value, self._exercises(stand_ins(value)))
        elif isinstance(value, Strain):
            remarks += rules.Drawings(self.library.figures).strain(value)
        elif isinstance(value, StopSigns):
            remarks += safety.stop_signs(value)
        elif isinstance(value, PressureRules):
            remarks += safety.pressure_gates(value)
        elif isinstance(value, Clinic):
            topics = {*self.library.slugs("muscles"), *self.library.slugs("conditions")}
            remarks += rules.clinic(loaded, value, topics, self._written)
        findings = [_finding(loaded, remark) for remark in remarks]
        findings += [Finding(p, "problem", "references") for p in self.library.dangling(loaded)]
        findings += self._characters(loaded)
        review = value.review if isinstance(value, Reviewed) else None
        return FileReport(
            file=loaded.source.name,
            kind=loaded.kind,
            slug=loaded.slug,
            title=str(getattr(value, "title", "") or getattr(value, "name", "")),
            reviewed=review.reviewed_by is not None if review else None,
            review_due=review.review_due.isoformat() if review else None,
            measures=measures,
            pemat=pemat,
            findings=tuple(sorted(set(findings))),
        )

    def _exercises(self, slugs: Iterable[str]) -> dict[str, Exercise]:
        """Those of the exercises that can be read."""
        found = {}
        for slug in slugs:
            path = self.library.folders.find(f"exercises/{slug}.yaml")
            value = self._value(path)
            if isinstance(value, Exercise):
                found[slug] = value
        return found

    def _value(self, path: Path | None) -> object:
        try:
            return self.library.read_unchecked(path).value if path else None
        except ContentError:
            return None

    def _muscle_titles(self, value: object) -> frozenset[str]:
        """Names of the muscles that a condition is about: the sheet explains them."""
        if not isinstance(value, Condition):
            return frozenset()
        found = [self._value(self.library.folders.find(f"muscles/{slug}.yaml")) for slug in value.muscles]
        return frozenset(muscle.title for muscle in found if isinstance(muscle, Muscle))

    def _written(self, slug: str) -> dt.date | None:
        """The day on which a topic was written."""
        for kind in ("muscle", "condition"):
            value = self._value(self.library.folders.find(f"{MANY[kind]}/{slug}.yaml"))
            if isinstance(value, Topic):
                return value.review.written
        return None

    def _characters(self, loaded: Loaded) -> Iterator[Finding]:
        """Characters that cannot be set."""
        if self.covers is None:
            return
        for path, text in loaded.source.strings():
            for character in dict.fromkeys(self.covers(plain(text))):
                line, column = loaded.source.character_position(path, character)
                message = f"no font has the character {character!r} (U+{ord(character):04X})"
                problem = Problem(loaded.source.name, line, column, message, "write it with other characters")
                yield Finding(problem, "problem", "characters")


def _finding(loaded: Loaded, remark: Remark) -> Finding:
    problem = loaded.source.problem(remark.path, remark.message, remark.hint)
    return Finding(problem, remark.severity, remark.check)
