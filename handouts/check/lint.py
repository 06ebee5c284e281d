"""Checks content files: schema, references, reading grade, review dates, stop signs, safety gates, drawings.

Everything found goes into one :class:`~handouts.check.report.Report`; nothing is raised for bad content.
Never writes, never asks the clock: the day that counts as today is given. Which rules there are for one file
is the business of ``rules``, ``safety`` and ``pemat``; this module walks over the files.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import replace
from pathlib import Path

from handouts.check import claims, composed, parted, pemat, rules, safety, stages, strangers, telegraphic
from handouts.check.case import Case, Rule
from handouts.check.drawn import Covers, check_drawing, drawings_in, kind_of, real
from handouts.check.gate import GATE
from handouts.check.layers import own_layers
from handouts.check.reach import Reach
from handouts.check.report import Change, FileReport, Finding, Remark, Report
from handouts.content.fields import place, references
from handouts.content.folders import FIGURES, Folders, content_files, figure_files, figures_home
from handouts.content.kinds import CLINIC, FOLDERS, KINDS, LOCALES, SHARED
from handouts.content.library import Library
from handouts.content.loading import Loaded
from handouts.content.markup import plain
from handouts.content.model import (
    Clinic,
    Condition,
    Exercise,
    LanguageRules,
    Model,
    Reviewed,
    Topic,
)
from handouts.content.overlay import differences
from handouts.content.strays import drawing_strays, strays
from handouts.errors import ContentError, Problem
from handouts.resources import data_folder, display, is_file, is_folder, no_file

RULES: tuple[tuple[type[Model], Rule], ...] = (
    (Model, rules.slug),
    (Model, rules.reading),
    (Model, rules.drawings),
    (Model, rules.decided),
    (Model, telegraphic.others),
    (Reviewed, rules.review),
    (Reviewed, strangers.reached),
    (Reviewed, parted.rule),
    (Topic, rules.plan),
    (Topic, pemat.rule),
    (Topic, composed.rule),
    (Topic, safety.no_pressing),
    (Exercise, telegraphic.exercise),
    (Exercise, telegraphic.short),
    (Exercise, telegraphic.sides),
    (Exercise, rules.same_title),
    (Exercise, stages.watched),
    (Exercise, claims.looked_up),
    (Topic, claims.looked_up),
    (Condition, stages.planned),
    (Clinic, rules.clinic),
    (LanguageRules, rules.language),
    *GATE,
)
"""Which rules hold for files of which class; a new rule is one function and one row."""

Sets = Callable[[Library, str], Iterable[Problem]]
"""Makes a topic in every edition, and gives what cannot be made of it."""

Plans = Callable[[Library, Path], Iterable[Problem] | None]
"""What to know of a plan file before its program is given; None for a file that is no plan. Raises ContentError."""


def check(
    library: Library,
    paths: Sequence[Path] = (),
    today: dt.date | None = None,
    covers: Covers | None = None,
    sets: Sets | None = None,
    plans: Plans | None = None,
) -> Report:
    """Check the files at ``paths`` (files or folders), or all content of ``library`` when there are none.

    A folder or file outside the library is checked as a clinic's own content laid over it; with a whole data folder
    also the files that it makes wrong, and, with ``sets``, whether every edition can be made. ``today`` is the
    day that review dates are compared with; without it they are not. Without ``covers`` characters are not
    checked, without ``plans`` a plan of a home program is none.
    """
    general: list[Finding] = []
    files: list[FileReport] = []
    for home, path in _files(library, paths, general):
        files.append(_plan(home, path, plans) or check_file(home, path, today, covers))
    for kind, path in drawings_in(library, paths):
        files.append(check_drawing(kind, path, covers, library.figures.folders[-1]))
    if not paths:
        general += _whole(library)
    for root in library.folders.roots[:-1] if not paths else ():
        files += own_layers(library, root)
    for home, own in _own_folders(library, paths):
        files += own_layers(home, own)
        files += _affected(home, own, {file.file for file in files}, today)
        if sets is not None:
            said = {finding.problem for file in files for finding in file.findings}
            general += _laid_out(home, own, sets, said)
    return Report(tuple(sorted(files, key=lambda file: file.file)), tuple(general))


def _files(library: Library, paths: Sequence[Path], general: list[Finding]) -> Iterator[tuple[Library, Path]]:
    """Every file once, with the library in whose light it is read; what cannot be found goes to
    ``general``."""
    if not paths:
        own = library.clinic_file
        every = list(library.folders.files())
        yield from ((library, file) for file in every)
        if own is not None and real(own) not in {real(file) for file in every}:
            yield library, own
        return
    seen: set[Path] = set()
    for given in map(Path, paths):
        folder = is_folder(given)
        if not folder and kind_of(given):
            continue
        if (meant := _meant(library, given)) is not None:
            problem = Problem(
                display(given), 0, 0, no_file(given), f"write the path of its file: {display(meant)}"
            )
            general.append(Finding(problem, "problem", "files"))
            continue
        try:
            found = content_files(given) if folder else [given]
            root, figures = _home_folder(given), figures_home(given) if folder else None
            if figures is not None:
                general += [Finding(p, "problem", "files") for p in drawing_strays(figures)]
            elif folder and root in (None, real(given)):
                general += [Finding(p, "problem", "files") for p in strays(given, loose=root is None)]
        except ContentError as error:
            general += [Finding(problem, "problem", "files") for problem in error.problems]
            continue
        if not (found or figure_files(given) or _has_layers(given) or general):
            problem = Problem(
                display(given),
                0,
                0,
                "there is no content file in this folder",
                "they end in .yaml, drawings in .json",
            )
            general.append(Finding(problem, "problem", "files"))
        home = _home(library, given)
        for file in found:
            if real(file) not in seen:
                seen.add(real(file))
                yield home, _as_named_by(home, file)


def _meant(library: Library, given: Path) -> Path | None:
    """The content file that has the name of a path at which there is none."""
    if no_file(given) != "there is no such file" or given.suffix not in ("", ".yaml", ".yml"):
        return None
    places = (kind.path(given.stem) if kind.many else kind.place for kind in KINDS.values())
    named = (library.folders.find(place) for place in places if Path(place).stem == given.stem)
    return next((path for path in named if path is not None), None)


def _has_layers(given: Path) -> bool:
    """Whether a folder has text layers."""
    return any((given / LOCALES).glob("*/*.po"))


def _own_folders(library: Library, paths: Sequence[Path]) -> Iterator[tuple[Library, Path]]:
    """Each of the paths that is a clinic's own data folder, with the library that it is laid over."""
    bundled = real(data_folder())
    for given in map(Path, paths):
        if is_folder(given) and _home_folder(given) == real(given) != bundled:
            yield _home(library, given), given


def _affected(home: Library, own: Path, known: Set[str], today: dt.date | None) -> Iterator[FileReport]:
    """Files outside the folder ``own`` that are wrong once it is laid over them, and were not before."""
    below = Library(
        Folders(tuple(root for root in home.folders.roots if real(root) != real(own))), home.clinic_file
    )
    reach = Reach(home, own)
    for path in home.folders.files():
        if path.is_relative_to(own) or real(path).is_relative_to(real(own)) or display(path) in known:
            continue
        if not reach.reaches(path):
            continue
        new = _problems(home, path, today)
        if new and (new := new - _problems(below, path, today)):
            yield replace(check_file(home, path, today, None), findings=tuple(sorted(new)), changes=())


def _laid_out(home: Library, own: Path, sets: Sets, said: Set[Problem]) -> Iterator[Finding]:
    """What cannot be made of the topics that the folder ``own`` has a say in; less what was ``said`` of its files."""
    found: set[Problem] = set()
    reach = Reach(home, own)
    for slug in home.names("topic"):
        try:
            if reach.reaches(home.find(slug).path):
                found.update(sets(home, slug))
        except ContentError as error:
            found.update(error.problems)
    yield from (Finding(problem, "problem", "layout") for problem in sorted(found - said))


def _as_named_by(home: Library, file: Path) -> Path:
    """``file`` by the name that the folders of ``home`` have for it, however it was given: it may hide another one."""
    roots = home.folders.roots
    place = real(file.parent) / file.name
    root = next((root for root in roots if place.is_relative_to(real(root))), None)
    if root is None or any(file.is_relative_to(other) for other in roots):
        return file
    return root / place.relative_to(real(root))


def _home_folder(given: Path) -> Path | None:
    """The data folder that a path belongs to; None where there is none."""
    place = real(given)
    folder = place if is_folder(place) else place.parent
    if (figures := figures_home(folder)) is not None:
        return figures.parent
    root = place if is_folder(place) and place.name not in FOLDERS else place.parent
    if root.name in FOLDERS:
        root = root.parent
    known = any(is_folder(root / name) for name in (*FOLDERS, FIGURES))
    return root if known or is_file(root / KINDS["sources"].place) else None


def _home(library: Library, given: Path) -> Library:
    """The library for a path: laid over with the data folder that the path belongs to, if it is another
    one."""
    root, roots = _home_folder(given), library.folders.roots
    if root is None or any(root == real(r) or real(r) in root.parents for r in roots):
        return library
    return Library(Folders((root, *roots)), library.clinic_file, library.lang)


def _whole(library: Library) -> Iterator[Finding]:
    """What no single file shows: missing files, and sources that nothing uses."""
    for kind in (*SHARED, CLINIC):
        try:
            library.single(kind)
        except ContentError as error:
            yield from (Finding(p, "problem", "schema") for p in error.problems)
    used: set[str] = set()
    for path in library.folders.files():
        try:
            named = references(library.read_unchecked(path).value)
            used |= {ref.slug for ref in named if ref.target == "sources"}
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


def _plan(library: Library, path: Path, plans: Plans | None) -> FileReport | None:
    """What is to be said of a plan file; None where the file is content."""
    try:
        found = plans(library, path) if plans is not None else None
        if found is None:
            return None
        findings = [Finding(problem, "warning", "plan") for problem in found]
    except ContentError as error:
        findings = [Finding(problem, "problem", "plan") for problem in error.problems]
    return FileReport(display(path), "program", path.stem, "", None, None, None, (), tuple(findings))


def _problems(library: Library, path: Path, today: dt.date | None) -> set[Finding]:
    """What is wrong with one file, whatever else is to be known of it."""
    try:
        loaded = library.read_unchecked(path)
    except ContentError as error:
        return set(_broken(error))
    found = _findings(Case(loaded, library, today))
    return {finding for finding in found if finding.severity == "problem"}


def _broken(error: ContentError) -> tuple[Finding, ...]:
    return tuple(Finding(problem, "problem", "schema") for problem in error.problems)


def _findings(case: Case) -> set[Finding]:
    """What the rules, and a look at what it refers to, find in one file."""
    loaded = case.loaded
    findings = {
        _finding(loaded, remark)
        for kind, rule in RULES
        if isinstance(loaded.value, kind)
        for remark in rule(case)
    }
    return findings | {Finding(p, "problem", "references") for p in case.library.dangling(loaded)}


def check_file(library: Library, path: Path, today: dt.date | None, covers: Covers | None) -> FileReport:
    """All that is known about one file."""
    try:
        loaded = library.read_unchecked(path)
    except ContentError as error:
        return FileReport(display(path), "", path.stem, "", None, None, None, (), _broken(error))
    value = loaded.value
    case = Case(loaded, library, today)
    findings = _findings(case) | set(_characters(loaded, covers))
    review = value.review if isinstance(value, Reviewed) else None
    return FileReport(
        file=loaded.source.name,
        kind=loaded.kind,
        slug=loaded.slug,
        title=str(getattr(value, "title", "") or getattr(value, "name", "")),
        reviewed=review.reviewed_by is not None if review else None,
        review_due=review.review_due.isoformat() if review else None,
        measures=(composed.measures(case) if isinstance(value, Topic) else None) or case.measures,
        pemat=pemat.items(case),
        findings=tuple(sorted(findings)),
        changes=tuple(_changes(loaded)),
    )


def _changes(loaded: Loaded) -> Iterator[Change]:
    """What a clinic's own file says otherwise than the bundled one."""
    if loaded.hides is None:
        return
    for path, before, after in differences(loaded.hides.source.value, loaded.source.value):
        problem = loaded.source.brought(path, "")
        yield Change(loaded.source.name, problem.line, problem.column, place(path), before, after)


def _characters(loaded: Loaded, covers: Covers | None) -> Iterator[Finding]:
    """Characters that cannot be set."""
    if covers is None:
        return
    for path, text in loaded.source.strings():
        for character in dict.fromkeys(covers(plain(text))):
            line, column = loaded.source.character_position(path, character)
            message = f"no font has the character {character!r} (U+{ord(character):04X})"
            problem = Problem(
                loaded.source.home(path).name, line, column, message, "write it with other characters"
            )
            yield Finding(problem, "problem", "characters")


def _finding(loaded: Loaded, remark: Remark) -> Finding:
    say = loaded.source.brought if remark.brought else loaded.source.problem
    problem = say(remark.path, remark.message, remark.hint)
    return Finding(problem, remark.severity, remark.check)
