"""The clinic's own text of a content file: the file it is saved in, its fields, and what it says otherwise than the
bundled one. A text over a bundled one holds only what differs, so that news of the bundled text keep coming.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from handouts.content.editing import changed, laid
from handouts.content.fields import texts
from handouts.content.folders import is_slug
from handouts.content.kinds import CLINIC, KINDS, LANGUAGE, Kind
from handouts.content.library import Library
from handouts.content.loading import Loaded
from handouts.content.overlay import BUNDLED, DECIDED, EXTENDS, Difference, differences, without_its_own_keys
from handouts.content.source import PathKey, SourceFile, Value, parse
from handouts.content.suggest import suggested
from handouts.errors import ContentError, Problem
from handouts.resources import data_folder, display

EDITED = tuple(name for name in KINDS if name not in (CLINIC, LANGUAGE))
"""Kinds that are edited at the desk; the clinic has a screen of its own."""
_BAD = re.compile(r"'([^']+)'")
_DECIDED = re.compile(r"decided: \{\"([^\"]+)\"")


@dataclass(frozen=True)
class Where:
    """A content file: its kind, its slug (that of its kind where there is one file), the clinic's own file (which need
    not be there), and the bundled one below it, if there is one.
    """

    kind: Kind
    slug: str
    own: Path
    bundled: Path | None

    @property
    def address(self) -> str:
        """Where the desk edits it."""
        return f"/content/{self.kind.name}/{self.slug}"


def where(content: Path, kind: str, slug: str) -> Where | None:
    """The place of a content file; None for a kind or a name that cannot be edited."""
    if kind not in EDITED or not is_slug(slug):
        return None
    found = KINDS[kind]
    if not found.many and slug != kind:
        return None
    relative = found.path(slug)
    bundled = data_folder() / relative
    return Where(found, slug, content / relative, bundled if bundled.is_file() else None)


@dataclass(frozen=True)
class Entry:
    """One text of a file as the form asks for it; ``shared``: it is written in another file and not changed here."""

    path: PathKey
    label: str
    value: str
    limit: int
    shared: bool

    @property
    def name(self) -> str:
        """The name of its field."""
        return "t." + "/".join(map(str, self.path))


def entries(loaded: Loaded) -> Iterator[Entry]:
    """The texts of a file, in its order."""
    for field in texts(loaded.value):
        steps = [str(step + 1) if isinstance(step, int) else step.replace("_", " ") for step in field.path]
        shared = loaded.source.taken_at(field.path) is not None or not _written(loaded.source, field.path)
        yield Entry(field.path, " ".join(steps[1:]) or steps[0], str(field.value), field.limit, shared)


def _written(file: SourceFile, path: PathKey) -> bool:
    """Whether a text stands in the file, and is not the key of a group or made of something else."""
    return isinstance(file.at(path), str)


def with_fields(text: str, given: Mapping[str, str], loaded: Loaded, place: Where) -> str:
    """``text`` with the texts of a form in it: those that are not as they were. Raises ContentError."""
    for entry in entries(loaded):
        value = given.get(entry.name)
        if value is None or entry.shared or " ".join(value.split()) == " ".join(entry.value.split()):
            continue
        text = text if text.strip() else begun(place)
        text = changed(text, placed(text, entry.path), " ".join(value.split()), place.own.name)
    return text


def begun(place: Where) -> str:
    """A text in which nothing differs yet."""
    return f"{EXTENDS}: {BUNDLED}\nkind: {place.kind.name}\n"


def placed(text: str, path: PathKey) -> PathKey:
    """Where the value at ``path`` of a whole file stands in the clinic's own text: entries of a bundled list are named
    by their numbers from 1 there.
    """
    value: Value = parse(text.encode(), "text").value
    if EXTENDS not in keys_of(text):
        return path
    found: list[str | int] = []
    for step in path:
        if isinstance(value, list):
            found.append(step)
            value = value[step] if isinstance(step, int) and step < len(value) else None
        else:
            found.append(str(step + 1) if isinstance(step, int) else step)
            value = value.get(str(found[-1])) if isinstance(value, dict) else None
    return tuple(found)


def keys_of(text: str) -> tuple[str, ...]:
    """The keys of a text."""
    value = parse(text.encode(), "text").value
    return tuple(value) if isinstance(value, dict) else ()


def of_model(path: PathKey) -> PathKey:
    """A path of the clinic's own text as that of the whole file."""
    return tuple(int(s) - 1 if isinstance(s, str) and s.isdigit() else s for s in path)


def changes(loaded: Loaded) -> tuple[Difference, ...]:
    """What the clinic's own text says otherwise than the bundled one."""
    if loaded.hides is None:
        return ()
    return tuple(
        differences(
            without_its_own_keys(loaded.hides.source).value, without_its_own_keys(loaded.source).value
        )
    )


def taken_back(text: str, difference: Difference, loaded: Loaded, place: Where) -> str:
    """``text`` with the bundled text in a place again. Raises ContentError."""
    at = placed(text, difference.path)
    file = parse(text.encode(), place.own.name)
    if EXTENDS in keys_of(text):
        while at and file.at(at) is None:
            at = at[:-1]
        return changed(text, at, None, place.own.name) if at else text
    base = loaded.hides.source.at(difference.path) if loaded.hides is not None else None
    return changed(text, at, base, place.own.name)


def mended(text: str, problem: Problem) -> str | None:
    """``text`` with the word that was probably meant, where a problem knows one."""
    meant, bad = suggested(problem.hint), _BAD.search(problem.message)
    lines = text.split("\n")
    if not meant or bad is None or not 0 < problem.line <= len(lines):
        return None
    line = lines[problem.line - 1]
    at = line.find(bad[1], max(0, problem.column - 1))
    if at < 0:
        return None
    lines[problem.line - 1] = line[:at] + meant + line[at + len(bad[1]) :]
    return "\n".join(lines)


def to_decide(problem: Problem) -> str:
    """The field that somebody has to answer for, where a text is less safe than the bundled one; else nothing."""
    found = _DECIDED.search(problem.hint)
    return found[1] if found else ""


def decided(text: str, problem: Problem, by: str, why: str, place: Where) -> str:
    """``text`` with who decided, and why, for the field of a problem. Raises ContentError without them."""
    field = to_decide(problem)
    if not field or not by or not why:
        raise ContentError(Problem("decided", 0, 0, "nobody has decided this yet", "say who, and why"))
    return laid(text, (DECIDED, field), {"by": by, "why": why}, place.own.name)


@dataclass(frozen=True)
class Listed:
    """A file in the list of the editor."""

    address: str
    title: str
    own: bool
    reviewed: bool = True


def listed(library: Library, content: Path) -> dict[str, tuple[Listed, ...]]:
    """Every file that can be edited, by what it is; the clinic's own first."""
    groups: dict[str, list[Listed]] = {
        "Changed by this clinic": [],
        "Muscles and conditions": [],
        "Exercises": [],
    }
    groups["What all sheets share"] = []
    for kind in (KINDS[name] for name in EDITED):
        for slug in library.folders.names(kind.folder) if kind.many else (kind.name,):
            own = (content / kind.path(slug)).is_file()
            title, reviewed = _titled(library, kind, slug)
            entry = Listed(f"/content/{kind.name}/{slug}", title, own, reviewed)
            if own:
                groups["Changed by this clinic"].append(entry)
            elif kind.many:
                name = "Exercises" if kind.name == "exercise" else "Muscles and conditions"
                groups[name].append(entry)
            else:
                groups["What all sheets share"].append(entry)
    return {name: tuple(sorted(found, key=lambda one: one.title)) for name, found in groups.items() if found}


def title_of(place: Where, loaded: Loaded | None) -> str:
    """What a file is called on the screen."""
    own = str(getattr(loaded.value, "title", "")) if loaded is not None else ""
    return own or place.slug.replace("-", " ").capitalize()


def _titled(library: Library, kind: Kind, slug: str) -> tuple[str, bool]:
    """The title of a file, and whether somebody has reviewed it."""
    if not kind.many:
        return kind.name.replace("-", " ").capitalize(), True
    try:
        value = library.read_unchecked(library.folders.find(kind.path(slug)) or Path(slug)).value
    except ContentError:
        return slug, True
    review = getattr(value, "review", None)
    title = str(getattr(value, "title", slug))
    return title, kind.name == "exercise" or bool(review is not None and review.reviewed_by)


def shown_path(path: PathKey) -> str:
    """A path in words."""
    return " › ".join(str(step + 1) if isinstance(step, int) else step.replace("_", " ") for step in path)


def name_of(place: Where) -> str:
    """The file as a person would write it."""
    return display(place.own)
