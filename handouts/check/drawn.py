"""What `check` says of drawings: a clinic's own over the bundled ones, each by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from handouts.check import rules
from handouts.check.report import Change, FileReport, Finding
from handouts.content import drawings
from handouts.content.folders import figure_files
from handouts.content.library import Library
from handouts.errors import ContentError, Problem
from handouts.figures.drawing import Drawing
from handouts.figures.store import FOLDERS as DRAWINGS
from handouts.figures.store import FigureStore, read_figure
from handouts.resources import display, is_file, is_folder

Covers = Callable[[str], Iterable[str]]
"""Gives the characters of a text that no font has."""


def drawings_in(library: Library, paths: Sequence[Path]) -> list[tuple[str, Path]]:
    """Kind and file of every drawing in the folders, a clinic's own in the place of the one that it hides."""
    roots = [given for given in map(Path, paths) if is_folder(given)] if paths else library.folders.roots
    found: dict[tuple[str, str], Path] = {
        (kind, given.name): given for given in map(Path, paths) if is_file(given) and (kind := kind_of(given))
    }
    for root in roots:
        for kind, file in figure_files(root):
            found.setdefault((kind, file.name), file)
    return [(kind, file) for (kind, _), file in found.items()]


def kind_of(path: Path) -> str:
    """The kind of a drawing, by the folder that its file lies in; nothing for any other file."""
    kinds = {folder: kind for kind, folder in DRAWINGS.items()}
    return kinds.get(path.parent.name, "") if path.suffix == ".json" else ""


def check_drawing(kind: str, path: Path, covers: Covers | None, bundled: Path) -> FileReport:
    """What is wrong with a drawing, and what one over that of the folder ``bundled`` no longer says."""
    name, findings, changes = display(path), [], list[Change]()
    try:
        drawing = read_figure(path, kind)
        words = drawing.words
        for text in (words.title, words.caption, words.alt, *words.labels):
            for character in dict.fromkeys(covers(text) if covers else ()):
                message = f"no font has the character {character!r} (U+{ord(character):04X})"
                problem = Problem(name, 1, 1, message, "write it with other characters")
                findings.append(Finding(problem, "problem", "characters"))
        for text in (words.caption, words.alt) if kind == "exercise" else ():
            if (around := rules.nameless_side(text)) is not None:
                message = f"'{around}' makes no sense where no side is named"
                hint = "name the part of the body: to the {other} side"
                findings.append(Finding(Problem(name, 1, 1, message, hint), "problem", "sides"))
        below = bundled / DRAWINGS[kind] / path.name
        if real(below) != real(path) and is_file(below):
            changes = list(_redrawn(name, read_figure(below, kind), drawing))
        wrong, signed = drawings.unspoken(FigureStore(path.parents[1], bundled), kind, path.stem)
        findings += [Finding(problem, "problem", "decided") for problem in wrong]
        findings += [Finding(problem, "warning", "decided") for problem in signed]
    except ContentError as error:
        findings += [Finding(problem, "problem", "figures") for problem in error.problems]
    return FileReport(name, "figure", path.stem, "", None, None, None, (), tuple(findings), tuple(changes))


def _redrawn(name: str, old: Drawing, new: Drawing) -> Iterator[Change]:
    """What a clinic's own drawing says otherwise than the bundled one; last that its picture is another."""
    for key in ("title", "caption", "alt"):
        before, after = getattr(old.words, key), getattr(new.words, key)
        if before != after:
            yield Change(name, 1, 1, key, before, after)
    if old.words.labels != new.words.labels:
        yield Change(name, 1, 1, "labels", ", ".join(old.words.labels), ", ".join(new.words.labels))
    if old.paths != new.paths:
        yield Change(name, 1, 1, "paths", "the bundled picture", "another one")


def real(path: Path) -> Path:
    """``path`` by which it can be told from others; links that lead nowhere or round in a circle are what they are."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        return path
