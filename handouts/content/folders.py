"""Where each kind of content lies in a data folder, with a clinic's own folder laid over the bundled one.

Finds and lists files, and remembers what it found until it is told to look again; never opens one.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, cast

from handouts.content.kinds import CLINIC, KINDS, LOCALES
from handouts.content.model.base import SLUG
from handouts.content.suggest import suggestion
from handouts.errors import ContentError, Problem
from handouts.figures.store import FOLDERS as DRAWINGS
from handouts.limits import MAX_SLUG, MAX_TAG
from handouts.resources import display, is_folder

_TAG = re.compile(r"[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*")

FIGURES = "figures"
"""The folder of drawings; what lies in it is not content of this kind."""


def content_files(folder: Path) -> list[Path]:
    """All content files under ``folder``, sorted; the folder of drawings is left out."""
    found: list[Path] = []
    if not folder.exists():
        return found  # a clinic's own may be yet to come
    if figures_home(folder) is not None:
        return found
    for place, below, names in os.walk(folder, onerror=_unreadable):
        below[:] = [name for name in below if name != FIGURES]
        found += [Path(place) / name for name in names if name.endswith(".yaml") and name[0] != "."]
    return sorted(found)


def figure_files(folder: Path) -> list[tuple[str, Path]]:
    """The kind and the file of every drawing in a data folder, in its folder of drawings, or in one of a kind of them,
    sorted.
    """
    home = figures_home(folder)
    named = DRAWINGS.items() if home is None or folder.absolute() == home else [_kind_of(folder)]
    top = folder / FIGURES if home is None else folder if folder.absolute() == home else folder.parent
    return sorted((kind, file) for kind, name in named for file in (top / name).glob("*.json"))


def figures_home(folder: Path) -> Path | None:
    """The folder of drawings that ``folder`` is or lies in as that of one kind; None for any other."""
    place = folder.absolute()
    if place.name == FIGURES:
        return place
    return place.parent if place.parent.name == FIGURES and place.name in DRAWINGS.values() else None


def _kind_of(folder: Path) -> tuple[str, str]:
    """The kind of the drawings of a folder, and its name."""
    return next((kind, name) for kind, name in DRAWINGS.items() if name == folder.absolute().name)


def scanned(folder: Path) -> list[os.DirEntry[str]]:
    """What lies in a folder, sorted by name, without hidden files; nothing where there is no such folder. Raises
    ContentError for one that cannot be looked into.
    """
    try:
        with os.scandir(folder) as entries:
            return sorted((e for e in entries if not e.name.startswith(".")), key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return []  # a clinic's own folder need not have every part
    except OSError as error:
        _unreadable(error)


def _unreadable(error: OSError) -> NoReturn:
    """A folder that cannot be looked into must not count as empty: what a clinic has in it would be lost in silence."""
    name = display(Path(error.filename or "."))
    reason = (error.strerror or str(error)).lower()
    raise ContentError(Problem(name, 0, 0, f"cannot be looked into: {reason}", "make it readable")) from None


def _is_file(path: Path | str) -> bool:
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except FileNotFoundError:
        return False
    except (OSError, ValueError):
        pass
    try:
        return Path(path).is_file()
    except OSError as error:
        _unreadable(error)
    except RuntimeError:  # links that lead round in a circle
        pass
    return False


def is_language(code: str) -> bool:
    """Whether ``code`` may be that of a language (BCP 47)."""
    return len(code) <= MAX_TAG and _TAG.fullmatch(code) is not None


def is_slug(text: str) -> bool:
    """Whether ``text`` may be the name of a content file."""
    return len(text) <= MAX_SLUG and re.fullmatch(SLUG, text) is not None and "\n" not in text


def check_slug(slug: str, option: str = "SLUG", known: tuple[str, ...] = ()) -> None:
    """Refuse what is not a slug, such as ``../x``, before any file is looked for. Raises ContentError."""
    if is_slug(slug):
        return
    shown = slug if len(slug) <= MAX_SLUG else slug[:MAX_SLUG] + "..."
    hint = "a slug is lower-case English words joined by hyphens"
    if known:
        hint += "; " + suggestion(re.sub(r"[^a-z0-9]+", "-", slug[:MAX_SLUG].lower()).strip("-"), known)
    raise ContentError(Problem(option, 0, 0, f"{shown!r} is not a slug", hint))


@dataclass(frozen=True, slots=True)
class Folders:
    """Data folders; a file of an earlier one hides the file of the same path in a later one."""

    roots: tuple[Path, ...]
    drafts: frozenset[Path] = frozenset()
    """Files that count as if they were there."""

    def find(self, relative: str) -> Path | None:
        """The file at ``relative`` in the first folder that has it."""
        for root in self.roots:
            if (file := root / relative) in self.drafts or _is_file(file):
                return file
        return None

    def again(self, relative: str, known: Path | None) -> Path | None:
        """What :meth:`find` says, where it once said ``known``: without a path for each folder."""
        if self.drafts:
            return self.find(relative)
        for root in self.roots:
            if _is_file(name := f"{root}{os.sep}{relative}"):
                return known if name == str(known) else root / relative
        return None

    def names(self, folder: str) -> tuple[str, ...]:
        """Stems of the YAML files in ``folder``, sorted."""
        found = [entry.name for root in self.roots for entry in scanned(root / folder)]
        found += [one.name for root in self.roots for one in self.drafts if one.parent == root / folder]
        return tuple(sorted({name[:-5] for name in found if name.endswith(".yaml")}))

    def languages(self) -> tuple[str, ...]:
        """Codes of the languages that have text layers, sorted."""
        folders = (
            Path(e.path) for root in self.roots for e in scanned(root / LOCALES) if is_folder(Path(e.path))
        )
        return tuple(
            sorted(
                {folder.name for folder in folders if is_language(folder.name) and any(folder.glob("*.po"))}
            )
        )

    def files(self) -> Iterator[Path]:
        """Every content file that counts, sorted by its path inside the data folder; hidden ones left out."""
        found: dict[str, Path] = {}
        for root in self.roots:
            own = [one for one in self.drafts if one.is_relative_to(root)]
            for file in (*content_files(root), *own):
                found.setdefault(file.relative_to(root).as_posix(), file)
        for relative in sorted(found):
            yield found[relative]

    def clinic(self) -> Path:
        """The clinic file of the first folder that has one. Raises ContentError if it has several, or none
        has any.
        """
        for root in self.roots:
            folder = root / KINDS[CLINIC].folder
            own = (one for one in self.drafts if one.parent == folder)
            files = sorted({*folder.glob("*.yaml"), *own})
            if len(files) > 1:
                names = ", ".join(file.name for file in files[:5])
                message = f"there are several clinic files: {names}"
                raise ContentError(Problem(display(folder), 0, 0, message, "choose one with --clinic FILE"))
            if files:
                return files[0]
        place = display(self.roots[-1] / KINDS[CLINIC].folder)
        raise ContentError(Problem(place, 0, 0, "there is no clinic file", "give one with --clinic FILE"))


_LISTED = frozenset(kind.folder for kind in KINDS.values() if "*" not in kind.folder)
"""Folders in which a file of content lies, whatever its name."""
MOST_MISSED = 1_000
"""Names without a file that are remembered one by one."""


class Listing:
    """What :class:`Folders` say, asked for once: a file or folder is looked for again after :meth:`refresh` only.

    Names that lead nowhere are forgotten when there are too many (whatever is asked for may be mistyped). Where no
    listing of their folder tells when one comes, the next refresh then counts as a change, since what was made from
    them cannot be asked about any more.
    """

    def __init__(self, folders: Folders) -> None:
        self._folders = folders
        self._found: dict[str, Path | None] = {}
        self._missed = 0
        self._forgot = False
        self._names: dict[str, dict[str, None]] = {}
        self._languages: tuple[str, ...] | None = None
        self._clinic: Path | None = None

    @property
    def roots(self) -> tuple[Path, ...]:
        """The data folders, an earlier one over a later one."""
        return self._folders.roots

    def with_draft(self, path: Path) -> Folders:
        """The same folders, with the file at ``path`` counted as if it were there."""
        return Folders(self.roots, self._folders.drafts | {path})

    def find(self, relative: str) -> Path | None:
        """The file at ``relative`` in the first folder that has it."""
        known = self._found.get(relative, self)
        if known is not self:
            return cast(Path | None, known)
        found = self._folders.find(relative)
        if found is None:
            self._missed += 1
            if self._missed > MOST_MISSED:
                self._forget()
        self._found[relative] = found
        return found

    def _forget(self) -> None:
        """Forget names without a file: first those that a listing tells of, then all."""
        known = {
            name: path for name, path in list(self._found.items()) if path or not self._listed_without(name)
        }
        missed = sum(path is None for path in known.values())
        if missed > MOST_MISSED // 2:
            known = {name: path for name, path in known.items() if path is not None}
            missed, self._forgot = 0, True
        self._found, self._missed = known, missed + 1

    def _listed_without(self, relative: str) -> bool:
        """Whether there is no such name in a folder of content: its listing, which is compared at every refresh, tells
        when one comes, so that the name itself need not be remembered.
        """
        folder, _, name = relative.rpartition("/")
        return folder in _LISTED and name.endswith(".yaml") and name[:-5] not in self.names(folder)

    def names(self, folder: str) -> Mapping[str, None]:
        """Stems of the YAML files in ``folder``, sorted, as the keys of a mapping: a name is found without a walk."""
        if folder not in self._names:
            self._names[folder] = dict.fromkeys(self._folders.names(folder))
        return self._names[folder]

    def languages(self) -> tuple[str, ...]:
        """Codes of the languages that have text layers, sorted."""
        if self._languages is None:
            self._languages = self._folders.languages()
        return self._languages

    def files(self) -> Iterator[Path]:
        """Every content file that counts, as it is now; see :meth:`Folders.files`."""
        return self._folders.files()

    def clinic(self) -> Path:
        """The clinic file; see :meth:`Folders.clinic`. Raises ContentError."""
        if self._clinic is None:
            self._clinic = self._folders.clinic()
        return self._clinic

    def refresh(self) -> bool:
        """Look again for all that was asked for; whether anything is different now."""
        before, forgot = self._state(), self._forgot
        self._found = {name: self._folders.again(name, known) for name, known in self._found.items()}
        self._missed, self._forgot = sum(path is None for path in self._found.values()), False
        self._names = {folder: dict.fromkeys(self._folders.names(folder)) for folder in self._names}
        if self._languages is not None:
            self._languages = self._folders.languages()
        if self._clinic is not None:
            try:
                self._clinic = self._folders.clinic()
            except ContentError:
                self._clinic = None  # the next question for it is answered with what is wrong
        return forgot or before != self._state()

    def _state(self) -> tuple[object, ...]:
        names = {folder: tuple(names) for folder, names in self._names.items()}
        return self._found, names, self._languages, self._clinic
